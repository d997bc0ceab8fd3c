"""Deadlines of proposals and the rows they change, found without reading what was decided long ago."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.governance.effects import row_changes
from assistant.governance.proposal import Proposal

revision = "0008"
down_revision = "0007"

TEXT = sa.Text()
NUMBER = sa.BigInteger()


def upgrade() -> None:
    """Add the column, the table and the indexes, and fill them from what is kept."""
    op.add_column("proposals", sa.Column("deadline", NUMBER))
    op.create_table(
        "proposal_rows",
        sa.Column("row_table", TEXT, nullable=False),
        sa.Column("row_key", TEXT, nullable=False),
        sa.Column("proposal", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("row_table", "row_key", "proposal", name="pk_proposal_rows"),
    )
    op.create_index("ix_proposal_rows_proposal", "proposal_rows", ["proposal"])
    op.create_index("ix_proposals_state", "proposals", ["state", "deadline"])
    op.create_index("ix_proposals_effect", "proposals", ["effect"])
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.create_index("ix_outbox_proposal", "outbox", ["proposal"])
    op.create_index("ix_audit_events_subject", "audit_events", ["subject"])
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT number, body FROM proposals ORDER BY number")).all()
    for number, body in kept:
        proposal = Proposal.model_validate_json(body)
        if proposal.deadline is not None:
            seconds = int(proposal.deadline.timestamp())
            connection.execute(
                sa.text("UPDATE proposals SET deadline = :seconds WHERE number = :number"),
                {"seconds": seconds, "number": number},
            )
        for table, key in sorted(
            {(each.table, each.key) for each in row_changes(proposal.effect)}
        ):
            connection.execute(
                sa.text("INSERT INTO proposal_rows VALUES (:table, :key, :number)"),
                {"table": table, "key": key, "number": number},
            )
