"""Who is named around an article: authors, posters, sources and the original's address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import TypeAlias

from crawler.items import BylineClue
from crawler.layouts.body import names_caption
from crawler.layouts.dating import date_near
from crawler.layouts.frame import mark, names_tags, told_by
from crawler.layouts.metadata import metadata_authors, names_own_outlet
from crawler.layouts.moments import looks_like_date
from crawler.layouts.nearby import (
    BY,
    HEADINGS,
    ITEM_DEPTH,
    LONGEST_LINE,
    LONGEST_ORIGINAL,
    NAMES_AUTHOR,
    NAMES_SOURCE,
    beside_other_headline,
    credit_mark,
    is_of_author,
    is_right_aligned,
    lines_after,
    lines_near,
    names_somebody,
    rows_around,
)
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import TAG_LABEL, is_row_of_tools
from crawler.vietnamese.bylines import is_system_account, is_vietnamese_person, understood
from crawler.vietnamese.text import equal_folded, is_syllable

_SOURCE_LIKE = re.compile(
    r"^\W*(?:(?i:nguồn tin)\b\s*[:：]?|(?i:nguồn)\s*[:：]|(?i:theo)\s*[:：]?)\s+[\dA-ZĐÀ-Ỹ]|"
    r"^\W*(?i:nguồn(?: tin)?|theo)\b\s*[:：]?\s+[\w.-]+\.[a-z]{2,}"
)
_NAMES_POSTER = re.compile(
    r"(?<![a-z])(?:vcard|poster|posted|nguoi-?dang|admin|user|asset-author|view-content-author)(?![a-z])|/authors?/",
    re.I,
)
_WRITTEN_BY = re.compile(r"\W*viết bởi\s*[:：]?\s+(?=\S)", re.I)
_NAMES_WRITER = re.compile(r"(?<![a-z])(?:tac-?gia|but-?danh|nguoi-?viet)(?![a-z])", re.I)
"""Vietnamese words for who wrote, no CMS's for an account."""
_AUTHOR_LIKE = re.compile(
    r"\W*tác giả\s*,\s*\S|\W*(?:biên dịch|người dịch|dịch giả|chuyển ngữ)\s*[:：]\s*\S|"
    r"\W*(?:truyện(?: ngắn| ký| dài)?|bút ký|ký sự|hồi ký|tản văn|tùy bút|tạp bút|ghi chép|phóng sự|thơ)\s*(?:của\s|[:：])\s*\S|"
    r"\W*(?:tác giả(?: bài viết)?|người viết|thực hiện|(?:tin|bài)(?:\s*(?:,|và|&)\s*(?:bài|ảnh))*(?: viết)?)\s*[:：]\s*\S",
    re.I,
)
_WHEN = re.compile(r"[\s,|–-]+(?:(?:lúc|vào|ngày)\s+)+\d.{0,30}$", re.I)
"""`Người viết: Lê An lúc 12.05.2020`."""
_LABEL_OF_AUTHOR = re.compile(r"\W*(?:tác giả(?: bài viết)?|người viết|người dịch|biên dịch)\W*", re.I)
"""A label alone; the name is in the element after it."""
_LABEL_OF_SOURCE = re.compile(r"\W*(?:theo|nguồn(?: tin| bài)?)\W*", re.I)
_USER_ICON = re.compile(r"(?<![a-z])(?:fa|bi|icon|glyphicon|mdi|ti)-(?:user|pen|pencil|author)(?![a-z])", re.I)
_NAME = re.compile(r"(?!.*\d)[A-ZĐÀ-Ỹ][\w.]*(?: [A-ZĐÀ-Ỹ][\w.]*){1,4}$")
_PARTS = re.compile(r"\s*[-–|•·,]\s+")
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
_HOLDS_OTHERS = frozenset({"figure", "figcaption", "table", "blockquote"})
"""A name in one of these is a photographer's or a speaker's."""
_names_others = told_by(
    r"(?<![a-z])(?:block-?quote|quote|quotation|trich-?dan|video|audio|player|clip|podcast)(?![a-z])", re.I
)
_PRINTED_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LEVELS_TO_ORIGINAL = 2
_READING_TIME = re.compile(r"\W*\d+\s*(?:min|phút)", re.I)
_LONGEST_NAME = 100
_FULL_NAME = 3


