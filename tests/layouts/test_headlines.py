"""Which element prints the headline, on pages of no family."""

from __future__ import annotations

import pytest

from crawler.layouts.headlines import headline_element, headline_text
from crawler.layouts.page import Page

TITLE = "Xóm bãi ngang góp tre dựng cầu mới"


def found(body: str, head: str = "") -> str | None:
    page = Page.from_html(f"<html><head>{head}</head><body>{body}</body></html>", "http://bao.example/a-12345.html")
    element = headline_element(page)
    return None if element is None else headline_text(element)


@pytest.mark.parametrize(
    "window",
    [
        TITLE,
        f"{TITLE} - Đời sống - Báo Mẫu",
        f"{TITLE} | Báo Mẫu điện tử, tiếng nói của nhân dân vùng cửa sông và các xã bãi ngang",
        f"Báo Mẫu | {TITLE}",
        f"Đời sống » {TITLE}",
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2", "div class=tieu-de", "p", "td", "span"])
def test_what_the_windows_title_confirms(window: str, tag: str) -> None:
    logo = "<div class=logo><h1>Báo Mẫu điện tử của tỉnh</h1></div><a href=/>Báo Mẫu</a>"
    printed = f"<{tag}>{TITLE}</{tag.split(maxsplit=1)[0]}>"
    assert found(logo + printed, f"<title>{window}</title>") == TITLE


def test_a_short_headline_counts_in_a_heading_or_in_what_is_classed_as_a_title() -> None:
    window = "<title>Tập huấn - Tin tức - Sở Mẫu</title>"
    menu = "<ul><li><span>Tập huấn</span></li></ul>"
    assert found(menu, window) is None
    assert found(f"{menu}<div class='asset-title'>Tập huấn</div>", window) == "Tập huấn"
    assert found(f"{menu}<h2>Tập huấn</h2>", window) == "Tập huấn"


def test_a_picture_has_a_title_too_and_it_is_no_windows() -> None:
    window = f"<title>{TITLE} | Báo Mẫu</title>"
    picture = "<a href=/moi><svg><title>Tin tức mới nhất hôm nay</title></svg>Tin tức mới nhất hôm nay</a>"
    assert found(f"{picture}<h1>{TITLE}</h1>", window) == TITLE


def test_the_outlets_name_is_no_headline() -> None:
    window = "<title>Báo Mẫu điện tử - Trang tin tổng hợp</title>"
    assert found("<div class=logo><h1>Báo Mẫu điện tử</h1></div>", window) is None
    assert found("<h2><a href='http://bao.example/'>Báo Mẫu điện tử</a></h2>", window) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<h1>{TITLE}</h1>", TITLE),
        (f"<div class=logo><h1>Báo Mẫu điện tử của tỉnh</h1></div><h1>{TITLE}</h1>", TITLE),
        (f"<h1>Cuộc thi ảnh đẹp quê hương</h1><h1 class=detail-title>{TITLE}</h1>", TITLE),
        (f"<h1>Cuộc thi ảnh đẹp quê hương</h1><h1>{TITLE}</h1>", None),
        (f"<div class=title-detail>{TITLE}</div><div class=title>Tin đọc nhiều trong tuần này</div>", TITLE),
        (f"<div class=post-title><a href=/b.html>{TITLE}</a></div>", None),
        (f"<footer><h1>{TITLE}</h1></footer>", None),
        (f"<div class=popup><h1>{TITLE}</h1></div>", None),
        (f"<h1><a href=/>Báo Mẫu điện tử của tỉnh</a></h1><h1>{TITLE}</h1>", TITLE),
        (f"<div class=title-news><i>12/06/2022</i><div class=article-title>{TITLE}</div></div>", TITLE),
        (f"<div class=title-news><h2>{TITLE}</h2><p>Sáng 12/6, cả xóm ra bến từ rất sớm</p></div>", TITLE),
        (f"<td class=contentheading>{TITLE}</td><h2>Một mục nhỏ trong thân bài của xóm</h2>", TITLE),
        (f"<div class=ArticleHeader>{TITLE}</div><h2>Một mục nhỏ trong thân bài của xóm</h2>", TITLE),
        (f"<h3 itemprop=name>{TITLE}</h3><h3>Một mục nhỏ trong thân bài</h3>", TITLE),
        (f"<p id=story_headline>{TITLE}</p><h2>Một mục nhỏ trong thân bài</h2>", TITLE),
        (f"<h2>{TITLE}</h2><h3>Tin mới</h3><h4>Một mục nhỏ trong thân bài</h4>", TITLE),
        (f"<h2>{TITLE}</h2><h2>Một mục nhỏ trong thân bài</h2>", None),
        (f"<h2 class=sapo>{TITLE} để trẻ đi học</h2><h3>{TITLE}</h3>", TITLE),
        (f"<td><div>{TITLE}</div></td><td><div>Thứ Hai, 12/06/2022</div></td>", TITLE),
        (f"<div>{TITLE}.</div><div>Thứ Hai, 12/06/2022</div>", None),
    ],
)
def test_without_anything_that_confirms_it(body: str, expected: str | None) -> None:
    assert found(body) == expected


