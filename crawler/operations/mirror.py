"""Crawling a copy of a site at another address, and keeping away from addresses that are nobody's site."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit, urlunsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured

from crawler.operations.addresses import is_private, to_publication
from crawler.operations.network import BoundedDownloadHandler, PublicResolver
from crawler.urls import bare_host

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


class MirrorDownloadHandler(BoundedDownloadHandler):
    """Scrapy's HTTP handler, which asks a mirror instead when the run has one.

    Everything above the socket sees the publication's own addresses: requests, responses, redirects, robots.txt, the
    frontier. Where the mirror writes its own address into a page, the publication's stands there when it comes out.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._mirror: str = crawler.settings.get("MIRROR") or ""
        PublicResolver.allowed.update(allowed_private_hosts(crawler))

    async def download_request(self, request: Request) -> Response:
        """Fetch from the mirror what belongs to the publication; anything else where it is."""
        declared = getattr(self.crawler.spider, "declared", None)
        if not self._mirror or declared is None or not declared.owns(request.url):
            return await super().download_request(request)
        target, mirror = urlsplit(request.url), urlsplit(self._mirror)
        address = urlunsplit((mirror.scheme, mirror.netloc, target.path or "/", target.query, ""))
        asked = request.replace(url=address)
        if is_private(mirror.hostname or ""):  # no proxy leads to this machine, and none is told of it
            asked.meta.pop("proxy", None)
            asked.headers.pop("Proxy-Authorization", None)
        response = await super().download_request(asked)
        headers = response.headers.copy()
        if location := headers.get("Location"):
            headers["Location"] = to_publication(location, self._mirror, declared.origin)
        return response.replace(url=request.url, headers=headers)


class MirrorMiddleware:
    """Puts the publication's address where a mirror has written its own into a page, feed or sitemap.

    Stands nearer to the engine than the middleware that decompresses.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        if not crawler.settings.get("MIRROR"):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as the publication would have sent it."""
        declared = getattr(self.crawler.spider, "declared", None)
        if declared is None or not declared.owns(request.url):
            return response
        return response.replace(body=to_publication(response.body, self.crawler.settings["MIRROR"], declared.origin))


class PrivateAddressMiddleware:
    """Refuses requests to private addresses, wherever they come from: links, redirects, feeds, sitemaps.

    Hosts named in `ALLOWED_PRIVATE_HOSTS` and the host of `-a mirror=` are allowed. Names that resolve to private
    addresses are refused by `PublicResolver`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.allowed = allowed_private_hosts(crawler)
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass or raise IgnoreRequest."""
        host = urlsplit(request.url).hostname or ""
        if is_private(host) and host not in self.allowed:
            if self.stats:
                self.stats.inc_value("requests/private-address")
            logger.warning(
                "Refused %s: a private address. Name the host in ALLOWED_PRIVATE_HOSTS if it is meant.",
                request.url,
            )
            raise IgnoreRequest(f"private address: {host}")


class StayOnSiteMiddleware:
    """Refuses redirects that leave the publication for another site."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass or raise IgnoreRequest."""
        declared = getattr(self.crawler.spider, "declared", None)
        if declared is None or not request.meta.get("redirect_times") or declared.owns(request.url):
            return
        if self.crawler.stats:
            self.crawler.stats.inc_value("requests/left-the-site")
        raise IgnoreRequest(f"redirected to another site: {bare_host(request.url)}")


def allowed_private_hosts(crawler: Crawler) -> frozenset[str]:
    """The private hosts that somebody named."""
    hosts = set(crawler.settings.getlist("ALLOWED_PRIVATE_HOSTS"))
    if mirror := crawler.settings.get("MIRROR"):
        hosts.add(urlsplit(mirror).hostname or "")
    return frozenset(hosts)
