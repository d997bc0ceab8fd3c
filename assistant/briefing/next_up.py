"""What to build next: keep going, start next, not now, consider stopping; one sentence first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from assistant.briefing.assembling import Outline, assemble
from assistant.briefing.brief import Brief, DocumentKind, SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.fitting import Room
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, joined
from assistant.briefing.stopping import freed, twice
from assistant.health.naming import called
from assistant.planning.order.agreed_order import beside_agreed
from assistant.planning.order.ranking import RankedItem, Ranking, SolveStatus, Standing
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_PARTS = {
    Standing.KEEP_GOING: (SectionKind.KEEP_GOING, "Keep going"),
    Standing.START_NEXT: (SectionKind.START_NEXT, "Start next"),
    Standing.NOT_NOW: (SectionKind.NOT_NOW, "Not now"),
    Standing.CONSIDER_STOPPING: (SectionKind.CONSIDER_STOPPING, "Consider stopping"),
}
ROOM = Room(
    points={
        SectionKind.KEEP_GOING: 12,
        SectionKind.START_NEXT: 24,
        SectionKind.NOT_NOW: 8,
        SectionKind.CONSIDER_STOPPING: 8,
        SectionKind.OPEN_QUESTIONS: 6,
    }
)
_HEAVIEST, _LIGHTEST = 90, 30
_MOVES_TOLD = 5
_STARTS = list(_PARTS).index(Standing.START_NEXT)


def write_next_up(
    inputs: BriefingInputs,
    is_asked: Callable[[RankedItem], bool] | None = None,
    free: Sequence[Statement] = (),
) -> Brief:
    """Return the ranking in four parts as a document; see `outline_next_up`."""
    return assemble(inputs, outline_next_up(inputs, is_asked, free))


def outline_next_up(
    inputs: BriefingInputs,
    is_asked: Callable[[RankedItem], bool] | None = None,
    free: Sequence[Statement] = (),
) -> Outline:
    """Return the ranking in four parts, of what is asked about or (nothing given) of everything.

    `free` says which people have time soon and what they could start.

    Items that are level on today's data are one point: their order among each other means nothing.
    Raises ValueError where the inputs hold no ranking.
    """
    if inputs.ranking is None:
        msg = "there is no ranking to tell"
        raise ValueError(msg)
    items = [item for item in inputs.ranking.items if is_asked is None or is_asked(item)]
    sections = [_part(inputs, standing, items) for standing in _PARTS]
    sections[_STARTS] = _with_points(sections[_STARTS], _told("free", free))
    sections[-1] = _with_twice(inputs, sections[-1], items)
    return Outline(
        kind=DocumentKind.NEXT_UP,
        title="what to build next",
        lead=(lead_of(inputs, items),),
        sections=(*sections, _questions(inputs.ranking), _method(inputs, inputs.ranking)),
        room=ROOM,
    )


def lead_of(inputs: BriefingInputs, items: Sequence[RankedItem]) -> Statement:
    """Say in one or two sentences what to keep going with and what to start."""
    going = [item for item in items if item.standing is Standing.KEEP_GOING]
    starting = [item for item in items if item.standing is Standing.START_NEXT]
    if not going and not starting:
        return Statement(text="Nothing can be started now.")
    parts = []
    if going:
        count = counted(inputs.facts, "items_in_progress", len(going))
        parts.append(say("Keep going with {count} [item|items]", count=count))
    if starting:
        names = [inputs.facts.name(WorkItem, item.key) for item in starting]
        few = first_few(inputs.facts, "to_start", names, most=3)
        parts.append(say("Start {names} next", names=few))
    return say("{said}.", said=joined(parts, ". "))


def _part(inputs: BriefingInputs, standing: Standing, items: Sequence[RankedItem]) -> DraftSection:
    kind, heading = _PARTS[standing]
    mine = [item for item in items if item.standing is standing]
    bands = [list(band) for _, band in groupby(mine, key=lambda item: item.tie_band)]
    points = [_point(inputs, band, place) for place, band in enumerate(bands)]
    return DraftSection(kind=kind, heading=heading, points=tuple(points))


def _with_twice(
    inputs: BriefingInputs, section: DraftSection, items: Sequence[RankedItem]
) -> DraftSection:
    """Add pairs of projects that are likely the same work, where one is asked about."""
    projects = {item.project for item in items if item.project is not None}
    return _with_points(section, twice(inputs, projects))


def _with_points(section: DraftSection, more: Iterable[DraftPoint]) -> DraftSection:
    return section.model_copy(update={"points": (*section.points, *more)})


def _told(what: str, statements: Iterable[Statement]) -> tuple[DraftPoint, ...]:
    """Return a light point for each of some statements."""
    return tuple(
        DraftPoint(keys=(f"{what}:{place}",), statements=(said,), weight=_LIGHTEST)
        for place, said in enumerate(statements)
    )


def _point(inputs: BriefingInputs, band: Sequence[RankedItem], place: int) -> DraftPoint:
    told = [level_with(inputs, band) if len(band) > 1 else _title(inputs, band[0])]
    for item in band:
        told += [item.reason, *_freed(inputs, item), *_plan(inputs, item)]
    return DraftPoint(
        keys=tuple(f"work_items:{item.key}" for item in band),
        statements=tuple(told),
        weight=max(_LIGHTEST, _HEAVIEST - place),
        core=len(told),
    )


def _freed(inputs: BriefingInputs, item: RankedItem) -> Iterator[Statement]:
    """Say which skill-days are left of what may be stopped; what was spent is left out."""
    row = inputs.snapshot.get(WorkItem, item.key)
    if item.standing is not Standing.CONSIDER_STOPPING or row is None:
        return
    days = freed(inputs, f"work_items:{item.key}", [row])
    if days is not None:
        yield say("Left to do: {days}; what was spent so far does not count.", days=days)


def level_with(inputs: BriefingInputs, band: Sequence[RankedItem]) -> Statement:
    """Say that the items of a band are level."""
    names = [called(inputs.facts, WorkItem, item.key) for item in band]
    return say(
        "{names} are level on today's data: take whichever the team prefers.",
        names=first_few(inputs.facts, f"level_with_{band[0].key}", names),
    )


def _title(inputs: BriefingInputs, item: RankedItem) -> Statement:
    """Say what an item is: its reason calls it by its key."""
    return say("{title}.", title=inputs.facts.name(WorkItem, item.key))


def _plan(inputs: BriefingInputs, item: RankedItem) -> Iterator[Statement]:
    if item.start is None or item.finish is None:
        return
    yield say(
        "Planned {start} to {finish}.",
        start=_planned(inputs, item, "planned_start", item.start),
        finish=_planned(inputs, item, "planned_finish", item.finish),
    )


def _planned(inputs: BriefingInputs, item: RankedItem, measure: str, day: date) -> Fact:
    cells = [(WorkItem, item.key)]
    return inputs.facts.of(f"work_items:{item.key}", measure, day, Unit.DATE, cells=cells)


def _questions(ranking: Ranking) -> DraftSection:
    """Say what the data would need, and whether it matters; cycles and the link to give up."""
    told = [*(cycle.statement for cycle in ranking.cycles), *ranking.questions]
    return DraftSection(
        kind=SectionKind.OPEN_QUESTIONS,
        heading="What would make this surer",
        points=_told("question", told),
    )


def _method(inputs: BriefingInputs, ranking: Ranking) -> DraftSection:
    """Say how the order came about and how good it is known to be."""
    agreed = beside_agreed(ranking, inputs.snapshot)
    told = [
        *how_it_was_ordered(inputs, ranking),
        *_stopped(inputs, ranking),
        *([agreed] if agreed is not None else []),
        *(moved.statement for moved in ranking.moves[:_MOVES_TOLD]),
        *_by_score_alone(inputs, ranking),
        *(cut.statement for cut in ranking.cuts),
        *ranking.assumptions,
    ]
    return DraftSection(
        kind=SectionKind.METHOD, heading="How it was computed", points=_told("method", told)
    )


def how_it_was_ordered(inputs: BriefingInputs, ranking: Ranking) -> Iterator[Statement]:
    """Say by which score an order was made, and how good it is known to be."""
    method = inputs.facts.of("ranking", "method", ranking.method, Unit.NAME)
    if ranking.status is SolveStatus.OPTIMAL:
        yield say("Ordered by {method}; no better order exists on this data.", method=method)
    elif ranking.status is SolveStatus.INFEASIBLE:
        yield say("Ordered by {method}; no order keeps every pin and day.", method=method)
    else:
        gap = inputs.facts.of(
            "ranking",
            "gap_percent",
            ranking.gap_percent,
            Unit.PERCENT,
            arithmetic=f"({ranking.cost} − {ranking.bound}) ÷ {ranking.cost} × 100",
        )
        text = (
            "Ordered by {method}; another order could save at most {gap} of the cost of waiting."
        )
        yield say(text, method=method, gap=gap)


def _stopped(inputs: BriefingInputs, ranking: Ranking) -> Iterator[Statement]:
    """Say that the clock ended it, and what another run may bring."""
    if ranking.stopped_after is None:
        return
    after = inputs.facts.of("ranking", "stopped_after", ranking.stopped_after, Unit.COUNT)
    text = (
        "The search was stopped after {after} [second|seconds]; a longer search may find a better "
        "order."
    )
    if ranking.status is SolveStatus.OPTIMAL:
        text = (
            "It was stopped after {after} [second|seconds]: not everything was tried that tells "
            "which items are level, or what missing data matters."
        )
    yield say(text, after=after)


def _by_score_alone(inputs: BriefingInputs, ranking: Ranking) -> Iterator[Statement]:
    if ranking.score_sort_breaks:
        count = counted(inputs.facts, "links_broken_by_score", len(ranking.score_sort_breaks))
        yield say(
            "Sorting by score alone would break {count} [dependency|dependencies].", count=count
        )