def _is_caption(element: Element) -> bool:
    return any(box.tag in ("figure", "figcaption") for box in (element, *islice(element.iterancestors(), 2)))


def sources_near(headline: Element | None, body: list[Element], page: Page) -> Iterator[tuple[str, str | None]]:
    """The first line near the headline that credits a source (`Nguồn tin …`, `Theo …`), with what it links to."""
    for element, text, _ in lines_near(headline, body, page):
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
        text = short_text(box, LONGEST_ORIGINAL)
        if not text:
            break
        if printed := _PRINTED_ADDRESS.search(text):
            return printed[0]
    return None


Named: TypeAlias = tuple[str, str | None]
"""A line that names somebody, and what it links to."""


@dataclass
class Credits:
    """Lines that name authors or sources, told by their markup or their words, and the elements that hold them."""

    authors: list[Named] = field(default_factory=list)
    posters: list[str] = field(default_factory=list)
    """Names that may be no more than an account's."""
    sources: list[Named] = field(default_factory=list)
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
        if by_words and (written := _WRITTEN_BY.match(text)) and is_system_account(text[written.end() :]):
            seen.add(element)
            found.elements.append(element)
            return
        if by_words and _AUTHOR_LIKE.match(text):
            element, text = _innermost(element, text, _AUTHOR_LIKE)
            text = _WHEN.sub("", text)
        named = credit_mark(element)
        speaks = names_somebody(named)
        is_author = speaks and NAMES_AUTHOR.search(named) is not None and not names_caption(named)
        is_author = is_author and not _titles_box(element)
        is_source = (speaks and NAMES_SOURCE.search(named) is not None) or (
            by_words and not is_author and _SOURCE_LIKE.match(text) is not None
        )
        is_source = is_source and not _AUTHOR_LIKE.match(text) and not (is_author and understood(text).authors)
        if not is_source and not (  # so it is with most lines
            is_author
            or (element.tag == "a" and _AUTHOR_ADDRESS.search(element.get("href") or ""))
            or ((by_words or speaks) and (_AUTHOR_LIKE.match(text) or _is_written_by(text)))
            or (signed and all(map(_NAME.match, _PARTS.split(text))) and is_right_aligned(element))
            or (signed and text == under_body and _is_signed(element, text))
            or (signed and (text == under_body or is_right_aligned(element)) and _is_newsroom(text))
        ):
            return
        if _has_both_apart(element):
            return  # they come one by one
        boxes = (element, *islice(element.iterancestors(), ITEM_DEPTH))
        if not signed and any(_speaks_of_others(box) for box in boxes if box not in around):
            return
        text = _without_buttons(_without_avatar(text, element))
        if not text or _INVITATION.match(text) or _TAGS.match(text) or looks_like_date(text) or is_row_of_tools(text):
            return
        if is_source:
            found.sources.append((text, original_beside(element, page)))
        else:
            if not any(char.isalpha() for char in text) or _READING_TIME.match(text):
                return
            if names_own_outlet(BY.sub("", text), page):
                found.elements.append(element)
                return
            names = [name for name in _names_in(element) if not _INVITATION.match(name)]
            if not names and is_author:
                names = names_on_card(element, text)
            names = names or [_ROLE.sub("", text) or text]
            if not _NAMES_WRITER.search(named) and (
                _NAMES_POSTER.search(named)
                or any(_NAMES_POSTER.search(f"{mark(e)} {e.get('href') or ''}") for e in element.iter("a", "span"))
            ):
                found.posters += names
            else:
                found.authors += [(name, None) for name in names]
        seen.add(element)
        found.elements.append(element)

    for element, text, below in lines_near(headline, body, page):
        if below or _SOURCE_LIKE.match(text) or _names_author_over(element, headline, body, page):
            take(element, text, by_words=True)
    for element in page.index.called(names_somebody, by=("class",)) if inside else ():
        above = list(takewhile(lambda box: box not in body, element.iterancestors()))
        if len(above) == len(list(element.iterancestors())) or any(map(_speaks_of_others, above)):
            continue
        if beside_other_headline(element, headline, body, page):
            found.elements.append(element)
            continue
        if text := short_text(element, _LONGEST_NAME):
            take(element, text, by_words=False)
    for element, text in lines_after(headline, body, page):
        under_body = under_body or text
        take(element, text, by_words=True, signed=True)
    if len(found.authors) > 1:  # the heading of a byline's box is called a byline, too
        said = [(name, understood(name[0])) for name in found.authors]
        found.authors = [name for name, byline in said if byline.authors or byline.sources] or found.authors
    return found


