"""The pages themselves: strings of HTML, everything from outside escaped. Each stands alone, styles included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from html import escape
from importlib.resources import files
from textwrap import dedent
from typing import Any

from crawler.operations.alerts import MEANING
from crawler.operations.html.charts import bars, lines, meter, ranking, spark_bars, sparkline
from crawler.operations.html.figures import Figures, below, by_day, local, seconds, since, total
from crawler.operations.monitors import FIELDS, number
from crawler.operations.verdict import ExitCode
from crawler.publications import Declaration
from crawler.store.store import Run

RUNS_LISTED = 100


@cache
def _style() -> str:
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8")


def page(title: str, body: str, *, up: str = "") -> str:
    """A whole page. `up`: where the link above the headline leads, as `address|words`."""
    address, _, words = up.partition("|")
    link = f'<p><a href="{escape(address)}">← {escape(words)}</a></p>' if up else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        # Nothing but its own styles: whatever slipped into a page, it could not run or load anything.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>\n{_style()}</style></head>\n"
        f"<body>{link}<h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


# --- all publications -----------------------------------------------------------------------------------------------------


def index(cards: Sequence[str], never: Iterable[Declaration], written: datetime) -> str:
    """The first page: a card for each publication that has run."""
    rest = ", ".join(escape(declared.name) for declared in never)
    body = (
        f'<p class="muted">{_when(written)}, Vietnam time. Plots show the last ninety days; what is rejected, the latency '
        "and the least filled fields are of the last seven.</p>"
        f'<ul class="cards">{"".join(cards)}</ul>'
        + ("" if cards else "<p>No publication has run yet.</p>")
        + (f'<p class="muted">Not run in the last ninety days: {rest}.</p>' if rest else "")
    )
    return page("Crawler", body)


def card(declared: Declaration, runs: Sequence[Run], now: datetime) -> str:
    """A publication on the first page. `runs`: newest first, at least one."""
    days = by_day(runs, local(now).date())
    week, last = total(since(runs, 7, now)), runs[0]
    new = [figures.new for figures in days.values()]
    complaints = last.stats.get("run/complaints") or []
    said = f'<p class="bad">{escape(_short(str(complaints[0]).partition(chr(10))[0]))}</p>' if complaints else ""
    missing = sorted((share, name) for name in FIELDS if (share := week.fill(name)) is not None and share < 0.995)
    least = ", ".join(f"{name} {_percent(share)}" for share, name in missing[:3])
    return (
        f'<li><h2><a href="{escape(declared.name)}/index.html">{escape(declared.publication.name)}</a>{badge(last)}</h2>'
        f'<p class="muted">{escape(declared.publication.domain)} · last run {_when(last.started)}</p>{said}'
        + spark_bars(new, f"New articles a day: {_range(new)}")
        + _numbers(
            ("new, 24 h", f"{total(since(runs, 1, now)).new:,}"),
            ("new, 7 days", f"{week.new:,}"),
            ("rejected", f"{week.rejected.total():,}"),
            ("latency", _minutes(week.latency)),
        )
        + (f'<p class="muted">least filled: {escape(least)}</p>' if least else "")
        + "</li>\n"
    )


# --- one publication --------------------------------------------------------------------------------------------------------


def publication(declared: Declaration, runs: Sequence[Run], articles: int, now: datetime) -> str:
    """A publication's page. `runs`: those of the last ninety days, newest first, at least one."""
    days = by_day(runs, local(now).date())
    last, week, all_of_it = runs[0], total(since(runs, 7, now)), total(runs)
    body = [
        f'<p class="muted">{escape(declared.publication.domain)} · spider {escape(declared.name)}</p>',
        f'<p>Last run <a href="{_run_page(last)}">{_when(last.started)}</a>: {badge(last)} {escape(outcome(last))}</p>',
        _complaints(last),
        _numbers(
            ("articles stored", f"{articles:,}"),
            ("new, 24 hours", f"{total(since(runs, 1, now)).new:,}"),
            ("new, 7 days", f"{week.new:,}"),
            ("changed, 7 days", f"{week.changed:,}"),
            ("removed, 7 days", f"{week.removed:,}"),
            ("runs, 7 days", f"{week.runs:,}"),
            ("latency, 7 days", _minutes(week.latency)),
        ),
        _section("Articles a day", _articles_a_day(days)),
        _section("Share of articles with each field", _fields_over_time(days, week, all_of_it)),
        '<div class="columns">',
        _section("From publication to feed", _latency(days)),
        _section("Speed", _speed(days)),
        _section("Pages that were no article", _reasons(days, all_of_it.rejected, "rejected")),
        _section("Pages that could not be fetched", _reasons(days, all_of_it.failed, "failed")),
        _section("Answers by status", ranking(all_of_it.codes) if all_of_it.codes else _nothing()),
        _section("Read by layout", ranking(all_of_it.layouts) if all_of_it.layouts else _nothing()),
        "</div>",
        _section("Runs", _runs(runs)),
    ]
    return page(declared.publication.name, "\n".join(body), up="../index.html|all publications")


