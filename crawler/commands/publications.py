"""`scrapy publications`: what is supported, how it is discovered, when it last ran and how it went."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.arguments import check_publications
from crawler.documentation import checked_against, discovery, expected_layout
from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from crawler.store.database import store_url
from crawler.store.schema import SchemaError
from crawler.store.store import Run, Store


class Command(ScrapyCommand):
    """List the publications."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [PUBLICATION...]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "List the publications, how they are discovered and how their last run went"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON line each instead of a table")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the list: of those that are named, or of all."""
        known = list(declarations())
        check_publications("publications", args, known)
        try:
            rows = [self._row(name) for name in (args or known)]
        except (OSError, SQLAlchemyError, SchemaError) as error:
            print(f"scrapy publications: the store can't be read: {error}", file=sys.stderr)  # noqa: T201
            self.exitcode = int(ExitCode.INTERNAL_ERROR)
            return
        if opts.json:
            for row in rows:
                print(orjson.dumps(row).decode())  # noqa: T201 - the command's output
            return
        table = Table(box=None, padding=(0, 2, 0, 0))
        for title in (
            "name",
            "domain",
            "layout",
            "checked against",
            "discovered by",
            "articles",
            "last run",
            "how it went",
        ):
            table.add_column(title, overflow="fold")
        for row in rows:
            table.add_row(
                row["name"],
                row["domain"],
                row["layout"],
                row["checked_against"],
                row["discovery"],
                f"{row['articles']}" + (f" ({row['removed']} removed)" if row["removed"] else ""),
                row["last_run"] or "never",
                row["outcome"] or "",
            )
        Console(width=None if Console().is_terminal else 160).print(table)

    def _row(self, name: str) -> dict[str, Any]:
        assert self.settings is not None
        spider: Any = get_spider_loader(self.settings).load(name)
        run, articles, removed = self._last(name)
        return {
            "name": name,
            "title": spider.publication.name,
            "domain": spider.publication.domain,
            "layout": expected_layout(name),
            "checked_against": checked_against(name),
            "discovery": discovery(spider),
            "articles": articles,
            "removed": removed,
            "last_run": run.started if run else None,
            "outcome": _outcome(run),
        }

    def _last(self, name: str) -> tuple[Run | None, int, int]:
        """The last run, the articles stored and how many of these the publication has removed."""
        assert self.settings is not None
        url = store_url(self.settings)
        if url.startswith("sqlite") and not Path(url.partition("///")[2]).exists():
            return None, 0, 0
        store = Store(url)
        try:
            return store.last_run(name), store.count_articles(name), store.count_articles(name, removed=True)
        finally:
            store.close()


def _outcome(run: Run | None) -> str | None:
    if run is None:
        return None
    if run.finished is None:
        return "still running, or killed"
    new, changed = (int(run.stats.get(f"frontier/articles/{k}") or 0) for k in ("new", "changed"))
    code = f", exit code {run.exit_code}" if run.exit_code else ""
    return f"{run.reason}: {new} new, {changed} changed{code}"
