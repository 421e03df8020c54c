from __future__ import annotations

import random
import re
import shutil
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from histories import NOW, each, read, run
from projects import NAME, Project
from scrapy.utils.test import get_crawler

from crawler.items import Article
from crawler.operations.monitors import (
    HISTORY,
    REMEMBERED,
    Expectations,
    FieldCounts,
    Situation,
    began,
    chance,
    fallen,
    filled,
    latency,
    monitor,
    past_runs,
    redesign,
    selector,
)
from crawler.store.store import Run, Store
from fixtures.demo_site import DemoSite, expected_articles

MONTH = each(6, 120, read(2))
"""Two new articles every six hours for thirty days."""
HISTORY_ALONE = Expectations()
SAPO = "//*[has-class('sapo_detail')]"


def complaints(
    stats: dict[str, Any], past: list[Run], expected: Expectations = HISTORY_ALONE, **more: Any
) -> dict[str, str]:
    return {c.kind: c.text for c in monitor(Situation("journal", stats, past, NOW, expected, **more))}


# --- the statistics -------------------------------------------------------------------------------------------------------


def test_the_chance_is_fishers() -> None:
    # Five of 25, of which 20 of 20 others had it: the ways to draw exactly these five, and no fewer.
    assert chance(0, 5, 20, 20) == pytest.approx(1 / 53130)
    assert chance(1, 5, 20, 20) == pytest.approx((21 + 0) / 53130)
    assert chance(5, 5, 20, 20) == pytest.approx(1)
    assert chance(600, 1000, 97_000, 100_000) < 1e-100
    assert chance(0, 3, 0, 100) == pytest.approx(1)


@pytest.mark.parametrize(
    ("had", "of", "known_had", "known", "falls"),
    [
        (0, 36, 97, 100, True),
        (0, 5, 100, 100, True),
        (3, 5, 100, 100, False),  # two of five may be anybody's
        (0, 4, 100, 100, False),  # too few to say anything
        (0, 36, 19, 19, False),  # too little history
        (75, 100, 80, 100, False),  # not much
        (70, 100, 950, 1000, True),
        (0, 10, 3, 100, False),  # hardly any had it before
    ],
)
def test_a_share_has_fallen_when_it_is_unlikely_and_much(
    had: int, of: int, known_had: int, known: int, falls: bool
) -> None:
    past = [run(24 * 30, {"fields/read": known, "fields/summary": known_had})]
    stats = {"fields/read": of, "fields/summary": had}
    assert bool(fallen(stats, past, lambda s: filled(s, "summary"), NOW)) == falls


def test_two_articles_say_nothing_but_those_of_two_runs_do() -> None:
    without = read(2, summary=2)
    assert complaints(without, MONTH) == {}
    found = complaints(without, [run(1, without), *MONTH])["fill/summary"]
    assert "articles with summary: 6 of the last 10, 99% of 242 before" in found


def test_what_was_long_ago_does_not_fill_a_sample_up() -> None:
    old = run(24 * 8, read(9, summary=9))
    assert complaints(read(1, summary=1), [old, *each(24 * 10, 5, read(20))]) == {}


def test_chance_alone_raises_no_alarm() -> None:
    """A thousand runs of a publication whose articles have an author in 80 of 100 cases."""
    rng = random.Random(5)
    alarms = 0
    past: list[Run] = []
    for number in range(1000):
        new = rng.choice([0, 1, 2, 3, 8, 20])
        stats = read(new, authors=sum(rng.random() > 0.8 for _ in range(new)))
        at = Situation("journal", stats, past[:60], NOW)
        alarms += any(complaint.kind.startswith("fill/") for complaint in monitor(at))
        past.insert(0, run(0.5, stats, number=number))
    assert alarms <= 2


def test_runs_that_were_complained_of_do_not_become_history() -> None:
    bad = [run(hours, read(10, summary=10), exit_code=4) for hours in range(1, 60)]
    assert "100% of 240 before" in complaints(read(10, summary=10), [*bad, *MONTH])["fill/summary"]


# --- fields, layouts, rejected pages ----------------------------------------------------------------------------------------


