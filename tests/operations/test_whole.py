"""Answers that broke off."""

from __future__ import annotations

import gzip

import pytest
from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.operations.whole import BrokenOff, PackedSize, WholeAnswers

URL = "http://bao.example/a-1324901.html"
PAGE = b"<html><body><p>C\xc3\xa2u ch\xc3\xadnh.</p></body></html>\n<script></script>"


def answer(body: bytes, *, status: int = 200, flags: list[str] | None = None, kind: str = "text/html") -> Response:
    return HtmlResponse(URL, status=status, body=body, flags=flags, headers={"Content-Type": kind})


def passed(request: Request, response: Response) -> object:
    crawler = get_crawler(Spider, {"RETRY_TIMES": 1})
    crawler.spider = crawler._create_spider("x")
    crawler._apply_settings()
    return WholeAnswers(crawler).process_response(request, response)


@pytest.mark.parametrize(
    "response",
    [
        answer(PAGE),
        answer(PAGE, flags=["partial"]),  # without a length, but closed
        answer(b"User-agent: *", flags=["partial"], kind="text/plain"),
        answer(PAGE[:30]),  # its length was as announced: the newsroom's own markup
    ],
)
def test_whole_answers_pass(response: Response) -> None:
    assert passed(Request(URL), response) is response


@pytest.mark.parametrize("response", [answer(PAGE[:30], flags=["partial"]), answer(PAGE, status=206)])
def test_part_of_a_page_is_asked_for_again_and_fails_in_the_end(response: Response) -> None:
    again = passed(Request(URL), response)
    assert isinstance(again, Request)
    assert again.meta["retry_times"] == 1
    with pytest.raises(BrokenOff) as failure:
        passed(again, response)
    assert failure.value.transient


def test_a_gzip_stream_that_ends_early_is_part_of_a_page() -> None:
    request = Request(URL)
    page = b"<html><body>" + b"<p>x</p>" * 2000 + b"</body></html>"
    packed = gzip.compress(page)[:-10]
    PackedSize().process_response(request, Response(URL, body=packed, headers={"Content-Encoding": "gzip"}))
    assert isinstance(passed(request, answer(page[:9000])), Request)


def test_a_whole_gzip_stream_passes() -> None:
    request = Request(URL)
    PackedSize().process_response(
        request, Response(URL, body=gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
    )
    response = answer(PAGE)
    assert passed(request, response) is response
