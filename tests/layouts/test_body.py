"""The body reader on small pieces of markup, each as some editor leaves it."""

from __future__ import annotations

import pytest

from crawler.layouts.body import Body, Reader, tidy_inline
from crawler.layouts.captions import CENTRED_CAPTIONS, STANDARD_CAPTIONS, CaptionRule
from crawler.layouts.page import Page

ONE = (
    "Đây là đoạn văn thứ nhất của bài, kể về công việc hằng ngày của những cán bộ làm công tác xã hội ở các xã vùng "
    "cao, nơi mỗi chuyến đi thăm nhà mất trọn một ngày đường."
)
TWO = (
    "Đoạn thứ hai cũng dài như thế, nói về chế độ chính sách, về những chuyến đi cơ sở và những gia đình khó khăn mà "
    "họ đã giúp trong năm vừa qua."
)
CAPTION = "Các đại biểu dự hội nghị"
CENTRE = 'style="text-align: center;"'
RIGHT = 'style="text-align: right;"'


def read(html: str, captions: tuple[CaptionRule, ...] = CENTRED_CAPTIONS) -> Body:
    page = Page.from_html(f"<html><body><div id='b'>{html}</div></body></html>", "http://bao.example/bai-1234567.html")
    return Reader(page, captions=captions).read(page.find("//div[@id='b']"))


def texts(html: str) -> list[str]:
    return [b.text for b in read(html).blocks if b.kind != "figure"]


def captions(html: str) -> list[str | None]:
    return [image.caption for image in read(html).images]


# --- paragraphs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{ONE}</p><p>{TWO}</p>",
        f"<div>{ONE}</div><div>{TWO}</div>",
        f"<div><div><div>{ONE}</div></div><div>&nbsp;</div><div><div>{TWO}</div></div></div>",
        f"{ONE}<br><br>{TWO}",
        f"{ONE}<br>{TWO}",
        f"<span><font>{ONE}<br><br>{TWO}</font></span>",
        f"<p>{ONE}<br>{TWO}</p>",
        f"<p>{ONE}</p></p>{TWO}",
        f"<p>{ONE}<p>{TWO}",
        f"<p><o:p>&nbsp;</o:p></p><p class=MsoNormal><span><span>{ONE}</span></span><o:p></o:p></p><p>{TWO}</p>",
        f"<p>{ONE}</p><script>var a = '<p>Theo TTXVN</p>';</script><style>p {{ }}</style><p>{TWO}</p>",
        f"<p>{ONE}</p><!-- ẩn --><hr><p>{TWO}</p>",
        f"<p>{ONE}</p><p style='display: none'>Ẩn đi</p><p>{TWO}</p>",
        f"<table><tr><td><p>{ONE}</p></td></tr><tr><td>{TWO}</td></tr></table>",
        f"<blockquote><div>{ONE}</div></blockquote>{TWO}",
    ],
)
def test_paragraphs_are_cut_where_a_reader_sees_them(html: str) -> None:
    assert texts(html) == [ONE, TWO]


def test_words_broken_over_elements_stay_whole() -> None:
    assert texts("<p><span>Kin</span>h tế <b>xã</b> hội<i>.</i></p>") == ["Kinh tế xã hội."]


def test_lines_of_a_verse_stay_in_one_paragraph() -> None:
    verse = f"<p {CENTRE}>Ai về qua bến sông quê<br>Nhớ người giữ lửa đêm hè năm nao</p>"
    assert texts(f"<p>{ONE}</p>{verse}") == [ONE, "Ai về qua bến sông quê\nNhớ người giữ lửa đêm hè năm nao"]


def test_inline_markup_is_kept_clean() -> None:
    [block] = read(
        f'<p>{ONE} <b class="x">đậm</b><strong></strong> <i onclick="f()">nghiêng</i> <u>gạch</u> &lt;3</p>'
    ).blocks
    assert block.html == f"{ONE} <strong>đậm</strong> <em>nghiêng</em> gạch &lt;3"


def test_links_are_absolute_and_scripts_are_no_links() -> None:
    [block] = read(
        f'<p>{ONE} <a href="/a/b.html">một</a> <a href="javascript:f()">hai</a> <a name="x">ba</a></p>'
    ).blocks
    assert block.html == f'{ONE} <a href="http://bao.example/a/b.html">một</a> hai ba'


@pytest.mark.parametrize(
    ("html", "emphasis"),
    [
        ("<p><b>Cả dòng đậm</b></p>", "bold"),
        ("<p><span style='font-weight: 700'>Cả dòng đậm</span></p>", "bold"),
        ("<p style='font-weight:bold'>Cả dòng đậm</p>", "bold"),
        ("<p class='mb-2 fw-bold'>Cả dòng đậm</p>", "bold"),
        ("<p><span class=bold>Cả dòng đậm</span></p>", "bold"),
        ("<p class=not-bold-at-all>Không dòng nào</p>", ""),
        ("<p><em>Cả dòng nghiêng</em></p>", "italic"),
        ("<p class=italic>Cả dòng nghiêng</p>", "italic"),
        ("<p><b>PV:</b> Không phải cả dòng</p>", ""),
    ],
)
def test_emphasis_of_a_whole_block(html: str, emphasis: str) -> None:
    assert read(html).blocks[0].emphasis == emphasis


@pytest.mark.parametrize(
    ("html", "align"),
    [
        (f"<p {RIGHT}>A</p>", "right"),
        ("<p align=right>A</p>", "right"),
        ("<p class=has-text-align-right>A</p>", "right"),
        ("<p style='float: right;'>A</p>", "right"),
        ("<div style='text-align:right'><p>A</p></div>", "right"),
        ("<center>A</center>", "center"),
        ("<p style='text-align:justify'>A</p>", ""),
    ],
)
def test_alignment(html: str, align: str) -> None:
    assert read(html).blocks[0].align == align


def test_headings_and_lists() -> None:
    body = read(
        "<h1>A</h1><h2>B</h2><h3><b>C</b></h3><h6>D</h6><ul><li>E</li><li><p>F</p></li></ul><ol><li>G</li></ol>"
    )
    assert [(b.kind, b.text, b.ordered, b.starts_list) for b in body.blocks] == [
        ("h2", "A", False, False),
        ("h2", "B", False, False),
        ("h3", "C", False, False),
        ("h4", "D", False, False),
        ("li", "E", False, True),
        ("li", "F", False, False),
        ("li", "G", True, True),
    ]


# --- pictures and captions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "picture",
    [
        f"<center><img src='/a.jpg'></center><p {CENTRE}>{CAPTION}</p>",
        f"<center><img src='/a.jpg'></center><p {CENTRE}><em>{CAPTION}</em></p>",
        f"<center><img src='/a.jpg'></center><p {CENTRE}><strong><em>{CAPTION}</em></strong></p>",
        f"<center><img src='/a.jpg'></center><div {CENTRE}>{CAPTION}</div>",
        f"<center><img src='/a.jpg'></center><p><i>{CAPTION}</i></p>",
        f"<center><img src='/a.jpg'></center><em>{CAPTION}</em>",
        f"<center><img src='/a.jpg'></center>{CAPTION}",
        f"<center><img src='/a.jpg'></center><p>{CAPTION}</p>",
        f"<center><img src='/a.jpg'></center><p style='text-align: justify'>{CAPTION}</p>",
        f"<center><img src='/a.jpg'><br>{CAPTION}</center>",
        f"<p {CENTRE}><img src='/a.jpg'></p><p {CENTRE}>{CAPTION}</p>",
        f"<p {CENTRE}><img src='/a.jpg'></p><p>&nbsp;</p><p {CENTRE}>{CAPTION}</p>",
        f"<p {CENTRE}><img src='/a.jpg'><br><em>{CAPTION}</em></p>",
        f"<p {CENTRE}><strong><img src='/a.jpg'></strong></p><p {CENTRE}><strong>{CAPTION}</strong></p>",
        f"<figure><img src='/a.jpg'><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><div><img src='/a.jpg'></div><figcaption class='PhotoCMS_Caption'><p>{CAPTION}</p>"
        f"</figcaption></figure>",
        f"<div class='VCSortableInPreviewMode'><div><img src='/a.jpg'></div><div "
        f"class='PhotoCMS_Caption'>{CAPTION}</div></div>",
        f"<table class='MASTERCMS_TPL_TABLE'><tr><td><img src='/a.jpg'></td></tr><tr><td "
        f"class='media-caption'>{CAPTION}</td></tr></table>",
        f"<table><tr><td><img src='/a.jpg'><br>{CAPTION}</td></tr></table>",
        f"<table><tr><td><p><img src='/a.jpg'></p></td></tr><tr><td {CENTRE}><p><em>{CAPTION}</em></p></td></tr>"
        f"</table>",
        f"<div {CENTRE}><img src='/a.jpg'><p>{CAPTION}</p></div>",
        f"<div class='image'><img src='/a.jpg'><div class='desc'>{CAPTION}</div></div>",
    ],
)
def test_captions(picture: str) -> None:
    html = f"<p>{ONE}</p>{picture}<p>{TWO}</p>"
    assert captions(html) == [CAPTION]
    assert texts(html) == [ONE, TWO]


