"""Who is named around an article: authors, posters, sources."""

from __future__ import annotations

import pytest

from crawler.layouts.base import Layout
from crawler.layouts.credits import Credits, authors_stated, credits_near, name_beside_date, sources_near
from crawler.layouts.dating import date_near
from crawler.layouts.page import Page, element_text

BODY = "<div id=b><p>Thân bài, ngày 1/1/2020, theo TTXVN.</p><p>" + "Một câu nữa của thân bài. " * 10 + "</p></div>"


def credited_near(lines: str) -> list[tuple[str, str | None]]:
    html = f"<div class=col><div><h1>Tít bài</h1>{lines}</div>{BODY}</div>"
    page = Page.from_html(html, "http://bao.example/a.html")
    return list(sources_near(page.first("//h1"), page.find("//*[@id='b']"), page))


def test_source_lines() -> None:
    assert credited_near("<p>Nguồn tin laodongxahoi.net</p>") == [("Nguồn tin laodongxahoi.net", None)]
    assert credited_near("<p>Theo baox.example.vn</p>") == [("Theo baox.example.vn", None)]
    assert credited_near("<p>Theo <a href='http://x.example/y.html'>Báo X</a></p>") == [
        ("Theo Báo X", "http://x.example/y.html")
    ]
    assert credited_near("<p><a href='/y.html'>Nguồn: Báo X</a></p>") == [("Nguồn: Báo X", "http://bao.example/y.html")]
    assert credited_near("<p>Nguồn: <a href='javascript:;'>Báo X</a></p>") == [("Nguồn: Báo X", None)]


@pytest.mark.parametrize(
    "line",
    ["<p>Nguồn lực cho giảm nghèo</p>", "<p>Theo dõi chúng tôi trên Google News</p>", "<p>Theo dõi Báo X trên</p>"],
)
def test_lines_that_credit_nobody(line: str) -> None:
    assert credited_near(line) == []


def test_a_source_in_a_line_with_other_things() -> None:
    line = "<div class=info><span>Xã hội</span> <span>Nguồn tin abc.vn</span> <span>12/06/2022 22:43</span></div>"
    assert credited_near(line) == [("Nguồn tin abc.vn", None)]


def named(lines: str = "", inside: str = "", after: str = "") -> Credits:
    body = f"<div id=b><p>{'Một câu của thân bài, dài vừa phải. ' * 10}</p>{inside}</div>"
    html = f"<div><div><h1>Tít bài</h1>{lines}</div>{body}{after}</div><p class=author>Người Ngoài Cột</p>"
    page = Page.from_html(html, "http://bao.example/a.html")
    return credits_near(page.first("//h1"), page.find("//*[@id='b']"), page)


@pytest.mark.parametrize(
    "line",
    [
        "<p class=author>Lê Mẫu</p>",
        "<div class='detail-author'><span>Lê Mẫu</span></div>",
        "<span class=pAuthor>Lê Mẫu</span>",
        "<div class=tac-gia>Lê Mẫu</div>",
        "<a href='/tac-gia/le-mau-12.html'>Lê Mẫu</a>",
        "<address data-role=author>Lê Mẫu</address>",
        "<div class=author><a href=/tac-gia/1><img src=a.png></a><a href=/tac-gia/1>Lê Mẫu</a></div>",
    ],
)
@pytest.mark.parametrize("place", ["lines", "after"])
def test_authors_around_the_body(line: str, place: str) -> None:
    assert [name for name, _ in named(**{place: line}).authors] == ["Lê Mẫu"]


def test_an_author_in_an_element_of_the_body() -> None:
    found = named(inside="<p class=author>Lê Mẫu</p>")
    assert [name for name, _ in found.authors] == ["Lê Mẫu"]
    assert [element.get("class") for element in found.elements] == ["author"]


def test_an_author_in_a_part_of_the_body_with_links_in_its_text() -> None:
    link = "<div class=related><a href=/bai-khac-cua-bao-1234567.html>Bài khác của báo về chuyện này</a></div>"
    text = "<p>Một câu của thân bài, dài vừa phải.</p>" * 50
    card = f"<div>{link}{{}}<p class=author>Lê Mẫu</p></div>"
    assert [name for name, _ in named(inside=card.format(text)).authors] == ["Lê Mẫu"]
    assert named(inside=card.format("")).authors == []
    flat = f"<div><span>{link}{text}</span><p class=author>Lê Mẫu</p></div>"
    assert [name for name, _ in named(inside=flat).authors] == ["Lê Mẫu"]


