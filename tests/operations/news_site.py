"""A newspaper made of functions, crawled in this process: one section with paging, a feed, validators on all of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from sqlalchemy import update

from crawler import settings as project
from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider
from crawler.store.database import timestamp
from crawler.store.schema import articles, requests
from tests.store.store_support import SETTINGS, Crawled, crawl, opened

PER_PAGE = 3


class NewsSpider(PublicationSpider):
    name = "thubao"
    publication = Publication("Thử Báo", "thubao.vn")
    scheme = "http"
    article_url = r"/bai-(?P<id>\d+)\.html$"
    sections = Sections("/{section}/page/{page}", "tin")
    discover_sections = False
    listing = ("//ul",)
    begins = datetime(2022, 7, 1, tzinfo=UTC)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.started = self.begins


NEWS_SETTINGS: dict[str, Any] = {
    **SETTINGS,
    "ITEM_PIPELINES": project.ITEM_PIPELINES,
    "REQUEST_FINGERPRINTER_CLASS": project.REQUEST_FINGERPRINTER_CLASS,
    "DOWNLOADER_MIDDLEWARES": {"crawler.operations.conditional.ConditionalRequests": 540},
    "EXTENSIONS": {"crawler.operations.stopping.Stopping": 1},
    "SHUTDOWN_GRACE": 5,
    "LISTINGS_IN_FULL_HOURS": 24,
    "LISTING_MAX_PAGES": 2000,
    "RETRY_ENABLED": False,
    "CONCURRENT_REQUESTS": 1,
}


class NewsSite(dict[str, Any]):
    """Articles by number, the highest first. Asked by `SiteHandler` as a mapping from paths to answers."""

    def __init__(self, articles: int) -> None:
        super().__init__()
        self.articles = list(range(articles, 0, -1))
        self.failing: set[str] = set()
        self.stale: set[str] = set()
        """Paths that answer 304 whatever is asked."""
        self.validators: dict[str, bytes] = {}
        """Instead of an `ETag` made of the page."""
        self.conditions: dict[str, dict[str, bytes]] = {}
        """By path: the validators of the last request."""
        self.sitemaps = {"/sitemap.xml": ""}
        self.answered: list[tuple[str, int]] = []
        """Path and status of each answer."""

    def __deepcopy__(self, memo: Any) -> NewsSite:
        return self  # Scrapy copies settings

    def publish(self, number: int) -> None:
        """So many new articles."""
        for _ in range(number):
            self.articles.insert(0, self.articles[0] + 1)

    def get(self, path: str, default: Any = None) -> Any:
        async def answer(request: Request) -> Response:
            response = self._answer(path, request)
            self.answered.append((path, response.status))
            return response

        return answer

    def asked(self) -> list[tuple[str, int]]:
        """What was answered since the last call."""
        answered, self.answered = self.answered, []
        return answered

    def _answer(self, path: str, request: Request) -> Response:
        body = None if path in self.failing else self._body(path)
        if body is None:
            return HtmlResponse(request.url, status=500 if path in self.failing else 404)
        sent = {name: request.headers.get(name) for name in ("If-None-Match", "If-Modified-Since")}
        self.conditions[path] = {name: value for name, value in sent.items() if value is not None}
        if path in self.stale:
            return Response(request.url, status=304)
        if self.validators:
            same = bool(self.conditions[path]) and set(self.conditions[path].values()) <= set(self.validators.values())
            if same:
                return Response(request.url, status=304, headers={"ETag": b'"anders"', "X-Cache": "HIT"})
            return HtmlResponse(request.url, body=body.encode(), headers=dict(self.validators))
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag.encode():
            return Response(request.url, status=304)
        headers = {"ETag": etag, "Content-Type": "text/html; charset=utf-8"}
        return HtmlResponse(request.url, body=body.encode(), headers=headers)

    def _body(self, path: str) -> str | None:
        name, _, number = path.strip("/").partition("/page/")
        if path == "/":
            return '<link rel="alternate" type="application/rss+xml" href="/rss"><p>Trang chủ</p>'
        if path == "/robots.txt":
            return "Sitemap: http://thubao.vn/sitemap.xml"
        if path == "/rss":
            items = "".join(f"<item><link>http://thubao.vn/bai-{n}.html</link></item>" for n in self.articles[:2])
            return f"<rss><channel>{items}</channel></rss>"
        if path in self.sitemaps:
            return f"<urlset>{self.sitemaps[path]}</urlset>"
        if name == "tin":
            return self._listing(int(number or 1))
        found = path.removeprefix("/bai-").removesuffix(".html")
        return self._article(int(found)) if found.isdigit() and int(found) in self.articles else None

    def _listing(self, page: int) -> str | None:
        shown = self.articles[(page - 1) * PER_PAGE : page * PER_PAGE]
        last = -(-len(self.articles) // PER_PAGE)
        pager = "".join(f'<a href="/tin/page/{n}">{n}</a>' for n in range(1, last + 1))
        entries = "".join(f'<li><a href="/bai-{n}.html">Bài số {n}</a></li>' for n in shown)
        return f'<ul>{entries}</ul><div class="paging">{pager}</div>' if shown else None

    @staticmethod
    def _article(number: int) -> str:
        day = f"{1 + number % 28:02}/06/2022"
        return (
            f'<h1 class="title_detail_news">Tin vắn trong ngày, bài số {number}</h1>'
            f'<span class="time_detail_news">{day} 08:00</span><div id="cotent_detail">'
            f"<p>Chợ quê họp từ tờ mờ sáng, đây là phiên thứ {number} kể từ đầu năm.</p>"
            "<p>Hàng rau, hàng cá bày dọc con đường nhỏ ven sông, ai cũng vội.</p></div>"
        )


_hours = count(1)


def run(folder: Path, site: NewsSite, spider: type[NewsSpider] = NewsSpider, **settings: Any) -> Crawled:
    """One run, an hour after the last one: the store counts time in seconds, of which these runs need none."""
    NewsSpider.begins = datetime(2022, 7, 1, tzinfo=UTC) + timedelta(hours=next(_hours))
    crawled = crawl(folder, site, spider, **{**NEWS_SETTINGS, **settings})
    then, now = timestamp(NewsSpider.begins + timedelta(minutes=30)), timestamp()[:10]
    with opened(folder) as store, store.transaction():
        store.writer.execute(update(requests).where(requests.c.changed >= now).values(changed=then))
        store.writer.execute(update(articles).where(articles.c.first_seen >= now).values(first_seen=then))
    return crawled


def stored(folder: Path) -> set[int]:
    """The numbers of the articles that have been collected."""
    with opened(folder) as store:
        return {int(article["id"].rpartition("/")[2]) for article in store.newest("thubao", 1000)}
