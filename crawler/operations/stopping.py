"""Ending a run: soon, whatever hangs, and with nothing lost.

When a crawl closes (a signal, a budget that is used up, a site that is left alone), stock Scrapy waits for every
request it has begun, each up to its timeout and one after the other. Here requests that have not left yet are given
back to the frontier at once, those on the network after `SHUTDOWN_GRACE` seconds. None of them counts as a failure:
their leases are released when the frontier closes, and the next run takes them up.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.asyncio import create_looping_call

from crawler.percrawl import OnePerCrawl
from crawler.store.frontier import Frontier

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

T = TypeVar("T")

logger = logging.getLogger(__name__)

_AT_ONCE = 2  # seconds from a second signal to the end, in which Scrapy stops its own way


class Stopped(IgnoreRequest):
    """The run ends before this request was answered; the next run makes it."""

    transient = True


def is_closing(crawler: Crawler) -> bool:
    """Whether the crawl takes no new requests any more."""
    slot = crawler.engine._slot
    return slot is None or slot.closing is not None


def close(crawler: Crawler, reason: str) -> None:
    """Begin to close the spider; does nothing when it is closing already."""
    if not is_closing(crawler):
        task = asyncio.ensure_future(crawler.engine.close_spider_async(reason=reason))
        _closing.add(task)
        task.add_done_callback(_closing.discard)


def is_publications_own(crawler: Crawler, url: str) -> bool:
    """Whether an address is the crawled publication's: what another site refuses ends nobody's crawl.

    True for spiders that declare no publication.
    """
    declared = getattr(crawler.spider, "declared", None)
    return declared is None or declared.owns(url)


_closing: set[asyncio.Future[None]] = set()
"""The event loop keeps only weak references to its tasks."""


class Departures(OnePerCrawl):
    """The requests that wait for their turn and those on the network: `Departures.of(crawler)`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._frontier = Frontier.of(crawler)
        self._waiting: dict[asyncio.Future[Any], Request] = {}
        self._travelling: dict[asyncio.Future[Any], Request] = {}

    async def wait(self, request: Request, turn: Coroutine[Any, Any, T]) -> T:
        """Wait for a request's turn. Raises Stopped at once when the crawl closes."""
        return await self._stoppable(request, turn, self._waiting)

    async def travel(self, request: Request, download: Coroutine[Any, Any, T]) -> T:
        """Download; raises Stopped when the crawl closes and the answer takes longer than the time of grace."""
        return await self._stoppable(request, download, self._travelling)

    async def _stoppable(
        self, request: Request, work: Coroutine[Any, Any, T], under: dict[asyncio.Future[Any], Request]
    ) -> T:
        if is_closing(self._crawler):
            work.close()
            raise self.give_back(request)
        task = asyncio.ensure_future(work)
        under[task] = request
        try:
            return await task
        except asyncio.CancelledError:
            raise self.give_back(request) from None
        finally:
            del under[task]

    def give_back(self, request: Request) -> Stopped:
        """Leave a request to the next run; returns what to raise.

        The spider's own errback hears nothing, for nothing has gone wrong.
        """
        self._frontier.put_back(request)
        if unit := self._frontier.unit_of(request):
            unit.errback = None
            self._crawler.stats.inc_value("requests/given-back")
        return Stopped("the run ends")

    def recall(self) -> None:
        """Give back what has not left yet."""
        for task in list(self._waiting):
            task.cancel()
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                request, answer = slot.queue.popleft()
                answer.errback(self.give_back(request))

    def abort(self) -> int:
        """Break off what is on the network; returns how many requests."""
        for task in self._travelling:
            task.cancel()
        return len(self._travelling)


class Watch:
    """An extension that looks at its crawl again and again, from the engine's start until the spider is closed."""

    every: ClassVar[float]
    """Seconds between two looks."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._looking: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.engine_started, signals.engine_started)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def engine_started(self) -> None:
        """Begin to watch."""
        self._looking = create_looping_call(self.look)
        self._looking.start(self.every, now=False)

    def spider_closed(self) -> None:
        """It is over."""
        self.stop()

    def stop(self) -> None:
        """Look no more."""
        if self._looking:
            self._looking.stop()
            self._looking = None

    def look(self) -> None:
        """Called each time."""
        raise NotImplementedError


class Stopping(Watch):
    """Lets a closing crawl come to its end in time.

    Settings: `SHUTDOWN_GRACE`, seconds that requests on the network have left once the crawl closes;
    `SHUTDOWN_SECONDS`, after which a process that was told to end (SIGTERM, SIGINT) ends by force, with exit code 1; one
    that is told twice ends within two seconds. That costs nothing but time: it is a kill, and whatever was not committed
    is done by the next run.
    """

    every = 0.1  # Scrapy has no signal that says that a crawl begins to close
    _armed: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.grace = crawler.settings.getfloat("SHUTDOWN_GRACE")
        self.seconds = crawler.settings.getfloat("SHUTDOWN_SECONDS")
        self._since = 0.0
        """When the crawl began to close, by the monotonic clock; 0 before."""

    def engine_started(self) -> None:
        """Begin to watch, and set the deadline."""
        super().engine_started()
        self._arm()

    def look(self) -> None:
        """Give back what a closing crawl has begun."""
        if not is_closing(self.crawler):
            return
        self._since = self._since or time.monotonic()
        departures = Departures.of(self.crawler)
        departures.recall()
        if time.monotonic() - self._since > self.grace and (number := departures.abort()):
            logger.info("Broke off %d requests that took too long; the next run makes them", number)

    def _arm(self) -> None:
        """Set the deadline behind Scrapy's own signal handlers, where they are in place; once for the process."""
        if Stopping._armed or threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            scrapys = signal.getsignal(number)
            if getattr(scrapys, "__name__", "") == "_signal_shutdown":
                signal.signal(number, _with_deadline(scrapys, self.seconds))
                Stopping._armed = True


def _with_deadline(handler: Any, seconds: float) -> Any:
    def handle(number: int, frame: Any) -> None:
        _end_in(seconds, f"within {seconds:g} s after it was told to")
        handler(number, frame)
        for each in (signal.SIGTERM, signal.SIGINT):  # where Scrapy has put those for a second signal
            signal.signal(each, _at_once(signal.getsignal(each)))

    return handle


def _at_once(handler: Any) -> Any:
    def handle(number: int, frame: Any) -> None:
        _end_in(_AT_ONCE, "at once when it was told to a second time")
        if callable(handler):
            handler(number, frame)

    return handle


def _end_in(seconds: float, when: str) -> None:
    timer = threading.Timer(seconds, _end_by_force, (when,))
    timer.daemon = True
    timer.start()


def _end_by_force(when: str) -> None:
    message = (
        f"The run did not end {when}, and was ended by force. Nothing is lost: "
        "the next run goes on where it was and publishes what is due.\n"
    )
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, message.encode())
    os._exit(1)
