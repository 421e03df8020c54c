"""Whole bylines: roles, credits, what is none; docs/vietnamese.md describes the rules."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from crawler.vietnamese.bylines import parse_byline
from tests.vietnamese.reading import BK, MT, names, only, sources


def documented() -> list[tuple[str, str, str, str]]:
    """The rows of the document's table of sources and places: printed, authors, sources, location."""
    rows = []
    for path in sorted((Path(__file__).parents[2] / "docs").glob("vietnamese*.md")):
        _, _, table = path.read_text("utf-8").partition("| printed | authors | sources | location |\n")
        for line in table.splitlines()[1:]:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) != 4:
                break
            rows += [(text.strip(" `"), *cells[1:]) for text in cells[0].split("`, `")]
    return rows


@pytest.mark.parametrize(
    ("printed", "roles"),
    [
        (f"Bài, ảnh: {MT}", ["text", "photo"]),
        (f"Bài và ảnh {MT}", ["text", "photo"]),
        (f"Bài và ảnh của {MT}", ["text", "photo"]),
        (f"Tin - ảnh: {MT}", ["text", "photo"]),
        (f"TIN, ẢNH: {MT.upper()}", ["text", "photo"]),
        (f"Bài, ảnh, video: {MT}", ["text", "photo", "video"]),
        (f"Ảnh: {MT}", ["photo"]),
        (f"Clip {MT}", ["video"]),
        (f"Đồ họa: {MT}", ["graphics"]),
        (f"Tác giả: {MT}", ["text"]),
        (f"Tác giả:\n{MT}", ["text"]),
        (f"Thực hiện: {MT}", ["text"]),
        (f"{MT} (thực hiện)", ["text"]),
        (f"{MT} thực hiện", ["text"]),
        (f"{MT} (tổng hợp)", ["compilation"]),
        (f"{MT}(Tổng hợp)", ["compilation"]),
        (f"{MT} - (tổng hợp)", ["compilation"]),
        (f"{MT} - Tổng hợp", ["compilation"]),
        (f"{MT} (t/h)", ["compilation"]),
        (f"{MT} (TH)", ["compilation"]),
        (f"(Tổng hợp) {MT}", ["compilation"]),
        (f"Tổng hợp {MT}", ["compilation"]),
        (f"{MT} lược dịch", ["translation"]),
        (f"{MT} (dịch)", ["translation"]),
        (f"{MT} (tổng hợp & dịch)", ["translation", "compilation"]),
        (f"{MT} - T.H lược dịch", ["translation", "compilation"]),
        (f"Tin, ảnh - {MT}", ["text", "photo"]),
        (f"Người đưa tin: {MT}", ["text"]),
        (f"Biên dịch: {MT}", ["translation"]),
        (f"{MT} ghi", ["transcription"]),
        (f"{MT} (ghi theo lời kể)", ["transcription"]),
        (f"Biên tập: {MT}", ["editing"]),
        (f"{MT} - bài và ảnh", ["text", "photo"]),
        (f"Quay dựng: {MT}", ["video"]),
        (f"Viết bởi: {MT}", ["text"]),
        (f"Bởi {MT}", ["text"]),
        (f"By {MT}", ["text"]),
        (f"Bởi {MT}", ["text"]),
        (f"Truyện ngắn của {MT.upper()}", ["text"]),
    ],
)
def test_roles(printed: str, roles: list[str]) -> None:
    author = only(printed)
    assert (author.name, author.roles) == (MT, roles)


@pytest.mark.parametrize(
    ("printed", "roles"),
    [
        (f"Bài: {MT}; Ảnh: {BK}", [["text"], ["photo"]]),
        (f"{MT} - clip: {BK}", [["text"], ["video"]]),
        (f"{MT};ẢNH: {BK.upper()}", [["text"], ["photo"]]),
        (f"{MT} (ảnh: {BK})", [["text"], ["photo"]]),
        (f"{MT} Ảnh: {BK}", [["text"], ["photo"]]),
        (f"{MT} tổng hợp - Ảnh: {BK}", [["compilation"], ["photo"]]),
        (f"{MT} dịch, biên tập: {BK}", [["translation"], ["editing"]]),
        (f"Bài và ảnh: {MT} - {BK}", [["text", "photo"], ["text", "photo"]]),
        (f"{MT} - {BK} (ghi)", [["transcription"], ["transcription"]]),
        (f"{MT} (ghi) {BK} (thực hiện)", [["transcription"], ["text"]]),
        (f"{MT} ghi {BK} ghi", [["transcription"], ["transcription"]]),
        (f"Thực hiện: {MT} - Đồ họa: {BK}", [["text"], ["graphics"]]),
        (f"Bài: {MT}\nẢnh: {BK}", [["text"], ["photo"]]),
    ],
)
def test_roles_of_two(printed: str, roles: list[list[str]]) -> None:
    assert [(a.name, a.roles) for a in parse_byline(printed).authors] == [(MT, roles[0]), (BK, roles[1])]


