"""`scrapy extract`: what the crawler makes of pages in files, folders, archives or at an address."""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.explanation import explain
from crawler.extraction import extract
from crawler.items import NotAnArticle

_PAGES = (".html", ".htm", ".xhtml")
_ARCHIVES = (".warc", ".warc.gz", ".wacz")


@dataclass
class Given:
    """One page to extract."""

    file: str
    html: bytes
    url: str | None = None
    now: datetime | None = None
    """When it was fetched: an archive says so; of a file it is unknown unless `--now` says it."""
    content_type: str | None = None


class Command(ScrapyCommand):
    """Extract pages without crawling."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] PATH_OR_URL..."

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Print the article on each page as a JSON line"

    def long_desc(self) -> str:
        """For `scrapy extract --help`."""
        return (
            "Print one JSON line for each page: HTML files, folders of them, WARC or WACZ archives, or addresses. "
            "A page that is no article gives `file` and `error`. The exit code is 1 when something could not be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--url", help="address of the page in the file given")
        parser.add_argument("--now", help="when the page was fetched (ISO 8601); relative dates count from it")
        parser.add_argument("--explain", action="store_true", help="show field by field where a value comes from")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Extract everything given."""
        if not args:
            raise UsageError("name at least one file, folder, archive or address")
        now = datetime.fromisoformat(opts.now) if opts.now else None
        if now and now.tzinfo is None:
            now = now.replace(tzinfo=UTC)
        for arg in args:
            if arg.startswith(("http://", "https://")):
                self._fetch(arg, explained=opts.explain)
                continue
            try:
                for given in pages_at(Path(arg)):
                    given.url = opts.url or given.url
                    given.now = now or given.now
                    self._print(given, explained=opts.explain)
            except (OSError, zipfile.BadZipFile, ValueError) as error:
                self.exitcode = 1
                reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
                print(f"{arg}: can't be read: {reason}", file=sys.stderr)  # noqa: T201 - the command's output
                _write({"file": arg, "error": f"can't be read: {reason}"})

    def _print(self, given: Given, *, explained: bool) -> None:
        if explained:
            print(explain(given.html, given.url, given.now, name=given.file))  # noqa: T201 - the command's output
            return
        _write(line_for(given))

    def _fetch(self, url: str, *, explained: bool) -> None:
        """Fetch one page politely (robots.txt, one request) and extract it."""
        from scrapy import Request, Spider  # noqa: PLC0415 - files need no engine

        command = self

        class OnePage(Spider):
            name = "extract"

            async def start(self) -> Any:
                yield Request(url, errback=self.failed)

            def parse(self, response: Any, **_: Any) -> None:
                content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
                given = Given(url, response.body, response.url, datetime.now(UTC), content_type)
                command._print(given, explained=explained)

            def failed(self, failure: Any) -> None:
                command.exitcode = 1
                print(f"{url}: {failure.getErrorMessage()}", file=sys.stderr)  # noqa: T201
                _write({"file": url, "error": f"can't be fetched: {failure.getErrorMessage()}"})

        assert self.crawler_process is not None
        settings = self.crawler_process.settings.copy()
        for name in ("ITEM_PIPELINES", "EXTENSIONS"):
            settings.set(name, {}, priority="cmdline")
        settings.set("SPIDER_MIDDLEWARES", {}, priority="cmdline")
        settings.set("SCHEDULER", "scrapy.core.scheduler.Scheduler", priority="cmdline")
        host = urlsplit(url).hostname
        settings.set("ALLOWED_PRIVATE_HOSTS", [host], priority="cmdline")  # the operator named it
        from scrapy.crawler import Crawler  # noqa: PLC0415

        self.crawler_process.crawl(Crawler(OnePage, settings))
        self.crawler_process.start()


def line_for(given: Given) -> dict[str, Any]:
    """The JSON line of one page: the article with `file`, or `file` and `error`."""
    try:
        article = extract(given.html, given.url, given.now, content_type=given.content_type)
    except NotAnArticle as reason:
        return {"file": given.file, "error": f"no article: {reason}"}
    return {"file": given.file, **orjson.loads(orjson.dumps(article))}


def _write(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


def pages_at(path: Path) -> Iterator[Given]:
    """Every page at a path. Raises OSError for what can't be read, ValueError for a folder without pages."""
    if path.is_dir():
        files = sorted(f for f in path.rglob("*") if f.is_file() and f.name.lower().endswith((*_PAGES, *_ARCHIVES)))
        if not files:
            raise ValueError("no .html, .htm, .warc or .wacz files in it")
        for file in files:
            for given in pages_at(file):
                given.file = str(file.relative_to(path)) + given.file.removeprefix(str(file))
                yield given
    elif path.name.lower().endswith(_ARCHIVES):
        yield from _archived(path)
    else:
        yield Given(str(path), path.read_bytes())


def _archived(path: Path) -> Iterator[Given]:
    """The HTML responses of a WARC, or of the WARCs in a WACZ; `file` is the path, `#` and the address."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only archives need it

    if path.name.lower().endswith(".wacz"):
        with zipfile.ZipFile(path) as wacz:
            for name in wacz.namelist():
                if name.endswith((".warc", ".warc.gz")):
                    with wacz.open(name) as stream:
                        yield from _records(ArchiveIterator(stream), path)
        return
    with path.open("rb") as stream:
        yield from _records(ArchiveIterator(stream), path)


def _records(records: Any, path: Path) -> Iterator[Given]:
    for record in records:
        headers = record.http_headers
        if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
            continue
        content_type = headers.get_header("Content-Type") or ""
        if "html" not in content_type:
            continue
        url = record.rec_headers.get_header("WARC-Target-URI")
        when = record.rec_headers.get_header("WARC-Date")
        yield Given(
            f"{path}#{url}",
            record.content_stream().read(),
            url,
            datetime.fromisoformat(when) if when else None,
            content_type,
        )
