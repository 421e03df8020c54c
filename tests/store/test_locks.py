from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from store_support import gone, opened, url_of

from crawler.store.locks import Held, Locks
from crawler.store.schema import locks

pytestmark = pytest.mark.both_databases

NAME = "thubao"
ELSEWHERE = "elsewhere/1/a.b.c.1"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Locks]:
    """The locks of a run; each call is another run."""
    return lambda owner=None, **options: Locks(url_of(tmp_path), owner=owner, **options)


def set_end(folder: Path, end: str) -> None:
    with opened(folder) as store, store.transaction():
        store.writer.execute(update(locks).values(expires=end))


def test_one_run_at_a_time(run: Callable[..., Locks]) -> None:
    first = run()
    assert first.acquire(NAME) is None
    with pytest.raises(Held, match=r"^process \d+ on .*, since 20\d\d-.*Z, lease until 20\d\d-.*Z$"):
        run(ELSEWHERE).acquire(NAME)
    with pytest.raises(Held):
        first.acquire(NAME)
    assert run(ELSEWHERE).acquire("another") is None, "publications don't wait for each other"


def test_a_released_lock_is_free(run: Callable[..., Locks]) -> None:
    first, second = run(), run(ELSEWHERE)
    first.acquire(NAME)
    second.release(NAME)
    with pytest.raises(Held):
        second.acquire(NAME)
    first.release(NAME)
    first.release(NAME)
    assert second.acquire(NAME) is None


def test_the_owner_of_this_host_that_is_gone_is_followed_at_once(run: Callable[..., Locks]) -> None:
    dead = run(gone(1))
    dead.acquire(NAME)
    before = run().acquire(NAME)
    assert before
    assert (before.owner, before.expired) == (gone(1), False)
    assert dead.renew() == set()


def test_of_an_owner_elsewhere_the_end_is_waited_for(run: Callable[..., Locks], tmp_path: Path) -> None:
    other, mine = run(ELSEWHERE, seconds=100), run()
    other.acquire(NAME)
    with pytest.raises(Held, match="process 1 on elsewhere"):
        mine.acquire(NAME)
    set_end(tmp_path, "2026-01-01T00:00:00Z")
    before = mine.acquire(NAME)
    assert before
    assert (before.owner, before.expired) == (ELSEWHERE, True)


def test_an_end_that_has_come_is_an_end_also_for_a_living_process(run: Callable[..., Locks], tmp_path: Path) -> None:
    stopped = run()
    stopped.acquire(NAME)
    set_end(tmp_path, "2026-01-01T00:00:00Z")
    assert run(ELSEWHERE).acquire(NAME)
    assert stopped.renew() == set()


def test_renewing_moves_the_end_on(run: Callable[..., Locks], tmp_path: Path) -> None:
    mine = run()
    mine.acquire(NAME)
    mine.acquire("another")
    set_end(tmp_path, "2026-01-01T00:00:00Z")
    assert mine.renew() == {NAME, "another"}, "nobody has taken them"
    with pytest.raises(Held):
        run(ELSEWHERE).acquire(NAME)


def test_the_end_is_told_by_the_databases_clock(run: Callable[..., Locks]) -> None:
    mine = run(seconds=3600)
    mine.acquire(NAME)
    holder = mine.holder(NAME)
    assert holder
    hours = (int(holder.until[11:13]) - int(holder.since[11:13])) % 24
    assert (hours, holder.until[13:19], holder.expired) == (1, holder.since[13:19], False)
    assert mine.holder("another") is None


def test_a_lock_that_lost_a_race_is_not_taken(run: Callable[..., Locks], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both see that the owner is gone; the second one comes too late."""
    run(gone(1)).acquire(NAME)
    first, second = run(ELSEWHERE), run()
    look = Locks.holder

    def looked_before(locks: Locks, publication: str):
        seen = look(locks, publication)
        if locks is second and seen and seen.owner == gone(1):
            first.acquire(NAME)
        return seen

    monkeypatch.setattr(Locks, "holder", looked_before)
    with pytest.raises(Held, match="process 1 on elsewhere"):
        second.acquire(NAME)


@pytest.mark.parametrize("before", [None, "gone"])
def test_of_many_that_come_at_once_one_gets_it(run: Callable[..., Locks], before: str | None) -> None:
    run().acquire("another")  # makes the tables
    if before:
        run(gone(1)).acquire(NAME)
    ready = threading.Barrier(8)
    won: list[int] = []
    others: list[BaseException] = []

    def come(number: int) -> None:
        locks = run(f"elsewhere/{number}/a.b.c.1")
        ready.wait()
        try:
            locks.acquire(NAME)
            won.append(number)
        except BaseException as error:
            others.append(error)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert [type(error) for error in others] == [Held] * 7
    assert {str(error).split(",")[0] for error in others} == {f"process {won[0]} on elsewhere"}
