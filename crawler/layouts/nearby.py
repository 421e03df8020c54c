"""The lines between headline and body and after it, and what they may belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, islice, takewhile
from typing import Generic, TypeVar, cast

from crawler.layouts.frame import is_aside, mark, names_comments, told_by
from crawler.layouts.moments import looks_like_date
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import LEAST_HEADLINE, looks_like_article
from crawler.layouts.teasers import leads_elsewhere

T = TypeVar("T")
_Lines = Callable[[Element | None, list[Element]], Iterator[T]]

_tops_site = told_by(
    r"(?<![a-z])(?:site|page|top|main|main-?top)[_-]?head(?:er)?(?![a-z])|(?<![a-z])(?:head(?:er)?[_-]?top|top[_-]?bar|masthead|"
    r"clock|today|toolbar-?date|current-?(?:date|time)|nav(?:bar)?|menu)(?![a-z])",
    re.I,
)
"""Whether a class or id is one of what tops every page of a site."""
NAMES_AUTHOR = re.compile(
    r"(?:(?<![A-Za-z])(?i:authors?|tac-?gia|but-?danh|byline|writer|nguoi-?viet|pen-?name)|(?<=[A-Za-z])Author)(?![a-z])"
)
_RIGHT = re.compile(
    r"text-align\s*:\s*right|float\s*:\s*right|(?:^|\s)(?:(?:has-)?text-(?:align-)?|align-?)(?:right|end)(?:\s|$)", re.I
)
NAMES_SOURCE = re.compile(r"(?:(?<![A-Za-z])(?i:source|nguon(?:-?tin)?)|(?<=[a-z])Source)(?![a-z])")
_leaves_column = told_by(
    r"(?<![a-z])(?:comments?|binh-?luan|related?|relation|relates|lien-?quan|tin-?(?:khac|moi|cung)|other|newer|older|"
    r"most|latest|box-?news|list-?news|cung-?chuyen-?muc|same|sidebar|aside)(?![a-z])",
    re.I,
)
_CALLED = ("class", "id", "itemprop", "data-role", "data-field", "rel")
"""The attributes that call an element something."""
BY = re.compile(r"^(?:viết bởi|đăng bởi|bởi|by)\s*[:：]?\s+(?=[A-ZĐÀ-Ỹ])", re.I)
"""Before the name of whoever wrote or posted an article."""
LONGEST_ORIGINAL = 400
"""Letters of a box that credits a source, with the original's address and a button to copy it."""
_LONGEST_CARD = 1200
"""Letters of one or two headlines of other articles with their leads."""
ITEM_DEPTH = 3
"""What is said of an article stands at most so deep in the box that it shares with its headline."""
_MOST_LINES_AFTER = 40
LONGEST_LINE = 90
"""Letters of a line that is not running text."""
SCRIPTS = frozenset({"script", "style", "noscript"})
RUNNING = frozenset({"p", "div", "li", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_MOST_LINES = 80


class _Replayed(Generic[T]):
    """What an iterator gives, for several who go through it, none of them to the end perhaps."""

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._read: list[T] = []

    def __iter__(self) -> Iterator[T]:
        known = self._read
        for at in count():
            if at == len(known):  # others may have read on meanwhile
                if (item := next(self._source, None)) is None:
                    return
                known.append(item)
            yield known[at]


def _read_once(name: str, read: _Lines[T], headline: Element | None, body: list[Element], page: Page) -> Iterable[T]:
    """What lies around a headline and a body, read when it is first asked for and kept with the page."""
    known = page.memo.setdefault(name, {})
    key = headline, *body
    if key not in known:
        known[key] = _Replayed(read(headline, body))
    return cast("Iterable[T]", known[key])


def lines_near(headline: Element | None, body: list[Element], page: Page) -> Iterable[tuple[Element, str, bool]]:
    """Each element with a short text from the headline's column down to the body, outer ones before inner ones.

    Some CMS print section, source and date above the headline, so what stands before it in the column counts too;
    the last value tells whether a line comes after the headline.
    """
    return _read_once("lines near", _lines_near, headline, body, page)


def _lines_near(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str, bool]]:
    if headline is None or not body:
        return
    column = column_of(headline, body)
    if column is None:
        return
    inside = set() if column is body[0] else set(body)
    around = {*headline.iterancestors(), *headline.iter()}
    below = False
    seen = 0
    for element in column.iter():
        if element in inside:
            return
        if element is headline:
            below, seen = True, 0
        if element in around or not isinstance(element.tag, str) or element.tag in SCRIPTS:
            continue
        if text := short_text(element, LONGEST_LINE) or _first_line(element):
            seen += 1
            if seen <= _MOST_LINES:
                yield element, text, below
            elif below:
                return


def _first_line(element: Element) -> str:
    """What stands before the first break in a byline's box that is longer than a line: names, whose institution follows."""
    if len(element) and element[0].tag == "br" and is_of_author(element):
        text = squeeze(element.text)
        return text if len(text) <= LONGEST_LINE else ""
    return ""


def lines_after(headline: Element | None, body: list[Element], page: Page) -> Iterable[tuple[Element, str]]:
    """Each element with a short text after the body in the headline's column, as far as the next heading or list of articles.

    Beside such a list only a box that is called a byline's or a source's counts.
    """
    return _read_once("lines after", _lines_after, headline, body, page)


def _lines_after(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str]]:
    if headline is None or not body:
        return
    above = set(headline.iterancestors())
    step: Element | None = body[-1]
    seen = 0
    beyond = False
    while step is not None and step not in above and not beyond:
        for box in step.itersiblings():
            marked = mark(box)
            comments = names_comments(marked)
            leaves = _leaves_column(marked) and (comments or not looks_like_date(short_text(box, LONGEST_LINE)))
            if leaves and not comments and (box.find(".//li") is not None or len(list(islice(box.iter("a"), 2))) > 1):
                beyond = True
            elif leaves or box.tag in HEADINGS:
                return
            if beyond and not is_of_author(box) and not _holds_source(box):
                continue
            for element in box.iter():
                if not isinstance(element.tag, str) or element.tag in SCRIPTS:
                    continue
                if element.tag in HEADINGS and box.find(".//form") is not None:
                    break  # a box that asks readers for something
                if element.tag in HEADINGS or seen > _MOST_LINES_AFTER:
                    return
                if text := short_text(element, LONGEST_LINE):
                    seen += 1
                    yield element, text
        step = step.getparent()
    if step is not None and not beyond and not seen:
        yield from _lines_under(step)


