"""Section and tags on pages of no family."""

from __future__ import annotations

import pytest

from crawler.layouts import Page, choose

TITLE = "Xóm bãi ngang góp tre dựng cầu mới"
TEXT = "<p>Cả xóm góp tre, góp công, người ở xa gửi tiền về mua đinh và thuê thợ ghép mặt cầu.</p>" * 4
WAY = "<li><a href=/>Trang chủ</a><li><a href=/x>Xã hội</a><li class=active><a href=/y>Làng xóm</a>"
URL = "https://bao.example/xom-bai-ngang-123456.html"


def labels(before: str = "", beside: str = "", after: str = "", window: str = TITLE) -> tuple[list[str], list[str]]:
    html = (
        f"<title>{window}</title><ul class=menu><li class=cate><a href=/khac>Mục khác</a></li></ul><div>{before}</div>"
        f"<div class=col>{beside}<h1>{TITLE}</h1><p>12/06/2022</p><div class=body>{TEXT}</div>{after}</div>"
    )
    page = Page.from_html(html, URL)
    draft = choose(page).read(page)
    return draft.section, draft.tags


@pytest.mark.parametrize(
    "crumbs",
    [
        "<div class=breadcrumb><a href=/>Trang chủ</a> <a href=/xa-hoi>Xã hội</a> <a href=/xa-hoi/lang>Làng xóm</a></div>",
        "<nav class=bread-crumb><ul><li><a href=/xa-hoi>Xã hội</a></li><li><a href=/xa-hoi/lang>Làng xóm</a></li></ul></nav>",
        "<ol id=bread class=crumbs><li><a href=/xa-hoi>Xã hội</a></li><li><a href=/xa-hoi/lang>Làng xóm</a></li></ol>",
        "<div class=main-bcrumbs><a href=/xa-hoi>Xã hội</a><a href=/xa-hoi/lang>Làng xóm</a></div>",
        "<p itemscope itemtype='http://schema.org/BreadcrumbList'><a href=/xa-hoi>Xã hội</a><a href=/xa-hoi/lang>Làng xóm"
        "</a></p>",
        "<div class=ja-breadcrums><a href=/xa-hoi>Xã hội</a> <a href=/xa-hoi/lang>Làng xóm</a></div>",
        "<div class=duong-dan><a href=/xa-hoi>Xã hội</a> » <a href=/xa-hoi/lang>Làng xóm</a></div>",
    ],
)
@pytest.mark.parametrize("place", ["before", "beside"])
def test_breadcrumbs(crumbs: str, place: str) -> None:
    assert labels(**{place: crumbs})[0] == ["Xã hội", "Làng xóm"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Chuyện làng", ["Xã hội", "Làng xóm", "Chuyện làng"]),
        (TITLE, ["Xã hội", "Làng xóm"]),
        ("Xóm bãi ngang góp tre…", ["Xã hội", "Làng xóm"]),
        ("Chi tiết tin", ["Xã hội", "Làng xóm"]),
        ("Chia sẻ bài viết", ["Xã hội", "Làng xóm"]),
    ],
)
def test_the_last_section_of_a_breadcrumb_may_be_no_link(last: str, expected: list[str]) -> None:
    links = "<li class=crumb><a href=/xa-hoi>Xã hội</a></li><li class=crumb><a href=/xa-hoi/lang>Làng xóm</a></li>"
    crumbs = f"<ol class=breadcrumb>{links}<li class=crumb><span class=active>{last}</span></li></ol>"
    assert labels(before=crumbs)[0] == expected


