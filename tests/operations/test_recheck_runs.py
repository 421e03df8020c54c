"""Articles are looked at again: what has been corrected becomes a revision, what is gone is marked, not forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from news_site import NEWS_SETTINGS, NewsSite, NewsSpider
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from sqlalchemy import select, update

from crawler import settings as project
from crawler.operations.report import rechecked
from crawler.spider import PublicationSpider
from crawler.store.database import timestamp
from crawler.store.schema import articles, requests
from tests.store.store_support import Crawled, crawl, opened, row

HOME, SECTION = "/", "/tin"


class TodaysSite(NewsSite):
    """Articles without a date: they are as old as they are known."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.corrected: set[int] = set()
        self.instead: dict[int, int | str] = {}
        """By article: the status, or the path to which it redirects."""

    def _answer(self, path: str, request: Request) -> Response:
        found = path.removeprefix("/bai-").removesuffix(".html")
        match self.instead.get(int(found)) if found.isdigit() else None:
            case int(status):
                return HtmlResponse(request.url, status=status)
            case str(target):
                return HtmlResponse(request.url, status=301, headers={"Location": target})
            case _:
                return super()._answer(path, request)

    def _article(self, number: int) -> str:
        body = "Bản đã sửa: chợ họp từ bốn giờ sáng." if number in self.corrected else "Chợ họp từ tờ mờ sáng."
        return (
            f'<h1 class="title_detail_news">Tin vắn trong ngày, bài số {number}</h1>'
            f'<div id="cotent_detail"><p>{body} Đây là phiên thứ {number}.</p><p>Ai cũng vội.</p></div>'
        )

    def looked_at(self) -> dict[str, int]:
        """Status of each article that the last run asked for."""
        asked = [(path, status) for path, status in self.asked() if path.startswith("/bai-")]
        assert len(asked) == len(dict(asked)), "an article was asked for twice in one run"
        return dict(asked)


class TodaysSpider(NewsSpider):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.started = datetime.now(UTC)


def run(folder: Path, site: TodaysSite, spider: type[PublicationSpider] = TodaysSpider, **settings: Any) -> Crawled:
    extensions = {**NEWS_SETTINGS["EXTENSIONS"], "crawler.feeds.extension.PublishFeeds": 500}
    own = {
        "EXTENSIONS": extensions,
        "FEEDS_DIR": folder / "feeds",
        "FEED_ARTICLES": 1000,
        "RECHECK_AGES": project.RECHECK_AGES,
        "RECHECK_MAX": project.RECHECK_MAX,
    }
    site.asked()  # of the run before
    return crawl(folder, site, spider, **{**NEWS_SETTINGS, **own, **settings})


def hours_pass(folder: Path, hours: float) -> None:
    """Everything in the store happened so much earlier."""

    def earlier(moment: str | None) -> str | None:
        return moment and timestamp(datetime.fromisoformat(moment) - timedelta(hours=hours))

    with opened(folder) as store, store.transaction():
        for table, names in (
            (articles, ("newness", "first_seen", "last_seen", "next_check", "gone_since")),
            (requests, ("changed",)),
        ):
            for each in store.writer.execute(select(table)).mappings().all():
                values = {name: earlier(each[name]) for name in names}
                store.writer.execute(update(table).where(table.c.id == each["id"]).values(values))


def feeds(folder: Path, name: str = "articles.json") -> Any:
    return json.loads((folder / "feeds/thubao" / name).read_bytes())


