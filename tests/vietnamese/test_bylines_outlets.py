"""Names of outlets."""

from __future__ import annotations

import pytest

from crawler.vietnamese.bylines import canonical_outlet
from tests.vietnamese.reading import names, sources


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Thông tấn xã Việt Nam", "TTXVN"),
        ("báo Tiền Phong", "Tiền Phong"),
        ("WWW.VNEXPRESS.NET", "VnExpress"),
        ("www.Example.vn", "example.vn"),
        ("Báo Phú Yên", "Báo Phú Yên"),
        ("vietnam+", "VietnamPlus"),
        ("Báo Nông nghiệp và Môi trường", "Nông nghiệp và Môi trường"),
        ("Vietnam", "Vietnam"),
    ],
)
def test_canonical_outlets(printed: str, name: str) -> None:
    assert canonical_outlet(printed) == name


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
        ("Nguồn: Ban Kinh tế - Xã hội Hội Nông dân tỉnh", ["Ban Kinh tế - Xã hội Hội Nông dân tỉnh"]),
        ("Nguồn: Cục Quản lý nghề cá, Hội Chè tổng hợp", ["Cục Quản lý nghề cá", "Hội Chè"]),
    ],
)
def test_papers_of_a_province_editions_and_papers_alone(printed: str, credited: list[str]) -> None:
    assert (names(printed), sources(printed)) == ([], credited)