def test_who_took_a_picture_is_no_source_of_the_article() -> None:
    caption = "<div class=imgcaption><p>Cầu tre mới</p><div class=source>Ảnh: Lê Mẫu</div></div>"
    assert named(inside=caption).sources == []
    assert [text for text, _ in named(inside="<div class=source>Báo Mẫu</div>").sources] == ["Báo Mẫu"]


def test_what_credits_a_picture_over_the_body_is_no_source() -> None:
    picture = "<figure><img src=a.jpg><figcaption>Nguồn: Lê Mẫu cho Bãi Ngang</figcaption></figure>"
    assert named(picture).sources == []
    assert credited_near(f"<p>12/06/2022</p>{picture}") == []
    assert credited_near("<p>12/06/2022</p><p>Nguồn: Báo Mẫu</p>") == [("Nguồn: Báo Mẫu", None)]


def test_a_byline_after_a_list_of_articles_under_the_body() -> None:
    others = "<div class=article-related><ul><li><a href=/b.html>Bài khác</a></li></ul></div>"
    assert named(after=others + "<div class=article-author><b>Lê Mẫu</b></div>").authors == [("Lê Mẫu", None)]
    assert named(after=others + "<p><b>Lê Mẫu</b></p>").authors == []
    heading = "<div class=article-related><h3>Tin khác</h3></div><div class=article-author><b>Lê Mẫu</b></div>"
    assert named(after=heading).authors == []


def test_an_author_in_a_table_around_headline_and_body() -> None:
    text = "Một câu của thân bài, dài vừa phải. " * 10
    rows = ("<h1>Tít bài</h1>", "<span class=author>Lê Mẫu</span>", f"<div id=b><p>{text}</p></div>")
    page = Page.from_html(
        f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>", "http://bao.example/a"
    )
    assert credits_near(page.first("//h1"), page.find("//*[@id='b']"), page).authors == [("Lê Mẫu", None)]


def test_what_an_author_is_stands_under_the_name() -> None:
    card = "<div class=author-info><img src=a.jpg><div><a href=/tac-gia/1>Lê Mẫu</a><span>Phóng viên</span></div></div>"
    assert named(after=card).authors == [("Lê Mẫu", None)]
    assert named(after="<div class=tac-gia><b>Lê Mẫu</b> <i>Cộng tác viên</i></div>").authors == [("Lê Mẫu", None)]


def test_an_author_after_a_form() -> None:
    form = "<div class=dang-ky><h4>Đăng ký nhận tin</h4><form><input name=e></form></div>"
    assert named(after=f"{form}<p class=author>Lê Mẫu</p>").authors == [("Lê Mẫu", None)]


def test_over_the_headline_an_author_stands_in_the_row_of_the_date() -> None:
    def over(row: str) -> list[tuple[str, str | None]]:
        html = f"<div><div class=meta>{row}</div><h1>Tít bài</h1>{BODY}</div>"
        page = Page.from_html(html, "http://bao.example/a.html")
        return credits_near(page.first("//h1"), page.find("//*[@id='b']"), page).authors

    assert over("<span class=byline>Lê Mẫu</span> <span>06/05/2024</span>") == [("Lê Mẫu", None)]
    assert over("<span class=byline>Lê Mẫu</span>") == []
    assert over("<span>Văn Hóa</span> <span>06/05/2024</span>") == []


def test_two_authors_in_links_side_by_side() -> None:
    line = "<div class=author><a href=/tac-gia/1>Lê Mẫu</a><a href=/tac-gia/2>Trần Thử</a></div>"
    assert [name for name, _ in named(line).authors] == ["Lê Mẫu", "Trần Thử"]


@pytest.mark.parametrize(
    "line",
    [
        "<span class='author vcard'>btv01</span>",
        "<div class=author><a href=/author/btv01/>btv01</a></div>",
        "<p class='posted author'>btv01</p>",
    ],
)
def test_an_account_that_posted_it_is_kept_apart(line: str) -> None:
    found = named(line)
    assert (found.authors, found.posters) == ([], ["btv01"])


