"""Monitors: whether a run is like those before it, by the publication's own history.

`crawler.operations.verdict` knows what is wrong with any run by itself (nothing answered, an exception); here a run is
compared with the publication's runs of the last ninety days, as the store keeps them. What stands in for history where
there is too little of it, or is to overrule it, is declared by the publication's spider as `expectations`.

Spidermon was considered. Its monitors are unittest cases over the statistics of one run: limits are settings with one
value for all spiders, it keeps no history, can't name the pages behind a number and leaves the exit code alone. What is
needed here is a handful of plain functions from (statistics, history) to complaints, which are shorter than the classes
that would wrap them.

How a share is judged (of articles that have a field, of pages that were articles, of articles the usual layout read):

- A run with fewer than `SAMPLE` articles is filled up to that by the runs just before it (at their own rate, not older
  than a week): two new articles say nothing, ten of them in five runs do.
- Its share is compared with that of the good runs (exit code 0) of the last ninety days, at least `LEAST_HISTORY`
  articles, by Fisher's exact test: what counts is how likely so few would be if nothing had changed. Articles of one run
  resemble each other more than chance would have it, so the share must have fallen by `LEAST_FALL` besides.
- Runs that a monitor complained of never become history; after ninety days without a good run, history is empty and what
  is there counts as normal.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from crawler.items import Article
from crawler.layouts import LAYOUTS
from crawler.store.database import store_url
from crawler.store.frontier import Frontier
from crawler.store.schema import SchemaError
from crawler.store.store import Run, Store

Stats = Mapping[str, Any]

logger = logging.getLogger(__name__)

HISTORY = timedelta(days=90)
HISTORY_RUNS = 5000
"""More than one each half an hour in `HISTORY`."""
SAMPLE = 10
RECENT = timedelta(days=7)
LEAST_ARTICLES = 5
"""A run with fewer is judged only together with runs before it; declared floors apply from here on."""
LEAST_HISTORY = 20
UNLIKELY = 0.001
LEAST_FALL = 0.2
REDESIGN_FALL = 0.5
"""When the usual layout reads so much less than before, the site was redesigned and the feeds are left as they are."""

LEAST_SILENCE = timedelta(hours=24)
LONGER_THAN_EVER = 1.5
"""A silence is remarkable when it is so many times as long as the longest of the last ninety days."""
LEAST_GAPS = 10
LEAST_WATCHED = timedelta(days=14)
"""So long, two weekends, a publication must have been watched before silence says anything."""
LEAST_EXPECTED = 20
FEWER = 0.3
"""A day or week with less than this share of the worst of the four weeks before is too few."""

LEAST_SECONDS = 1800
SLOWER = 3
LEAST_PAGES = 20
LATENCY_WINDOW = timedelta(days=2)
DUPLICATES = 0.1
REMEMBERED = 20_000
"""Articles of a run that later ones are compared with: two megabytes."""
NAMED = 3

FIELDS: dict[str, tuple[str, Callable[[Article], bool]]] = {
    "title": ("title", lambda article: bool(article.title)),
    "summary": ("summary", lambda article: bool(article.summary)),
    "content_text": ("body", lambda article: bool(article.content_text)),
    "date_published": ("date_published", lambda article: "T" in (article.date_published or "")),
    "authors": ("author", lambda article: bool(article.authors)),
    "images": ("body", lambda article: bool(article.images)),
    "section": ("section", lambda article: bool(article.section)),
    "tags": ("tags", lambda article: bool(article.tags)),
}
"""The fields that are counted: what a layout calls the place, and whether an article has it. A date counts when it has
the minute."""
_LABELS = {"date_published": "date_published to the minute"}


@dataclass(frozen=True)
class Expectations:
    """What a publication is expected to be like where its own history is not to be asked. None: ask history."""

    fill: Mapping[str, float] = field(default_factory=dict)
    """Least share of articles with a field (`FIELDS`), instead of the history's; 0: say nothing about the field."""
    silence_hours: float | None = None
    """Longest time without a new article."""
    newest_days: float | None = None
    """Greatest age of the newest article by its printed date."""
    articles_a_week: int | None = None
    """Least number of new articles in any seven days."""
    rejected_share: float | None = None
    """Greatest share of article pages that turn out to be none."""
    duplicates_share: float = DUPLICATES
    """Greatest share of articles with headline and body of another one."""
    minutes: float | None = None
    """Longest time that a run may take."""


