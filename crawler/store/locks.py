"""The run locks: which run has which publication. No Scrapy and no threads in here.

A lock is a row with an end, told by the database's clock, so that hosts need not agree on the time. Whoever holds it
moves the end on, again and again. It passes to another run when it is released, at once when its owner was a process of
this host and is gone, or else when its end has come. Each step is one statement that names the token it found, so that of
two that take the same lock one fails, on SQLite as on PostgreSQL.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, NullPool, delete, literal_column, select, update

from crawler.store.database import database_time, insert_new, open_engine
from crawler.store.migrate import prepare
from crawler.store.schema import locks
from crawler.store.workers import in_words, is_dead, this_worker

_ROW = locks.c


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, or held it."""

    owner: str
    token: str
    since: str
    until: str
    expired: bool
    """By the database's clock."""

    @property
    def runs(self) -> bool:
        """Whether the lock is to be respected: its end has not come, and its owner is not known to be gone."""
        return not self.expired and not is_dead(self.owner)

    def __str__(self) -> str:
        return f"{in_words(self.owner)}, since {self.since}, lease until {self.until}"


class Held(Exception):  # noqa: N818 - an outcome, not an error
    """Another run holds the lock; the message says which."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(str(holder))
        self.holder = holder


class Locks:
    """The locks of one process, all under one token.

    Opens the database, with new or migrated tables where needed, for each call anew: a lock is held for hours and touched
    a few times a minute, and a connection that has died in between is nobody's trouble. Errors are SQLAlchemy's,
    `SchemaError` and OSError. May be called from several threads.

    `seconds`: how long a lock lasts unless renewed.
    """

    def __init__(self, url: str, *, seconds: float = 120, owner: str | None = None) -> None:
        self._url = url
        self._owner = owner or this_worker()
        self._token = secrets.token_hex(8)
        self._seconds = seconds
        self._prepared = False

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self._url, poolclass=NullPool)

    def acquire(self, publication: str) -> Holder | None:
        """Take a lock; returns from whom it was taken over, None when it was free. Raises Held at once if it is not."""
        if not self._prepared:
            prepare(self._engine)
            self._prepared = True
        while True:  # each further round: somebody else was faster
            # A look first, which waits for no writer: it answers at once while a run is in a long transaction.
            holder = self.holder(publication)
            if holder and holder.runs:
                raise Held(holder)
            with self._engine.begin() as connection:
                if self._take(connection, publication, holder):
                    return holder

    def _take(self, connection: Connection, publication: str, holder: Holder | None) -> bool:
        values: dict[str, Any] = {
            "owner": self._owner,
            "token": self._token,
            "acquired": self._time(connection),
            "expires": self._time(connection, self._seconds),
        }
        if holder is None:
            taken: Any = insert_new(connection, locks).values(publication=publication, **values)
        else:
            # Nobody has renewed it since, or taken it: if it had ended it still has.
            found = (_ROW.publication == publication) & (_ROW.token == holder.token) & (_ROW.expires == holder.until)
            taken = update(locks).where(found).values(**values)
        return connection.execute(taken.returning(_ROW.token)).first() is not None

    def holder(self, publication: str) -> Holder | None:
        """Who has a lock now; None when nobody has."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            now = self._time(connection)
            columns = (_ROW.owner, _ROW.token, _ROW.acquired, _ROW.expires, (_ROW.expires < now).label("expired"))
            row = connection.execute(select(*columns).where(_ROW.publication == publication)).first()
        return Holder(row.owner, row.token, row.acquired, row.expires, bool(row.expired)) if row else None

    def renew(self) -> set[str]:
        """Move the end of all locks on; returns the publications whose locks are still ours."""
        with self._engine.begin() as connection:
            renewed = update(locks).where(_ROW.token == self._token)
            connection.execute(renewed.values(expires=self._time(connection, self._seconds)))
            ours = select(_ROW.publication).where(_ROW.token == self._token)
            return set(connection.execute(ours).scalars())

    def release(self, publication: str) -> None:
        """Give a lock back; does nothing when it isn't ours."""
        with self._engine.begin() as connection:
            connection.execute(delete(locks).where(_ROW.publication == publication, _ROW.token == self._token))

    @staticmethod
    def _time(connection: Connection, seconds: float = 0) -> ColumnElement[str]:
        return literal_column(database_time(connection.dialect.name, seconds))
