"""The byline step: what it takes out of a draft and what it fills in."""

from __future__ import annotations

import pytest

from crawler.items import Author, Block, BylineClue, Draft, Publication, Source
from crawler.pipelines.bylines import BylinesPipeline, read_byline

BODY = "Từ đầu mùa khô, đội thủy nông của bản đã nạo vét xong ba cây số kênh."
END = "Vụ này, bà con tin là sẽ đủ nước cho cả hai cánh đồng."


def right(text: str, html: str | None = None) -> Block:
    return Block("p", text, html or f"<strong>{text}</strong>", align="right", emphasis="bold")


def paragraph(text: str, html: str | None = None) -> Block:
    return Block("p", text, html if html is not None else text)


def article(*blocks: Block, clues: tuple[BylineClue, ...] = (), summary: str | None = None) -> Draft:
    """A draft of a page of nuirung.vn, read."""
    draft = Draft(
        title="Mùa nước về",
        publication=Publication("Núi Rừng", "nuirung.vn"),
        summary=summary,
        blocks=[paragraph(BODY), paragraph(END), *blocks],
        byline_clues=list(clues),
    )
    read_byline(draft)
    return draft


def printed(text: str, url: str | None = None) -> BylineClue:
    return BylineClue(text, "printed", url)


def source_line(text: str, url: str | None = None) -> BylineClue:
    return BylineClue(text, "source-line", url)


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def names(draft: Draft) -> list[str]:
    return [author.name for author in draft.authors]


# --- sign-off in the body ---------------------------------------------------------------------------------------


def test_name_and_institution_under_it_leave_the_body() -> None:
    draft = article(paragraph("Kiều Mộng Thu"), paragraph("Trung tâm Khuyến nông tỉnh Lào Cai"))
    assert texts(draft) == [BODY, END]
    assert draft.authors == [Author("Kiều Mộng Thu", ["text"], "Trung tâm Khuyến nông tỉnh Lào Cai")]
    assert draft.raw.byline == "Kiều Mộng Thu\nTrung tâm Khuyến nông tỉnh Lào Cai"
    assert (draft.raw.sources, draft.warnings) == (None, [])


def test_pictures_between_and_after_stay() -> None:
    draft = article(Block("figure", "", image=0), right("Bài, ảnh: MỘNG THU"), Block("figure", "", image=1))
    assert [block.kind for block in draft.blocks] == ["p", "p", "figure", "figure"]
    assert [(a.name, a.roles) for a in draft.authors] == [("Mộng Thu", ["text", "photo"])]


def test_an_offices_address_under_a_right_aligned_name() -> None:
    address = paragraph("Cơ sở 1: Số 60 đường Hồ Nước, bản Hua. Đặt lịch: 1900 00 00")
    draft = article(right("Kiều Mộng Thu (Phòng Thủy nông)"), paragraph("TRẠM BƠM HỒ NƯỚC"), address)
    assert (names(draft), texts(draft)) == (["Kiều Mộng Thu"], [BODY, END])
    verse = [right("Kiều Mộng Thu"), *map(paragraph, ["Nước về trên nương", "Trăng lên trên bản", "Ta về", "Nhớ ai"])]
    assert names(article(*verse)) == []


def test_a_source_line_of_the_signoff() -> None:
    draft = article(right("Kiều Mộng Thu"), right("Theo TTXVN"))
    assert (names(draft), draft.sources) == (["Kiều Mộng Thu"], [Source("TTXVN")])
    assert (draft.raw.byline, draft.raw.sources) == ("Kiều Mộng Thu", "Theo TTXVN")


def test_lines_of_the_last_paragraph() -> None:
    draft = article(paragraph(f"{END}\nKiều Mộng Thu", f"<em>{END}<br>Kiều Mộng Thu</em>"))
    assert texts(draft)[-1] == END
    assert draft.blocks[-1].html == f"<em>{END}</em>"
    assert names(draft) == ["Kiều Mộng Thu"]


