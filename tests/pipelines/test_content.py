"""The body as plain text and as clean HTML."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.items import Block, Draft, Image
from crawler.pipelines.content import ContentPipeline, render_content, sanitised

LEAD = "Hơn hai trăm thanh niên đến dự ngày hội tư vấn học nghề."


def p(text: str, html: str | None = None, **how: Any) -> Block:
    return Block("p", text, text if html is None else html, **how)


def rendered(
    *blocks: Block, images: list[Image] | None = None, title: str = "Ngày hội học nghề", summary: str | None = None
) -> Draft:
    draft = Draft(title=title, summary=summary, blocks=list(blocks), images=images or [])
    render_content(draft)
    return draft


def test_text_and_html_of_all_kinds() -> None:
    draft = rendered(
        p("Một đoạn.", "Một <strong>đoạn</strong>."),
        Block("h2", "Đầu mục", "Đầu mục"),
        Block("li", "a", "a", starts_list=True),
        Block("li", "b", "b"),
        Block("li", "c", "c", starts_list=True),
        Block("li", "1", "1", ordered=True, starts_list=True),
        Block("blockquote", "Lời trích.", "Lời trích."),
        Block("figure", "", image=0),
        Block("table", "x | y", "<table><tbody><tr><td>x</td><td>y</td></tr></tbody></table>"),
        p("Hết."),
        images=[Image('http://bao.example/a.jpg?x=1&y="2"', caption="Chú thích <b>", alt='"Ảnh" 1')],
    )
    assert draft.content_text.split("\n\n") == ["Một đoạn.", "Đầu mục", "a", "b", "c", "1", "Lời trích.", "Hết."]
    assert draft.content_html.split("\n") == [
        "<p>Một <strong>đoạn</strong>.</p>",
        "<h2>Đầu mục</h2>",
        "<ul><li>a</li><li>b</li></ul>",
        "<ul><li>c</li></ul>",
        "<ol><li>1</li></ol>",
        "<blockquote><p>Lời trích.</p></blockquote>",
        '<figure><img src="http://bao.example/a.jpg?x=1&amp;y=&quot;2&quot;" alt="&quot;Ảnh&quot; 1">'
        "<figcaption>Chú thích &lt;b&gt;</figcaption></figure>",
        "<table><tbody><tr><td>x</td><td>y</td></tr></tbody></table>",
        "<p>Hết.</p>",
    ]


@pytest.mark.parametrize("first", [LEAD, LEAD.upper(), LEAD.rstrip("."), f"“{LEAD}”"])
def test_a_lead_that_is_set_as_one_once_more_is_left_out(first: str) -> None:
    for again in (p(first, emphasis="bold"), Block("h2", first, first)):
        assert rendered(again, p("Đoạn hai."), summary=LEAD).content_text == "Đoạn hai."


def test_a_text_that_begins_with_the_words_of_the_lead_is_whole() -> None:
    assert rendered(p(LEAD), p("Đoạn hai."), summary=LEAD).content_text == f"{LEAD}\n\nĐoạn hai."


def test_a_first_paragraph_that_repeats_the_headline_is_left_out() -> None:
    figure = Block("figure", "", image=0)
    draft = rendered(figure, p("NGÀY HỘI HỌC NGHỀ"), p("Đoạn một."), images=[Image("http://bao.example/a.jpg")])
    assert draft.content_text == "Đoạn một."


def test_the_only_paragraph_stays_whatever_it_repeats() -> None:
    assert rendered(p(LEAD), summary=LEAD).content_text == LEAD


def test_a_paragraph_that_begins_like_the_lead_stays() -> None:
    assert rendered(p(f"{LEAD} Trong đó có ba mươi em nữ."), p("Hai."), summary=LEAD).content_text.startswith(LEAD)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<p onclick="f()" class="x" style="color: red">a</p>', "<p>a</p>"),
        ("<p>a<script>f()</script></p>", "<p>a</p>"),
        ('<a href="javascript:f()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="http://bao.example/" target="_blank" rel="x">a</a>', '<a href="http://bao.example/">a</a>'),
        ('<img src="http://bao.example/a.jpg" onerror="f()">', '<img src="http://bao.example/a.jpg">'),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ("<div><font>a</font></div>", "a"),
        ('<td colspan="2" width="9">a</td>', "a"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<iframe src='http://x.example'></iframe>a", "a"),
    ],
)
def test_sanitised(dirty: str, clean: str) -> None:
    assert sanitised(dirty) == clean


def test_pipeline_passes_other_items() -> None:
    assert ContentPipeline().process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]
    draft = Draft(title="Tít", blocks=[p("Đoạn.")])
    assert ContentPipeline().process_item(draft).content_text == "Đoạn."
