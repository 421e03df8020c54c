"""What only makes readers curious: a few lines under a headline that leads to another article."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import cast
from urllib.parse import urlsplit

from crawler.layouts.frame import is_aside
from crawler.layouts.headlines import headline_element, link_of
from crawler.layouts.page import Element, Page, element_text, squeeze

ITEM_DEPTH = 4
"""A teaser's text stands at most so deep in the box that it shares with its headline."""
_LEAST_HEADLINE = 15
_MOST_BESIDE = 400
"""Letters that headline, section, date and links to two more articles take at most."""


def is_teaser(paragraph: Element, holds: Counter[Element], page: Page) -> bool:
    """Whether a paragraph shares its box with nothing but a headline before it that leads to another article.

    `holds` tells how many paragraphs stand in an element.
    """
    title = headline_element(page)
    # A headline that leads elsewhere may be the teaser's own.
    own_title = title is not None and not leads_elsewhere(link_of(title), page)
    around = set(title.iterancestors()) if title is not None and own_title else set()
    for item in islice(paragraph.iterancestors(), ITEM_DEPTH):
        if item.tag == "a" and holds[item] <= 2:
            return leads_elsewhere(item.get("href") or "", page)
        if holds[item] > 1 or item in around or item.tag in ("body", "html"):
            return False
        if len(element_text(item)) > len(element_text(paragraph)) + _MOST_BESIDE:
            return False
        before = True
        for link in item.iter("a", str(paragraph.tag)):
            if link is paragraph:
                before = False
            elif (
                link.tag == "a"
                and len(element_text(link)) >= _LEAST_HEADLINE
                and (_stands_alone(link) if before else _is_heading(link))
                and not is_aside(link)
                and leads_elsewhere(link.get("href") or "", page)
            ):
                return True
    return False


def _is_heading(link: Element) -> bool:
    return any(box.tag in ("h2", "h3", "h4", "h5") for box in islice(link.iterancestors(), 2))


def _stands_alone(link: Element) -> bool:
    """Whether a link is all the text of its line."""
    box = link.getparent()
    if box is None:
        return False
    around = (box.text or "") + "".join(child.tail or "" for child in box)
    return not any(char.isalnum() for char in around)


def leads_elsewhere(href: str, page: Page) -> bool:
    """Whether an address is another page's. Where the page's own is unknown, any address is."""
    href = squeeze(href)
    if not href or href.startswith("#") or href.lower().startswith(("javascript:", "mailto:", "tel:")):
        return False
    if "own addresses" not in page.memo:
        known = (page.url, page.canonical, page.meta("og:url"))
        page.memo["own addresses"] = {_path(url) for url in known if url}
    return _path(page.absolute(href)) not in cast("set[str]", page.memo["own addresses"])


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url
