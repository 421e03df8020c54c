"""One line: what stands around a day gives it its time, zone and weekday, and decides whether it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Final

from crawler.vietnamese.dates.days import WORDS_FOLLOW, Day, fault_of
from crawler.vietnamese.dates.moments import moment_of
from crawler.vietnamese.dates.results import ParsedDate, Precision, Refusal
from crawler.vietnamese.dates.tokens import Clock, Numbers, Token, Word, Zone

FULL, WITHOUT_YEAR, RELATIVE, MONTH, YEAR = 4, 3, 2, 1, 0
"""How much a candidate weighs: a stated day beats a relative one, and that a month or year."""

_AROUND: Final = frozenset({"weekday", "part", "at", "day", "from", "to", "relative-day", "solar"})
"""Words that may stand between a day and its time."""
_REACH: Final = 8
"""How many items to each side may say something about a day."""
_TELLING: Final = frozenset({"day", "weekday", "part", "relative-day"})
_TELLING_LABEL: Final = frozenset({"ngày", "lúc", "ngay", "luc", "date", "on", "at"})
_WITH_PART: Final = frozenset({"part", "relative-day"})
_LIGHT: Final = frozenset({" ", ", ", " ("})
"""What stands between a part of the day and what it belongs to."""
_PARTS: Final = frozenset({"am", "noon", "pm", "evening", "night"})
_LUNAR: Final = frozenset({"lunar", "lunar-after", "lunar-day", "lunar-year"})
_IN_NUMBERS: Final = frozenset({"numeric", "two-digit-year", "no-year"})
_PER: Final = ("%", "°", "º")
"""What makes the numbers before it a measure."""
_VIEWS: Final = frozenset({"lần", "lượt", "lan", "luot"})
_ALWAYS: Final = "24/7"
_SCORE: Final = re.compile(r"[0-9]{1,2}:[0-9]")
_HOURS: Final = re.compile(r"[0-9]{1,2} gi(?:ờ|o)")
_start: Final = attrgetter("start")


@dataclass(slots=True)
class Candidate:
    """A date that the line offers."""

    parsed: ParsedDate
    rank: int
    modified: bool
    """Whether the word before it says that it is the time of an update."""
    labelled: bool = False
    """Whether a word before it says that it is that of publication or of an update."""


@dataclass(slots=True)
class _Around:
    """What stands around a day; the numbers are places in the line."""

    first: int
    """Where it begins."""
    before: list[int] = field(default_factory=list)
    """The clock times before the day, the nearest first."""
    after: list[int] = field(default_factory=list)
    zone: Zone | None = None
    weekday: int = -1
    solar: bool = False
    """Whether `dương lịch` speaks of it."""
    away: int = 0
    """How many days ahead of the fetching it lies by a word beside it (`ngày mai`)."""
    told: bool = False
    """Whether a word, weekday, part of the day or clock time says that even a bare `3/5` is a date; looked at only for
    such."""


class Line:
    """The items of one line, and which of their clock times and weekdays already belong to a day."""

    def __init__(self, items: list[Token], text: str, present: datetime) -> None:
        self._items = items
        self._text = text
        self._present = present
        self._kinds = {item.kind for item in items if isinstance(item, Word)}
        self._lunar = not _LUNAR.isdisjoint(self._kinds)
        self._taken: set[int] = set()
        self.unread = False
        """Whether it may hold a whole date (`10.12.22`) that nothing says is one."""

    def candidates(self) -> tuple[list[Candidate], list[Refusal]]:
        """What the line gives, in order, and what looks like a date in it and gives none."""
        found: list[Candidate] = []
        refused: list[Refusal] = []
        modified = labelled = licence = False
        for at, item in enumerate(self._items):
            candidate: Candidate | None = None
            if isinstance(item, Day):
                around = self._around(at)
                fault = item.fault or self._fault(at, item, around)
                if not fault:
                    candidate = self._candidate(at, item, around)
                if candidate is None:
                    refused.append(_refusal(self._text, item, fault or "weekday_conflict"))
            elif isinstance(item, Word):
                if item.kind in ("published", "modified"):
                    modified, labelled = item.kind == "modified", True
                elif item.kind == "licence":
                    licence = True
                elif item.kind in ("relative-day", "relative-week"):
                    candidate = self._relative_day(at, item)
            if candidate is not None:
                candidate.modified, candidate.labelled = modified, labelled
                if self._lunar and self._kinds & _LUNAR != {"lunar-day"}:
                    candidate.parsed = candidate.parsed.flagged("lunar_gloss")
                if licence:
                    candidate.parsed = candidate.parsed.flagged("not_publication")
                found.append(candidate)
            if isinstance(item, Day):
                modified = labelled = False
        return found, refused

    # --- what stands around a day -----------------------------------------------------------------------------

    def _around(self, at: int) -> _Around:
        """The words, clock times and zones on both sides of a day, up to the first item that is none of them."""
        items, taken = self._items, self._taken
        day = items[at]
        leans = isinstance(day, Day) and day.leans
        around = _Around(at)
        index = at
        while index and items[index].joined and at - index < _REACH:
            item = items[index - 1]
            if isinstance(item, Word):
                if item.kind not in _AROUND:
                    break
                if item.kind == "weekday" and around.weekday < 0 and index - 1 not in taken:
                    around.weekday = index - 1
                if item.kind == "relative-day":
                    around.away = max(around.away, item.number)
                if leans and item.kind in _TELLING:
                    around.told = around.told or self._tells(index - 1, at)
                if leans and item.kind == "at" and isinstance(day, Day) and day.year:
                    around.told = True  # "Thời gian: 26/04/99"
                around.solar = around.solar or item.kind == "solar"
            elif isinstance(item, Clock | Zone) and index - 1 not in taken:
                if isinstance(item, Zone):
                    around.zone = item
                else:
                    around.before.append(index - 1)
            else:
                if leans and _has_the_year_that_lacks(item, day):
                    around.before.clear()  # "13-08-03 | 11:03 | 1/3"
                break
            index -= 1
        around.first = index
        index = at + 1
        while index < len(items) and items[index].joined and index - at <= _REACH:
            item = items[index]
            if isinstance(item, Word):
                if item.kind not in _AROUND:
                    break
                if item.kind == "weekday" and around.weekday < 0 and not isinstance(self._neighbour(index, 1), Day):
                    around.weekday = index
                if item.kind == "relative-day":
                    around.away = max(around.away, item.number)
                around.solar = around.solar or (item.kind == "solar" and item.gap in (" ", " ("))
            elif isinstance(item, Clock | Zone) and index not in taken:
                if isinstance(item, Zone):
                    around.zone = item
                else:
                    around.after.append(index)
            else:
                if leans and _has_the_year_that_lacks(item, day):
                    around.after.clear()  # "Trang 1/12 | 06:46 | 14/04/2012"
                break
            index += 1
        if leans:
            around.told = around.told or self._is_told_by_weekday(at, around) or self._is_told_by_time(at, around)
        return around

    def _tells(self, word: int, at: int) -> bool:
        """Whether a word before a bare `3/5` says that it is a day: a part of the day only right before it (`Tối 3/5`)."""
        item, day = self._items[word], self._items[at]
        if _is(item, "part") and word + 1 == at and day.gap not in _LIGHT:
            return False
        return not _is(item, "weekday") and not self._is_counted(word)

    def _is_counted(self, at: int) -> bool:
        """Whether `ngày` or `đêm` is counted: `12 ngày`, `3 ngày 2 đêm`, `2 tháng 12 ngày`, `2 lần/ngày`."""
        word, number = self._items[at], self._neighbour(at, -1)
        counted = (isinstance(number, Numbers) and number.separators == "") or _is(number, "month")
        return _is(word, "day", "part") and (word.gap == "/" or (counted and word.gap == " "))

    def _neighbour(self, at: int, step: int) -> Token | None:
        """The item before (-1) or after (+1) one; None when a word stands between."""
        other = at + step
        if not 0 <= other < len(self._items) or not self._items[max(at, other)].joined:
            return None
        return self._items[other]

    # --- whether a day counts ---------------------------------------------------------------------------------

    def _fault(self, at: int, day: Day, around: _Around) -> str:
        """Why a possible day gives no date all the same; empty when it does."""
        if day.precision != "day":
            if self._lunar:
                return "lunar"
            if "period" in self._kinds or (day.precision == "year" and self._cites_law()):
                return "period"
            return ""
        fault = self._lunar_fault(at, day) if self._lunar else ""
        if not fault and day.year is None and "solar" in self._kinds:  # "ngày 10/3 (tức 6/4 dương lịch)"
            return "" if around.solar else "lunar"
        if fault:
            return fault
        before = self._neighbour(at, -1) if day.gap in (" ", ": ") else None
        if isinstance(before, Word) and day.rule in _IN_NUMBERS:
            if before.kind in ("document", "version") and day.gap == " " and not self._ends_word(at, day):
                return "no-date"  # "tỷ số 3-2", "phiên bản 10.12.2022"
            if before.kind == "address" and day.rule != "numeric":
                return "no-date"
        if day.leans:
            after = self._neighbour(at, 1)
            counts = _is(before, "counter") and day.gap == " "
            counts = counts or (isinstance(after, Word) and after.kind == "counter" and after.gap in ("", " "))
            if day.year is not None and isinstance(after, Word) and after.value in _VIEWS:
                counts = False  # "ngày 10-09-21 lượt xem: 5"
            if counts or self._text[day.end : day.end + 2].strip()[:1] in _PER or not self._is_told(day, around):
                self.unread = self.unread or day.year is not None
                return "no-date"
        return ""

    def _ends_word(self, at: int, day: Day) -> bool:
        """Whether `số` before a whole date ends another word (`xổ số 10/2/2023`), not the name of a document."""
        number = self._items[at - 1]
        return day.rule == "numeric" and _is(number, "document") and number.gap[-2:-1].isalpha()

    def _cites_law(self) -> bool:
        """Whether a year is that of a law (`Luật Đất đai năm 2013`); `số` alone may count anything."""
        return any(isinstance(item, Word) and item.kind == "document" and item.value != "số" for item in self._items)

    def _is_told(self, day: Day, around: _Around) -> bool:
        """Whether something beside a bare `3/5` says that it is a date: also `Xuất bản:` before `12-10-23`."""
        label = self._neighbour(around.first, -1)
        if around.told or not isinstance(label, Word) or label.kind not in ("published", "modified"):
            return around.told
        whole = day.year is not None and self._items[around.first].gap.strip() == ":"
        return whole or not _TELLING_LABEL.isdisjoint(label.value.split())

    def _lunar_fault(self, at: int, day: Day) -> str:
        first = at - 1 if _is(self._neighbour(at, -1), "day") else at
        before, after = self._neighbour(first, -1), self._neighbour(at, 1)
        if _is(after, "lunar-after") and not self._speaks_of_next(at + 1):
            return "lunar"
        if _is(before, "lunar-after") and self._speaks_of_next(first - 1):
            return "lunar"
        if _is(before, "lunar-day"):
            told = day.year is not None and day.rule != "two-digit-year" and self._kinds & _LUNAR == {"lunar-day"}
            return "" if told else "mung_ambiguous"
        if day.year is None and (_is(after, "lunar-year", "lunar") or _is(before, "lunar")):
            return "lunar"
        return ""

    def _speaks_of_next(self, at: int) -> bool:
        """Whether `âm lịch` speaks of the day after it, not of one before it: `12/6/2022 (âm lịch 14/5)`."""
        following = self._neighbour(at, 1)
        gap = following.gap if following else ""
        if _is(following, "day"):
            following = self._neighbour(at + 1, 1)
        if not isinstance(following, Day) and not _is(following, "lunar-day"):
            return False
        alone = not isinstance(self._neighbour(at, -1), Day)
        return alone or (self._items[at].gap.strip() != "" and gap.strip(" :") == "")

    # --- what a day gives -------------------------------------------------------------------------------------

    def _candidate(self, at: int, day: Day, around: _Around) -> Candidate | None:
        """The date of a day; None when it lacks a year, and the weekday beside it is not that of the latest such day."""
        year = day.year or self._latest_year(day.month, day.day, around.away)
        if year is None:
            return None
        first = date(year, day.month, day.day)
        if day.precision != "day":
            rank = MONTH if day.precision == "month" else YEAR
            return Candidate(ParsedDate(first, day.precision, _rule(day), (), _last(day, year)), rank, modified=False)
        conflict = False
        if around.weekday >= 0:
            self._taken.add(around.weekday)
            weekday = self._items[around.weekday]
            conflict = isinstance(weekday, Word) and weekday.number != first.weekday()
        if conflict and day.year is None:
            return None
        parsed = self._with_time(at, first, around, day)
        if conflict:
            parsed = parsed.flagged("weekday_conflict")
        return Candidate(parsed, FULL if day.year else WITHOUT_YEAR, modified=False)

    def _latest_year(self, month: int, day: int, away: int) -> int | None:
        """The year of the latest such day that is not after the day of fetching, or that many days later."""
        try:
            until = self._present.date() + timedelta(days=away)
        except OverflowError:
            return None
        latest = until.year - ((month, day) > (until.month, until.day))
        return next((year for year in range(latest, latest - 9, -1) if not fault_of(year, month, day)), None)

    def _relative_day(self, at: int, word: Word) -> Candidate | None:
        """The day that `hôm qua` or `thứ 3 tuần trước` names; None for a week without a weekday or a lunar day."""
        before = self._neighbour(at, -1)
        away = word.number
        if word.kind == "relative-week":
            if not isinstance(before, Word) or before.kind != "weekday":
                return None
            away = 7 * away + before.number - self._present.weekday()
        elif _is(before, "lunar-after"):
            return None
        try:
            day = self._present.date() + timedelta(days=away)
        except OverflowError:
            return None
        parsed = self._with_time(at, day, self._around(at), word)
        return Candidate(parsed.flagged("approx") if word.kind == "relative-week" else parsed, RELATIVE, modified=False)

    # --- its time ---------------------------------------------------------------------------------------------

    def _with_time(self, at: int, first: date, around: _Around, source: Day | Word) -> ParsedDate:
        """A day with its own clock time and zone, or with those that stand around it."""
        clock: Clock | None = None
        stop: Clock | None = None
        zone, part = around.zone, ""
        end: datetime | date | None = None
        rule = source.kind if isinstance(source, Word) else _rule(source)
        if isinstance(source, Day):
            clock, zone = source.clock, source.zone or zone
            end = _last(source, first.year)
        if clock is None:
            if not around.before and not around.after:
                return ParsedDate(first, "day", rule, (), end)
            clock, stop, part = self._clock(at, around)
        moment = moment_of(first, clock, part, zone)
        if isinstance(moment, str):
            return ParsedDate(first, "day", rule, (moment,), end)
        if stop is not None and end is None:
            until = moment_of(first, stop, part, zone)
            rule, end = "range", None if isinstance(until, str) else until
        precision: Precision = "minute" if clock.second is None else "second"
        return ParsedDate(moment, precision, rule, (), end)

    def _clock(self, at: int, around: _Around) -> tuple[Clock, Clock | None, str]:
        """The clock time beside a day, its end if it is a range of times, and the part of the day that goes with it.

        The time before the day counts first: in `22:43 12/06/2022 08:10 13/06/2022` each day follows its time; but a time
        of its own goes before one that is rather something else's.
        """
        if around.before and not (around.after and self._is_of_something_else(around.before[0], around.after[0])):
            first = last = around.before[0]
            if len(around.before) > 1 and self._is_time_range(around.before[1], last):
                first = around.before[1]
        else:
            first = last = around.after[0]
            if len(around.after) > 1 and self._is_time_range(first, around.after[1]):
                last = around.after[1]
        self._taken.update((first, last))
        start, stop = self._items[first], self._items[last]
        assert isinstance(start, Clock)
        assert isinstance(stop, Clock)
        return start, stop if last != first else None, self._part(last, at, around.first)

    def _is_told_by_weekday(self, at: int, around: _Around) -> bool:
        """Whether a weekday beside a bare `3/5` says that it is a day; in `Trang 3/5 thứ Hai` a word says what it is."""
        day = self._items[at]
        weekday = self._items[around.weekday] if around.weekday >= 0 else None
        if not isinstance(weekday, Word) or weekday.value == "thu":  # "xep thu 6/12", without diacritics
            return False
        return around.weekday < at or day.joined or not day.gap[-2:-1].isalpha()

    def _is_of_something_else(self, before: int, after: int) -> bool:
        """Whether a word stands against the time before a day that has one after it: `Thời sự 19h | 17/03/2024 06:05`."""
        item = self._items[before]
        return not item.joined and item.gap[-2:-1].isalpha() and not isinstance(self._neighbour(after, 1), Day)

    def _is_told_by_time(self, at: int, around: _Around) -> bool:
        """Whether a clock time beside a bare `3/5` says that it is a day.

        Hours from and to (`24/7, 8h-22h`) are those of a shop, `2:1` and a row of such numbers are scores, `5 giờ` apart
        from it and `Video 03:45` are spans of time, and a word that stands against it names something else (`đường 30/4`,
        `Trang 1/12`, `1/6 diện tích`), but for a whole date (`Mộng Thu 13-08-03 - 11h03`).
        """
        times = around.before or around.after
        if not times or (len(times) > 1 and self._is_time_range(*sorted(times[:2]))):
            return False
        clock, day = self._items[times[0]], self._items[at]
        assert isinstance(clock, Clock)
        if clock.hour > 24 or clock.minute > 59 or _SCORE.fullmatch(self._text, clock.start, clock.end):
            return False
        whole = isinstance(day, Day) and day.year is not None and not day.dotted
        text = self._text[day.start : day.end]
        names = (not day.joined and day.gap[-2:-1].isalpha()) or (not clock.joined and clock.gap[-2:-1].isalpha())
        if not whole and (names or text == _ALWAYS or WORDS_FOLLOW.match(self._text, day.end)):
            return False
        if _HOURS.fullmatch(self._text, clock.start, clock.end) and max(clock, day, key=_start).gap not in (" ", ", "):
            return False
        beside = (self._neighbour(at, -1), self._neighbour(at, 1))
        if any(isinstance(other, Day) and other.year is None for other in beside):
            return False
        beyond = self._neighbour(times[0], -1 if times[0] < at else 1)
        other = (isinstance(beyond, Numbers) and len(beyond.parts) > 2) or (
            isinstance(beyond, Day) and beyond.year is not None
        )
        return whole or not other  # "12-10-23, 06:05 | 1/3"

    def _is_time_range(self, first: int, last: int) -> bool:
        if last == first + 1:
            return self._items[last].gap.strip() in ("-", "~")
        return all(_is(self._items[i], "to", "at") for i in range(first + 1, last))

    def _part(self, clock: int, at: int, first: int) -> str:
        """The part of the day that goes with a clock time: right after it, between it and the day, or before both.

        Before both it has to stand against what follows, and a time after the day has to be told in words: `Tối 17/3, lúc
        8h`; not `Bản tin tối | 17/3/2024 08:05`, nor `2 đêm | 08:05 17/3/2024`.
        """
        if _WITH_PART.isdisjoint(self._kinds):
            return ""
        places = [at, *range(min(at, clock), max(at, clock))]
        time = self._items[clock]
        if clock < at or ":" not in self._text[time.start : time.end]:
            places += [i for i in range(first, at) if self._items[i + 1].gap in _LIGHT and not self._is_counted(i)]
        following = self._neighbour(clock, 1)
        if following is not None and following.gap in (" ", " ("):
            places.insert(0, clock + 1)
        for index in places:
            item = self._items[index]
            if isinstance(item, Word) and item.value in _PARTS:
                return item.value
        return ""


def _rule(day: Day) -> str:
    return "range" if day.last else day.rule


def _has_the_year_that_lacks(item: object, day: object) -> bool:
    """Whether an item is a day with a year beside one without."""
    return isinstance(item, Day) and item.year is not None and isinstance(day, Day) and day.year is None


def _last(day: Day, year: int) -> datetime | date | None:
    """Where a range that begins in a year ends."""
    if day.last is None:
        return None
    last_year, month, last_day = day.last
    last_year = last_year or year + ((month, last_day) < (day.month, day.day))
    if fault_of(last_year, month, last_day):
        return None
    end = date(last_year, month, last_day)
    until = moment_of(end, day.last_clock, "", None) if day.last_clock else end
    return end if isinstance(until, str) else until


def _is(item: Token | None, *kinds: str) -> bool:
    return isinstance(item, Word) and item.kind in kinds


def _refusal(text: str, day: Day, reason: str) -> Refusal:
    alternative = None
    if reason == "us_order_only" and day.year and not fault_of(day.year, day.day, day.month):
        alternative = date(day.year, day.day, day.month)
    return Refusal(text[day.start : day.end], reason, alternative)
