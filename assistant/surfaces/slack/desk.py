"""What everything in this surface works with, and the few ways in which it speaks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.briefing.brief import Brief
from assistant.briefing.slack_blocks.parts import Block
from assistant.surfaces.slack.audience import Audiences
from assistant.surfaces.slack.crew import Crew
from assistant.surfaces.slack.seen_before import SeenBefore
from assistant.surfaces.slack.visitors import Visitors
from assistant.usecases.app import App

FAULTS = (SlackApiError, SlackClientError, TimeoutError, OSError)
"""What a call of Slack may raise."""

_MOST_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, so that its sources and further rows can be shown."""

    brief: Brief
    follow_ups: tuple[str, ...]
    confidential: frozenset[str]


@dataclass
class Desk:
    """One workspace, while the surface runs. Its methods belong to one event loop."""

    app: App
    client: AsyncWebClient
    team: str
    app_id: str | None
    visitors: Visitors
    audiences: Audiences
    questions: Crew
    decisions: Crew
    seen: SeenBefore = field(default_factory=SeenBefore)
    answers: OrderedDict[str, Given] = field(default_factory=OrderedDict)

    def keep(self, key: str, given: Given) -> None:
        """Remember an answer for a while."""
        self.answers[key] = given
        if len(self.answers) > _MOST_ANSWERS:
            self.answers.popitem(last=False)

    async def post(
        self, channel: str, blocks: Sequence[Block], text: str, thread: str | None = None
    ) -> str | None:
        """Post a message; return its ts, None where Slack did not take it."""
        try:
            posted = await self.client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                blocks=blocks,
                text=text,
                unfurl_links=False,
                unfurl_media=False,
            )
        except FAULTS as fault:
            self.app.log.event("not said in the chat", why=type(fault).__name__)
            return None
        return str(posted["ts"])

    async def write_anew(self, channel: str, ts: str, blocks: Sequence[Block], text: str) -> bool:
        """Change a message of ours; say whether Slack did it."""
        try:
            await self.client.chat_update(channel=channel, ts=ts, blocks=blocks, text=text)
        except FAULTS as fault:
            self.app.log.event("not changed in the chat", why=type(fault).__name__)
            return False
        return True

    async def whisper(
        self, channel: str | None, user: str, blocks: Sequence[Block], text: str
    ) -> None:
        """Say something that only one person sees; in their direct messages where need be."""
        if channel is not None:
            with suppress(*FAULTS):
                await self.client.chat_postEphemeral(
                    channel=channel, user=user, blocks=blocks, text=text
                )
                return
        await self.post(user, blocks, text)
