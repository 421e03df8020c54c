"""Scrapy's own `-o` and `-O`, through a whole crawl of nothing but items."""

from __future__ import annotations

import asyncio
import csv
import gzip
import json
import os
import threading
from pathlib import Path

import pytest
from feeds_support import full_disk, make_article
from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter
from scrapy.utils.test import get_crawler

from crawler.feeds.storages import AtomicFileFeedStorage

EXPORTERS = "crawler.feeds.exporters."
SETTINGS = {
    "FEED_STORE_EMPTY": False,
    "FEED_EXPORT_ENCODING": "utf-8",
    "FEED_STORAGES": dict.fromkeys(("", "file"), "crawler.feeds.storages.AtomicFileFeedStorage"),
    "FEED_EXPORTERS": {
        "jsonl": EXPORTERS + "ArticleJsonLinesExporter",
        "json": EXPORTERS + "ArticleJsonExporter",
        "jsonfeed": EXPORTERS + "JsonFeedExporter",
        "csv": EXPORTERS + "ArticleCsvExporter",
    },
}


class Run:
    """One run of Scrapy's feed exports without an engine: items in, files out."""

    def __init__(self, uri: Path | str, feed_format: str, **options: object) -> None:
        self.crawler = get_crawler(Spider, SETTINGS | {"FEEDS": {str(uri): {"format": feed_format, **options}}})
        self.crawler.spider = self.spider = Spider("laodongxahoi", crawler=self.crawler)
        self.spider.crawler = self.crawler
        self.exporter = FeedExporter.from_crawler(self.crawler)
        self.exporter.open_spider(self.spider)

    def collect(self, *numbers: int) -> Run:
        for number in numbers:
            self.exporter.item_scraped(make_article(number), self.spider)
        return self

    def close(self) -> dict[str, int]:
        """End the run; returns what Scrapy counted."""
        asyncio.run(self.exporter.close_spider(self.spider))
        return {
            name.split("/")[1]: count
            for name, count in self.crawler.stats.get_stats().items()
            if name.startswith("feedexport/")
        }


def titles(content: list[dict]) -> list[str]:
    return [article["title"][-1] for article in content]


def json_lines(path: Path) -> list[str]:
    return titles([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def json_array(path: Path) -> list[str]:
    return titles(json.loads(path.read_bytes()))


def table(path: Path) -> list[str]:
    return titles(list(csv.DictReader(path.open(newline="", encoding="utf-8"))))


def test_a_file_appears_when_it_is_complete(tmp_path):
    feed = tmp_path / "new" / "feed.json"
    run = Run(feed, "json", overwrite=True).collect(1, 2)
    assert not feed.exists()
    assert run.close() == {"success_count": 1}
    assert json_array(feed) == ["1", "2"]


def test_the_old_feed_stands_until_then(tmp_path):
    feed = tmp_path / "feed.json"
    Run(feed, "json", overwrite=True).collect(1).close()
    run = Run(feed, "json", overwrite=True).collect(2)
    assert json_array(feed) == ["1"]
    run.close()
    assert json_array(feed) == ["2"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_an_empty_run_keeps_it(tmp_path, overwrite):
    feed = tmp_path / "feed.json"
    Run(feed, "json").collect(1).close()
    assert Run(feed, "json", overwrite=overwrite).close() == {}
    assert json_array(feed) == ["1"]


def test_a_full_disk_keeps_it_even_when_there_is_room_again_at_the_end(tmp_path):
    feed = tmp_path / "feed.jsonl"
    Run(feed, "jsonl").collect(1).close()
    run = Run(feed, "jsonl", overwrite=True)
    with full_disk(), pytest.raises(OSError, match=r"File too large.*feed\.jsonl"):
        run.collect(*range(10))
    run.collect(2)
    assert run.close() == {"failed_count": 1}
    assert json_lines(feed) == ["1"]
    assert [path.name for path in tmp_path.iterdir()] == ["feed.jsonl"]


@pytest.mark.parametrize(("feed_format", "read"), [("jsonl", json_lines), ("json", json_array), ("csv", table)])
def test_appending_gives_one_valid_file(tmp_path, feed_format, read):
    feed = tmp_path / f"feed.{feed_format}"
    for numbers in ((1, 2), (3,), (4,)):
        Run(feed, feed_format).collect(*numbers).close()
    assert read(feed) == ["1", "2", "3", "4"]


def test_appending_after_a_line_that_lacks_its_end(tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"title": "kỳ 0"}', encoding="utf-8")
    Run(feed, "jsonl").collect(1).close()
    assert json_lines(feed) == ["0", "1"]


def test_appending_to_an_empty_array(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_text("[\n\n]")
    Run(feed, "json").collect(1).close()
    assert json_array(feed) == ["1"]


def test_an_empty_array_is_appended(tmp_path):
    feed = tmp_path / "feed.json"
    Run(feed, "json").collect(1).close()
    Run(feed, "json", store_empty=True).close()
    assert json_array(feed) == ["1"]


def test_appending_to_something_else_is_refused(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_text("notes")
    assert Run(feed, "json").collect(1).close() == {"failed_count": 1}
    assert feed.read_text() == "notes"


def test_runs_that_append_to_one_file_lose_nothing_of_each_other(tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"title": "kỳ 0"}\n', encoding="utf-8")
    runs = [Run(feed, "jsonl").collect(number) for number in range(1, 9)]
    threads = [threading.Thread(target=run.close) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(json_lines(feed)) == list("012345678")


def test_compressed_lines_are_appended(tmp_path):
    feed = tmp_path / "feed.jsonl.gz"
    plugin = ["scrapy.extensions.postprocessing.GzipPlugin"]
    for number in (1, 2):
        Run(feed, "jsonl", postprocessing=plugin).collect(number).close()
    assert titles([json.loads(line) for line in gzip.decompress(feed.read_bytes()).splitlines()]) == ["1", "2"]


@pytest.mark.parametrize(
    ("feed_format", "postprocessing"),
    [("jsonfeed", []), ("xml", []), ("json", ["gzip"]), ("csv", ["gzip"])],
)
def test_what_has_no_sum_is_refused_before_the_crawl(tmp_path, feed_format, postprocessing):
    feed = tmp_path / "feed"
    feed.write_text("yesterday's")
    options = {"format": feed_format, "postprocessing": postprocessing}
    with pytest.raises(FileExistsError, match="use -O") as raised:
        AtomicFileFeedStorage(str(feed), feed_options=options)
    assert raised.value.filename == str(feed)
    AtomicFileFeedStorage(str(feed), feed_options=options | {"overwrite": True})


def test_what_has_no_sum_is_not_joined_to_what_appeared_meanwhile(tmp_path):
    feed = tmp_path / "feed.json"
    run = Run(feed, "jsonfeed").collect(1)
    feed.write_text("another's")
    assert run.close() == {"failed_count": 1}
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("feed.json", "another's")]


def test_a_json_feed(tmp_path, valid_json_feed):
    feed = tmp_path / "feed.json"
    Run(f"file://{feed}", "jsonfeed", overwrite=True, item_export_kwargs={"title": "Lao động"}).collect(1).close()
    content = json.loads(feed.read_bytes())
    valid_json_feed(content)
    assert content["title"] == "Lao động"


def test_a_pipe_is_written_directly(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    Run(pipe, "jsonl", overwrite=True).collect(1).close()
    reader.join(5)
    assert json.loads(received[0])["title"].endswith("1")
    assert pipe.is_fifo()