def published(folder: Path) -> list[tuple[str, int]]:
    """Id and revision of each line of the run files, file by file."""
    files = sorted((folder / "feeds/thubao/runs").glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [(line["id"], line["revision"]) for line in lines]


def removed(folder: Path) -> list[tuple[str, str]]:
    return [(entry["id"], entry["reason"]) for entry in feeds(folder, "removed.json")]


# --- corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_becomes_a_revision_at_the_price_of_304s(tmp_path: Path) -> None:
    site = TodaysSite(6)
    run(tmp_path, site)
    site.corrected = {4}
    run(tmp_path, site)
    assert site.looked_at() == {}, "none is an hour old"
    hours_pass(tmp_path, 1)
    crawled = run(tmp_path, site)
    assert site.looked_at() == {f"/bai-{n}.html": 200 if n == 4 else 304 for n in range(1, 7)}
    assert crawled.stats["frontier/articles/changed"] == 1
    assert crawled.stats["rechecks/unchanged"] == 5
    assert crawled.stats["rechecks/there"] == 6
    assert "pages/failed" not in crawled.stats
    assert rechecked(crawled.stats) == "6: all there"
    assert published(tmp_path)[6:] == [("thubao.vn/4", 2)]
    assert "Bản đã sửa" in next(a for a in feeds(tmp_path) if a["id"] == "thubao.vn/4")["content_text"]
    run(tmp_path, site)
    assert site.looked_at() == {}


def test_a_server_without_validators_costs_a_page_and_no_revision(tmp_path: Path) -> None:
    class Plain(TodaysSite):
        def _answer(self, path: str, request: Request) -> Response:
            answer = super()._answer(path, request)
            answer.headers.pop("ETag", None)
            return answer

    site = Plain(3)
    run(tmp_path, site)
    hours_pass(tmp_path, 1)
    crawled = run(tmp_path, site)
    assert site.looked_at() == {f"/bai-{n}.html": 200 for n in (1, 2, 3)}
    assert crawled.stats["frontier/articles/unchanged"] == 3
    assert len(published(tmp_path)) == 3


def test_after_a_long_pause_there_is_one_look(tmp_path: Path) -> None:
    site = TodaysSite(3)
    run(tmp_path, site)
    hours_pass(tmp_path, 100)
    for looks in (3, 0, 0):
        run(tmp_path, site)
        assert len(site.looked_at()) == looks
    hours_pass(tmp_path, 100)
    run(tmp_path, site)
    assert len(site.looked_at()) == 3, "at the age of a week"
    hours_pass(tmp_path, 10_000)
    run(tmp_path, site)
    assert site.looked_at() == {}


def test_what_is_new_comes_first_and_what_is_due_waits_for_its_turn(tmp_path: Path) -> None:
    site = TodaysSite(9)
    run(tmp_path, site)
    hours_pass(tmp_path, 1)
    site.publish(2)
    crawled = run(tmp_path, site, RECHECK_MAX=4)
    looked = list(site.looked_at())
    assert set(looked[:2]) == {"/bai-11.html", "/bai-10.html"}
    assert len(looked) == 6
    assert crawled.stats["rechecks/due"] == 4
    run(tmp_path, site, RECHECK_MAX=4)
    again = list(site.looked_at())
    assert len(again) == 4
    assert not set(again) & set(looked)


@pytest.mark.parametrize("pages", [2, 4, 7, 9])
def test_a_run_that_is_cut_leaves_its_looks_to_the_next(tmp_path: Path, pages: int) -> None:
    site = TodaysSite(6)
    run(tmp_path, site)
    hours_pass(tmp_path, 1)
    site.corrected = {1, 6}
    run(tmp_path, site, CLOSESPIDER_PAGECOUNT=pages)
    first = site.looked_at()
    run(tmp_path, site)
    second = site.looked_at()
    assert set(first) | set(second) == {f"/bai-{n}.html" for n in range(1, 7)}
    assert not set(first) & set(second)
    assert sorted(published(tmp_path)[6:]) == [("thubao.vn/1", 2), ("thubao.vn/6", 2)]


def test_a_page_that_fails_for_now_is_tried_again_by_the_next_run(tmp_path: Path) -> None:
    site = TodaysSite(3)
    run(tmp_path, site)
    hours_pass(tmp_path, 1)
    site.failing, site.corrected = {"/bai-2.html"}, {2}
    crawled = run(tmp_path, site)
    assert site.looked_at()["/bai-2.html"] == 500
    assert rechecked(crawled.stats) == "3: 1 could not be told"
    site.failing = set()
    run(tmp_path, site)
    assert site.looked_at() == {"/bai-2.html": 200}
    assert published(tmp_path)[3:] == [("thubao.vn/2", 2)]


def test_no_ages_no_looks(tmp_path: Path) -> None:
    class Once(TodaysSpider):
        recheck_ages = ""

    site = TodaysSite(3)
    run(tmp_path, site, Once)
    hours_pass(tmp_path, 1000)
    run(tmp_path, site, Once)
    assert site.looked_at() == {}


def test_a_publication_may_declare_its_own_ages(tmp_path: Path) -> None:
    class Often(TodaysSpider):
        recheck_ages = "10m"

    site = TodaysSite(3)
    run(tmp_path, site, Often)
    hours_pass(tmp_path, 0.2)
    run(tmp_path, site, Often)
    assert len(site.looked_at()) == 3


@pytest.mark.parametrize("arguments", [{"limit": 1}, {"since": datetime.now(UTC).date()}, {"section": "tin"}])
def test_a_narrowed_run_looks_at_nothing_again(tmp_path: Path, arguments: dict[str, Any]) -> None:
    class Narrowed(TodaysSpider):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs, **arguments)

    site = TodaysSite(3)
    run(tmp_path, site)
    hours_pass(tmp_path, 2)
    run(tmp_path, site, Narrowed)
    assert site.looked_at() == {}


