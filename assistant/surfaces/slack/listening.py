"""What the app listens to: each thing is acknowledged at once, taken in once, then worked on."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from assistant.errors import PmoError
from assistant.surfaces.slack.asking import Questions
from assistant.surfaces.slack.blocks import notes
from assistant.surfaces.slack.clicks import Click, Form
from assistant.surfaces.slack.deciding import Decisions
from assistant.surfaces.slack.desk import Desk
from assistant.surfaces.slack.home import show_home
from assistant.surfaces.slack.payload import (
    Body,
    Question,
    Sender,
    asked,
    clicked,
    plain_question,
    sender_of,
    teams_of,
)
from assistant.surfaces.slack.reading import Reading

_PROMPTS = (
    "What should we build next?",
    "What changed since last week?",
    "Which projects are red, and why?",
)
_REFUSED = 403
_READING = (Click.SOURCES, Click.PAGE, Click.ASK, Click.ACCESS)

Ack = Callable[..., Awaitable[Any]]
Next = Callable[[], Awaitable[BoltResponse]]


def listening(desk: Desk, *, signing_secret: str | None = None) -> AsyncApp:
    """Return the app; `signing_secret` is for requests that do not come through the socket."""
    bolt = AsyncApp(client=desk.client, signing_secret=signing_secret)
    bolt.middleware(_only_ours(desk))
    questions, decisions = Questions(desk), Decisions(desk)
    _hear_questions(bolt, desk, questions)
    _hear_commands(bolt, desk, questions)
    _hear_openings(bolt, desk)
    _hear_clicks(bolt, desk, decisions, Reading(desk, questions))
    _hear_forms(bolt, desk, decisions)
    return bolt


def _only_ours(desk: Desk) -> Callable[..., Awaitable[BoltResponse]]:
    """Refuse whatever another workspace or another app sends, or nobody says they do."""

    async def check(body: dict[str, Any], next_: Next) -> BoltResponse:
        if teams_of(body) != {desk.team} or body.get("api_app_id") != desk.app_id:
            desk.app.log.event("refused what is not ours", kind=str(body.get("type"))[:40])
            return BoltResponse(status=_REFUSED, body="")
        return await next_()

    return check


def _hear_questions(bolt: AsyncApp, desk: Desk, questions: Questions) -> None:
    async def message(event: dict[str, Any], body: dict[str, Any]) -> None:
        question = asked(event)
        if question is None or not desk.seen.is_new("event", str(body.get("event_id"))):
            return
        if desk.seen.is_new("said", question.channel, str(event["ts"])):
            await questions.ask(question)

    async def direct(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("channel_type") == "im":
            await message(event, body)

    bolt.event("app_mention")(message)
    bolt.event("message")(direct)


def _hear_commands(bolt: AsyncApp, desk: Desk, questions: Questions) -> None:
    async def command(ack: Ack, command: dict[str, Any], respond: Ack) -> None:
        await ack()
        if not desk.seen.is_new("command", str(command.get("trigger_id"))):
            return

        async def show(blocks: list[dict[str, Any]], text: str) -> None:
            await respond(blocks=blocks, text=text, response_type="ephemeral")

        await questions.answer(_commanded(command), show)

    bolt.command("/pmo")(command)


def _hear_openings(bolt: AsyncApp, desk: Desk) -> None:
    async def began(event: dict[str, Any]) -> None:
        thread = event.get("assistant_thread") or {}
        await desk.client.assistant_threads_setSuggestedPrompts(
            channel_id=str(thread.get("channel_id")),
            thread_ts=str(thread.get("thread_ts")),
            prompts=[{"title": each, "message": each} for each in _PROMPTS],
        )

    async def opened(event: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            await show_home(desk, Sender(user=str(event["user"])))

    bolt.event("assistant_thread_started")(began)
    bolt.event("app_home_opened")(opened)


def _hear_clicks(bolt: AsyncApp, desk: Desk, decisions: Decisions, reading: Reading) -> None:
    async def click(ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        found = clicked(body)
        if found is None or not _is_ours(found.action) or not _is_new(desk, body, found.action):
            return
        does = reading.clicked if found.action in _READING else decisions.clicked
        try:
            await does(found)
        except PmoError as error:
            said = notes.refusal(error)
            await desk.whisper(found.channel, found.sender.user, said, str(error)[:300])

    bolt.action(re.compile("^pmo_"))(click)


def _hear_forms(bolt: AsyncApp, desk: Desk, decisions: Decisions) -> None:
    async def form(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack()
        sender, kind = sender_of(body), str(view.get("callback_id"))
        if sender is None or not _is_new(desk, body, kind):
            return
        if kind == Form.LINES:
            await decisions.chose_lines(sender, view)
        elif kind == Form.COMMENT:
            await decisions.commented(sender, view)

    bolt.view(re.compile("^pmo_form_"))(form)


def _is_ours(action: str) -> bool:
    return action in set(Click) or action.startswith(f"{Click.SHOW}_")


def _is_new(desk: Desk, body: Body, what: str) -> bool:
    return desk.seen.is_new("click", what, str(body.get("trigger_id")))


def _commanded(command: Body) -> Question:
    channel, user = str(command.get("channel_id")), str(command.get("user_id"))
    return Question(
        sender=Sender(user=user, team=str(command.get("team_id"))),
        text=plain_question(str(command.get("text") or "")) or "What should we build next?",
        channel=channel,
        thread=f"command of {user}",
        direct=True,
    )
