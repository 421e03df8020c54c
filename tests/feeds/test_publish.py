from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from feeds_support import DISK, PUBLICATION, SmallStore, full_disk, in_child, killed_at, make_article

from crawler.feeds.publish import publish
from crawler.items import Article
from crawler.store.store import Store

STARTED = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def feeds(tmp_path) -> Path:
    return tmp_path / "feeds"


def publish_to(feeds, store, started=STARTED, **options):
    return publish(store, PUBLICATION, "laodongxahoi", feeds, started, **options)


def lines(feeds: Path) -> dict[str, list[dict]]:
    """The run files: name and content, each of them valid and closed."""
    found = {}
    for path in sorted((feeds / "laodongxahoi" / "runs").glob("*.jsonl")):
        content = path.read_text(encoding="utf-8")
        assert content.endswith("\n")
        found[path.name] = [json.loads(line) for line in content.split("\n")[:-1]]
    return found


def revisions(feeds: Path) -> Counter:
    return Counter((a["id"], a["revision"]) for items in lines(feeds).values() for a in items)


def view(feeds: Path, name: str = "articles.json"):
    return json.loads((feeds / "laodongxahoi" / name).read_bytes())


def test_all_files_are_there_and_valid(feeds, valid_article, valid_json_feed):
    store = SmallStore()
    store.add(make_article(1), make_article(2))
    published = publish_to(feeds, store, feeds_url="https://feeds.example.vn/")
    assert published.run_files == [feeds / "laodongxahoi" / "runs" / "20261122T050000Z.jsonl"]
    assert (published.revisions, published.articles) == (2, 2)
    for article in [*lines(feeds)["20261122T050000Z.jsonl"], *view(feeds)]:
        valid_article(article)
    assert [a["id"] for a in view(feeds)] == ["laodongxahoi.net/1300002", "laodongxahoi.net/1300001"]
    feed = view(feeds, "feed.json")
    valid_json_feed(feed)
    assert [item["id"] for item in feed["items"]] == [a["id"] for a in view(feeds)]
    assert feed["feed_url"] == "https://feeds.example.vn/laodongxahoi/feed.json"
    assert json.loads((feeds / "article.schema.json").read_bytes())["additionalProperties"] is False


def test_a_run_without_news_changes_nothing(feeds):
    store = SmallStore()
    store.add(make_article())
    publish_to(feeds, store)
    before = {path: path.stat().st_mtime_ns for path in feeds.rglob("*.json*")}
    published = publish_to(feeds, store, STARTED + timedelta(hours=1))
    assert (published.run_files, published.articles) == ([], None)
    assert {path: path.stat().st_mtime_ns for path in feeds.rglob("*.json*")} == before


class NotOursError(Exception):
    pass


def allowing(times: int):
    """A check that finds the right to publish gone after so many times."""
    left = iter([None] * times)

    def check() -> None:
        for _ in left:
            return
        raise NotOursError

    return check


@pytest.mark.parametrize("times", [0, 1])
def test_whoever_has_no_right_to_publish_replaces_no_feed(feeds, times):
    """The run that was there first has slept, and another one has published meanwhile."""
    store = SmallStore()
    store.add(make_article(1))
    publish_to(feeds, store)
    store.add(make_article(2))
    before = {name: view(feeds, name) for name in ("articles.json", "feed.json")}
    with pytest.raises(NotOursError):
        publish_to(feeds, store, STARTED + timedelta(hours=1), check=allowing(times))
    assert {name: view(feeds, name) for name in before} == before
    publish_to(feeds, store, STARTED + timedelta(hours=2))
    assert set(revisions(feeds).values()) == {1}
    assert (len(revisions(feeds)), len(view(feeds))) == (2, 2)
    assert not list(feeds.rglob("*.tmp"))


def test_before_the_first_article_there_is_no_feed(feeds):
    publish_to(feeds, SmallStore())
    assert sorted(path.name for path in (feeds / "laodongxahoi").iterdir()) == [".lock", "runs"]


def test_only_new_revisions_go_into_the_next_run_file(feeds):
    store = SmallStore()
    store.add(make_article(1), make_article(2))
    publish_to(feeds, store)
    store.add(make_article(1, revision=2, title="Lớp nghề dời sang thứ Tư"), make_article(3))
    publish_to(feeds, store, STARTED + timedelta(days=1))
    assert [a["revision"] for a in lines(feeds)["20261123T050000Z.jsonl"]] == [2, 1]
    assert [(a["id"][-1], a["revision"]) for a in view(feeds)] == [("3", 1), ("1", 2), ("2", 1)]
    assert set(revisions(feeds).values()) == {1}


