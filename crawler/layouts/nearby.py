"""What stands between the headline and the body, for pages whose family moved its date or source line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import cast

from crawler.layouts.body import names_caption
from crawler.layouts.frame import is_aside, mark, names_comments, names_tags, told_by
from crawler.layouts.headlines import dates_in
from crawler.layouts.moments import CLOCK, MOMENT_LIKE, STAMP, looks_like_date, says_only_when
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import LEAST_HEADLINE, TAG_LABEL, is_row_of_tools, looks_like_article
from crawler.layouts.teasers import leads_elsewhere
from crawler.vietnamese.bylines import is_vietnamese_person, understood
from crawler.vietnamese.text import is_syllable

_DATE_LABEL = re.compile(
    r"\W*(?:ngày|thời gian|lần)?\s*(?:đăng|đưa|viết|xuất bản|cập nhật|đăng tải|tạo)(?:\s*(?:tin|bài|lúc|ngày|cuối))*\s*[:：]?\s*"
    r"(?:thứ \w+\W+|chủ nhật\W+)?\d",
    re.I,
)
"""How a line begins that dates an article from under its body."""
_UPDATED = re.compile(
    r"(?:ngày |lần |thời gian )?(?:cập nhật|chỉnh sửa|sửa)(?: (?:cuối|lúc|ngày|lần cuối|đổi))*\s*[:：]?\s*$|updated\W*$",
    re.I,
)
_tops_site = told_by(
    r"(?<![a-z])(?:site|page|top|main|main-?top)[_-]?head(?:er)?(?![a-z])|(?<![a-z])(?:head(?:er)?[_-]?top|top[_-]?bar|masthead|"
    r"clock|today|toolbar-?date|current-?(?:date|time)|nav(?:bar)?|menu)(?![a-z])",
    re.I,
)
"""Whether a class or id is one of what tops every page of a site."""
_OVER_COLUMN = re.compile(
    r"bread-?_?crumb|(?<![a-z])(?:detail|article|post|news|content|bai-?viet|chi-?tiet)(?![a-z])", re.I
)
"""What a box is called that belongs to the article and stands over its column."""
_SOURCE_LIKE = re.compile(
    r"^\W*(?:(?i:nguồn tin)\b\s*[:：]?|(?i:nguồn)\s*[:：]|(?i:theo)\s*[:：]?)\s+[\dA-ZĐÀ-Ỹ]|"
    r"^\W*(?i:nguồn tin)\b\s*[:：]?\s+[\w.-]+\.[a-z]{2,}"
)
_NAMES_AUTHOR = re.compile(
    r"(?:(?<![A-Za-z])(?i:authors?|tac-?gia|but-?danh|byline|writer|nguoi-?viet|pen-?name)|(?<=[A-Za-z])Author)(?![a-z])"
)
_NAMES_POSTER = re.compile(
    r"(?<![a-z])(?:vcard|poster|posted|nguoi-?dang|admin|user|asset-author|view-content-author)(?![a-z])|/authors?/",
    re.I,
)
_AUTHOR_LIKE = re.compile(
    r"\W*tác giả\s*,\s*\S|\W*(?:biên dịch|người dịch|dịch giả|chuyển ngữ)\s*[:：]\s*\S|"
    r"\W*(?:truyện(?: ngắn| ký| dài)?|bút ký|ký sự|hồi ký|tản văn|tùy bút|tạp bút|ghi chép|phóng sự|thơ)\s*(?:của\s|[:：])\s*\S|"
    r"\W*(?:tác giả(?: bài viết)?|người viết|thực hiện|(?:tin|bài)(?:\s*(?:,|và|&)\s*(?:bài|ảnh))*(?: viết)?)\s*[:：]\s*\S",
    re.I,
)
_LABEL_OF_AUTHOR = re.compile(r"\W*(?:tác giả(?: bài viết)?|người viết|người dịch|biên dịch)\W*", re.I)
"""A label alone; the name is in the element after it."""
_NAME = re.compile(r"(?!.*\d)[A-ZĐÀ-Ỹ][\w.]*(?: [A-ZĐÀ-Ỹ][\w.]*){1,4}$")
_PARTS = re.compile(r"\s*[-–|•·,]\s+")
_RIGHT = re.compile(r"text-align\s*:\s*right|float\s*:\s*right|(?:^|\s)(?:text-|align-?)(?:right|end)(?:\s|$)", re.I)
_NAMES_SOURCE = re.compile(r"(?:(?<![A-Za-z])(?i:source|nguon(?:-?tin)?)|(?<=[a-z])Source)(?![a-z])")
_AUTHOR_ADDRESS = re.compile(r"/(?:tac-gia|authors?)[/.]", re.I)
_BUTTON = re.compile(r"(?:\s*(?:copy link|lấy link!?|(?:xem )?link (?:bài )?gốc.*|https?://\S+|chia sẻ.*))+$", re.I)
_INVITATION = re.compile(
    r"\W*(?:xem|theo dõi|tất cả|các bài|bài (?:cùng|khác)|bài viết (?:của|khác)|mới nhất|về tác giả|thông tin|chọn|gửi)\b",
    re.I,
)
_TAGS = re.compile(rf"\W*{TAG_LABEL}\b", re.I)
_ROLE = re.compile(r"\s*[-–|,•·]?\s*(?:phóng viên|biên tập viên|cộng tác viên|tác giả|thư ký tòa soạn)$", re.I)
"""What somebody is, under the name on a card."""
_AND_OTHERS = re.compile(r"(?:và|cùng|\+)\s*\d+ (?:tác giả|người)(?: khác)?", re.I)
_leaves_column = told_by(
    r"(?<![a-z])(?:comments?|binh-?luan|related?|relation|relates|lien-?quan|tin-?(?:khac|moi|cung)|other|newer|older|"
    r"most|latest|box-?news|list-?news|cung-?chuyen-?muc|same|sidebar|aside)(?![a-z])",
    re.I,
)
_HOLDS_OTHERS = frozenset({"figure", "figcaption", "table", "blockquote"})
"""A name in one of these is a photographer's or a speaker's."""
_CALLED = ("class", "id", "itemprop", "data-role", "data-field", "rel")
"""The attributes that call an element something."""
_names_others = told_by(
    r"(?<![a-z])(?:block-?quote|quote|quotation|trich-?dan|video|audio|player|clip|podcast)(?![a-z])", re.I
)
_BY = re.compile(r"^(?:viết bởi|đăng bởi|bởi|by)\s*[:：]?\s+(?=[A-ZĐÀ-Ỹ])", re.I)
_PRINTED_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LEVELS_TO_ORIGINAL = 2
_LEVELS_TO_ENTRY = 3
_LEAST_IN_LIST = 25
"""Letters; of shorter headlines there may be two."""
_LONGEST_DATE = 40
_LONGEST_ORIGINAL = 400
_LEVELS_OVER_COLUMN = 2
_OF_TABLE = frozenset({"td", "tr", "tbody", "thead"})
_PATH = re.compile(r"\w\s*[>»›]\s*\w")
_LONGEST_PATH = 200
_MOST_SECTIONS = 3
_LONGEST_SECTION = 30
_POSTED_BY = re.compile(r"^\W*(?:(?:được )?(?:đăng|gửi|viết) bởi|submitted by) .{1,40}? (?:vào|lúc|on)\b", re.I)
"""What Drupal prints before the date."""
_READING_TIME = re.compile(r"\W*\d+\s*(?:min|phút)", re.I)
_LONGEST_CARD = 1200
"""Letters of one or two headlines of other articles with their leads."""
_ITEM_DEPTH = 3
_MOST_LINES_AFTER = 40
_LONGEST_NAME = 100
_FULL_NAME = 3
_SENTENCE_END = re.compile(r"(?<![ .][aApP]\.[mM])[.!?…][\"”)]*$")
_LONGEST_LINE = 90
_SCRIPTS = frozenset({"script", "style", "noscript"})
_RUNNING = frozenset({"p", "div", "li", "td"})
_BOXES = ("p", "div", "section", "article", "table", "ul", "ol", "blockquote", "figure", "h2", "h3", "h4")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_MOST_LINES = 80
_MOST_OPENING_LINES = 8
_LAST_LINES = 3
_MOST_BEFORE_DATE = 2
"""Paragraphs before a date of publication under the headline: a lead, and none of the body's."""
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\W*$", re.I)


