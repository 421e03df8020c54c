"""Dates that an inline script writes into the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import extract
from crawler.layouts.page import Page, element_text

BODY = (
    "<p>Nước từ thượng nguồn đổ về sớm hơn nửa tháng, mang theo bầy cá linh non mà người dân hai bên bờ đợi từ đầu mùa.</p>"
    "<p>Ở xóm chài, những chiếc đáy đã được vá lại từ tháng trước, nằm chờ trên mấy nhà bè neo sát mé sông.</p>"
    "<p>Người mua đứng đợi ghe cập bến từ lúc trời chưa sáng, mỗi người một chiếc thau nhôm và cái cân cũ.</p>"
)
EMPTY = '<p id="ngay" class="x"></p>'


def shown(html: str) -> str:
    page = Page.from_html(f"<body>{html}</body>")
    text = element_text(page.root)
    assert page.dates_filled_in == (element_text(page.root) != text)
    return element_text(page.root)


@pytest.mark.parametrize(
    "script",
    [
        'document.getElementById("ngay").innerHTML="Thứ Năm, 20/12/2012, 16:10 GMT+7";',
        'document.getElementById("ngay").innerHTML="Th&#7913; N&#259;m, 20/12/2012, 16:10 GMT+7"',
        "var d = document; d.getElementById( 'ngay' ).textContent = 'Thứ Năm, 20\\/12\\/2012, 16:10 GMT+7' ;",
        'if (1) { document.getElementById("ngay").innerText = "Th\\u1ee9 N\\u0103m, 20/12/2012, 16:10 GMT+7" }',
        "$('#ngay').html('<b>Thứ Năm,</b> 20/12/2012, 16:10 GMT+7');",
        'jQuery("#ngay").text("Thứ Năm, 20/12/2012, 16:10 GMT+7");',
    ],
)
@pytest.mark.parametrize("order", ["{0}{1}", "{1}{0}"])
def test_a_literal_date_is_put_where_the_script_puts_it(script: str, order: str) -> None:
    page = order.format(EMPTY, f"<script>{script}</script>")
    assert " ".join(shown(page).split()) == "Thứ Năm, 20/12/2012, 16:10 GMT+7"


def test_a_date_is_written_where_its_script_stands() -> None:
    page = "<p>Ngày <script>document.write('20/12/2012 16:10');</script>, Hà Nội</p>"
    assert shown(page) == "Ngày 20/12/2012 16:10 , Hà Nội"


@pytest.mark.parametrize(
    "script",
    [
        'document.getElementById("ngay").innerHTML = "Ngày " + today();',
        'document.getElementById("ngay").innerHTML = "20/12/2012" + gio;',
        'document.getElementById("ngay").innerHTML = showDate(1356000000);',
        'document.getElementById("ngay").innerHTML = "Đang tải...";',
        'document.getElementById("khac").innerHTML = "20/12/2012";',
        'document.getElementById("ngay").innerHTML = "20/12/2012\n";',
        'document.write("20/12/2012"); document.write(conLai);',
        'function f() { document.write("20/12/2012"); }',
    ],
)
def test_anything_else_stays_unread(script: str) -> None:
    assert shown(f"{EMPTY}<script>{script}</script>") == ""


def test_what_is_printed_already_stays_as_it_is() -> None:
    script = '<script>document.getElementById("ngay").innerHTML="20/12/2012";</script>'
    assert shown(f'<p id="ngay">Chủ Nhật</p>{script}') == "Chủ Nhật"
    assert shown(f'<p id="ngay"></p><p id="ngay"></p>{script}') == ""


def test_the_date_of_an_article() -> None:
    html = f"""<title>Mùa cá linh về sớm trên sông Hậu</title><body><div class="main">
    <h1>Mùa cá linh về sớm trên sông Hậu</h1><div id="ngay" class="date"></div><div class="content">{BODY}</div></div>
    <script>document.getElementById("ngay").innerHTML = "Thứ Năm, 20/12/2012, 16:10 GMT+7";</script></body>"""
    article = extract(html, "https://vieclang.example/mua-ca-linh-ve-som-12345.html")
    assert (article.date_published, article.raw.date_published) == (
        "2012-12-20T16:10:00+07:00",
        "Thứ Năm, 20/12/2012, 16:10 GMT+7",
    )


def test_the_date_of_an_article_of_a_family_whose_place_for_it_is_empty() -> None:
    html = Path("fixtures/pages/ngoisao.net/2012-phong-su-anh.html").read_text(encoding="utf-8")
    stated = html.replace(
        "innerHTML = showDate(1356000000);", 'innerHTML = "Th&#7913; n&#259;m, 20/12/2012, 17:20 GMT+7";'
    )
    assert stated != html
    assert extract(stated).date_published == "2012-12-20T17:20:00+07:00"
