"""Pages that attack who reads them: nothing of a script comes out, text stays text, and no page takes long."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

import orjson
import pytest
from scrapy.http import Response

from crawler import extract
from crawler.feeds.exporters import json_feed_item
from crawler.items import Article, NotAnArticle
from crawler.layouts.page import Page, element_text
from crawler.operations.failures import visible

ADDRESS = "http://laodongxahoi.net/cho-phien-cuoi-nam-1000001.html"
PARAGRAPHS = "<p>Hàng hóa bày kín hai bên đường, người mua kẻ bán vui như hội.</p>" * 6


def page(body: str = "", *, title: str = "Chợ phiên cuối năm", head: str = "") -> str:
    return (
        f"<html><head><title>Chợ phiên</title>{head}</head><body><div class='title_detail_news'>{title}</div>"
        "<div class='time_detail_news f11'>10:00 AM 12/06/2022</div><div id='cotent_detail'>"
        f"<p>Người xuống chợ từ rất sớm để mua bán.</p>{body}{PARAGRAPHS}</div></body></html>"
    )


def of_no_family(body: str = "", *, title: str = "Chợ phiên cuối năm họp từ rất sớm", head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title><meta property='og:type' content='article'>{head}</head><body><h1>{title}</h1>"
        f"<time datetime='2022-06-12T10:00:00+07:00'>12/06/2022</time><article>{PARAGRAPHS}{body}{PARAGRAPHS}</article>"
    )


class Tags(HTMLParser):
    """Tags and attributes as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


ALLOWED_TAGS = set(
    "p h2 h3 h4 ul ol li blockquote pre figure img figcaption table thead tbody tr th td a strong em br".split()
)

ATTACKS = {
    "script": "<p>Một<script>alert(1)</script> hai</p><script src='//evil.vn/x.js'></script>",
    "event": "<p onclick=alert(1) onmouseover='x'>chữ</p><img src=x onerror=alert(1)>",
    "javascript": "<p><a href='javascript:alert(1)'>a</a> <a href=' java\tscript:alert(1)'>b</a></p>",
    "entities-in-scheme": "<p><a href='&#106;avascript&colon;alert(1)'>a</a><a href='JaVaScRiPt&#x3a;x'>b</a></p>",
    "data": "<p><a href='data:text/html,<script>1</script>'>a</a> <a href='vbscript:x'>b</a></p>",
    "picture": "<img src='javascript:alert(1)'><img data-src='vbscript:x' src='data:image/svg+xml,<svg onload=x>'>",
    "srcset": "<img srcset='javascript:alert(1) 1x'><picture><source srcset='vbscript:x 2x'><img></picture>",
    "broken-out-address": "<img src='http://bao.vn/a.jpg\" onerror=\"alert(1)'><a href='http://bao.vn/\"onclick=x'>k</a>",
    "broken-out-alt": "<figure><img src='/a.jpg' alt='\"><script>x</script>'><figcaption>&lt;script&gt;</figcaption></figure>",
    "svg": "<svg onload=alert(1)><a xlink:href='javascript:x'><text>x</text></a><script>1</script></svg>",
    "math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "frames": "<iframe srcdoc='<script>x</script>'></iframe><object data='javascript:x'></object><embed src='javascript:x'>",
    "style": "<style>@import '//evil.vn'</style><p style='background:url(javascript:x)'>chữ</p>",
    "table": "<table><tr><td onclick=x>a</td><td colspan='\"><script>'>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
    "form": "<form action='javascript:x'><input type=submit formaction='javascript:x'></form>",
    "base": "<base href='javascript:alert(1)//'><p><a href='/x'>x</a></p>",
    "player": "<video src='javascript:x'></video><video src='/a.mp4'><source type='a\"><script>' src='/b.mp4'></video>",
    "template": "<template><img src=x onerror=x></template><xmp><img src=x onerror=x></xmp><plaintext>",
    "source": "<p style='text-align:right'><a href='javascript:alert(1)'>Theo Báo Ngày Mới</a></p>",
    "refresh": "<meta http-equiv=refresh content='9;url=javascript:x'><link rel=stylesheet href='javascript:x'>",
}


def strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(name, text) of every text in an article."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, name)
    elif isinstance(value, str):
        yield name, value


def as_dict(article: Article) -> dict[str, Any]:
    return json.loads(orjson.dumps(article))


