"""The run lock; and the mark by which software from before migrations is told to keep off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Called by Alembic."""
    op.create_table(
        "locks",
        sa.Column("publication", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("acquired", sa.Text, nullable=False),
        sa.Column("expires", sa.Text, nullable=False),
    )
    op.execute("UPDATE schema_version SET version = 2")
