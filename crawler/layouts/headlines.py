"""Which element prints the headline of an article, on pages of no family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, dropwhile, islice, pairwise
from typing import cast
from urllib.parse import urlsplit

from crawler.layouts.body import is_hidden
from crawler.layouts.frame import is_aside, is_home, is_outlet, mark, told_by
from crawler.layouts.leads import names_lead
from crawler.layouts.metadata import headline, without_outlet
from crawler.layouts.moments import says_only_when
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.vietnamese.text import fold

_TAGS = ("h1", "h2", "h3", "h4", "div", "p", "span", "td", "font", "strong", "b", "a")
_FORM = re.compile(r"\s*\[[^\]]{2,15}\]\s*")
"""`[Video] …`: what kind of article it is, which metadata say and the headline may not."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)$")
"""What is left after a headline where a template has no date to print."""
_names_box = told_by(r"(?<![a-z])portlet-title(?![a-z])")
"""Whether a class is one of the titles that Liferay sets over each of a page's boxes."""
_MICRODATA = frozenset({"headline", "name"})
_BOXES_OF_TEXT = frozenset({"div", "td"})
_NAMES_TITLE = re.compile(r"(?<![a-z])(?:title|tit|tieu-?de|headline)(?![a-z])", re.I)
_NAMES_ARTICLE_TITLE = re.compile(
    r"(?:detail|article|entry|post|news|single|story|content|chi-?tiet|bai-?viet)[\w-]*(?:titt?le|headline|tieu-?de)|"
    r"(?:titt?le|headline|tieu-?de)[\w-]*(?:detail|article|entry|post|news|single|story|content|chi-?tiet|bai-?viet)|"
    r"(?<![a-z])tieu-?de-?(?:tin|bai)(?![a-z])",
    re.I,
)
_NAMES_HEAD = re.compile(
    r"(?<![a-z])(?:(?:article|news|detail|bai-?viet)-?head(?:er|ing)?|content-?heading)(?![a-z])", re.I
)
"""What VNPT's portals and the first Joomla call their headlines, and others the head of an article, which holds more."""
_NAMES_OTHER_TITLE = re.compile(
    r"(?:sub|other|related?|list|box|khac|phu)-?[\w-]*(?:title|tieu-?de)|(?:tieu-?de|title)-?(?:phu|khac)", re.I
)
"""Of a kicker over the headline, or of the list of other articles."""
_SEPARATOR = re.compile(r"\s+[-–—|•·:»]+\s+|\s*\|\s*|:\s+")
"""What stands in a window's title between headline, section and outlet."""
_DATE = re.compile(
    r"\W*(?:(?:ngày|thứ|chủ nhật|cập nhật|đăng|thời gian|lúc|vào)\b.{0,30}?|\d{1,2}[:h]\d\d.{0,20}?)?"
    r"(?<!\d)\d{1,2}\s?(?:[/.-]|tháng)\s?\d{1,2}\s?(?:[/.-]|,|năm)?\s?(?:19|20)\d\d(?!\d)",
    re.I,
)
"""How a line with the date of publication begins."""
_NEAR = 3
"""Headline and date stand at most so deep in the box that they share."""
_BOXES = ("p", "div", "h2", "h3", "h4", "ul", "table")
"""With one of these inside, an element is the head of an article rather than its headline."""
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_MOST_DATED = 5
"""Lines beside dates that are looked at; more are a list."""
_LARGE = re.compile(r"\+[1-7]|[4-7]")
"""Sizes of `font` that are larger than any text's."""
_MOST_PARTS = 20
"""Separators of a window's title that are looked at; each costs a reading of the whole."""
_MOST_H1 = 50
_LONGEST = 300
_LONGEST_DATE = 40
_NAMES_SITE = re.compile(
    r"(?:trang|cổng)(?: thành phần)?(?: thông tin| tin)? (?:điện tử|ttđt)\b|(?:trang|cổng) ttđt\b|trang chủ\b|website\b",
    re.I,
)
"""How the name of a site begins that stands in its window and its banner."""
_NAMES_PAGE = re.compile(
    r"(?:xem )?chi tiết(?: (?:tin(?: tức| bài)?|bài(?: viết)?|bản tin|nội dung))?|news detail", re.I
)
"""What templates call every article's page in its window and over its box."""
_LONGEST_TITLE = 160
_IMPRINT = re.compile(
    r"giấy phép(?: xuất bản| hoạt động)?(?: số)?|cơ quan chủ quản|chịu trách nhiệm (?:chính|nội dung)", re.I
)
_LONGEST_IMPRINT = 600
_NEAR_IMPRINT = 2
_SEVERAL = 3
_LEAST = 12
"""Letters that a text must have to be taken for the headline wherever it stands; in a heading fewer are enough."""
_LEAST_IN_HEADING = 4
_LONGEST_SECTION = 30
_LONG = 25
"""The title of a box of other articles is shorter."""


