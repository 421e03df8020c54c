"""Where a page says when its article was published."""

from __future__ import annotations

import pytest

from crawler.layouts.dating import date_near, dated_line, labelled_date, stamp_near
from crawler.layouts.page import Page, element_text

BODY = "<div id=b><p>Thân bài, ngày 1/1/2020, theo TTXVN.</p><p>" + "Một câu nữa của thân bài. " * 10 + "</p></div>"


def date_on(html: str) -> str | None:
    page = Page.from_html(html, "http://bao.example/a.html")
    date = date_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    return None if date is None else element_text(date)


def near(lines: str, before: str = "", after: str = "", headline: str = "Tít bài") -> str | None:
    html = (
        f"<div class=top>01/02/2003 10:00</div><div class=col><div>{before}<h1>{headline}</h1>{lines}"
        f"</div>{BODY}{after}</div>"
    )
    return date_on(html)


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
    assert near(line) == "12/06/2022 22:43"


@pytest.mark.parametrize(
    "line",
    [
        "12-06-2022",
        "2022-06-12 10:00",
        "12.6.2022",
        "ngày 12 tháng 6 năm 2022",
        "3 giờ trước",
        "hôm qua",
        "Tháng Ba 15, 2016",
        "22 07 2017",
        "Tháng Mười Hai 5, 2019",
        "Tháng 11 21st, 2009",
        "Thg 3 15, 2016",
    ],
)
def test_forms_of_dates(line: str) -> None:
    assert near(f"<p>{line}</p>") == line


def test_a_date_above_the_headline_in_the_same_column() -> None:
    assert near("", before="<p>12/06/2022</p>") == "12/06/2022"


def test_the_day_on_top_of_the_page_is_not_the_articles() -> None:
    today = "<div><div>Chủ Nhật, 22/11/2026</div></div>"
    assert near("<p>Cập nhật: 12/06/2022</p>", before=today) == "Cập nhật: 12/06/2022"
    assert near("", before=today + "<ul><li>Xã hội</li><li>12/06/2022 22:43</li></ul>") == "12/06/2022 22:43"


OWN_TITLE = "Xóm bãi ngang góp tre dựng cầu mới"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (f"<li><a href=/a>{OWN_TITLE}</a> <span>(29/07/2019)</span></li>", "(29/07/2019)"),
        (f"<tr><td><a href=/a>{OWN_TITLE}</a></td><td>29/07/2019</td></tr>", "29/07/2019"),
        (f"<li><a href=/a>{OWN_TITLE} ở xã bên</a> <span>(29/07/2019)</span></li>", None),
        (f"<li><a href=/a>{OWN_TITLE}</a> <span>Phiên họp ngày 29/07/2019</span></li>", None),
        (f"<li><a href=/a>{OWN_TITLE}</a></li><li><span>(29/07/2019)</span></li>", None),
    ],
    ids=["in its item", "in its row", "another article", "no date alone", "another item"],
)
def test_the_date_of_the_articles_own_entry_in_a_list(entry: str, expected: str | None) -> None:
    tag = "table" if entry.startswith("<tr") else "ul"
    assert near("", after=f"<{tag}>{entry}</{tag}>", headline=OWN_TITLE) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<table><tr><td>Văn hóa</td><td>23.07.2019 10:36</td></tr></table>", "23.07.2019 10:36"),
        ("<div><span>Văn hóa</span> <i>(23.07.2019)</i></div>", "(23.07.2019)"),
        ("<div><span>Hôm nay:</span> <i>23.07.2019</i></div>", None),
        ("<div>23.07.2019</div>", None),
        ("<div><a href=/><img src=a.png></a> <span>Báo Mẫu</span> <i>23.07.2019</i></div>", None),
        ("<div class=comments><b>Lê An</b> <i>23.07.2019</i></div>", None),
    ],
)
def test_a_row_of_section_and_date_right_over_the_column(row: str, expected: str | None) -> None:
    assert date_on(f"{row}<div class=col><h1>Tít bài</h1>{BODY}</div>") == expected


