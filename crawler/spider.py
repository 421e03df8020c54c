"""The one spider behind all publications: how listings, feeds and sitemaps are walked. Its subclasses only declare."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import islice
from typing import Any, ClassVar, Literal, Self, cast
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.utils.sitemap import sitemap_urls_from_robots
from scrapy_spider_metadata import Args
from w3lib.url import safe_url_string

from crawler.extraction import read_page
from crawler.items import Article, Draft, NotAnArticle, Publication
from crawler.layouts.page import Element, Page, element_text, squeeze
from crawler.operations.addresses import is_private, to_publication
from crawler.operations.conditional import ConditionalRequests, was_conditional
from crawler.operations.failures import listed_address, reason_of
from crawler.operations.monitors import Expectations
from crawler.operations.rejected import keep_page
from crawler.publications import Declaration, Sections
from crawler.store.ages import parse_ages
from crawler.store.frontier import RECHECK, Frontier
from crawler.urls import canonical_url
from crawler.vietnamese.dates import parse_date

ARTICLE_PRIORITY = 10
"""Articles before further listings: what a listing names is collected before the next page of it is asked for."""
RECHECK_PRIORITY = -5
"""Articles are looked at again after all that is new, but before what is old."""
ARCHIVE = 20
"""What the first walk through an archive names, and its next page, come so much later: news doesn't wait for years of it,
also when it takes many runs."""
NEWS_DAYS = 2
"""What a feed or sitemap dates earlier is archive."""
OLD_IN_A_ROW = 5
"""So many articles older than `since`, one after the other, end the walk through a section."""
MOST_SECTIONS_DISCOVERED = 60
MOST_SEEN = 2000
"""So many articles of a section are remembered in a run."""
ON_ITS_WAY = "on its way"
"""Mark of a section whose first walk is beyond the first page: its next page is in the frontier."""
MOST_SITEMAPS = 50_000
"""So many of an index are read: sitemaps.org's own limit."""
FAILURES_NAMED = 3
_NO_ARTICLE = frozenset({"", "index", "default", "home", "trang-chu", "404", "error", "not-found"})
"""What the paths of home pages and error pages begin with."""
NO_SECTION = re.compile(
    r"(?:^|/)(?:rss|feed|tag|tags|tim-kiem|search|lien-he|contact|dang-nhap|login|dang-ky|register|gioi-thieu|about|"
    r"quang-cao|thong-tin-toa-soan|toa-soan|dieu-khoan|print|in-bai|amp|tac-gia|author|quan-tri|admin|wp-\w+|user)(?:[/.-]|$)",
    re.I,
)