@pytest.mark.parametrize(
    ("crumbs", "expected"),
    [
        (f"<nav><ol class=breadcrumb>{WAY}</ol></nav>", ["Xã hội", "Làng xóm"]),
        (f"<nav aria-label=Breadcrumb><ol class=flex>{WAY}</ol></nav>", ["Xã hội", "Làng xóm"]),
        ("<div id=oc-breadcrumbs><a href=/home>Trang chủ</a> / <span>Xã hội</span></div>", ["Xã hội"]),
        ("<div class=duongdan>Trang chủ &raquo; Tin tức &raquo; <span class=crumb>Xã hội</span></div>", ["Xã hội"]),
    ],
    ids=["in a nav", "called so for those who listen", "without a link", "without any link"],
)
def test_breadcrumbs_in_other_forms(crumbs: str, expected: list[str]) -> None:
    assert labels(before=crumbs)[0] == expected


def test_a_menu_that_drops_down_from_a_breadcrumb_is_left_out() -> None:
    menu = "<div class=drop><ul><li><a href=/kinh-te>Kinh tế</a></li><li><a href=/the-thao>Thể thao</a></li></ul></div>"
    crumbs = f"<div class=bread-crumb><ul><li><a href=/xa-hoi>Xã hội</a>{menu}</li></ul></div>"
    assert labels(before=crumbs)[0] == ["Xã hội"]


def test_the_section_beside_the_headline() -> None:
    assert labels(beside="<p class=category><a href=/xa-hoi>Xã hội</a></p>")[0] == ["Xã hội"]
    assert labels(before="<p class=category><a href=/xa-hoi>Xã hội</a></p>")[0] == []
    assert labels(beside="<p class=cate><a href='javascript:;'>Chia sẻ</a></p>")[0] == []
    assert labels(beside="<p class=cate><a href=/bai-khac-123457.html>Bài khác cùng mục</a></p>")[0] == []


@pytest.mark.parametrize(
    ("window", "section"),
    [
        (f"{TITLE} - Làng xóm - Báo Mẫu", ["Làng xóm"]),
        (f"{TITLE} - Văn hóa - xã hội - Sở Mẫu", ["Văn hóa - xã hội"]),
        (f"{TITLE} - Mục khác - Trang tin của huyện - Báo Mẫu", ["Mục khác"]),
        (f"{TITLE} - Làng xóm - Trang tin của huyện - Báo Mẫu", []),
        (f"{TITLE} - Báo Mẫu", []),
        (TITLE, []),
    ],
)
def test_the_section_in_the_windows_title(window: str, section: list[str]) -> None:
    assert labels(window=window)[0] == section


@pytest.mark.parametrize(
    "tags",
    [
        "<div class=tags><a href=/t/1>cầu tre</a>, <a href=/t/2>#bãi ngang</a></div>",
        "<ul class='list-tag'><li><b>Tags:</b></li><li><a href=/t/1>cầu tre</a></li><li><a href=/t/2>bãi ngang</a></li></ul>",
        "<div class=keysword>Từ khóa: cầu tre, bãi ngang</div>",
        "<p><a href=/tag/cau-tre>cầu tre</a> <a href=/tag/bai-ngang>bãi ngang</a></p>",
        "<div><ul><li>Từ khóa</li><li><a href=/t/1>cầu tre</a></li><li><a href=/t/2>bãi ngang</a></li></ul></div>",
        "<div><p>Tags: <a href=/t/1>cầu tre</a> <a href=/t/2>bãi ngang</a></p></div>",
        "<div class=post-tags><span class=badge>cầu tre</span> <span class=badge>bãi ngang</span></div>",
        "<p class=the-tags><strong>cầu tre</strong> <span>bãi ngang</span></p>",
        "<footer class=article-footer><div class=tags><a href=/t/1>cầu tre</a> <a href=/t/2>bãi ngang</a></div></footer>",
    ],
)
def test_tags(tags: str) -> None:
    assert labels(after=tags)[1] == ["cầu tre", "bãi ngang"]
    assert labels(before=tags)[1] == []


def test_what_a_button_may_say_too_is_a_tag_where_it_is_marked_as_one() -> None:
    tags = "<div class=tags><a href=/t/1>#cầu tre</a> <a href=/t/2>{}đánh giá</a></div>"
    assert labels(after=tags.format("#"))[1] == ["cầu tre", "đánh giá"]
    assert labels(after=tags.format(""))[1] == ["cầu tre"]


