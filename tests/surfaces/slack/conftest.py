"""The surface on a small office, with the real SDK and Bolt, beside a workspace on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.system_clock import SystemClock
from assistant.governance.schedule import Duties
from assistant.ports.chat import ChatAccess, Strangers
from assistant.surfaces.slack import run as surface
from assistant.surfaces.slack.desk import Desk
from assistant.usecases.app import App, Outbound
from assistant.usecases.decide_proposal import find_proposal
from assistant.usecases.deliver import deliver
from tests.fakes.memory_store import MemoryStore
from tests.fakes.slack_server import LoopbackSlack, running_slack
from tests.fakes.slack_workspace import APP_TOKEN, BOT, BOT_TOKEN
from tests.usecases.publishing import app_on, brief, new_app, propose

PEOPLE = {"UANA": "ana", "UBEN": "ben", "UCLEO": "cleo"}


@dataclass
class Office:
    """Ana and Ben lead the PMO, Cleo is an executive; Ana and Cleo know Falcon."""

    app: App
    slack: LoopbackSlack
    desk: Desk

    def propose(self, author: str = "ben", viewer: str | None = None, kept: str = "b1") -> str:
        """Somebody proposes to publish a brief in the channel."""
        return propose(self.app, brief(viewer=viewer, id=kept), author, "slack:#exec")

    def carry(self) -> None:
        """Do what the worker does, until nothing is left."""
        for each in self.app.store.deliveries():
            while deliver(self.app, each.message.id):
                pass

    def state(self, proposal: str) -> str:
        return find_proposal(replace(self.app, viewer="ana"), proposal).state.value

    def texts(self, channel: str) -> str:
        return "\n".join(str(each) for each in self.slack.at.messages[channel])

    def whispers(self) -> str:
        return "\n".join(str(each) for each in self.slack.at.whispers)

    def card(self, channel: str) -> dict[str, Any]:
        """The newest card in a channel."""
        cards = [e for e in self.slack.at.messages[channel] if "pmo_approve" in str(e)]
        return cards[-1]


@pytest.fixture(scope="session")
def running() -> Iterator[LoopbackSlack]:
    with running_slack() as slack:
        yield slack


@cache
def _template() -> MemoryStore:
    app = new_app(MemoryStore(), KnownPublishers())
    return app.store  # type: ignore[return-value]  # it is the one made above


def access(slack: LoopbackSlack, **more: Any) -> ChatAccess:
    cells: dict[str, Any] = {
        "bot_token": SecretStr(BOT_TOKEN),
        "app_token": SecretStr(APP_TOKEN),
        "url": slack.url,
    }
    return ChatAccess.model_validate(cells | more)


def an_app(slack: LoopbackSlack, **more: Any) -> App:
    chat = access(slack, **more)
    app = app_on(deepcopy(_template()), KnownPublishers(chat=chat), clock=SystemClock())
    outbound = Outbound(app.outside.publishers, app.outside.workshop, Duties())
    return replace(app, chat=chat, outbound=outbound)


def people_of(slack: LoopbackSlack) -> None:
    slack.at = type(slack.at)()
    for user, person in PEOPLE.items():
        slack.at.join(user, f"{person}@office.example")
        slack.at.dm(user)
    slack.at.join("UXEN", "xen@else.example")
    slack.at.join("UGUEST", "ana@office.example", is_restricted=True)
    slack.at.join(BOT, None, is_bot=True)
    slack.at.open_channel("C1", ["UANA", "UBEN", BOT], name="exec")
    slack.at.open_channel("CBOSS", ["UANA", "UCLEO", BOT], name="bosses")
    slack.at.open_channel("CMIXED", ["UANA", "UXEN", BOT], name="mixed")


@pytest.fixture
def strangers() -> Strangers:
    return Strangers.ASK


@pytest.fixture
def office(running: LoopbackSlack, strangers: Strangers) -> Iterator[Office]:
    """The surface, running in a thread of its own."""
    people_of(running)
    app = an_app(running, strangers=strangers)
    ready, stop, desks = threading.Event(), threading.Event(), []

    def begun(desk: Desk) -> None:
        desks.append(desk)
        ready.set()

    thread = threading.Thread(target=surface.run, args=(app, begun, stop.is_set))
    thread.start()
    try:
        assert ready.wait(10)
        running.connected()
        yield Office(app, running, desks[0])
    finally:
        stop.set()
        thread.join(10)
        assert not running.at.broken, running.at.broken


@pytest.fixture(autouse=True)
def _quick_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surface, "_ROUND_SECONDS", 0.05)
