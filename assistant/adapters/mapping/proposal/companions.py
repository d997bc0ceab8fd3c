"""The nouns that a table names beside its own: the projects and people of its rows, and its links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.field_matches import Matches, field_matches
from assistant.adapters.mapping.proposal.vocabulary import likeness, normal
from assistant.adapters.mapping.source_mapping import Condition, FieldRule, NounRule
from assistant.adapters.tabular.text_cells import split_list
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.noun import Kind, Noun, columns
from assistant.portfolio.work import DependencyKind

_NAMED = frozenset({"projects", "people", "teams", "programs", "vendors", "themes"})
"""Tables whose rows may be known by nothing but their name."""

_LED, _PEOPLE = "projects", "people"

_LINK = re.compile(r"(Inward|Outward) issue link \(([^()]+)\)", re.IGNORECASE)
_LINK_KINDS = {
    "block": DependencyKind.FINISH_START,
    "depend": DependencyKind.FINISH_START,
    "relate": DependencyKind.RELATES,
}
_WAITS_FOR = frozenset(
    {
        "blocked by",
        "is blocked by",
        "depends on",
        "dependency",
        "dependencies",
        "predecessor",
        "predecessors",
        "vorganger",
        "blockiert durch",
        "hangt ab von",
        "bloque par",
        "depend de",
        "predecesseur",
        "predecesseurs",
    }
)
_HOLDS_UP = frozenset({"blocks", "blocking", "successors", "nachfolger", "blockiert", "bloque"})
_TELLING = 0.5
_SAME_WORDS = 0.9
_MARKS = (";", ",", "|")


def companions(
    noun: type[Noun], matches: Matches, found: Sequence[Evidence], elsewhere: Collection[str]
) -> Iterator[NounRule]:
    """Yield the rules for what a table refers to by name; `elsewhere` are tables of their own."""
    for column in columns(noun):
        known = column.ref in _NAMED and column.ref not in elsewhere
        if not known or column.name not in matches or column.ref is None:
            continue
        if column.kind is not Kind.LIST:
            one = matches[column.name][0]
            lead = _beside(column.ref, "owner", one.header, found) if column.ref == _LED else None
            if lead is not None and _PEOPLE not in elsewhere:
                yield _named_rule(_PEOPLE, lead, found)
            rule = _named_rule(column.ref, one, found)
            fields = {"owner": FieldRule(headers=(lead.header,))} if lead is not None else {}
            yield rule.model_copy(update={"fields": {**rule.fields, **fields}})


def _named_rule(table: str, one: Evidence, found: Sequence[Evidence]) -> NounRule:
    """Return the rule for the things that one column names."""
    nothing = tuple(word for word in one.missing if word[-1] != "…")
    name = _beside(table, "name", one.header, found) or one
    return NounRule(
        noun=table,
        once=True,
        where={one.header: Condition(filled=True, excluded=nothing)},
        fields={
            "key": FieldRule(headers=(one.header,)),
            "name": FieldRule(headers=(name.header,)),
        },
    )


def budget_amounts(found: Sequence[Evidence], matches: Matches) -> Matches:
    """Return the columns of amounts that stand beside a project's own fields."""
    taken = {one.header for one, _ in matches.values()}
    free = [one for one in found if one.header not in taken]
    amounts = {column.name for column in columns(BudgetLine) if column.kind is Kind.MONEY}
    return {
        name: match for name, match in field_matches(free, BudgetLine).items() if name in amounts
    }


def links(found: Sequence[Evidence], matches: Matches) -> Iterator[NounRule]:
    """Yield the rules for the links in a table of work items: Jira's columns, or lists of keys."""
    if "key" not in matches:
        return
    key, _ = matches["key"]
    known = frozenset(key.texts)
    seen: set[str] = set()
    for one in found:
        link = _LINK.match(one.header)
        name = link.group(0) if link else one.header
        if name not in seen and (rule := _link(one, name, link, key.header, known)):
            seen.add(name)
            yield rule


def _link(
    one: Evidence, name: str, link: re.Match[str] | None, key: str, known: Collection[str]
) -> NounRule | None:
    if link is not None:
        kinds = [kind for word, kind in _LINK_KINDS.items() if word in link.group(2).lower()]
        if not kinds:
            return None
        return _link_rule(name, key, kinds[0], waits=link.group(1).lower() == "inward")
    said = normal(one.header)
    if said not in _WAITS_FOR | _HOLDS_UP:
        return None
    mark = max(_MARKS, key=lambda mark: _known_share(one, mark, known))
    if _known_share(one, mark, known) < _TELLING:
        return None
    rule = _link_rule(name, key, DependencyKind.FINISH_START, waits=said in _WAITS_FOR)
    return rule.model_copy(update={"separator": None if mark == ";" else mark})


def _link_rule(each: str, key: str, kind: DependencyKind, *, waits: bool) -> NounRule:
    own, other = FieldRule(headers=(key,)), FieldRule(headers=("$each",))
    return NounRule(
        noun="dependencies",
        each=each,
        once=True,
        known=("predecessor", "successor"),
        fields={
            "predecessor": other if waits else own,
            "successor": own if waits else other,
            "kind": FieldRule(text=kind.value),
        },
    )


def _known_share(one: Evidence, mark: str, known: Collection[str]) -> float:
    entries = [entry for text in one.texts for entry in split_list(text, mark)]
    return sum(entry in known for entry in entries) / len(entries) if entries else 0.0


def _beside(table: str, field: str, header: str, found: Sequence[Evidence]) -> Evidence | None:
    """Return the column that tells more of what another names: “Project lead” of “Project key”."""
    first = normal(header).split()[:1]
    alike = [
        (likeness(one.header, table, field), one)
        for one in found
        if one.header != header and normal(one.header).split()[:1] == first and one.texts
    ]
    score, best = max(alike, key=lambda pair: (pair[0], pair[1].header), default=(0.0, None))
    return best if score >= _SAME_WORDS else None


def refers_to_items(matches: Matches) -> Matches:
    """Take a parent column out that names no item of the table: an id of another kind."""
    if "parent" not in matches or "key" not in matches:
        return matches
    parent, keys = matches["parent"][0], frozenset(matches["key"][0].texts)
    form = {re.sub(r"\d+", "9", text) for text in keys}
    alike = parent.share(lambda text: text in keys or re.sub(r"\d+", "9", text) in form)
    return matches if alike >= _TELLING else _without(matches, "parent")


def _without(matches: Matches, field: str) -> Mapping[str, tuple[Evidence, float]]:
    return {name: match for name, match in matches.items() if name != field}