def headline_element(page: Page) -> Element | None:
    """The element that prints the headline: the one metadata or the window's title confirm, else the only `h1`."""
    if "headline" not in page.memo:
        page.drop_labels()
        found = _confirmed(page)
        if found is not None and found.tag not in _HEADINGS and not _is_titled(found):
            found = None if _is_titled_elsewhere(found, page) else found  # the window names the site
        page.memo["headline confirmed"] = found is not None
        page.memo["headline"] = found if found is not None else _unconfirmed(page)
    return cast("Element | None", page.memo["headline"])


def headline_text(element: Element) -> str:
    """What a headline says: its text, or what stands in for its picture; nothing where it is too long for one.

    The date of publication and the badge that some templates put into its element are no part of it.
    """
    text = short_text(element, _LONGEST)
    if text and len(element):
        for beside in [*dates_in(element), *element.iter("sup")]:
            text = text.removesuffix(element_text(beside)).rstrip()
    return _EMPTY_BRACKETS.sub("", text) or _text_of_picture(element)


def dates_in(headline: Element) -> Iterator[Element]:
    """The elements in a headline that only say when the article was published."""
    for element in headline.iterdescendants("span", "i", "em", "small", "font", "time"):
        if says_only_when(short_text(element, _LONGEST_DATE)):
            yield element


def _text_of_picture(element: Element) -> str:
    picture = element.find(".//img[@alt]") if element.tag in _HEADINGS else None
    return squeeze(picture.get("alt")) if picture is not None and not element_text(element) else ""


def _first_letter(element: Element) -> str:
    """The first letter or digit of an element's text, without case; found without reading the rest."""
    if (first := (element.text or "").lstrip()[:1]).isalnum():
        return first.casefold()[:1]
    for text in (element.text or "",) if not len(element) else element.itertext():
        for char in text.lstrip():
            if char.isalnum():
                return char.casefold()[:1]
    return next(filter(str.isalnum, _text_of_picture(element)), "").casefold()[:1]


def is_confirmed(page: Page) -> bool:
    """Whether metadata or the window's title say that the headline found is the page's own."""
    headline_element(page)
    return bool(page.memo["headline confirmed"])


