"""The generic layout: pages of no family."""

from __future__ import annotations

import pytest

import crawler
from crawler.layouts import NotAnArticle, Page, choose
from crawler.layouts.density import background, densest, paragraphs

PARAGRAPHS = [
    "Sáng nay, hơn hai trăm thanh niên của huyện đã đến dự ngày hội tư vấn học nghề, tìm hiểu các ngành đang "
    "thiếu lao động.",
    "Ban tổ chức mời mười sáu trường nghề và chín doanh nghiệp, trong đó có ba doanh nghiệp tuyển học viên ngay "
    "khi còn đang học.",
    "Kết thúc ngày hội, bảy mươi tám em nộp hồ sơ, nhiều nhất là nghề điện lạnh, nấu ăn và chăm sóc người cao tuổi.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
STATED = "<meta property='og:type' content='article'><meta property='og:title' content='Ngày hội tư vấn học nghề'>"
SIDE = (
    "<div class=sidebar><ul>"
    + "".join(
        f"<li><a href='/{i}.html'>Một bài khác có tít khá dài trong danh sách bên phải số {i}</a></li>"
        for i in range(30)
    )
    + "</ul></div>"
)


def page(body: str, head: str = STATED) -> Page:
    return Page.from_html(f"<html><head>{head}</head><body>{body}</body></html>", "http://bao.example/a-12345.html")


def test_paragraphs_in_an_inline_element_are_no_text_of_the_box_around_it() -> None:
    given = page(
        f"<div class=column><h1>Ngày hội tư vấn học nghề</h1><div><span class=main_body>{BODY}</span></div>{SIDE}</div>"
    )
    body = densest(given)
    assert body is not None
    assert body.get("class") == "main_body"


def reason(html: str, head: str = STATED) -> str:
    with pytest.raises(NotAnArticle) as refused:
        choose(page(html, head)).read(page(html, head))
    return str(refused.value)


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Ngày hội tư vấn học nghề</h1><div class=x>{BODY}</div>{SIDE}",
        f"{SIDE}<article><h1>Ngày hội tư vấn học nghề</h1>{BODY}</article>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div class=detail-content><div>{BODY}</div></div><div "
        f"class=comments>{BODY.replace('Sáng', 'Chiều') * 3}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div itemprop=articleBody>{BODY}</div>",
    ],
)
def test_the_body_is_where_the_running_text_is(html: str) -> None:
    draft = choose(page(html)).read(page(html))
    assert draft.layout == "generic"
    assert draft.title == "Ngày hội tư vấn học nghề"
    assert [b.text for b in draft.blocks if b.kind == "p"] == PARAGRAPHS


def test_without_metadata_a_date_beside_the_headline_is_needed() -> None:
    article = f"<div><h1>Ngày hội tư vấn học nghề</h1>{{}}<div>{BODY}</div></div>"
    assert reason(article.format(""), "") == "no-sign-of-an-article"
    dated = page(article.format("<p>12/06/2022 22:43</p>"), "")
    assert choose(dated).read(dated).title == "Ngày hội tư vấn học nghề"
    timed = page(article.format("<time datetime='2022-06-12'>hôm nọ</time>"), "")
    assert choose(timed).read(timed).date_clues[0].text == "hôm nọ"


@pytest.mark.parametrize(
    ("html", "head", "refused"),
    [
        ("", "", "empty-page"),
        (f"<h1>Không tìm thấy trang</h1><div>{BODY}</div>", STATED, "soft-404"),
        (f"<div>{BODY}</div>", "<title>404 - Page not found</title>", "soft-404"),
        ("<h1>Đăng nhập</h1><form><input name=u><input type=password></form>", "", "login-page"),
        (f"<h1>Chuyên mục</h1>{SIDE}", "", "no-body"),
        (f"<h1>Chuyên mục</h1>{SIDE}", STATED, "no-body"),
        ("<h1>Ngày hội tư vấn học nghề</h1><p>Ngắn quá.</p>", STATED, "no-body"),
    ],
)
def test_refusals(html: str, head: str, refused: str) -> None:
    assert reason(html, head) == refused


def test_a_section_page_with_teasers_is_no_article() -> None:
    teasers = "".join(
        f"<div class=item><h3><a href='/{i}.html'>Tít bài số {i} của chuyên mục</a></h3><span>1{i}/06/2022"
        f"</span><p>{p}</p></div>"
        for i, p in enumerate(PARAGRAPHS)
    )
    reason(f"<h1>An sinh xã hội</h1><div class=list>{teasers}</div>", "<meta property='og:type' content='website'>")


