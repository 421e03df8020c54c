"""The first pass over a byline: outlets and introducing words are marked, and the line is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from crawler.items import Role
from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.names import is_name, is_vietnamese_shaped
from crawler.vietnamese.bylines.outlets import canonical_outlet, is_domain
from crawler.vietnamese.text import one_line

Reading = Literal["names", "theo", "nguồn", "affiliation"]
"""What the pieces after an introducing word are: people, sources (after `theo` perhaps people of them), a job."""

# Private-use characters stand for what was marked: the first outlet is U+E000, the first introducing word U+E100.
_OUTLET, _MARK, _PAGE = 0xE000, 0xE100, 0x100
_PRIVATE = re.compile(f"[{chr(_OUTLET)}-{chr(_MARK + _PAGE - 1)}]")
_SPLIT = re.compile(
    rf"([{chr(_MARK)}-{chr(_MARK + _PAGE - 1)}]"
    r"|\s*[;,/|&•·—–]\s*|\s+-+\s*|-+\s+|\s\+\s|\s+(?:và|VÀ|and)\s+|\s*[(\[]\s*|\s*[)\]]\s*)"
)
"""Where a line is cut: introducing words, separators, brackets. A hyphen without spaces cuts nothing."""


_MERGED = re.compile(
    r"(?i:báo và (?:đài )?(?:phát thanh(?:\s?[,–-]\s?|\s+và\s+|\s+)truyền hình|pt\s?-?\s?th))\s+"
    r"(?:tỉnh\s+|thành phố\s+|TP\.?\s*)?"
    rf"(?:{lex.PLACE_PATTERN})"
)
"""What provinces have had since 2025: `Báo và phát thanh, truyền hình Đồng Tháp`."""


@dataclass
class Mark:
    """What a marked word introduces."""

    introduces: Reading
    roles: list[Role]
    """Of the people that follow; before sources, of those before: `Minh Hà tổng hợp từ …`."""


class MarkedLine:
    """A line cut into `parts`: pieces at even, separators at odd places.

    Outlets with a separator in their own name are one character in a piece, introducing words are separators.
    """

    def __init__(self, line: str, words: frozenset[str]) -> None:
        self._outlets: list[tuple[str, str]] = []  # printed words, canonical name
        self._marks: list[Mark] = []
        if _PRIVATE.search(line):
            line = _PRIVATE.sub("", line)
        lowered = line.lower()
        if lex.SEPARATED_PHRASES.may_be_in(lowered, words):
            line = lex.SEPARATED_OUTLET.sub(lambda found: self._mark_outlet(found[0], canonical_outlet(found[0])), line)
        if "báo và " in lowered:
            line = _MERGED.sub(lambda found: self._mark_outlet(found[0], found[0]), line)
        if lex.MARKER_PHRASES.may_be_in(lowered, words):
            line = lex.MARKER.sub(self._mark_word, line)
        self.parts: list[str] = _SPLIT.split(line)

    def outlet(self, piece: str) -> str | None:
        """The canonical name of a marked outlet that is the whole piece."""
        if len(piece) == 1 and _OUTLET <= ord(piece) < _MARK:
            return self._outlets[ord(piece) - _OUTLET][1]
        return None

    def mark(self, separator: str) -> Mark | None:
        """What a separator introduces, if it is a marked word."""
        return self._marks[ord(separator) - _MARK] if separator >= chr(_MARK) else None

    def printed(self, text: str) -> str:
        """Words of the line as they are printed."""
        for i, (words, _) in enumerate(self._outlets):
            text = text.replace(chr(_OUTLET + i), words)
        return one_line(text)

    def _mark_outlet(self, printed: str, canonical: str) -> str:
        if len(self._outlets) == _PAGE:
            return printed
        self._outlets.append((printed, canonical))
        return f" {chr(_OUTLET + len(self._outlets) - 1)} "

    def _mark_word(self, found: re.Match[str]) -> str:
        mark = _introduced(found) if len(self._marks) < _PAGE else None
        if mark is None:
            return found[0]
        said = _said_of_name_before(found)
        if said:
            mark.roles = mark.roles[len(lex.ROLES[said]) :]
        self._marks.append(mark)
        return f"{said}; {chr(_MARK + len(self._marks) - 1)}" if said else chr(_MARK + len(self._marks) - 1)


def _introduced(found: re.Match[str]) -> Mark | None:
    """What a word that may introduce something does introduce, or None: `Trung tâm Nguồn nhân lực`."""
    if found["employer"]:
        return Mark("affiliation", [])
    if word := found["source"]:
        rest = found.string[found.end() :]
        roles = lex.ROLES[one_line(found["made"]).lower()] if found["made"] else []
        if (word == "từ" and set(roles) <= {"text"}) or (
            word.lower() == "nguồn" and rest[:1].islower() and not is_domain(rest)
        ):
            return None
        return Mark("nguồn" if word.lower().startswith("nguồn") else "theo", roles)
    if (found["bare"] and not _is_bare_label(found)) or _is_end_of_label(found):
        return None
    printed = one_line(found["label"] or found["dashed"] or found["bare"]).lower().removesuffix(" của")
    labels = lex.BETWEEN_LABELS.split(printed)
    return Mark("names", [role for label in labels for role in lex.ROLES.get(label, [])])


def _is_end_of_label(found: re.Match[str]) -> bool:
    """Whether a label in small letters ends a longer, unknown one (`Trưởng nhóm nội dung: …`): no name stands before it."""
    if not found[0][0].islower():
        return False
    before = _SPLIT.split(found.string[: found.start()])[-1].strip()
    return before != "" and not is_vietnamese_shaped(before)


def _said_of_name_before(found: re.Match[str]) -> str:
    """The first of several labels, where it is about the name before it: `Minh Hà tổng hợp - Ảnh: Lê An`."""
    first, *others = lex.BETWEEN_LABELS.split(one_line(found["label"] or ""))
    if not others or first not in lex.AFTER:
        return ""
    return first if is_name(_SPLIT.split(found.string[: found.start()])[-1].strip()) else ""


def _is_bare_label(found: re.Match[str]) -> bool:
    """A label without a colon stands before a capital, and begins with one or follows a separator."""
    before = found.string[: found.start()].rstrip()[-1:]
    return found.string[found.end()].isupper() and (found[0][0].isupper() or not before or not before.isalnum())
