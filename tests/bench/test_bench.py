"""The benchmark measures what it says: pages of the size of the bars that hold the same article, and bars that can be missed."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from crawler import extract
from tests.bench import __main__ as bench
from tests.bench.pages import FIXTURES, SIZE, fixture_pages

PAGES = fixture_pages()[::7]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_frame_makes_a_page_as_long_as_real_ones_and_changes_nothing_in_the_article(page: bench.BenchPage) -> None:
    assert SIZE - 1000 < len(page.html) <= SIZE
    bare = (FIXTURES / page.name).with_suffix(".html").read_bytes()
    seen = ("title", "summary", "content_text", "authors", "sources", "date_published", "images", "tags")
    framed, alone = asdict(extract(page.html, page.url)), asdict(extract(bare, page.url))
    assert {name: framed[name] for name in seen} == {name: alone[name] for name in seen}


def speed(ours: float, trafilatura: float = 20.0, parse: float = 0.5) -> bench.Speed:
    return bench.Speed(1, SIZE, {bench.OURS: ours, bench.PARSE: parse, "trafilatura 2": trafilatura})


FLAT = [(0, 90.0), (1000, 100.0), (10_000, 101.0)]


def test_bars_that_are_met() -> None:
    assert bench.missed(speed(2.4), FLAT) == []


@pytest.mark.parametrize(
    ("measured", "memory", "says"),
    [
        (speed(2.6, parse=1.0), FLAT, "ms a page"),
        (speed(2.4, parse=0.4), FLAT, "times the bare parse"),
        (speed(2.4, trafilatura=12.0), FLAT, "times faster than trafilatura"),
        (speed(2.4), [(0, 90.0), (1000, 100.0), (10_000, 120.0)], "memory grew"),
    ],
)
def test_a_bar_that_is_missed_is_named(measured: bench.Speed, memory: list[tuple[int, float]], says: str) -> None:
    problems = bench.missed(measured, memory)
    assert len(problems) == 1
    assert says in problems[0]


def test_memory_is_looked_at_ten_times() -> None:
    points = bench.measure_memory(PAGES[:2], 20)
    assert [done for done, _ in points] == list(range(0, 21, 2))
    assert all(mb > 1 for _, mb in points)
