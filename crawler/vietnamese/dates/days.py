"""From tokens to days: which numbers and words name a day, a month or a year, and which do not.

Every rule works on the shape of a group of numbers or on the words beside it. A group whose shape is no date, such as a
telephone or document number, stays a group of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.vietnamese.dates.results import Precision
from crawler.vietnamese.dates.tokens import Clock, Instant, Numbers, Place, Token, Word, Zone

EARLIEST_DAY, EARLIEST_YEAR, LATEST_YEAR = 1800, 1000, 2199
"""The first year of a day and of a year alone (`năm 1010`), and the last of both."""
_SENTINELS: Final = frozenset({(1900, 1, 1), (1970, 1, 1)})
"""Days that databases and clocks put where no date is known: the epochs of SQL Server, Excel and Unix."""
_TIGHT: Final = frozenset({"", " ", ",", ", ", " , ", "/", " / ", "-", " - ", ".", ". "})
"""What may stand between the day, month and year of a date with its month in words."""
_REACH: Final = 4
"""How many groups a telephone number falls into."""
_LONG_NUMBER = re.compile(r"[\s,./|-]{0,3}(?:năm |nam )?\d{5}", re.I)
"""A year with more against it, after a month."""
_WHOLE_NUMBER: Final = 8
"""Digits of a telephone number that nothing is missing from."""
_NETWORKS: Final = frozenset({"2g", "3g", "4g", "5g", "6g"})
WORDS_FOLLOW: Final = re.compile(r"\.? [^\W\d_]")


@dataclass(slots=True)
class Day(Token):
    """A day, month or year that the text names; `year` is None where it names a day and month only."""

    year: int | None
    month: int
    day: int
    precision: Precision
    rule: str
    fault: str = ""
    """Why it gives no date: `impossible`, `sentinel`, `us_order_only`, `no-date`."""
    leans: bool = False
    """Whether it is a date only beside a word, part of the day, weekday or clock time that says so (`24/7`, `3-2`)."""
    dotted: bool = False
    """`17.03.2024`, beside which `22.43` is a time."""
    last: tuple[int | None, int, int] | None = None
    """Year, month and day of the end of a range."""
    last_clock: Clock | None = None
    clock: Clock | None = None
    zone: Zone | None = None
    """Clock and zone are set where they are part of the date itself (ISO 8601, `Mar 17 06:05:00 ICT 2024`)."""

    def begin(self, year: int | None, month: int, day: int) -> None:
        """Become the first day of the range that it ends; without a year the one that puts it before that end."""
        if year is None and self.year is not None:
            year = self.year - ((month, day) > (self.month, self.day))
        if year == self.year and (month, day) >= (self.month, self.day):
            return
        self.last = (self.year, self.month, self.day)
        self.fault = self.fault or fault_of(year, month, day)
        self.year, self.month, self.day = year, month, day


def fault_of(year: int | None, month: int, day: int) -> str:
    """Why a day can't be one: `impossible`, `us_order_only`, `sentinel`; empty when it can. No year is a leap year."""
    if year is not None and not EARLIEST_DAY <= year <= LATEST_YEAR:
        return "impossible"
    try:
        date(year or 2000, month, day)
    except ValueError:
        return "us_order_only" if 12 < month <= 31 and 1 <= day <= 12 else "impossible"
    return "sentinel" if (year, month, day) in _SENTINELS else ""


def days_in(tokens: list[Token], text: str, *, month_first: bool) -> list[Token]:
    """The tokens with those that name a day joined into one `Day` each, and ranges into their first day."""
    return _Reader(tokens, text, month_first=month_first).read()


def _is(token: Token | None, *kinds: str) -> bool:
    return isinstance(token, Word) and token.kind in kinds


def _place(token: Token) -> Place:
    return token.start, token.end, token.gap, token.joined


