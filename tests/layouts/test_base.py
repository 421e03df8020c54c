"""Layouts as declarations: how a page is read by one, and what they all read from metadata."""

from __future__ import annotations

import pytest

from crawler.layouts import LAYOUTS, Layout, NotAnArticle, Page, choose
from crawler.layouts.metadata import (
    breadcrumb_from_metadata,
    headline,
    language,
    metadata_authors,
    metadata_dates,
    without_outlet,
)
from crawler.vietnamese.text import fold

TEXT = "Một đoạn văn đủ dài để làm thân bài, có dấu chấm ở cuối câu như mọi đoạn văn khác của bài."


class Plain(Layout):
    recognises = "//*[@id='plain']"
    title = ("//h1[@class='no']", "//h1")
    summary = "//h2"
    date_published = "//*[has-class('date')]"
    author = "//*[has-class('by')]"
    source = "//*[has-class('src')]"
    body = "//*[@id='plain']"
    section = "//nav//a"
    tags = "//*[has-class('tags')]//a"
    drop = "//*[has-class('box')]"


class ByMethod(Plain):
    name = "renamed"

    def title(self, page: Page) -> str | None:  # type: ignore[override]
        return page.meta("og:title")


def page(body: str, head: str = "", url: str | None = "http://bao.example/a-1.html") -> Page:
    return Page.from_html(f"<html><head>{head}</head><body>{body}</body></html>", url)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


FULL = f"""<nav><a href="/">Trang chủ</a><a href="/xa-hoi">Xã hội »</a><a href="/xa-hoi/tre-em">Trẻ em</a></nav>
<h1>Tít  bài</h1><h2>Sa pô. <a href="/x-1234567.html">&gt;&gt; Bài khác</a></h2>
<div id="plain"><span class="date">12/06/2022</span><p>{TEXT}</p><div class="box"><p>Hộp quảng bá</p></div>
<p class="by">Minh Hà</p></div>
<p class="src">Theo <a href="http://khac.example/y.html">Báo Khác</a></p>
<div class="tags"><a>#việc làm</a>, <a>trẻ em,</a> <a> </a><a>việc làm</a></div>"""


def test_names_of_layouts() -> None:
    assert Plain.name == "plain"
    assert ByMethod.name == "renamed"
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)


def test_reading_by_a_declaration() -> None:
    draft = Plain().read(page(FULL))
    assert draft.title == "Tít bài"
    assert draft.summary == "Sa pô."
    assert [b.text for b in draft.blocks] == [TEXT]
    assert [(c.text, c.origin) for c in draft.date_clues] == [("12/06/2022", "printed")]
    assert [(c.text, c.origin, c.url) for c in draft.byline_clues] == [
        ("Minh Hà", "printed", None),
        ("Theo Báo Khác", "source-line", "http://khac.example/y.html"),
    ]
    assert draft.section == ["Xã hội", "Trẻ em"]
    assert draft.tags == ["việc làm", "trẻ em"]
    assert draft.layout == "plain"


def test_who_writes_a_comment_is_no_author() -> None:
    comments = '<section id="box-comment"><p class="by">Bạn đọc Ba</p></section>'
    html = f'<div class="no-comments"><h1>Tít bài</h1>{{}}<div id="plain"><p>{TEXT}</p></div>{comments}</div>'
    signed = Plain().read(page(html.format('<p class="by">Minh Hà</p>')))
    assert [clue.text for clue in signed.byline_clues] == ["Minh Hà"]
    assert Plain().read(page(html.format(""))).byline_clues == []


class Bare(Layout):
    """Says nothing of authors and sources."""

    recognises = "//*[@id='plain']"
    title = "//h1"
    summary = "//h2"
    date_published = "//*[has-class('date')]"
    body = "//*[@id='plain']"