def lines_near(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str, bool]]:
    """Each element with a short text from the headline's column down to the body, outer ones before inner ones.

    Some CMS print section, source and date above the headline, so what stands before it in the column counts too;
    the last value tells whether a line comes after the headline.
    """
    if headline is None or not body:
        return
    column = _column(headline, body)
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
        if element in around or not isinstance(element.tag, str) or element.tag in _SCRIPTS:
            continue
        if text := short_text(element, _LONGEST_LINE):
            seen += 1
            if seen <= _MOST_LINES:
                yield element, text, below
            elif below:
                return


def lines_after(headline: Element | None, body: list[Element]) -> Iterator[tuple[Element, str]]:
    """Each element with a short text after the body in the headline's column, as far as the next heading or list of articles.

    Beside such a list only a box that is called a byline's or a source's counts.
    """
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
            leaves = _leaves_column(marked) and (comments or not looks_like_date(short_text(box, _LONGEST_LINE)))
            if leaves and not comments and (box.find(".//li") is not None or len(list(islice(box.iter("a"), 2))) > 1):
                beyond = True
            elif leaves or box.tag in _HEADINGS:
                return
            if beyond and not _is_of_author(box) and not _holds_source(box):
                continue
            for element in box.iter():
                if not isinstance(element.tag, str) or element.tag in _SCRIPTS:
                    continue
                if element.tag in _HEADINGS and box.find(".//form") is not None:
                    break  # a box that asks readers for something
                if element.tag in _HEADINGS or seen > _MOST_LINES_AFTER:
                    return
                if text := short_text(element, _LONGEST_LINE):
                    seen += 1
                    yield element, text
        step = step.getparent()
    if step is not None and not beyond and not seen:
        yield from _lines_under(step)


