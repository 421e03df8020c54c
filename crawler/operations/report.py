"""The report of a run: kept as JSON beside the store, shown to a person as a summary."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.feeds.atomic import write_atomically
from crawler.operations.verdict import Verdict

_REPORTED = (
    "downloader/", "robots/", "robotstxt/", "site/", "store/", "first_failures/", "listings/", "walks/",
    "pages/", "articles/", "rechecks/", "fields/", "layouts/", "latency/", "places/",
    "layout/", "requests/", "retry/", "feeds/", "frontier/", "run/",
    "archive/", "spider_exceptions", "item_",
    "finish_reason", "elapsed_time_seconds", "memusage/max", "response_received_count", "log_count/",
)  # fmt: skip


@dataclass
class RunReport:
    """What one run of one publication did. Times are aware."""

    publication: str
    domain: str
    started: datetime
    finished: datetime
    verdict: Verdict
    stats: Mapping[str, Any]
    feeds: Path

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file."""
        return {
            "publication": self.publication,
            "started": self.started,
            "finished": self.finished,
            "exit_code": int(self.verdict.code),
            "complaints": self.verdict.complaints,
            "stats": {k: v for k, v in sorted(self.stats.items()) if k.startswith(_REPORTED)},
        }

    def write(self, data_dir: Path) -> Path:
        """Keep it as `reports/<publication>/<UTC time>.json`. Raises OSError."""
        path = data_dir / "reports" / self.publication / f"{self.started:%Y%m%dT%H%M%S%f}Z.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = orjson.dumps(self.as_dict(), option=orjson.OPT_INDENT_2, default=str)
        write_atomically(path, lambda file: file.write(content))
        return path

    def show(self, console: Console) -> None:
        """The summary: pages, articles, what was rejected and why, where the feeds are."""

        def count(name: str) -> int:
            return int(self.stats.get(name) or 0)

        table = Table(
            title=f"{self.publication} ({self.domain})",
            show_header=False,
            title_justify="left",
            box=None,
            padding=(0, 2),
        )
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        seconds = (self.finished - self.started).total_seconds()
        pages = count("downloader/response_count")
        table.add_row(
            "pages",
            f"{pages} in {seconds:.1f} s: {count('listings/read')} listings read, "
            f"{count('listings/unchanged')} unchanged, {count('pages/articles')} article pages",
        )
        new, changed, same = (count(f"frontier/articles/{k}") for k in ("new", "changed", "unchanged"))
        table.add_row(
            "articles",
            "nothing new"
            if not new + changed
            else f"{new} new, {changed} changed" + (f", {same} unchanged" if same else ""),
        )
        if looked := rechecked(self.stats):
            table.add_row("looked at again", looked)
        for title, prefix in (
            ("rejected", "pages/rejected/"),
            ("failed", "pages/failed/"),
            ("listings failed", "listings/failed/"),
            ("left out", "articles/skipped/"),
        ):
            reasons = {k.removeprefix(prefix): v for k, v in self.stats.items() if k.startswith(prefix)}
            if reasons:
                table.add_row(
                    title,
                    ", ".join(f"{v} {escape(k)}" for k, v in sorted(reasons.items(), key=lambda kv: (-kv[1], kv[0]))),
                )
        warned = {
            k.removeprefix("articles/warning/"): v for k, v in self.stats.items() if k.startswith("articles/warning/")
        }
        if warned:
            table.add_row(
                "warnings",
                ", ".join(f"{v} {k}" for k, v in sorted(warned.items(), key=lambda kv: (-kv[1], kv[0]))),
            )
        if run_file := self.stats.get("feeds/run_file"):
            table.add_row("this run", str(run_file))
        table.add_row("feeds", f"{self.feeds / self.publication}/articles.json, feed.json")
        console.print(table)
        for complaint in self.verdict.complaints:
            console.print(f"  [bold red]![/] {escape(complaint)}")


def rechecked(stats: Mapping[str, Any]) -> str:
    """What came of the articles that a run looked at again, in words; empty when there were none."""

    def count(name: str) -> int:
        return int(stats.get(f"rechecks/{name}") or 0)

    looked = sum(map(count, ("there", "gone", "unclear")))
    parts = (
        (count("gone"), "gone"),
        (count("removed"), "marked as removed"),
        (count("returned"), "back again"),
        (count("unclear"), "could not be told"),
    )
    said = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{looked}: {said or 'all there'}" if looked else ""


def show_article(article: Mapping[str, Any], console: Console) -> None:
    """One article as a reader would see it."""
    width = min(console.width, 100)

    def put(text: str, style: str = "", indent: str = "  ") -> None:
        for line in textwrap.wrap(text, width - 4):
            console.print(f"{indent}{line}", style=style, markup=False, highlight=False)

    if article["section"]:
        put(" > ".join(article["section"]), "dim")
    put(article["title"], "bold")
    byline = ", ".join(a["name"] for a in article["authors"])
    sources = ", ".join(s["name"] for s in article["sources"])
    put(
        " · ".join(filter(None, (article["date_published"], byline, f"source: {sources}" if sources else ""))),
        "dim",
    )
    console.print()
    if article["summary"]:
        mark = f"({article['dateline']}) " if article["dateline"] else ""
        put(mark + article["summary"], "italic")
        console.print()
    for paragraph in article["content_text"].split("\n\n"):
        put(paragraph)
        console.print()
    for image in article["images"]:
        put(f"[picture] {image['caption'] or image['alt'] or image['url']}", "dim")
    for author in article["authors"]:
        rest = "; ".join(filter(None, (author["honorific"], author["affiliation"], ", ".join(author["roles"]))))
        put(f"{author['name']} ({rest})", "bold")
    # Unbroken, so that it can be copied.
    console.print(f"  {article['url']}", style="blue", markup=False, highlight=False, soft_wrap=True)