@pytest.mark.parametrize(
    "other",
    [
        '<div class="item"><h3><a href="/b-1234567.html">Một bài khác cùng mục</a></h3><i class="date">01/02/2022</i></div>',
        '<div class="comments"><b>Bạn đọc Ba</b> <i class="date">01/02/2022</i></div>',
        '<div class="top-bar"><i class="date">01/02/2022</i></div>',
    ],
    ids=["another article's", "a comment's", "the site's"],
)
def test_what_bears_the_class_of_the_date_elsewhere_dates_no_article(other: str) -> None:
    def dates(line: str) -> list[str]:
        html = f'{other}<div class="col"><h1>Tít bài</h1>{line}<div id="plain"><p>{TEXT}</p></div></div>{other}'
        return [clue.text for clue in Bare().read(page(html)).date_clues]

    assert dates('<p class="date">12/06/2022</p>') == ["12/06/2022"]
    assert dates('<p class="moi">12/06/2022</p>') == ["12/06/2022"]
    assert dates("") == []
    assert Bare().where("date_published", page(f'{other}<h1>Tít bài</h1><div id="plain"><p>{TEXT}</p></div>')) == (
        None,
        [],
    )


def test_lead_and_date_that_open_the_body_are_found_there() -> None:
    opening = f'<ul><li>12/06/2022 10:05</li><li>345 lượt xem</li></ul><p class="sapo">{TEXT}</p>'
    draft = Bare().read(page(f'<h1>Tít bài</h1><div id="plain">{opening}<p>{TEXT * 2}</p><p>{TEXT * 3}</p></div>'))
    assert draft.summary == TEXT
    assert [clue.text for clue in draft.date_clues] == ["12/06/2022 10:05"]
    assert [block.text for block in draft.blocks] == [TEXT * 2, TEXT * 3]


def test_the_only_bold_paragraph_opens_the_body_as_lead_where_its_place_is_not_on_the_page() -> None:
    body = (
        f"<div id=plain><p><b>Sa pô in đậm, đủ dài để làm một câu dẫn vào bài.</b></p><p>{TEXT}</p><p>{TEXT}</p></div>"
    )
    draft = Plain().read(page(f"<h1>Tít bài</h1>{body}"))
    assert draft.summary == "Sa pô in đậm, đủ dài để làm một câu dẫn vào bài."
    assert [block.text for block in draft.blocks] == [TEXT, TEXT]
    empty = Plain().read(page(f"<h1>Tít bài</h1><h2></h2>{body}"))  # the newsroom wrote none
    assert empty.summary is None
    assert len(empty.blocks) == 3


def test_a_box_classed_as_a_lead_that_holds_most_of_the_body_is_none() -> None:
    draft = Bare().read(
        page(f'<h1>Tít bài</h1><div id="plain"><div class="desc"><p>{TEXT}</p><p>{TEXT * 2}</p></div></div>')
    )
    assert draft.summary is None
    assert [block.text for block in draft.blocks] == [TEXT, TEXT * 2]


def test_names_around_the_body_where_a_layout_says_nothing_of_them() -> None:
    html = f'<div><h1>Tít bài</h1><div id="plain"><p>{TEXT}</p></div>{{}}</div>'
    after = '<p class="author">Minh Hà</p><p class="nguon">Báo Khác</p>'
    assert [clue.text for clue in Bare().read(page(html.format(after))).byline_clues] == ["Minh Hà", "Báo Khác"]
    twice = '<p class="author">Minh Hà</p><p class="source">Minh Hà</p>'
    assert [clue.origin for clue in Bare().read(page(html.format(twice))).byline_clues] == ["printed"]


def test_one_place_for_author_and_source() -> None:
    html = (
        f'<div><h1>Tít bài</h1><p class="tac-gia">Minh Hà</p><div id="plain"><p>{TEXT}</p></div>'
        '<p class="by">Nguồn tin: Báo Khác</p></div>'
    )
    clues = Plain().read(page(html)).byline_clues
    assert [(clue.text, clue.origin) for clue in clues] == [
        ("Minh Hà", "printed"),
        ("Nguồn tin: Báo Khác", "source-line"),
    ]


