"""The pace of a site: what is computed, and what a real run does to a site in trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from projects import ORIGIN, Project
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.project import get_project_settings
from unruly_site import ROBOTS, UnrulySite, status, unruly

from crawler.operations import politeness
from crawler.operations.politeness import Backoff, Pace, retry_after

SECTION = "tre-em"
LISTING = f"/{SECTION}"
QUICK = {"PRIVATE_MIRROR_WAITS": 0.05}
"""Rests of 0.1 to 1.3 s."""


@pytest.fixture
def site() -> Iterator[UnrulySite]:
    with unruly() as started:
        yield started


# --- what is computed ---------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 22, 5, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120),
        (b" 0 ", 0),
        (b"Sun, 22 Nov 2026 05:00:30 GMT", 30),
        (b"Sunday, 22-Nov-26 05:00:30 GMT", 30),
        (b"Sun, 22 Nov 2026 12:00:30 +0700", 30),
        (b"Sun, 22 Nov 2026 05:00:30 -0000", 30),
        (b"Sun, 22 Nov 2026 04:59:00 GMT", 0),
        (b"-5", None),
        (b"1.5", None),
        ("٣".encode(), None),
        (b"soon", None),
        (b"Fri, 31 Feb 2026 05:00:00 GMT", None),
        (b"9" * 400, float("inf")),
        (b"Sun, 22 Nov 99999999999999999999 05:00:30 GMT", None),
        (b"Sun, 22 Nov 2026 05:00:30 +99999999", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_backoff_doubles_has_full_jitter_and_a_floor() -> None:
    backoff = Backoff(floor=2, step=4, longest=60)
    for failures, most in ((1, 4), (2, 8), (3, 16), (4, 32), (5, 60), (5000, 60)):
        waits = [backoff.wait(failures) for _ in range(300)]
        assert 2 <= min(waits) < 2 + most * 0.1
        assert 2 + most * 0.9 < max(waits) <= 2 + most


# --- the pace, without a network ------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(politeness, "time", clock)
    monkeypatch.setattr(politeness.asyncio, "sleep", clock.sleep)
    return clock


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reasons for which the spider was told to close."""
    reasons: list[str] = []
    monkeypatch.setattr(politeness, "close", lambda crawler, reason: reasons.append(reason))
    return reasons


def make_pace(**settings: Any) -> Pace:
    crawler = Crawler(Spider, get_project_settings().copy())
    crawler.settings.setdict(settings)
    crawler.stats = MemoryStatsCollector(crawler)
    made = Pace(crawler)
    made.kept = crawler  # type: ignore[attr-defined] # the pace itself keeps no more than a weak reference
    return made


def wait(pace: Pace, url: str, clock: Clock) -> float:
    """How long a request to `url` waits for its turn."""
    before = clock.now
    site = pace.site(url)
    asyncio.run(site.turn())
    site.places.release()
    return clock.now - before


def answer(pace: Pace, url: str, code: int = 200, *, retried: int = 0, **headers: str) -> Request:
    request = Request(url, meta={"retry_times": retried} if retried else {})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    pace.answered(request, Response(url, status=code, headers=named))
    return request


PAGE = "https://thubao.vn/a"


@pytest.mark.parametrize("code", [200, 301, 304, 403, 404, 410])
def test_an_answer_that_is_no_failure_costs_no_rest(clock: Clock, code: int) -> None:
    pace = make_pace()
    answer(pace, PAGE, code)
    assert wait(pace, PAGE, clock) == 0


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 504, 507, 520, 599])
def test_after_a_failure_the_whole_site_rests(clock: Clock, code: int) -> None:
    pace = make_pace()
    answer(pace, PAGE, code)
    assert wait(pace, "https://m.thubao.vn/b", clock) > 1.99
    answer(pace, PAGE, code)
    assert wait(pace, "https://khac.vn/", clock) == 0