def test_a_name_glued_to_the_last_sentence() -> None:
    draft = article(paragraph(f"{END}Mộng Thu", f"{END}<strong>Mộng Thu</strong>"))
    assert (texts(draft)[-1], draft.blocks[-1].html) == (END, END)
    assert (names(draft), draft.raw.byline) == (["Mộng Thu"], "Mộng Thu")


def test_links_invitations_and_stars_around_the_signoff_go() -> None:
    draft = article(
        paragraph("***"),
        right("Kiều Mộng Thu"),
        paragraph(">> Những dòng kênh trên núi"),
        paragraph("Mời bạn đọc gửi bài về tòa soạn: Email: toasoan@example.com"),
    )
    assert texts(draft) == [BODY, END]


def test_references_after_the_signoff_stay() -> None:
    references = ["Tài liệu tham khảo", "Lương Bá Khánh (2019), Kênh rạch."]
    draft = article(right("TS. Kiều Mộng Thu"), *map(paragraph, references))
    assert texts(draft) == [BODY, END, *references]
    assert draft.authors == [Author("Kiều Mộng Thu", ["text"], honorific="TS")]


def test_a_right_aligned_last_line_that_nobody_understands() -> None:
    draft = article(right("Mùa Thu tháng Tám ở bản Lùng"))
    assert texts(draft) == [BODY, END]
    assert (draft.authors, draft.raw.byline) == ([], "Mùa Thu tháng Tám ở bản Lùng")
    assert sorted(draft.warnings) == ["byline-uncertain", "no-byline"]


def test_a_centred_line_under_a_picture_is_its_caption() -> None:
    caption = Block("p", "Sùng Thị Mỷ", "Sùng Thị Mỷ", align="center")
    draft = article(Block("figure", "", image=0), caption)
    assert draft.blocks[-1] is caption
    assert draft.authors == []


def test_the_outlet_that_signs_is_credited_with_nothing() -> None:
    draft = article(right("BÁO NÚI RỪNG"))
    assert (texts(draft), draft.authors, draft.sources, draft.raw.byline) == ([BODY, END], [], [], "BÁO NÚI RỪNG")
    assert [source.name for source in article(right("(Nguồn: Báo Núi Rừng)")).sources] == ["Báo Núi Rừng"]
    assert [source.name for source in article(right("BÁO TUỔI TRẺ")).sources] == ["Tuổi Trẻ"]


def test_an_account_at_the_end_gives_nothing() -> None:
    draft = article(right("Kiều Mộng Thu"), right("admin admin"))
    assert texts(draft) == [BODY, END]
    assert (names(draft), draft.raw.byline) == (["Kiều Mộng Thu"], "Kiều Mộng Thu")


def test_no_byline() -> None:
    draft = article()
    assert (draft.authors, draft.sources, draft.raw.byline, draft.raw.sources) == ([], [], None, None)
    assert (texts(draft), draft.warnings) == ([BODY, END], ["no-byline"])


def test_a_photo_story_without_text() -> None:
    draft = Draft(title="Mùa nước về", blocks=[Block("figure", "", image=0)])
    read_byline(draft)
    assert draft.warnings == ["no-byline"]


def test_a_link_in_the_signoff() -> None:
    original = "https://tuoitre.vn/mua-nuoc-ve-20210903.htm"
    draft = article(right("Theo Tuổi Trẻ", f'Theo <a href="{original}">Tuổi Trẻ</a>'))
    assert draft.sources == [Source("Tuổi Trẻ", original)]
    assert draft.external_url == original


# --- bylines outside the body -----------------------------------------------------------------------------------


def test_a_person_named_twice_is_one_author() -> None:
    draft = article(right("Ảnh: Kiều Mộng Thu"), clues=(printed("KIỀU MỘNG THU - LƯƠNG BÁ KHÁNH"),))
    assert [(a.name, a.roles) for a in draft.authors] == [
        ("Kiều Mộng Thu", ["text", "photo"]),
        ("Lương Bá Khánh", ["text"]),
    ]
    assert draft.raw.byline == "KIỀU MỘNG THU - LƯƠNG BÁ KHÁNH\nẢnh: Kiều Mộng Thu"


