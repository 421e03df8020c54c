"""`scrapy run` as cron sees it: exit codes, what stands on standard error, and two runs at once. Real processes."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from commands_support import invoke
from projects import NAME, ORIGIN, Project
from servers import Answer, serve

from crawler.commands.publications import Command as Publications
from crawler.store.locks import Locks
from fixtures.demo_site import DemoSite, expected_articles
from fixtures.demo_site.process import ROOT

pytestmark = pytest.mark.slow

QUICK = {"RETRY_TIMES": 0, "RETRY_WAIT_FLOOR": 0, "RETRY_WAIT_STEP": 0}
CLOSED = "http://127.0.0.1:9"


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that cron would mail."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    (line,) = done.stderr.splitlines()
    return line


def listing(path: str, number: int = 8) -> str | int:
    """A home page that names so many articles; nothing else is there."""
    links = "".join(f'<a href="/bai-{1_300_000 + n}.html">x</a>' for n in range(number))
    return f"<html><body>{links}</body></html>" if path == "/" else 404


# --- 0 ----------------------------------------------------------------------------------------------------------------


def test_a_summary_for_a_person(demo_site: DemoSite, project: Project) -> None:
    log = project.folder / "run.log"
    done = project.run(demo_site.url, "-a", "limit=3", "--summary", "--show-article", LOG_FILE=log)
    assert done.returncode == 0
    assert "3 new, 0 changed" in done.stdout
    assert f"{project.feeds}/articles.json" in "".join(done.stdout.split()), "a path to copy"
    (shown,) = (article for article in project.articles() if article["url"] in done.stdout)
    assert shown["title"] in " ".join(done.stdout.split())
    assert re.search(r"^laodongxahoi  \d\d:\d\d  \d+ pages, \d articles", done.stderr, re.MULTILINE), "progress"
    assert "Spider closed" in log.read_text(encoding="utf-8")


# --- 2: wrong usage -----------------------------------------------------------------------------------------------------


def test_wrong_usage(project: Project) -> None:
    line = complaint(project.scrapy("run", "laodongxahoj"), 2)
    assert line.startswith("scrapy run: error: no publication 'laodongxahoj'; did you mean laodongxahoi")
    done = project.scrapy("crawl", NAME, "-a", "limit=0")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.splitlines()[-1] == "scrapy crawl: error: limit must be a number greater than 0, not '0'"
    assert not project.data.joinpath("store.sqlite").exists()


# --- 1 and 4: one run each, all at once ------------------------------------------------------------------------------


def useless(page: str | int) -> Callable[[str], str | int]:
    return lambda path: page if path.startswith("/bai-") else listing(path)


def garbled(project: Project) -> None:
    project.data.mkdir()
    (project.data / "store.sqlite").write_bytes(b"no database at all, but long enough to be looked at. " * 40)


def unwritable(project: Project) -> None:
    project.data.write_text("a file where a folder should be", encoding="utf-8")


@dataclass(frozen=True)
class Case:
    """A run that goes wrong: what the site answers, and what cron should hear."""

    code: int
    words: str
    site: Callable[[str], str | int] | None = None
    """None: the demo site."""
    arguments: tuple[str, ...] = ()
    before: Callable[[Project], None] = lambda project: None


CASES = {
    "store": Case(1, "store", before=garbled),
    "data": Case(1, "can't be written", before=unwritable),
    "no article named": Case(
        4,
        "the listings name no article: check article_url and sections",
        lambda path: 404 if path == "/robots.txt" else "<html><body>Bảo trì</body></html>",
    ),
    "all rejected": Case(
        4, r"8 of 8 article pages were rejected.*/bai-13000", useless("<h1>Xin chào</h1><p>Đang nâng cấp.</p>")
    ),
    "all gone": Case(4, r"8 of 8 article pages could not be fetched.*/bai-13000.*HTTP 404", useless(404)),
    "page gone": Case(4, r"da-go-1309999\.html \(HTTP 404\)", arguments=("-a", f"url={ORIGIN}/da-go-1309999.html")),
    "page is no article": Case(4, r"/tre-em \(listing\)", arguments=("-a", f"url={ORIGIN}/tre-em")),
    "section is not there": Case(4, r"/khong-co \(HTTP 404\)", arguments=("-a", "section=khong-co")),
}


@pytest.fixture(scope="module")
def outcomes(
    demo_site: DemoSite, new_project: Callable[[], Project]
) -> dict[str, tuple[Project, subprocess.CompletedProcess[str]]]:
    """Every case in its own project, two at a time."""
    projects = [
        new_project() for _ in CASES
    ]  # here: pytest makes the folder of all folders at the first call, unlocked

    def run(case: Case, project: Project) -> tuple[Project, subprocess.CompletedProcess[str]]:
        case.before(project)
        with serve(case.site) if case.site else nullcontext(demo_site) as site:
            return project, project.run(site.url, *case.arguments, **QUICK)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(CASES, pool.map(run, CASES.values(), projects), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_what_goes_wrong_has_its_exit_code_and_its_words(
    outcomes: dict[str, tuple[Project, subprocess.CompletedProcess[str]]], name: str
) -> None:
    project, done = outcomes[name]
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (CASES[name].code, "", False), done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith(f"scrapy run: {NAME}: ")]
    assert re.search(CASES[name].words, lines[-1]), lines
    if CASES[name].code != 1:
        assert done.stderr.splitlines() == lines[:1], "no more than that"
    if CASES[name].code == 4:
        assert project.report()["exit_code"] == 4


# --- 1, 3 and 75: what the next run makes of it ------------------------------------------------------------------------------


def test_a_site_that_is_down_leaves_the_good_feeds_alone(
    demo_site: DemoSite, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(name: str) -> dict[str, Any]:
        """What `scrapy publications` says of a publication."""
        assert invoke(Publications(), ["--json"], DATA_DIR=project.data) == 0
        return next(row for row in map(json.loads, capsys.readouterr().out.splitlines()) if row["name"] == name)

    project.run(demo_site.url, "-a", "limit=3")
    row = shown(NAME)
    assert (row["domain"], row["articles"]) == ("laodongxahoi.net", 3)
    assert "cotent-detail" in row["layout"]
    assert "3 new" in row["outcome"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["last_run"])
    before = project.feed_bytes()
    line = complaint(project.run(CLOSED, **QUICK), 3)
    assert NAME in line
    assert "refused" in line.lower()
    assert "next run" in line
    assert project.report()["exit_code"] == 3
    assert project.feed_bytes() == before != {}
    assert "exit code 3" in shown(NAME)["outcome"]
    never = shown("yeutretho")
    assert (never["articles"], never["last_run"], never["outcome"]) == (0, None, None)
    assert invoke(Publications(), [], DATA_DIR=project.data) == 0
    assert re.search(r"^laodongxahoi +laodongxahoi\.net ", capsys.readouterr().out, re.MULTILINE)


def test_feeds_that_cannot_be_written_are_published_by_the_next_run(demo_site: DemoSite, project: Project) -> None:
    place = project.folder / "feeds"
    place.write_text("a file where a folder should be", encoding="utf-8")
    line = complaint(project.run(demo_site.url, "-a", "limit=3"), 1)
    assert NAME in line
    assert str(place) in line
    assert "next run" in line
    place.unlink()
    done = project.run(demo_site.url, "-a", "limit=2")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(project.ids())) == len(project.ids()) == 5


def test_a_locked_publication_does_not_keep_others_waiting(demo_site: DemoSite, project: Project) -> None:
    locks = Locks(f"sqlite:///{project.data}/store.sqlite")
    locks.acquire("yeutretho")
    done = project.scrapy("run", "yeutretho", NAME, "-a", "limit=1", "-a", f"mirror={demo_site.url}")
    again = project.scrapy("run", "yeutretho", "-a", f"mirror={demo_site.url}")
    locks.release("yeutretho")
    assert complaint(done, 75).startswith("scrapy run: yeutretho: another run holds the lock: process ")
    assert (again.returncode, again.stderr) == (75, ""), "said once a day: cron mails what is said"
    assert len(project.ids()) == 1
    assert not (project.folder / "feeds/yeutretho").exists()


# --- the rest -----------------------------------------------------------------------------------------------------------


def test_a_run_that_is_told_to_end_does_so_soon_and_loses_nothing(project: Project) -> None:
    with DemoSite(faults=["hang"]) as site:
        process = project.start("run", NAME, "-a", f"mirror={site.url}", SHUTDOWN_GRACE=1)
        while not any("1301913" in request.path for request in site.requests()):
            time.sleep(0.02)
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        _, errors = process.communicate(timeout=20)
        assert time.monotonic() - told < 8
        assert "Traceback" not in errors
    collected = len(project.ids())
    with DemoSite() as site:
        assert project.run(site.url).returncode == 0
    assert sorted(project.ids()) == sorted(article.id for article in expected_articles())
    assert collected == len(set(project.ids())) - len(project.run_files()[-1].read_bytes().splitlines())


def test_a_disk_that_is_full_costs_nothing_but_time(demo_site: DemoSite, project: Project) -> None:
    command = project.command("run", NAME, "-a", f"mirror={demo_site.url}")
    full = ["bash", "-c", 'ulimit -f 300; exec "$@"', "bash", *command]
    done = subprocess.run(full, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith(f"scrapy run: {NAME}: ")
    assert project.run(demo_site.url).returncode == 0
    assert Counter(project.ids()) == Counter(article.id for article in expected_articles())


def test_processes_that_share_a_store_share_the_work(demo_site: DemoSite, project: Project) -> None:
    started = [project.start(name, NAME, "-a", f"mirror={demo_site.url}") for name in ("run", "crawl")]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, "ERROR" in errors) == (0, False), errors
    once = Counter(article.id for article in expected_articles())
    assert Counter(project.ids()) == once
    assert Counter(article["id"] for article in project.articles()) == once


def test_a_mirror_that_compresses_and_writes_its_own_address(project: Project, demo_site: DemoSite) -> None:
    """As nginx does with `gzip on` and a rewritten `sub_filter`."""

    def site(path: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(demo_site.url).netloc, timeout=5)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().replace(ORIGIN.encode(), served.url.encode())
        headers = {"Content-Type": answer.headers["Content-Type"], "Content-Encoding": "gzip"}
        return Answer(gzip.compress(body), answer.status, headers)

    with serve(site) as served:
        done = project.run(served.url, "-a", "section=tre-em")
    assert (done.returncode, done.stderr) == (0, "")
    assert project.ids()
    assert [name for name, body in project.feed_bytes().items() if b"127.0.0.1" in body] == []