def test_a_date_beside_the_breadcrumb_over_the_column() -> None:
    def dated(over: str) -> str | None:
        return date_on(f"{over}<div class=col><h1>Tít bài</h1>{BODY}</div>")

    crumb = "<div class=bread-crumb><ul><li><a href=/kinh-te>Kinh tế</a></li></ul>{}</div>"
    assert dated(crumb.format("<div>Thứ Bảy, 07/03/2026 - 08:52</div>")) == "Thứ Bảy, 07/03/2026 - 08:52"
    assert dated(crumb.format("<ul><li>Bài khác 07/03/2026</li></ul>")) is None
    assert dated(crumb.format("<div class=today>07/03/2026</div>")) is None
    assert dated("<div class=ads>07/03/2026</div>") is None
    row = "<table><tr class='{} header'><td class=Folder></td><td>thứ tư, Ngày 17/04/2019, 11:27</td></tr></table>"
    assert dated(f"<div class=top>{row.format('news')}</div>") == "thứ tư, Ngày 17/04/2019, 11:27"
    assert dated(f"<div class=top>{row.format('day')}</div>") is None


def test_the_date_in_the_header_of_the_article() -> None:
    header = "<header><span>Thứ 2, 23/03/2020<i> | </i>21:26</span><a href=#>A<sup>-</sup></a><img src=in.gif></header>"
    column = f"<div><div><h1>Tít bài</h1><a href=#>Lưu</a></div>{BODY}</div>"
    assert date_on(f"<article>{header}<div>{column}</div></article>") == "Thứ 2, 23/03/2020 | 21:26"
    assert date_on(f"<div>{header}<div>{column}</div></div>") is None


PARAGRAPH = "<p>" + "Một câu nữa của thân bài. " * 10 + "</p>"


def dated_inside(before: str, after: str) -> str | None:
    return date_on(f"<div id=b>{before}<h1>Tít bài</h1>{PARAGRAPH * 4}{after}</div>")


def test_a_date_after_the_text_is_the_articles_only_if_it_must_be() -> None:
    comments = "<p>Hiền - 7 ngày trước</p><p>Tư - 14/06/2022 08:00</p>"
    assert dated_inside("<p>12/06/2022</p>", comments) == "12/06/2022"
    assert dated_inside("", comments) is None
    assert dated_inside("", "<p>Hiền - 7 ngày trước</p>") is None
    assert dated_inside("", f"<p>Ngày đăng: 12/06/2022</p>{comments}") == "Ngày đăng: 12/06/2022"


def test_a_sentence_with_a_date_counts_last() -> None:
    sentence = "<p>Sáng 8/6/2022, lớp học khai giảng.</p>"
    assert near(sentence + "<p>12/06/2022 10:43 p.m.</p>") == "12/06/2022 10:43 p.m."
    assert near(sentence, before="<p>12/06/2022</p>") == "12/06/2022"
    assert near(sentence) == "Sáng 8/6/2022, lớp học khai giảng."


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
    assert near(lines, after="<p>Tin khác (12/06/2022)</p>") is None


def test_a_date_in_the_headline_is_not_the_pages() -> None:
    assert near("<p>12/06/2022</p>", headline="Trước ngày 3/4/2005") == "12/06/2022"
    assert near("", headline="Trước ngày 3/4/2005") is None
    assert near("", headline="<a href='#'>Trước ngày 3/4/2005</a>") is None


def test_without_headline_or_body() -> None:
    page = Page.from_html("<p>12/06/2022</p>")
    assert date_near(None, [page.root], page) is None
    assert date_near(page.root, [], page) is None


@pytest.mark.parametrize(
    "top",
    [
        "<header><nav><a href=/>Trang chủ</a></nav><span>Chủ Nhật, 22/11/2026</span></header>",
        "<div class=top-bar>Chủ Nhật, 22/11/2026</div>",
        "<div id=clock>22/11/2026 09:00</div>",
        "<div class=site-header><p>22/11/2026</p></div>",
    ],
)
def test_the_site_header_dates_no_article(top: str) -> None:
    assert near("", before=top) is None


def test_an_articles_own_header_does() -> None:
    assert near("", before="<header class=clearfix><span>12/06/2022, 22:43</span></header>") == "12/06/2022, 22:43"


def test_a_date_keeps_the_time_beside_it() -> None:
    assert near("<p>22:43 | <span>12/06/2022</span></p>") == "22:43 | 12/06/2022"
    assert near("<p><b>Xã hội</b> <i><span>22:43</span> <span>12/06/2022</span></i></p>") == "22:43 12/06/2022"


