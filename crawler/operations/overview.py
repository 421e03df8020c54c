"""What the report pages show of a publication, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from textwrap import dedent
from typing import Any

from rich.markup import escape
from rich.table import Table

from crawler.operations.alerts import MEANING
from crawler.operations.html.figures import Figures, by_day, local, since, total
from crawler.operations.monitors import FIELDS
from crawler.operations.verdict import ExitCode
from crawler.store.store import Run

WEEKS = 13
_BARS = "▁▂▃▄▅▆▇█"
_DAYS_A_BAR = 3
_MOST = 6
"""Reasons and statuses that are named."""


def outcome(run: Run | None) -> str:
    """How a run went, in a few words."""
    if run is None:
        return ""
    if run.finished is None:
        return "still running, or killed"
    if not run.exit_code:
        new, changed = (int(run.stats.get(f"frontier/articles/{kind}") or 0) for kind in ("new", "changed"))
        return f"all well, {new:,} new" + (f", {changed:,} changed" if changed else "")
    try:
        code = ExitCode(run.exit_code)
    except ValueError:
        return f"exit code {run.exit_code}"
    return f"exit code {run.exit_code}: {MEANING.get(code, code.name.lower())}"


def bars(values: Iterable[float | None], top: float | None = None) -> str:
    """A plot of one line: a block for each value as high as its share of `top`, a space where there is none."""
    known = list(values)
    top = top or max((value for value in known if value is not None), default=0) or 1
    steps = len(_BARS) - 1
    # Little is more than nothing.
    return "".join(" " if v is None else _BARS[min(steps, max(round(v / top * steps), v > 0))] for v in known)


def weekly(days: Mapping[str, int], today: date) -> list[int]:
    """The last thirteen weeks, the oldest first, each with the sum of its days; `days` by ISO date."""
    weeks = [0] * WEEKS
    for day, number in days.items():
        ago = (today - date.fromisoformat(day)).days // 7
        if 0 <= ago < WEEKS:
            weeks[WEEKS - 1 - ago] += number
    return weeks


def figures(runs: Sequence[Run], now: datetime) -> dict[str, Any]:
    """The numbers of the last seven and ninety days, for programs. `runs`: of the last ninety days, newest first."""
    return {"last_7_days": _numbers(total(since(runs, 7, now))), "last_90_days": _numbers(total(runs))}


def _numbers(of: Figures) -> dict[str, Any]:
    return {
        "runs": of.runs,
        "new": of.new,
        "changed": of.changed,
        "removed": of.removed,
        "latency_minutes": of.latency,
        "pages_a_minute": round(of.pace, 1) if of.pace else None,
        "fill": {name: round(share, 3) for name in FIELDS if (share := of.fill(name)) is not None},
        "rejected": dict(of.rejected),
        "failed": dict(of.failed),
        "responses": dict(of.codes),
    }


def lines(run: Run) -> Iterator[str]:
    """What was wrong with a run."""
    for complaint in run.stats.get("run/complaints") or ():
        what, _, rest = str(complaint).partition("\n")
        yield f"! {what}"
        yield from (f"  {line}" for line in dedent(rest).splitlines())


def table(runs: Sequence[Run], now: datetime) -> Table:
    """The same as on the publication's page: seven days beside ninety, and how it went in between."""
    week, all_of_it = total(since(runs, 7, now)), total(runs)
    days = list(by_day(runs, local(now).date()).values())
    parts = [days[place : place + _DAYS_A_BAR] for place in range(0, len(days), _DAYS_A_BAR)]
    shown = Table(box=None, padding=(0, 2, 0, 0), title_justify="left")
    shown.add_column("", no_wrap=True)
    shown.add_column("7 days", justify="right", no_wrap=True)
    shown.add_column("90 days", justify="right", no_wrap=True)
    shown.add_column("three days a bar", no_wrap=True)

    def count(what: str, name: str) -> None:
        values = [sum(getattr(day, name) for day in part) for part in parts]
        shown.add_row(what, f"{getattr(week, name):,}", f"{getattr(all_of_it, name):,}", bars(values))

    count("new articles", "new")
    count("changed", "changed")
    count("runs", "runs")
    for name in FIELDS:
        daily = [_share(part, name) for part in parts]
        shown.add_row(f"with {name}", _percent(week.fill(name)), _percent(all_of_it.fill(name)), bars(daily, 1))
    paces = [_mean(day.pace for day in part) for part in parts]
    shown.add_row("pages a minute", _number(week.pace), _number(all_of_it.pace), bars(paces))
    late = [_mean(day.latency for day in part) for part in parts]
    shown.add_row("minutes to the feed", _number(week.latency), _number(all_of_it.latency), bars(late))
    for what, name in (("rejected", "rejected"), ("not fetched", "failed")):
        values = [sum(getattr(day, name).total() for day in part) for part in parts]
        numbers = [f"{getattr(of, name).total():,}" for of in (week, all_of_it)]
        shown.add_row(what, *numbers, bars(values))
    return shown


def counts(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Of ninety days: pages rejected and not fetched by reason, and answers by status."""
    of = total(runs)
    for what, counted in (("rejected", of.rejected), ("not fetched", of.failed), ("answers", of.codes)):
        if counted:
            rest = f" and {len(counted) - _MOST} more" if len(counted) > _MOST else ""
            yield what, ", ".join(f"{escape(key)}: {number:,}" for key, number in counted.most_common(_MOST)) + rest


def _share(part: Sequence[Figures], name: str) -> float | None:
    read = sum(day.read for day in part)
    return sum(day.filled[name] for day in part) / read if read else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
