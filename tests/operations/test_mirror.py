from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.operations.mirror import (
    MirrorDownloadHandler,
    MirrorMiddleware,
    PrivateAddressMiddleware,
    StayOnSiteMiddleware,
)
from crawler.operations.network import BoundedDownloadHandler
from crawler.publications import declarations

MIRROR = "http://127.0.0.1:8090"
ORIGIN = "http://laodongxahoi.net"


def crawler_of(**settings: Any) -> Crawler:
    crawler = get_crawler(Spider, settings)
    crawler.spider = SimpleNamespace(declared=declarations()["laodongxahoi"], name="laodongxahoi")
    return crawler


# --- the copy ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """What is asked of the network, which answers with what the request's meta says."""
    asked: list[Request] = []

    async def download(self: object, request: Request) -> Response:
        asked.append(request)
        return HtmlResponse(request.url, **request.meta["answer"])

    def made(self: BoundedDownloadHandler, crawler: Crawler) -> None:  # without a reactor
        self.crawler = crawler

    monkeypatch.setattr(BoundedDownloadHandler, "__init__", made)
    monkeypatch.setattr(BoundedDownloadHandler, "download_request", download)
    return asked


def fetch(url: str, mirror: str | None = MIRROR, **answer: Any) -> Response:
    async def go() -> Response:
        handler = MirrorDownloadHandler(crawler_of(MIRROR=mirror))
        return await handler.download_request(Request(url, meta={"answer": answer}))

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"{ORIGIN}/cho-phien-1309840.html", f"{MIRROR}/cho-phien-1309840.html"),
        (f"{ORIGIN}/tre-em?trang=2&x=%20a", f"{MIRROR}/tre-em?trang=2&x=%20a"),
        (f"{ORIGIN}", f"{MIRROR}/"),
        ("https://www.laodongxahoi.net/robots.txt", f"{MIRROR}/robots.txt"),
        ("http://khac.example/a.html", "http://khac.example/a.html"),
    ],
)
def test_what_belongs_to_the_publication_is_asked_of_the_mirror(network: list[Request], url: str, address: str) -> None:
    response = fetch(url)
    assert [request.url for request in network] == [address]
    assert response.url == Request(url).url, "everybody else sees the publication's address"


def test_without_a_mirror_nothing_changes(network: list[Request]) -> None:
    page = f'<a href="{MIRROR}/x">'.encode()
    response = fetch(f"{ORIGIN}/a.html", None, body=page)
    assert ([request.url for request in network], response.body) == ([f"{ORIGIN}/a.html"], page)


@pytest.mark.parametrize(("mirror", "through"), [(MIRROR, None), ("http://copy.example", "http://proxy.example:3128")])
def test_a_copy_on_this_machine_is_asked_without_a_proxy(
    network: list[Request], mirror: str, through: str | None
) -> None:
    async def go() -> None:
        meta = {"answer": {}, "proxy": "http://proxy.example:3128"}
        handler = MirrorDownloadHandler(crawler_of(MIRROR=mirror))
        await handler.download_request(Request(ORIGIN, meta=meta, headers={"Proxy-Authorization": "Basic Zzpn"}))

    asyncio.run(go())
    (asked,) = network
    assert asked.meta.get("proxy") == through
    assert ("Proxy-Authorization" in asked.headers) == (through is not None)


@pytest.mark.parametrize(
    ("location", "seen"),
    [
        (f"{MIRROR}/moi-1309840.html", f"{ORIGIN}/moi-1309840.html"),
        ("/moi-1309840.html", "/moi-1309840.html"),
        (f"{ORIGIN}/moi-1309840.html", f"{ORIGIN}/moi-1309840.html"),
        (f"{MIRROR}1/x", f"{MIRROR}1/x"),
    ],
)
def test_redirects_of_the_mirror_stay_on_the_publication(network: list[Request], location: str, seen: str) -> None:
    response = fetch(f"{ORIGIN}/cu-1309840.html", status=301, headers={"Location": location})
    assert response.headers["Location"] == seen.encode()


def test_the_mirrors_address_in_a_page_becomes_the_publications() -> None:
    page = f'<img src="{MIRROR}/anh/1.jpg"><a href="{MIRROR}1/">khác</a><a href="{MIRROR}">nhà</a>'.encode()
    wanted = f'<img src="{ORIGIN}/anh/1.jpg"><a href="{MIRROR}1/">khác</a><a href="{ORIGIN}">nhà</a>'.encode()
    middleware = MirrorMiddleware.from_crawler(crawler_of(MIRROR=MIRROR))

    def passed(url: str) -> bytes:
        request = Request(url)
        return middleware.process_response(request, HtmlResponse(url, body=page, request=request)).body

    assert passed(f"{ORIGIN}/a.html") == wanted
    assert passed("http://khac.example/a.html") == page
    with pytest.raises(NotConfigured):
        MirrorMiddleware.from_crawler(crawler_of())


# --- private addresses --------------------------------------------------------------------------------------------------


def refused(middleware: Any, url: str, **meta: Any) -> str | None:
    """Why a request is refused, or None."""
    try:
        middleware.process_request(Request(url, meta=meta))
    except IgnoreRequest as reason:
        return str(reason)
    return None


def test_requests_to_private_addresses_are_refused_and_counted() -> None:
    crawler = crawler_of()
    middleware = PrivateAddressMiddleware.from_crawler(crawler)
    assert refused(middleware, "http://10.0.0.1/a") == "private address: 10.0.0.1"
    assert refused(middleware, "http://[::1]:8080/a") == "private address: ::1"
    assert refused(middleware, "http://user:pass@localhost/a") == "private address: localhost"
    assert refused(middleware, f"{ORIGIN}/a") is None
    assert crawler.stats.get_value("requests/private-address") == 3


def test_hosts_named_by_the_operator_are_allowed() -> None:
    middleware = PrivateAddressMiddleware.from_crawler(crawler_of(ALLOWED_PRIVATE_HOSTS=["10.0.0.1"], MIRROR=MIRROR))
    assert refused(middleware, "http://10.0.0.1/a") is None
    assert refused(middleware, f"{MIRROR}/a") is None
    assert refused(middleware, "http://10.0.0.2/a")


def test_redirects_to_another_site_are_refused_and_counted() -> None:
    crawler = crawler_of()
    middleware = StayOnSiteMiddleware.from_crawler(crawler)
    assert refused(middleware, "http://khac.example/a", redirect_times=1) == "redirected to another site: khac.example"
    assert refused(middleware, "https://www.laodongxahoi.net/a", redirect_times=1) is None
    assert refused(middleware, "http://khac.example/a") is None, "nobody was redirected"
    assert crawler.stats.get_value("requests/left-the-site") == 1