def test_who_wrote_by_a_full_name_or_one_with_a_title() -> None:
    assert [name for name, _ in named("<p><span class=small>Viết bởi ThS. Lê Thị Mẫu</span></p>").authors] == [
        "Viết bởi ThS. Lê Thị Mẫu"
    ]
    for account in ("<p>Viết bởi btv01</p>", "<p>Viết bởi <span class='author vcard'>Lê Thị Mẫu</span></p>"):
        assert named(account).authors == []


def test_a_writer_in_vietnamese_is_no_account_whatever_the_link_is() -> None:
    found = named("<p><span class=tin-tac-gia><a href=/vi/news/author/le-mau/>Lê Mẫu</a></span> - 12/06/2022</p>")
    assert ([name for name, _ in found.authors], found.posters) == (["Lê Mẫu"], [])


@pytest.mark.parametrize(
    "where",
    [
        {"inside": "<figure><img src=a.jpg><figcaption class=author>Ảnh: Lê Mẫu</figcaption></figure>"},
        {"inside": "<blockquote><p class=author>Lê Mẫu</p></blockquote>"},
        {"after": "<h3>Cùng chuyên mục</h3><p class=author>Lê Mẫu</p>"},
        {"after": "<div class=related><p class=author>Lê Mẫu</p></div>"},
        {"lines": "<p class=author-time>12/06/2022</p>"},
        {},
    ],
    ids=["photographer", "speaker", "after a heading", "related articles", "a date", "another column"],
)
def test_who_is_no_author(where: dict[str, str]) -> None:
    found = named(**where)
    assert (found.authors, found.posters) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        "<p class=source>Báo Thử</p>",
        "<div class='bottom'><a class=link-source>Báo Thử <i>Copy link</i></a></div>",
        "<p class=pSource>Báo Thử</p>",
    ],
)
def test_sources_after_the_body(line: str) -> None:
    assert [text for text, _ in named(after=line).sources] == ["Báo Thử"]


def test_a_source_told_by_its_words_with_its_address() -> None:
    line = "<p>Theo <a href='http://thu.example/bai-1.html'>Báo Thử</a></p>"
    assert named(after=line).sources == [("Theo Báo Thử", "http://thu.example/bai-1.html")]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Tác giả bài viết: Lê Mẫu</p>",
        "<p>Bài, ảnh: Lê Mẫu</p>",
        "<p style='text-align: right'><strong>Lê Mẫu</strong></p>",
        "<p class='h5 text-right'>Lê Mẫu</p>",
        "<div align=right><b>Lê Mẫu</b></div>",
        "<p><b>Lê Mẫu</b></p>",
        "<div><strong>Lê Mẫu</strong> <i>(TTXVN)</i></div>",
        "<div>Lê Mẫu (TTXVN)</div>",
        "<div>Lê Mẫu (Tổng hợp)</div>",
    ],
)
def test_authors_after_the_body_told_by_words_or_place(line: str) -> None:
    assert [name.split(": ")[-1].partition(" (")[0] for name, _ in named(after=line).authors] == ["Lê Mẫu"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Lê Mẫu</p>",
        "<p>Khách Lê Hoài</p>",
        "<div class=tags><span>Lê Hoài Mẫu</span></div>",
        "<p>Chia sẻ</p><p>Lê Hoài Mẫu</p>",
        "<div><b><a href=/x>Lê Mẫu</a></b></div>",
        "<p>Thẻ</p><p><b>Lê Mẫu</b></p>",
        "<p><b>Test Admin</b></p>",
        "<p class=text-right>Trở về đầu trang</p>",
        "<p class=text-end>12 lượt</p>",
    ],
)
def test_other_lines_after_the_body_are_no_authors(line: str) -> None:
    assert named(after=line).authors == []


def test_a_source_after_a_list_of_related_articles() -> None:
    related = "<div class=related><a href=/a-1.html>Bến đò mở lại</a><a href=/b-2.html>Nước lên sớm</a></div>"
    box = "<div class=bottom><div class=link-source>Theo Báo Thử <i>Copy link</i></div></div>"
    other = "<div><a href=/c-3.html>Chợ phiên đầu năm dời sang bến mới</a><span class=source>Báo Khác</span></div>"
    assert [text for text, _ in named(after=related + box).sources] == ["Theo Báo Thử"]
    assert named(after=related + other).sources == []


