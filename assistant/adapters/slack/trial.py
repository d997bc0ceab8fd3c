"""Whether Slack lets us in, with the scopes and channels that are needed; nothing is posted."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.adapters.slack.publisher import SlackPublisher
from assistant.adapters.slack.web import SlackTrouble, SlackWeb
from assistant.errors import BadInput
from assistant.ports.chat import ChatAccess
from assistant.ports.publisher import Trial

_SECONDS = 10
_BOT_FIX = "Put the Bot User OAuth Token of your app into PMO_SLACK_BOT_TOKEN; it begins xoxb-."
_APP_FIX = (
    "Put an app-level token with the scope connections:write into PMO_SLACK_APP_TOKEN;"
    " it begins xapp-."
)
_SCOPE_FIX = (
    "Add them under OAuth & Permissions, or take the manifest of docs/slack.md; reinstall."
)


def wanted_scopes() -> frozenset[str]:
    """Return the scopes that the manifest asks for."""
    text = files("assistant.adapters.slack").joinpath("manifest.yaml").read_text("utf-8")
    return frozenset(yaml.safe_load(text)["oauth_config"]["scopes"]["bot"])


def tried_out(chat: ChatAccess) -> Iterator[Trial]:
    """Try the tokens, the scopes and the channel, one after the other."""
    web = SlackWeb(chat, _SECONDS)
    try:
        found = web.call("auth.test")
        lacking = sorted(wanted_scopes() - web.scopes())
    except SlackTrouble as trouble:
        yield Trial(what="Slack", found=trouble.why, fix=_BOT_FIX)
        return
    yield Trial(what="Slack", found=f"{found['team']} lets us in as {found['user']}")
    if lacking:
        yield Trial(what="Slack scopes", found=f"missing: {', '.join(lacking)}", fix=_SCOPE_FIX)
    yield _socket(chat)
    if chat.channel is not None:
        yield _channel(web, chat.channel)


def _socket(chat: ChatAccess) -> Trial:
    """Ask for the address of a socket, without opening one."""
    client = WebClient(base_url=chat.url, timeout=_SECONDS, retry_handlers=[])
    try:
        client.apps_connections_open(app_token=chat.app_token.get_secret_value())
    except (SlackApiError, SlackClientError, OSError):
        return Trial(what="Slack events", found="the app token is not accepted", fix=_APP_FIX)
    return Trial(what="Slack events", found="they can be listened to")


def _channel(web: SlackWeb, named: str) -> Trial:
    try:
        SlackPublisher(web).place(f"slack:{named}")
    except BadInput as error:
        fix = "Name another in PMO_SLACK_CHANNEL, or invite the app: /invite @pmo."
        return Trial(what="Slack channel", found=error.message, fix=fix)
    return Trial(what="Slack channel", found=f"{named} is there")