def test_a_collective_is_an_author() -> None:
    draft = article(clues=(printed("PV/VOV.VN"),))
    assert draft.authors == [Author("PV", ["text"], kind="collective")]
    assert ([s.name for s in draft.sources], draft.warnings) == (["vov.vn"], [])


@pytest.mark.parametrize("account", ["Admin", "Quản trị viên", "editor_3", "Ad Min"])
def test_accounts_are_no_authors(account: str) -> None:
    assert article(clues=(printed(account),)).authors == []


def test_metadata_counts_when_nothing_is_printed() -> None:
    clue = BylineClue("Kiều Mộng Thu", "json-ld")
    draft = article(clues=(clue, BylineClue("Kiều Mộng Thu", "meta")))
    assert (names(draft), draft.raw.byline) == (["Kiều Mộng Thu"], "Kiều Mộng Thu")
    assert names(article(right("Lương Bá Khánh"), clues=(clue,))) == ["Lương Bá Khánh"]
    assert names(article(clues=(source_line("Theo TTXVN"), clue))) == []


def test_whoever_is_shown_as_the_poster_counts_where_nobody_else_is_named() -> None:
    poster = BylineClue("Kiều Mộng Thu", "poster")
    assert names(article(clues=(source_line("Theo TTXVN"), poster))) == ["Kiều Mộng Thu"]
    assert names(article(right("Lương Bá Khánh"), clues=(poster,))) == ["Lương Bá Khánh"]
    assert names(article(clues=(source_line("Theo TTXVN"), BylineClue("Admin", "poster")))) == []


@pytest.mark.parametrize(
    "name",
    [
        "Nhịp Cầu Nghề",
        "Mỗi Ngày",
        "Núi Rừng",
        "nuirung.vn",
        "Báo Núi Rừng",
        "VnExpress",
        "admin",
        "PV",
        "Thu",
        "kiều thu",
        "",
    ],
)
def test_metadata_that_is_no_person_is_left_out(name: str) -> None:
    assert article(clues=(BylineClue(name, "json-ld"), BylineClue(name, "meta"))).authors == []


def test_metadata_with_the_name_that_the_domain_spells_is_the_outlet() -> None:
    draft = Draft(
        title="Mùa nước về",
        publication=Publication("nuirung.vn", "nuirung.vn"),
        blocks=[paragraph(BODY)],
        byline_clues=[BylineClue("Kiều Mộng Thu", "json-ld"), BylineClue("Núi Rừng", "json-ld")],
    )
    read_byline(draft)
    assert names(draft) == ["Kiều Mộng Thu"]


# --- source lines -----------------------------------------------------------------------------------------------


def test_a_web_address_stays_the_name_of_its_source() -> None:
    draft = article(clues=(source_line("Nguồn tin www.TuoiTre.vn", "https://tuoitre.vn"),))
    assert draft.sources == [Source("tuoitre.vn", "https://tuoitre.vn")]
    assert (draft.external_url, draft.raw.sources) == (None, "Nguồn tin www.TuoiTre.vn")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Theo tuổi trẻ", "Tuổi Trẻ"),
        ("Nghề Xưa và Mới", "Nghề Xưa và Mới"),
        ("Nguồn: Thông tấn xã Việt Nam", "TTXVN"),
        ("(Vietnam+)", "Vietnam+"),
        ("Theo Sức khỏe và Đời sống", "Sức khỏe & Đời sống"),
    ],
)
def test_names_of_sources(text: str, name: str) -> None:
    assert [s.name for s in article(clues=(source_line(text),)).sources] == [name]


def test_the_originals_address() -> None:
    original = "https://tuoitre.vn/mua-nuoc-ve-20210903.htm"
    draft = article(clues=(source_line("tuoitre.vn"), source_line(original, original)))
    assert draft.sources == [Source("tuoitre.vn", original)]
    assert (draft.external_url, draft.raw.sources) == (original, "tuoitre.vn")


