"""What stands beside a name: jobs, institutions, places."""

from __future__ import annotations

import pytest

from crawler.vietnamese.bylines import parse_byline
from tests.vietnamese.reading import BK, MT, only, sources


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
        (f"{MT} (TTDVVL)", "TTDVVL"),
        (f"{MT} - TTKN huyện", "TTKN huyện"),
        (f"{MT} - CC VHXH", "CC VHXH"),
        (f"{MT} - CC VH-XH", "CC VH-XH"),
        (f"{MT} (CAH Bãi Ngang)", "CAH Bãi Ngang"),
        (f"Người viết bài: {MT} - Tổ KHXH", "Tổ KHXH"),
        (f"{MT} – P.TCCB-LĐ", "P.TCCB-LĐ"),
        (f"{MT} - Tổ KHTN", "Tổ KHTN"),
        (f"{MT} (Tổ bộ môn Văn)", "Tổ bộ môn Văn"),
        (f"{MT} – Ban Truyền thông giáo phận", "Ban Truyền thông giáo phận"),
        (f"{MT} - Phòng Văn hóa, Thông tin và Thể thao", "Phòng Văn hóa, Thông tin và Thể thao"),
        (f"{MT} – Agribank Quảng Ngãi", "Agribank Quảng Ngãi"),
        (f"{MT} - Petrolimex Hải Phòng", "Petrolimex Hải Phòng"),
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


def test_each_author_has_the_affiliation_under_the_name() -> None:
    first, second = parse_byline(f"TS. {MT}\nViện Xã hội học\nLuật sư {BK}\nĐoàn luật sư Cà Mau").authors
    assert (first.name, first.honorific, first.affiliation) == (MT, "TS", "Viện Xã hội học")
    assert (second.name, second.honorific, second.affiliation) == (BK, "Luật sư", "Đoàn luật sư Cà Mau")


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


def test_an_issue_of_a_magazine_is_no_source() -> None:
    assert sources(f"{MT}\n(SHX27/12-2017)") == []
    assert only(f"{MT} (SH345/11-2017)").name == MT


def test_initials_that_nobody_can_read_out_are_no_name() -> None:
    assert parse_byline("CC VHXH").authors == []


@pytest.mark.parametrize(
    ("printed", "outlet"), [("TTVH", "Thể thao & Văn hóa"), ("TTXVN", "TTXVN"), ("TTO", "Tuổi Trẻ")]
)
def test_outlets_whose_initials_are_as_those_of_a_centre(printed: str, outlet: str) -> None:
    assert sources(f"{MT} ({printed})") == [outlet]


@pytest.mark.parametrize(
    ("printed", "affiliation"),
    [
        ("Lương Bá Khánh (Đoàn TN)", "Đoàn TN"),
        ("Thiếu tướng Lương Bá Khánh, Chính ủy Quân khu 5", "Chính ủy Quân khu 5"),
        ("Lương Bá Khánh - Đồn Biên phòng Nậm Pồ", "Đồn Biên phòng Nậm Pồ"),
    ],
)
def test_unions_and_garrisons(printed: str, affiliation: str) -> None:
    assert only(printed).affiliation == affiliation


def test_a_place_after_a_comma() -> None:
    byline = parse_byline("Lương Bá Khánh, từ Seoul, Hàn Quốc")
    assert [author.name for author in byline.authors] == [BK]
    assert (byline.location, byline.sources) == ("Seoul, Hàn Quốc", [])


@pytest.mark.parametrize("printed", ["(viết từ Sydney)", "(gửi từ Sydney)", "(thực hiện tại Sydney)", "(từ Sydney)"])
def test_where_it_was_written(printed: str) -> None:
    byline = parse_byline(f"Lương Bá Khánh {printed}")
    assert [author.name for author in byline.authors] == [BK]
    assert (byline.location, byline.sources) == ("Sydney", [])


def test_a_day_in_brackets_is_no_outlet() -> None:
    assert sources("Lương Bá Khánh (Thứ Hai, 12/8/2022)") == []


def test_a_provincial_paper_with_a_dash_in_its_name() -> None:
    assert sources("Theo Báo Bà Rịa - Vũng Tàu") == ["Báo Bà Rịa - Vũng Tàu"]
