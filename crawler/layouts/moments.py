"""Which lines look like a date; what it means is for the pipelines."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|"
    r"\d{1,2}\s*(?:tháng|thg)\s*(?:\d{1,2}|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp)|ngày \d{1,2}.{0,3}tháng|"
    r"(?<![\d.])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?!\d)|"
    r"(?:tháng|thg)\s+(?:\d{1,2}|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai))?|chạp) \d{1,2}(?:st|nd|rd|th)?,? "
    r"\d{4}|"
    r"\d{1,2}\s*th\.?\s*\d{1,2}\b|\d+\s*(?:phút|giờ|ngày) trước|hôm qua|"
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\b{_MONTH}, \d{{1,2}}/\d{{4}}|"
    rf"\d{{1,2}}[ /-]{_MONTH}[ ,/-]{{1,2}}\d{{4}}",
    re.I,
)
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""A moment as machines state it."""
CLOCK = re.compile(r"\d{1,2}\s*[:hg]\s*\d{2}", re.I)
MOMENT_LIKE = re.compile(rf"{DATE_LIKE.pattern}|{CLOCK.pattern}", re.I)
_BESIDE_DATE = re.compile(
    rf"{MOMENT_LIKE.pattern}|\bgmt\s*[+-]?\s*\d|"
    r"(?<![^\W\d_])(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|sáng|trưa|chiều|tối|"
    r"sa|ch|am|pm|lúc|vào|hồi|ngày|tháng|năm|giờ|phút|giây|h|(?:được )?(?:đăng|đưa|viết|xuất bản|cập nhật|tạo|gửi)(?: tải)?|"
    r"thời gian|lần cuối|mới nhất|tin|bài|(?:số )?(?:lượt|lần)?\s*(?:đã )?(?:xem|đọc|truy cập)|lượt|lần|"
    r"(?:chỉnh )?sửa(?: đổi)?|views?|hits?|"
    r"bình luận|comments?|publish(?:ed)?|posted|updated|date|on|at)(?![^\W\d_])",
    re.I,
)
"""What stands in a line that only says when: dates, clocks, their labels, zones and counters of readers.

What a style sheet parts may run together here: `12-03-2016Lượt xem: 318`.
"""

_CLOCK_ALONE = re.compile(
    r"\W*(?:\d{1,2}\s*[:hg]\s*\d{2}(?:\s*[:m]\s*\d{2}s?)?(?:\s*(?:sa|ch|am|pm))?|\d{1,3}(?:['’′]?\s*\+\s*\d{1,2})?['’′]|"
    r"\d{1,3}['’′]\s*\+\s*\d{1,2})\W*",
    re.I,
)
_LONGEST_CLOCK = 16
_QUICK = re.compile(r"\d|hôm qua", re.I)
_LONGEST = 200


def looks_like_date(text: str) -> bool:
    """Whether a line holds what looks like a date; most hold no figure, which is seen ten times as fast."""
    return _QUICK.search(text) is not None and DATE_LIKE.search(text) is not None


def looks_like_moment(text: str) -> bool:
    """Whether a line holds what looks like a date or a clock."""
    return _QUICK.search(text) is not None and MOMENT_LIKE.search(text) is not None


def says_only_when(text: str) -> bool:
    """Whether a line holds a date and besides only what belongs to one: a label, a clock, a counter of readers."""
    if len(text) > _LONGEST:
        return False
    return looks_like_date(text) and not any(map(str.isalpha, _BESIDE_DATE.sub(" ", text)))


def is_clock(text: str) -> bool:
    """Whether a text is a time of day, a duration or a match's minute and nothing else."""
    return len(text) <= _LONGEST_CLOCK and _CLOCK_ALONE.fullmatch(text) is not None