def _confirmed(page: Page) -> Element | None:
    named_by = (page.meta(name) for name in ("og:title", "twitter:title", "title"))
    windows = [w for w in (*page.windows, *named_by) if w]
    named = headline(page)
    stated = {fold(t) for t in (named, *(without_outlet(w, page) for w in windows)) if t}
    stated |= {fold(_FORM.sub("", w)) for w in (named, *windows) if w.lstrip().startswith("[")}
    # Most windows begin with the headline; where that stands nowhere, it may come after the outlet, or in between.
    parts = {fold(part): 2 for window in windows for part in _SEPARATOR.split(window)[1:-1] if len(part) >= _LONG}
    parts |= {fold(tail): 2 for window in windows for _, tail in _parts(window)}
    parts |= {fold(head): 1 for window in windows for head, _ in _parts(window)}
    parts |= dict.fromkeys(stated, 0)
    folded = [fold(window) for window in windows]
    own = fold(named)
    differ = bool(own) and not all(window.startswith(own) for window in folded)  # one may name only the site
    site = _site_name(page)
    beginnings = {known[0] for known in (*parts, *folded) if known}  # seen quickly, and few texts begin so
    surest = (0, -max(map(len, stated), default=0) if differ else 0, 0)
    best: tuple[tuple[int, int, int], Element] | None = None
    for element in chain(page.root.iter("h1"), page.root.iter(*_TAGS[1:])):  # mostly an h1 ends the search
        if len(element) > 3 or not (element.get("itemprop") in _MICRODATA or _first_letter(element) in beginnings):
            continue
        if element.tag in _BOXES_OF_TEXT and next(element.iterdescendants(*_TAGS[:6]), None) is not None:
            continue  # what is in it is looked at itself
        text = headline_text(element)
        mine = fold(text)
        if (
            len(text) < _LEAST_IN_HEADING
            or not mine
            or mine == site
            or text.startswith("©")
            or _NAMES_PAGE.fullmatch(text)
        ):
            continue
        exact = mine in parts or (element.get("itemprop") in _MICRODATA and any(mine in window for window in folded))
        if len(text) < _LEAST:
            if not (exact and _is_titled(element)):
                continue
        elif not exact and not any(w.startswith(mine) and len(mine) >= 0.5 * len(w) for w in folded):
            continue
        part = parts.get(mine, 0)
        if (differ or element.tag not in _HEADINGS) and _NAMES_SITE.match(text):
            continue
        framed = _in_frame(element) if part or element.tag not in _HEADINGS else differ and is_outlet(element)
        if framed or _names_section(text, page) or _leads_home(element):
            continue
        if _is_out_of_sight(element):
            continue
        rank = (part, -len(mine) if part or differ else 0, _TAGS.index(str(element.tag)))
        if best is None or rank < best[0]:
            best = (rank, element)
            if rank == surest:
                break
    return best[1] if best else None


def _parts(window: str) -> Iterator[tuple[str, str]]:
    """Each way to part a window's title into headline and outlet, in this order or the other."""
    for found in islice(_SEPARATOR.finditer(window), _MOST_PARTS):
        head, tail = window[: found.start()], window[found.end() :]
        if min(len(head), len(tail)) >= _LEAST_IN_HEADING:
            yield head, tail


def _is_titled_elsewhere(found: Element, page: Page) -> bool:
    """Whether another element, one alone, is called an article's title on a page without `h1`."""
    if next(page.root.iter("h1"), None) is not None:
        return False
    called = page.index.called(lambda name: _NAMES_ARTICLE_TITLE.search(name) is not None, by=("class",))
    titled = [e for e in called if not _NAMES_OTHER_TITLE.search(mark(e)) and len(short_text(e, _LONGEST)) >= _LONG]
    if len(titled) != 1 or _in_frame(titled[0]):
        return False
    return found not in titled[0].iter() and titled[0] not in found.iter()


def _is_out_of_sight(element: Element) -> bool:
    return any(map(is_hidden, (element, *element.iterancestors())))


def _leads_home(element: Element) -> bool:
    address = link_of(element)
    return bool(address) and not address.startswith("#") and is_home(address)


def _names_section(text: str, page: Page) -> bool:
    """Whether a short text is what a link on the page says too: a section's name stands in windows as headlines do."""
    return len(text) <= _LONGEST_SECTION and any(
        short_text(link, _LONGEST_SECTION).casefold() == text.casefold() and not _leads_here(link, page)
        for link in page.root.iter("a")
    )


def _leads_here(link: Element, page: Page) -> bool:
    """Whether a link leads to the page itself; without the query that tells articles apart it leads to their list."""
    address = page.absolute(link.get("href") or "/")
    return page.is_own(address) and bool(urlsplit(address).query) == bool(urlsplit(page.address or "").query)


def _is_titled(element: Element) -> bool:
    """Whether an element's own markup says that it is a title."""
    return element.tag in _HEADINGS or bool(_NAMES_TITLE.search(element.get("class") or ""))


