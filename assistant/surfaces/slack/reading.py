"""Clicks that only show something, or ask somebody: sources, further rows, access."""

from __future__ import annotations

import asyncio
import json

from assistant.briefing.slack_blocks.document import fallback
from assistant.errors import PmoError
from assistant.surfaces.slack.asking import Questions
from assistant.surfaces.slack.audience import strangers_see
from assistant.surfaces.slack.blocks import notes
from assistant.surfaces.slack.blocks.answer import answer_blocks, sources_window
from assistant.surfaces.slack.clicks import BETWEEN, Click
from assistant.surfaces.slack.desk import FAULTS, Desk, Given
from assistant.surfaces.slack.payload import Clicked, Question
from assistant.surfaces.slack.visitors import Visitor, keeper
from assistant.usecases.chat_notices import ask_for_access
from assistant.usecases.view import view

_GONE = "I no longer have that answer at hand. Ask me again, and I will show its sources."
_NOT_FOR_YOU = "This answer was made for somebody else. Ask me, and you get your own."
_ASKED = "I have asked. Somebody will get in touch with you."
_NOBODY = "There is nobody whom I could ask; whoever runs me can give you access."


class Reading:
    """Shows what lies behind answers."""

    def __init__(self, desk: Desk, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions

    async def clicked(self, click: Clicked) -> None:
        """Show what was asked for."""
        visitor = await self._desk.visitors.visitor(click.sender)
        if click.action == Click.ACCESS:
            await self._ask_for_access(visitor, click)
        elif click.action == Click.ASK:
            await self._answer_in_private(visitor, click)
        else:
            await self._show(visitor, click)

    async def _show(self, visitor: Visitor, click: Clicked) -> None:
        key, _, page = click.value.partition(BETWEEN)
        given = self._desk.answers.get(key)
        if given is None:
            await self._tell(click, _GONE)
        elif not await asyncio.to_thread(self._may_see, visitor, given):
            await self._tell(click, _NOT_FOR_YOU)
        elif click.action == Click.SOURCES:
            await self._open(click, given)
        elif click.channel and click.ts and page.isdigit():
            blocks = answer_blocks(given.brief, key, given.follow_ups, int(page))
            text = fallback(given.brief)
            await self._desk.write_anew(click.channel, click.ts, blocks, text)

    def _may_see(self, visitor: Visitor, given: Given) -> bool:
        """Say whether whoever clicks sees all that whoever asked did."""
        if visitor.person is None:
            return strangers_see(self._desk.app) and not given.confidential
        try:
            own = view(visitor.asks(self._desk.app)).scope.confidential
        except PmoError:
            return False
        return given.confidential <= own

    async def _open(self, click: Clicked, given: Given) -> None:
        try:
            window = sources_window(given.brief)
            await self._desk.client.views_open(trigger_id=click.trigger, view=window)
        except FAULTS:
            await self._tell(click, "Slack did not open the window. Please click again.")

    async def _answer_in_private(self, visitor: Visitor, click: Clicked) -> None:
        desk = self._desk
        text = f"You asked: {click.value}"
        ts = await desk.post(visitor.user, notes.told(text), text[:300])
        try:
            channel = (await desk.client.conversations_open(users=visitor.user))["channel"]["id"]
        except FAULTS:
            return
        if ts is not None:
            asked = Question(
                sender=click.sender, text=click.value, channel=channel, thread=ts, direct=True
            )
            await self._questions.ask(asked)

    async def _ask_for_access(self, visitor: Visitor, click: Clicked) -> None:
        known = await asyncio.to_thread(keeper, self._desk.app)
        if known is None or not known.email:
            await self._tell(click, _NOBODY)
            return
        blocks = notes.wants_access(visitor.name, visitor.email)
        text = json.dumps({"text": "Somebody asks for access.", "blocks": blocks})
        try:
            await asyncio.to_thread(ask_for_access, self._desk.app, known, visitor.user, text)
            await self._tell(click, _ASKED)
        except PmoError as error:
            await self._tell(click, str(error))

    async def _tell(self, click: Clicked, text: str) -> None:
        channel, user = click.channel, click.sender.user
        await self._desk.whisper(channel, user, notes.told(text), text[:300])
