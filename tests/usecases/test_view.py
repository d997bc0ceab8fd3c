"""What a person sees of which day, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.adapters.logs import Log
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.errors import BadInput, NotFound
from assistant.policy import default_policy
from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import to_frame
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.view import earlier, history, view
from tests.fakes.memory_store import MemoryStore

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Stopped:
    def now(self) -> datetime:
        return NOW


def app(*days: date, organisation: Organisation | None = None, viewer: str | None = None) -> App:
    store = MemoryStore()
    for day in days:
        things = {
            Project: [
                Project(key="ATLAS", name=f"Atlas {day}"),
                Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",)),
            ],
            Person: [Person(key="ingrid", name="Ingrid", email="Ingrid@example.org")],
            Organisation: [organisation] if organisation else [],
        }
        frames = {n: to_frame(n, rows, file="x", as_of=day) for n, rows in things.items() if rows}
        batch = Batch(source="s", location="s", as_of=day, complete=True, frames=frames)
        store.import_batch(batch, NOW, Silent())
    return App(
        store=store,
        clock=Stopped(),
        log=Log(),
        policy=default_policy(),
        policy_tables={},
        sources=FileSources(),
        tokens=RandomTokens(),
        signer=FileSigner(Path("never read")),
        viewer=viewer,
    )


def monday(number: int) -> date:
    return date(2026, 11, number)


def test_today_is_the_day_in_the_organisations_zone() -> None:
    auckland = Organisation(key="o", name="O", time_zone="Pacific/Auckland")
    assert view(app(monday(2), organisation=auckland)).seen.as_of == date(2026, 11, 21)
    assert view(app(monday(2))).seen.as_of == date(2026, 11, 20)


def test_a_sample_has_a_today_of_its_own() -> None:
    fixed = Organisation(key="o", name="O", today=monday(16))
    assert view(app(monday(2), organisation=fixed)).seen.as_of == monday(16)


def test_it_is_compared_with_a_week_ago_or_with_the_day_asked_for() -> None:
    asked = app(monday(2), monday(9), monday(16))
    now = view(asked, monday(16))
    before = earlier(asked, now.seen, now.scope)
    long_before = earlier(asked, now.seen, now.scope, since=monday(3))
    assert before is not None
    assert long_before is not None
    assert (before.as_of, long_before.as_of) == (monday(9), monday(2))


def test_the_newest_reading_is_not_compared_with_itself() -> None:
    asked = app(monday(2))
    now = view(asked)
    assert earlier(asked, now.seen, now.scope) is None
    assert list(history(asked, now.seen, now.scope)) == []


def test_a_person_is_known_by_key_or_address_and_sees_what_names_them() -> None:
    for name in ("ingrid", "INGRID@EXAMPLE.ORG"):
        assert view(app(monday(2), viewer=name)).visible_projects() == {"ATLAS", "FALCON"}
    assert view(app(monday(2))).visible_projects() == {"ATLAS"}
    with pytest.raises(NotFound, match="person"):
        view(app(monday(2), viewer="nobody"))


def test_nothing_imported_and_nothing_that_old_are_said_in_words() -> None:
    with pytest.raises(BadInput, match="pmo import"):
        view(app())
    with pytest.raises(BadInput, match="2026-11-02"):
        view(app(monday(2)), date(2026, 11, 1))


def test_nobody_is_taken_for_somebody_without_an_e_mail() -> None:
    nameless = app(monday(9), viewer="")
    batch = Batch(
        source="t",
        location="t",
        as_of=monday(9),
        complete=True,
        frames={
            Person: to_frame(Person, [Person(key="ben", name="Ben")], file="x", as_of=monday(9))
        },
    )
    nameless.store.import_batch(batch, NOW, Silent())
    with pytest.raises(NotFound):
        view(nameless)
