"""A page: decoding, tolerance, metadata, addresses."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.layouts.page import Page, element_text, squeeze

VIETNAMESE = "Lao động và Xã hội: chế độ ốm đau, nghỉ dưỡng"


def text_of(html: bytes | str, content_type: str | None = None) -> str:
    return element_text(Page.from_html(html, None, content_type).root)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (VIETNAMESE.encode(), None),
        (b"\xef\xbb\xbf" + VIETNAMESE.encode(), None),
        (VIETNAMESE.encode(), "text/html; charset=windows-1258"),
        (VIETNAMESE.encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1252">' + VIETNAMESE.encode(), None),
        (VIETNAMESE.encode("utf-16"), "text/html; charset=utf-16"),
        (VIETNAMESE.encode(), "text/html; charset=no-such-charset"),
    ],
)
def test_decoding(body: bytes, content_type: str | None) -> None:
    assert VIETNAMESE in text_of(body, content_type)


def test_bytes_of_another_encoding_follow_the_label() -> None:
    assert text_of("Đà Lạt".encode("utf-16-le"), "text/html; charset=utf-16le") == "Đà Lạt"
    assert text_of("café".encode("latin-1"), "text/html; charset=iso-8859-1") == "café"
    assert text_of("<p title='Đà'>café</p>".encode("windows-1258"), "text/html; charset=windows-1258") == "café"
    assert "�" in text_of(b"<p>ch\xff\xfe\x9dt</p>", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Het</p><script>var a = 'é'</script>",
        "<p>Het</p><div title='é'></div>",
        "<p>Het</p></body></html><p>é</p>",
        "<a>" * 300 + "<p>Het é</p>",
    ],
    ids=["in a script", "in an attribute", "after the end", "too deep for the first parser"],
)
def test_a_byte_of_another_encoding_is_seen_wherever_it_stands(html: str) -> None:
    page = Page.from_html(html.encode("iso-8859-1"), None, "text/html; charset=iso-8859-1")
    printed = etree.tostring(page.root, encoding="unicode")
    assert "é" in printed
    assert "\ufffd" not in printed


def test_text_needs_no_decoding_and_loses_its_control_characters() -> None:
    assert text_of("  <p>Lao\x00 động\x1f</p>\n") == "Lao động"


@pytest.mark.parametrize(
    "html", ["", b"", "   ", "<", "<html", "\x00\x00", "<!-- -->", "<p>\ud800</p>", b"\xff\xfe\x00", "<a><b><a>" * 2000]
)
def test_no_markup_makes_it_fail(html: str | bytes) -> None:
    page = Page.from_html(html, "http://bao.example/")
    assert page.metas == {}
    assert page.json_ld == []
    assert page.canonical is None


@pytest.mark.parametrize(
    "html",
    [
        "<html lang=vi></html><head><title>T</title></head><body><h1>Tít</h1><p>Hết</p></body></html>",
        "<html><body><h1>Tít</h1><div>Dán từ Word</body></html></div><p>Hết</p></body></html>",
        "<html><body><h1>Tít</h1></HTML ><p>Hết</p>",
    ],
)
def test_pages_are_read_on_after_their_end(html: str) -> None:
    assert [element.text for element in Page.from_html(html).find("//h1 | //p")] == ["Tít", "Hết"]


def test_text_as_a_reader_sees_it() -> None:
    page = Page.from_html(
        "<div id=x>Kin<b>h</b> tế<br>xã hội<script>var a</script><p>một</p>hai&nbsp;<!-- c -->ba</div>"
    )
    assert element_text(page.first("//div")) == "Kinh tế xã hội một hai ba"
    assert squeeze("  một \xa0\n hai ") == "một hai"
    assert squeeze(None) == ""


def test_has_class_is_about_whole_words() -> None:
    page = Page.from_html("<p class='title_detail'>a</p><p class=' x title\nfl '>b</p><p class='subtitle'>c</p>")
    assert list(page.texts("//p[has-class('title')]")) == ["b"]
    assert list(page.texts("//div[has-class('title')]")) == []


MARKED = "<div class='x'><p id=one class=a>1</p><p class='b a'>2</p></div><p data-role=a>3</p><p class=b><b>4</b></p>"


@pytest.mark.parametrize(
    ("xpath", "texts"),
    [
        ("//*[has-class('a')]", ["1", "2"]),
        ("//*[has-class('b') or @data-role='a' or @id='one']", ["1", "2", "3", "4"]),
        ("(//*[has-class('b')])[1]", ["2"]),
        ("//*[has-class('b')]/b", ["4"]),
        ("//*[has-class('x') or has-class('a')]/descendant-or-self::p", ["1", "2"]),
        ("//*[has-class('b')]/@class", ["b a", "b"]),
        ("//*[@id='one']/following-sibling::p", ["2"]),
        ("//p[has-class('a')][not(@id)]", ["2"]),
        ("//*[@id='none']", []),
        ("//p[1]", ["1", "3"]),
    ],
)
def test_selectors_find_the_same_with_and_without_the_index(xpath: str, texts: list[str]) -> None:
    assert list(Page.from_html(MARKED).texts(xpath)) == texts


def test_metas() -> None:
    page = Page.from_html(
        "<meta property='og:title' content=' Tít '><meta property='og:title' content='Tít khác'><meta "
        "NAME='Description' content=''>"
        "<meta name='description' content='Mô tả'><meta itemprop='datePublished' content='2022-06-12'>"
    )
    assert page.metas == {"og:title": "Tít", "description": "Mô tả", "datepublished": "2022-06-12"}
    assert page.meta("twitter:title", "og:title") == "Tít"
    assert page.meta("no") is None


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Tít"}',
        '[{"@type": "WebSite"}, {"@type": ["NewsArticle", "Thing"], "headline": "Tít"}]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Tít"}]}',
        '{"@type": "NewsArticle", "headline": "Tít",}',
        '<!-- {"@type": "NewsArticle", "headline": "Tít"} -->',
        '{"@type": "Organization", "name": "Báo Mẫu"}\n{"@type": "NewsArticle", "headline": "Tít"}',
        '//<![CDATA[\n{"@type": "NewsArticle",\n"headline": "Tít"};\n//]]>',
        '{"@type": "NewsArticle", "headline":\n\t"Tít", "description": "hai\ndòng"}',
    ],
)
def test_json_ld_of_the_article(script: str) -> None:
    page = Page.from_html(f'<script type="application/LD+JSON">{script}</script>')
    assert page.article_ld["headline"] == "Tít"


@pytest.mark.parametrize("script", ["", "null", "{", '{"@type": "NewsArticle" "headline": 1}', "[" * 500, '"x"'])
def test_damaged_json_ld_is_left_out(script: str) -> None:
    assert Page.from_html(f'<script type="application/ld+json">{script}</script>').article_ld == {}


def test_addresses() -> None:
    page = Page.from_html(
        "<base href='/sub/'><link rel=canonical href='/a.html'><meta property='og:url' content='http://other.example/b.html'>",
        "http://bao.example/x/y.html",
    )
    assert page.canonical == "http://bao.example/a.html"
    assert page.address == "http://bao.example/x/y.html"
    assert page.absolute(" c.jpg ") == "http://bao.example/sub/c.jpg"
    assert page.absolute("http://[bad/c.jpg") == "http://[bad/c.jpg"


@given(
    st.sampled_from(
        ["https://h.vn/a/b.html", "http://h.vn", "https://h.vn:80/", "", "https://h.vn/a;p?x=1#y", "file:///a"]
    ),
    st.lists(st.sampled_from([*"/?#;-~.", "..", "//h", "a", "é", "%20", "x=1", "https:"]), max_size=6).map("".join),
)
def test_addresses_are_joined_as_the_standard_library_joins_them(base: str, url: str) -> None:
    page = Page.from_html("<p>a</p>", base or None)
    assert page.absolute(url) == urljoin(base, url)


def test_a_file_has_its_pages_own_address() -> None:
    page = Page.from_html("<meta property='og:url' content='http://bao.example/b.html'>")
    assert (page.url, page.address) == (None, "http://bao.example/b.html")
    assert page.absolute("c.jpg") == "http://bao.example/c.jpg"
    assert Page.from_html("<link rel=canonical href='/b.html'>").canonical is None


# --- which of several articles in JSON-LD is the page's ---------------------------------------------------------------


def described(*articles: str) -> Page:
    head = "".join(f'<script type="application/ld+json">{{"@type": "NewsArticle", {a}}}</script>' for a in articles)
    return Page.from_html(f"<head>{head}</head>", "https://bao.example/tin/b-123456.html?utm_source=x")


def test_the_first_article_of_json_ld_is_the_pages() -> None:
    assert described('"headline": "A"', '"headline": "B"').article_ld["headline"] == "A"


@pytest.mark.parametrize(
    "stated",
    [
        '"url": "https://bao.example/tin/b-123456.html"',
        '"@id": "/tin/b-123456.html"',
        '"mainEntityOfPage": {"@type": "WebPage", "@id": "https://bao.example/tin/b-123456.html/"}',
        '"mainEntityOfPage": "http://bao.example/tin/b-123456.html"',
    ],
)
def test_an_article_with_the_pages_address_comes_first(stated: str) -> None:
    others = [f'"headline": "{name}", "url": "/tin/{name}.html"' for name in "ACD"]
    assert described(*others, f'"headline": "B", {stated}').article_ld["headline"] == "B"


def test_a_list_of_articles_describes_none_of_them() -> None:
    assert described(*(f'"headline": "{name}"' for name in "ABC")).article_ld == {}
    assert described(*('"headline": "A"' for _ in range(3))).article_ld["headline"] == "A"


@pytest.mark.parametrize("kind", ["OpinionNewsArticle", "LiveBlogPosting", "DiscussionForumPosting"])
def test_kinds_of_articles(kind: str) -> None:
    page = Page.from_html(f'<script type="application/ld+json">{{"@type": ["{kind}"], "headline": "A"}}</script>')
    assert page.article_ld == {"@type": [kind], "headline": "A"}


def test_two_moments_one_after_the_other_are_parted() -> None:
    assert text_of("<p><time>15 Tháng Chín, 2020</time><time>16 Tháng Chín, 2020</time></p>") == (
        "15 Tháng Chín, 2020 16 Tháng Chín, 2020"
    )
