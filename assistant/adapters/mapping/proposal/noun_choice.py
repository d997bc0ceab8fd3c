"""What one row of a table is: the noun whose fields its columns name best."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from assistant.adapters.mapping.proposal.companions import budget_amounts
from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.field_matches import Matches, field_matches
from assistant.adapters.mapping.proposal.question import Option, Question
from assistant.adapters.mapping.proposal.vocabulary import likeness, normal, words
from assistant.adapters.tabular.raw import RawTable
from assistant.portfolio.control import RaidEntry, RaidKind
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.project import Project
from assistant.portfolio.registry import BY_TABLE

NONE = "none"
"""The answer that a table is none of these things."""

_TITLE = 1.5
_CLOSE = 0.9
_ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class NounChoice:
    """The noun of a table's rows and its fields; no noun where the table is left out."""

    noun: type[Noun] | None
    matches: Matches
    question: Question | None = None


def noun_choice(table: RawTable, found: Sequence[Evidence], answer: str | None) -> NounChoice:
    """Choose a table's noun, or ask where two fit nearly as well."""
    if answer == NONE:
        return NounChoice(None, {})
    if answer is not None:
        noun = BY_TABLE[answer]
        return NounChoice(noun, field_matches(found, noun))
    complete, scores = _fitting(table, found)
    ranked = _ranked(scores)
    if not ranked:
        return NounChoice(None, {})
    best = ranked[0]
    close = [name for name in ranked if scores[name] >= _CLOSE * scores[best]]
    if len(close) > 1 or scores[best] < _ENOUGH:
        return NounChoice(BY_TABLE[best], complete[best], _question(table, close, complete))
    return NounChoice(BY_TABLE[best], complete[best])


def noun_question(table: RawTable, found: Sequence[Evidence]) -> Question:
    """Ask what one row is, the likeliest first."""
    complete, scores = _fitting(table, found)
    return _question(table, _ranked(scores), complete)


def noun_question_id(table: RawTable) -> str:
    """Return the name of the question what one row of a table is."""
    return f"noun:{table.file}"


def _fitting(
    table: RawTable, found: Sequence[Evidence]
) -> tuple[Mapping[str, Matches], Mapping[str, float]]:
    """Return the fields of each noun that a row could be, and how well it fits."""
    fitting = {name: field_matches(found, BY_TABLE[name]) for name in words().titles}
    given = {RaidEntry.table: {"kind"}} if raid_kind(table) else {}
    complete = {
        name: one
        for name, one in fitting.items()
        if _is_complete(BY_TABLE[name], {*one, *given.get(name, ())})
    }
    rarity = {one.header: _rarity(one.header) for one in found}
    scores = {name: _score(table, name, one, rarity) for name, one in complete.items()}
    if Project.table in scores:
        amounts = budget_amounts(found, complete[Project.table])
        scores[Project.table] += sum(rarity[one.header] for one, _ in amounts.values())
    return complete, scores


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))


def raid_kind(table: RawTable) -> str | None:
    """Return what all entries of a register are, where its title says so, or its headers “risk”."""
    headers = {word for header in table.headers for word in normal(header).split()}
    said = {*_title(table).split(), *(headers & {RaidKind.RISK.value})}
    kinds = [kind for kind in RaidKind if said & {kind.value, f"{kind.value}s"}]
    return kinds[0].value if len(kinds) == 1 else None


def _is_complete(noun: type[Noun], fields: Collection[str]) -> bool:
    """Say whether everything that a row of this noun needs is there, or can be made."""
    made = {"key"} if noun.identity or "name" in fields else set()
    made |= {"name"} if "key" in fields else set()
    needed = {column.name for column in columns(noun) if column.required} - made
    return needed <= set(fields)


def _score(table: RawTable, name: str, matches: Matches, rarity: Mapping[str, float]) -> float:
    titled = any(title in _title(table) for title in words().titles[name])
    fields = sum(score * rarity[one.header] for one, score in matches.values())
    return fields + (_TITLE if titled else 0.0)


def _title(table: RawTable) -> str:
    return f" {normal(table.sheet or table.file.rsplit('.', 1)[0])} "


def _rarity(header: str) -> float:
    """Weigh a header by how few nouns have a field of such a name."""
    nouns = sum(
        any(likeness(header, name, column.name) > 0 for column in columns(BY_TABLE[name]))
        for name in words().titles
    )
    return 1 / sqrt(nouns) if nouns else 0.0


def _question(table: RawTable, names: Sequence[str], complete: Mapping[str, Matches]) -> Question:
    others = [name for name in complete if name not in names]
    options = [
        Option(key=name, meaning=f"each row is a {BY_TABLE[name].title.lower()}")
        for name in (*names, *others)
    ]
    return Question(
        id=noun_question_id(table),
        text=f"What is one row of {table.file}?",
        evidence=tuple(table.headers[:6]),
        options=(*options, Option(key=NONE, meaning="nothing to import")),
    )
