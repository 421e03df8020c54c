"""`scrapy rejected`: the pages that were taken for articles and are none, and how to look into each."""

from __future__ import annotations

import argparse
import shlex
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import orjson
from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.arguments import check_publications, wrong_usage
from crawler.commands.output import Terminal, for_a_reader
from crawler.operations.failures import visible
from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from crawler.store.database import store_url
from crawler.store.schema import SchemaError
from crawler.store.store import Rejection, Store


class Command(ScrapyCommand):
    """List rejected pages."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] PUBLICATION"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "List the pages of a publication that were no articles: when, why, where they are kept"

    def long_desc(self) -> str:
        """For `scrapy rejected --help`."""
        return (
            "List the pages that were taken for articles and are none, those seen last first, each with the command "
            "that shows how it is read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many pages (default: 20)")
        parser.add_argument("--json", action="store_true", help="one JSON line each")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the list."""
        assert self.settings is not None
        if len(args) != 1:
            wrong_usage("rejected", "name one publication")
        if opts.limit < 1:
            wrong_usage("rejected", f"--limit takes a number greater than 0, not {opts.limit}")
        check_publications("rejected", args, list(declarations()))
        try:
            with closing(Store(store_url(self.settings))) as store:
                pages = store.rejected_pages(args[0], opts.limit)
        except (OSError, SQLAlchemyError, SchemaError) as error:
            print(f"scrapy rejected: the store could not be read: {error}", file=sys.stderr)  # noqa: T201
            self.exitcode = int(ExitCode.INTERNAL_ERROR)
            return
        with for_a_reader(self):
            for page in pages:
                if opts.json:
                    print(orjson.dumps(asdict(page)).decode())  # noqa: T201 - the command's output
                else:
                    self._show(page)
            if not pages and not opts.json:
                print(f"{args[0]}: no page was rejected")  # noqa: T201 - the command's output

    def _show(self, page: Rejection) -> None:
        assert self.settings is not None
        console = Terminal(highlight=False, markup=False, soft_wrap=True)
        console.print(visible(f"{page.seen}  {page.reason}  {page.url}"))
        if page.page and (kept := Path(self.settings["DATA_DIR"]) / page.page).exists():
            console.print(f"    scrapy extract --explain {shlex.quote(str(kept))} --url {shlex.quote(page.url)}")
        else:
            console.print("    not kept")