def test_a_longer_label_that_is_unknown_makes_the_line_none() -> None:
    assert names(f"Trưởng nhóm nội dung: {MT}") == []
    assert names(f"Giọng đọc, dựng ảnh: {MT}") == []


@pytest.mark.parametrize("supplier", ["Internet", "NVCC", "FBNV", "BTC", "Facebook", "Reuters", "TTXVN"])
def test_generic_suppliers_and_agencies_of_pictures_are_nobody(supplier: str) -> None:
    assert (names(f"{MT} - Ảnh: {supplier}"), sources(f"{MT} - Ảnh: {supplier}")) == ([MT], [])
    assert not parse_byline(f"Ảnh: {supplier}")


@pytest.mark.parametrize(
    ("printed", "credited"),
    [
        (f"{MT} (TTXVN)", ["TTXVN"]),
        (f"{MT}/VOV.VN", ["VOV"]),
        (f"{MT}/Báo Tin Tức", ["Báo Tin tức"]),
        (f"{MT} - VnExpress", ["VnExpress"]),
        (f"{MT} (Vietnam+)", ["VietnamPlus"]),
        (f"{MT}-VOV", ["VOV"]),
        (f"{MT} (VietNamNet/Dân trí)", ["VietNamNet", "Dân trí"]),
        (f"{MT} (P/v TTXVN tại Lào)", ["TTXVN"]),
        (f"{MT} (theo Yahoo! News)", ["Yahoo News"]),
        (f"{MT} (TTXVN/Vietnam+)", ["TTXVN", "VietnamPlus"]),
        (f"Theo {MT}/VnExpress.net", ["VnExpress"]),
        (f"Theo {MT} (Báo Gia Lai)", ["Báo Gia Lai"]),
        (f"Theo {MT} thanhnien.vn", ["Thanh Niên"]),
        (f"Theo {MT}\nCông an nhân dân", ["Công an nhân dân"]),
        (f"Theo {MT}/GenK\nWired", ["GenK", "Wired"]),
        (f"{MT} theo CNN", ["CNN"]),
        (f"{MT} (theo Healthline, Mirror)", ["Healthline", "Mirror"]),
        (f"{MT} (Theo tờ The Sun)", ["The Sun"]),
        (f"{MT} (tổng hợp từ AFP, Kyodo)", ["AFP", "Kyodo"]),
        (f"{MT} (theo Kyodo, dịch)", ["Kyodo"]),
        (f"{MT}/Dịch từ boredpanda", ["Bored Panda"]),
        (f"(Theo AFP) {MT}", ["AFP"]),
        (f"TTXVN;{MT.upper()}", ["TTXVN"]),
        (f"{MT}, VOA, 14/09/2021", ["VOA"]),
        (f"{MT} Thể thao & Văn hóa", ["Thể thao & Văn hóa"]),
        (f"{MT}Thể thao & Văn hóa", ["Thể thao & Văn hóa"]),
        (f"{MT}Theo Metro", ["Metro"]),
        (f"{MT} (Khoa học & Phát triển)", ["Khoa học & Phát triển"]),
        (f"{MT} / baocaobang.vn", ["baocaobang.vn"]),
        (f"{MT}(theo some-tech-tips)", ["some-tech-tips"]),
        (f"{MT}/NXB Rạng Đông & Sách Xanh", ["NXB Rạng Đông", "Sách Xanh"]),
        (f"Luật sư {MT} (Báo Hà Nội Mới)", ["Hà Nội Mới"]),
    ],
)
def test_an_author_and_sources(printed: str, credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == ([MT], credited)


@pytest.mark.parametrize(
    ("printed", "credited"),
    [
        ("TTXVN", ["TTXVN"]),
        ("(TTXVN)", ["TTXVN"]),
        ("TTXVN/Tin tức", ["TTXVN", "Báo Tin tức"]),
        ("(TTXVN/Vietnam+)", ["TTXVN", "VietnamPlus"]),
        ("Theo Thông Tấn Xã Việt Nam", ["TTXVN"]),
        ("Theo tuổi trẻ", ["Tuổi Trẻ"]),
        ("(Theo dantri.com.vn)", ["Dân trí"]),
        ("Nguồn: thethao.tuoitre.vn", ["Tuổi Trẻ"]),
        ("Nguồn tin baodautu.vn", ["Đầu tư"]),
        ("Nguồn tin: example.com.vn", ["example.com.vn"]),
        ("Nguồn: https://tuoitre.vn/mot-bai-bao-2021.htm", ["Tuổi Trẻ"]),
        ("Nguồn Tuổi Trẻ: http://tuoitre.vn/mot-bai-bao-2021.htm", ["Tuổi Trẻ"]),
        ("Nguồn Nghề Xưa: nghexua.vn", ["Nghề Xưa"]),
        ("RFA", ["RFA"]),
        ("Theo Tạp chí Nghề Xưa", ["Tạp chí Nghề Xưa"]),
        ("Nguồn: Hội Bảo trợ trẻ mồ côi", ["Hội Bảo trợ trẻ mồ côi"]),
        ("Theo Engadget , CNET", ["Engadget", "CNET"]),
        ("TUỔI TRẺ ONLINE", ["Tuổi Trẻ"]),
    ],
)
def test_sources_alone(printed: str, credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == ([], credited)


@pytest.mark.parametrize(
    "printed", ["Theo báo chí nước ngoài", "Theo báo chí Lào", "(Theo Internet)", "Tổng hợp", "(Sưu tầm)"]
)
def test_vague_sources_are_none(printed: str) -> None:
    assert not parse_byline(printed)


@pytest.mark.parametrize(("printed", "name"), [("MIDORI, THEO DÂN TRÍ", "Midori"), ("Jun, Theo Dân trí", "Jun")])
def test_a_word_before_a_source_is_a_pen_name(printed: str, name: str) -> None:
    assert (names(printed), sources(printed)) == ([name], ["Dân trí"])


def test_a_name_after_theo_is_a_person_when_an_outlet_follows() -> None:
    assert (names("Theo Mộng Thu\nLàng nghề"), sources("Theo Mộng Thu\nLàng nghề")) == (["Mộng Thu"], ["Làng nghề"])
    assert names("Theo Mộng Thu/Nhịp sống Phố núi") == ["Mộng Thu"]
    assert names("Theo MỘNG THU - BÁ KHÁNH (VTC News)") == ["Mộng Thu", "Bá Khánh"]
    alone = parse_byline("Theo Mộng Thu")
    assert alone.uncertain
    assert names(f"Theo {MT}") == [MT]  # a surname and three syllables


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "–",
        "Xem thêm: Năm món nên thử ở chợ nổi",
        "Đọc tiếp",
        "Mời độc giả gửi bài cộng tác về tòa soạn",
        "Ảnh minh họa: Internet",
        "(Ảnh: Kiều Mộng Thu)",
        "Nguồn video: Cục Kiểm lâm",
        "* Thông tin trong bài có tính chất tham khảo",
        "ĐƯỜNG DÂY NÓNG: 0900000000",
        "Email: toasoan@example.com",
        "#VungCao #BienGioi",
        "Hà Nội, ngày 3 tháng 9 năm 2021",
        "Hà Nội",
        "TP.HCM",
        "Hết",
        "(Kỳ sau: Những người ở lại)",
        "Bài 3: Chuyện của những người ở lại",
        "Theo đó, lương cơ sở sẽ tăng từ tháng bảy.",
        "Theo bạn, ai nhường đường cho ai?",
        "Cơ quan chức năng đang làm rõ vụ việc.",
        "Ông Lương Bá Khánh, giám đốc hợp tác xã, phát biểu tại lễ ra quân",
        "Đồng chí Lương Bá Khánh trao quà cho học sinh vùng lũ",
        "Lương Bá Khánh - số áo 7",
        "THỂ THAO",
        "Thứ Năm, 08:46, 16/09/2021",
        "Tổng Biên tập: Lương Bá Khánh",
        "Pháo hoa và đèn lồng",
        "https://example.vn/mot-bai-bao.html",
    ],
)
def test_no_byline(text: str) -> None:
    byline = parse_byline(text)
    assert not byline
    assert (byline.authors, byline.sources, byline.location) == ([], [], None)


