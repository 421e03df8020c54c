"""Bylines, rule by rule: docs/vietnamese.md describes them in the same order."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from crawler.items import Author
from crawler.vietnamese.bylines import canonical_outlet, is_system_account, parse_byline

MT, BK, QV = "Kiều Mộng Thu", "Lương Bá Khánh", "Tạ Quốc Vinh"


def names(text: str) -> list[str]:
    return [author.name for author in parse_byline(text).authors]


def sources(text: str) -> list[str]:
    return [source.name for source in parse_byline(text).sources]


def only(text: str) -> Author:
    (author,) = parse_byline(text).authors
    return author


# --- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("Kiều Mộng Thu", "Kiều Mộng Thu", "person"),
        ("KIỀU MỘNG THU", "Kiều Mộng Thu", "person"),
        ("kiều mộng thu", "Kiều Mộng Thu", "person"),
        ("Mộng thu", "Mộng Thu", "person"),
        ("Thuỳ Uyên", "Thuỳ Uyên", "person"),
        ("Thùy Uyên", "Thùy Uyên", "person"),
        ("Ðặng Bá Khánh", "Đặng Bá Khánh", "person"),
        ("Kiều&nbsp;Mộng&nbsp;Thu", "Kiều Mộng Thu", "person"),
        ("KI&#7872;U THU", "Kiều Thu", "person"),
        ("\u200bKiều\u00a0Mộng Thu ", "Kiều Mộng Thu", "person"),
        ("Carol Whitfield", "Carol Whitfield", "person"),
        ("Trang Whitfield", "Trang Whitfield", "person"),
        ("Peter J. Whitfield", "Peter J. Whitfield", "person"),
        ("Jean-Marc Whitfield", "Jean-Marc Whitfield", "person"),
        ("H'Linh Niê", "H'Linh Niê", "person"),
        ("Uyển", "Uyển", "pen_name"),
        ("Lulu", "Lulu", "pen_name"),
        ("K.Q", "K.Q", "pen_name"),
        ("K.Q.", "K.Q", "pen_name"),
        ("K. Q", "K.Q", "pen_name"),
        ("K. Quyên", "K.Quyên", "pen_name"),
        ("K. QUYÊN", "K.Quyên", "pen_name"),
        ("TH.QUYÊN", "Th.Quyên", "pen_name"),
        ("KQV", "KQV", "pen_name"),
    ],
)
def test_names(printed: str, name: str, kind: str) -> None:
    author = only(printed)
    assert (author.name, author.kind, author.roles) == (name, kind, ["text"])


@pytest.mark.parametrize(
    "printed",
    [
        f"{MT} - {BK}",
        f"{MT} – {BK}",
        f"{MT}-{BK}",
        f"{MT}- {BK}",
        f"{MT}, {BK}",
        f"{MT}; {BK}",
        f"{MT};{BK}",
        f"{MT} / {BK}",
        f"{MT} & {BK}",
        f"{MT} và {BK}",
        f"{MT} + {BK}",
        f"{MT} | {BK}",
        f"{MT.upper()} VÀ {BK.upper()}",
        f"{MT.upper()}-{BK.upper()}",
        f"{MT}\n{BK}",
    ],
)
def test_several_names(printed: str) -> None:
    assert names(printed) == [MT, BK]


def test_initials_joined_by_hyphens_and_names_with_one() -> None:
    assert names("K.Quyên-M.Thu-V.Hải") == ["K.Quyên", "M.Thu", "V.Hải"]
    assert names("Jean-Marc Whitfield - K.Quyên") == ["Jean-Marc Whitfield", "K.Quyên"]


@pytest.mark.parametrize(
    "printed",
    [
        f">> {MT}",
        f"● {MT}",
        f"/. {MT}",
        f"{MT}./.",
        f"{MT},",
        f"* {MT} *",
        f"{MT} {MT}",
        f"{MT}{MT}",
        f"{MT} | 08:30 14/09/2021",
        f"(Còn nữa) {MT}",
        f"(Kỳ sau: Những người ở lại) {MT}",
        f"(*) Tên nhân vật đã được thay đổi {MT}",
        f"{MT} (Còn tiếp)",
        f"(Tên nhân vật đã được thay đổi) {MT}",
        f"Bấm xem >> {MT}",
        f"{MT} Email Print Góp ý",
        f"{MT} - thu.kieu@example.com",
        f"{MT}\nthu.kieu@example.com",
        f"{MT} - ĐT: 0900 000 000",
        f"{MT}, Thứ Ba, 14/09/2021 08:30",
        f"{MT} - Chủ nhật, ngày 12/09/2021 lúc 08:30",
        f"{MT} • 3 giờ trước",
        f"14/09/2021 08:30 | {MT}",
        f"Thứ ba, 14/09/2021, 08:30 (GMT+7) - {MT}",
        f"{MT} và các cộng sự",
        f"({MT})",
    ],
)
def test_what_stands_around_a_name_is_taken_off(printed: str) -> None:
    assert names(printed) == [MT]


def test_a_name_printed_twice_is_one_author() -> None:
    assert names(f"{MT} - {BK} {MT} - {BK}") == [MT, BK]
    author, other = parse_byline(f"Ảnh: {MT} {MT.upper()} - {BK.upper()}").authors
    assert (author.name, author.roles) == (MT, ["text", "photo"])
    assert (other.name, other.roles) == (BK, ["text"])


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Lò Thị Mai - Giàng A Páo", ["Lò Thị Mai", "Giàng A Páo"]),
        ("H'Xíu - Y Thành", ["H'Xíu", "Y Thành"]),
        ("Rơ Chăm Hoa, Ksor H'Yuên", ["Rơ Chăm Hoa", "Ksor H'Yuên"]),
        ("VỪ MÍ SÙNG;THẠCH SA RÂY", ["Vừ Mí Sùng", "Thạch Sa Rây"]),
        ("Công Tằng Tôn Nữ Mai Khôi", ["Công Tằng Tôn Nữ Mai Khôi"]),
        ("Nguyễn Nga, Trần Tâm và Lý Thị Hà", ["Nguyễn Nga", "Trần Tâm", "Lý Thị Hà"]),
        ("TRỌNG NHÂN - NGUYÊN BẢO/BÍCH THẢO", ["Trọng Nhân", "Nguyên Bảo", "Bích Thảo"]),
        ("Hương Thu- Quỳnh Trang -Ka Linh", ["Hương Thu", "Quỳnh Trang", "Ka Linh"]),
        ("ĐỨC THỌ;V.TR.", ["Đức Thọ", "V.Tr"]),
        ("B.SƠN - A LỢI", ["B.Sơn", "A Lợi"]),
        ("HỮU NAM", ["Hữu Nam"]),
        ("Từ Thị Hồng Vân", ["Từ Thị Hồng Vân"]),
        ("Bài: Từ Vân; Ảnh: TỪ LONG", ["Từ Vân", "Từ Long"]),
        ("Kim Bình/Như Hoa thực hiện", ["Kim Bình", "Như Hoa"]),
        ("Võ Thảo/Y Thịnh/Anna Võ", ["Võ Thảo", "Y Thịnh", "Anna Võ"]),
        ("Ảnh: H'Linh Niê", ["H'Linh Niê"]),
        ("Ka Dơng Ha Lim - Đàng Thị Mỹ", ["Ka Dơng Ha Lim", "Đàng Thị Mỹ"]),
    ],
)
def test_names_of_all_peoples_and_mixed_separators(printed: str, wanted: list[str]) -> None:
    assert names(printed) == wanted


@pytest.mark.parametrize("printed", ["N.A", "T.L", "S.T", "T.H", "A.P", "H.H.T", "Quang.T"])
def test_initials_with_dots_are_never_an_account_or_an_agency(printed: str) -> None:
    assert (names(printed), sources(printed)) == ([printed], [])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("NGUYễN THị MAI", "Nguyễn Thị Mai"),
        ("TRẦN TUấN", "Trần Tuấn"),
        ("Tô Hồ Võ", "Tô Hồ Võ"),
    ],
)
def test_capitals_with_small_marked_vowels(printed: str, name: str) -> None:
    assert names(printed) == [name]


@pytest.mark.parametrize(
    ("printed", "people", "credited"),
    [
        ("BÁ KHÁNHTiền Phong", ["Bá Khánh"], ["Tiền Phong"]),
        ("Bích TrâmNgười Lao Động", ["Bích Trâm"], ["Người Lao Động"]),
        ("Minh AnhTheo Bright Side", ["Minh Anh"], ["Bright Side"]),
        ("PVTheo Thời Đại", ["PV"], ["Thời Đại"]),
        ("K.L.Theo Daily Mail", ["K.L"], ["Daily Mail"]),
    ],
)
def test_lost_line_breaks(printed: str, people: list[str], credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == (people, credited)


# --- titles, affiliations, collectives --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "honorific"),
    [
        (f"TS {MT}", "TS"),
        (f"TS. {MT}", "TS"),
        (f"Ths. {MT}", "ThS"),
        (f"Th.S {MT}", "ThS"),
        (f"PGS, TS {MT}", "PGS.TS"),
        (f"PGS-TS {MT}", "PGS.TS"),
        (f"Gs. TsKh. {MT}", "GS.TSKH"),
        (f"BS.CKII {MT}", "BS.CKII"),
        (f"BS.{MT}", "BS"),
        (f"Bác sĩ {MT}", "Bác sĩ"),
        (f"Luật sư {MT.upper()}", "Luật sư"),
        (f"Nhà báo {MT}", "Nhà báo"),
        (f"Thiếu tướng {MT}", "Thiếu tướng"),
        (f"Đại tá, ThS {MT}", "Đại tá ThS"),
        (f"Độc giả {MT}", "Độc giả"),
        (f"CTV {MT}", "CTV"),
        (f"PV {MT}", "PV"),
        (f"Dr. {MT}", "Dr"),
        (f"GS.VS {MT}", "GS.VS"),
        (f"Thầy thuốc Ưu tú {MT}", "Thầy thuốc Ưu tú"),
        (f"TTS {MT}", "TTS"),
        (f"Chị {MT}", "Chị"),
        (f"{MT}\nNhà báo", "Nhà báo"),
        (f"{MT} (bạn đọc)", "Bạn đọc"),
    ],
)
def test_honorifics(printed: str, honorific: str) -> None:
    author = only(printed)
    assert (author.name, author.honorific, author.kind) == (MT, honorific, "person")


@pytest.mark.parametrize(
    ("printed", "affiliation"),
    [
        (f"{MT}\nTrung tâm Trợ giúp pháp lý tỉnh Lai Châu", "Trung tâm Trợ giúp pháp lý tỉnh Lai Châu"),
        (f"{MT} - Phó Chủ tịch Hội Làm vườn", "Phó Chủ tịch Hội Làm vườn"),
        (f"{MT}, nguyên Vụ trưởng Vụ Tổ chức", "nguyên Vụ trưởng Vụ Tổ chức"),
        (f"{MT} (Đoàn luật sư Lâm Đồng)", "Đoàn luật sư Lâm Đồng"),
        (f"{MT}, phóng viên tự do", "phóng viên tự do"),
        (f"{MT} Chủ tịch Hội Nhà báo Gia Lai", "Chủ tịch Hội Nhà báo Gia Lai"),
        (f"{MT}\nĐơn vị công tác: Đội 5, Nông trường 3", "Đội 5, Nông trường 3"),
        (f"{MT}\n(Sở LĐ-TBXH Đồng Nai)", "Sở LĐ-TBXH Đồng Nai"),
        (f"{MT}\nCao đẳng Nghề Ninh Thuận", "Cao đẳng Nghề Ninh Thuận"),
        (f"{MT}\nPhòng Tư liệu\nKhoa Luật", "Phòng Tư liệu, Khoa Luật"),
    ],
)
def test_affiliations(printed: str, affiliation: str) -> None:
    author = only(printed)
    assert (author.name, author.affiliation) == (MT, affiliation)


@pytest.mark.parametrize(
    ("line", "affiliation"),
    [
        ("Trường Đại học Lao động - Xã hội (cơ sở II)", "Trường Đại học Lao động - Xã hội (cơ sở II)"),
        ("Viện Nghiên cứu Nghề Xưa (VNX)", "Viện Nghiên cứu Nghề Xưa (VNX)"),
        ("Khoa Luật - Đại học Vinh", "Khoa Luật - Đại học Vinh"),
        ("Giám đốc Sở Công Thương (Hà Nội)", "Giám đốc Sở Công Thương"),
        ("Chủ tịch Hội Khuyến học (theo Dân Việt)", "Chủ tịch Hội Khuyến học"),
    ],
)
def test_brackets_and_faculties_in_an_affiliation(line: str, affiliation: str) -> None:
    assert only(f"{MT}\n{line}").affiliation == affiliation


@pytest.mark.parametrize(
    ("printed", "name", "honorific"),
    [
        ("Ông Ích Quân", "Ông Ích Quân", None),
        ("ÔNG THẾ QUÂN", "Ông Thế Quân", None),
        ("Ông Nguyễn Thế Quân", "Nguyễn Thế Quân", "Ông"),
        ("Bà Kiều Mộng Thu", MT, "Bà"),
    ],
)
def test_a_form_of_address_that_is_a_surname(printed: str, name: str, honorific: str | None) -> None:
    assert (only(printed).name, only(printed).honorific) == (name, honorific)


def test_each_author_has_the_affiliation_under_the_name() -> None:
    first, second = parse_byline(f"TS. {MT}\nViện Xã hội học\nLuật sư {BK}\nĐoàn luật sư Cà Mau").authors
    assert (first.name, first.honorific, first.affiliation) == (MT, "TS", "Viện Xã hội học")
    assert (second.name, second.honorific, second.affiliation) == (BK, "Luật sư", "Đoàn luật sư Cà Mau")


def test_a_rank_after_the_name_is_an_honorific() -> None:
    author = only(f"{MT} Đại tá QĐNDVN, giảng viên chính")
    assert (author.name, author.honorific, author.affiliation) == (MT, "Đại tá", "QĐNDVN, giảng viên chính")


def test_names_that_begin_like_an_institution() -> None:
    assert names(f"{MT} - Trường Vinh") == [MT, "Trường Vinh"]
    assert names(f"{MT} - Khoa Nguyên") == [MT, "Khoa Nguyên"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("PV", "PV"),
        ("P.V.", "PV"),
        ("pv", "PV"),
        ("Phóng viên", "Phóng viên"),
        ("NHÓM PV", "Nhóm PV"),
        ("Nhóm phóng viên thời sự", "Nhóm phóng viên thời sự"),
        ("Nhóm PV Đông Bắc", "Nhóm PV Đông Bắc"),
        ("Ban Kinh tế", "Ban Kinh tế"),
        ("BAN THỜI SỰ", "Ban Thời sự"),
        ("Ban Văn hóa - Xã hội", "Ban Văn hóa - Xã hội"),
        ("BBT", "Ban Biên tập"),
        ("Tòa soạn", "Tòa soạn"),
        ("PV Tây Nguyên", "PV Tây Nguyên"),
    ],
)
def test_collectives(printed: str, name: str) -> None:
    author = only(printed)
    assert (author.name, author.kind) == (name, "collective")
    assert sources(printed) == []


@pytest.mark.parametrize(
    ("printed", "name", "credited"),
    [
        ("PV/VOV.VN", "PV", ["VOV"]),
        ("PV TTXVN", "PV", ["TTXVN"]),
        ("Nhóm phóng viên TTXVN tại miền Tây", "Nhóm phóng viên TTXVN tại miền Tây", ["TTXVN"]),
        ("Theo PV (Khám phá)", "PV", ["Khám Phá"]),
        ("Ban Thời sự VTV", "Ban Thời sự", ["VTV"]),
    ],
)
def test_collectives_of_an_outlet(printed: str, name: str, credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == ([name], credited)


def test_people_beside_a_collective() -> None:
    assert names(f"{MT} - PV") == [MT, "PV"]
    assert names(f"{MT} & nhóm PV") == [MT, "Nhóm PV"]
    assert names("Mộng Thu Nhóm PV") == ["Mộng Thu", "Nhóm PV"]


def test_a_role_after_a_collective_is_no_part_of_its_name() -> None:
    assert (only("Nhóm PV thực hiện").name, only("Nhóm PV thực hiện").roles) == ("Nhóm PV", ["text"])
    assert (only("Nhóm phóng viên tổng hợp").name, only("Nhóm phóng viên tổng hợp").roles) == (
        "Nhóm phóng viên",
        ["compilation"],
    )


# --- roles ------------------------------------------------------------------------------------------------------


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
        (f"Biên dịch: {MT}", ["translation"]),
        (f"{MT} ghi", ["transcription"]),
        (f"{MT} (ghi theo lời kể)", ["transcription"]),
        (f"Biên tập: {MT}", ["editing"]),
        (f"{MT} - bài và ảnh", ["text", "photo"]),
        (f"Quay dựng: {MT}", ["video"]),
        (f"Viết bởi: {MT}", ["text"]),
        (f"By {MT}", ["text"]),
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


# --- sources and places -----------------------------------------------------------------------------------------


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
        (f"{MT} Thể thao & Văn hóa", ["Thể thao & Văn hóa"]),
        (f"{MT}Thể thao & Văn hóa", ["Thể thao & Văn hóa"]),
        (f"{MT}Theo Metro", ["Metro"]),
        (f"{MT} (Khoa học & Phát triển)", ["Khoa học & Phát triển"]),
        (f"{MT} / baocaobang.vn", ["baocaobang.vn"]),
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


@pytest.mark.parametrize(
    ("printed", "credited"),
    [
        ("Báo Lâm Đồng", ["Báo Lâm Đồng"]),
        ("BÁO NINH BÌNH", ["Báo Ninh Bình"]),
        ("Báo Lúa Chín", []),
        ("Tạp chí Nghề Xưa", ["Tạp chí Nghề Xưa"]),
        ("Đài PT-TH Yên Bái", ["Đài PT-TH Yên Bái"]),
        ("Kênh Nhiêu Lộc", []),
        ("Theo Lao Động Online", ["Lao Động"]),
        ("Theo Báo điện tử Dân trí", ["Dân trí"]),
        ("Theo Yonhap/Bloomberg", ["Yonhap", "Bloomberg"]),
        ("Nguồn: Cục Quản lý nghề cá", ["Cục Quản lý nghề cá"]),
        ("Theo Nikkei Asia", ["Nikkei Asia"]),
    ],
)
def test_papers_of_a_province_editions_and_papers_alone(printed: str, credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == ([], credited)


def test_a_name_after_theo_is_a_person_when_an_outlet_follows() -> None:
    assert names("Theo Mộng Thu/Nhịp sống Phố núi") == ["Mộng Thu"]
    assert names("Theo MỘNG THU - BÁ KHÁNH (VTC News)") == ["Mộng Thu", "Bá Khánh"]
    alone = parse_byline("Theo Mộng Thu")
    assert alone.uncertain
    assert names(f"Theo {MT}") == [MT]  # a surname and three syllables


@pytest.mark.parametrize(
    ("printed", "location"),
    [
        (f"{MT} (từ Lyon, Pháp)", "Lyon, Pháp"),
        (f"{MT} (Ba Lan)", "Ba Lan"),
        (f"{MT} (quận 3, TP.HCM)", "quận 3, TP.HCM"),
        (f"{MT}, xã Ia Pa, tỉnh Gia Lai", "xã Ia Pa, tỉnh Gia Lai"),
        (f"{MT} (31 tuổi, Hà Nội)", "Hà Nội"),
        (f"{MT}/VOV-Tây Nguyên", "Tây Nguyên"),
        (f"{MT}/VOV - TP. HCM", "TP. HCM"),
        (f"{MT} (TTXVN tại Cairo)", "Cairo"),
        (f"{MT} (P/v TTXVN tại Cairo)", "Cairo"),
        (f"{MT} (Phóng viên TTXVN tại Cairo)", "Cairo"),
        (f"{MT}\n(Phó Trưởng ban Dân vận Tỉnh ủy)", None),
        (f"{MT}/Hà Nội", "Hà Nội"),
        (f"{MT} từ Berlin", "Berlin"),
        (f"{MT} (CHLB Nga)", "CHLB Nga"),
        (f"{MT} (từ Ki-ép, U-crai-na)", "Ki-ép, U-crai-na"),
        (f"{MT} (P.V)", None),
        (f"{MT} (P.4, Q.Gò Vấp)", "P.4, Q.Gò Vấp"),
        (f"{MT}/VOV-Trung tâm Tin", None),
    ],
)
def test_locations(printed: str, location: str | None) -> None:
    byline = parse_byline(printed)
    assert ([a.name for a in byline.authors], byline.location) == ([MT], location)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Thông tấn xã Việt Nam", "TTXVN"),
        ("báo Tiền Phong", "Tiền Phong"),
        ("WWW.VNEXPRESS.NET", "VnExpress"),
        ("www.Example.vn", "example.vn"),
        ("Báo Phú Yên", "Báo Phú Yên"),
        ("vietnam+", "VietnamPlus"),
        ("Vietnam", "Vietnam"),
    ],
)
def test_canonical_outlets(printed: str, name: str) -> None:
    assert canonical_outlet(printed) == name


# --- what is no byline ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["admin", "Ad Min", "Quản trị", "user12", "webmaster", "Pho Ban bien tap"])
def test_system_accounts(account: str) -> None:
    assert is_system_account(account)
    assert not parse_byline(account)


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


@pytest.mark.parametrize(
    "text",
    ["Học tập", "an sinh", "CÔNG ĐOÀN", "Góc Nhìn", "Bảo vệ môi sinh", "Hoa sen", "Huân Chương Lao Động", "Xem Thêm"],
)
def test_everyday_words_are_nobody(text: str) -> None:
    assert names(text) == []


def test_an_everyday_word_that_is_a_name_too() -> None:
    assert (names("THANH BÌNH"), names("Thanh Bình"), names("Thanh bình")) == (["Thanh Bình"], ["Thanh Bình"], [])
    assert names("Nguyễn Văn Hóa") == ["Nguyễn Văn Hóa"]


def test_a_piece_that_nobody_understands_makes_the_line_none() -> None:
    assert not parse_byline(f"{MT} - nhiều người đến xem")


@pytest.mark.parametrize("text", ["Khám phá", "Giao thông", "Thái Nguyên", "bá khánh"])
def test_what_the_text_leaves_open_is_uncertain(text: str) -> None:
    assert parse_byline(text).uncertain


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


def test_the_documents_examples_hold() -> None:
    rows = documented()
    assert len(rows) > 5
    for text, people, credited, location in rows:
        byline = parse_byline(text)
        assert ", ".join(a.name for a in byline.authors) == people, text
        assert ", ".join(s.name for s in byline.sources) == credited, text
        assert (byline.location or "") == location, text