def test_of_two_copies_the_one_that_is_shown() -> None:
    hidden = f"<div style='display:none'><h1>{TITLE}</h1></div>"
    page = Page.from_html(f"<title>{TITLE}</title>{hidden}<h2>{TITLE}</h2>", "http://bao.example/a-12345.html")
    element = headline_element(page)
    assert element is not None
    assert element.tag == "h2"
    deep = f"<div style='display:none'><table><tr><td><h1>{TITLE}</h1></td></tr></table></div>"
    page = Page.from_html(f"<title>{TITLE}</title>{deep}<h2>{TITLE}</h2>", "http://bao.example/a-12345.html")
    assert headline_element(page) is page.first("//h2")


def test_the_name_of_a_site_that_is_not_shown_is_no_headline() -> None:
    name = "Trang thông tin điện tử thị xã Bãi Ngang"
    hidden = f"<div style='display:none'><table><tr><td><h1>{name}</h1></td></tr></table></div>"
    assert found(f"{hidden}<div class=gioi-thieu-title>{TITLE}</div>{RUNNING}", f"<title>{name}</title>") == TITLE


def test_a_window_that_only_names_the_outlet_confirms_nothing() -> None:
    head = "<title>Báo Mẫu điện tử của tỉnh</title>"
    outlet = "<h1><a href=/>Báo Mẫu điện tử của tỉnh</a></h1><h2>Báo Mẫu điện tử của tỉnh</h2>"
    assert found(f"<h1><a href=/>Báo Mẫu điện tử của tỉnh</a></h1><h1>{TITLE}</h1>", head) == TITLE
    assert found(f"<h1><a id=t href='#'>{TITLE}</a></h1>", f"<title>{TITLE}</title>") == TITLE
    assert found(outlet, head) != TITLE


def test_a_longer_text_of_the_window_wins_over_a_part_of_it() -> None:
    window = "<title>Cầu Bãi Ngang - nhịp nối đôi bờ - Báo Mẫu</title>"
    body = "<h2>Cầu Bãi Ngang</h2><h2>Cầu Bãi Ngang - nhịp nối đôi bờ</h2>"
    assert found(body, window) == "Cầu Bãi Ngang - nhịp nối đôi bờ"


def test_a_headline_that_is_a_picture() -> None:
    body = f"<h1><img src=logo.png alt='Báo Mẫu'></h1><h1 class=banner><img src=tit.png alt='{TITLE}'></h1>"
    assert found(body, f"<title>{TITLE} - Báo Mẫu</title>") == TITLE


def test_titles_of_kickers_and_of_other_articles_are_no_headlines() -> None:
    body = (
        "<div class=NewsSubTitle>HỘI ĐỒNG NHÂN DÂN TỈNH</div>"
        f"<div class=NewsTitle>{TITLE}</div><p>{'Cả xóm góp tre. ' * 9}</p><div class=NewsOtherTitle>Những tin khác đã đưa</div>"
    )
    assert found(body, "<title>Báo điện tử của tỉnh</title>") == TITLE
    assert found(f"<td class=tieuDeTin>{TITLE}</td>", "<title>Báo điện tử của tỉnh</title>") == TITLE


def test_the_name_of_a_section_in_the_window_is_no_headline() -> None:
    menu = "<a href=/tin-tuc>Tin tức sự kiện</a>"
    box = "<td class=box-title>TIN TỨC SỰ KIỆN</td>"
    window = "<title>Cổng thông tin huyện - Tin tức sự kiện</title>"
    assert found(f"{menu}{box}<div class=tieuDeTin>{TITLE}</div>", window) == TITLE


def test_a_headline_that_only_a_meta_of_its_name_states() -> None:
    head = f"<title>Đài huyện Bãi Ngang</title><meta name=title content='{TITLE}'>"
    assert found(f"<p>Bạn đang ở: Tin tức của huyện</p><p>{TITLE}</p>{RUNNING}", head) == TITLE


