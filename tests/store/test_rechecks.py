from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import RowMapping

from crawler.store.ages import parse_ages
from crawler.store.database import timestamp
from crawler.store.rechecks import CONTROLS, Conclusion, Finding, Rechecks
from crawler.store.schema import articles
from crawler.store.store import Store
from tests.store.store_support import PUBLICATION, article, opened

pytestmark = pytest.mark.both_databases
AGES = parse_ages("1h 6h 1d 7d")
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def ago(**span: float) -> str:
    return timestamp(NOW - timedelta(**span))


def put(store: Store, number: int, **span: float) -> str:
    """An article that was published and fetched so long ago; its id."""
    made = article(number, date_fetched=ago(**span))
    store.put_article(PUBLICATION, made, AGES)
    return made.id


def put_old(store: Store, number: int, days: int) -> str:
    """An article that was published so many days ago and is not due; its id."""
    made = article(number, date_published=ago(days=days), date_fetched=ago())
    store.put_article(PUBLICATION, made, AGES)
    return made.id


def rechecks(store: Store, ages: Any = AGES) -> Rechecks:
    return Rechecks(store, PUBLICATION, ages)


def due(store: Store, limit: int = 100) -> list[str]:
    return [each.id for each in rechecks(store).due(limit)]


def look(run: Rechecks, article_id: str, finding: Finding, reason: str | None = None) -> None:
    noted = run.note(article_id, finding, reason)
    assert noted
    run.count(noted)


def row(store: Store, article_id: str) -> RowMapping:
    return store.reader.execute(select(articles).where(articles.c.id == article_id)).mappings().one()


def hours_pass(store: Store, article_id: str, hours: float) -> None:
    """Everything about an article happened so much earlier."""
    found = row(store, article_id)
    moments = {
        name: timestamp(datetime.fromisoformat(found[name]) - timedelta(hours=hours))
        for name in ("newness", "first_seen", "last_seen", "next_check", "gone_since")
        if found[name]
    }
    with store.transaction():
        store.writer.execute(update(articles).where(articles.c.id == article_id).values(moments))


# --- who is due -------------------------------------------------------------------------------------------------------


def test_an_article_is_due_when_it_reaches_the_next_age(store: Store) -> None:
    put(store, 1, minutes=30)
    one = put(store, 2, minutes=90)
    assert due(store) == [one]
    assert [each.url for each in rechecks(store).due(1)] == ["https://thubao.vn/bai-2.html"]


def test_what_is_older_than_the_last_age_when_it_is_found_is_never_due(store: Store) -> None:
    """As in a backfill: the age counts from the publication."""
    old = article(1, date_published="2015-03-02T08:00:00+07:00", date_fetched=ago(days=30))
    store.put_article(PUBLICATION, old, AGES)
    assert row(store, old.id)["next_check"] is None
    assert due(store) == []


def test_one_look_stands_for_all_ages_that_have_passed(store: Store) -> None:
    one = put(store, 1, days=2)
    look(rechecks(store), one, "there")
    assert due(store) == []
    assert row(store, one)["next_check"] == timestamp(NOW - timedelta(days=2) + timedelta(days=7))


def test_any_fetch_of_an_article_stands_for_a_look(store: Store) -> None:
    one = put(store, 1, hours=2)
    assert due(store) == [one]
    store.put_article(PUBLICATION, article(1, date_fetched=ago()), AGES)
    assert due(store) == []
    store.put_article(PUBLICATION, article(1, title="Sửa", date_fetched=ago()), AGES)
    assert due(store) == []


def test_who_waits_longest_comes_first_and_a_run_takes_no_more_than_it_may(store: Store) -> None:
    two, three, five = (put(store, n, hours=n) for n in (2, 3, 5))
    assert due(store) == [five, three, two]
    assert due(store, 2) == [five, three]


def test_without_ages_nothing_is_due(store: Store) -> None:
    put(store, 1, hours=2)
    assert rechecks(store, ()).due(10) == []


def test_another_publications_articles_are_its_own_business(store: Store) -> None:
    one = put(store, 1, hours=2)
    other = Rechecks(store, "baokhac", AGES)
    assert other.due(10) == []
    assert other.note(one, "gone", "HTTP 410") is None
    assert row(store, one)["gone_since"] is None


def test_a_look_that_says_nothing_is_over_all_the_same(store: Store) -> None:
    one = put(store, 1, hours=2)
    look(rechecks(store), one, "unclear")
    assert due(store) == []
    assert row(store, one)["last_seen"] == ago(hours=2)
    assert row(store, one)["status"] == "live"


# --- what is gone -----------------------------------------------------------------------------------------------------


@pytest.fixture
def paper(store: Store) -> list[str]:
    """Ten old articles."""
    return [put_old(store, 100 + n, 20 + n) for n in range(10)]


def run(store: Store, gone: dict[str, str]) -> tuple[list[str], Conclusion]:
    """A run that finds these gone, for these reasons, and all others there; what it looked at, and its conclusion."""
    this = rechecks(store)
    looked = [each.id for each in this.due(100)]
    for each in looked:
        look(this, each, "gone" if each in gone else "there", gone.get(each))
    return looked, this.conclude()


