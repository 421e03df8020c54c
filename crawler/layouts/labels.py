"""What files an article: its section and its tags, on pages of no family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile

from crawler.layouts.frame import is_aside, mark
from crawler.layouts.moments import says_only_when
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import looks_like_article

_CRUMBS = re.compile(r"bread-?_?crumb|(?<![a-z])(?:bread|crumbs?|navigation-?detail|duong-?dan)(?![a-z])", re.I)
_SECTION = re.compile(
    r"bread-?_?crumb|(?<![a-z])(?:bread|crumbs?|navigation-?detail|duong-?dan|(?:main-?|sub-?)?cate?(?:-?name|-?links?)?|"
    r"category(?:-?name\w*)?|chuyen-?muc|(?:the-)?article-category|entry-category|detail-cate)(?![a-z])",
    re.I,
)
_TAGS = re.compile(
    r"(?<![a-z])(?:hash-?)?(?:tags?|tag-?(?:list|detail|item|box)s?|key-?s?words?|tu-?khoa)(?![a-z])", re.I
)
_TAG_ADDRESS = re.compile(r"/(?:tags?|tu-khoa|hashtag)/|-tag\d+|[?&]tag=", re.I)
_TO_PLACE = re.compile(r"\s*#.")
"""An address of a place on the page itself, such as its comments."""
_LABEL = re.compile(r"^\W*(?:tags?|từ khóa|từ khoá|chủ đề|xem thêm(?: về)?)\s*[:：]?\s*", re.I)
_SEPARATOR = re.compile(r"\s+[-–—|»]+\s+")
_OF_SITE = re.compile(r"cloud|trend|(?<![a-z])hot(?![a-z])|noi-?bat|popular", re.I)
_SIDE = re.compile(
    r"(?<![a-z])(?:side-?bar|(?:col(?:umn)?-?)right|right-?(?:col\w*|side)?|aside|widget)(?![a-z])", re.I
)
_NEAR = 3
"""A section's name stands in a box at most so far above the headline."""
_LONGEST_SECTION = 45
_MOST_CRUMBS = 6
_LONGEST_TAG = 80
_NONE = frozenset({"n/a", "none", "null", "đang cập nhật"})
"""What a template prints in place of tags that an article has none of."""
_MOST_TAGS = 25


def section_links(headline: Element | None, body: Element, page: Page) -> list[Element]:
    """The links of the breadcrumb over the headline, or of the section named beside it; drop-down menus left out."""
    around = [headline, body] if headline is not None else [body]
    above = islice(headline.iterancestors(), _NEAR) if headline is not None else ()
    near = {box for box in above if box.tag not in ("body", "html")}
    beside: list[Element] = []
    for box in page.index.classed(_names_section):
        if page.index.in_order([*around, box])[-1] is box:  # after both
            break
        if is_aside(box) or any(e.tag == "ul" for e in box.iterancestors()):
            continue
        links = [link for link in _plain_links(box, page) if 0 < len(element_text(link)) <= _LONGEST_SECTION]
        if not 0 < len(links) <= _MOST_CRUMBS:
            continue
        if _CRUMBS.search(mark(box)):
            return links
        if not near.isdisjoint(box.iterancestors()):
            beside = links
    return beside


def section_in_window(headline: Element | None, page: Page) -> str | None:
    """What the window's title says between headline and outlet."""
    if headline is None:
        return None
    mine = element_text(headline)
    for window in page.texts("//title"):
        parts = _SEPARATOR.split(window[len(mine) :]) if window.startswith(mine) else []
        between = " - ".join(part for part in parts[1:-1] if part)
        if 0 < len(between) <= _LONGEST_SECTION:
            return between
    return None


def _plain_links(box: Element, page: Page) -> Iterator[Element]:
    """The links of a breadcrumb that lead somewhere, without those of menus that drop down from it."""
    for link in [box] if box.tag == "a" else box.iter("a"):
        items = 0
        for above in link.iterancestors():
            if above is box:
                break
            items += above.tag == "li"
        href = squeeze(link.get("href"))
        if (
            items <= 1
            and not href.lower().startswith(("javascript:", "#"))
            and not looks_like_article(page.absolute(href), None)
        ):
            yield link


def tag_names(body: Element, page: Page) -> list[str]:
    """The keywords of the first box of tags after the body has begun, links or words after a label."""
    for box in page.index.classed(_names_tags):
        if page.index.in_order([body, box])[0] is box or is_aside(box) or _OF_SITE.search(mark(box)):
            continue
        if _in_side_column(box, body):
            continue
        names = [
            _LABEL.sub("", element_text(link)) for link in box.iter("a") if not _TO_PLACE.match(link.get("href") or "")
        ]
        if not names and (text := short_text(box, _LONGEST_TAG * _MOST_TAGS)) and _LABEL.match(text):
            names = _LABEL.sub("", text).split(",")
        names = [
            n
            for n in (n.strip(" #,;") for n in names)
            if 0 < len(n) <= _LONGEST_TAG and n.casefold() not in _NONE and not says_only_when(n)
        ]
        if 0 < len(names) <= _MOST_TAGS:
            return names
    marked: list[Element] = []
    addressed: list[Element] = []
    for link in page.root.iter("a"):
        rel, href = link.get("rel") or "", link.get("href") or ""
        if "tag" in rel and "tag" in rel.split() and "category" not in rel:
            marked.append(link)
        elif ("tag" in href or "tu-khoa" in href) and _TAG_ADDRESS.search(href) and not is_aside(link):
            addressed.append(link)
    for links in (marked, addressed):
        after = [a for a in links if page.index.in_order([body, a])[0] is body and not _in_side_column(a, body)]
        if names := [name for link in after if (name := element_text(link).strip(" #,;"))]:
            return names if len(names) <= _MOST_TAGS else []
    return []


def _in_side_column(box: Element, body: Element) -> bool:
    """Whether an element stands in a column beside that of the body."""
    around = set(body.iterancestors())
    return any(
        above not in around and _SIDE.search(mark(above))
        for above in takewhile(lambda e: e not in around, box.iterancestors())
    )


@lru_cache(maxsize=4096)
def _names_section(classes: str) -> bool:
    return _SECTION.search(classes) is not None


@lru_cache(maxsize=4096)
def _names_tags(classes: str) -> bool:
    return _TAGS.search(classes) is not None
