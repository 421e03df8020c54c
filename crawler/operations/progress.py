"""One line that tells a person how the crawl is coming along."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler


class Progress:
    """Writes to standard error while a crawl runs: over and over on a terminal, now and then into a file or pipe.

    On with `PROGRESS`; it and a log on the same terminal would write over each other, so `scrapy run` logs to a file.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.live = sys.stderr.isatty()
        self.started = time.monotonic()
        self.last = ""
        self.task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        if not crawler.settings.getbool("PROGRESS"):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self, spider: Spider) -> None:
        """Begin to show."""
        self.task = asyncio.get_running_loop().create_task(self._show(spider.name))

    def spider_closed(self, spider: Spider) -> None:
        """Show how it ended and stop."""
        if self.task:
            self.task.cancel()
        self._write(self.line(spider.name))
        if self.live:
            sys.stderr.write("\n")
        sys.stderr.flush()

    async def _show(self, name: str) -> None:
        while True:
            self._write(self.line(name))
            await asyncio.sleep(0.2 if self.live else 2)

    def line(self, name: str) -> str:
        """How far it has come."""
        stats: dict[str, Any] = self.crawler.stats.get_stats() if self.crawler.stats else {}

        def count(key: str) -> int:
            return int(stats.get(key) or 0)

        seconds = int(time.monotonic() - self.started)
        line = (
            f"{name}  {seconds // 60:02d}:{seconds % 60:02d}  {count('downloader/response_count')} pages, "
            f"{count('item_scraped_count')} articles "
            f"({count('frontier/articles/new')} new, {count('frontier/articles/changed')} changed)"
        )
        for key, word in (
            ("pages/rejected", "rejected"),
            ("pages/failed", "failed"),
            ("retry/count", "retried"),
        ):
            if count(key):
                line += f", {count(key)} {word}"
        return line

    def _write(self, line: str) -> None:
        if (
            line[len(line.split("  ", maxsplit=1)[0]) + 9 :] == self.last[len(line.split("  ", maxsplit=1)[0]) + 9 :]
            and not self.live
        ):
            return
        self.last = line
        sys.stderr.write(f"\r\x1b[2K{line}" if self.live else f"{line}\n")
        sys.stderr.flush()
