"""One pace for each site: rests after failures, `Retry-After`, `Crawl-delay`, and when to leave a site alone.

The pace is kept where requests leave for the network, in the download handler. There a request waits until those
before it have their answers (`CONCURRENT_REQUESTS_PER_DOMAIN` is 1) and the site has had its rest, so nothing else of
the site is asked meanwhile. A middleware can't do that: when it hears of a failure, the downloader has already sent
the next request. Nor can the downloader's slots: without a `DOWNLOAD_DELAY`, Scrapy 2.19 sends all that waits in a
slot at once, because it counts a transfer only when its task has begun.

To everybody else a waiting request is one on its way: the frontier goes on renewing its lease, the engine doesn't
take the spider for idle, and when the crawl closes it is given back at once.

Which answers are failures of the site is declared: the statuses of `RETRY_HTTP_CODES`, all others from 500 on, and
the exceptions of `RETRY_EXCEPTIONS`. Whether and how often a request is made again is up to Scrapy's retry
middleware; what it makes again comes here, last in the row, and waits like any other.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.utils.misc import load_object

from crawler.operations.addresses import is_private
from crawler.operations.mirror import MirrorDownloadHandler
from crawler.operations.stopping import Departures, close, is_publications_own
from crawler.percrawl import OnePerCrawl
from crawler.urls import bare_host

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3), as seconds or as a date; None when unclear.

    `now` is aware. A date that has passed gives 0.
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:  # "-0000": UTC all the same, as HTTP dates are
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


@dataclass(frozen=True)
class Backoff:
    """Waits that grow exponentially, with full jitter above a floor. All in seconds."""

    floor: float
    step: float
    longest: float

    def wait(self, failures: int) -> float:
        """How long to wait after so many failures of a page, counted from 1."""
        doubled = self.step * 2.0 ** min(failures - 1, 30)
        return self.floor + random.uniform(0, min(self.longest, doubled))  # noqa: S311 - not a secret


@dataclass
class SitePace:
    """How one site is doing. Moments are of the monotonic clock."""

    places: asyncio.Semaphore
    """For the requests that may be on their way at the same time."""
    failures: int = 0
    """In a row."""
    failing: set[str] = field(default_factory=set)
    """The pages that these befell."""
    put_off: int = 0
    """Failures in a row that asked for a longer rest than we take."""
    crawl_delay: float = 0.0
    """Seconds from an answer to the next request that its robots.txt asks for."""
    gap: float = 0.0
    """Seconds from one request to the next. Scrapy's slots keep it for each host name; a site has several."""
    asked: float = -math.inf
    answered: float = -math.inf
    resting_until: float = -math.inf

    @property
    def free_at(self) -> float:
        """From when on it may be asked."""
        return max(self.resting_until, self.asked + self.gap, self.answered + self.crawl_delay)

    async def turn(self) -> None:
        """Wait for a place and for the end of the site's rest. The place is to be released."""
        await self.places.acquire()
        try:
            while (seconds := self.free_at - time.monotonic()) > 0:
                await asyncio.sleep(seconds)
            self.asked = time.monotonic()
        except asyncio.CancelledError:
            self.places.release()
            raise


