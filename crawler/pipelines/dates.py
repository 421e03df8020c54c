"""Dates: when the article was published and last changed, weighed from all that the page offers.

The rules, in the order in which they are asked:

1. What can't be is left out first: a date more than a day after the page was fetched, a licence's date, a range (an
   event), a month or year alone. When nothing else is left, `date_published` is null; a future date says so by `date-in-future`.
   A date that tells no more than the moment of fetching (a clock in the page's head, a template that stamps each page it
   renders) is left out too where another one lies more than a day before it; as an update it never counts.
2. The printed line is what a reader sees. It gives the day and the local clock time; of several printed lines the first
   counts, or one of the same day that has the time which the first lacks. A line that holds publication and update
   gives both. A lone "Cập nhật …" is the publication, unless metadata name an earlier one.
3. Metadata fill in what is not printed: everything, or the time of day where only the day is printed and they agree on
   it. Midnight in metadata means that no time was set, and so does the printed `12:00 AM`; a printed `00:00` is a time,
   unless metadata give another one on that day. Of two that have the same clock to the second, one in UTC and one in
   Vietnam's zone, the first is a template's mistake.
4. Metadata confirm a printed time by the same wall clock, whatever zone they are stamped with (`17:34:20+08:00` beside a
   printed 17:34 is a wrong stamp), or by the same instant (UTC). Their seconds are not added to a printed minute. A
   printed `(GMT)` without a number is a slip for Vietnam's time where they give the printed clock in that, and on a site
   under `.vn` where they say nothing.
5. A line that counts from the fetching (`3 giờ trước`, `hôm qua 18:30`) or lacks the year gives way to metadata with a
   time or another day, and to another day in the address: an archived page is read long after it said so. Standing
   alone it counts, as long as the moment
   of fetching is known; `raw.date_published` shows that the time was counted, and `year-not-printed` that the year was.
   Where all of them give one instant in UTC that is whole hours off the printed clock, neither none nor Vietnam's seven,
   on a site that is not under `.vn`, the clock is another country's (rfi.fr prints that of Paris): the instant counts.
   Others of them may give it by the printed clock and its zone.
   So it does under another country's domain where a stamp has the printed clock and that country's zone (vaticannews.va).
   A line that states its zone is believed before both.
6. Metadata that differ from the printed date by more than a day, with none that agrees: the printed date stands, with
   the warning `dates-disagree`.
7. A date in the path of the address (`/2022/06/12/`) gives the day when nothing else does; a time of creation in an
   article's number does not, since articles are written before they appear.
8. `date_modified` is null unless it is later than `date_published` by a minute (by a day, where one of them has no time):
   most CMS fill it always, with the time of publication or an earlier save, and a reader asks whether the article
   changed after it appeared. Of several the printed one counts, then JSON-LD, `time`, meta. A zone stamp found wrong by
   rule 4 is put right here too.

Values are written in Vietnam's time, without a time where none is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from crawler.items import DateClue, Draft
from crawler.vietnamese.dates import VIETNAM, ParsedDate, parse_dates

T = TypeVar("T", bound=Draft)

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_VIETNAMS = 7 * _HOUR
_FAR = 3 * _HOUR
_COUNTRY = 2
"""Letters of a country's domain."""
_BORROWED = frozenset({"vn", "tv", "co", "io", "me", "ai", "cc", "ws", "to", "fm"})
"""Domains of Vietnam, and of other countries that anybody uses."""
_STATED_ZONE = re.compile(r"\b(?:GMT|UTC)\b|\bgiờ (?:Việt Nam|Hà Nội)\b", re.I)
_BARE_GMT = re.compile(r"\bGMT\b(?!\s*[+-]\s*\d)", re.I)
_HOME_ZONE = re.compile(r"\+07:?00$")
_RENDERING = timedelta(minutes=2)
"""How far apart the moments of rendering and of fetching a page are at most."""
_METADATA = ("json-ld", "time", "meta")
_TRUST = ("printed", *_METADATA, "url")
"""Where dates stand, the most trusted first."""
_ADDRESS_DAY = re.compile(r"(?:^|/)(20[0-9]{2})[/-]?([0-9]{2})[/-]?([0-9]{2})(?=/|$)")
"""`/2022/06/12/` or `/20220612/` in the path of an address."""
_NO_TIME = re.compile(r"\b12[:.]00(?:[:.]00)? ?(?:am|sa)\b", re.IGNORECASE)
"""Midnight on a 12-hour clock: what a CMS prints of a day that was stored without a time."""
_MONTHS = 12
_COUNTED = frozenset({"relative", "relative-day", "relative-week", "dateparser"})


