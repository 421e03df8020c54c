"""Only whole answers become articles: one that broke off is asked for again, like any failure of the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_CLOSED = re.compile(rb"</(?:html|body|rss|feed|urlset|sitemapindex|rdf:RDF)\s*>", re.I)
_TAIL = 4096
"""Bytes at the end of a page in which its closing tag stands; scripts may follow it."""
_PACKED_SIZE = "packed_size"


class BrokenOff(IgnoreRequest):
    """An answer that is only part of a page; a later run tries again."""

    transient = True


class PackedSize:
    """Notes how long a gzipped answer says it is, before it is unpacked: its last four bytes (RFC 1952)."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it is."""
        request.meta.pop(_PACKED_SIZE, None)
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding in (b"gzip", b"x-gzip") and len(response.body) > 18:
            request.meta[_PACKED_SIZE] = int.from_bytes(response.body[-4:], "little")
        return response


class WholeAnswers:
    """Fails answers that broke off, after the retries that any failure gets.

    An answer without a length ends when the connection does, and a gzip stream may end early: Scrapy passes both on. A
    page or feed of that kind is whole if it is closed. 206 is part of a page that nobody asked for in parts.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the request once more. Raises `BrokenOff` when all tries broke off."""
        if response.status != 206 and not (self._may_be_cut(request, response) and not _is_closed(response)):
            return response
        if self.crawler.stats:
            self.crawler.stats.inc_value("pages/broken-off")
        assert self.crawler.spider is not None  # it made the request
        again = get_retry_request(request, spider=self.crawler.spider, reason="broken off")
        if again:
            return again
        raise BrokenOff("broken off: only part of the page came")

    @staticmethod
    def _may_be_cut(request: Request, response: Response) -> bool:
        said = request.meta.get(_PACKED_SIZE)
        return response.status == 200 and (
            "partial" in response.flags or (said is not None and said != len(response.body) & 0xFFFFFFFF)
        )


def _is_closed(response: Response) -> bool:
    kind = (response.headers.get("Content-Type") or b"").lower()
    if b"html" not in kind and b"xml" not in kind:
        return True
    return bool(_CLOSED.search(response.body[-_TAIL:]))
