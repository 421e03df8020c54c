"""What stands in the frame of a page: navigation, footer, comments, lists of other articles, the outlet's own name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.layouts.page import Element, element_text, short_text


def told_by(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[str], bool]:
    """Whether a class or id holds a pattern, as a function that keeps its answers: pages repeat few of them many times."""
    search = re.compile(pattern, flags).search

    @lru_cache(maxsize=4096)
    def tells(text: str) -> bool:
        return search(text) is not None

    return tells


is_aside_mark = told_by(
    r"(?<![\w-])cmts?(?![a-z])|(?<![a-z])(?:comments?|binh-?luan|foot(?:er)?|copyright|related?|tin-?lien-?quan|most-?read|doc-?nhieu|popular|banner|"
    r"newsletter|subscribe|cookie|popup|modal|(?<!with-)(?<!has-)(?<!no-)aside)(?![a-z])",
    re.I,
)
"""Whether a class or id is one of the page's frame."""
names_comments = told_by(r"(?<![\w-])cmts?(?![a-z])|(?<![a-z])(?:comments?|binh-?luan)(?![a-z])", re.I)
"""Whether a class or id is one of a box of readers' comments."""
names_outlet = told_by(r"(?<![a-z])(?:logo|brand|site-?title|slogan)(?![a-z])", re.I)
"""Whether a class or id is one of the outlet's logo."""
names_tags = told_by(
    r"(?<![a-z])(?:hash-?)?(?:tags?|tag-?(?:list|detail|item|box)s?|key-?s?words?|tu-?khoa)(?![a-z])", re.I
)
"""Whether a class or id is one of a box of tags."""
_HOME = re.compile(r"/*(?:(?:index|default|home|trang-?chu)(?:\.\w{2,5})?/?)?", re.I)
"""The path of a site's front page."""
HOME_NAME = re.compile(r"\W*(?:trang (?:chủ|nhất)|home)\W*", re.I)
"""What links to it say."""
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_NEAR = 4
"""A class names what stands in it at most so deep."""


def is_aside(element: Element) -> bool:
    """Whether an element stands in footer, navigation, side column, ticker, comments, pop-ups or lists of other articles."""
    for step, above in enumerate(element.iterancestors()):
        if above.tag in ("footer", "nav", "aside", "marquee"):
            return True
        if step < _NEAR and is_aside_mark(mark(above)):
            return True
    return False


def is_outlet(element: Element) -> bool:
    """Whether an element is the outlet's logo or its name."""
    if names_outlet(mark(element)):
        return True
    text = element_text(element)
    for step, above in enumerate(islice(element.iterancestors(), _NEAR)):
        if step and short_text(above, len(text)) != text:
            return False  # a box with more in it than the outlet
        if names_outlet(mark(above)):
            return True
    return False


def is_home(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return _HOME.fullmatch(parts.path) is not None and not parts.query


def mark(element: Element) -> str:
    """Class and id of an element; words written together (`itemIntroText`) are parted by hyphens."""
    return _parted(element.get("class") or "", element.get("id") or "")


@lru_cache(maxsize=8192)
def _parted(classes: str, name: str) -> str:
    return _SEAM.sub("-", f"{classes} {name}")