def names_on_card(element: Element, text: str) -> list[str]:
    """The linked names in a byline's box whose whole text is none: a card with a job and an institution on it.

    Nor is one where the next thing runs into the name, an address to write to perhaps.
    """
    linked = [name for link in element.iter("a") if (name := short_text(link, _LONGEST_NAME)) not in ("", text)]
    if not linked:  # so it is with most
        return []
    glued = any(text.startswith(name) and text[len(name) : len(name) + 1].isalnum() for name in linked)
    return [name for name in linked if understood(name).authors] if glued or not understood(text).authors else []


def _titles_box(element: Element) -> bool:
    """Whether an element is the title of the box around it, by the word of its markup for those who don't see it."""
    box, own = element.getparent(), element.get("id")
    return own is not None and box is not None and box.get("aria-labelledby") == own


def _without_buttons(text: str) -> str:
    """A line without the buttons after it, and without an address, unless that is all the line says."""
    rest = _BUTTON.sub("", text)
    if _LABEL_OF_SOURCE.fullmatch(rest) and (printed := _PRINTED_ADDRESS.search(text)):
        return f"{rest} {printed[0]}"
    return rest


def _is_written_by(text: str) -> bool:
    """Whether a line says who wrote, by a full name or one with a title; some systems print an account so."""
    found = _WRITTEN_BY.match(text)
    authors = understood(text[found.end() :]).authors if found else ()
    return any(author.honorific or len(author.name.split()) >= _FULL_NAME for author in authors)


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
    if not is_of_author(element):
        return False
    date = date_near(headline, body, page)
    if date is not None and (
        date.getparent() is element.getparent() or any(row in element.iterancestors() for row in rows_around(date))
    ):
        return True
    text = short_text(element, _LONGEST_NAME)
    rows = (element, *rows_around(element))
    return len(text.split()) >= _FULL_NAME and is_vietnamese_person(text) and any(r.getnext() is headline for r in rows)


def _without_avatar(text: str, element: Element) -> str:
    """A name without the one letter that stands in an element of its own before it, in place of a portrait."""
    name = text[1:].lstrip()
    if name[:1].isupper() and any(element_text(e) == text[0] for e in element.iterdescendants("span", "div", "i", "b")):
        return name
    return text


def clues_of(authors: list[Named], sources: list[Named], posters: list[str]) -> Iterator[BylineClue]:
    """What a page prints outside of its body: authors, lines that credit a source, accounts."""
    for text, url in authors:
        yield BylineClue(text, "printed", url)
    for text, url in sources:
        yield BylineClue(text, "source-line", url)
    for text in posters:
        yield BylineClue(text, "poster")


def authors_stated(headline: Element | None, body: list[Element], page: Page) -> Iterator[BylineClue]:
    """The authors of metadata; one whose name is a line under the headline is shown to readers, as a poster's is."""
    for clue in metadata_authors(page):
        shown = any(below and equal_folded(text, clue.text) for _, text, below in lines_near(headline, body, page))
        yield replace(clue, origin="poster") if shown else clue


