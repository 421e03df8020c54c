"""Every page of `fixtures/pages` gives the article that a person wrote down beside it, field by field.

`<case>.json` holds the expected values of the fields worth stating; of a part (an image, an author, `raw`, …) only the
keys that are stated count. `content_text` is a list of paragraphs, `content_html` a list of blocks. Beside the fields:

- `_page`: `url` and `now` of the extraction, and `about`, what the page is there for;
- `_error`: the page is no article; one of these reasons is given;
- `_todo`: a person has yet to fill it in;
- `_absent`: strings that no field may hold, apart from the page's own address.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

import pytest

import crawler
from crawler.layouts import NotAnArticle
from tests.layouts.fixture_pages import ARTICLES, EXPECTED, PAGES, REFUSED, html_of

FRAME = (
    "Tổng Biên tập",
    "ĐƯỜNG DÂY NÓNG",
    "Đường dây nóng",
    "Ghi rõ nguồn",
    "Giấy phép số",
    "Cơ quan chủ quản",
    "Ý kiến bạn đọc",
    "Gửi bình luận",
    "Đăng nhập",
    "Tin cùng chuyên mục",
    "TIN LIÊN QUAN",
    "Đọc nhiều nhất",
    "Quảng cáo",
    "Chia sẻ bài viết",
    "javascript:",
    "onclick",
    "/templates/themes/",
)
"""What stands in the frame around the articles of these pages and in none of them."""


FIELDS = [(case, field) for case in ARTICLES for field in EXPECTED[case] if not field.startswith("_")]


@cache
def extracted(case: str) -> dict[str, Any]:
    page = EXPECTED[case]["_page"]
    html = html_of(case)
    return asdict(crawler.extract(html, url=page.get("url"), now=fetched(page)))


def fetched(page: dict[str, str]) -> datetime:
    return datetime.fromisoformat(page.get("now", "2026-11-22T05:00:00+00:00"))


def stated(wanted: Any, found: Any) -> Any:
    """Of what was found only the keys that are stated."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: stated(value, found.get(key)) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [stated(w, f) for w, f in zip(wanted, found, strict=True)]
    return found


@pytest.mark.parametrize(("case", "field"), FIELDS, ids=[f"{case}:{field}" for case, field in FIELDS])
def test_field(case: str, field: str) -> None:
    wanted, found = EXPECTED[case][field], extracted(case)[field]
    if field == "content_text":
        found = found.split("\n\n") if found else []
    elif field == "content_html":
        found = found.split("\n") if found else []
    assert stated(wanted, found) == wanted


@pytest.mark.parametrize("case", ARTICLES)
def test_nobody_is_credited_who_is_not_written_down(case: str) -> None:
    for field in ("authors", "sources"):
        assert field in EXPECTED[case] or extracted(case)[field] == []


@pytest.mark.parametrize("case", REFUSED)
def test_page_that_is_no_article(case: str) -> None:
    wanted = EXPECTED[case]
    with pytest.raises(NotAnArticle) as refused:
        crawler.extract(html_of(case), url=wanted["_page"].get("url"))
    assert str(refused.value) in wanted["_error"]


@pytest.mark.parametrize("case", ARTICLES)
def test_nothing_of_the_frame(case: str) -> None:
    fields = {k: v for k, v in extracted(case).items() if k not in ("url", "id")}
    shown = json.dumps(fields, ensure_ascii=False)
    assert [text for text in (*FRAME, *EXPECTED[case].get("_absent", ())) if text in shown] == []


@pytest.mark.parametrize("case", ARTICLES)
def test_a_page_says_the_same_as_text_and_as_bytes(case: str) -> None:
    page = EXPECTED[case]["_page"]
    html = html_of(case)
    as_text = crawler.extract(html.decode(), page.get("url"), fetched(page))
    assert as_text == crawler.extract(html, page.get("url"), fetched(page))


_TEXT = re.compile(r"(<script.*?</script>|<[^>]*>)|( )|([^\x00-\x7f])", re.S)


def outside_tags(html: str, space: str, letter: Callable[[str], str] = str) -> str:
    """A page with every space between its tags, or every letter outside ASCII, written differently."""
    return _TEXT.sub(lambda m: m[1] or (m[2] and space) or letter(m[3]), html)


MADE_DIFFERENTLY: dict[str, Callable[[str], str]] = {
    "NFD": lambda html: unicodedata.normalize("NFD", html),
    "CRLF": lambda html: html.replace("\n", "\r\n"),
    "numeric entities": lambda html: outside_tags(html, " ", lambda letter: f"&#{ord(letter)};"),
    "line breaks for spaces": lambda html: outside_tags(html, "\n   "),
    "zero-width spaces": lambda html: outside_tags(html, " \u200b"),
    "no-break spaces": lambda html: re.sub(r"(<[^>]*>)|(?<=\w) (?=\w)", lambda m: m[1] or "\u00a0", html),
    "comments": lambda html: html.replace("</p>", "</p><!-- x -->").replace("</div>", "</div><!-- y -->"),
    "spans in paragraphs": lambda html: re.sub(r"<p( [^>]*)?>", r"<p\1><span style='font-size: 13px'>", html),
    "blank paragraphs": lambda html: html.replace("<p ", "<p>&nbsp;</p><p "),
}


@pytest.mark.parametrize("case", ARTICLES)
@pytest.mark.parametrize("made", MADE_DIFFERENTLY)
def test_what_a_reader_does_not_see_makes_no_difference(case: str, made: str) -> None:
    page = EXPECTED[case]["_page"]
    html = MADE_DIFFERENTLY[made](html_of(case).decode())
    found = asdict(crawler.extract(html, page.get("url"), fetched(page)))
    assert {k: v for k, v in found.items() if v != extracted(case)[k]} == {}


def test_no_expected_article_is_left_to_be_filled_in() -> None:
    """`scrapy genpublication` writes `_todo`; what it has begun is a person's to finish."""
    assert [case for case in EXPECTED if "_todo" in EXPECTED[case]] == []


def test_pages_and_expected_articles_come_in_pairs() -> None:
    assert {p.with_suffix("") for p in PAGES.rglob("*.html")} == {p.with_suffix("") for p in PAGES.rglob("*.json")}
    assert len(EXPECTED) >= 26