def test_a_caption_with_its_photographer_is_none() -> None:
    assert names(f"Bà {MT}, chủ vườn. Ảnh: {BK}") == []
    assert names(f"Ca sĩ {MT} (Ảnh: {BK})") == []
    assert names(f"TS {MT}. Ảnh: {BK}") == [MT, BK]


def test_a_piece_that_nobody_understands_makes_the_line_none() -> None:
    assert not parse_byline(f"{MT} - nhiều người đến xem")


@pytest.mark.parametrize("text", ["Khám phá", "Giao thông", "Thái Nguyên", "bá khánh"])
def test_what_the_text_leaves_open_is_uncertain(text: str) -> None:
    assert parse_byline(text).uncertain


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("Nguồn tin: Ban Tuyên giáo - Nữ công LĐLĐ tỉnh", "Ban Tuyên giáo - Nữ công LĐLĐ tỉnh"),
        ("(Theo Tạp chí Nghề - Làng)", "Tạp chí Nghề - Làng"),
        ("Nguồn tin: Phòng Phổ biến, giáo dục pháp luật", "Phòng Phổ biến, giáo dục pháp luật"),
        ("Nguồn: Trung tâm VH, TT và Truyền thông huyện", "Trung tâm VH, TT và Truyền thông huyện"),
        ("Nguồn: Phòng Văn hóa và Thông tin huyện", "Phòng Văn hóa và Thông tin huyện"),
        ("Nguồn: Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Theo Bộ Lao động, Thương binh và Xã hội", "Bộ Lao động, Thương binh và Xã hội"),
        ("Nguồn tin: Trung tâm Văn hóa, Thông tin và Thể thao huyện", "Trung tâm Văn hóa, Thông tin và Thể thao huyện"),
        ("(Nguồn: Bài đăng trên Tạp chí Nghề Xưa, số 5/2021)", "Tạp chí Nghề Xưa"),
    ],
)
def test_an_institutions_name_goes_on_after_a_mark(printed: str, source: str) -> None:
    byline = parse_byline(printed)
    assert ([s.name for s in byline.sources], byline.authors) == ([source], [])