def _unconfirmed(page: Page) -> Element | None:
    """The only `h1` outside of the page's frame, or the only one classed as an article's title; no logo.

    A heading that the description repeats goes before it.
    Without an `h1` the only other element that is marked as one, else the only heading of a headline's length.
    """
    if (described := _described(page)) is not None:
        return described
    found = [
        e
        for e in islice(page.root.iter("h1"), _MOST_H1)
        if len(element_text(e)) >= _LEAST and not _names_box(mark(e)) and not _in_frame(e) and not _leads_home(e)
    ]
    found = [e for e in found if not _is_out_of_sight(e) and not _follows_text(e, page)]
    found = [e for e in found if fold(element_text(e)) != _site_name(page)]
    if len(found) != 1:
        named = [e for e in found if _NAMES_ARTICLE_TITLE.search(e.get("class") or "")]
        found = named if found else _without_h1(page)
    if len(found) != 1 or (page.article_ld.get("headline") and not _shares_a_word(found[0], headline(page))):
        return None
    return found[0]


def _site_name(page: Page) -> str:
    return fold(page.meta("og:site_name") or "")


def _described(page: Page) -> Element | None:
    """The heading that says what the page's description says: Liferay describes an article by its headline."""
    described = page.meta("description", "og:description") or ""
    wanted = fold(described)
    if not _LEAST <= len(wanted) <= _LONGEST_TITLE or described.endswith("."):  # that is a lead's
        return None
    found = (e for e in page.root.iter(*sorted(_HEADINGS)) if not names_lead(_marks(e)) and not _in_frame(e))
    return next((e for e in found if fold(short_text(e, _LONGEST)) == wanted), None)


def _follows_text(element: Element, page: Page) -> bool:
    """Whether all the running text of a page stands before an element: portals set `h1` over boxes beside the article."""
    before = 0
    passed = False
    for block in page.root.iter("p", "div", str(element.tag)):
        if block is element:
            passed = True
        elif _is_running(block):
            if passed:
                return False
            before += 1
    return before >= _SEVERAL


def _is_running(block: Element) -> bool:
    """Whether a paragraph, or a box that holds only text, is as long as no title is."""
    return next(block.iterdescendants(*_BOXES), None) is None and len(element_text(block)) >= _LONGEST_TITLE


def _without_h1(page: Page) -> list[Element]:
    """What may be the headline on a page without `h1`: by the first kind of mark that anything bears, else over a date."""
    outlet = [fold(text) for text in (*page.windows, page.meta("og:site_name") or "") if text]
    plain: list[tuple[Element, str]] = []
    for element in page.root.iter(*_TAGS[1:-1]):
        if len(element) > 3:
            continue
        names = _marks(element)
        if names_lead(names) or next(element.iterdescendants("a", *_BOXES), None) is not None:
            continue
        text = short_text(element, _LONGEST)
        if len(text) < _LEAST or text.endswith(".") or any(True for _ in element.iterancestors("a")):
            continue
        if not any(_says_outlet(fold(text), known) for known in outlet) and not _in_frame(element):
            plain.append((element, names))
    for is_marked in (
        lambda element, names: _NAMES_ARTICLE_TITLE.search(names) and not _NAMES_OTHER_TITLE.search(names),
        lambda element, names: element.get("itemprop") in ("headline", "name"),
        lambda element, names: _NAMES_HEAD.search(names) and len(element_text(element)) >= _LONG,
        lambda element, names: _NAMES_TITLE.search(names) and len(element_text(element)) >= _LONG,
        lambda element, names: element.tag == "font" and _LARGE.fullmatch(element.get("size") or ""),
        lambda element, names: element.tag == "h2" and len(element_text(element)) >= _LONG,
        lambda element, names: element.tag == "h3" and len(element_text(element)) >= _LONG,
    ):
        if found := [element for element, names in plain if is_marked(element, names)]:
            return [e for e in found if not any(e in other.iterancestors() for other in found)]
    lines = [element for element, _ in plain]
    innermost = [one for one, other in pairwise(lines) if one not in other.iterancestors()] + lines[-1:]
    return _over_date(innermost, page) or _over_text(lines) or _between_date_and_text(innermost, page)