def test_a_field_that_went_is_named_with_selector_pages_and_what_to_do() -> None:
    urls = [f"http://journal.example/bai-{number}.html" for number in range(3)]
    stats = {**read(9, summary=9), "first_failures/fields/summary": urls}
    (kind, text), *more = complaints(stats, MONTH).items()
    assert (kind, more) == ("fill/summary", [])
    assert text.startswith("articles with summary: 1 of the last 10, "), "filled up by one of the run before"
    for part in ("100% of 240 before", f"cotent-detail looks at {SAPO}", *urls, f"scrapy extract --explain {urls[0]}"):
        assert part in text


def test_the_minute_of_publication_and_the_byline_are_watched_too() -> None:
    found = complaints(read(30, date_published=29, authors=30), MONTH)
    assert set(found) == {"fill/date_published", "fill/authors"}
    assert "to the minute: 1 of the last 30" in found["fill/date_published"]


def test_a_declared_floor_stands_in_for_history() -> None:
    floor = Expectations(fill={"summary": 0.9, "authors": 0})
    assert "at least 90% are declared" in complaints(read(6, summary=2), [], floor)["fill/summary"]
    assert complaints(read(6), [], floor) == {}
    assert complaints(read(4, summary=4), [], floor) == {}
    assert complaints(read(30, authors=30), MONTH, floor) == {}, "0: say nothing about it"
    assert complaints(read(30, summary=30), MONTH, Expectations(fill={"summary": 0})) == {}


def test_a_redesign_is_one_complaint() -> None:
    stats = {**read(20, "generic", summary=20, section=20), "feeds/held": "…", "first_failures/layouts/generic": ["u1"]}
    (kind, text), *more = complaints(stats, MONTH).items()
    assert (kind, more) == ("layout", [])
    for part in ("0 of the last 20, 100%", "//*[@id='cotent_detail']", "articles with summary: 0 of the last 20, 100% of 240",
                 "first: u1", "correct crawler/layouts/cotent_detail.py", "the feeds stay"):  # fmt: skip
        assert part in text
    assert "finds nothing" not in text, "nobody looked"
    lost = complaints({**stats, "layout/lost": ["summary", "source"]}, each(6, 120, standing(2, source=0)))["layout"]
    assert f"finds nothing for\n    summary         at {SAPO}\n  " in lost
    assert "source" not in lost, "which never was there"


def test_a_first_run_is_compared_with_the_layout_that_the_publication_is_said_to_have() -> None:
    def first(stats: dict[str, Any], name: str, expected: Expectations = HISTORY_ALONE) -> list[str]:
        return [c.text for c in monitor(Situation(name, {**stats, "layout/lost": ["title"]}, [], NOW, expected))]

    (text,) = first(read(9, "generic"), NAME)
    assert text.startswith(
        "the pages are not as expected: 0 of 9 articles were recognised by a layout of a CMS family\n"
    )
    assert "title           at //*[has-class('title_detail_news')]" in text
    assert first(read(4, "generic"), NAME) == [], "too few"
    assert first(read(9, "generic"), "journal") == [], "nothing is said of it"
    assert first(read(9, "generic"), NAME, Expectations(layout="generic")) == []
    assert first(read(9), NAME) == []


def standing(number: int, layout: str = "cotent-detail", **there: int) -> dict[str, Any]:
    """The statistics of a run that found every field at its place, or some at fewer pages."""
    places = ("title", "summary", "date_published", "author", "source", "body", "section", "tags")
    return {
        **read(number, layout),
        **{f"places/declared/{place}": number for place in places},
        **{f"places/{place}": there.get(place, number) for place in places},
    }


def test_a_place_that_is_empty_from_some_day_on_is_a_redesign_even_if_the_field_is_found_elsewhere() -> None:
    past = each(6, 120, standing(2))
    stats = {**standing(12, summary=0), "first_failures/places/summary": ["u1", "u2"]}
    (kind, text), *more = complaints(stats, past).items()
    assert (kind, more) == ("place/summary", [])
    for part in ("summary is no longer where cotent-detail looks for it", "0 of the last 12, 100% of 240 before", SAPO,
                 "first: u1\n         u2\n", "scrapy extract --explain u1", "crawler/layouts/cotent_detail.py"):  # fmt: skip
        assert part in text
    assert complaints(standing(12, summary=7), past) == {}, "another template now and then"
    assert complaints(stats, past, Expectations(fill={"summary": 0})) == {}
    assert complaints(stats, MONTH) == {}, "nobody looked before"
    assert list(complaints({**stats, **read(12, summary=12)}, past)) == ["fill/summary"], "said once"