def test_densest() -> None:
    assert densest(page(SIDE)) is None
    found = densest(page(f"<div id=here>{BODY}</div><footer>{BODY * 2}</footer>"))
    assert found is not None
    assert found.get("id") == "here"


@pytest.mark.parametrize(
    "html",
    [
        f"<div class=all><div id=a><p>{PARAGRAPHS[0]}</p></div><div class=player></div><div id=b><p>{PARAGRAPHS[1]}</p>"
        f"<p>{PARAGRAPHS[2]}</p></div></div>",
        f"<div><div class=first>{PARAGRAPHS[0]}</div><div><div><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></div></div>"
        "</div>",
    ],
    ids=["cut in two", "opens in a box of its own"],
)
def test_a_body_in_several_boxes_is_one(html: str) -> None:
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1>{html}{SIDE}</div>")
    draft = choose(given).read(given)
    assert [b.text for b in draft.blocks if b.kind == "p"] == PARAGRAPHS


def test_the_frame_around_the_headline_is_no_body() -> None:
    notice = "<p>Tòa soạn xin lỗi bạn đọc vì trang có thể chậm trong ít phút do đang bảo trì máy chủ ảnh.</p>"
    given = page(f"<div>{notice}<div><h1>Ngày hội tư vấn học nghề</h1><div>{BODY}</div></div></div>")
    assert [b.text for b in choose(given).read(given).blocks] == PARAGRAPHS


def test_an_h1_that_shares_no_word_with_the_stated_headline_is_not_it() -> None:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ngày hội tư vấn học nghề"}</script>'
    )
    given = page(f"<h1>Đăng ký bản tin hằng tuần</h1><div>{BODY}</div>", stated)
    assert choose(given).read(given).title == "Ngày hội tư vấn học nghề"
    given = page(f"<h1>Huyện mở ngày hội nghề nghiệp</h1><div>{BODY}</div>", stated)
    assert choose(given).read(given).title == "Huyện mở ngày hội nghề nghiệp"


def test_a_front_page_is_no_article_whatever_its_metadata_says() -> None:
    html = f"<meta property=og:type content=article><h1>Ngày hội tư vấn học nghề</h1><div>{BODY}</div>"
    for address in ("https://baomau.vn/", "https://baomau.vn"):
        with pytest.raises(NotAnArticle, match="front-page"):
            choose(page(html)).read(Page.from_html(html, address))
    by_query = Page.from_html(html, "https://baomau.vn/?p=12")
    assert choose(by_query).read(by_query).title == "Ngày hội tư vấn học nghề"


# --- leads ----------------------------------------------------------------------------------------------------------

LEAD = "Ban tổ chức mời mười sáu trường nghề và chín doanh nghiệp đến tận sân nhà văn hóa của huyện."
DESCRIBED = f"{STATED}<meta name=description content='{LEAD}'>"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Ngày hội tư vấn học nghề</h1><p class=sapo>{LEAD}</p><div>{BODY}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><p>{LEAD}</p><div>{BODY}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div class=x><div><strong>{LEAD}</strong></div></div><div>{BODY}</div>",
        f"<div><h1>Ngày hội tư vấn học nghề</h1><h2>{LEAD}</h2>{BODY}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div><p><b>{LEAD}</b></p>{BODY}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div><p class=lead>{LEAD}</p>{BODY}</div>",
        f"<div><h1>Ngày hội tư vấn học nghề</h1><i>12/06/2022</i><div id=x>{LEAD}</div><div>{BODY}</div></div>",
        f"<div><h1>Ngày hội tư vấn học nghề</h1><ul><li>12/06/2022</li><li>1.204</li></ul><p><b>{LEAD}</b></p>{BODY}</div>",
        f"<h1>Ngày hội tư vấn học nghề</h1><div><p>12/06/2022 - 345 lượt xem</p><p><b>{LEAD}</b></p>{BODY}</div>",
        "<div><h1>Ngày hội tư vấn học nghề</h1><p>Thứ Hai, 12/06/2022 | 10:05 (GMT+7) - Cập nhật: 13/06/2022 08:15</p>"
        f"<div class=sapo><p>{LEAD}</p></div>{BODY}</div>",
        f"<div><h1>Ngày hội tư vấn học nghề</h1><h2>{LEAD} >> <a href=/b.html>Bài khác</a></h2><div>{BODY}</div></div>",
    ],
    ids=[
        *("classed", "repeats the description", "the same in a box", "a heading in the body", "bold in the body"),
        *("classed in the body", "alone before the body", "bold after a row", "bold after a line of the body"),
        *("classed after a long row", "with a related link"),
    ],
)
def test_the_lead(html: str) -> None:
    given = page(html, DESCRIBED)
    draft = choose(given).read(given)
    assert draft.summary == LEAD
    assert [b.text for b in draft.blocks] == PARAGRAPHS