def test_a_right_aligned_line_right_under_the_column() -> None:
    body = f"<div id=b><p>{'Một câu của thân bài, dài vừa phải. ' * 10}</p></div>"

    def signed(under: str) -> list[str]:
        page = Page.from_html(f"<div><h1>Tít bài</h1>{body}</div>{under}", "http://bao.example/a.html")
        return [text for text, _ in credits_near(page.first("//h1"), page.find("//*[@id='b']"), page).authors]

    assert signed("<div><p align=right><b>Lê Mẫu - Trần Mẫu</b></p></div>") == ["Lê Mẫu - Trần Mẫu"]
    assert signed("<div><p><b>Lê Mẫu - Trần Mẫu</b></p></div>") == []
    assert signed("<div align=right>PV</div>") == ["PV"]
    assert signed("<div>PV</div>") == []
    assert signed("<div><p>Chia sẻ</p></div><div><p align=right><b>Lê Mẫu</b></p></div>") == []
    assert signed("<div class=related><p align=right><b>Lê Mẫu</b></p></div>") == []


def test_who_took_the_picture_over_the_body_is_no_source() -> None:
    caption = "<div class=imgcaption>Cầu tre mới <span class=source>ẢNH: LÊ MẪU</span></div>"
    found = named(f"<div><img src=a.jpg>{caption}</div><p class=author>Trần Mẫu</p>")
    assert (found.authors, found.sources) == ([("Trần Mẫu", None)], [])
    assert all(element.get("class") == "author" for element in found.elements)


def test_a_full_name_right_under_the_body_signs_it() -> None:
    assert [name for name, _ in named(after="<p><span>Lê Hoài Mẫu</span></p><p>Chia sẻ</p>").authors] == ["Lê Hoài Mẫu"]


def test_a_newsroom_right_under_the_body_signs_it() -> None:
    assert [text for text, _ in named(after="<div class=sign>BBT</div>").authors] == ["BBT"]
    assert named(after="<p>Chia sẻ</p><div class=sign>BBT</div>").authors == []


def test_an_invitation_to_an_authors_page_is_no_name() -> None:
    box = "<div class=author><p class=name><a href=/tac-gia/1>Lê Mẫu</a></p></div>"
    more = "<div class=author-link><a href=/tac-gia/1>Xem các bài viết của tác giả</a></div>"
    assert [name for name, _ in named(box + more).authors] == ["Lê Mẫu"]


def beside(row: str, menu: str = "") -> str | None:
    html = f"{menu}<div><h1>Tít bài</h1><div>{row}</div>{BODY}</div>"
    page = Page.from_html(html, "http://bao.example/a.html")
    return name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page)


def test_a_name_in_the_dates_row() -> None:
    assert beside("<span>Lê Hoài Mẫu</span><span>•</span><span>10:30, 06/05/2024</span>") == "Lê Hoài Mẫu"
    assert beside("<p>Lê Mẫu -</p><time>06/05/2024</time>") == "Lê Mẫu"
    assert beside("Lê Mẫu - 10:30 06/05/2024") == "Lê Mẫu"
    assert beside("<a href=/le-mau>Lê Mẫu</a><span> - 06/05/2024</span>") == "Lê Mẫu"
    assert beside("<span>Lê Mẫu (VTV Online)</span><p>06/05/2024</p>") == "Lê Mẫu (VTV Online)"
    assert beside("Lê Mẫu | <time>10:30 06/05/2024</time>") == "Lê Mẫu"
    assert beside("<span>LÊ MẪU (Theo Healthmag)</span><p>06/05/2024</p>") == "LÊ MẪU (Theo Healthmag)"
    assert beside("<i class=a></i> Đời sống <i class=b></i> 06/05/2024 10:30 <i class=c></i> Lê Mẫu") == "Lê Mẫu"
    assert beside("Lê Mẫu | <ul><li>10:30 06/05/2024</li></ul>") == "Lê Mẫu"
    assert beside("<span>Lê Hoài Mẫu</span> - <span>Thứ Hai, 06/05/2024 | 10:30</span>") == "Lê Hoài Mẫu"


