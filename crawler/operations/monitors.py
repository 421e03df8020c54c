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
- The places that a layout declares by selectors are judged in the same way: a lead that is still found, but no longer
  where the layout looks for it, is a redesign that something else has caught for the time being. Such a share must have
  fallen by half, as a page of another template now and then is nothing to complain of.
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
from scrapy.http import Response
from sqlalchemy.exc import SQLAlchemyError

from crawler.documentation import expected_layout
from crawler.items import Article
from crawler.layouts import LAYOUTS, Page
from crawler.layouts.base import DECLARED
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
"""When the usual layout reads so much less than before, the site was redesigned and the feeds are left as they are. So it
was when a field that readers miss is lost by so much, and its place with it."""

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
_FIELD_AT = {place: name for name, (place, _) in FIELDS.items() if name != "images"}
_MISSED = ("summary", "date_published", "authors")
"""Fields of which an article should have one; without a headline or a body it is none at all."""


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
    layout: str | None = None
    """The layout that a first run is to be read by, instead of the one in docs/publications.md; `generic`: any."""


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
    addresses without a field, by each layout, and of duplicates. At the end: `layout/lost`, the fields whose selectors in
    the expected layout find nothing on pages that no layout recognised. (`places/…`, on how many pages selectors find
    something, is counted by the spider, which has the page.) When the usual layout no longer reads the pages, `feeds/held`
    says so to `PublishFeeds`, which closes after this extension and leaves the last good feed as it is
    (setting `HOLD_FEEDS`).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._texts: dict[int, str] = {}
        """Hash of headline and body: id."""
        self._unrecognised: list[Response] = []
        """The first pages that no layout of a family recognised."""

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

    def item_scraped(self, item: Any, response: Response | None = None) -> None:
        """Count an article."""
        if not isinstance(item, Article):
            return
        self._inc("fields/read")
        self._inc(f"layouts/{item.layout}")
        self._name(f"layouts/{item.layout}", item.url)
        if item.layout == _GENERIC and response is not None and len(self._unrecognised) < NAMED:
            self._unrecognised.append(response)
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
        if not (run := Frontier.of(self._crawler).run):
            return
        try:
            with closing(Store(store_url(settings))) as store:
                past = past_runs(store, spider.name, run)
        except (SQLAlchemyError, SchemaError) as error:
            told = {"publication": spider.name, "reason": error}
            logger.warning("%(publication)s: no history to compare with: %(reason)s", told)
            return
        expected = getattr(spider, "expectations", Expectations())
        at = Situation(spider.name, stats.get_stats(), past, datetime.now(UTC), expected)
        if places := self._lost(at.layout):
            stats.set_value("layout/lost", places)
        if settings.getbool("HOLD_FEEDS") and (why := redesign(at)):
            stats.set_value("feeds/held", why)

    def _lost(self, layout: str) -> list[str]:
        """The fields whose selectors in a layout find nothing on any of the pages that it didn't recognise."""
        if layout not in _BY_NAME or layout == _GENERIC:
            return []
        pages = [Page.from_html(response.body, response.url) for response in self._unrecognised]
        return [place for place in DECLARED if pages and all(place in _BY_NAME[layout].lost(page) for page in pages)]

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


def placed(stats: Stats, place: str) -> tuple[int, int]:
    """Pages on which a layout's selectors for a field found something, and all whose layout has some."""
    return number(stats, f"places/{place}"), number(stats, f"places/declared/{place}")


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


def file_of(layout: str) -> str:
    """Where a layout is written down."""
    return f"{type(_BY_NAME[layout]).__module__.replace('.', '/')}.py" if layout in _BY_NAME else "the layout"


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


def redesign(at: Situation) -> str | None:
    """Why what was read had better not be published: the site was redesigned, and the layout doesn't fit any more."""
    fall = layout_fall(at.stats, at.past, at.now)
    if fall and fall.depth >= REDESIGN_FALL:
        return f"{at.layout} no longer reads the pages"
    for name in _MISSED:
        if at.expected.fill.get(name) == 0:
            continue
        missed = fallen(at.stats, at.past, lambda stats, name=name: filled(stats, name), at.now, HISTORY)  # type: ignore[misc]
        if missed and missed.depth >= REDESIGN_FALL and _displaced(at, FIELDS[name][0], HISTORY):
            return f"{at.layout} no longer finds {name}"
    return None