def _lines_under(column: Element) -> Iterator[tuple[Element, str]]:
    """A right-aligned line right under the box of headline and body, where portals put the byline in one of its own.

    A box that is called a byline's counts where a label says so, too: `Người viết: Lê An`.
    """
    box = next(filter(has_text, column.itersiblings()), None)
    if (
        box is None
        or box.tag in HEADINGS
        or _leaves_column(mark(box))
        or not short_text(box, LONGEST_LINE)
        or not (
            (is_of_author(box) and ":" in element_text(box))
            or any(is_right_aligned(element) for element in box.iter(*RUNNING))
        )
        or is_aside(box)
    ):
        return
    for element in box.iter():
        if isinstance(element.tag, str) and (text := short_text(element, LONGEST_LINE)):
            yield element, text


def is_of_author(box: Element) -> bool:
    """Whether an element is called a byline."""
    named = credit_mark(box)
    return names_somebody(named) and NAMES_AUTHOR.search(named) is not None


def _holds_source(box: Element) -> bool:
    """Whether a small box that links no headline has something in it that is called the source."""
    return (
        bool(short_text(box, LONGEST_ORIGINAL))
        and any(NAMES_SOURCE.search(credit_mark(element)) for element in box.iter())
        and all(short_text(link, LEAST_HEADLINE) for link in box.iter("a") if element_text(link))
    )


def common_ancestor(one: Element, other: Element) -> Element | None:
    """The innermost box around both."""
    above = set(one.iterancestors())
    return next((a for a in other.iterancestors() if a in above), None)


def beside_other_headline(element: Element, headline: Element | None, body: list[Element], page: Page) -> bool:
    """Whether an element stands in a box with the headline of another article, so that it speaks of that one."""
    around = {box for own in (headline, *body) if own is not None for box in (own, *own.iterancestors())}
    for box in (element, *islice(element.iterancestors(), ITEM_DEPTH)):
        if box in around or box.tag in ("body", "html"):
            return False
        titles = [link for link in box.iter("a") if is_other_headline(link, page)]
        if titles:
            if len(titles) <= 2 and short_text(box, _LONGEST_CARD):  # else a text with links in it
                return True
            # A flat list has no boxes: there each line follows its headline.
            before = element.getprevious()
            if before is None or not any(e in titles for e in before.iter()):
                return False
            return bool(short_text(before, _LONGEST_CARD))
    return False


def is_other_headline(link: Element, page: Page) -> bool:
    """Whether a link is the headline of another article."""
    text = element_text(link)
    href = link.get("href") or ""
    if len(text) < LEAST_HEADLINE or not leads_elsewhere(href, page):
        return False
    boxes = {box.tag for box in islice(link.iterancestors(), 2)}
    return (
        not boxes.isdisjoint(("h2", "h3", "h4", "h5"))
        or ("li" in boxes and len(text) >= 2 * LEAST_HEADLINE)
        or looks_like_article(page.absolute(href), page.host)
    )


def has_text(element: Element) -> bool:
    """Whether a reader sees any text in an element."""
    return isinstance(element.tag, str) and element.tag not in SCRIPTS and any(map(str.strip, element.itertext()))


def rows_around(element: Element, longest: int = LONGEST_LINE) -> Iterator[Element]:
    """The boxes around an element, from the inside, that hold no more than a row of short lines."""
    return takewhile(lambda box: bool(short_text(box, longest)), element.iterancestors())


def column_of(headline: Element | None, body: list[Element]) -> Element | None:
    """The box around headline and body."""
    if headline is None or not body:
        return None
    return body[0] if body[0] in set(headline.iterancestors()) else common_ancestor(headline, body[0])


def in_site_header(element: Element, headline: Element | None) -> bool:
    """Whether a line stands in what tops every page of a site; many print the day there."""
    around = set(headline.iterancestors()) if headline is not None else set()
    for box in (element, *element.iterancestors()):
        if box in around:
            return False
        if box.tag == "nav" or _tops_site(mark(box)):
            return True
        if box.tag == "header" and next(box.iter("nav", "form", "input"), None) is not None:
            return True
    return False


def is_right_aligned(element: Element) -> bool:
    """Whether an element, or what stands right in it, is set to the right, as newsrooms set a sign-off."""
    marks = ((e.get("style") or "", e.get("class") or "", e.get("align") or "") for e in (element, *element))
    return any(align == "right" or _RIGHT.search(style) or _RIGHT.search(classes) for style, classes, align in marks)


def credit_mark(element: Element) -> str:
    """What an element's markup calls it."""
    stated = dict(element.items())
    return " ".join(filter(None, map(stated.get, _CALLED))) if stated else ""


@lru_cache(maxsize=4096)
def names_somebody(classes: str) -> bool:
    """Whether what an element is called is a byline's or a source's name."""
    return bool(NAMES_AUTHOR.search(classes) or NAMES_SOURCE.search(classes))
