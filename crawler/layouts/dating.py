"""Where a page says when its article was published, for pages whose family moved the date or is not known."""

from __future__ import annotations

import re
from itertools import chain, islice, takewhile
from typing import cast

from crawler.layouts.frame import is_aside, mark, names_comments
from crawler.layouts.headlines import dates_in
from crawler.layouts.moments import CLOCK, DATE_LIKE, MOMENT_LIKE, STAMP, looks_like_date, says_only_when
from crawler.layouts.nearby import (
    BY,
    LONGEST_LINE,
    RUNNING,
    SCRIPTS,
    beside_other_headline,
    column_of,
    common_ancestor,
    has_text,
    in_site_header,
    is_other_headline,
    is_right_aligned,
    lines_after,
    lines_near,
    rows_around,
)
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import looks_like_article
from crawler.vietnamese.text import fold

_DATE_LABEL = re.compile(
    r"\W*(?:ngày|thời gian|lần)?\s*(?:đăng|đưa|viết|xuất bản|cập nhật|đăng tải|tạo)(?:\s*(?:tin|bài|lúc|ngày|cuối))*\s*[:：]?\s*"
    r"(?:thứ \w+\W+|chủ nhật\W+)?\d",
    re.I,
)
"""How a line begins that dates an article from under its body."""
_POSTED = re.compile(
    r"\W*(?:bài(?: viết)? này (?:được|đã) (?:đăng|gửi|viết)|this (?:entry|post) was (?:posted|written))\b.{0,40}\d",
    re.I,
)
_LONGEST_POSTED = 500
_UPDATED = re.compile(
    r"(?:ngày |lần |thời gian )?(?:cập nhật|chỉnh sửa|sửa)(?: (?:cuối|lúc|ngày|lần cuối|đổi))*\s*[:：]?\s*$|updated\W*$",
    re.I,
)
_OVER_COLUMN = re.compile(
    r"bread-?_?crumb|(?<![a-z])(?:detail|article|post|news|content|bai-?viet|chi-?tiet)(?![a-z])", re.I
)
"""What a box is called that belongs to the article and stands over its column."""
_LEVELS_TO_ENTRY = 3
_LEAST_IN_LIST = 25
"""Letters; of shorter headlines there may be two."""
_LONGEST_DATE = 40
_LEVELS_OVER_COLUMN = 2
_OF_TABLE = frozenset({"td", "tr", "tbody", "thead"})
_PATH = re.compile(r"\w\s*[>»›]\s*\w")
_LONGEST_PATH = 200
_MOST_SECTIONS = 3
_LONGEST_SECTION = 30
_POSTED_BY = re.compile(r"^\W*(?:(?:được )?(?:đăng|gửi|viết) bởi|submitted by) .{1,40}? (?:vào|lúc|on)\b", re.I)
"""What Drupal prints before the date."""
_SENTENCE_END = re.compile(r"(?<![ .][aApP]\.[mM])[.!?…][\"”)]*$")
_BOXES = ("p", "div", "section", "article", "table", "ul", "ol", "blockquote", "figure", "h2", "h3", "h4")
_MOST_OPENING_LINES = 8
_OF_UPDATES, _OF_PUBLICATION = frozenset({"updated", "modified"}), frozenset({"published", "entry-date"})
_LAST_LINES = 3
_FROM = re.compile(r"(?:theo|nguồn)\b", re.I)
"""Before the name of whoever an article is taken from."""
_MOST_BEFORE_DATE = 2
"""Paragraphs before a date of publication under the headline: a lead, and none of the body's."""


