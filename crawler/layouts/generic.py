"""For pages of no family: metadata first, then the place of the page where most of its running text stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import urlsplit

from crawler.items import Draft, NotAnArticle
from crawler.layouts.base import NOT_FOUND, Layout, headline, without_outlet
from crawler.layouts.body import Body
from crawler.layouts.nearby import date_near
from crawler.layouts.page import Element, Page, element_text
from crawler.vietnamese.text import fold

_BODY_MARK = re.compile(
    r"article-?_?(?:body|content|detail)|(?:detail|content|post|entry|news|story|noi-?dung)-?_?(?:body|content|detail|text)|"
    r"articlebody|maincontent|main-content|fck|cms-body|the-article|noidung|bodyhtml|contenttext|ndcontent",
    re.I,
)
_ASIDE_MARK = re.compile(
    r"(?<![a-z])(?:comments?|binh-?luan|footer|copyright|related?|tin-?lien-?quan|most-?read|doc-?nhieu|popular|banner|"
    r"newsletter|subscribe|cookie|popup|modal)(?![a-z])",
    re.I,
)
_LEAST_TEXT = 200
"""A body has at least so many letters outside links; less is a teaser, a notice or a list."""
_LEAST_PARAGRAPH = 40
_LONGEST_HEAD_LINE = 90
_BOXES_AROUND = 3
"""So many boxes around the densest element may turn out to be the whole body."""
_MOSTLY = 0.7
"""Of what such a box adds, so much must be running text."""
_INLINE = frozenset(
    "a b strong i em u span font br sub sup small big mark code abbr time img picture source label s".split()
)
_TITLE_TAGS = ("h1", "h2", "h3", "h4", "div", "p", "span", "td", "a")
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|lede|chapeau|hometext|tom-?tat|txt-head|summary|desc|description)"
    r"(?:[\s_-]?(?:detail|text|content))?(?:\s|$)",
    re.I,
)
_LEAD_TAGS = frozenset("p h1 h2 h3 h4 div strong".split())


class Generic(Layout):
    """Asks for more than a family does: article metadata, or a date beside a headline and a real body."""

    date_published = "//time[@datetime]", "//*[@itemprop='datePublished' and not(self::meta)]"
    author = (
        "//*[@itemprop='author' and not(self::meta)]",
        "//*[has-class('author-name') or has-class('article-author')]",
    )
    section = (
        "//*[has-class('category') or has-class('cate') or has-class('cat')][not(ancestor::ul)]/descendant-or-self::a"
    )
    tags = "//*[has-class('tags') or has-class('tag-list') or has-class('list-tags') or has-class('tag_detail')]//a"

    def matches(self, page: Page) -> bool:
        return True

    def title(self, page: Page) -> str | None:
        element = self._headline(page)
        return element_text(element) if element is not None else headline(page) or None

    def summary(self, page: Page) -> list[Element] | None:
        """A lead's own element between the headline and the end of the body's beginning."""
        body = densest(page)
        if body is None:
            return None
        title = self._headline(page)
        own = set(body.iter())
        after = begun = False
        for element in page.root.iter():
            if begun and element not in own:
                return None
            if element is title:
                after = True
            elif element is body:
                begun = True
                after = after or (title is not None and title in own)
            elif after and element.tag in _LEAD_TAGS and _is_lead(element):
                return [element]
        return None

    def body(self, page: Page) -> list[Element]:
        found = densest(page)
        return [found] if found is not None else []

    def read(self, page: Page) -> Draft:
        if reason := self.refusal(page):
            raise NotAnArticle(reason)
        draft = super().read(page)
        _take_lead(draft, page.meta("og:description", "description") or "")
        captions = sum(len(image.caption or "") for image in draft.images)
        if captions + sum(len(block.text) for block in draft.blocks) < _LEAST_TEXT:
            raise NotAnArticle("too-little-text")
        return draft

    def read_body(self, page: Page, containers: Iterable[Element]) -> Body:
        """The body without what stands above the headline in the same box, nor headline and lead themselves."""
        containers = list(containers)
        title = self._headline(page)
        drop: list[Element] = list(self.summary(page) or [])
        for container in containers:
            if title is not None and container in set(title.iterancestors()):
                drop += _before(title, container)
                drop.append(title)
                head = [e for e in (date_near(title, [container]), *(self.summary(page) or [])) if e is not None]
                drop += _between(title, head, container)
        reader = self.reader(page, drop)
        return reader.read(containers)

    def refusal(self, page: Page) -> str | None:
        """Why the page can't be an article, or None."""
        shown = " ".join([*page.texts("//title"), *page.texts("//h1"), *page.texts("//h2[1]")])
        if NOT_FOUND.search(shown):
            return "soft-404"
        if page.address and _is_front(page.address):
            return "front-page"  # many state og:type article on it
        body = densest(page)
        if body is None and not element_text(page.root):
            return "empty-page"
        if body is None:
            return "login-page" if page.first("//input[@type='password']") is not None else "no-body"
        if (
            page.article_ld
            or page.meta("article:published_time")
            or (page.meta("og:type") or "").lower() in ("article", "news")
        ):
            return None
        title = self._headline(page)
        if title is None:
            return "no-title"
        if date_near(title, [body]) is None and page.first("//time[@datetime]") is None:
            return "no-sign-of-an-article"
        return None

    def _headline(self, page: Page) -> Element | None:
        return headline_element(page)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query and not parts.fragment.startswith("!")


