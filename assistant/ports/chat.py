"""How the chat is reached: what a surface needs to listen there and to speak."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, SecretStr

from assistant.values import Value

SLACK = "slack"
"""The name of this chat among the outside identities that a store keeps."""


class Strangers(StrEnum):
    """What somebody gets whom the portfolio does not know."""

    ASK = "ask"
    SEE = "see"


class ChatAccess(Value):
    """The tokens of our app in one Slack workspace, and how it treats people there."""

    bot_token: SecretStr
    app_token: SecretStr
    url: str = Field(default="https://slack.com/api/", description="base URL of the Web API")
    channel: str | None = Field(default=None, description="where proposals are shown to all")
    strangers: Strangers = Strangers.ASK
