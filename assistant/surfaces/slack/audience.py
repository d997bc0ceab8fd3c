"""Who reads an answer: it holds what the asker may see, and everybody else in the channel may."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.errors import BadInput
from assistant.ports.chat import Strangers
from assistant.surfaces.slack.payload import Sender
from assistant.surfaces.slack.visitors import Visitor, Visitors
from assistant.usecases.app import App
from assistant.usecases.view import view

_MOST = 200
"""Members who are looked at one by one; a larger channel counts as one with strangers."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whether a channel may read an answer at all, and as whom it is computed.

    `whole` says that it is all the asker may see; else they may have more of it in private.
    """

    may_read: bool
    viewer: Visitor
    whole: bool


def strangers_see(app: App) -> bool:
    """Say whether people whom nobody knows see what is not confidential."""
    return app.chat is not None and app.chat.strangers is Strangers.SEE


class Audiences:
    """The readers of each channel, looked up anew for every answer."""

    def __init__(self, app: App, client: AsyncWebClient, visitors: Visitors) -> None:
        self._app = app
        self._client = client
        self._visitors = visitors

    async def of(self, asker: Visitor, channel: str, *, direct: bool) -> Audience:
        """Return how an answer to somebody is limited by who else reads it there."""
        if direct:
            return Audience(may_read=True, viewer=asker, whole=True)
        readers = await self._readers(channel)
        knows_all = readers is not None and all(each.person is not None for each in readers)
        if not knows_all and not strangers_see(self._app):
            return Audience(may_read=False, viewer=asker, whole=False)
        hidden = await asyncio.to_thread(self._hidden, asker, readers if knows_all else None)
        nobody = Visitor(asker.user, asker.name, None, None)
        return Audience(may_read=True, viewer=nobody if hidden else asker, whole=not hidden)

    async def _readers(self, channel: str) -> list[Visitor] | None:
        """Return who reads a channel; None where people of elsewhere do, or too many to look at."""
        try:
            told = (await self._client.conversations_info(channel=channel))["channel"]
            if told.get("is_ext_shared") or told.get("is_pending_ext_shared"):
                return None
            members = await self._members(channel)
        except (SlackApiError, SlackClientError, TimeoutError, OSError):
            return None
        if members is None:
            return None
        try:
            return [await self._visitors.visitor(Sender(user=each)) for each in members]
        except BadInput:
            return None

    async def _members(self, channel: str) -> list[str] | None:
        """Return the people in a channel, without us; None where they are too many."""
        us = (await self._client.auth_test())["user_id"]
        members: list[str] = []
        cursor = ""
        while len(members) <= _MOST:
            page = await self._client.conversations_members(
                channel=channel, cursor=cursor, limit=_MOST
            )
            members += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return [each for each in members if each != us]
        return None

    def _hidden(self, asker: Visitor, readers: list[Visitor] | None) -> bool:
        """Say whether the asker may see something that not all readers may."""
        store, today = self._app.store, view(self._app.asked_by(None)).full.as_of
        own = store.scope_of(asker.person, today).confidential
        others = [None] if readers is None else [each.person for each in readers]
        return any(not own <= store.scope_of(each, today).confidential for each in others)
