"""Made-up histories of runs, for the tests of monitors and report pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.operations.monitors import FIELDS
from crawler.store.database import timestamp
from crawler.store.store import Run

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
"""A Sunday noon in Vietnam."""


def read(number: int, layout: str = "cotent-detail", **missing: int) -> dict[str, Any]:
    """The statistics of a run that read so many new articles, some of them without a field."""
    return {
        "frontier/articles/new": number,
        "fields/read": number,
        "item_scraped_count": number,
        f"layouts/{layout}": number,
        **{f"fields/{name}": number - missing.get(name, 0) for name in FIELDS},
    }


def run(hours_ago: float, stats: dict[str, Any], *, exit_code: int | None = 0, number: int = 0) -> Run:
    began = NOW - timedelta(hours=hours_ago)
    ended = timestamp(began + timedelta(minutes=1))
    return Run(number, "journal", timestamp(began), ended, "finished", exit_code, stats)


def each(hours: float, times: int, stats: dict[str, Any]) -> list[Run]:
    """Runs at equal distances, the newest first, the newest one distance ago."""
    return [run(hours * number, stats, number=times - number + 1) for number in range(1, times + 1)]