@dataclass(frozen=True, slots=True)
class _Stamp:
    """One date of the page: the wall clock as stated, and the instant where there is a time of day."""

    clue: DateClue
    day: date
    """As stated, whatever the zone."""
    moment: datetime | None
    rule: str
    flags: tuple[str, ...]

    @property
    def printed(self) -> bool:
        return self.clue.origin == "printed"

    @property
    def leans(self) -> bool:
        """Whether it depends on when the page was fetched."""
        return self.rule in _COUNTED or self.rule == "no-year"

    def local(self) -> datetime | date:
        """In Vietnam's time."""
        return self.moment.astimezone(VIETNAM) if self.moment else self.day

    def local_day(self) -> date:
        return self.moment.astimezone(VIETNAM).date() if self.moment else self.day

    def days(self) -> set[date]:
        """The day as stated and in Vietnam's time: a wrong zone stamp makes two of one."""
        return {self.day, self.local_day()}

    def away_from(self, other: _Stamp) -> timedelta:
        """How far two stamps are apart at least, by wall clock or instant; by days where one has no time."""
        if self.moment and other.moment:
            return min(abs(_wall(self.moment) - _wall(other.moment)), abs(self.moment - other.moment))
        return min(abs(a - b) for a in self.days() for b in other.days())


def _wall(moment: datetime) -> datetime:
    """The clock time as stated, to the minute, without its zone."""
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def read_dates(draft: Draft) -> None:
    """Fill `date_published`, `date_modified` and their raw texts from the draft's clues, and add the warnings."""
    fetched = draft.fetched or datetime.now(UTC)
    published, modified, late = _stamps(draft, fetched)
    published = _months_before_days(published, fetched)
    clocks: list[_Stamp] = []
    if draft.fetched is not None:
        published, clocks = _without_clocks(published, fetched)
        modified = [s for s in modified if s.printed or not _tells_the_fetching(s, fetched)]
    published, modified = _lone_update(published, modified)
    printed = _printed(published)
    metadata = _in_true_zones([stamp for origin in _METADATA for stamp in published if stamp.clue.origin == origin])
    is_home = draft.publication.domain.endswith(".vn")
    source, value = _weigh(printed, metadata, [s for s in published if s.clue.origin == "url"], is_home=is_home)
    if source is not None and source is printed:
        abroad = None if is_home else _abroad(printed, metadata, draft.publication.domain)
        value = _meant_for_home(printed, metadata, is_home) or abroad or value

    draft.raw.date_published = _raw(draft, source)
    if value is None or source is None:
        draft.warnings.append("date-in-future" if late else "no-date")
    else:
        draft.date_published = _iso(value)
        if not isinstance(value, datetime):
            draft.warnings.append("day-only-date")
        if source.rule == "no-year" and all(stamp.leans for stamp in published):
            draft.warnings.append("year-not-printed")
        if "weekday_conflict" in source.flags:
            draft.warnings.append("weekday-contradicts-date")
        if _disagree(source, [*metadata, *late, *(stamp for stamp in clocks if stamp.printed)]):
            draft.warnings.append("dates-disagree")
    draft.raw.date_modified = next((stamp.clue.text for stamp in modified if stamp.printed), None)
    change = _change(modified, value, _shifted_origins(printed, metadata))
    if change is not None:
        stamp, changed = change
        draft.date_modified, draft.raw.date_modified = _iso(changed), stamp.clue.text


# --- what the page offers -------------------------------------------------------------------------------------


