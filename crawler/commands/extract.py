"""`scrapy extract`: what the crawler makes of pages in files, folders, archives or at an address."""

from __future__ import annotations

import argparse
import gc
import gzip
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawler.commands.arguments import wrong_usage
from crawler.commands.explanation import explain
from crawler.commands.output import for_a_reader
from crawler.extraction import extract
from crawler.items import NotAnArticle
from crawler.operations.archive import UNREADABLE, archived_pages, short
from crawler.operations.failures import reason_of, visible

_PAGES = (".html", ".htm", ".xhtml", ".html.gz")
_ARCHIVES = (".warc", ".warc.gz", ".wacz")


@dataclass
class Given:
    """One page to extract."""

    file: str
    html: bytes = b""
    url: str | None = None
    now: datetime | None = None
    """When it was fetched: an archive says so; of a file it is unknown unless `--now` says it."""
    content_type: str | None = None
    error: str | None = None
    """Why it can't be read."""


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
            "Print one JSON line for each page: HTML files (gzipped ones, too), folders of them, WARC or WACZ archives, "
            "or addresses. A page that is no article gives `file` and `error`. The exit code is 1 when something could "
            "not be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--url", help="address of the page in the file given")
        parser.add_argument("--now", help="when the page was fetched (ISO 8601); relative dates count from it")
        parser.add_argument("--explain", action="store_true", help="show field by field where a value comes from")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Extract everything given: what lies on disk first, then the addresses in one polite crawl."""
        if not args:
            wrong_usage("extract", "name at least one file, folder, archive or address")
        self.explained = opts.explain
        now = _moment(opts.now)
        if opts.url and not opts.url.startswith(("http://", "https://")):
            wrong_usage("extract", f"--url takes a web address, not {opts.url!r}")
        assert self.settings is not None
        limit = self.settings.getint("DOWNLOAD_MAXSIZE")
        addresses = [arg for arg in args if arg.startswith(("http://", "https://"))]
        gc.freeze()  # as in `run`: a folder of pages takes a twentieth less time
        with for_a_reader(self):
            for arg in args:
                if arg not in addresses:
                    for given in pages_at(Path(arg), limit):
                        given.url = opts.url or given.url
                        given.now = now or given.now
                        self.show(given)
            if addresses:
                self._fetch(addresses)

    def show(self, given: Given) -> None:
        """Print what a page holds, or why it can't be read, which also goes to standard error."""
        if given.error:
            self.exitcode = 1
            print(visible(f"{given.file}: {given.error}"), file=sys.stderr)  # noqa: T201 - the command's output
        if self.explained and not given.error:
            print(visible(explain(given.html, given.url, given.now, name=given.file)))  # noqa: T201 - the command's output
            return
        sys.stdout.buffer.write(orjson.dumps(line_for(given)) + b"\n")
        sys.stdout.buffer.flush()

    def _fetch(self, addresses: list[str]) -> None:
        """Fetch pages politely (robots.txt, one at a time) and show each."""
        assert self.crawler_process is not None
        settings = self.crawler_process.settings.copy()
        for name in ("ITEM_PIPELINES", "EXTENSIONS", "SPIDER_MIDDLEWARES"):
            settings.set(name, {}, priority="cmdline")
        settings.set("SCHEDULER", "scrapy.core.scheduler.Scheduler", priority="cmdline")
        hosts = sorted({urlsplit(url).hostname or "" for url in addresses})
        settings.set("ALLOWED_PRIVATE_HOSTS", hosts, priority="cmdline")  # the operator named them
        left: list[BrokenPipeError] = []

        def show(given: Given) -> None:
            if left:
                return  # one of the requests that are given up
            try:
                self.show(given)
            except BrokenPipeError as error:
                left.append(error)
                raise CloseSpider("the reader has left") from None

        self.crawler_process.crawl(Crawler(PagesSpider, settings), addresses=addresses, show=show)
        self.crawler_process.start()
        if left:
            raise left[0]


class PagesSpider(Spider):
    """Fetches addresses that an operator names and shows what is on each."""

    name = "pages"

    def __init__(self, addresses: list[str], show: Callable[[Given], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.addresses = addresses
        self.show = show

    async def start(self) -> AsyncIterator[Request]:
        """One request an address."""
        for url in self.addresses:
            yield Request(url, self.parse, errback=self.failed, cb_kwargs={"given": url}, dont_filter=True)

    def parse(self, response: Response, given: str) -> None:
        """Show the page."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        self.show(Given(given, response.body, response.url, datetime.now(UTC), content_type))

    def failed(self, failure: Any) -> None:
        """Say why a page could not be fetched."""
        self.show(Given(failure.request.cb_kwargs["given"], error=f"can't be fetched: {reason_of(failure)}"))


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        wrong_usage("extract", f"--now takes an ISO 8601 time, not {text!r}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def line_for(given: Given) -> dict[str, Any]:
    """The JSON line of one page: the article with `file`, or `file` and `error`."""
    if given.error:
        return {"file": given.file, "error": given.error}
    try:
        article = extract(given.html, given.url, given.now, content_type=given.content_type)
    except NotAnArticle as reason:
        return {"file": given.file, "error": f"no article: {reason}"}
    return {"file": given.file, **orjson.loads(orjson.dumps(article))}


def pages_at(path: Path, limit: int = 10 * 1024 * 1024) -> Iterator[Given]:
    """Every page at a path, none larger than `limit` bytes; what can't be read is a `Given` with an error."""
    if not path.is_dir():
        yield from _pages_in(path, limit)
        return
    files = sorted(f for f in path.rglob("*") if f.is_file() and f.name.lower().endswith((*_PAGES, *_ARCHIVES)))
    if not files:
        yield Given(str(path), error="can't be read: no .html, .htm, .warc or .wacz files in it")
    for file in files:
        for given in _pages_in(file, limit):
            given.file = str(file.relative_to(path)) + given.file.removeprefix(str(file))
            yield given


def _pages_in(path: Path, limit: int) -> Iterator[Given]:
    """The page of a file, or the pages of an archive."""
    try:
        if path.name.lower().endswith(_ARCHIVES):
            for page in archived_pages(path, limit):
                error = f"can't be read: {page.error}" if page.error else None
                yield Given(f"{path}#{page.url}", page.body, page.url, page.fetched, page.content_type, error)
            return
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as stream:
            html = stream.read(limit + 1)
        too_large = len(html) > limit
        error = f"can't be read: larger than {limit} bytes (DOWNLOAD_MAXSIZE)" if too_large else None
        yield Given(str(path), b"" if too_large else html, error=error)
    except UNREADABLE as error:
        yield Given(str(path), error=f"can't be read: no whole archive: {short(error)}")
    except OSError as error:
        yield Given(str(path), error=f"can't be read: {error.strerror or error}")
