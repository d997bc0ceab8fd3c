"""Frames go in and come out as they were, and a transaction is kept whole or not at all."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from assistant.adapters.sql_store.address import database_at
from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.tables import IDENTITIES, WATCHED
from assistant.errors import StoreBusy
from tests.contracts.stores import URLS


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    return database_at(URLS[request.param](), patience=0.2)


def watched(names: range, **last: object) -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {"source": f"{n:06}", "location": "x", "mapping": None, "as_of": None} for n in names
    ]
    rows[-1] |= last
    return pl.DataFrame(rows, schema=pl.Schema(WATCHED.columns))


def test_a_column_that_starts_empty_keeps_its_type(database: Database) -> None:
    """SQLite's driver finds types in the first rows, and would take these for numbers."""
    rows = watched(range(70_000), mapping="late.yaml", as_of=date(2026, 11, 16))
    with database.writing() as session:
        session.append(WATCHED, rows)
    with database.reading() as session:
        told = session.read(WATCHED).sort("source")
    assert told.schema == rows.schema
    assert told.row(-1) == rows.row(-1)


def test_an_empty_table_has_its_types(database: Database) -> None:
    with database.reading() as session:
        assert session.read(WATCHED).schema == pl.Schema(WATCHED.columns)
        some = session.read(WATCHED, only=("as_of", "source"))
    assert some.schema == {"as_of": pl.Date, "source": pl.String}


def test_values_are_bound_not_pasted(database: Database) -> None:
    with database.writing() as session:
        session.add(IDENTITIES, provider="a' OR '1'='1", external_id="1", person="ben")
        session.add(IDENTITIES, provider="b", external_id="1", person="aisha")
        where = "WHERE v.provider = $1 AND v.external_id = $2"
        told = session.read(IDENTITIES, where, ["a' OR '1'='1", "1"])
    assert told["person"].to_list() == ["ben"]


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.reading() as session:
        before = session.read(WATCHED).height
        with database.writing() as other:
            other.append(WATCHED, watched(range(3)))
        assert session.read(WATCHED).height == before
    with database.reading() as session:
        assert session.read(WATCHED).height == before + 3


def test_a_second_writer_waits_and_then_gives_up(database: Database) -> None:
    with database.writing() as session:
        session.append(WATCHED, watched(range(1)))
        with pytest.raises(StoreBusy, match=r"another process. Try again"), database.writing():
            pass
    with database.reading() as session:
        assert session.read(WATCHED).height == 1


def test_nothing_is_left_of_a_block_that_fails(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:  # noqa: PT012 - in one block
        session.append(WATCHED, watched(range(3)))
        _ = 1 / 0
    with database.reading() as session:
        assert session.read(WATCHED).is_empty()