def name_beside_date(headline: Element | None, body: list[Element], page: Page) -> str | None:
    """A byline in the same row as the date under the headline, unless it is linked elsewhere too, as sections are."""
    date = date_near(headline, body, page)
    if date is None:
        return None
    if marked := _newsroom_by_icon(date):
        return marked
    texts = [_PARTS.split(element_text(date))[0]]
    texts += [squeeze(icon.tail) for icon in date.iter("i", "svg", "img")]
    texts += _short_texts(date.iterchildren("span", "b", "strong", "em"))
    outermost = date
    for row in islice(date.iterancestors(), ITEM_DEPTH):
        if not short_text(row, LONGEST_LINE):
            break
        texts.append(squeeze(row.text))
        texts += _short_texts(row)
        outermost = row
    if headline is not None and headline.getparent() is outermost.getparent():  # the row has no box of its own
        texts += _short_texts(e for e in (outermost.getprevious(), outermost.getnext()) if e is not None)
    for text in (BY.sub("", text.strip(" -–|•·,")) for text in texts):
        if _names_people(text) and not is_row_of_tools(text):
            linked = [link for link in page.root.iter("a") if element_text(link).casefold() == text.casefold()]
            around = set(islice(date.iterancestors(), ITEM_DEPTH))
            own = [link for link in linked if not around.isdisjoint(link.iterancestors())]
            return text if len(linked) <= 1 and linked == own else None
    return None


def _newsroom_by_icon(date: Element) -> str | None:
    """A newsroom or an office in the row of the date after the icon of somebody who writes."""
    for row in rows_around(date):
        for icon in row.iter("i", "span", "em"):
            if _USER_ICON.search(icon.get("class") or ""):
                holder = icon.getparent()
                text = squeeze(icon.tail) or (short_text(holder, _LONGEST_NAME) if holder is not None else "")
                return text if _is_newsroom(text) else None
    return None


def _short_texts(elements: Iterable[Element]) -> list[str]:
    """The texts of those that are no headings and no buttons."""
    return [
        short_text(e, _LONGEST_NAME)
        for e in elements
        if isinstance(e.tag, str) and e.tag not in HEADINGS and next(e.iter("button"), None) is None
    ]


def _is_signed(element: Element, text: str) -> bool:
    """Whether the first line under a body is a byline, no link, as tags are.

    Names are set in bold or italics, stand with an outlet or with what somebody did, or are full ones.
    """
    if next(element.iter("a"), None) is not None or not _names_people(text):
        return False
    if any(names_tags(mark(box)) for box in (element, *islice(element.iterancestors(), ITEM_DEPTH))):
        return False
    byline = understood(text)
    return (
        bool(byline.sources)
        or "role-after-name" in byline.rules
        or next(element.iter("b", "strong", "em", "i"), None) is not None
        or all(len(a.name.split()) >= _FULL_NAME and is_vietnamese_person(a.name) for a in byline.authors)
    )


def _is_newsroom(text: str) -> bool:
    """Whether a line is signed by several of a newsroom: `PV`, `Nhóm phóng viên`."""
    authors = understood(text).authors
    return bool(authors) and all(author.kind == "collective" for author in authors)


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


def _has_both_apart(box: Element) -> bool:
    """Whether a box has an element that is called a byline's and another that is called a source's."""
    called = [named for child in box if isinstance(child.tag, str) and names_somebody(named := credit_mark(child))]
    return any(map(NAMES_AUTHOR.search, called)) and any(
        NAMES_SOURCE.search(named) and not NAMES_AUTHOR.search(named) for named in called
    )


def _speaks_of_others(box: Element) -> bool:
    """Whether a name in a box is a photographer's, a speaker's or a broadcaster's."""
    return box.tag in _HOLDS_OTHERS or _names_others(mark(box)) or names_caption(box.get("class") or "")


def _names_in(element: Element) -> list[str]:
    """Names that stand in links of their own, each once: a list that opens repeats the first."""
    links = [element] if element.tag == "a" else list(element.iter("a"))
    names = [text for link in links if (text := element_text(link))]
    text = _ROLE.sub("", _AND_OTHERS.sub("", element_text(element))).replace(" ", "")
    whole = sum(map(len, names)) >= len(text) - 2 * len(names)
    return list({name.casefold(): name for name in names}.values()) if whole else []