def test_feeds_are_held_when_a_redesign_took_a_field_that_readers_miss() -> None:
    past = each(6, 120, standing(2))

    def held(stats: dict[str, Any], past: list[Run], expected: Expectations = HISTORY_ALONE) -> str | None:
        return redesign(Situation("journal", stats, past, NOW, expected))

    gone = {**standing(12, summary=0), **read(12, summary=12)}
    assert held(gone, past) == "cotent-detail no longer finds summary"
    assert held(standing(12, summary=0), past) is None, "it was found elsewhere"
    assert held({**standing(12), **read(12, summary=12)}, past) is None, (
        "the place is there, and the newsroom leaves it empty"
    )
    assert held({**standing(12, tags=0), **read(12, tags=12)}, past) is None, "readers can do without"
    assert held(gone, past, Expectations(fill={"summary": 0})) is None, "declared to be there to stay"
    assert held(standing(0), [run(24 * 20, gone, exit_code=4), *each(24 * 25, 30, standing(2))]), "not forgotten"
    text = complaints({**gone, "feeds/held": "…"}, past)["fill/summary"]
    assert "the feeds stay as they were until" in text
    assert "`scrapy run journal -a again=held`" in text


def test_a_redesign_is_not_forgotten_by_a_run_without_news() -> None:
    bad = run(24 * 20, read(20, "generic"), exit_code=4)
    long_ago = [run(24 * 30, read(100))]
    assert "layout" in complaints(read(0), [bad, *long_ago])
    bad.stats["layout/lost"] = ["summary"]
    assert f"summary         at {SAPO}" in complaints(read(0), [bad, *long_ago])["layout"], "nor where it looked"
    repaired = run(1, read(12, "cotent-detail-2027"))
    assert complaints(read(0), [repaired, bad, *long_ago]) == {}, "whichever layout reads them now"


def test_publications_without_a_layout_of_their_own_have_no_redesign() -> None:
    assert complaints(read(20, "generic"), each(6, 120, read(2, "generic"))) == {}


def test_selectors_are_named_as_declared() -> None:
    assert selector("cotent-detail", "summary") == SAPO
    assert selector("cotent-detail", "date_published").startswith("(//*[has-class('time_detail_news')])[1] (or 1 more")
    assert selector("no-such-layout", "summary") == ""


def test_more_rejected_pages_than_before() -> None:
    stats = {
        **read(6),
        "pages/rejected": 5,
        "pages/rejected/no-body": 5,
        "first_failures/pages/rejected": ["http://x/1 (no-body)"],
    }
    text = complaints(stats, MONTH)["rejected"]
    for part in ("6 of the last 11, 100% of 240 before", "cotent-detail looks at (//*[@id='cotent_detail'])[1]",
                 "http://x/1 (no-body)", "`scrapy rejected journal`"):  # fmt: skip
        assert part in text
    assert monitor(Situation("journal", stats, MONTH, NOW), already=["rejected"]) == []
    assert complaints(stats, MONTH, Expectations(rejected_share=0.5)) == {}
    assert "no more than 10%" in complaints(stats, [], Expectations(rejected_share=0.1))["rejected"]


def test_most_of_what_was_known_is_gone() -> None:
    url = "http://x/bai-1.html (HTTP 404)"
    stats = {"rechecks/gone": 5, "rechecks/there": 4, "first_failures/rechecks/gone": [url]}
    text = complaints(stats, MONTH)["gone"]
    assert "5 of 9 articles" in text
    assert url in text
    assert "none was marked as removed" in text
    assert "gone" not in complaints({**stats, "rechecks/there": 5}, MONTH)
    assert "gone" not in complaints({"rechecks/gone": 4}, MONTH)


# --- how much comes, and when -----------------------------------------------------------------------------------------------


