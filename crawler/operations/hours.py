"""The hours in which a publication wants to be crawled."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.utils.asyncio import call_later

from crawler.operations.stopping import close

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_WINDOW = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]\d|2[0-3]):[0-5]\d)")


@dataclass(frozen=True)
class Window:
    """A span of every day in Vietnam, from its first minute up to, but not including, its last; may pass midnight."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `22:00-06:00`. Raises ValueError."""
        found = _WINDOW.fullmatch(text.strip())
        if not found:
            raise ValueError(f"crawl_hours must read like 22:00-06:00, not {text!r}")
        opens, closes = map(time.fromisoformat, found.groups())
        if opens == closes:
            raise ValueError(f"crawl_hours {text!r} begin when they end")
        return cls(opens, closes)

    def left(self, now: datetime) -> timedelta:
        """How long the window stays open from the aware moment `now` on; zero or less outside it."""
        here = now.astimezone(ZONE)
        opened = here.replace(hour=self.opens.hour, minute=self.opens.minute, second=0, microsecond=0)
        if opened > here:
            opened -= timedelta(days=1)
        closes = opened.replace(hour=self.closes.hour, minute=self.closes.minute)
        if closes <= opened:
            closes += timedelta(days=1)
        return closes - here

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


class CrawlHours:
    """Keeps a crawl inside the spider's `crawl_hours`.

    Outside them a run ends at once as `outside-crawl-hours`, with nothing asked; a run that is still going when they
    end closes as `crawl-hours-over`, and the next one goes on. `IGNORE_CRAWL_HOURS` switches it off.
    """

    def __init__(self, crawler: Crawler, window: Window) -> None:
        self.crawler = crawler
        self.window = window
        self._end: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        hours = getattr(crawler.spider, "crawl_hours", "")
        if not hours or crawler.settings.getbool("IGNORE_CRAWL_HOURS"):
            raise NotConfigured
        extension = cls(crawler, Window.parse(hours))
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(ZONE)

    def spider_opened(self, spider: Spider) -> None:
        """Let the run begin or raise CloseSpider."""
        left = self.window.left(self.now())
        if left <= timedelta():
            logger.info(
                "%s: nothing done: it is crawled from %s only (Vietnam time); -s IGNORE_CRAWL_HOURS=1 does it now",
                spider.name,
                self.window,
            )
            raise CloseSpider("outside-crawl-hours")
        self._end = call_later(left.total_seconds(), close, self.crawler, "crawl-hours-over")

    def spider_closed(self) -> None:
        """Forget the end of the hours."""
        if self._end:
            self._end.cancel()
