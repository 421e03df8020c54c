"""What stands between the headline and the body, for pages whose family moved its date or source line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.layouts.page import Element, Page, element_text, short_text, squeeze

_DATE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*(?:tháng|thg)\s*\d{1,2}|"
    r"ngày \d{1,2}.{0,3}tháng|\d+\s*(?:phút|giờ|ngày) trước|hôm qua",
    re.I,
)
_SOURCE_LIKE = re.compile(
    r"^\W*(?:(?i:nguồn tin)\b\s*[:：]?|(?i:nguồn)\s*[:：]|(?i:theo)\s*[:：]?)\s+[\dA-ZĐÀ-Ỹ]|"
    r"^\W*(?i:nguồn tin)\b\s*[:：]?\s+[\w.-]+\.[a-z]{2,}"
)
_SENTENCE_END = re.compile(r"(?<![ .][aApP]\.[mM])[.!?…][\"”)]*$")
_LONGEST_LINE = 90
_MOST_LINES = 80


def lines_near(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str, bool]]:
    """Each element with a short text from the headline's column down to the body, outer ones before inner ones.

    Some CMS print section, source and date above the headline, so what stands before it in the column counts too;
    the last value tells whether a line comes after the headline.
    """
    if headline is None or not body:
        return
    within = body[0] in set(headline.iterancestors())
    column = body[0] if within else _common_ancestor(headline, body[0])
    if column is None:
        return
    inside = set() if within else set(body)
    around = {*headline.iterancestors(), *headline.iter()}
    below = False
    seen = 0
    for element in column.iter():
        if element in inside:
            return
        if element is headline:
            below, seen = True, 0
        if element in around or not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript"):
            continue
        if text := short_text(element, _LONGEST_LINE):
            seen += 1
            if seen <= _MOST_LINES:
                yield element, text, below
            elif below:
                return


def _common_ancestor(one: Element, other: Element) -> Element | None:
    above = set(one.iterancestors())
    return next((a for a in other.iterancestors() if a in above), None)


def date_near(headline: Element | None, body: list[Element]) -> Element | None:
    """The element of the line near the headline that looks like a date, without what shares a bigger box with it.

    Under the headline a line counts that is no sentence; else the last one above it, since the day that many sites
    print on top of every page comes first; else a sentence.
    """
    above: Element | None = None
    sentence: Element | None = None
    for element, text, below in lines_near(headline, body):
        if not _DATE_LIKE.search(text):
            continue
        if not below:
            above = element if above is None or above not in set(element.iterancestors()) else above
        elif not _SENTENCE_END.search(text):
            return _smallest(element, _DATE_LIKE)
        elif sentence is None:
            sentence = element
    found = above if above is not None else sentence
    return _smallest(found, _DATE_LIKE) if found is not None else None


def lead_near(headline: Element | None, body: list[Element]) -> str | None:
    """A heading of a sentence's length between the headline and the body: a lead without a class of its own."""
    if headline is None or not body or (column := _common_ancestor(headline, body[0])) is None:
        return None
    inside = set(body)
    after = False
    for element in column.iter():
        if element in inside:
            return None
        if element is headline:
            after = True
        elif after and element.tag in ("h2", "h3"):
            text = element_text(element)
            linked = sum(len(element_text(a)) for a in element.iter("a"))
            if 50 <= len(text) <= 800 and linked < len(text) / 2:
                return text
    return None


def sources_near(headline: Element | None, body: list[Element], page: Page) -> Iterator[tuple[str, str | None]]:
    """The first line near the headline that credits a source (`Nguồn tin …`, `Theo …`), with what it links to."""
    for element, text, _ in lines_near(headline, body):
        if not _SOURCE_LIKE.match(text) or _DATE_LIKE.search(text):
            continue
        link = element if element.tag == "a" else element.find(".//a[@href]")
        href = squeeze(link.get("href")) if link is not None else ""
        url = page.absolute(href) if href and not href.lower().startswith(("javascript:", "#")) else None
        yield text, url if url and url.startswith("http") else None
        return


def _smallest(element: Element, pattern: re.Pattern[str]) -> Element:
    """The innermost element that still holds all of the pattern's finds of the outer one."""
    finds = pattern.findall(element_text(element))
    for child in element:
        if isinstance(child.tag, str) and pattern.findall(element_text(child)) == finds:
            return _smallest(child, pattern)
    return element