def date_near(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    """The element of the line near the headline that looks like a date, without what shares a bigger box with it.

    Under the headline a line counts that is no sentence; else the last one above it, since the day that many sites
    print on top of every page comes first; else a sentence; else a line under the body that says what it dates.
    """
    key = "date", headline, *body
    known: dict[object, Element | None] = page.memo.setdefault("dates near", {})
    if key not in known:
        known[key] = _find_date(headline, body, page)
    return known[key]


def _find_date(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    above: Element | None = None
    sentence: Element | None = None
    if headline is not None and len(headline) and (dated := next(dates_in(headline), None)) is not None:
        return dated
    named = fold(element_text(headline)) if headline is not None else ""
    for element, text, below in lines_near(headline, body, page):
        if (
            not looks_like_date(text)
            or (named and named in fold(text))
            or beside_other_headline(element, headline, body, page)
        ):
            continue
        if below and _stands_in_text(element, headline, body):
            continue
        if not below:
            if in_site_header(element, headline):
                continue
            above = element if above is None or above not in set(element.iterancestors()) else above
        elif not _SENTENCE_END.search(text):
            return _smallest(element, MOMENT_LIKE)
        elif sentence is None:
            sentence = element
    found = above if above is not None else sentence
    if found is None:
        found = _date_over_column(headline, body)
    if found is None:
        found = _date_opening(headline, body)
    if found is None:
        found = _date_after(headline, body, page)
    if found is None and headline is not None and body:
        found = _date_in_list(headline, page)
    return _smallest(found, MOMENT_LIKE) if found is not None else None


def _stands_in_text(element: Element, headline: Element | None, body: list[Element]) -> bool:
    """Whether a line of a body that holds the headline, too, comes after its first paragraphs or in its comments."""
    if headline is None or body[0] not in headline.iterancestors():
        return False
    boxes = chain((element,), takewhile(lambda box: box is not body[0], element.iterancestors()))
    if any(names_comments(mark(box)) for box in boxes):
        return True
    running = 0
    for box in body[0].iterdescendants():
        if box is element:
            return running >= _MOST_BEFORE_DATE
        if box is headline:
            running = 0
        elif box.tag == "br":
            running += len(squeeze(box.tail)) > LONGEST_LINE
        elif (
            box.tag in RUNNING
            and not short_text(box, LONGEST_LINE)
            and next(box.iterdescendants(*_BOXES, "br"), None) is None
        ):
            running += bool(element_text(box))
    return False


def dates_others(element: Element, headline: Element | None, body: list[Element], page: Page) -> bool:
    """Whether a date is another article's, a comment's or the day that a site prints on top of every page."""
    if headline is None or not body:
        return False
    around = {*headline.iterancestors(), *body, *body[0].iterancestors()}
    boxes = takewhile(lambda box: box not in around, chain((element,), element.iterancestors()))
    return (
        any(names_comments(mark(box)) for box in boxes)
        or in_site_header(element, headline)
        or beside_other_headline(element, headline, body, page)
    )


def _date_opening(headline: Element | None, body: list[Element]) -> Element | None:
    """A line that only says when, before the first paragraph of a body under the headline."""
    if headline is None or not body or body[0] in headline.iterancestors():
        return None
    seen = 0
    for element in body[0].iterdescendants():
        before = element.getprevious()
        bare = body[0].text if before is None else before.tail
        if seen > _MOST_OPENING_LINES or (element.getparent() is body[0] and squeeze(bare)):
            return None
        if not isinstance(element.tag, str) or element.tag in SCRIPTS:
            continue
        if text := short_text(element, LONGEST_LINE):
            if says_only_when(_POSTED_BY.sub("", text)):
                return element
            seen += 1
        elif next(element.iterdescendants(*_BOXES), None) is None and element_text(element):
            return None
    return None


def _date_after(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    """A line under the body, or its last one, that says what it dates or holds nothing but a date."""
    if (posted := _said_to_be_posted(body)) is not None:
        return posted
    for element, text in lines_after(headline, body, page):
        if element.tag == "a" and is_other_headline(element, page):
            break
        if not looks_like_date(text) or names_comments(mark(element)) or is_aside(element):
            continue
        if _DATE_LABEL.match(text) or (
            says_only_when(text) and not beside_other_headline(element, headline, body, page)
        ):
            return element
    if headline is not None and body and body[0] in headline.iterancestors():
        for element in body[0].iterdescendants(*RUNNING, "font", "span", "i", "em", "small"):
            text = short_text(element, LONGEST_LINE)
            if (
                CLOCK.search(text)
                and says_only_when(text)
                and any(map(is_right_aligned, islice(element.iterancestors(), 3)))
            ):
                return element
    for element in islice(body[-1].iterchildren(reversed=True), _LAST_LINES) if body else ():
        if isinstance(element.tag, str) and element.tag not in SCRIPTS:
            text = short_text(element, LONGEST_LINE)
            if _DATE_LABEL.match(text) and says_only_when(text):
                return element
    return None


def _date_in_list(headline: Element, page: Page) -> Element | None:
    """The date beside the article's own entry in a list of the section's articles, where its page prints none."""
    name = element_text(headline)
    for link in page.root.iter("a") if len(name) >= _LEAST_IN_LIST else ():
        if short_text(link, len(name)) != name or headline in (link, *link.iterancestors(), *link.iterdescendants()):
            continue
        for box in islice(link.iterancestors(), _LEVELS_TO_ENTRY):
            beside = short_text(box, len(name) + _LONGEST_DATE).removeprefix(name)
            if not beside:
                break
            if says_only_when(beside):
                apart = (e for e in box.iterdescendants() if link not in (e, *e.iterdescendants()))
                return next((e for e in apart if looks_like_date(element_text(e))), None)
    return None


def row_of(date: Element, body: Element) -> Element:
    """The box of short lines in a body that a date stands in: beside it are a section, counters, links to comments."""
    return (date, *takewhile(lambda box: box is not body, rows_around(date)))[-1]


def stamp_near(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    """The element near headline and body that says in a machine's words when the article was published.

    Tickers, side columns, lists of other articles and comments have stamps of their own: one counts that stands in or
    right over the column of headline and body, not beside another headline, and under the body only where it is
    marked as the date of publication.
    """
    if "stamp" not in page.memo:
        page.memo["stamp"] = _find_stamp(headline, body, page)
    return cast("Element | None", page.memo["stamp"])


def _find_stamp(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    stated = [e for e in page.find("//*[@itemprop='datePublished']") if e.tag != "meta"]
    stated += [e for e in page.find("//abbr[has-class('published')]") if STAMP.match(e.get("title") or "")]
    stamps = [e for e in page.root.iter("time") if e.get("datetime")] + [e for e in stated if e.tag != "time"]
    stamps += [e for e in page.find("//*[has-class('timeago')]") if STAMP.match(e.get("title") or "")]
    stamps = [e for e in stamps if not _is_update(e)] or [e for e in stamps if e.get("itemprop") != "dateModified"]
    column = column_of(headline, body)
    if not stamps or column is None:
        return next(iter(stamps), None)
    near = [column, *islice(column.iterancestors(), _LEVELS_OVER_COLUMN)]
    own: list[Element] = []
    above: list[Element] = []
    for element in page.index.in_order(stamps):
        if (
            not any(box in near for box in element.iterancestors())
            or in_site_header(element, headline)
            or (is_aside(element) and element not in stated)  # articles have footers, too
            or beside_other_headline(element, headline, body, page)
        ):
            continue
        first = page.index.in_order([cast(Element, headline), element, body[-1]])
        if first[0] is element:
            if not above or not _in_one_row(above[-1], element):  # the second one of a row is an update
                above.append(element)
        elif first[-1] is not element or body[-1] in element.iterancestors() or element in stated:
            own.append(element)
    return next(iter(own), above[-1] if above else None)


def _said_to_be_posted(body: list[Element]) -> Element | None:
    """The sentence that ends or follows a body and says when it was posted, as WordPress's first themes have one."""
    if not body:
        return None
    last = islice(body[-1].iterchildren(reversed=True), _LAST_LINES)
    for element in chain(last, islice(body[-1].itersiblings(), _LAST_LINES)):
        if isinstance(element.tag, str) and _POSTED.match(short_text(element, _LONGEST_POSTED)):
            return element
    return None


def _is_update(stamp: Element) -> bool:
    """Whether a moment is marked as that of the last change; some themes class the only one they print so."""
    classes = (stamp.get("class") or "").split()
    changed = not _OF_UPDATES.isdisjoint(classes) and _OF_PUBLICATION.isdisjoint(classes)
    return changed or stamp.get("itemprop") == "dateModified"


def _in_one_row(one: Element, other: Element) -> bool:
    row = common_ancestor(one, other)
    return row is not None and bool(short_text(row, LONGEST_LINE))


def _date_over_column(headline: Element | None, body: list[Element]) -> Element | None:
    """The nearest line with a date right over the box of headline and body: some print it beside the breadcrumb."""
    column = column_of(headline, body)
    levels = 0
    while column is not None and levels < _LEVELS_OVER_COLUMN:
        levels += column.getprevious() is not None or column.tag not in _OF_TABLE
        for box in column.itersiblings(preceding=True):
            heads = _OVER_COLUMN.search(mark(box)) is not None or _heads_column(box, column)
            for element in box.iter() if heads or looks_like_date(short_text(box, _LONGEST_PATH)) else ():
                if (
                    isinstance(element.tag, str)
                    and looks_like_date(short_text(element, LONGEST_LINE))
                    and next(element.iter("a", "li"), None) is None
                    and (heads or _is_called_articles(element, box))
                    and not in_site_header(element, headline)
                ):
                    return element
        column = column.getparent()
    return None


def _is_called_articles(element: Element, box: Element) -> bool:
    """Whether an element, or the row of a box that it stands in, is called so that it is the article's."""
    around = chain((element,), takewhile(lambda above: above is not box, element.iterancestors()))
    return any(_OVER_COLUMN.search(mark(above)) for above in around)


def _heads_column(box: Element, column: Element) -> bool:
    """Whether a box is the row right over a column, whatever it is called: the way to the page, and beside it the date.

    It is the header of the `article`; it holds arrows between its links, `Xã hội > Nhân vật`; or nothing with text stands
    between it and the column, and it links a few sections, or follows such a row and prints a clock.
    """
    text = short_text(box, _LONGEST_PATH)
    if not looks_like_date(text) or names_comments(mark(box)):
        return False
    parent = box.getparent()
    if box.tag == "header" and parent is not None and parent.tag == "article":
        return True
    if next(box.iter("form", "input", "select", "nav"), None) is not None:
        return False
    if next(box.iter("a"), None) is not None and _PATH.search(text):
        return True
    beside = list(islice(filter(has_text, column.itersiblings(preceding=True)), 2))
    if beside[:1] != [box] or next(box.iter("img", "script"), None) is not None:
        return False
    return (
        bool(section_in_row(box))
        or _links_sections(box)
        or (CLOCK.search(text) is not None and any(map(_links_sections, beside[1:])))
    )


def section_in_row(row: Element) -> str:
    """The section's name in a row that holds, in an element of its own, a date as well, or an empty string.

    What tops a site greets or says `today`.
    """
    if next(row.iter("a", "img", "ul"), None) is not None:
        return ""
    dates = [
        e for e in row.iterdescendants() if isinstance(e.tag, str) and says_only_when(short_text(e, _LONGEST_DATE))
    ]
    if not dates:
        return ""
    whole = short_text(row, _LONGEST_DATE + _LONGEST_SECTION)
    if says_only_when(whole):
        return ""  # the rest is a label
    name = whole.replace(element_text(dates[0]), "", 1).strip(" |-–•")
    is_name = 0 < len(name) <= _LONGEST_SECTION and name[0].isupper() and not BY.match(name) and not _FROM.match(name)
    return name if is_name and not any(c.isdigit() or c in ":!," for c in name) else ""


def _links_sections(row: Element) -> bool:
    """Whether a row links a few sections and nothing else: names, no headlines."""
    links = list(row.iter("a"))
    return (
        0 < len(links) <= _MOST_SECTIONS
        and all(short_text(link, _LONGEST_SECTION) for link in links)
        and not any(looks_like_article(squeeze(link.get("href")), None) for link in links)
        and bool(short_text(row, _LONGEST_PATH))
    )


def dated_line(stamp: Element) -> str:
    """What is printed where a page states its date for machines, with the clock that stands beside it in one row."""
    text = labelled_date(stamp)
    if not text or CLOCK.search(text):
        return text
    rows = (short_text(row, LONGEST_LINE) for row in rows_around(stamp))
    return next((row for row in rows if CLOCK.search(row) and len(DATE_LIKE.findall(row)) == 1), text)


def labelled_date(element: Element) -> str:
    """The text of a date with the label before it that makes it an update's: `Ngày cập nhật: <span>22/04/2024</span>`."""
    text = element_text(element)
    before, above = element.getprevious(), element.getparent()
    for label in (
        (above.text if above is not None else "") if before is None else before.tail,
        element_text(before) if before is not None and len(before) == 0 else "",
    ):
        if squeezed := squeeze(label):
            found = _UPDATED.search(squeezed)
            return f"{found[0]} {text}" if found else text
    return text


def _smallest(element: Element, pattern: re.Pattern[str]) -> Element:
    """The innermost element that still holds all of the pattern's finds of the outer one."""
    finds = pattern.findall(element_text(element))
    for child in element:
        if isinstance(child.tag, str) and pattern.findall(element_text(child)) == finds:
            return _smallest(child, pattern)
    return element
