"""The one composition root: settings → App. Tests call `assemble` with fakes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from assistant.adapters.jobs import DbosWorkshop, OneSeat, ServerSeats
from assistant.adapters.logs import Log, configure_logs
from assistant.adapters.publishers import KnownPublishers, MailServer, Post
from assistant.adapters.publishers.email import sender_address
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.adapters.sql_store import open_store
from assistant.adapters.system_clock import SystemClock
from assistant.errors import BadInput, BadSetting
from assistant.governance.schedule import Duties, Schedule
from assistant.policy import default_policy, parse_policy
from assistant.ports.chat import ChatAccess
from assistant.ports.model import Calls, Model
from assistant.ports.tracing import Tracer, Untraced
from assistant.settings import Embedding, Recording, Settings, Unclear, read_settings, together
from assistant.usecases.app import App, Language, Outbound
from assistant.usecases.policy_in_force import under_policy_in_force

if TYPE_CHECKING:
    from assistant.adapters.jira_cloud.access import JiraAccess
    from assistant.adapters.openai_model import ModelServer, Price


def build_app(store_url: str | None = None, viewer: str | None = None) -> App:
    """Assemble the assistant from the settings; what is given wins over them."""
    settings = read_settings(store_url=store_url, viewer=viewer)
    configure_logs(settings.log_level)
    store = open_store(settings.store_url)
    chat = _chat(settings)
    tables = _tables_in(settings.policy) if settings.policy is not None else {}
    app = App(
        store=store,
        clock=SystemClock(),
        log=Log(),
        policy=parse_policy(tables) if tables else default_policy(),
        policy_tables=tables,
        sources=FileSources(_jira(settings), chat),
        tokens=RandomTokens(),
        signer=FileSigner(settings.audit_key.expanduser()),
        viewer=settings.viewer,
        outbound=Outbound(
            publishers=KnownPublishers(_post(settings), chat=chat),
            workshop=DbosWorkshop(_seats(settings.store_url), Log()),
            duties=_duties(settings),
        ),
        chat=chat,
    )
    return under_policy_in_force(_with_language(_with_memory(app, settings), settings))


def _with_memory(app: App, settings: Settings) -> App:
    """Return the assistant with its memory; nothing of it is opened before it is asked."""
    from assistant.adapters.chroma_memory import ChromaMemory, MarkdownFolder, MemoryPlace
    from assistant.adapters.embedding import (
        Embedder,
        HashingEmbedder,
        MiniLmEmbedder,
        best_embedder,
    )

    url = settings.memory_url
    if url is not None and not url.startswith(("http://", "https://")):
        raise BadSetting(
            "a server's address begins with http:// or https://.",
            name="PMO_MEMORY_URL",
            remedy="Write it as http://host:8000.",
        )
    folder = settings.memory_folder or _memory_folder(settings.store_url)
    place = MemoryPlace(folder.expanduser(), url, settings.store_url)
    embedders: dict[Embedding, Callable[[], Embedder]] = {
        Embedding.WORDS: HashingEmbedder,
        Embedding.MODEL: MiniLmEmbedder,
        Embedding.AUTO: best_embedder,
    }
    memory = ChromaMemory(place, embedders[settings.memory_embedding]())
    return replace(app, memory=memory, documents=MarkdownFolder())


def _memory_folder(store_url: str) -> Path:
    """Return the folder beside an SQLite store; one of this machine's for a server's."""
    if store_url.startswith("sqlite:"):
        return Path(f"{store_url.partition('///')[2]}-memory")
    named = hashlib.sha256(store_url.encode()).hexdigest()[:12]
    return Path("~/.local/state/pmo/memory") / named


def _with_language(app: App, settings: Settings) -> App:
    """Return the assistant with its language model and its tracer, where they are set up."""
    tracer = _tracer(settings)
    server = _model_server(settings)
    if server is None:
        return replace(app, tracer=tracer)
    from assistant.adapters.call_files import CallFiles
    from assistant.adapters.openai_model import OpenAIModel, Patience
    from assistant.adapters.recorded_model import RecordedModel
    from assistant.adapters.token_counting import TokenCounting
    from assistant.adapters.traced_model import TracedModel

    counter = TokenCounting(server.model)
    chance = Random(app.tokens.token())  # noqa: S311 - spreads attempts, guards nothing
    model: Model = OpenAIModel(server, counter, Patience(app.clock, chance))
    model = TracedModel(model, tracer, server.url)
    calls: Calls | None = None
    if settings.model_record is not Recording.OFF:
        calls = CallFiles(settings.model_records.expanduser())
        texts = settings.model_record is Recording.FULL
        model = RecordedModel(model, calls, app.clock, texts=texts)
    language = Language(model, counter, hides_names=settings.model_redact, calls=calls)
    return replace(app, language=language, tracer=tracer)


def _tracer(settings: Settings) -> Tracer:
    if settings.trace_endpoint is None:
        return Untraced()
    from assistant.adapters.tracing import OpenTelemetryTracer

    return OpenTelemetryTracer(settings.trace_endpoint)


def _model_server(settings: Settings) -> ModelServer | None:
    """Return where the model is; None where nobody said. BadSetting names what is missing."""
    if settings.model_url is None and settings.model is None:
        return None
    if settings.model_url is None or settings.model is None:
        raise BadSetting(
            "a language model takes an address and a name, and this one is not set.",
            name="PMO_MODEL_URL" if settings.model_url is None else "PMO_MODEL",
            remedy="Set PMO_MODEL_URL and PMO_MODEL, or neither.",
        )
    from assistant.adapters.openai_model.server import ModelServer, server_address

    with _named("PMO_MODEL_URL"):
        url = server_address(settings.model_url)
    return ModelServer(
        url=url,
        model=settings.model,
        key=settings.model_key,
        api_version=settings.model_api_version,
        seconds=settings.model_seconds,
        answer_tokens=settings.model_answer_tokens,
        price=_price(settings),
    )


def _price(settings: Settings) -> Price | None:
    read, written = settings.model_price_read, settings.model_price_written
    both = together(
        ("PMO_MODEL_PRICE_READ", read),
        ("PMO_MODEL_PRICE_WRITTEN", written),
        "prompts and answers both have a price, and this one is not set.",
        "Set both, or neither: then no cost is told.",
    )
    if both is None:
        return None
    from assistant.adapters.openai_model.server import Price

    return Price(currency=settings.model_currency, read=both[0], written=both[1])


def _jira(settings: Settings) -> JiraAccess | None:
    """Return how Jira is read; None where nobody said. BadSetting names what is missing."""
    both = together(
        ("PMO_JIRA_URL", settings.jira_url),
        ("PMO_JIRA_TOKEN", settings.jira_token),
        "Jira takes an address and a token, and this one is not set.",
        "Set both, or neither; docs/jira.md says where tokens are made.",
    )
    if both is None:
        return None
    url, token = both
    from assistant.adapters.jira_cloud.access import JiraAccess
    from assistant.adapters.jira_cloud.site import JiraSite, site_of
    from assistant.adapters.jira_cloud.waiting import Waiting

    with _named("PMO_JIRA_URL"):
        address = site_of(url)
    site = JiraSite(
        url=address,
        email=settings.jira_email,
        token=token,
        points_field=settings.jira_points,
        cache=settings.jira_cache,
    )
    chance = Random(site.url)  # noqa: S311 - spreads attempts, guards nothing
    return JiraAccess(site, Waiting(SystemClock(), chance))


def _seats(store_url: str) -> OneSeat | ServerSeats:
    """Return where workers sit: on the store's server, or in a file beside an SQLite store."""
    if store_url.startswith("postgresql:"):
        return ServerSeats(store_url)
    return OneSeat(Path(f"{store_url.partition('///')[2]}-worker"))