MORE = f"<p>{PARAGRAPHS[0]} Hết.</p>"


@pytest.mark.parametrize(
    "html",
    [
        f"<div class=a><div class=b><p>{LEAD}</p></div><div class=c>{BODY}{MORE}</div></div>",
        f"<div class=a><p class=b>{LEAD}</p>{BODY}{MORE}</div>",
        f"<div class=a><p class=b>{LEAD}</p>{(BODY + MORE).replace('<p>', '<p class=n>')}</div>",
        f"<div class=a><img src=/a.jpg><p><b>{LEAD} Các em đi từ sáng sớm, đông nhất là xã vùng cao.</b></p>{BODY}{MORE}</div>",
        f"<div class=a><p><b>{LEAD}</b></p><p><b>Ngành thiếu thợ</b></p>{BODY}{MORE}</div>",
    ],
    ids=[
        *("in a box of its own", "the only one with a class", "with a class of its own", "bold under a picture"),
        "bold over a bold sub-heading",
    ],
)
def test_a_first_paragraph_that_the_markup_sets_apart_is_the_lead(html: str) -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1>{html}")
    draft = choose(given).read(given)
    assert draft.summary is not None
    assert draft.summary.startswith(LEAD)
    texts = [b.text for b in draft.blocks if b.kind == "p" and b.text != "Ngành thiếu thợ"]
    assert texts == [*PARAGRAPHS, f"{PARAGRAPHS[0]} Hết."]


@pytest.mark.parametrize(
    "html",
    [
        f"<div class=a><div class=b><p>{LEAD}</p><p>{LEAD} Còn nữa.</p></div><div class=c>{BODY}{MORE}</div></div>",
        f"<div class=a><div class=b><p>{LEAD}</p></div>{BODY}{MORE}</div>",
        f"<div class=a><p class=MsoNormal>{LEAD}</p>{BODY}{MORE}</div>",
        f"<div class=a><p class=has-drop-cap>{LEAD}</p>{BODY}{MORE}</div>",
        f"<div class=a><p class=p1>{LEAD}</p>{(BODY + MORE).replace('<p>', '<p class=p2>')}</div>",
        f"<div class=a><p class=b>{LEAD}</p>{BODY}{MORE.replace('<p>', '<p class=b>')}</div>",
        f"<div class=a><p>{LEAD}</p>{BODY}{MORE}</div>",
    ],
    ids=[
        "two in a box",
        "a box among paragraphs",
        "Word's class",
        "a drop cap",
        "a text editor's classes",
        "a class of several",
        "like all others",
    ],
)
def test_a_first_paragraph_like_the_others_is_body(html: str) -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1>{html}")
    draft = choose(given).read(given)
    assert draft.summary is None
    assert draft.blocks[0].text == LEAD


@pytest.mark.parametrize("heading", ["Ý kiến bạn đọc (2)", "Bình luận", "2 bình luận", "Gửi ý kiến của bạn"])
def test_readers_comments_in_the_body_are_none(heading: str) -> None:
    comments = f"<p>{heading}</p><p>Bài viết rất hay, cảm ơn.</p><p>banđọc - 7 giờ trước</p><p>Thích | 12 Trả lời</p>"
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022 22:43</p>{BODY}{comments}</div>")
    assert [b.text for b in choose(given).read(given).blocks] == PARAGRAPHS
    letters = f"<h3>{heading}</h3><p>Nhiều người viết thư về.</p>"  # nothing of what comments have
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022 22:43</p>{BODY}{letters}</div>")
    assert choose(given).read(given).blocks[-1].text == "Nhiều người viết thư về."


def test_a_bold_lead_without_a_box() -> None:
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><strong>{LEAD}</strong><div>{BODY}</div></div>")
    assert choose(given).read(given).summary == LEAD


