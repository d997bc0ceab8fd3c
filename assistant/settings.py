"""Settings: environment variables, then `.env`, then `pmo.toml`, then defaults.

Only the composition root reads them. A value that cannot be used is refused by the variable's
name; secrets are never shown.
"""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import BadSetting
from assistant.ports.chat import Strangers

PREFIX = "PMO_"


A = TypeVar("A")
B = TypeVar("B")


class LogLevel(StrEnum):
    """How much is logged to standard error, as one JSON object a line."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Unclear(StrEnum):
    """What becomes of a mail when the line broke before the server's answer."""

    ASK = "ask"
    REPEAT = "repeat"


class Recording(StrEnum):
    """What is kept of each call of a language model."""

    OFF = "off"
    HASHES = "hashes"
    FULL = "full"


class Embedding(StrEnum):
    """How the memory compares texts."""

    AUTO = "auto"
    WORDS = "words"
    MODEL = "model"


class Settings(BaseSettings):
    """What can be set from outside; each variable is the field's name behind `PMO_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", toml_file="pmo.toml", extra="ignore", frozen=True
    )

    store_url: str = Field(default="sqlite:///pmo.db", description="where the portfolio is kept")
    viewer: str | None = Field(
        default=None,
        description="key or e-mail of the person who asks; empty: nothing confidential",
    )
    policy: Path | None = Field(default=None, description="folder of decision tables of your own")
    audit_key: Path = Field(
        default=Path("~/.config/pmo/audit-key.pem"),
        description="the key that signs audit checkpoints; made when first needed",
    )
    brief_schedule: str | None = Field(
        default=None, description="when the worker drafts the brief, such as “monday 07:00”"
    )
    refresh_schedule: str | None = Field(
        default=None, description="when the worker reads watched sources, such as “daily 06:00”"
    )
    jira_url: str | None = Field(
        default=None, description="the Jira site, such as https://yours.atlassian.net"
    )
    jira_email: str | None = Field(
        default=None, description="the account of the API token; unset: the token is OAuth's"
    )
    jira_token: SecretStr | None = Field(default=None, description="the token Jira is read with")
    jira_points: str | None = Field(
        default=None, description="name or id of the field of story points, where it is not found"
    )
    jira_cache: Path = Field(
        default=Path("~/.cache/pmo/jira"), description="where readings under way are kept"
    )
    brief_to: str | None = Field(
        default=None, description="folder that the worker proposes to publish its briefs in"
    )
    order_schedule: str | None = Field(
        default=None, description="when the worker proposes an order that is worth asking for"
    )
    checkpoint_folder: str | None = Field(
        default=None, description="folder outside the store for audit checkpoints"
    )
    checkpoint_schedule: str = Field(
        default="daily 02:00", description="when the worker writes a checkpoint there"
    )
    checkpoint_to: str | None = Field(
        default=None, description="e-mail addresses that audit checkpoints are sent to"
    )
    reminder_schedule: str = Field(
        default="daily 08:00", description="when people are reminded of what waits for them"
    )
    notice_folder: str | None = Field(
        default=None, description="folder for reminders of people without an e-mail address"
    )
    smtp_url: SecretStr | None = Field(
        default=None, description="the mail server: smtp://user:password@host:587, or smtps://…"
    )
    mail_from: str | None = Field(default=None, description="whom mail is from: an address")
    mail_unclear: Unclear = Field(
        default=Unclear.ASK,
        description="what becomes of mail of which nobody knows whether it arrived",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="Slack's token of the installed app: xoxb-…"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="Slack's token to listen for events: xapp-…"
    )
    slack_url: str = Field(
        default="https://slack.com/api/", description="base URL of Slack's Web API"
    )
    slack_channel: str | None = Field(
        default=None, description="channel in which proposals are shown to all, such as #portfolio"
    )
    slack_strangers: Strangers = Field(
        default=Strangers.ASK,
        description="what people get in Slack whom the portfolio does not know",
    )
    log_level: LogLevel = LogLevel.WARNING
    model_url: str | None = Field(
        default=None, description="base URL of a server that speaks Chat Completions"
    )
    model: str | None = Field(default=None, description="the model that is asked for there")
    model_key: SecretStr | None = Field(default=None, description="the key for that server")
    model_api_version: str | None = Field(default=None, description="Azure's API version")
    model_seconds: float = Field(default=60, gt=0, description="the time of one call, in all")
    model_answer_tokens: int = Field(default=2_000, gt=0, description="the longest answer")
    model_price_read: Decimal | None = Field(
        default=None, ge=0, description="price of a million tokens of prompts"
    )
    model_price_written: Decimal | None = Field(
        default=None, ge=0, description="price of a million tokens of answers"
    )
    model_currency: str = Field(
        default="USD", pattern="^[A-Z]{3}$", description="the currency of these prices"
    )
    model_redact: bool = Field(default=True, description="no personal data leaves")
    model_record: Recording = Field(default=Recording.HASHES, description="what is kept of calls")
    model_records: Path = Field(
        default=Path("~/.local/state/pmo/model-calls"), description="the folder it is kept in"
    )
    memory_folder: Path | None = Field(
        default=None, description="the folder of the memory; empty: beside the store"
    )
    memory_url: str | None = Field(
        default=None, description="a Chroma server for the memory's vectors: http://host:8000"
    )
    memory_embedding: Embedding = Field(
        default=Embedding.AUTO, description="how the memory compares texts"
    )
    trace_endpoint: str | None = Field(
        default=None, description="OTLP endpoint, such as http://localhost:4318/v1/traces"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the places: arguments, environment, .env, TOML, secret files."""
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            TomlConfigSettingsSource(settings_cls),
            file_secret_settings,
        )


def read_settings(**given: object) -> Settings:
    """Return the settings; what is given and not None wins. BadSetting names the variable."""
    explicit = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**explicit)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        raise BadSetting(
            f"{first['msg']}.",
            name=f"{PREFIX}{name.upper()}",
            remedy="Set it in the environment, in .env or in pmo.toml.",
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{error}.", name="pmo.toml", remedy="Mend the file's syntax.") from error


def wants_no_color() -> bool:
    """Say whether the NO_COLOR convention asks for plain text."""
    return bool(os.environ.get("NO_COLOR"))


def together(
    one: tuple[str, A | None], other: tuple[str, B | None], message: str, remedy: str
) -> tuple[A, B] | None:
    """Return two settings that go together; None where neither is set, BadSetting for one alone."""
    (one_name, first), (other_name, second) = one, other
    if first is None and second is None:
        return None
    if first is None or second is None:
        name = one_name if first is None else other_name
        raise BadSetting(message, name=name, remedy=remedy)
    return first, second
