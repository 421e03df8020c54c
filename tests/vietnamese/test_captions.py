"""The credit in a caption."""

from __future__ import annotations

import pytest

from crawler.vietnamese.captions import caption_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Lớp học tiếng Hàn buổi tối. Ảnh: Minh Hà", "Minh Hà"),
        ("Lớp học tiếng Hàn buổi tối. Ảnh: Minh Hà.", "Minh Hà"),
        ("Lớp học tiếng Hàn buổi tối (Ảnh: Minh Hà)", "Minh Hà"),
        ("Lớp học tiếng Hàn buổi tối (Ảnh: Minh Hà).", "Minh Hà"),
        ("Lớp học tiếng Hàn buổi tối - Ảnh: MINH HÀ", "MINH HÀ"),
        ("Lớp học tiếng Hàn buổi tối – ảnh: T.H", "T.H"),
        ("Lớp học tiếng Hàn buổi tối, ảnh: Minh Hà - Thu Trà", "Minh Hà - Thu Trà"),
        ("Ảnh: TTXVN", "TTXVN"),
        ("Ảnh: nhân vật cung cấp", "nhân vật cung cấp"),
        ("Trong ảnh: Cô giáo và học trò. Ảnh: Minh Hà", "Minh Hà"),
        ("Ảnh:Minh Hà", "Minh Hà"),
        ("Ảnh minh họa: Minh Hà", "Minh Hà"),
        ("Ảnh minh hoạ: Minh Hà", "Minh Hà"),
        ("Ảnh tư liệu: Minh Hà", "Minh Hà"),
        ("Buổi lễ. Nguồn ảnh: Sở Nội vụ", "Sở Nội vụ"),
        ("Buổi lễ (Nguồn: Sở Nội vụ)", "Sở Nội vụ"),
        ("Buổi lễ. Photo: Minh Hà", "Minh Hà"),
        ("Đồ họa: Minh Hà", "Minh Hà"),
    ],
)
def test_credits(caption: str, credit: str) -> None:
    assert caption_credit(caption) == credit


@pytest.mark.parametrize(
    "caption",
    [
        None,
        "",
        "Lớp học tiếng Hàn buổi tối",
        "Ảnh minh họa",
        "Ảnh minh họa.",
        "Lớp học tiếng Hàn (ảnh minh họa)",
        "Hình ảnh: một góc nhỏ của lớp học",
        "Ảnh: Một giờ học nhóm của lớp buổi tối",
        "Trong ảnh: Cô giáo và học trò",
        "Ảnh: ",
        "Bức ảnh: kỷ niệm của cả lớp trong ngày đầu tiên đến trường, ai cũng bỡ ngỡ, có em khóc cả buổi rồi nín",
        "Một buổi trò chuyện nhóm (Ảnh do nhà trường cung cấp)",
    ],
)
def test_no_credit(caption: str | None) -> None:
    assert caption_credit(caption) is None


def test_long_text_is_read_in_no_time() -> None:
    assert caption_credit("Ảnh " * 5000) is None
