"""The audit: the chain of events, signed checkpoints, and who is behind a pseudonym."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.Text()
NUMBER = sa.BigInteger()
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "audit_events",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_events"),
    )
    op.create_table(
        "audit_checkpoints",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("store", TEXT, nullable=False),
        sa.Column("head_number", NUMBER, nullable=False),
        sa.Column("head_hash", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("signature", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_checkpoints"),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("pseudonym", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_pseudonyms"),
        sa.UniqueConstraint("pseudonym", name="uq_pseudonyms_pseudonym"),
    )