@pytest.mark.parametrize("make", [page, of_no_family])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_comes_out(attack: str, make: Any) -> None:
    article = extract(make(ATTACKS[attack]), ADDRESS)
    seen = Tags(article.content_html)
    assert seen.tags <= ALLOWED_TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "src", "alt", "colspan", "rowspan"}
    for name, value in seen.attributes:
        if name in ("href", "src"):
            assert re.match(r"https?://[^\s\"<>]*$", value or ""), (name, value)
    for name, text in strings(as_dict(article)):
        if name in ("url", "external_url") and text:
            assert re.match(r"https?://[^\s\"<>`]*$", text), text
        if name == "mime_type":
            assert "<" not in text
    assert article.content_text


def test_markup_in_a_text_stays_text() -> None:
    """Escaped once on the page it is text; nobody unescapes it a second time."""
    article = extract(
        page(
            "<p>Thẻ &lt;b&gt; và &amp;lt;i&amp;gt;</p><figure><img src='/a.jpg'><figcaption>&lt;u&gt;</figcaption></figure>",
            title="&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ADDRESS,
    )
    assert article.title == "<script>alert(1)</script>"
    assert "<p>Thẻ &lt;b&gt; và &amp;lt;i&amp;gt;</p>" in article.content_html
    assert "Thẻ <b> và &lt;i&gt;" in article.content_text
    assert article.images[0].caption == "<u>"
    assert "<figcaption>&lt;u&gt;</figcaption>" in article.content_html
    item = json_feed_item(as_dict(article))
    assert (item["title"], item["content_html"]) == (article.title, article.content_html)


def test_no_text_steers_a_terminal() -> None:
    steering = "\x1b[31m \x9b31m \u202e \u009b &#27;[2J &#155;31m \x07"
    article = extract(
        page(f"<p>Chữ {steering}</p><img src='/a.jpg' alt='{steering}'>", title=f"Chợ {steering} phiên"), ADDRESS
    )
    for name, text in strings(as_dict(article)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), (name, text)
    assert visible("a\x1b[2J\u202eb\nđường\x9b") == "a\\x1b[2J\\u202eb\nđường\\x9b"


def test_elements_in_each_other_without_an_end_lose_no_text() -> None:
    for tag in ("div", "b", "font", "blockquote", "table><tr><td"):
        root = Page.from_html(f"<body>{f'<{tag}>' * 600}sâu thẳm</body>").root
        assert "sâu thẳm" in element_text(root)
    article = extract(page(f"{'<div>' * 1500}<p>Đáy giếng</p>{'</div>' * 1500}"), ADDRESS)
    assert "Hàng hóa bày kín" in article.content_text
    article = extract(page("<blockquote>" * 300 + "<p>Trích lời người xưa.</p>" + "</blockquote>" * 300), ADDRESS)
    assert "Trích lời người xưa." in article.content_text


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}", "a{}='>'", 'a{}="x y"', 'x{}"', "={}", "/a{}/"])
def test_a_tag_of_many_attributes_is_read_without_them(attribute: str) -> None:
    many = " ".join(map(attribute.format, range(60_000)))
    began = time.process_time()
    root = Page.from_html(f"<body><p {many}>Chợ</p><p id='b' class='c'>phiên</p></body>").root
    assert time.process_time() - began < 1.5, "the parser's time grows with the square: 5 s"
    first, second = root.iter("p")
    assert (first.attrib, dict(second.attrib)) == ({}, {"id": "b", "class": "c"})


def test_tags_that_are_only_long_keep_their_attributes() -> None:
    picture = f"data:image/png;base64,{'A' * 300_000}"
    styles = "; ".join(f"--mau-{n}: {n}px" for n in range(20_000))
    first, second = Page.from_html(f"<body><img src='{picture}' alt='x'><p style='{styles}'>x</p>").root.iter(
        "img", "p"
    )
    assert (first.get("src"), second.get("style")) == (picture, styles)