def test_a_box_around_the_body_is_no_lead() -> None:
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><div class='the-content desc'><div>{BODY}</div></div></div>")
    draft = choose(given).read(given)
    assert draft.summary is None
    assert [b.text for b in draft.blocks] == PARAGRAPHS


def test_a_column_called_main_content_is_no_body() -> None:
    given = page(
        f"<div class=main-content><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p><strong>{LEAD}</strong>"
        f"<div class=x>{BODY}</div></div>"
    )
    found = densest(given)
    assert found is not None
    assert found.get("class") == "x"


def test_the_next_article_in_full_is_not_this_one() -> None:
    other = f"<h2><a href='/bai-sau-123457.html'>Một bài khác dài hơn bài này nhiều lần</a></h2><div>{BODY * 3}</div>"
    related = "<h3><a href='/bai-cu-123450.html'>Một bài khác cùng chuyên mục với bài này</a></h3>"
    given = page(
        f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p><div class=x>{BODY}</div><div class=sau>{other}</div></div>"
    )
    assert [b.text for b in choose(given).read(given).blocks] == PARAGRAPHS
    given = page(
        f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p><div>{related}<div class=x>{BODY}</div></div></div>"
    )
    assert [b.text for b in choose(given).read(given).blocks] == PARAGRAPHS


def test_a_date_that_is_a_link_announces_no_other_article() -> None:
    dated = "<td><a href=/2022/06/>Thứ Hai, 12/06/2022 10:05</a></td>"
    given = page(
        f"<table><tr>{dated}<td><h2 class=sapo>{LEAD}</h2></td></tr></table><h1>Ngày hội tư vấn học nghề</h1><div>{BODY}</div>"
    )
    assert [p.teaser for p in paragraphs(given)] == [None] * 4


def test_a_picture_between_headline_and_date_stays() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>Các em xem máy tiện.</figcaption></figure>"
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1>{figure}<p>12/06/2022</p>{BODY}</div>")
    draft = choose(given).read(given)
    assert [image.caption for image in draft.images] == ["Các em xem máy tiện."]
    assert [b.text for b in draft.blocks if b.kind == "p"] == PARAGRAPHS


def test_what_machines_are_told_of_a_date_in_other_words() -> None:
    ago = "<div class=chan><time datetime='2022-06-12T10:05:00+07:00'>3 ngày trước</time></div>"
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><div>{BODY}</div>{ago}</div>")
    assert [clue.text for clue in choose(given).read(given).date_clues] == ["3 ngày trước", "2022-06-12T10:05:00+07:00"]


def test_a_first_paragraph_that_metadata_repeat_is_body() -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><div><p>{LEAD}</p>{BODY}</div>", DESCRIBED)
    draft = choose(given).read(given)
    assert draft.summary is None
    assert [b.text for b in draft.blocks] == [LEAD, *PARAGRAPHS]


def test_a_sign_off_beside_the_body_belongs_to_it() -> None:
    html = (
        f"<h1>Ngày hội tư vấn học nghề</h1><div><div>{BODY}</div><p style='text-align: right'><b>Lê Mẫu</b></p></div>"
    )
    given = page(html)
    last = choose(given).read(given).blocks[-1]
    assert (last.text, last.align) == ("Lê Mẫu", "right")


def test_who_answers_for_the_site_is_no_body() -> None:
    imprint = (
        "<div id=bottom><p>Cơ quan chủ quản: Hội Thử nghiệm. Giấy phép số 000 cấp ngày 01/02/2020 tại Hà Nội</p></div>"
    )
    assert reason(f"<h1>Ngày hội tư vấn học nghề</h1>{imprint * 4}") == "no-body"


def test_a_teaser_in_the_body_is_no_body() -> None:
    teaser = f"<div class=lq><div class=tit><a href='/b-123456.html'>Một bài khác của chuyên mục này</a></div><p>{LEAD}</p></div>"
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}{teaser}<p>{PARAGRAPHS[0]} Hết.</p></div>")
    assert [b.text for b in choose(given).read(given).blocks] == [*PARAGRAPHS, f"{PARAGRAPHS[0]} Hết."]