def weekly() -> list[Run]:
    """Hourly for eight weeks; nothing at weekends (Vietnam's)."""
    found = []
    for hours in range(1, 24 * 56):
        local = NOW - timedelta(hours=hours - 7)
        found.append(run(hours, read(3) if local.weekday() < 5 else {}))
    return found


def test_a_weekend_is_no_silence_but_two_in_a_row_are() -> None:
    past = weekly()
    assert complaints({}, past) == {}
    quiet = [Run(**{**vars(r), "stats": {}}) if NOW - timedelta(days=5) < began(r) else r for r in past]
    text = complaints({}, quiet)["silence"]
    assert "no new article for 5 days (the longest before was 49 hours)" in text
    assert "sections and article_url" in text


def test_silence_says_nothing_of_a_publication_that_was_hardly_watched() -> None:
    assert complaints({}, [run(100, {}), *(run(hours, read(1)) for hours in range(101, 120))]) == {}
    assert complaints({}, []) == {}
    assert complaints({"run/arguments": "section=tre-em"}, [run(24 * n, read(1)) for n in range(20, 60)]) == {}


def test_a_silence_that_was_complained_of_does_not_make_the_next_one_usual() -> None:
    def past(exit_code: int) -> list[Run]:
        before = [run(24 * 7 + 12 * number, read(1)) for number in range(1, 60)]  # twice a day
        return [
            *[run(24 * days, {}) for days in (1, 2, 3)],
            run(96, read(1)),
            run(120, {}, exit_code=exit_code),
            *before,
        ]

    assert complaints({}, past(0)) == {}
    assert "the longest before was 12 hours" in complaints({}, past(4))["silence"]


def test_a_declared_silence() -> None:
    past = [run(10, read(1))]
    assert "8 hours are declared" in complaints({}, past, Expectations(silence_hours=8))["silence"]
    assert complaints({}, past, Expectations(silence_hours=12)) == {}


def test_fewer_than_in_the_four_weeks_before() -> None:
    busy = each(1, 24 * 40, read(2))
    assert complaints(read(2), busy) == {}
    trickle = [*[run(hours, read(hours % 6 == 0)) for hours in range(1, 24)], *busy[23:]]
    text = complaints(read(1), trickle)["fewer"]
    assert "4 new articles in 24 hours, at least 48 in the same time of each of the four weeks before" in text
    assert complaints(read(1), trickle[: 24 * 20]) == {}, "four weeks have to be there"


def test_fewer_than_declared() -> None:
    past = [run(24, read(3)), run(24 * 8, read(1))]
    text = complaints(read(1), past, Expectations(articles_a_week=10))["fewer"]
    assert "4 new articles in 7 days, 10 a week are declared" in text
    assert complaints(read(7), past, Expectations(articles_a_week=10)) == {}
    assert complaints(read(1), past[:1], Expectations(articles_a_week=10)) == {}, "not watched for a week yet"


def test_the_newest_article_is_too_old() -> None:
    dates = [NOW - timedelta(days=6, hours=hours) for hours in range(24 * 40, 0, -8)]
    text = complaints(read(1), [], newness=dates)["newest"]
    assert "published 6 days ago, the longest time between two was 8 hours" in text
    assert complaints(read(1), [], newness=[*dates, NOW - timedelta(hours=3)]) == {}
    assert complaints(read(1), [], newness=dates[:19]) == {}, "too few to say"
    assert complaints(read(1), []) == {}, "a dead publication, or an archive"
    declared = Expectations(newest_days=30)
    assert "90 days ago or more, 30 days are declared" in complaints(read(1), [], declared)["newest"]
    assert complaints(read(1), [], declared, newness=dates) == {}


# --- duplicates, time -------------------------------------------------------------------------------------------------------


def test_duplicates() -> None:
    stats = {**read(30), "articles/duplicates": 4, "first_failures/duplicates": ["http://x/2 (as x/1)"]}
    text = complaints(stats, [])["duplicates"]
    assert "4 of 30" in text
    assert "http://x/2 (as x/1)" in text
    assert complaints(stats, [], Expectations(duplicates_share=0.2)) == {}
    assert complaints({**read(19), "articles/duplicates": 9}, []) == {}


