"""For pages of no family: metadata first, then the place of the page where most of its running text stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from crawler.items import BylineClue, Draft, NotAnArticle
from crawler.layouts.base import Layout
from crawler.layouts.body import Body, is_data_table
from crawler.layouts.credits import Credits, authors_stated, clues_of, credits_near, name_beside_date
from crawler.layouts.dating import date_near, row_of, stamp_near
from crawler.layouts.density import LEAST_IN_SHORT_NEWS, background, densest, paragraphs, states_article
from crawler.layouts.headlines import headline_element, headline_text
from crawler.layouts.labels import section_beside_date, section_in_window, section_links, section_over, tag_names
from crawler.layouts.leads import (
    LEAD_TAGS,
    SAME,
    before,
    between,
    ends_sentence,
    first_apart,
    is_cut_from,
    is_lead,
    repeats_headline,
    says_headline,
    says_of_picture,
    take_lead,
)
from crawler.layouts.listings import refusal
from crawler.layouts.metadata import breadcrumb_from_metadata, description, headline, metadata_authors
from crawler.layouts.page import Element, Page, element_text
from crawler.layouts.pictures import frames_captioned, pictures_before
from crawler.vietnamese.text import fold

_LONGEST_HEAD_LINE = 90
_LONGEST_OPENING = 3
"""Paragraphs of a body of which the lead may stand over the date."""
_PICTURES = ("figure", "figcaption", "img", "picture", "source")


class Generic(Layout):
    """Asks for more than a family does: article metadata, or a date beside a headline and a real body."""

    def matches(self, page: Page) -> bool:
        return True

    def title(self, page: Page) -> str | None:
        element = self._headline(page)
        return headline_text(element) if element is not None else headline(page) or None

    def summary(self, page: Page) -> list[Element] | None:
        """A lead's own element between headline and body, or one classed as a lead before the body's first paragraph.

        Between headline and body what metadata repeat is the lead, too, and so is a paragraph that stands alone there.
        """
        if "summary" not in page.memo:  # the body asks for it as well
            page.memo["summary"] = self._find_summary(page)
        return cast("list[Element] | None", page.memo["summary"])

    def _find_summary(self, page: Page) -> list[Element] | None:
        body, title = densest(page), self._headline(page)
        if body is None:
            return None
        texts = {p.element for p in paragraphs(page) if p.teaser is None}
        around = set(body.iterancestors())
        alone: list[Element] = []
        if title is None or body not in title.iterancestors():
            stated = fold(description(page))
            for element in between(title, body, page):
                if element.tag in LEAD_TAGS and is_lead(element, stated) and not says_headline(element, title):
                    if not self._is_cut(element, body, page):
                        return [element]
                elif (
                    (element in texts or (element.tag in ("strong", "b", "em") and element.getparent() in around))
                    and not says_of_picture(element)
                    and ends_sentence(_before_links(element))
                ):
                    alone.append(element)
        after = title is None or body not in title.iterancestors()
        for element in body.iterdescendants():
            if element is title:
                after = True
            elif after and element.tag in LEAD_TAGS and is_lead(element, ""):
                if not self._is_cut(element, body, page):
                    return [element]
            elif (
                after
                and element in texts
                and _is_running(element)
                and not frames_captioned(element)
                and not repeats_headline(element, title)
                and not any(is_lead(e, "") and _is_all_of(e, element) for e in element.iterdescendants(*LEAD_TAGS))
            ):
                break
        if title is not None and len(alone) == 1:
            return alone
        apart = first_apart([(p.element, p.letters) for p in paragraphs(page) if p.teaser is None], body, title, page)
        return [apart] if apart is not None else None

    @staticmethod
    def _is_cut(element: Element, body: Element, page: Page) -> bool:
        """Whether a lead is a machine's; then the body leaves it out."""
        if cut := is_cut_from(element, body):
            page.memo.setdefault("cut leads", []).append(element)
        return cut

    def date_published(self, page: Page) -> Element | None:
        return stamp_near(self._headline(page), self.body(page), page)

    def body(self, page: Page) -> list[Element]:
        found = densest(page)
        return [found, *background(page)] if found is not None else []

    def section(self, page: Page) -> list[Element] | str | None:
        """The breadcrumb's links; else, unless metadata say more, what stands beside the date or in the window's title."""
        body, title = densest(page), self._headline(page)
        links = section_links(title, body, page) if body is not None else []
        if links or breadcrumb_from_metadata(page):
            return links or None
        beside = section_beside_date(title, body, page) if body is not None else None
        return beside or section_in_window(title, page) or section_over(title, page)

    def tags(self, page: Page) -> list[str]:
        body = densest(page)
        return tag_names(self._headline(page), body, page) if body is not None else []

    def read(self, page: Page) -> Draft:
        if reason := refusal(page):
            raise NotAnArticle(reason)
        draft = super().read(page)
        captions = sum(len(image.caption or "") for image in draft.images)
        if captions + sum(len(block.text) for block in draft.blocks) < LEAST_IN_SHORT_NEWS:
            raise NotAnArticle("too-little-text")
        tabular = all(block.kind == "table" for block in draft.blocks) or any(map(_in_data_table, self.body(page)))
        if tabular and not captions and not self._is_dated(page):
            raise NotAnArticle("no-sign-of-an-article")  # documents, prices, scores
        return draft

    def _take_lead(self, draft: Draft, page: Page) -> None:
        """Headings that repeat the headline open some bodies whose lead has been found, too."""
        take_lead(draft, fold(description(page)))

    def read_body(self, page: Page, containers: Iterable[Element]) -> Body:
        """The body without what stands above the headline in the same box, nor headline and lead themselves."""
        containers = list(containers)
        title = self._headline(page)
        drop: list[Element] = [*(self.summary(page) or []), *self._credits(page).elements]
        drop += page.memo.get("cut leads", ())
        drop += _teasers_in(containers, page)
        for container in containers:
            date = date_near(title, [container], page)
            if date is not None and container in date.iterancestors():
                drop.append(row_of(date, container))
            if title is not None and container in set(title.iterancestors()):
                drop += before(title, container)
                drop.append(title)
                over = date if date is not None and _precedes_text(date, container, page) else None
                head = [
                    e for e in (over, *(self.summary(page) or [])) if e is not None and container in e.iterancestors()
                ]
                drop += _between(title, head, container)
        return self.reader(page, drop).read([*pictures_before(title, containers, page), *containers])

    def byline_clues(self, page: Page, body: list[Element]) -> Iterable[BylineClue]:
        named = self._credits(page)
        headline = self._headline(page)
        authors = named.authors
        if not authors and (beside := name_beside_date(headline, body, page)):
            authors = [(beside, None)]
        yield from clues_of(authors, named.sources, named.posters)
        yield from authors_stated(headline, body, page) if not authors else metadata_authors(page)

    def _is_dated(self, page: Page) -> bool:
        """Whether the page says when it was published, elsewhere than in a table of other things' dates."""
        line = date_near(self._headline(page), self.body(page), page)
        return states_article(page) or (line is not None and not any(a.tag == "table" for a in line.iterancestors()))

    def _credits(self, page: Page) -> Credits:
        if "credits" not in page.memo:
            page.memo["credits"] = credits_near(self._headline(page), self.body(page), page)
        return cast(Credits, page.memo["credits"])

    def _headline(self, page: Page) -> Element | None:
        return headline_element(page)