def test_exceptions_that_are_retried_cost_a_rest_and_others_none(clock: Clock) -> None:
    pace = make_pace()
    pace.failed(Request(PAGE), DownloadCancelledError("too large"))
    assert wait(pace, PAGE, clock) == 0
    pace.failed(Request(PAGE), DownloadTimeoutError("30 s"))
    assert wait(pace, PAGE, clock) > 1.99


def test_retry_after_is_waited_for(clock: Clock) -> None:
    pace = make_pace()
    request = answer(pace, PAGE, 503, Retry_After="45")
    assert wait(pace, PAGE, clock) == pytest.approx(45)
    assert "dont_retry" not in request.meta


def test_a_short_retry_after_does_not_undercut_the_floor(clock: Clock) -> None:
    pace = make_pace()
    answer(pace, PAGE, 503, Retry_After="0")
    assert wait(pace, PAGE, clock) > 1.99


def test_a_long_retry_after_leaves_the_page_to_the_next_run(clock: Clock, closed: list[str]) -> None:
    pace = make_pace()
    request = answer(pace, PAGE, 503, Retry_After="3600")
    assert request.meta["dont_retry"]
    assert wait(pace, PAGE, clock) > 59.9
    assert closed == []
    answer(pace, "https://thubao.vn/b")
    answer(pace, PAGE, 503, Retry_After="3600")
    assert closed == []


def test_a_second_long_retry_after_or_a_long_429_leaves_the_site(clock: Clock, closed: list[str]) -> None:
    pace = make_pace()
    answer(pace, PAGE, 503, Retry_After="3600")
    answer(pace, "https://thubao.vn/b", 503, Retry_After="3600")
    assert closed == ["site-failing"]
    pace = make_pace()
    answer(pace, PAGE, 429, Retry_After="3600")
    assert closed == ["site-failing"] * 2
    assert "3600" in pace.kept.stats.get_value("site/left-alone")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("asked", "waited"), [("7", 7), ("3600", 60), ("soon", 0)])
def test_retry_after_is_kept_before_a_redirect_is_followed(clock: Clock, asked: str, waited: float) -> None:
    pace = make_pace(DOWNLOAD_DELAY=0)
    answer(pace, PAGE, 301, Retry_After=asked)
    assert wait(pace, "https://www.thubao.vn/b", clock) == pytest.approx(waited)
    assert pace.site(PAGE).failures == 0


def test_a_site_is_asked_once_a_second_by_whatever_name(clock: Clock) -> None:
    """Scrapy's slots know host names; `http`, `https`, `www.` and `m.` are one site."""
    pace = make_pace(DOWNLOAD_DELAY=1)
    names = "http://thubao.vn/1 https://thubao.vn/2 https://www.thubao.vn/3 https://m.thubao.vn/4".split()
    assert [wait(pace, name, clock) for name in names] == [0, 1, 1, 1]
    assert wait(pace, "https://khac.vn/", clock) == 0


def test_ten_failures_in_a_row_leave_the_site(clock: Clock, closed: list[str]) -> None:
    pace = make_pace()
    for number in range(9):
        answer(pace, f"{PAGE}{number}", 500)
    assert closed == []
    last = answer(pace, f"{PAGE}9", 500)
    assert closed == ["site-failing"]
    assert last.meta["dont_retry"]


def test_one_good_answer_begins_the_count_anew(clock: Clock, closed: list[str]) -> None:
    pace = make_pace()
    for number in range(40):
        answer(pace, f"{PAGE}{number}", 404 if number % 9 == 8 else 500)
    assert closed == []


def test_a_few_broken_pages_are_no_broken_site(clock: Clock, closed: list[str]) -> None:
    pace = make_pace()
    for attempt in range(3):
        for number in range(4):
            answer(pace, f"{PAGE}{number}", 500, retried=attempt)
    assert closed == []


