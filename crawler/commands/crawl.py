"""`scrapy crawl`, as Scrapy has it, with arguments checked first."""

from __future__ import annotations

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader

from crawler.commands.arguments import check_arguments, check_publications
from crawler.operations.logs import log_to_handler


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
        super().run(args, opts)
