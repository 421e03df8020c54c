"""One run of a publication at a time: its lock, kept for as long as the run goes on, and what happens when it is lost.

The lock itself is a row in the store with an end (crawler.store.locks). A thread of its own moves the end on, so that
neither a page that takes long nor the writing of feeds lets it pass. It can be lost all the same: the machine slept, or
the store was out of reach for as long as the lock lasts. Then another run may have begun, and this one ends: it fetches
no more, gives back what it has begun, and publishes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from crawler.operations.stopping import Watch, close
from crawler.percrawl import OnePerCrawl
from crawler.store.database import in_a_line
from crawler.store.locks import Locks

logger = logging.getLogger(__name__)

_RENEWALS = 6  # within the time that a lock lasts

# Goes on while the machine sleeps, where there is such a clock.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def _now() -> float:
    return time.clock_gettime(_CLOCK)


class LockLost(Exception):  # noqa: N818 - an outcome, not an error
    """The run doesn't hold its lock any more; the message says why."""


class RunLock:
    """The lock of one publication's run."""

    def __init__(self, keeper: RunLocks, publication: str, until: float) -> None:
        self._keeper = keeper
        self.publication = publication
        self._until = until
        self._lost = ""

    @property
    def lost(self) -> str:
        """Why the lock is, or may be, somebody else's; empty as long as it is ours."""
        if not self._lost and _now() > self._until:
            self._lost = f"it could not be renewed in time ({self._keeper.error or 'the machine stood still'})"
        return self._lost

    def check(self) -> None:
        """Ask the store, and so begin the lock's time anew. Raises LockLost when it is not ours any more."""
        if not self.lost:
            self._keeper.renew()
        if self.lost:
            raise LockLost(self.lost)

    def renewed(self, until: float) -> None:
        """Called by the keeper, which has moved the end on."""
        self._until = until

    def taken(self, by: str) -> None:
        """Called by the keeper, which has found the lock to be somebody else's."""
        self._lost = self._lost or by

    def release(self) -> None:
        """Give the lock back; does nothing when it isn't ours any more, or when the store is out of reach."""
        self._keeper.release(self.publication)


class RunLocks:
    """The locks of this process's runs, and the thread that renews them.

    `seconds`: how long a lock lasts unless renewed; it is renewed six times as often.
    """

    def __init__(self, url: str, *, seconds: float = 120) -> None:
        self.error = ""
        """Why the last renewal failed; empty when it didn't."""
        self._locks = Locks(url, seconds=seconds)
        self._seconds = seconds
        self._held: dict[str, RunLock] = {}
        self._renewing = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def acquire(self, publication: str) -> RunLock:
        """Take a lock. Raises `Held` at once when another run has it, and the store's errors."""
        until = _now() + self._seconds
        before = self._locks.acquire(publication)
        if before and before.expired:
            logger.warning("%s: took over the run lock, which was not renewed any more: %s", publication, before)
        elif before:
            logger.info("%s: took over the run lock of a run that was killed: %s", publication, before)
        lock = self._held[publication] = RunLock(self, publication, until)
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep, name="run locks", daemon=True)
            self._thread.start()
        return lock

    def _keep(self) -> None:
        while not self._ended.wait(self._seconds / _RENEWALS):
            self.renew()

    def renew(self) -> None:
        """Move the end of all locks on, and tell those that are lost."""
        with self._renewing:
            asked = dict(self._held)
            until = _now() + self._seconds
            try:
                ours = self._locks.renew()
                taken = {name: self._taker(name) for name in asked if name not in ours}
            except (SQLAlchemyError, OSError) as error:
                self.error = in_a_line(error)
                return
            self.error = ""
            for name, lock in asked.items():
                if name in taken:
                    lock.taken(taken[name])
                else:
                    lock.renewed(until)

    def _taker(self, publication: str) -> str:
        holder = self._locks.holder(publication)
        return f"another run has it: {holder}" if holder else "somebody has removed it from the store"

    def release(self, publication: str) -> None:
        """Give a lock back."""
        self._held.pop(publication, None)
        with suppress(SQLAlchemyError, OSError):  # who owns it is about to be gone, and then it is free
            self._locks.release(publication)

    def close(self) -> None:
        """End the thread. Locks that were not released end by themselves."""
        self._ended.set()
        if self._thread:
            self._thread.join()


class Holding(OnePerCrawl):
    """The lock that a crawl holds: `Holding.of(crawler).lock`."""

    lock: RunLock | None = None
    """None for a crawl that takes none, as `scrapy crawl`."""

    def check(self) -> None:
        """Raise LockLost if the crawl had a lock and has it no more."""
        if self.lock:
            self.lock.check()


class LockWatch(Watch):
    """Closes the crawl when its lock is lost."""

    every = 0.5

    def engine_started(self) -> None:
        """Begin to watch, where there is a lock."""
        if Holding.of(self.crawler).lock:
            super().engine_started()

    def look(self) -> None:
        """See whether the lock is lost."""
        lock = Holding.of(self.crawler).lock
        if lock and (why := lock.lost):
            self.stop()
            note_lost(self.crawler, why)
            close(self.crawler, "lock-lost")


def note_lost(crawler: Crawler, why: str) -> None:
    """Keep for the report, and for the log, that the run's lock is lost."""
    if not crawler.stats.get_value("run/lock-lost"):
        crawler.stats.set_value("run/lock-lost", why)
        logger.error("%s: the run lost its lock and ends: %s", crawler.spidercls.name, why)