def test_a_month_in_words_is_a_date() -> None:
    assert near("<p>9 Tháng Mười Hai, 2023</p>") == "9 Tháng Mười Hai, 2023"


LONG = "Một câu nữa của thân bài, kể tiếp việc làng từ đầu mùa cho đến khi nước rút, dài hơn một dòng. "


def dated(opening: str = "", ending: str = "", after: str = "", within: bool = False) -> str | None:
    headline = "<h1>Tít bài</h1>"
    body = f"<div id=b>{headline if within else ''}{opening}<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>{ending}</div>"
    return date_on(f"<div>{'' if within else headline}{body}{after}</div>")


@pytest.mark.parametrize(
    "line",
    [
        "12/06/2022 22:43",
        "Thứ Hai, 12/06/2022 | 10:05 (GMT+7)",
        "Ngày đăng: 12/06/2022 10:05:33 SA - Lượt xem: 1.204",
        "Cập nhật lúc 22:43, ngày 12 tháng 6 năm 2022",
    ],
)
def test_a_line_that_only_says_when_opens_the_body_or_follows_it(line: str) -> None:
    assert dated(opening=f"<p class=x>{line}</p>") == line
    assert dated(opening=f"<ul><li>Xã hội</li><li>{line}</li></ul>") == line
    assert dated(after=f"<p>{line}</p>") == line


@pytest.mark.parametrize(
    "where",
    [
        {"opening": "<p>Lễ phát động tháng hành động ngày 12/06/2022</p>"},
        {"opening": "<p>Sáng 12/06/2022, cả làng ra đồng.</p>"},
        {"opening": f"<p>{LONG}</p><p>12/06/2022</p>"},
        {"opening": f"{LONG}<br><i>12/06/2022</i><br>"},
        {"ending": "<p>12/06/2022</p>"},
        {"after": "<p>Hội làng ngày 12/06/2022</p>"},
        {"after": "<p><a href='/bai-khac-123456.html'>Một bài khác của chuyên mục này</a></p><p>12/06/2022</p>"},
        {"after": "<div class=comments><b>Lê Mẫu</b> <i>12/06/2022</i></div>"},
    ],
    ids=[
        "says more",
        "a sentence",
        "after a paragraph",
        "in bare text",
        "ends it",
        "under it",
        "another's",
        "a comment",
    ],
)
def test_other_dates_in_the_body_and_under_it(where: dict[str, str]) -> None:
    assert dated(**where) is None


def test_the_last_line_of_the_body_dates_it_if_it_says_so() -> None:
    assert dated(ending="<p>Ngày đăng: 12/06/2022 - Lượt xem: 67</p>") == "Ngày đăng: 12/06/2022 - Lượt xem: 67"


def test_a_row_with_a_date_under_the_body_is_no_list_of_others() -> None:
    row = "<ul class=info_other><li>12/06/2022 22:43</li><li><a href='#comment'>0 bình luận</a></li></ul>"
    assert dated(after=row) == "12/06/2022 22:43"


def test_in_a_body_that_holds_the_headline_a_date_stands_before_the_text() -> None:
    assert dated(opening="<p>12/06/2022</p>", within=True) == "12/06/2022"
    assert dated(opening=f"<p class=sapo>{LONG}</p><p>12/06/2022</p>", within=True) == "12/06/2022"
    assert dated(ending="<p>Ảnh chụp 12/06/2022</p>", within=True) is None
    bare = f"{LONG}<br>{LONG}<br>{LONG}<br><p>Ảnh chụp 12/06/2022</p>"
    assert dated(opening=bare, within=True) is None
    comment = "<div class=comment-list><b>Lê Mẫu</b> <i>12/06/2022 10:00</i></div>"
    assert dated(opening=comment, within=True) is None