@pytest.mark.parametrize(
    "picture",
    [
        "<center><img src='/a.jpg'></center>",
        "<center><img src='/a.jpg'></center><p>&nbsp;</p>",
        f"<p {CENTRE}><img src='/a.jpg'></p>",
        "<figure><img src='/a.jpg'><figcaption></figcaption></figure>",
        "<figure class='noCaption'><div><img src='/a.jpg'></div><figcaption class='PhotoCMS_Caption'><p></p>"
        "</figcaption></figure>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td class='media-caption'>&nbsp;</td></tr></table>",
        "<div><img src='/a.jpg'></div>",
    ],
)
def test_paragraph_after_a_picture_without_caption(picture: str) -> None:
    html = f"<p>{ONE}</p>{picture}<p style='text-align: justify'>{TWO}</p>"
    assert captions(html) == [None]
    assert texts(html) == [ONE, TWO]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (f"<p><img src='/a.jpg' align='left'>{ONE}</p><p>{TWO}</p>", [ONE, TWO]),
        (f"<p>{ONE}<img src='/a.jpg'>{TWO}</p>", [ONE, TWO]),
        (f"<p>{ONE} <img src='/a.jpg'></p><p>{TWO}</p>", [ONE, TWO]),
        (f"<p><img src='/emoticon/smile.gif'> {ONE}</p><p>{TWO}</p>", [ONE, TWO]),
    ],
)
def test_running_text_around_a_picture_stays_body(html: str, kept: list[str]) -> None:
    assert captions(html) in ([None], [])
    assert texts(html) == kept


def test_a_table_around_the_whole_body_frames_no_pictures() -> None:
    page = Page.from_html(f"<table><tr><td id='b'><p><img src='/a.jpg'></p><p>Ngắn.</p><p>{ONE}</p></td></tr></table>")
    body = Reader(page).read(page.find("//td[@id='b']"))
    assert [image.caption for image in body.images] == [None]
    assert [b.text for b in body.blocks if b.kind != "figure"] == ["Ngắn.", ONE]


def test_a_cell_with_running_text_frames_no_picture() -> None:
    icons = "<tr><td>" + "<img src='/dot.gif' width=5>" * 4 + "</td></tr>"
    article = (
        f"<tr><td><img src='/a.jpg' align=left><p>{ONE}</p><p>{TWO}</p><p>{ONE} {TWO}</p><p>{TWO} {ONE}</p></td></tr>"
    )
    assert captions(f"<table>{article}{icons}</table>") == [None]


def test_a_caption_printed_twice_counts_once() -> None:
    line = f"<p {CENTRE}><em>{CAPTION}</em></p>"
    html = f"<p>{ONE}</p><p {CENTRE}><img src='/a.jpg'></p>{line}{line}<p>{TWO}</p>"
    assert captions(html) == [CAPTION]
    assert texts(html) == [ONE, TWO]


@pytest.mark.parametrize("line", ["<strong>Minh Hà</strong>", "<em>Minh Hà</em>", "Minh Hà", "<em>Theo TTXVN</em>"])
def test_signoff_under_a_last_picture_is_no_caption(line: str) -> None:
    html = f"<p>{ONE}</p><center><img src='/a.jpg'></center><p {RIGHT}>{line}</p>"
    assert captions(html) == [None]
    assert len(texts(html)) == 2


@pytest.mark.parametrize(
    "heading",
    ["<h3>Đổi mới cách làm</h3>", "<p><strong>Đổi mới cách làm</strong></p>", "<p><b>PV: Vì sao, thưa ông?</b></p>"],
)
def test_subheading_under_a_picture_is_no_caption(heading: str) -> None:
    html = f"<p>{ONE}</p><center><img src='/a.jpg'></center>{heading}<p>{TWO}</p>"
    assert captions(html) == [None]
    assert len(texts(html)) == 3


@pytest.mark.parametrize("align", ["center", "right"])
def test_credit_on_a_line_of_its_own_belongs_to_the_caption(align: str) -> None:
    html = (
        f"<p>{ONE}</p><center><img src='/a.jpg'></center><p {CENTRE}><em>{CAPTION}</em></p>"
        f"<p style='text-align: {align}'><em>Ảnh: Minh Hà</em></p><p>{TWO}</p>"
    )
    assert captions(html) == [f"{CAPTION} Ảnh: Minh Hà"]
    assert texts(html) == [ONE, TWO]


def test_pictures_in_a_row_with_one_caption_or_one_each() -> None:
    pair = "<center><img src='/a.jpg'></center><center><img src='/b.jpg'></center>"
    assert captions(f"{pair}<p {CENTRE}>{CAPTION}</p>") == [None, CAPTION]
    table = (
        "<table><tr><td><img src='/a.jpg'></td><td><img src='/b.jpg'></td></tr><tr><td {0}><em>Trái</em>"
        "</td><td {0}><em>Phải</em></td></tr></table>"
    )
    html = table.format(CENTRE) + f"<p>{ONE}</p>"
    assert captions(html) == ["Trái", "Phải"]
    assert texts(html) == [ONE]


def test_only_the_family_with_centred_pictures_takes_a_plain_line_for_a_caption() -> None:
    html = f"<center><img src='/a.jpg'></center><p>{CAPTION}</p><p>{ONE}</p>"
    assert read(html, STANDARD_CAPTIONS).images[0].caption is None


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ("<img src='/a.jpg'>", "http://bao.example/a.jpg"),
        ("<img src='//cdn.example/a.jpg'>", "http://cdn.example/a.jpg"),
        ("<img src='/themes/loading.gif' data-src='/a.jpg'>", "http://bao.example/a.jpg"),
        ("<img src='data:image/gif;base64,R0lGOD' data-original='/a.jpg'>", "http://bao.example/a.jpg"),
        ("<img src='/thumb_w/640/a.jpg' data-original='/a.jpg'>", "http://bao.example/a.jpg"),
        ("<img data-srcset='/a-300.jpg 300w, /a.jpg 1200w'>", "http://bao.example/a.jpg"),
        (
            "<img src='/lazy.svg' data-lazy-src='/a.jpg'><noscript><img src='/a.jpg'></noscript>",
            "http://bao.example/a.jpg",
        ),
    ],
)
def test_address_of_a_picture(tag: str, url: str) -> None:
    assert [image.url for image in read(f"<p>{tag}</p><p>{ONE}</p>").images] == [url]