def _displaced(at: Situation, place: str, recent: timedelta = RECENT) -> Fall | None:
    """How much less often the selectors for a field find something."""
    fall = fallen(at.stats, at.past, lambda stats: placed(stats, place), at.now, recent)
    return fall if fall and fall.depth >= REDESIGN_FALL else None


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

    @property
    def layout(self) -> str:
        """The layout that is expected to read the pages: the one that did, or before there were any, that should."""
        return _main_layout(self.past) or self.expected.layout or expected_layout(self.name)

    def first(self, kind: str) -> list[str]:
        """The first failures of a kind: of this run, or else of the last that had some."""
        for stats in (self.stats, *(run.stats for run in self.past)):
            if named := stats.get(f"first_failures/{kind}"):
                return list(named[:NAMED])
        return []

    def explain(self, kind: str) -> str:
        """The command that shows why the very first of them is as it is."""
        url = next(iter(self.first(kind)), "PAGE").partition(" (")[0]
        return f"`scrapy extract --explain {url}`"

    @property
    def narrowed(self) -> bool:
        """Whether this run was told to take only part of what is new."""
        return bool(self.stats.get("run/arguments"))


def monitor(situation: Situation, already: Collection[str] = ()) -> list[Complaint]:
    """What is not as it was. `already`: kinds of complaints that have been made of this run."""
    found: list[Complaint] = []
    for check in (layouts, fields, places, rejected, gone, silence, fewer, newest, duplicates, time):
        said = {*already, *(complaint.kind for complaint in found)}
        found += (complaint for complaint in check(situation, said) if complaint.kind not in said)
    return found


def told(what: str, *details: str, first: Sequence[str] = (), todo: str) -> str:
    """A complaint in words, one matter a line: what changed, where the layout looks, the first pages, what to do."""
    pages = [f"first: {first[0]}", *(f"       {page}" for page in first[1:])] if first else []
    return "\n  ".join([what, *details, *pages, f"to do: {todo}"])


