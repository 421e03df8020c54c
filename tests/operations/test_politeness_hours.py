"""The hours in which a publication wants to be crawled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from projects import Project
from unruly_site import unruly

from crawler.operations.hours import ZONE, CrawlHours, Window
from tests.store.store_support import SETTINGS, Crawled, SiteSpider, crawl, links

WITH_HOURS = {**SETTINGS, "EXTENSIONS": {"crawler.operations.hours.CrawlHours": 1}}


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-22T{clock}+07:00")


@pytest.mark.parametrize(
    ("hours", "clock", "minutes"),
    [
        ("22:00-06:00", "21:59:59", None),
        ("22:00-06:00", "22:00:00", 480),
        ("22:00-06:00", "23:30:00", 390),
        ("22:00-06:00", "00:00:00", 360),
        ("22:00-06:00", "05:59:00", 1),
        ("22:00-06:00", "06:00:00", None),
        ("09:00 - 11:30", "08:59:00", None),
        ("09:00 - 11:30", "09:00:00", 150),
        ("09:00 - 11:30", "11:30:00", None),
        ("00:00-23:59", "23:59:30", None),
    ],
)
def test_a_window(hours: str, clock: str, minutes: float | None) -> None:
    window = Window.parse(hours)
    for moment in (at(clock), at(clock).astimezone(UTC)):
        left = window.left(moment)
        assert left <= timedelta() if minutes is None else left == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["22-6", "24:00-06:00", "22:60-06:00", "22:00", "06:00-06:00", "10pm-6am", ""])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="crawl_hours"):
        Window.parse(text)


def crawl_at(folder: Path, moment: datetime, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Crawled:
    class AtNight(SiteSpider):
        crawl_hours = "22:00-06:00"

    monkeypatch.setattr(CrawlHours, "now", lambda self: moment)
    return crawl(folder, {"/": links("/a"), "/a": "a"}, AtNight, **{**WITH_HOURS, **settings})


def test_outside_the_hours_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crawled = crawl_at(tmp_path, at("12:00:00"), monkeypatch)
    assert crawled.asked == []
    assert crawled.reason == "outside-crawl-hours"
    assert not list(tmp_path.glob("store*"))
    assert crawl_at(tmp_path, at("12:00:00"), monkeypatch, IGNORE_CRAWL_HOURS=True).asked == ["/", "/a"]


def test_when_the_hours_end_the_next_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last_moment = at("06:00:00") - timedelta(seconds=0.3)
    cut = crawl_at(tmp_path, last_moment, monkeypatch, SITE_DELAY=0.2)
    assert cut.reason == "crawl-hours-over"
    rest = crawl_at(tmp_path, at("22:00:00"), monkeypatch)
    assert rest.reason == "finished"
    assert {*cut.asked, *rest.asked} == {"/", "/a"}  # how far the first came is the machine's affair


@pytest.mark.slow
def test_a_run_outside_the_hours_says_so_and_ends_well(project: Project, tmp_path: Path) -> None:
    hour = datetime.now(ZONE).hour
    spider = tmp_path / "at_another_hour.py"
    spider.write_text(
        "from crawler.spiders.laodongxahoi import LaodongxahoiSpider\n"
        "class AtAnotherHour(LaodongxahoiSpider):\n"
        f"    crawl_hours = '{(hour + 11) % 24:02}:00-{(hour + 12) % 24:02}:00'\n"
    )
    with unruly() as site:
        done = project.scrapy("runspider", str(spider), "-a", f"mirror={site.url}")
        assert site.asked == []
    assert done.returncode == 0
    assert "nothing done: it is crawled from" in done.stderr
    assert "IGNORE_CRAWL_HOURS" in done.stderr