@pytest.mark.parametrize(
    ("printed", "sources"),
    [
        ("Nguồn: Sở Y tế, Bộ LĐTBXH", ["Sở Y tế", "Bộ LĐTBXH"]),
        ("Theo Bộ Công an - TTXVN", ["Bộ Công an", "TTXVN"]),
        ("Nguồn: Báo Phú Yên - Đài PTTH Phú Yên", ["Báo Phú Yên", "Đài PTTH Phú Yên"]),
    ],
)
def test_institutions_after_one_another_are_several_sources(printed: str, sources: list[str]) -> None:
    assert [s.name for s in parse_byline(printed).sources] == sources


def test_a_body_that_a_label_says_has_written() -> None:
    byline = parse_byline("Bài và ảnh: Đoàn trường THPT Bãi Ngang")
    assert [(a.name, a.kind, a.roles) for a in byline.authors] == [
        ("Đoàn trường THPT Bãi Ngang", "organisation", ["text", "photo"])
    ]
    assert not parse_byline("Ảnh: Đoàn trường THPT Bãi Ngang").authors


@pytest.mark.parametrize("desk", ["Tổ Ngữ văn", "Phòng Khoa học và Đối ngoại", "Ban Văn hóa - Xã hội"])
def test_desks_of_schools_and_offices(desk: str) -> None:
    assert [(a.name, a.kind) for a in parse_byline(desk).authors] == [(desk, "collective")]


def test_an_office_with_a_conjunction_in_its_name_beside_a_person() -> None:
    byline = parse_byline(f"{MT} – Phòng Giáo dục và Đào tạo huyện Bãi Ngang")
    assert [(a.name, a.affiliation) for a in byline.authors] == [(MT, "Phòng Giáo dục và Đào tạo huyện Bãi Ngang")]