def layouts(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """The usual layout no longer recognises the pages: the site was redesigned."""
    had, read = recognised(at.stats)
    if fall := layout_fall(at.stats, at.past, at.now):
        what = f"the pages have changed: articles that a layout of a CMS family recognised: {fall}"
    elif not good_runs(at.past) and at.layout != _GENERIC and read >= LEAST_ARTICLES and had < read / 2:
        what = f"the pages are not as expected: {had} of {read} articles were recognised by a layout of a CMS family"
    else:
        return
    wheres = [f"{at.layout} knows an article by {selector(at.layout, 'recognises')}"]
    seen = (stats.get("layout/lost") for stats in (at.stats, *(run.stats for run in at.past)))
    if lost := [place for place in next(filter(None, seen), ()) if _was_there(at, place)]:
        wheres.append("and finds nothing for")
        wheres += [f"  {_FIELD_AT.get(place, place):15} at {selector(at.layout, place)}" for place in lost]
    wheres += [f"articles with {_LABELS.get(name, name)}: {fall}" for name, fall in _fallen_fields(at)]
    kind = f"layouts/{_GENERIC}"
    todo = f"{at.explain(kind)}, then correct {file_of(at.layout)}"
    if at.stats.get("feeds/held"):
        todo += _HELD.format(name=at.name)
    yield Complaint("layout", told(what, *wheres, first=at.first(kind), todo=todo))


_HELD = (
    "\n  the feeds stay as they were until the layout fits again; then `scrapy run {name} -a again=held` reads once more and "
    "publishes what is held back (to publish it as it is: -s HOLD_FEEDS=0)"
)


def _was_there(at: Situation, place: str) -> bool:
    """Whether the selectors for a field used to find something; without history nobody knows better."""
    known = [placed(run.stats, place) for run in good_runs(at.past)]
    had, of = sum(part for part, _ in known), sum(whole for _, whole in known)
    return had >= LEAST_FALL * of


def _fallen_fields(at: Situation) -> Iterator[tuple[str, Fall]]:
    for name in FIELDS:
        if at.expected.fill.get(name) != 0:
            fall = fallen(at.stats, at.past, lambda stats, name=name: filled(stats, name), at.now)  # type: ignore[misc]
            if fall:
                yield name, fall


def _where(layout: str, name: str) -> list[str]:
    where = selector(layout, FIELDS[name][0])
    return [f"{layout} looks at {where}"] if where else []


def fields(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """Articles lack a field that others had, or that the publication is declared to have."""
    if "layout" in said:
        return
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
        todo = f"{at.explain(kind)}, then correct the selector in {file_of(at.layout)}"
        if name in _MISSED and at.stats.get("feeds/held"):
            todo += _HELD.format(name=at.name)
        what = f"articles with {_LABELS.get(name, name)}: {what}"
        yield Complaint(f"fill/{name}", told(what, *_where(at.layout, name), first=at.first(kind), todo=todo))


def places(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """A field still comes out, but no longer from where the layout looks for it: what has caught it may not last."""
    if "layout" in said:
        return
    for place, name in _FIELD_AT.items():
        if f"fill/{name}" in said or at.expected.fill.get(name) == 0:
            continue
        if fall := _displaced(at, place):
            kind = f"places/{place}"
            yield Complaint(
                f"place/{name}",
                told(
                    f"{name} is no longer where {at.layout} looks for it, and was found elsewhere: there on {fall}",
                    *_where(at.layout, name),
                    first=at.first(kind),
                    todo=f"{at.explain(kind)}, see whether {name} is right, and correct the selector in {file_of(at.layout)}",
                ),
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
        wheres = [line for reason in reasons if reason in places for line in _where(at.layout, places[reason])]
        todo = f"`scrapy rejected {at.name}` lists them, each with the command that shows how it is read; correct the layout"
        pages = at.first("pages/rejected")
        yield Complaint("rejected", told(f"pages that were articles: {what}", *wheres, first=pages, todo=todo))


def gone(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """More of the articles that were looked at again are gone than are there: the site has trouble or was rebuilt."""
    lost, there = number(at.stats, "rechecks/gone"), number(at.stats, "rechecks/there")
    if lost >= LEAST_ARTICLES and lost > there:
        yield Complaint(
            "gone",
            told(
                f"{lost} of {lost + there} articles that were looked at again are gone; none was marked as removed",
                first=at.first("rechecks/gone"),
                todo="open one of them; if the site has moved its articles, the addresses in its listings tell where to "
                "(article_url, host); if it is down, nothing",
            ),
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
            told(
                f"no new article for {_lasting(quiet)} ({why if why != 'declared' else f'{_lasting(limit)} are declared'})",
                todo="open the site; if it has news, its listings, feeds or addresses have changed "
                "(sections and article_url of the publication)",
            ),
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
                told(
                    f"{came(days)} new articles in {span}, {why}",
                    todo="compare the site's sections with those of the publication; the report shows since when",
                ),
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
            told(
                f"the newest article was published {_lasting(age)} ago{' or more' if not dates else ''}, {why}",
                todo="open the site; if it has newer ones, see whether their dates are read right "
                "(`scrapy extract --explain`)",
            ),
        )


def duplicates(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """Articles with headline and body of another one."""
    double, of = number(at.stats, "articles/duplicates"), number(at.stats, "fields/read")
    if of >= LEAST_HISTORY and double / of > at.expected.duplicates_share:
        yield Complaint(
            "duplicates",
            told(
                f"{double} of {of} articles have headline and body of another one, no more than "
                f"{at.expected.duplicates_share:.0%} may",
                first=at.first("duplicates"),
                todo="see whether article_url of the publication takes the same id from both addresses, and whether the body "
                "is the article's",
            ),
        )


def time(at: Situation, said: Collection[str]) -> Iterator[Complaint]:
    """The run took longer than declared, or each page much longer than ever."""
    took, pages = float(at.stats.get("elapsed_time_seconds") or 0), number(at.stats, "downloader/response_count")
    if at.expected.minutes is not None:
        if took > at.expected.minutes * 60:
            yield Complaint(
                "time",
                told(
                    f"the run took {_lasting(timedelta(seconds=took))} for {pages} pages, {at.expected.minutes:g} minutes "
                    "are declared",
                    todo="let it run less often, or less far at once (-a max_minutes=)",
                ),
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
            told(
                f"{took / pages:.1f} s a page, {median(paces):.1f} s before",
                todo="nothing, unless it lasts; the site is slow, or asks to be left in peace (Retry-After, Crawl-delay)",
            ),
        )


def _lasting(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