def _says_outlet(mine: str, known: str) -> bool:
    """Whether a text says what the window or the site is called, perhaps in full: no headline of somebody by that name."""
    return mine in known or (known in mine and (len(mine) - len(known) < _LONG or _NAMES_SITE.match(mine) is not None))


def _marks(element: Element) -> str:
    """What an element is called, and the box that holds nothing else."""
    box = element.getparent()
    beside = element.getnext() is not None or element.getprevious() is not None
    if box is None or beside or squeeze(box.text) or squeeze(element.tail):
        return mark(element)
    return f"{mark(element)} {mark(box)}"


def _over_date(innermost: list[Element], page: Page) -> list[Element]:
    """The lines of a headline's length in whose box a line with a date follows, of several those with text under it."""
    found = [
        (line, dated)
        for line, dated in pairwise(innermost)
        if _DATE.match(element_text(dated))
        and _may_be_headline(element_text(line))
        and not set(islice(line.iterancestors(), _NEAR)).isdisjoint(islice(dated.iterancestors(), _NEAR))
    ]
    lines = [line for line, _ in found]
    if not 1 < len(found) <= _MOST_DATED:
        return lines
    return [line for line, dated in found if _is_over_text(dated, page)] or lines


def _between_date_and_text(innermost: list[Element], page: Page) -> list[Element]:
    """The lines of a headline's length right after a line with a date and right before running text."""
    after_date = [
        line
        for dated, line in pairwise(innermost)
        if _DATE.match(element_text(dated)) and _may_be_headline(element_text(line))
    ]
    return [line for line in after_date if _is_over_text(line, page)] if len(after_date) <= _MOST_DATED else []


def _may_be_headline(text: str) -> bool:
    """Whether a line is as long as headlines are, names no day and announces nothing."""
    return _LONG <= len(text) <= _LONGEST and not _DATE.search(text) and not text.endswith(("!", "…", ":"))


def _is_over_text(line: Element, page: Page) -> bool:
    """Whether the first paragraph, or box that holds only text, after a line is running text."""
    around = {line, *line.iterancestors(), *line.iterdescendants()}
    after = dropwhile(lambda e: e is not line, page.root.iter("p", "div", "td", "li", str(line.tag)))
    boxes = (e for e in after if e not in around and next(e.iterdescendants(*_BOXES), None) is None)
    following = next((e for e in boxes if element_text(e)), None)
    return following is not None and _is_running(following)


def _over_text(plain: list[Element]) -> list[Element]:
    """The lines of a headline's length that are set in bold in the middle, with running text in the box right after them."""
    return [
        line
        for line in plain
        if line.tag in ("div", "p")
        and _may_be_headline(text := element_text(line))
        and (line.get("align") == "center" or _CENTRED.search(line.get("style") or ""))
        and any(len(element_text(bold)) == len(text) for bold in line.iterdescendants("b", "strong"))
        and any(map(_holds_running, islice(line.itersiblings("p", "div"), _NEAR)))
    ]


def _holds_running(box: Element) -> bool:
    return any(map(_is_running, box.iter("p", "div")))


def _in_frame(element: Element) -> bool:
    return is_outlet(element) or is_aside(element) or _in_imprint(element)


def _in_imprint(element: Element) -> bool:
    """Whether an element stands with what sites say at their foot: who answers for them, by what licence."""
    return element.tag not in _HEADINGS and any(
        above.tag not in ("body", "html", "form") and _IMPRINT.search(short_text(above, _LONGEST_IMPRINT))
        for above in islice(element.iterancestors(), _NEAR_IMPRINT)
    )


def _shares_a_word(element: Element, stated: str) -> bool:
    return any(len(word) > 2 and word in stated.casefold().split() for word in element_text(element).casefold().split())


def link_of(title: Element) -> str:
    """What the headline links to: the address of the link in it or around it, or an empty string."""
    link = title if title.tag == "a" else title.find(".//a[@href]")
    if link is None:
        link = next((a for a in title.iterancestors("a") if a.get("href")), None)
    return squeeze(link.get("href")) if link is not None else ""