@pytest.mark.parametrize(
    "url", ["https://tuoitre.vn/", "https://nuirung.vn/bai-1.html", "https://m.nuirung.vn/bai-1.html"]
)
def test_addresses_that_are_no_original(url: str) -> None:
    assert article(clues=(source_line("Theo Tuổi Trẻ", url),)).external_url is None


def test_an_authors_page_is_no_original() -> None:
    draft = article(clues=(printed("Kiều Mộng Thu", "https://tacgia.example.vn/kieu-mong-thu"),))
    assert (names(draft), draft.external_url) == (["Kiều Mộng Thu"], None)


def test_a_name_after_theo_beside_a_source_line_is_a_person() -> None:
    draft = article(clues=(printed("Theo Mộng Thu"), source_line("Nghề Xưa", "https://nghexua.vn/bai-2.html")))
    assert (names(draft), draft.warnings) == (["Mộng Thu"], [])
    assert draft.sources == [Source("Nghề Xưa", "https://nghexua.vn/bai-2.html")]
    assert article(clues=(printed("Theo Mộng Thu"),)).authors == []


def test_a_person_in_the_source_line() -> None:
    draft = article(clues=(source_line("Theo Kiều Mộng Thu VnExpress"),))
    assert (names(draft), [s.name for s in draft.sources]) == (["Kiều Mộng Thu"], ["VnExpress"])
    assert draft.raw.byline == draft.raw.sources == "Theo Kiều Mộng Thu VnExpress"


def test_a_place_or_an_account_is_no_source() -> None:
    assert article(clues=(source_line("Đồng Nai"), source_line("Quản trị"))).sources == []


def test_the_same_outlet_is_one_source() -> None:
    draft = article(
        right("Kiều Mộng Thu (Tuổi Trẻ)"), clues=(source_line("Theo Tuổi trẻ", "https://tuoitre.vn/a.htm"),)
    )
    assert draft.sources == [Source("Tuổi Trẻ", "https://tuoitre.vn/a.htm")]


# --- dateline ---------------------------------------------------------------------------------------------------


def opening(text: str, html: str) -> Draft:
    draft = Draft(publication=Publication("Núi Rừng", "nuirung.vn"), blocks=[paragraph(text, html), paragraph(END)])
    read_byline(draft)
    return draft


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        (f"(LĐXH) - {BODY}", BODY),
        (f"<strong>(LĐXH) - </strong>{BODY}", BODY),
        (f"<strong>(LĐXH)</strong> - {BODY}", BODY),
        (f"<strong>(LĐXH) - Từ đầu</strong>{BODY[6:]}", f"<strong>Từ đầu</strong>{BODY[6:]}"),
        (f'(<a href="http://laodongxahoi.net">LĐXH</a>) - {BODY}', BODY),
        (f"<em><strong>(LĐXH)&nbsp;-</strong> {BODY}</em>", f"<em>{BODY}</em>"),
        (f"(LĐXH) &#45; {BODY}", BODY),
    ],
)
def test_the_mark_leaves_text_and_html_of_the_first_paragraph(html: str, rest: str) -> None:
    draft = opening(f"(LĐXH) - {BODY}", html)
    assert draft.dateline == "LĐXH"
    assert (draft.blocks[0].text, draft.blocks[0].html) == (BODY, rest)


def test_the_mark_leaves_the_lead_and_the_body() -> None:
    draft = Draft(summary=f"(NLĐO)- {END}", blocks=[paragraph(f"(NLĐO) - {BODY}"), paragraph(END)])
    read_byline(draft)
    assert (draft.dateline, draft.summary, draft.blocks[0].text) == ("NLĐO", END, BODY)


def test_a_second_other_mark_stays() -> None:
    draft = Draft(summary=f"(NLĐO) - {END}", blocks=[paragraph(f"(TTXVN) - {BODY}")])
    read_byline(draft)
    assert (draft.dateline, draft.blocks[0].text) == ("NLĐO", f"(TTXVN) - {BODY}")


def test_the_layouts_own_dateline_stays() -> None:
    draft = Draft(dateline="TP HCM", summary=END, blocks=[paragraph(BODY)])
    read_byline(draft)
    assert (draft.dateline, draft.summary) == ("TP HCM", END)


