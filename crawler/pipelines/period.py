"""Period: what `-a since=` and `-a until=` leave out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from scrapy.exceptions import DropItem

from crawler.items import Draft

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

T = TypeVar("T", bound=Draft)


class OutOfPeriod(DropItem):
    """The article lies outside the period this run asks for. It is not known then: a later run may collect it."""

    skipped = True

    def __init__(self, reason: str, *, before_since: bool) -> None:
        super().__init__(reason, log_level="DEBUG")
        self.before_since = before_since


class PeriodPipeline:
    """Drops articles outside the run's period. One without a date stays: nothing says that it is outside."""

    def __init__(self, since: date | None, until: date | None) -> None:
        self.since = since
        self.until = until

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        args = getattr(crawler.spider, "args", None)
        return cls(getattr(args, "since", None), getattr(args, "until", None))

    def process_item(self, item: T) -> T:
        """Pass a draft or raise `OutOfPeriod`."""
        if isinstance(item, Draft) and item.date_published:
            day = date.fromisoformat(item.date_published[:10])
            if self.since and day < self.since:
                raise OutOfPeriod(f"before since: {day}", before_since=True)
            if self.until and day > self.until:
                raise OutOfPeriod(f"after until: {day}", before_since=False)
        return item
