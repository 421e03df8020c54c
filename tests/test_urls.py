"""Addresses: one form for the many under which a page is linked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import bare_host, canonical_url

PAGE = "http://laodongxahoi.net/a-1324901.html"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        f"{PAGE}?utm_source=zalo&utm_campaign=x",
        f"{PAGE}?fbclid=IwAR0#binh-luan",
        f" {PAGE}\n",
        "HTTP://LaoDongXaHoi.NET:80/a-1324901.html",
        "http://laodongxahoi.net.//a-1324901.html",
        "http://laodongxahoi.net/amp/a-1324901.html",
        "http://laodongxahoi.net/amp/amp/a-1324901.html",
        f"{PAGE}/amp",
        f"{PAGE}/amp/amp/",
        f"{PAGE}?amp=1&outputType=amp",
        "http://user:secret@laodongxahoi.net/a-1324901.html",
    ],
)
def test_one_form_for_all_spellings(url: str) -> None:
    assert canonical_url(url) == PAGE


@pytest.mark.parametrize(
    "twin", ["https://www.laodongxahoi.net", "http://m.laodongxahoi.net", "https://amp.laodongxahoi.net:8443"]
)
def test_twins_of_a_site_whose_own_address_is_known(twin: str) -> None:
    assert canonical_url(f"{twin}/a-1324901.html", scheme="http", host="laodongxahoi.net") == PAGE


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://bao.example", "https://bao.example/"),
        ("https://bao.example/x?b=2&a=1", "https://bao.example/x?a=1&b=2"),
        ("https://bao.example/x?page=2", "https://bao.example/x?page=2"),
        ("https://bao.example:8080/x", "https://bao.example:8080/x"),
        ("https://bao.example:443/x", "https://bao.example/x"),
        ("https://bao.example/tin tức", "https://bao.example/tin%20t%E1%BB%A9c"),
        ("https://bao.example/tin%20t%e1%bb%a9c", "https://bao.example/tin%20t%E1%BB%A9c"),
        ("https://bao.example/amphitheatre-1.html", "https://bao.example/amphitheatre-1.html"),
        ("https://[::1]:8000/x", "https://[::1]:8000/x"),
        ("https://bao.example/a%2Fb", "https://bao.example/a%2Fb"),
    ],
)
def test_what_is_kept(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:void(0)",
        "mailto:a@b.example",
        "/a-1.html",
        "//bao.example/x",
        "http://",
        "http://bao.example:99999/x",
        "http://[bad/x",
    ],
)
def test_what_is_no_web_address_is_left_alone(url: str) -> None:
    assert canonical_url(url) == url


def test_a_query_can_be_left_out() -> None:
    assert canonical_url(f"{PAGE}?print=0&x=1", keep_query=False) == PAGE


@given(st.text(max_size=60))
@example("/a%2541")
@example("/%E1")
@example("\\")
@example("a\\\\amp")
@example("/a;b=%zz?q=%zz")
def test_canonical_form_is_its_own_canonical_form(rest: str) -> None:
    once = canonical_url(f"http://bao.example/{rest}")
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.bao.example/x", "bao.example"),
        ("m.bao.example:80", "bao.example"),
        ("AMP.bao.example.", "bao.example"),
        ("https://user@www.bao.example:8443/x", "bao.example"),
        ("media.bao.example", "media.bao.example"),
        ("www.example", "www.example"),
        ("localhost:8000", "localhost"),
        ("http://[::1]:80/x", "::1"),
        ("", ""),
    ],
)
def test_bare_host(url: str, host: str) -> None:
    assert bare_host(url) == host
