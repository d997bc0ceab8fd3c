"""Migrated stores have exactly the tables that the code describes, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.adapters.sql_store import migrations
from assistant.adapters.sql_store.schema import NAMES, metadata
from assistant.adapters.sql_store.upgrade import HEAD, SCHEMA_VERSION
from tests.contracts.stores import URLS


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[sa.Connection]:
    url = URLS[request.param]().replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connected:
        yield connected


def test_a_migrated_store_is_what_the_code_describes(connection: sa.Connection) -> None:
    context = MigrationContext.configure(connection, opts={"version_table": SCHEMA_VERSION.name})
    assert compare_metadata(context, metadata()) == []


def test_a_missing_column_would_be_noticed(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE projects DROP COLUMN vendor"))
    context = MigrationContext.configure(connection, opts={"version_table": SCHEMA_VERSION.name})
    found = compare_metadata(context, metadata())
    assert [change[0] for change in found] == ["add_column"]


def test_constraints_are_named_by_the_convention(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    described = metadata()
    for table in described.sorted_tables:
        assert inspector.get_pk_constraint(table.name)["name"] == f"pk_{table.name}"
        foreign: list[Any] = [key["name"] for key in inspector.get_foreign_keys(table.name)]
        foreign += [key["name"] for key in inspector.get_unique_constraints(table.name)]
        known = {constraint.name for constraint in table.constraints}
        assert set(foreign) <= known
    assert NAMES["pk"] == "pk_%(table_name)s"


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
