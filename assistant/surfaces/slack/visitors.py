"""Who somebody in Slack is to the portfolio: by what was kept of them, else by e-mail address.

Guests, bots, people of other workspaces and people who left are strangers, whatever their address.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.errors import BadInput, NotFound
from assistant.governance.roles import Role
from assistant.portfolio.people import Person
from assistant.ports.chat import SLACK
from assistant.ports.store import Identity
from assistant.surfaces.slack.payload import Sender
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.named import person_at
from assistant.usecases.view import view

_SECONDS = 300.0
"""How long a profile is believed: somebody who left is a stranger five minutes later."""

_MOST = 5_000
_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in Slack; `person` is None for a stranger."""

    user: str
    name: str
    email: str | None
    person: str | None

    def asks(self, app: App) -> App:
        """Return the assistant as they ask it: who they are was proved by Slack."""
        return replace(app, viewer=self.person, verified=self.person is not None)


class Visitors:
    """Everybody in one workspace."""

    def __init__(self, app: App, client: AsyncWebClient, team: str) -> None:
        self._app = app
        self._client = client
        self._team = team
        self._profiles: OrderedDict[str, tuple[float, Mapping[str, Any]]] = OrderedDict()

    async def visitor(self, sender: Sender) -> Visitor:
        """Return who it is. Raises BadInput where Slack does not say just now."""
        if sender.team not in (None, self._team):
            return Visitor(sender.user, sender.user, None, None)
        profile = await self._profile(sender.user)
        shown = profile.get("profile") or {}
        email = shown.get("email")
        name = profile.get("real_name") or profile.get("name") or sender.user
        if not self._is_ours(profile):
            return Visitor(sender.user, name, None, None)
        person = await asyncio.to_thread(self._person, sender.user, email)
        return Visitor(sender.user, name, email, person)

    def _is_ours(self, profile: Mapping[str, Any]) -> bool:
        inside = profile.get("team_id") == self._team
        return inside and not any(profile.get(each) for each in _OUTSIDE)

    async def _profile(self, user: str) -> Mapping[str, Any]:
        kept = self._profiles.get(user)
        if kept is not None and monotonic() - kept[0] < _SECONDS:
            return kept[1]
        try:
            found = (await self._client.users_info(user=user))["user"]
        except (SlackApiError, SlackClientError, TimeoutError, OSError) as error:
            raise BadInput(
                "Slack did not tell me who you are just now.", remedy="Please try again."
            ) from error
        self._profiles[user] = (monotonic(), found)
        if len(self._profiles) > _MOST:
            self._profiles.popitem(last=False)
        return dict(found)

    def _person(self, user: str, email: str | None) -> str | None:
        """Return a person's key by what was kept, else by address, which is then kept."""
        store, outside = self._app.store, f"{self._team}/{user}"
        full = view(replace(self._app, viewer=None)).full
        kept = store.person_of(SLACK, outside)
        if kept is not None and full.get(Person, kept) is not None:
            return kept
        try:
            person = person_at(full, email) if email else None
        except (NotFound, BadInput):
            return None
        if person is not None:
            with store.unit_of_work() as unit:
                unit.keep_identity(Identity(provider=SLACK, external_id=outside, person=person))
        return person


def keeper(app: App) -> Person | None:
    """Return who gives roles: an admin, else a PMO lead; None where there is neither."""
    actor = Actor.of(replace(app, viewer=None))
    full = actor.view.full
    for role in (Role.ADMIN, Role.PMO_LEAD):
        for grant in app.store.grants():
            person = full.get(Person, grant.person)
            if grant.role is role and grant.holds_on(full.as_of) and person is not None:
                return person
    return None
