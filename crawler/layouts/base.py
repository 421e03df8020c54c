"""The base of all layouts: a declaration of where each field stands, and the reading of a page by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar, cast

from crawler.items import BylineClue, DateClue, Draft, NotAnArticle
from crawler.layouts.body import Body, Reader
from crawler.layouts.captions import STANDARD_CAPTIONS, CaptionRule
from crawler.layouts.credits import (
    address_in,
    authors_stated,
    clues_of,
    credits_near,
    name_beside_date,
    names_on_card,
    original_beside,
    sources_near,
)
from crawler.layouts.dating import date_near, dated_line, dates_others, labelled_date, row_of, stamp_near
from crawler.layouts.frame import names_comments
from crawler.layouts.headlines import headline_element, headline_text, is_confirmed
from crawler.layouts.labels import as_tags, is_better_stated, is_section_address, section_links, tag_names
from crawler.layouts.leads import (
    ends_sentence,
    lead_beside_picture,
    lead_near,
    lead_opening,
    lists_keywords,
    take_lead,
    with_dash_after_mark,
    without_label,
)
from crawler.layouts.metadata import (
    breadcrumb_from_metadata,
    description,
    headline,
    language,
    metadata_authors,
    metadata_dates,
    stated_breadcrumb,
)
from crawler.layouts.moments import STAMP, looks_like_moment, says_only_when
from crawler.layouts.page import Element, Page, element_text, squeeze
from crawler.layouts.pictures import pictures_before
from crawler.layouts.pointers import before_pointer, links_after
from crawler.layouts.query import compiled
from crawler.urls import bare_host
from crawler.vietnamese.bylines import is_system_account
from crawler.vietnamese.text import equal_folded, fold

Selectors = str | tuple[str, ...]
"""One XPath or several, the first that finds something counts. `has-class('x')` works as in parsel."""
Place = Selectors | Callable[[Page], Any]
"""Where a field stands: selectors, or a method of the layout."""
_NO_SECTION = re.compile(
    r"(?:trang chủ|home|trang nhất|homepage)?|(?:quay|trở) (?:lại|về)(?: .{0,20})?|đăng (?:nhập|k[ýí])|"
    r"\d+ (?:bình luận|phản hồi|ý kiến|comments?)|tiếng (?:việt|anh)|vietnamese|english",
    re.I,
)
"""What stands in a breadcrumb's row and names no section: the way home, buttons, languages."""
DECLARED = (
    *("title", "summary", "date_published", "date_modified", "author", "source"),
    *("body", "section", "tags"),
)
"""The fields that a layout says the place of."""
_BESIDE_BODY = ("title", "date_published", "summary", "author")
"""Those that tell a family's page from one that only shares the name of the body."""


NOT_FOUND = re.compile(
    r"(?:trang|bài viết|nội dung|đường dẫn|địa chỉ).{0,40}không (?:còn )?(?:tồn tại|tìm thấy)|object moved|"
    r"không tìm thấy (?:trang|bài viết|nội dung)|page not found|\b404\b.{0,30}(?:error|lỗi|not found)|(?:lỗi|error)\s*404",
    re.I,
)
"""What servers say, with status 200, in place of a page that isn't there."""
_NAMES_MOMENT = re.compile(r"time|date|publish|stamp")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ONLY_MARK = re.compile(r"\(?[^()]{2,30}\)?\s*[-–—]")
"""An agency's mark in an element of its own before the lead's."""
_CREDITS_SOURCE = re.compile(r"\W*nguồn(?: tin)?\s*[:：]", re.I)
_DEEPEST_BREADCRUMB = 5
_FOUND_NEARBY = "summary", "date_published"
_LONGEST_SIGNOFF = 160