@pytest.mark.parametrize("address", ["/", "/index.php", "/trang-chu.html"])
def test_a_logo_is_no_headline_however_deep_it_stands(address: str) -> None:
    window = f"<title>{TITLE} - Bệnh viện Phục hồi huyện</title>"
    logo = f"<h1 class=logo><a href={address}><span>Bệnh viện Phục hồi huyện</span></a></h1>"
    assert found(f"{logo}<h2 class=itemTitle>{TITLE} <sup>Nổi bật</sup></h2>", window) != "Bệnh viện Phục hồi huyện"


def test_large_print_where_nothing_else_is_marked() -> None:
    body = f"<font size=2>Tin trong tuần của các chi đoàn</font><b><font size=4>{TITLE}</font></b><font size=2>Sáng nay</font>"
    assert found(body, "<title>:: Huyen doan ::</title>") == TITLE


def test_a_short_headline_in_microdata_that_the_window_holds() -> None:
    window = "<title>Văn nghệ làng: Bến cũ - Truyện ngắn của Hứa Mai</title>"
    body = "<h1><a href=/>Văn nghệ làng</a></h1><h3 itemprop=name>Bến cũ</h3><i>Truyện ngắn của HỨA MAI</i>"
    assert found(body, window) == "Bến cũ"


@pytest.mark.parametrize(
    "beside", ["<span class=ngay>(26/04/2011)</span>", "<sup>Nổi bật</sup>", "<i>26/04/2011 10:22</i>"]
)
def test_what_stands_in_the_headlines_element_beside_it(beside: str) -> None:
    assert found(f"<td class=tieude_tin>{TITLE} {beside}</td>") == TITLE


def test_a_window_with_the_headline_once_more_without_diacritics() -> None:
    window = f"<title>Báo Mẫu - {TITLE} - Xom bai ngang gop tre dung cau moi</title>"
    assert found(f"<span class=newstitle>{TITLE}</span>{RUNNING}", window) == TITLE


def test_a_window_with_the_section_before_the_headline() -> None:
    window = f"<title>Báo Mẫu điện tử - Tin buồn: {TITLE}</title>"
    assert found(f"<div class=m><span id=cm>{TITLE}</span></div>", window) == TITLE


def test_a_section_whose_list_has_the_address_of_its_articles_without_their_number() -> None:
    crumbs = "<a href=/tin/hoat-dong.aspx>Tin hoạt động</a>"
    body = f"{crumbs}<h2 class=muc>Tin hoạt động</h2><h2 class=tit-bai>{TITLE}</h2>"
    html = f"<html><head><title>TIN HOẠT ĐỘNG</title></head><body>{body}</body></html>"
    element = headline_element(Page.from_html(html, "http://bao.example/tin/hoat-dong.aspx?ItemID=54"))
    assert element is not None
    assert headline_text(element) == TITLE


def test_old_pages_print_their_headline_in_a_font() -> None:
    assert (
        found(f"<td>Lời dẫn <font class=t>{TITLE}</font><br>Thân bài</td>", f"<title>Trường Mẫu - {TITLE}</title>")
        == TITLE
    )


@pytest.mark.parametrize(
    "place", ["<div class=mo-banner><p class=big>{}</p></div>", "<div id=dng-foot><p>© {}</p></div>"]
)
def test_the_outlets_name_in_banner_and_footer_is_no_headline(place: str) -> None:
    name = "CỔNG THÔNG TIN ĐIỆN TỬ THÀNH PHỐ MẪU"
    for window in (name.capitalize(), f"Chi tiết tin - {name.capitalize()}"):
        assert found(f"{place.format(name)}<h3 class=baiviet-tieude>{TITLE}</h3>", f"<title>{window}</title>") == TITLE


def test_metadata_that_say_what_kind_of_article_it_is() -> None:
    body = f"<h1><a href=/>Báo Mẫu</a></h1><h2 class=v><span>{TITLE}</span></h2><h2>Tin khác trong ngày hôm nay</h2>"
    assert found(body, f"<title>[Video] {TITLE}</title>") == TITLE


RUNNING = (
    "<p>Sáng sớm, hơn bốn mươi hộ của xóm chia nhau vác tre xuống bến; người lớn đóng cọc, trẻ con bện lạt, đến trưa thì "
    "nhịp đầu tiên đã vươn được ra giữa dòng nước, ai đi chợ về cũng dừng lại xem.</p>"
)