# --- removals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        (404, "HTTP 404"),
        (HOME, "redirects to /"),
        (SECTION, "redirects to /tin"),
        ("/404.html", "HTTP 404"),  # which is what the error page answers
    ],
)
def test_what_is_gone_is_marked_at_the_second_look(tmp_path: Path, instead: int | str, reason: str) -> None:
    site = TodaysSite(8)
    run(tmp_path, site)
    hours_pass(tmp_path, 1)
    site.instead = {3: instead}
    crawled = run(tmp_path, site)
    assert rechecked(crawled.stats) == "8: 1 gone"
    assert crawled.stats["first_failures/rechecks/gone"] == [f"http://thubao.vn/bai-3.html ({reason})"]
    assert "pages/failed" not in crawled.stats
    assert "pages/rejected" not in crawled.stats
    assert not (tmp_path / "feeds/thubao/removed.json").exists()
    hours_pass(tmp_path, 5)
    crawled = run(tmp_path, site)
    assert rechecked(crawled.stats) == "8: 1 gone, 1 marked as removed"
    assert removed(tmp_path) == [("thubao.vn/3", reason)]
    for name in ("articles.json", "feed.json"):
        listed = feeds(tmp_path, name)
        ids = {entry["id"] for entry in (listed if name == "articles.json" else listed["items"])}
        assert ids == {f"thubao.vn/{n}" for n in range(1, 9) if n != 3}
    assert len(published(tmp_path)) == 8


def test_what_is_back_leaves_the_list(tmp_path: Path) -> None:
    site = TodaysSite(8)
    run(tmp_path, site)
    site.instead = {3: 410, 4: 410}
    hours_pass(tmp_path, 1)
    run(tmp_path, site)
    assert removed(tmp_path) == [("thubao.vn/3", "HTTP 410"), ("thubao.vn/4", "HTTP 410")]
    site.instead, site.corrected = {}, {4}
    hours_pass(tmp_path, 1)
    crawled = run(tmp_path, site)
    assert rechecked(crawled.stats) == "2: 2 back again"
    assert removed(tmp_path) == []
    assert len(feeds(tmp_path)) == 8
    assert published(tmp_path)[8:] == [("thubao.vn/4", 2)]


def test_a_run_in_which_nothing_was_removed_leaves_the_feeds_alone(tmp_path: Path) -> None:
    site = TodaysSite(8)
    run(tmp_path, site)
    site.instead = {3: 410}
    for _ in range(2):
        hours_pass(tmp_path, 1)
        run(tmp_path, site)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "feeds").rglob("*.json")}
    with opened(tmp_path) as store, store.transaction():
        store.writer.execute(update(articles).values(next_check=timestamp()))
    assert run(tmp_path, site).stats["rechecks/gone"] == 1
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "feeds").rglob("*.json")} == before


