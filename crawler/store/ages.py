"""At what ages an article is looked at again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawler.store.database import timestamp

Ages = tuple[timedelta, ...]
"""Growing ages; none: articles are not looked at again."""

_UNITS = {"m": 60, "h": 3600, "d": 86400, "": 1}
_AGE = re.compile(r"(\d+)([mhd]?)")


def parse_ages(text: str | None) -> Ages:
    """Read `1h 6h 1d 7d`; m, h, d are minutes, hours and days, a number alone is seconds. Empty: no ages.

    Raises ValueError for anything else.
    """
    ages = []
    for word in (text or "").replace(",", " ").split():
        found = _AGE.fullmatch(word)
        if not found or not int(found[1]):
            raise ValueError(f"ages of re-checks must read like '1h 6h 1d 7d', not {text!r}")
        ages.append(timedelta(seconds=int(found[1]) * _UNITS[found[2]]))
    return tuple(sorted(set(ages)))


def next_check(since: str, seen: str, ages: Ages) -> str | None:
    """The next time to look: when what happened at `since` reaches the first age that it has not at `seen`.

    So one look stands for all ages that have passed by then. None: it has reached the last one. Times as in the store.
    """
    began, last = datetime.fromisoformat(since), datetime.fromisoformat(seen)
    return next((timestamp(began + age) for age in ages if began + age > last), None)