def test_a_newsroom_after_the_icon_of_a_writer() -> None:
    def beside(icon: str, name: str) -> str | None:
        row = f"<div><span><i class=fa-calendar></i> 22/04/2018</span><span><i class='far {icon}'></i> {name}</span></div>"
        page = Page.from_html(f"<div><h1>Tít bài</h1>{row}{BODY}</div>", "http://bao.example/a.html")
        return name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page)

    assert beside("fa-user", "Ban Truyền thông CLB") == "Ban Truyền thông CLB"
    assert beside("fa-folder", "Ban Truyền thông CLB") is None
    assert beside("fa-user", "admin") is None


def test_a_name_beside_a_date_that_has_no_row() -> None:
    date, text = (
        "<p>06/05/2024 10:30</p>",
        "<p>Sáu mươi hộ ở bản Mẫu được giao rừng, mỗi hộ giữ hai héc ta dọc con suối cạn.</p>" * 2,
    )
    for lines in (f"<p>Lê Hoài Mẫu</p>{date}", f"{date}<p>Lê Hoài Mẫu</p>"):
        assert credits_beside(lines + text) == "Lê Hoài Mẫu"
    assert credits_beside(f"<p>Lê Hoài Mẫu</p><p>Chia sẻ</p>{date}{text}") is None


def credits_beside(lines: str) -> str | None:
    page = Page.from_html(f"<div><h1>Tít bài</h1>{lines}{BODY}</div>", "http://bao.example/a.html")
    return name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page)


@pytest.mark.parametrize(
    ("row", "menu"),
    [
        ("<span>Văn Hóa</span><span>06/05/2024</span>", "<ul><li><a href=/v>Văn Hóa</a></li></ul>"),
        ("<span>Thể thao</span><span>06/05/2024</span>", ""),
        ("<a href=/v>Văn Hóa</a><span>06/05/2024</span>", ""),
        ("<span>Thứ Hai</span><span>06/05/2024</span>", ""),
        ("<a href=/m>Lê Mẫu</a><span>06/05/2024</span>", "<a href=/m>LÊ MẪU</a>"),
        ("<h2>Lê Mẫu</h2><span>06/05/2024</span>", ""),
        ("<span>VnMau News</span><span>06/05/2024</span>", ""),
        ("<span>Lê Mẫu</span>", ""),
        ("<span>Thứ Hai, 06/05/2024</span>", ""),
    ],
    ids=[
        *("a section of the menu", "not a name", "a section without a menu", "a weekday", "linked elsewhere too"),
        *("a heading", "no Vietnamese words", "no date", "a weekday in the date"),
    ],
)
def test_what_is_no_name_in_the_dates_row(row: str, menu: str) -> None:
    assert beside(row, menu) is None


def credited(lines: str, after: str = "") -> Credits:
    page = Page.from_html(f"<div class=col><h1>Tít bài</h1>{lines}{BODY}{after}</div>", "http://bao.example/a.html")
    return credits_near(page.first("//h1"), page.find("//*[@id='b']"), page)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=src><a class=src-name>Theo <b>Báo Mẫu</b></a><div><p>Link bài gốc</p><p>https://mau.example/b-1.html</p></div></div>",
        "<div><span class=source>Theo Báo Mẫu</span> <label>Link gốc</label> <i>https://mau.example/b-1.html</i></div>",
        "<p class=source>Nguồn: <a href=https://mau.example/b-1.html>Báo Mẫu</a></p>",
    ],
    ids=["in a box for copying", "beside the line", "linked"],
)
def test_the_originals_address(box: str) -> None:
    assert [url for _, url in credited("", after=box).sources] == ["https://mau.example/b-1.html"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "<ul><li><span>Tác giả, </span><span>Lê Thị Mỵ</span></li><li>Vai trò, Gửi bài từ Tiền Giang</li></ul>",
            "Tác giả, Lê Thị Mỵ",
        ),
        ("<div class=kind>Truyện ngắn của LÊ THỊ MỴ</div>", "Truyện ngắn của LÊ THỊ MỴ"),
        ("<strong id=article-byline>Article information</strong><p>Tác giả: Lê Thị Mỵ</p>", "Tác giả: Lê Thị Mỵ"),
    ],
    ids=["a list of credits", "what it is and by whom", "under the heading of its box"],
)
def test_more_bylines_between_headline_and_body(line: str, name: str) -> None:
    assert [text for text, _ in credited(line).authors] == [name]