def test_a_row_of_date_and_comments_holds_no_tags() -> None:
    row = "<ul class=post-tags><li><a href=/luu-tru>12/06/2022 10:30</a></li><li><a href='#comment'>0 bình luận</a></li></ul>"
    assert labels(after=row)[1] == []
    assert labels(after=f"{row}<div class=tags><a href='#'>cầu tre</a></div>")[1] == ["cầu tre"]


def stated(*names: str) -> str:
    entries = ", ".join(f'{{"@type": "ListItem", "name": "{name}"}}' for name in names)
    return f'<script type="application/ld+json">{{"@type": "BreadcrumbList", "itemListElement": [{entries}]}}</script>'


@pytest.mark.parametrize(
    ("printed", "crumbs"),
    [
        (("Xã hội", "Làng xóm", "Phố phường", "Đường sá"), ("Trang chủ", "Xã hội", "Đường sá")),
        (("Xã hội",), ("Xã hội", "Làng xóm")),
    ],
    ids=["a menu of the neighbours", "the way cut off"],
)
def test_metadata_know_the_breadcrumb_better(printed: tuple[str, ...], crumbs: tuple[str, ...]) -> None:
    links = "".join(f"<a href=/{i}>{name}</a>" for i, name in enumerate(printed))
    box = f"<div class=breadcrumb>{links}</div>"
    assert labels(before=box)[0] == list(printed)
    assert labels(before=box + stated(*crumbs))[0] == [name for name in crumbs if name != "Trang chủ"]


def test_a_level_more_in_print_counts() -> None:
    box = "<div class=breadcrumb><a href=/xa-hoi>Xã hội</a> <a href=/lang>Làng xóm</a></div>"
    assert labels(before=box + stated("Xã hội"))[0] == ["Xã hội", "Làng xóm"]


def test_the_breadcrumb_that_is_shown_of_several() -> None:
    rows = [("", "Báo giấy"), (" active", "Làng xóm"), ("", "Kinh tế")]
    boxes = "".join(f"<ul class='breadcrumb{mark}'><li><a href=/x>{name}</a></li></ul>" for mark, name in rows)
    assert labels(before=boxes)[0] == ["Làng xóm"]


def test_a_placeholder_is_no_section() -> None:
    meta = "<meta property='article:section' content='{}'>"
    assert labels(before=meta.format("News"))[0] == []
    assert labels(before=meta.format("Làng xóm"))[0] == ["Làng xóm"]


def test_articles_that_share_a_tag_are_no_tags() -> None:
    related = "<div class='tags-related'><a href=/bai-khac>Bến đò cũ làm chỗ câu cá</a></div>"
    assert labels(after=related)[1] == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "<div class=path><a href=/>Trang nhất</a> &gt; <a href=/xa-hoi>Xã hội</a> &gt; <a href=/lang>Làng</a></div>",
            ["Xã hội", "Làng"],
        ),
        (
            "<table><tr><td><a href=/x>Xã hội</a> » <a href=/y>Làng xóm</a></td><td>12/06/2022</td></tr></table>",
            ["Xã hội", "Làng xóm"],
        ),
        (
            "<div class=fon8><a href=/>Trang chủ</a> / <a href=/x>Xã hội</a> / <a href=/y>Làng xóm</a></div>",
            ["Xã hội", "Làng xóm"],
        ),
        ("<ul><li><a href=/>Trang chủ</a></li><li><a href=/x>Xã hội</a></li></ul>", ["Xã hội"]),
        ("<div><a href=/x>Chưa thấy ở đâu</a> <span>Thứ Tư, 12/06/2022 - 08:05</span></div>", ["Chưa thấy ở đâu"]),
        ("<p class=kicker><a href=/khac>Mục khác</a></p>", ["Mục khác"]),
        ("<p class=kicker><a href=/Muc_khac/>Mục khác</a></p>", ["Mục khác"]),
        ("<p class=kicker><a href=/chua-thay>Chưa thấy ở đâu</a></p>", []),
        ("<font><b>Mục khác</b></font><br>", ["Mục khác"]),
        ("<font><b>Chưa thấy ở đâu</b></font><br>", []),
        (
            "<div><a href=/x>Xã hội</a> <i class='fas fa-chevron-right'></i> <a href=/y>Làng xóm</a></div>",
            ["Xã hội", "Làng xóm"],
        ),
        ("<div>» <a href=/x>Tình nguyện</a> » <a href=/y>Học tập</a></div>", []),
        ("<div><a href=/>Trang chủ</a> | <a href=/x>Giới thiệu</a> | <a href=/y>Liên hệ</a></div>", []),
    ],
    ids=[
        "arrows",
        "a cell of a table",
        *("slashes from the front page", "one step from the front page", "beside the date"),
        *("what the menu links", "what the menu links by another address", "one that nothing else links"),
        *("a name that the menu links", "a name that nothing links"),
        *("an arrow that is a picture", "a list with marks"),
        "a menu",
    ],
)
def test_the_way_to_a_page_whatever_it_is_called(row: str, expected: list[str]) -> None:
    assert labels(beside=row)[0] == expected


