"""Speed of parse_date, side by side with dateparser: `pytest tests/vietnamese/test_bench_dates.py`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime

import dateparser
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from crawler.vietnamese.dates import VIETNAM, parse_date
from tests.vietnamese.reading import slowness

NOW = datetime(2024, 6, 21, 9, 40, tzinfo=VIETNAM)
LINES = [
    "Chủ nhật, 17/3/2024, 06:05 (GMT+7)",
    "Thứ Hai, 18/03/2024 - 19:45",
    "19:45 - 17/03/2024",
    "17/03/2024 | 07:45 PM",
    "Cập nhật lúc 19:45 ngày 17/03/2024",
    "17/03/2024",
    "ngày 17 tháng 3 năm 2024",
    "17 Tháng Ba, 2024",
    "Ngày đăng: 17/03/2024 19:45 | View count: 1205",
    "Đăng lúc 06:05 17/03/2024 - Cập nhật lúc 08:10 18/03/2024",
    "2024-03-17T06:05:09+07:00",
    "2024-03-17 06:05:09",
    "3 giờ trước",
    "Hôm qua, 18:05",
    "19h45 ngày 20/6",
    "từ ngày 17/3 đến ngày 19/3/2024",
    "Nghị định 15/2023/NĐ-CP",
    "Hotline: 0912.34.56.78",
]


def by_parse_date(line: str) -> object:
    return parse_date(line, now=NOW)


def by_dateparser(line: str) -> object:
    try:
        return dateparser.parse(line, languages=["vi", "en"])
    except Exception:
        return None


def median_microseconds(read: Callable[[str], object], rounds: int) -> float:
    """The median over the lines of each line's best time."""
    best = []
    for line in LINES:
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            read(line)
            times.append(time.perf_counter() - started)
        best.append(min(times))
    return 1e6 * statistics.median(best)


@pytest.mark.benchmark(group="18 date lines", max_time=0.5)
def test_parse_date(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: [by_parse_date(line) for line in LINES])


@pytest.mark.benchmark(group="18 date lines", max_time=0.5)
def test_dateparser(benchmark: BenchmarkFixture) -> None:
    by_dateparser(LINES[0])  # its first call loads its languages
    benchmark(lambda: [by_dateparser(line) for line in LINES])


def test_floor() -> None:
    by_dateparser(LINES[0])
    ours, theirs = median_microseconds(by_parse_date, 50), median_microseconds(by_dateparser, 3)
    print(f"parse_date {ours:.1f} µs, dateparser {theirs:.0f} µs, {theirs / ours:.0f} times")
    assert ours <= 30 * slowness()
    assert theirs >= 15 * ours