def test_a_mark_in_the_leads_place_before_it() -> None:
    draft = Plain().read(page(FULL.replace("<h2>Sa pô.", "<h2>(BM) -</h2><h2>Sa pô.")))
    assert draft.summary == "(BM) - Sa pô."


def test_a_method_instead_of_an_xpath() -> None:
    assert ByMethod().read(page(FULL, "<meta property='og:title' content='Tít khác'>")).title == "Tít khác"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (f"<div id=plain><p>{TEXT}</p></div>", "no-title"),
        ("<h1>Tít bài</h1><div id=plain></div>", "no-body"),
        ("<h1>Tít bài</h1>", "no-body"),
        ("<h1>Tít bài</h1><div id=plain><p>&nbsp;</p><p><img src='/a.jpg'></p></div>", "no-body"),
    ],
)
def test_no_article(html: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        Plain().read(page(html))


def test_captions_alone_make_a_body() -> None:
    draft = Plain().read(
        page(
            "<h1>Tít bài</h1><div id=plain><figure><img src='/a.jpg'><figcaption>Chú thích</figcaption></figure></div>"
        )
    )
    assert [image.caption for image in draft.images] == ["Chú thích"]


@pytest.mark.parametrize(
    ("marker", "name"),
    [
        ("<div class=title_detail_news>T</div><div id=cotent_detail><p>x</p></div>", "cotent-detail"),
        ("<h2 data-role=sapo>S</h2><div data-role=content class='afcbc-body'><p>x</p></div>", "vccorp"),
        ("<h1>T</h1><p>S</p><div data-role=content class='afcbc-body'><p>x</p></div>", "generic"),
        ("<article><p>x</p></article>", "generic"),
    ],
)
def test_the_page_decides_which_layout_reads_it(marker: str, name: str) -> None:
    assert choose(page(marker, url="http://tuoitre.vn/a-1.html")).name == name


# --- metadata -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "head", "title"),
    [
        (
            "<h1>Dạy nghề cho thanh niên</h1>",
            "<meta property='og:title' content='Dạy nghề cho thanh niên - Báo Thử'>",
            "Dạy nghề cho thanh niên",
        ),
        (
            "<h1>Báo Thử nghiệm</h1>",
            "<meta property='og:title' content='Dạy nghề cho thanh niên'>",
            "Dạy nghề cho thanh niên",
        ),
        ("", "<meta property='og:title' content='Dạy nghề | bao.example'>", "Dạy nghề"),
        (
            "",
            "<meta property='og:site_name' content='Báo Thử'><meta property='og:title' content='Dạy nghề - Báo Thử'>",
            "Dạy nghề",
        ),
        (
            "",
            "<meta property='og:site_name' content='Báo Thử'><meta property='og:title' content='Dạy nghề - "
            "chuyện dài'>",
            "Dạy nghề - chuyện dài",
        ),
        ("", "", ""),
    ],
)
def test_headline_from_metadata(html: str, head: str, title: str) -> None:
    assert headline(page(html, head)) == title


def test_outlet_at_the_end_of_a_title() -> None:
    here = page("", "<meta property='og:site_name' content='Lao động - Xã hội'>")
    assert without_outlet("Việc làm - Lao động - Xã hội", here) in ("Việc làm - Lao động - Xã hội", "Việc làm")
    assert without_outlet("Việc làm | Lao động - Xã hội", here) == "Việc làm"
    assert without_outlet("- Lao động - Xã hội", here)


def test_dates_of_metadata_as_they_stand() -> None:
    found = metadata_dates(
        page(
            "",
            "<meta property='article:published_time' content='2022-06-12T22:43:00+07:00'>"
            + json_ld('{"@type": "NewsArticle", "datePublished": "12/6/2022 ", "dateModified": ""}'),
        )
    )
    assert [(c.text, c.origin, c.means) for c in found] == [
        ("12/6/2022", "json-ld", "published"),
        ("2022-06-12T22:43:00+07:00", "meta", "published"),
    ]


