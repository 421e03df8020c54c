"""SIGTERM and SIGINT to real runs: they end in time whatever hangs, publish what they have, and lose nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import Project
from raw_server import raw_server
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


def hanging(connection: socket.socket) -> None:
    """Accept and say nothing."""
    time.sleep(60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_waits_for_a_name_ends_in_time(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: signal.Signals
) -> None:
    """A name server that doesn't answer holds a thread, which nothing can end; the process must not wait for it."""
    asked = tmp_path / "asked"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "tests" / "names"), str(ROOT)]))
    monkeypatch.setenv("FAKE_NAMES", "laodongxahoi.net=hang")
    monkeypatch.setenv("FAKE_NAMES_ASKED", str(asked))
    process = project.start("run", "laodongxahoi", **QUICK)
    wait_for(asked.exists)
    code, seconds, error = told_to_end(process, number)
    assert (code, error) == (0, "")
    assert seconds < 5
    assert project.report()["stats"]["finish_reason"] == "shutdown"


def test_a_run_that_waits_for_tls_ends_in_time(project: Project) -> None:
    accepted = threading.Event()

    def say_nothing(connection: socket.socket) -> socket.socket:
        accepted.set()
        time.sleep(60)
        return connection

    with raw_server({}, wrap=say_nothing) as site:
        mirror = site.url.replace("http:", "https:")
        process = project.start("run", "laodongxahoi", "-a", f"mirror={mirror}", **QUICK)
        wait_for(accepted.is_set)
        code, seconds, error = told_to_end(process, signal.SIGTERM)
    assert (code, error) == (0, "")
    assert seconds < 5


@pytest.mark.parametrize("hang", ["name", "answer", "webhook"])
def test_a_second_signal_ends_at_once(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hang: str
) -> None:
    asked = tmp_path / "asked"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "tests" / "names"), str(ROOT)]))
    monkeypatch.setenv("FAKE_NAMES", "laodongxahoi.net=hang")
    monkeypatch.setenv("FAKE_NAMES_ASKED", str(asked))
    pages = {"/robots.txt": status_line(500) if hang == "webhook" else hanging}
    with raw_server(pages) as site, raw_server({}, missing=hanging) as hook:
        mirror = () if hang == "name" else ("-a", f"mirror={site.url}")
        more = {"ALERT_WEBHOOK": f"{hook.url}/x"} if hang == "webhook" else {}
        settings = {"SHUTDOWN_GRACE": 30, "PRIVATE_MIRROR_WAITS": 0.01, **more}
        process = project.start("run", "laodongxahoi", *mirror, **settings)
        waited = {"name": asked.exists, "answer": lambda: site.asked, "webhook": lambda: hook.asked}
        wait_for(waited[hang])
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert process.poll() is None
        code, seconds, error = told_to_end(process, signal.SIGTERM)
    assert code == 1
    assert seconds < 4
    assert error


def status_line(code: int) -> bytes:
    return f"HTTP/1.1 {code} No\r\nContent-Length: 0\r\n\r\n".encode()


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
