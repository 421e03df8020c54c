"""Dates as Vietnamese newsrooms print them. docs/vietnamese.md lists the conventions, rule by rule.

    >>> parse_date("22:43 - 12/06/2022").value.isoformat()
    '2022-06-12T22:43:00+07:00'

Pure functions: nothing here knows of Scrapy, a page or a publication.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from crawler.vietnamese.dates.days import days_in, fault_of
from crawler.vietnamese.dates.line import FULL, MONTH, RELATIVE, WITHOUT_YEAR, YEAR, Candidate, Line
from crawler.vietnamese.dates.moments import VIETNAM
from crawler.vietnamese.dates.relative import is_vague, relative_time
from crawler.vietnamese.dates.results import Dates, ParsedDate, Precision, Refusal
from crawler.vietnamese.dates.tokens import Token, Word, prepared, tokens_of

__all__ = ["VIETNAM", "Dates", "ParsedDate", "Precision", "Refusal", "parse_date", "parse_dates"]


def parse_date(text: str, *, now: datetime | None = None, month_first: bool = False) -> ParsedDate | None:
    """The date that a text states; None when it states none, or one that can't be told.

    Of a line that holds several, publication counts before update, a stated date before a relative one, and of equals
    the first; a lone "Cập nhật" is taken. `now` is the moment of fetching (by default the present; without a zone it
    is Vietnam's time): relative times and missing years count from it. `month_first` is for publications that are
    known to print 8/23/2022. Takes any text; never raises.
    """
    dates = parse_dates(text, now=now, month_first=month_first)
    return dates.published or dates.modified


def parse_dates(text: str, *, now: datetime | None = None, month_first: bool = False) -> Dates:
    """Publication and update, of a line that may hold both, and what in it looks like a date and is refused.

    A date is that of an update when a word before it says so (`Cập nhật`, `Sửa lần cuối`, `Updated`).
    """
    line = prepared(text)
    if not line:
        return Dates()
    present = _in_vietnam(now)
    alone = _number_alone(line, present) if line[:8].isdigit() else _stamp_alone(line)
    if alone:
        return Dates(_with_future(alone, present))
    items = days_in(tokens_of(line), line, month_first=month_first)
    reader = Line(items, line, present)
    found, refused = reader.candidates()
    if max([candidate.rank for candidate in found], default=YEAR) < RELATIVE:
        relative = None if reader.unread else relative_time(line, present)
        if relative:
            parsed = ParsedDate(relative.value, relative.precision, relative.rule, ("approx",))
            found = [Candidate(parsed, RELATIVE, _label_before(items, relative.start) == "modified")]
        elif not found and is_vague(line):
            refused.append(Refusal(line, "vague"))
    published = _best(found, modified=False)
    modified = _best(found, modified=True)
    if published and modified and published.rank < modified.rank and modified.rank > MONTH and not published.labelled:
        published = None  # "Năm 2022 | Cập nhật: 12/06/2022", "Cập nhật: 12/06/2022 - ngày 1/3"
    if published and modified and published.rank == WITHOUT_YEAR and modified.rank == FULL:
        # "Đăng ngày 16/3, cập nhật 17/03/2022": before the update, however late it is read
        earlier = Line(items, line, _end_of_day(modified.parsed.value)).candidates()[0]
        published = _best(earlier, modified=False)
    return Dates(
        _with_future(published.parsed, present) if published else None,
        _with_future(modified.parsed, present) if modified else None,
        tuple(refused),
    )


def _best(candidates: list[Candidate], *, modified: bool) -> Candidate | None:
    """The weightiest, of equals the first."""
    best: Candidate | None = None
    for candidate in candidates:
        if candidate.modified is modified and (best is None or candidate.rank > best.rank):
            best = candidate
    return best


def _label_before(items: list[Token], start: int) -> str:
    """The last word before a place that says whether a date is that of publication or of an update."""
    labels = [i.kind for i in items if isinstance(i, Word) and i.end <= start and i.kind in ("published", "modified")]
    return labels[-1] if labels else ""


def _end_of_day(value: datetime | date) -> datetime:
    day = value.astimezone(VIETNAM) if isinstance(value, datetime) else value
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=VIETNAM)


def _in_vietnam(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(VIETNAM)
    return now.replace(tzinfo=VIETNAM) if now.tzinfo is None else now.astimezone(VIETNAM)


def _with_future(parsed: ParsedDate, present: datetime) -> ParsedDate:
    value = parsed.value
    if value.year + 1 < present.year:  # most dates; spares the comparison of zones
        return parsed
    later = value > present if isinstance(value, datetime) else value > present.date()
    return parsed.flagged("future") if later else parsed


# --- a number or a stamp alone --------------------------------------------------------------------------------

_STAMP: Final = re.compile(
    r"((?:199|20[0-9])[0-9]-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])"
)


def _stamp_alone(line: str) -> ParsedDate | None:
    """A whole ISO 8601 stamp with its zone, as metadata state it, by the standard library; the quick way for most."""
    stamp = _STAMP.fullmatch(line)
    if stamp is None:
        return None
    try:
        return ParsedDate(datetime.fromisoformat((stamp[1] + stamp[2]).upper()), "second", "iso")
    except ValueError:  # 31 February, 24:00:00: as any other text
        return None


_EPOCH: Final = re.compile(r"([0-9]{10})(?:[0-9]{3})?(?:\.[0-9]{1,6})?")
_COMPACT: Final = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t?([0-9]{2})([0-9]{2})([0-9]{2})?(?:[0-9]{3})?(?:(z)|(\+0?7(?::?00)?))?)?"
)


def _number_alone(line: str, present: datetime) -> ParsedDate | None:
    """A number that is the whole text: Unix time in seconds or milliseconds, or `YYYYMMDD`, with `HHMM` or `HHMMSS`.

    Unix time counts from 2001 up to the day after fetching, so a hotline of ten digits (`1900…`) is none.
    """
    epoch = _EPOCH.fullmatch(line)
    if epoch:
        seconds = int(epoch[1])
        if 1_000_000_000 <= seconds <= present.timestamp() + 86_400:
            return ParsedDate(datetime.fromtimestamp(seconds, VIETNAM), "second", "epoch")
        return None
    compact = _COMPACT.fullmatch(line)
    if compact is None:
        return None
    year, month, day = (int(part) for part in compact.group(1, 2, 3))
    if year < 1900 or fault_of(year, month, day):
        return None
    if compact[4] is None:
        return ParsedDate(date(year, month, day), "day", "compact")
    hour, minute, second = int(compact[4]), int(compact[5]), int(compact[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC if compact[7] else VIETNAM)
    return ParsedDate(moment, "second" if compact[6] else "minute", "compact")
