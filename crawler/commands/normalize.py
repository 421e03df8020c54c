"""`scrapy normalize`: what the normaliser makes of a date or a byline, and by which rule."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from typing import Any

import orjson
from scrapy.commands import ScrapyCommand

from crawler.commands.arguments import wrong_usage
from crawler.commands.output import for_a_reader
from crawler.vietnamese.bylines import parse_byline
from crawler.vietnamese.dates import parse_date


class Command(ScrapyCommand):
    """Normalise strings, for operators and for people of other teams."""

    requires_project = False
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] TEXT..."

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Show what the normaliser makes of dates and bylines"

    def long_desc(self) -> str:
        """For `scrapy normalize --help`."""
        return "One JSON line for each TEXT, or for each line of standard input when no TEXT is given."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--date", action="store_true", help="only as a date")
        parser.add_argument("--byline", action="store_true", help="only as a byline")
        parser.add_argument("--now", help="the moment that relative dates count from (ISO 8601; default: now)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what each text means."""
        try:
            now = datetime.fromisoformat(opts.now).astimezone() if opts.now else datetime.now().astimezone()
        except ValueError:
            wrong_usage("normalize", f"--now takes an ISO 8601 time, not {opts.now!r}")
        both = opts.date == opts.byline
        lines = map(os.fsencode, args) if args else sys.stdin.buffer
        with for_a_reader(self):
            for text in (line.decode("utf-8", "replace").rstrip("\r\n") for line in lines):
                line: dict[str, Any] = {"text": text}
                if both or opts.date:
                    line["date"] = date_line(text, now)
                if both or opts.byline:
                    line["byline"] = byline_line(text)
                sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
                sys.stdout.buffer.flush()


def date_line(text: str, now: datetime) -> dict[str, Any] | None:
    """A date as JSON, or None."""
    found = parse_date(text, now=now)
    if found is None:
        return None
    return {
        "value": found.value.isoformat(),
        "precision": found.precision,
        "rule": found.rule,
        "flags": sorted(found.flags),
    }


def byline_line(text: str) -> dict[str, Any] | None:
    """A byline as JSON, or None when it names nobody and credits nothing."""
    found = parse_byline(text)
    if not found or not (found.authors or found.sources or found.location):
        return None
    return {
        "authors": found.authors,
        "sources": found.sources,
        "location": found.location,
        "rules": list(found.rules),
    }
