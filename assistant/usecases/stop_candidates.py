"""“What should we stop?”: what may be stopped, what it frees, and what is the same work twice."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.next_up import outline_next_up
from assistant.briefing.told import Told, ToldPart
from assistant.planning.order.ranking import Standing
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.usecases.assessment import Assessment
from assistant.usecases.build_next import asked_about
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say

_SUNK = Statement(
    text="What was spent is left out, it is gone either way; so is what has to be done."
)
_FEW = 2
_WHY = slice(1, 3)
"""Of what is said of an item: its reason and what it frees, without title and plan."""


def stop_candidates(assessment: Assessment, teams: Sequence[str] = ()) -> Told:
    """Return work worth stopping with what it frees, and projects that are likely one.

    It is about everything the asker may see unless teams are named. Raises NotFound for a team.
    """
    work = asked_about(assessment, teams, everything=not teams)
    inputs = briefing_inputs(assessment, Audience.TEAM)
    outline = outline_next_up(inputs, work.has)
    found = next(part for part in outline.sections if part.kind is SectionKind.CONSIDER_STOPPING)
    twice = [point for point in found.points if point.keys[0].startswith("twice:")]
    rest = [point for point in found.points if point not in twice]
    ranked = [
        item
        for item in assessment.ranking.items
        if item.standing is Standing.CONSIDER_STOPPING and work.has(item)
    ]
    projects = sorted({item.project for item in ranked if item.project is not None})
    parts = (
        ToldPart(
            heading="Consider stopping",
            points=tuple(point.statements[_WHY] for point in rest),
            whole=True,
            essential=len(rest) <= _FEW,
        ),
        ToldPart(
            heading="Likely the same work",
            points=tuple(each.statements for each in twice),
            whole=True,
            essential=True,
        ),
    )
    return Told(
        title="what to stop",
        lead=(_lead(Facts(assessment.seen), projects, len(ranked), len(twice)),),
        parts=tuple(part for part in parts if part.points),
        limits=(_SUNK,),
        subjects=tuple(f"projects:{key}" for key in projects),
        data=assessment.ranking,
    )


def _lead(facts: Facts, projects: Sequence[str], items: int, pairs: int) -> Statement:
    if not items and not pairs:
        return Statement(text="Nothing stands out as worth stopping on today's data.")
    told = []
    if items:
        count = facts.of("ranking", "items_to_stop", items, Unit.COUNT)
        names = [facts.name(Project, key) for key in projects]
        text = "consider stopping {count} started [item|items]"
        told.append(
            say(text + " of {names}", count=count, names=names)
            if names
            else say(text, count=count)
        )
    if pairs:
        doubled = facts.of("portfolio", "likely_duplicates", pairs, Unit.COUNT)
        text = "compare {pairs} [pair|pairs] of projects that look like the same work"
        told.append(say(text, pairs=doubled))
    return say("Of what is under way, {told}.", told=told)
