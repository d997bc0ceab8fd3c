"""Forecasts: the days that were given to people, so that they can be judged later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TEXT = sa.Text()


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "given_forecasts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_given_forecasts"),
    )