@pytest.mark.parametrize("instead", [404, 410, HOME])
def test_a_site_that_was_rebuilt_loses_nothing(tmp_path: Path, instead: int | str) -> None:
    """Every known article is gone, and only what is new stands at its address."""
    site = TodaysSite(8)
    run(tmp_path, site)
    site.instead = dict.fromkeys(range(1, 9), instead)
    site.publish(2)
    for hours in (1, 5, 18, 144):
        hours_pass(tmp_path, hours)
        crawled = run(tmp_path, site)
        assert "rechecks/removed" not in crawled.stats
    assert len(feeds(tmp_path)) == 10
    assert not (tmp_path / "feeds/thubao/removed.json").exists()


def test_all_may_go_one_by_one(tmp_path: Path) -> None:
    """The last article's removal leaves empty feeds, not ones that still show it."""
    site = TodaysSite(3)
    run(tmp_path, site)
    with opened(tmp_path) as store, store.transaction():
        store.writer.execute(update(articles).values(status="removed", gone_since=timestamp(), gone_reason="HTTP 410"))
    run(tmp_path, site)
    assert len(removed(tmp_path)) == 3
    assert feeds(tmp_path) == []
    assert feeds(tmp_path, "feed.json")["items"] == []


def test_a_redirect_to_another_article_is_no_removal(tmp_path: Path) -> None:
    site = TodaysSite(8)
    run(tmp_path, site)
    site.instead = {3: "/bai-5.html"}
    for _ in range(3):
        hours_pass(tmp_path, 1)
        crawled = run(tmp_path, site)
        assert "rechecks/gone" not in crawled.stats
    assert len(feeds(tmp_path)) == 8


def test_an_operator_may_look_at_an_article_of_any_age(tmp_path: Path) -> None:
    """Asked for by its address it is read in full; that it is gone is noted and confirmed by the next usual run."""
    site = TodaysSite(8)
    run(tmp_path, site)
    hours_pass(tmp_path, 1000)
    run(tmp_path, site)

    class Named(TodaysSpider):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs, url="http://thubao.vn/bai-3.html,http://thubao.vn/bai-4.html")

    site.instead = {3: 404}
    run(tmp_path, site, Named)
    assert site.looked_at() == {"/bai-3.html": 404, "/bai-4.html": 200}
    hours_pass(tmp_path, 1)
    run(tmp_path, site)
    assert removed(tmp_path) == [("thubao.vn/3", "HTTP 404")]


def test_a_home_page_that_is_older_than_the_article_does_not_stand_for_it(tmp_path: Path) -> None:
    """Validators of the article go to no other page: its `If-Modified-Since` might be news enough for that."""

    class Dated(TodaysSite):
        def _answer(self, path: str, request: Request) -> Response:
            if path.startswith("/bai-") and 3 not in self.instead:
                answer = super()._answer(path, request)
                answer.headers["Last-Modified"] = "Sun, 22 Nov 2026 05:00:00 GMT"
                return answer
            if path == "/trang-chu.html":
                return Response(request.url, status=304 if "If-Modified-Since" in request.headers else 200)
            return super()._answer(path, request)

    site = Dated(3)
    run(tmp_path, site)
    site.instead = {3: "/trang-chu.html"}
    hours_pass(tmp_path, 1)
    crawled = run(tmp_path, site)
    assert crawled.stats["first_failures/rechecks/gone"] == [
        "http://thubao.vn/bai-3.html (redirects to /trang-chu.html)"
    ]


def test_a_removed_article_is_not_found_anew_by_a_listing_that_still_names_it(tmp_path: Path) -> None:
    site = TodaysSite(8)
    run(tmp_path, site)
    site.instead = {3: 410}
    hours_pass(tmp_path, 1)
    run(tmp_path, site)
    run(tmp_path, site, LISTINGS_IN_FULL_HOURS=0)
    assert site.looked_at() == {}
    with opened(tmp_path) as store:
        assert row(store, "bai-3.html")["state"] == "failed"
        assert store.latest("thubao.vn/3")
