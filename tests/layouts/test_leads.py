"""Leads where no selector of a family finds them: templates of other years, with other classes."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.layouts import choose
from crawler.layouts.leads import lead_near, with_dash_after_mark
from crawler.layouts.page import Page, element_text

LEAD = "Cả xóm góp tre và góp công suốt mười ngày, người đi làm xa thì gửi tiền về mua đinh."
LONG = "".join(
    f"<p>{text} {text}</p>"
    for text in ("Cầu dài hai mươi mét, đủ cho xe máy qua lại.", "Hôm khánh thành, trẻ con chạy trước.") * 2
)
BODY = "<div id=b><p>Cầu dài hai mươi mét, đủ cho xe máy qua lại.</p><p>Hôm khánh thành, trẻ con chạy trước.</p></div>"


def found(between: str, head: str = "") -> str | None:
    page = Page.from_html(
        f"<head>{head}</head><div><h1>Cầu tre Bãi Ngang</h1>{between}{BODY}</div>", "http://bao.example/a"
    )
    lead = lead_near(page.first("//h1"), page.find("//*[@id='b']"), page)
    return None if lead is None else element_text(lead)


@pytest.mark.parametrize(
    "between",
    [
        f"<p class=sapo-moi>{LEAD}</p>",
        f"<div id=tom-tat><span>{LEAD}</span></div>",
        f"<p>12/06/2022 10:30</p><h2>{LEAD}</h2>",
        f"<div class=x><div><p>{LEAD}</p></div></div>",
        f"<p>Sáng 12/6, dân trong xóm đã ra bến từ sớm.</p><div class=article-intro>{LEAD}</div>",
        f"<p>Sáng 12/6, dân trong xóm đã ra bến từ sớm.</p><h5 class=desc-news>{LEAD}</h5>",
        f"<p>Sáng 12/6, dân trong xóm đã ra bến từ sớm.</p><blockquote id=itemTeaser1>{LEAD}</blockquote>",
    ],
    ids=[
        "another class",
        "an id",
        "a heading",
        "the only paragraph",
        "classed, not the only one",
        "class and word",
        "id and number",
    ],
)
def test_leads(between: str) -> None:
    assert found(between) == LEAD


def test_what_metadata_repeat_is_the_lead() -> None:
    between = f"<p>Sáng 12/6, dân trong xóm đã ra bến từ rất sớm để đợi ghe chở tre về.</p><p>{LEAD}</p>"
    assert found(between) is None
    assert found(between, f"<meta name=description content='{LEAD[:80]}...'>") == LEAD
    stated = f'<script type="application/ld+json">{{"@type": "NewsArticle", "description": "{LEAD}"}}</script>'
    assert found(between, stated) == LEAD


@pytest.mark.parametrize(
    "between",
    [
        "<p>12/06/2022 10:30 | Lượt xem: 345 | Cỡ chữ nhỏ, vừa và lớn để bạn đọc chọn</p>",
        f"<figure><img src=a.jpg><figcaption class=desc>{LEAD}</figcaption></figure>",
        f"<table><tr><td><img src=a.jpg></td></tr><tr><td><p>{LEAD}</p></td></tr></table>",
        f"<div class=comments><p>{LEAD}</p></div>",
        f"<p class=sapo><a href=/b-123456.html>{LEAD}</a></p>",
        f"<p>{LEAD}</p><p>{LEAD[::-1]}.</p>",
    ],
    ids=["no sentence", "a caption", "a caption in a table", "a comment", "a link", "two paragraphs"],
)
def test_what_is_no_lead(between: str) -> None:
    assert found(between) is None


def test_another_copy_of_the_headline_is_no_lead() -> None:
    title = "Xóm bãi ngang góp tre dựng cầu mới cho trẻ con sang sông đi học mỗi ngày"
    html = f"<div><h1>{title}</h1><h2 class=sapo>{title}</h2><p>12/06/2022</p>{BODY}</div>"
    page = Page.from_html(html, "http://bao.example/a")
    assert lead_near(page.first("//h1"), page.find("//*[@id='b']"), page) is None


def test_a_body_that_holds_the_headline_has_no_lead_before_it() -> None:
    page = Page.from_html(f"<div id=b><h1>Cầu tre</h1><p class=sapo>{LEAD}</p></div>", "http://bao.example/a")
    assert lead_near(page.first("//h1"), page.find("//*[@id='b']"), page) is None


@pytest.mark.parametrize(
    "between",
    [
        "<div class=subtitle>Thời sự <i></i> 12/06/2022 10:30 <i></i> Minh Hà</div>",
        "<p class=sapo>Làng Bãi Ngang, tin làng, cầu tre, bến sông</p>",
    ],
    ids=["the row of date and author", "the site's keywords"],
)
def test_what_is_called_a_lead_and_is_none(between: str) -> None:
    assert found(between) is None
    assert found(f"{between}<p class=summary>{LEAD}</p>") == LEAD


def test_a_machines_cut_of_the_body_is_no_lead() -> None:
    paragraphs = [
        f"{LEAD} Ngày đầu có mười hai người.",
        "Cầu dài hai mươi mét, đủ cho xe máy qua lại cả hai chiều.",
    ] * 2
    whole = "".join(f"<p>{text}</p>" for text in paragraphs)
    for cut in (paragraphs[0][:90], f"{paragraphs[0]} {paragraphs[1]}"[:150]):
        for html in (f"<p class=sapo>{cut}</p><div>{whole}</div>", f"<div><p class=sapo>{cut}</p>{whole}</div>"):
            page = Page.from_html(
                f"<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p>{html}</div>", "http://bao.example/a"
            )
            draft = choose(page).read(page)
            assert (draft.summary, [block.text for block in draft.blocks]) == (None, paragraphs)


def test_the_paragraph_in_one_box_with_the_headline_is_the_lead() -> None:
    rest = [
        "Cầu dài hai mươi mét, đủ cho xe máy qua lại cả hai chiều.",
        "Hôm khánh thành, trẻ con trong xóm chạy trước.",
    ] * 2
    texts = "".join(f"<p>{text}</p>" for text in rest)
    head = f"<header><h1>Cầu tre Bãi Ngang</h1><span>12/06/2022 10:30</span><p>{LEAD}</p></header>"
    page = Page.from_html(f"<article>{head}{texts}</article>", "http://bao.example/a")
    draft = choose(page).read(page)
    assert (draft.summary, [block.text for block in draft.blocks]) == (LEAD, rest)


def test_a_class_in_camel_case() -> None:
    assert found(f"<p>Sáng 12/6, dân trong xóm đã ra bến từ sớm.</p><p class=pHead>{LEAD}</p>") == LEAD


@pytest.mark.parametrize(
    ("lead", "host", "expected"),
    [
        (f"<span>BAOLANG</span> <b>{LEAD}</b>", "baolang.example", f"BAOLANG - {LEAD}"),
        (f"<div>TTXVN<br></div><div>{LEAD}</div>", "bao.example", f"TTXVN - {LEAD}"),
        (f"<strong>HÀ TĨNH</strong> {LEAD}", "bao.example", f"HÀ TĨNH - {LEAD}"),
        (f"<strong>Hà Tĩnh</strong> {LEAD}", "bao.example", f"Hà Tĩnh {LEAD}"),
        (f"<strong>HÀ TĨNH</strong> {LEAD.lower()}", "bao.example", f"HÀ TĨNH {LEAD.lower()}"),
        (f"<span>ASEAN</span> <b>{LEAD}</b>", "bao.example", f"ASEAN {LEAD}"),
        (f"TTXVN {LEAD}", "bao.example", f"TTXVN {LEAD}"),
    ],
    ids=[
        *("the site's own", "an agency's", "a place in capitals", "a place", "a sentence that a place begins"),
        *("no outlet", "no element of its own"),
    ],
)
def test_a_mark_in_an_element_of_its_own_is_parted_from_the_lead(lead: str, host: str, expected: str) -> None:
    page = Page.from_html(f"<div id=sapo>{lead}</div>", f"http://{host}/a.html")
    element = page.first("//*[@id='sapo']")
    assert with_dash_after_mark(element_text(element), element, page) == expected


@pytest.mark.parametrize("name", ["story-body__introduction", "main_abstract", "abstract"])
def test_further_names_of_leads(name: str) -> None:
    running = (
        f"<p>Sáng 12/6, dân trong xóm đã ra bến từ rất sớm để đợi ghe về.</p><p class={name}>{LEAD}</p><p>{LEAD}</p>"
    )
    assert found(running) == LEAD


def test_a_lead_in_the_table_of_a_whole_page() -> None:
    menu = "".join(
        f"<td><a href=/{i}><img src=/{i}.gif></a><a href=/{i}>Mục {i}</a><a href=/t{i}>Tin</a></td>" for i in range(9)
    )
    html = f"<table><tr>{menu}</tr><tr><td><h4 id=t>Cầu tre Bãi Ngang</h4><div>{LEAD}</div>{BODY}</td></tr></table>"
    page = Page.from_html(html, "http://bao.example/a")
    lead = lead_near(page.first("//*[@id='t']"), page.find("//*[@id='b']"), page)
    assert lead is not None
    assert element_text(lead) == LEAD


def test_what_an_article_says_in_brief_is_no_lead() -> None:
    brief = f"<div class=quick-summary><p>Tóm tắt nhanh</p><ul><li>{LEAD}</li></ul></div>"
    running = f"<p>Sáng 12/6, dân trong xóm đã ra bến từ rất sớm để đợi ghe.</p><p>{LEAD} Ai cũng mừng.</p>"
    assert found(brief + running) is None


@pytest.mark.parametrize("bold", [LEAD, None], ids=["a lead under it", "none"])
def test_a_line_that_says_who_reviewed_the_article_is_no_lead(bold: str | None) -> None:
    reviewed = "Bài viết được tư vấn chuyên môn bởi BSCKI Nông Văn Mẫu – Khoa Ngoại, Bệnh viện Bãi Ngang."
    texts = [
        "Cầu dài hai mươi mét, đủ cho xe máy qua lại.",
        "Hôm khánh thành, trẻ con chạy trước.",
        "Nay ai cũng qua được.",
    ]
    opening = f"<p><strong>{reviewed}</strong></p>" + (f"<p><strong>{bold}</strong></p>" if bold else "")
    body = opening + "".join(f"<p>{text * 3}</p>" for text in texts)
    html = f"<h1>Cầu tre Bãi Ngang nối hai bờ</h1><time>17/03/2024 06:05</time><div class=entry-content>{body}</div>"
    article = extract(html.encode(), "https://bao.example/cau-tre-123456.html")
    assert article.summary == bold
    assert article.content_text.split("\n\n")[0] == reviewed


def test_the_outlets_name_in_an_element_of_its_own_before_the_lead() -> None:
    page = Page.from_html(f"<h2 class=sapo><span>Bãi ngang</span> {LEAD}</h2>", "http://baingang.example/a")
    lead = page.first("//h2")
    assert lead is not None
    assert with_dash_after_mark(element_text(lead), lead, page) == f"Bãi ngang - {LEAD}"
    other = Page.from_html(f"<h2 class=sapo><span>Xóm dưới</span> {LEAD}</h2>", "http://baingang.example/a")
    assert (lead := other.first("//h2")) is not None
    assert with_dash_after_mark(element_text(lead), lead, other) == f"Xóm dưới {LEAD}"


def test_the_description_of_a_site_is_no_lead() -> None:
    assert (
        found(f"<p class=site-description>{LEAD}</p><p>Sáng 12/6, dân trong xóm đã ra bến từ rất sớm để chờ.</p>")
        is None
    )


@pytest.mark.parametrize("aligned", [True, False])
def test_a_motto_over_an_article_is_no_lead(aligned: bool) -> None:
    motto = "“Cầu nối hai bờ, người nối hai xóm, việc chung thì mỗi nhà cùng góp một tay cho chóng xong”"
    opening = f"<p{' style=text-align:center' if aligned else ''}><b>{motto}</b></p>"
    body = opening + "".join(f"<p>{text * 4}</p>" for text in ("Cầu dài hai mươi mét. ", "Trẻ con chạy trước. "))
    html = f"<h1>Cầu tre Bãi Ngang nối hai bờ</h1><time>17/03/2024 06:05</time><div class=entry-content>{body}</div>"
    article = extract(html.encode(), "https://bao.example/cau-tre-123456.html")
    assert article.summary == (None if aligned else motto)


def test_a_headline_repeated_in_several_lines_over_the_text() -> None:
    text = "".join(f"<p>{text * 4}</p>" for text in ("Cầu dài hai mươi mét. ", "Trẻ con chạy trước. "))
    repeated = "<p>CẦU TRE BÃI NGANG</p><p>NỐI HAI BỜ</p>"
    html = "<h1>Cầu tre Bãi Ngang nối hai bờ</h1><time>17/03/2024 06:05</time><div class=entry-content>{}</div>"
    for opening, first in ((repeated, "Cầu dài"), ("<p>CẦU TRE BÃI NGANG</p>", "CẦU TRE BÃI NGANG")):
        article = extract(html.format(opening + text).encode(), "https://bao.example/cau-tre-123456.html")
        assert article.content_text.startswith(first)


def test_a_title_that_is_longer_than_the_headline_is_no_lead() -> None:
    opening = "Xóm Bãi Ngang tổ chức lễ khánh thành cầu tre Bãi Ngang và đón các cụ về dự hội làng năm nay"
    for bold, lead in ((opening, None), (f"{opening}.", f"{opening}.")):
        text = f"<p align=center><b>{bold}</b></p><p>{LEAD}</p><p>{LEAD} Hôm ấy.</p><p>{LEAD} Rồi cả xóm về nhà.</p>"
        html = f"<div><h1>Lễ khánh thành cầu tre Bãi Ngang</h1><p>12/06/2022</p><div class=content>{text}</div></div>"
        assert extract(html, "http://bao.example/a-123456.html").summary == lead


def test_a_lead_in_one_table_with_its_picture() -> None:
    table = "<div class=tomtat><table><tr><td><img src=/a.jpg></td><td><span>{}</span></td></tr></table></div>"
    for text, lead in ((LEAD, LEAD), ("Cầu tre mới. Ảnh: Lê Mẫu", None)):
        html = (
            f"<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p>{table.format(text)}<div class=content>{LONG}</div></div>"
        )
        assert extract(html, "http://bao.example/a-123456.html").summary == lead


def test_a_mark_with_its_dash_in_an_element_of_its_own() -> None:
    for lead, summary, mark in (
        (f"<b>BHXH tỉnh -</b> {LEAD}", LEAD, "BHXH tỉnh"),
        (f"BHXH tỉnh - {LEAD}", f"BHXH tỉnh - {LEAD}", None),
        (f"<b>Một xóm nhỏ ven sông Mẫu -</b> {LEAD}", f"Một xóm nhỏ ven sông Mẫu - {LEAD}", None),
    ):
        for sapo in (f"<p class=sapo>{lead}</p>", f"<div class=sapo><p>{lead}</p></div>"):
            html = f"<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p>{sapo}<div class=content>{LONG}</div></div>"
            article = extract(html, "http://bao.example/a-123456.html")
            assert (article.summary, article.dateline) == (summary, mark)


def test_a_bold_opening_cut_off_by_the_system_is_the_lead_though_it_holds_the_headline() -> None:
    cut = "Sáng 12/6, xóm Bãi Ngang tổ chức lễ khánh thành cầu tre Bãi Ngang với sự có mặt của các cụ và mở đầu cho hội là"
    html = f"<div><h1>Lễ khánh thành cầu tre Bãi Ngang</h1><p>12/06/2022</p><div><p><b>{cut}</b></p>{LONG}</div></div>"
    assert extract(html, "http://bao.example/a-123456.html").summary == cut


def test_a_first_paragraph_in_another_kind_of_element_than_all_the_rest() -> None:
    picture = "<table><tr><td><img src=/a.jpg></td></tr><tr><td>Cầu tre nhìn từ phía chợ, sáng hôm khánh thành</td></tr></table>"
    for opening, lead in (
        (f"<div class=head>{LEAD}</div>", LEAD),
        (f"<div class=head>{LEAD}</div>{picture}", LEAD),
        (f"<p>{LEAD}</p>", None),
    ):
        html = f"<div class=x><div class=title>Cầu tre Bãi Ngang nối hai bờ</div><div>12/06/2022</div>{opening}{LONG}</div>"
        html = f"<title>Cầu tre Bãi Ngang nối hai bờ</title>{html}"
        assert extract(html, "http://bao.example/a-123456.html").summary == lead


def test_a_mark_in_capitals_glued_to_the_first_word() -> None:
    html = "<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p><p class=sapo>{}</p><div class=content>{}</div></div>"
    for lead, mark in (
        (f"<span class=mark>XM&HM</span>{LEAD}", "XM&HM"),
        (f"<span class=drop>{LEAD[0]}</span>{LEAD[1:]}", None),
    ):
        article = extract(html.format(lead, LONG), "http://bao.example/a-123456.html")
        assert (article.summary, article.dateline) == (LEAD, mark)


def test_a_lead_without_the_word_that_says_it_is_one() -> None:
    html = "<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p><p class=sapo>{}</p><div class=content>{}</div></div>"
    for label in ("Tóm tắt: ", "<b>Tóm tắt</b>: ", "TÓM TẮT. "):
        assert extract(html.format(label + LEAD, LONG), "http://bao.example/a-123456.html").summary == LEAD
    kept = "Tóm tắt nhanh cho ai chưa ra bến: cầu dài hai mươi mét."
    assert extract(html.format(kept, LONG), "http://bao.example/a-123456.html").summary == kept


def test_a_quotations_element_that_opens_the_text_is_the_lead() -> None:
    html = "<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p><div class=content>{}</div></div>"
    quoted = f"<blockquote><p>{LEAD}</p></blockquote>"
    assert extract(html.format(quoted + LONG), "http://bao.example/a-123456.html").summary == LEAD
    assert extract(html.format(LONG + quoted + LONG), "http://bao.example/a-123456.html").summary is None
    assert extract(html.format(2 * quoted + LONG), "http://bao.example/a-123456.html").summary is None


def test_a_lead_in_the_smallest_heading() -> None:
    assert found(f"<p>12/06/2022 10:30</p><h6>{LEAD}</h6>") == LEAD


def test_a_lead_set_as_sentences_in_a_list() -> None:
    first, second = "Cả xóm góp tre và góp công suốt mười ngày.", "Người đi làm xa thì gửi tiền về mua đinh."
    bullets = f"<ul><li>{first}</li><li>{second}</li></ul>"
    html = "<div><h1>Cầu tre Bãi Ngang</h1><p>12/06/2022</p>{}<div class=content>{}</div></div>"
    for sapo, lead in (
        (f"<div class=sapo>{bullets}</div>", f"{first} {second}"),
        (f"<div class=sapo><b>Tóm tắt nhanh</b>{bullets}</div>", None),
        (f"<div class=sapo>{bullets.replace('.', '')}</div>", None),
    ):
        assert extract(html.format(sapo, LONG), "http://bao.example/a-123456.html").summary == lead