@pytest.mark.parametrize(
    "line",
    [
        "Lễ khai mạc lúc 8:15",
        "Mọi người gọi về tòa soạn, số máy bận suốt buổi sáng.",
        "Người dân cần thuyền thì báo qua đường dây nóng 0900.000.000.",
        "Mời bạn bè vào nhà, ông rót nước.",
        "Hay lắm, bác thợ nói.",
        "<a href=/viec-lam/hoi-cho-nghe-cuoi-nam>Hội chợ nghề cuối năm mở cửa từ sáng sớm.</a>",
        "<b><a href=/viec-lam/hoi-cho-nghe-cuoi-nam>Hội chợ nghề cuối năm</a></b>",
        "<a href=/files/so-tay-nghe-cho-nguoi-moi.pdf>Sổ tay nghề cho người mới</a>",
        "Từ khóa: nghề, việc làm",
        "Ban tổ chức theo dõi các em trên <a href=https://facebook.com/x>Facebook</a>, ai cũng vui.",
        "Bản quyền bài hát được ghi rõ trong sổ.",
    ],
)
def test_sentences_like_them_are_body(line: str) -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}<p>{line}</p>{BODY}</div>")
    assert len(choose(given).read(given).blocks) == 7


def test_a_sign_off_under_the_table_around_the_body_is_read() -> None:
    table = f"<table><tr><td>{BODY}</td></tr></table>"
    for sign, names in (
        ("<p>Kiều Mộng Thu</p>", ["Kiều Mộng Thu"]),
        ("<p align=right><b>Kiều Mộng Thu - Lê An</b></p>", ["Kiều Mộng Thu", "Lê An"]),
    ):
        article = crawler.extract(
            f"<title>Ngày hội tư vấn học nghề</title><div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p>"
            f"<div class=nd>{table}{sign}</div></div>",
            url="https://bao.example/ngay-hoi-123456.html",
        )
        assert [author.name for author in article.authors] == names
        assert article.content_text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "In trang | Gửi email | Cỡ chữ: A- A+",
        "Thích Chia sẻ Tweet",
        "Nghe đọc bài",
        "00:00 / 03:12 1x",
        "Đánh giá bài viết 4.5/5 (12 bình chọn)",
        "Mọi hình thức sao chép phải được Báo Làng đồng ý bằng văn bản.",
        "Bản quyền thuộc Báo Làng. Ghi rõ nguồn khi sao chép.",
        "Mọi ý kiến xin gửi về tòa soạn theo số 0900 000 000",
        "Luật sư tư vấn luật dân sự qua tổng đài: 1900.0000",
        "*Mời bạn đọc vào chuyên mục <a href=/x>Việc làm</a> xem các tin, bài liên quan.",
        "Ý kiến của bạn về bài viết, xin gửi theo địa chỉ hoặc mẫu dưới đây:",
        "Số lượt xem: 1.234",
        "Số lượt người xem: 13Bản in Quay lại",
        "1.234 lượt đọc",
        "5/5 - (12 bình chọn)",
        "Bình chọn: ★★★★★ (18 lượt)",
        "Click để đánh giá bài viết",
        "Bài viết này có hữu ích không?",
        "Người đăng: btv01",
        "Mời quý độc giả theo dõi các chương trình đã phát sóng trên <a href=/tv>TV Làng</a>",
        "Theo dõi Báo Làng trên <a href=https://news.google.com/x>Google News</a>",
        "<a href=https://www.google.com/x>Thêm Báo Làng trên Google</a> Chọn Báo Làng làm nguồn ưu tiên",
        "Tags",
        "Chia sẻ: FacebookZalo",
        "Bạn đánh giá bài viết này thế nào?",
        "Hữu ích: 41 phiếu | Chưa hữu ích: 2 phiếu",
        "Từ khóa: <a href=/t/1>nghề</a>, <a href=/t/2>việc làm</a>",
        "<a href=/tag/nghe>học nghề</a>",
        "<a href=/viec-lam/hoi-cho-nghe-cuoi-nam>Hội chợ nghề cuối năm</a>",
        "Mời quý độc giả theo dõi Báo Làng trên <a href=https://news.google.com/x><img src=/g.png></a>",
        "Các bài viết mới nhất",
        "<div class=author-box><h4>Về tác giả</h4>"
        "<p>Chị viết về nghề nghiệp và đời sống nông thôn đã lâu năm, ở khắp vùng này.</p></div>",
    ],
)
def test_buttons_invitations_and_rights_are_no_body(line: str) -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}<div>{line}</div></div>")
    assert [b.text for b in choose(given).read(given).blocks] == PARAGRAPHS


