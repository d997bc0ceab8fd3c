"""Governance: proposals, roles that were given, stand-ins, and one-time codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text()
DAY = sa.Date()


def upgrade() -> None:
    """Create the four tables."""
    op.create_table(
        "proposals",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("effect", TEXT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_proposals"),
        sa.UniqueConstraint("id", name="uq_proposals_id"),
    )
    op.create_table(
        "role_grants",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY),
        sa.PrimaryKeyConstraint("person", "role", "area", name="pk_role_grants"),
    )
    op.create_table(
        "delegations",
        sa.Column("giver", TEXT, nullable=False),
        sa.Column("taker", TEXT, nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=False),
        sa.PrimaryKeyConstraint("giver", "taker", name="pk_delegations"),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_one_time_codes"),
    )
