"""The run lock: kept in the store, renewed beside the work, and what becomes of a run that has lost it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from crawler.operations import lock as lock_module
from crawler.operations.lock import LockLost, RunLock, RunLocks
from crawler.store import database
from crawler.store.locks import Held, Locks
from crawler.store.schema import locks
from crawler.store.store import Store

NAME = "journal"
ELSEWHERE = "elsewhere/1/a.b.c.1"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.sqlite"


@pytest.fixture
def keeper(url: str) -> Iterator[Callable[..., RunLocks]]:
    made: list[RunLocks] = []

    def make(**options: float) -> RunLocks:
        made.append(RunLocks(url, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lock_module, "_now", clock)
    return clock


def take_over(url: str) -> None:
    """What another run does when the lock's end has come."""
    with closing(Store(url)) as store, store.transaction():
        store.writer.execute(update(locks).values(expires="2026-01-01T00:00:00Z"))
    assert Locks(url, owner=ELSEWHERE).acquire(NAME)


def out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Locks) -> set[str]:
        raise OperationalError("UPDATE", {}, Exception("connection refused"))

    monkeypatch.setattr(Locks, "renew", fail)


def test_it_is_renewed_while_this_thread_is_busy(url: str, keeper: Callable[..., RunLocks]) -> None:
    lock = keeper(seconds=1).acquire(NAME)
    until = time.monotonic() + 3
    while time.monotonic() < until:
        with pytest.raises(Held):
            Locks(url, owner=ELSEWHERE).acquire(NAME)
        time.sleep(0.2)
    assert lock.lost == ""
    lock.check()


def test_it_ends_where_nobody_renews_it(url: str, keeper: Callable[..., RunLocks]) -> None:
    """As when the process is killed, seen from another host."""
    locks = keeper(seconds=1)
    lock = locks.acquire(NAME)
    locks.close()
    with pytest.raises(Held):
        Locks(url, owner=ELSEWHERE).acquire(NAME)
    time.sleep(2.1)
    assert Locks(url, owner=ELSEWHERE).acquire(NAME)
    assert lock.lost == "it could not be renewed in time (the machine stood still)"


def test_who_has_taken_it_is_named(url: str, keeper: Callable[..., RunLocks]) -> None:
    locks = keeper()
    lock, other = locks.acquire(NAME), locks.acquire("another")
    take_over(url)
    assert lock.lost == "", "not yet noticed"
    with pytest.raises(LockLost, match=r"^another run has it: process 1 on elsewhere, since .*Z, lease until .*Z$"):
        lock.check()
    assert lock.lost
    other.check()
    lock.release()
    assert Locks(url).holder(NAME), "what isn't ours stays"


def test_one_that_was_removed_from_the_store_is_lost(url: str, keeper: Callable[..., RunLocks]) -> None:
    lock = keeper().acquire(NAME)
    with closing(Store(url)) as store, store.transaction():
        store.writer.execute(locks.delete())
    with pytest.raises(LockLost, match="somebody has removed it from the store"):
        lock.check()


def test_a_store_out_of_reach_costs_the_lock_when_its_time_is_over(
    keeper: Callable[..., RunLocks], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = keeper(seconds=60).acquire(NAME)
    with monkeypatch.context() as patched:
        out_of_reach(patched)
        clock.now += 50
        lock.check()
        assert lock.lost == ""
    clock.now += 9
    lock.check()
    out_of_reach(monkeypatch)
    clock.now += 59
    lock.check()
    clock.now += 2
    with pytest.raises(LockLost, match=r"it could not be renewed in time \(connection refused\)"):
        lock.check()


def test_a_lock_that_was_lost_stays_lost(
    url: str, keeper: Callable[..., RunLocks], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = keeper(seconds=60)
    lock = locks.acquire(NAME)
    clock.now += 61
    assert lock.lost
    locks.renew()
    assert lock.lost, "another run may have begun meanwhile and ended"


def test_a_released_lock_is_free_and_releasing_asks_for_nothing(
    url: str, keeper: Callable[..., RunLocks], tmp_path: Path
) -> None:
    lock = keeper().acquire(NAME)
    lock.release()
    lock.release()
    assert Locks(url, owner=ELSEWHERE).acquire(NAME) is None
    (tmp_path / "store.sqlite").write_bytes(b"no database at all, but long enough to be looked at. " * 40)
    lock.release()


def test_many_locks_are_kept_by_one_thread(keeper: Callable[..., RunLocks]) -> None:
    before = threading.active_count()
    locks = keeper()
    held: list[RunLock] = [locks.acquire(f"journal-{number}") for number in range(20)]
    assert threading.active_count() == before + 1
    for lock in held:
        lock.check()
    locks.close()
    assert threading.active_count() == before


def test_a_database_that_others_keep_locked_is_no_other_run(
    url: str, keeper: Callable[..., RunLocks], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(url).close()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="database is locked"):
            keeper().acquire(NAME)


def test_a_held_lock_is_seen_while_others_keep_the_database_locked(
    url: str, keeper: Callable[..., RunLocks], tmp_path: Path
) -> None:
    """The run that holds it may be in a long transaction: the second one ends at once all the same."""
    Locks(url, owner=ELSEWHERE).acquire(NAME)
    with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(Held):
            keeper().acquire(NAME)
        assert time.monotonic() - began < 5
