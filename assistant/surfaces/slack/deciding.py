"""Clicks that decide. Who may is asked when it is clicked; what came of it is told in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from assistant.briefing.slack_blocks.mrkdwn import words
from assistant.briefing.slack_blocks.parts import actions, button, section
from assistant.errors import PmoError
from assistant.surfaces.slack.blocks import forms, notes
from assistant.surfaces.slack.cards import Card, card_of
from assistant.surfaces.slack.clicks import BETWEEN, Click
from assistant.surfaces.slack.crew import Busy
from assistant.surfaces.slack.desk import FAULTS, Desk
from assistant.surfaces.slack.payload import Body, Clicked, Sender, chosen_lines, written
from assistant.surfaces.slack.visitors import Visitor
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.chat_notices import put_off
from assistant.usecases.decide_proposal import (
    approve,
    comment,
    find_proposal,
    ratify,
    read_reason,
    reject,
    withdraw,
)

_UNKNOWN = "I don't know you yet."

Deed = Callable[[App], object]
"""Does one thing to a proposal, as whoever asks."""


class Decisions:
    """Does what people click on proposals."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def clicked(self, click: Clicked) -> None:
        """Do what a button says, and show what came of it."""
        proposal, _, more = click.value.partition(BETWEEN)
        visitor = await self._desk.visitors.visitor(click.sender)
        if visitor.person is None:
            await self._desk.whisper(
                click.channel, visitor.user, notes.unknown_person(None), _UNKNOWN
            )
        elif click.action == Click.LINES:
            await self._choose(visitor, proposal, click)
        elif click.action == Click.COMMENT:
            await self._open(click.trigger, forms.commenting(proposal))
        elif click.action == Click.SNOOZE:
            await self._put_off(visitor, proposal, click)
        elif click.action.startswith(Click.SHOW):
            await self._show(visitor, proposal)
        else:
            deed = _deed(Click(click.action), proposal, more)
            await self._do(visitor, proposal, deed, click)

    async def chose_lines(self, sender: Sender, form: Body) -> None:
        """Agree to the lines that were left ticked."""
        proposal, lines = str(form.get("private_metadata")), chosen_lines(form)
        visitor = await self._desk.visitors.visitor(sender)

        def deed(app: App) -> object:
            return approve(Assessment(app), proposal, lines=lines)

        await self._do(visitor, proposal, deed, None)

    async def commented(self, sender: Sender, form: Body) -> None:
        """Keep what somebody said about a proposal; it decides nothing."""
        proposal, text = str(form.get("private_metadata")), written(form)
        visitor = await self._desk.visitors.visitor(sender)
        try:
            await self._desk.decisions.do(
                partial(_comment, visitor, self._desk.app, proposal, text)
            )
        except PmoError as error:
            await self._desk.whisper(None, visitor.user, notes.refusal(error), str(error)[:300])

    async def _do(
        self, visitor: Visitor, proposal: str, deed: Deed, click: Clicked | None
    ) -> None:
        """Do it, write the card anew for everybody who reads it here, and give a receipt."""
        desk = self._desk
        channel = click.channel if click is not None else None
        try:
            await desk.decisions.do(partial(_as_visitor, visitor, desk.app, deed))
        except PmoError as error:
            await desk.whisper(channel, visitor.user, notes.refusal(error), str(error)[:300])
            await self._renew(visitor, proposal, click)
        except Busy:
            await desk.whisper(channel, visitor.user, notes.told(notes.BUSY), notes.BUSY)
        except Exception as error:  # noqa: BLE001 - a click is never left without an answer
            desk.app.log.event("a click broke", error=type(error).__name__)
            await desk.whisper(channel, visitor.user, notes.told(notes.BROKEN), notes.BROKEN)
        else:
            renewed = await self._renew(visitor, proposal, click)
            if renewed is not None:
                where, thread = (channel, click.ts) if click and channel else (visitor.user, None)
                await desk.post(where, [section(renewed.receipt)], renewed.text, thread)

    async def _renew(self, visitor: Visitor, proposal: str, click: Clicked | None) -> Card | None:
        """Write the clicked card anew: in a channel as anybody may see it."""
        desk = self._desk
        alone = click is None or click.direct
        app = visitor.asks(desk.app) if alone else desk.app.asked_by(None)
        try:
            card = await desk.decisions.do(partial(card_of, app, proposal))
        except (PmoError, Busy):
            return None
        if click is not None and click.channel and click.ts:
            await desk.write_anew(click.channel, click.ts, card.blocks, card.text)
        return card

    async def _choose(self, visitor: Visitor, proposal: str, click: Clicked) -> None:
        """Open the window at once, for its right to be opened lasts three seconds; then fill it."""
        opened = await self._open(click.trigger, forms.waiting())
        app = visitor.asks(self._desk.app)
        try:
            found = await self._desk.decisions.do(partial(find_proposal, app, proposal))
            window = forms.choosing_lines(found)
        except PmoError as error:
            window = forms.reading("It cannot be done", [words(str(error))])
        if opened is not None:
            await self._fill(opened, window)

    async def _put_off(self, visitor: Visitor, proposal: str, click: Clicked) -> None:
        desk, app = self._desk, visitor.asks(self._desk.app)
        said = f"You put {proposal} off until now."
        show = actions([button(f"Show {proposal}", Click.SHOW, proposal)])
        text = json.dumps({"text": said, "blocks": [*notes.told(said), *show]})
        try:
            await desk.decisions.do(partial(put_off, app, proposal, text))
            told = f"I will remind you of {proposal} tomorrow. It still waits, for others too."
        except PmoError as error:
            told = str(error)
        await desk.whisper(click.channel, visitor.user, notes.told(told), told[:300])

    async def _show(self, visitor: Visitor, proposal: str) -> None:
        app = visitor.asks(self._desk.app)
        try:
            card = await self._desk.decisions.do(partial(card_of, app, proposal))
        except PmoError as error:
            await self._desk.post(visitor.user, notes.refusal(error), str(error)[:300])
        else:
            await self._desk.post(visitor.user, card.blocks, card.text)

    async def _open(self, trigger: str, window: dict[str, object]) -> str | None:
        try:
            opened = await self._desk.client.views_open(trigger_id=trigger, view=window)
        except FAULTS:
            return None
        return str(opened["view"]["id"])

    async def _fill(self, opened: str, window: dict[str, object]) -> None:
        try:
            await self._desk.client.views_update(view_id=opened, view=window)
        except FAULTS as fault:
            self._desk.app.log.event("a window stayed empty", why=type(fault).__name__)


def _deed(click: Click, proposal: str, more: str) -> Deed:
    deeds: dict[Click, Deed] = {
        Click.APPROVE: lambda app: approve(Assessment(app), proposal),
        Click.REJECT: lambda app: reject(app, proposal, read_reason(more)),
        Click.WITHDRAW: lambda app: withdraw(app, proposal),
        Click.RATIFY: lambda app: ratify(app, proposal),
    }
    return deeds[click]


def _as_visitor(visitor: Visitor, app: App, deed: Deed) -> None:
    deed(visitor.asks(app))


def _comment(visitor: Visitor, app: App, proposal: str, text: str) -> None:
    comment(visitor.asks(app), proposal, text)