def test_of_two_moments_in_one_row_over_the_headline_the_first_is_the_publication() -> None:
    row = (
        "<p><span>Đăng ngày: <time datetime=2021-09-15T10:46:00+07:00>15/09/2021 - 10:46</time></span>"
        "<span>Sửa đổi ngày: <time datetime=2021-09-15T14:02:00+07:00>15/09/2021 - 14:02</time></span></p>"
    )
    page = Page.from_html(f"<div class=col>{row}<h1>Tít bài</h1>{BODY}</div>", "http://bao.example/a.html")
    stamp = stamp_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert stamp is not None
    assert element_text(stamp) == "15/09/2021 - 10:46"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<p>Ngày cập nhật: <span>22/04/2024</span></p>", "Ngày cập nhật: 22/04/2024"),
        ("<p><b>Cập nhật lần cuối</b> <span>22/04/2024</span></p>", "Cập nhật lần cuối 22/04/2024"),
        ("<p>Ngày đăng: <span>22/04/2024</span></p>", "22/04/2024"),
    ],
)
def test_a_date_is_read_with_the_label_that_makes_it_an_updates(line: str, said: str) -> None:
    assert labelled_date(Page.from_html(line).first("//span")) == said


def test_a_date_in_the_row_of_the_way_over_a_table() -> None:
    way = "<td><a href=/x>Xã hội</a> &gt; <a href=/y>Nhân vật</a></td>"
    over = f"<table><tr>{way}<td>Thứ bảy, 12 Tháng năm 2007</td></tr></table>"
    html = f"<td>{over}<table><tr><td><h1>Tít bài</h1>{BODY}</td></tr></table></td>"
    page = Page.from_html(f"<table><tr>{html}</tr></table>", "http://bao.example/a.html")
    date = date_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert date is not None
    assert element_text(date) == "Thứ bảy, 12 Tháng năm 2007"


def test_microdata_of_the_publication_count_in_the_articles_footer() -> None:
    footer = (
        "<div class=post-footer>vào lúc <abbr itemprop=datePublished title=2012-12-12T21:46:00+07:00>21:46</abbr></div>"
    )
    page = Page.from_html(f"<div class=col><h1>Tít bài</h1>{BODY}{footer}</div>", "http://bao.example/a.html")
    stamp = stamp_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert stamp is not None
    assert stamp.tag == "abbr"


def test_a_date_in_the_headlines_own_element() -> None:
    assert near("", headline="Tít bài <span>(26/04/2011)</span>") == "(26/04/2011)"


def test_a_moment_under_the_text_in_a_body_around_the_headline() -> None:
    def dated(line: str) -> str | None:
        text = "".join(
            f"<p>Một câu dài của thân bài, câu thứ {n}, nói về công việc của cả xóm trong mùa nước nổi năm ấy và năm sau.</p>"
            for n in range(4)
        )
        html = f"<div id=c><h1>Tít bài</h1>{text}{line}<p><a href=/x-123456.html>Bài khác trong mục</a> [16/11/2009]</p></div>"
        page = Page.from_html(html, "http://bao.example/a.html")
        found = date_near(page.first("//h1"), page.find("//*[@id='c']"), page)
        return None if found is None else element_text(found)

    assert dated("<p align=right><font>[ 10:22:05 20/11/2009 ]</font></p>") == "[ 10:22:05 20/11/2009 ]"
    assert dated("<p><b>Ba Tám</b> <i>10:22 20/11/2009</i></p>") is None


@pytest.mark.parametrize("line", ["Được đăng bởi bbt vào T6, 05/10/2018 - 08:12", "Lê Mẫu 02/May/2016"])
def test_dates_of_other_systems(line: str) -> None:
    assert near(f"<h5>{line}</h5>") == line


def test_a_date_that_drupal_prints_before_the_body() -> None:
    line = "<div class=submitted>Được đăng bởi bbt vào T6, 05/10/2018 - 08:12</div>"
    html = f"<h1>Tít bài</h1><div id=b>{line}<p>{'Một câu của thân bài, dài vừa phải. ' * 10}</p></div>"
    page = Page.from_html(html, "http://bao.example/a.html")
    date = date_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert date is not None
    assert "05/10/2018" in element_text(date)


def test_a_date_in_the_headline_is_not_the_pages_where_the_breadcrumb_repeats_it() -> None:
    headline = "Xóm bãi ngang góp tre dựng cầu (19/02/2016)"
    assert near("", before=f"<p>Trang chủ » <b>{headline}</b></p>", headline=headline) is None
    assert near("<p>24/02/2016</p>", before=f"<p>Trang chủ » <b>{headline}</b></p>", headline=headline) == "24/02/2016"