def test_what_somebody_is_after_a_comma() -> None:
    byline = parse_byline(f"{MT}, phóng viên RFA")
    assert [(a.name, a.affiliation) for a in byline.authors] == [(MT, "phóng viên RFA")]
    assert byline.sources == []


def test_a_sisters_title() -> None:
    assert [(a.name, a.honorific) for a in parse_byline(f"Sr. Têrêsa {MT}").authors] == [(f"Têrêsa {MT}", "Sr")]


def test_the_desk_of_an_office_is_no_outlets() -> None:
    byline = parse_byline("Ban Tuyên giáo")
    assert ([a.name for a in byline.authors], byline.sources) == (["Ban Tuyên giáo"], [])


def test_a_sentence_in_small_letters_is_no_byline() -> None:
    sentence = f"Theo {MT}, đội thủy nông của bản đã nạo vét xong con kênh ấy."
    assert parse_byline(sentence).rules == ["no-byline"]
    assert parse_byline(f"{MT}.").authors


def test_rules_tell_how_a_line_was_read() -> None:
    assert parse_byline(f"Bài, ảnh: TS {MT.upper()}/VOV").rules == [
        "role-label",
        "honorific",
        "canonical-name",
        "known-outlet",
    ]
    assert parse_byline("x" * 10_000).rules == ["too-long"]


@pytest.mark.parametrize(
    "text", [f"Bài, ảnh: TS. {MT} (Viện Xã hội học)", "Theo Thông tấn xã Việt Nam", "K. Quyên (ghi)"]
)
def test_composed_and_decomposed_letters_say_the_same(text: str) -> None:
    assert parse_byline(unicodedata.normalize("NFD", text)) == parse_byline(text)


def test_printed_words_stay_beside_each_source() -> None:
    byline = parse_byline("Theo tuoitre.vn, TNO")
    assert [s.name for s in byline.sources] == ["Tuổi Trẻ", "Thanh Niên"]
    assert byline.printed_sources == ["tuoitre.vn", "TNO"]


def test_the_documents_examples_hold() -> None:
    rows = documented()
    assert len(rows) > 5
    for text, people, credited, location in rows:
        byline = parse_byline(text)
        assert ", ".join(a.name for a in byline.authors) == people, text
        assert ", ".join(s.name for s in byline.sources) == credited, text
        assert (byline.location or "") == location, text


@pytest.mark.parametrize("line", ["VĂN PHÒNG UBND HUYỆN", "ĐOÀN THANH NIÊN XÃ", "Văn phòng HĐND tỉnh"])
def test_a_body_whose_name_begins_like_a_persons_is_nobody(line: str) -> None:
    assert not parse_byline(line).authors


def test_a_name_that_is_all_of_such_an_opening_is_one() -> None:
    assert [author.name for author in parse_byline("Hải Quân").authors] == ["Hải Quân"]


@pytest.mark.parametrize("job", ["GIÁM ĐỐC", "Phó Giám đốc", "PHÓ TỔNG GIÁM ĐỐC"])
def test_a_job_over_a_name_is_nobody_of_its_own(job: str) -> None:
    assert [author.name for author in parse_byline(f"{job}\n{MT}").authors] == [MT]
    assert not parse_byline(job).authors


def test_names_of_monks_and_nuns() -> None:
    assert [author.name for author in parse_byline("Truyện ngắn của Thích Nữ Diệu Hải").authors] == [
        "Thích Nữ Diệu Hải"
    ]


def test_a_body_with_a_long_name_is_a_source() -> None:
    said = "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia"
    assert [source.name for source in parse_byline(f"Theo {said}").sources] == [said]


def test_a_wish_for_the_dead_is_nobody() -> None:
    assert not parse_byline("RIP.")


def test_who_wrote_it_down_in_brackets_after_a_name() -> None:
    byline = parse_byline(f"{MT}\n({BK} ghi)")
    assert ([author.name for author in byline.authors], byline.sources) == ([MT, BK], [])


def test_a_body_whose_name_a_person_might_have() -> None:
    assert not parse_byline("Đoàn trường").authors
    assert [author.name for author in parse_byline("Đoàn Trường").authors] == ["Đoàn Trường"]