def _full_year(digits: str) -> int:
    """Two digits mean 1970 to 2069."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def _day(place: Place, year: str, month: str, day: str, rule: str) -> Day:
    y, m, d = _full_year(year), int(month), int(day)
    fault = fault_of(y, m, d)
    if fault == "us_order_only" and rule != "numeric":
        fault = "impossible"
    return Day(*place, y, m, d, "day", rule, fault)


def _month(place: Place, year: int, month: int) -> Day:
    possible = 1 <= month <= 12 and EARLIEST_DAY <= year <= LATEST_YEAR
    return Day(*place, year, month, 1, "month", "month-year", "" if possible else "impossible")


class _Reader:
    """Goes over the tokens from left to right; `out` is what it has made of those it has passed."""

    def __init__(self, tokens: list[Token], text: str, *, month_first: bool) -> None:
        self._tokens = tokens
        self._text = text
        self._month_first = month_first
        self._out: list[Token] = []
        self._at = 0
        """The token being read."""

    def read(self) -> list[Token]:
        """Read all of them."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            made: Token = token
            if isinstance(token, Clock):
                if self._is_name(token):
                    made = Numbers(*_place(token), [str(token.hour)], "", "mark")
                self._open_time_range(token)
            elif isinstance(token, Numbers):
                if len(token.parts) > 1 and not self._leads_to_month(token):
                    made = self._dotted_clock(token) or self._numeric(token) or token
            elif isinstance(token, Instant):
                made = day = _day(_place(token), token.parts[0], token.parts[1], token.parts[2], "iso")
                day.clock, day.zone = token.clock, token.zone
            elif isinstance(token, Word):
                if token.kind in ("month", "th"):
                    made = self._in_words(token) or _weekday_of(token)
                elif token.kind == "year":
                    possible = EARLIEST_YEAR <= token.number <= LATEST_YEAR
                    fault = "" if possible else "impossible"
                    made = Day(*_place(token), token.number, 1, 1, "year", "year", fault)
            if not (isinstance(made, Day) and made.joined and self._ends_range(made)):
                self._out.append(made)
            self._at += 1
        return self._out

    def _ahead(self, steps: int) -> Token | None:
        """The token so many steps on; None where a word or the end comes before it."""
        index = self._at + steps
        if index < len(self._tokens) and self._tokens[index].joined:
            return self._tokens[index]
        return None

    # --- days in numbers --------------------------------------------------------------------------------------

    def _numeric(self, token: Numbers) -> Day | None:
        """The day that a group of numbers names by its shape.

        The shapes: d/m/y, y-m-d, m/y, d/m, and the ranges d-d/m/y, d/m-d/m/y, d/m/y-d/m/y, d-d/m, d/m-d/m.
        """
        parts, separators = token.parts, token.separators
        lengths = [len(part) for part in parts]
        short = [length <= 2 for length in lengths]
        full = separators in ("//", "..", "--") and short[0] and short[1] and lengths[2] in (2, 4)
        if token.glued and not (token.glued == "word" and full and lengths[2] == 4 and separators == "//"):
            return None
        if self._is_telephone(token):
            return None
        place = _place(token)
        match separators:
            case "//" | ".." | "--" if full:
                return self._in_order(place, parts, separators[0])
            case "//" | ".." | "--" if lengths[0] == 4 and short[1] and short[2]:
                return _day(place, parts[0], parts[1], parts[2], "iso")
            case "/" if short[0] and lengths[1] == 4:
                day = _month(place, int(parts[1]), int(parts[0]))
                if not self._may_be_month(token) or self._counts(token.end):
                    day.fault = "no-date"
                return day
            case "/" | "." | "-" if short[0] and short[1]:
                return self._without_year(place, parts[0], parts[1])
            case "-//" | "-.." if all(short[:3]) and lengths[3] in (2, 4):
                day = self._in_order(place, parts[1:], separators[1])
                day.begin(day.year, day.month, int(parts[0]))
                return day
            case "/-//" | ".-.." if all(short[:4]) and lengths[4] in (2, 4):
                day = self._in_order(place, parts[2:], separators[2])
                day.begin(None, int(parts[1]), int(parts[0]))
                return day
            case "//-//" | "..-.." if all(short[i] for i in (0, 1, 3, 4)) and {lengths[2], lengths[5]} <= {2, 4}:
                first = self._in_order(place, parts[:3], separators[0])
                day = self._in_order(place, parts[3:], separators[0])
                first.last, first.fault = (day.year, day.month, day.day), first.fault or day.fault
                return first
            case "-/" | "-." if all(short):
                day = self._without_year(place, parts[1], parts[2])
                day.begin(None, day.month, int(parts[0]))
                return day
            case "/-/" | ".-." if all(short):
                day = self._without_year(place, parts[2], parts[3])
                day.begin(None, int(parts[1]), int(parts[0]))
                return day
        return None

    def _in_order(self, place: Place, parts: Sequence[str], separator: str) -> Day:
        """Day, month, year; the month first only where the publication is declared so and the numbers allow it."""
        day, month, year = parts
        if self._month_first and int(day) <= 12:
            day, month = month, day
        found = _day(place, year, month, day, "numeric")
        found.dotted = separator == "."
        if len(year) == 2:
            found.rule = "two-digit-year"
            versions = separator != "/" and not (len(day) == len(month) == 2 and place[3])  # "12.4.15", "Mục 10.10.16"
            found.leans = versions or self._counts(place[1])
        return found

    def _without_year(self, place: Place, day: str, month: str) -> Day:
        """`12/6`; a year may follow in words (`ngày 17/3 năm 2024`)."""
        year = self._ahead(1)
        if isinstance(year, Word) and year.kind == "year":
            self._at += 1
            return _day((place[0], year.end, *place[2:]), str(year.number), month, day, "numeric")
        m, d = int(month), int(day)
        return Day(*place, None, m, d, "day", "no-year", fault_of(None, m, d), leans=True)

    def _counts(self, end: int) -> bool:
        """Whether words follow a group of numbers at once: `12/5/20 Nguyễn Trãi`, `1/2016 hộ`, `6.7.20. Kết luận`."""
        if WORDS_FOLLOW.match(self._text, end) is None:
            return False
        after = self._ahead(1)
        return after is None or after.gap != " " or _is(after, "counter", "address")

    def _may_be_month(self, token: Token) -> bool:
        """Whether `6/2022` stands where a month can: alone, or after a word that leads to a date; not after `số`."""
        if not token.joined or not self._out:
            return token.joined or token.gap.rstrip().endswith(("(", "|"))
        before = self._out[-1]
        if isinstance(before, Word):
            return before.kind in ("from", "to", "at", "published", "modified", "month")
        return isinstance(before, Day)

    def _is_telephone(self, token: Numbers) -> bool:
        """Whether a group of numbers follows `ĐT`, `Hotline` and the like, other numbers between them or not.

        Nobody prints a number to call as `12/06/2022` or `2022-06-12`, nor, behind a whole one, as `12.06.2022`.
        """
        at, group, digits = len(self._out) - 1, token, 0
        far = at - _REACH
        while at > far and at >= 0 and group.joined and isinstance(before := self._out[at], Numbers):
            digits += sum(map(len, before.parts))
            at, group = at - 1, before
        if at < 0 or not group.joined or not _is(self._out[at], "phone"):
            return False
        lengths, separators = [len(part) for part in token.parts], token.separators
        if lengths[0] == 4 and separators in ("--", "//"):
            return False
        if max(lengths[:2]) <= 2 and set(separators) == {"/"}:
            return False
        return digits < _WHOLE_NUMBER or max(lengths[:2]) > 2 or lengths[2:] != [4]

    def _dotted_clock(self, token: Numbers) -> Clock | None:
        """`22.43` as a time of day: after a date with dots, or before a full date where it is no day and month."""
        if token.separators != "." or token.glued or len(token.parts[0]) > 2 or len(token.parts[1]) != 2:
            return None
        hour, minute = int(token.parts[0]), int(token.parts[1])
        if hour > 24 or minute > 59 or not token.joined:
            return None
        clock = Clock(*_place(token), hour, minute, None, "")
        before = self._out[-1] if self._out else None
        told = isinstance(before, Word) and before.kind == "at"
        if told and len(self._out) > 1 and before is not None and before.joined:
            before = self._out[-2]
        if isinstance(before, Day) and before.dotted and before.last is None:
            return clock
        steps = 1
        while isinstance(self._ahead(steps), Word):
            steps += 1
        after = self._ahead(steps)
        leads = isinstance(after, Numbers) and len(after.parts) == 3
        other = steps == 1 and isinstance(after, Numbers) and after.separators != ".."  # "09.05 06/09/2023"
        return clock if leads and (told or other or fault_of(None, minute, hour)) else None

    # --- days with a month in words ---------------------------------------------------------------------------

    def _leads_to_month(self, token: Numbers) -> bool:
        """Whether `12-14` are two days of the month in words that follows."""
        after = self._ahead(1) if token.separators == "-" else None
        return isinstance(after, Word) and after.kind in ("month", "th") and after.gap == " "

    def _in_words(self, token: Word) -> Day | None:
        """A date or month around a month in words; takes the day before it from `out`."""
        if self._counts_months(token):
            return None
        day = self._day_before(token) or self._day_after(token)
        if day is not None:
            return day
        if token.kind == "th" and not _four_digits(self._ahead(1)):
            return None
        year, end = self._year(token, of_day=False)
        return None if year is None else _month((token.start, end, token.gap, token.joined), year, token.number)

    def _day_before(self, month: Word) -> Day | None:
        """`17 tháng 3 năm 2024`, `17 Th3, 2024`, `17-19 tháng 3 năm 2024`, `17 March 2024`, `ngày 12 tháng 6`."""
        before = self._out[-1] if self._out else None
        if isinstance(before, Word) and before.value == "of" and len(self._out) > 1 and before.joined:  # "20th of May"
            before = self._out[-2]
        if not isinstance(before, Numbers) or not month.joined or month.gap not in _TIGHT:
            return None
        if (before.glued and month.gap) or before.separators not in ("", "-") or max(map(len, before.parts)) > 3:
            return None
        leader = self._out[-2] if len(self._out) > 1 and before.gap == " " else None
        if _is(leader, "document", "issue"):  # "Số 3 tháng 5/2020"
            return None
        year, end = self._year(month)
        if year is None and (not self._may_lack_year(before, month) or _four_digits(self._ahead(2))):
            return None  # "6 giờ 10 Tháng 3 17, 2024"
        while self._out.pop() is not before:
            pass
        first, m, d = int(before.parts[0]), month.number, int(before.parts[-1])
        fault = "impossible" if fault_of(year, m, d) == "us_order_only" else fault_of(year, m, d)
        day = Day(before.start, end, before.gap, before.joined, year, m, d, "day", "month-in-words", fault)
        if len(before.parts) == 2:
            day.begin(year, m, first)
        return day

    def _counts_months(self, month: Word) -> bool:
        """Whether `9 tháng năm 2020` may be the first nine months of a year, as companies report, and not the 9th of May."""
        number = self._out[-1] if self._out else None
        if month.value not in ("tháng năm", "thang nam") or month.gap != " ":
            return False
        if not isinstance(number, Numbers) or number.parts not in (["3"], ["6"], ["9"]):
            return False
        year = self._ahead(1)
        if not isinstance(year, Numbers) or year.gap != " " or isinstance(self._ahead(2), Clock):
            return False
        before = self._out[-2] if len(self._out) > 1 and number.gap in (" ", ", ") else None
        return not _is(before, "day", "weekday")

    def _may_lack_year(self, number: Numbers, month: Word) -> bool:
        """Whether `12 tháng 6` without a year is a day, not a span of time (`12 tháng 6 ngày`)."""
        if month.kind == "th" or _is_english(month):  # English months are words too ("may")
            return False
        after = self._ahead(1)
        if not number.joined or (isinstance(after, Word) and after.kind in ("day", "counter") and after.gap == " "):
            return False
        if _LONG_NUMBER.match(self._text, month.end):  # `15 Tháng Chín, 202016 Tháng Chín, 2020`
            return False
        before = self._out[-2] if len(self._out) > 1 else None
        word = self._text[month.start : month.end]
        if word.isascii() and not word[-1].isdigit():  # "18 thang tu" is a sentence in prison
            return False
        if isinstance(before, Word):
            return before.kind not in ("counter", "address", "phone", "period", "each", "noise")
        return before is None or isinstance(before, Clock)

    def _year(self, month: Word, *, of_day: bool = True) -> tuple[int | None, int]:
        """The year after a month, which it takes, and where that ends; only a whole date has one of two digits."""
        token = self._ahead(1)
        if isinstance(token, Word) and token.kind == "year":
            self._at += 1
            return _full_year(str(token.number)), token.end
        if isinstance(token, Numbers) and len(token.parts) == 1 and token.gap in _TIGHT and not token.glued:
            digits, rest = token.parts[0], self._text[token.end :]
            # "17 Tháng Ba, 24" and "17-Mar-24"; what follows must not make it a count
            short = of_day and len(digits) == 2 and (token.gap == ", " or token.gap == month.gap == "-")
            last = not rest.strip(" )]|,.-") or rest[:2] in (", ", "| ", "- ") or isinstance(self._ahead(2), Clock)
            if len(digits) == 4 or (short and last):
                self._at += 1
                return _full_year(digits), token.end
        return None, month.end

    def _day_after(self, month: Word) -> Day | None:
        """Month, day, year: `March 17, 2024`, `tháng 3 ngày 17 năm 2024`, `Mar 17 06:05:00 ICT 2024`, `March, 17/2024`."""
        steps = 1
        word = self._ahead(steps)
        if isinstance(word, Word) and word.kind == "day":
            steps += 1
        number = self._ahead(steps)
        if not isinstance(number, Numbers) or len(number.parts[0]) > 2:
            return None
        if _is_day_and_year(number) and _is_english(month) and number.gap in (" ", ", "):
            self._at += steps
            place = (month.start, number.end, month.gap, month.joined)
            return _day(place, number.parts[1], str(month.number), number.parts[0], "month-in-words")
        if len(number.parts) > 1:
            return None
        clock: Clock | None = None
        zone: Zone | None = None
        steps += 1
        while isinstance(between := self._ahead(steps), Clock | Zone):
            if isinstance(between, Clock):
                clock = between
            else:
                zone = between
            steps += 1
        if isinstance(between, Word) and between.kind == "year":
            year = str(between.number)
        elif isinstance(between, Numbers) and _four_digits(between):
            year = between.parts[0]
        else:
            return None
        self._at += steps
        place = (month.start, between.end, month.gap, month.joined)
        day = _day(place, year, str(month.number), number.parts[0], "month-in-words")
        day.clock, day.zone = clock, zone
        return day

    # --- ranges -----------------------------------------------------------------------------------------------

    def _ends_range(self, end: Day) -> bool:
        """Whether a day ends a range that begins with the last day or number of `out`, which becomes its first day.

        `từ 17 đến 19/3/2024`, `17 - 19/03/2024`, `ngày 17, 18 và 19/3/2024`, `26/3 đến 20/9/2024`,
        `tháng 3 - tháng 5/2022`.
        """
        out = self._out
        link, clock, at = "", None, len(out) - 1
        while at >= 0:
            token = out[at]
            if isinstance(token, Clock):
                clock = token
            elif isinstance(token, Word) and token.kind in ("to", "and"):
                link = token.kind
            elif not isinstance(token, Word) or token.kind not in ("day", "weekday", "at", "from"):
                break
            if not token.joined:
                return False
            at -= 1
        if not link and at == len(out) - 1:
            link = {"-": "to", "~": "to", ",": "and", "&": "and"}.get(end.gap.strip(), "")
        if at < 0 or not link:
            return False
        first = out[at]
        if isinstance(first, Day):
            if first.year is None and end.rule == "iso":  # "1/3 - 2024/03/17"
                return False
            bare = first.year is None and end.year is not None and at + 1 == len(out)
            if (bare and not self._may_open(at, end, link)) or not _spans(first, end, link):
                return False
            start = first
        elif isinstance(first, Word) and first.kind == "month" and end.precision == "month" and end.year is not None:
            start = _month((first.start, end.end, first.gap, first.joined), end.year, first.number)
        else:
            while link == "and" and at and first.joined and first.gap == ", " and isinstance(out[at - 1], Numbers):
                at -= 1
                first = out[at]
            if end.precision != "day" or not self._opens_range(at, end, link):
                return False
            assert isinstance(first, Numbers)
            place = (first.start, end.end, first.gap, first.joined)
            start = Day(*place, end.year, end.month, int(first.parts[0]), "day", end.rule, end.fault, end.leans)
        start.last, start.last_clock, start.end = (end.year, end.month, end.day), clock, end.end
        out[at:] = [start]
        return True

    def _open_time_range(self, end: Clock) -> None:
        """Turn the number before a time into the time at which its range begins: `8-9h`, `từ 8 đến 9 giờ`."""
        out = self._out
        at = len(out) - 1
        if end.joined and _is(out[-1] if out else None, "to") and at > 1 and _is(out[at - 2], "from"):
            at -= 1
        elif end.gap != "-" or at < 0:
            return
        number = out[at]
        if isinstance(number, Numbers) and number.joined and not number.glued and len(number.parts) == 1:
            hour = number.parts[0]
            if len(hour) <= 2 and int(hour) < end.hour:
                out[at] = Clock(*_place(number), int(hour), 0, None, end.half)

    def _may_open(self, at: int, end: Day, link: str) -> bool:
        """Whether a bare `3/4` stands where a range can begin; in `Giải 3/4 - 28/05/2012` it does not.

        With nothing before it, it has to be printed like the end and to lie less than a month before it: not in
        `24/7 - 28/05/2012` nor in `8/3 - 12.3.2015`.
        """
        first = self._out[at]
        if not first.joined or not isinstance(first, Day):
            return False
        if at:
            return _is(self._out[at - 1], "from", "day", "part", "weekday", "published", "modified")
        begins, ends = self._text[first.start : first.end], self._text[end.start : end.end]
        alike = begins.lstrip("0123456789 ")[:1] == ends.lstrip("0123456789 ")[:1]
        days = (end.month - first.month) % 12 * 31 + end.day - first.day
        return link == "to" and alike and 0 < days < 31 and begins != "24/7"

    def _is_name(self, clock: Clock) -> bool:
        """Whether `24h` and `5g` are names and no times: `Chuyển động 24h | 05/02/2022`, `Tin 24h ngày 5/2`, `Mạng 5G`.

        So is any hour without minutes that a word stands against (`Thời sự 19h 15/03/2004`, a programme).
        `24h ngày 31/12/2021`, `đến 24h, 31/12/2021`, `17g ngày 5-2`, `lúc 17g` are times, and `Video 03:45` is a length.
        """
        if clock.gap in (" ", ": ") and _is(self._out[-1] if self._out else None, "length"):
            return True
        unit = self._text[clock.end - 1]
        if clock.minute or unit.isdigit():
            return False
        if not clock.joined and clock.gap[-2:-1].isalpha() and not clock.half and not _is(self._ahead(1), "part"):
            return True
        if clock.hour != 24 and unit != "g":
            return False
        if clock.joined and _is(self._out[-1] if self._out else None, "at", "to", "from"):
            return False
        word = self._ahead(1)
        if unit == "g":
            is_network = self._text[clock.start : clock.end] in _NETWORKS
            return not _is(word, "part") and (is_network or not _is(word, "day"))
        return not (clock.joined and _is(word, "day", "part"))

    def _opens_range(self, at: int, end: Day, link: str) -> bool:
        """Whether a lone number is the first day of a range, not the number of an issue, page or part (`Bài 3 - …`)."""
        number = self._out[at]
        if not isinstance(number, Numbers) or len(number.parts) > 1 or len(number.parts[0]) > 2 or number.glued:
            return False
        if not number.joined or not 1 <= int(number.parts[0]) < end.day:
            return False
        if not at:
            return link == "to"
        before = self._out[at - 1]
        leads = ("from", "day") if link == "and" else ("from", "day", "published", "modified")
        return isinstance(before, Word) and before.kind in leads


