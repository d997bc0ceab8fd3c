"""Shows somebody their home tab."""

from __future__ import annotations

import asyncio
from functools import partial

from assistant.errors import PmoError
from assistant.governance.rights import Action
from assistant.portfolio.project import Project
from assistant.surfaces.slack.blocks import home as drawn
from assistant.surfaces.slack.blocks import notes
from assistant.surfaces.slack.crew import Busy
from assistant.surfaces.slack.desk import FAULTS, Desk
from assistant.surfaces.slack.payload import Sender
from assistant.surfaces.slack.visitors import keeper
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.decide_proposal import list_waiting
from assistant.usecases.governed import known_proposal, put_resource


async def show_home(desk: Desk, sender: Sender) -> None:
    """Publish the home tab of whoever opened it."""
    try:
        visitor = await desk.visitors.visitor(sender)
        if visitor.person is None:
            known = await asyncio.to_thread(keeper, desk.app)
            blocks = notes.unknown_person(known.name if known is not None else None)
            tab = drawn.stranger_home(blocks)
        else:
            tab = await desk.decisions.do(partial(_home, visitor.asks(desk.app)))
    except PmoError as error:
        tab = drawn.stranger_home(notes.refusal(error))
    except Busy:
        return
    try:
        await desk.client.views_publish(user_id=sender.user, view=tab)
    except FAULTS as fault:
        desk.app.log.event("a home tab was not shown", why=type(fault).__name__)


def _home(app: App) -> dict[str, object]:
    actor = Actor.of(app)
    waiting = [each for each in list_waiting(app) if _decides(actor, each.id)]
    mine = [p.name for p in actor.view.seen.all(Project) if p.owner == actor.user.person]
    return drawn.home(waiting, mine)


def _decides(actor: Actor, proposal: str) -> bool:
    resource = put_resource(known_proposal(actor.app, proposal, actor.view), actor.view)
    return any(actor.decision(each, resource).allowed for each in (Action.DECIDE, Action.RATIFY))
