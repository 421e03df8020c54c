from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from crawler.operations.fingerprint import PageFingerprinter
from crawler.publications import declarations

PAGE = "http://laodongxahoi.net/cho-phien-1309840.html"


@pytest.fixture
def of_page() -> PageFingerprinter:
    crawler = get_crawler(Spider)
    crawler.spider = SimpleNamespace(declared=declarations()["laodongxahoi"])
    return PageFingerprinter.from_crawler(crawler)


@pytest.mark.parametrize(
    "twin",
    [
        f"{PAGE}#binh-luan",
        f"{PAGE}?utm_source=zalo&fbclid=1",
        "https://laodongxahoi.net/cho-phien-1309840.html",
        "http://www.laodongxahoi.net/cho-phien-1309840.html",
        "http://m.laodongxahoi.net/cho-phien-1309840.html",
        "http://laodongxahoi.net:80/cho-phien-1309840.html",
        "http://laodongxahoi.net//cho-phien-1309840.html",
        "http://laodongxahoi.net/mot-ten-khac-1309840.html",
        "http://laodongxahoi.net/amp/cho-phien-1309840.html",
    ],
)
def test_twins_are_one_page(of_page: PageFingerprinter, twin: str) -> None:
    assert of_page.fingerprint(Request(twin)) == of_page.fingerprint(Request(PAGE))


@pytest.mark.parametrize(
    "other",
    [
        "http://laodongxahoi.net/cho-phien-1309841.html",
        "http://laodongxahoi.net/tre-em",
        "http://laodongxahoi.net/",
        "http://khac.example/cho-phien-1309840.html",
        "http://laodongxahoi.net.khac.example/cho-phien-1309840.html",
    ],
)
def test_other_pages_are_others(of_page: PageFingerprinter, other: str) -> None:
    assert of_page.fingerprint(Request(other)) != of_page.fingerprint(Request(PAGE))


def test_listings_differ_by_page_and_query_but_not_by_its_order(of_page: PageFingerprinter) -> None:
    def prints(*paths: str) -> set[bytes]:
        return {of_page.fingerprint(Request(f"http://laodongxahoi.net{path}")) for path in paths}

    assert len(prints("/tre-em", "/tre-em/page/2", "/tre-em?trang=2", "/tre-em?trang=3")) == 4
    assert len(prints("/tim?a=1&b=2", "/tim?b=2&a=1")) == 1


def test_only_get_requests_are_told_apart_by_page(of_page: PageFingerprinter) -> None:
    requests = [
        Request(PAGE),
        Request(PAGE, method="HEAD"),
        Request(PAGE, method="POST", body=b"x"),
        Request(PAGE, body=b"x"),
    ]
    assert len({of_page.fingerprint(request) for request in requests}) == 4


def test_a_spider_that_declares_nothing_has_scrapys_own() -> None:
    of_page = PageFingerprinter.from_crawler(get_crawler(Spider))
    assert of_page.fingerprint(Request(PAGE)) != of_page.fingerprint(Request(PAGE.replace("cho-phien", "khac")))
    assert len(of_page.fingerprint(Request(PAGE))) == 20