def headline_element(page: Page) -> Element | None:
    """The element that prints the headline: the one metadata or the window's title confirm, else the only `h1`."""
    if "headline" not in page.memo:
        page.memo["headline"] = _find_headline(page)
    return cast("Element | None", page.memo["headline"])


def _is_lead(element: Element) -> bool:
    named = element.get("itemprop") == "description" or _LEAD_CLASS.search(element.get("class") or "")
    return bool(named) and 30 <= len(element_text(element)) <= 1200 and not _aside(element)


def _take_lead(draft: Draft, description: str) -> None:
    """A heading of a sentence's length that opens the body is the lead, and so is a bold paragraph that metadata repeats.

    Headings that repeat the headline are left out before that.
    """
    while draft.blocks and draft.blocks[0].kind != "figure" and fold(draft.blocks[0].text) == fold(draft.title):
        del draft.blocks[0]
    if draft.summary or len(draft.blocks) < 2:
        return
    first = draft.blocks[0]
    repeated = bool(description) and fold(first.text)[:60] in fold(description)
    if 80 <= len(first.text) <= 800 and (first.kind in ("h2", "h3", "h4") or (first.emphasis == "bold" and repeated)):
        draft.summary = first.text
        del draft.blocks[0]


def _find_headline(page: Page) -> Element | None:
    stated = [fold(t) for t in (headline(page), *(without_outlet(t, page) for t in page.texts("//title"))) if t]
    windows = [fold(t) for t in page.texts("//title")] + [fold(page.meta("og:title") or "")]
    beginnings = {known[0] for known in (*stated, *windows) if known}  # seen quickly, and few texts begin so
    best: tuple[int, Element] | None = None
    for element in page.root.iter(*_TITLE_TAGS):
        if len(element) > 3:
            continue
        text = element_text(element)
        if not 12 <= len(text) <= 300 or next(filter(str.isalnum, text), " ").casefold()[0] not in beginnings:
            continue
        mine = fold(text)
        if mine in stated or any(mine and w.startswith(mine) and len(mine) >= 0.5 * len(w) for w in windows):
            rank = _TITLE_TAGS.index(str(element.tag))
            if best is None or rank < best[0]:
                best = (rank, element)
                if rank == 0:
                    break
    if best:
        return best[1]
    headings = [e for e in page.root.iter("h1") if len(element_text(e)) >= 12 and not _aside(e)]
    if len(headings) != 1 or (page.article_ld.get("headline") and not _shares_a_word(headings[0], headline(page))):
        return None
    return headings[0]


def _shares_a_word(element: Element, stated: str) -> bool:
    return any(len(word) > 2 and word in stated.casefold().split() for word in element_text(element).casefold().split())


