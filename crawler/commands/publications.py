"""`scrapy publications`: what is supported, when it last ran and how it has gone for ninety days."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal

import orjson
from rich.markup import escape
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.arguments import check_publications
from crawler.commands.output import Terminal, for_a_reader
from crawler.documentation import checked_against, discovery, expected_layout
from crawler.operations.html.figures import local
from crawler.operations.monitors import HISTORY, HISTORY_RUNS
from crawler.operations.overview import WEEKS, bars, counts, figures, lines, outcome, table, weekly
from crawler.operations.secrets import Secrets
from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from crawler.store.database import store_url
from crawler.store.schema import SchemaError
from crawler.store.store import Store


class Command(ScrapyCommand):
    """List the publications, or tell all of some."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [PUBLICATION...]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "List the publications and how their last run went; with names, all there is to say of these"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON line each instead of a table")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the list of all, or what there is to say of those that are named."""
        assert self.settings is not None
        known = list(declarations())
        check_publications("publications", args, known)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # where the terminal has no Vietnamese letters
        try:
            with for_a_reader(self), self._store() as store:
                if opts.json:
                    for name in args or known:
                        print(orjson.dumps(self._row(store, name)).decode())  # noqa: T201 - the command's output
                elif args:
                    for name in args:
                        self._show(store, name)
                else:
                    self._list(store, known)
        except (OSError, SQLAlchemyError, SchemaError) as error:
            said = Secrets(self.settings).hide(str(error))
            print(f"scrapy publications: the store can't be read: {said}", file=sys.stderr)  # noqa: T201
            self.exitcode = int(ExitCode.INTERNAL_ERROR)

    @contextmanager
    def _store(self) -> Iterator[Store | None]:
        """The store; None where nothing has been crawled yet, so that asking makes no database."""
        assert self.settings is not None
        url = store_url(self.settings)
        if url.startswith("sqlite") and not Path(url.partition("///")[2]).exists():
            yield None
            return
        with closing(Store(url)) as store:
            yield store

    def _list(self, store: Store | None, names: list[str]) -> None:
        """All of them, a line each; a narrow terminal shows how they are rather than what they are."""
        now = datetime.now(UTC)
        seen = store.first_seen(now - timedelta(weeks=WEEKS)) if store else {}
        console = _console()
        columns = [c for c in _COLUMNS if console.width >= c.least]
        rows = Table(box=None, padding=(0, 2, 0, 0))
        for column in columns:
            rows.add_column(
                column.title, justify=column.justify, overflow="fold", no_wrap=column.title != "how it went"
            )
        for name in names:
            spider, run = self._spider(name), store.last_run(name) if store else None
            weeks = weekly(seen.get(name, {}), now.date())
            cells = {
                "name": name,
                "domain": spider.publication.domain,
                "layout": expected_layout(name),
                "checked against": checked_against(name),
                "discovered by": discovery(spider),
                "7 days": f"{weeks[-1]:,}" if run else "",
                "13 weeks": bars(weeks) if run else "",
                "last run": f"{local(run.started):%Y-%m-%d %H:%M}" if run else "never",
                "how it went": outcome(run),
            }
            rows.add_row(*(escape(cells[column.title]) for column in columns))
        console.print(rows)

    def _show(self, store: Store | None, name: str) -> None:
        """All there is to say of one."""
        console, now, spider = _console(), datetime.now(UTC), self._spider(name)
        runs = store.runs(name, HISTORY_RUNS, since=now - HISTORY) if store else []
        last = runs[0] if runs else store.last_run(name) if store else None
        articles, removed = _articles(store, name)
        about = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        about.add_column(no_wrap=True)
        about.add_column(overflow="fold")
        about.add_row("domain", spider.publication.domain)
        about.add_row("layout", f"{expected_layout(name)}, checked against: {checked_against(name)}")
        about.add_row("discovered by", discovery(spider))
        about.add_row("articles", f"{articles:,}" + (f", {removed:,} of them removed" if removed else ""))
        about.add_row("last run", f"{local(last.started):%Y-%m-%d %H:%M}, {outcome(last)}" if last else "never")
        for what, said in counts(runs):
            about.add_row(f"{what}, 90 days", said)
        console.print(f"[bold]{escape(name)}[/]  {escape(spider.publication.name)}")
        console.print(about)
        for line in lines(last) if last else ():
            console.print(f"  {escape(line)}", style="red", soft_wrap=True)
        if runs:
            console.print()
            console.print(table(runs, now))
        console.print()

    def _row(self, store: Store | None, name: str) -> dict[str, Any]:
        now, spider = datetime.now(UTC), self._spider(name)
        runs = store.runs(name, HISTORY_RUNS, since=now - HISTORY) if store else []
        last = runs[0] if runs else store.last_run(name) if store else None
        articles, removed = _articles(store, name)
        return {
            "name": name,
            "title": spider.publication.name,
            "domain": spider.publication.domain,
            "layout": expected_layout(name),
            "checked_against": checked_against(name),
            "discovery": discovery(spider),
            "articles": articles,
            "removed": removed,
            "last_run": last.started if last else None,
            "outcome": outcome(last) or None,
            "exit_code": last.exit_code if last else None,
            "complaints": list(last.stats.get("run/complaints") or ()) if last else [],
            **figures(runs, now),
        }

    def _spider(self, name: str) -> Any:
        assert self.settings is not None
        return get_spider_loader(self.settings).load(name)


@dataclass(frozen=True)
class _Column:
    title: str
    least: int = 0
    """Width of a terminal that has room for it."""
    justify: Literal["left", "right"] = "left"


_COLUMNS = (
    _Column("name"),
    _Column("domain", 125),
    _Column("layout", 145),
    _Column("checked against", 165),
    _Column("discovered by", 195),
    _Column("7 days", justify="right"),
    _Column("13 weeks"),
    _Column("last run"),
    _Column("how it went"),
)


def _articles(store: Store | None, name: str) -> tuple[int, int]:
    """The articles stored, and how many of these the publication has removed."""
    return (store.count_articles(name), store.count_articles(name, removed=True)) if store else (0, 0)


def _console() -> Terminal:
    """The terminal; a pipe is as wide as all there is."""
    console = Terminal(highlight=False)
    return console if console.is_terminal else Terminal(width=200, highlight=False)
