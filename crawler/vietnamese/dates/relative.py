"""Times that count from the moment of fetching: `3 giờ trước`, `cách đây hai tuần`, `5 tuần sau`, `5 hours ago`."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from crawler.vietnamese.dates.days import EARLIEST_YEAR, LATEST_YEAR
from crawler.vietnamese.dates.results import Precision
from crawler.vietnamese.dates.tokens import COUNT, count_of, one_of, with_bare


class Relative(NamedTuple):
    """A moment told by its distance, and where in the text it stands."""

    value: datetime | date
    precision: Precision
    rule: str
    start: int
    end: int


_UNITS: Final = with_bare("unit")
_UNIT = rf"(?:{one_of(_UNITS)})(?![^\W\d_])"
_SPAN = (
    rf"(?<![^\W_])(?P<amount>[0-9]{{1,4}}|nửa|nua|{COUNT}) ?(?P<unit>{_UNIT})"
    rf"(?:(?:,| và| va)? ?(?P<rest>[0-9]{{1,2}}) ?(?P<part>{_UNIT}))?"
)
_NOT_NOW = "(?! (?:đó|do|khi|lúc|luc|thềm|them|trận|tran|kỳ|ky|tết|tet|ngày|ngay|công|cong)(?!\\w))"
"""After `trước`: the time counts from something else ("hai ngày trước khi …", "ba năm trước Công nguyên")."""

_AGO = re.compile(rf"{_SPAN} (?:trước|truoc)(?!\w){_NOT_NOW}")
_SINCE = re.compile(rf"(?:cách đây|cach day|cách nay|cach nay)(?: (?:khoảng|khoang|hơn|hon|gần|gan|chừng|độ))? {_SPAN}")
_AHEAD = re.compile(rf"\W*{_SPAN} (?:sau|nữa|nua)\W*")
_VAGUE = re.compile(
    r"(?:vài|mấy|dăm|đôi|hàng|chục|nhiều|ít|vai|may|dam|doi|chuc|nhieu|[0-9][-,./]|[0-9][,.][0-9]+"
    r"|(?<![^\W_])(?<![0-9][/.,-])(?P<low>[0-9]{1,3}) -) ?$"
)
"""What makes the number that follows no number of its own: `vài ba ngày`, `2-3 ngày`, `2 - 3 ngày`, `1,5 giờ`."""

_NO_TIME = re.compile(
    rf"(?<!\w)(?:(?:vài|mấy|dăm|vai|may|dam)(?: \w+)? {_UNIT} (?:trước|truoc)|vừa xong|vua xong|mới đây|moi day|vừa đăng"
    r"|just now)(?!\w)"
)

_ENGLISH = re.compile(
    r"(?<!\w)(?:an?|[0-9]{1,3}) (?P<first>second|minute|min|hour|day|week|month|year)s?"
    r"(?:,? (?:and )?[0-9]{1,2} (?P<then>minute|min|hour|day|week|month)s?)? ago(?!\w)"
)

_PRECISIONS: Final[dict[str, Precision]] = {
    "second": "minute",
    "minute": "minute",
    "min": "minute",
    "hour": "minute",
    "day": "day",
    "week": "day",
    "month": "month",
    "year": "year",
}


def relative_time(text: str, now: datetime) -> Relative | None:
    """The first relative time of a prepared text; None where there is none, or only a vague one (`vài hôm trước`).

    Minutes and hours give a minute, days and weeks a day, months a month, years a year; of two units the smaller
    counts. A time to come counts only where it is the whole text: inside a sentence `hai ngày sau` counts from
    something else.
    """
    if "trước" in text or "truoc" in text:
        found = _AGO.search(text)
    elif "cách" in text or "cach" in text:
        found = _SINCE.search(text)
    elif " ago" in text:
        return _english(text, now)
    elif text[-1:] in "uaâ.)":
        found = _AHEAD.fullmatch(text)
    else:
        return None
    if found is None or _is_vague_amount(text[: found.start("amount")][-12:], found["amount"]):
        return None
    spans = [(_amount(found["amount"]), _UNITS[found["unit"]])]
    if found["rest"]:
        spans.append((float(found["rest"]), _UNITS[found["part"]]))
    elif found["amount"] in ("nửa", "nua") and spans[0][1] != "hour":
        return None
    sign = 1 if found.re is _AHEAD else -1
    return _counted(now, sign, spans, found)


def is_vague(text: str) -> bool:
    """Whether a prepared text speaks of a recent time that can't be told: `vài hôm trước`, `vừa xong`, `mới đây`."""
    return _NO_TIME.search(text) is not None


def _is_vague_amount(before: str, amount: str) -> bool:
    """Whether what stands before an amount makes it vague; a smaller number and a dash do, a greater (`U23 - 2 giờ`) not."""
    vague = _VAGUE.search(before)
    return vague is not None and (vague["low"] is None or not amount.isdigit() or int(vague["low"]) < int(amount))


def _amount(words: str) -> float | None:
    if words in ("nửa", "nua"):
        return 0.5
    return float(words) if words.isdigit() else count_of(words)


def _counted(now: datetime, sign: int, spans: list[tuple[float | None, str]], found: re.Match[str]) -> Relative | None:
    moment = now
    try:
        for amount, unit in spans:
            if amount is None:
                return None
            if unit in ("month", "year"):
                moment = _months_away(moment, sign * int(amount) * (12 if unit == "year" else 1))
            else:
                moment += sign * timedelta(**{f"{unit}s": amount})
    except OverflowError:
        return None
    precision = _PRECISIONS[spans[-1][1]]
    return Relative(_cut(moment, precision), precision, "relative", *found.span())


def _months_away(moment: datetime, months: int) -> datetime:
    """The first day of the month so many months away. Raises OverflowError for years that no page speaks of."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise OverflowError
    return moment.replace(year=year, month=month + 1, day=1)


def _cut(moment: datetime, precision: Precision) -> datetime | date:
    if precision == "minute":
        return moment.replace(second=0, microsecond=0)
    day = moment.date()
    return day if precision == "day" else day.replace(day=1, month=1 if precision == "year" else day.month)


def _english(text: str, now: datetime) -> Relative | None:
    """`5 hours ago`, `1 hour 20 minutes ago` through dateparser: nothing but a phrase of this form ever reaches it.

    dateparser is kept away from everything else: it raises on some input, reads bare numbers and scores as days,
    `Tháng Sáu` as July, and gives every relative time a clock time that nobody printed.
    """
    found = _ENGLISH.search(text)
    if found is None:
        return None
    import dateparser  # noqa: PLC0415 - 75 ms at the first call, and hardly a page needs it

    try:
        base = now.replace(tzinfo=None)
        moment = dateparser.parse(found[0], languages=["en"], settings={"RELATIVE_BASE": base})
    except Exception:  # whatever goes wrong in there, this is no date
        return None
    if moment is None:
        return None
    precision = _PRECISIONS[found["then"] or found["first"]]
    return Relative(_cut(moment.replace(tzinfo=now.tzinfo), precision), precision, "dateparser", *found.span())
