from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, DontCloseSpider, DropItem, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from store_support import PUBLICATION, SETTINGS, SiteSpider, crawl, found, gone, links, opened, row, rows_of

from crawler.items import Draft, NotAnArticle
from crawler.store.frontier import Frontier
from crawler.store.leases import Leases
from crawler.store.schema import alembic_version, requests
from crawler.store.store import Store

pytestmark = pytest.mark.both_databases


def states(folder: Path) -> dict[str, str]:
    with opened(folder) as store:
        return {r["url"].removeprefix("http://site"): r["state"] for r in rows_of(store)}


def state(folder: Path, path: str) -> tuple[str, str | None, bool]:
    with opened(folder) as store:
        of_path = next(r for r in rows_of(store) if r["url"] == f"http://site{path}")
        return of_path["state"], of_path["reason"], of_path["transient"]


def titles(folder: Path) -> list[str]:
    with opened(folder) as store:
        return sorted(item["title"] for item in store.newest(PUBLICATION, 1000))


# --- a crawl that goes well -----------------------------------------------------------------------------------------


def test_a_crawl_stores_its_articles_and_acknowledges_its_requests(tmp_path: Path):
    site = {"/": links("/a", "/b"), "/a": "<h1>A</h1>" + links("/b", "/c"), "/b": "<h1>B</h1>", "/c": "<h1>C</h1>"}
    crawled = crawl(tmp_path, site)
    assert sorted(crawled.asked) == ["/", "/a", "/b", "/c"]
    assert titles(tmp_path) == ["A", "B", "C"]
    assert states(tmp_path) == dict.fromkeys(site, "done")
    with opened(tmp_path) as store:
        run = store.last_run(PUBLICATION)
        assert store.failures(run.id) == {}
        assert (run.reason, run.stats["frontier/done"]) == ("finished", 4)
        assert store.validators(PUBLICATION, row(store, "a")["fingerprint"]) == ('"1"', None)


def test_a_second_run_asks_for_the_listing_and_what_is_new(tmp_path: Path):
    crawl(tmp_path, {"/": links("/a"), "/a": "<h1>A</h1>"})
    assert crawl(tmp_path, {"/": links("/a", "/b"), "/b": "<h1>B</h1>"}).asked == ["/", "/b"]
    assert titles(tmp_path) == ["A", "B"]


def test_pages_follow_each_other_at_once(tmp_path: Path):
    """The engine must not wait for its five-second heartbeat to notice what was committed."""
    site = {f"/{n}": links(f"/{n + 1}") for n in range(20)} | {"/": links("/0"), "/20": ""}
    began = time.monotonic()
    assert len(crawl(tmp_path, site).asked) == 22
    assert time.monotonic() - began < 4


def test_exports_get_the_finished_articles_with_their_revision(tmp_path: Path):
    site = {"/": links("/a"), "/a": "<h1>A</h1>"}
    crawl(tmp_path, site)
    site["/a"] = "<h1>A, mới</h1>"

    class Again(SiteSpider):
        first = "/a"

    crawl(tmp_path, site, Again, FEEDS={tmp_path / "out.jsonl": {"format": "jsonlines"}})
    [line] = (tmp_path / "out.jsonl").read_text().splitlines()
    assert (json.loads(line)["title"], json.loads(line)["revision"]) == ("A, mới", 2)
    assert "lease" not in json.loads(line)
    with opened(tmp_path) as store:
        assert store.latest("thubao.vn/a")["revision"] == 2


def test_priorities_and_arguments_survive_the_database(tmp_path: Path):
    class Spider(SiteSpider):
        seen: list[tuple[str, Any]] = []

        def parse(self, response: Response, **_: Any):
            for priority, path in enumerate(["/low", "/high"]):
                yield Request(
                    f"http://site{path}",
                    self.other,
                    priority=priority,
                    cb_kwargs={"of": path, "page": 2},
                    headers={"X-A": "b"},
                )

        def other(self, response: Response, of: str, page: int):
            self.seen.append((of, page, response.request.headers["X-A"]))

    crawl(tmp_path, {"/": "", "/low": "", "/high": ""}, Spider, CONCURRENT_REQUESTS=1)
    assert Spider.seen == [("/high", 2, b"b"), ("/low", 2, b"b")]


