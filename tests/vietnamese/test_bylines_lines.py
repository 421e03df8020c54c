"""What is taken off a line, and lines that were glued together."""

from __future__ import annotations

import pytest

from crawler.vietnamese.bylines import is_system_account, parse_byline
from tests.vietnamese.reading import MT, names, sources


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
        f"{MT.upper()} - SỐ ĐIỆN THOẠI: 0900000000",
        f"{MT} / 2021-09-14",
        f"{MT}, Thứ Ba, 14/09/2021 08:30",
        f"{MT} - Chủ nhật, ngày 12/09/2021 lúc 08:30",
        f"{MT} • 3 giờ trước",
        f"14/09/2021 08:30 | {MT}",
        f"Thứ ba, 14/09/2021, 08:30 (GMT+7) - {MT}",
        f"{MT} và các cộng sự",
        f"({MT})",
        f"{MT} 14/09/2021 08:30 GMT+7 Bản in",
    ],
)
def test_what_stands_around_a_name_is_taken_off(printed: str) -> None:
    assert names(printed) == [MT]


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


@pytest.mark.parametrize(
    ("printed", "people", "credited"),
    [
        ("MỘNG THUvà BÁ KHÁNH", ["Mộng Thu", "Bá Khánh"], []),
        ("Mộng Thuvà Bá Khánh", ["Mộng Thu", "Bá Khánh"], []),
        ("KIỀU KHUÊvà cộng sự", ["Kiều Khuê"], []),
        ("BÁ KHÁNHtheo TTXVN", ["Bá Khánh"], ["TTXVN"]),
        ("BÁ KHÁNHvà 1 tác giả khác", [], []),
        ("Ngoạ Nam", ["Ngoạ Nam"], []),
    ],
)
def test_a_word_that_joins_names_stands_against_one(printed: str, people: list[str], credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == (people, credited)


@pytest.mark.parametrize(
    "account", ["admin", "Ad Min", "Quản trị", "user12", "webmaster", "SuperUser Account", "Pho Ban bien tap"]
)
def test_system_accounts(account: str) -> None:
    assert is_system_account(account)
    assert not parse_byline(account)
