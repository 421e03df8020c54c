"""Where most of a page's running text stands: the body of an article on pages of no family."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple, cast

from crawler.layouts.body import is_encoded, is_hidden, names_caption
from crawler.layouts.frame import is_aside
from crawler.layouts.headlines import headline_element
from crawler.layouts.leads import before, ends_sentence, frames_pictures
from crawler.layouts.page import Element, Page, element_text, squeeze
from crawler.layouts.teasers import ITEM_DEPTH, leads_elsewhere, teaser_of

_BODY_MARK = re.compile(
    r"article-?_?(?:body|content|detail)|(?:detail|content|post|entry|news|story|noi-?dung)-?_?(?:body|content|detail|text)|"
    r"articlebody|maincontent|main-content|fck|cms-body|the-article|noidung|bodyhtml|contenttext|ndcontent",
    re.I,
)
_MICRODATA_BODY = "//*[contains(@itemprop, 'articleBody')]"
LEAST_TEXT = 200
"""A body has at least so many letters outside links; less is a teaser, a notice or a list."""
LEAST_IN_SHORT_NEWS = 60
"""So many are enough right under the headline."""
_LEVELS_TO_SHORT_NEWS = 3
"""The box around headline and short news stands at most so far above the headline."""
_LONG_HEADLINE = 30
_LINKS_ABOVE = 5
"""More headlines of others than that between headline and text: the text is not the headline's."""
_LEAST_PARAGRAPH = 40
_LEAST_CAPTION = 15
_LEAST_SENTENCE = 20
_BOXES_AROUND = 3
"""So many boxes around the densest element may turn out to be the whole body."""
_MOSTLY = 0.7
"""Of what such a box adds, so much must be running text."""
_ENTRIES = frozenset({"div", "article", "section", "li"})
_LEAST_ENTRIES = 3
_MORE_IN_ENTRIES = 1.5
_PARAGRAPHS_IN_SECTIONS = 4
"""A lead and a stray line beside the body are fewer."""
_LONGEST_SIGNOFF = 120
_PICTURE_BOXES = 4
"""A caption stands at most so deep in the figure or table around its picture."""
_IMPRINT = re.compile(
    r"\W*(?:cơ quan (?:chủ quản|ngôn luận)|giấy phép|tổng biên tập|chịu trách nhiệm|bản quyền|copyright|địa chỉ\s*:|"
    r"trụ sở|tòa soạn\s*:|toà soạn\s*:|ghi rõ nguồn|điện thoại\s*:|đường dây nóng|hotline)",
    re.I,
)
"""How the lines begin that say who answers for a site."""
_INLINE = frozenset(
    "a b strong i em u span font br sub sup small big mark code abbr time img picture source label s".split()
)
_BLOCKS = ("p", "div", "td", "section", "article", "h2", "h3", "h4", "li", "blockquote", "center", "figcaption")
_LEAVES = frozenset({"p", "h2", "h3", "h4", "li", "blockquote"})


class Paragraph(NamedTuple):
    """An element with running text of its own, not in other blocks."""

    element: Element
    letters: float
    """How many of its letters are no links."""
    teaser: Element | None
    """The box in which it only announces another article, or None."""


def paragraphs(page: Page) -> list[Paragraph]:
    """The paragraphs of the page outside of its frame, in reading order."""
    if "paragraphs" not in page.memo:
        found = list(_paragraphs(page.root))
        holds = Counter(above for element, _ in found for above in islice(element.iterancestors(), ITEM_DEPTH + 1))
        page.memo["paragraphs"] = [Paragraph(e, letters, teaser_of(e, holds, page)) for e, letters in found]
    return cast("list[Paragraph]", page.memo["paragraphs"])


def states_article(page: Page) -> bool:
    """Whether metadata describe one article: JSON-LD with its date, a date of publication, or microdata of its body."""
    if page.article_ld.get("datePublished") or page.meta("article:published_time", "og:published_time"):
        return True
    bodies = [e for e in page.find(_MICRODATA_BODY) if e.tag != "meta"]
    return len(bodies) == 1 and len(element_text(bodies[0])) > 0


