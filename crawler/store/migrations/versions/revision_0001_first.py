"""The tables of the first version. Databases from before there were migrations have them already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Called by Alembic."""
    op.create_table("schema_version", sa.Column("version", sa.Integer, nullable=False))
    op.execute("INSERT INTO schema_version (version) VALUES (1)")
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("newness", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("last_seen", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="live"),
    )
    op.create_index("articles_by_newness", "articles", ["publication", "newness"])
    op.create_index("articles_by_url", "articles", ["publication", "url"])
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("fetched", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("run_file", sa.Text),
        sa.UniqueConstraint("article_id", "revision"),
    )
    op.create_index("revisions_by_run_file", "revisions", ["publication", "run_file", "id"])
    op.create_table(
        "run_files",
        sa.Column("publication", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, sa.CheckConstraint("state in ('assigned', 'confirmed')"), nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("job", sa.Text, nullable=False),
        sa.Column(
            "state",
            sa.Text,
            sa.CheckConstraint("state in ('ready', 'leased', 'done', 'failed', 'rejected', 'skipped')"),
            nullable=False,
        ),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("lease_expires", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("transient", sa.Boolean, nullable=False),
        sa.Column("run", sa.Integer),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("changed", sa.Text, nullable=False),
        sa.UniqueConstraint("publication", "fingerprint"),
    )
    ready, leased, failed = (sa.text(f"state = '{state}'") for state in ("ready", "leased", "failed"))
    op.create_index(
        "requests_ready",
        "requests",
        ["publication", "job", "attempts", sa.text("priority DESC"), "id"],
        sqlite_where=ready,
        postgresql_where=ready,
    )
    op.create_index(
        "requests_leased", "requests", ["publication", "owner"], sqlite_where=leased, postgresql_where=leased
    )
    op.create_index("requests_failed", "requests", ["publication", "job"], sqlite_where=failed, postgresql_where=failed)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("exit_code", sa.Integer),
        sa.Column("stats", sa.Text),
    )
    op.create_index("runs_by_publication", "runs", ["publication", "id"])
    op.create_table(
        "rejected",
        sa.Column("publication", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("run", sa.Integer, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("page", sa.Text),
    )
    op.create_index("rejected_by_run", "rejected", ["run"])
    op.create_table(
        "marks",
        sa.Column("publication", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
