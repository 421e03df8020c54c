"""robots.txt by RFC 9309, with `Crawl-delay`."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.operations.failures import in_words
from crawler.operations.politeness import Pace
from crawler.operations.stopping import Departures, Stopped, close, is_publications_own

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

MOST_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least five are followed, also to other hosts; after that there is no robots.txt."""
MOST_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least so much of it is read."""
LONGEST = 24 * 3600
"""Seconds after which its rules are asked for anew (RFC 9309, 2.4); a backfill runs for days."""


class RobotsUnavailable(IgnoreRequest):
    """Nobody knows what the site allows, so nothing is asked of it in this run."""

    transient: ClassVar[bool] = True


class Forbidden(IgnoreRequest):
    """robots.txt forbids the address; rules change, so later runs try again."""

    transient: ClassVar[bool] = True


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, where an answer means what RFC 9309 says.

    | robots.txt                               | what follows                                                   |
    | ---------------------------------------- | -------------------------------------------------------------- |
    | 2xx                                      | its rules, from the first 500 KiB                              |
    | 3xx                                      | followed up to five times, then as 4xx                         |
    | 4xx                                      | everything is allowed                                          |
    | 5xx, no answer, refused as private       | full stop: requests fail, the spider closes as                 |
    |                                          | `robots-unavailable`, the stats count `robots/unavailable`     |

    It is asked for once a run and host (with the retries that any request has). `Crawl-delay` is heeded by `Pace`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules: dict[tuple[str, str], tuple[float, asyncio.Future[RobotParser]]] = {}
        """By scheme and host with port, each with the moment at which it was asked for."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let a request pass or raise Forbidden."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as refusal:
            raise Forbidden(str(refusal)) from None

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of a request's host. Raises RobotsUnavailable, and Stopped when the run ends meanwhile."""
        url = urlparse_cached(request)
        place, now = (url.scheme, url.netloc), time.monotonic()
        asked, rules = self._rules.get(place) or (now - LONGEST, None)
        if rules is None or now - asked >= LONGEST:
            rules = asyncio.ensure_future(self._ask(f"{url.scheme}://{url.netloc}/robots.txt", request))
            self._rules[place] = now, rules
        try:
            return await asyncio.shield(rules)
        except Stopped:
            raise Departures.of(self.crawler).give_back(request) from None

    async def _ask(self, url: str, request: Request) -> RobotParser:
        try:
            response = await self._follow(url)
        except Stopped:
            raise
        except Exception as error:
            raise self._unavailable(url, in_words(error)) from None
        if response.status >= 500:
            raise self._unavailable(url, f"HTTP {response.status}")
        body = _whole_lines(response.body) if 200 <= response.status < 300 else b""
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules, request=request)
        if delay := rules.crawl_delay(self._robotstxt_useragent or self._default_useragent):
            Pace.of(self.crawler).ask_for_delay(url, delay)
        return rules

    async def _follow(self, url: str) -> Response:
        """The answer after redirects; the last redirect where there are too many."""
        for _ in range(MOST_REDIRECTS + 1):
            asked = Request(
                url,
                priority=self.DOWNLOAD_PRIORITY,
                # Redirects are followed here: those of robots.txt may lead to another host.
                meta={"dont_obey_robotstxt": True, "dont_redirect": True},
                callback=NO_CALLBACK,
            )
            self._stats.inc_value("robotstxt/request_count")
            response = await self.crawler.engine.download_async(asked)
            self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            location = response.headers.get("Location")
            if not (300 <= response.status < 400 and location):
                break
            url = urljoin(url, location.decode("latin-1"))
        return response

    def _unavailable(self, url: str, why: str) -> RobotsUnavailable:
        self._stats.inc_value("robots/unavailable")
        if not is_publications_own(self.crawler, url):
            logger.warning(
                "%(url)s can't be read (%(reason)s): nothing is asked of that site", {"url": url, "reason": why}
            )
            return RobotsUnavailable(f"robots.txt unavailable: {why}")
        self._stats.set_value("site/left-alone", f"robots.txt can't be read ({why})")
        logger.error(
            "%(url)s can't be read (%(reason)s), so what the site allows is unknown and nothing is asked of it in this run "
            "(RFC 9309). The next run tries again.",
            {"url": url, "reason": why},
        )
        close(self.crawler, "robots-unavailable")
        return RobotsUnavailable(f"robots.txt unavailable: {why}")


def _whole_lines(body: bytes) -> bytes:
    """As much of a robots.txt as is read. Half a line is left out: `Disallow: /` may be the half of a narrower rule."""
    if len(body) <= MOST_BYTES:
        return body
    read = body[:MOST_BYTES]
    return read[: max(read.rfind(b"\n"), read.rfind(b"\r")) + 1]
