"""How the byline tests read a text, and the people in them."""

from __future__ import annotations

import timeit

from crawler.items import Author
from crawler.vietnamese.bylines import parse_byline

MT, BK, QV = "Kiều Mộng Thu", "Lương Bá Khánh", "Tạ Quốc Vinh"


def names(text: str) -> list[str]:
    return [author.name for author in parse_byline(text).authors]


def sources(text: str) -> list[str]:
    return [source.name for source in parse_byline(text).sources]


def only(text: str) -> Author:
    (author,) = parse_byline(text).authors
    return author


_YARDSTICK_MS = 0.2
"""What the yardstick takes where the bars of speed are meant to hold as they stand."""


def slowness() -> float:
    """How many times as long as there this machine takes just now for plain work; 1 at least.

    Bars in microseconds say something of a machine, too: shared ones are up to three times slower at times.
    """
    best = min(timeit.repeat("sorted(str(i)[::-1] for i in range(2000))", number=5, repeat=9)) / 5
    return max(1.0, 1e3 * best / _YARDSTICK_MS)
