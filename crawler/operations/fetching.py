"""Fetching a few pages for a command: politely, and without a store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.http import Response

ROUNDS = 2
"""So often may pages lead to further ones."""


class Fetched:
    """What came of the addresses: `pages` in the order in which they were named, `failures` with their reasons."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._answers: dict[str, Response | None] = dict.fromkeys(urls)
        self.failures: dict[str, str] = {}

    @property
    def pages(self) -> list[Response]:
        """The responses."""
        return [response for response in self._answers.values() if response is not None]

    def add(self, url: str, response: Response) -> None:
        """Note an answer."""
        self._answers[url] = response


def fetch(
    process: CrawlerProcessBase,
    urls: Iterable[str],
    further: Callable[[list[Response]], Iterable[str]] = lambda _: (),
) -> Fetched:
    """Fetch pages one after the other, as far as robots.txt allows; blocks until all are there.

    Once all have been answered, `further` may name more on the same hosts, and once more when these have been. The
    project's politeness holds; nothing is stored. Hosts are taken as named by the operator, also private ones.
    """
    wanted = list(dict.fromkeys(urls))
    fetched = Fetched(wanted)
    pending, asked = set(wanted), set(wanted)

    class FewPages(Spider):
        name = "fetch"
        rounds = ROUNDS

        async def start(self) -> AsyncIterator[Any]:
            for url in wanted:
                yield self.request(url)

        def request(self, url: str) -> Request:
            return Request(url, errback=self.failed, cb_kwargs={"url": url}, dont_filter=True)

        def parse(self, response: Response, url: str) -> Iterator[Request]:
            fetched.add(url, response)
            yield from self.answered(url)

        def failed(self, failure: Any) -> Iterator[Request]:
            url = failure.request.cb_kwargs["url"]
            fetched.failures[url] = failure.getErrorMessage()
            yield from self.answered(url)

        def answered(self, url: str) -> Iterator[Request]:
            pending.discard(url)
            if not pending and self.rounds:
                self.rounds -= 1
                pending.update(set(further(fetched.pages)) - asked)
                asked.update(pending)
                yield from map(self.request, sorted(pending))

    settings = process.settings.copy()
    for name in ("ITEM_PIPELINES", "EXTENSIONS", "SPIDER_MIDDLEWARES"):
        settings.set(name, {}, priority="cmdline")
    settings.set("SCHEDULER", "scrapy.core.scheduler.Scheduler", priority="cmdline")
    hosts = [urlsplit(url).hostname or "" for url in wanted]
    settings.set("ALLOWED_PRIVATE_HOSTS", hosts, priority="cmdline")
    process.crawl(Crawler(FewPages, settings))
    process.start()
    return fetched
