"""A Markdown document as one record: front matter, title, facts table and sections.

---                        owner = "Mei"
owner: Mei                 title = "Exit the data centre"
---                        Status = "Accepted"
# Exit the data centre     text = what stands before the first section
| Status | Accepted |      Summary = "…"
## Summary
"""

from __future__ import annotations

import re

from assistant.adapters.tabular.nested import flatten
from assistant.adapters.tabular.yaml_file import NotYaml, yaml_records

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"(?:\A\s*#+|^#) +(.+?)[ #]*$", re.MULTILINE)
_SECTION = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)
_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_TABLE_LINE = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")
_RULE = re.compile(r"[-:| \t]*")
_LINK_TARGET = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])?")


def markdown_record(text: str) -> dict[str, str]:
    """Return what a document says, by name; raises NotYaml where its front matter is broken."""
    front, body = _front_matter(text)
    outline = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), body)
    found: dict[str, str] = {}
    title = _TITLE.search(outline)
    if title:
        found["title"] = plain_text(title.group(1))
    start = title.end() if title else 0
    heads = list(_SECTION.finditer(outline, start))
    lead = body[start : heads[0].start() if heads else len(body)]
    table, rest = _facts_table(lead)
    found |= table
    found["text"] = rest.strip()
    ends = [head.start() for head in heads[1:]] + [len(body)]
    for head, end in zip(heads, ends, strict=False):
        found.setdefault(plain_text(head.group(1)), body[head.end() : end].strip())
    return {name: value for name, value in (found | front).items() if value}


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    fences = list(_FENCE.finditer(text))
    if len(fences) < 2 or text[: fences[0].start()].strip():  # noqa: PLR2004 - one opens, one closes
        return {}, text
    records = yaml_records(text[fences[0].end() : fences[1].start()])
    if any(not isinstance(record, dict) for _, record in records):
        raise NotYaml("the front matter holds no names")
    front = flatten(records[0][1]) if records else {}
    return front, text[fences[1].end() :]


def _facts_table(text: str) -> tuple[dict[str, str], str]:
    """Take the tables of two columns out of a text: names and what they are."""
    facts: dict[str, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        row = _TABLE_LINE.match(line)
        cells = [cell.strip() for cell in row.group(1).split("|")] if row else []
        if len(cells) != 2:  # noqa: PLR2004 - a name and what it is
            rest.append(line)
        elif cells[0] and not _RULE.fullmatch(line):
            facts.setdefault(plain_text(cells[0]), plain_text(cells[1]))
    return facts, "\n".join(rest)


def plain_text(cell: str) -> str:
    """Return a text without emphasis around it, and links as their words."""
    return _LINK_TARGET.sub(r"\1", cell.strip("* "))