def test_titles_of_boxes_after_all_the_text_are_no_headlines() -> None:
    article = f"<div><h2>{TITLE} <span>( )</span></h2><div>{RUNNING * 3}</div></div>"
    assert found(f"{article}<div><h1>Thống kê truy cập</h1><p>Đang xem: 12</p></div>") == TITLE
    assert found(f"<h1>{TITLE}</h1><div>{RUNNING * 3}</div>") == TITLE


def test_the_sites_name_over_its_licence_is_no_headline() -> None:
    name = "TRANG THÔNG TIN ĐIỆN TỬ XÃ BÃI NGANG"
    foot = f"<table><tr><td><font><b>{name}</b><br>Cơ quan chủ quản: Xã Bãi Ngang</font></td></tr></table>"
    article = f"<table><tr><td class=newstitle><b><font size=4>{TITLE}</font></b></td></tr></table>"
    assert found(article + foot, f"<title>{name}</title>") == TITLE


def test_the_name_of_a_portal_in_its_banner_is_no_headline() -> None:
    name = "Trang thông tin điện tử huyện Bãi Ngang"
    assert found(f"<div><p>{name}</p></div><p class=Title>{TITLE}</p>", f"<title>{name}</title>") == TITLE
    assert found(f"<h1>{name} ra mắt</h1>", f"<title>{name} ra mắt</title>") == f"{name} ra mắt"


def test_a_ticker_is_no_headline() -> None:
    ticker = f"<marquee class=tieu-de><span>{TITLE} của cả huyện</span></marquee>"
    assert found(f"{ticker}<h2>{TITLE}</h2><div>{RUNNING * 3}</div>") == TITLE


def test_the_box_around_a_headline_is_called_a_title() -> None:
    assert found(f"<div class=title-gt><p><b>{TITLE}</b></p></div><p>{RUNNING[3:40]}</p>{RUNNING}") == TITLE
    assert found(f"<div class=title-gt><p><b>{TITLE}</b></p><p>Xem tất cả</p></div>{RUNNING}") is None


def test_the_name_of_a_school_that_its_headlines_begin_with() -> None:
    name = "TRƯỜNG THCS BÃI NGANG"
    title = f"{name} tổ chức ngày hội góp tre dựng lại cây cầu cũ của xóm"
    head = f"<title>{name}</title><meta property=og:title content='{title}'>"
    assert found(f"<header><p>Phòng giáo dục</p><h1>{name}</h1></header><h2>{title}</h2>", head) == title
    assert found(f"<header><p>Phòng giáo dục</p><h1>{name}</h1></header><h1>{title}</h1>", head) == title


def test_the_name_in_a_banner_that_the_window_has_too_is_no_headline_beside_one_called_so() -> None:
    name = "CÔNG TY ĐIỆN LỰC BÃI NGANG"
    head = f"<title>{name.capitalize()}</title>"
    assert found(f"<div class=banner-text>{name}</div><span class=news-title>{TITLE}</span>{RUNNING}", head) == TITLE
    assert found(f"<div class=banner-text>{name}</div><span class=x>{TITLE}</span>{RUNNING}", head) != TITLE


def test_a_headline_of_the_institution_that_the_window_names() -> None:
    name = "Chi cục Thủy lợi tỉnh Mẫu"
    title = f"<span class=news-title>{name}: {TITLE}</span>"
    assert found(f"<img src=/banner.jpg>{title}{RUNNING}", f"<title>.:: {name} ::.</title>") == f"{name}: {TITLE}"


@pytest.mark.parametrize(
    "name", ["Cổng thông tin điện tử huyện Bãi Ngang, tỉnh Cồn Cát", "Báo Mẫu, tiếng nói của cả vùng cửa sông"]
)
def test_metadata_that_state_the_sites_name_for_a_headline(name: str) -> None:
    head = f"<title>{TITLE}</title><meta property=og:title content='{name}'>"
    assert found(f"<h1 class=logo>{name}</h1><h2>{TITLE}</h2>", head) == TITLE


def test_a_description_that_repeats_the_headline() -> None:
    boxes = "<section><h1>Hoạt động cơ sở xóm</h1></section>"
    described = f"<title>Tin tức - Hội Mẫu</title><meta name=description content='{TITLE}'>"
    assert found(f"{boxes}<h3>{TITLE}</h3>{RUNNING}", described) == TITLE
    assert found(f"{boxes}<h3 class=sapo>{TITLE}</h3>{RUNNING}", described) == "Hoạt động cơ sở xóm"
    lead = "Cả xóm góp tre và góp công suốt mười ngày."
    head = f"<title>Góp tre dựng cầu</title><meta name=description content='{lead}'>"
    assert found(f"<h1>{TITLE}</h1><h2>{lead}</h2>", head) == TITLE


