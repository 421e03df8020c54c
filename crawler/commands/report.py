"""`scrapy report`: the pages about the runs, made again from the store."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.arguments import check_publications
from crawler.commands.output import say
from crawler.operations.html import reports_dir, write_site
from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from crawler.store.database import store_url
from crawler.store.schema import SchemaError
from crawler.store.store import Store


class Command(ScrapyCommand):
    """Write the report's pages."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[PUBLICATION...]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Write the pages about the last ninety days' runs and print where they are"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the pages of the named publications, or of all."""
        assert self.settings is not None
        check_publications("report", args, list(declarations()))
        try:
            with closing(Store(store_url(self.settings))) as store:
                first = write_site(store, reports_dir(self.settings), args or declarations(), again=True)
        except (OSError, SQLAlchemyError, SchemaError) as error:
            print(f"scrapy report: the pages could not be written: {error}", file=sys.stderr)  # noqa: T201
            self.exitcode = int(ExitCode.INTERNAL_ERROR)
            return
        say(str(first))
