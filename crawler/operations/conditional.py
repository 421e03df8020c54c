"""Asking for pages only if they have changed (`ETag`, `Last-Modified`; RFC 9110, 13).

An article that is looked at again is asked for with the validators of the page that the store has its last revision
from, unless an operator named its address (`-a url=`).

Why nothing is lost by a 304 for a listing:

1. The validators of a row are those of a page whose reading is committed, in the same transaction as the requests
   for all that it names (`Frontier` keeps none of a page that failed, or broke the callback, or was being read when
   the process was killed). An unchanged page therefore names nothing that the frontier doesn't have, be it done or
   still to do, and what is to do is done whether a listing names it again or not.
2. Pages that lead to other listings (home, robots.txt, indexes of sitemaps) are asked for in full: unchanged
   themselves, they may lead to one that has changed. The spider says so by `Frontier.read_in_full`.
3. Of a section, only the first page is asked for conditionally, and only when the section has been walked to its end
   before. There a walk would also end at a first page whose articles are all known. A walk that was interrupted
   further on doesn't depend on the first page: its next page is in the frontier.
4. A narrowed run (`since`, `until`, `section`, `url`) leaves out articles that later runs may want, so it asks in
   full, stores no validators, and makes the next run that isn't narrowed ask in full.
5. After a change of what the publication declares (the operator has mended `article_url`, say) and at least every
   `LISTINGS_IN_FULL_HOURS`, everything is asked for in full: a site may misjudge what is unchanged, and so may we.

6. A sitemap that has not changed since it was last read, by its index's `lastmod`, is not asked for at all, where 4 and 5
   allow it to be asked for conditionally. A margin allows for other clocks and for days without a time; an index whose
   newest date is old is not believed.

4 and 5 rest on a mark that a run sets when it comes to its end with everything asked for in full.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import signals

from crawler.percrawl import OnePerCrawl
from crawler.store.frontier import RECHECK, Frontier

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_VALIDATORS = "If-None-Match", "If-Modified-Since"
MARK = "listings-in-full"
_DECLARED = ("article_url", "host", "sections", "discover_sections", "listing", "pager", "feeds", "sitemaps")


class ConditionalRequests(OnePerCrawl):
    """The downloader middleware that puts validators on requests for listings and for articles that are looked at again."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = self._crawler
        self.frontier = Frontier.of(crawler)
        self.longest = timedelta(hours=crawler.settings.getfloat("LISTINGS_IN_FULL_HOURS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls.of(crawler)
        crawler.signals.connect(middleware.spider_idle, signals.spider_idle)
        return middleware

    def unchanged(self, url: str, lastmod: str) -> bool:
        """Whether a sitemap need not be asked for: it was read after its last change (`lastmod`, as its index has it)."""
        changed = _latest(lastmod)
        if changed is None or not self.frontier.run or not self.conditional:
            return False
        read = self.frontier.last_read(url)
        return read is not None and read > changed

    def process_request(self, request: Request) -> None:
        """Add the validators of the last reading, where there is one."""
        if not self.frontier.run:
            return  # nothing is crawled: `scrapy fetch` and the like
        if not self._may_be_unchanged(request):
            return
        if request.meta.get("redirect_times") and RECHECK in request.meta and not self._is_article(request.url):
            # Elsewhere than an article: that page being older than the article would not mean that all is as it was.
            for name in _VALIDATORS:
                request.headers.pop(name, None)
        if request.meta.get("retry_times") or request.meta.get("redirect_times"):
            return  # it comes with the headers of the first request
        fingerprint = self.crawler.request_fingerprinter.fingerprint(request).hex()
        etag, modified = self.frontier.store.validators(self._spider.name, fingerprint)
        if etag:
            request.headers["If-None-Match"] = etag.encode("latin-1", "replace")  # byte by byte as it came
        if modified:
            request.headers["If-Modified-Since"] = modified.encode("latin-1", "replace")

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep a narrowed run from storing validators."""
        if _is_listing(request) and self.narrowed:
            response.headers.pop("ETag", None)
            response.headers.pop("Last-Modified", None)
        return response

    def spider_idle(self) -> None:
        """The run ends with nothing left to ask for: note that it asked in full."""
        if not self.frontier.run or self.narrowed or self.conditional:
            return
        self.frontier.set_mark(MARK, f"{datetime.now(UTC).isoformat()} {self._signature}")

    @property
    def _spider(self) -> Any:
        return cast("Any", self.crawler.spider)

    @cached_property
    def narrowed(self) -> bool:
        """Whether the run asks for less than there is."""
        arguments = getattr(self._spider, "args", None)
        return any(getattr(arguments, name, None) for name in ("since", "until", "section", "url"))

    @cached_property
    def conditional(self) -> bool:
        """Whether this run may ask conditionally; decided at its first request."""
        if self.narrowed:
            self.frontier.set_mark(MARK, "")
            return False
        moment, _, signature = (self.frontier.mark(MARK) or "").partition(" ")
        if not moment or signature != self._signature:
            return False
        return datetime.now(UTC) - datetime.fromisoformat(moment) < self.longest

    @property
    def _signature(self) -> str:
        declared = repr([getattr(self._spider, name, None) for name in _DECLARED])
        return hashlib.sha256(declared.encode()).hexdigest()[:16]

    def _may_be_unchanged(self, request: Request) -> bool:
        """Whether an answer that the page is as it was would do."""
        if RECHECK in request.meta:
            return not self.narrowed
        return self.conditional and _is_listing(request) and self._may_end_the_walk(request)

    def _is_article(self, url: str) -> bool:
        declared = getattr(self._spider, "declared", None)
        return declared is None or declared.is_article(url)

    def _may_end_the_walk(self, request: Request) -> bool:
        section = request.cb_kwargs.get("section")
        if section is None:
            return True
        return request.cb_kwargs.get("page") == 1 and self.frontier.mark(f"walk:{section}") == "whole"


def _latest(lastmod: str) -> datetime | None:
    """The last moment that a sitemap's date may mean, wherever its clock stands; None when it can't be read."""
    try:
        moment = datetime.fromisoformat(lastmod)
    except ValueError:
        return None
    if moment.tzinfo:
        return moment + timedelta(hours=1)
    return moment.replace(tzinfo=UTC) + timedelta(days=2 if len(lastmod) <= len("2026-11-22") else 1)


def _is_listing(request: Request) -> bool:
    return request.meta.get("kind") == "listing"


def was_conditional(request: Request) -> bool:
    """Whether a request asked for a page only if it has changed; to others "not modified" is no answer."""
    return any(name in request.headers for name in _VALIDATORS)
