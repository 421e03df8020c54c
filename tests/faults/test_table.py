"""Every fault of the table (`table.py`, docs/faults.md), brought about in a run of its own, and what the next run makes of it.

The exit code, the words and the feeds are compared with what the table says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

from fixtures.demo_site import expected_articles
from fixtures.demo_site.faults import ARTICLES, FaultySite
from fixtures.demo_site.site import Site
from tests.faults.situations import VICTIM, YESTERDAY, Situation
from tests.faults.table import ALL, Fault, Feed, Where
from tests.feed_reader import FeedReader
from tests.operations.unruly_site import unruly
from tests.projects import ORIGIN, Project

pytestmark = pytest.mark.faults

QUICK: dict[str, object] = {
    "DOWNLOAD_TIMEOUT": 15,  # for a busy machine; faults that hang set their own
    "RETRY_WAIT_FLOOR": 0,
    "RETRY_WAIT_STEP": 0.05,
    "SHUTDOWN_GRACE": 1,
    "MEMUSAGE_CHECK_INTERVAL_SECONDS": 0.5,
}
IT = next(article.id for article in expected_articles() if article.url == ORIGIN + VICTIM)


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which the older articles have been published."""
    project = Project(tmp_path_factory.mktemp("yesterday"))
    with unruly() as site:
        done = project.run(site.url, "-a", f"until={YESTERDAY}", **QUICK)
    assert (done.returncode, done.stderr) == (0, "")
    assert 40 < len(project.ids()) < 60
    return project


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.name)
def test_fault(fault: Fault, yesterday: Project, tmp_path: Path) -> None:
    shutil.copytree(yesterday.folder, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    due = {article.id for article in expected_articles([fault.demo] if fault.demo in ARTICLES else [])}
    before = project.feed_bytes()
    log_before = len(project.log())
    with unruly() as site, FeedReader(project.folder / "feeds", pause=0.02) as reader:
        situation = Situation(project, site, {**QUICK, **fault.settings}, site.url)
        site.site = FaultySite({fault.demo: 7}) if fault.demo else Site()
        site.always = fault.site
        with contextmanager(fault.on)(situation):
            done = fault.act(situation) if fault.act else situation.run()
        log = project.log()[log_before:]

        assert done.returncode == fault.code, f"{done.stderr}\n{log}"
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert fault.traceback or "Traceback" not in log
        assert_said(fault, done.stderr, log)
        assert_feed(fault, project, before, due)

        site.always = lambda path: None
        if fault.demo not in ARTICLES:
            site.site = Site()
        healthy = Situation(project, site, QUICK, site.url)
        if fault.feed == Feed.WITHOUT_IT:
            assert_well(healthy.run())
            assert set(project.ids()) == due - {IT}
        if fault.again:
            assert_well(healthy.run("-a", fault.again))
        if fault.feed != Feed.WITHOUT_IT:
            assert_well(healthy.run())
        assert_delivered(project, due, once=fault.demo != "redesign")
    assert reader.faults == []


def assert_well(done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, done.stderr) == (0, "")


def assert_delivered(project: Project, due: set[str], *, once: bool) -> None:
    """All that is due, each article and each revision of it once. Not `once`: there may be corrections."""
    revisions = Counter((article["id"], article["revision"]) for article in project.published())
    assert {article for article, _ in revisions} == due
    assert set(revisions.values()) == {1}
    assert not once or {revision for _, revision in revisions} == {1}
    assert Counter(article["id"] for article in project.articles()) == Counter(due)
    assert Counter(item["id"] for item in project.feed()["items"]) == Counter(due)


def assert_said(fault: Fault, errors: str, log: str) -> None:
    """The words of the table stand where it says; where all is well standard error is silent."""
    pattern = ".*".join(re.escape(part) for part in fault.says.split("…"))
    if fault.where == Where.LOG or not fault.says:
        assert errors == ""
    assert re.search(pattern, log if fault.where == Where.LOG else errors), errors + log


def assert_feed(fault: Fault, project: Project, before: dict[str, bytes], due: set[str]) -> None:
    """The feeds hold what the table says."""
    published = project.ids()
    assert len(set(published)) == len(published)
    match fault.feed:
        case Feed.AS_BEFORE:
            assert project.feed_bytes() == before
        case Feed.EVERYTHING:
            assert set(published) == due
        case Feed.ALL_BUT_IT | Feed.WITHOUT_IT:
            assert set(published) == due - {IT}
        case Feed.SOME:
            assert len(project.run_files()) == 2
            assert set(published) <= due
        case Feed.WHOLE:
            assert set(published) <= due