@dataclass(frozen=True)
class Complaint:
    """Something that is not as it was."""

    kind: str
    """What it is about, the same as long as the same is wrong: `fill/summary`."""
    text: str
    """What changed against history, where, and what to do."""


# --- counting -------------------------------------------------------------------------------------------------------------


class FieldCounts:
    """Counts while a crawl runs what the monitors ask for, and tells the feeds when to wait.

    In the stats: `fields/read` (articles), `fields/<field>` (articles that have it), `layouts/<layout>` (articles it
    read), `articles/duplicates`, `run/arguments` (`-a`, without the mirror), and, in `first_failures/`, the first three
    addresses without a field, by each layout, and of duplicates. When the usual layout no longer reads the pages,
    `feeds/held` says so to `PublishFeeds`, which closes after this extension and leaves the last good feed as it is
    (setting `HOLD_FEEDS`).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._texts: dict[int, str] = {}
        """Hash of headline and body: id."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        """Note how the run was narrowed, if it was."""
        given = getattr(spider, "args", None)
        arguments = {k: v for k, v in given if v is not None and k != "mirror"} if given is not None else {}
        if arguments:
            self._crawler.stats.set_value("run/arguments", " ".join(f"{k}={v}" for k, v in arguments.items()))

    def item_scraped(self, item: Any) -> None:
        """Count an article."""
        if not isinstance(item, Article):
            return
        self._inc("fields/read")
        self._inc(f"layouts/{item.layout}")
        self._name(f"layouts/{item.layout}", item.url)
        for name, (_, filled) in FIELDS.items():
            if filled(item):
                self._inc(f"fields/{name}")
            else:
                self._name(f"fields/{name}", item.url)
        if len(item.content_text) > 200:  # a photo story's one line may well be another's
            same = self._texts.setdefault(hash((item.title, item.content_text)), item.id)
            if same != item.id:
                self._inc("articles/duplicates")
                self._name("duplicates", f"{item.url} (as {same})")
            if len(self._texts) > REMEMBERED:
                del self._texts[next(iter(self._texts))]

    def spider_closed(self, spider: Spider) -> None:
        """Compare the layouts with history before the feeds are written."""
        settings, stats = self._crawler.settings, self._crawler.stats
        if not settings.getbool("HOLD_FEEDS") or not (run := Frontier.of(self._crawler).run):
            return
        try:
            with closing(Store(store_url(settings))) as store:
                past = past_runs(store, spider.name, run)
        except (SQLAlchemyError, SchemaError) as error:
            logger.warning("%s: no history to compare with: %s", spider.name, error)
            return
        fall = layout_fall(stats.get_stats(), past, datetime.now(UTC))
        if fall and fall.depth >= REDESIGN_FALL:
            stats.set_value("feeds/held", f"{_main_layout(past)} no longer reads the pages")

    def _inc(self, name: str) -> None:
        self._crawler.stats.inc_value(name)

    def _name(self, kind: str, url: str) -> None:
        first = self._crawler.stats.get_value(f"first_failures/{kind}", ())
        if len(first) < NAMED:
            self._crawler.stats.set_value(f"first_failures/{kind}", [*first, url])


# --- looking back ---------------------------------------------------------------------------------------------------------


def past_runs(store: Store, publication: str, run: int = 0) -> list[Run]:
    """The runs of the last ninety days without `run` itself, newest first."""
    since = datetime.now(UTC) - HISTORY
    return [each for each in store.runs(publication, HISTORY_RUNS, since=since) if each.id != run]


def began(run: Run) -> datetime:
    """When a run began."""
    return datetime.fromisoformat(run.started)


def good_runs(past: Sequence[Run]) -> list[Run]:
    """Those that came to their end and that nobody complained of; a `scrapy crawl` by hand has no exit code."""
    return [run for run in past if run.finished and not run.exit_code]


def number(stats: Stats, name: str) -> int:
    """A count of some statistics."""
    return int(stats.get(name) or 0)


def filled(stats: Stats, name: str) -> tuple[int, int]:
    """Articles that have a field, and all."""
    return number(stats, f"fields/{name}"), number(stats, "fields/read")


def recognised(stats: Stats) -> tuple[int, int]:
    """Articles read by the layout of a CMS family rather than by the generic one, and all."""
    read = number(stats, "fields/read")
    return read - number(stats, f"layouts/{_GENERIC}"), read


def accepted(stats: Stats) -> tuple[int, int]:
    """Pages that were articles, and all that were taken for some."""
    articles = number(stats, "item_scraped_count")
    return articles, articles + number(stats, "pages/rejected")


_GENERIC = LAYOUTS[-1].name
_BY_NAME = {layout.name: layout for layout in LAYOUTS}


def _main_layout(past: Sequence[Run]) -> str:
    """The layout that read most of a publication's articles; empty before there were any."""
    read: Counter[str] = Counter()
    for run in good_runs(past):
        read.update({k.removeprefix("layouts/"): int(v) for k, v in run.stats.items() if k.startswith("layouts/")})
    return read.most_common(1)[0][0] if read else ""


