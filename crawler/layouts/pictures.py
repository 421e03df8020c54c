"""The pictures of an article that stand apart from its text."""

from __future__ import annotations

import re

from crawler.layouts.body import names_caption
from crawler.layouts.frame import is_aside, mark
from crawler.layouts.leads import between
from crawler.layouts.page import Element, Page, element_text, short_text
from crawler.vietnamese.bylines.outlets import find_outlet
from crawler.vietnamese.text import equal_folded

_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:\?|$)", re.I)
"""Where a link around a picture leads that opens it larger."""
_LONGEST_CAPTION = 400


def pictures_before(title: Element | None, containers: list[Element], page: Page) -> list[Element]:
    """The pictures between headline and body: the article's main one, which some CMS keep apart from its text.

    They stand in a figure, or in a box that holds nothing else but a caption. The logo of the outlet
    that an article is taken from is none.
    """
    if title is None or not containers or containers[0] in title.iterancestors():
        return []
    around = set(containers[0].iterancestors())
    found: list[Element] = []
    for element in between(title, containers[0], page):
        if (
            (element.tag == "figure" or frames_captioned(element))
            and element not in around
            and not is_aside(element)
            and not any(box in found for box in element.iterancestors())
            and all(_PICTURE_FILE.search(href := a.get("href") or "") or href == "#" for a in element.iter("a"))
            and not any(find_outlet(picture.get("alt") or "") for picture in element.iter("img"))
        ):
            found.append(element)
    return found


def frames_captioned(element: Element) -> bool:
    """Whether a box holds a picture and, besides, only what its markup calls a caption or what the picture says in its place."""
    if element.tag not in ("div", "p", "a", "table", "section") or element.find(".//img") is None:
        return False
    text = short_text(element, _LONGEST_CAPTION)
    return bool(text) and (
        any(names_caption(mark(e)) and element_text(e) == text for e in element.iterdescendants())
        or any(equal_folded(picture.get("alt") or "", text) for picture in element.iter("img"))
    )