def _stamps(draft: Draft, fetched: datetime) -> tuple[list[_Stamp], list[_Stamp], list[_Stamp]]:
    """The possible dates of publication and of update, and those of publication that lie in the future."""
    published: list[_Stamp] = []
    modified: list[_Stamp] = []
    late: list[_Stamp] = []
    for clue in (*draft.date_clues, DateClue(draft.url, "url")):
        text = clue.text
        if clue.origin == "url":
            path = _ADDRESS_DAY.search(text)
            text = "-".join(path.groups()) if path else ""
        dates = parse_dates(text, now=fetched, month_first=draft.month_first)
        if clue.origin == "printed" and clue.means != "modified":
            places = [(published, dates.published), (modified, dates.modified)]
        else:
            places = [(modified if clue.means == "modified" else published, dates.published or dates.modified)]
        for place, parsed in places:
            if parsed is None or not _may_be_publication(parsed):
                continue
            stamp = _stamp(clue, parsed)
            if stamp.leans and draft.fetched is None:
                continue
            if not _is_future(stamp, fetched):
                place.append(stamp)
            elif place is published:
                late.append(stamp)
    return published, modified, late


def _months_before_days(published: list[_Stamp], fetched: datetime) -> list[_Stamp]:
    """The dates, those read month before day that nothing else explains: Drupal prints so where nobody told it otherwise.

    So it is where the weekday is right in that order alone, or a machine's stamp of that day has the very clock, and no
    stamp of a machine bears out the usual order.
    """
    stated = [stamp for stamp in published if stamp.clue.origin in _METADATA]
    return [_month_before_day(stamp, stated, fetched) or stamp for stamp in published]


def _month_before_day(stamp: _Stamp, stated: list[_Stamp], fetched: datetime) -> _Stamp | None:
    if not stamp.printed or not stamp.moment or stamp.day.day > _MONTHS or any(stamp.day in s.days() for s in stated):
        return None
    parsed = parse_dates(stamp.clue.text, now=fetched, month_first=True).published
    other = _stamp(stamp.clue, parsed) if parsed is not None else stamp
    if not other.moment or other.day == stamp.day:
        return None
    same_clock = any(s.moment and _wall(s.moment) == _wall(other.moment) for s in stated)
    by_weekday = "weekday_conflict" in stamp.flags and "weekday_conflict" not in other.flags
    return other if same_clock or (by_weekday and all(other.day in s.days() for s in stated)) else None


def _may_be_publication(parsed: ParsedDate) -> bool:
    """A day at least; not a range, which is the time of an event, and not the date of a licence."""
    return (
        parsed.precision not in ("month", "year") and parsed.rule != "range" and "not_publication" not in parsed.flags
    )


def _stamp(clue: DateClue, parsed: ParsedDate) -> _Stamp:
    value = parsed.value
    if not isinstance(value, datetime):
        return _Stamp(clue, value, None, parsed.rule, parsed.flags)
    if clue.origin == "printed":
        if _NO_TIME.search(clue.text) and (value.hour, value.minute) == (0, 0):
            return _Stamp(clue, value.date(), None, parsed.rule, parsed.flags)
    else:
        for reading in (value, value.astimezone(VIETNAM)):
            if (reading.hour, reading.minute, reading.second) == (0, 0, 0):
                return _Stamp(clue, reading.date(), None, parsed.rule, parsed.flags)
    return _Stamp(clue, value.date(), value, parsed.rule, parsed.flags)


def _is_future(stamp: _Stamp, fetched: datetime) -> bool:
    """Whether a date lies more than a day after the fetching: clocks and zones of CMS are wrong by less."""
    if stamp.moment:
        return stamp.moment > fetched + _DAY
    return stamp.day > fetched.astimezone(VIETNAM).date() + _DAY


def _tells_the_fetching(stamp: _Stamp, fetched: datetime) -> bool:
    """Whether a stamp says no more than when the page was rendered or, of a printed line without a time, the same day."""
    if stamp.leans:
        return False
    if stamp.moment:
        return abs(stamp.moment - fetched) <= _RENDERING
    return stamp.printed and stamp.day == fetched.astimezone(VIETNAM).date()


def _without_clocks(published: list[_Stamp], fetched: datetime) -> tuple[list[_Stamp], list[_Stamp]]:
    """The dates but for those that tell the moment of fetching while another lies more than a day before; and these."""
    clocks = [stamp for stamp in published if _tells_the_fetching(stamp, fetched)]
    others = [stamp for stamp in published if stamp not in clocks and not stamp.leans]
    if not clocks or not any(stamp.away_from(clocks[0]) > _DAY for stamp in others):
        return published, []
    return [stamp for stamp in published if stamp not in clocks], clocks


