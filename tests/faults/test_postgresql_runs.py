"""Whole runs on PostgreSQL: killed, beside each other, and cut off from the server."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import NAME, Project, kill

from fixtures.demo_site import DemoSite
from tests import postgresql
from tests.postgresql import Server
from tests.slow_runs import ALL, begin, complaint

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that may be mistreated."""
    with postgresql.serve() as started:
        yield started


@pytest.fixture
def project(server: Server, tmp_path: Path) -> Project:
    return Project(tmp_path, server.schema(f"p{time.time_ns()}"))


def finish(project: Project, site: DemoSite) -> None:
    done = project.run(site.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert Counter(project.ids()) == ALL
    assert {article["revision"] for article in project.published()} == {1}
    assert Counter(article["id"] for article in project.articles()) == ALL


def test_killed_runs_lose_nothing_and_double_nothing(project: Project, own_site: DemoSite) -> None:
    for pages in (1, 9, 17, 30, 44, 60, 80):
        kill(begin(project, own_site, pages, DOWNLOAD_DELAY=0))
    finish(project, own_site)


def test_processes_that_share_a_store_share_the_work(project: Project, own_site: DemoSite) -> None:
    started = [project.start(name, NAME, "-a", f"mirror={own_site.url}") for name in ("run", "crawl", "crawl")]
    for process in started:
        _, errors = process.communicate(timeout=90)
        assert (process.returncode, "ERROR" in errors, "Traceback" in errors) == (0, False, False), errors
    finish(project, own_site)


@pytest.mark.parametrize("pages", [4, 24, 36, 63])
def test_connections_that_are_cut_end_the_run_at_once(
    server: Server, project: Project, own_site: DemoSite, pages: int
) -> None:
    """Whatever was asked just then: the frontier, a page's callback, a middleware."""
    process = begin(project, own_site, pages)
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, "Traceback" in errors) == (1, "", False), errors
    assert errors.startswith(f"scrapy run: {NAME}: the store can't be used: "), errors
    assert "terminating connection" in errors or "server closed the connection" in errors
    finish(project, own_site)


def test_a_server_that_hangs_ends_the_run_when_told_to(server: Server, project: Project, own_site: DemoSite) -> None:
    """Its processes are stopped: connections stay, and nothing answers."""
    process = begin(project, own_site)
    backends = [pid for (pid,) in server.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")]
    for pid in (server.process.pid, *backends):
        postgresql.send(pid, signal.SIGSTOP)
    try:
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)
    finally:
        for pid in (server.process.pid, *backends):
            postgresql.send(pid, signal.SIGCONT)
    assert process.returncode == 1
    finish(project, own_site)


def test_a_server_that_is_gone_is_said_to_be(tmp_path: Path, own_site: DemoSite) -> None:
    with postgresql.serve() as server:
        project = Project(tmp_path, server.schema("news"))
        process = begin(project, own_site)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in errors) == (1, False), errors
    assert errors.startswith(f"scrapy run: {NAME}: the store can't be used: "), errors
    assert "refused" in complaint(project.run(own_site.url, ALERT_REPEAT_HOURS=0), 1)


def test_all_publications_at_once_take_few_connections(server: Server, project: Project, own_site: DemoSite) -> None:
    process = project.start("run", "-a", f"mirror={own_site.url}", "-a", "max_pages=2")
    most = 0
    while process.poll() is None:
        (((number,)),) = server.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
        most = max(most, number)
        time.sleep(0.1)
    _, errors = process.communicate()
    assert "too many" not in errors
    assert 3 < most < 12, "eighty publications; one is ours"