def test_a_404_is_believed_when_a_later_run_finds_it_again(store: Store, paper: list[str]) -> None:
    one = put(store, 1, hours=2)
    assert run(store, {one: "HTTP 404"}) == ([one], Conclusion())
    assert row(store, one)["status"] == "live"
    assert due(store) == [], "not before an hour has passed"
    hours_pass(store, one, 1)
    looked, concluded = run(store, {one: "HTTP 404"})
    assert concluded == Conclusion(removed=1)
    assert looked[-1] == one
    assert (row(store, one)["status"], row(store, one)["gone_reason"]) == ("removed", "HTTP 404")
    assert [each.id for each in store.removed(PUBLICATION)] == [one]
    assert store.count_articles(PUBLICATION, removed=True) == 1
    assert one not in [each["id"] for each in store.newest(PUBLICATION, 100)]
    assert store.latest(one), "kept with all that was known of it"


def test_a_404_that_was_a_hiccup_is_forgotten(store: Store, paper: list[str]) -> None:
    one = put(store, 1, hours=2)
    run(store, {one: "HTTP 404"})
    hours_pass(store, one, 1)
    assert run(store, {})[1] == Conclusion()
    assert row(store, one)["gone_since"] is None
    hours_pass(store, one, 6)
    assert run(store, {one: "HTTP 404"})[1] == Conclusion()
    assert row(store, one)["status"] == "live"


def test_a_410_is_believed_at_once(store: Store) -> None:
    one, _, _ = (put(store, n, hours=2) for n in (1, 2, 3))
    assert run(store, {one: "HTTP 410"})[1] == Conclusion(removed=1)
    assert row(store, one)["status"] == "removed"


def test_a_run_that_may_mark_something_looks_at_others_too(store: Store) -> None:
    """Else a site of which every article fails would lose the few that are due in each run."""
    older = [put_old(store, 100 + n, 10 + n) for n in range(10)]
    put(store, 200, minutes=5)  # newer than the one in doubt: it would be well after a rebuilding too
    one = put(store, 1, hours=2)
    run(store, {one: "HTTP 404"})
    hours_pass(store, one, 1)
    assert due(store) == [*older[:CONTROLS], one]
    assert run(store, dict.fromkeys([*older, one], "HTTP 404"))[1] == Conclusion(held=1)
    assert row(store, one)["status"] == "live"
    assert list(store.removed(PUBLICATION)) == []


def test_there_is_a_control_for_each_article_in_doubt(store: Store) -> None:
    for n in range(30):
        put_old(store, 100 + n, 10)
    doubtful = [put(store, n, hours=2) for n in range(8)]
    run(store, dict.fromkeys(doubtful, "HTTP 404"))
    for each in doubtful:
        hours_pass(store, each, 1)
    looked, concluded = run(store, dict.fromkeys(doubtful, "HTTP 404"))
    assert len(looked) == 16
    assert concluded == Conclusion(removed=8)


def test_a_site_wide_failure_removes_nothing_however_long_it_lasts(store: Store) -> None:
    everything = [put(store, n, hours=2 + n / 100) for n in range(20)]
    for hours in (1, 5, 18, 144):
        assert run(store, dict.fromkeys(everything, "redirects to /"))[1].removed == 0
        for each in everything:
            hours_pass(store, each, hours)
    assert list(store.removed(PUBLICATION)) == []
    looked, _ = run(store, {})
    assert sorted(looked) == sorted(everything)
    assert {row(store, each)["gone_since"] for each in everything} == {None}


def test_a_lone_article_is_not_marked_by_its_own_word(store: Store) -> None:
    one = put(store, 1, hours=2)
    assert run(store, {one: "HTTP 410"})[1] == Conclusion(held=1)


def test_what_is_back_is_live_again(store: Store, paper: list[str]) -> None:
    one = put(store, 1, hours=2)
    for _ in range(2):
        run(store, {one: "HTTP 404"})
        hours_pass(store, one, 1)
    assert row(store, one)["status"] == "removed"
    hours_pass(store, one, 5)
    this = rechecks(store)
    assert one in [each.id for each in this.due(100)], "looked at a few more times"
    noted = this.note(one, "there")
    assert noted
    assert noted.was_removed
    assert row(store, one)["status"] == "live"
    assert list(store.removed(PUBLICATION)) == []


def test_storing_an_article_makes_it_live(store: Store, paper: list[str]) -> None:
    one = put(store, 1, hours=2)
    for _ in range(2):
        run(store, {one: "HTTP 404"})
        hours_pass(store, one, 1)
    assert store.put_article(PUBLICATION, article(1), AGES) == "unchanged"
    assert (row(store, one)["status"], row(store, one)["gone_since"]) == ("live", None)


def test_what_somebody_has_seen_meanwhile_is_not_marked(store: Store, paper: list[str]) -> None:
    """Another worker, by another listing."""
    one, *_ = (put(store, n, hours=2) for n in (1, 2, 3))
    this = rechecks(store)
    look(this, one, "gone", "HTTP 410")
    look(this, paper[0], "there")
    store.put_article(PUBLICATION, article(1), AGES)
    this.conclude()
    assert row(store, one)["status"] == "live"


def test_an_article_that_is_still_gone_says_nothing_about_the_rest(store: Store, paper: list[str]) -> None:
    one = put(store, 1, hours=2)
    for _ in range(2):
        run(store, {one: "HTTP 404"})
        hours_pass(store, one, 1)
    hours_pass(store, one, 5)
    this = rechecks(store)
    look(this, one, "gone", "HTTP 404")
    assert this.conclude() == Conclusion()
    assert row(store, one)["status"] == "removed"