class Pace(OnePerCrawl):
    """The pace of all sites that a crawl asks: `Pace.of(crawler)`.

    Settings, in seconds: `RETRY_WAIT_FLOOR`, `RETRY_WAIT_STEP` and `RETRY_WAIT_MAX` for the rest after a failure;
    `RETRY_AFTER_MAX`, the longest `Retry-After` that is waited for; `CRAWL_DELAY_MAX`; and
    `SITE_FAILURES_MAX`, after how many failures in a row, of more than half as many pages, the run leaves the site
    alone and closes as `site-failing`.
    `PRIVATE_MIRROR_WAITS` shortens the rests of our own (not those that the site asks for) with a mirror at a private
    address.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        private = is_private(urlsplit(settings.get("MIRROR") or "//").hostname or "public.invalid")
        share = settings.getfloat("PRIVATE_MIRROR_WAITS") if private else 1.0
        self._backoff = Backoff(
            settings.getfloat("RETRY_WAIT_FLOOR") * share,
            settings.getfloat("RETRY_WAIT_STEP") * share,
            settings.getfloat("RETRY_WAIT_MAX") * share,
        )
        self._retry_after_max = settings.getfloat("RETRY_AFTER_MAX")
        self._crawl_delay_max = settings.getfloat("CRAWL_DELAY_MAX")
        self._failures_max = settings.getint("SITE_FAILURES_MAX")
        self._statuses = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")}
        self._exceptions = tuple(load_object(name) for name in settings.getlist("RETRY_EXCEPTIONS"))
        self._places = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._gap = settings.getfloat("DOWNLOAD_DELAY")
        self._sites: dict[str, SitePace] = {}

    def site(self, url: str) -> SitePace:
        """The site of an address, the same for `www.` and other twins."""
        return self._sites.setdefault(bare_host(url), SitePace(asyncio.Semaphore(self._places), gap=self._gap))

    def ask_for_delay(self, url: str, seconds: float) -> None:
        """Heed a `Crawl-delay`, up to `CRAWL_DELAY_MAX`."""
        if not seconds > 0:  # negative, or no number
            return
        site = self.site(url)
        site.crawl_delay = min(seconds, self._crawl_delay_max)
        self._crawler.stats.set_value("robots/crawl_delay", site.crawl_delay)
        if seconds > self._crawl_delay_max:
            logger.warning(
                "%s: robots.txt asks for %g s between requests; CRAWL_DELAY_MAX allows %g s",
                bare_host(url),
                seconds,
                self._crawl_delay_max,
            )

    def answered(self, request: Request, response: Response) -> None:
        """Note an answer."""
        site = self.site(request.url)
        site.answered = time.monotonic()
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC)) or 0.0
        if response.status < 500 and response.status not in self._statuses:
            site.failures = site.put_off = 0
            site.failing.clear()
            if 300 <= response.status < 400 and asked:  # before the redirect is followed (RFC 9110, 10.2.3)
                site.resting_until = site.answered + min(asked, self._retry_after_max)
            return
        if asked <= self._retry_after_max:
            site.put_off = 0
            self._rest(request, site, f"HTTP {response.status}", at_least=asked)
            return
        # Longer than a run should wait. The request is left to the next run. A 503 may speak of this page alone, so
        # one more page is asked after a rest; a 429 speaks of us, and so does a second answer of the kind.
        site.put_off += 1
        request.meta["dont_retry"] = True
        self._crawler.stats.inc_value("retry/put-off")
        logger.info("%s: Retry-After asks for %g s; left to the next run", request.url, asked)
        if response.status == 429 or site.put_off > 1:
            self._leave(request, f"it asks to be left alone for {asked:g} s")
        self._rest(request, site, f"HTTP {response.status}", at_least=self._retry_after_max)

    def failed(self, request: Request, error: Exception) -> None:
        """Note that no answer came."""
        site = self.site(request.url)
        site.answered = time.monotonic()
        if isinstance(error, self._exceptions):
            self._rest(request, site, type(error).__name__)  # the spider's warning says more

    def _rest(self, request: Request, site: SitePace, why: str, *, at_least: float = 0.0) -> None:
        site.failures += 1
        site.failing.add(request.url)
        # A few broken pages side by side, each tried three times, are not yet a broken site.
        if site.failures >= self._failures_max and len(site.failing) > self._failures_max / 2:
            self._leave(request, f"{site.failures} failures in a row, the last one {why}")
        seconds = max(at_least, self._backoff.wait(request.meta.get("retry_times", 0) + 1))
        site.resting_until = site.answered + seconds
        self._crawler.stats.inc_value("retry/rests")
        self._crawler.stats.inc_value("retry/rest-seconds", round(seconds))
        told = {"url": request.url, "reason": why, "seconds": seconds}
        logger.info("%(url)s: %(reason)s; the site rests for %(seconds).1f s", told)

    def _leave(self, request: Request, why: str) -> None:
        """Ask the site for nothing more in this run; what is pending stays in the frontier."""
        request.meta["dont_retry"] = True
        if not is_publications_own(self._crawler, request.url):
            logger.warning("%(url)s is another site's and fails: %(reason)s", {"url": request.url, "reason": why})
            return
        if not self._crawler.stats.get_value("site/left-alone"):
            self._crawler.stats.set_value("site/left-alone", why)
            told = {"site": bare_host(request.url), "url": request.url, "reason": why}
            logger.error("%(site)s is left alone for this run: %(reason)s. The next run goes on.", told)
        close(self._crawler, "site-failing")


class PoliteDownloadHandler(MirrorDownloadHandler):
    """The HTTP handler that keeps each site's pace."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pace = Pace.of(crawler)
        self._departures = Departures.of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Fetch when it is the request's turn. Raises Stopped when the crawl closes before the answer has come."""
        site = self._pace.site(request.url)
        await self._departures.wait(request, site.turn())
        try:
            response = await self._departures.travel(request, super().download_request(request))
        except Exception as error:
            self._pace.failed(request, error)
            raise
        else:
            self._pace.answered(request, response)
            return response
        finally:
            site.places.release()
