from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.store.ages import next_check, parse_ages

AGES = parse_ages("1h 6h 1d 7d")
BEGAN = "2026-11-22T05:00:00Z"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 6h 1d 7d", [3600, 21600, 86400, 604800]),
        ("3600", [3600]),
        ("90m,1h", [3600, 5400]),
        ("7d 1h 60m", [3600, 604800]),
        ("", []),
        (None, []),
    ],
)
def test_ages_are_read(text: str | None, seconds: list[int]) -> None:
    assert parse_ages(text) == tuple(timedelta(seconds=each) for each in seconds)


@pytest.mark.parametrize("wrong", ["soon", "1w", "0h", "-1h", "1.5h", "h"])
def test_what_are_no_ages_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="1h 6h 1d 7d"):
        parse_ages(wrong)


@pytest.mark.parametrize(
    ("seen", "due"),
    [
        (BEGAN, "2026-11-22T06:00:00Z"),
        ("2026-11-22T05:59:59Z", "2026-11-22T06:00:00Z"),
        ("2026-11-22T06:00:00Z", "2026-11-22T11:00:00Z"),
        # After a long pause one look stands for all ages that have passed.
        ("2026-11-24T00:00:00Z", "2026-11-29T05:00:00Z"),
        ("2026-11-29T05:00:00Z", None),
        ("2036-01-01T00:00:00Z", None),
    ],
)
def test_the_next_look_is_at_the_first_age_that_has_not_come(seen: str, due: str | None) -> None:
    assert next_check(BEGAN, seen, AGES) == due


def test_without_ages_there_is_no_next_look() -> None:
    assert next_check(BEGAN, BEGAN, ()) is None