@pytest.mark.parametrize(
    ("over", "date"),
    [
        ("<div><a href=/x>Giáo dục</a> <span>Thứ Năm, 12/06/2008, 06:15</span></div>", "Thứ Năm, 12/06/2008, 06:15"),
        ("<div><a href=/x>Giáo dục</a></div><div class=fr>12/06/2008 - 06:15</div>", "12/06/2008 - 06:15"),
        (
            "<div><h2><a href=/chuyen-muc/20-anh>Phóng sự ảnh</a></h2><i>Cập nhật 14:02, 25/05/2020</i></div>",
            "Cập nhật 14:02, 25/05/2020",
        ),
        ("<div class=fr>12/06/2008 - 06:15</div>", None),
        ("<div><a href=/mot-bai-khac-123456.html>Một bài khác</a> <span>12/06/2008</span></div>", None),
        ("<div><a href=/x>Giáo dục</a> 12/06/2008 06:15</div><div>Tin nóng trong ngày</div>", None),
        ("<div><a href=/x>Giáo dục</a> 12/06/2008 06:15 <input name=q></div>", None),
    ],
    ids=[
        "beside the section",
        "under it",
        "beside a heading",
        "alone, as the day of today is",
        "another article's",
        "further away",
        "with the search",
    ],
)
def test_the_row_right_over_the_column(over: str, date: str | None) -> None:
    html = f"<div>{over}<div class=bai><h1>Tít bài</h1>{BODY}</div></div>"
    page = Page.from_html(html, "http://bao.example/a.html")
    found = date_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert (None if found is None else element_text(found)) == date


def test_an_author_over_the_headline_beside_the_date_without_a_box_around_both() -> None:
    row = "<i>(BM)</i> <span class=writer>Lê Mẫu</span> - <span>20:37, 13.04.2014</span>"
    page = Page.from_html(f"<div>{row}<h1>Tít bài</h1>{BODY}</div>", "http://bao.example/a.html")
    assert credits_near(page.first("//h1"), page.find("//*[@id='b']"), page).authors == [("Lê Mẫu", None)]


def test_a_translator_under_the_body() -> None:
    assert [text for text, _ in credited("", after="<div>(Biên dịch: Lê Thúy)</div>").authors] == [
        "(Biên dịch: Lê Thúy)"
    ]


def test_a_label_over_the_authors_name() -> None:
    box = "<div class=the><p>Tác giả</p><p class=name><a href=/ct/le>BS. Lê Thị Mỵ</a></p><p>Bệnh viện Mẫu</p></div>"
    assert [text for text, _ in credited(box).authors] == ["BS. Lê Thị Mỵ"]


def test_a_card_of_the_author_with_a_job_and_an_institution_on_it() -> None:
    card = "<div class=author-card><p><a href=/a/le>LÊ THỊ MỴ</a></p><p>mymy@bao.example 12 bài viết</p></div>"
    assert [text for text, _ in credited(card).authors] == ["LÊ THỊ MỴ"]


@pytest.mark.parametrize(
    "row",
    [
        "<p align=right><a href=/b>[ Quay lại ]</a> <a href=/i>[ Bản in ]</a></p>",
        "<p align=right><font><a href=/b>[Trở về]</a> <a href='#top'>[Đầu trang]</a> <a href=/i>[In]</a></font></p>",
        "<div align=right><a href=/i><img src=p.gif> In</a>&nbsp;<a href='mailto:?subject=Tin'>Email</a></div>",
    ],
)
def test_a_row_of_buttons_under_the_body_credits_nobody(row: str) -> None:
    found = credited("", after=row)
    assert (found.authors, found.sources) == ([], [])


def test_an_account_that_is_said_to_have_written_goes_out_of_the_body() -> None:
    info = "<dl><dt>Chi tiết</dt><dd id=by>Viết bởi Super User</dd></dl>"
    page = Page.from_html(f"<div id=b><h1>Tít bài</h1>{info}{BODY}</div>")
    found = credits_near(page.first("//h1"), page.find("//*[@id='b']")[:1], page)
    assert (found.authors, found.posters, found.elements) == ([], [], page.find("//*[@id='by']"))