def _articles_a_day(days: Mapping[date, Figures]) -> str:
    values = [(f.new, f.changed) for f in days.values()]
    titles = [f"{day}: {f.new} new, {f.changed} changed" for day, f in days.items()]
    most = max(sum(parts) for parts in values)
    key = '<span class="key s0"></span>new<span class="key s1"></span>changed'
    label = f"New and changed articles a day, {_range([sum(parts) for parts in values])}"
    return _figure(bars(values, titles, label), days, f"{most:,} a day", key)


def _fields_over_time(days: Mapping[date, Figures], week: Figures, all_of_it: Figures) -> str:
    if not all_of_it.read:
        return _nothing()
    rows = []
    for name in FIELDS:
        daily = [f.fill(name) for f in days.values()]
        plot = sparkline(daily, f"{name} over ninety days, {_percent(all_of_it.fill(name))} of all", top=1)
        rows.append(
            f'<tr><td>{escape(name)}</td><td class="right">{_percent(week.fill(name))}</td>'
            f'<td class="right">{_percent(all_of_it.fill(name))}</td><td class="chart">{plot}</td></tr>'
        )
    return (
        '<table><thead><tr><th>field</th><th class="right">7 days</th><th class="right">90 days</th><th>day by day</th></tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table>"
        '<p class="muted">Lines run from 0 to 100%. date_published counts when it has the minute.</p>'
    )


def _latency(days: Mapping[date, Figures]) -> str:
    middle = [f.latency for f in days.values()]
    late = [max(f.late) if f.late else None for f in days.values()]
    known = [each for each in late if each is not None]
    if not known:
        return _nothing("no new article whose time of publication is known")
    titles = [
        f"{day}: {_minutes(m)}, nine of ten below {_minutes(w)}" for day, m, w in zip(days, middle, late, strict=True)
    ]
    key = '<span class="key s0"></span>median<span class="key s1"></span>nine of ten below'
    return _figure(lines([middle, late], titles, "Minutes from publication to feed"), days, _minutes(max(known)), key)


def _speed(days: Mapping[date, Figures]) -> str:
    pace = [f.pace for f in days.values()]
    known = [each for each in pace if each is not None]
    if not known:
        return _nothing()
    titles = [f"{day}: {f.pages} pages, {f.pace or 0:.0f} a minute" for day, f in days.items()]
    return _figure(lines([pace], titles, "Pages a minute"), days, f"{max(known):.0f} pages a minute")


def _reasons(days: Mapping[date, Figures], counts: Mapping[str, int], kind: str) -> str:
    if not counts:
        return _nothing("none")
    daily = [(getattr(f, kind).total(),) for f in days.values()]
    titles = [f"{day}: {parts[0]}" for day, parts in zip(days, daily, strict=True)]
    plot = bars(daily, titles, f"Pages {kind} a day, {_range([p[0] for p in daily])}")
    return _figure(plot, days, f"{max(p[0] for p in daily)} a day") + ranking(counts)


def _runs(runs: Sequence[Run]) -> str:
    rows = "".join(
        f'<tr><td><a href="{_run_page(run)}">{_when(run.started)}</a></td><td>{badge(run)}</td>'
        f'<td class="right">{number(run.stats, "frontier/articles/new"):,}</td>'
        f'<td class="right wide">{number(run.stats, "frontier/articles/changed"):,}</td>'
        f'<td class="right">{number(run.stats, "downloader/response_count"):,}</td>'
        f'<td class="right wide">{number(run.stats, "pages/rejected"):,}</td>'
        f'<td class="right wide">{number(run.stats, "pages/failed"):,}</td>'
        f'<td class="right wide">{_duration(seconds(run))}</td></tr>'
        for run in runs[:RUNS_LISTED]
    )
    heads = (
        '<th>began</th><th>outcome</th><th class="right">new</th><th class="right wide">changed</th>'
        '<th class="right">pages</th><th class="right wide">rejected</th><th class="right wide">failed</th>'
        '<th class="right wide">took</th>'
    )
    rest = f'<p class="muted">The last {RUNS_LISTED} of {len(runs):,}.</p>' if len(runs) > RUNS_LISTED else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"


# --- one run ----------------------------------------------------------------------------------------------------------------


