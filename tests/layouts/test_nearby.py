"""What stands between the headline and the body."""

from __future__ import annotations

import pytest

from crawler.layouts.nearby import date_near, sources_near
from crawler.layouts.page import Page, element_text

BODY = "<div id=b><p>Thân bài, ngày 1/1/2020, theo TTXVN.</p><p>" + "Một câu nữa của thân bài. " * 10 + "</p></div>"


def near(
    lines: str, before: str = "", after: str = "", headline: str = "Tít bài"
) -> tuple[str | None, list[tuple[str, str | None]]]:
    html = (
        f"<div class=top>01/02/2003 10:00</div><div class=col><div>{before}<h1>{headline}</h1>{lines}"
        f"</div>{BODY}{after}</div>"
    )
    page = Page.from_html(html, "http://bao.example/a.html")
    h1, body = page.first("//h1"), page.find("//*[@id='b']")
    date = date_near(h1, body)
    return None if date is None else element_text(date), list(sources_near(h1, body, page))


@pytest.mark.parametrize(
    "line",
    [
        "<p>12/06/2022 22:43</p>",
        "<div><span>12/06/2022 22:43</span></div>",
        "<div class=info><span class=cate>Xã hội</span> <span class=date>12/06/2022 22:43</span> <span>Nguồn "
        "tin abc.vn</span></div>",
        "<div><i class=icon></i> <time>12/06/2022 22:43</time></div>",
        "<ul><li>Xã hội</li><li>12/06/2022 22:43</li></ul>",
    ],
)
def test_the_smallest_element_that_holds_the_date(line: str) -> None:
    assert near(line)[0] == "12/06/2022 22:43"


@pytest.mark.parametrize(
    "line", ["12-06-2022", "2022-06-12 10:00", "12.6.2022", "ngày 12 tháng 6 năm 2022", "3 giờ trước", "hôm qua"]
)
def test_forms_of_dates(line: str) -> None:
    assert near(f"<p>{line}</p>")[0] == line


def test_a_date_above_the_headline_in_the_same_column() -> None:
    assert near("", before="<p>12/06/2022</p>")[0] == "12/06/2022"


def test_the_day_on_top_of_the_page_is_not_the_articles() -> None:
    today = "<div><div>Chủ Nhật, 22/11/2026</div></div>"
    assert near("<p>Cập nhật: 12/06/2022</p>", before=today)[0] == "Cập nhật: 12/06/2022"
    assert near("", before=today + "<ul><li>Xã hội</li><li>12/06/2022 22:43</li></ul>")[0] == "12/06/2022 22:43"


def test_a_sentence_with_a_date_counts_last() -> None:
    sentence = "<p>Sáng 8/6/2022, lớp học khai giảng.</p>"
    assert near(sentence + "<p>12/06/2022 10:43 p.m.</p>")[0] == "12/06/2022 10:43 p.m."
    assert near(sentence, before="<p>12/06/2022</p>")[0] == "12/06/2022"
    assert near(sentence)[0] == "Sáng 8/6/2022, lớp học khai giảng."


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "<p>Xã hội</p>",
        f"<p>{'Một câu dài của bài có ngày 12/06/2022 ở trong. ' * 4}</p>",
        "<script>var d = '12/06/2022';</script>",
    ],
)
def test_no_date_near(lines: str) -> None:
    assert near(lines, after="<p>Tin khác (12/06/2022)</p>")[0] is None


def test_a_date_in_the_headline_is_not_the_pages() -> None:
    assert near("<p>12/06/2022</p>", headline="Trước ngày 3/4/2005")[0] == "12/06/2022"
    assert near("", headline="Trước ngày 3/4/2005")[0] is None
    assert near("", headline="<a href='#'>Trước ngày 3/4/2005</a>")[0] is None


def test_source_lines() -> None:
    assert near("<p>Nguồn tin laodongxahoi.net</p>")[1] == [("Nguồn tin laodongxahoi.net", None)]
    assert near("<p>Theo <a href='http://x.example/y.html'>Báo X</a></p>")[1] == [
        ("Theo Báo X", "http://x.example/y.html")
    ]
    assert near("<p><a href='/y.html'>Nguồn: Báo X</a></p>")[1] == [("Nguồn: Báo X", "http://bao.example/y.html")]
    assert near("<p>Nguồn: <a href='javascript:;'>Báo X</a></p>")[1] == [("Nguồn: Báo X", None)]


@pytest.mark.parametrize(
    "line",
    ["<p>Nguồn lực cho giảm nghèo</p>", "<p>Theo dõi chúng tôi trên Google News</p>", "<p>Theo dõi Báo X trên</p>"],
)
def test_lines_that_credit_nobody(line: str) -> None:
    assert near(line)[1] == []


def test_a_source_in_a_line_with_other_things() -> None:
    line = "<div class=info><span>Xã hội</span> <span>Nguồn tin abc.vn</span> <span>12/06/2022 22:43</span></div>"
    assert near(line)[1] == [("Nguồn tin abc.vn", None)]


def test_without_headline_or_body() -> None:
    page = Page.from_html("<p>12/06/2022</p>")
    assert date_near(None, [page.root]) is None
    assert date_near(page.root, []) is None