def test_an_address_is_the_source_where_a_label_says_nothing_else() -> None:
    box = "<div class=source><b>Nguồn:</b>http://baox.example.vn <span>Copy link</span></div>"
    assert named(after=box).sources == [("Nguồn: http://baox.example.vn", "http://baox.example.vn")]
    box = "<div class=source>Nguồn: Báo X <span>http://baox.example.vn/a</span> <span>Copy link</span></div>"
    assert named(after=box).sources == [("Nguồn: Báo X", "http://baox.example.vn/a")]


@pytest.mark.parametrize(("by", "authors"), [("By JVN", []), ("By Lê Hoài Mẫu", ["By Lê Hoài Mẫu"])])
def test_the_name_at_the_end_of_the_window_is_no_author(by: str, authors: list[str]) -> None:
    for end in ("JVN", "Lê Hoài Mẫu"):
        html = f"<title>Tít bài | {end}</title><div><h1>Tít bài</h1><p class=author>{by}</p>{BODY}</div>"
        page = Page.from_html(html, "http://bao.example/a.html")
        found = credits_near(page.first("//h1"), page.find("//*[@id='b']"), page)
        assert [name for name, _ in found.authors] == (authors if by.endswith(end) else [by])
        assert page.find("//*[@class='author']") == found.elements


def test_the_time_of_reading_is_no_byline() -> None:
    meta = (
        "<div class=byline-meta><time>21 Nov 2022</time><span class=byline-reading-time>&bull; 5 min read</span></div>"
    )
    assert named(meta).authors == []


@pytest.mark.parametrize("around", ["content_source", "author-info", "row"])
def test_author_and_source_in_an_element_each_come_one_by_one(around: str) -> None:
    found = named(after=f"<div class='{around}'><p class=author>Lê Mẫu</p><p class=source>Báo Mẫu</p></div>")
    assert (found.authors, found.sources) == ([("Lê Mẫu", None)], [("Báo Mẫu", None)])


def test_when_an_author_wrote_is_no_part_of_the_name() -> None:
    line = "<ul><li>Người viết: Lê Mẫu lúc <time>12.05.2020</time></li></ul>"
    assert [name for name, _ in named(line).authors] == ["Người viết: Lê Mẫu"]


def test_the_site_in_a_bylines_place_by_its_name_in_metadata() -> None:
    head = "<meta property='og:site_name' content='Vật Liệu Mẫu'>"
    line = "<span class=p-author>Đăng bởi <b>Vật Liệu Mẫu</b></span>"
    body = f"<div id=b><p>{'Một câu của thân bài, dài vừa phải. ' * 10}</p></div>"
    page = Page.from_html(f"<head>{head}</head><div><h1>Tít bài</h1>{line}{body}</div>", "http://bao.example/a.html")
    found = credits_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert (found.authors, found.posters) == ([], [])


def test_a_credit_with_its_role_is_no_source_wherever_it_stands() -> None:
    for line, author in (("Bài và ảnh: Lê Mẫu", True), ("Theo Báo X", False)):
        found = named(after=f"<div class=nguon-tin-detail><strong>{line}</strong></div>")
        credited = ([(line, None)], []) if author else ([], [(line, None)])
        assert (found.authors, found.sources) == credited


def test_the_title_of_a_bylines_box_is_no_byline() -> None:
    names = "<ul><li><span>Tác giả, </span><span>Lê Mẫu</span></li></ul>"
    for box, title in (("aria-labelledby=article-byline", []), ("", [("Article Information", None)])):
        found = named(f"<section {box}><strong id=article-byline>Article Information</strong>{names}</section>")
        assert found.authors == [*title, ("Tác giả, Lê Mẫu", None)]


def test_an_author_of_metadata_is_shown_where_a_line_under_the_headline_says_so() -> None:
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Lê Mẫu"}}</script>'
    for line, origin in (("<p><b>Lê Mẫu</b> ·</p>", "poster"), ("<p><b>Lê Mẫu Khác</b></p>", "json-ld")):
        html = f"<head>{stated}</head><div class=col><div><h1>Tít bài</h1>{line}</div>{BODY}</div>"
        page = Page.from_html(html, "http://bao.example/a.html")
        (clue,) = authors_stated(page.first("//h1"), page.find("//*[@id='b']"), page)
        assert (clue.text, clue.origin) == ("Lê Mẫu", origin)


