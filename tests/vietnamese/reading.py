"""How the byline tests read a text, and the people in them."""

from __future__ import annotations

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
