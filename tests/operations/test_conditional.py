"""Listings are asked for only if they have changed, and nothing is lost by it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from news_site import NewsSite, NewsSpider, run, stored
from projects import Project

from crawler.operations.conditional import MARK
from fixtures.demo_site import DemoSite
from tests.store.store_support import SETTINGS, SiteSpider, crawl, opened, rows_of

LISTINGS = ("/tin", "/rss", "/sitemap.xml")


def narrowed(**arguments: Any) -> type[NewsSpider]:
    """The spider as `-a` makes it."""

    class Narrowed(NewsSpider):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs, **arguments)

    return Narrowed


def test_a_second_run_is_told_what_is_unchanged(tmp_path: Path) -> None:
    site = NewsSite(8)
    assert run(tmp_path, site).stats["item_scraped_count"] == 8
    assert {status for _, status in site.asked()} == {200}
    crawled = run(tmp_path, site)
    assert sorted(site.asked()) == [("/", 200), ("/robots.txt", 200), *sorted((path, 304) for path in LISTINGS)]
    assert crawled.stats["listings/unchanged"] == 3
    assert "listings/failed" not in crawled.stats
    site.asked()
    run(tmp_path, site)
    assert sorted(status for _, status in site.asked()) == [200, 200, 304, 304, 304]


def test_sitemaps_that_name_each_other_are_asked_once(tmp_path: Path) -> None:
    site = NewsSite(3)
    index = (
        "".join(f"<sitemap><loc>http://thubao.vn{path}</loc></sitemap>" for path in ("/sitemap.xml", "/con.xml")) * 50
    )
    site.sitemaps = {"/sitemap.xml": index, "/con.xml": index}
    crawled = run(tmp_path, site)
    assert [path for path in crawled.asked if path.endswith(".xml")] == ["/sitemap.xml", "/con.xml"]


def test_not_modified_is_no_answer_to_who_did_not_ask(tmp_path: Path) -> None:
    """A cache gone wrong answers 304 to requests without validators: nothing was read, and the run must say so."""
    site = NewsSite(8)
    site.stale = {"/tin", "/rss", "/sitemap.xml"}
    crawled = run(tmp_path, site)
    assert crawled.stats["listings/failed/HTTP 304"] == 3
    assert "listings/unchanged" not in crawled.stats
    site.stale = {"/bai-5.html"}
    crawled = run(tmp_path, site)
    assert (stored(tmp_path), crawled.stats["pages/failed/HTTP 304"]) == (set(range(1, 9)) - {5}, 1)


@pytest.mark.parametrize(
    "validators",
    [
        {"ETag": 'W/"yếu"'.encode()},
        {"ETag": b'W/"a", "b"'},
        {"Last-Modified": b"Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Last-Modified": b"h\xf4m qua"},
        {"ETag": b'"1"', "Last-Modified": b"0"},
    ],
)
def test_validators_go_back_as_they_came(tmp_path: Path, validators: dict[str, bytes]) -> None:
    """Weak ones, dates in the future, and what is none: only the server need understand them."""
    site = NewsSite(3)
    site.validators = validators
    run(tmp_path, site)
    site.asked()
    run(tmp_path, site)
    names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    assert site.conditions["/tin"] == {names[name]: value for name, value in validators.items()}
    assert ("/tin", 304) in site.asked()
    site.publish(1)
    site.validators = {"ETag": b'"moi"'}
    run(tmp_path, site)
    assert stored(tmp_path) == {1, 2, 3, 4}


def test_a_new_article_is_found(tmp_path: Path) -> None:
    site = NewsSite(8)
    run(tmp_path, site)
    run(tmp_path, site)
    site.publish(1)
    site.asked()
    run(tmp_path, site)
    asked = site.asked()
    assert ("/tin", 200) in asked
    assert ("/bai-9.html", 200) in asked
    assert len([path for path, _ in asked if path.startswith("/bai-")]) == 1
    assert stored(tmp_path) == set(range(1, 10))


def test_an_article_that_failed_is_fetched_although_no_listing_changed(tmp_path: Path) -> None:
    site = NewsSite(8)
    site.failing = {"/bai-5.html"}
    run(tmp_path, site)
    site.failing = set()
    site.asked()
    run(tmp_path, site)
    asked = site.asked()
    assert ("/tin", 304) in asked
    assert ("/bai-5.html", 200) in asked
    assert stored(tmp_path) == set(range(1, 9))


def test_a_run_that_was_cut_leaves_nothing_behind(tmp_path: Path) -> None:
    """Wherever a first run is cut, later ones bring all the rest; and nothing new is lost in between."""
    for pages in range(1, 16):
        folder, site = tmp_path / str(pages), NewsSite(8)
        run(folder, site, CLOSESPIDER_PAGECOUNT=pages)
        site.publish(1)
        run(folder, site)
        assert stored(folder) == set(range(1, 10)), pages
        articles = [path for path, _ in site.asked() if path.startswith("/bai-")]
        assert len(articles) == len(set(articles)) == 9


def test_a_listing_that_failed_is_asked_for_in_full(tmp_path: Path) -> None:
    site = NewsSite(8)
    run(tmp_path, site)
    site.publish(1)
    site.failing = {"/tin", "/rss"}
    run(tmp_path, site)
    assert stored(tmp_path) == set(range(1, 9))
    site.failing = set()
    run(tmp_path, site)
    assert stored(tmp_path) == set(range(1, 10))


def test_no_validators_are_kept_of_a_page_that_broke_the_callback(tmp_path: Path) -> None:
    class Breaking(SiteSpider):
        def parse(self, response: Any, **_: Any) -> Any:
            yield from super().parse(response)
            raise RuntimeError("at the end of the page")

    site = {"/": '<a href="/a">x</a>'}
    crawl(tmp_path, site, Breaking, **SETTINGS)
    with opened(tmp_path) as store:
        fingerprint = _fingerprint(store)
        assert store.validators("thubao", fingerprint) == (None, None)
    crawl(tmp_path, site, **SETTINGS)
    with opened(tmp_path) as store:
        assert store.validators("thubao", fingerprint) == ('"1"', None)


def _fingerprint(store: Any) -> str:
    return next(row["fingerprint"] for row in rows_of(store) if row["kind"] == "listing")


@pytest.mark.parametrize(
    "arguments", [{"since": date(2022, 6, 5)}, {"until": date(2022, 6, 5)}, {"section": "tin"}, {"limit": 2}]
)
def test_after_a_narrowed_run_everything_is_asked_for_in_full(tmp_path: Path, arguments: dict[str, Any]) -> None:
    """Such a run leaves articles out, though it has read the pages that name them."""
    site = NewsSite(8)
    run(tmp_path, site, narrowed(**arguments))
    site.asked()
    run(tmp_path, site)
    assert 304 not in [status for _, status in site.asked()]
    assert stored(tmp_path) == set(range(1, 9))
    run(tmp_path, site)
    assert ("/tin", 304) in site.asked()


def test_a_narrowed_run_in_between_makes_the_next_one_ask_in_full(tmp_path: Path) -> None:
    site = NewsSite(8)
    run(tmp_path, site)
    site.publish(2)  # of the 10th and 11th of June
    run(tmp_path, site, narrowed(until=date(2022, 6, 10)))
    assert 304 not in [status for _, status in site.asked()]
    assert stored(tmp_path) == set(range(1, 10))
    run(tmp_path, site)
    assert stored(tmp_path) == set(range(1, 11))


def test_a_narrowed_run_may_leave_out_what_another_one_has_found(tmp_path: Path) -> None:
    """An article that failed is fetched by a narrowed run and left out; the next run has to hear of it again."""
    site = NewsSite(8)
    site.failing = {"/bai-8.html"}
    run(tmp_path, site)
    site.failing = set()
    run(tmp_path, site, narrowed(until=date(2022, 6, 5)))
    assert 8 not in stored(tmp_path)
    run(tmp_path, site)
    assert 8 in stored(tmp_path)


def test_a_narrowed_run_keeps_no_validators(tmp_path: Path) -> None:
    run(tmp_path, NewsSite(8), narrowed(since=date(2022, 6, 5)))
    with opened(tmp_path) as store:
        listings = [row for row in rows_of(store) if row["kind"] == "listing"]
        assert listings
        assert {(row["etag"], row["last_modified"]) for row in listings} == {(None, None)}


def test_what_leads_to_other_listings_is_read_in_full(tmp_path: Path) -> None:
    """The index of sitemaps is as it was, but one of its sitemaps names an article that no section lists."""
    site = NewsSite(4)
    site.sitemaps = {"/sitemap.xml": "<sitemap><loc>http://thubao.vn/con.xml</loc></sitemap>", "/con.xml": ""}
    run(tmp_path, site)
    run(tmp_path, site)
    site.articles.append(77)  # on the last page of its section, where nobody looks for news
    site.sitemaps["/con.xml"] = "<url><loc>http://thubao.vn/bai-77.html</loc></url>"
    site.asked()
    run(tmp_path, site)
    assert {("/sitemap.xml", 200), ("/con.xml", 200), ("/rss", 304)} <= set(site.asked())
    assert 77 in stored(tmp_path)


@pytest.mark.parametrize(
    ("days", "form", "newest", "asked"),
    [
        (-9, "%Y-%m-%d", 0, False),
        (-1, "%Y-%m-%dT%H:%M:%SZ", 0, False),
        (-1, "%Y-%m-%dT%H:%M:%S+07:00", 0, False),
        (0, "%Y-%m-%d", 0, True),  # perhaps after it was read on that day
        (9, "%Y-%m-%dT%H:%M:%SZ", 0, True),
        (-9, "soon", 0, True),
        (-9, "", 0, True),
        (-9, "%Y-%m-%d", -8, True),  # nobody looks after this index
    ],
)
def test_a_sitemap_is_asked_for_when_its_index_says_that_it_may_have_changed(
    tmp_path: Path, days: int, form: str, newest: int, asked: bool
) -> None:
    def sitemap(name: str, day: int, form: str = "%Y-%m-%d") -> str:
        changed = f"{NewsSpider.begins + timedelta(days=day):{form}}" if form else ""
        return f"<sitemap><loc>http://thubao.vn/{name}.xml</loc><lastmod>{changed}</lastmod></sitemap>"

    site = NewsSite(4)
    con = "<url><loc>http://thubao.vn/bai-1.html</loc></url>"
    site.sitemaps = {"/sitemap.xml": sitemap("con", -9) + sitemap("moi", 0), "/con.xml": con, "/moi.xml": ""}
    run(tmp_path, site)
    site.sitemaps["/sitemap.xml"] = sitemap("con", days, form) + sitemap("moi", newest)
    site.asked()
    run(tmp_path, site)
    paths = [path for path, _ in site.asked()]
    assert ("/con.xml" in paths) == asked
    assert "/moi.xml" in paths
    run(tmp_path, site, narrowed(since=date(2022, 4, 1)))
    assert "/con.xml" in [path for path, _ in site.asked()], "a narrowed run asks for everything"


def test_another_declaration_is_no_reason_to_believe_old_validators(tmp_path: Path) -> None:
    class Mended(NewsSpider):
        article_url = r"/(?:bai|tin-anh)-(?P<id>\d+)\.html$"

    site = NewsSite(8)
    run(tmp_path, site)
    site.asked()
    run(tmp_path, site, Mended)
    assert {status for _, status in site.asked()} == {200}
    run(tmp_path, site, Mended)
    assert ("/tin", 304) in site.asked()


def test_now_and_then_everything_is_asked_for_in_full(tmp_path: Path) -> None:
    site = NewsSite(8)
    run(tmp_path, site)
    with opened(tmp_path) as store:
        moment, _, rest = (store.mark("thubao", MARK) or "").partition(" ")
        day_before = date.fromisoformat(moment[:10]).replace(year=2021)
        store.set_mark("thubao", MARK, f"{day_before}{moment[10:]} {rest}")
    site.asked()
    run(tmp_path, site)
    assert {status for _, status in site.asked()} == {200}


@pytest.mark.slow
def test_two_real_runs(project: Project) -> None:
    """The second one finds the one article that is new; where nothing is, a run costs a twentieth of the bytes."""
    with DemoSite() as site:
        assert project.run(site.url).returncode == 0
        first = site.requests()
    before = project.ids()
    with DemoSite(faults=["br-body"]) as site:
        done = project.run(site.url)
        second = site.requests()
    assert done.returncode == 0, done.stderr
    assert project.ids()[len(before) :] == ["laodongxahoi.net/1301925"]
    assert len(set(project.ids())) == len(project.ids())
    assert len([each for each in second if each.path.endswith(".html")]) == 1
    with DemoSite(faults=["br-body"]) as site:
        assert project.run(site.url).returncode == 0
        third = site.requests()
    assert [each for each in third if each.path.endswith(".html")] == []
    assert sum(each.bytes for each in third) < sum(each.bytes for each in first) / 20
    assert sum(each.status == 304 for each in third) >= 25
    assert project.report()["stats"]["listings/unchanged"] == sum(each.status == 304 for each in third)
