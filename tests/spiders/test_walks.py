"""How far a crawl walks through the sections of a publication, and what it never asks for."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from sites import Crawled, JournalSpider, Site, article, crawl, listing

PER_PAGE = 3


class Journal:
    """A site of one section with paging: article 1000000 is the oldest, each is a day younger than the one before."""

    def __init__(self, articles: int, pager: str = "", last: int | None = None) -> None:
        self.articles = articles
        self.pager = pager
        self.last = last
        """The last page that the server admits; by default the last with articles."""

    def __call__(self, path: str) -> str | int:
        if found := re.fullmatch(r"/bai-(\d{7})\.html", path):
            day = int(found[1]) - 1_000_000
            return article(int(found[1]), date=f"10:00 AM {day % 28 + 1:02}/{day // 28 + 1:02}/2022")
        if found := re.fullmatch(r"/tre-em(?:/page/(\d+))?", path):
            page = int(found[1] or 1)
            numbers = [1_000_000 + n for n in range(self.articles)][::-1][(page - 1) * PER_PAGE : page * PER_PAGE]
            if numbers or page <= (self.last or 0):
                return listing(numbers, self.pager)
        return 404


def pages(crawled: Crawled) -> list[str]:
    """The pages of the section that were asked for, by number."""
    return [
        path.rpartition("/")[2] if "/page/" in path else "1" for path in crawled.asked if path.startswith("/tre-em")
    ]


def numbers(*articles: int) -> Counter[str]:
    return Counter(f"{1_000_000 + n}" for n in articles)


# --- to the end, and no further -----------------------------------------------------------------------------------


def test_a_section_is_walked_to_its_last_page(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, Journal(10))
    assert Counter(crawled.articles) == numbers(*range(10))
    assert pages(crawled) == ["1", "2", "3", "4", "5"], "the fifth answers 404"


def test_a_page_without_articles_is_the_last(tmp_path: Path) -> None:
    assert pages(crawl(tmp_path, Journal(4, last=99))) == ["1", "2", "3"]


def test_a_server_that_repeats_its_last_page_for_ever(tmp_path: Path) -> None:
    def site(path: str) -> str | int:
        return Journal(5)("/tre-em/page/2" if path.startswith("/tre-em/page/") else path)

    assert pages(crawl(tmp_path, site)) == ["1", "2", "3"]


def test_a_pager_that_names_no_later_page_ends_the_walk(tmp_path: Path) -> None:
    pager = "<div class='paging'><a href='/tre-em'>1</a> <a href='/tre-em/page/2'>2</a></div>"
    assert pages(crawl(tmp_path, Journal(6, pager))) == ["1", "2"]


def test_paging_without_end_is_cut_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def site(path: str) -> str | int:
        found = re.fullmatch(r"/tre-em(?:/page/(\d+))?", path)
        return listing([1_000_000 + int(found[1] or 1)]) if found else 404

    assert len(pages(crawl(tmp_path, site, LISTING_MAX_PAGES=7))) == 7
    assert "goes on after 7 pages" in caplog.text


# --- later runs -----------------------------------------------------------------------------------------------------


def test_a_later_run_stops_at_what_it_knows(tmp_path: Path) -> None:
    crawl(tmp_path, Journal(10))
    crawled = crawl(tmp_path, Journal(11))
    assert Counter(crawled.articles) == numbers(10)
    assert pages(crawled) == ["1", "2"]


def test_more_news_than_a_page_holds(tmp_path: Path) -> None:
    crawl(tmp_path, Journal(10))
    crawled = crawl(tmp_path, Journal(20))
    assert Counter(crawled.articles) == numbers(*range(10, 20))
    assert len(pages(crawled)) == 5


def test_a_failed_page_is_tried_again_and_the_walk_goes_on_behind_it(tmp_path: Path) -> None:
    def site(path: str) -> str | int:
        return 503 if path == "/tre-em/page/2" else Journal(10)(path)

    assert Counter(crawl(tmp_path, site).articles) == numbers(7, 8, 9)
    assert Counter(crawl(tmp_path, Journal(10)).articles) == numbers(*range(7))


def test_an_article_that_failed_is_tried_again_although_its_page_is_known(tmp_path: Path) -> None:
    def site(path: str) -> str | int:
        return 500 if path == "/bai-1000004.html" else Journal(10)(path)

    first = crawl(tmp_path, site)
    assert first.stats["frontier/articles/new"] == 9
    assert crawl(tmp_path, Journal(10)).articles == ["1000004"]
    assert crawl(tmp_path, Journal(10)).articles == []


def test_a_dead_link_is_asked_for_once(tmp_path: Path) -> None:
    def site(path: str) -> str | int:
        return 404 if path == "/bai-1000004.html" else Journal(10)(path)

    assert "1000004" in crawl(tmp_path, site).articles
    assert crawl(tmp_path, site).articles == []


class Broken:
    """A pipeline with a bug."""

    def process_item(self, item: object) -> object:
        raise ValueError("a bug of ours")


def test_an_article_that_broke_our_code_is_tried_again(tmp_path: Path) -> None:
    broken = crawl(tmp_path, Journal(4), ITEM_PIPELINES={Broken: 1})
    assert broken.stats["pages/errors"] == 4
    assert crawl(tmp_path, Journal(4)).stats["frontier/articles/new"] == 4, "once it is mended"


def test_a_rejected_page_is_asked_for_once(tmp_path: Path) -> None:
    def site(path: str) -> str | int:
        return "<h1>Xin chào</h1>" if path == "/bai-1000004.html" else Journal(10)(path)

    crawl(tmp_path, site)
    assert crawl(tmp_path, site).articles == []


# --- parts of a publication, and what later runs make of them -------------------------------------------------------


@pytest.mark.parametrize("articles", [10, 40])
@pytest.mark.parametrize("since", ["2022-01-05", "2022-01-20", "2022-12-31"])
def test_since_stops_by_date_and_a_plain_run_fetches_the_rest(tmp_path: Path, articles: int, since: str) -> None:
    site = Journal(articles)
    first = crawl(tmp_path, site, arguments={"since": since})
    rest = crawl(tmp_path, site)
    assert first.stats.get("frontier/articles/new", 0) + rest.stats.get("frontier/articles/new", 0) == articles
    if since == "2022-12-31":
        assert len(first.articles) <= 5 + 3 * PER_PAGE, "five old articles in a row, and what was on its way"
    assert crawl(tmp_path, site).articles == []


def test_until_leaves_the_newest_to_a_later_run(tmp_path: Path) -> None:
    first = crawl(tmp_path, Journal(10), arguments={"until": "2022-01-04"})
    assert first.stats["frontier/articles/new"] == 4
    assert Counter(crawl(tmp_path, Journal(10)).articles) == numbers(*range(4, 10))


@pytest.mark.parametrize("limit", [1, 2, 5, 9])
def test_limit_is_kept_to_the_article(tmp_path: Path, limit: int) -> None:
    assert crawl(tmp_path, Journal(10), arguments={"limit": f"{limit}"}).stats["frontier/articles/new"] == limit
    assert crawl(tmp_path, Journal(10)).stats["frontier/articles/new"] == 10 - limit


def test_an_unfinished_walk_is_taken_up(tmp_path: Path) -> None:
    crawl(tmp_path, Journal(30), arguments={"limit": "2"})
    crawl(tmp_path, Journal(30), arguments={"limit": "4"})
    crawl(tmp_path, Journal(30))
    assert crawl(tmp_path, Journal(30)).articles == []


def test_only_the_section_asked_for(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, Journal(10), arguments={"section": "tre-em"})
    assert not [path for path in crawled.asked if path in ("/", "/van-hoa")]
    assert Counter(crawled.articles) == numbers(*range(10))


def test_several_links_to_one_article_are_one_request(tmp_path: Path) -> None:
    twins = [
        "/bai-1000001.html",
        "http://laodongxahoi.net/bai-1000001.html?utm_source=zalo",
        "https://www.laodongxahoi.net/ten-khac-1000001.html#binh-luan",
        "//m.laodongxahoi.net/bai-1000001.html/amp",
        "/bai-1000001.html?fbclid=1&page=2",
    ]

    def site(path: str) -> str | int:
        return "".join(f"<a href='{href}'>x</a>" for href in twins) if path == "/" else Journal(0)(path)

    assert crawl(tmp_path, site).articles == ["1000001"]


ELSEWHERE = """
http://127.0.0.1/bai-1000001.html
http://10.0.0.1:8080/bai-1000002.html
http://khac.example/bai-1000003.html
http://laodongxahoi.net.khac.example/bai-1000004.html
http://laodongxahoi.net@khac.example/bai-1000005.html
ftp://laodongxahoi.net/bai-1000006.html
file:///etc/bai-1000007.html
data:text/html,bai-1000008.html
mailto:bai-1000009.html
javascript:bai-1000010.html
/bai-1000011.pdf
#bai-1000012.html
http://
http://[
http://[::1/bai-1000013.html
http://khac.example:99999/bai-1000014.html
http://laodongxahoi.net:port/bai-1000015.html
//
"""


@pytest.mark.parametrize("href", ["", *ELSEWHERE.split()])
def test_a_link_that_leads_elsewhere_is_not_followed_and_does_no_harm(tmp_path: Path, href: str) -> None:
    def site(path: str) -> str | int:
        links = f'<a href="{href}">x</a><a href="/bai-1000099.html">x</a>'
        return {"/": links, "/tre-em": links, "/bai-1000099.html": article(1_000_099)}.get(path, 404)

    crawled = crawl(tmp_path, site)
    assert crawled.articles == ["1000099"]
    assert crawled.stats.get("spider_exceptions/count") is None


# --- robots.txt -----------------------------------------------------------------------------------------------------


def with_robots(answer: str | int) -> Site:
    def site(path: str) -> str | int:
        return answer if path == "/robots.txt" else Journal(10)(path)

    return site


def test_a_site_that_forbids_everything_is_asked_for_nothing_else(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, with_robots("User-agent: *\nDisallow: /"))
    assert set(crawled.asked) == {"/robots.txt"}


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, with_robots("User-agent: *\nDisallow: /van-hoa\nDisallow: /tre-em/page/\n"))
    assert pages(crawled) == ["1"]
    assert "/van-hoa" not in crawled.asked


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_fails_forbids_the_site(tmp_path: Path, status: int) -> None:
    """RFC 9309, 2.3.1.4: unreachable means complete disallow."""
    crawled = crawl(tmp_path, with_robots(status))
    assert set(crawled.asked) == {"/robots.txt"}


def test_a_site_without_robots_txt_allows_all(tmp_path: Path) -> None:
    assert len(crawl(tmp_path, with_robots(404)).articles) == 10


# --- redirects ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "counted"),
    [
        ("http://127.0.0.1/noi-bo", "requests/private-address"),
        ("http://[::1]/noi-bo", "requests/private-address"),
        ("http://169.254.169.254/latest/meta-data/", "requests/private-address"),
        ("http://10.1.2.3/", "requests/private-address"),
        ("http://localhost:8080/", "requests/private-address"),
        ("http://2130706433/", "requests/private-address"),
        ("http://0x7f000001/", "requests/private-address"),
        ("http://quan-tri.local/", "requests/private-address"),
        ("https://khac.example/bai-1000001.html", "requests/left-the-site"),
    ],
)
def test_a_redirect_out_of_the_site_is_refused(tmp_path: Path, location: str, counted: str) -> None:
    def site(path: str) -> str | int | HtmlResponse:
        if path == "/bai-1000001.html":
            return HtmlResponse("http://x/", status=302, headers={"Location": location})
        return listing([1_000_001]) if path == "/" else 404

    crawled = crawl(tmp_path, site)
    assert crawled.stats[counted] == 1
    assert not [path for path in crawled.asked if not path.startswith("/")]


def test_a_redirect_within_the_site_is_followed(tmp_path: Path) -> None:
    def site(path: str) -> str | int | HtmlResponse:
        if path == "/bai-1000001.html":
            return HtmlResponse("http://x/", status=301, headers={"Location": "/ten-moi-1000001.html"})
        if path == "/ten-moi-1000001.html":
            return article(1_000_001)
        return listing([1_000_001]) if path == "/" else 404

    assert crawl(tmp_path, site).stats["frontier/articles/new"] == 1
    assert crawl(tmp_path, site).articles == []


@pytest.mark.parametrize("to", ["/", "http://laodongxahoi.net/", "http://127.0.0.1/", "http://khac.example/"])
def test_a_page_that_refreshes_itself_or_leads_on_after_a_while_is_read(tmp_path: Path, to: str) -> None:
    refresh = f'<meta http-equiv="refresh" content="60;url={to}">'
    home = listing([1_000_001]).replace("<html>", f"<html><head>{refresh}</head>")
    crawled = crawl(tmp_path, lambda path: {"/": home, "/bai-1000001.html": article(1_000_001)}.get(path, 404))
    assert (crawled.asked.count("/"), crawled.articles) == (1, ["1000001"])


def test_two_addresses_that_lead_to_one_article(tmp_path: Path) -> None:
    def site(path: str) -> str | int | HtmlResponse:
        if path == "/bai-1000001.html":
            return HtmlResponse("http://x/", status=301, headers={"Location": "/bai-1000002.html"})
        return {"/": listing([1_000_001, 1_000_002]), "/bai-1000002.html": article(1_000_002)}.get(path, 404)

    stats = crawl(tmp_path, site).stats
    assert (stats["frontier/articles/new"], stats["frontier/articles/unchanged"]) == (1, 1)
    assert crawl(tmp_path, site).articles == []


def test_a_spider_is_a_declaration() -> None:
    declared = JournalSpider.declaration()
    assert (declared.origin, declared.article_id("http://laodongxahoi.net/a-1000001.html")) == (
        "http://laodongxahoi.net",
        "1000001",
    )