@pytest.mark.parametrize(
    "tag",
    [
        "<img src='/templates/themes/images/icon_new.gif'>",
        "<img src='/images/icon-print.png'>",
        "<img src='/a.gif' width='1' height='1'>",
        "<img src='/a.png' width='16px'>",
        "<img src='/a.png' style='width: 20px; height: 20px'>",
        "<img src='/pixel.gif'>",
        "<img src='data:image/gif;base64,R0lGOD'>",
        "<img>",
        "<div class='ads'><a href='http://qc.example'><img src='/qc.jpg'></a></div>",
        "<div id='ads_detail_1'><img src='/qc.jpg'></div>",
        "<p><a href='/bai-khac-1234560.html'><img src='/thumb_x120x80/b.jpg'></a></p>",
    ],
)
def test_no_icons_trackers_advertising_or_teasers(tag: str) -> None:
    assert read(f"<p>{ONE}</p>{tag}<p>{TWO}</p>").images == []


def test_what_repeats_the_alternative_text_is_the_caption_whatever_it_is_set_in() -> None:
    said = "Trưởng bản trao giấy khen cho các hộ giữ rừng tốt nhất năm nay"
    for line in (f"<h2>{said}</h2>", f"<p><b>{said}</b></p>"):
        body = read(f"<p>{ONE}</p><p><img src=/a.jpg alt='{said}'></p>{line}<p>{TWO}</p>")
        assert [image.caption for image in body.images] == [said]
    heading = f"<p>{ONE}</p><p><img src=/a.jpg alt='Bản Hua Tát'></p><h2>Bản Hua Tát</h2><p>{TWO}</p>"
    assert texts(heading) == [ONE, "Bản Hua Tát", TWO]


def test_lines_like_no_sentence_under_all_of_several_pictures_are_captions() -> None:
    def story(*lines: str) -> str:
        pictures = "".join(f"<p><img src=/{i}.jpg></p><p>{line}</p>" for i, line in enumerate(lines))
        return f"<p>{ONE}</p>{pictures}<p>{TWO}</p>"

    def named(*lines: str) -> list[str | None]:
        return [image.caption for image in read(story(*lines), STANDARD_CAPTIONS).images]

    first, second = "Các thầy cô cùng góp gạo", "Học trò lớp chín gói quà"
    assert named(first, second) == [first, second]
    assert named(first, f"{second} từ sáng.") == [None, None]
    assert named(first, "Bước 2:") == [None, None]
    assert named(first) == [None]


def test_a_picture_shown_twice_counts_once() -> None:
    assert len(read("<p><img src='/a.jpg'></p><p><img src='/a.jpg'></p>").images) == 1


# --- what points elsewhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pointer",
    [
        "<p><strong>&gt;&gt; Xem thêm: <a href='/b-1234560.html'>Bài khác</a></strong></p>",
        "<p>&gt;&gt;&gt; <a href='/b-1234560.html'>Bài khác</a></p>",
        "<p><em><a href='/b-1234560.html'>&raquo; Bài khác</a></em></p>",
        "<p>Đọc thêm: <a href='/b-1234560.html'>Bài khác</a></p>",
        "<p><em>Xem thêm: Bài khác của tòa soạn</em></p>",
        "<p><a href='/b-1234560.html'>Bài khác của tòa soạn về cùng chủ đề</a></p>",
        "<p>- <a href='/b-1234560.html'>Bài khác</a></p><p>- <a href='/c-1234561.html'>Bài khác nữa</a></p>",
        "<p>&rArr; <a href='/b-1234560.html'>Bài khác</a></p>",
        "<p>Chọn Báo Mẫu làm nguồn ưu tiên trên Google tìm kiếm. Xem hướng dẫn.</p>",
        "<ul><li><a href='/b-1234560.html'>Bài khác</a></li><li><a href='/c-1234561.html'>Bài nữa</a></li></ul>",
        "<p><strong>Tin liên quan:</strong></p><ul><li><a href='/b-1234560.html'>Bài khác</a></li></ul>",
        "<div><b>Các tin liên quan</b></div><div><a href='/b-1234560.html'>Bài khác</a></div>",
        "<div class='list_news_relation_top'><strong>TIN LIÊN QUAN</strong><ul><li><a href='/b-1234560.html'>B"
        "</a></li></ul></div>",
        "<div class='boxRelatedNews'><ul><li><a href='/b-1234560.html'>Bài khác</a><p>Sa pô của bài khác.</p></li></ul></div>",
        "<div class='news_relate_one'><a href='/b-1234560.html'><img src='/b.jpg'></a><div>Sa pô của bài khác."
        "</div></div>",
        "<p><strong>ĐƯỜNG DÂY NÓNG: 0900.111.222</strong></p>",
        "<p>Hotline: 0900 111 222 - (024) 3000.1234</p>",
        "<p>Quảng cáo</p>",
        "<div class='adv-inline'>Hàng mới về</div>",
        "<div id='adm-slot-88'>Hàng mới về</div>",
        "<p>Mục lục</p><ul><li><a href='#a'>1. Phần đầu</a></li><li>2. <a href='#b'>Phần sau</a></li></ul>",
        "<div><p>Các phần của bài</p><ul><li><a href='#a'>1. Phần đầu</a></li><li><a href='#b'>2. Phần sau</a></li></ul></div>",
        "<div><div><b>Nội dung chính</b></div><nav><ul><li><a href='#a'>Phần đầu</a></li></ul></nav></div>",
        "<div><a href='/tai-lieu/ke-hoach-12.pdf'>ke-hoach-12.pdf</a> (1,2 MB)</div>",
        "<p>Tệp đính kèm: <a href='/tai-lieu/12.docx'>Kế hoạch 12.docx</a></p>",
        "<div class='binh-chon'><p>Bạn thấy bài này thế nào?</p><label>Hay</label><button>Gửi</button></div>",
        "<div class='share_detail'>Chia sẻ: <a href='#'>Facebook</a></div>",
        "<div class='tag_detail'>Từ khóa: <a href='/tag/x'>x</a></div>",
    ],
)
def test_pointers_are_left_out(pointer: str) -> None:
    body = read(f"<p>{ONE}</p>{pointer}<p>{TWO}</p>")
    assert [b.text for b in body.blocks] == [ONE, TWO]
    assert body.images == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>Đọc tiếp những trang nhật ký của ông, tôi không cầm được nước mắt.</p>",
        "<p>Xem thêm một tiết mục nữa rồi bà con mới chịu ra về.</p>",
        "<p>Người dân có thể gọi đường dây nóng 111 để được tư vấn, hoàn toàn miễn phí.</p>",
        "<p>Theo <a href='/luat-1234560.html'>Luật Trẻ em</a>, trẻ em là người dưới 16 tuổi.</p>",
        "<p><a href='http://vanban.example/toan-van.pdf'>Toàn văn nghị định</a></p>",
        "<p><a href='https://dichvucong.example/'>Cổng dịch vụ công</a></p>",
        "<ul><li>Nộp đơn <a href='/b-1234560.html'>theo mẫu</a> tại xã</li><li>Chờ kết quả</li></ul>",
        "<p>- 100% xã có cán bộ công tác xã hội;</p>",
        "<ul><li><a href='#_ftnref1'>[1]</a> Sổ của thôn, trang mười hai, chép lại năm ngoái</li></ul>",
        "<p>Quảng cáo đèn lồng treo kín hai bên phố.</p>",
    ],
)
def test_paragraphs_that_only_look_like_pointers_stay(paragraph: str) -> None:
    kept = texts(f"<p>{ONE}</p>{paragraph}<p>{TWO}</p>")
    assert (kept[0], kept[-1]) == (ONE, TWO)
    assert len(kept) >= 3


def test_whom_to_ask_about_an_announcement_is_no_text() -> None:
    lines = "<p><b>Liên hệ: Bà Lê Mẫu – Phòng Truyền thông</b></p><p>SĐT: 0900 111 222</p><p>Email: <i>m@mau.example</i></p>"
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{lines}") == [ONE, TWO]
    shop = "<p>Quán Mẫu ở cuối phố chợ.</p><p>Điện thoại: 0900 111 222</p>"
    assert texts(f"<p>{ONE}</p>{shop}") == [ONE, "Quán Mẫu ở cuối phố chợ.", "Điện thoại: 0900 111 222"]
    asked = "<p>Liên hệ: Trạm y tế xã, nơi phát thuốc.</p>"
    assert texts(f"<p>{ONE}</p>{asked}") == [ONE, "Liên hệ: Trạm y tế xã, nơi phát thuốc."]