def _post(settings: Settings) -> Post | None:
    """Return how mail leaves; None where nobody said. BadSetting names what is missing."""
    both = together(
        ("PMO_SMTP_URL", settings.smtp_url),
        ("PMO_MAIL_FROM", settings.mail_from),
        "mail takes a server and a sender, and this one is not set.",
        "Set PMO_SMTP_URL and PMO_MAIL_FROM, or neither.",
    )
    if both is None:
        return None
    url, sender = both
    with _named("PMO_SMTP_URL"):
        server = MailServer.parse(url.get_secret_value())
    with _named("PMO_MAIL_FROM"):
        sender_address(sender)
    repeats = settings.mail_unclear is Unclear.REPEAT
    return Post(server, sender, repeats_unclear=repeats)


def _chat(settings: Settings) -> ChatAccess | None:
    """Return how Slack is reached; None where nobody said. BadSetting names what is missing."""
    both = together(
        ("PMO_SLACK_BOT_TOKEN", settings.slack_bot_token),
        ("PMO_SLACK_APP_TOKEN", settings.slack_app_token),
        "Slack takes the token of a bot and one of an app, and this one is not set.",
        "Set both, or neither; docs/slack.md says where they are.",
    )
    if both is None:
        return None
    bot, app = both
    return ChatAccess(
        bot_token=bot,
        app_token=app,
        url=settings.slack_url.rstrip("/") + "/",
        channel=settings.slack_channel,
        strangers=settings.slack_strangers,
    )


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say of which setting something is wrong."""
    try:
        yield
    except BadInput as error:
        raise BadSetting(error.message, name=name, remedy=error.remedy) from error


def _duties(settings: Settings) -> Duties:
    brief, order = settings.brief_schedule, settings.order_schedule
    refresh = settings.refresh_schedule
    told = settings.smtp_url is not None or settings.notice_folder is not None
    return Duties(
        order=_schedule(order, "ORDER") if order else None,
        refresh=_schedule(refresh, "REFRESH") if refresh else None,
        brief=_schedule(brief, "BRIEF") if brief else None,
        brief_to=settings.brief_to,
        checkpoints=_schedule(settings.checkpoint_schedule, "CHECKPOINT"),
        checkpoint_folder=settings.checkpoint_folder,
        checkpoint_to=settings.checkpoint_to,
        reminders=_schedule(settings.reminder_schedule, "REMINDER") if told else None,
        notice_folder=settings.notice_folder,
    )


def _schedule(text: str, name: str) -> Schedule:
    with _named(f"PMO_{name}_SCHEDULE"):
        return Schedule.parse(text)


def _tables_in(folder: Path) -> dict[str, str]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise BadSetting(
            f"there is no .yaml file in {folder}.",
            name="PMO_POLICY",
            remedy="Name the folder that holds your decision tables.",
        )
    return {file.stem: file.read_text(encoding="utf-8") for file in files}
