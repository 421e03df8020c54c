"""A backfill goes on over budgets, SIGTERM and SIGKILL, asks for no page twice, and news does not wait for it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from news_site import NewsSite, NewsSpider, run
from projects import NAME, Project, kill

from tests.archive_site import FIRST_ID, PER_PAGE, Archive, archive_site, asked


def fetched(url: str) -> Counter[int]:
    """How often each article has been asked for, by its number."""
    return Counter({int(p[-12:-5]) - FIRST_ID: n for p, n in asked(url).items() if p.endswith(".html")})


def until_asked(url: str, number: int, process: subprocess.Popen[str]) -> None:
    """Wait until so many articles have been asked for."""
    end = time.monotonic() + 60
    while fetched(url).total() < number:
        assert process.poll() is None, f"ended before its moment: {process.communicate()}"
        assert time.monotonic() < end, "its moment never came"
        time.sleep(0.02)


@pytest.mark.faults
def test_a_backfill_is_stopped_and_resumed(project: Project) -> None:
    archive = Archive(600)
    since = archive.published(300).date()
    within = {n for n in range(1, 601) if archive.published(n).date() >= since}
    with archive_site(archive.number) as url:
        arguments = NAME, "-a", f"mirror={url}", "-a", f"since={since}"
        for _ in range(2):  # the second with what the first has left
            before = sum(asked(url).values())
            assert project.scrapy("run", *arguments, "-a", "max_pages=60").returncode == 0
            assert 60 <= sum(asked(url).values()) - before <= 62  # robots.txt is asked for beside
            assert project.report()["stats"]["finish_reason"] == "closespider_pagecount"
        process = project.start("run", *arguments)
        until_asked(url, 150, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert project.report()["stats"]["finish_reason"] == "shutdown"
        process.communicate()
        process = project.start("run", *arguments)
        until_asked(url, fetched(url).total() + 40, process)
        assert kill(process) == -signal.SIGKILL
        assert project.scrapy("run", *arguments).returncode == 0
        assert project.report()["stats"]["finish_reason"] == "finished"
        times = fetched(url)
    assert sorted(project.ids()) == sorted(f"laodongxahoi.net/{FIRST_ID + n}" for n in within)
    assert len(times) - len(within) <= 2 * PER_PAGE, "the sitemaps' dates tell what is older; only the section doesn't"
    assert times.total() - len(times) <= 8, "nothing but what was on its way at the kill"


class Budgeted(NewsSpider):
    """As `-a max_pages=12` makes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_pages=12, **kwargs)


@pytest.mark.parametrize("by_sitemap", [False, True])
def test_news_does_not_wait_for_the_archive(tmp_path: Path, by_sitemap: bool) -> None:
    site = NewsSite(90)
    if by_sitemap:
        entries = (f"<url><loc>http://thubao.vn/bai-{n}.html</loc></url>" for n in site.articles)
        site.sitemaps = {"/sitemap.xml": "".join(entries)}
    for _ in range(3):
        assert run(tmp_path, site, Budgeted).reason == "closespider_pagecount"
        site.publish(2)
        site.asked()
        run(tmp_path, site, Budgeted)
        articles = [path for path, _ in site.asked() if path.startswith("/bai-")]
        assert set(articles[:2]) == {f"/bai-{n}.html" for n in site.articles[:2]}


def test_what_a_sitemap_dates_of_today_is_news(tmp_path: Path) -> None:
    site = NewsSite(9)
    today = NewsSpider.begins + timedelta(hours=1)
    entries = (
        f"<url><loc>http://thubao.vn/bai-{n}.html</loc><lastmod>{today - timedelta(days=9 * (n != 5)):%Y-%m-%d}</lastmod></url>"
        for n in range(1, 9)
    )
    site.sitemaps = {"/sitemap.xml": "".join(entries)}
    run(tmp_path, site)
    articles = [path for path, _ in site.asked() if path.startswith("/bai-")]
    assert articles.index("/bai-5.html") < min(articles.index(f"/bai-{n}.html") for n in (1, 2, 3, 4, 6))
