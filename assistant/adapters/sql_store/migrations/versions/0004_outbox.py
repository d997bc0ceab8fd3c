"""Delivery: messages on their way outside, and the last run of each duty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.Text()


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "outbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_table(
        "duty_runs",
        sa.Column("duty", TEXT, nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("duty", name="pk_duty_runs"),
    )
