"""Who is in a user group of Slack, by e-mail address."""

from __future__ import annotations

from functools import cached_property

from assistant.adapters.slack.web import SlackTrouble, SlackWeb
from assistant.errors import BadInput
from assistant.governance.role_list import group_key
from assistant.ports.group_source import Member


class SlackGroups:
    """The `GroupSource` port, by the workspace's user groups, called by their handles."""

    def __init__(self, web: SlackWeb) -> None:
        self._web = web

    def members(self, group: str) -> tuple[Member, ...] | None:
        """Return who is in a group; None where there is no such. BadInput where Slack is silent."""
        try:
            found = self._groups.get(group_key(group))
            return None if found is None else self._members(found, group)
        except SlackTrouble as trouble:
            raise BadInput(f"The user groups were not read: {trouble.why}.") from trouble

    @cached_property
    def _groups(self) -> dict[str, str]:
        told = self._web.call("usergroups.list")["usergroups"]
        return {group_key(each["handle"]): each["id"] for each in told}

    def _members(self, group_id: str, group: str) -> tuple[Member, ...]:
        users = self._web.call("usergroups.users.list", usergroup=group_id)["users"]
        profiles = (self._web.call("users.info", user=each)["user"]["profile"] for each in users)
        emails = (profile.get("email") for profile in profiles)
        where = f"the Slack group @{group}"
        return tuple(Member(email=email, where=where) for email in emails if email)
