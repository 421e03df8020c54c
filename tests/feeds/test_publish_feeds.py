"""The extension, on the real store."""

from __future__ import annotations

import errno
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from feeds_support import PUBLICATION, make_article
from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.feeds.extension import PublishFeeds
from crawler.store.store import Store


@pytest.fixture
def close_spider(tmp_path):
    """Lets a spider of a publication close with the articles given in the store; returns the crawl's stats."""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    hours = iter(range(5, 24))

    def close(*articles, publication=PUBLICATION, **settings):
        store = Store(settings.get("STORE_URL", url))
        for article in articles:
            store.put_article("laodongxahoi", article)
        store.close()
        defaults = {"STORE_URL": url, "FEEDS_DIR": tmp_path / "feeds", "FEED_ARTICLES": 2}
        crawler = get_crawler(Spider, defaults | settings)
        spider = Spider("laodongxahoi")
        spider.publication = publication
        spider.started = datetime(2026, 11, 22, next(hours), tzinfo=UTC)
        PublishFeeds.from_crawler(crawler).spider_closed(spider)
        return crawler.stats.get_stats()

    return close


@pytest.fixture
def feeds(tmp_path):
    return tmp_path / "feeds" / "laodongxahoi"


def test_publishes_from_the_store(close_spider, feeds, valid_article, valid_json_feed, caplog):
    caplog.set_level("INFO")
    stats = close_spider(*(make_article(n, date_published=f"2022-06-0{n}T08:00:00+07:00") for n in (1, 2, 3)))
    assert stats == {"feeds/revisions": 3, "feeds/run_file": f"{feeds}/runs/20261122T050000Z.jsonl"}
    lines = [json.loads(line) for line in (feeds / "runs/20261122T050000Z.jsonl").read_bytes().splitlines()]
    newest = json.loads((feeds / "articles.json").read_bytes())
    for article in lines + newest:
        valid_article(article)
    assert [article["id"][-1] for article in lines] == ["1", "2", "3"]
    assert [article["id"][-1] for article in newest] == ["3", "2"]
    valid_json_feed(json.loads((feeds / "feed.json").read_bytes()))
    assert "runs/20261122T050000Z.jsonl" in caplog.text


def test_the_next_run_publishes_what_is_new(close_spider, feeds):
    close_spider(make_article(1), make_article(2))
    changed = replace(make_article(1), title="Lớp nghề dời lịch", content_hash="f" * 64)
    assert close_spider(make_article(1), changed)["feeds/revisions"] == 1
    assert close_spider(make_article(2)) == {"feeds/revisions": 0}
    [line] = (feeds / "runs/20261122T060000Z.jsonl").read_bytes().splitlines()
    assert (json.loads(line)["revision"], json.loads(line)["title"]) == (2, "Lớp nghề dời lịch")


def test_a_full_disk_is_reported_and_made_up_for(close_spider, feeds, caplog, monkeypatch):
    close_spider(make_article(1))
    before = {path: path.read_bytes() for path in feeds.rglob("*.json*")}

    def no_room(self, data):
        raise OSError(errno.ENOSPC, "No space left on device", str(self.target))

    with monkeypatch.context() as context:
        context.setattr("crawler.feeds.atomic._TemporaryFile.write", no_room)
        assert close_spider(make_article(2))["feeds/errors"] == 1
    assert f"No space left on device: {feeds}/runs/20261122T060000Z.jsonl" in caplog.text
    assert "make room on that disk" in caplog.text
    assert {path: path.read_bytes() for path in feeds.rglob("*.json*")} == before

    assert close_spider(make_article(3))["feeds/revisions"] == 2
    published = Counter(
        json.loads(line)["id"] for path in feeds.glob("runs/*.jsonl") for line in path.read_bytes().splitlines()
    )
    assert len(published) == 3
    assert set(published.values()) == {1}


def test_failures_count_for_the_exit_code(close_spider, tmp_path, caplog):
    (tmp_path / "feeds").write_text("in the way")
    stats = close_spider(make_article())
    assert stats["feeds/errors"] == 1
    assert str(tmp_path / "feeds") in stats["feeds/error"]
    assert "no article is lost" in caplog.text
    assert "File exists" in caplog.text
    assert "move it away" in caplog.text


def test_a_broken_store_is_no_traceback(close_spider, tmp_path, caplog, monkeypatch):
    def broken(url: str) -> Store:
        (tmp_path / "broken.sqlite").write_text("no database at all, but long enough to be taken for one")
        return Store(f"sqlite:///{tmp_path}/broken.sqlite")

    monkeypatch.setattr("crawler.feeds.extension.Store", broken)
    stats = close_spider()
    assert stats["feeds/errors"] == 1
    assert "STORE_URL" in caplog.text
    assert "Traceback" not in caplog.text


def test_an_internal_error_keeps_its_traceback(close_spider, caplog, monkeypatch):
    monkeypatch.setattr("crawler.feeds.extension.publish", lambda *_, **__: 1 / 0)
    assert close_spider()["feeds/error"] == "ZeroDivisionError: division by zero"
    assert "Traceback" in caplog.text


def test_a_spider_without_a_publication_publishes_nothing(close_spider, feeds):
    assert close_spider(make_article(), publication=None) == {}
    assert not feeds.exists()
