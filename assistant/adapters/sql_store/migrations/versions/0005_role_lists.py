"""Roles by list: what people have by lists and groups, and which roles groups have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text()
DAY = sa.Date()


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "listed_roles",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("listed", TEXT, nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY),
        sa.PrimaryKeyConstraint("person", "role", "area", "listed", name="pk_listed_roles"),
    )
    op.create_table(
        "group_roles",
        sa.Column("group_name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("until", DAY),
        sa.PrimaryKeyConstraint("group_name", "role", "area", name="pk_group_roles"),
    )