def _lone_update(published: list[_Stamp], modified: list[_Stamp]) -> tuple[list[_Stamp], list[_Stamp]]:
    """With a printed update as the only printed date, that is the publication, unless metadata name an earlier one."""
    updates = [stamp for stamp in modified if stamp.printed and stamp.clue.means != "modified"]
    if not updates or any(stamp.printed for stamp in published):
        return published, modified
    update = updates[0]
    for stamp in published:
        if stamp.clue.origin in _METADATA and stamp.local_day() <= update.local_day() and stamp.away_from(update):
            return published, modified
    return [update, *published], [stamp for stamp in modified if stamp is not update]


# --- the publication ------------------------------------------------------------------------------------------


def _printed(published: list[_Stamp]) -> _Stamp | None:
    """The printed date: the first, or one of the same day with the time that the first lacks."""
    lines = [stamp for stamp in published if stamp.printed]
    if not lines:
        return None
    first = lines[0]
    if first.moment is None:
        return next((line for line in lines if line.moment and line.day == first.day), first)
    return first


def _in_true_zones(metadata: list[_Stamp]) -> list[_Stamp]:
    """Metadata without stamps of UTC whose clock, to the second, another one gives in Vietnam's zone.

    Some templates print the local time and `+00:00` after it (`Newspaper` for WordPress in its `time`).
    """
    local = {_clock(stamp) for stamp in metadata if _HOME_ZONE.search(stamp.clue.text)}
    return [
        stamp
        for stamp in metadata
        if not stamp.moment or stamp.moment.utcoffset() != timedelta() or _clock(stamp) not in local
    ]


def _clock(stamp: _Stamp) -> datetime | None:
    return stamp.moment.replace(tzinfo=None) if stamp.moment else None


def _weigh(
    printed: _Stamp | None, metadata: list[_Stamp], address: list[_Stamp], *, is_home: bool
) -> tuple[_Stamp | None, datetime | date | None]:
    """The stamp that decides, and the value it gives."""
    timed = [stamp for stamp in metadata if stamp.moment]
    if printed is not None and printed.leans:
        if not timed and all(printed.day in stamp.days() for stamp in (*metadata, *address)):
            return printed, printed.local()
    elif printed is not None:
        return printed, _with_time(printed, timed, is_home=is_home)
    for stamp in (*timed, *metadata, *address):
        return stamp, stamp.local()
    return None, None


def _with_time(printed: _Stamp, timed: list[_Stamp], *, is_home: bool) -> datetime | date:
    """The printed date, with the time of metadata that agree on the day where it has none, or only midnight.

    In a zone that is not Vietnam's the day is stamped by a slip, but for a paper far abroad, whose own zone it is.
    """
    if printed.moment is None or (printed.moment.hour, printed.moment.minute) == (0, 0):
        for stamp in timed:
            if stamp.local_day() == printed.day:
                return stamp.local()
            if stamp.day == printed.day and stamp.moment:
                if not is_home and _is_far(stamp.moment):
                    return stamp.local()
                return stamp.moment.replace(tzinfo=VIETNAM)
    return printed.local()


def _is_far(moment: datetime) -> bool:
    """Whether a stated zone is neither UTC, which is what systems start with, nor one beside Vietnam's, as servers have."""
    offset = moment.utcoffset() or timedelta()
    return bool(offset) and abs(offset - _VIETNAMS) >= _FAR


def _meant_for_home(printed: _Stamp, metadata: list[_Stamp], is_home: bool) -> datetime | None:
    """A printed clock with a zone of UTC by a slip, in Vietnam's time: metadata say so, or a site under `.vn` and no metadata.

    A newsroom in Vietnam that prints `15:40 (GMT)` leaves out the seven; that is a supposition, no source says so.
    """
    if printed.moment is None or printed.moment.utcoffset() != timedelta():
        return None
    timed = [stamp.moment for stamp in metadata if stamp.moment]
    clock = _wall(printed.moment)
    is_slip = is_home and not timed and _BARE_GMT.search(printed.clue.text)
    if is_slip or any(_wall(moment.astimezone(VIETNAM)) == clock for moment in timed):
        return printed.moment.replace(tzinfo=VIETNAM)
    return None


