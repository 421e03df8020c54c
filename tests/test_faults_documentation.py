"""docs/faults.md is made from the table that `make test-faults` runs, and the table has what was promised of it."""

from __future__ import annotations

from collections import Counter

from crawler.operations.verdict import ExitCode
from tests.faults import test_table
from tests.faults.table import ALL, PAGE, Feed, Where, faults_table, renewed


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m tests.faults.table"


def test_every_fault_is_run_and_has_one_line() -> None:
    (parameters,) = (mark for mark in test_table.test_fault.pytestmark if mark.name == "parametrize")
    assert parameters.args[1] is ALL
    names = [line.split("|")[1].strip(" `") for line in faults_table().splitlines() if line.startswith("| `")]
    assert names == [fault.name for fault in ALL]
    assert max(Counter(names).values()) == 1
    assert len(names) >= 40


def test_every_outcome_occurs() -> None:
    assert {fault.code for fault in ALL} >= {int(code) for code in ExitCode}
    assert {fault.feed for fault in ALL} == set(Feed)


def test_what_ends_badly_says_so_on_standard_error() -> None:
    for fault in ALL:
        if fault.code > 0:
            assert fault.says, fault.name
            assert fault.where == Where.STDERR, fault.name
