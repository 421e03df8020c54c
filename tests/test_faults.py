"""Bad input over a whole run: each fault of the demo site ends in a clear outcome, and no healthy article suffers."""

from __future__ import annotations

import gzip
import http.client
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from projects import ORIGIN, Project, differences
from sqlalchemy.engine import RowMapping

from fixtures.demo_site import FAULTS, DemoSite, Request, expected_articles
from fixtures.demo_site.faults import ARTICLES, PAGES

pytestmark = pytest.mark.slow

ALONE = ("link-list", "every-nth", "redesign")
"""Faults that would drown the others."""
TOGETHER = [fault for fault in FAULTS if fault not in ALONE]
FIELDS = (
    *("title", "summary", "dateline", "content_text", "images", "attachments", "date_published", "authors"),
    *("sources", "external_url", "section", "tags", "url"),
)
MEMORY = 300 * 1024 * 1024
"""What a run may take at its peak: 110 MB after start, a page of 10 MB and its tree; a bomb unpacked takes 128 MB more."""

HURRY = {"DOWNLOAD_TIMEOUT": 4, "RETRY_WAIT_FLOOR": 0, "RETRY_WAIT_STEP": 0.1, "MEMUSAGE_CHECK_INTERVAL_SECONDS": 0.5}


@dataclass(frozen=True)
class Run:
    """A whole run over the broken site."""

    project: Project
    done: subprocess.CompletedProcess[str]
    asked: list[Request]
    pages: dict[str, bytes]
    """What the site serves where a page is to be kept."""

    @property
    def stats(self) -> dict[str, Any]:
        return self.project.report()["stats"]

    def row(self, fault: str) -> RowMapping:
        return self.project.rows()[ORIGIN + PAGES[fault]]


def run(project: Project, faults: list[str], *arguments: str) -> Run:
    with DemoSite(faults) as site:
        done = project.run(site.url, "--summary", *arguments, **HURRY)
        asked = site.requests()
        pages = {fault: fetched(site, PAGES[fault]) for fault in REJECTED if fault in faults}
        return Run(project, done, asked, pages)


def fetched(site: DemoSite, path: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=5)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def redesigned(project: Project) -> Run:
    """The newest articles in a new theme, when the older ones have been collected in the old one."""
    run(project, [], "-a", "until=2021-12-31")
    return run(project, ["redesign"])


@pytest.fixture(scope="module")
def runs(new_project: Callable[[], Project]) -> Iterator[dict[str, Run]]:
    """Four broken sites at once."""
    with ThreadPoolExecutor() as pool:
        started = {
            "together": pool.submit(run, new_project(), TOGETHER),
            "link-list": pool.submit(run, new_project(), ["link-list"], "-a", "section=du-lich,tre-em"),
            "every-nth": pool.submit(run, new_project(), ["every-nth"]),
            "redesign": pool.submit(redesigned, new_project()),
        }
        yield {name: each.result() for name, each in started.items()}


@pytest.fixture(scope="module")
def broken(runs: dict[str, Run]) -> Run:
    return runs["together"]


# --- what must come out all the same ------------------------------------------------------------------------------


def test_a_broken_site_neither_stops_nor_fails_the_run(broken: Run) -> None:
    assert (broken.done.returncode, broken.done.stderr.count("Traceback")) == (0, 0)
    assert broken.stats["finish_reason"] == "finished"
    assert "Traceback" not in broken.project.log()


def test_every_healthy_article_and_every_mended_one_comes_out_once(broken: Run) -> None:
    assert Counter(broken.project.ids()) == Counter(article.id for article in expected_articles(TOGETHER))


@pytest.mark.parametrize("fault", ARTICLES)
def test_an_article_that_a_fault_befell_is_as_a_reader_sees_it(broken: Run, fault: str) -> None:
    number = f"laodongxahoi.net/{ARTICLES[fault]}"
    wanted = next(article for article in expected_articles([fault]) if article.id == number)
    (got,) = (article for article in broken.project.articles() if article["id"] == number)
    assert not (found := differences(wanted, got, FIELDS)), "\n".join(found)
    assert [code for code in got["warnings"] if code != "no-byline"] == {
        "no-date": ["no-date"],
        "two-articles": ["several-articles"],
    }.get(fault, [])


# --- what must not come out, and what is on record about it -------------------------------------------------------

REJECTED = {
    "empty-page": "empty-page",
    "no-title": "no-title",
    "login": "login-page",
    "soft-404": "no-body",
}
"""Pages that are no article, with the reason."""

FAILED = {
    "huge-page": ("DownloadCancelledError", False),
    "gzip-bomb": ("exceeded DOWNLOAD_MAXSIZE", False),
    "private-redirect": ("private address", False),
    "404": ("HTTP 404", False),
    "reset": ("DownloadFailedError", True),
    "truncated": ("ResponseDataLossError", True),
    "hang": ("DownloadTimeoutError", True),
    "redirect-loop": ("max redirections reached", False),
}
"""Pages that can't be fetched: part of the reason, and whether a later run tries again."""


def test_every_fault_has_its_outcome_here() -> None:
    assert {*REJECTED, *FAILED} == PAGES.keys()