def test_a_run_that_takes_too_long() -> None:
    quick = each(6, 20, {"elapsed_time_seconds": 60.0, "downloader/response_count": 60})
    slow = {"elapsed_time_seconds": 2000.0, "downloader/response_count": 60}
    assert "33.3 s a page, 1.0 s before" in complaints(slow, quick)["time"]
    assert complaints({**slow, "downloader/response_count": 1900}, quick) == {}, "a backfill is long, not slow"
    assert complaints(slow, quick[:5]) == {}
    assert "30 minutes are declared" in complaints(slow, [], Expectations(minutes=30))["time"]
    assert complaints(slow, quick, Expectations(minutes=60)) == {}


# --- counting ---------------------------------------------------------------------------------------------------------------


def article(number: int, **fields: Any) -> Article:
    plain = Article(
        id=f"x/{number}", url=f"http://x/{number}", title=f"Tin {number}", content_text=f"{number} " * 200, layout="l"
    )
    for name, value in fields.items():
        setattr(plain, name, value)
    return plain


def counted(*articles: Any) -> dict[str, Any]:
    counts = FieldCounts(crawler := get_crawler())
    for each_of_them in articles:
        counts.item_scraped(each_of_them)
    return crawler.stats.get_stats()


def test_fields_are_counted_with_the_first_pages_that_lack_them() -> None:
    stats = counted(
        article(1, date_published="2022-06-12", summary="Tóm tắt"),
        article(2, date_published="2022-06-12T22:43:00+07:00"),
        *(article(number) for number in range(3, 9)),
        {"no": "article"},
    )
    assert (stats["fields/read"], stats["layouts/l"], stats["fields/title"]) == (8, 8, 8)
    assert (stats["fields/date_published"], stats["fields/summary"]) == (1, 1), "a day alone is not enough"
    assert stats["first_failures/fields/date_published"] == ["http://x/1", "http://x/3", "http://x/4"]
    assert "fields/section" not in stats


def test_the_same_text_under_another_id_is_a_duplicate_the_same_article_again_is_none() -> None:
    double = article(2, title="Tin 1", content_text="1 " * 200)
    short = article(3, content_text="ngắn"), article(4, title="Tin 3", content_text="ngắn")
    stats = counted(article(1), article(1), double, *short)
    assert stats["articles/duplicates"] == 1
    assert stats["first_failures/duplicates"] == ["http://x/2 (as x/1)"]


def test_a_long_run_remembers_so_many_articles_and_no_more() -> None:
    counts = FieldCounts(get_crawler())
    for number in range(REMEMBERED + 50):
        counts._texts[number] = ""
    counts.item_scraped(article(1))
    assert len(counts._texts) == REMEMBERED + 50, "one in, one out"


def test_latency_counts_new_articles_with_a_time_of_day_of_the_last_two_days(tmp_path: Any) -> None:
    def published(number: int, when: str | None) -> Article:
        return article(number, date_published=when, content_hash=str(number))

    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as store:
        for number, when in enumerate(
            ["2026-11-22T11:50:00+07:00", "2026-11-22T11:00:00+07:00", "2026-11-21T12:00:00+07:00", "2026-11-22", None,
             "2020-01-01T00:00:00+07:00", "2026-11-22T12:30:00+07:00"]
        ):  # fmt: skip
            store.put_article("journal", published(number, when))
        store.put_article("journal", article(0, date_published="2026-11-22T11:50:00+07:00", content_hash="changed"))
        store.assign_run_file("journal", "1.jsonl")
        assert latency(store, "journal", "1.jsonl", NOW) == {
            "latency/articles": 3, "latency/median_minutes": 60.0, "latency/p90_minutes": 1440.0,
        }  # fmt: skip
        assert latency(store, "journal", "2.jsonl", NOW) == {}


def test_history_is_ninety_days_without_the_run_itself(tmp_path: Any) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as store:
        first, second = store.start_run("journal"), store.start_run("journal")
        store.start_run("another")
        assert [each_of_them.id for each_of_them in past_runs(store, "journal", second)] == [first]
        assert store.runs("journal", 10, since=NOW + HISTORY * 999) == []
        assert [each_of_them.id for each_of_them in store.runs("journal", 1)] == [second]


