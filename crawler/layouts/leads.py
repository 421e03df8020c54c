"""Where the lead of an article stands when no selector says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from crawler.items import Draft
from crawler.layouts.body import Body, is_ornament, names_caption
from crawler.layouts.frame import is_aside, mark
from crawler.layouts.metadata import description
from crawler.layouts.moments import CLOCK, looks_like_date
from crawler.layouts.page import Element, Page, element_text, short_text
from crawler.layouts.pointers import before_pointer
from crawler.urls import bare_host
from crawler.vietnamese.bylines.dateline import is_place_in_capitals, split_dateline
from crawler.vietnamese.bylines.outlets import find_outlet
from crawler.vietnamese.text import equal_folded, fold, without_diacritics

LEAD_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 div section blockquote span font strong b em".split())
_LEAD_CLASS = re.compile(
    r"(?:^|(?<!site)[\s_-])(?:sapo|lead|lede|chapp?eau|hometext|tom-?tat|trich(?:-?(?:dan|yeu))?|txt-head|p-?head|summary|desc|des|description|"
    r"intro(?:duction)?|abstract|init|excerpt|teaser|brief|mo-?ta|subtitle)(?:[\s_-]?(?:detail|text|content|news|post|article|tin|bai(?:-?viet)?|chi-?tiet))?\d*(?:\s|$)",
    re.I,
)
_LEAD_IN_CAMEL = re.compile(r"(?<=\w)(?:Sapo|Summary|Lead|Lede|TomTat)(?![a-z])")
_PARAGRAPHS = frozenset({"p", "div", "li", "h2", "h3"})
_LEAST = 30
_LONGEST = 1200
_LEAST_HEADING = 50
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*$")
SAME = 60
"""So many equal letters make two texts one."""
_LONGEST_CAPTION = 400
_LONGER_THAN_CAPTIONS = 120
_LONGER_THAN_HEADINGS = 80
_CREDIT = re.compile(r"\b(?:ảnh|nguồn|photo)\b[^.:]{0,20}[:：]", re.I)
_MOSTLY = 0.8
_LONGEST_ROW = 100
_LEAST_KEYWORDS, _LONGEST_KEYWORD = 4, 4
_LEAST_MARK, _LONGEST_MARK = 3, 12
_DASHES = "-–— "
_MOST_LINES = 3
_LEAST_AFTER = 3
"""So many paragraphs show how those after the first are marked."""
_OF_EDITORS = re.compile(
    r"mso|(?:^|\s)(?:(?:text-?|align-?)?(?:left|right|center|justify)|[a-z]{1,2}\d{1,2})(?:\s|$)|drop|first|indent",
    re.I,
)
"""What word processors and style sheets, not newsrooms, mark a first paragraph by."""

_QUOTED = re.compile(r"[\"“«][^\"“”«»]+[\"”»][.!]?(?:\s*\([^()]{2,40}\)\.?)?")
"""A motto over an article; a lead goes on after what it quotes."""
_LABEL = re.compile(r"\W*(?:tóm tắt|tóm lược|abstract)\s*[:：.–-]\s*(?=\S)", re.I)
"""What journals set before an abstract, which is their lead."""
_SAYS_WHO = re.compile(r"\W*bài viết (?:này )?(?:được|do) .{0,200}$", re.I)
"""`Bài viết được tư vấn chuyên môn bởi ThS. Lê An - Bệnh viện Mẫu`, before the lead of hospitals' sites."""


def lead_near(headline: Element | None, body: list[Element], page: Page) -> Element | None:
    """The lead between headline and body, told by its class or by what metadata repeat.

    Else a heading of a sentence's length is it, or the only paragraph that stands there.
    """
    if headline is None or not body or body[0] in headline.iterancestors():
        return None
    stated = fold(description(page))
    heading: Element | None = None
    alone: list[Element] = []
    for element in between(headline, body[0], page):
        if element.tag not in LEAD_TAGS or says_headline(element, headline):
            continue
        if is_lead(element, stated) and not is_cut_from(element, body[0]):
            return element
        text = short_text(element, _LONGEST)
        if len(text) < _LEAST_HEADING or _linked(element) >= len(text) / 2:
            continue
        if heading is None and element.tag in ("h2", "h3"):
            heading = element
        if element.tag != "strong" and ends_sentence(text) and _is_leaf(element) and not is_aside(element):
            alone.append(element)
    if heading is not None:
        return heading
    return alone[0] if len(alone) == 1 and not says_of_picture(alone[0]) else None


