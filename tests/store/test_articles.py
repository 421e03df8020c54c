from __future__ import annotations

import random
import string
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy
from store_support import PUBLICATION, article, found, opened, row, url_of

from crawler.store import schema
from crawler.store.leases import Leases, Outcome
from crawler.store.store import Store

pytestmark = pytest.mark.both_databases


@pytest.fixture
def store(tmp_path: Path):
    with opened(tmp_path) as made:
        yield made


def put(store: Store, *articles) -> list[str]:
    return [store.put_article(PUBLICATION, each) for each in articles]


def test_a_revision_is_counted_only_when_the_content_changes(store):
    assert put(store, article(), article(), article(title="Hội chợ việc làm mùa đông")) == [
        "new",
        "unchanged",
        "changed",
    ]
    assert put(store, article()) == ["changed"], "going back to an earlier text is a change too"
    assert store.latest("thubao.vn/1")["revision"] == 3
    assert store.latest("thubao.vn/1")["title"] == "Hội chợ việc làm"


def test_the_payload_carries_the_number_that_the_store_decided(store):
    put(store, article(revision=9))
    assert store.latest("thubao.vn/1")["revision"] == 1


def test_of_two_workers_that_store_the_same_article_at_once_one_is_first(store, tmp_path):
    """The second one has looked when there was none yet, and waits for the first."""
    answers: list[str] = []

    def other() -> None:
        with opened(tmp_path) as second:
            answers.extend(put(second, article()))

    with store.transaction():
        put(store, article())
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(1)
        assert answers == []
    waiting.join()
    assert answers == ["unchanged"]
    assert store.count_articles(PUBLICATION) == 1


def test_what_pages_and_servers_say_can_be_stored(store):
    """NUL, which PostgreSQL refuses in a text, and an address longer than it takes into an index."""
    address = "https://thubao.vn/" + "".join(random.Random(1).choices(string.ascii_letters, k=9000))
    store.record_rejected(PUBLICATION, address, "no-\0body")
    (rejection,) = store.rejected_pages(PUBLICATION, 9)
    assert (rejection.reason, rejection.url) == ("no-body", address[:2000])
    leases = Leases(store, PUBLICATION, run=1)
    leases.add([found("a")])
    assert leases.acknowledge(leases.take().id, Outcome("failed", "not\0 a page"), etag="\0x", last_modified="")
    assert (row(store, "a")["reason"], store.validators(PUBLICATION, "a")) == ("not a page", ("x", ""))


def test_crawls_of_one_process_share_the_connections(tmp_path):
    url = url_of(tmp_path)
    one, other = Store.shared(url), Store.shared(url)
    assert one is other
    one.close()
    assert put(other, article()) == ["new"], "the other one still uses it"
    other.close()
    again = Store.shared(url)
    assert again is not other
    assert again.count_articles(PUBLICATION) == 1
    again.close()


def test_seeing_an_article_again_moves_last_seen_alone(store):
    put(store, article(date_fetched="2026-11-22T05:00:00Z"), article(date_fetched="2026-11-23T05:00:00Z"))
    row = store.reader.execute(sqlalchemy.select(schema.articles)).mappings().one()
    assert (row["first_seen"], row["last_seen"]) == ("2026-11-22T05:00:00Z", "2026-11-23T05:00:00Z")
    assert store.latest("thubao.vn/1")["date_fetched"] == "2026-11-22T05:00:00Z"


def test_next_revision_tells_what_would_be_stored(store):
    assert store.next_revision(article()) == 1
    put(store, article())
    assert store.next_revision(article()) == 1
    assert store.next_revision(article(title="Khác")) == 2


def test_an_unknown_article_has_no_latest_revision(store):
    assert store.latest("thubao.vn/404") is None


def test_an_article_without_id_or_hash_is_refused(store):
    nameless = article()
    nameless.id = ""
    with pytest.raises(ValueError, match="id and a content hash"):
        put(store, nameless)


def test_newest_goes_by_the_printed_date_and_never_by_one_in_the_future(store):
    put(
        store,
        article(1, date_published="2026-11-20T22:43:00+07:00"),
        article(2, date_published="2026-11-21"),
        article(3, date_published="2030-01-01", date_fetched="2026-11-19T05:00:00Z"),
        article(4, date_fetched="2026-11-22T06:00:00Z"),
    )
    assert [each["id"][-1] for each in store.newest(PUBLICATION, 10)] == ["4", "2", "1", "3"]
    assert [each["id"][-1] for each in store.newest(PUBLICATION, 2)] == ["4", "2"]
    assert list(store.newest("other", 10)) == []
    assert store.count_articles(PUBLICATION) == 4


def test_newest_may_be_left_unread_and_the_store_written_meanwhile(store):
    put(store, *[article(n) for n in range(5)])
    unread = store.newest(PUBLICATION, 5)
    next(unread)
    assert put(store, article(9)) == ["new"]


def test_known_urls(store):
    put(store, article(1, date_fetched="2026-11-22T05:00:00Z"))
    urls = [f"https://thubao.vn/bai-{n}.html" for n in range(1200)]
    assert store.known_urls(PUBLICATION, urls) == {"https://thubao.vn/bai-1.html"}
    assert store.known_urls(PUBLICATION, urls, before=datetime(2026, 11, 22, 5, tzinfo=UTC)) == set()
    assert store.known_urls("other", urls) == set()