def test_five_thousand_links(tmp_path: Path):
    class Spider(SiteSpider):
        custom_settings = {"CLOSESPIDER_PAGECOUNT": 3}

    crawl(tmp_path, {"/": links(*(f"/{n}" for n in range(5000)))}, Spider)
    assert len(states(tmp_path)) == 5001


# --- one transaction ------------------------------------------------------------------------------------------------


def test_nothing_of_a_page_is_stored_before_its_items_have_left_the_pipelines(tmp_path: Path):
    seen: list[dict[str, str]] = []

    class Slow:
        async def process_item(self, item: Any) -> Any:
            await asyncio.sleep(0.05)
            seen.append(states(tmp_path))
            return item

    pipelines = {Slow: 100, **SETTINGS["ITEM_PIPELINES"]}
    crawl(tmp_path, {"/": links("/a"), "/a": "<h1>A</h1>" + links("/b"), "/b": ""}, ITEM_PIPELINES=pipelines)
    assert seen == [{"/": "done", "/a": "leased"}]
    assert states(tmp_path) == {"/": "done", "/a": "done", "/b": "done"}


def test_a_page_that_cannot_be_stored_ends_the_crawl_and_stays_to_be_done(tmp_path: Path, monkeypatch):
    def full(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    site = {"/": links("/a", "/b"), "/a": "<h1>A</h1>" + links("/c"), "/b": "", "/c": ""}
    with monkeypatch.context() as patched:
        patched.setattr(Store, "put_article", full)
        crawled = crawl(tmp_path, site)
    assert crawled.reason == "store_error"
    assert states(tmp_path)["/a"] == "ready"
    assert "/c" not in states(tmp_path)
    crawl(tmp_path, site)
    assert titles(tmp_path) == ["A"]


def test_a_database_that_fails_when_the_next_request_is_taken_ends_the_crawl(tmp_path: Path, monkeypatch):
    def full(*_: Any, **__: Any) -> None:
        raise OperationalError("UPDATE", {}, Exception("database or disk is full"))

    monkeypatch.setattr(Leases, "take", full)
    assert crawl(tmp_path, {"/": ""}).reason == "store_error"


def test_a_database_of_a_later_version_ends_the_crawl(tmp_path: Path):
    with opened(tmp_path) as store, store.transaction():
        store.writer.execute(update(alembic_version).values(version_num="9999"))
    crawled = crawl(tmp_path, {"/": ""})
    assert (crawled.reason, crawled.asked) == ("store_error", [])


def test_a_commit_is_tried_twice(tmp_path: Path, monkeypatch):
    put, failed = Store.put_article, []

    def deadlock(*args: Any) -> Any:
        if not failed:
            failed.append(True)
            raise OperationalError("INSERT", {}, Exception("deadlock detected"))
        return put(*args)

    monkeypatch.setattr(Store, "put_article", deadlock)
    crawled = crawl(tmp_path, {"/": "<h1>A</h1>" + links("/a"), "/a": ""})
    assert crawled.reason == "finished"
    assert titles(tmp_path) == ["A"]
    assert states(tmp_path) == {"/": "done", "/a": "done"}


def test_a_lease_that_was_lost_commits_nothing(tmp_path: Path):
    async def answer_late(request: Request) -> str:
        with opened(tmp_path) as store, store.transaction():
            store.writer.execute(update(requests).where(requests.c.state == "leased").values(owner="elsewhere/1/1"))
        return "<h1>A</h1>" + links("/b")

    crawled = crawl(tmp_path, {"/": answer_late})
    assert crawled.stats["frontier/lost"] == 1
    assert states(tmp_path) == {"/": "leased"}
    assert titles(tmp_path) == []


# --- what goes wrong ------------------------------------------------------------------------------------------------


class Refusing:
    def process_request(self, request: Request) -> None:
        if request.url.endswith("/refused"):
            raise IgnoreRequest("Forbidden by robots.txt")
        if request.url.endswith("/later"):
            error = IgnoreRequest("robots.txt unreachable")
            error.transient = True
            raise error


@pytest.mark.parametrize(
    ("path", "answer", "reason", "transient"),
    [
        ("/x", 404, "HTTP 404", False),
        ("/x", 403, "HTTP 403", True),
        ("/x", 500, "HTTP 500", True),
        ("/x", OSError("connection reset"), "OSError: connection reset", True),
        ("/x", ValueError("what?"), "ValueError: what?", True),
        ("/refused", "", "IgnoreRequest: Forbidden by robots.txt", False),
        ("/later", "", "IgnoreRequest: robots.txt unreachable", True),
        (
            "/x",
            HtmlResponse("http://site/x", 301, headers={"Location": "/x"}),
            "IgnoreRequest: max redirections reached",
            False,
        ),
    ],
)
def test_a_failed_download_is_recorded_with_its_reason(tmp_path: Path, path, answer, reason, transient):
    crawled = crawl(
        tmp_path, {"/": links(path), path: answer}, DOWNLOADER_MIDDLEWARES={Refusing: 100}, REDIRECT_MAX_TIMES=3
    )
    assert state(tmp_path, path) == ("failed", reason, transient)
    assert crawled.reason == "finished"
    with opened(tmp_path) as store:
        assert store.failures(1) == {reason.split(":")[0]: 1}


class Failing(SiteSpider):
    def parse(self, response: Response, **_: Any):
        path = response.url.removeprefix("http://site")
        if path == "/":
            return [response.follow(p, self.parse) for p in ("/plain", "/midway", "/lambda", "/nothing")]
        if path == "/plain":
            raise RuntimeError("plain")
        if path == "/lambda":
            return [response.follow("/never", lambda r: None)]
        if path == "/midway":
            return self.midway(response)
        return None

    def midway(self, response: Response):
        yield self.draft(response, "Kept")
        yield response.follow("/child", self.parse)
        raise RuntimeError("midway")


def test_an_exception_in_a_callback(tmp_path: Path):
    crawl(tmp_path, dict.fromkeys(["/", "/plain", "/midway", "/lambda", "/child", "/nothing"], ""), Failing)
    assert state(tmp_path, "/plain") == ("failed", "RuntimeError: plain", True)
    assert state(tmp_path, "/midway") == ("failed", "RuntimeError: midway", True)
    assert state(tmp_path, "/child")[0] == "done", "what came before the exception counts"
    assert titles(tmp_path) == ["Kept"]
    assert state(tmp_path, "/lambda")[:2] == ("failed", state(tmp_path, "/lambda")[1])
    assert state(tmp_path, "/lambda")[1].startswith("Unstorable:"), "a request that a kill would lose"
    assert state(tmp_path, "/nothing")[0] == "done"


class Choosy:
    def process_item(self, item: Draft) -> Draft:
        error = {
            "dropped": DropItem("twice"),
            "no article": NotAnArticle("no-body"),
            "broken": ValueError("a bug"),
            "early": type("OutOfPeriod", (DropItem,), {"skipped": True})("before since"),
        }.get(item.title)
        if error:
            raise error
        return item


@pytest.mark.parametrize(
    ("title", "outcome", "rejections"),
    [
        ("dropped", ("rejected", "twice", False), {"twice": 1}),
        ("no article", ("rejected", "no-body", False), {"no-body": 1}),
        ("broken", ("failed", "ValueError: a bug", True), {}),
        ("early", ("skipped", "before since", False), {}),
    ],
)
def test_an_item_that_does_not_come_through(tmp_path: Path, title, outcome, rejections):
    pipelines = {Choosy: 100, **SETTINGS["ITEM_PIPELINES"]}
    crawl(tmp_path, {"/": links("/a"), "/a": f"<h1>{title}</h1>" + links("/b"), "/b": ""}, ITEM_PIPELINES=pipelines)
    assert state(tmp_path, "/a") == outcome
    assert state(tmp_path, "/b")[0] == "done", "the page's links count all the same"
    with opened(tmp_path) as store:
        assert store.rejections(1) == rejections


def test_one_item_dropped_of_two(tmp_path: Path):
    class Spider(SiteSpider):
        def parse(self, response: Response, **_: Any):
            yield self.draft(response, "dropped")
            yield self.draft(response, "Kept")

    crawl(tmp_path, {"/": ""}, Spider, ITEM_PIPELINES={Choosy: 100, **SETTINGS["ITEM_PIPELINES"]})
    assert state(tmp_path, "/")[0] == "done"
    assert titles(tmp_path) == ["Kept"]


def test_an_unreachable_site_says_nothing_about_its_pages(tmp_path: Path):
    site = {"/": links("/a"), "/a": 500}
    crawl(tmp_path, site)
    for _ in range(7):
        crawl(tmp_path, {"/": OSError("down"), "/a": OSError("down")})
    crawl(tmp_path, {**site, "/a": "<h1>A</h1>"})
    assert titles(tmp_path) == ["A"]


def test_a_page_that_keeps_failing_is_given_up(tmp_path: Path):
    site = {"/": links("/a"), "/a": 500}
    runs = [crawl(tmp_path, site, RETRY_ENABLED=False).asked.count("/a") for _ in range(7)]
    assert runs == [1, 1, 1, 1, 1, 0, 0]


def test_a_broken_paging_chain_heals_in_the_next_run(tmp_path: Path):
    class Paging(SiteSpider):
        def parse(self, response: Response, **_: Any):
            for path in response.css("a::attr(href)").getall():
                yield self.listing(path)

    site = {"/": links("/page/2"), "/page/2": 500, "/page/3": ""}
    crawl(tmp_path, site, Paging)
    site["/"], site["/page/2"] = "", links("/page/3")
    assert sorted(crawl(tmp_path, site, Paging).asked) == ["/", "/page/2", "/page/3"]


# --- retries and redirects ------------------------------------------------------------------------------------------


def test_a_retry_keeps_the_lease_until_it_succeeds(tmp_path: Path):
    crawled = crawl(tmp_path, {"/": links("/a"), "/a": [500, OSError(), "<h1>A</h1>"]})
    assert crawled.asked == ["/", "/a", "/a", "/a"]
    assert crawled.stats["frontier/leased"] == 2
    assert titles(tmp_path) == ["A"]


def test_a_redirect_keeps_the_lease(tmp_path: Path):
    moved = HtmlResponse("http://site/a", 302, headers={"Location": "/b"})
    crawl(tmp_path, {"/": links("/a"), "/a": moved, "/b": "<h1>B</h1>"})
    assert states(tmp_path) == {"/": "done", "/a": "done"}
    assert titles(tmp_path) == ["B"]


def test_a_redirect_that_is_refused_does_not_hang_the_crawl(tmp_path: Path):
    class Spider(SiteSpider):
        allowed_domains = ["site"]

    away = HtmlResponse("http://site/a", 302, headers={"Location": "http://other/"})
    began = time.monotonic()
    crawl(tmp_path, {"/": links("/a", "/b"), "/a": away, "/b": ""}, Spider)
    assert state(tmp_path, "/a") == ("failed", "lost: refused on its way back to the scheduler", True)
    assert time.monotonic() - began < 4


def test_links_that_other_components_refuse_are_not_stored(tmp_path: Path):
    class Spider(SiteSpider):
        allowed_domains = ["site"]

    crawl(tmp_path, {"/": links("/a", "http://other/b"), "/a": ""}, Spider)
    assert set(states(tmp_path)) == {"/", "/a"}


def test_a_callback_may_ask_for_its_page_once_more(tmp_path: Path):
    class Spider(SiteSpider):
        def parse(self, response: Response, **_: Any):
            if not response.text:
                return get_retry_request(response.request, spider=self, reason="empty")
            return self.draft(response, "A")

    crawled = crawl(tmp_path, {"/": ["", "", "x"]}, Spider)
    assert crawled.asked == ["/", "/", "/"]
    assert titles(tmp_path) == ["A"]
    assert crawl(tmp_path, {"/": ""}, Spider).asked == ["/", "/", "/"], "as often as RETRY_TIMES says"


def test_a_listing_that_names_itself_as_the_next_page_is_fetched_once(tmp_path: Path):
    class Spider(SiteSpider):
        def parse(self, response: Response, **_: Any):
            yield self.listing("/")

    assert crawl(tmp_path, {"/": ""}, Spider).asked == ["/"]


# --- errbacks -------------------------------------------------------------------------------------------------------


class Errbacks(SiteSpider):
    """Its errback yields a request and an item."""

    def parse(self, response: Response, **_: Any):
        for path in response.css("a::attr(href)").getall():
            yield response.follow(path, self.parse, errback=self.failed)

    def failed(self, failure: Any):
        yield Request("http://site/child", self.parse, meta=failure.request.meta)
        yield self.draft(HtmlResponse(failure.request.url), f"From {failure.request.url}")


@pytest.mark.parametrize("answer", [404, OSError("down")])
def test_what_an_errback_yields_is_committed_with_the_failure(tmp_path: Path, answer):
    crawl(tmp_path, {"/": links("/x"), "/x": answer, "/child": ""}, Errbacks)
    assert states(tmp_path) == {"/": "done", "/x": "failed", "/child": "done"}
    assert titles(tmp_path) == ["From http://site/x"]


@pytest.mark.parametrize("answer", [404, OSError("down")])
@pytest.mark.parametrize("how", ["raises", "asynchronous", "accepts", "rejects"])
def test_what_an_errback_may_do(tmp_path: Path, answer, how):
    class Spider(Errbacks):
        def failed(self, failure: Any):
            return getattr(self, how)(failure)

        def raises(self, failure: Any):
            raise RuntimeError("in the errback")

        async def asynchronous(self, failure: Any):
            await asyncio.sleep(0)
            return [Request("http://site/child", self.parse)]

        def accepts(self, failure: Any):
            Frontier.of(self.crawler).accept(failure.request)

        def rejects(self, failure: Any):
            Frontier.of(self.crawler).reject(failure.request, "unwanted")

    crawl(tmp_path, {"/": links("/x"), "/x": answer, "/child": ""}, Spider)
    expected = {"raises": "failed", "asynchronous": "failed", "accepts": "done", "rejects": "rejected"}
    assert state(tmp_path, "/x")[0] == expected[how]
    if how == "raises":
        assert state(tmp_path, "/x")[1] == "RuntimeError: in the errback"
    assert ("/child" in states(tmp_path)) == (how == "asynchronous")


# --- what a spider may say ------------------------------------------------------------------------------------------


class Saying(SiteSpider):
    """Says about each page what its path says."""

    def parse(self, response: Response, **_: Any):
        frontier = Frontier.of(self.crawler)
        word = response.url.rpartition("/")[2]
        if word == "reject":
            frontier.reject(response, "login", "rejected/x.html.gz")
        elif word == "skip":
            frontier.skip(response, "before since")
        elif word == "later":
            frontier.put_back(response)
        for path in response.css("a::attr(href)").getall():
            yield response.follow(path, self.parse)


def test_reject_skip_and_put_back(tmp_path: Path):
    site = {
        "/": links("/reject", "/skip", "/later"),
        "/reject": links("/child"),
        "/skip": "",
        "/later": links("/lost"),
        "/child": "",
    }
    crawled = crawl(tmp_path, site, Saying)
    assert sorted(crawled.asked) == ["/", "/child", "/later", "/reject", "/skip"], "each once"
    assert states(tmp_path) == {
        "/": "done",
        "/reject": "rejected",
        "/skip": "skipped",
        "/later": "ready",
        "/child": "done",
    }
    with opened(tmp_path) as store:
        assert store.rejections(1) == {"login": 1}
    assert "/later" in crawl(tmp_path, site, Saying).asked


def test_known_and_marks(tmp_path: Path):
    class Asking(SiteSpider):
        answers: list[Any] = []

        def parse(self, response: Response, **_: Any):
            yield from super().parse(response)
            frontier = Frontier.of(self.crawler)
            urls = ["http://site/a", "http://site/gone", "http://site/broken", "https://thubao.vn/a", "http://site/new"]
            earlier = datetime.now(UTC) - timedelta(hours=1)
            self.answers.append((frontier.known(urls), frontier.known(urls, before=earlier), frontier.mark("walk")))
            frontier.set_mark("walk", "whole")

    site = {"/": links("/a", "/gone", "/broken"), "/a": "<h1>A</h1>", "/gone": 404, "/broken": 500}
    crawl(tmp_path, site)
    crawl(tmp_path, {"/": ""}, Asking, RETRY_ENABLED=False)
    crawl(tmp_path, {"/": ""}, Asking, RETRY_ENABLED=False)
    expected = {"http://site/a", "http://site/gone", "https://thubao.vn/a"}
    assert Asking.answers[0] == (expected, set(), None)
    assert Asking.answers[1][2] == "whole"


# --- ends -----------------------------------------------------------------------------------------------------------


def test_closing_in_a_callback(tmp_path: Path):
    class Spider(SiteSpider):
        def parse(self, response: Response, **_: Any):
            yield from super().parse(response)
            if response.url.endswith("/last"):
                raise CloseSpider("enough")

    site = {"/": links("/last"), "/last": "<h1>Last</h1>" + links("/more"), "/more": ""}
    assert crawl(tmp_path, site, Spider).reason == "enough"
    assert titles(tmp_path) == ["Last"], "its item was through"
    assert states(tmp_path) == {"/": "done", "/last": "done", "/more": "ready"}


def test_closing_before_anything_was_made_of_a_page_leaves_it_to_the_next_run(tmp_path: Path):
    class Spider(SiteSpider):
        def parse(self, response: Response, **_: Any):
            yield response.follow("/a", self.parse)
            raise CloseSpider("enough")

    crawl(tmp_path, {"/": ""}, Spider)
    assert states(tmp_path) == {"/": "ready"}


def test_a_clean_end_gives_back_what_was_leased(tmp_path: Path):
    site = {"/": links(*(f"/{n}" for n in range(40)))} | {f"/{n}": f"<h1>{n}</h1>" for n in range(40)}
    crawl(tmp_path, site, CLOSESPIDER_ITEMCOUNT=5)
    assert set(states(tmp_path).values()) == {"done", "ready"}
    with opened(tmp_path) as store:
        assert {r["attempts"] for r in rows_of(store)} == {0}
    crawl(tmp_path, site)
    assert len(titles(tmp_path)) == 40


def test_rows_that_another_living_worker_holds_do_not_keep_the_crawl_waiting(tmp_path: Path):
    with opened(tmp_path) as store:
        other = Leases(store, PUBLICATION, owner="elsewhere/1/1")
        other.add([found("held")])
        other.take()
        began = time.monotonic()
        assert crawl(tmp_path, {"/": ""}).asked == ["/"]
        assert time.monotonic() - began < 4
        assert row(store, "held")["owner"] == "elsewhere/1/1"


def test_suspects_are_fetched_last_and_alone(tmp_path: Path):
    at_once: list[int] = []
    now = 0

    async def answer(request: Request) -> str:
        nonlocal now
        now += 1
        at_once.append(now)
        await asyncio.sleep(0.02)
        now -= 1
        return f"<h1>{request.url}</h1>"

    site = {"/": links("/a", "/b", "/c", "/d"), **dict.fromkeys(["/a", "/b", "/c", "/d"], answer)}
    crawl(tmp_path, site, CLOSESPIDER_PAGECOUNT=1)
    with opened(tmp_path) as store, store.transaction():
        store.writer.execute(
            update(requests)
            .where(requests.c.url.in_(["http://site/a", "http://site/b"]))
            .values(attempts=1, state="ready")
        )
        store.writer.execute(
            update(requests)
            .where(requests.c.url.in_(["http://site/c", "http://site/d"]))
            .values(attempts=0, state="ready")
        )
    at_once.clear()
    crawled = crawl(tmp_path, site)
    assert sorted(crawled.asked[:3]) == ["/", "/c", "/d"]
    assert crawled.asked[3:] == ["/a", "/b"]
    assert at_once == [1, 2, 1, 1]


def test_a_database_that_was_left_by_a_dead_worker(tmp_path: Path):
    with opened(tmp_path) as store:
        dead = Leases(store, PUBLICATION, owner=gone(1))
        dead.add(
            [
                found("x", request='{"url":"http://site/x","callback":"parse"}'),
                found("y", request='{"url":"http://site/y","callback":"gone"}'),
            ]
        )
        dead.take()
        dead.take()
    crawled = crawl(tmp_path, {"/": "", "/x": "<h1>X</h1>"})
    assert crawled.stats["frontier/released"] == 2
    assert titles(tmp_path) == ["X"]
    with opened(tmp_path) as store:
        assert "gone" in row(store, "y")["reason"], "a callback of another version of the spider"


# --- outside the frontier -------------------------------------------------------------------------------------------


def test_requests_with_foreign_callbacks_do_not_touch_the_database(tmp_path: Path):
    """As `scrapy fetch` and `scrapy parse` make them."""
    bodies: list[str] = []

    class Spider(SiteSpider):
        async def start(self):
            yield Request("http://site/a", lambda response: bodies.append(response.text), dont_filter=True)

    crawl(tmp_path, {"/a": "x"}, Spider)
    assert bodies == ["x"]
    assert not (tmp_path / "store.sqlite").exists()


def test_fetching_by_hand_leaves_what_a_crawl_left_over(tmp_path: Path):
    crawl(tmp_path, {"/": links("/a", "/b")}, CLOSESPIDER_PAGECOUNT=1)
    before = states(tmp_path)

    class Spider(SiteSpider):
        async def start(self):
            yield Request("http://site/x", lambda response: None)

    assert crawl(tmp_path, {"/x": ""}, Spider).asked == ["/x"]
    assert states(tmp_path) == before


def test_the_shell_gets_its_own_request_objects_back(tmp_path: Path):
    """`scrapy shell`, which sets KEEP_ALIVE, changes a request's callback after the scheduler has taken it."""
    bodies: list[str] = []

    class Spider(SiteSpider):
        async def start(self):
            self.request = Request("http://site/a", dont_filter=True)
            self.crawler.signals.connect(self._hijack, signals.request_scheduled)
            yield self.request

        def _hijack(self, request: Request) -> None:
            asyncio.get_running_loop().call_soon(
                setattr, request, "callback", lambda response: bodies.append(response.text)
            )

    crawl(tmp_path, {"/a": "x"}, Spider, KEEP_ALIVE=True)
    assert bodies == ["x"]


def test_an_item_of_no_page_is_stored_by_itself(tmp_path: Path):
    class Spider(SiteSpider):
        async def start(self):
            yield self.draft(HtmlResponse("http://site/a"), "A")

    crawl(tmp_path, {}, Spider)
    assert titles(tmp_path) == ["A"]


def test_a_request_that_an_extension_adds(tmp_path: Path):
    class Spider(SiteSpider):
        @classmethod
        def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any):
            spider = super().from_crawler(crawler, *args, **kwargs)
            crawler.signals.connect(spider.idle, signals.spider_idle)
            return spider

        def idle(self) -> None:
            if not hasattr(self, "added"):
                self.added = True
                self.crawler.engine.crawl(Request("http://site/extra", self.parse))
                raise DontCloseSpider

    assert crawl(tmp_path, {"/": "", "/extra": "<h1>Extra</h1>"}, Spider).asked == ["/", "/extra"]
    assert titles(tmp_path) == ["Extra"]
