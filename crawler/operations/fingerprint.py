"""When two requests are the same request."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

from scrapy.utils.request import RequestFingerprinter

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class PageFingerprinter(RequestFingerprinter):
    """GET requests are the same when they ask for the same page: the same article id, or the same canonical address."""

    def __init__(self, crawler: Crawler | None = None) -> None:
        super().__init__(crawler)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def fingerprint(self, request: Request) -> bytes:
        """20 bytes, as Scrapy's own."""
        declared = getattr(self._crawler.spider, "declared", None) if self._crawler else None
        if declared is None or request.method != "GET" or request.body:
            return super().fingerprint(request)
        return page_fingerprint(declared.key(request.url))


def page_fingerprint(key: str) -> bytes:
    """The fingerprint of a page by its key (`Declaration.key`)."""
    return hashlib.sha1(key.encode(), usedforsecurity=False).digest()
