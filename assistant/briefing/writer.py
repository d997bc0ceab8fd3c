"""The deterministic writer: the whole brief out of facts, without any model."""

from __future__ import annotations

from functools import partial

from assistant.briefing.assembling import Outline, assemble
from assistant.briefing.brief import Audience, Brief, DocumentKind, SectionKind
from assistant.briefing.drawing import draw
from assistant.briefing.evidence import what_a_brief_must_say
from assistant.briefing.fitting import Room
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, joined
from assistant.briefing.sections.caveats import caveats
from assistant.briefing.sections.changes import changes, with_the_rest
from assistant.briefing.sections.colours import rag_fact
from assistant.briefing.sections.decisions import decisions, overdue_decisions, overdue_word
from assistant.briefing.sections.findings import hot_spots, top_risks
from assistant.briefing.sections.fine import fine
from assistant.briefing.sections.follow_through import follow_through
from assistant.briefing.sections.health import health
from assistant.briefing.sections.milestones import milestones
from assistant.portfolio.control import Decision
from assistant.portfolio.project import Project, Rag
from assistant.values import Statement, say

SECTIONS = (
    decisions,
    follow_through,
    changes,
    health,
    top_risks,
    hot_spots,
    milestones,
    caveats,
    fine,
)
"""The order of a brief: what needs the reader first, what needs nobody last."""

_ORDER = (
    SectionKind.DECISIONS,
    SectionKind.FOLLOW_THROUGH,
    SectionKind.CHANGES,
    SectionKind.HEALTH,
    SectionKind.RISKS,
    SectionKind.HOT_SPOTS,
    SectionKind.MILESTONES,
    SectionKind.CAVEATS,
    SectionKind.FINE,
)
_POINTS = {
    Audience.EXEC: (5, 3, 5, 8, 5, 3, 4, 4, 3),
    Audience.PROGRAM: (8, 6, 10, 20, 12, 8, 10, 8, 6),
    Audience.TEAM: (8, 6, 15, 20, 25, 15, 15, 12, 8),
}


def write_brief(inputs: BriefingInputs) -> Brief:
    """Return the brief for its audience: the same inputs give the same brief.

    Raises UngroundedBrief where something that must be said cannot be traced to the data.
    """
    outline = Outline(
        kind=DocumentKind.BRIEF,
        title="brief",
        lead=(_lead(inputs),),
        sections=tuple(section(inputs) for section in SECTIONS),
        room=_room(inputs),
        charts=draw(inputs),
        must_say=what_a_brief_must_say(inputs),
        ending=partial(with_the_rest, inputs),
    )
    return assemble(inputs, outline)


def _room(inputs: BriefingInputs) -> Room:
    points = dict(zip(_ORDER, _POINTS[inputs.audience], strict=True))
    if inputs.audience is not Audience.EXEC:
        return Room(points=points)
    return Room(points=points, words=int(inputs.policy.limit("exec_words")))


def _lead(inputs: BriefingInputs) -> Statement:
    """Say in one sentence what needs the reader; on a quiet day, that nothing does."""
    parts = [said for said in (_waiting(inputs), _red(inputs)) if said is not None]
    if not parts:
        return Statement(text="Nothing you need to do today.")
    return say("{said}.", said=joined(parts, "; "))


def _waiting(inputs: BriefingInputs) -> Statement | None:
    waiting, late = inputs.open_decisions, overdue_decisions(inputs)
    if not waiting:
        return None
    cells = [(Decision, each.key, "state") for each in waiting]
    count = counted(inputs.facts, "open_decisions", len(waiting), cells)
    said = say("{count} [decision is|decisions are] open", count=count)
    if not late:
        return said
    overdue = counted(
        inputs.facts,
        "overdue_decisions",
        len(late),
        [(Decision, each.key, "due") for each in late],
    )
    return say(
        "{said}, {late} of them {overdue}", said=said, late=overdue, overdue=overdue_word(inputs)
    )


def _red(inputs: BriefingInputs) -> Statement | None:
    red = [judged for judged in inputs.health if judged.overall is Rag.RED]
    if not red:
        return None
    return say(
        "{word}: {red} of {all} [project|projects]",
        red=counted(
            inputs.facts, "red_projects", len(red), [(Project, each.project) for each in red]
        ),
        all=counted(
            inputs.facts,
            "judged_projects",
            len(inputs.health),
            [(Project, each.project) for each in inputs.health],
        ),
        word=rag_fact(inputs, red[0]),
    )
