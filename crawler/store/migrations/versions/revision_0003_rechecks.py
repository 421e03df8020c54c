"""When articles are looked at again, and what has been found gone.

Articles that are younger than the last of the usual ages get one look, when they reach it. All older ones are left in
peace: the first run after an update would else ask for everything there is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_LAST_AGE = timedelta(days=7)


def upgrade() -> None:
    """Called by Alembic."""
    for name in ("next_check", "gone_since", "gone_reason"):
        op.add_column("articles", sa.Column(name, sa.Text))
    articles = sa.table("articles", *map(sa.column, ("id", "newness", "next_check")))
    younger = (datetime.now(UTC) - _LAST_AGE).strftime("%Y-%m-%dT%H:%M:%SZ")
    connection = op.get_bind()
    for row in connection.execute(sa.select(articles).where(articles.c.newness > younger)).all():
        due = (datetime.fromisoformat(row.newness) + _LAST_AGE).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.execute(sa.update(articles).where(articles.c.id == row.id).values(next_check=due))
    checked, removed = sa.text("next_check IS NOT NULL"), sa.text("status = 'removed'")
    op.create_index(
        "articles_by_next_check",
        "articles",
        ["publication", "next_check"],
        sqlite_where=checked,
        postgresql_where=checked,
    )
    op.create_index(
        "articles_removed", "articles", ["publication", "gone_since"], sqlite_where=removed, postgresql_where=removed
    )
