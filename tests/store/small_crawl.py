"""Crawls the small site of small_site.py with the frontier, and publishes what is new:
`python small_crawl.py PORT FOLDER [crawl]`, with `crawl` without publishing.

It prints a line at each step between which a publisher may be killed.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import orjson
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse

from crawler.items import Draft, Publication
from crawler.store.store import Store
from tests.store.stored import STORED

SETTINGS: dict[str, Any] = {
    **STORED,
    "RETRY_PRIORITY_ADJUST": 0,
    "LOG_LEVEL": "WARNING",
}


class SmallSpider(Spider):
    """Listing pages and articles of small_site.py."""

    name = "small"
    port = 0

    async def start(self) -> AsyncIterator[Request]:
        """The first listing page."""
        yield self.listing(1)

    def listing(self, page: int) -> Request:
        """A listing page, fetched once in each run."""
        return Request(
            f"http://127.0.0.1:{self.port}/page/{page}", self.parse_page, meta={"kind": "listing"}, dont_filter=True
        )

    def parse_page(self, response: TextResponse) -> Iterator[Request]:
        """Articles, then the next page unless all of them are known."""
        paths = response.css("a::attr(href)").getall()
        articles = [response.urljoin(path) for path in paths if path.startswith("/bai/")]
        for url in articles:
            yield Request(url, self.parse_article, cb_kwargs={"number": int(url.rpartition("/")[2])}, priority=1)
        for path in paths:
            if path.startswith("/page/"):
                yield self.listing(int(path.rpartition("/")[2]))

    def parse_article(self, response: TextResponse, number: int) -> Iterator[Draft]:
        """The article."""
        yield Draft(
            id=f"small/{number}",
            url=f"http://small/bai/{number}",
            publication=Publication("Small", "small"),
            title=response.css("h1::text").get(""),
            content_text="Một đoạn văn.",
            date_fetched="2026-11-22T05:00:00Z",
        )


def publish(folder: Path) -> None:
    """What a publisher does, with a line of output wherever it is worth being killed."""
    store = Store(f"sqlite:///{folder}/store.sqlite")
    runs = folder / "runs"
    runs.mkdir(exist_ok=True)
    name = f"{len(list(runs.glob('*.jsonl'))):06}.jsonl"
    pending = store.pending_run_files("small")
    if not pending and store.assign_run_file("small", name):
        pending = [name]
    print("assigned", flush=True)
    for each in pending:
        lines = [orjson.dumps(item) for item in store.run_file_items("small", each)]
        hidden = runs / f"{each}.tmp"
        hidden.write_bytes(b"\n".join(lines))
        print("written", flush=True)
        hidden.rename(runs / each)
        print("renamed", flush=True)
        store.confirm_run_file("small", each)
    store.close()


def crawl(port: int, folder: Path, **settings: Any) -> None:
    """One run."""
    SmallSpider.port = port
    process = AsyncCrawlerProcess({**SETTINGS, "DATA_DIR": str(folder), **settings})
    process.crawl(SmallSpider)
    process.start()


if __name__ == "__main__":
    target = Path(sys.argv[2])
    publishes = "crawl" not in sys.argv[3:]
    if publishes:
        publish(target)
    crawl(int(sys.argv[1]), target)
    if publishes:
        publish(target)