def _lines_under(column: Element) -> Iterator[tuple[Element, str]]:
    """A right-aligned line right under the box of headline and body, where portals put the byline in one of its own."""
    box = next(filter(_has_text, column.itersiblings()), None)
    if (
        box is None
        or box.tag in _HEADINGS
        or _leaves_column(mark(box))
        or not short_text(box, _LONGEST_LINE)
        or not any(_is_right_aligned(element) for element in box.iter(*_RUNNING))
        or is_aside(box)
    ):
        return
    for element in box.iter():
        if isinstance(element.tag, str) and (text := short_text(element, _LONGEST_LINE)):
            yield element, text


def _is_of_author(box: Element) -> bool:
    """Whether an element is called a byline."""
    named = _credit_mark(box)
    return _names_somebody(named) and _NAMES_AUTHOR.search(named) is not None


def _holds_source(box: Element) -> bool:
    """Whether a small box that links no headline has something in it that is called the source."""
    return (
        bool(short_text(box, _LONGEST_ORIGINAL))
        and any(_NAMES_SOURCE.search(_credit_mark(element)) for element in box.iter())
        and all(short_text(link, LEAST_HEADLINE) for link in box.iter("a") if element_text(link))
    )


def _common_ancestor(one: Element, other: Element) -> Element | None:
    above = set(one.iterancestors())
    return next((a for a in other.iterancestors() if a in above), None)


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
    for element, text, below in lines_near(headline, body):
        if not looks_like_date(text) or beside_other_headline(element, headline, body, page):
            continue
        if below and _stands_in_text(element, headline, body):
            continue
        if not below:
            if _in_site_header(element, headline):
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
            running += len(squeeze(box.tail)) > _LONGEST_LINE
        elif (
            box.tag in _RUNNING
            and not short_text(box, _LONGEST_LINE)
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
        or _in_site_header(element, headline)
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
        if not isinstance(element.tag, str) or element.tag in _SCRIPTS:
            continue
        if text := short_text(element, _LONGEST_LINE):
            if says_only_when(_POSTED_BY.sub("", text)):
                return element
            seen += 1
        elif next(element.iterdescendants(*_BOXES), None) is None and element_text(element):
            return None
    return None


def _date_after(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    """A line under the body, or its last one, that says what it dates or holds nothing but a date."""
    for element, text in lines_after(headline, body):
        if element.tag == "a" and _is_other_headline(element, page):
            break
        if not looks_like_date(text):
            continue
        if _DATE_LABEL.match(text) or (
            says_only_when(text) and not beside_other_headline(element, headline, body, page)
        ):
            return element
    if headline is not None and body and body[0] in headline.iterancestors():
        for element in body[0].iterdescendants(*_RUNNING, "font", "span", "i", "em", "small"):
            text = short_text(element, _LONGEST_LINE)
            if (
                CLOCK.search(text)
                and says_only_when(text)
                and any(map(_is_right_aligned, islice(element.iterancestors(), 3)))
            ):
                return element
    for element in islice(body[-1].iterchildren(reversed=True), _LAST_LINES) if body else ():
        if isinstance(element.tag, str) and element.tag not in _SCRIPTS:
            text = short_text(element, _LONGEST_LINE)
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
    row = date
    for box in takewhile(lambda box: box is not body, date.iterancestors()):
        if not short_text(box, _LONGEST_LINE):
            break
        row = box
    return row


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
    stamps = [e for e in page.root.iter("time") if e.get("datetime")] + [e for e in stated if e.tag != "time"]
    stamps += [e for e in page.find("//*[has-class('timeago')]") if STAMP.match(e.get("title") or "")]
    column = _column(headline, body)
    if not stamps or column is None:
        return next(iter(stamps), None)
    near = [column, *islice(column.iterancestors(), _LEVELS_OVER_COLUMN)]
    own: list[Element] = []
    above: list[Element] = []
    for element in page.index.in_order(stamps):
        if (
            not any(box in near for box in element.iterancestors())
            or _in_site_header(element, headline)
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


def _in_one_row(one: Element, other: Element) -> bool:
    row = _common_ancestor(one, other)
    return row is not None and bool(short_text(row, _LONGEST_LINE))


def beside_other_headline(element: Element, headline: Element | None, body: list[Element], page: Page) -> bool:
    """Whether an element stands in a box with the headline of another article, so that it speaks of that one."""
    around = {box for own in (headline, *body) if own is not None for box in (own, *own.iterancestors())}
    for box in (element, *islice(element.iterancestors(), _ITEM_DEPTH)):
        if box in around or box.tag in ("body", "html"):
            return False
        titles = [link for link in box.iter("a") if _is_other_headline(link, page)]
        if titles:
            if len(titles) <= 2 and short_text(box, _LONGEST_CARD):  # else a text with links in it
                return True
            # A flat list has no boxes: there each line follows its headline.
            before = element.getprevious()
            if before is None or not any(e in titles for e in before.iter()):
                return False
            return bool(short_text(before, _LONGEST_CARD))
    return False


def _is_other_headline(link: Element, page: Page) -> bool:
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


def _date_over_column(headline: Element | None, body: list[Element]) -> Element | None:
    """The nearest line with a date right over the box of headline and body: some print it beside the breadcrumb."""
    column = _column(headline, body)
    levels = 0
    while column is not None and levels < _LEVELS_OVER_COLUMN:
        levels += column.getprevious() is not None or column.tag not in _OF_TABLE
        for box in column.itersiblings(preceding=True):
            for element in box.iter() if _OVER_COLUMN.search(mark(box)) or _heads_column(box, column) else ():
                if (
                    isinstance(element.tag, str)
                    and looks_like_date(short_text(element, _LONGEST_LINE))
                    and next(element.iter("a", "li"), None) is None
                    and not _in_site_header(element, headline)
                ):
                    return element
        column = column.getparent()
    return None


def _heads_column(box: Element, column: Element) -> bool:
    """Whether a box is the row right over a column, whatever it is called: the way to the page, and beside it the date.

    It holds arrows between its links, `Xã hội > Nhân vật`; or nothing with text stands between it and the column, and it
    links a few sections, or follows such a row and prints a clock.
    """
    text = short_text(box, _LONGEST_PATH)
    if not looks_like_date(text) or names_comments(mark(box)):
        return False
    if next(box.iter("form", "input", "select", "nav"), None) is not None:
        return False
    if next(box.iter("a"), None) is not None and _PATH.search(text):
        return True
    beside = list(islice(filter(_has_text, column.itersiblings(preceding=True)), 2))
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
    name = short_text(row, _LONGEST_DATE + _LONGEST_SECTION).replace(element_text(dates[0]), "", 1).strip(" |-–•")
    is_name = 0 < len(name) <= _LONGEST_SECTION and name[0].isupper() and not _BY.match(name)
    return name if is_name and not any(c.isdigit() or c in ":!," for c in name) else ""


def _has_text(element: Element) -> bool:
    """Whether a reader sees any text in an element."""
    return isinstance(element.tag, str) and element.tag not in _SCRIPTS and any(map(str.strip, element.itertext()))


def _links_sections(row: Element) -> bool:
    """Whether a row links a few sections and nothing else: names, no headlines."""
    links = list(row.iter("a"))
    return (
        0 < len(links) <= _MOST_SECTIONS
        and all(short_text(link, _LONGEST_SECTION) for link in links)
        and not any(looks_like_article(squeeze(link.get("href")), None) for link in links)
        and bool(short_text(row, _LONGEST_PATH))
    )


def _column(headline: Element | None, body: list[Element]) -> Element | None:
    """The box around headline and body."""
    if headline is None or not body:
        return None
    return body[0] if body[0] in set(headline.iterancestors()) else _common_ancestor(headline, body[0])


def _in_site_header(element: Element, headline: Element | None) -> bool:
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


def _is_caption(element: Element) -> bool:
    return any(box.tag in ("figure", "figcaption") for box in (element, *islice(element.iterancestors(), 2)))


def sources_near(headline: Element | None, body: list[Element], page: Page) -> Iterator[tuple[str, str | None]]:
    """The first line near the headline that credits a source (`Nguồn tin …`, `Theo …`), with what it links to."""
    for element, text, _ in lines_near(headline, body):
        if _SOURCE_LIKE.match(text) and not looks_like_date(text) and not _is_caption(element):
            yield text, original_beside(element, page)
            return


def address_in(element: Element, page: Page) -> str | None:
    """The web address that a line links to."""
    link = element if element.tag == "a" else element.find(".//a[@href]")
    href = squeeze(link.get("href")) if link is not None else ""
    url = page.absolute(href) if href and not href.lower().startswith(("javascript:", "#")) else None
    return url if url and url.startswith("http") else None


def original_beside(source: Element, page: Page) -> str | None:
    """The original's address: what a source line links to, else what is printed in its box for readers to copy."""
    if url := address_in(source, page):
        return url
    for box in (source, *islice(source.iterancestors(), _LEVELS_TO_ORIGINAL)):
        text = short_text(box, _LONGEST_ORIGINAL)
        if not text:
            break
        if printed := _PRINTED_ADDRESS.search(text):
            return printed[0]
    return None


@dataclass
class Credits:
    """Lines that name authors or sources, told by their markup or their words, and the elements that hold them."""

    authors: list[tuple[str, str | None]] = field(default_factory=list)
    posters: list[str] = field(default_factory=list)
    """Names that may be no more than an account's."""
    sources: list[tuple[str, str | None]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


def credits_near(headline: Element | None, body: list[Element], page: Page, *, inside: bool = True) -> Credits:
    """Who is named around an article: under its headline, after its body and, if `inside`, in elements of its body."""
    found = Credits()
    seen: set[Element] = set()
    under_body = ""
    """The first line after the body."""

    around = {box for own in (headline, *body) if own is not None for box in own.iterancestors()}.union(body)

    def take(element: Element, text: str, *, by_words: bool, signed: bool = False) -> None:
        if len(text) > _LONGEST_NAME or (
            seen and (element in seen or any(above in seen for above in element.iterancestors()))
        ):
            return
        if by_words and _LABEL_OF_AUTHOR.fullmatch(text) and (named_under := element.getnext()) is not None:
            named_name = short_text(named_under, _LONGEST_NAME)
            if understood(named_name).authors:
                found.authors.append((named_name, None))
                found.elements += [element, named_under]
                seen.update((element, named_under))
            return
        if by_words and _AUTHOR_LIKE.match(text):
            element, text = _innermost(element, text, _AUTHOR_LIKE)
        named = _credit_mark(element)
        speaks = _names_somebody(named)
        is_author = speaks and _NAMES_AUTHOR.search(named) is not None and not names_caption(named)
        is_source = (speaks and _NAMES_SOURCE.search(named) is not None) or (
            by_words and not is_author and _SOURCE_LIKE.match(text) is not None
        )
        is_source = is_source and not (is_author and understood(text).authors)
        if not is_source and not (  # so it is with most lines
            is_author
            or (element.tag == "a" and _AUTHOR_ADDRESS.search(element.get("href") or ""))
            or (by_words and _AUTHOR_LIKE.match(text))
            or (signed and all(map(_NAME.match, _PARTS.split(text))) and _is_right_aligned(element))
            or (signed and text == under_body and _is_signed(element, text))
        ):
            return
        boxes = (element, *islice(element.iterancestors(), _ITEM_DEPTH))
        if not signed and any(_speaks_of_others(box) for box in boxes if box not in around):
            return
        text = _BUTTON.sub("", _without_avatar(text, element))
        if not text or _INVITATION.match(text) or _TAGS.match(text) or looks_like_date(text) or is_row_of_tools(text):
            return
        if is_source:
            found.sources.append((text, original_beside(element, page)))
        else:
            if not any(char.isalpha() for char in text) or _READING_TIME.match(text):
                return
            names = [name for name in _names_in(element) if not _INVITATION.match(name)]
            if not names and is_author and not understood(text).authors:  # a card with a job and an institution on it
                linked = (short_text(link, _LONGEST_NAME) for link in element.iter("a"))
                names = [name for name in linked if name and understood(name).authors]
            names = names or [_ROLE.sub("", text) or text]
            if _NAMES_POSTER.search(named) or any(
                _NAMES_POSTER.search(f"{mark(e)} {e.get('href') or ''}") for e in element.iter("a", "span")
            ):
                found.posters += names
            else:
                found.authors += [(name, None) for name in names]
        seen.add(element)
        found.elements.append(element)

    for element, text, below in lines_near(headline, body):
        if below or _SOURCE_LIKE.match(text) or _names_author_over(element, headline, body, page):
            take(element, text, by_words=True)
    for element in page.index.classed(_names_somebody) if inside else ():
        above = list(takewhile(lambda box: box not in body, element.iterancestors()))
        if len(above) == len(list(element.iterancestors())) or any(map(_speaks_of_others, above)):
            continue
        if beside_other_headline(element, headline, body, page):
            found.elements.append(element)
            continue
        if text := short_text(element, _LONGEST_NAME):
            take(element, text, by_words=False)
    for element, text in lines_after(headline, body):
        under_body = under_body or text
        take(element, text, by_words=True, signed=True)
    if len(found.authors) > 1:  # the heading of a byline's box is called a byline, too
        said = [(name, understood(name[0])) for name in found.authors]
        found.authors = [name for name, byline in said if byline.authors or byline.sources] or found.authors
    return found


def _innermost(element: Element, text: str, pattern: re.Pattern[str]) -> tuple[Element, str]:
    """The innermost element whose text begins as a pattern says, and its text: a list of credits has one in each item."""
    for child in element:
        if isinstance(child.tag, str) and pattern.match(inner := short_text(child, _LONGEST_NAME)):
            return _innermost(child, inner, pattern)
    return element, text


def _names_author_over(element: Element, headline: Element | None, body: list[Element], page: Page) -> bool:
    """Whether an element over the headline is called a byline and stands in the row of the date there.

    Without one it has to be a full name, right over the headline.
    """
    if not _is_of_author(element):
        return False
    date = date_near(headline, body, page)
    rows = [] if date is None else takewhile(lambda box: bool(short_text(box, _LONGEST_LINE)), date.iterancestors())
    if (date is not None and date.getparent() is element.getparent()) or any(
        row in element.iterancestors() for row in rows
    ):
        return True
    text = short_text(element, _LONGEST_NAME)
    rows = takewhile(lambda box: bool(short_text(box, _LONGEST_LINE)), (element, *element.iterancestors()))
    return len(text.split()) >= _FULL_NAME and is_vietnamese_person(text) and any(r.getnext() is headline for r in rows)


def _without_avatar(text: str, element: Element) -> str:
    """A name without the one letter that stands in an element of its own before it, in place of a portrait."""
    name = text[1:].lstrip()
    if name[:1].isupper() and any(element_text(e) == text[0] for e in element.iterdescendants("span", "div", "i", "b")):
        return name
    return text


def name_beside_date(headline: Element | None, body: list[Element], page: Page) -> str | None:
    """A byline in the same row as the date under the headline, unless it is linked elsewhere too, as sections are."""
    date = date_near(headline, body, page)
    if date is None:
        return None
    texts = [_PARTS.split(element_text(date))[0]]
    texts += [squeeze(icon.tail) for icon in date.iter("i", "svg", "img")]
    outermost = date
    for row in islice(date.iterancestors(), _ITEM_DEPTH):
        if not short_text(row, _LONGEST_LINE):
            break
        texts.append(squeeze(row.text))
        texts += _short_texts(row)
        outermost = row
    if headline is not None and headline.getparent() is outermost.getparent():  # the row has no box of its own
        texts += _short_texts(e for e in (outermost.getprevious(), outermost.getnext()) if e is not None)
    for text in (_BY.sub("", text.strip(" -–|•·,")) for text in texts):
        if _names_people(text):
            linked = [link for link in page.root.iter("a") if element_text(link).casefold() == text.casefold()]
            around = set(islice(date.iterancestors(), _ITEM_DEPTH))
            own = [link for link in linked if not around.isdisjoint(link.iterancestors())]
            return text if len(linked) <= 1 and linked == own else None
    return None


def _short_texts(elements: Iterable[Element]) -> list[str]:
    """The texts of those that are no headings."""
    return [short_text(e, _LONGEST_NAME) for e in elements if isinstance(e.tag, str) and e.tag not in _HEADINGS]


def _is_signed(element: Element, text: str) -> bool:
    """Whether the first line under a body is a byline, no link, as tags are.

    Names are set in bold or italics, stand with an outlet or with what somebody did, or are full ones.
    """
    if next(element.iter("a"), None) is not None or not _names_people(text):
        return False
    if any(names_tags(mark(box)) for box in (element, *islice(element.iterancestors(), _ITEM_DEPTH))):
        return False
    byline = understood(text)
    return (
        bool(byline.sources)
        or "role-after-name" in byline.rules
        or next(element.iter("b", "strong", "em", "i"), None) is not None
        or all(len(a.name.split()) >= _FULL_NAME and is_vietnamese_person(a.name) for a in byline.authors)
    )


def _names_people(text: str) -> bool:
    """Whether a short line is a byline, and surely so; of names alone only Vietnamese ones, since accounts have others."""
    if len(text) > _LONGEST_NAME or not text[:1].isupper() or any(map(str.isdigit, text)):
        return False
    byline = understood(text)
    unsure = byline.uncertain and not byline.sources  # an outlet that nobody knows is no reason
    if not byline.authors or unsure or "unusual-name" in byline.rules:
        return False
    return all(
        is_vietnamese_person(author.name) or all(map(is_syllable, author.name.split())) for author in byline.authors
    )


def _speaks_of_others(box: Element) -> bool:
    """Whether a name in a box is a photographer's, a speaker's or a broadcaster's."""
    return box.tag in _HOLDS_OTHERS or _names_others(mark(box)) or names_caption(box.get("class") or "")


def _is_right_aligned(element: Element) -> bool:
    marks = ((e.get("style") or "", e.get("class") or "", e.get("align") or "") for e in (element, *element))
    return any(align == "right" or _RIGHT.search(style) or _RIGHT.search(classes) for style, classes, align in marks)


def _credit_mark(element: Element) -> str:
    """What an element's markup calls it."""
    stated = dict(element.items())
    return " ".join(filter(None, map(stated.get, _CALLED))) if stated else ""


@lru_cache(maxsize=4096)
def _names_somebody(classes: str) -> bool:
    return bool(_NAMES_AUTHOR.search(classes) or _NAMES_SOURCE.search(classes))


def _names_in(element: Element) -> list[str]:
    """Names that stand in links of their own, each once: a list that opens repeats the first."""
    links = [element] if element.tag == "a" else list(element.iter("a"))
    names = [text for link in links if (text := element_text(link))]
    text = _ROLE.sub("", _AND_OTHERS.sub("", element_text(element))).replace(" ", "")
    whole = sum(map(len, names)) >= len(text) - 2 * len(names)
    return list({name.casefold(): name for name in names}.values()) if whole else []


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