def selector(layout: str, place: str) -> str:
    """Where a layout looks for a field (`summary`) or for what it is recognised by (`recognises`); empty: nowhere."""
    declared = getattr(_BY_NAME.get(layout), place, ())
    if callable(declared):
        return f"{layout}.{place}()"
    places = (declared,) if isinstance(declared, str) else tuple(declared)
    return places[0] + (f" (or {len(places) - 1} more)" if len(places) > 1 else "") if places else ""


def latency(store: Store, publication: str, run_file: str, published: datetime) -> dict[str, Any]:
    """How long the articles of a run file took from their publication to the feed, in minutes, for the stats.

    Of new articles with a time of day, published no more than `LATENCY_WINDOW` before: what a first crawl or a backfill
    brings was not late. Empty when there are none.
    """
    minutes = sorted(
        (published - datetime.fromisoformat(article["date_published"])) / timedelta(minutes=1)
        for article in store.fresh(publication, run_file, published - LATENCY_WINDOW)
        if "T" in (article["date_published"] or "")
    )
    minutes = [each for each in minutes if each >= 0]
    if not minutes:
        return {}
    slow = minutes[min(len(minutes) - 1, math.ceil(0.9 * len(minutes)) - 1)]
    return {
        "latency/articles": len(minutes),
        "latency/median_minutes": round(median(minutes), 1),
        "latency/p90_minutes": round(slow, 1),
    }


# --- a share that has fallen ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fall:
    """A share that is lower than history's."""

    had: int
    of: int
    before: float
    known: int
    """How many there were in history."""

    @property
    def depth(self) -> float:
        """By how much the share fell."""
        return self.before - self.had / self.of

    def __str__(self) -> str:
        return f"{self.had} of the last {self.of}, {self.before:.0%} of {self.known} before"


def fallen(
    stats: Stats,
    past: Sequence[Run],
    share: Callable[[Stats], tuple[int, int]],
    now: datetime,
    recent: timedelta = RECENT,
) -> Fall | None:
    """How far a share has fallen below history's; None where nothing can be said (see this module's description)."""
    had, of = map(float, share(stats))
    for run in past:
        if of >= SAMPLE or began(run) < now - recent:
            break
        part, whole = share(run.stats)
        if whole:
            taken = min(SAMPLE - of, whole)
            had, of = had + taken * part / whole, of + taken
    good = [share(run.stats) for run in good_runs(past)]
    known_had, known = sum(part for part, _ in good), sum(whole for _, whole in good)
    k, n = round(had), round(of)
    if n < LEAST_ARTICLES or known < LEAST_HISTORY or known_had / known - k / n < LEAST_FALL:
        return None
    return Fall(k, n, known_had / known, known) if chance(k, n, known_had, known) < UNLIKELY else None


