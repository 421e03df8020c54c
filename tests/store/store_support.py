"""What the tests of the store share: articles, rows, and crawls in this process of a site made of functions."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import HtmlResponse, Response
from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from crawler.items import Article, Draft, Publication
from crawler.pipelines.revisions import content_hash
from crawler.store.leases import Found
from crawler.store.schema import requests
from crawler.store.store import Store
from crawler.store.workers import this_worker
from tests.postgresql import Server
from tests.store.stored import STORED

PUBLICATION = "thubao"

server: Server | None = None
"""Where stores are instead of in files, in tests on PostgreSQL."""


def url_of(folder: Path) -> str:
    if server:
        return server.schema(f"s{zlib.crc32(str(folder).encode()):08x}")
    return f"sqlite:///{folder}/store.sqlite"


def gone(number: int) -> str:
    """A worker that was a process of this host, and is gone."""
    host, _, mark = this_worker().split("/")
    return f"{host}/1/{mark.rpartition('.')[0]}.earlier-{number}"


def article(
    number: int = 1, *, title: str = "Hội chợ việc làm", date_fetched: str = "2026-11-22T05:00:00Z", **values: Any
) -> Article:
    made = Article(
        id=f"thubao.vn/{number}",
        url=f"https://thubao.vn/bai-{number}.html",
        publication=Publication("Thử Báo", "thubao.vn"),
        title=title,
        content_text="Sáng nay, trời nắng.",
        date_fetched=date_fetched,
        **values,
    )
    made.content_hash = content_hash(made)
    return made


def found(name: str, *, again: bool = False, priority: int = 0, kind: str = "article", request: str = "{}") -> Found:
    return Found(
        fingerprint=name, url=f"https://thubao.vn/{name}", kind=kind, priority=priority, again=again, request=request
    )


def row(store: Store, name: str) -> RowMapping:
    """The row of a request by its fingerprint or the end of its URL."""
    rows = [r for r in rows_of(store) if r["fingerprint"] == name or r["url"].endswith(f"/{name}")]
    assert len(rows) == 1, rows
    return rows[0]


def rows_of(store: Store) -> list[RowMapping]:
    return list(store.reader.execute(select(requests).order_by(requests.c.id)).mappings())


# --- crawls in this process ---------------------------------------------------------------------------------------

Answer = Response | Exception | str | int
Site = dict[str, Answer | list[Answer] | Callable[[Request], Any]]
"""Paths and what they answer: a body, a status, an exception; a list of these for one request after the other."""


class SiteHandler:
    """A download handler without a network."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self.spider = crawler.spidercls
        self.settings = crawler.settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SiteHandler:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        site, asked = self.settings["SITE"], self.settings["ASKED"]
        path = "/" + request.url.split("/", 3)[3]
        asked.append(path)
        await asyncio.sleep(self.settings.getfloat("SITE_DELAY"))
        answer = site.get(path, 404)
        if callable(answer):
            answer = await answer(request)
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Response):
            return answer.replace(url=request.url)
        if isinstance(answer, int):
            return HtmlResponse(request.url, status=answer, body=b"", request=request)
        return HtmlResponse(request.url, body=answer.encode(), headers={"ETag": '"1"'}, request=request)

    async def close(self) -> None:
        pass


class SiteSpider(Spider):
    """`<a>` links become requests to `parse`; a page with `<h1>` is an article."""

    name = PUBLICATION
    first = "/"

    async def start(self):
        yield self.listing(self.first)

    def listing(self, path: str) -> Request:
        return Request(f"http://site{path}", self.parse, meta={"kind": "listing"}, dont_filter=True)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        if title := response.css("h1::text").get():
            yield self.draft(response, title)
        for path in response.css("a::attr(href)").getall():
            yield response.follow(path, self.parse)

    def draft(self, response: Response, title: str) -> Draft:
        url = response.url.replace("http://site", "https://thubao.vn")
        return Draft(id=url.removeprefix("https://"), url=url, title=title, content_text="Một đoạn.")


SETTINGS: dict[str, Any] = {
    **STORED,
    "MEMUSAGE_ENABLED": False,
    "TWISTED_REACTOR_ENABLED": False,
    "LOG_ENABLED": False,
    "DOWNLOAD_HANDLERS": {"http": SiteHandler, "https": None, "ftp": None, "s3": None},
}


def links(*paths: str) -> str:
    return "".join(f'<a href="{path}">x</a>' for path in paths)


class Crawled:
    """What a crawl did: the paths asked for, in order, and the stats."""

    def __init__(self, asked: list[str], stats: dict[str, Any]) -> None:
        self.asked = asked
        self.stats = stats

    @property
    def reason(self) -> str:
        return self.stats["finish_reason"]


def crawl(folder: Path, site: Site, spider: type[Spider] = SiteSpider, seconds: float = 20, **settings: Any) -> Crawled:
    """Crawl the site to its end. Raises TimeoutError when the crawl hangs."""
    asked: list[str] = []

    async def run() -> dict[str, Any]:
        places = {"DATA_DIR": str(folder), "STORE_URL": url_of(folder)}
        runner = AsyncCrawlerRunner({**SETTINGS, **places, "SITE": site, "ASKED": asked, **settings})
        crawler = runner.create_crawler(spider)
        await asyncio.wait_for(runner.crawl(crawler), seconds)
        return crawler.stats.get_stats()

    return Crawled(asked, asyncio.run(run()))


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    store = Store(url_of(folder))
    try:
        yield store
    finally:
        store.close()
