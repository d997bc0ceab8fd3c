"""Why an import of a live source is not whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; imports of before were whole, or meant to be partial."""
    op.add_column("imports", sa.Column("shortfall", sa.Text()))