def test_runs_of_one_second_get_files_of_their_own(feeds):
    store = SmallStore()
    for number in range(1, 4):
        store.add(make_article(number))
        publish_to(feeds, store)
    assert list(lines(feeds)) == [
        "20261122T050000Z-2.jsonl",
        "20261122T050000Z-3.jsonl",
        "20261122T050000Z.jsonl",
    ]


def test_a_run_file_that_downstream_took_away_keeps_its_name(feeds):
    store = SmallStore()
    store.add(make_article(1))
    publish_to(feeds, store).run_files[0].unlink()
    store.add(make_article(2))
    assert publish_to(feeds, store).run_files[0].name == "20261122T050000Z-2.jsonl"


def test_the_newest_only(feeds):
    store = SmallStore()
    store.add(*(make_article(number) for number in range(5)))
    publish_to(feeds, store, newest=2)
    assert [a["id"][-1] for a in view(feeds)] == ["4", "3"]
    assert len(view(feeds, "feed.json")["items"]) == 2
    assert len(lines(feeds)["20261122T050000Z.jsonl"]) == 5


@pytest.mark.parametrize("name", ["articles.json", "feed.json"])
def test_a_view_that_is_missing_is_written_again(feeds, name):
    store = SmallStore()
    store.add(make_article())
    publish_to(feeds, store)
    content = (feeds / "laodongxahoi" / name).read_bytes()
    (feeds / "laodongxahoi" / name).unlink()
    assert publish_to(feeds, store).run_files == []
    assert (feeds / "laodongxahoi" / name).read_bytes() == content


STORE_CALLS = (Store, "assign_run_file"), (Store, "pending_run_files"), (Store, "confirm_run_file")


@contextmanager
def real_store(database: Path, *articles: Article) -> Iterator[Store]:
    with closing(Store(f"sqlite:///{database}")) as store:
        for article in articles:
            store.put_article("laodongxahoi", article)
        yield store


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path):
    """Runs until a run survives, that is, past the last moment at which it could have been killed."""
    changed = make_article(1, title="Lớp nghề dời sang thứ Tư", content_hash="f" * 64)
    moment = 0
    status = None
    while status != 0:
        moment += 1
        feeds, database = tmp_path / f"feeds-{moment}", tmp_path / f"store-{moment}.sqlite"
        with real_store(database, make_article(1)) as store:
            publish_to(feeds, store)
        with real_store(database, changed, make_article(2)):
            pass

        def run(moment=moment, feeds=feeds, database=database):
            with real_store(database) as store, killed_at(moment, *DISK, *STORE_CALLS):
                publish_to(feeds, store, STARTED + timedelta(hours=1))

        status = in_child(run)
        assert status in (0, -signal.SIGKILL)
        lines(feeds)
        assert len(view(feeds)) in (1, 2)
        assert len(view(feeds, "feed.json")["items"]) in (1, 2)

        with real_store(database) as store:
            publish_to(feeds, store, STARTED + timedelta(hours=2))
        expected = (("1", 1), ("1", 2), ("2", 1))
        assert revisions(feeds) == {(f"laodongxahoi.net/130000{n}", r): 1 for n, r in expected}
        assert len(view(feeds)) == len(view(feeds, "feed.json")["items"]) == 2
        assert not [path for path in feeds.rglob(".*") if path.name != ".lock"]
    assert moment > 20


# --- what the publication has removed ----------------------------------------------------------------------------------


def test_what_was_removed_leaves_the_feeds_and_is_listed(feeds):
    store = SmallStore()
    store.add(make_article(1), make_article(2))
    publish_to(feeds, store)
    assert not (feeds / "laodongxahoi" / "removed.json").exists()
    store.remove(make_article(2))
    published = publish_to(feeds, store)
    assert (published.run_files, published.articles, published.removed) == ([], 1, 1)
    assert [a["id"] for a in view(feeds)] == ["laodongxahoi.net/1300001"]
    assert [a["id"] for a in view(feeds, "feed.json")["items"]] == ["laodongxahoi.net/1300001"]
    assert view(feeds, "removed.json") == [
        {
            "id": "laodongxahoi.net/1300002",
            "url": make_article(2).url,
            "title": make_article(2).title,
            "date_removed": "2026-11-22T05:00:00Z",
            "reason": "HTTP 404",
        }
    ]
    assert sum(revisions(feeds).values()) == 2
    assert publish_to(feeds, store).removed is None
    store.gone.clear()
    assert publish_to(feeds, store).removed == 0
    assert len(view(feeds)) == 2
    assert view(feeds, "removed.json") == []