@pytest.mark.parametrize("name", ["img_chu_thich_0407", "photo-desc", "image-note", "pic-des"])
def test_classes_of_captions(name: str) -> None:
    figures = "".join(f"<div><img src=/{n}.jpg><p class={name}>{p}</p></div>" for n, p in enumerate(PARAGRAPHS))
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p><div>{figures}</div>")
    draft = choose(given).read(given)
    assert [image.caption for image in draft.images] == PARAGRAPHS
    assert [block.kind for block in draft.blocks] == ["figure"] * 3


def test_the_main_picture_may_stand_before_the_body() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>Các em xem máy tiện.</figcaption></figure>"
    other = "<figure><a href=/b-123456.html><img src=/b.jpg></a><figcaption>Bài khác.</figcaption></figure>"
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1>{figure}{other}<div>{BODY}</div></div>")
    draft = choose(given).read(given)
    assert [image.caption for image in draft.images] == ["Các em xem máy tiện."]


def test_headlines_that_follow_each_other_are_related_articles_alone_they_are_sub_headings() -> None:
    links = [f"<h4><a href='/bai-{n}-12345{n}.html'>Một bài khác của chuyên mục này</a></h4>" for n in range(3)]
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{''.join(links)}{BODY}{links[0]}{BODY}</div>")
    assert [b.kind for b in choose(given).read(given).blocks] == ["p"] * 3 + ["h4"] + ["p"] * 3


def test_microdata_that_call_the_whole_column_the_body() -> None:
    others = "".join(
        f"<div><h3><a href='/bai-{i}-22222{i}.html'>Một bài khác của mục này số {i}</a></h3></div>" for i in range(9)
    )
    column = page(
        f"<div itemprop=articleBody><h1>Ngày hội tư vấn học nghề</h1><div>{BODY}</div><div>{others}</div></div>"
    )
    assert [block.text for block in choose(column).read(column).blocks] == PARAGRAPHS


def test_the_moment_that_a_script_prints_as_an_age() -> None:
    stamp = "<span class=time><span class=timeago title='2019-06-03T11:46:14'></span></span>"
    dated = page(f"<div><h1>Ngày hội tư vấn học nghề</h1>{stamp}<div>{BODY}</div></div>")
    assert [clue.text for clue in choose(dated).read(dated).date_clues] == ["2019-06-03T11:46:14"]


def test_an_arrow_of_two_signs_points_to_another_article() -> None:
    pointer = "<h3><a href='/bai-khac-123999.html'>-&gt; Tuyển sinh nghề quý ba</a></h3>"
    pointed = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}{pointer}</div>")
    assert [block.text for block in choose(pointed).read(pointed).blocks] == PARAGRAPHS


def test_a_caption_is_no_address() -> None:
    table = "<table><tr><td><img src=/a.jpg></td></tr><tr><td>https://bao.example/</td></tr></table>"
    pictured = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}{table}</div>")
    draft = choose(pictured).read(pictured)
    assert [image.caption for image in draft.images] == [None]
    assert [block.text for block in draft.blocks if block.kind == "p"] == PARAGRAPHS


def test_a_photographer_in_a_captions_class_is_no_author() -> None:
    picture = (
        "<div><img src=/a.jpg><div class='PhotoCMS_Caption PhotoCMS_Author'><p>Thợ trẻ bên máy tiện.</p></div></div>"
    )
    pictured = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{picture}{BODY}</div>")
    draft = choose(pictured).read(pictured)
    assert [image.caption for image in draft.images] == ["Thợ trẻ bên máy tiện."]
    assert draft.byline_clues == []


def test_what_a_script_decrypts_is_no_text() -> None:
    secret = "U2FsdGVkX1" + "8yLDvG0pQ3kTzB" * 40
    assert reason(f"<h1>Ngày hội tư vấn học nghề</h1><div class=detail-content><p>{secret}</p></div>") == "no-body"
    mixed = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}<p>{secret}</p></div>")
    assert [block.text for block in choose(mixed).read(mixed).blocks] == PARAGRAPHS


