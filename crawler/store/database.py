"""Connections, and everything in which SQLite and PostgreSQL differ.

Durability: SQLite runs in WAL mode with `synchronous=NORMAL`. A killed process loses nothing, as what it
committed is in the operating system's hands. After a power cut the last transactions may be missing, but
always whole and in order: a page's acknowledgement, its children and its article vanish together and the page
is fetched again. The one step that reaches outside the database, handing revisions to a run file, is
committed with `synchronous=FULL` (`durable`), which also makes everything before it durable: a file never
holds a revision that the database forgot. PostgreSQL flushes each commit by its own default.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

BUSY_SECONDS = 30
"""How long a writer waits for another one; a page's transaction takes about a millisecond."""

_ROOM = 64 * 1024
"""Bytes: the least that a transaction and its log need."""

_LIBPQ = {"connect_timeout": 10, "keepalives_idle": 20, "keepalives_interval": 5, "tcp_user_timeout": 30_000}
"""A server that is out of reach is noticed within half a minute, not after TCP's own quarter of an hour."""

_SCHEMA_LOCK = 7_316_045_001  # any number: PostgreSQL's advisory lock while the tables are changed
_TURNS = 7_316_045  # the same for `take_turns`


def store_url(settings: BaseSettings) -> str:
    """The database of a project: `STORE_URL`, or else the SQLite file `store.sqlite` in `DATA_DIR`."""
    return str(settings.get("STORE_URL") or f"sqlite:///{settings.get('DATA_DIR') or 'data'}/store.sqlite")


def timestamp(moment: datetime | None = None) -> str:
    """ISO 8601 in UTC to the second, now by default; sorts as text. `moment` must be aware."""
    moment = moment or datetime.now(UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def database_time(dialect: str, seconds: float = 0) -> str:
    """SQL for so many seconds from now by the database's clock, in the form of `timestamp`."""
    if dialect == "postgresql":
        moment = f"clock_timestamp() AT TIME ZONE 'UTC' + interval '{seconds:g} seconds'"
        return f'to_char({moment}, \'YYYY-MM-DD"T"HH24:MI:SS"Z"\')'
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '{seconds:+g} seconds')"


def shown(url: str) -> str:
    """A database's URL as it may be shown: without its password, and without options, which may hold one too."""
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "STORE_URL"


def without_nul(text: str | None) -> str | None:
    """What others say, as a database takes it: PostgreSQL has no place for NUL in a text."""
    return text.replace("\0", "") if text else text


def has_no_room(url: str) -> bool:
    """Whether the disk that an SQLite store lies on is full."""
    database = make_url(url).database or "" if url.startswith("sqlite") else ""
    try:
        return bool(database) and shutil.disk_usage(Path(database).parent).free < _ROOM
    except OSError:
        return False


def in_a_line(error: Exception) -> str:
    """What the database, or the operating system, says is wrong, without SQLAlchemy's statement and advice."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} can't be written: {error.strerror}"
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split()) or type(cause).__name__


def open_engine(url: str, **options: Any) -> Engine:
    """An engine with this project's settings for the dialect; the folder of an SQLite file is made.

    `options` are SQLAlchemy's. Raises SQLAlchemy's ArgumentError for a URL that can't be read, or without its driver.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed, options)
    if parsed.get_backend_name() != "sqlite":
        raise ArgumentError(f"{shown(url)} is neither SQLite nor PostgreSQL")
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, **options)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_postgresql(url: URL, options: Mapping[str, Any]) -> Engine:
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        url = url.set(drivername="postgresql+psycopg")
        patience = {name: value for name, value in _LIBPQ.items() if name not in url.query}
        options = {**options, "connect_args": patience}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise ArgumentError(
            f"{url!r} needs the driver {error.name}, which is not installed here (pip install 'psycopg[binary]')"
        ) from error
    event.listen(engine, "connect", _configure_postgresql)
    return engine


def _configure_postgresql(connection: Any, _record: object) -> None:
    """A host that stops in the middle of a transaction must not keep the others waiting for as long as it likes."""
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
    connection.commit()


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # Python's own late BEGIN would let two writers deadlock
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        # Taking the write lock at once makes a second writer wait, where upgrading a read lock would fail.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def lock_schema(connection: Connection) -> None:
    """Keep others from changing the tables until the transaction ends; SQLite's transaction does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})")


def take_turns(connection: Connection, name: str) -> None:
    """Wait until no other transaction is between this call and its end with the same name; SQLite's always are alone.

    Two transactions that insert the same rows, each in an order of its own, would wait for each other.
    """
    if connection.dialect.name == "postgresql":
        number = zlib.crc32(name.encode()) - 2**31  # as an int4
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURNS}, {number})")


@contextmanager
def durable(connection: Connection) -> Iterator[None]:
    """What is committed inside is on the disk when it returns, whatever happens to the power."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()  # below SQLAlchemy, which would begin a transaction for it
    cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()


@contextmanager
def patient(connection: Connection, seconds: int) -> Iterator[None]:
    """Wait so long for other writers inside; PostgreSQL waits for ever by its own default."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={seconds * 1000}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.close()


@contextmanager
def streaming(engine: Engine, reader: Connection) -> Iterator[Connection]:
    """A connection that reads any number of rows without holding them all; SQLite's `reader` does so by itself."""
    if engine.dialect.name != "postgresql":
        yield reader
        return
    with engine.connect().execution_options(stream_results=True, max_row_buffer=100) as connection:
        yield connection


def insert_new(connection: Connection, table: Table) -> Insert:
    """An INSERT that leaves rows alone that are there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