def chance(had: int, of: int, known_had: int, known: int) -> float:
    """How likely `had` or fewer are among `of` drawn from all of these at random (Fisher's exact test, one-sided)."""
    yes, everything = had + known_had, of + known
    no = everything - yes
    log = _log_choose(yes, had) + _log_choose(no, of - had) - _log_choose(everything, of)
    term = math.exp(log)
    total = 0.0
    while term > total * 1e-12:
        total += term
        term *= had * (no - of + had) / ((yes - had + 1) * (of - had + 1))
        had -= 1
    return total


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def layout_fall(stats: Stats, past: Sequence[Run], now: datetime) -> Fall | None:
    """How much less the layouts recognise; recent articles count however old they are, so that it isn't forgotten."""
    return None if _main_layout(past) == _GENERIC else fallen(stats, past, recognised, now, recent=HISTORY)


# --- the monitors ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Situation:
    """What the monitors look at."""

    name: str
    """The publication's."""
    stats: Stats
    past: Sequence[Run]
    """Runs before this one, newest first."""
    now: datetime
    expected: Expectations = Expectations()
    newness: Sequence[datetime] = ()
    """When the articles of the last ninety days were published, oldest first."""

    def first(self, kind: str) -> str:
        """The first failures of a kind, for the end of a complaint: of this run, or else of the last that had some."""
        for stats in (self.stats, *(run.stats for run in self.past)):
            if named := stats.get(f"first_failures/{kind}"):
                return "; first: " + ", ".join(named[:NAMED])
        return ""

    def explain(self, kind: str) -> str:
        """The command that shows why the very first of them is as it is."""
        url = self.first(kind).removeprefix("; first: ").partition(" (")[0].partition(", ")[0]
        return f"`scrapy extract --explain {url or 'PAGE'}`"

    @property
    def narrowed(self) -> bool:
        """Whether this run was told to take only part of what is new."""
        return bool(self.stats.get("run/arguments"))


def monitor(situation: Situation, already: Collection[str] = ()) -> list[Complaint]:
    """What is not as it was. `already`: kinds of complaints that have been made of this run."""
    found: list[Complaint] = []
    for check in (layouts, fields, rejected, gone, silence, fewer, newest, duplicates, time):
        said = {*already, *(complaint.kind for complaint in found)}
        found += (complaint for complaint in check(situation, said) if complaint.kind not in said)
    return found


