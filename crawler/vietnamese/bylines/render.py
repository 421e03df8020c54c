"""Prints a byline in one canonical form, which `parse_byline` reads back as the same byline."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.items import Author, Role
from crawler.vietnamese.bylines.byline import Byline
from crawler.vietnamese.bylines.parser import parse_byline

_LABELS: dict[Role, str] = {
    "text": "Bài",
    "photo": "Ảnh",
    "video": "Video",
    "graphics": "Đồ họa",
    "translation": "Dịch",
    "compilation": "Tổng hợp",
    "transcription": "Ghi",
    "editing": "Biên tập",
}


def render_byline(byline: Byline) -> str:
    """One line for each author (`Bài, ảnh: TS Lê Minh Hà`), affiliation, the sources and the location."""
    return "\n".join(_lines(byline))


def _lines(byline: Byline) -> Iterator[str]:
    for author in byline.authors:
        name = f"{author.honorific} {author.name}" if author.honorific else author.name
        yield name if author.roles == ["text"] and _is_plain(name, author) else f"{_label(author)}: {name}"
        if author.affiliation:
            yield f"Đơn vị: {author.affiliation}"
    if byline.sources:
        yield "Nguồn: " + "; ".join(source.name for source in byline.sources)
    if byline.location:
        yield f"(từ {byline.location})"


def _is_plain(line: str, author: Author) -> bool:
    """Whether the name alone in a line is read as that name."""
    return [a.name for a in parse_byline(line).authors] == [author.name]


def _label(author: Author) -> str:
    first, *others = (_LABELS[role] for role in author.roles)
    return ", ".join([first, *(label.lower() for label in others)])
