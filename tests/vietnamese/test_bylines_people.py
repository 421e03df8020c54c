"""Who a byline names: people, their titles, collectives; docs/vietnamese.md describes the rules."""

from __future__ import annotations

import pytest

from crawler.vietnamese.bylines import parse_byline
from tests.vietnamese.reading import BK, MT, names, only, sources


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
        ("Gioan Kiều Mộng Thu", "Gioan Kiều Mộng Thu", "person"),
        ("Giuse Kiều Mộng Thu", "Giuse Kiều Mộng Thu", "person"),
        ("Đaminh Kiều Mộng Thu", "Đaminh Kiều Mộng Thu", "person"),
        ("Ban Truyền thông Giáo xứ Cồn Cát", "Ban Truyền thông Giáo xứ Cồn Cát", "collective"),
        ("Môn đồ pháp quyến", "Môn đồ pháp quyến", "collective"),
        ("Kiều Mộng Thu (*)", "Kiều Mộng Thu", "person"),
        ("<strong>Kiều Mộng Thu</strong>", "Kiều Mộng Thu", "person"),
        ("(Hết) Kiều Mộng Thu", "Kiều Mộng Thu", "person"),
        ("Kiều Mộng Thu (HẾT)", "Kiều Mộng Thu", "person"),
        ("K . Quyên", "K.Quyên", "pen_name"),
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


def test_two_names_without_the_break_between_them_are_nobody() -> None:
    assert names("MỘNG HẰNGQUỐC VINH") == []


def test_initials_joined_by_hyphens_and_names_with_one() -> None:
    assert names("K.Quyên-M.Thu-V.Hải") == ["K.Quyên", "M.Thu", "V.Hải"]
    assert names("Jean-Marc Whitfield - K.Quyên") == ["Jean-Marc Whitfield", "K.Quyên"]


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
        (f"Lm. {MT}", "Linh mục"),
        (f"CNĐD. {MT}", "CNĐD"),
        (f"ThS.ĐD. {MT}", "ThS.ĐD"),
        (f"CN. {MT}", "CN"),
        (f"KTV {MT}", "KTV"),
        (f"Tỳ kheo {MT}", "Tỳ kheo"),
        (f"Chị {MT}", "Chị"),
        (f"{MT}\nNhà báo", "Nhà báo"),
        (f"{MT.upper()} TS, Trường Đại học Vinh", "TS"),
        (f"{MT} (bạn đọc)", "Bạn đọc"),
    ],
)
def test_honorifics(printed: str, honorific: str) -> None:
    author = only(printed)
    assert (author.name, author.honorific, author.kind) == (MT, honorific, "person")


def test_ranks_of_monks() -> None:
    for printed, honorific in (("ĐĐ.Thích Minh Tâm", "Đại đức"), ("HT. Thích Minh Tâm", "Hòa thượng")):
        author = only(printed)
        assert (author.name, author.honorific) == ("Thích Minh Tâm", honorific)
    assert names("TT. Lê An") != ["Lê An"]


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


def test_a_form_of_address_that_is_a_given_name_too() -> None:
    assert (only("Anh Khoa").name, only("Anh Khoa").honorific) == ("Anh Khoa", None)
    assert (only("Anh Nguyễn Thế Khoa").name, only("Anh Nguyễn Thế Khoa").honorific) == ("Nguyễn Thế Khoa", "Anh")


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
        ("Ban Văn hóa - Xã hội Hội LHPN tỉnh", "Ban Văn hóa - Xã hội Hội LHPN tỉnh"),
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
    assert names("Minh Hải Phòng") == ["Minh Hải Phòng"], "the last syllable is no office"


def test_a_role_after_a_collective_is_no_part_of_its_name() -> None:
    assert (only("Nhóm PV thực hiện").name, only("Nhóm PV thực hiện").roles) == ("Nhóm PV", ["text"])
    assert (only("Nhóm phóng viên tổng hợp").name, only("Nhóm phóng viên tổng hợp").roles) == (
        "Nhóm phóng viên",
        ["compilation"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Học tập",
        "an sinh",
        "CÔNG ĐOÀN",
        "Góc Nhìn",
        "Bảo vệ môi sinh",
        "Hoa sen",
        "Huân Chương Lao Động",
        "siêu mẫu Mộng Thu",
        "Xem Thêm",
    ],
)
def test_everyday_words_are_nobody(text: str) -> None:
    assert names(text) == []


def test_an_everyday_word_that_is_a_name_too() -> None:
    assert (names("THANH BÌNH"), names("Thanh Bình"), names("Thanh bình")) == (["Thanh Bình"], ["Thanh Bình"], [])
    assert names("Nguyễn Văn Hóa") == ["Nguyễn Văn Hóa"]


def test_the_mark_of_a_footnote_leaves_a_name_as_sure_as_it_was() -> None:
    assert not parse_byline(f"{MT} (**)").uncertain
    assert parse_byline(f"{MT} (không rõ)").uncertain


@pytest.mark.parametrize(
    "printed",
    [f"{MT}1, {BK}2", f"{MT}1*, {BK}1,2", f"{MT}¹ và {BK}²", f"{MT}*, {BK}", f"{MT}1, {BK}"],
)
def test_a_raised_number_after_a_name_leads_to_where_somebody_works(printed: str) -> None:
    assert names(printed) == [MT, BK]


