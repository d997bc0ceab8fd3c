"""What each measure lets one say: a data table from measures to sentences, by sign.

A sentence of a writer is bound where it says what one of these says, in words that mean the same
(`lexicon`). `{it}` is what the fact is about, `{of}` the project it belongs to; the other slots are
measures of the same thing. `when` compares two measures, or one with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.values import Fact, FactValue, Money, Statement, Unit
from assistant.values.statement import SLOT

DIMENSION_WORDS = frozenset({"schedul", "cost", "scop", "benefit", "risk", "resourc"})
_REPORTED = frozenset({"report"})

When = tuple[str, str, str | int]
"""A measure, `>`, `<` or `=`, and another measure or 0."""


@dataclass(frozen=True, slots=True)
class Licence:
    """One way of saying what some measures say."""

    table: str
    says: str
    rests_on: tuple[str, ...] = ()
    when: When | None = None
    unless: frozenset[str] = frozenset()
    """Words that would make it a claim about something else."""

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure it takes to say so."""
        slots = [slot for slot in SLOT.findall(self.says) if slot not in {"it", "of"}]
        compared = [self.when[0]] if self.when else []
        return tuple(dict.fromkeys((*slots, *self.rests_on, *compared)))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that is true, and the facts behind it beyond those in its slots."""

    statement: Statement
    behind: tuple[Fact, ...] = ()
    unless: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact it rests on, each once."""
        held = {fact.id: fact for fact in (*self.statement.facts.values(), *self.behind)}
        return tuple(held.values())


_NOT_OVERALL = DIMENSION_WORDS | _REPORTED


def _rows(table: str, *rows: tuple[str, str, When | None]) -> tuple[Licence, ...]:
    return tuple(
        Licence(table, says, tuple(rests_on.split()), when) for says, rests_on, when in rows
    )