@pytest.mark.parametrize(
    "author", ['"Minh Hà"', '{"name": "Minh Hà"}', '[{"@type": "Person", "name": "Minh Hà"}, {"name": ""}, null]']
)
def test_authors_of_metadata(author: str) -> None:
    found = metadata_authors(page("", json_ld(f'{{"@type": "NewsArticle", "author": {author}}}')))
    assert [(c.text, c.origin) for c in found] == [("Minh Hà", "json-ld")]


@pytest.mark.parametrize(
    ("html", "head", "names"),
    [
        (
            "",
            json_ld(
                '{"@type": "BreadcrumbList", "itemListElement": '
                '[{"item": {"name": "Trang chủ"}}, {"item": {"name": "Xã hội"}}]}'
            ),
            ["Trang chủ", "Xã hội"],
        ),
        ("<ul class=breadcrumb><li><a>Xã hội</a></li></ul>", "", ["Xã hội"]),
        ("", "<meta property='article:section' content='Xã hội'>", ["Xã hội"]),
        ("", "", []),
    ],
)
def test_breadcrumb_of_metadata(html: str, head: str, names: list[str]) -> None:
    assert breadcrumb_from_metadata(page(html, head)) == names


def test_a_breadcrumb_leads_to_no_other_site_and_is_no_menu() -> None:
    crumbs = '<a href="/xa-hoi">Xã hội</a><a href="https://tre.bao.example/x">Trẻ</a>'
    shared = f'<nav>{crumbs}<a href="https://news.google.com/publications/1">Google News</a></nav>'
    assert Plain().section_names(page(shared)) == ["Xã hội", "Trẻ"]
    menu = "".join(f'<a href="/muc-{number}">Mục {number}</a>' for number in range(6))
    assert Plain().section_names(page(f"<nav>{menu}</nav>")) == []


@pytest.mark.parametrize(
    ("lead", "read"),
    [
        ("Sa pô của bài. <a href='/b-1234567.html'>Bài khác</a>", "Sa pô của bài."),
        (
            "Sa pô của bài? <a href='/b-1234567.html'>Bài khác</a> <a href='/c-1234568.html'>Bài nữa</a>",
            "Sa pô của bài?",
        ),
        ("Sa pô theo <a href='/b-1234567.html'>bài khác</a>", "Sa pô theo bài khác"),
        ("Sa pô của bài. Theo <a href='/b-1234567.html'>nghị định</a>.", "Sa pô của bài. Theo nghị định."),
        ("Sa pô của bài. <a href='/chu-de'>Chủ đề</a>", "Sa pô của bài. Chủ đề"),
    ],
)
def test_links_to_other_articles_after_a_lead_are_left_out(lead: str, read: str) -> None:
    assert Plain().lead(page(f"<h1>Tít bài</h1><h2>{lead}</h2><div id='plain'><p>{TEXT}</p></div>")) == read


def test_a_breadcrumb_holds_neither_home_nor_the_headline() -> None:
    html = FULL.replace('<a href="/">Trang chủ</a>', '<a href="http://bao.example/">Báo Thử</a>').replace(
        "Trẻ em</a></nav>", "Trẻ em</a><a>Tít bài</a></nav>"
    )
    assert Plain().read(page(html)).section == ["Xã hội", "Trẻ em"]


@pytest.mark.parametrize(
    ("attribute", "code"), [("lang='en-US'", "en"), ("lang=vi", "vi"), ("", "vi"), ("lang='xx yy'", "vi")]
)
def test_language(attribute: str, code: str) -> None:
    assert language(Page.from_html(f"<html {attribute}><body>a</body></html>")) == code


def test_fold_compares_letters_only() -> None:
    assert fold("“Việc làm” – 2022!") == fold("việc LÀM 2022")


