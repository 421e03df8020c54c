"""The spider middleware that tells the frontier what came of each request.

Its place is nearest to the engine, so that it sees what all other spider middlewares made of the output.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.store.frontier import Frontier


class AcknowledgeMiddleware:
    """Hands output, items and errors of leased requests to `Frontier`; everything else passes untouched.

    The engine need not be woken after a commit: it asks the scheduler again whenever a response is finished,
    and a unit is always committed before that.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._frontier = Frontier.of(crawler)
        crawler.signals.connect(self._item_scraped, signals.item_scraped)
        crawler.signals.connect(self._item_dropped, signals.item_dropped)
        crawler.signals.connect(self._item_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_spider_input(self, response: Response) -> None:
        """Note that a response has come."""
        if unit := self._frontier.unit_of(response):
            self._frontier.responded(unit, response)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Withhold requests, let items pass."""
        unit = self._frontier.unit_of(response)
        async for each in self._frontier.gather(unit, result) if unit else result:
            yield each

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """Note an exception that nobody handled."""
        if unit := self._frontier.unit_of(response):
            self._frontier.raised(unit, exception)

    def _item_scraped(self, response: Response | Failure | None) -> None:
        self._item_left(response)

    def _item_dropped(self, response: Response | Failure | None, exception: BaseException) -> None:
        self._item_left(response, exception)

    def _item_error(self, response: Response | Failure | None, failure: Failure) -> None:
        self._item_left(response, failure.value)

    def _item_left(self, response: Response | Failure | None, error: BaseException | None = None) -> None:
        if unit := self._frontier.unit_of(response):
            self._frontier.item_left(unit, error)
