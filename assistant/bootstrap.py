"""The one composition root: settings → App. Tests call `assemble` with fakes."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.jobs import DbosWorkshop
from assistant.adapters.logs import Log, configure_logs
from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.adapters.sql_store import open_store
from assistant.adapters.system_clock import SystemClock
from assistant.errors import BadInput, BadSetting
from assistant.governance.schedule import Duties, Schedule
from assistant.policy import default_policy, parse_policy
from assistant.settings import Settings, read_settings
from assistant.usecases.app import App, Outbound


def build_app(store_url: str | None = None, viewer: str | None = None) -> App:
    """Assemble the assistant from the settings; what is given wins over them."""
    settings = read_settings(store_url=store_url, viewer=viewer)
    configure_logs(settings.log_level)
    store = open_store(settings.store_url)
    tables = _tables_in(settings.policy) if settings.policy is not None else {}
    return App(
        store=store,
        clock=SystemClock(),
        log=Log(),
        policy=parse_policy(tables) if tables else default_policy(),
        policy_tables=tables,
        sources=FileSources(),
        tokens=RandomTokens(),
        signer=FileSigner(settings.audit_key.expanduser()),
        viewer=settings.viewer,
        outbound=Outbound(
            publishers=KnownPublishers(),
            workshop=DbosWorkshop(_worker_file(settings.store_url), Log()),
            duties=_duties(settings),
        ),
    )


def _worker_file(store_url: str) -> Path:
    """Return the worker's own file: beside an SQLite store, or here."""
    scheme, _, path = store_url.partition("///")
    return Path(f"{path}-worker") if scheme == "sqlite:" else Path("pmo.db-worker")


def _duties(settings: Settings) -> Duties:
    brief = settings.brief_schedule
    return Duties(
        brief=_schedule(brief, "BRIEF") if brief else None,
        brief_to=settings.brief_to,
        checkpoints=_schedule(settings.checkpoint_schedule, "CHECKPOINT"),
        checkpoint_folder=settings.checkpoint_folder,
    )


def _schedule(text: str, name: str) -> Schedule:
    try:
        return Schedule.parse(text)
    except BadInput as error:
        raise BadSetting(
            error.message, name=f"PMO_{name}_SCHEDULE", remedy=error.remedy
        ) from error


def _tables_in(folder: Path) -> dict[str, str]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise BadSetting(
            f"there is no .yaml file in {folder}.",
            name="PMO_POLICY",
            remedy="Name the folder that holds your decision tables.",
        )
    return {file.stem: file.read_text(encoding="utf-8") for file in files}