# --- templates of another year -----------------------------------------------------------------------------------------


class Declared(Layout):
    recognises = "//*[@id='than-bai']"
    title = "//h1[has-class('tit')]"
    summary = "//*[has-class('dan')]"
    date_published = "//*[has-class('gio')]"
    author = "//*[has-class('ten')]"
    source = "//*[has-class('goc')]"
    body = "//*[@id='than-bai']"


@pytest.mark.parametrize("window", ["<title>Cầu tre bãi ngang - Báo Mẫu</title>", ""])
def test_fields_whose_classes_changed_are_found_by_what_they_are(window: str) -> None:
    lead = "Cả xóm góp tre và góp công suốt mười ngày, người đi xa gửi tiền về."
    html = (
        f"{window}<h1 class=logo>Báo Mẫu điện tử</h1><div><h1 class=t2>Cầu tre bãi ngang</h1><p class=d2>12/06/2022 10:30</p>"
        f"<p class=s2>{lead}</p><div id=than-bai><p>{TEXT}</p><p>{TEXT} Hết.</p></div><p class=author-2>Lê Mẫu</p>"
        "<p>Theo Báo Thử</p></div>"
    )
    draft = Declared().read(Page.from_html(html, "http://bao.example/a.html"))
    assert (draft.title, draft.summary) == ("Cầu tre bãi ngang", lead)
    assert [clue.text for clue in draft.date_clues] == ["12/06/2022 10:30"]
    assert [(clue.text, clue.origin) for clue in draft.byline_clues] == [
        ("Lê Mẫu", "printed"),
        ("Theo Báo Thử", "source-line"),
    ]


def test_a_family_claims_no_page_without_its_bodys_place() -> None:
    html = f'<h1 class="sc-longform-header-title">Tít bài của một trang khác</h1><div class="entry"><p>{TEXT}</p></div>'
    assert choose(page(html)).name == "generic"
    own = html.replace('class="entry"', 'class="b-maincontent"')
    assert choose(page(own)).name == "one-cms"


def test_a_place_of_the_date_that_holds_none_is_passed_over() -> None:
    line = '<p class="date">TS. Lê Mẫu - Viện Mẫu</p><p>12/06/2022 05:30</p>'
    html = f'<div class="col"><h1>Tít bài</h1>{line}<div id="plain"><p>{TEXT}</p></div></div>'
    assert [clue.text for clue in Bare().read(page(html)).date_clues] == ["12/06/2022 05:30"]
    alone = html.replace("<p>12/06/2022 05:30</p>", "").replace("TS. Lê Mẫu - Viện Mẫu", "hôm nọ")
    assert [clue.text for clue in Bare().read(page(alone)).date_clues] == ["hôm nọ"]


def test_a_family_without_a_breadcrumb_takes_the_way_over_the_headline() -> None:
    way = "<div class=x><a href=/a>Xã hội</a> &gt; <a href=/b>Làng xóm</a></div>"
    html = f'<div class="col">{way}<h1>Tít bài</h1><div id="plain"><p>{TEXT}</p></div></div>'
    assert Bare().read(page(html)).section == ["Xã hội", "Làng xóm"]


def test_a_breadcrumb_that_begins_with_the_front_page_by_any_name() -> None:
    way = "<div class=x><a href=/trang-chu>Báo Mẫu</a> &gt; <a href=/b>Làng xóm</a></div>"
    html = f'<div class="col">{way}<h1>Tít bài</h1><div id="plain"><p>{TEXT}</p></div></div>'
    assert Bare().read(page(html)).section == ["Làng xóm"]


def test_what_bears_the_class_of_the_lead_under_the_body_is_another_articles() -> None:
    other = "<div><a href=/b-1234567.html>Một bài khác cùng mục</a><h2>Sa pô của bài khác, dài như một câu.</h2></div>"
    html = f'<div class="col"><h1>Tít bài</h1>{{lead}}<div id="plain"><p>{TEXT}</p></div></div>{other}'
    assert Bare().read(page(html.format(lead=""))).summary is None
    assert Bare().read(page(html.format(lead="<h2>Sa pô của bài này.</h2>"))).summary == "Sa pô của bài này."


