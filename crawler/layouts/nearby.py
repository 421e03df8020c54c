"""What stands between the headline and the body, for pages whose family moved its date or source line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.layouts.page import Element, Page, element_text, squeeze

_DATE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*(?:tháng|thg)\s*\d{1,2}|"
    r"ngày \d{1,2}.{0,3}tháng|\d+\s*(?:phút|giờ|ngày) trước|hôm qua",
    re.I,
)
_SOURCE_LIKE = re.compile(r"^\W*(?:nguồn(?: tin)?\s*[:：]?\s+\S|theo\s*[:：]?\s+[\wĐ])", re.I)
_LONGEST_LINE = 90
_MOST_LINES = 60


def lines_near(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str]]:
    """Each short line of the page from the headline's own block on to the body, with its element, in reading order.

    Some CMS print section, source and date above the headline, so the elements before it in the same column count too.
    """
    if headline is None or not body:
        return
    column = _common_ancestor(headline, body[0])
    if column is None:
        return
    inside = set(body)
    seen = 0
    for element in column.iter():
        if element in inside:
            return
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "option"):
            continue
        if len(element) and any(
            len(squeeze(child.tail)) == 0
            and len(element_text(child)) > 0
            and child.tag in ("div", "p", "ul", "li", "section")
            for child in element
        ):
            continue
        if element.getparent() is not None and _is_leaf_of_line(element):
            continue
        text = element_text(element)
        if 0 < len(text) <= _LONGEST_LINE:
            seen += 1
            if seen > _MOST_LINES:
                return
            yield element, text


def _is_leaf_of_line(element: Element) -> bool:
    """Whether an inline element is only part of a line that its parent holds whole."""
    parent = element.getparent()
    return (
        element.tag in ("b", "strong", "em", "i", "a", "span", "font", "u")
        and parent is not None
        and parent.tag in ("p", "span", "strong", "b", "em", "i", "li", "td", "h2", "h3", "time")
        and len(element_text(parent)) <= _LONGEST_LINE
    )


def _common_ancestor(one: Element, other: Element) -> Element | None:
    above = set(one.iterancestors())
    return next((a for a in other.iterancestors() if a in above), None)


def dates_near(headline: Element | None, body: list[Element]) -> Iterator[str]:
    """The first line near the headline that looks like a date."""
    for element, text in lines_near(headline, body):
        if element is not headline and _DATE_LIKE.search(text):
            yield text
            return


def sources_near(headline: Element | None, body: list[Element], page: Page) -> Iterator[tuple[str, str | None]]:
    """The first line near the headline that credits a source (`Nguồn tin …`, `Theo …`), with what it links to."""
    for element, text in lines_near(headline, body):
        if element is headline or not _SOURCE_LIKE.match(text) or _DATE_LIKE.search(text):
            continue
        link = element if element.tag == "a" else element.find(".//a[@href]")
        href = squeeze(link.get("href")) if link is not None else ""
        url = page.absolute(href) if href and not href.lower().startswith(("javascript:", "#")) else None
        yield text, url if url and url.startswith("http") else None
        return