def densest(page: Page) -> Element | None:
    """The element whose own paragraphs hold the most running text, links not counted; None where there is no real body.

    Each paragraph gives its letters to its parent and half of them to its grandparent. Right under the headline a few
    lines are enough.
    """
    if "densest" not in page.memo:
        page.memo["densest"] = _find_densest(page)
    return cast("Element | None", page.memo["densest"])


def background(page: Page) -> list[Element]:
    """The box of running text after a live report's entries, if there is one."""
    entries, text = densest(page), cast("Element | None", page.memo.get("background"))
    if entries is None or text is None or text in entries.iter() or text in entries.iterancestors():
        return []
    return [text]


def is_short(page: Page, body: Element) -> bool:
    """Whether a body holds so little text that it takes more than its place to make it one."""
    return (
        sum(p.letters for p in paragraphs(page) if p.element is body or body in p.element.iterancestors()) < LEAST_TEXT
    )


def follows_other_headlines(page: Page, title: Element, body: Element) -> bool:
    """Whether a list of other articles stands between the headline and a text."""
    known: dict[tuple[Element, Element], bool] = page.memo.setdefault("follows", {})
    if (title, body) not in known:
        known[title, body] = body not in title.iterancestors() and _others_between(title, body) > _LINKS_ABOVE
    return known[title, body]


def _others_between(title: Element, body: Element) -> int:
    others = 0
    after = False
    column = next((above for above in body.iterancestors() if title in set(above.iter())), None)
    for element in column.iter() if column is not None else ():
        if element is body:
            return others
        if element is title:
            after = True
        elif after and element.tag == "a" and len(element_text(element)) >= _LONG_HEADLINE:
            others += 1
    return 0


def _find_densest(page: Page) -> Element | None:
    own = [p for p in paragraphs(page) if p.teaser is None]
    body, title = _densest_of(own, page), headline_element(page)
    if body is not None and title is not None and follows_other_headlines(page, title, body):
        # The next article on an endless page, comments, or what the site says of itself: the own text may be shorter.
        body = _nearest(own, title, body, page)
    elif body is not None and title is not None and (other := _under_other_headline(page, title, body)) is not None:
        # What readers are led to next, in full.
        before = [p for p in own if other not in p.element.iterancestors() and p.element is not other]
        nearer = _densest_of(before, page)
        if nearer is not None and page.index.in_order([title, nearer, body]) == [title, nearer, body]:
            body = nearer
    if title is not None and (entries := _entries(own, title, body, page)) is not None:
        page.memo["background"] = body
        body = _widened(entries, own, page)
    if body is None and len(own) < len(paragraphs(page)) and states_article(page):
        # A round-up: each of its headlines leads to the article.
        body = _densest_of(_beside_headline(paragraphs(page), page), page)
    return body


def _entries(own: list[Paragraph], title: Element, body: Element | None, page: Page) -> Element | None:
    """The box of a live report's entries, boxes with one class, where they hold more text than the densest element after them.

    What stands after a text in such boxes is what its readers say.
    """
    rows: dict[tuple[Element, str, str], dict[Element, float]] = {}
    for paragraph, letters, _ in own:
        for box in islice(paragraph.iterancestors(), ITEM_DEPTH):
            above, name = box.getparent(), box.get("class")
            if above is not None and name and box.tag in _ENTRIES:
                entries = rows.setdefault((above, str(box.tag), name), {})
                entries[box] = entries.get(box, 0.0) + letters
    least: float = LEAST_TEXT
    if body is not None:
        least = max(
            least, _MORE_IN_ENTRIES * sum(p.letters for p in own if body in (p.element, *p.element.iterancestors()))
        )
    found = None
    for (above, _, _), entries in rows.items():
        if (
            len(entries) >= _LEAST_ENTRIES
            and (letters := sum(entries.values())) > least
            and above not in title.iterancestors()
        ):
            found, least = above, letters
    if found is None or page.index.in_order([title, found])[0] is not title:
        return None
    return found if body is None or page.index.in_order([found, body])[0] is found else None