def run_page(declared: Declaration, run: Run, before: Figures) -> str:
    """A run's page. `before`: the ninety days before it."""
    stats, here = run.stats, total([run])
    arguments = stats.get("run/arguments")
    body = [
        f"<p>{badge(run)} {escape(outcome(run))}</p>",
        f'<p class="muted">with {escape(str(arguments))}</p>' if arguments else "",
        _complaints(run),
        _numbers(
            ("new", f"{here.new:,}"),
            ("changed", f"{here.changed:,}"),
            ("unchanged", f"{number(stats, 'frontier/articles/unchanged'):,}"),
            ("looked at again", f"{number(stats, 'rechecks/there') + number(stats, 'rechecks/gone'):,}"),
            ("removed", f"{here.removed:,}"),
            ("pages", f"{here.pages:,}"),
            ("listings read", f"{number(stats, 'listings/read'):,}"),
            ("listings unchanged", f"{number(stats, 'listings/unchanged'):,}"),
            ("took", _duration(seconds(run))),
            ("pages a minute", f"{here.pace:.0f}" if here.pace else "–"),
            ("latency, median", _minutes(here.latency)),
            ("latency, nine of ten", _minutes(here.late[0] if here.late else None)),
        ),
        _section("Share of articles with each field", _fields_of_run(here, before)),
        '<div class="columns">',
        _section("Pages that were no article", _failures(here.rejected, stats, "pages/rejected")),
        _section("Pages that could not be fetched", _failures(here.failed, stats, "pages/failed")),
        _section("Known articles that were gone", _failures(below(stats, "rechecks/gone/"), stats, "rechecks/gone")),
        _section("Listings that could not be read", _failures(below(stats, "listings/failed/"), stats, "listings")),
        _section("Answers by status", ranking(here.codes) if here.codes else _nothing()),
        _section("Read by layout", ranking(here.layouts) if here.layouts else _nothing()),
        _section("Warnings", _ranking_or_none(below(stats, "articles/warning/"))),
        "</div>",
    ]
    title = f"{declared.publication.name}, {_when(run.started)}"
    return page(title, "\n".join(filter(None, body)), up=f"../index.html|{declared.publication.name}")


def _fields_of_run(here: Figures, before: Figures) -> str:
    if not here.read:
        return _nothing("this run read no article")
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="right">{here.filled[name]} of {here.read}</td>'
        f'<td class="right">{_percent(before.fill(name))}</td><td class="chart">{meter(here.fill(name) or 0)}</td></tr>'
        for name in FIELDS
    )
    heads = '<th>field</th><th class="right">this run</th><th class="right">90 days before</th><th></th>'
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _failures(counts: Mapping[str, int], stats: Mapping[str, Any], kind: str) -> str:
    if not counts:
        return _nothing("none")
    first = "".join(f"<li>{escape(str(each))}</li>" for each in stats.get(f"first_failures/{kind}") or ())
    return ranking(counts) + (f'<p class="muted">The first:</p><ul>{first}</ul>' if first else "")


# --- parts ------------------------------------------------------------------------------------------------------------------


def outcome(run: Run) -> str:
    """How a run went, in a few words."""
    if run.finished is None:
        return "still running, or killed"
    new, changed = (number(run.stats, f"frontier/articles/{kind}") for kind in ("new", "changed"))
    code = f", exit code {run.exit_code}" if run.exit_code else ""
    return f"{new:,} new, {changed:,} changed ({run.reason or 'no reason given'}{code})"


def badge(run: Run) -> str:
    """The outcome as a coloured word."""
    if run.finished is None:
        return '<span class="badge warn">unfinished</span>'
    if not run.exit_code:
        return '<span class="badge ok">all well</span>'
    try:
        word = MEANING.get(ExitCode(run.exit_code), str(run.exit_code))
    except ValueError:
        word = f"exit code {run.exit_code}"
    return f'<span class="badge bad">{escape(word)}</span>'


def _complaints(run: Run) -> str:
    complaints = run.stats.get("run/complaints") or ()
    if not complaints:
        return ""
    items = "".join(
        f"<li>{escape(what)}{f'<pre>{escape(dedent(rest))}</pre>' if rest else ''}</li>"
        for what, _, rest in (str(each).partition("\n") for each in complaints)
    )
    return f'<section class="complaints"><h2>What is wrong</h2><ul>{items}</ul></section>'


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _figure(plot: str, days: Mapping[date, Figures], top: str, key: str = "") -> str:
    first, last = min(days), max(days)
    return (
        f'<figure><div class="scale"><span>{escape(top)}</span><span>{key}</span></div>{plot}'
        f'<div class="scale"><span>{first}</span><span>{last}</span></div></figure>'
    )


def _numbers(*pairs: tuple[str, str]) -> str:
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="numbers">{items}</dl>'


def _ranking_or_none(counts: Mapping[str, int]) -> str:
    return ranking(counts) if counts else _nothing("none")


def _nothing(words: str = "nothing yet") -> str:
    return f'<p class="muted">{escape(words)}</p>'


def _run_page(run: Run) -> str:
    return f"runs/{run.id}.html"


def _when(moment: str | datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _minutes(minutes: float | None) -> str:
    if minutes is None:
        return "–"
    return f"{minutes:.0f} min" if minutes < 120 else _hours(minutes / 60)


def _duration(took: float) -> str:
    if not took:
        return "–"
    return f"{took:.0f} s" if took < 120 else f"{took / 60:.0f} min" if took < 7200 else _hours(took / 3600)


def _hours(hours: float) -> str:
    return f"{hours:.1f} h" if hours < 72 else f"{hours / 24:,.0f} days"


def _range(values: Sequence[float]) -> str:
    return f"{min(values, default=0):,.0f} to {max(values, default=0):,.0f}"


def _short(text: str, length: int = 160) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