def _spans(first: Day, end: Day, link: str) -> bool:
    """Whether two days are the ends of a range; each lends the other its year."""
    if first.precision != end.precision or first.fault or end.fault:
        return False
    if first.year is None and end.year is not None:
        first.year = end.year - ((first.month, first.day) > (end.month, end.day))
        first.fault, first.leans = fault_of(first.year, first.month, first.day), False
    elif link == "and":
        return False
    elif first.year is not None and end.year is None:
        end.year = first.year + ((end.month, end.day) < (first.month, first.day))
    return (first.year or 0, first.month, first.day) < (end.year or 0, end.month, end.day)


def _four_digits(token: Token | None) -> bool:
    return isinstance(token, Numbers) and len(token.parts) == 1 and len(token.parts[0]) == 4


def _is_day_and_year(token: Numbers) -> bool:
    """`19/2021` after the name of a month."""
    return token.separators == "/" and len(token.parts[0]) <= 2 and len(token.parts[1]) == 4


def _is_english(month: Word) -> bool:
    return month.kind == "month" and not month.value.startswith("t")


def _weekday_of(token: Word) -> Word:
    """`Th 2` that is no month is a weekday."""
    if token.kind == "th" and 2 <= token.number <= 7:
        token.kind, token.number = "weekday", token.number - 2
    return token
