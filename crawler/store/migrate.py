"""Makes the tables of a new database, and brings those of an earlier version of the software up to date.

A database of an earlier version is migrated by whatever opens it first: in one transaction, so that a kill at any
moment leaves the old tables or the new ones, and under the database's own lock, so that others wait and find it
done. Before that, an SQLite database is backed up beside itself. A PostgreSQL server can't be backed up from here:
there migrating takes somebody who has done it and says so (`scrapy migrate --no-backup`).
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from crawler.feeds.atomic import sync_folder
from crawler.store.database import durable, lock_schema, patient
from crawler.store.schema import REVISION, SUPERSEDED, SchemaError, alembic_version, metadata, schema_version

logger = logging.getLogger(__name__)

_MIGRATIONS = Path(__file__).with_name("migrations")
_FIRST = "0001"  # the tables of `schema_version` 1, from before there were migrations
_PATIENCE = 600  # seconds: a backup of 10 GB takes a minute or two
_MB = 1_000_000


@dataclass(frozen=True)
class Migrated:
    """What `migrate` did."""

    before: str
    """The revision that the tables had."""
    backup: Path | None
    """The database as it was."""


def prepare(engine: Engine) -> None:
    """See that the database has today's tables. Raises SchemaError when it has others and they can't be migrated."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if revision_of(connection) == REVISION:
            return
    migrate(engine)


def revision_of(connection: Connection) -> str | None:
    """The revision of the database's tables; None when it has none. Raises SchemaError when it can't be told."""
    tables = inspect(connection)
    if tables.has_table(alembic_version.name):
        return str(connection.execute(select(alembic_version.c.version_num)).scalar_one())
    if not tables.has_table(schema_version.name):
        return None
    version = connection.execute(select(schema_version.c.version)).scalar_one()
    if version != 1:
        raise SchemaError(f"{connection.engine.url!r} has tables of version {version}, which no software ever made")
    return _FIRST


def migrate(engine: Engine, *, backup: bool = True) -> Migrated | None:
    """Make or migrate the tables; None when there was nothing to migrate.

    `backup=False`: somebody has made one. Raises SchemaError when the tables are of later software, or the backup
    can't be made; the database is then as it was, as it is after any other error.
    """
    with engine.connect() as connection, patient(connection, _PATIENCE), durable(connection), connection.begin():
        lock_schema(connection)
        found = revision_of(connection)
        if found is None:
            metadata.create_all(connection)
            connection.execute(schema_version.insert().values(version=SUPERSEDED))
            _stamp(connection, REVISION)
        if found in (None, REVISION):
            return None
        if found > REVISION:
            raise SchemaError(
                f"{engine.url!r} has tables of revision {found}, this software knows up to {REVISION}: update the "
                "software, or restore the backup from before the update (docs/operations.md, Upgrading)"
            )
        kept = _back_up(connection, found) if backup else None
        _stamp(connection, found)
        upgrade(connection)
    as_it_was = f"; as it was, it is kept in {kept}" if kept else ""
    logger.info("Migrated %r from revision %s to %s%s", engine.url, found, REVISION, as_it_was)
    return Migrated(found, kept)


def _stamp(connection: Connection, revision: str) -> None:
    alembic_version.create(connection, checkfirst=True)
    connection.execute(alembic_version.delete())
    connection.execute(alembic_version.insert().values(version_num=revision))


def upgrade(connection: Connection, to: str = REVISION) -> None:
    """Run the migrations that are due, in the transaction that is open. Raises SchemaError for an unknown revision."""
    # A third of the time that the store takes to import, and hardly ever needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise SchemaError(f"{connection.engine.url!r} has tables of an unknown revision: {error}") from error


def _back_up(connection: Connection, found: str) -> Path | None:
    """Copy an SQLite database, whose write lock `connection` holds, beside itself; returns the copy, on the disk."""
    url = connection.engine.url
    advice = "back it up yourself (docs/operations.md, Backup and restore), then `scrapy migrate --no-backup`"
    refusal = f"{url!r} has tables of revision {found} and is to be migrated to {REVISION}, but not without a backup"
    if connection.dialect.name != "sqlite":
        raise SchemaError(f"{refusal}: {advice}")
    database = Path(connection.exec_driver_sql("PRAGMA database_list").all()[0].file)  # the URL may say it otherwise
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    needed, free = pages * size, shutil.disk_usage(database.parent).free
    if free < needed:
        raise SchemaError(
            f"{refusal}, which takes {needed / _MB:.0f} MB in {database.parent}, where {free / _MB:.0f} MB are free: "
            f"make room there, or {advice}"
        )
    kept = database.with_name(f"{database.stem}.before-{REVISION}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.sqlite")
    unfinished = database.with_name(f"{database.stem}.before-{REVISION}.part")  # also of a process that was killed
    try:
        unfinished.unlink(missing_ok=True)
        _copy(database, unfinished)
        unfinished.replace(kept)
        sync_folder(kept.parent)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise SchemaError(
            f"{refusal}, which failed in {database.parent} ({error}): see to that, or {advice}"
        ) from error
    return kept


def _copy(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        shutil.copymode(database, copy)
        source.backup(target)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