@pytest.mark.parametrize(
    "row",
    [
        "<div class=author><span class=avatar>H</span><span class=name>Hà Anh</span></div>",
        "<span id=Lbl_Author class=ReferenceSourceTG>Hà Anh</span>",
    ],
    ids=["a letter for a portrait", "a class that names source and author"],
)
def test_who_wrote_it(row: str) -> None:
    named = page(f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022 10:30</p>{row}<div>{BODY}</div></div>")
    clues = [(clue.text, clue.origin) for clue in choose(named).read(named).byline_clues]
    assert clues == [("Hà Anh", "printed")]


def test_the_opening_of_a_body_that_repeats_the_headline() -> None:
    lead = "Hai trăm thanh niên tới nghe mười sáu trường nghề nói thật về công việc."
    opening = f"<p class=SGTOTitle>Ngày hội tư vấn học nghề của huyện</p><p class=SGTOSummary>{lead}</p>"
    body = f"<div>{opening}{BODY}<p>- 19:30 05/09/2022</p></div>"
    opened = page(f"<div><h1>Ngày hội tư vấn học nghề của huyện</h1><p>12/06/2022</p>{body}</div>")
    draft = choose(opened).read(opened)
    assert (draft.summary, [block.text for block in draft.blocks]) == (lead, PARAGRAPHS)


def test_a_date_outside_the_box_of_headline_and_text_drops_nothing_of_the_text() -> None:
    text = "<p>Thầy hiệu trưởng nói <em>ai cũng học được</em>.</p><p>Lớp mở vào tối thứ ba.</p>"
    over = "<div class=header-content><span class=date>12/06/2022 10:30</span></div>"
    dated = page(f"{over}<div><h1>Ngày hội tư vấn học nghề</h1>{text}{BODY}</div>")
    expected = ["Thầy hiệu trưởng nói ai cũng học được.", "Lớp mở vào tối thứ ba.", *PARAGRAPHS]
    assert [block.text for block in choose(dated).read(dated).blocks] == expected


@pytest.mark.parametrize(
    ("name", "kept"), [("avatar1768012345.jpg", True), ("avatar/12.jpg", False), ("user_avatar.png", False)]
)
def test_a_photo_that_is_named_after_its_place_in_lists_is_one(name: str, kept: bool) -> None:
    figure = f"<figure><img src='/2026/{name}'><figcaption>Thợ trẻ bên máy tiện.</figcaption></figure>"
    pictured = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}{figure}</div>")
    assert len(choose(pictured).read(pictured).images) == kept
    bare = page(f"<h1>Ngày hội tư vấn học nghề</h1><div>{BODY}<p><img src='/2026/{name}'></p></div>")
    assert choose(bare).read(bare).images == []


def test_a_date_under_the_text_drops_nothing_of_the_text() -> None:
    paragraphs = [*PARAGRAPHS, "Ba việc phải làm", *(f"{text} Thêm nữa." for text in PARAGRAPHS)]
    text = "".join(f"<p>{p.replace('Thêm', '<i>Thêm</i>')}</p>" for p in paragraphs)
    html = f"<div><h1>Ngày hội tư vấn học nghề</h1>{text}<p align=right>[ 10:22:05 20/11/2009 ]</p></div>"
    given = page(html)
    draft = choose(given).read(given)
    assert [b.text for b in draft.blocks] == paragraphs
    assert [clue.text for clue in draft.date_clues] == ["[ 10:22:05 20/11/2009 ]"]


@pytest.mark.parametrize(
    "lead",
    [
        "<font class=tomtat>{}</font><br>",
        "<div class=trich>{}</div>",
        "<div class=tomtat-tin>{}</div>",
        "<div class=x>{} <a href=/b-1234567.html>Bài kia</a></div>",
    ],
)
def test_more_leads(lead: str) -> None:
    said = "Hơn hai trăm thanh niên của huyện đã đến dự ngày hội tư vấn học nghề đầu năm."
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    html = (
        f"<div><h1>Ngày hội tư vấn học nghề</h1><p>12/06/2022</p>{lead.format(said)}<div class=body>{body}</div></div>"
    )
    given = page(html)
    assert (choose(given).read(given).summary or "").startswith(said)


def test_the_moment_that_a_script_counts_from() -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    html = f"<div><h1>Ngày hội tư vấn học nghề</h1><p data-time=1680757620000>2 giờ trước</p><div>{body}</div></div>"
    given = page(html)
    assert "2023-04-06T05:07:00+00:00" in [clue.text for clue in choose(given).read(given).date_clues]