def _under_other_headline(page: Page, title: Element, body: Element) -> Element | None:
    """The box beside that of the headline in which a text follows a heading that leads to another article, or None."""
    around = set(title.iterancestors())
    if body in around:
        return None
    for box in (body, *body.iterancestors()):
        above = box.getparent()
        if above is None or above in around:
            headings = takewhile(lambda e: e is not body, box.iter("h1", "h2", "h3", "h4", str(body.tag)))
            links = (link for heading in headings if heading.tag != body.tag for link in heading.iter("a"))
            named = any(
                len(element_text(link)) >= _LONG_HEADLINE and leads_elsewhere(link.get("href") or "", page)
                for link in links
            )
            return box if named and box is not body else None
    return None


def _nearest(own: list[Paragraph], title: Element, densest: Element, page: Page) -> Element:
    """The body in the innermost box around the headline that holds one; the densest where none does."""
    for column in title.iterancestors():
        if column in densest.iterancestors():
            break
        inside = [p for p in own if column in p.element.iterancestors()]
        if sum(p.letters for p in inside) < LEAST_TEXT:
            continue
        found = _densest_of(inside, page)
        if found is not None and not follows_other_headlines(page, title, found):
            return found
    return densest


def _beside_headline(found: list[Paragraph], page: Page) -> list[Paragraph]:
    """The paragraphs in the box around the headline."""
    title = headline_element(page)
    if title is None:
        return []
    column = [title, *islice(title.iterancestors(), _LEVELS_TO_SHORT_NEWS)][-1]
    return [p for p in found if column in p.element.iterancestors()]


def _densest_of(found: list[Paragraph], page: Page) -> Element | None:
    title = headline_element(page)
    framed = set(title.iterancestors()) if title is not None else set()
    for element in page.find(_MICRODATA_BODY):
        if element.tag != "meta" and _is_body(element_text(element)):
            if element not in framed:
                return cast(Element, element)
            inside = [p for p in found if element in p.element.iterancestors()]  # the column with all that is in it
            found = inside or found
            break
    scores: dict[Element, float] = {}
    for paragraph, letters, _ in found:
        holder = _holder(paragraph)
        if holder is None:
            continue
        scores[holder] = scores.get(holder, 0.0) + letters
        above = holder.getparent()
        if above is not None:
            scores[above] = scores.get(above, 0.0) + letters / 2
    best = _best(scores, LEAST_TEXT, framed)
    if best is None:
        holders = {_holder(p.element) for p in _beside_headline(found, page)}
        best = _best({e: s for e, s in scores.items() if e in holders}, LEAST_IN_SHORT_NEWS, framed)
    if best is None:  # a text taken out of its page
        best = next((e for e, score in scores.items() if e.tag == "body" and score >= LEAST_TEXT), None)
    return _widened(best, found, page) if best is not None else None


def _is_body(text: str) -> bool:
    """Whether a text that metadata call the body may be one: under a film it is but a sentence."""
    return len(text) >= LEAST_IN_SHORT_NEWS or (len(text) >= _LEAST_SENTENCE and ends_sentence(text))


def _holder(paragraph: Element) -> Element | None:
    """What a paragraph's letters count for: the box it stands in; a caption's stands around its figure or table."""
    step: Element | None = paragraph
    for _ in range(_PICTURE_BOXES):
        step = step.getparent() if step is not None else None
        if step is None:
            break
        if step.tag == "figure" or (step.tag == "table" and frames_pictures(step)):
            return step.getparent()
    return paragraph.getparent() if paragraph.tag in _LEAVES else paragraph


def _wraps(above: Element, box: Element) -> bool:
    """Whether a box holds nothing but another one."""
    return len(above) == 1 and not squeeze(above.text) and not squeeze(box.tail)


