"""Store: what has come so far is an article, and goes into the database with its page's other results."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.items import Article, Draft
from crawler.store.frontier import Frontier


class StorePipeline:
    """The last pipeline: makes a draft a plain `Article`, as exporters get it, and gives it to the frontier."""

    def __init__(self, crawler: Crawler) -> None:
        self._frontier = Frontier.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """The finished article with its revision number; items that are no articles pass.

        The number is the one the store would give now; only another worker that stores the same article
        meanwhile makes it differ from the stored one.
        """
        if not isinstance(item, Article):
            return item
        article = item.finished() if isinstance(item, Draft) else item
        article.revision = self._frontier.store.next_revision(article)
        self._frontier.add_article(item.lease if isinstance(item, Draft) else None, article)
        return article
