"""Opens Slack where it is set up and its SDK is installed; else says which of both is missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.errors import BadInput
from assistant.ports.chat import ChatAccess
from assistant.ports.group_source import GroupSource

if TYPE_CHECKING:
    from assistant.adapters.slack.publisher import SlackPublisher


def slack_publisher(chat: ChatAccess | None) -> SlackPublisher:
    """Return who posts to Slack; BadInput where nobody can."""
    ready = _ready(chat)
    from assistant.adapters.slack.publisher import SlackPublisher
    from assistant.adapters.slack.web import SlackWeb

    return SlackPublisher(SlackWeb(ready))


def slack_groups(chat: ChatAccess | None) -> GroupSource:
    """Return the user groups of Slack; BadInput where they cannot be read."""
    ready = _ready(chat)
    from assistant.adapters.slack.groups import SlackGroups
    from assistant.adapters.slack.web import SlackWeb

    return SlackGroups(SlackWeb(ready))


def _ready(chat: ChatAccess | None) -> ChatAccess:
    if chat is None:
        raise BadInput(
            "Slack is not set up.",
            remedy="Set PMO_SLACK_BOT_TOKEN and PMO_SLACK_APP_TOKEN; see docs/slack.md.",
        )
    if find_spec("slack_sdk") is None:
        raise BadInput(
            "What Slack needs is not installed.", remedy="Install pmo-assistant[slack]."
        )
    return chat
