"""The CMS of laodongxahoi.net and its sisters (MASTERCMS), known by its misspelt `#cotent_detail`."""

from __future__ import annotations

import re

from crawler.items import Draft
from crawler.layouts.base import Layout
from crawler.layouts.captions import CENTRED_CAPTIONS
from crawler.layouts.page import Element, Page
from crawler.vietnamese.text import fold

_LEAST_LEAD = 40
_WORD = re.compile(r"\w+")
_OF_THE_SITE = re.compile(
    r"cơ quan ngôn luận|trang (?:tin|thông tin) điện tử|tạp chí điện tử|báo điện tử|cổng thông tin", re.I
)


class CotentDetail(Layout):
    """laodongxahoi.net, tapchilaodongxahoi.vn, kinhtedothi.vn, thuonghieuvaphapluat.vn, yeutretho.vn, 2017 to 2025.

    2017 prints the headline in an `h1` or only in the metadata; 2020 to 2022 in `.title_detail_news`; the second
    template of 2025 prints the date in `span.cl999.fontOP`.
    """

    recognises = "//*[@id='cotent_detail']"
    title = "//*[has-class('title_detail_news')]"
    summary = "//*[has-class('sapo_detail')]"
    date_published = (
        "(//*[has-class('time_detail_news')])[1]",
        "(//span[has-class('cl999')][contains(concat(' ', @class, ' '), ' fontOP ')])[1]",
    )
    author = "//*[has-class('author_undefined')]", "//*[has-class('author_detail') or has-class('author_detail_news')]"
    source = "//*[has-class('source_detail') or has-class('source_detail_news') or has-class('source_news')]"
    body = "(//*[@id='cotent_detail'])[1]"
    section = (
        "(//*[contains(@class, 'bread') and not(contains(@class, 'bread_right'))][.//a])[1]"
        "//a[not(ancestor::*[contains(@class, 'bread_right')])]",
        "//*[has-class('title_detail_news')]/preceding::div[has-class('text-uppercase')][1]//a",
        "//h1/preceding::div[has-class('text-uppercase')][1]//a",
    )
    tags = "(//*[has-class('tag_detail')])[1]//a"
    captions = CENTRED_CAPTIONS

    def read(self, page: Page) -> Draft:
        bodies = page.find("//*[@id='cotent_detail']")
        if len(bodies) > 1:
            page = page.without(_from_second_article(page, bodies))
        draft = super().read(page)
        if len(bodies) > 1:
            draft.warnings.append("several-articles")
        if not draft.summary:
            draft.summary = described_lead(page, draft)
        return draft


class ContentDetailNews(Layout):
    """baodautu.vn, 2026: the same CMS after its redesign."""

    recognises = "//*[@id='content_detail_news']"
    title = "//*[has-class('title-detail')]"
    summary = "//*[has-class('sapo_detail')]"
    date_published = "//*[has-class('post-time')]"
    author = "//*[has-class('author-share-top')]//a[has-class('author')]"
    body = "(//*[@id='content_detail_news'])[1]"
    section = "//*[has-class('title-detail')]/preceding-sibling::div[has-class('text-uppercase')][1]//a"
    tags = "//*[has-class('tag_detail')]//a"
    captions = CENTRED_CAPTIONS


def _from_second_article(page: Page, bodies: list[Element]) -> list[Element]:
    """All that stands from the second article on: its headline, or else its body, and what follows in the same column."""
    first, second = bodies[:2]
    above = set(first.iterancestors())
    start = second
    while (parent := start.getparent()) is not None and parent not in above:
        start = parent
    for heading in page.find("//*[has-class('title_detail_news')]")[1:2]:
        step = heading
        while (parent := step.getparent()) is not None and parent not in above:
            step = parent
        if parent is start.getparent() and step in set(start.itersiblings(preceding=True)):
            start = step
    return [start, *start.itersiblings()]


def described_lead(page: Page, draft: Draft) -> str | None:
    """The lead where the template prints none in its own place: this CMS keeps it in the page's description.

    Not when the description is cut off, begins a longer paragraph of the body (then the CMS made it up from there), or
    is the site's own. A first paragraph that it repeats word for word is the lead, and leaves the body later on.
    """
    described = page.meta("og:description", "description") or ""
    mine = fold(described)
    if len(described) < _LEAST_LEAD or described.rstrip().endswith(("…", "...")) or mine == fold(draft.title):
        return None
    if _OF_THE_SITE.search(described) or not _shares_words(described, draft):
        return None
    if any(fold(block.text).startswith(mine) and fold(block.text) != mine for block in draft.blocks):
        return None
    return described


def _shares_words(described: str, draft: Draft) -> bool:
    """Whether a description is of this story: a lead names some of what its article is about.

    A whole sentence needs one word in common, anything else two: a site's own description is seldom a sentence.
    """
    words = {word for word in _WORD.findall(described.casefold()) if len(word) > 3}
    story = " ".join([draft.title, *(block.text for block in draft.blocks[:8])])
    needed = 1 if described.rstrip(' ”"').endswith((".", "!", "?")) else 2
    return len(words & set(_WORD.findall(story.casefold()))) >= needed