def test_a_line_over_a_table_of_contents_that_is_a_sentence_stays() -> None:
    contents = "<ul><li><a href='#a'>1. Phần đầu</a></li><li><a href='#b'>2. Phần sau</a></li></ul>"
    assert texts(f"<p>{ONE}</p><p>Bài có hai phần.</p>{contents}<p>{TWO}</p>") == [ONE, "Bài có hai phần.", TWO]


def test_paragraphs_beside_bare_text_are_not_said_of_a_link_after_them() -> None:
    pointer = "<p>Theo dõi Báo Làng trên <a href='https://news.google.com/x'>Google News</a></p>"
    assert texts(f"<p>{TWO}</p>{ONE}<br><br>{ONE * 6}<br><br><p>Lê Mẫu</p>{pointer}") == [TWO, ONE, ONE * 6, "Lê Mẫu"]


def test_a_box_with_most_of_the_text_is_no_box_of_tags() -> None:
    assert texts(f"<div class='main-tags-content'><p>{ONE}</p><p>{TWO}</p></div>") == [ONE, TWO]
    pointer = "<div class=also-read><a href=/ben-do-cu-mo-lai-1234568.html>Bến đò cũ mở lại</a></div>"
    assert texts(f"<div class='fb-quotable'><p>{ONE}</p>{pointer}<p>{TWO}</p></div>") == [ONE, TWO]


def test_what_is_read_aloud_only_is_not_seen() -> None:
    picture = (
        "<img src=/a.jpg><figcaption><span class=off-screen>Image caption</span><span>Cầu mới.</span></figcaption>"
    )
    assert captions(f"<p>{ONE}</p><figure>{picture}</figure><p>{TWO}</p>") == ["Cầu mới."]
    assert texts(f"<p>{ONE}</p><p class='sr-only'>Hết bài</p><p class=src-only>{TWO}</p>") == [ONE, TWO]


# --- tables -----------------------------------------------------------------------------------------------------


def test_a_table_of_data_stays_a_table() -> None:
    body = read(
        f"<p>{ONE}</p><table class=x><tr><th>Vùng</th><th>Lương</th></tr><tr><td><p>I</p></td><td "
        f"onclick='f()'>4.680.000</td></tr></table>"
    )
    assert [b.kind for b in body.blocks] == ["p", "table"]
    assert (
        body.blocks[1].html
        == "<table><tr><th>Vùng</th><th>Lương</th></tr><tr><td>I</td><td>4.680.000</td></tr></table>"
    )


def test_a_table_around_one_box_is_text() -> None:
    assert texts(f"<p>{ONE}</p><table><tr><td><p><b>Hộp tư liệu</b></p><p>{TWO}</p></td></tr></table>") == [
        ONE,
        "Hộp tư liệu",
        TWO,
    ]


# --- attachments --------------------------------------------------------------------------------------------------