def lead_opening(body: list[Element]) -> Element | None:
    """An element classed as a lead before the first paragraph of a body, of which it is a small part."""
    for element in body[0].iterdescendants() if body else ():
        if element.tag in LEAD_TAGS and names_lead(mark(element)) and is_lead(element, ""):
            is_small = 2 * len(element_text(element)) <= len(element_text(body[0]))
            return element if is_small and not is_cut_from(element, body[0]) else None
        if element.tag in _PARAGRAPHS and _is_leaf(element) and len(element_text(element)) >= SAME:
            return None
    return None


def between(headline: Element | None, body: Element, page: Page) -> Iterator[Element]:
    """The elements between headline and body in the box around both; without a headline all before the body.

    Boxes around the body are none of them.
    """
    above = set(body.iterancestors())
    column = page.root if headline is None else next((e for e in headline.iterancestors() if e in above), page.root)
    after = headline is None
    for element in column.iter():
        if element is body:
            return
        if after and element not in above:
            yield element
        after = after or element is headline


def before(element: Element, container: Element) -> Iterator[Element]:
    """Everything in the container that comes before an element and does not hold it."""
    step: Element | None = element
    while step is not None and step is not container:
        yield from step.itersiblings(preceding=True)
        step = step.getparent()


def first_apart(
    texts: list[tuple[Element, float]], body: Element, headline: Element | None, page: Page
) -> Element | None:
    """The body's first paragraph, where the markup parts it from all the others, whatever it is called.

    It alone stands in one box with the headline, or in a box of its own before the one box that holds the rest; or it
    has a class that nothing else on the page has, while the paragraphs after it share another one. `texts` are the
    page's paragraphs with their letters.
    """
    own = [(e, letters) for e, letters in texts if body in e.iterancestors() and e is not headline]
    if len(own) <= _LEAST_AFTER:
        return None
    (first, _), *rest = own
    if not is_sentence(element_text(first)) or _linked(first) or says_of_picture(first):
        return None
    box, *boxes = [next(box for box in (e, *e.iterancestors()) if box.getparent() is body) for e, _ in own]
    if box not in boxes and headline is not None and box in headline.iterancestors():
        return first
    main = sum(letters for (_, letters), other in zip(rest, boxes, strict=True) if other is boxes[0])
    if (
        box not in boxes
        and all(boxes[0] is not e for e, _ in rest)
        and main >= _MOSTLY * sum(letters for _, letters in rest)
        and next(box.iter("img"), None) is None
    ):
        return first
    marked = first.get("class") or ""
    if not marked or _OF_EDITORS.search(marked):
        return None
    after = [e for e, _ in rest if e.getparent() is first.getparent()][:_LEAST_AFTER]  # without captions in tables
    same = len({(e.tag, e.get("class") or "") for e in after}) == 1
    return (
        first
        if len(after) == _LEAST_AFTER and same and len(page.index.called(marked.__eq__, by=("class",))) == 1
        else None
    )


def lead_beside_picture(element: Element, read: Body) -> str:
    """What stands in a lead's element beside its picture, in one table with it: the body's reader takes it for a caption."""
    text = " ".join(image.caption or "" for image in read.images)
    return text if is_sentence(text) and next(element.iter("figcaption"), None) is None else ""


