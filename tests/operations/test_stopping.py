"""SIGTERM and SIGINT to real runs: they end in time whatever hangs, publish what they have, and lose nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import Project
from unruly_site import UnrulySite, status, unruly

from fixtures.demo_site.process import ROOT
from fixtures.demo_site.site import Reply

pytestmark = pytest.mark.slow

SECTION = ("-a", "section=tre-em")
QUICK = {"SHUTDOWN_GRACE": 0.5, "PRIVATE_MIRROR_WAITS": 0.05}


@pytest.fixture
def site() -> Iterator[UnrulySite]:
    with unruly() as started:
        yield started


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.01)


def told_to_end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, float, str]:
    """Exit code, seconds until the end, standard error."""
    began = time.monotonic()
    process.send_signal(number)
    try:
        _, error = process.communicate(timeout=25)
    finally:
        process.kill()
    return process.returncode, time.monotonic() - began, error


def articles_asked(site: UnrulySite) -> list[str]:
    return [path for path in site.paths() if path.endswith(".html")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_hangs_ends_in_time_publishes_and_is_taken_up(
    project: Project, site: UnrulySite, number: signal.Signals
) -> None:
    """Five articles come, the sixth answers with headers and then with nothing for a minute."""
    site.always = lambda path: (
        Reply(b"<html>", sending="hang") if path.endswith(".html") and len(articles_asked(site)) == 6 else None
    )
    process = project.start("run", "laodongxahoi", "-a", f"mirror={site.url}", *SECTION, **QUICK)
    wait_for(lambda: len(articles_asked(site)) == 6)
    time.sleep(0.3)
    code, seconds, error = told_to_end(process, number)
    assert (code, error) == (0, "")
    assert 0.5 <= seconds < 4
    report = project.report()["stats"]
    assert report["finish_reason"] == "shutdown"
    assert not report.get("pages/failed")
    assert len(project.ids()) == 5
    rows = project.rows().values()
    assert {row["state"] for row in rows} == {"done", "ready"}
    assert {row["attempts"] for row in rows} == {0}

    if number == signal.SIGINT:
        return
    site.always = lambda path: None
    assert project.run(site.url, *SECTION, **QUICK).returncode == 0
    asked = articles_asked(site)
    assert len(project.ids()) == len(set(project.ids())) == len(set(asked)) == len(asked) - 1


def test_a_run_that_rests_ends_at_once(project: Project, site: UnrulySite) -> None:
    """The site asked for a rest of a minute; nobody waits for that when the run is to end."""
    site.first["/tre-em"] = [status(503, Retry_After="60")]
    process = project.start("run", "laodongxahoi", "-a", f"mirror={site.url}", "-a", "section=tre-em,van-hoa", **QUICK)
    wait_for(lambda: site.moments("/tre-em"))
    time.sleep(0.3)
    code, seconds, _ = told_to_end(process, signal.SIGTERM)
    assert code == 0
    assert seconds < 3
    assert {row["state"] for row in project.rows().values()} == {"ready"}


def test_a_run_that_waits_for_robots_txt_ends_in_time(project: Project, site: UnrulySite) -> None:
    site.always = lambda path: Reply(b"User-agent: *\n", "text/plain", sending="hang")
    process = project.start("run", "laodongxahoi", "-a", f"mirror={site.url}", **QUICK)
    wait_for(lambda: site.asked)
    code, seconds, error = told_to_end(process, signal.SIGTERM)
    assert (code, error) == (0, "")
    assert seconds < 4


STUCK = """
import sys, time
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

class Stuck(Spider):
    name = "stuck"
    async def start(self):
        print("stuck", flush=True)
        while True:
            time.sleep(0.01)  # as a callback in an endless loop: nothing else gets a turn
        yield

process = AsyncCrawlerProcess({
    "EXTENSIONS": {"crawler.operations.stopping.Stopping": 1}, "SHUTDOWN_SECONDS": 1, "SHUTDOWN_GRACE": 0.2,
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "LOG_ENABLED": False,
})
process.crawl(Stuck)
process.start()
"""


def test_what_does_not_end_by_itself_ends_by_force(tmp_path: Path) -> None:
    script = tmp_path / "stuck.py"
    script.write_text(STUCK)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "stuck\n"
    code, seconds, error = told_to_end(process, signal.SIGTERM)
    assert code == 1
    assert 1 <= seconds < 2.5
    assert "did not end within 1 s" in error
