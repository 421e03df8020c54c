"""From a day and a printed clock time to a moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from crawler.vietnamese.dates.tokens import Clock, Zone

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def moment_of(day: date, clock: Clock, part: str, zone: Zone | None) -> datetime | str:
    """The moment of a clock time on a day, or why there is none: `bad_time`, `bad_zone`, `ambiguous_time`.

    `part` is the part of the day that stands beside it (`am`, `noon`, `pm`, `evening`, `night`) or empty. `24:00` is
    the midnight that ends the day.
    """
    if zone is not None and zone.offset is None:
        return "bad_zone"
    if (clock.hour, clock.minute, clock.second or 0) == (24, 0, 0):
        day, hour = day + timedelta(days=1), 0
    elif clock.hour > 23 or clock.minute > 59 or (clock.second or 0) > 59:
        return "bad_time"
    else:
        told = _hour(clock.hour, clock.half or part)
        if told is None:
            return "ambiguous_time"
        hour = told
    where: tzinfo = zone.offset if zone is not None and zone.offset is not None else VIETNAM
    return datetime(day.year, day.month, day.day, hour, clock.minute, clock.second or 0, tzinfo=where)


def _hour(hour: int, half: str) -> int | None:
    """The hour on a 24-hour clock; None for twelve at night, which is the midnight before to some and after to others.

    An hour from 13 on says all by itself: what stands beside it (`22:43 PM`) is a template's decoration.
    """
    if hour > 12 or not half:
        return hour
    if half == "am":
        return hour % 12
    if half == "pm":
        return hour % 12 + 12
    if half == "noon":
        return hour if hour >= 10 else hour + 12
    if hour in (0, 12):
        return 0 if hour == 0 and half == "night" else None
    return hour if half == "night" and hour <= 5 else hour + 12
