"""Runs that sleep, runs that seem to be elsewhere, and what becomes of their locks."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing, suppress

import pytest
from projects import NAME, Project, kill
from sqlalchemy import update

from crawler.store.database import timestamp
from crawler.store.schema import locks, requests
from fixtures.demo_site import DemoSite
from tests.slow_runs import ALL, begin, complaint

pytestmark = pytest.mark.faults


def stop(process: subprocess.Popen[str], project: Project) -> None:
    """Stop a process, but not in the middle of a transaction, which would keep others out of the database."""
    while True:
        process.send_signal(signal.SIGSTOP)
        if project.store_url:
            return  # the server gives up on it after a minute, see crawler.store.database
        with closing(sqlite3.connect(project.data / "store.sqlite", timeout=0)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                process.send_signal(signal.SIGCONT)
                time.sleep(0.01)
            else:
                return


def test_on_another_host_the_lock_of_a_killed_run_is_waited_for(project_on_either: Project, own_site: DemoSite) -> None:
    killed = begin(project_on_either, own_site, host="elsewhere")
    kill(killed)
    line = complaint(project_on_either.run(own_site.url), 75)
    assert f"another run holds the lock: process {killed.pid} on elsewhere, since " in line
    with closing(project_on_either.store()) as store, store.transaction():  # two minutes later
        store.writer.execute(update(locks).values(expires=timestamp()))
        store.writer.execute(update(requests).values(lease_expires=timestamp()))
    time.sleep(1.1)
    done = project_on_either.run(own_site.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{NAME}: took over the run lock, which was not renewed any more: process {killed.pid} on elsewhere" in (
        project_on_either.log()
    )
    assert Counter(project_on_either.ids()) == ALL


@pytest.mark.parametrize("host", [None, "elsewhere"])
def test_a_run_that_slept_notices_that_another_one_has_its_lock(
    project_on_either: Project, own_site: DemoSite, host: str | None
) -> None:
    """As on a machine that was stopped for a while and knows nothing of it."""
    stopped = begin(
        project_on_either, own_site, host=host, RUN_LOCK_SECONDS=4, LOG_FILE=project_on_either.folder / "stopped.log"
    )
    try:
        stop(stopped, project_on_either)
        time.sleep(5.1)
        other = project_on_either.run(own_site.url)
        assert (other.returncode, other.stderr) == (0, ""), "what the first one was fetching is still its own"
        before = project_on_either.feed_bytes()
        stopped.send_signal(signal.SIGCONT)
        output, errors = stopped.communicate(timeout=30)
    finally:
        with suppress(ProcessLookupError):
            kill(stopped)
    assert (stopped.returncode, output, "Traceback" in errors) == (1, "", False), errors
    (line,) = errors.splitlines()
    assert line.startswith(f"scrapy run: {NAME}: the run lost its lock and ended: ")
    assert "nothing is lost, whoever runs next goes on and publishes" in line
    assert project_on_either.feed_bytes() == before
    assert "the run lost its lock and ends" in (project_on_either.folder / "stopped.log").read_text(encoding="utf-8")
    done = project_on_either.run(own_site.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert Counter(project_on_either.ids()) == ALL