def test_sections_that_lie_in_each_other() -> None:
    row = "<ul><li><a href=/doi-song>Đời sống</a></li><li><a href={}>Lối sống</a></li></ul>"
    assert labels(before=row.format("/doi-song/loi-song"))[0] == ["Đời sống", "Lối sống"]
    assert labels(before=row.format("/loi-song"))[0] == []


def test_the_folders_that_a_page_lies_in() -> None:
    html = (
        f"<title>{TITLE}</title><div class=col><p><a href=/quang-cao>Quảng cáo</a> <a href=/xa-hoi>Xã hội</a></p>"
        f"<h1>{TITLE}</h1><p>12/06/2022</p><div class=body>{TEXT}</div></div>"
    )
    page = Page.from_html(html, "https://bao.example/xa-hoi/xom-bai-ngang-123456.html")
    assert choose(page).read(page).section == ["Xã hội"]


def test_a_menu_in_the_breadcrumbs_box_is_no_breadcrumb() -> None:
    menu = "<nav class=sub-menu><a href=/xa-hoi/cho>Chợ quê</a><a href=/xa-hoi/do>Đò dọc</a></nav>"
    assert labels(before=f"<div class=breadcumb-box>{menu}</div>")[0] == []
    way = "<a href=/xa-hoi>Xã hội</a>"
    assert labels(before=f"<div class=breadcumb-box>{way}{menu}</div>")[0] == ["Xã hội"]


def test_buttons_accounts_and_the_site_itself_are_no_sections() -> None:
    names = ["Trang chủ", "admin", "Làng xóm", "Trở về", "Đăng nhập", "2 bình luận"]
    row = "".join(f"<a href=/{at}>{name}</a>" for at, name in enumerate(names))
    assert labels(before=f"<div class=breadcrumb>{row}</div>")[0] == ["Làng xóm"]


def test_the_sites_own_name_opens_a_breadcrumb() -> None:
    html = (
        "<div class=breadcrumb><a href=/bao>Bao</a> <a href=/x>Xã hội</a></div>"
        f"<h1>{TITLE}</h1><time>12/06/2022</time><div class=body>{TEXT}</div>"
    )
    page = Page.from_html(html, "https://bao.example/xom-bai-ngang-123456.html")
    assert choose(page).read(page).section == ["Xã hội"]


def test_the_neighbours_after_the_section_that_is_marked() -> None:
    row = (
        "<div class=cate-nav><a href=/kt>Kinh tế</a><a href=/d>Đò dọc</a><a href=/c class='child active'>Chợ quê</a>"
        "<a href=/g>Giá cả</a></div>"
    )
    assert labels(beside=row)[0] == ["Kinh tế", "Chợ quê"]
    assert labels(beside=row.replace("<a href=/g>Giá cả</a>", ""))[0] == ["Kinh tế", "Đò dọc", "Chợ quê"]