def test_crawl_delay_counts_from_the_last_answer_up_to_its_limit(clock: Clock) -> None:
    pace = make_pace()
    pace.ask_for_delay("https://thubao.vn/robots.txt", 7)
    answer(pace, PAGE)
    assert wait(pace, PAGE, clock) == pytest.approx(7)
    pace.ask_for_delay("https://thubao.vn/robots.txt", 86400)
    answer(pace, PAGE)
    assert wait(pace, PAGE, clock) == pytest.approx(60)


def test_a_private_mirror_shortens_our_own_waits_alone(clock: Clock) -> None:
    pace = make_pace(MIRROR="http://127.0.0.1:8090", PRIVATE_MIRROR_WAITS=0.01)
    answer(pace, PAGE, 500)
    assert 0.02 <= wait(pace, PAGE, clock) <= 0.06
    answer(pace, PAGE, 503, Retry_After="45")
    assert wait(pace, PAGE, clock) == pytest.approx(45)
    pace = make_pace(MIRROR="https://mirror.example.com", PRIVATE_MIRROR_WAITS=0.01)
    answer(pace, PAGE, 500)
    assert wait(pace, PAGE, clock) > 1.99


# --- real runs --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_retries_are_seconds_apart_and_the_site_rests_meanwhile(project: Project, site: UnrulySite) -> None:
    """`Retry-After` is obeyed by every request of the site, and an answer without it costs the floor."""
    picture_story = next(a for a in site.site.articles if a.section == SECTION)
    page = f"/{picture_story.path.lstrip('/')}"
    site.first[LISTING] = [status(503, Retry_After="2"), status(500)]
    site.first[page] = [status(429, Retry_After="1")]
    done = project.run(site.url, "-a", f"section={SECTION}", RETRY_WAIT_STEP=0.1, PRIVATE_MIRROR_WAITS=0.5)
    assert done.returncode == 0, done.stderr
    first, second, third = site.moments(LISTING)
    assert second - first >= 2
    assert third - second >= 1  # the floor of 2 s, halved for a private mirror
    assert site.between(first, third) == [LISTING]
    told, again = site.moments(page)
    assert again - told >= 1
    assert site.between(told, told + 1) == []
    assert len(project.ids()) == len(set(project.ids())) == len([p for p in set(site.paths()) if p.endswith(".html")])


@pytest.mark.slow
def test_a_site_that_fails_is_left_alone_and_taken_up_by_the_next_run(project: Project, site: UnrulySite) -> None:
    site.always = lambda path: None if path == ROBOTS else status(500)
    done = project.run(site.url, **QUICK)
    assert done.returncode == 3
    assert "left alone: 10 failures in a row" in done.stderr
    assert project.report()["stats"]["finish_reason"] == "site-failing"
    asked = [moment for moment, path in site.asked if path != ROBOTS]
    assert 10 <= len(asked) <= 11
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(asked))
    site.always = lambda path: None
    site.asked.clear()
    assert project.run(site.url, **QUICK).returncode == 0
    assert len(project.ids()) == len(set(project.ids())) == len(site.site.articles)


@pytest.mark.slow
def test_a_page_that_asks_for_an_hour_is_left_to_the_next_run(project: Project, site: UnrulySite) -> None:
    article = next(a for a in site.site.articles if a.section == SECTION)
    page = f"/{article.path.lstrip('/')}"
    site.first[page] = [status(503, Retry_After="3600")]
    settings = {**QUICK, "RETRY_AFTER_MAX": 1}
    assert project.run(site.url, "-a", f"section={SECTION}", **settings).returncode == 0
    assert len(site.moments(page)) == 1
    assert site.between(site.moments(page)[0], site.moments(page)[0] + 1) == []
    row = project.rows()[ORIGIN + page]
    assert (row["state"], row["reason"], row["transient"]) == ("failed", "HTTP 503", True)
    missing = len(project.ids())
    assert project.run(site.url, "-a", f"section={SECTION}", **settings).returncode == 0
    assert len(site.moments(page)) == 2
    assert len(project.ids()) == len(set(project.ids())) == missing + 1
