"""What to build next as an answer: what to start and why, the rest by name, the order as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import first_few
from assistant.briefing.next_up import how_it_was_ordered, lead_of, level_with
from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.planning.order.ranking import RankedItem, Ranking, Standing
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

STARTS = 3
"""Items to start next that are told with their reason."""

_LATER = 3
_NAMED = 4
_ROWS = 12
_SHORT = 12
"""Characters of a policy's hash that tell versions apart."""


def short_next_up(
    inputs: BriefingInputs, items: Sequence[RankedItem], free: Sequence[Statement] = ()
) -> Told:
    """Return the items of a ranking that are asked about in four short parts and a table.

    Raises ValueError where the inputs hold no ranking.
    """
    ranking = inputs.ranking
    if ranking is None:
        msg = "there is no ranking to tell"
        raise ValueError(msg)
    starts = _standing(items, Standing.START_NEXT)
    parts = (
        ToldPart.of("Start next", tuple(_starts(inputs, starts)), essential=True),
        ToldPart.of("Keep going", _named(inputs, items, Standing.KEEP_GOING)),
        ToldPart.of("Consider stopping", _named(inputs, items, Standing.CONSIDER_STOPPING)),
        ToldPart.of("Not now", (e.reason for e in _standing(items, Standing.NOT_NOW)[:_LATER])),
        ToldPart.of("Free people", free),
    )
    return Told(
        title="what to build next",
        lead=(lead_of(inputs, items),),
        parts=tuple(part for part in parts if part.points),
        tables=tuple(_table(inputs, items)),
        limits=tuple(_method(inputs, ranking)),
        subjects=tuple(f"work_items:{item.key}" for item in starts[:STARTS]),
        data=ranking,
    )


def _standing(items: Sequence[RankedItem], standing: Standing) -> list[RankedItem]:
    return [item for item in items if item.standing is standing]


def _starts(inputs: BriefingInputs, starts: Sequence[RankedItem]) -> Iterator[Statement]:
    shown = starts[:STARTS]
    yield from (item.reason for item in shown)
    bands = {item.tie_band for item in shown}
    for band in sorted(bands):
        level = [item for item in shown if item.tie_band == band]
        if len(level) > 1:
            yield level_with(inputs, level)


def _named(
    inputs: BriefingInputs, items: Sequence[RankedItem], standing: Standing
) -> Iterator[Statement]:
    found = _standing(items, standing)
    if found:
        names = [inputs.facts.name(WorkItem, item.key) for item in found]
        yield say("{names}.", names=first_few(inputs.facts, standing.value, names, most=_NAMED))


def _method(inputs: BriefingInputs, ranking: Ranking) -> Iterator[Statement]:
    yield from how_it_was_ordered(inputs, ranking)
    table = inputs.facts.of("policy", "version", inputs.policy.hash[:_SHORT], Unit.NAME)
    yield say("Policy {version}.", version=table)


def _table(inputs: BriefingInputs, items: Sequence[RankedItem]) -> Iterator[ToldTable]:
    headers = ("Place", "Item", "What", "Standing", "Score", "Waits for")
    rows = tuple(_row(inputs, item) for item in items[:_ROWS])
    if rows:
        told = tuple(Statement(text=header) for header in headers)
        yield ToldTable(heading="The order", headers=told, rows=rows)


def _row(inputs: BriefingInputs, item: RankedItem) -> tuple[Statement, ...]:
    facts, subject = inputs.facts, f"work_items:{item.key}"
    waits = [facts.key(WorkItem, key) for key in item.waits_for]
    return (
        _cell(facts.of(subject, "place", item.position, Unit.COUNT)),
        _cell(facts.key(WorkItem, item.key)),
        _cell(facts.name(WorkItem, item.key)),
        _cell(facts.of(subject, "standing", item.standing.value, Unit.STATUS)),
        _cell(item.score),
        say("{waits}", waits=waits) if waits else _cell(None),
    )


def _cell(fact: Fact | None) -> Statement:
    return Statement(text="–") if fact is None else say("{value}", value=fact)