@pytest.mark.parametrize(("fault", "reason"), REJECTED.items())
def test_a_page_that_is_no_article_is_rejected_and_kept(broken: Run, fault: str, reason: str) -> None:
    assert (broken.row(fault)["state"], broken.row(fault)["reason"]) == ("rejected", reason)
    assert broken.stats[f"pages/rejected/{reason}"] == 1
    record = broken.project.rejected()[ORIGIN + PAGES[fault]]
    assert record["reason"] == reason
    assert gzip.decompress((broken.project.data / record["page"]).read_bytes()) == broken.pages[fault]
    assert f"{ORIGIN}{PAGES[fault]} ({reason})" in broken.project.log()


@pytest.mark.parametrize(("fault", "expected"), FAILED.items())
def test_a_page_that_cannot_be_fetched_fails_with_its_reason(
    broken: Run, fault: str, expected: tuple[str, bool]
) -> None:
    reason, transient = expected
    row = broken.row(fault)
    assert (row["state"], row["transient"]) == ("failed", transient)
    assert reason in row["reason"]
    words = "too large" if fault in ("huge-page", "gzip-bomb") else reason
    lines = [line for line in broken.project.log().splitlines() if "could not be fetched" in line]
    assert [line for line in lines if PAGES[fault] in line and words in line], f"the log says nothing of {words}"


def test_pages_that_fail_for_good_are_asked_for_once_and_others_three_times(broken: Run) -> None:
    asked = Counter(request.path for request in broken.asked)
    assert {
        fault: asked[PAGES[fault]] for fault in ("404", "huge-page", "gzip-bomb", "private-redirect")
    } == dict.fromkeys(("404", "huge-page", "gzip-bomb", "private-redirect"), 1)
    assert {fault: asked[PAGES[fault]] for fault in ("truncated", "hang")} == {"truncated": 3, "hang": 3}
    assert asked[PAGES["redirect-loop"]] <= 3


def test_nothing_private_was_asked(broken: Run) -> None:
    assert not [request for request in broken.asked if request.host.startswith("127.0.0.2")]
    assert broken.stats["requests/private-address"] == 1


def test_memory_stays_bounded(runs: dict[str, Run]) -> None:
    peaks = {name: each.stats["memusage/max"] // 2**20 for name, each in runs.items()}
    assert max(peaks.values()) * 2**20 < MEMORY, f"MB: {peaks}"


def test_the_summary_says_what_was_rejected_and_what_failed(broken: Run) -> None:
    shown = " ".join(broken.done.stdout.split())
    assert all(f"1 {reason}" in shown for reason in REJECTED.values())
    prefix = "pages/failed/"
    reasons = {name.removeprefix(prefix): number for name, number in broken.stats.items() if name.startswith(prefix)}
    assert sum(reasons.values()) == len(FAILED)
    assert all(f"{number} {reason}" in shown for reason, number in reasons.items())


# --- lists and feeds ----------------------------------------------------------------------------------------------


def test_paging_without_end_ends(broken: Run) -> None:
    assert len([request for request in broken.asked if request.path.startswith("/giai-tri")]) <= 3


def test_malformed_feeds_and_sitemaps_are_used_as_far_as_they_go(broken: Run) -> None:
    assert broken.stats["listings/mended"] == 2
    assert "http://laodongxahoi.net/rss is broken XML" in broken.project.log()
    assert "http://laodongxahoi.net/sitemap.xml is broken XML" in broken.project.log()
    asked = {request.path for request in broken.asked}
    assert {"/rss", "/sitemap.xml", "/sitemap-sections.xml"} <= asked


def test_a_list_of_5000_dead_links_is_worked_through_once(runs: dict[str, Run]) -> None:
    dead = runs["link-list"]
    asked = Counter(request.path for request in dead.asked if "/diem-den-" in request.path)
    assert (len(asked), max(asked.values())) == (5000, 1)
    states = Counter((row["state"], row["reason"]) for url, row in dead.project.rows().items() if "/diem-den-" in url)
    assert states == {("failed", "HTTP 404"): 5000}
    assert {article.id for article in expected_articles() if article.section == ["Trẻ em"]} <= set(dead.project.ids())


def test_an_operator_hears_of_5000_dead_links(runs: dict[str, Run]) -> None:
    dead = runs["link-list"]
    assert dead.done.returncode == 4
    assert any("5000" in complaint for complaint in dead.project.report()["complaints"])


def test_a_site_that_fails_now_and_then_is_read_whole(runs: dict[str, Run]) -> None:
    flaky = runs["every-nth"]
    assert flaky.done.returncode == 0
    assert Counter(flaky.project.ids()) == Counter(article.id for article in expected_articles())
    assert flaky.stats["retry/count"] >= len(flaky.asked) // 7 - 1


def test_a_redesigned_site_is_noticed_at_once(runs: dict[str, Run]) -> None:
    new = runs["redesign"]
    assert new.done.returncode == 4
    assert new.project.report()["complaints"]
    assert set(new.project.ids()) <= {article.id for article in expected_articles()}