def _before(element: Element, container: Element) -> Iterator[Element]:
    """Everything in the container that comes before an element and does not hold it."""
    step: Element | None = element
    while step is not None and step is not container:
        yield from step.itersiblings(preceding=True)
        step = step.getparent()


def _between(title: Element, head: list[Element], container: Element) -> Iterator[Element]:
    """What a page prints under its headline up to the date and the lead: they and the short lines among them."""
    waiting = set(head)
    after = False
    for element in container.iter():
        if not waiting:
            return
        if element is title:
            after = True
        elif element in waiting:
            waiting.discard(element)
            yield element
        elif (
            after and len(element_text(element)) <= _LONGEST_HEAD_LINE and not waiting & set(element.iterdescendants())
        ):
            yield element


def densest(page: Page) -> Element | None:
    """The element whose own paragraphs hold the most running text, links not counted; None where there is no real body.

    Each paragraph gives its letters to its parent and half of them to its grandparent.
    """
    if "densest" not in page.memo:
        page.memo["densest"] = _find_densest(page)
    return cast("Element | None", page.memo["densest"])


def _find_densest(page: Page) -> Element | None:
    for element in page.find("//*[@itemprop='articleBody']"):
        if len(element_text(element)) >= _LEAST_TEXT:
            return cast(Element, element)
    scores: dict[Element, float] = {}
    paragraphs = list(_paragraphs(page.root))
    for paragraph, weight in paragraphs:
        holder: Element | None = paragraph
        if paragraph.tag in ("p", "h2", "h3", "h4", "li", "blockquote"):
            holder = paragraph.getparent()
        if holder is None:
            continue
        scores[holder] = scores.get(holder, 0.0) + weight
        above = holder.getparent()
        if above is not None:
            scores[above] = scores.get(above, 0.0) + weight / 2
    best = _best(scores)
    return _widened(best, paragraphs, page) if best is not None else None


def _widened(body: Element, paragraphs: list[tuple[Element, float]], page: Page) -> Element:
    """A box around the densest element, where it adds paragraphs to it and hardly anything else.

    Some bodies are cut in two by advertising, or open in a box of their own. A box that holds the headline is the
    article with its frame.
    """
    title = headline_element(page)
    framed = set(title.iterancestors()) if title is not None else set()
    for outer in list(body.iterancestors())[:_BOXES_AROUND]:
        if outer.tag in ("body", "html") or (outer in framed and body not in framed):
            break
        inside = set(body.iter())
        around = set(outer.iter())
        running = sum(weight for element, weight in paragraphs if element in around and element not in inside)
        if running < _LEAST_PARAGRAPH:
            continue
        added = len(element_text(outer)) - len(element_text(body))
        if running >= _MOSTLY * added:
            return _widened(outer, paragraphs, page)
    return body


def _best(scores: dict[Element, float]) -> Element | None:
    best: Element | None = None
    best_score = float(_LEAST_TEXT)
    for element, score in scores.items():
        mark = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        value = score * (1.4 if _BODY_MARK.search(mark) else 1.0)
        if value > best_score and element.tag not in ("html", "body"):
            best, best_score = element, value
    return best


def _paragraphs(root: Element) -> Iterator[tuple[Element, float]]:
    """Every element with running text of its own (not in other blocks), and how many letters of it are no links."""
    for element in root.iter("p", "div", "td", "section", "article", "h2", "h3", "h4", "li", "blockquote", "center"):
        own = (element.text or "").strip()
        length, linked = len(own), 0
        for child in element:
            if child.tag in _INLINE:
                inner = len(element_text(child))
                length += inner
                if child.tag == "a":
                    linked += inner
                else:
                    linked += sum(len(element_text(a)) for a in child.iter("a"))
            length += len((child.tail or "").strip())
        if length - 2 * linked >= _LEAST_PARAGRAPH and not _aside(element):
            yield element, float(length - 2 * linked)


def _aside(element: Element) -> bool:
    """Whether an element stands in the page's frame: footer, navigation, comments, lists of other articles."""
    for step, above in enumerate(element.iterancestors()):
        if above.tag in ("footer", "nav"):
            return True
        if step < 4 and _ASIDE_MARK.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False
