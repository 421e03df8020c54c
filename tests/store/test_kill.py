"""`kill -9` at any moment, then the same command again: nothing lost, nothing doubled. With real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
import small_site
from sqlalchemy import select
from store_support import opened, rows_of

import crawler
from crawler.store.schema import revisions

HERE = Path(__file__).parent

MOMENTS: list[int | str] = [
    1,
    2,
    3,
    5,
    "written",
    4,
    "assigned",
    1,
    6,
    "renamed",
    2,
    7,
    "assigned",
    3,
    5,
    "written",
    1,
    4,
    2,
    3,
]
"""When to kill: after so many requests of this run have reached the site, or at this line of the publisher."""


class Lines:
    """The lines that a process has written to a file so far."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[str]:
        return self.path.read_text().split("\n")[:-1]


@contextmanager
def process(script: str, out: Path, *args: Any) -> Iterator[subprocess.Popen[bytes]]:
    with out.open("wb") as stdout, out.with_suffix(".err").open("wb") as stderr:
        started = subprocess.Popen(
            [sys.executable, str(HERE / script), *map(str, args)],
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, "PYTHONPATH": str(Path(crawler.__file__).parents[1])},
        )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def wait_for(condition, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.001)


@contextmanager
def site(folder: Path, delay: float) -> Iterator[tuple[int, Lines]]:
    log = Lines(folder / "site.log")
    with process("small_site.py", log.path, delay):
        wait_for(log.all)
        yield int(log.all()[0]), log


@pytest.mark.faults
def test_twenty_kills(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    with site(tmp_path, delay=0.01) as (port, asked):
        for number, moment in enumerate(MOMENTS):
            before = len(asked.all())
            said = Lines(tmp_path / f"crawl-{number}.log")
            with process("small_crawl.py", said.path, port, data) as crawl:
                if isinstance(moment, int):
                    wait_for(lambda: len(asked.all()) >= before + moment or crawl.poll() is not None)  # noqa: B023
                    time.sleep(number % 4 * 0.004)  # before, while and after the answer is processed
                else:
                    wait_for(lambda: moment in said.all() or crawl.poll() is not None)  # noqa: B023
                assert crawl.poll() is None, f"{moment}: the crawl was over before it could be killed"
        with process("small_crawl.py", tmp_path / "last.log", port, data) as crawl:
            assert crawl.wait(30) == 0
        requests = len(asked.all()) - 1

    with opened(data) as store:
        assert {item["id"] for item in store.newest("small", 1000)} == {f"small/{n}" for n in small_site.ARTICLES}
        stored = list(store.reader.execute(select(revisions.c.article_id, revisions.c.revision)))
        assert len(stored) == len(small_site.ARTICLES), "no page was counted as changed"
        failed = {r["url"].rpartition("/")[2]: r["reason"] for r in rows_of(store) if r["state"] != "done"}
        assert failed == {"12": "HTTP 404", "31": "HTTP 500"}
        assert store.pending_run_files("small") == []

    files = sorted((data / "runs").glob("*.jsonl"))
    items = [orjson.loads(line) for file in files for line in file.read_bytes().splitlines()]
    published = Counter((item["id"], item["revision"]) for item in items)
    assert published == Counter(map(tuple, stored)), "each revision in exactly one file"
    assert len(files) > 2
    print(
        f"\n{len(MOMENTS)} kills: {requests} requests for {len(small_site.ARTICLES)} articles, {len(files)} run files"
    )


@pytest.mark.slow
def test_a_terminated_crawl_gives_back_its_leases(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    with site(tmp_path, delay=0.05) as (port, asked):
        with process("small_crawl.py", tmp_path / "terminated.log", port, data, "crawl") as crawl:
            wait_for(lambda: len(asked.all()) > 4)
            crawl.terminate()
            crawl.wait(20)
        with opened(data) as store:
            rows = rows_of(store)
            assert {r["state"] for r in rows} == {"done", "ready"}
            assert {r["attempts"] for r in rows} == {0}
            assert store.last_run("small").reason == "shutdown"
        with process("small_crawl.py", tmp_path / "last.log", port, data) as last:
            assert last.wait(30) == 0
        with opened(data) as store:
            assert store.count_articles("small") == len(small_site.ARTICLES)


@pytest.mark.slow
def test_two_workers_one_of_which_is_killed(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    with site(tmp_path, delay=0.02) as (port, asked):
        with process("small_crawl.py", tmp_path / "steady.log", port, data, "crawl") as steady:
            wait_for(lambda: len(asked.all()) > 3)
            for number in range(3):
                before = len(asked.all())
                with process("small_crawl.py", tmp_path / f"killed-{number}.log", port, data, "crawl") as killed:
                    wait_for(lambda: len(asked.all()) > before + 5 or killed.poll() is not None)  # noqa: B023
            assert steady.wait(30) == 0
        with process("small_crawl.py", tmp_path / "last.log", port, data) as last:
            assert last.wait(30) == 0
    with opened(data) as store:
        assert {item["id"] for item in store.newest("small", 1000)} == {f"small/{n}" for n in small_site.ARTICLES}
        stored = store.reader.execute(select(revisions.c.article_id)).scalars().all()
        assert len(stored) == len(small_site.ARTICLES)