@pytest.mark.parametrize("pictures", ["", "<img src=/images/bullet.gif>" * 8])
def test_a_lead_in_a_cell_of_the_table_that_holds_the_article(pictures: str) -> None:
    lead = "Hơn hai trăm thanh niên đến dự ngày hội, bảy mươi tám em nộp hồ sơ học nghề."
    rows = ("<span class=title>Ngày hội tư vấn học nghề</span>", "12/06/2022", f"<span class=TrichDan>{lead}</span>")
    table = "".join(f"<tr><td>{row}</td></tr>" for row in (*rows, f"<div>{BODY}</div>", pictures))
    draft = choose(given := page(f"<table>{table}</table>")).read(given)
    assert (draft.summary, [block.text for block in draft.blocks]) == (lead, PARAGRAPHS)


def test_a_text_that_stands_loose_in_a_line_with_tables_in_it() -> None:
    table = "<table><tr><td><img src=/a.jpg></td></tr></table>"
    text = "<br>".join(f"Tổ {n} vác dây dẫn đi bộ tám cây số đường rừng để dựng lại cột điện. " * 2 for n in range(5))
    title = "Vượt lũ khôi phục cấp điện cho ba xã"
    html = (
        f"<title>{title}</title><div><div class=t>{title}</div><p>20/08/2020</p>"
        f"<div class=c><span>{text}{table}{text}</span></div></div>"
    )
    article = crawler.extract(html, "http://bao.example/vuot-lu-123456.html")
    assert len([line for line in article.content_text.split("\n") if line.startswith("Tổ ")]) == 10


LONG_READ = (
    "<article><div class=sec><h1>Ngày hội tư vấn học nghề</h1><p>Một ngày ở chợ nghề vùng cao.</p></div>"
    + f"<div class=sec><div><div><div><div>{BODY}</div></div></div></div></div><div class=sec><img src=/a.jpg></div>"
    * 3
    + "</article>"
)


def test_a_long_read_in_sections_is_read_whole() -> None:
    body = densest(page(f"<header><a href=/>Báo Mẫu</a></header>{LONG_READ}{SIDE}"))
    assert body is not None
    assert body.tag == "article"


def test_a_lead_and_lines_beside_the_text_are_no_sections() -> None:
    beside = "".join(f"<p class=meta>Dòng thứ {i} nói thêm đôi điều về nơi này.</p>" for i in range(4))
    body = densest(
        page(f"<article><h1>Ngày hội tư vấn học nghề</h1>{beside}<div class=text>{BODY * 2}</div></article>")
    )
    assert body is not None
    assert body.get("class") == "text"


ENTRIES = "".join(
    f"<div class=item><time>0{i}:00</time><h3>Mục {i}</h3><div><p>{p}</p></div></div>" for i, p in enumerate(PARAGRAPHS)
)


def test_the_entries_of_a_live_report_and_its_background() -> None:
    text = f"<div class=text><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
    live = f"<div class=tabs><div class=live>{ENTRIES * 2}</div></div>"
    given = page(f"<div><h1>Ngày hội tư vấn học nghề</h1>{live}<div class=column><i>Bối cảnh</i>{text}</div></div>")
    draft = choose(given).read(given)
    heads = [f"Mục {i}" for i in range(len(PARAGRAPHS))]
    entries = [line for pair in zip(heads, PARAGRAPHS, strict=True) for line in pair]
    assert [block.text for block in draft.blocks if block.text != "Bối cảnh"] == [*entries * 2, *PARAGRAPHS[:2]]


def test_what_readers_say_under_a_text_is_no_live_report() -> None:
    said = ENTRIES.replace("class=item", "class=cmt")
    given = page(
        f"<div><h1>Ngày hội tư vấn học nghề</h1><div class=text>{BODY}</div></div><div class=all>{said * 2}</div>"
    )
    body = densest(given)
    assert body is not None
    assert body.get("class") == "text"
    assert background(given) == []


def test_a_box_called_aside_is_none_of_the_text() -> None:
    lines = "".join(f"<div class=line>Một dòng tin ngắn ở cột bên, không dẫn đi đâu, số {i}</div>" for i in range(30))
    body = densest(
        page(f"<div><h1>Ngày hội</h1><div class=text>{BODY}</div></div><div class=page__aside>{lines}</div>")
    )
    assert body is not None
    assert body.get("class") == "text"


def test_a_text_taken_out_of_its_page_stands_in_nothing() -> None:
    given = page(f"<h1>Ngày hội tư vấn học nghề</h1>{BODY}")
    body = densest(given)
    assert body is not None
    assert body.tag == "body"
    assert [block.text for block in choose(given).read(given).blocks] == PARAGRAPHS