def test_a_catholics_name_beside_the_date() -> None:
    line = "<div><span>Thứ sáu 17/05/2024</span> <span>Giuse Lê Hoài Mẫu</span> <span>3.412 lượt xem</span></div>"
    page = Page.from_html(f"<div class=col><div><h1>Tít bài</h1>{line}</div>{BODY}</div>", "http://bao.example/a.html")
    assert name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page) == "Giuse Lê Hoài Mẫu"


def test_a_button_beside_the_date_is_nobody() -> None:
    for button in ("<button><i class=bookmark></i> Lưu</button>", "<b>Lưu Thu Nga</b>"):
        line = f"<div><span>12/03/2025 09:00</span> <div>{button}</div></div>"
        page = Page.from_html(f"<div><div><h1>Tít bài</h1>{line}</div>{BODY}</div>", "http://bao.example/a.html")
        found = name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page)
        assert found == (None if "button" in button else "Lưu Thu Nga")


def test_a_name_in_the_line_of_the_date() -> None:
    for line, name in (
        ("<p class=news-info>24/06/2020 13:30 - <span class=name>Lê Hoài Mẫu</span></p>", "Lê Hoài Mẫu"),
        ("<p class=news-info>24/06/2020 13:30 - Người đăng: <a href=/users/1>Lê Hoài Mẫu</a> - Đã xem: 9</p>", None),
    ):
        page = Page.from_html(f"<div><div><h1>Tít bài</h1>{line}</div>{BODY}</div>", "http://bao.example/a.html")
        assert name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page) == name


def test_a_reading_voice_beside_the_date_is_nobody() -> None:
    line = "<div><span>12/03/2025 09:00</span> <a href='#'>Nghe</a></div>"
    page = Page.from_html(f"<div><div><h1>Tít bài</h1>{line}</div>{BODY}</div>", "http://bao.example/a.html")
    assert name_beside_date(page.first("//h1"), page.find("//*[@id='b']"), page) is None


def test_names_before_a_break_in_a_bylines_box_that_is_longer_than_a_line() -> None:
    names, institution = (
        "PGS, TS LÊ HOÀI MẪU - ThS TẠ QUỐC VINH",
        "Viện Nghiên cứu phát triển kinh tế - xã hội tỉnh Mẫu",
    )
    box = "<div class={}>{}<br><span>{}</span></div>"
    assert named(box.format("AuthorDetail", names, institution)).authors == [(names, None)]
    assert named(box.format("Intro", names, institution)).authors == []
    assert named(box.format("AuthorDetail", f"{names}, {institution}", institution)).authors == []


def test_the_name_on_an_authors_card_in_the_declared_place() -> None:
    class Carded(Layout):
        recognises = body = "//*[@id='b']"
        title, author = "//h1", "//*[has-class('card')]"

    card = "<div class=card><div><a href=/author/mau>Lê Hoài Mẫu</a><span>Nhà nghiên cứu</span></div><p>Theo dõi 14 bài</p></div>"
    page = Page.from_html(f"<div><h1>Tít bài</h1>{card}{BODY}</div>", "http://bao.example/a.html")
    assert [clue.text for clue in Carded().read(page).byline_clues] == ["Lê Hoài Mẫu"]


def test_an_address_that_runs_into_a_name_on_a_card() -> None:
    card = "<div class=author><a href=/tac-gia/mau>Lê Hoài Mẫu</a><a href='mailto:mau@bao.example'>mau@bao.example</a></div>"
    assert named(card).authors == [("Lê Hoài Mẫu", None)]


def test_a_labelled_byline_right_under_the_column() -> None:
    html = "<div><div><h1>Tít bài</h1>{}</div><div class=article-author>{}</div></div>"
    for text, found in (("Người viết: Lê Hoài Mẫu", ["Người viết: Lê Hoài Mẫu"]), ("Lê Hoài Mẫu", [])):
        page = Page.from_html(html.format(BODY, text), "http://bao.example/a.html")
        near = credits_near(page.first("//h1"), page.find("//*[@id='b']"), page)
        assert [name for name, _ in near.authors] == found
