"""The spider for publications that nobody has declared."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

import orjson
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.discovery import (
    ANY_ARTICLE,
    entry_links,
    feeds_named,
    learn_article_url,
    looks_like_article,
    menu_links,
    own_links,
    parse_xml,
    site_name,
    sitemap_entries,
)
from crawler.items import Publication
from crawler.layouts.page import Page
from crawler.publications import Declaration, declaration_for
from crawler.spider import NO_SECTION, PublicationSpider, Walk, bounded_gunzip
from crawler.urls import bare_host

FEEDS_LEARNED_FROM = 3
"""So many of the feeds that a home page names are read before anything else."""
STILL_TRUE = 0.8
"""What was learned of a site is learned anew when fewer of its feeds' articles have the form."""
SITEMAPS_LEARNED_FROM = 3
"""So many sitemaps are read at once where the home page teaches nothing: one that a script draws."""
WELL_KNOWN = ("/sitemap.xml", "/feed/", "/rss")
"""Where sitemaps and feeds mostly stand; asked for on sites that name none and whose home page teaches nothing."""
GZIP = b"\x1f\x8b"
_MARK = "declaration"


class SiteSpider(PublicationSpider):
    """Crawls a site that nobody has declared: `scrapy crawl site -a url=https://anything.vn/`.

    `url` is the site's address or that of one of its articles. Feeds, and where there are none the links of the home
    page, teach what its articles' addresses look like; feeds, the sitemaps of robots.txt and the menu's sections are
    then walked as those of any publication. What was learned is kept for later runs. In the store and the feeds the
    publication goes by its domain.
    """

    name = "site"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = self.declared.name
        self.publication = self.declared.publication
        self.frontier_job = f"site-{self.args.section}" if self.args.section else "site"
        self._read_already: set[str] = set()
        self._menu: dict[str, str] = {}
        """Addresses of sections by their paths."""
        self._known: str | None = None
        """The pattern that an earlier run learned."""

    def declare(self) -> Declaration:
        """What the address alone tells; the rest is learned from the home page. Raises ValueError without one.

        A site that is declared goes by its declaration: its articles must not get a second name in the store.
        """
        parts = urlsplit(self.args.url or "")
        if parts.scheme not in ("http", "https") or not is_host(parts.hostname or ""):
            raise ValueError("name the site: scrapy crawl site -a url=https://anything.vn/")
        if known := declaration_for(self.args.url):
            return known
        domain = bare_host(parts.hostname)
        return Declaration(
            name=domain,
            publication=Publication(domain, domain),
            scheme=parts.scheme,
            host=_host(parts),
            article_url=re.compile(ANY_ARTICLE),
        )

    async def start(self) -> AsyncIterator[Request]:
        """The home page, and the article whose address was given."""
        if declaration_for(self.args.url):
            self.logger.warning("%s is declared: `scrapy crawl %s` knows more of it", self.declared.host, self.name)
        elif known := self.frontier.mark(_MARK):
            self._learned(**orjson.loads(known))
            self._known = self.declared.article_url.pattern
        yield self._listing_request(f"{self.declared.origin}/", self.look_around, priority=1)
        if self.args.url and looks_like_article(self.args.url):
            yield self._article_request(self.own(self.args.url))
        if not self.args.section:
            for request in self.rechecks():
                yield request

    async def look_around(self, response: Response) -> AsyncIterator[Request]:
        """The home page: learns from it and from the feeds it names, then goes where they lead."""
        page = self.page(response)
        feeds = [feed async for feed in self._feeds_of(page)]
        if not declaration_for(self.args.url):
            listed = [url for feed in feeds for url in self._entries(feed)]
            if not self._learn(page, listed, own_links(page, self.own)):
                more, maps, linked = await self._look_further()
                feeds += more
                if not self._learn(page, [url for feed in more for url in self._entries(feed)], linked):
                    self.logger.warning(
                        "%s: neither the home page nor a feed or sitemap tells what its articles' addresses look like; "
                        "perhaps it is drawn by a script: -a url= takes an article's address too",
                        self.name,
                    )
                for url in maps:
                    yield self._listing_request(url, self.parse_sitemap)
        if self.args.section:
            list(self._sections_linked(page))
            for name in filter(None, map(str.strip, self.args.section.split(","))):
                yield self._section_request(name)
            return
        for feed in feeds:
            self._read_already.add(feed.url)
            for request in self.parse_feed(feed):
                yield request
        for request in self.parse_home(response):
            yield request
        yield self._listing_request(f"{self.declared.origin}/robots.txt", self.parse_robots)

    def _learn(self, home: Page, listed: list[str], linked: Mapping[str, str]) -> bool:
        """Learn from what feeds list and what pages and sitemaps link to, and keep it for later runs; False: nothing."""
        if self.args.url and looks_like_article(self.args.url):
            listed = [*listed, self.own(self.args.url)]
        parts = urlsplit(home.url or self.declared.origin)
        # What earlier runs knew holds as long as it is true: another pattern would give articles other ids.
        changed = not self._known or sum(map(self.declared.is_article, listed)) < STILL_TRUE * len(listed)
        pattern = learn_article_url(listed, linked) if changed else None
        learned = {
            "title": site_name(home) or self.declared.publication.name,
            "article_url": pattern or self._known or ANY_ARTICLE,
            "scheme": parts.scheme,
            "host": _host(parts),
        }
        self._learned(**learned)
        if not pattern and not self._known:
            return False
        self.frontier.set_mark(_MARK, orjson.dumps(learned).decode())
        return True

    def _learned(self, title: str, article_url: str, scheme: str, host: str) -> None:
        """Go by what was learned of the site."""
        self.publication = Publication(title, self.declared.publication.domain)
        self.declared = replace(
            self.declared,
            publication=self.publication,
            article_url=re.compile(article_url),
            scheme=scheme,
            host=host,
        )
        self.logger.info("%s: articles are taken to match %s", self.name, article_url)

    async def _feeds_of(self, page: Page) -> AsyncIterator[Response]:
        """The first feeds that the home page names, fetched at once; one that fails is left to the walk."""
        for url in feeds_named(page)[:FEEDS_LEARNED_FROM]:
            if response := await self._at_once(self.own(url)):
                yield response

    async def _look_further(self) -> tuple[list[Response], list[str], dict[str, str]]:
        """Where the home page teaches nothing: (feeds, sitemaps that robots.txt doesn't name, what sitemaps link to)."""
        origin = self.declared.origin
        robots = await self._at_once(f"{origin}/robots.txt")
        named = list(sitemap_urls_from_robots(robots.body, base_url=robots.url)) if robots else []
        queue = [u for u in map(self.own, named) if self._is_ours(u)] or [origin + path for path in WELL_KNOWN]
        unnamed = set() if named else set(queue)
        feeds: list[Response] = []
        maps: list[str] = []
        linked: dict[str, str] = {}
        asked = 0
        while queue and asked < SITEMAPS_LEARNED_FROM and not (feeds and linked):
            url, asked = queue.pop(0), asked + 1
            response = await self._at_once(url)
            tree = self._feed_or_sitemap(response) if response else None
            if response is None or tree is None:
                continue
            if entry_links(tree):
                feeds.append(response)
                continue
            maps += [url] if url in unnamed else []
            further, pages = sitemap_entries(tree)
            # The last of an index are mostly the newest, the first what is no article: sections, pages about the paper.
            queue = [*filter(self._is_ours, map(self.own, [*further[:1], *further[-1:]])), *queue]
            linked |= dict.fromkeys(filter(self.declared.owns, map(self.own, pages)), "")
        return feeds, maps, linked

    def _feed_or_sitemap(self, response: Response) -> Any | None:
        """The tree of a feed or sitemap; None for anything else: what stands at well-known places is often a page."""
        body = response.body
        try:
            if body[:2] == GZIP:
                body = bounded_gunzip(body, self.settings.getint("DOWNLOAD_MAXSIZE"))
        except (ValueError, OSError, EOFError, zlib.error):
            return None
        return parse_xml(body)

    async def _at_once(self, url: str) -> Response | None:
        """A page fetched now, past the queue; None when it isn't there."""
        try:
            response: Response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # whatever a downloader and its middlewares may raise
            told = {"publication": self.name, "url": url, "reason": error}
            self.logger.info("%(publication)s: %(url)s can't be learned from: %(reason)s", told)
            return None
        return response if response.status == 200 else None

    def _entries(self, feed: Response) -> list[str]:
        """The addresses on this site that a feed lists."""
        tree = self._xml(feed)
        urls = [self.own(url) for url in entry_links(tree)] if tree is not None else []
        return [url for url in urls if self.declared.owns(url)]

    def feeds_linked(self, page: Page) -> Iterable[str]:
        """The feeds that the home page names or links to, those left out that were read before."""
        return [url for url in feeds_named(page) if self.own(url) not in self._read_already]

    def _sections_linked(self, page: Page) -> Iterator[str]:
        """Paths of the menu's links that are no articles; of a home page without a menu, what looks like a section."""
        in_menu: dict[str, str] = {}
        for href, _ in menu_links(page):
            parts = urlsplit(self.own(href))
            path = parts.path.strip("/") + (f"?{parts.query}" if parts.query else "")
            if path and self.declared.owns(parts.geturl()) and not NO_SECTION.search(path):
                in_menu.setdefault(path, parts.geturl())
        with_id = "id" in self.declared.article_url.groupindex
        self._menu = {p: url for p, url in in_menu.items() if not (with_id and self.declared.is_article(url))}
        yield from sorted(self._menu, key=lambda path: "?" in path) or super()._sections_linked(page)

    def _section_request(self, section: str, page: int = 1, url: str | None = None, begun: str = "") -> Request:
        """A section's page; the first one stands where the menu says."""
        return super()._section_request(section, page, url or (self._menu.get(section) if page == 1 else None), begun)

    def _next_page(self, tree: Page, page: int) -> str | None:
        """The next page by the list's pager or by its `rel=next`."""
        if url := super()._next_page(tree, page):
            return url
        href = tree.first("//link[@rel='next']/@href") or tree.first(
            "//a[@rel='next' or contains(@class, 'next')]/@href"
        )
        return self.own(tree.absolute(href)) if href and not href.lower().startswith(("javascript:", "#")) else None

    def _end_of_walk(
        self, tree: Page, section: str, page: int, links: list[str], new_here: list[str], walk: Walk
    ) -> str | None:
        """As for any publication; nothing is guessed of a further page that the list doesn't name."""
        end = super()._end_of_walk(tree, section, page, links, new_here, walk)
        return "last-page" if end is None and self._next_page(tree, page) is None else end

    def listing_failed(self, failure: Any) -> None:
        """As for any publication; but without a home page there is nothing to go by."""
        if failure.request.callback != self.look_around:
            super().listing_failed(failure)
            return
        self._stat("listings/failed")
        told = {"publication": self.name, "url": failure.request.url, "reason": failure.getErrorMessage()}
        self.logger.error("%(publication)s: the home page could not be read: %(reason)s", told)


def _host(parts: SplitResult) -> str:
    """The host with its port, where it has one."""
    return parts.netloc.rpartition("@")[2].lower()


_LABELS = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.?|\[?[0-9a-f:]+\]?", re.I)


def is_host(name: str) -> bool:
    """Whether a name is a host's: the site's folders and files in the store and the feeds are called after it."""
    return len(name) <= 200 and _LABELS.fullmatch(name) is not None
