"""What Alembic runs for every migration: on the connection that the caller opened."""

from __future__ import annotations

from alembic import context

from assistant.adapters.sql_store.schema import metadata
from assistant.adapters.sql_store.upgrade import SCHEMA_VERSION

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    version_table=SCHEMA_VERSION.name,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