def test_a_heading_or_an_ordinary_opening_is_left_alone() -> None:
    draft = Draft(blocks=[Block("h2", "TTXVN - Bảy mươi năm", "TTXVN - Bảy mươi năm"), paragraph(BODY)])
    read_byline(draft)
    assert (draft.dateline, draft.blocks[0].text) == (None, "TTXVN - Bảy mươi năm")


# --- the pipeline -----------------------------------------------------------------------------------------------


def test_the_pipeline_runs_the_step_on_drafts_only() -> None:
    draft = Draft(title="Mùa nước về", blocks=[paragraph(BODY), paragraph("Kiều Mộng Thu")])
    pipeline = BylinesPipeline()
    assert pipeline.process_item(draft) is draft
    assert names(draft) == ["Kiều Mộng Thu"]
    other = {"title": "no draft"}
    assert pipeline.process_item(other) is other


def linked(text: str, label: str, url: str) -> Block:
    return paragraph(f"{label}{text}", f'<strong>{label}<a href="{url}">{text}</a></strong>')


def test_a_source_label_with_the_originals_headline() -> None:
    draft = article(linked("Nước về sớm ở thượng nguồn", "Nguồn: ", "https://tintuc.suoilanh.vn/nuoc-ve-12345.html"))
    assert texts(draft) == [BODY, END]
    assert [source.name for source in draft.sources] == ["tintuc.suoilanh.vn"]
    assert draft.external_url == "https://tintuc.suoilanh.vn/nuoc-ve-12345.html"


def test_bare_addresses_at_the_end() -> None:
    draft = article(paragraph("https://suoilanh.vn/nuoc-ve-12345.html"), paragraph("https://nuirung.vn/"))
    assert (texts(draft), draft.external_url) == ([BODY, END], "https://suoilanh.vn/nuoc-ve-12345.html")
    own = article(paragraph("https://nuirung.vn/"))
    assert (texts(own), own.sources, own.external_url) == ([BODY, END], [], None)


def test_the_originals_address_under_the_text_is_that_of_the_outlet_credited() -> None:
    original = "https://suoilanh.vn/nuoc-ve-12345.html"
    draft = article(paragraph(original), clues=(source_line("Theo Tuổi Trẻ"),))
    assert (draft.sources, draft.external_url) == ([Source("Tuổi Trẻ", original)], original)


def test_the_sites_own_address_as_source_line_credits_nobody() -> None:
    assert article(clues=(source_line("https://nuirung.vn/"),)).sources == []


def test_an_agency_glued_to_the_last_sentence_over_the_name() -> None:
    draft = article(paragraph("Kênh mới dài ba cây số. (TTXVN)"), right("Kiều Mộng Thu"))
    assert (names(draft), [source.name for source in draft.sources]) == (["Kiều Mộng Thu"], ["TTXVN"])
    assert texts(draft)[-1] == "Kênh mới dài ba cây số."


# --- bylines in further places -----------------------------------------------------------------------------------


def opened(first: Block, *rest: Block) -> Draft:
    draft = Draft(title="Mùa nước về", publication=Publication("Núi Rừng", "nuirung.vn"), blocks=[first, *rest])
    read_byline(draft)
    return draft


@pytest.mark.parametrize(
    "first",
    [
        right("Lê Minh Hà/Núi Rừng"),
        Block(
            "p", "Truyện ngắn của LÊ MINH HÀ", "<em>Truyện ngắn của LÊ MINH HÀ</em>", align="center", emphasis="italic"
        ),
        Block("p", "Lê Minh Hà - VOV", "<strong>Lê Minh Hà - VOV</strong>", emphasis="bold"),
        Block("p", "Lê Minh Hà/Đường Làng", "<strong>Lê Minh Hà/Đường Làng</strong>", emphasis="bold"),
        Block("p", "LÊ MINH HÀ", "<em>LÊ MINH HÀ</em>", emphasis="italic"),
    ],
    ids=[
        *("right-aligned", "set apart and saying what it is", "bold with an outlet", "bold, an outlet after a slash"),
        "in italic capitals",
    ],
)
def test_a_byline_that_opens_the_body(first: Block) -> None:
    draft = opened(first, paragraph(BODY), paragraph(END))
    assert (names(draft), texts(draft)) == (["Lê Minh Hà"], [BODY, END])