def test_the_neighbours_of_a_section_whose_item_is_marked() -> None:
    items = "<li class=act><a href=/c>Chợ quê</a></li><li><a href=/d>Đò dọc</a></li><li><a href=/g>Giá cả</a></li>"
    row = f"<div class=cate_bar><h3><a href=/kt>Kinh tế</a></h3><ul>{items}</ul></div>"
    assert labels(beside=row)[0] == ["Kinh tế", "Chợ quê"]


def test_the_parts_of_a_section_after_it_are_no_way_to_the_page() -> None:
    parts = "<li><a href=/kt/cho/>Chợ quê</a></li><li><a href=/kt/gia/>Giá cả</a></li>"
    box = f"<div class=breadcrumbs><a href=/kt/>Kinh tế</a><ul>{parts}</ul></div>"
    assert labels(before=box)[0] == ["Kinh tế"]
    assert labels(before=box.replace("/kt/gia/", "/kt/cho/gia/"))[0] == ["Kinh tế", "Chợ quê", "Giá cả"]
    assert labels(before=box.replace("<a href=/kt/>Kinh tế</a>", ""))[0] == ["Chợ quê", "Giá cả"]


def beside_date(row: str, head: str = "", menu: str = "") -> list[str]:
    html = f"<head>{head}</head>{menu}<div><h1>{TITLE}</h1>{row}<div class=body>{TEXT}</div></div>"
    page = Page.from_html(html, URL)
    return choose(page).read(page).section


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<p><a rel='category tag' href=/c/lang>Làng xóm</a> <span>12/06/2022</span></p>", ["Làng xóm"]),
        ("<p><em>17:26 - 12/06/2022</em> | <a href=/khac>Mục khác</a></p>", ["Mục khác"]),
        ("<p><em>17:26 - 12/06/2022</em> | <a href=/chua>Chưa thấy ở đâu</a></p>", ["Chưa thấy ở đâu"]),
        ("<p><em>12/06/2022</em> bởi <a href=/chua>Chưa thấy ở đâu</a></p>", []),
        ("<p><em>12/06/2022</em> | <a href=/in>In trang này</a></p>", []),
        ("<p><em>12/06/2022</em> <a href=/author/admin/>admin</a></p>", []),
        ("<table><tr><td>Làng xóm</td><td>12/06/2022</td></tr></table>", ["Làng xóm"]),
        ("<table><tr><td>Lê Hoài Mẫu</td><td>12/06/2022</td></tr></table>", []),
        ("<p><a href=/lhm>Lê Hoài Mẫu</a> 12/06/2022</p><p><a href=/lhm>Lê Hoài Mẫu</a></p>", []),
        ("<table><tr><td>By Admin</td><td>12/06/2022</td></tr></table>", []),
        ("<table><tr><td>Theo Sóng Xanh</td><td>12/06/2022</td></tr></table>", []),
        ("<p><b>Ngày đăng</b> <span>12/06/2022</span></p>", []),
        ("<p>12/06/2022</p><p>In <a rel='category tag' href=/c/lang>Làng xóm</a></p>", ["Làng xóm"]),
    ],
    ids=[
        *(
            "a category",
            "what the menu links",
            "the only link",
            "one after a word",
            "a tool",
            "an account",
            "a name without a link",
        ),
        *(
            "an author's name",
            "an author linked twice",
            "somebody's name",
            "a source",
            "a label",
            "a category in another row",
        ),
    ],
)
def test_the_section_beside_the_date(row: str, expected: list[str]) -> None:
    assert (
        beside_date(row, menu="<ul><li><a href=/khac>Mục khác</a></li><li><a href=/author/admin/>admin</a></li></ul>")
        == expected
    )