def layouts(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """The usual layout no longer recognises the pages: the site was redesigned."""
    fall = layout_fall(at.stats, at.past, at.now)
    if not fall:
        return
    main = _main_layout(at.past)
    lost = [f"{name} ({fallen_field}{_where(main, name)})" for name, fallen_field in _fallen_fields(at)]
    kind = f"layouts/{_GENERIC}"
    text = (
        f"the pages have changed: articles that {main} or another layout recognised: {fall}; "
        f"it looks for {selector(main, 'recognises')}"
        + (f"; with it went {', '.join(lost)}" if lost else "")
        + f"{at.first(kind)}. To do: {at.explain(kind)}, then correct the layout"
    )
    if at.stats.get("feeds/held"):
        text += "; until then the feeds stay as they were (to publish all the same: -s HOLD_FEEDS=0)"
    yield Complaint("layout", text)


def _fallen_fields(at: Situation) -> Iterator[tuple[str, Fall]]:
    for name in FIELDS:
        if at.expected.fill.get(name) != 0:
            fall = fallen(at.stats, at.past, lambda stats, name=name: filled(stats, name), at.now)  # type: ignore[misc]
            if fall:
                yield name, fall


def _where(layout: str, name: str) -> str:
    where = selector(layout, FIELDS[name][0])
    return f"; {layout} looks at {where}" if where else ""


def fields(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """Articles lack a field that others had, or that the publication is declared to have."""
    if "layout" in said:
        return
    main = _main_layout(at.past)
    falls = dict(_fallen_fields(at))
    for name in FIELDS:
        had, of = filled(at.stats, name)
        floor = at.expected.fill.get(name)
        if floor and of >= LEAST_ARTICLES and had / of < floor:
            what = f"{had} of {of}, at least {floor:.0%} are declared"
        elif floor is None and name in falls:
            what = str(falls[name])
        else:
            continue
        kind = f"fields/{name}"
        yield Complaint(
            f"fill/{name}",
            f"articles with {_LABELS.get(name, name)}: {what}{_where(main, name)}{at.first(kind)}. "
            f"To do: {at.explain(kind)}, then correct the selector",
        )


def rejected(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """More pages than before are no articles."""
    good, of = accepted(at.stats)
    limit = at.expected.rejected_share
    if limit is None:
        fall = fallen(at.stats, at.past, accepted, at.now)
        what = str(fall) if fall else ""
    else:
        over = of >= LEAST_ARTICLES and (of - good) / of > limit
        what = f"{good} of {of}, no more than {limit:.0%} may be none" if over else ""
    if what:
        reasons = [k.removeprefix("pages/rejected/") for k in at.stats if k.startswith("pages/rejected/")]
        places = {"no-body": "content_text", "no-title": "title"}
        wheres = "".join(_where(_main_layout(at.past), places[reason]) for reason in reasons if reason in places)
        yield Complaint(
            "rejected",
            f"pages that were articles: {what}{wheres}{at.first('pages/rejected')}. To do: look at one of them with "
            f"`scrapy extract --explain`; they are kept in data/rejected/{at.name}",
        )


def gone(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """More of the articles that were looked at again are gone than are there: the site has trouble or was rebuilt."""
    lost, there = number(at.stats, "rechecks/gone"), number(at.stats, "rechecks/there")
    if lost >= LEAST_ARTICLES and lost > there:
        yield Complaint(
            "gone",
            f"{lost} of {lost + there} articles that were looked at again are gone{at.first('rechecks/gone')}; none was "
            "marked as removed. To do: open one of them; if the site has moved its articles, the addresses in its listings "
            "tell where to (article_url, host); if it is down, nothing",
        )


def _news(at: Situation) -> list[tuple[datetime, int]]:
    """(when, how many new articles) of each run, oldest first, this one included."""
    before = [(began(run), number(run.stats, "frontier/articles/new")) for run in reversed(at.past)]
    return [*before, (at.now, number(at.stats, "frontier/articles/new"))]


def silence(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """No new article for longer than ever."""
    news = _news(at)
    came = [when for when, new in news if new]
    if news[-1][1] or at.narrowed or not came:
        return
    troubled = [began(run) for run in at.past if run.exit_code]
    gaps = [b - a for a, b in pairwise(came) if not any(a < when < b for when in troubled)]
    quiet = at.now - came[-1]
    if at.expected.silence_hours is not None:
        limit, why = timedelta(hours=at.expected.silence_hours), "declared"
    elif len(gaps) >= LEAST_GAPS and came[-1] - came[0] >= LEAST_WATCHED:
        limit, why = max(LEAST_SILENCE, LONGER_THAN_EVER * max(gaps)), f"the longest before was {_lasting(max(gaps))}"
    else:
        return
    if quiet > limit:
        yield Complaint(
            "silence",
            f"no new article for {_lasting(quiet)} ({why if why != 'declared' else f'{_lasting(limit)} are declared'}). "
            "To do: open the site; if it has news, its listings, feeds or addresses have changed "
            "(sections and article_url of the publication)",
        )


def fewer(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """Fewer new articles in the last day or week than in the same of each of the four weeks before."""
    if "silence" in said or at.narrowed:
        return
    news = _news(at)

    def came(days: int, weeks_ago: int = 0) -> int:
        end = at.now - timedelta(weeks=weeks_ago)
        return sum(new for when, new in news if end - timedelta(days=days) < when <= end)

    declared = at.expected.articles_a_week
    for days, span in ((1, "24 hours"), (7, "7 days")):
        if at.now - news[0][0] < timedelta(days=days, weeks=0 if declared is not None else 4):
            continue
        if declared is None:
            least = min(came(days, weeks) for weeks in range(1, 5))
            few = least >= LEAST_EXPECTED and came(days) < FEWER * least
            why = f"at least {least} in the same time of each of the four weeks before"
        else:
            few, why = days == 7 and came(days) < declared, f"{declared} a week are declared"
        if few:
            yield Complaint(
                "fewer",
                f"{came(days)} new articles in {span}, {why}. To do: compare the site's sections with those of the "
                "publication; the report shows since when",
            )
            return


def newest(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """The newest article by its printed date is too old: what the site lists has stopped, or its dates are misread."""
    if {"silence", "fewer"} & set(said) or at.narrowed:
        return
    dates = [date for date in at.newness if date <= at.now]
    gaps = [b - a for a, b in pairwise(dates)]
    declared = at.expected.newest_days
    if declared is not None:
        limit, why = timedelta(days=declared), f"{declared:g} days are declared"
    elif len(dates) >= LEAST_HISTORY and dates[-1] - dates[0] >= LEAST_WATCHED:
        limit = max(2 * LEAST_SILENCE, LONGER_THAN_EVER * max(gaps))
        why = f"the longest time between two was {_lasting(max(gaps))}"
    else:
        return
    age = at.now - dates[-1] if dates else HISTORY
    if age > limit:
        yield Complaint(
            "newest",
            f"the newest article was published {_lasting(age)} ago{' or more' if not dates else ''}, {why}. To do: open "
            "the site; if it has newer ones, see whether their dates are read right (`scrapy extract --explain`)",
        )


def duplicates(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """Articles with headline and body of another one."""
    double, of = number(at.stats, "articles/duplicates"), number(at.stats, "fields/read")
    if of >= LEAST_HISTORY and double / of > at.expected.duplicates_share:
        yield Complaint(
            "duplicates",
            f"{double} of {of} articles have headline and body of another one, no more than "
            f"{at.expected.duplicates_share:.0%} may{at.first('duplicates')}. To do: see whether article_url of the "
            "publication takes the same id from both addresses, and whether the body is the article's",
        )


def time(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """The run took longer than declared, or each page much longer than ever."""
    took, pages = float(at.stats.get("elapsed_time_seconds") or 0), number(at.stats, "downloader/response_count")
    if at.expected.minutes is not None:
        if took > at.expected.minutes * 60:
            yield Complaint(
                "time",
                f"the run took {_lasting(timedelta(seconds=took))} for {pages} pages, {at.expected.minutes:g} minutes "
                "are declared. To do: let it run less often, or less far at once (-a max_minutes=)",
            )
        return
    paces = [
        float(run.stats["elapsed_time_seconds"]) / count
        for run in good_runs(at.past)
        if run.stats.get("elapsed_time_seconds") and (count := number(run.stats, "downloader/response_count"))
        and count >= LEAST_PAGES
    ]  # fmt: skip
    if (
        took > LEAST_SECONDS
        and pages >= LEAST_PAGES
        and len(paces) >= LEAST_GAPS
        and took / pages > SLOWER * max(paces)
    ):
        yield Complaint(
            "time",
            f"{took / pages:.1f} s a page, {median(paces):.1f} s before. To do: nothing, unless it lasts; the site is "
            "slow, or asks to be left in peace (Retry-After, Crawl-delay)",
        )


def _lasting(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