_PROJECT_STATUS = (
    Licence("projects", "{it} is {overall_rag}.", unless=_NOT_OVERALL),
    Licence("projects", "The evidence says {it} is {overall_rag}."),
    Licence("projects", "{it} is reported {reported}."),
    *(
        Licence("projects", f"{{it}} is {{{dimension}_rag}} for its {dimension}.")
        for dimension in ("schedule", "cost", "scope", "benefit", "risk", "resources")
    ),
)
_PROJECT_ROWS = _rows(
    "projects",
    ("{it} is late.", "", ("schedule_date_slip", ">", 0)),
    ("{it} is {schedule_date_slip} late.", "", ("schedule_date_slip", ">", 0)),
    ("{it} is delayed by {schedule_date_slip}.", "", ("schedule_date_slip", ">", 0)),
    ("{it} is behind schedule by {schedule_date_slip}.", "", ("schedule_date_slip", ">", 0)),
    ("{it} has slipped by {schedule_date_slip}.", "", ("schedule_date_slip", ">", 0)),
    ("{it} is {schedule_date_slip} after its promise.", "", ("schedule_date_slip", ">", 0)),
    ("{it} is on time.", "", ("schedule_date_slip", "=", 0)),
    ("{owner} owns {it}.", "", None),
    ("{it} is led by {owner}.", "", None),
    ("Nobody owns {it}.", "without_owner", None),
    ("Nobody sponsors {it}.", "without_sponsor", None),
    ("{sponsor} sponsors {it}.", "", None),
    ("{it} is sponsored by {sponsor}.", "", None),
    ("{it} belongs to {program}.", "", None),
    ("{it} belongs to the program {program}.", "", None),
    ("{vendor} supplies {it}.", "", None),
    ("{it} has the vendor {vendor}.", "", None),
    ("{it} is in the stage {stage}.", "", None),
    ("{it} is in {stage}.", "", None),
    ("{it} starts on {start}.", "", None),
    ("{it} ends on {end}.", "", None),
    ("{it} is to finish on {end}.", "", None),
    ("{it} first was to end on {baseline_end}.", "", None),
    ("{it} has moved from {baseline_end} to {end}.", "", ("end", ">", "baseline_end")),
    ("{it} has spent {actual_cost}.", "", None),
    ("{it} has spent {actual_cost} of its budget of {budget}.", "", None),
    ("The money spent on {it} is {actual_cost}.", "", None),
    ("{it} has earned {earned_value}.", "", None),
    ("The work done on {it} is worth {earned_value}.", "", None),
    ("The value planned for {it} by now is {planned_value}.", "", None),
    ("The cost approved for {it} is {budget}.", "", None),
    ("{it} has a budget of {budget}.", "", None),
    ("{it} is expected to cost {cost_forecast}.", "", None),
    ("{it} will cost {cost_at_pace}.", "", None),
    ("At its pace {it} ends at {cost_at_pace}.", "", None),
    (
        "{it} is {cost_forecast_growth} over its approved cost.",
        "",
        ("cost_forecast_growth", ">", 0),
    ),
    ("The cost of {it} went up by {cost_forecast_growth}.", "", ("cost_forecast_growth", ">", 0)),
    ("{it} is over its approved cost.", "", ("cost_forecast_growth", ">", 0)),
    ("{it} is over its approved cost.", "", ("cost_at_pace_growth", ">", 0)),
    ("{it} is {cost_at_pace_growth} over its approved cost.", "", ("cost_at_pace_growth", ">", 0)),
    ("{it} is below its approved cost.", "", ("cost_forecast_growth", "<", 0)),
    ("{it} costs {running_cost} a year.", "", None),
    ("The scope of {it} grew by {scope_growth}.", "", ("scope_growth", ">", 0)),
    ("The cost performance index of {it} is {cost_performance}.", "", None),
    ("The CPI of {it} is {cost_performance}.", "", None),
    ("The schedule performance index of {it} is {schedule_performance}.", "", None),
    ("The SPI of {it} is {schedule_performance}.", "", None),
    ("{it} was last reported on {reported_on}.", "", None),
    ("Nothing was heard of {it} for {days_silent}.", "", None),
    ("The status of {it} cannot be told.", "is_grey", None),
    ("{it} moves to {end}.", "", ("end", ">", "baseline_end")),
)
_MILESTONE_ROWS = _rows(
    "milestones",
    ("{it} is planned for {forecast}.", "", None),
    ("{it} is now on {forecast}.", "", None),
    ("{it} of {of} is now on {forecast}.", "", None),
    ("{it} slipped to {forecast}.", "", ("forecast", ">", "baseline")),
    ("{it} has moved to {forecast}.", "", ("forecast", ">", "baseline")),
    ("{it} moved from {baseline} to {forecast}.", "", ("forecast", ">", "baseline")),
    ("{it} slipped from {baseline} to {forecast}.", "", ("forecast", ">", "baseline")),
    ("{it} is later than planned.", "", ("forecast", ">", "baseline")),
    ("{it} is ahead of plan.", "", ("forecast", "<", "baseline")),
    ("{it} is on time.", "", ("forecast", "=", "baseline")),
    ("{it} was planned for {baseline}.", "", None),
    ("{it} was planned for {baseline} and is now on {forecast}.", "", None),
    ("{it} is promised for {committed}.", "", None),
    ("{of} has promised {it} by {committed}.", "", None),
    ("{of} must be live by {committed}.", "", None),
    ("{it} is promised to {committed_to} for {committed}.", "", None),
    ("{it} is late.", "", ("days_after_promise", ">", 0)),
    ("{it} is {days_after_promise} late.", "", ("days_after_promise", ">", 0)),
    ("{it} was done on {actual}.", "", None),
    ("Missing {it} costs {penalty} a month.", "", None),
)
_ITEM_ROWS = _rows(
    "work_items",
    ("{owner} owns {it}.", "", None),
    ("{it} is led by {owner}.", "", None),
    ("Nobody owns {it}.", "without_owner", None),
    ("{it} belongs to {project}.", "", None),
    ("{it} is due on {due}.", "", None),
    ("{it} is overdue.", "", ("days_overdue", ">", 0)),
    ("{it} is {days_overdue} overdue.", "", ("days_overdue", ">", 0)),
    ("{it} takes {estimate}.", "", None),
    ("The size of {it} is {estimate}.", "", None),
    ("Nobody sized {it}.", "without_estimate", None),
    ("{it} has no size.", "without_estimate", None),
    ("{it} is done.", "is_done", None),
    ("{it} is not done.", "is_open", None),
    ("{it} is in progress.", "is_doing", None),
    ("{it} has not started.", "is_waiting", None),
    ("{it} is at place {place}.", "", None),
    ("{it} comes first.", "", ("place", "=", 1)),
    ("{it} is planned to start on {planned_start}.", "", None),
    ("{it} is blocked.", "waits", None),
    ("{it} was due on {due} and has moved from {due_before}.", "", ("due", ">", "due_before")),
    ("{it} was planned for {due_first} and is now on {due}.", "", ("due", ">", "due_first")),
    ("{it} slipped from {due_first} to {due}.", "", ("due", ">", "due_first")),
    ("{it} moved from {due_first} to {due}.", "", ("due", ">", "due_first")),
)
_LINK_ROWS = _rows(
    "dependencies",
    ("{successor} waits for {predecessor}.", "", None),
    ("{predecessor} blocks {successor}.", "", None),
    ("{predecessor} comes before {successor}.", "", None),
    ("{successor} comes after {predecessor}.", "", None),
)
_OTHER_ROWS = (
    *_rows(
        "people",
        ("{it} is in {team}.", "", None),
        ("{it} is the {role}.", "", None),
        ("{it} left on {end}.", "has_left", None),
    ),
    *_rows("programs", ("{owner} leads {it}.", "", None), ("{it} is led by {owner}.", "", None)),
    *_rows("teams", ("{owner} leads {it}.", "", None), ("{it} is led by {owner}.", "", None)),
    *_rows(
        "decisions",
        ("{decider} decides {it}.", "", None),
        ("{it} was due on {due}.", "", None),
        ("{it} is {days_overdue} overdue.", "", ("days_overdue", ">", 0)),
        ("{it} is overdue.", "", ("days_overdue", ">", 0)),
        ("Waiting for {it} costs {cost_of_waiting} a week.", "", None),
    ),
    *_rows(
        "raid",
        ("{it} is {rating}.", "", None),
        ("{it} has no mitigation.", "without_mitigation", None),
        ("{owner} owns {it}.", "", None),
        ("{it} was raised {age_days} ago.", "", None),
    ),
)