def with_dash_after_mark(text: str, lead: Element, page: Page) -> str:
    """A lead whose mark stands in an element of its own and without a dash, with the dash between them.

    `<span>BNEWS</span> <b>Đà tăng …</b>`, `<b>HÀ TĨNH</b> Từ vùng đất …`: what is one line on the page would else run
    into the first sentence. One with its dash in the element (`<b>BHXH tỉnh -</b> Chiều …`), or in capitals and without
    a space after it, is put in brackets, since words that nobody knows for a mark are one there.
    """
    while len(lead) == 1 and lead[0].tag in ("p", "div") and not (lead.text or "").strip():
        lead = lead[0]
    first = next(lead.iterchildren("span", "strong", "b", "em", "i", "a", "font"), None)
    named = element_text(first) if first is not None and not (lead.text or "").strip() else ""
    if _is_own_name(named, page) or is_place_in_capitals(named):
        rest = text.removeprefix(named).lstrip()
        return f"{named} - {rest}" if text.startswith(named) and rest[:1].isupper() else text
    glued = len(named) >= _LEAST_MARK and named.isupper() and text[len(named) : len(named) + 1].isupper()
    if named and (named[-1] in _DASHES or glued) and text.startswith(named):
        bracketed = f"({named.rstrip(_DASHES)}) - {text.removeprefix(named).lstrip()}"
        return bracketed if split_dateline(bracketed)[0] else text
    mark, _, rest = text.partition(" ")
    if not (_LEAST_MARK <= len(mark) <= _LONGEST_MARK and mark.isupper() and mark.isalnum() and rest[:1].isupper()):
        return text
    own = bare_host(page.address or "").partition(".")[0] == fold(mark) or find_outlet(mark) is not None
    alone = any(
        element_text(e) == mark for e in lead.iterdescendants("span", "strong", "b", "em", "i", "a", "font", "div", "p")
    )
    return f"{mark} - {rest}" if own and alone else text


def _is_own_name(text: str, page: Page) -> bool:
    """Whether a text is the outlet's name, as its domain spells it: `Dân trí` on dantri.com.vn."""
    label = bare_host(page.address or "").partition(".")[0]
    key = fold(without_diacritics(text))
    return text[-1:].isalnum() and len(text) >= _LEAST_MARK and key in (label, label.removeprefix("bao"))


def take_lead(draft: Draft, stated: str) -> None:
    """A heading of a sentence's length that opens the body is the lead, and so is a paragraph that alone is bold there.

    Under a picture without caption it counts where metadata (`stated`, folded) repeat it, and where it is too long for a
    caption and credits nobody. Headings that repeat the headline are left out before that; a line that says who wrote
    or reviewed the article stays in the body over it.
    """
    while lines := _lines_of_headline(draft):
        del draft.blocks[:lines]
    at = next((i for i, b in enumerate(draft.blocks) if b.kind != "figure" and not _SAYS_WHO.match(b.text)), None)
    if draft.summary or at is None or at + 1 >= len(draft.blocks):
        return
    first = draft.blocks[at]
    texts = [block for block in draft.blocks[at + 1 :] if block.kind != "figure"]
    after = [block for block in texts if len(block.text) >= _LONGER_THAN_HEADINGS][:2] or texts[:2]
    is_motto = first.align == "center" and _QUOTED.fullmatch(first.text) is not None
    is_title = not ends_sentence(first.text) and fold(draft.title) in fold(first.text)
    is_title = is_title and (first.align == "center" or len(first.text) < 2 * len(draft.title))  # not a lead cut off
    stands_out = first.emphasis == "bold" and all(block.emphasis != "bold" for block in after)
    stands_out = stands_out or (at == 0 and first.kind == "blockquote" and all(b.kind != "blockquote" for b in after))
    stands_out = stands_out and not (is_motto or is_title)
    uncaptioned = any(b.image is not None and not draft.images[b.image].caption for b in draft.blocks[:at])
    if uncaptioned and not (len(stated) >= SAME and stated[:SAME] in fold(first.text)):
        stands_out = stands_out and len(first.text) >= _LONGER_THAN_CAPTIONS and not _CREDIT.search(first.text)
    least = 40 if ends_sentence(first.text) else 80
    if least <= len(first.text) <= 800 and ((at == 0 and first.kind in ("h2", "h3", "h4")) or stands_out):
        draft.summary = before_pointer(first.text)
        del draft.blocks[at]


def without_label(lead: str | None) -> str | None:
    """A lead without the word that says it is one."""
    return lead[found.end() :] if lead and (found := _LABEL.match(lead)) else lead


def _lines_of_headline(draft: Draft) -> int:
    """How many blocks open the body that only repeat the headline, which some set in several lines."""
    said, whole = "", fold(draft.title)
    for lines, block in enumerate(draft.blocks[:_MOST_LINES], 1):
        said += fold(block.text)
        if block.kind == "figure" or not whole.startswith(said):
            return 0
        if said == whole:
            return lines
    return 0


