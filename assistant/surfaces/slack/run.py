"""Runs the surface: opens the workspace, listens, and keeps cards true until it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from assistant.errors import BadInput, PmoError, Refused
from assistant.ports.chat import ChatAccess
from assistant.surfaces.slack.audience import Audiences
from assistant.surfaces.slack.cards import card_text
from assistant.surfaces.slack.crew import Busy, Crew
from assistant.surfaces.slack.desk import FAULTS, Desk
from assistant.surfaces.slack.listening import listening
from assistant.surfaces.slack.visitors import Visitors
from assistant.usecases.app import App
from assistant.usecases.put_cards import Cards

_ROUND_SECONDS = 2.0
_HANDS, _QUESTIONS_WAITING, _DECISIONS_WAITING = 2, 60, 200

Ready = Callable[[Desk], object]


def run(app: App, ready: Ready, stopped: Callable[[], bool]) -> None:
    """Listen until `stopped`; `ready` is called once it does. Refused where Slack is not set up."""
    if app.chat is None:
        raise Refused(
            "Slack is not set up.",
            remedy="Set PMO_SLACK_BOT_TOKEN and PMO_SLACK_APP_TOKEN; see docs/slack.md.",
        )
    asyncio.run(_run(app, app.chat, ready, stopped))


async def _run(app: App, chat: ChatAccess, ready: Ready, stopped: Callable[[], bool]) -> None:
    async with opened(app, chat) as desk:
        bolt = listening(desk)
        handler = AsyncSocketModeHandler(
            bolt, chat.app_token.get_secret_value(), web_client=desk.client
        )
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK annotates no result
            ready(desk)
            await _keep_cards(desk, stopped)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # likewise


@asynccontextmanager
async def opened(app: App, chat: ChatAccess) -> AsyncIterator[Desk]:
    """Open a workspace; BadInput where Slack does not let us in."""
    client = AsyncWebClient(
        token=chat.bot_token.get_secret_value(),
        base_url=chat.url,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
    )
    try:
        us = await client.auth_test()
        app_id = (await client.bots_info(bot=us["bot_id"]))["bot"]["app_id"]
    except FAULTS as fault:
        why = fault.response["error"] if isinstance(fault, SlackApiError) else "no answer"
        raise BadInput(f"Slack does not let us in: {why}.", remedy="See pmo doctor.") from fault
    visitors = Visitors(app, client, us["team_id"])
    desk = Desk(
        app=app,
        client=client,
        team=us["team_id"],
        app_id=app_id,
        visitors=visitors,
        audiences=Audiences(app, client, visitors),
        questions=Crew("question", _HANDS, _QUESTIONS_WAITING),
        decisions=Crew("decision", _HANDS, _DECISIONS_WAITING),
    )
    try:
        yield desk
    finally:
        desk.questions.close()
        desk.decisions.close()


async def _keep_cards(desk: Desk, stopped: Callable[[], bool]) -> None:
    cards, nobody = Cards(card_text), replace(desk.app, viewer=None, verified=False)
    while not stopped():
        try:
            await desk.decisions.do(lambda: cards.round(nobody))
        except (PmoError, Busy) as error:
            desk.app.log.event("cards were not looked at", why=type(error).__name__)
        await asyncio.sleep(_ROUND_SECONDS)
