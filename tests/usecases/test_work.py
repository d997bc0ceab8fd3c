"""The worker takes over what changes while it works, and what it cannot use it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.signing import FileSigner
from assistant.errors import BadSetting
from assistant.governance.delivery import OPEN, DeliveryState
from assistant.governance.schedule import Duties, Schedule
from assistant.ports.jobs import Job
from assistant.usecases.app import App
from assistant.usecases.work import work_on, work_once
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import NOW, Stopped, approved, brief, new_app, propose


class Bench:
    """Does each job at once; `hands` is how many it begins between two rests."""

    def __init__(self, hands: int = 3) -> None:
        self._hands = hands
        self._begun = 0
        self.rests = 0

    @contextmanager
    def opened(self, kinds: Mapping[str, Job]) -> Iterator[Bench]:
        self._kinds = kinds
        yield self

    def take_up(self) -> None:
        pass

    def start(self, kind: str, subject: str, name: str) -> bool:
        if self._begun >= self._hands:
            return False
        self._begun += 1
        while self._kinds[kind](subject):
            pass
        return True

    def settle(self) -> None:
        self._begun = 0
        self.rests += 1

    def pause(self, seconds: float) -> None:
        self.settle()


@pytest.fixture
def app(tmp_path: Path) -> App:
    signer = FileSigner(tmp_path / "key.pem")
    return new_app(MemoryStore(), KnownPublishers(), Bench(), signer=signer)


def checkpoints(app: App, folder: Path) -> App:
    daily = Schedule.parse("daily 02:00")
    duties = Duties(checkpoints=daily, checkpoint_folder=str(folder))
    return replace(app, outbound=replace(app.outside, duties=duties))


def test_more_than_fits_at_once_is_done_all_the_same(app: App, tmp_path: Path) -> None:
    for number in range(8):
        kept = brief(id=f"b{number}")
        approved(app, propose(app, kept, to=str(tmp_path / f"{number}.md")))
    work_once(app)
    assert {each.state for each in app.store.deliveries()} == {DeliveryState.DELIVERED}
    assert len(list(tmp_path.glob("?.md"))) == 8


def test_a_changed_schedule_holds_within_a_minute(app: App, tmp_path: Path) -> None:
    clock = Stopped()
    working = replace(app, clock=clock)
    changed = checkpoints(working, tmp_path)
    rounds = work_on(working, lambda: changed)
    next(rounds)
    assert not list(tmp_path.glob("checkpoint-*.json"))
    clock.at = NOW + timedelta(minutes=1)
    next(rounds)
    assert len(list(tmp_path.glob("checkpoint-*.json"))) == 1
    rounds.close()  # type: ignore[attr-defined]  # it is a generator


def test_what_cannot_be_used_does_not_stop_the_worker(app: App, tmp_path: Path) -> None:
    clock = Stopped()
    working = checkpoints(replace(app, clock=clock), tmp_path)

    def broken() -> App:
        raise BadSetting("this is no schedule.", name="PMO_CHECKPOINT_SCHEDULE")

    rounds = work_on(working, broken)
    next(rounds)
    clock.at = NOW + timedelta(days=1)
    next(rounds)
    assert len(list(tmp_path.glob("checkpoint-*.json"))) == 2
    assert app.store.deliveries(*OPEN) == ()
    rounds.close()  # type: ignore[attr-defined]  # it is a generator