def test_a_paragraph_that_opens_the_body_and_a_caption_alone_are_no_bylines() -> None:
    centred = Block("p", "Lê Minh Hà", "Lê Minh Hà", align="center")
    assert texts(opened(centred, paragraph(BODY), paragraph(END)))[0] == "Lê Minh Hà"
    italic = Block("p", "Lê Minh Hà", "<em>Lê Minh Hà</em>", emphasis="italic")
    assert texts(opened(italic, paragraph(BODY), paragraph(END)))[0] == "Lê Minh Hà"
    assert texts(opened(paragraph("Truyện ngắn của Lê Minh Hà"), paragraph(BODY)))[0] == "Truyện ngắn của Lê Minh Hà"


def test_initials_under_an_article_of_the_same_author() -> None:
    assert names(article(right("LMH"), clues=(printed("Lê Minh Hà"),))) == ["Lê Minh Hà"]
    assert names(article(right("LMA"), clues=(printed("Lê Minh Hà"),))) == ["Lê Minh Hà", "LMA"]


def test_a_line_that_nobody_can_read_names_whom_metadata_name() -> None:
    line, meta = printed("Phát: Lê Minh Hà"), BylineClue("Lê Minh Hà", "json-ld")
    assert names(article(clues=(line, meta))) == ["Lê Minh Hà"]
    assert names(article(clues=(line, BylineClue("Trần Văn Tư", "json-ld")))) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("VĂN PHÒNG UBND HUYỆN", "Văn Phòng UBND Huyện"),
        ("Ban Tuyên truyền - Hỗ trợ người nộp thuế", "Ban Tuyên truyền - Hỗ trợ người nộp thuế"),
    ],
)
def test_a_body_that_signs(line: str, name: str) -> None:
    draft = article(right(line))
    assert [(a.name, a.kind) for a in draft.authors] == [(name, "organisation")]
    assert texts(draft) == [BODY, END]


def test_a_body_under_a_name_is_the_authors() -> None:
    assert names(article(right("Lê Minh Hà"), right("Văn phòng UBND huyện"))) == ["Lê Minh Hà"]


def test_words_joined_by_lines() -> None:
    assert [s.name for s in article(right("(Theo_Tuổi_Trẻ)")).sources] == ["Tuổi Trẻ"]


def test_a_bold_full_name_over_the_text_is_its_authors_unless_the_article_speaks_of_it() -> None:
    name = Block("p", "Lê Mộc Miên", "<strong>Lê Mộc Miên</strong>", emphasis="bold")
    assert names(opened(name, paragraph(BODY), paragraph(END))) == ["Lê Mộc Miên"]
    about = paragraph("Lê Mộc Miên sinh ra ở bản Hua Tát, bên dòng kênh cũ.")
    assert texts(opened(name, about, paragraph(END)))[0] == "Lê Mộc Miên"


@pytest.mark.parametrize("initials", ["M.H", "L.M.H", "M.H."])
def test_initials_of_somebody_who_is_named(initials: str) -> None:
    assert names(article(right(initials), clues=(printed("Lê Minh Hà"),))) == ["Lê Minh Hà"]
    assert names(article(right("T.K"), clues=(printed("Lê Minh Hà"),))) == ["Lê Minh Hà", "T.K"]


def test_who_made_it_together() -> None:
    lines = [paragraph("Nhóm thực hiện"), paragraph("Bài: Lê Minh Hà"), paragraph("Ảnh: Trần Văn Tư")]
    draft = article(*lines)
    assert (names(draft), texts(draft)) == (["Lê Minh Hà", "Trần Văn Tư"], [BODY, END])