def is_lead(element: Element, stated: str) -> bool:
    """Whether an element is classed as a lead, or stands by itself and says what metadata repeat (`stated`, folded)."""
    named = element.get("itemprop") == "description" or names_lead(mark(element))
    if not named and not stated:
        return False
    text = short_text(element, _LONGEST)
    if len(text) < _LEAST or not (named or (_is_leaf(element) and _says(stated, text))):
        return False
    return (
        _linked(element) <= len(text) / 2
        and not is_aside(element)
        and not says_of_picture(element)
        and not _is_row_of_date(text)
        and not lists_keywords(text)
        and (next(element.iter("ul", "ol"), None) is None or _is_all_bullets(element))
    )


def _is_all_bullets(element: Element) -> bool:
    """Whether a lead is set as sentences in a list; under a heading they are what the article says in brief."""
    bullets = [element_text(bullet) for bullet in element.iter("li")]
    return all(map(ends_sentence, bullets)) and " ".join(bullets) == element_text(element)


def is_cut_from(element: Element, body: Element) -> bool:
    """Whether a text is the body's beginning, cut off in the middle of a sentence: made by a machine, no lead."""
    text = element_text(element)
    if len(text) < SAME or ends_sentence(text):
        return False
    paragraphs = (e for e in body.iter(*_PARAGRAPHS) if _is_leaf(e) and e is not element)
    first = next((fold(own) for e in paragraphs if len(own := element_text(e)) >= SAME), "")
    mine = fold(text)
    return mine != first and bool(first) and (mine.startswith(first) or first.startswith(mine))


def lists_keywords(text: str) -> bool:
    """Whether a text is a list of a site's keywords, which stands in for leads that are missing: `Làng Nghề, tin tức, …`."""
    words = text.split(", ")
    return (
        len(words) >= _LEAST_KEYWORDS
        and not ends_sentence(text)
        and all(0 < len(word.split()) <= _LONGEST_KEYWORD for word in words)
    )


def _is_row_of_date(text: str) -> bool:
    """Whether a text is the row of section, date and author, which some templates call a subtitle."""
    return (
        len(text) <= _LONGEST_ROW
        and not ends_sentence(text)
        and looks_like_date(text)
        and CLOCK.search(text) is not None
    )


def is_sentence(text: str) -> bool:
    """Whether a text ends like one and is as long as leads are."""
    return _LEAST <= len(text) <= _LONGEST and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return _SENTENCE_END.search(text) is not None


@lru_cache(maxsize=4096)
def names_lead(classes: str) -> bool:
    """Whether a class or id is one of a lead."""
    return _LEAD_CLASS.search(classes) is not None or _LEAD_IN_CAMEL.search(classes) is not None


def says_headline(element: Element, headline: Element | None) -> bool:
    """Whether an element is another copy of the headline: many pages have one for each width of screen."""
    return headline is not None and equal_folded(short_text(element, _LONGEST), short_text(headline, _LONGEST))


def repeats_headline(element: Element, headline: Element | None) -> bool:
    """Whether an element says the headline once more, whole or cut off."""
    mine = fold(short_text(element, _LONGEST)).rstrip(". ")
    return headline is not None and len(mine) >= _LEAST and fold(element_text(headline)).startswith(mine)


def says_of_picture(element: Element) -> bool:
    """Whether an element is what is said of a picture."""
    return names_caption(mark(element)) or any(
        above.tag == "figure" or (above.tag == "table" and frames_pictures(above))
        for above in islice(element.iterancestors(), 4)
    )


def frames_pictures(table: Element) -> bool:
    """Whether a table only frames pictures and what is said of them."""
    pictures = sum(not is_ornament(picture) for picture in table.iter("img"))
    return (
        0 < len(element_text(table)) <= _LONGEST_CAPTION * pictures
        and next(table.iter("h1", "h2", "h3", "ul", "form"), None) is None
        and sum(1 for _ in table.iter("a")) <= 2 * pictures  # the table of a whole page has more
    )


def _linked(element: Element) -> int:
    return sum(len(element_text(link)) for link in element.iter("a"))


def _is_leaf(element: Element) -> bool:
    """Whether an element holds one text and no boxes."""
    return next(element.iterdescendants("p", "div", "h1", "h2", "h3", "h4", "ul", "table"), None) is None


def _says(stated: str, text: str) -> bool:
    """Whether a text is what metadata give as the page's description, whole or cut off."""
    mine = fold(text)
    return min(len(mine), len(stated)) >= SAME and mine[:SAME] == stated[:SAME]
