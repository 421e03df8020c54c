"""Crawls in this process, with all of the project's settings, of a site made of functions instead of a network."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider

ORIGIN = "http://laodongxahoi.net"

Answer = str | bytes | int | Response | Exception
Site = Callable[[str], Answer]
"""What a path (with its query) answers: a body, a status, a response or an exception."""


class JournalSpider(PublicationSpider):
    """Two sections, no more: a declaration like any other."""

    name = "journal"
    publication = Publication("Lao động và Xã hội", "laodongxahoi.net")
    scheme = "http"
    article_url = r"-(?P<id>\d{7})\.html$"
    sections = Sections("/{section}/page/{page}", "tre-em", "van-hoa")
    discover_sections = False


class SiteHandler:
    """Answers instead of the network; addresses of other hosts are asked for with their host."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self.site: Site = crawler.settings["SITE"]
        self.asked: list[str] = crawler.settings["ASKED"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SiteHandler:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        path = request.url.removeprefix(ORIGIN)
        self.asked.append(path)
        await asyncio.sleep(0.002)
        answer = self.site(path)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return HtmlResponse(request.url, status=answer, request=request)
        if isinstance(answer, Response):
            return answer.replace(url=request.url)
        body = answer.encode() if isinstance(answer, str) else answer
        return HtmlResponse(
            request.url, body=body, headers={"Content-Type": "text/html; charset=utf-8"}, request=request
        )

    async def close(self) -> None:
        pass


@dataclass(frozen=True)
class Crawled:
    """What a crawl asked for, in order, and its statistics."""

    asked: list[str]
    stats: dict[str, Any]

    @property
    def articles(self) -> list[str]:
        """The ids in the addresses of articles that were asked for."""
        return [path[-12:-5] for path in self.asked if path.endswith(".html")]


def crawl(
    folder: Path,
    site: Site,
    spider: type[PublicationSpider] = JournalSpider,
    arguments: dict[str, str] | None = None,
    **settings: Any,
) -> Crawled:
    """Crawl to the end, in this process and at once: what earlier crawls found is a day old then.

    Raises TimeoutError when it takes longer than 20 seconds.
    """
    asked: list[str] = []
    _a_day_passes(folder / "data/store.sqlite")
    project: Settings = get_project_settings()
    project.setdict(
        {
            "DOWNLOAD_HANDLERS": {"http": SiteHandler, "https": SiteHandler},
            "SITE": site,
            "ASKED": asked,
            "DATA_DIR": str(folder / "data"),
            "FEEDS_DIR": str(folder / "feeds"),
            "DOWNLOAD_DELAY": 0,
            "MEMUSAGE_ENABLED": False,
            "TWISTED_REACTOR_ENABLED": False,
            "LOG_ENABLED": False,
            "SPIDER_MODULES": [],  # the spider is given as a class
            **settings,
        },
        priority="cmdline",
    )

    async def run() -> dict[str, Any]:
        runner = AsyncCrawlerRunner(project)
        crawler = runner.create_crawler(spider)
        await asyncio.wait_for(runner.crawl(crawler, **(arguments or {})), 20)
        return dict(crawler.stats.get_stats())

    return Crawled(asked, asyncio.run(run()))


def _a_day_passes(store: Path) -> None:
    if store.exists():
        with closing(sqlite3.connect(store)) as database, database:
            for column in ("articles.first_seen", "articles.last_seen", "requests.changed"):
                table, _, name = column.partition(".")
                database.execute(f"update {table} set {name} = strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '-1 day')")


def article(
    number: int, title: str = "Hội chợ việc làm ở làng nghề", date: str = "08:30 AM 12/06/2022", body: str = ""
) -> str:
    """An article's page in the markup of the family."""
    body = body or "<p>Sáng nay, hơn ba trăm người đã đến hội chợ việc làm đầu tiên của làng nghề.</p>"
    return (
        f"<html><head><title>{title}</title></head><body><div class='title_detail_news'>{title} {number}</div>"
        f"<div class='time_detail_news f11'>{date}</div><div id='cotent_detail'>{body}</div></body></html>"
    )


def listing(numbers: list[int], pager: str = "") -> str:
    """A section's page: links to articles, and what stands below them."""
    links = "".join(f"<li><a href='/bai-{number}.html'>Bài {number}</a></li>" for number in numbers)
    return f"<html><body><ul>{links}</ul>{pager}</body></html>"
