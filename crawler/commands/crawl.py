"""`scrapy crawl`, as Scrapy has it, with arguments checked first."""

from __future__ import annotations

import argparse
import logging

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.arguments import check_arguments, check_publications
from crawler.operations.logs import log_to_handler
from crawler.store.database import store_url
from crawler.store.locks import Locks

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    """Run one spider by hand."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Let the log be as this project's settings ask for."""
        super().process_options(args, opts)
        assert self.settings is not None
        log_to_handler(self.settings, args[0] if len(args) == 1 else "")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what can be checked, then crawl."""
        assert self.settings is not None
        check_publications("crawl", args[:1], get_spider_loader(self.settings).list())
        check_arguments("crawl", args[:1], opts.spargs)
        if args:
            self._look_for_a_run(args[0])
        super().run(args, opts)

    def _look_for_a_run(self, name: str) -> None:
        """Say so when a run of the publication is going on: somebody by hand may help it, and should know."""
        assert self.settings is not None
        try:
            holder = Locks(store_url(self.settings)).holder(name)
        except (OSError, SQLAlchemyError):
            return  # no store yet, or the crawl will say what is wrong with it
        if holder and holder.runs:
            logger.warning(
                "%s: a run is going on (%s). This crawl shares its work, and the site is asked by both, each at its own pace.",
                name,
                holder,
            )
