"""The page of a pack that people read first: one file, no script, nothing remote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from assistant.values import Value

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.5rem;
  color: #16191d; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.lead { font-size: 1.2rem; }
.muted, figcaption { color: #50575f; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; max-width: 24rem;
  border-bottom: 1px solid #d5d9de; }
code { font: .85em ui-monospace, monospace; }
@media print { body { margin: 0; max-width: none; } }
"""


class Happened(Value):
    """One event of the subject, in words."""

    number: int
    when: str
    what: str
    who: str
    facts: str


class Evidence(Value):
    """A cell that a figure, name or date of a sentence rests on; texts as people read them."""

    sentence: str
    shown: str
    measure: str
    source: str
    place: str
    cell: str
    as_of: str


class Page(Value):
    """What stands on the page, in the order in which it is read."""

    title: str
    effect: str
    lines: tuple[str, ...]
    deciding: str
    happened: tuple[Happened, ...]
    comments: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rows_since: str
    vouched: str
    left_out: str | None
    versions: tuple[tuple[str, str], ...]


_FILES = (
    ("verify.py", "checks all of this: python verify.py, with any Python from version 3.9 on"),
    ("manifest.json, signature.json", "every file with its hash, and the signature of that list"),
    ("chain.jsonl", "the events about this, whole; of all others only what the chain needs"),
    ("checkpoint.json", "how far the record is vouched for, signed when it was taken"),
    ("effect.json, words.json", "what was approved to the last byte, and what people read"),
    (
        "published/",
        "what was to leave and what arrived, byte by byte, and the brief it was made of",
    ),
    ("verdicts/", "what the rules said of it, by the number of the event that tells so"),
    ("comments/", "what was said about it, by the number of the event that tells so"),
    ("policy.json, policy/", "the rules that were in force, as they are hashed and as written"),
    ("evidence.csv", "the table of rows on this page"),
    ("versions.json", "what made the decision's figures, and this pack"),
)


def page_of(page: Page) -> bytes:
    """Return the page as HTML; every text is escaped."""
    parts = "\n".join(_body(page))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{parts}\n</body>\n</html>\n"
    ).encode()


def _body(page: Page) -> Iterator[str]:
    yield f"<h1>{escape(page.title)}</h1>"
    yield f'<p class="lead">{escape(page.effect)}</p>'
    if page.lines:
        yield "<h2>Line by line</h2>"
        yield _list(page.lines)
    yield f"<p>{escape(page.deciding)}</p>"
    yield "<h2>What happened</h2>"
    rows = [(str(e.number), e.when, e.what, e.who, e.facts) for e in page.happened]
    yield _table(("Event", "When (UTC)", "What", "Who", "Bound to"), rows)
    if page.comments:
        yield "<h2>What was said about it</h2>"
        yield _list(page.comments)
    yield from _evidence(page)
    yield "<h2>What this proves</h2>"
    yield f"<p>{escape(page.vouched)}</p>"
    if page.left_out:
        yield f"<p>{escape(page.left_out)}</p>"
    yield "<p>Whoever holds the record, its key and all checkpoints could still rewrite it. So a "
    yield "checkpoint that somebody else kept is worth more than the one in here: hold this pack "
    yield "against it with <code>python verify.py --against FILE</code>.</p>"
    yield "<h2>The files</h2>"
    yield _table(("File", "What it is"), _FILES)
    yield "<h2>Versions</h2>"
    yield _table(("What", "Version"), page.versions)


def _evidence(page: Page) -> Iterator[str]:
    if not page.evidence:
        return
    yield "<h2>The rows behind it</h2>"
    yield f'<p class="muted">{escape(page.rows_since)}</p>'
    headers = ("In", "Says", "What it is", "Source", "File, row and column", "Cell", "As of")
    rows = [
        (e.sentence, e.shown, e.measure, e.source, e.place, e.cell, e.as_of) for e in page.evidence
    ]
    yield _table(headers, rows)


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