def test_attachments() -> None:
    body = read(
        f"<p>{ONE} <a href='/f/mau-don.DOCX'>Mẫu đơn</a></p><video><source src='/v.mp4' type='video/mp4'></video>"
        "<iframe src='https://www.youtube.com/embed/x1'></iframe><iframe src='https://qc.example/x'></iframe>"
        "<audio src='/a.mp3'></audio><p><a href='/f/mau-don.DOCX'>Tải lại</a></p>"
    )
    assert [(a.url, a.mime_type) for a in body.attachments] == [
        (
            "http://bao.example/f/mau-don.DOCX",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("http://bao.example/v.mp4", "video/mp4"),
        ("https://www.youtube.com/embed/x1", "text/html"),
        ("http://bao.example/a.mp3", "audio/mpeg"),
    ]
    assert body.attachments[0].title == "Mẫu đơn"


@pytest.mark.parametrize(
    ("html", "tidy"),
    [
        ("<strong></strong>A", "A"),
        ("<strong>A</strong><strong>B</strong>", "<strong>AB</strong>"),
        ("<strong>A</strong> <strong>B</strong>", "<strong>A B</strong>"),
        ("<br> A <br>", "A"),
        ('<a href="/x"> </a>A', "A"),
        ("A<br>B", "A<br>B"),
    ],
)
def test_tidy_inline(html: str, tidy: str) -> None:
    assert tidy_inline(html) == tidy


def test_what_follows_an_embedded_player_is_no_part_of_it() -> None:
    body = read(f"<p>{ONE}</p><embed src='/a.mp4'><p>{TWO}</p>")
    assert [block.text for block in body.blocks] == [ONE, TWO]
    assert [attachment.url for attachment in body.attachments] == ["http://bao.example/a.mp4"]


# --- pictures and what is said of them, further ways ---------------------------------------------------------------


def test_a_gallery_whose_class_speaks_of_advertising_and_whose_caption_has_a_link_stays() -> None:
    gallery = (
        "<div class='vne-gallery block_ads_connect'><figure><img src=/a.jpg><figcaption>"
        f"{ONE} <a href=/bai-khac-7654321.html>Bài khác</a> {TWO}</figcaption></figure></div>"
    )
    assert captions(f"<p>{ONE}</p>{gallery}") == [f"{ONE} Bài khác {TWO}"]


@pytest.mark.parametrize(
    "picture",
    [
        f"<figure><div><img src=/a.jpg><p role=text>{CAPTION}</p></div></figure>",
        f"<figure><div><noscript><img src=/a.jpg></noscript></div><p>{CAPTION}</p></figure>",
        f"<div class=avatar><img src=/a.jpg alt='{CAPTION}'><span>{CAPTION}</span></div>",
        f"<p><img src=/a.jpg></p><p class=cap>{CAPTION}</p>",
        f"<p><img src=/a.jpg></p><div class=tm-cap>{CAPTION}</div>",
        f"<div><img src=/a.jpg><p class=imgalt>{CAPTION}</p></div>",
    ],
    ids=[
        "text of a figure",
        "picture for those without scripts",
        "what the picture says too",
        "cap",
        "x-cap",
        "imgalt",
    ],
)
def test_more_captions(picture: str) -> None:
    body = read(f"<p>{ONE}</p>{picture}<p>{TWO}</p>", STANDARD_CAPTIONS)
    assert [(i.url, i.caption) for i in body.images] == [("http://bao.example/a.jpg", CAPTION)]
    assert [b.text for b in body.blocks if b.kind != "figure"] == [ONE, TWO]


def test_a_caption_in_two_paragraphs() -> None:
    def lines(style: str, second: str) -> str:
        first = "<em>Chi bộ trao quyết định cho</em>"
        return f"<p {style}><img src=/a.jpg></p><p {style}>{first}</p><p {style}>{second}</p><p>{TWO}</p>"

    assert captions(lines(CENTRE, "<em>đồng chí Hoàng</em>")) == ["Chi bộ trao quyết định cho đồng chí Hoàng"]
    assert captions(lines(CENTRE, "<em>Đảng viên mới</em>")) == ["Chi bộ trao quyết định cho Đảng viên mới"]
    assert captions(lines("", "<em>Đảng viên mới</em>")) == ["Chi bộ trao quyết định cho"]
    assert captions(lines(CENTRE, "<b>đồng chí Hoàng Mẫu</b>")) == ["Chi bộ trao quyết định cho"]


def test_a_picture_left_on_the_editors_machine_counts_with_its_caption() -> None:
    html = f"<p {CENTRE}><img src='file:///C:/Temp/clip.jpg'></p><p {CENTRE}><em>{CAPTION}</em></p><p>{TWO}</p>"
    assert captions(html) == [CAPTION]
    assert captions(f"<p>{ONE}</p><p><img src='file:///C:/Temp/clip.jpg'></p><p>{TWO}</p>") == []


@pytest.mark.parametrize(("points", "expected"), [(12, CAPTION), (16, None)])
def test_a_line_in_smaller_print_than_the_text(points: int, expected: str | None) -> None:
    line = f"<p><span style='font-size:{points}.0pt'>{CAPTION}</span></p>"
    text = f"<p><span style='font-size:16pt'>{ONE}</span></p>"
    assert captions(f"{text}<div><img src=/a.jpg></div>{line}{text}") == [expected]


@pytest.mark.parametrize("name", ["print.gif", "mail.gif", "dot.gif", "bullet_2.png", "arrow.png"])
def test_decorations_are_no_pictures(name: str) -> None:
    assert read(f"<p>{ONE}</p><p><img src=/images/{name}> {TWO}</p>").images == []
    assert len(read(f"<p>{ONE}</p><p><img src=/images/hoa-{name}></p>").images) == 1


@pytest.mark.parametrize(
    "row",
    [
        "<a href=#><img src=/images/in.gif> In trang</a> | <a href=#><img src=/images/gui.gif> Gửi mail</a>",
        "<img src=/images/bul.gif> <a href=/mot-bai-khac-cua-muc-1234568.html>Một bài khác của mục</a> (12/6/2022)",
    ],
    ids=["of buttons", "bullets before other articles"],
)
def test_decorations_by_what_they_stand_before(row: str) -> None:
    assert read(f"<p>{ONE}</p><p>{row}</p>").images == []


# --- what stands in the body and is not of it ------------------------------------------------------------------------


@pytest.mark.parametrize("box", ["<div class=box_quote>{}</div>", "<table class=quote><tr><td>{}</td></tr></table>"])
def test_a_sentence_of_the_text_that_is_repeated_in_a_quotation_counts_once(box: str) -> None:
    said = "nơi mỗi chuyến đi thăm nhà mất trọn một ngày đường"
    own = "Một lời trích không có trong thân bài thì vẫn là của bài"
    assert texts(f"<p>{ONE}</p>{box.format(f'“{said}”.')}<p>{TWO}</p>") == [ONE, TWO]
    assert texts(f"<p>{ONE}</p>{box.format(own)}<p>{TWO}</p>") == [ONE, own, TWO]
    assert texts(f"<p>{ONE}</p><p>{said}</p><p>{TWO}</p>") == [ONE, said, TWO]


@pytest.mark.parametrize(
    "box",
    [
        "<div><span>Có thể bạn quan tâm</span><a href=/bai-khac-7654321.html>Một bài khác về nghề công tác xã hội</a></div>",
        "<p><b>Các tin khác:</b></p><p><a href=/b-7654321.html>Hội nghị tổng kết ở huyện</a> (16-03-2019, 21:40 GMT+7)<br>"
        "<a href=/c-7654322.html>Ngày hội việc làm</a> (15-03-2019, 21:22 GMT+7)</p>",
        "<p><em>Liên lạc tác giả: an.le@bao.example</em></p>",
        "<p align=right><a href='?mod=print'>In trang này</a> <a href='?mod=send'>Gửi cho bạn</a></p>",
        "<div class=app-podcast><strong>Podcast</strong><p>Nghe bản tin thời sự trên các nền tảng</p></div>",
    ],
    ids=["a label against its link", "dates beside the links", "the author's address", "buttons", "a podcast"],
)
def test_more_pointers(box: str) -> None:
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{box}") == [ONE, TWO]


@pytest.mark.parametrize(
    "box",
    [
        "<p>(*) Bài viết thể hiện quan điểm của tác giả. Mời bạn đọc gửi bài về địa chỉ bao@bao.example</p>",
        "<p>CÁC TIN ĐÃ ĐƯA</p><p><a href=/b-7654321.html>Hội nghị tổng kết ở huyện</a> (17/08)</p>",
        "<p>Các tin cùng mục:</p><p><a href=/?N4459>Nữ thủ khoa đến từ đảo</a> [16/11/2009]</p>",
        "<p>Ý KIẾN BẠN ĐỌC</p><div><b>Lê Hà</b> (Cần Giờ) - 17/08/2010 13:40<br>Sao không làm cầu luôn?</div>",
        "<table><tr><td><p><b>Nơi nhận:</b><br>- Lưu: VT.</p></td><td><p>KT. CHỦ TỊCH</p><p>Lê Mẫu</p></td></tr></table>",
        "<p><a href=/Home/Khai-mac-giai/20129/159870.vnplus>[Khai mạc giải cờ vua quốc tế]</a></p>",
        "<blockquote class=twitter-tweet><p>We are aware.</p>— Mẫu (@mau) <a href=https://x.example/1>May 5</a></blockquote>",
        "<div class=product-inline><a href=/products/noi>Nồi gang</a> <span>890.000₫</span> <a href=/products/noi>Mua</a></div>",
    ],
    ids=[
        "of views",
        "an older list",
        "of one section",
        "comments",
        "a letter's foot",
        "in brackets",
        "a tweet",
        "a product",
    ],
)
def test_pointers_under_the_text(box: str) -> None:
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{box}") == [ONE, TWO]


@pytest.mark.parametrize(
    "picture",
    [
        f"<div class=pic><img src=/a.jpg> {CAPTION}</div>",
        f"<div class='anhbaiviet w490'><img src=/a.jpg><span class=ct>{CAPTION}</span></div>",
    ],
    ids=["the box of a picture", "an element with a class"],
)
def test_captions_in_the_box_of_a_picture(picture: str) -> None:
    assert captions(f"<p>{ONE}</p>{picture}<p>{TWO}</p>") == [CAPTION]
    assert texts(f"<p>{ONE}</p><div><img src=/a.jpg><span style='color:red'>{TWO}</span></div>") == [ONE, TWO]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=boxInner><a href=/mot-bai-khac-d430211.html><b>Một bài khác về nghề công tác xã hội</b></a></div>",
        "<p class=cms-related-inline><a href=/mot-bai-post156588.gd><b>Một bài khác về nghề</b></a></p>",
        '<p>[Product_Listing categoryid="1165" title=“Danh sách máy”]</p>',
        "<p><em>Các bài viết trên trang chỉ có tính chất tham khảo, không thay thế việc chẩn đoán.</em></p>",
        "<div class=mpi-footer>Bản quyền thuộc về Sở Mẫu<br>Trưởng ban: Lê Mẫu. Giấy phép số 31</div>",
        "<div class=box_lienhe><p>HỆ THỐNG BỆNH VIỆN MẪU</p><ul><li>Hotline: 024 3872 3872</li></ul></div>",
        "<p><b>File đính kèm:</b> <a href=/a/FDI.6.2019.xlsx>FDI.6.2019.xlsx</a></p>",
        "<p>Tin đang được cập nhật</p>",
        "<div><span>Đọc <b>3187</b> lần</span><span>Sửa lần cuối vào Thứ tư, 16 Tháng 3 2016 08:20</span></div>",
        "<p><b>Các tin cũ hơn:</b><br><a href='#'>Thả khỉ về rừng</a> (08/08/2011)<br><a href='#'>Tập huấn</a> (05/08/2011)</p>",
        "<section role=region><a href='#end-of-recommendations'>Bỏ qua Đọc nhiều và tiếp tục</a><p>Đọc nhiều</p></section>",
        "<p>Để đặt lịch khám tại viện, quý khách vui lòng bấm số HOTLINE hoặc đặt lịch trực tiếp TẠI ĐÂY.</p>",
        "<p>Để đặt lịch khám, quý khách vui lòng bấm số HOTLINE 1900 232 389 hoặc đặt lịch tại đây.</p>",
    ],
    ids=[
        "a box",
        "a related line",
        "a shortcode",
        "a disclaimer",
        "the site's footer",
        "a contact box",
        *(
            "a file",
            "in place of an empty list",
            "counters",
            "a dated list",
            "a region to skip",
            "a hospital's",
            "a hotline",
        ),
    ],
)
def test_pointers_within_the_text(box: str) -> None:
    assert texts(f"<p>{ONE}</p>{box}<p>{TWO}</p>") == [ONE, TWO]


