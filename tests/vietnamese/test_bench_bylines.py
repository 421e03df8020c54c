"""How fast bylines are read. `pytest tests/vietnamese/test_bench_bylines.py` prints the table."""

from __future__ import annotations

import statistics
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from crawler.vietnamese.bylines import parse_byline, split_signoff
from tests.vietnamese.reading import slowness

MEDIAN = 60e-6  # seconds for one byline, half of them

PRINTED = [
    "Kiều Mộng Thu",
    "LƯƠNG BÁ KHÁNH",
    "K. Quyên",
    "Uyển",
    "PV",
    "Nhóm PV kinh tế",
    "Kiều Mộng Thu - Lương Bá Khánh",
    "K.QUYÊN - M.THU",
    "Bài, ảnh: Kiều Mộng Thu",
    "Bài: MỘNG THU; Ảnh: BÁ KHÁNH",
    "Kiều Mộng Thu (tổng hợp)",
    "Kiều Mộng Thu (tổng hợp từ Kyodo, AFP)",
    "Kiều Mộng Thu/VOV-Tây Nguyên",
    "Kiều Mộng Thu (TTXVN)",
    "Theo Kiều Mộng Thu/VnExpress.net",
    "Theo Sức khỏe & Đời sống",
    "PGS, TS KIỀU MỘNG THU",
    "Luật sư Kiều Mộng Thu\nVăn phòng luật sư Ánh Dương, TP HCM",
    "Kiều Mộng Thu, nguyên Vụ trưởng Vụ Tổ chức",
    ">> Kiều Mộng Thu (từ Lyon, Pháp)",
    "Xem thêm: Mùa nước cạn ở vùng cao",
]


@pytest.mark.parametrize("printed", PRINTED)
def test_one_byline(benchmark: BenchmarkFixture, printed: str) -> None:
    benchmark.group = "parse_byline"
    benchmark.pedantic(parse_byline, args=(printed,), rounds=50, iterations=4, warmup_rounds=1)


def test_median_of_all() -> None:
    """Each string's best of some runs, so that a busy machine does not count; the median of them is the promise."""
    best = []
    for printed in PRINTED:
        times = []
        for _ in range(30):
            begin = time.perf_counter()
            parse_byline(printed)
            times.append(time.perf_counter() - begin)
        best.append(min(times))
    assert statistics.median(best) < MEDIAN * slowness()


def test_an_ending(benchmark: BenchmarkFixture) -> None:
    body = "Từ đầu mùa khô, đội thủy nông của bản đã nạo vét xong ba cây số kênh dẫn nước về đồng."
    paragraphs = [*[body] * 10, "Kiều Mộng Thu", "Theo TTXVN", "Chia sẻ bài viết của bạn tại đây."]
    assert benchmark.pedantic(split_signoff, args=(paragraphs,), rounds=50, iterations=2)[-3:-1] == ["signoff"] * 2