class Layout:
    """Where the fields stand on the pages of one CMS family.

    A subclass declares XPaths; a template of another year is a subclass that changes what changed. What a declaration
    can't say is a method of the same name that takes the page: `def title(self, page) -> str | None`. Everything is
    handed on as printed; what a date or a byline means is for the pipelines.
    """

    name: ClassVar[str] = ""
    """Goes into `Article.layout`; by default the class name in kebab case."""
    recognises: ClassVar[Selectors] = ()
    """A page with one of these is this layout's. Markers of the article itself, not of the site around it."""
    recognises_surely: ClassVar[bool] = False
    """Whether these tell the family by more than the body's name, so that nothing else has to stand in its place."""

    title: Place = ()
    summary: Place = ()
    date_published: Place = ()
    date_modified: Place = ()
    author: Place = ()
    """Byline outside the body."""
    source: Place = ()
    """Source line outside the body (`Theo …`, `Nguồn tin …`)."""
    body: Place = ()
    section: Place = ()
    """The breadcrumb's links, outermost first."""
    tags: Place = ()
    drop: Selectors = ()
    """What stands in the body and does not belong to it."""
    keep: Selectors = ()
    """What looks like a box of links or advertising and does belong to the body."""
    captions: ClassVar[tuple[CaptionRule, ...]] = STANDARD_CAPTIONS
    """How a text under a picture is told to be its caption, beside `figcaption` and caption classes."""
    month_first: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" not in cls.__dict__:
            cls.name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    # --- reading --------------------------------------------------------------------------------------------

    @cached_property
    def _words_of_marks(self) -> frozenset[str] | None:
        """Words of classes of which a page has one that bears a mark; None where marks are no words."""
        words = [compiled(xpath).words or frozenset() for xpath in _tuple(self.recognises)]
        return frozenset[str]().union(*words) if words and all(words) else None

    def matches(self, page: Page) -> bool:
        """Whether the page is one of this family's articles."""
        words = self._words_of_marks
        if words and page.index.by_word.keys().isdisjoint(words):
            return False
        if self.marked_by(page) is None or not self._has_body(page):
            return False
        return self._is_at_home(page) and not self._is_copied(page)

    def marked_by(self, page: Page) -> str | None:
        """Which of its marks the page has."""
        return next((xpath for xpath in _tuple(self.recognises) if page.first(xpath) is not None), None)

    def _has_body(self, page: Page) -> bool:
        """Whether the body stands in one of its places; a template of another year that moved it is read as any page."""
        return callable(self.body) or self._stands(_tuple(self.body), page)

    def _is_at_home(self, page: Page) -> bool:
        """Whether something beside the body stands where the family has it.

        Sites of other makers call their bodies by the same words. Where only the body is known, the generic layout,
        which looks for the rest, reads the page better.
        """
        return self.recognises_surely or any(
            callable(place) or self._stands(_tuple(place), page)
            for name in _BESIDE_BODY
            if (place := getattr(self, name))
        )

    def _is_copied(self, page: Page) -> bool:
        """Whether the body stands in a post of WordPress, pasted with its classes, and no headline of the family's with it."""
        if "entry-content" not in page.index.by_word:
            return False
        if callable(self.title) or self._stands(_tuple(self.title), page):
            return False
        around = [box for body in self.elements_of("body", page)[:1] for box in body.iterancestors()]
        return any("entry-content" in (box.get("class") or "").split() for box in around)

    def read(self, page: Page) -> Draft:
        """The article as it stands on the page.

        Raises `NotAnArticle` when the page has no headline or no body.
        """
        title = self.text_of("title", page) or self._stated_headline(page)
        if not title:
            raise NotAnArticle("no-title")
        draft = Draft(title=title, layout=self.name, month_first=self.month_first)
        draft.summary = self.lead(page)
        containers = self.elements_of("body", page)
        body = self.read_body(page, containers)
        if not any(block.kind != "figure" for block in body.blocks) and not any(i.caption for i in body.images):
            raise NotAnArticle("no-body")
        if sum(len(block.text) for block in body.blocks) < 400 and NOT_FOUND.search(title):
            raise NotAnArticle("soft-404")
        while len(body.blocks) > 1 and body.blocks[-1].kind == "p" and says_only_when(body.blocks[-1].text):
            del body.blocks[-1]  # when the original was published
        draft.blocks, draft.images, draft.attachments = body.blocks, body.images, body.attachments
        draft.date_clues = list(self.date_clues(page, containers))
        page.memo["signed"] = _is_signed(body)
        draft.byline_clues = list(self.byline_clues(page, containers))
        draft.section = [name for name in self.section_names(page) if not equal_folded(name, title)]
        tags = self.texts_of("tags", page)
        if not callable(self.tags):
            tags = as_tags(tags) if tags or not containers else tag_names(self._headline(page), containers[-1], page)
        draft.tags = list(dict.fromkeys(tags))
        draft.language = language(page)
        self._take_lead(draft, page)
        draft.summary = without_label(draft.summary)
        draft.places = {name: self._stands(xpaths, page) for name, xpaths in self._selectors().items()}
        return draft

    def _take_lead(self, draft: Draft, page: Page) -> None:
        """Where the declared place for the lead is not on the page, the opening of the body may be it."""
        if not self.elements_of("summary", page):
            take_lead(draft, fold(description(page)))

    def lead(self, page: Page) -> str | None:
        """The lead as printed, without related links that stand in it."""
        elements = self.elements_of("summary", page)
        mark = ""
        for element in elements:
            read = Reader(page, drop=links_after(element, page)).read([element])
            text = squeeze(" ".join(before_pointer(b.text) for b in read.blocks if b.kind != "figure"))
            text = text or lead_beside_picture(element, read)
            text = with_dash_after_mark(text, element, page)
            if _ONLY_MARK.fullmatch(text):
                mark = f"{text} "
            elif text and not lists_keywords(text):
                return mark + text
        lead = None if any(map(element_text, elements)) else self._lead_nearby(page)
        return with_dash_after_mark(before_pointer(element_text(lead)), lead, page) if lead is not None else None

    def _lead_nearby(self, page: Page) -> Element | None:
        """The lead where the declared place for it is not on the page: before the body, or as its opening."""
        if "lead nearby" not in page.memo:
            body = self.elements_of("body", page)
            before = lead_near(self._headline(page), body, page)
            page.memo["lead nearby"] = before if before is not None else lead_opening(body)
        return cast("Element | None", page.memo["lead nearby"])

    def read_body(self, page: Page, containers: Iterable[Element]) -> Body:
        """The blocks of the body's elements, without what the layout drops and what it reads as another field."""
        containers = list(containers)
        drop = [e for x in _tuple(self.drop) for e in page.find(x)]
        for name in DECLARED:
            if name == "body" or callable(getattr(self, name)):
                continue
            found = self.elements_of(name, page)
            if name in _FOUND_NEARBY and not any(map(element_text, found)):  # an imported article's place may be empty
                found = [*found, *self._in_body(name, containers, page)]
            drop += [e for e in found if e not in containers]
        before = [box for box in pictures_before(self._headline(page), containers, page) if element_text(box)]
        return self.reader(page, drop).read([*before, *containers])

    def _in_body(self, field: str, containers: list[Element], page: Page) -> Iterator[Element]:
        """The lead or the row of the date in the body, where the declared places for them are not on the page."""
        found = self._lead_nearby(page) if field == "summary" else date_near(self._headline(page), containers, page)
        for box in containers if found is not None else ():
            if found is not None and box in found.iterancestors():
                yield found if field == "summary" else row_of(found, box)

    def reader(self, page: Page, drop: Iterable[Element]) -> Reader:
        """A body reader with this layout's ways."""
        return Reader(
            page,
            captions=self.captions,
            keep=[e for x in _tuple(self.keep) for e in page.find(x)],
            drop=drop,
        )

    def date_clues(self, page: Page, body: list[Element]) -> Iterable[DateClue]:
        """Every date the page offers: printed lines first, then metadata.

        Where the declared places hold none, the lines between headline and body are looked through; where there is
        none at all, what a script would write.
        """
        metadata = list(metadata_dates(page))
        printed, stamps = self._dates_on(page, body)
        if not printed and not stamps and all(clue.means != "published" for clue in metadata) and page.dates_filled_in:
            printed, stamps = self._dates_on(page, body)
        for text in printed:
            yield DateClue(text, "printed", "published")
        for stamp in stamps:
            yield DateClue(stamp, "time", "published")
        for text in self.texts_of("date_modified", page)[:1]:
            yield DateClue(text, "printed", "modified")
        yield from metadata

    def _dates_on(self, page: Page, body: list[Element]) -> tuple[list[str], list[str]]:
        """The printed lines with the date of publication, and what their elements state for machines."""
        stated = self.elements_of("date_published", page)[:3]
        stamps = _machine_dates(stated)
        if callable(self.date_published):
            printed = list(filter(None, map(dated_line, stated)))
        else:
            printed = self.texts_of("date_published", page)[:3]
        if not printed and not stamps and (stamp := stamp_near(self._headline(page), body, page)) is not None:
            stamps = _machine_dates([stamp])
            printed = [text] if (text := dated_line(stamp)) else []
        if (
            not any(map(looks_like_moment, printed))
            and (nearby := date_near(self._headline(page), body, page)) is not None
        ):
            printed = [labelled_date(nearby)]
            stamps = stamps or _machine_dates(e for e in nearby.iter() if e is nearby or e.tag == "time")
        return printed, stamps

    def byline_clues(self, page: Page, body: list[Element]) -> Iterable[BylineClue]:
        """Bylines and source lines outside the body, then metadata.

        Where the place that a layout declares for one holds none, the lines around the body are looked through; so they
        are where it declares none for authors and the body isn't signed at its end.
        """
        headline = self._headline(page)
        authors, sources = list(self.links_of("author", page)), list(self.links_of("source", page))
        if len(authors) == 1 and _CREDITS_SOURCE.match(authors[0][0]):  # one place for both
            sources, authors = sources or authors, []
        posters: list[str] = []
        if (not authors and (self.author or not page.memo.get("signed"))) or (self.source and not sources):
            around = credits_near(headline, body, page, inside=False)
            if not authors:
                authors, posters = around.authors, around.posters
            if not authors and not page.memo.get("signed") and (beside := name_beside_date(headline, body, page)):
                authors = [(beside, None)]
            named = {text for text, _ in authors}
            sources = sources or [line for line in around.sources if line[0] not in named]
        elif not sources:
            sources = list(sources_near(headline, body, page))
        yield from clues_of(authors, sources, posters)
        told = not authors and (sources or page.memo.get("signed"))  # whether a name is shown is asked beside a source
        yield from authors_stated(headline, body, page) if told else metadata_authors(page)

    @staticmethod
    def _stated_headline(page: Page) -> str:
        """The headline where the declared place for it is empty.

        It is what the page prints and metadata or the window's title confirm; else metadata's, else what reads as one.
        """
        element = headline_element(page)
        printed = headline_text(element) if element is not None else ""
        return (printed if is_confirmed(page) else "") or headline(page) or printed

    def _headline(self, page: Page) -> Element | None:
        """The element that prints the headline."""
        declared = self.elements_of("title", page)
        return declared[0] if declared else headline_element(page)

    def section_names(self, page: Page) -> list[str]:
        """The breadcrumb's names without the way home, whatever that is called, without buttons and the headline itself."""
        declared = [name for name, url in self.links_of("section", page) if not url or is_section_address(url, page)]
        if len(declared) > _DEEPEST_BREADCRUMB:
            declared = []  # a menu in the breadcrumb's place
        if declared and is_better_stated(declared, stated := stated_breadcrumb(page)):
            declared = stated
        found = declared or breadcrumb_from_metadata(page)
        if not found and not callable(self.section) and (body := self.elements_of("body", page)):
            links = section_links(self._headline(page), body[0], page, named_beside=False)
            found = [
                element_text(a) for a in links if not (url := address_in(a, page)) or is_section_address(url, page)
            ]
        names = [n.strip(" >»/›|") for n in found]
        if len(names) > 1 and fold(names[0]) == bare_host(page.address or "").partition(".")[0]:
            del names[0]
        sections = (n for n in names if not _NO_SECTION.fullmatch(unicodedata.normalize("NFC", n)))
        return list(dict.fromkeys(n for n in sections if not is_system_account(n)))

    def _selectors(self) -> dict[str, tuple[str, ...]]:
        """The fields whose place is declared by selectors."""
        declared = {name: getattr(self, name) for name in DECLARED}
        return {name: _tuple(place) for name, place in declared.items() if place and not callable(place)}

    @staticmethod
    def _stands(xpaths: tuple[str, ...], page: Page) -> bool:
        return any(page.first(xpath) is not None for xpath in xpaths)

    def lost(self, page: Page) -> list[str]:
        """The fields whose declared selectors find nothing on a page."""
        return [name for name, xpaths in self._selectors().items() if not self._stands(xpaths, page)]

    # --- evaluating a declaration ---------------------------------------------------------------------------

    def _evaluate(self, field: str, page: Page) -> Iterable[Any]:
        declared: Place = getattr(self, field)
        if callable(declared):
            found = declared(page)
            yield [] if found is None else found if isinstance(found, list) else [found]
            return
        for xpath in _tuple(declared):
            found = page.find(xpath)
            if field == "author":
                found = self._not_commenters(found, page)
            elif found and field in ("summary", "date_published"):
                known = page.memo.setdefault("the article's own", {})
                if (field, xpath) not in known:
                    own = self._before_its_end if field == "summary" else self._own_dates
                    known[field, xpath] = own(found, page)
                found = known[field, xpath]
            yield found

    def _own_dates(self, found: list[Any], page: Page) -> list[Any]:
        """Elements without those that date other articles, whose lists many templates fill with the same class.

        Nor what the text speaks of, where it has been copied with its classes from another site of the family.
        """
        headline = self._headline(page) if found else None
        body = self.elements_of("body", page) if found else []
        apart = body[:1] if headline is not None and body and body[0] not in headline.iterancestors() else []
        return [
            part
            for part in found
            if not isinstance(part, Element)
            or not (dates_others(part, headline, body, page) or any(box in apart for box in part.iterancestors()))
        ]

    def _before_its_end(self, found: list[Any], page: Page) -> list[Any]:
        """Elements without those after the body: the leads of other articles, which many templates class the same."""
        body = self.elements_of("body", page) if found else []
        if not body:
            return found
        return [
            part
            for part in found
            if not isinstance(part, Element)
            or page.index.in_order([body[-1], part])[0] is part
            or body[-1] in part.iterancestors()
        ]

    def _not_commenters(self, found: list[Any], page: Page) -> list[Any]:
        """Elements without those in the comments, whose writers many templates name by the byline's own class."""
        headline = self._headline(page)
        around = set(headline.iterancestors()) if headline is not None else set()
        return [
            part
            for part in found
            if not isinstance(part, Element)
            or not any(_of_comments(box) for box in part.iterancestors() if box not in around)
        ]

    def where(self, field: str, page: Page) -> tuple[str | None, list[str]]:
        """(selector that finds a field, the texts it finds), for people who ask; (None, []) where nothing does."""
        declared = getattr(self, field)
        if callable(declared):
            found = [_text(part) for part in next(iter(self._evaluate(field, page)))]
            return (f"{self.name}.{field}()", found) if any(found) else (None, [])
        for xpath, found in zip(_tuple(declared), self._evaluate(field, page), strict=True):
            if texts := [t for t in map(_text, found) if t]:
                return xpath, texts
        return None, []

    def texts_of(self, field: str, page: Page) -> list[str]:
        """The texts a declaration finds, by the first of its XPaths that finds any."""
        for found in self._evaluate(field, page):
            if texts := [t for t in map(_text, found) if t]:
                return texts
        return []

    def text_of(self, field: str, page: Page) -> str:
        """The first text a declaration finds, or an empty string."""
        return next(iter(self.texts_of(field, page)), "")

    def elements_of(self, field: str, page: Page) -> list[Element]:
        """The elements a declaration finds; of elements inside each other the outermost."""
        for found in self._evaluate(field, page):
            elements = [e for e in found if isinstance(e, Element)]
            if len(elements) > 1:
                elements = [e for e in elements if not any(a in elements for a in e.iterancestors())]
            if elements:
                return elements
        return []

    def links_of(self, field: str, page: Page) -> Iterable[tuple[str, str | None]]:
        """Each text a declaration finds with the address it links to, or, for a source, that of the original."""
        address = original_beside if field == "source" else address_in
        for found in self._evaluate(field, page):
            out: list[tuple[str, str | None]] = []
            for part in found:
                if text := _text(part):
                    element = part if isinstance(part, Element) else None
                    names = names_on_card(element, text) if element is not None and field == "author" else []
                    url = address(element, page) if element is not None else None
                    out += [(name, url) for name in names or [text]]
            if out:
                yield from out
                return


