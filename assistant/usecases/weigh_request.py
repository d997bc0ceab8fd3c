"""“If we say yes, what slips?”: a request beside the plan of today. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assistant.errors import BadInput, NotFound
from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.comparing import Comparer
from assistant.planning.scenarios.intake import Intake, IntakeDesk
from assistant.planning.scenarios.item_changes import Add
from assistant.planning.scenarios.planned import Planner
from assistant.planning.scenarios.world import World
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, RequestState, WorkItem
from assistant.usecases.assessment import Assessment

_NEW = "NEW"
"""What a request is called that is described in words."""


def weigh_request(assessment: Assessment, name: str, described: Mapping[str, str]) -> Intake:
    """Return what taking a request in would displace.

    `described` are fields of an addition (title, project, team, effort, worth, after, due) that win
    over those of the request. Raises NotFound for a request that nobody knows and nobody describes.
    """
    view = assessment.view
    world = World(view.full, assessment.app.policy)
    addition = _addition(name, described, Maker(view.seen, assessment.app.policy), view.seen)
    planner = Planner(world, assessment.whole_ranking)
    desk = IntakeDesk(world, planner, Comparer(planner.keep(world), view.seen))
    return desk.answer(addition)


def _addition(name: str, described: Mapping[str, str], maker: Maker, seen: Snapshot) -> Add:
    request = _request(name, seen)
    if request is None and not described:
        near = tuple(
            each.key for each in seen.all(Request) if name.casefold() in each.name.casefold()
        )
        raise NotFound("request", name, near=near[:3])
    key = name if request is None and " " not in name.strip() else _NEW
    asked = {"add": request.key if request else key, **described}
    if key == _NEW and request is None:
        asked.setdefault("title", name)
    made = maker.make("add", asked)
    if not isinstance(made, Add):
        raise BadInput(f"{name} cannot be taken in.")
    item = made.item if request is None else _filled(made.item, request)
    return made.model_copy(update={"item": _with_team(item, seen)})


def _request(name: str, seen: Snapshot) -> Request | None:
    wanted = name.strip().casefold()
    found = next(
        (
            each
            for each in seen.all(Request)
            if wanted in (each.key.casefold(), each.name.casefold())
        ),
        None,
    )
    if found is not None and found.state is RequestState.MERGED and found.merged_into is not None:
        raise BadInput(
            f"{found.key} was merged into {found.merged_into}, which is in the plan already.",
            remedy=f"pmo explain {found.merged_into} says where it stands.",
        )
    return found


def _filled(item: WorkItem, request: Request) -> WorkItem:
    """Return an item with what its request says where nobody said otherwise."""
    named = item.name if item.name != item.key else request.name
    return item.model_copy(
        update={
            "name": named,
            "project": item.project or request.project,
            "estimate": item.estimate or request.estimate,
        }
    )


def _with_team(item: WorkItem, seen: Snapshot) -> WorkItem:
    """Return an item with the team that does most of its project's work, where none is said."""
    if item.team is not None or item.project is None:
        return item
    teams = Counter(
        each.team for each in seen.all(WorkItem) if each.project == item.project and each.team
    )
    team = min(teams, key=lambda each: (-teams[each], each), default=None)
    return item.model_copy(update={"team": team})
