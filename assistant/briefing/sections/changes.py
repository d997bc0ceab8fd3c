"""What changed since the last brief, the most material first; the rest in one line."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted
from assistant.health.changes import cost_growth, date_slips, material
from assistant.values import Fact, Statement, Unit, say

MANY = 8
"""From more material changes than these on, how many there are says more than any of them."""

IN_FIGURES, STATE_OF_THINGS = 89, 64
LEAST, MOST = 20, 88


def changes(inputs: BriefingInputs) -> DraftSection:
    """Return the material changes, in the order of their materiality."""
    found = material(inputs.changes or (), inputs.policy)
    points = [
        DraftPoint(
            keys=(f"change:{change.table}:{change.key}:{place}",),
            statements=(change.headline,),
            weight=_weight(change.materiality),
        )
        for place, change in enumerate(found)
    ]
    if len(found) > MANY:
        points = [*_in_figures(inputs), *points]
    return DraftSection(
        kind=SectionKind.CHANGES,
        heading="What changed",
        points=tuple(points) or (_state(_nothing(inputs)),),
    )


def with_the_rest(inputs: BriefingInputs, section: DraftSection, left_out: int) -> DraftSection:
    """Return the section ending with what is to be said of everything it does not list."""
    if section.kind is not SectionKind.CHANGES or not _lists_changes(section):
        return section
    if left_out:
        more = counted(inputs.facts, "changes_left_out", left_out)
        rest = say("{more} smaller [change is|changes are] not listed.", more=more)
    else:
        told = inputs.changes or ()
        minor = len(material(told, inputs.policy)) < len(told)
        rest = Statement(
            text="Nothing else that matters changed." if minor else "The rest is unchanged."
        )
    return section.model_copy(update={"points": (*section.points, _state(rest))})


def _in_figures(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    """Count the ends that slipped and the costs that grew beyond the policy's limits."""
    before = next((old for old in inputs.earlier if old.as_of == inputs.since), None)
    if before is None:
        return
    found = (
        date_slips(before, inputs.snapshot, inputs.policy.limit("slip_days")),
        cost_growth(before, inputs.snapshot, inputs.policy.limit("cost_growth_percent")),
    )
    told = tuple(between.headline for between in found if between.changes)
    if told:
        yield DraftPoint(
            keys=("changes:in-figures",), statements=told, weight=IN_FIGURES, core=len(told)
        )


def _lists_changes(section: DraftSection) -> bool:
    return any(key.startswith("change:") for point in section.points for key in point.keys)


def _weight(materiality: int) -> int:
    return LEAST + (MOST - LEAST) * materiality // 100


def _state(said: Statement) -> DraftPoint:
    return DraftPoint(keys=("changes:rest",), statements=(said,), weight=STATE_OF_THINGS)


def _nothing(inputs: BriefingInputs) -> Statement:
    if inputs.changes is None or inputs.since is None:
        return Statement(text="This is the first issue: there is nothing to compare with yet.")
    text = "Nothing material changed" if inputs.changes else "Nothing changed"
    return say(f"{text} since {{since}}.", since=since(inputs))


def since(inputs: BriefingInputs) -> Fact:
    """Return the day this is compared with; ValueError where there is none."""
    if inputs.since is None:
        msg = "there is no earlier day to compare with"
        raise ValueError(msg)
    return inputs.facts.of("portfolio", "since", inputs.since, Unit.DATE)
