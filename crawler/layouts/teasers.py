"""What only makes readers curious: a few lines under a headline that leads to another article."""

from __future__ import annotations

from collections import Counter
from itertools import islice, takewhile

from crawler.layouts.frame import is_aside
from crawler.layouts.headlines import headline_element, is_confirmed, link_of
from crawler.layouts.moments import says_only_when
from crawler.layouts.page import Element, Page, element_text, squeeze
from crawler.layouts.pointers import LEAST_HEADLINE

ITEM_DEPTH = 4
"""A teaser's text stands at most so deep in the box that it shares with its headline."""
_LONGEST_DATE = 30
_LONGEST_TEASER = 600
_MOST_BESIDE = 400
"""Letters that headline, section, date and links to two more articles take at most."""


def teaser_of(paragraph: Element, holds: Counter[Element], page: Page) -> Element | None:
    """The box that a paragraph shares with nothing but a headline that leads to another article, or None.

    `holds` tells how many paragraphs stand in an element.
    """
    if _opens_with_headline(paragraph, page):
        return paragraph
    title = headline_element(page)
    # A headline that leads elsewhere may be the teaser's own.
    around = set(title.iterancestors()) if title is not None and not headline_leads_elsewhere(page) else set()
    for item in islice(paragraph.iterancestors(), ITEM_DEPTH):
        if item.tag == "a" and holds[item] <= 2:
            return item if leads_elsewhere(item.get("href") or "", page) else None
        if holds[item] > 1 or item in around or item.tag in ("body", "html"):
            return None
        if len(element_text(item)) > len(element_text(paragraph)) + _MOST_BESIDE:
            return None
        before = True
        for link in item.iter("a", str(paragraph.tag)):
            if link is paragraph:
                before = False
            elif (
                link.tag == "a"
                and len(text := element_text(link)) >= LEAST_HEADLINE
                and not says_only_when(text)
                and (_stands_alone(link) if before else _is_heading(link))
                and not is_aside(link)
                and leads_elsewhere(link.get("href") or "", page)
            ):
                return item
    return None


def _opens_with_headline(paragraph: Element, page: Page) -> bool:
    """Whether a short box of bare text begins with a headline on a line of its own."""
    link = next(iter(paragraph), None)
    if paragraph.tag == "p" or link is None or link.tag != "a" or any(map(str.isalnum, paragraph.text or "")):
        return False
    line = (link.tail or "") + "".join(
        f"{e.text or ''}{e.tail or ''}" for e in takewhile(lambda e: e.tag != "br", link.itersiblings())
    )
    return (
        len(element_text(link)) >= LEAST_HEADLINE
        and paragraph.find("br") is not None
        and len(squeeze(line)) <= _LONGEST_DATE
        and len(element_text(paragraph)) <= _LONGEST_TEASER
        and leads_elsewhere(link.get("href") or "", page)
    )


def _is_heading(link: Element) -> bool:
    return any(box.tag in ("h2", "h3", "h4", "h5") for box in islice(link.iterancestors(), 2))


def _stands_alone(link: Element) -> bool:
    """Whether a link is all the text of its line."""
    box = link.getparent()
    if box is None:
        return False
    around = (box.text or "") + "".join(child.tail or "" for child in box)
    return not any(char.isalnum() for char in around)


def headline_leads_elsewhere(page: Page) -> bool:
    """Whether the headline is a link to another page. One that metadata confirm is the page's own."""
    title = headline_element(page)
    return title is not None and not is_confirmed(page) and leads_elsewhere(link_of(title), page)


def leads_elsewhere(href: str, page: Page) -> bool:
    """Whether an address is another page's. Where the page's own is unknown, any address is."""
    href = squeeze(href)
    if not href or href.startswith("#") or href.lower().startswith(("javascript:", "mailto:", "tel:")):
        return False
    return not page.is_own(href)
