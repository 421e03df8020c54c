"""Add-ons that make the crawler's own code fail, as a mistake of a maintainer would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

import crawler.store.database
from crawler.spider import PublicationSpider
from fixtures.demo_site import expected_articles

VICTIM = urlsplit(expected_articles()[0].url).path
"""The article that a fault of one page befalls."""


class CallbackRaises:
    """The callback of articles raises for one of them."""

    def update_settings(self, settings: BaseSettings) -> None:
        parse = PublicationSpider.parse_article

        def parse_article(self: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
            if response.url.endswith(VICTIM):
                raise ValueError("a mistake in a callback")
            return parse(self, response, *args, **kwargs)

        PublicationSpider.parse_article = parse_article


class StartRaises:
    """`start()` raises."""

    def update_settings(self, settings: BaseSettings) -> None:
        async def start(self: Any) -> AsyncIterator[Request]:
            raise ValueError("a mistake in start()")
            yield

        PublicationSpider.start = start


class RaisingPipeline:
    """A pipeline that raises for one article."""

    def process_item(self, item: Any) -> Any:
        if item.url.endswith(VICTIM):
            raise ValueError("a mistake in a pipeline")
        return item


class PipelineRaises:
    """`RaisingPipeline` among the others."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings["ITEM_PIPELINES"][RaisingPipeline] = 650


class RaisingExtension:
    """An extension that raises when the spider closes."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        return cls(crawler)

    def spider_closed(self) -> None:
        raise ValueError("a mistake in an extension")


class ExtensionRaises:
    """`RaisingExtension` among the others."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings["EXTENSIONS"][RaisingExtension] = 450


class PublishingRaises:
    """The step that writes feeds raises."""

    def update_settings(self, settings: BaseSettings) -> None:
        import crawler.feeds.extension

        def publish(*args: Any, **kwargs: Any) -> Any:
            raise ValueError("a mistake while publishing")

        crawler.feeds.extension.publish = publish


class Impatient:
    """Nothing fails; but the store waits two seconds for other writers instead of thirty."""

    def update_settings(self, settings: BaseSettings) -> None:
        crawler.store.database.BUSY_SECONDS = 2
