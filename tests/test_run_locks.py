"""One run of a publication at a time, with real processes. What takes longer is in tests/faults."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest
from projects import NAME, Project, kill

from fixtures.demo_site import DemoSite
from tests.slow_runs import ALL, begin, complaint, holder

pytestmark = pytest.mark.slow


def test_a_second_run_ends_at_once_and_names_the_first(project_on_either: Project, own_site: DemoSite) -> None:
    first = begin(project_on_either, own_site, pages=3, DOWNLOAD_DELAY=1)  # a minute and a half before it
    try:
        line = complaint(project_on_either.run(own_site.url), 75)
        seen = holder(project_on_either)
        assert first.poll() is None
        assert seen
        assert line.startswith(
            f"scrapy run: {NAME}: another run holds the lock: process {first.pid} on {os.uname().nodename}, "
            f"since {seen.since}, lease until 20"
        )
        by_hand = project_on_either.scrapy("crawl", NAME, "-a", "limit=1", "-a", f"mirror={own_site.url}")
        assert by_hand.returncode == 0
        assert f"{NAME}: a run is going on (process {first.pid} on " in by_hand.stderr
        first.send_signal(signal.SIGTERM)
        _, errors = first.communicate(timeout=30)
        assert (first.returncode, errors) == (0, "")
    finally:
        with suppress(ProcessLookupError):
            kill(first)
    assert holder(project_on_either) is None, "given back at the end"


def test_the_lock_of_a_killed_run_is_taken_over_at_once(project_on_either: Project, own_site: DemoSite) -> None:
    killed = begin(project_on_either, own_site)
    assert kill(killed) == -9
    done = project_on_either.run(own_site.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        f"{NAME}: took over the run lock of a run that was killed: process {killed.pid} on " in project_on_either.log()
    )
    assert Counter(project_on_either.ids()) == ALL


def test_a_run_whose_lock_was_taken_publishes_nothing(project_on_either: Project, own_site: DemoSite) -> None:
    """The store can be written all the while: only the lock keeps it from publishing."""
    process = begin(project_on_either, own_site, RUN_LOCK_SECONDS=6)
    with closing(project_on_either.store()) as store, store.transaction():
        store.writer.exec_driver_sql("UPDATE locks SET token = 'another', owner = 'elsewhere/7/a.b.c.1'")
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "the run lost its lock and ended: another run has it: process 7 on elsewhere, since 20" in errors
    assert project_on_either.run_files() == []
    with closing(project_on_either.store()) as store, store.transaction():
        store.writer.exec_driver_sql("DELETE FROM locks")
    assert project_on_either.run(own_site.url).returncode == 0
    assert Counter(project_on_either.ids()) == ALL


def test_a_store_that_cannot_be_reached_is_no_other_run(tmp_path: Path) -> None:
    url = "postgresql://crawler:secret@127.0.0.1:9/news?application_name=secret"
    project = Project(tmp_path, url)
    line = complaint(project.run("http://127.0.0.1:9"), 1)
    assert line.startswith(f"scrapy run: {NAME}: the store can't be used: ")
    assert "refused" in line
    assert re.search(r"postgresql://crawler:(\*\*\*|…)@127\.0\.0\.1:9/news", line)
    report = project.report()
    assert (report["exit_code"], len(report["complaints"])) == (1, 1)
    said = [path.read_text(encoding="utf-8") for path in project.data.rglob("*") if path.is_file()]
    assert said
    assert not [text for text in said if "secret" in text]