def _is_all_of(element: Element, box: Element) -> bool:
    """Whether a box, a table's cell perhaps, holds no more text than one element in it."""
    return len(element_text(element)) == len(element_text(box))


def _before_links(element: Element) -> str:
    """The text of a paragraph without the links to other articles that follow it."""
    text = element_text(element)
    for link in reversed(list(element.iter("a"))):
        if (linked := element_text(link)) and text.endswith(linked):
            text = text.removesuffix(linked).rstrip(" >»→•-")
    return text


def _is_running(element: Element) -> bool:
    """Whether a paragraph is one of the article's, and no row of date, section and counters."""
    text = element_text(element)
    return len(text) > _LONGEST_HEAD_LINE or (len(text) >= SAME and ends_sentence(text))


def _in_data_table(body: Element) -> bool:
    """Whether a body is a table of data, or a part of one."""
    if body.tag not in ("table", "tbody", "tr", "td"):
        return False
    table = next((box for box in (body, *body.iterancestors()) if box.tag == "table"), None)
    return table is not None and is_data_table(table)


def _teasers_in(containers: list[Element], page: Page) -> list[Element]:
    """The boxes in a body that announce other articles, unless the body is made of them."""
    inside = [p for p in paragraphs(page) if any(above in containers for above in p.element.iterancestors())]
    boxes = [p.teaser for p in inside if p.teaser is not None]
    return boxes if sum(p.letters for p in inside if p.teaser is None) > sum(p.letters for p in inside) / 2 else []


def _precedes_text(date: Element, container: Element, page: Page) -> bool:
    """Whether a date stands over the text in a container; one under it has the whole text between it and the headline."""
    own = [p.element for p in paragraphs(page) if p.teaser is None and container in p.element.iterancestors()]
    return not own or page.index.in_order([own[min(_LONGEST_OPENING, len(own)) - 1], date])[0] is date


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
            after
            and len(element_text(element)) <= _LONGEST_HEAD_LINE
            and not waiting & set(element.iterdescendants())
            and element.tag not in _PICTURES
            and next(element.iter(*_PICTURES), None) is None
        ):
            yield element