def test_a_rejected_page_is_recorded_once_in_a_run(store):
    for _ in range(2):
        store.record_rejected(PUBLICATION, "https://thubao.vn/x", "no-body", run=1, page="rejected/x.html.gz")
    store.record_rejected(PUBLICATION, "https://thubao.vn/y", "login", run=1)
    store.record_rejected(PUBLICATION, "https://thubao.vn/z", "login", run=1)
    store.record_rejected(PUBLICATION, "https://thubao.vn/x", "no-body", run=2)
    assert store.rejections(1) == {"login": 2, "no-body": 1}


def test_runs(store):
    assert store.last_run(PUBLICATION) is None
    first = store.start_run(PUBLICATION)
    store.finish_run(
        first, reason="finished", stats={"item_scraped_count": 3, "start_time": datetime(2026, 1, 1, tzinfo=UTC)}
    )
    store.finish_run(first, exit_code=4)
    run = store.last_run(PUBLICATION)
    assert (run.id, run.reason, run.exit_code, run.stats["item_scraped_count"]) == (first, "finished", 4, 3)
    store.start_run(PUBLICATION)
    assert store.last_run(PUBLICATION).finished is None


def test_marks(store):
    assert store.mark(PUBLICATION, "walk:xa-hoi") is None
    store.set_mark(PUBLICATION, "walk:xa-hoi", "2022-06-01")
    store.set_mark(PUBLICATION, "walk:xa-hoi", "whole")
    assert store.mark(PUBLICATION, "walk:xa-hoi") == "whole"


def test_of_two_workers_that_set_a_mark_at_once_the_later_is_right(store, tmp_path):
    """The second one has looked when there was none yet, and waits for the first."""
    done: list[str] = []

    def other() -> None:
        with opened(tmp_path) as second:
            second.set_mark(PUBLICATION, "walk:xa-hoi", "whole")
            done.append("whole")

    with store.transaction():
        store.set_mark(PUBLICATION, "walk:xa-hoi", "2022-06-01")
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(1)
        assert done == []
    waiting.join()
    assert (done, store.mark(PUBLICATION, "walk:xa-hoi")) == (["whole"], "whole")


# --- publishing -----------------------------------------------------------------------------------------------------


def ids(store: Store, name: str) -> list[tuple[str, int]]:
    return [(each["id"], each["revision"]) for each in store.run_file_items(PUBLICATION, name)]


def test_each_revision_goes_into_one_run_file(store):
    put(store, article(1), article(2), article(1, title="Khác"))
    store.put_article("other", article(3))
    assert store.assign_run_file(PUBLICATION, "a.jsonl") == 3
    put(store, article(1, title="Khác"), article(4))
    assert store.assign_run_file(PUBLICATION, "b.jsonl") == 1
    assert ids(store, "a.jsonl") == [("thubao.vn/1", 1), ("thubao.vn/2", 1), ("thubao.vn/1", 2)]
    assert ids(store, "b.jsonl") == [("thubao.vn/4", 1)]


def test_a_file_is_pending_until_it_is_confirmed(store):
    put(store, article(1))
    store.assign_run_file(PUBLICATION, "a.jsonl")
    put(store, article(2))
    store.assign_run_file(PUBLICATION, "b.jsonl")
    assert store.pending_run_files(PUBLICATION) == ["a.jsonl", "b.jsonl"]
    assert store.pending_run_files("other") == []
    store.confirm_run_file(PUBLICATION, "a.jsonl")
    assert store.pending_run_files(PUBLICATION) == ["b.jsonl"]


def test_nothing_new_leaves_no_run_file(store):
    assert store.assign_run_file(PUBLICATION, "a.jsonl") == 0
    assert store.pending_run_files(PUBLICATION) == []


def test_a_run_file_never_changes(store):
    put(store, article(1))
    store.assign_run_file(PUBLICATION, "a.jsonl")
    put(store, article(2))
    with pytest.raises(ValueError, match="assigned already"):
        store.assign_run_file(PUBLICATION, "a.jsonl")
    assert ids(store, "a.jsonl") == [("thubao.vn/1", 1)]


@pytest.mark.sqlite_only
def test_an_assignment_is_flushed_to_the_disk_and_the_rest_is_not(store):
    seen: list[int] = []
    sqlalchemy.event.listen(
        store.writer.engine,
        "commit",
        lambda c: seen.append(c.connection.cursor().execute("PRAGMA synchronous").fetchone()[0]),
    )
    put(store, article(1))
    store.assign_run_file(PUBLICATION, "a.jsonl")
    put(store, article(2))
    assert seen == [1, 2, 1], "NORMAL, FULL, NORMAL"


# --- transactions, versions -----------------------------------------------------------------------------------------


def test_a_transaction_is_all_or_nothing(store):
    with pytest.raises(RuntimeError), store.transaction():
        put(store, article(1))
        raise RuntimeError
    assert store.latest("thubao.vn/1") is None


def test_what_one_worker_commits_the_other_sees(tmp_path: Path):
    with opened(tmp_path) as one, opened(tmp_path) as other:
        assert put(one, article(1)) == ["new"]
        assert put(other, article(1), article(1, title="Khác")) == ["unchanged", "changed"]
        assert one.latest("thubao.vn/1")["revision"] == 2


@pytest.mark.sqlite_only
def test_sqlite_is_in_wal_mode_and_waits_for_other_writers(store):
    ask = store.writer.connection.cursor().execute
    assert ask("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ask("PRAGMA busy_timeout").fetchone()[0] >= 10_000


@pytest.mark.sqlite_only
def test_the_folder_of_the_database_is_made(tmp_path: Path):
    Store(url_of(tmp_path / "a" / "b")).close()
    assert (tmp_path / "a" / "b" / "store.sqlite").is_file()