def test_a_body_in_the_bylines_place() -> None:
    draft = article(clues=(printed("Phòng Việc làm - An toàn lao động"),))
    assert [(a.name, a.kind) for a in draft.authors] == [("Phòng Việc làm - An toàn lao động", "organisation")]


def test_an_invitation_to_ring_up_under_the_sign_off_goes_with_it() -> None:
    invitation = "Bạn đọc quan tâm có thể liên hệ Phòng Kinh doanh: 0363.643.828."
    assert texts(article(right("Lê Minh Hà"), paragraph(invitation))) == [BODY, END]
    assert texts(article(paragraph(invitation))) == [BODY, END, invitation]


def test_a_few_lines_under_a_right_aligned_sign_off_are_no_text() -> None:
    beside = [paragraph("Thông tin thêm"), paragraph("Hãng xe: Mẫu")]
    assert texts(article(right("Lê Minh Hà"), *beside)) == [BODY, END]
    notes = [paragraph("Tài liệu tham khảo"), paragraph("Lê Minh Hà (2021), Nghề rừng, Tạp chí Mẫu, số 7.")]
    assert texts(article(right("Lê Minh Hà"), *notes)) == [BODY, END, *(note.text for note in notes)]
    assert texts(article(right("Lê Minh Hà"), paragraph("1. Số liệu của huyện."))) == [
        BODY,
        END,
        "1. Số liệu của huyện.",
    ]


def test_a_first_line_that_says_by_whom_the_article_is_written() -> None:
    said = "Bài viết được viết bởi Thạc sĩ, Bác sĩ Lê Minh Hà - Khoa Nội, Bệnh viện Mẫu."
    draft = opened(paragraph(said), paragraph(BODY), paragraph(END))
    assert (names(draft), texts(draft)) == (["Lê Minh Hà"], [BODY, END])
    advised = "Bài viết được tư vấn chuyên môn bởi Bác sĩ Lê Minh Hà."
    assert texts(opened(paragraph(advised), paragraph(BODY), paragraph(END)))[0] == advised


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Mộng Thu", "Kiều Mộng Thu", ["Kiều Mộng Thu"]),
        ("Kiều Mộng Thu", "Mộng Thu", ["Kiều Mộng Thu"]),
        ("Kiều Mộng Thu", "Kieu Mong Thu", ["Kiều Mộng Thu"]),
        ("Thu", "Kiều Mộng Thu", ["Thu", "Kiều Mộng Thu"]),
        ("Kiều Mộng Thu", "Kiều Mộng Thư", ["Kiều Mộng Thu", "Kiều Mộng Thư"]),
    ],
)
def test_who_is_named_twice_is_one_by_the_fuller_name(first: str, second: str, expected: list[str]) -> None:
    assert names(article(clues=(printed(first), printed(second)))) == expected


def test_another_outlet_shown_as_the_poster_is_credited() -> None:
    for name, credited in (("Reuters", ["Reuters"]), ("Núi Rừng", []), ("Nhịp Cầu Nghề", [])):
        draft = article(clues=(BylineClue(name, "poster"), BylineClue(name, "json-ld")))
        assert (names(draft), [source.name for source in draft.sources]) == ([], credited)
    assert article(clues=(BylineClue("Reuters", "json-ld"),)).sources == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (
            "Đề tài Kỹ năng số của thợ gốm do TS. Kiều Mộng Thu - Lương Bá Khánh (Trường Đại học Mẫu) thực hiện.",
            ["Kiều Mộng Thu", "Lương Bá Khánh"],
        ),
        ("Đề tài Kỹ năng số của thợ gốm do Trường Đại học Mẫu thực hiện.", []),
        ("Công trình cấp nước của bản do Kiều Mộng Thu thực hiện.", []),
    ],
)
def test_a_study_is_by_whom_its_lead_names(lead: str, expected: list[str]) -> None:
    draft = article(summary=lead)
    assert (names(draft), draft.summary) == (expected, lead)
    assert names(article(right("Bùi Văn Sen"), summary=lead)) == ["Bùi Văn Sen"]