class Parameters(BaseModel):
    """What `-a` takes."""

    model_config = ConfigDict(extra="forbid")

    since: date | None = Field(default=None, description="Only articles published on this day or later (YYYY-MM-DD).")
    until: date | None = Field(default=None, description="Only articles published on this day or earlier (YYYY-MM-DD).")
    section: str | None = Field(default=None, description="Only these sections, by their path; several by commas.")
    url: str | None = Field(default=None, description="Only these pages, known or not; several by commas.")
    again: Literal["rejected", "failed", "held"] | None = Field(
        default=None,
        description="Ask again for the pages that were rejected, that failed for good, or whose articles are held back: "
        "after a repair.",
    )
    limit: int | None = Field(default=None, ge=1, description="Stop after so many articles.")
    max_pages: int | None = Field(
        default=None, ge=1, description="Stop after so many pages of any kind; the next run goes on from there."
    )
    max_minutes: float | None = Field(
        default=None, gt=0, description="Stop after so many minutes; the next run goes on from there."
    )
    mirror: str | None = Field(
        default=None,
        pattern=r"^https?://[^/]+/?$",
        description="Ask a copy of the site at this address instead (http://host:port).",
    )

    @field_validator("url")
    @classmethod
    def _as_asked_for(cls, value: str | None) -> str | None:
        """With `xn--` for letters in a host's name: all the rest compares addresses of that form."""
        if value is None or value.isascii():
            return value
        return ",".join(safe_url_string(url.strip()) for url in value.split(","))

    @field_validator("mirror")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @model_validator(mode="after")
    def _period(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since ({self.since}) must not be later than until ({self.until})")
        return self


@dataclass
class Walk:
    """How far the walk through one section has come in this run."""

    seen: dict[str, None] = field(default_factory=dict)
    """The articles of its first page in this run and the last it has named: a pager that has come to its end begins
    anew, or repeats its last page. No more than that: an archive has hundreds of thousands."""
    older: int = 0
    """Articles in a row that were older than `since`."""
    begun: str = ""
    """When the walk that the page at hand belongs to began; see `parse_section`."""
    _first: int = 0
    """How many of `seen` are the first page's."""

    def new(self, links: list[str]) -> list[str]:
        """Those of a page's links that are not `seen`, as which all of them count from now on."""
        new = [url for url in links if url not in self.seen]
        self.seen.update(dict.fromkeys(new))
        self._first = self._first or len(new)
        for url in list(islice(self.seen, self._first, self._first + max(0, len(self.seen) - MOST_SEEN))):
            del self.seen[url]
        return new


class PublicationSpider(Args[Parameters], Spider):
    """Crawls one publication by its declaration.

    Sections are walked page by page, newest first; feeds and sitemaps are read whole. A walk ends at the last page, at a
    page that brings nothing new, at a run of articles older than `since`, or, once the section has been walked to its
    end before, at a page whose articles are all known from earlier runs.
    """

    publication: Publication
    article_url: ClassVar[str]
    """Regular expression that article paths match, with the group `id` for the publication's own id.

    One with an escaped `?` is tried on the path with its query too, the parameters in alphabetical order.
    """
    scheme: ClassVar[str] = "https"
    host: ClassVar[str] = ""
    """The host that serves it, where that isn't the domain itself (`www.…`)."""
    sections: ClassVar[Sections | None] = None
    discover_sections: ClassVar[bool] = True
    """Whether the home page's other links of the form of a section are walked too."""
    listing: ClassVar[tuple[str, ...]] = ()
    """XPaths of the column that lists a section's articles; the whole page where none of them is found."""
    pager: ClassVar[str] = (
        "//*[contains(@class, 'paging') or contains(@class, 'pagination') or contains(@class, 'pager')]"
    )
    feeds: ClassVar[tuple[str, ...]] = ()
    """Paths of RSS and Atom feeds, beside those that the home page names."""
    sitemaps: ClassVar[tuple[str, ...]] = ()
    """Paths of sitemaps, beside those that robots.txt names."""
    month_first: ClassVar[bool] = False
    crawl_hours: ClassVar[str] = ""
    """When the publication may be crawled, in Vietnam's time (`22:00-06:00`); empty: at any time."""

    recheck_ages: ClassVar[str | None] = None
    """At what ages articles are looked at again, instead of `RECHECK_AGES` (`1h 6h 1d`); empty: never."""

    expectations: ClassVar[Expectations] = Expectations()
    """Where the monitors should expect something else than the publication's own history tells."""

    frontier: Frontier

    @classmethod
    def declaration(cls) -> Declaration:
        """What this class declares, for code that has no need of a spider."""
        return Declaration(
            name=cls.name,
            publication=cls.publication,
            scheme=cls.scheme,
            host=cls.host or cls.publication.domain,
            article_url=re.compile(cls.article_url),
            month_first=cls.month_first,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.args.limit:
            crawler.settings.set("CLOSESPIDER_ITEMCOUNT", spider.args.limit, priority="spider")
        if spider.args.max_pages:
            crawler.settings.set("CLOSESPIDER_PAGECOUNT", spider.args.max_pages, priority="spider")
        if spider.args.max_minutes:
            crawler.settings.set("CLOSESPIDER_TIMEOUT", spider.args.max_minutes * 60, priority="spider")
        if spider.args.mirror:
            crawler.settings.set("MIRROR", spider.args.mirror, priority="spider")
            if is_private(urlsplit(spider.args.mirror).hostname or ""):
                # A copy on the operator's own machine is nobody's server to be polite to.
                crawler.settings.set("DOWNLOAD_DELAY", 0, priority="spider")
        parse_ages(crawler.settings.get("RECHECK_AGES") if cls.recheck_ages is None else cls.recheck_ages)
        spider.frontier = Frontier.of(crawler)
        crawler.signals.connect(spider._note_collected, signals.item_scraped)
        crawler.signals.connect(spider._note_dropped, signals.item_dropped)
        crawler.signals.connect(spider._note_broken, signals.item_error)
        return spider

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declared = self.declare()
        self.walks: dict[str, Walk] = {}
        self.yielded = 0
        """Articles handed to the pipelines and not dropped there."""
        self.started = datetime.now(UTC)
        self.frontier_job = f"section-{self.args.section}" if self.args.section else ""
        if self.args.url or self.args.again:
            self.frontier_job = f"url-{uuid4().hex}"
        """What the frontier keeps apart: a run for addresses or sections never takes up what other runs left over."""

    def declare(self) -> Declaration:
        """What this run goes by; a spider that is told its site only when it starts has more to say than its class."""
        return self.declaration()

    # --- where to begin -------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """The pages a run begins with."""
        if self.args.url:
            for url in map(self.own, self.named_urls(self.args)):
                yield self._article_request(url, again=True, recheck=self.frontier.article_at(url))
            return
        if self.args.again == "held":
            for article, url in self.frontier.store.unpublished(self.name):
                yield self._article_request(url, again=True, recheck=article)
            return
        if self.args.again:
            for url in self.frontier.store.settled_urls(self.name, self.args.again):
                yield self._article_request(url, again=True)
            return
        if self.args.section:
            for name in filter(None, map(str.strip, self.args.section.split(","))):
                yield self._section_request(name)
            return
        origin = self.declared.origin
        yield self._listing_request(f"{origin}/", self.parse_home)
        for name in self.sections.names if self.sections else ():
            yield self._section_request(name)
        for path in self.feeds:
            yield self._listing_request(urljoin(origin, path), self.parse_feed)
        for path in self.sitemaps:
            yield self._listing_request(urljoin(origin, path), self.parse_sitemap)
        yield self._listing_request(f"{origin}/robots.txt", self.parse_robots)
        for request in self.rechecks():
            yield request

    def rechecks(self) -> Iterator[Request]:
        """The articles to look at again: for corrections, and whether they are still there. Not in a narrowed run."""
        if self.args.since or self.args.until or self.args.limit:
            return
        for article in self.frontier.due():
            self._stat("rechecks/due")
            yield self._article_request(article.url, again=True, recheck=article.id, priority=RECHECK_PRIORITY)

    @staticmethod
    def named_urls(args: Parameters) -> list[str]:
        """The addresses of `-a url=`."""
        return [url for url in map(str.strip, (args.url or "").split(",")) if url]

    def _listing_request(self, url: str, callback: Any, *, priority: int = 0, **kwargs: Any) -> Request:
        return Request(
            url,
            callback,
            errback=self.listing_failed,
            cb_kwargs=kwargs,
            meta={"kind": "listing"},
            dont_filter=True,
            priority=priority,
        )

    def _section_request(self, section: str, page: int = 1, url: str | None = None, begun: str = "") -> Request:
        if url is None:
            pattern = self.sections or Sections("/{section}/page/{page}")
            url = urljoin(self.declared.origin, pattern.path(section, page))
        walk: dict[str, Any] = {"begun": begun} if begun else {}
        priority = -ARCHIVE if page > 1 and not begun else 0
        return self._listing_request(url, self.parse_section, priority=priority, section=section, page=page, **walk)

    def _article_request(
        self,
        url: str,
        *,
        listing: str | None = None,
        again: bool = False,
        recheck: str | None = None,
        priority: int = ARTICLE_PRIORITY,
    ) -> Request:
        return Request(
            self.declared.canonical(url),
            self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"listing": listing},
            meta={"kind": "article"} | ({RECHECK: recheck} if recheck else {}),
            dont_filter=again,
            priority=priority,
        )

    # --- listings -------------------------------------------------------------------------------------------

    def parse_home(self, response: Response) -> Iterable[Request]:
        """The home page: its articles, the feeds it names, the sections it links to."""
        self.frontier.read_in_full(response)
        self._stat("listings/read")
        page = self.page(response)
        yield from self._articles(self._article_links(page))
        for url in filter(self._is_ours, map(self.own, self.feeds_linked(page))):
            yield self._listing_request(url, self.parse_feed)
        if self.discover_sections:
            declared = set(self.sections.names) if self.sections else set()
            for section in list(self._sections_linked(page))[:MOST_SECTIONS_DISCOVERED]:
                if section not in declared:
                    yield self._section_request(section)

    def feeds_linked(self, page: Page) -> Iterable[str]:
        """The feeds that the home page names."""
        named = page.find("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
        return [page.absolute(href) for href in named]

    def parse_section(self, response: Response, section: str, page: int, begun: str = "") -> Iterable[Request]:
        """One page of a section: its articles, and the next page unless the walk ends here.

        `begun` is when the walk began, perhaps in an earlier run (ISO 8601): it ends where all articles were known by
        then. What became known later says nothing of what comes after it, for a walk that was broken off has left a
        gap there, and new articles push it from page to page. Empty: the walk goes on to the last page.
        """
        self._stat("listings/read")
        tree = self.page(response)
        walk = self.walks.setdefault(section, Walk())
        links = self._article_links(tree, self.listing)
        new_here = walk.new(links)
        archive = page > 1 and not begun
        yield from self._articles(links, section, archive=archive)
        if not self.args.section:
            # Beside the list: the site's newest and most read.
            yield from self._articles((url for url in self._article_links(tree) if url not in links), archive=archive)
        if page == 1 and self._known_ends_walk(section):
            begun = self.started.isoformat()
        elif page > 1 and not begun and self.frontier.mark(f"walk:{section}") not in ("whole", ON_ITS_WAY):
            self.frontier.set_mark(f"walk:{section}", ON_ITS_WAY)
        walk.begun = begun
        end = self._end_of_walk(tree, section, page, links, new_here, walk)
        if end is None:
            yield self._section_request(section, page + 1, self._next_page(tree, page), begun)
            return
        self._stat(f"walks/{end}")
        self.logger.debug("%s: walk through %s ends at page %d: %s", self.name, section, page, end)
        if page == 1 and not links:
            return  # a section without articles, or a notice in its place: nothing was walked
        if end != "max-pages":
            self._mark_walked(section, begun)
        elif not begun:
            self.frontier.set_mark(f"walk:{section}", "")  # nobody is on the way to its end any more

    def _end_of_walk(
        self, tree: Page, section: str, page: int, links: list[str], new_here: list[str], walk: Walk
    ) -> str | None:
        """Why the walk ends at this page, or None."""
        if not links:
            return "last-page"
        if not new_here:
            return "no-new-links"
        if self.args.since and walk.older >= OLD_IN_A_ROW:
            return "since"
        if walk.begun:
            before = datetime.fromisoformat(walk.begun)
            if len(self.frontier.known(links, before=before)) == len(links):
                return "known"
        if page >= self.settings.getint("LISTING_MAX_PAGES"):
            self.logger.warning(
                "%s: section %s goes on after %d pages; the walk is cut. If it is real, raise LISTING_MAX_PAGES.",
                self.name,
                section,
                page,
            )
            return "max-pages"
        numbers = [int(t) for t in tree.texts(f"({self.pager})//a") if t.isdigit()]
        if numbers and max(numbers) <= page and self._next_page(tree, page) is None:
            return "last-page"
        return None

    def _mark_walked(self, section: str, begun: str) -> None:
        """Note that the section was walked to its end, or back to `since`: articles before that were left out."""
        mark = self.frontier.mark(f"walk:{section}")
        if self._walked_whole(section) or (mark == ON_ITS_WAY and begun):
            return
        self.frontier.set_mark(f"walk:{section}", str(self.args.since) if self.args.since else "whole")

    def _walked_whole(self, section: str) -> bool:
        """Whether an earlier run has walked this section to its end, or back to the day this run asks for."""
        mark = self.frontier.mark(f"walk:{section}")
        return mark == "whole" or bool(mark and self.args.since and mark <= str(self.args.since))

    def _known_ends_walk(self, section: str) -> bool:
        """Whether a new walk may end at known articles: what comes after them is walked, or an older walk is at it."""
        return self._walked_whole(section) or self.frontier.mark(f"walk:{section}") == ON_ITS_WAY

    def _next_page(self, tree: Page, page: int) -> str | None:
        """The address that the page's own pager gives for the next page."""
        for link in tree.find(f"({self.pager})//a[@href]"):
            if element_text(link) == str(page + 1):
                href = squeeze(link.get("href"))
                if not href.startswith("#") and (url := self.own(tree.absolute(href))):
                    return url
        return None

    def _article_links(self, page: Page, columns_at: tuple[str, ...] = ()) -> list[str]:
        """The articles that a page names, in its order, each once: in these columns, or in all of it."""
        columns = [e for xpath in columns_at for e in page.find(xpath)] or [page.root]
        links: dict[str, str] = {}
        for column in columns:
            for href in page.find(".//a/@href", cast(Element, column)):
                url = self.own(page.absolute(href))
                if url and self.declared.is_article(url):
                    links.setdefault(self.declared.key(url), self.declared.canonical(url))
        return list(links.values()) or (self._article_links(page) if columns_at else [])

    def _articles(
        self, links: Iterable[str], listing: str | None = None, *, archive: bool = False
    ) -> Iterator[Request]:
        for url in links:
            self._stat("listings/articles")
            yield self._article_request(url, listing=listing, priority=ARTICLE_PRIORITY - ARCHIVE * archive)

    def _sections_linked(self, page: Page) -> Iterator[str]:
        """Paths of the home page's links that look like sections: short, without a query, no article."""
        seen: set[str] = set()
        for href in page.find("//a/@href"):
            parts = urlsplit(self.own(page.absolute(href)))
            path = parts.path.strip("/")
            if not path or path in seen or parts.query or not self.declared.owns(parts.geturl()):
                continue
            seen.add(path)
            if (
                path.count("/") <= 1
                and not NO_SECTION.search(path)
                and not re.search(r"\.\w{2,5}$", path)
                and not self.declared.is_article(parts.geturl())
            ):
                yield path

    # --- feeds and sitemaps -----------------------------------------------------------------------------------

    def parse_robots(self, response: Response) -> Iterable[Request]:
        """The sitemaps that robots.txt names."""
        self.frontier.read_in_full(response)
        named = sitemap_urls_from_robots(response.body, base_url=response.url)
        for url in filter(self._is_ours, map(self.own, named)):
            yield self._listing_request(url, self.parse_sitemap)

    def parse_feed(self, response: Response) -> Iterable[Request]:
        """An RSS or Atom feed: its articles, those outside `since` and `until` left out by the feed's own dates."""
        tree = self._xml(response)
        if tree is None:
            return
        self._stat("listings/read")
        for entry in tree.iter("{*}item", "{*}entry"):
            links = [
                squeeze(e.get("href") or e.text)
                for e in entry.iter("{*}link")
                if e.get("rel", "alternate") == "alternate"
            ]
            dates = [squeeze(e.text) for e in entry.iter("{*}pubDate", "{*}published", "{*}date")]
            published = _day(next(filter(None, dates), ""))
            yield from self._listed(next(filter(None, links), ""), published, archive=self._is_old(published))

    def parse_sitemap(self, response: Response, depth: int = 0) -> Iterable[Request]:
        """A sitemap or an index of sitemaps, plain or gzipped, with the dates it gives."""
        tree = self._xml(response)
        if tree is None:
            return
        self._stat("listings/read")
        conditional = ConditionalRequests.of(self.crawler)
        entries = list(islice(tree.iter("{*}sitemap"), MOST_SITEMAPS))
        # Dates that somebody looks after: where even the newest is old, they are those of some day long ago.
        newest = max(filter(None, map(_changed, entries)), default=None)
        kept_up = newest is not None and not self._is_old(newest)
        for entry in entries:
            self.frontier.read_in_full(response)
            loc, changed = squeeze(entry.findtext("{*}loc") or ""), _changed(entry)
            url = self.own(loc, response.url) if loc else ""
            if self._is_ours(url) and depth < 3 and not self._before_since(changed):
                if kept_up and conditional.unchanged(url, squeeze(entry.findtext("{*}lastmod") or "")):
                    self._stat("listings/unchanged")
                    continue
                priority = -ARCHIVE if self._is_old(changed) else 0
                yield self._listing_request(url, self.parse_sitemap, priority=priority, depth=depth + 1)
        for entry in tree.iter("{*}url"):
            loc, changed = squeeze(entry.findtext("{*}loc") or ""), _changed(entry)
            published = _day(squeeze(entry.findtext(".//{*}publication_date") or ""))
            if not self._before_since(changed):
                # A sitemap that gives no dates is one of everything there ever was.
                dated = published or changed
                yield from self._listed(loc, published, archive=dated is None or self._is_old(dated))

    def _listed(self, link: str, day: date | None, *, archive: bool) -> Iterator[Request]:
        url = self.own(link) if link else ""
        if not url or not self.declared.is_article(url):
            return
        # A feed's day may be off by one against the page's: the page decides on the days at the edge.
        if day and self.args.since and day < self.args.since - timedelta(days=1):
            return
        if day and self.args.until and day > self.args.until + timedelta(days=1):
            return
        yield from self._articles([url], archive=archive)

    def _is_old(self, day: date | None) -> bool:
        return day is not None and day < self.started.date() - timedelta(days=NEWS_DAYS)

    def _before_since(self, changed: date | None) -> bool:
        """Whether something last changed before `since`: nothing in it can have been published later."""
        return bool(self.args.since and changed and changed < self.args.since - timedelta(days=1))

    def _xml(self, response: Response) -> Any | None:
        """The tree of a feed or sitemap, mended where it is broken; None, counted and logged, where it is none."""
        limit = self.settings.getint("DOWNLOAD_MAXSIZE")
        try:
            body = bounded_gunzip(response.body, limit) if response.body[:2] == b"\x1f\x8b" else response.body
            parser = etree.XMLParser(
                recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            tree = etree.fromstring(body.strip() or b"<empty/>", parser)
        except (etree.XMLSyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
            tree, why = None, f"{error}"
        else:
            names = {etree.QName(e).localname for e in tree.iter("{*}*")} if tree is not None else set()
            why = "no feed and no sitemap in it"
            if not names & {
                "rss",
                "feed",
                "urlset",
                "sitemapindex",
                "item",
                "entry",
                "url",
                "sitemap",
                "RDF",
            }:
                tree = None
            elif parser.error_log:
                self._stat("listings/mended")
                told = {"publication": self.name, "url": response.url}
                self.logger.warning("%(publication)s: %(url)s is broken XML; what could be read of it is used", told)
        if tree is None:
            self._stat("listings/unreadable")
            self.logger.warning(
                "%(publication)s: %(url)s can't be read as a feed or sitemap (%(reason)s); it is left out of this run",
                {"publication": self.name, "url": response.url, "reason": why},
            )
        return tree

    # --- articles ---------------------------------------------------------------------------------------------

    def parse_article(self, response: Response, listing: str | None = None) -> Iterable[Article]:
        """The draft of an article, or a rejected page."""
        if self.args.limit and self.yielded >= self.args.limit:
            self.frontier.put_back(response)
            return
        if self._is_recheck(response) and (landed := self._landing(response)):
            self._note_gone(response, f"redirects to {landed}")
            return
        self._stat("pages/articles")
        page = self.page(response)
        try:
            draft = read_page(page, self.declared, fetched=datetime.now(UTC))
        except NotAnArticle as reason:
            self.reject(response, str(reason))
            return
        if not self.declared.owns(draft.url) or not draft.url:
            draft.url = self.declared.canonical(response.url)
        self._note_places(draft)
        self.yielded += 1
        yield draft

    def _note_places(self, draft: Draft) -> None:
        """Count on how many pages the selectors of the layout found something, for the monitors."""
        for place, stands in draft.places.items():
            self._stat(f"places/declared/{place}")
            if stands:
                self._stat(f"places/{place}")
            else:
                self._note_failure(f"places/{place}", draft.url)

    def reject(self, response: Response, reason: str) -> None:
        """Count, log and keep a page that is no article."""
        self._stat("pages/rejected")
        self._stat(f"pages/rejected/{reason}")
        self._note_failure("pages/rejected", response.url, reason)
        kept = keep_page(self.settings, self.name, response)
        told = {"publication": self.name, "url": response.url, "reason": reason, "kept": kept or "nothing"}
        self.logger.info("%(publication)s: no article: %(url)s (%(reason)s); kept as %(kept)s", told)
        self.frontier.reject(response, reason, kept)

    def article_failed(self, failure: Any) -> None:
        """An article that could not be fetched: the frontier records why; the log says which."""
        reason, url = reason_of(failure), listed_address(failure.request)
        if self._is_recheck(failure.request):
            if reason == "HTTP 304" and was_conditional(failure.request):
                self._stat("rechecks/unchanged")
                return
            if reason in ("HTTP 404", "HTTP 410"):
                self._note_gone(failure.request, reason)
                return
        self._stat("pages/failed")
        self._stat(f"pages/failed/{reason.partition(':')[0]}")
        if reason.startswith("HTTP"):
            self._stat("pages/answered")
        self._note_failure("pages/failed", url, reason)
        told = {"publication": self.name, "url": url, "reason": reason}
        self.logger.warning("%(publication)s: %(url)s could not be fetched: %(reason)s", told)

    @staticmethod
    def _is_recheck(of: Response | Request) -> bool:
        return RECHECK in of.meta

    def _landing(self, response: Response) -> str | None:
        """The path of the home page, listing or error page to which an article redirects; None: it is an article's."""
        url = response.url
        if not response.meta.get("redirect_urls") or not self.declared.owns(url) or self.declared.is_article(url):
            return None
        path = urlsplit(url).path
        first = path.strip("/").partition(".")[0].lower()
        return path or "/" if first in _NO_ARTICLE or self.frontier.is_listing(url) else None

    def _note_gone(self, of: Response | Request, reason: str) -> None:
        """An article that was there is no more; whether that is to be believed is seen when the run ends."""
        url = listed_address(of if isinstance(of, Request) else cast(Request, of.request))
        self._stat(f"rechecks/gone/{reason}")
        self._note_failure("rechecks/gone", url, reason)
        told = {"publication": self.name, "url": url, "reason": reason}
        self.logger.info("%(publication)s: %(url)s is gone: %(reason)s", told)
        self.frontier.gone(of, reason)

    def listing_failed(self, failure: Any) -> None:
        """A listing that could not be fetched. A page of a section that isn't there (404, 410) is the section's end."""
        reason, url = reason_of(failure), listed_address(failure.request)
        arguments = failure.request.cb_kwargs
        if reason.startswith("HTTP"):
            self._stat("listings/answered")
        if reason == "HTTP 304" and was_conditional(failure.request):
            # All that it names is known or on its way; a walk ends here (see crawler.operations.conditional).
            self._stat("listings/unchanged")
            return
        if reason in ("HTTP 404", "HTTP 410"):
            if arguments.get("page") is None and failure.request.callback != self.parse_home:
                # No such feed, sitemap or robots.txt: a site need not have one.
                self.frontier.accept(failure.request)
                return
            if arguments.get("page", 1) > 1:
                self._stat("walks/last-page")
                self._mark_walked(arguments["section"], arguments.get("begun", ""))
                self.frontier.accept(failure.request)
                return
        self._stat("listings/failed")
        self._stat(f"listings/failed/{reason.partition(':')[0]}")
        self._note_failure("listings", url, reason)
        told = {"publication": self.name, "url": url, "reason": reason}
        self.logger.warning("%(publication)s: listing %(url)s could not be read: %(reason)s", told)

    def _note_failure(self, kind: str, url: str, reason: str = "") -> None:
        """Keep the first few failures of a kind for the report: an operator begins with these."""
        if self.crawler.stats:
            first = self.crawler.stats.get_value(f"first_failures/{kind}", [])
            if len(first) < FAILURES_NAMED:
                self.crawler.stats.set_value(f"first_failures/{kind}", [*first, f"{url} ({reason})" if reason else url])

    # --- small things -----------------------------------------------------------------------------------------

    def page(self, response: Response) -> Page:
        """The response, parsed once."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        encoding = response.encoding if isinstance(response, TextResponse) else None
        return Page.from_html(
            response.body,
            response.url,
            content_type or (f"text/html; charset={encoding}" if encoding else None),
        )

    def own(self, href: str, base: str = "") -> str:
        """A link's address with the mirror's host taken back to the publication's, in canonical form.

        Empty for what is no web address: pages link to broken addresses, scripts and mail.
        """
        try:
            url = urljoin(base or f"{self.declared.origin}/", href.strip())
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                return ""
            if self.args.mirror:
                url = to_publication(url.encode(), self.args.mirror, self.declared.origin).decode()
            return self.declared.canonical(url) if self.declared.owns(url) else canonical_url(url)
        except ValueError:
            return ""

    def _is_ours(self, url: str) -> bool:
        """Whether a feed or sitemap is the publication's own; one elsewhere is asked only if it is declared."""
        host, domain = urlsplit(url).hostname or "", self.declared.publication.domain
        return self.declared.owns(url) or host == domain or host.endswith(f".{domain}")

    def _stat(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(name)

    def _note_collected(self, item: Any, response: Response | None) -> None:
        for code in getattr(item, "warnings", ()):
            self._stat(f"articles/warning/{code}")
        if walk := self._walk_of(response):
            walk.older = 0

    def _note_dropped(self, response: Response | None, exception: Exception) -> None:
        self.yielded -= 1
        if getattr(exception, "skipped", False):
            self._stat(f"articles/skipped/{str(exception).partition(':')[0]}")
        elif response is not None:
            self.reject(response, str(exception))
        if getattr(exception, "before_since", False) and (walk := self._walk_of(response)):
            walk.older += 1

    def _note_broken(self) -> None:
        self._stat("pages/errors")

    def _walk_of(self, response: Response | None) -> Walk | None:
        listing = response.cb_kwargs.get("listing") if response is not None and response.request else None
        return self.walks.get(listing) if listing else None


def _changed(entry: Any) -> date | None:
    """The day on which what an entry of a sitemap names has last changed."""
    try:
        return date.fromisoformat(squeeze(entry.findtext("{*}lastmod") or "")[:10])
    except ValueError:
        return None


def _day(text: str) -> date | None:
    """The day on which a feed or a sitemap of news says that an article was published."""
    day = parsed.value if text and (parsed := parse_date(text)) else None
    return day.date() if isinstance(day, datetime) else day


def bounded_gunzip(data: bytes, limit: int) -> bytes:
    """Gunzip no more than `limit` bytes. Raises ValueError for more: a sitemap of that size is a bomb."""
    with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
        out = stream.read(limit + 1)
    if len(out) > limit:
        raise ValueError(f"more than {limit} bytes when unpacked")
    return out
