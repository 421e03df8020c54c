"""What pipelines, middlewares and extensions of one crawl share, without one being handed through the others."""

from __future__ import annotations

import weakref
from typing import Any, ClassVar, Self

from scrapy.crawler import Crawler


class OnePerCrawl:
    """A class with one instance for each crawl, which goes with it: `Class.of(crawler)`."""

    _all: ClassVar[weakref.WeakKeyDictionary[Crawler, Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._all = weakref.WeakKeyDictionary()

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The one instance of a crawl, made at the first call."""
        if crawler not in cls._all:
            cls._all[crawler] = cls(crawler)
        found: Self = cls._all[crawler]
        return found

    def __init__(self, crawler: Crawler) -> None:
        self._crawler: Crawler = weakref.proxy(crawler)  # which is the key that we are kept under