def test_a_whole_sub_heading_that_is_linked_stays() -> None:
    heading = "<p><a href=/mot-bai-khac-430211.html><b>Hai địa phương chưa thống nhất</b></a></p>"
    assert texts(f"<p>{ONE}</p>{heading}<p>{TWO}</p>") == [ONE, "Hai địa phương chưa thống nhất", TWO]


def test_a_quotations_element_around_the_whole_body_is_no_quotation() -> None:
    picture = "<div style='text-align:center'><img src=a.jpg><br><i>Một câu chú thích</i></div>"
    body = read(f"<blockquote>{picture}<p>{ONE}</p><p>{TWO}</p></blockquote>")
    assert [block.kind for block in body.blocks] == ["figure", "p", "p"]
    assert body.images[0].caption == "Một câu chú thích"
    quoted = read(f"<p>{ONE}</p><blockquote>{TWO}</blockquote>")
    assert [block.kind for block in quoted.blocks] == ["p", "blockquote"]


@pytest.mark.parametrize(
    "contact",
    [
        "<p><b>Trường Cao đẳng Mẫu</b></p><p><b>Địa chỉ:</b></p><ul><li>Km15, Quốc lộ 32, Bãi Ngang.</li></ul>"
        "<p>Hotline: 0900 000 000 – 0243 000 0000</p><p>Website: <a href=/>https://bao.example/</a></p>",
        "<p><b>Thông tin liên hệ:</b></p><p>Nội thất Mẫu</p><p>Showroom: 688 phố Bến, P. Đông, TP. Bãi Ngang</p>"
        "<p>Hotline: 0900 000 000 - Website: noithat.example</p>",
        "<p>Mọi chi tiết xin liên hệ: Phòng Tổ chức, Báo Mẫu, 23 phố Bến, TP. Bãi Ngang; điện thoại: 0262.3.000.000.</p>",
        "<p>Bạn đọc cần trao đổi, tòa soạn xin cung cấp địa chỉ và số điện thoại của lương y:</p><p>Địa chỉ: Xóm Đình – "
        "Bãi Ngang</p><p>Điện Thoại: 0900.000.000 – 0900.000.001</p>",
        "<h2>LIÊN HỆ NGAY ĐỂ ĐƯỢC TƯ VẤN</h2><p>Đừng để đường xa thành trở ngại. Hãy để Mẫu cùng đi với bạn.</p><ul>"
        "<li>Website: www.mau.example</li><li>Hotline: 0900 000 000 | 0900 000 001</li></ul><p>Mẫu - Đi tới nơi</p>",
        "<div><p><b>CÔNG TY LUẬT MẪU</b></p><p>Địa chỉ: Số 27, Bãi Ngang</p><p>Hotline: 0900 000 000 – Email: a@mau.example"
        "</p></div>",
    ],
    ids=[
        "an institution's",
        "under its heading and name",
        "one line",
        "somebody's",
        "a company's",
        "several in one line",
    ],
)
def test_how_to_reach_an_institution_under_its_news(contact: str) -> None:
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{contact}") == [ONE, TWO]


def test_who_signs_over_a_number_to_ring_up_stays() -> None:
    contact = "<p>Điện thoại: 0900 000 000</p><p>Email: mau@bao.example</p>"
    assert texts(f"<p>{ONE}</p><p><b>Lê Thị Mẫu</b></p>{contact}") == [ONE, "Lê Thị Mẫu"]
    assert texts(f"<p>{ONE}</p><p align=right><b>Mẫu</b></p>{contact}") == [ONE, "Mẫu"]


def test_one_number_at_the_end_is_text() -> None:
    assert texts(f"<p>{ONE}</p><p>Điện thoại: 0900 000 000</p>")[-1] == "Điện thoại: 0900 000 000"


def test_arrows_over_a_list_of_links() -> None:
    line = "<p><b>&gt;&gt;&gt; Các khóa học của trường</b></p>"
    links = "<ul><li><a href=/khoa-1>Nghề mộc</a></li><li><a href=/khoa-2>Nghề hàn</a></li></ul>"
    assert texts(f"<p>{ONE}</p>{line}{links}<p>{TWO}</p>") == [ONE, TWO]
    assert len(texts(f"<p>{ONE}</p>{line}<ul><li>Nghề mộc</li><li>Nghề hàn</li></ul><p>{TWO}</p>")) == 5


def test_a_link_around_a_paragraph_is_its_link() -> None:
    others = "<p>Tin đã đưa</p><div><a href=/mot-bai-khac-nua><p>Một bài khác nữa của xã</p></a></div>"
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{others}") == [ONE, TWO]


def test_what_only_programs_read_aloud_is_no_caption() -> None:
    spoken = "<span class=visually-hidden-text>Chụp lại hình ảnh, </span>"
    figure = f"<figure><img src=/a.jpg><figcaption>{spoken}{CAPTION}</figcaption></figure>"
    assert captions(f"<p>{ONE}</p>{figure}<p>{TWO}</p>") == [CAPTION]


def test_a_mark_before_a_bold_paragraph_is_of_it() -> None:
    assert [b.emphasis for b in read(f"<p>(WGPSG) -- <b>{ONE}</b></p><p>Hôm nay <b>{TWO}</b></p>").blocks] == [
        "bold",
        "",
    ]


def test_the_caption_of_a_picture_shown_again_is_no_text() -> None:
    shown = f"<div><img src=/a.jpg><div style='text-align:center'><i>{CAPTION}</i></div></div>"
    body = read(f"<p>{ONE}</p>{shown}<p>{TWO}</p>{shown}")
    assert [block.text for block in body.blocks if block.kind != "figure"] == [ONE, TWO]
    assert [image.caption for image in body.images] == [CAPTION]


def test_tags_at_the_end_of_the_body() -> None:
    tags = "<div>Tag: <span class=badge>Nghề mộc</span> <span class=badge>Bãi ngang</span></div>"
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{tags}") == [ONE, TWO]
    assert len(texts(f"<p>{ONE}</p>{tags}<p>{TWO}</p>")) == 3


def test_title_and_source_of_a_table_go_with_it() -> None:
    rows = "<tr><th>Mặt hàng</th><th>Kim ngạch</th></tr><tr><td>Vải</td><td>9.512</td></tr>"
    table = f"<p><b>Bảng 1: Nhập khẩu vải</b></p><table>{rows}</table><p><i>Nguồn: Hải quan</i></p>"
    blocks = read(f"<p>{ONE}</p>{table}<p>{TWO}</p>").blocks
    assert [block.kind for block in blocks] == ["p", "table", "p"]
    assert "<caption>Bảng 1: Nhập khẩu vải Nguồn: Hải quan</caption>" in blocks[1].html
    centred = f"<p>{ONE}</p><p align=center><b>Nhập khẩu vải</b></p><table>{rows}</table><p>{TWO}</p>"
    assert texts(centred)[::2] == [ONE, TWO]
    assert "<caption>Nhập khẩu vải</caption>" in read(centred).blocks[1].html
    assert texts(centred.replace(" align=center", ""))[1] == "Nhập khẩu vải"
    unit = f"<p>{ONE}</p><p>Bảng 2. Vải</p><p>Đơn vị: Tỷ đồng</p><table>{rows}</table><p>{TWO}</p>"
    assert "<caption>Bảng 2. Vải Đơn vị: Tỷ đồng</caption>" in read(unit).blocks[1].html
    assert texts(unit)[::2] == [ONE, TWO]
    last = read(f"<p>{ONE}</p><table>{rows}</table><p>Nguồn: TTXVN</p>").blocks
    assert last[-1].text == "Nguồn: TTXVN"  # at the end of an article it is the article's


