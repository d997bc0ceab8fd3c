"""Conversations: what was asked, and what code made of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXT = sa.Text()


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "turns",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("thread", TEXT, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_turns"),
    )
    op.create_index("ix_turns_person", "turns", ["person", "thread"])