def _widened(body: Element, found: list[Paragraph], page: Page) -> Element:
    """A box around the densest element, where it adds paragraphs to it and hardly anything else.

    Some bodies are cut in two by advertising, or open in a box of their own. A box that holds the headline is the
    article with its frame.
    """
    title = headline_element(page)
    framed = set(title.iterancestors()) if title is not None else set()
    inner, boxes = body, []
    for above in body.iterancestors():
        if not _wraps(above, inner):
            boxes.append(above)
        inner = above
    for outer in boxes[:_BOXES_AROUND]:
        if outer.tag in ("body", "html"):
            break
        if outer in framed and body not in framed:
            return outer if title is not None and _is_cut_into_sections(outer, body, found, title) else body
        running = sum(letters for element, letters, _ in found if _is_between(element, body, outer))
        added = len(element_text(outer)) - len(element_text(body))
        if running < _LEAST_PARAGRAPH and not (0 < added <= _LONGEST_SIGNOFF and _signed_after(body, outer)):
            continue
        if running >= _MOSTLY * added or running < _LEAST_PARAGRAPH:
            return _widened(outer, found, page)
    return body


def _is_cut_into_sections(outer: Element, body: Element, found: list[Paragraph], title: Element) -> bool:
    """Whether a box around headline and body holds more sections of the article and hardly anything else, as long reads do."""
    added = [letters for element, letters, _ in found if _is_between(element, body, outer)]
    letters = sum(added)
    if len(added) < _PARAGRAPHS_IN_SECTIONS or letters < sum(p.letters for p in found) - letters:
        return False
    above = sum(len(element_text(e)) for e in (title, *before(title, outer)))
    return letters >= _MOSTLY * (len(element_text(outer)) - len(element_text(body)) - above)


def _is_between(element: Element, inner: Element, outer: Element) -> bool:
    """Whether an element stands in the outer of two boxes and not in the inner one."""
    for box in (element, *element.iterancestors()):
        if box is inner or box is outer:
            return box is outer
    return False


def _signed_after(body: Element, outer: Element) -> bool:
    """Whether all that a box adds to a body are lines after it, without links: a sign-off."""
    while (
        (above := body.getparent()) is not None
        and above is not outer
        and len(element_text(above)) == len(element_text(body))
    ):
        body = above  # the frame of a table
    after = list(body.itersiblings())
    return (
        body.getparent() is outer
        and not any(element_text(e) for e in body.itersiblings(preceding=True))
        and not any(e.find(".//a") is not None or e.tag in ("a", "h1", "h2", "h3", "ul", "form") for e in after)
    )


def _best(scores: dict[Element, float], least: float, framed: set[Element]) -> Element | None:
    """The element with the highest score above the least.

    A name such as `main-content` speaks for a body, but not of a box around the headline: there it is the column's.
    """
    best: Element | None = None
    best_score = least
    for element, score in scores.items():
        mark = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        value = score * (1.4 if element not in framed and _BODY_MARK.search(mark) else 1.0)
        if value > best_score and element.tag not in ("html", "body"):
            best, best_score = element, value
    return best


def _paragraphs(root: Element) -> Iterator[tuple[Element, float]]:
    for element in root.iter(*_BLOCKS):
        length, linked = _loose(element)
        letters = length - 2 * linked
        if (
            letters >= _LEAST_CAPTION
            and (letters >= _LEAST_PARAGRAPH or _is_caption(element))
            and not _IMPRINT.match(element_text(element))
            and not is_hidden(element)
            and not is_aside(element)
            and not is_encoded((element.text or "").strip())
        ):
            yield element, float(letters)


def _loose(element: Element) -> tuple[int, int]:
    """The letters of an element that stand in no block in it, and how many of them are links."""
    length, linked = len((element.text or "").strip()), 0
    for child in element:
        if child.tag in _INLINE:
            if len(child) and next(child.iterdescendants(*_BLOCKS), None) is not None:
                inner, links = _loose(child) if child.tag != "a" else (0, 0)
                length, linked = length + inner, linked + links
            else:
                inner = len(element_text(child))
                length += inner
                if child.tag == "a":
                    linked += inner
                elif len(child):
                    linked += sum(len(element_text(a)) for a in child.iter("a"))
        if tail := child.tail:
            length += len(tail.strip())
    return length, linked


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or names_caption(element.get("class") or "")