def test_a_loaders_attribute_of_any_name() -> None:
    lazy = "<img data-img=https://anh.example/pho.jpg src=/images/ld.gif>"
    assert [image.url for image in read(f"<p>{ONE}</p>{lazy}").images] == ["https://anh.example/pho.jpg"]


def test_comments_with_a_name_and_a_day() -> None:
    comments = "<p>Phản hồi (1)</p><p><b>Nông Văn Mẫu</b> <i>18/4/2018</i><br>Cách làm hay, chúng tôi sẽ học.</p>"
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{comments}") == [ONE, TWO]


def test_a_line_that_ends_with_the_pictures_credit_is_its_caption() -> None:
    picture, line = "<p><img src=/a.jpg></p>", "<p>Bà con góp tre dựng cầu ( Ảnh: Lê Mẫu - TTXVN).</p>"
    body = read(f"<p>{ONE}</p>{picture}{line}<p>{TWO}</p><p>{ONE} Hết.</p>", STANDARD_CAPTIONS)
    assert [image.caption for image in body.images] == ["Bà con góp tre dựng cầu ( Ảnh: Lê Mẫu - TTXVN)."]
    signed = read(f"<p>{ONE}</p><p>{TWO}</p>{picture}<p>Bài và ảnh của nhóm: Tin, ảnh: Lê Mẫu</p>", STANDARD_CAPTIONS)
    assert [image.caption for image in signed.images] == [None]
    story = read(f"{picture}{line}" + picture.replace("/a", "/b") + line.replace("dựng", "làm"), STANDARD_CAPTIONS)
    assert len([b for b in story.blocks if b.kind == "p"]) == 2, "such lines are the text of a photo story"


def test_pictures_in_a_box_of_links_are_none_of_the_articles() -> None:
    link = "<div><a href='../bai-{0}/index.html'>{1}</a></div>"
    card = link.format("{0}", "<img src=/{0}.jpg>") + link.format("{0}", "Bài {0}")
    box = "<h4>Có thể bạn quan tâm</h4>" + card.format("khac") + card.format("nua")
    assert read(f"<p>{ONE}</p><p><img src=/a.jpg></p><p>{TWO}</p>{box}").images == read(f"<img src=/a.jpg>{ONE}").images
    linked = f"<p>{ONE}</p>{card.format('khac')}"
    assert len(read(linked).images) == 1, "a link alone makes no such box"


@pytest.mark.parametrize(
    "box",
    [
        "<p><b><u>Mời đọc thêm:</u></b></p><p><a href=/291643/hang-ngan-cay-tre-cho-ban-va-khach-.html>Hàng ngàn cây</a></p>",
        "<p><a href=/291643/hang-ngan-cay-tre-cho-ban-va-khach-.html>Hàng ngàn cây tre cho bản và khách</a></p>",
        "<table><tr><td><a href=/View2.aspx?Key=1385>Ra quân trồng cây đầu xuân</a> (05/08/2013 13:46:17)</td></tr>"
        "<tr><td><a href=/View2.aspx?Key=1384>Hội nghị cán bộ, công chức</a> (05/08/2013 17:31:22)</td></tr></table>",
    ],
    ids=["an invitation to read more", "an address that ends in a dash", "dates with seconds"],
)
def test_more_that_points_elsewhere(box: str) -> None:
    others = "<p>Các tin khác</p>" if "<table>" in box else ""
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{others}{box}") == [ONE, TWO]


def test_a_table_of_files_is_attached_and_no_text() -> None:
    row = "<tr><td><img src=/icons/pdf.png><a href=/{0}.pdf>{0}.pdf</a></td><td>793.31 KB</td></tr>"
    table = f"<table><tr><th>Tệp đính kèm</th><th>Dung lượng</th></tr>{row.format('a')}{row.format('b')}</table>"
    body = read(f"<p>{ONE}</p><div>Tệp đính kèm:</div>{table}")
    assert [block.text for block in body.blocks] == [ONE]
    assert [file.url for file in body.attachments] == ["http://bao.example/a.pdf", "http://bao.example/b.pdf"]
    whole = f"<table><tr><td><p>{ONE}</p><p>{TWO} <a href=/a.pdf>Tải về</a></p></td></tr></table>"
    assert len(read(whole).blocks) == 2, "the table of a whole page"


def test_a_card_of_a_link_kept_by_ghost_is_no_text() -> None:
    card = "<a href=/khac/><div>Bài khác</div><img src=/k.png><span>Báo Mẫu</span></a>"
    body = read(f"<p>{ONE}</p><figure class='kg-card kg-bookmark-card'>{card}</figure><p>{TWO}</p>")
    assert ([block.text for block in body.blocks], body.images) == ([ONE, TWO], [])


def test_a_card_that_is_an_article_of_its_own_is_no_text() -> None:
    link = "<a href=/bai-khac-123456.html>Chợ phiên vùng cao họp lại</a>"
    card = f"<article class=mini>{link}<div class=desc>Sau ba tháng sửa đường, chợ đông hơn trước.</div></article>"
    assert texts(f"<p>{ONE}</p><div class=o-bai>{card}</div><p>{TWO}</p>") == [ONE, TWO]
    whole = f"<article class=mini><p>{ONE * 3}</p>{link}</article><p>{TWO}</p>"
    assert texts(whole)[0] == ONE * 3, "with running text in it it is the article itself"


def test_a_table_that_leads_where_its_picture_leads_is_another_articles_card() -> None:
    address = "/viet-nam-an-do-ket-noi-352871.html"
    picture, title = f"<a href={address}><img src=/k.jpg></a>", "<a href={}>Chợ phiên vùng cao họp lại</a>"
    card = f"<table class=x><tr><td>{picture}{title}<span>Hai bên nhất trí mở chợ.</span></td></tr></table>"
    assert texts(f"<p>{ONE}</p>{card.format(address)}<p>{TWO}</p>") == [ONE, TWO]
    other = card.format("/bai-khac-352872.html")
    assert len(texts(f"<p>{ONE}</p>{other}<p>{TWO}</p>")) == 3, "the picture leads elsewhere"


def test_comments_that_an_article_quotes() -> None:
    said = "“Hồi đó tui coi ở đây nè”, bạn T.A viết."
    assert texts(f"<p>{ONE}</p><blockquote class=fb-cmt><p>{said}</p></blockquote><p>{TWO}</p>") == [ONE, said, TWO]


@pytest.mark.parametrize(
    "line",
    [
        "Nếu bạn đang sống ở quê và có câu chuyện muốn chia sẻ, gửi về: toasoan@bao.example.",
        "Cảm ơn bạn đã đọc bài viết này. Để nhận các bản tin hằng ngày, hãy đăng ký newsletter tại đây.",
        "Bạn thích bài viết này? Hãy đăng ký thành viên để ủng hộ báo.",
    ],
)
def test_invitations_to_write_or_to_subscribe_are_no_text(line: str) -> None:
    assert texts(f"<p>{ONE}</p><p>{TWO}</p><p>{line}</p>") == [ONE, TWO]
    kept = line.replace("gửi về:", "viết về").replace("đăng ký", "đọc").replace("@bao.example", "")
    assert texts(f"<p>{ONE}</p><p>{TWO}</p><p>{kept}</p>") == [ONE, TWO, kept]


