"""The tables. Times are ISO 8601 text in UTC (`2026-11-22T05:00:00Z`); `publication` is the spider's name.

Each change of them is a migration too, and `REVISION` is counted up: crawler/store/migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0003"
"""The last migration. Numbers of four digits, so that a later one is the greater text."""

alembic_version = Table(  # as Alembic itself would make it; here, so that nobody needs Alembic to read it
    "alembic_version", MetaData(), Column("version_num", String(32), nullable=False, primary_key=True)
)

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))
"""What software of the time before migrations looks at: `SUPERSEDED` makes it refuse tables that it doesn't know."""

SUPERSEDED = 2

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("publication", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # the latest
    Column("content_hash", Text, nullable=False),  # of the latest revision
    Column("newness", Text, nullable=False),  # when it was published, but never later than first_seen
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="live"),  # or removed
    Column("next_check", Text),  # when to look at it again; null: no more
    Column("gone_since", Text),  # when a look first found it gone; null: it is there
    Column("gone_reason", Text),  # what the last such look was answered
    Index("articles_by_newness", "publication", "newness"),
    Index("articles_by_url", "publication", "url"),
)
Index(
    "articles_by_next_check",
    articles.c.publication,
    articles.c.next_check,
    sqlite_where=articles.c.next_check.is_not(None),
    postgresql_where=articles.c.next_check.is_not(None),
)
Index(
    "articles_removed",
    articles.c.publication,
    articles.c.gone_since,
    sqlite_where=articles.c.status == "removed",
    postgresql_where=articles.c.status == "removed",
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),  # the order in which revisions were stored
    Column("article_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("publication", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("fetched", Text, nullable=False),
    Column("payload", Text, nullable=False),  # the Article as JSON
    Column("run_file", Text),  # the run file it belongs to; null: not yet published
    UniqueConstraint("article_id", "revision"),
    Index("revisions_by_run_file", "publication", "run_file", "id"),
)

run_files = Table(
    "run_files",
    metadata,
    Column("publication", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("state", Text, CheckConstraint("state in ('assigned', 'confirmed')"), nullable=False),
    Column("changed", Text, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("publication", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),  # listing or article
    Column("job", Text, nullable=False),  # the crawl that asked for it; empty: the plain one
    Column(
        "state",
        Text,
        CheckConstraint("state in ('ready', 'leased', 'done', 'failed', 'rejected', 'skipped')"),
        nullable=False,
    ),
    Column("priority", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),  # leases in a row that ended with the death of their worker
    Column("failures", Integer, nullable=False),  # runs in a row that failed to fetch it
    Column("owner", Text),  # the worker that holds the lease
    Column("lease_expires", Text),
    Column("reason", Text),  # of failed, rejected and skipped
    Column("transient", Boolean, nullable=False),  # for failed: worth another run
    Column("run", Integer),  # the run that acknowledged it last
    Column("request", Text, nullable=False),  # as JSON, see wire.py
    Column("etag", Text),
    Column("last_modified", Text),
    Column("changed", Text, nullable=False),
    UniqueConstraint("publication", "fingerprint"),
)
Index(
    "requests_ready",
    requests.c.publication,
    requests.c.job,
    requests.c.attempts,
    requests.c.priority.desc(),
    requests.c.id,
    sqlite_where=requests.c.state == "ready",
    postgresql_where=requests.c.state == "ready",
)
Index(
    "requests_leased",
    requests.c.publication,
    requests.c.owner,
    sqlite_where=requests.c.state == "leased",
    postgresql_where=requests.c.state == "leased",
)
Index(
    "requests_failed",
    requests.c.publication,
    requests.c.job,
    sqlite_where=requests.c.state == "failed",
    postgresql_where=requests.c.state == "failed",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("publication", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("finished", Text),  # null: still going on, or killed
    Column("reason", Text),  # Scrapy's finish reason
    Column("exit_code", Integer),
    Column("stats", Text),  # JSON
    Index("runs_by_publication", "publication", "id"),
)

rejected = Table(
    "rejected",
    metadata,
    Column("publication", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("run", Integer, primary_key=True),  # 0: outside a run
    Column("reason", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("page", Text),  # where the page is kept for inspection
    Index("rejected_by_run", "run"),
)

marks = Table(
    "marks",
    metadata,
    Column("publication", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

locks = Table(
    "locks",
    metadata,
    Column("publication", Text, primary_key=True),
    Column("owner", Text, nullable=False),  # host/pid/start of the process, see leases.this_worker
    Column("token", Text, nullable=False),  # random: this very run
    Column("acquired", Text, nullable=False),
    Column("expires", Text, nullable=False),  # unless renewed before; by the database's clock
)


class SchemaError(RuntimeError):
    """The database's tables are not those of this version of the software, and stay as they are; the message says why."""
