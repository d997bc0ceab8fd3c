"""What a decision about rules, a colour, a scenario or a conflict does, in words and one by one."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from assistant.governance.effects import (
    ChangePolicy,
    DecidedRow,
    DecideScenario,
    Effect,
    OverrideRag,
    SettleConflict,
)
from assistant.planning.capacity.named_load import RoleNames, may_see_named_load
from assistant.policy.difference import Difference, DifferenceKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.project import Project
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Effort, Fact, Statement, Unit, say
from assistant.values.saying import Part

Choice = OverrideRag | ChangePolicy | DecideScenario | SettleConflict


def choice_words(effect: Choice, facts: Facts) -> Statement:
    """Say what an effect does."""
    if isinstance(effect, OverrideRag):
        return _colour(effect, facts)
    if isinstance(effect, ChangePolicy):
        return _rules(effect, facts)
    if isinstance(effect, DecideScenario):
        return _scenario(effect, facts)
    return _conflict(effect, facts)


def effect_details(effect: Effect, snapshot: Snapshot) -> tuple[Statement, ...]:
    """Return what an effect changes one by one, before and after, where its words only count it."""
    facts = Facts(snapshot)
    if isinstance(effect, ChangePolicy):
        return tuple(
            _rule_changed(each, facts)
            for table in effect.tables.values()
            for each in table.changes
        )
    if isinstance(effect, DecideScenario):
        return tuple(_row_changed(row, facts) for part in effect.parts for row in part.rows)
    if isinstance(effect, SettleConflict) and may_see_named_load(snapshot, effect.person):
        return tuple(_row_changed(row, facts) for row in effect.rows)
    return ()


def _colour(effect: OverrideRag, facts: Facts) -> Statement:
    subject = f"projects:{effect.project}"
    slots = {
        "project": facts.name(Project, effect.project),
        "status": facts.of(subject, "proposed rag", effect.status.value, Unit.STATUS),
        "rule": facts.of(subject, "rag by rule", effect.rule.value, Unit.STATUS),
        "until": facts.of(subject, "override until", effect.until, Unit.DATE),
        "why": facts.of(subject, "reason of the override", effect.why, Unit.TEXT),
    }
    said = say(
        "{project} is shown as {status} until {until}, where the rule says {rule}: “{why}”.",
        **slots,
    )
    if effect.evidence is None:
        return said
    shown = facts.of(subject, "evidence of the override", effect.evidence, Unit.TEXT)
    return say("{said} Shown by: “{evidence}”.", said=said, evidence=shown)


def _rules(effect: ChangePolicy, facts: Facts) -> Statement:
    count = sum(len(table.changes) for table in effect.tables.values())
    return say(
        "Put other rules in force: {count} [difference|differences] in {tables}.",
        count=facts.of("policy", "differences", count, Unit.COUNT),
        tables=[facts.of("policy", f"table {name}", name, Unit.TEXT) for name in effect.tables],
    )


def _rule_changed(each: Difference, facts: Facts) -> Statement:
    place = " / ".join(part for part in (each.table, each.row, each.part) if part)

    def text(what: str, value: str | None) -> Fact:
        return facts.of("policy", f"{what} {place}", value or "nothing", Unit.TEXT)

    if each.part == "examples" or each.kind is DifferenceKind.REMOVED:
        words = "gone" if each.kind is DifferenceKind.REMOVED else "other examples"
        return say(f"In {{place}}: {words}.", place=text("place of", place))
    if each.before is None:
        return say(
            "New in {place}: “{after}”.",
            place=text("place of", place),
            after=text("new in", each.after),
        )
    return say(
        "In {place}: “{after}” instead of “{before}”.",
        place=text("place of", place),
        after=text("new in", each.after),
        before=text("old in", each.before),
    )


def _scenario(effect: DecideScenario, facts: Facts) -> Statement:
    changed = sum(len(part.rows) for part in effect.parts)
    return say(
        "Decide that so it is: {parts}. {count} [row|rows] of the portfolio [changes|change].",
        parts=[facts.of("scenario", part.phrase, part.phrase, Unit.TEXT) for part in effect.parts],
        count=facts.of("scenario", "rows that change", changed, Unit.COUNT),
    )


def _row_changed(row: DecidedRow, facts: Facts) -> Statement:
    """Say what becomes of a row, field by field; of a new row what it holds."""
    change, known = row.change, row.before or {}
    subject = f"{change.table}:{change.key}"
    noun = BY_TABLE[change.table]
    cells = []
    for field, value in change.values.items():
        after = facts.of(subject, f"decided {field}", _cell_words(value), Unit.TEXT)
        before = facts.of(subject, f"given {field}", _cell_words(known.get(field)), Unit.TEXT)
        slots = {"field": facts.of(subject, f"field {field}", field.replace("_", " "), Unit.TEXT)}
        if row.before is None:
            cells.append(say("{field} {after}", **slots, after=after))
        else:
            cells.append(say("{field} {after}, not {before}", **slots, after=after, before=before))
    if row.before is None:
        table = facts.of(subject, "table", noun.title.lower(), Unit.TEXT)
        return say("New {table}: {cells}.", table=table, cells=cells)
    return say("{row}: {cells}.", row=facts.key(noun, change.key), cells=cells)


def _cell_words(value: JsonValue) -> str:
    """Return a cell as text: money and work as a person writes them."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, dict):
        if "minutes" in value:
            return str(Effort.model_validate(value))
        return " ".join(_cell_words(each) for each in value.values())
    if isinstance(value, list):
        return "; ".join(_cell_words(each) for each in value)
    return str(value)


def _conflict(effect: SettleConflict, facts: Facts) -> Statement:
    subject = f"people:{effect.person}"
    slots: dict[str, Part | Sequence[Part]] = {
        "person": _called(effect.person, facts),
        "start": facts.of(subject, "conflict from", effect.period.start, Unit.DATE),
        "end": facts.of(subject, "conflict until", effect.period.end, Unit.DATE),
        "claims": [facts.name(Project, key) for key in effect.claims],
        "option": facts.of(subject, "way out", effect.option, Unit.TEXT),
    }
    said = say(
        "More is asked of {person} than there is time from {start} to {end}, by {claims}:"
        " decide to {option}",
        **slots,
    )
    if effect.item is not None:
        said = say("{said}, {item}", said=said, item=facts.key(WorkItem, effect.item))
    if effect.who is not None:
        said = say("{said}, {who}", said=said, who=_called(effect.who, facts))
    reason = facts.of(subject, "reason", effect.reason, Unit.TEXT)
    return say("{said}: “{reason}”.", said=said, reason=reason)


def _called(key: str, facts: Facts) -> Part:
    """Return what somebody is called: by name to whoever may read how much is asked of them."""
    if facts.snapshot.get(Contractor, key) is not None:
        return facts.name(Contractor, key)
    if may_see_named_load(facts.snapshot, key):
        return facts.name(Person, key)
    return RoleNames(facts.snapshot).of(key).words(facts)