@pytest.mark.parametrize(
    "box",
    [
        "<p><em>(*) Không sao chép dưới mọi hình thức khi chưa có sự đồng ý bằng văn bản của Báo Mẫu.</em></p>",
        "<p>(*) Tác giả hiện làm việc tại Viện Mẫu. Bài viết thể hiện quan điểm riêng của tác giả.</p>",
        "<div class=box><p><b>Tư vấn pháp luật</b></p><p>Hãy gọi ngay đường dây nóng tư vấn 0900111222; 0900111223 để nhận được "
        "lời tư vấn nhanh, kịp thời hoặc gửi thư về: tuvan@bao.example</p></div>",
        "<div class=c-mmp><p>No media source currently available</p></div>",
        "<div class=o-self-promo><div><strong>Báo Mẫu trên ứng dụng</strong><p>Tải ứng dụng để theo dõi thời sự</p></div></div>",
        "<div class=inline-image><a href=/society/1593000/x.html>Read also: Teachers on the lagoon</a></div>",
        "<div class=tts-player><span>00:00</span> <select><option>Giọng nữ</option></select></div>",
        "<div class=entry-time><span>17:42</span><span>02.09.2025</span></div>",
        "<div class=time>17:42</div>",
        "<header class=liveblog-meta><div><a href=/author/mau/>Lê Mẫu</a></div><time>9:10 SA</time></header>",
    ],
    ids=[
        "rights",
        "views",
        "whom to ring up",
        "no film",
        "app",
        "read also",
        "voice",
        "an entry's moment",
        "a clock",
        "whose entry it is",
    ],
)
def test_notes_promotions_and_clocks_in_the_text(box: str) -> None:
    assert texts(f"<p>{ONE}</p>{box}<p>{TWO}</p>") == [ONE, TWO]


def test_what_only_resembles_notes_stays() -> None:
    kept = [
        "Không sao chép máy móc mô hình nơi khác là điều xã Mẫu tự nhắc mình.",
        "Tác giả hiện làm việc tại Viện Mẫu và viết đều đặn mỗi tuần.",
        "Tư vấn pháp luật",
    ]
    assert texts("".join(f"<p>{text}</p>" for text in [ONE, *kept, TWO])) == [ONE, *kept, TWO]
    row = "<div class=time-line>Từ 17:42 nước bắt đầu rút, bà con về dọn nhà.</div>"
    assert texts(f"<p>{ONE}</p>{row}") == [ONE, "Từ 17:42 nước bắt đầu rút, bà con về dọn nhà."]


def test_a_pictures_rights_and_description_are_its_caption() -> None:
    picture = (
        "<div class=media><img src=/a.jpg><div class=media__copyright>© Báo Mẫu / Lê An</div>"
        "<div class=media__description>Khối xe tại buổi lễ</div></div>"
    )
    assert captions(f"<p>{ONE}</p>{picture}<p>{TWO}</p>") == ["© Báo Mẫu / Lê An Khối xe tại buổi lễ"]
    assert texts(f"<p>{ONE}</p>{picture}<p>{TWO}</p>") == [ONE, TWO]


@pytest.mark.parametrize(
    "box",
    [
        "<p><em>* Mời bạn đọc xem video Xóm thợ hồ trên kênh YouTube Báo Mẫu</em></p>",
        "<p>Tải ứng dụng Báo Mẫu để theo dõi thời sự quốc tế</p>",
        "<p><b>Tham gia kênh Telegram của Báo Mẫu: t.me/baomau</b></p>",
        "<p><i>Bạn có bí quyết giữ lửa gia đình? Hãy chia sẻ với chúng tôi qua email giadinh@bao.example.</i></p>",
        "<p>Mời độc giả chia sẻ chuyện của mình tại phần bình luận hoặc gửi về email toasoan@bao.example. Xin cảm ơn!</p>",
        "<p><strong>Đường dây nóng tư vấn lao động miễn phí: 0900 111 222 - 0900 111 223. Bạn đọc gửi câu hỏi.</strong></p>",
        "<div><span>Bài viết có liên kết tiếp thị</span></div>",
        "<p>*Giá sản phẩm có thể thay đổi tùy thời điểm. Báo Mẫu có thể nhận hoa hồng từ các liên kết mua hàng trong bài.</p>",
        "<p>* Nội dung bài viết mang tính chất tham khảo, không phải là khuyến nghị đầu tư.</p>",
        "<p>© Báo Mẫu 2025</p>",
        "<div class=tv><p>Lịch phát sóng trực tiếp: 15h00 ngày 14/10, kênh Mẫu</p></div>",
        "<p>Mọi đóng góp xin gửi về Ban Trị sự Hội Mẫu, số tài khoản 0000 111, Ngân hàng Mẫu.</p>",
        "<div class=fbshr><a>Chia sẻ Facebook</a><span>356</span></div>",
        "<p><b>Mời độc giả xem thêm:</b></p><p><a href=/bai-tap-cho-nguoi-dau-lung.htm>Bài tập cho người đau lưng</a></p>",
        "<figure class=video><div>03:25</div></figure>",
        "<dl><dt><strong>8h30</strong></dt></dl>",
        "<p>90'+4</p>",
        "<div class=ask><p>Bạn có hay bị kẹt vì ngập?</p><button>Thường xuyên</button><button>Chưa bao giờ</button></div>",
        "<section class=survey><h3>Bạn thường mua sách cũ ở đâu?</h3><ul><li>Tiệm sách cũ</li><li>Hội nhóm</li></ul></section>",
        "<div class=box-related-inline><p>Đọc thêm</p><h3><a href=/metro-so-3-lo-hen-lan-thu-tu.htm>Metro số 3 lỡ hẹn</a></h3>"
        f"<p>{ONE}</p></div>",
    ],
)
def test_what_an_outlet_says_of_itself_and_asks_its_readers(box: str) -> None:
    assert texts(f"<p>{ONE}</p>{box}<p>{TWO}</p>") == [ONE, TWO]


def test_what_only_resembles_what_an_outlet_says_of_itself_stays() -> None:
    kept = [
        "Mời bạn đọc cùng theo dõi cuộc trò chuyện của chúng tôi với ông Lê An.",
        "Ứng dụng này giúp bà con tải hồ sơ về máy để nộp.",
        "Từ 8h30, bà con đã đứng kín sân đình.",
        "Giá sản phẩm có thể thay đổi theo mùa, bà con nói.",
    ]
    assert texts("".join(f"<p>{text}</p>" for text in [ONE, *kept, TWO])) == [ONE, *kept, TWO]
    signed = "<div class=by><input type=hidden value=1><b>LÊ AN</b></div>"
    assert texts(f"<p>{ONE}</p>{signed}") == [ONE, "LÊ AN"]
    shown = f"<div class=box><button>Phóng to</button><p>{ONE}</p><p>{TWO}</p><p>{ONE} {TWO}</p></div>"
    assert texts(shown) == [ONE, TWO, f"{ONE} {TWO}"]


def test_a_box_of_cards_under_its_title_within_the_body() -> None:
    link = "<a href=/tit-cua-bai-khac-64434{0}.html>Tít của bài khác</a>"
    card = '<div class=card><img src=/{0}.jpg alt="Tít của bài khác">' + link + "<p>Đôi lời.</p></div>"
    others = "".join(card.format(i) for i in range(4))
    listed = read(f"<p>{ONE}</p><p>{TWO}</p><div class=list><div>Cùng chuyên mục</div>{others}</div>")
    assert ([block.text for block in listed.blocks], listed.images) == ([ONE, TWO], [])
    text = f"<p>{ONE}</p><p>{TWO}</p>" * 2
    assert texts(f"<div class=list><div>Cùng chuyên mục</div>{others}{text}</div><p>{ONE}</p>").count(TWO) == 2, (
        "half of the article stands in that box"
    )


def test_a_line_over_a_picture_alone_with_it_in_a_table_is_its_caption() -> None:
    table = "<table><tr><td align=center><b><em>{}</em></b></td></tr><tr><td><img src=/a.png></td></tr>{}</table>"
    chart = f"<p>{ONE}</p>{table.format('Kết quả của xã Mẫu 2022-2025', '')}<p>{TWO}</p>"
    assert (captions(chart), texts(chart)) == (["Kết quả của xã Mẫu 2022-2025"], [ONE, TWO])
    more = f"<p>{ONE}</p>{table.format('Kết quả của xã Mẫu', f'<tr><td>{TWO}</td></tr>')}"
    assert texts(more)[1] == "Kết quả của xã Mẫu"