def test_titles_of_liferays_boxes_are_no_headlines() -> None:
    text = f"<h2>{TITLE} <span>( )</span></h2><p>{'Cả xóm góp tre, góp công. ' * 12}</p>"
    assert found(f"{text}<h1 class=portlet-title><span>Thống kê truy cập</span></h1>") == TITLE


def test_a_headline_for_programs_that_read_aloud_is_not_the_one_that_is_shown() -> None:
    hidden = f"<h1 class=hide-accessible>{TITLE} - Huyện Bãi Ngang</h1>"
    assert found(f"{hidden}<h3 class=title>{TITLE}</h3>", f"<title>{TITLE} - Huyện Bãi Ngang</title>") == TITLE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"<div style='text-align: center'><b><span>{TITLE}</span></b></div>", TITLE),
        (f"<p align=center><strong>{TITLE}</strong></p>", TITLE),
        (f"<div><b>{TITLE}</b></div>", None),
        (f"<div style='text-align: center'><b>{TITLE}</b> hôm qua</div>", None),
        (f"<div style='text-align: center'><b>{TITLE}:</b></div>", None),
    ],
    ids=["by style", "by attribute", "not in the middle", "not all of it bold", "before what it announces"],
)
def test_a_line_in_bold_in_the_middle_right_over_the_text(line: str, expected: str | None) -> None:
    text = f"<p>{'Cả xóm góp tre, góp công dựng lại cây cầu. ' * 8}</p>"
    assert found(f"<div>{line}<br><style>p {{}}</style>{text}</div>") == expected
    assert found(f"<div>{line}</div><ul><li>Tin khác</li></ul><div>{text}</div>") is None, "the text is elsewhere"


def test_a_line_between_the_date_and_the_text() -> None:
    text = f"<p>{'Cả xóm góp tre, góp công dựng lại cây cầu. ' * 8}</p>"
    dated = "<div><table><tr><td>thứ năm, Ngày 25/04/2019, 12:00</td></tr></table></div>"
    line = f"<div><table><tr><td><p>{TITLE}</p></td></tr></table>{{}}{text}</div>"
    assert found(dated + line.format("")) == TITLE
    assert found(line.format("")) is None
    assert found(dated + line.format("<p>Tin liên quan</p>")) is None, "the text follows something else"


def test_of_several_lines_over_a_date_the_one_over_the_text() -> None:
    banner = "<div><div>Tạp chí của xóm Bãi Ngang, số mới</div><span>Thứ tư, ngày 22 tháng 6 năm 2011</span></div>"
    text = f"<p>{'Cả xóm góp tre, góp công dựng lại cây cầu. ' * 8}</p>"
    assert (
        found(
            f"{banner}<ul><li><a href=/1>Tin</a></li></ul><div><span>{TITLE}</span><div>09:41-21/06/2011</div>{text}</div>"
        )
        == TITLE
    )


def test_what_the_site_is_called_is_no_headline_though_metadata_state_it_for_one() -> None:
    site = "Trường Chính trị tỉnh Mẫu"
    stated = "".join(f"<meta property='og:{name}' content='{site}'>" for name in ("title", "site_name"))
    printed = f"<header><h1>{site}</h1></header><div><h1 class=title>{TITLE}</h1></div>"
    assert found(printed, f"<title>{site}</title>{stated}") == TITLE


def test_the_hidden_label_of_sharepoints_fields_is_no_part_of_the_headline() -> None:
    label = "<div id=ctl00_label style='display:none'>Title</div>"
    window = f"<title>Trang thông tin huyện Mẫu - {TITLE}</title>"
    for generator, expected in (("Microsoft SharePoint", TITLE), ("WordPress 6.5", None)):
        head = f"<meta name=GENERATOR content='{generator}'>{window}"
        assert found(f"<div class=ht-title>{label} {TITLE}</div>", head) == expected


def test_what_a_template_calls_every_articles_page_is_no_headline() -> None:
    box = "<section><h1 class=portlet-title>Chi tiết tin</h1></section>"
    printed = f"<div class=CTTDivTittleBaiViet>{TITLE}</div>"
    assert found(box + printed, "<title>chi tiết tin</title>") == TITLE