def test_a_family_without_a_section_takes_the_one_named_beside_the_headline() -> None:
    named = "<p class=cat-link><a href=/a>Xã hội</a><a href=/a/b>Làng xóm</a></p>"
    html = f'<div class="col">{named}<h1>Tít bài</h1><div id="plain"><p>{TEXT}</p></div></div>'
    assert Bare().read(page(html)).section == ["Xã hội", "Làng xóm"]


def test_an_article_copied_into_wordpress_with_the_classes_of_a_family() -> None:
    match = "<p>Vòng 5 <span class=date>Thứ bảy, ngày 16/9/2023, 21:00</span></p>"
    copied = f"<p class=description>Sa pô.</p><article class=fck_detail>{match}{f'<p>{TEXT}</p>' * 4}</article>"
    date = "<time class='entry-date published' datetime='2023-09-17T15:38:28+07:00'>17/09/2023</time>"
    post = f"<h1 class=entry-title>Tít bài</h1>{date}<div class=entry-content>{copied}</div>"
    pasted = Page.from_html(f"<body class='postid-1 single-post'><article class=post>{post}</article></body>")
    draft = choose(pasted).read(pasted)
    assert draft.layout == "wordpress"
    assert [clue.text for clue in draft.date_clues] == ["17/09/2023", "2023-09-17T15:38:28+07:00"]
    own = f"<h1 class=title-detail>Tít bài</h1><span class=date>17/9/2023</span>{copied}"
    assert [clue.text for clue in choose(page(own)).read(page(own)).date_clues] == ["17/9/2023"]


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        ("<figure><img src=/anh.jpg><figcaption>Cầu tre của xóm.</figcaption></figure>", ["Cầu tre của xóm."]),
        ("<figure><img src=/anh.jpg></figure>", []),
        ("<div><img src=/a.jpg alt='Cầu tre của xóm'><p><em>Cầu tre của xóm.</em></p></div>", ["Cầu tre của xóm."]),
        ("<div><img src=/a.jpg alt='Một chuyến đò'><p><em>Cầu tre của xóm.</em></p></div>", []),
        ("<figure><img src=/nd.png alt='Báo Nhân Dân'><figcaption>Báo Nhân Dân</figcaption></figure>", []),
    ],
    ids=["captioned", "bare", "says the same in its place", "says something else", "an outlet's logo"],
)
def test_a_picture_between_headline_and_body(figure: str, kept: list[str]) -> None:
    html = f'<div class="col"><h1>Tít bài</h1>{figure}<div id="plain"><p>{TEXT}</p></div></div>'
    assert [image.caption for image in Bare().read(page(html)).images] == kept


def test_a_box_of_related_articles_in_the_text_makes_no_page_mastercms_own() -> None:
    box = f'<table><tr><td><div class="__MASTERCMS_CONTENT"><p>{TEXT}</p></div></td></tr></table>'
    title = '<h1 class="article-detail-title">Tít bài</h1><span class="article-date">12/06/2022</span>'
    assert choose(page(f"{title}<div class=article-text>{box}<p>{TEXT}</p></div>")).name == "generic"
    assert choose(page(f'{title}<div class="__MASTERCMS_CONTENT"><p>{TEXT}</p></div>')).name == "mastercms"


def test_an_author_that_is_a_link_in_mastercms() -> None:
    html = (
        '<h1 class="article-detail-title">Tít bài</h1><a class="article-author" href="/x.author">Minh Hà</a>'
        f'<span class="article-date">12/06/2022</span><div class="__MASTERCMS_CONTENT"><p>{TEXT}</p></div>'
    )
    assert [clue.text for clue in choose(page(html)).read(page(html)).byline_clues] == ["Minh Hà"]
