"""The hard things of real pages, each with the way to see that a fixture has it.

    python -m tests.layouts.oddities

prints which pages show what, by the layout that reads them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any

from crawler.items import Draft
from crawler.layouts import Layout, Page, choose
from crawler.layouts.page import Element, element_text
from crawler.vietnamese.text import fold
from tests.layouts.fixture_pages import ARTICLES, EXPECTED, html_of, page

_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


class Seen:
    """A fixture's page with what a person expects of it."""

    def __init__(self, case: str) -> None:
        self.html = html_of(case).decode()
        self.page: Page = page(case)
        self.layout: Layout = choose(self.page)
        self.expected: dict[str, Any] = EXPECTED[case]
        self.paragraphs: list[str] = self.expected.get("content_text") or []
        self.captions = [fold(image["caption"]) for image in self.images if image.get("caption")]

    @property
    def images(self) -> list[dict[str, Any]]:
        return self.expected.get("images") or []

    @cached_property
    def draft(self) -> Draft:
        return self.layout.read(page_of(self))

    @cached_property
    def bodies(self) -> list[Element]:
        """The elements that hold the body."""
        return self.layout.elements_of("body", self.page)

    @cached_property
    def body_text(self) -> str:
        """Letters and digits of the body and all that stands in it, hidden or not."""
        return fold(" ".join(element_text(body) for body in self.bodies))

    def within(self, *tags: str) -> Iterator[Element]:
        """The elements in the body."""
        for body in self.bodies:
            yield from (element for element in body.iter(*tags) if element is not body and isinstance(element.tag, str))

    def is_text(self, text: str) -> bool:
        """Whether a text of the page is one of the expected paragraphs."""
        return bool(text) and fold(text) in {fold(paragraph) for paragraph in self.paragraphs}

    def is_left_out(self, text: str) -> bool:
        """Whether a text of the page is no part of the expected body."""
        return bool(fold(text)) and fold(text) not in fold(" ".join(self.paragraphs))

    def box(self, pattern: str, saying: str = "") -> bool:
        """Whether a box in the body with such a class, id or type, and text, is no part of the expected body."""
        named = re.compile(rf"(?<![a-z])(?:{pattern})", re.I)
        return any(
            named.search(" ".join(e.get(name) or "" for name in ("class", "id", "type")))
            and re.search(saying, element_text(e))
            and self.is_left_out(element_text(e))
            for e in self.within()
        )


def page_of(seen: Seen) -> Page:
    """The page once more: reading may cut its tree."""
    return Page.from_html(seen.html, seen.page.url)


def _whole(element: Element, *tags: str) -> bool:
    """Whether all of an element's text is in one descendant with such a tag."""
    text = fold(element_text(element))
    return bool(text) and any(fold(element_text(inner)) == text for inner in element.iter(*tags))


def _own_texts(element: Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]


def _metadata_author(seen: Seen) -> Iterator[str]:
    yield seen.page.meta("author", "article:author") or ""
    author = seen.page.article_ld.get("author")
    for entry in author if isinstance(author, list) else [author]:
        yield str((entry.get("name") if isinstance(entry, dict) else entry) or "")


def _site_names(seen: Seen) -> set[str]:
    publisher = seen.page.article_ld.get("publisher")
    named = publisher.get("name", "") if isinstance(publisher, dict) else ""
    return {fold(name) for name in (seen.page.meta("og:site_name") or "", str(named)) if name}


def _comments_like_body(seen: Seen) -> bool:
    classes = {word for body in seen.bodies for word in (body.get("class") or "").split()} | {"bodytext"}
    return any(
        classes & set((element.get("class") or "").split())
        and seen.is_left_out(element_text(element))
        and any(
            re.search(r"comment|binh-?luan", f"{box.get('class') or ''} {box.get('id') or ''}")
            for box in (element, *element.iterancestors())
        )
        for element in seen.page.root.iter()
        if isinstance(element.tag, str)
    )


def _lazy(seen: Seen) -> bool:
    wanted = {image.get("url") for image in seen.images}
    lazy = ("data-src", "data-original", "data-srcset", "data-lazy-src")
    return any(seen.page.absolute(i.get(name) or "-") in wanted for i in seen.within("img") for name in lazy)