def _is_signed(body: Body) -> bool:
    """Whether a short line that is set apart ends a body."""
    last = next((block for block in reversed(body.blocks) if block.kind != "figure"), None)
    return (
        last is not None
        and len(last.text) <= _LONGEST_SIGNOFF
        and (last.align == "right" or (last.emphasis != "" and not ends_sentence(last.text)))
    )


def _tuple(selectors: Selectors) -> tuple[str, ...]:
    return (selectors,) if isinstance(selectors, str) else tuple(selectors)


def _machine_dates(elements: Iterable[Element]) -> list[str]:
    """What elements state for machines; the scripts that print `3 giờ trước` keep the moment in the title."""
    stated = (
        squeeze(e.get("datetime") or e.get("content") or _moment(e.get("title")) or _counted(e)) for e in elements
    )
    return list(filter(None, stated))


def _counted(element: Element) -> str:
    """The moment that a script counts from, in seconds or milliseconds since 1970: `data-updated="1680757620000"`."""
    for name, value in element.items():
        if name.startswith("data-") and _NAMES_MOMENT.search(name) and _EPOCH.fullmatch(value):
            return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return ""


def _moment(title: str | None) -> str:
    return title if title and STAMP.match(title) else ""


def _text(found: Any) -> str:
    return element_text(found) if isinstance(found, Element) else squeeze(str(found))


def _of_comments(box: Element) -> bool:
    return names_comments(f"{box.get('class') or ''} {box.get('id') or ''}")
