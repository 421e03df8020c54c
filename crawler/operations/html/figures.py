"""What the pages show, added up from the statistics of runs. Days are Vietnam's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from crawler.operations.monitors import FIELDS, number
from crawler.store.store import Run

PRESS_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = 90


@dataclass
class Figures:
    """Some runs, added up."""

    runs: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0
    pages: int = 0
    read: int = 0
    """Articles whose fields were counted."""
    filled: Counter[str] = field(default_factory=Counter)
    """Of them, those that have a field."""
    rejected: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    layouts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    latencies: list[float] = field(default_factory=list)
    """Median minutes of each run that had new articles of the hour."""
    late: list[float] = field(default_factory=list)
    """What nine of ten articles of such a run stayed below."""

    def add(self, run: Run) -> None:
        """Count a run in."""
        stats = run.stats
        self.runs += 1
        self.new += number(stats, "frontier/articles/new")
        self.changed += number(stats, "frontier/articles/changed")
        self.removed += number(stats, "rechecks/removed")
        self.pages += number(stats, "downloader/response_count")
        self.read += number(stats, "fields/read")
        for name in FIELDS:
            self.filled[name] += number(stats, f"fields/{name}")
        self.rejected.update(below(stats, "pages/rejected/"))
        self.failed.update(below(stats, "pages/failed/"))
        self.codes.update(below(stats, "downloader/response_status_count/"))
        self.layouts.update(below(stats, "layouts/"))
        self.seconds += seconds(run)
        if "latency/median_minutes" in stats:
            self.latencies.append(float(stats["latency/median_minutes"]))
            self.late.append(float(stats["latency/p90_minutes"]))

    def fill(self, name: str) -> float | None:
        """Share of articles with a field; None without articles."""
        return self.filled[name] / self.read if self.read else None

    @property
    def latency(self) -> float | None:
        """Minutes from publication to feed."""
        return median(self.latencies) if self.latencies else None

    @property
    def pace(self) -> float | None:
        """Pages a minute."""
        return self.pages / self.seconds * 60 if self.seconds and self.pages else None


def total(runs: Iterable[Run]) -> Figures:
    """All of some runs."""
    figures = Figures()
    for run in runs:
        figures.add(run)
    return figures


def by_day(runs: Iterable[Run], today: date) -> dict[date, Figures]:
    """The last ninety days, oldest first, each with what its runs did."""
    days = {today - timedelta(days=back): Figures() for back in reversed(range(DAYS))}
    for run in runs:
        if (day := local(run.started).date()) in days:
            days[day].add(run)
    return days


def below(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Counts under a prefix, by what follows it."""
    return {
        k.removeprefix(prefix): int(v) for k, v in stats.items() if k.startswith(prefix) and isinstance(v, int) and v
    }


def local(moment: str | datetime) -> datetime:
    """A moment in Vietnam's time."""
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return when.astimezone(PRESS_ZONE)


def seconds(run: Run) -> float:
    """How long a run took; 0 for one that has not come to its end."""
    if took := run.stats.get("elapsed_time_seconds"):
        return float(took)
    if run.finished is None:
        return 0
    return (datetime.fromisoformat(run.finished) - datetime.fromisoformat(run.started)).total_seconds()


def since(runs: Sequence[Run], days: int, now: datetime) -> list[Run]:
    """The runs of the last days."""
    begin = now - timedelta(days=days)
    return [run for run in runs if datetime.fromisoformat(run.started) >= begin]
