"""Publishing at the end of a run."""

from __future__ import annotations

import errno
import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from crawler.feeds.publish import Published, publish
from crawler.items import Publication
from crawler.operations.lock import Holding, LockLost, note_lost
from crawler.store.database import in_a_line, store_url
from crawler.store.schema import SchemaError
from crawler.store.store import Store

logger = logging.getLogger(__name__)

_REMEDIES = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room on that disk or raise the user's quota",
    errno.EFBIG: "raise the limit on file sizes (ulimit -f)",
    errno.EACCES: "let the user who runs the crawler write there, or set FEEDS_DIR to another folder",
    errno.EPERM: "let the user who runs the crawler write there, or set FEEDS_DIR to another folder",
    errno.EROFS: "mount that file system for writing, or set FEEDS_DIR to another folder",
    errno.EEXIST: "move it away, a folder has to be there",
    errno.ENOTDIR: "move away the file that stands where a folder has to be",
    errno.EAGAIN: "find out why the other process takes so long (`fuser` names it)",
}


class PublishFeeds:
    """Writes the feeds of the spider's publication from the store when the spider has closed.

    Settings: `FEEDS_DIR`; `FEED_ARTICLES`, how many articles articles.json and feed.json hold; `FEEDS_URL`
    (optional), the address at which `FEEDS_DIR` is served; `STORE_URL` and `DATA_DIR`, where the store is. A
    spider without a `publication` publishes nothing.

    By the time a spider has closed, the frontier has let go of the store, so it is opened once more.

    A run that has lost its lock publishes nothing.

    A failure leaves the feeds of earlier runs as they were. It is logged with the path and what to do,
    counted in the stats as `feeds/errors` and kept there as `feeds/error`, for whoever decides on the exit
    code. Nothing is lost by it: the store knows what is unpublished, and the next run publishes it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self, spider: Spider) -> None:
        """Publish, or say why not."""
        publication = getattr(spider, "publication", None)
        if not isinstance(publication, Publication):
            return
        if held := self.crawler.stats.get_value("feeds/held"):
            logger.error(
                "%(publication)s: feeds left as they were: %(reason)s. What is new is published once it does again.",
                {"publication": spider.name, "reason": held},
            )
            return
        try:
            published = self._publish(spider, publication)
        except LockLost as error:  # whoever has it publishes
            note_lost(self.crawler, str(error))
        except OSError as error:
            why = f"{error.strerror}: {error.filename}" if error.filename else str(error)
            self._failed(spider, why, _REMEDIES.get(error.errno or 0, "remove the cause"))
        except (SQLAlchemyError, SchemaError) as error:
            why = f"the store can't be used: {in_a_line(error)}"
            self._failed(spider, why, "check STORE_URL and the database behind it")
        except Exception as error:
            logger.exception("%s: an internal error while publishing", spider.name)
            self._failed(spider, f"{type(error).__name__}: {error}", "report the traceback above")
        else:
            self._succeeded(spider, published)

    def _publish(self, spider: Spider, publication: Publication) -> Published:
        settings = self.crawler.settings
        Holding.of(self.crawler).check()
        with closing(Store(store_url(settings))) as store:
            return publish(
                store,
                publication,
                spider.name,
                Path(settings["FEEDS_DIR"]),
                getattr(spider, "started", None) or datetime.now(UTC),
                newest=settings.getint("FEED_ARTICLES"),
                feeds_url=settings.get("FEEDS_URL"),
                check=Holding.of(self.crawler).check,
            )

    def _failed(self, spider: Spider, why: str, remedy: str) -> None:
        stats = self.crawler.stats
        stats.inc_value("feeds/errors")
        stats.set_value("feeds/error", why)
        logger.error(
            "%(publication)s: feeds not published: %(reason)s. Earlier feeds are as they were and no article is lost. "
            "To do: %(remedy)s; the next run publishes what is missing.",
            {"publication": spider.name, "reason": why, "remedy": remedy},
        )

    def _succeeded(self, spider: Spider, published: Published) -> None:
        stats = self.crawler.stats
        stats.set_value("feeds/revisions", published.revisions)
        for path in published.run_files:
            logger.info("%s: published %s", spider.name, path)
            stats.set_value("feeds/run_file", str(path))
        if published.removed is not None:
            logger.info("%s: removed.json names %d articles now", spider.name, published.removed)
        if not published.run_files:
            logger.info("%s: nothing new to publish", spider.name)