@pytest.mark.parametrize("job", [", thông tín viên RFA", ", thông tín viên", " - Phóng viên RFA", ", Phóng viên RFA"])
def test_a_reporter_of_an_outlet_after_a_name_is_no_second_author(job: str) -> None:
    assert (names(f"{MT}{job}"), sources(f"{MT}{job}")) == ([MT], [])
    assert names(f"{MT} - phóng viên {BK}") == [MT, BK]
    assert names(f"{MT} - CB Văn hóa xã Mẫu") == [MT]


@pytest.mark.parametrize(
    "printed",
    [
        f"TS. {MT} - Học viện Tài chính, ThS. {BK} - Sở Tài chính tỉnh Mẫu",
        f"{MT} - Học viện Tài chính, {BK} - Sở Tài chính tỉnh Mẫu",
        f"{MT}, Học viện Tài chính, Thạc sĩ {BK}, Sở Tài chính tỉnh Mẫu",
        f"{MT}, Học viện Tài chính, PGS.TS {BK} - Sở Tài chính tỉnh Mẫu",
    ],
)
def test_the_next_author_is_no_part_of_an_institution(printed: str) -> None:
    found = parse_byline(printed).authors
    assert [(author.name, author.affiliation) for author in found] == [
        (MT, "Học viện Tài chính"),
        (BK, "Sở Tài chính tỉnh Mẫu"),
    ]


@pytest.mark.parametrize("office", ["Tổ Ngữ văn", "Tổ Khoa học xã hội", "Phòng Kinh tế"])
def test_a_schools_group_or_an_office_after_a_name_is_where_somebody_works(office: str) -> None:
    assert only(f"{MT} – {office}").affiliation == office
    assert names(f"{MT} - Ban Thời sự") == [MT, "Ban Thời sự"]


def test_a_faculty_before_its_university() -> None:
    assert only(f"{MT}, Khoa Luật, Trường Đại học Vinh").affiliation == "Khoa Luật, Trường Đại học Vinh"


@pytest.mark.parametrize(
    "outlet",
    [
        "Báo và phát thanh, truyền hình Đồng Tháp",
        "Báo và Đài Phát thanh - Truyền hình Cà Mau",
        "Báo và PTTH tỉnh Khánh Hòa",
    ],
)
def test_a_province_has_one_house_for_its_paper_and_its_broadcasts(outlet: str) -> None:
    for printed in (f"Nguồn: {outlet}", f"(Theo {outlet})"):
        assert (names(printed), sources(printed)) == ([], [outlet])


@pytest.mark.parametrize("printed", ["TS. Khoa Luật, Trường Đại học Mẫu;", "Khoa Luật - Trường Đại học Mẫu"])
def test_a_faculty_and_its_university_are_nobody(printed: str) -> None:
    assert names(printed) == []
    found = parse_byline(f"{MT}\n{printed}\n{BK}").authors
    assert [(author.name, (author.affiliation or "")[:9]) for author in found] == [(MT, "Khoa Luật"), (BK, "")]


def test_a_title_before_an_institution_is_the_persons() -> None:
    author = only(f"{MT}\nThS. Viện kiểm sát nhân dân tỉnh Mẫu")
    assert (author.honorific, author.affiliation) == ("ThS", "Viện kiểm sát nhân dân tỉnh Mẫu")


def test_who_leads_a_schools_pioneers() -> None:
    assert only(f"{MT} – Tổng phụ trách Đội").affiliation == "Tổng phụ trách Đội"


def test_a_person_before_the_source_in_brackets() -> None:
    for printed in (f"Theo {MT} (Nguồn: VnExpress)", f"Theo {MT} (VnExpress)"):
        assert (names(printed), sources(printed)) == ([MT], ["VnExpress"])


def test_teachers_who_wrote_and_took_the_pictures() -> None:
    found = parse_byline("Bài viết: Cô Phạm Thị Mẫu Hà\nẢnh: Thầy Nguyễn Mẫu Long").authors
    assert [(author.name, author.roles) for author in found] == [
        ("Phạm Thị Mẫu Hà", ["text"]),
        ("Nguyễn Mẫu Long", ["photo"]),
    ]
    assert names(f"Bà {MT}, chủ vườn. Ảnh: {BK}") == []


def test_a_veterans_title() -> None:
    assert only(f"CCB {MT.upper()}").honorific == "CCB"


def test_a_broadcaster_before_a_name() -> None:
    assert (names("VTV Lê Mẫu Hà"), sources("VTV Lê Mẫu Hà")) == (["Lê Mẫu Hà"], ["VTV"])
    assert (names("VOV Tây Nguyên"), sources("VOV Tây Nguyên")) == ([], ["VOV"])
    assert (names("RFA LÊ MẪU HÀ"), sources("RFA LÊ MẪU HÀ")) == (["Lê Mẫu Hà"], ["RFA"])


def test_two_syllables_with_a_hyphen_are_one_name() -> None:
    found = parse_byline("Đằng-Giao/Người Việt")
    assert ([author.name for author in found.authors], found.uncertain) == (["Đằng-Giao"], True)
    assert names("Bá Khánh-Mộng Thu") == ["Bá Khánh", "Mộng Thu"]
    assert names("B.Khánh-M.Thu") == ["B.Khánh", "M.Thu"]


def test_an_office_that_is_called_like_a_role() -> None:
    assert names("Phòng Tổng hợp") == ["Phòng Tổng hợp"]
    assert only(f"{MT} tổng hợp").roles == ["compilation"]
    assert only("PV tổng hợp").name == "PV"