def test_the_clock_beside_a_day_in_microdata() -> None:
    row = "<ul><li itemprop=datePublished><a href=/d>26/05/2023</a></li><li><i></i><span>10:12</span></li><li>Tin tức</li></ul>"
    page = Page.from_html(f"<div class=col><h1>Tít bài</h1>{row}{BODY}</div>", "http://bao.example/a.html")
    stamp = stamp_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    assert stamp is not None
    assert dated_line(stamp) == "26/05/2023 10:12 Tin tức"
    alone = Page.from_html("<p><b id=s>26/05/2023</b> cập nhật 27/05/2023 10:12</p>").first("//*[@id='s']")
    assert alone is not None
    assert dated_line(alone) == "26/05/2023"


def test_of_two_moments_the_one_marked_as_the_last_changes_is_not_the_publications() -> None:
    row = (
        "<p><time class=updated itemprop=dateModified datetime=2019-05-14T08:59:31+07:00>14/05/2019</time>"
        "<time class='entry-date published' itemprop=datePublished datetime=2019-05-14T08:47:10+07:00>14/05/2019</time></p>"
    )
    for line, moment in ((row, "2019-05-14T08:47:10+07:00"), ("<time class=updated datetime=2019-05-14T08:00Z>", None)):
        page = Page.from_html(f"<div class=col><h1>Tít bài</h1>{line}{BODY}</div>", "http://bao.example/a.html")
        stamp = stamp_near(page.first("//h1"), page.find("//*[@id='b']"), page)
        assert stamp is not None
        assert stamp.get("datetime") == (moment or "2019-05-14T08:00Z")


def test_a_date_under_the_body_that_runs_into_a_counter() -> None:
    row = "<div class=meta><span>Ngày đăng: 12-03-2016</span><span>Lượt xem: 318</span></div>"
    body = f"<div id=b>{BODY.replace('id=b', '')}{row}<div><div>Trung bình (0 phiếu)</div></div></div>"
    assert date_on(f"<div><h1>Tít bài</h1>{body}</div>") == "Ngày đăng: 12-03-2016"


def test_the_moment_that_blogger_prints_under_the_text() -> None:
    abbr = "<abbr class={} title='2012-05-08T09:30:00+07:00'>09:30</abbr>"
    for name, expected in (("published", "2012-05-08T09:30:00+07:00"), ("visited", None)):
        foot = f"<div><span>Được đăng bởi <b>Lê Mẫu</b></span> <span>vào lúc <a href=#>{abbr.format(name)}</a></span></div>"
        page = Page.from_html(f"<div><h3>Tít bài</h3>{BODY}{foot}</div>", "http://bao.example/a.html")
        stamp = stamp_near(page.first("//h3"), page.find("//*[@id='b']"), page)
        assert (None if stamp is None else stamp.get("title")) == expected


@pytest.mark.parametrize(
    ("sentence", "is_date"),
    [
        ("Bài này được đăng Thứ Hai, ngày 4 tháng 2 năm 2008 lúc 9:41 am trong mục", True),
        ("This entry was posted on Monday, February 4th, 2008 at 9:41 am and is filed under", True),
        ("Bài này được nhiều người đọc trong Thứ Hai, ngày 4 tháng 2 năm 2008 lúc 9:41 am ở mục", False),
    ],
)
def test_a_sentence_that_says_when_an_article_was_posted(sentence: str, is_date: bool) -> None:
    rest = "<a href=/?cat=3>Tin cộng đồng</a>. Bạn có thể theo dõi phản hồi qua RSS 2.0 hoặc gửi phản hồi từ trang của bạn."
    for place in ("{0}{1}", "{0}<p>Theo Báo Khác</p>{1}"):
        said = f"<p class=postmetadata><small>{sentence} {rest}</small></p>"
        date = date_on(f"<div><h1>Tít bài</h1>{place.format(BODY, said)}</div>")
        assert (date is not None and date.startswith(sentence)) == is_date


def test_a_comments_moment_under_the_text_by_a_short_class() -> None:
    html = "<div><h1>Tít bài</h1><div id=b><p>Một câu của thân bài.</p></div><div class={}><i>06:44 01/01/2024</i></div></div>"
    for name, found in (("cmt", False), ("txt-cmt", True), ("info", True)):
        page = Page.from_html(html.format(name), "http://bao.example/a.html")
        assert (date_near(page.first("//h1"), page.find("//*[@id='b']"), page) is not None) is found