def _abroad(printed: _Stamp, metadata: list[_Stamp], domain: str) -> datetime | None:
    """The moment of publication where the printed clock is that of another country, by the instant of metadata.

    Under another country's domain a stamp of the printed clock with that country's zone is no slip either. A line that
    states its zone says itself whose clock it is.
    """
    if printed.moment is None or printed.leans or _STATED_ZONE.search(printed.clue.text):
        return None
    tld = domain.rpartition(".")[2]
    if len(tld) == _COUNTRY and tld not in _BORROWED:
        for stamp in metadata:
            if stamp.moment and _wall(stamp.moment) == _wall(printed.moment) and stamp.moment.utcoffset():
                return stamp.moment.replace(second=0, microsecond=0).astimezone(VIETNAM)
    instants = {stamp.moment.replace(second=0, microsecond=0).astimezone(UTC) for stamp in metadata if stamp.moment}
    if len(instants) != 1:
        return None
    (instant,) = instants
    ahead = _wall(printed.moment) - _wall(instant)
    zones = {stamp.moment.utcoffset() for stamp in metadata if stamp.moment}
    if (
        timedelta() not in zones
        or not zones <= {timedelta(), ahead}
        or ahead % _HOUR
        or ahead in (timedelta(), _VIETNAMS)
        or not -12 * _HOUR <= ahead <= 14 * _HOUR
    ):
        return None
    return instant.astimezone(VIETNAM)


def _disagree(source: _Stamp, others: list[_Stamp]) -> bool:
    """Whether another date of publication lies more than a day off and none confirms the one that counts.

    A date that was only counted from the fetching contradicts nothing.
    """
    if source.rule in _COUNTED:
        return False
    rest = [stamp for stamp in others if stamp is not source and not stamp.leans]
    return any(s.away_from(source) > _DAY for s in rest) and all(s.away_from(source) >= _DAY for s in rest)


def _raw(draft: Draft, source: _Stamp | None) -> str | None:
    """The printed line, read or not; where nothing is printed what the date was taken from."""
    if source is not None and source.printed:
        return source.clue.text
    lines = [clue.text for clue in draft.date_clues if clue.origin == "printed" and clue.means != "modified"]
    if lines:
        return lines[0]
    return source.clue.text if source else next((c.text for c in draft.date_clues if c.means != "modified"), None)


# --- the last change ------------------------------------------------------------------------------------------


def _shifted_origins(printed: _Stamp | None, metadata: list[_Stamp]) -> frozenset[str]:
    """Where metadata carry the printed wall clock with a zone that is not the printed one: their stamps are wrong."""
    if printed is None or printed.moment is None or printed.leans:
        return frozenset()
    return frozenset(
        stamp.clue.origin
        for stamp in metadata
        if stamp.moment
        and _wall(stamp.moment) == _wall(printed.moment)
        and stamp.moment.utcoffset() != printed.moment.utcoffset()
    )


def _change(
    modified: list[_Stamp], published: datetime | date | None, shifted: frozenset[str]
) -> tuple[_Stamp, datetime | date] | None:
    """The first update, in the order of trust, that is later than the publication."""
    trusted = sorted(modified, key=lambda stamp: (stamp.leans, _TRUST.index(stamp.clue.origin)))
    for stamp in trusted:
        value = stamp.local()
        if stamp.clue.origin in shifted and stamp.moment:
            value = stamp.moment.replace(tzinfo=VIETNAM)
        if published is None or _is_later(value, published):
            return stamp, value
    return None


def _is_later(value: datetime | date, published: datetime | date) -> bool:
    if isinstance(value, datetime) and isinstance(published, datetime):
        return value.replace(second=0) > published.replace(second=0)
    return _day_of(value) > _day_of(published)


def _day_of(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _iso(value: datetime | date) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


class DatesPipeline:
    """`read_dates` as an item pipeline."""

    def process_item(self, item: T) -> T:
        """Date a draft; other items pass."""
        if isinstance(item, Draft):
            read_dates(item)
        return item
