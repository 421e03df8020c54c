"""What `-a since=` and `-a until=` leave out."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from crawler.items import Draft
from crawler.pipelines.period import OutOfPeriod, PeriodPipeline

JUNE = PeriodPipeline(date(2022, 6, 1), date(2022, 6, 30))


@pytest.mark.parametrize("printed", ["2022-06-01", "2022-06-01T00:00:00+07:00", "2022-06-30T23:59:59+07:00", None])
def test_inside(printed: str | None) -> None:
    draft = Draft(date_published=printed)
    assert JUNE.process_item(draft) is draft


@pytest.mark.parametrize(("printed", "before"), [("2022-05-31T23:59:59+07:00", True), ("2022-07-01", False)])
def test_outside(printed: str, before: bool) -> None:
    with pytest.raises(OutOfPeriod) as dropped:
        JUNE.process_item(Draft(date_published=printed))
    assert dropped.value.before_since is before


def test_without_limits_everything_passes() -> None:
    open_end = PeriodPipeline(None, None)
    assert open_end.process_item(Draft(date_published="1999-01-01")).date_published == "1999-01-01"
    assert open_end.process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]


@pytest.mark.parametrize("spider", [None, SimpleNamespace(args=SimpleNamespace(since=date(2022, 6, 1), until=None))])
def test_limits_come_from_the_spiders_arguments(spider: Any) -> None:
    made = PeriodPipeline.from_crawler(cast(Any, SimpleNamespace(spider=spider)))
    assert made.since == (date(2022, 6, 1) if spider else None)
    assert made.until is None