LICENCES: tuple[Licence, ...] = (
    *_PROJECT_STATUS, *_PROJECT_ROWS, *_MILESTONE_ROWS, *_ITEM_ROWS, *_LINK_ROWS, *_OTHER_ROWS,
)  # fmt: skip


def licensed(facts: Iterable[Fact]) -> Iterator[Said]:
    """Give every sentence that some facts let one say."""
    by_subject: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject, {}).setdefault(fact.measure, fact)
    for subject, known in by_subject.items():
        table = subject.partition(":")[0]
        for licence in (*_BY_TABLE.get(table, ()), *_plain(table, known)):
            if all(measure in known for measure in licence.measures) and _holds(licence, known):
                yield from _said(licence, known)


def _plain(table: str, known: Mapping[str, Fact]) -> Iterator[Licence]:
    """Give the plain way of saying a measure that the table has no words for."""
    for measure, fact in known.items():
        told = measure in _TOLD.get(table, frozenset()) or fact.unit in _NOT_PLAIN
        if not told and _MEASURE.fullmatch(measure):
            yield Licence(table, f"The {measure.replace('_', ' ')} of {{it}} is {{{measure}}}.")


def _said(licence: Licence, known: Mapping[str, Fact]) -> Iterator[Said]:
    slots = set(SLOT.findall(licence.says))
    called = {"it": known.get("name") or known.get("key"), "of": known.get("of")}
    held = {slot: called[slot] if slot in called else known[slot] for slot in slots}
    facts = {slot: fact for slot, fact in held.items() if fact is not None}
    if len(facts) == len(slots):
        behind = tuple(known[measure] for measure in licence.measures)
        yield Said(Statement(text=licence.says, facts=facts), behind, licence.unless)


def _holds(licence: Licence, known: Mapping[str, Fact]) -> bool:
    if licence.when is None:
        return True
    measure, sign, other = licence.when
    if isinstance(other, str) and other not in known:
        return False
    left = _comparable(known[measure].value)
    right = _comparable(known[other].value) if isinstance(other, str) else Decimal(other)
    if left is None or right is None:
        return False
    return {">": left > right, "<": left < right, "=": left == right}[sign]


def _comparable(value: FactValue) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return Decimal(value.toordinal()) if hasattr(value, "toordinal") else None


def _by_table() -> Mapping[str, tuple[Licence, ...]]:
    tables: dict[str, list[Licence]] = {}
    for licence in LICENCES:
        tables.setdefault(licence.table, []).append(licence)
    return {table: tuple(rows) for table, rows in tables.items()}


_BY_TABLE = _by_table()
_TOLD = {
    table: frozenset(measure for row in rows for measure in row.measures)
    for table, rows in _BY_TABLE.items()
}
_NOT_PLAIN = frozenset({Unit.NAME, Unit.TEXT, Unit.STATUS})
_MEASURE = re.compile("[a-z_]+")