# --- a whole run ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_redesign_is_noticed_on_the_first_run_and_the_last_good_feed_stays(
    demo_site: DemoSite, project: Project
) -> None:
    assert project.run(demo_site.url, "-a", "limit=40").returncode == 0
    good = project.feed_bytes()
    with DemoSite(faults=["redesign"]) as site:
        done = project.run(site.url)
        assert done.returncode == 4
        for part in (NAME, "//*[@id='cotent_detail']", "0 of the last", "100% of 40 before", f"summary         at {SAPO}",
                     "first: http://laodong", "scrapy extract --explain http://laodong", "the feeds stay"):  # fmt: skip
            assert part in done.stderr
        assert done.stderr.count("http://") == 4, "three pages, and the first of them in the command"
        assert project.feed_bytes() == good
        assert project.report()["complaints"] == [done.stderr.removeprefix(f"scrapy run: {NAME}: ").rstrip()]
        again = project.run(site.url)
        assert (again.returncode, again.stderr) == (4, ""), "nothing new, but it is not forgotten; not said twice a day"
        assert project.feed_bytes() == good
        assert "feeds left as they were: cotent-detail no longer reads the pages" in project.log()
    repaired = project.run(demo_site.url, "-a", "again=held")
    assert (repaired.returncode, repaired.stderr) == (0, "")
    wanted = {article.id: article.title for article in expected_articles()}
    assert {article["id"]: article["title"] for article in project.articles()} == wanted, "nothing was lost"
    stats = project.report()["stats"]
    assert (stats["layouts/cotent-detail"], stats.get("layouts/generic")) == (len(wanted) - 40, None), (
        "each was read again"
    )


@pytest.mark.slow
def test_what_a_redesign_holds_back_can_be_published_as_it_is(before_redesign: Project, project: Project) -> None:
    shutil.copytree(before_redesign.folder, project.folder, dirs_exist_ok=True)
    with DemoSite(["redesign"]) as site:
        assert project.run(site.url, HOLD_FEEDS=0).returncode == 4
    assert len(project.ids()) > 60


RENAMED = {
    "title_detail_news": ("title", "title"),
    "time_detail_news": ("date_published", "date_published"),
    "sapo_detail": ("summary", "summary"),
    "bread_crumb": ("section", "section"),
    "tag_detail": ("tags", "tags"),
}
"""A class that is renamed alone, and the field that is to be named with its selector."""


@pytest.fixture(scope="module")
def before_redesign(new_project: Any, demo_site: DemoSite) -> Project:
    """The older articles, collected."""
    project = new_project()
    assert project.run(demo_site.url, "-a", "until=2021-12-31").returncode == 0
    return project


@pytest.mark.slow
@pytest.mark.parametrize(
    "css",
    [
        css if css in ("time_detail_news", "sapo_detail") else pytest.param(css, marks=pytest.mark.faults)
        for css in RENAMED
    ],
)
def test_one_renamed_class_is_noticed_on_the_first_run(css: str, before_redesign: Project, project: Project) -> None:
    shutil.copytree(before_redesign.folder, project.folder, dirs_exist_ok=True)
    field, place = RENAMED[css]
    with DemoSite([f"redesign-{css}"]) as site:
        done = project.run(site.url)
    assert done.returncode == 4
    (told,) = project.report()["complaints"]
    assert told in done.stderr
    assert re.match(rf"(?:articles with )?{field}\b", told)
    assert f"cotent-detail looks at {selector('cotent-detail', place)}\n" in told
    assert len(re.findall(r"^ +(?:first: )?http://laodongxahoi\.net/\S+$", told, re.M)) == 3
    assert "to do: `scrapy extract --explain http://laodongxahoi.net/" in told
    assert "crawler/layouts/cotent_detail.py" in told


@pytest.mark.slow
def test_a_publication_that_was_redesigned_before_its_first_run(project: Project) -> None:
    with DemoSite(["redesign"]) as site:
        done = project.run(site.url)
    assert done.returncode == 4
    assert "the pages are not as expected: 0 of 66 articles" in done.stderr
    assert f"summary         at {SAPO}" in done.stderr