ODDITIES: dict[str, Callable[[Seen], bool]] = {
    # headline and lead
    "several h1": lambda s: len(s.page.find("//h1")) > 1,
    "headline is an image": lambda s: any(
        "logo" not in (img.get("src") or "") for img in s.page.find("//h1[not(normalize-space()) and not(.//a)]//img")
    ),
    "og:title with the outlet": lambda s: (
        (s.page.meta("og:title") or "").startswith(s.expected.get("title", "-"))
        and s.page.meta("og:title") != s.expected["title"]
    ),
    "related link in the lead": lambda s: any(
        fold(element_text(link)) and fold(element_text(link)) not in fold(s.expected.get("summary") or "")
        for lead in s.layout.elements_of("summary", s.page)
        for link in lead.iter("a")
    ),
    "stamp glued to the lead": lambda s: (
        bool(s.expected.get("dateline") and s.expected.get("summary"))
        and fold(s.draft.summary or "").startswith(fold(s.expected["dateline"]))
    ),
    "lead repeated as first paragraph": lambda s: (
        bool(s.expected.get("summary"))
        and fold(s.expected["summary"]) in s.body_text
        and fold(element_text(s.page.root)).count(fold(s.expected["summary"])) > 1
    ),
    "no lead": lambda s: "summary" in s.expected and s.expected["summary"] is None,
    # paragraphs
    "text in div": lambda s: any(s.is_text(element_text(e)) and not len(e.findall(".//p")) for e in s.within("div")),
    "bare text": lambda s: any(len(fold(text)) > 30 for body in s.bodies for text in _own_texts(body)),
    "text between br": lambda s: any(s.is_text(br.tail or "") for br in s.within("br")),
    "text in a table": lambda s: any(
        s.is_text(text) for cell in s.within("td") for e in cell.iter() for text in (element_text(e), e.text or "")
    ),
    "stray closing tag": lambda s: re.search(r"</p>\s*</p>|</>", s.html) is not None,
    "whole article in one p": lambda s: (
        len(s.paragraphs) > 2
        and any(all(fold(text) in fold(element_text(p)) for text in s.paragraphs) for p in s.within("p"))
    ),
    "paragraphs twice, one copy hidden": lambda s: any(
        _HIDDEN.search(e.get("style") or "") and any(s.is_text(element_text(part)) for part in e.iter())
        for e in s.within()
    ),
    "damaged entity": lambda s: re.search(r"&(?:[A-Za-z]{1,7}|#\d{2,5})(?![\w;])", _TAG.sub(" ", s.html)) is not None,
    "repeated salutation": lambda s: any(n > 1 for n in Counter(s.paragraphs).values()),
    "sub-heading as bold paragraph": lambda s: any(
        block.kind == "p" and block.emphasis == "bold" and s.is_text(block.text) for block in s.draft.blocks
    ),
    "sub-heading as one link": lambda s: any(
        s.is_text(element_text(e)) and _whole(e, "a") and _whole(e, "b", "strong") for e in s.within("p", "div")
    ),
    "xem thêm as real text": lambda s: re.search(r"xem thêm|đọc thêm|đọc tiếp", " ".join(s.paragraphs), re.I) is not None,
    # what stands in the body and is not of it
    "comments in the body's class": _comments_like_body,
    "related articles in the body": lambda s: any(
        s.is_left_out(element_text(link)) and not re.search(r"\.(?:jpe?g|png|pdf)$", link.get("href") or "")
        for link in s.within("a")
        if len(element_text(link)) > 12
    ),
    "poll in the body": lambda s: s.box("poll|vote|binhchon") or any(i.get("type") == "radio" for i in s.within("input")),
    "vote counter in the body": lambda s: s.box("vote|rating|kk-star", saying=r"\d"),
    "share row in the body": lambda s: s.box("share|social|sharing|fb-|zalo"),
    "pointer in the body": lambda s: any(
        re.match(r"\W*(?:xem thêm|đọc thêm|>>|»)", element_text(e), re.I) and s.is_left_out(element_text(e))
        for e in s.within("p", "div", "li", "em", "a")
    ),
    "telephone number in a hidden element": lambda s: any(
        _HIDDEN.search(e.get("style") or "") and re.search(r"\d{3}[ .]?\d{3}", element_text(e)) for e in s.within("span")
    ),
    # pictures
    "caption in figcaption without p": lambda s: any(
        fold(element_text(c)) in s.captions and c.find(".//p") is None for c in s.within("figcaption")
    ),
    "caption as italic or centred line": lambda s: any(
        fold(element_text(p)) in s.captions and p.find(".//img") is None
        and not any(a.tag in ("td", "figure", "figcaption") for a in p.iterancestors() if a in set(s.within()))
        for p in s.within("p", "div")
    ),
    "caption in a table": lambda s: any(fold(element_text(cell)) in s.captions for cell in s.within("td")),
    "caption in the picture's paragraph": lambda s: any(
        fold(element_text(p)) in s.captions and p.find(".//img") is not None for p in s.within("p")
    ),
    "picture without caption": lambda s: any("caption" in i and i["caption"] is None for i in s.images),
    "caption twice": lambda s: any(s.body_text.count(caption) > 1 for caption in s.captions),
    "lazy picture": _lazy,
    "photo story": lambda s: s.paragraphs == [] and bool(s.captions),
    # byline, source, date
    "poster's account": lambda s: re.search(r"admin|quản trị viên|đăng bởi|ban bien tap", _TAG.sub(" ", s.html), re.I)
    is not None,
    "byline outside the body": lambda s: bool(s.expected.get("authors")) and any(
        e not in set(s.within()) for e in s.layout.elements_of("author", s.page)
    ),
    "meta author is the outlet": lambda s: any(
        fold(name) and any(fold(name) in site or site in fold(name) for site in _site_names(s))
        for name in _metadata_author(s)
    ),
    "Theo in microdata's author": lambda s: any(
        element_text(e).startswith("Theo ") for e in s.page.find("//*[@itemprop='author']")
    ),
    "source line in the footer": lambda s: any(
        re.search(r"(?:^|[.\s])Nguồn\s*:", element_text(e))
        for e in s.page.find("//footer | //*[contains(@class, 'ooter') or contains(@id, 'ooter')]")
    ),
    "several .journal-content-article": lambda s: len(s.page.find("//*[has-class('journal-content-article')]")) > 1,
    "date filled in by a script": lambda s: re.search(r"innerHTML\s*=\s*\w*date", s.html, re.I) is not None,
}  # fmt: skip
"""What issue after issue was about, in a reader's words."""


@cache
def shown() -> dict[str, dict[str, list[str]]]:
    """The pages that show each oddity, by layout."""
    found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in ODDITIES}
    for case in ARTICLES:
        seen = Seen(case)
        for name, has in ODDITIES.items():
            if has(seen):
                found[name][seen.layout.name].append(case)
    return found


if __name__ == "__main__":
    for name, by_layout in shown().items():
        print(name)
        for layout, cases in by_layout.items():
            print(f"  {layout:22} {', '.join(cases)}")
