"""For pages of no family: metadata first, then the place of the page where most of its running text stands."""

from __future__ import annotations

import re
from typing import cast

from crawler.items import Draft, NotAnArticle
from crawler.layouts.base import Layout, headline
from crawler.layouts.nearby import dates_near
from crawler.layouts.page import Element, Page, element_text, squeeze

_BODY_MARK = re.compile(
    r"article-?_?(?:body|content|detail)|(?:detail|content|post|entry|news|story|noi-?dung)-?_?(?:body|content|detail|text)|"
    r"articlebody|maincontent|main-content|fck_detail|cms-body|the-article|noidung|bodyhtml|contenttext",
    re.I,
)
_NEGATIVE_MARK = re.compile(
    r"comment|related|sidebar|footer|header|menu|nav|relate|other|popular|widget|banner|binh-?luan", re.I
)
_LEAST_TEXT = 200
_NOT_FOUND = re.compile(
    r"(?:trang|bài viết|nội dung|đường dẫn).{0,40}không (?:tồn tại|tìm thấy)|không tìm thấy (?:trang|bài viết|nội dung)|"
    r"page not found|\b404\b.{0,30}(?:error|lỗi|not found)",
    re.I,
)


class Generic(Layout):
    """Asks for more than a family does: article metadata, or a date beside a headline and a real body."""

    summary = (
        "//*[@itemprop='description' and not(self::meta)]",
        "//*[has-class('sapo') or has-class('detail-sapo') or has-class('article-sapo') or has-class('lead') or has-class('article__sapo') or has-class('hometext')]",
    )
    date_published = (
        "//time[@datetime]",
        "//*[@itemprop='datePublished' and not(self::meta)]",
    )
    author = (
        "//*[@itemprop='author' and not(self::meta)]",
        "//*[has-class('author-name') or has-class('article-author')]",
    )
    section = ()
    tags = "//*[has-class('tags') or has-class('tag-list') or has-class('list-tags') or has-class('tag_detail')]//a"

    def matches(self, page: Page) -> bool:
        return True

    def title(self, page: Page) -> str | None:
        stated = headline(page)
        printed = [t for t in page.texts("//h1") if len(t) > 8]
        return stated or (printed[0] if len(printed) == 1 else None)

    def body(self, page: Page) -> list[Element]:
        found = densest(page)
        return [found] if found is not None else []

    def read(self, page: Page) -> Draft:
        reason = self.refusal(page)
        if reason:
            raise NotAnArticle(reason)
        draft = super().read(page)
        text = " ".join(b.text for b in draft.blocks)
        if len(text) < _LEAST_TEXT:
            raise NotAnArticle("too-little-text")
        return draft

    def refusal(self, page: Page) -> str | None:
        """Why the page can't be an article, or None."""
        if not squeeze(page.root.text_content()):
            return "empty-page"
        shown = " ".join([*page.texts("//title"), *page.texts("//h1"), *page.texts("//h2[1]")])
        if _NOT_FOUND.search(shown):
            return "soft-404"
        if page.first("//input[@type='password']") is not None and densest(page) is None:
            return "login-page"
        body = densest(page)
        if body is None:
            return "no-body"
        stated = (
            bool(page.article_ld) or page.meta("article:published_time") or page.meta("og:type") in ("article", "news")
        )
        if not stated:
            title = self.title(page)
            if not title:
                return "no-title"
            if not any(dates_near(page.first("//h1"), [body])) and page.first("//time[@datetime]") is None:
                return "no-sign-of-an-article"
        return None


def densest(page: Page) -> Element | None:
    """The element whose own paragraphs hold the most running text, links not counted.

    Each paragraph gives its text to its parent and half of it to its grandparent, so that a body split into a few
    boxes is found as one. None where nowhere is there a real body.
    """
    marked = [e for e in page.find("//*[@itemprop='articleBody']") if len(element_text(e)) >= _LEAST_TEXT]
    if marked:
        return cast(Element, marked[0])
    scores: dict[Element, float] = {}
    for paragraph in page.root.iter("p", "div", "td", "h2", "h3", "li"):
        if (paragraph.tag == "div" and paragraph.find("./div") is not None) or paragraph.find("./p") is not None:
            continue
        text = element_text(paragraph)
        if len(text) < 40:
            continue
        linked = sum(len(element_text(a)) for a in paragraph.iter("a"))
        weight = len(text) - 2.0 * linked
        if weight <= 0 or _negative(paragraph):
            continue
        parent = paragraph.getparent()
        if parent is None:
            continue
        scores[parent] = scores.get(parent, 0.0) + weight
        above = parent.getparent()
        if above is not None:
            scores[above] = scores.get(above, 0.0) + weight / 2
    best: Element | None = None
    best_score = float(_LEAST_TEXT)
    for element, score in scores.items():
        mark = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        value = score * (1.4 if _BODY_MARK.search(mark) else 1.0)
        if value > best_score and element.tag not in ("html", "body"):
            best, best_score = element, value
    return best


def _negative(element: Element) -> bool:
    for step, above in enumerate(element.iterancestors()):
        if above.tag in ("footer", "nav", "aside", "form"):
            return True
        if step < 4 and _NEGATIVE_MARK.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False