def test_a_section_in_microdata() -> None:
    assert beside_date("<p>12/06/2022</p>", head="<meta itemprop=articleSection content='Làng xóm'>") == ["Làng xóm"]


def test_buttons_and_what_opens_at_a_click_are_no_breadcrumbs() -> None:
    assert labels(before="<div class=breadcrumb><a href=/vn>Tiếng Việt</a> | <a href=/en>English</a></div>")[0] == []
    assert labels(before="<div class=breadcrumb><a href=/vao>Đăng nhập</a></div>")[0] == []
    ribbon = "<ul class=s4-breadcrumb><li><a class=s4-breadcrumbRootNode href=/q>quan tri</a></li></ul>"
    assert labels(before=ribbon)[0] == []


def test_a_province_beside_the_tags_is_none() -> None:
    box = "<div class=tags><a href=/tag/1>nghề cũ</a><a href=/region/hue/1.html>Huế</a></div>"
    assert labels(after=box)[1] == ["nghề cũ"]


def test_a_button_beside_the_tags_is_none() -> None:
    assert labels(after="<div class=tag-link><a href=/Email>Gửi ý kiến của bạn</a></div>")[1] == []


def test_topics_are_tags_and_articles_on_a_topic_are_none() -> None:
    words = "<div><span>Chủ đề</span><ul><li><a href=/x.html>nghề cũ</a></li><li><a href=/y.html>cầu tre</a></li></ul></div>"
    assert labels(after=words)[1] == ["nghề cũ", "cầu tre"]
    assert labels(after=words.replace("/x.html", "/ben-do-cu-123457.html"))[1] == []


def test_of_a_row_of_sections_the_one_that_the_page_lies_in() -> None:
    html = (
        "<div class=col><div class=thanh><a class=sub-cat href=/xa-hoi>Xã hội</a><a class=sub-cat href=/y-te>Y tế</a>"
        "<a class=sub-cat href=/doi-song>Đời sống</a></div>"
        f"<h1>{TITLE}</h1><p>12/06/2022</p><div class=body>{TEXT}</div></div>"
    )
    page = Page.from_html(html, "https://bao.example/xa-hoi/xom-bai-ngang-123456.html")
    assert choose(page).read(page).section == ["Xã hội"]
    pair = Page.from_html(html.replace("<a class=sub-cat href=/doi-song>Đời sống</a>", ""), page.address)
    assert choose(pair).read(pair).section == ["Xã hội", "Y tế"]


@pytest.mark.parametrize(("marked", "expected"), [("", ["Kinh tế"]), ("class=active", ["Kinh tế", "Chợ"])])
def test_the_neighbours_of_a_section_in_mcms(marked: str, expected: list[str]) -> None:
    html = (
        "<div class='breadcrumb'><h2 class=main><a href=/kt>Kinh tế</a></h2>"
        f"<ul><li><a href=/a {marked}>Chợ</a></li><li><a href=/b>Vốn</a></li></ul></div>"
        f"<h1 class='article__title cms-title'>{TITLE}</h1><time>12/06/2022</time>"
        f"<div class='article__body cms-body zce-content-body'>{TEXT}</div>"
    )
    page = Page.from_html(html, "https://bao.example/xom-bai-ngang-post123456.html")
    assert choose(page).name == "mcms"
    assert choose(page).read(page).section == expected


def test_the_category_that_wordpress_classes_an_article_by_is_no_box_of_sections() -> None:
    html = (
        "<nav id=crumbs><a href=/>Trang chủ</a> / <a href=/x>Xã hội</a> / <span>Xóm bãi ngang</span></nav>"
        f"<article class='post category-lang'><h1>{TITLE}</h1><p class=meta><time>12/06/2022</time>"
        f"<a href=/xom-bai-ngang-123456.html#respond>Góp chuyện</a></p><div class=body>{TEXT}</div></article>"
    )
    page = Page.from_html(html, URL)
    assert choose(page).read(page).section == ["Xã hội"]