MANY = 10_000
SLOW = {
    "pictures": page("".join(f"<img src='/{n}.jpg'>" for n in range(MANY))),
    "figures": of_no_family("".join(f"<figure><img src='/{n}.jpg'></figure>" for n in range(MANY))),
    "players": page("".join(f"<video src='/{n}.mp4'></video>" for n in range(MANY))),
    "links": of_no_family("".join(f"<p><a href='/{n}.html'>Tin {n}</a></p>" for n in range(MANY))),
    "dated-lines": of_no_family(
        "".join(
            f"<div><div>Ngày 12/06/2022</div></div><div><div><p>Một dòng giữa trang {n}</p></div><p>{'Câu dài. ' * 20}</p></div>"
            for n in range(MANY // 4)
        ),
        title="",
    ),
    "box-of-links": page(
        "<h4>Có thể bạn quan tâm</h4>"
        + "".join(
            f"<p><a href='/x{n}/'><img src='/{n}.jpg'></a></p><p><a href='/x{n}/'>{n}</a></p>" for n in range(MANY)
        )
    ),
    "separators": of_no_family(title="Chợ - " * MANY),
    "bars": of_no_family(title="Chợ | " * MANY),
    "bullets": of_no_family(title="• " * MANY),
    "one-word": page(f"<p>{'a' * 2_000_000}</p>"),
    "spaces": page(f"<p>a{' ' * 2_000_000}b</p>"),
    "brackets": page(f"<p>{'(' * 500_000}</p>"),
    "names": page(f"<p style='text-align:right'><b>{'Trần Văn A, ' * MANY}</b></p>"),
    "dates": page().replace("10:00 AM 12/06/2022", "12/" * MANY + "10:" * MANY),
    "marks": page(f"<p>{'a' + chr(0x301) * 200_000}</p>"),
    "json": of_no_family(head=f"<script type='application/ld+json'>{'[' * 500_000}</script>"),
    "authors": of_no_family(
        head='<script type=\'application/ld+json\'>{"@type":"NewsArticle","author":['
        + ",".join(f'{{"name":"Lê Văn A{n}n"}}' for n in range(3 * MANY))
        + "]}</script>",
    ),
    "headings": "<title>Chợ phiên cuối năm</title>"
    + "".join(f"<h1>Chợ phiên họp từ rất sớm {n}</h1>" for n in range(MANY)),
    "tags": of_no_family("".join(f"<a class=tag href='/tag/x{n}/'>thẻ {n}</a>" for n in range(MANY))),
    "tags-over-headline": of_no_family().replace(
        "<h1>", "".join(f"<a class=tag href='/tag/x{n}/'>thẻ {n}</a>" for n in range(MANY // 2)) + "<h1>", 1
    ),
    "lists": of_no_family("".join(f"<ul><li><a href='/bai-khac-{n}123456.html'>Bài {n}</a></ul>" for n in range(MANY))),
    "articles": of_no_family("<article class=c>" * 200 + "<p><a href='/bai-khac-1234567.html'>Tin</a></p>" * MANY),
    "json-seams": of_no_family(head=f"<script type='application/ld+json'>{'{} ' * 200_000}</script>"),
    "json-commas": of_no_family(head=f"<script type='application/ld+json'>{{'a':1{', ' * 200_000}</script>"),
    "metas": of_no_family(head="".join(f"<meta name='m{n}' content='x'>" for n in range(MANY))),
    "comments": page("<!--" * 500_000),
    "classes": page(f"<p class='{' '.join(f'c{n}' for n in range(MANY))}'>x</p>"),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_page_takes_long(name: str) -> None:
    """Each of these would take minutes where the time grows with the square of what is on the page."""
    began = time.process_time()
    with suppress(NotAnArticle):
        extract(SLOW[name], ADDRESS)
    assert time.process_time() - began < 5


XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("m")))
    + b"]><rss><channel><item><link>http://thubao.vn/bai-1.html&l;</link></item></channel></rss>"
)


@pytest.mark.parametrize("kind", ["rss", "feed", "urlset"])
def test_xml_expands_and_fetches_nothing(kind: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    from scrapy.utils.test import get_crawler

    from crawler.spiders.laodongxahoi import LaodongxahoiSpider

    secret = tmp_path / "secret"
    secret.write_text("bi-mat-1000009")
    asked: list[Any] = []
    monkeypatch.setattr("socket.socket.connect", lambda *address: asked.append(address))
    spider = LaodongxahoiSpider.from_crawler(
        get_crawler(LaodongxahoiSpider, {"DATA_DIR": str(tmp_path), "DOWNLOAD_MAXSIZE": 2**20})
    )
    spider.crawler.spider = spider
    external = (
        f'<!DOCTYPE {kind} SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY f SYSTEM "file://{secret}">'
        f'<!ENTITY % p SYSTEM "http://127.0.0.1:9/y.dtd"> %p;]><{kind} xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<entry><link>&f;</link></entry><url><loc>&f;</loc></url><xi:include href="file://{secret}" parse="text"/></{kind}>'
    ).encode()
    began = time.process_time()
    for body in (XML_BOMB, external, gzip.compress(XML_BOMB), gzip.compress(external)):
        tree = spider._xml(Response(f"http://laodongxahoi.net/{kind}", body=body))
        text = "" if tree is None else "".join(tree.itertext())
        assert "bi-mat" not in text
        assert len(text) < 10_000
    assert asked == []
    assert time.process_time() - began < 2
    assert spider._xml(Response("http://laodongxahoi.net/b", body=gzip.compress(b"<rss>" + b" " * 2**22))) is None
