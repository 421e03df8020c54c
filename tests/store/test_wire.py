from __future__ import annotations

from datetime import date

import orjson
import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import JsonRequest

from crawler.store.wire import LEASE, Unstorable, dump_request, load_request


class Named(Spider):
    name = "named"

    def parse_article(self, response):
        pass

    def failed(self, failure):
        pass


@pytest.fixture
def spider() -> Spider:
    return Named()


def same(spider: Spider, request: Request) -> Request:
    return load_request(dump_request(request, spider, errback=request.errback), spider)


@pytest.mark.parametrize(
    "request_",
    [
        Request("https://thubao.vn/a"),
        Request(
            "https://thubao.vn/bài?q=việc làm",
            method="POST",
            body="nội dung",
            headers={"Referer": "https://thubao.vn/", "X-Two": ["1", "2"]},
            cookies={"a": "b"},
            meta={"kind": "listing", "depth": 3},
            cb_kwargs={"section": "xã hội", "page": 2},
            priority=-5,
            dont_filter=True,
            flags=["x"],
        ),
        Request("https://thubao.vn/b", body=b"\xff\xfe"),
        JsonRequest("https://thubao.vn/api", data={"a": [1]}),
        FormRequest("https://thubao.vn/form", formdata={"q": "việc"}),
    ],
)
def test_a_request_comes_back_as_it_was(spider, request_):
    back = same(spider, request_)
    assert type(back) is type(request_)
    for name in request_.attributes:
        assert getattr(back, name) == getattr(request_, name), name


def test_callbacks_go_by_name(spider):
    back = same(spider, Request("https://thubao.vn/a", spider.parse_article, errback=spider.failed))
    assert back.callback == spider.parse_article
    assert back.errback == spider.failed


def test_an_operator_can_read_it(spider):
    text = dump_request(
        Request("https://thubao.vn/a", spider.parse_article, meta={LEASE: 1, "kind": "article"}), spider
    )
    assert orjson.loads(text) == {
        "url": "https://thubao.vn/a",
        "callback": "parse_article",
        "meta": {"kind": "article"},
    }


@pytest.mark.parametrize(
    "request_",
    [
        Request("https://thubao.vn/a", lambda response: None),
        Request("https://thubao.vn/a", Request.replace),
        Request("https://thubao.vn/a", cb_kwargs={"since": date(2022, 6, 1)}),
        Request("https://thubao.vn/a", meta={"object": object()}),
    ],
)
def test_what_json_cannot_hold_is_refused_at_once(spider, request_):
    with pytest.raises(Unstorable):
        dump_request(request_, spider)


def test_a_callback_that_is_gone_is_named(spider):
    with pytest.raises(Unstorable, match="parse_gone"):
        load_request('{"url": "https://thubao.vn/a", "callback": "parse_gone"}', spider)


@pytest.mark.parametrize(
    "name", ["os.system", "subprocess.Popen", "builtins.dict", "scrapy.Spider", "tests.store.test_wire.same"]
)
def test_the_database_does_not_choose_what_is_called(spider: Spider, name: str) -> None:
    with pytest.raises(Unstorable, match="is no request"):
        load_request(orjson.dumps({"class": name, "url": "https://thubao.vn/"}).decode(), spider)