def test_breadcrumbs_and_tags_by_their_id() -> None:
    crumbs = "<div id=dnn_BREADCRUMB><a href=/>Trang chủ</a> &gt; <a href=/lang>Làng xóm</a></div>"
    tags = "<div id=tu-khoa><a href=/x>nghề cũ</a></div>"
    assert labels(before=crumbs, after=tags) == (["Làng xóm"], ["nghề cũ"])
    sharepoint = "<span id=GlobalBreadCrumbNavPopout-menu><a href=/quan-tri>quan tri</a></span>"
    assert labels(before=sharepoint)[0] == []


def test_a_breadcrumb_in_json_ld_that_knows_only_the_way_home() -> None:
    home = '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"name": "' + TITLE + '"}]}'
    crumbs = "<p id=breadcrumbs><a href=/>Trang chủ</a> » <a href=/lang>Làng xóm</a></p>"
    html = (
        f"<head><meta property=og:title content='{TITLE}'><script type=application/ld+json>{home}</script></head>"
        f"{crumbs}<div><h1>{TITLE}</h1><p>12/06/2022</p><div class=body>{TEXT}</div></div>"
    )
    page = Page.from_html(html, URL)
    assert choose(page).read(page).section == ["Làng xóm"]


def test_tags_in_a_widget_of_elementor() -> None:
    links = "<span>Từ khóa:</span> <a href=/tag/nghe-cu/>nghề cũ</a>, <a href=/tag/cau-tre/>cầu tre</a>"
    assert labels(after=f"<div class='elementor-widget x'>{links}</div>")[1] == ["nghề cũ", "cầu tre"]
    assert labels(after=f"<div class='widget x'>{links}</div>")[1] == []


def test_the_label_of_the_tags_is_none() -> None:
    assert labels(after="<p class=tags><a href=#>TAGS:</a> <a href=/x>nghề cũ</a></p>")[1] == ["nghề cũ"]


def test_the_category_that_a_post_of_wordpress_is_filed_in() -> None:
    filed = "<footer class=entry-meta>Posted in <a href=/category/lang rel='category tag'>Làng xóm</a> by <a>admin</a></footer>"
    html = (
        f"<body class='single single-post'><h1 class=entry-title>{TITLE}</h1><time class=entry-date>12/06/2022</time>"
        f"<div class=entry-content>{TEXT}</div>{filed}"
    )
    page = Page.from_html(html, URL)
    assert choose(page).name == "wordpress"
    assert choose(page).read(page).section == ["Làng xóm"]


def test_tags_of_which_each_is_called_one() -> None:
    links = "<a class=tag href=/nghe-cu>#nghề cũ</a> <a class=tag href=/cau-tre>#cầu tre</a>"
    assert labels(after=f"<div class=flex>{links} <a class=more href=/x>Xem thêm</a></div>")[1] == [
        "nghề cũ",
        "cầu tre",
    ]
    assert labels(after="<ul><li class=tag><a href=/a>nghề cũ</a><li class=tag><a href=/b>cầu tre</a></ul>")[1] == [
        "nghề cũ",
        "cầu tre",
    ]


def test_a_breadcrumb_in_a_banner() -> None:
    crumbs = f"<div class=page-banner><p>Tin tức</p><ol class=breadcrumb>{WAY}</ol></div>"
    assert labels(before=crumbs)[0] == ["Xã hội", "Làng xóm"]


def test_sections_that_lie_in_each_other_after_the_way_home() -> None:
    way = "<ul class=pnc><li><a href=/>Trang chủ</a><li><a href=/xa-hoi/>Xã hội</a><li><a href=/xa-hoi/lang/>Làng xóm</a></ul>"
    assert labels(before=way)[0] == ["Xã hội", "Làng xóm"]
    assert labels(before=way.replace("/xa-hoi/lang/", "/lang/"))[0] == []
