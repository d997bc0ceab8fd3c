"""What was published, to the last byte, and what is disputed of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.Text()


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "publications",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("brief", TEXT, nullable=False),
        sa.Column("corrects", TEXT),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_publications"),
        sa.UniqueConstraint("id", name="uq_publications_id"),
    )
    op.create_table(
        "disputes",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("publication", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_disputes"),
        sa.UniqueConstraint("id", name="uq_disputes_id"),
    )