def test_when_all_is_removed_the_feeds_are_empty(feeds, valid_json_feed):
    store = SmallStore()
    store.add(make_article(1))
    publish_to(feeds, store)
    store.remove(make_article(1))
    publish_to(feeds, store)
    assert view(feeds) == []
    valid_json_feed(view(feeds, "feed.json"))


def test_killed_at_any_moment_what_was_removed_is_published_by_the_next_run(tmp_path):
    store = SmallStore()
    store.add(make_article(1), make_article(2))
    publish_to(tmp_path / "0", store)
    store.remove(make_article(2))
    status, moment = -signal.SIGKILL, 0
    while status:
        moment += 1
        feeds = tmp_path / f"{moment}"
        shutil.copytree(tmp_path / "0", feeds)

        def run(moment=moment, feeds=feeds):
            with killed_at(moment, *DISK):
                publish_to(feeds, store)

        status = in_child(run)
        assert status in (0, -signal.SIGKILL)
        assert len(view(feeds)) in (1, 2)
        publish_to(feeds, store)
        assert [a["id"] for a in view(feeds)] == ["laodongxahoi.net/1300001"]
        assert len(view(feeds, "removed.json")) == 1
    assert moment > 10


def test_a_full_disk_keeps_the_feeds_and_the_next_run_makes_up(feeds):
    store = SmallStore()
    store.add(make_article(1))
    publish_to(feeds, store)
    store.add(make_article(2))
    before = {path: path.read_bytes() for path in feeds.rglob("*.json*")}
    with full_disk(), pytest.raises(OSError, match="File too large") as raised:
        publish_to(feeds, store, STARTED + timedelta(hours=1))
    assert raised.value.filename == str(feeds / "laodongxahoi" / "runs" / "20261122T060000Z.jsonl")
    assert {path: path.read_bytes() for path in feeds.rglob("*.json*")} == before
    store.add(make_article(3))
    published = publish_to(feeds, store, STARTED + timedelta(hours=2))
    assert [path.name for path in published.run_files] == ["20261122T060000Z.jsonl", "20261122T070000Z.jsonl"]
    assert set(revisions(feeds).values()) == {1}
    assert len(view(feeds)) == 3


def test_a_run_file_that_stands_is_never_touched_again(feeds):
    store = SmallStore()
    store.add(make_article(1))
    run_file = publish_to(feeds, store).run_files[0]
    written = run_file.stat()
    store.db.execute("update revision set confirmed = 0")
    assert publish_to(feeds, store, STARTED + timedelta(hours=1)).run_files == [run_file]
    assert (run_file.stat().st_ino, run_file.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_folder_in_the_way_is_named(feeds):
    feeds.mkdir()
    (feeds / "laodongxahoi").write_text("a file")
    with pytest.raises(OSError) as raised:
        publish_to(feeds, SmallStore())
    assert str(feeds / "laodongxahoi") in str(raised.value)


def test_two_processes_never_double(feeds, tmp_path):
    database = tmp_path / "store.sqlite"
    with real_store(database):
        pass

    def publish_often(number: int) -> None:
        for turn in range(5):
            with real_store(database, make_article(number * 10 + turn)) as store:
                publish_to(feeds, store)

    workers = [multiprocessing.get_context("fork").Process(target=publish_often, args=(n,)) for n in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
        assert worker.exitcode == 0
    assert len(revisions(feeds)) == 10
    assert set(revisions(feeds).values()) == {1}
    assert len(view(feeds)) == 10


def test_what_an_older_version_stored_is_valid_today(feeds, valid_article):
    store = SmallStore()
    old = asdict(make_article()) | {"headline": "a field that was given up"}
    del old["language"]
    store.db.execute("insert into revision (id, payload) values (?, ?)", (old["id"], json.dumps(old)))
    publish_to(feeds, store)
    for article in [*view(feeds), *lines(feeds)["20261122T050000Z.jsonl"]]:
        valid_article(article)
    assert view(feeds)[0]["language"] == "vi"


def test_the_schema_is_renewed_when_it_differs(feeds):
    feeds.mkdir()
    (feeds / "article.schema.json").write_text("{}")
    publish_to(feeds, SmallStore())
    assert "$defs" in json.loads((feeds / "article.schema.json").read_bytes())
