"""“What should we build next?” as a document of four parts, for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.next_up import write_next_up
from assistant.briefing.short_next_up import short_next_up
from assistant.briefing.told import Told
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_startable import find_startable
from assistant.usecases.own_work import OwnWork, of_teams, of_viewer
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement

_MOST_ITEMS = 3_000
"""Items up to which a short answer says who is free too; with more it is a question of its own."""


def build_next(
    assessment: Assessment, teams: Sequence[str] = (), *, everything: bool = False
) -> Brief:
    """Return what to keep going, start next, leave, and consider stopping, with a reason each.

    It is about the named teams, else about the asker's own work, unless `everything` is asked for.
    Raises NotFound for a team the asker cannot see.
    """
    work = asked_about(assessment, teams, everything=everything)
    free = _free_people(assessment, work)
    return write_next_up(briefing_inputs(assessment, Audience.TEAM), work.has, free)


def tell_next(
    assessment: Assessment, teams: Sequence[str] = (), *, everything: bool = False
) -> Told:
    """Return the same as a short answer: what to start with reasons, the rest by name."""
    work = asked_about(assessment, teams, everything=everything)
    items = [item for item in assessment.ranking.items if work.has(item)]
    inputs = briefing_inputs(assessment, Audience.TEAM)
    few = len(assessment.ranking.items) <= _MOST_ITEMS
    return short_next_up(inputs, items, _free_people(assessment, work) if few else ())


def _free_people(assessment: Assessment, work: OwnWork) -> list[Statement]:
    """Say who of the teams asked about has time in the coming weeks, and what they could start."""
    return [
        room.statement
        for room in find_startable(assessment).rooms
        if room.start and (work.is_everything or room.team in work.teams)
    ]


def asked_about(
    assessment: Assessment, teams: Sequence[str] = (), *, everything: bool = False
) -> OwnWork:
    """Return whose work is asked about."""
    if teams:
        return of_teams(assessment.seen, teams)
    return OwnWork() if everything else of_viewer(assessment.seen)
