"""What the metadata of a page say of the article, read the same way by all layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from crawler.items import BylineClue, DateClue
from crawler.layouts.frame import HOME_NAME
from crawler.layouts.page import Page, squeeze
from crawler.vietnamese.bylines import is_vietnamese_person
from crawler.vietnamese.text import fold

_VISIBLE = (
    "//*[contains(@class, 'breadcrumb') or contains(@id, 'breadcrumb')]"
    "//a[not(ancestor::*[contains(@class, 's4-breadcrumb')])]"
)
"""Of SharePoint's own, which opens at a click, no reader sees the links."""
_BEFORE_OUTLET = (" | ", " - ", " – ")
_MOST_OF_HEADLINE = 0.4
_MOST_AUTHORS = 50
"""What metadata add to a headline is rarely longer than it."""
_NO_SECTION = frozenset({"news", "article", "articles", "blog"})
"""What CMS fill in where an article has no section."""


def headline(page: Page) -> str:
    """The headline where a layout's own place for it is empty: the `h1` that metadata confirms, else metadata's."""
    stated = (
        squeeze(unescape(str(page.article_ld.get("headline") or ""))) or page.meta("og:title", "twitter:title") or ""
    )
    for printed in page.texts("//h1"):
        # much shorter, it names the school or the office of which the headline tells something
        if len(printed) > max(8, _MOST_OF_HEADLINE * len(stated)) and fold(stated).startswith(fold(printed)):
            return printed
    return without_outlet(stated, page)


def without_outlet(title: str, page: Page) -> str:
    """A title without ` - Outlet` or ` | outlet.vn` at its end, where the page says that this is the outlet."""
    for separator in _BEFORE_OUTLET:
        head, mark, tail = title.rpartition(separator)
        if mark and _is_outlet(tail, page):
            return head.strip()
    return title


def _is_outlet(name: str, page: Page) -> bool:
    mine = fold(name)
    return bool(mine) and any(
        mine == known or (len(mine) >= 6 and (mine in known or known in mine)) for known in _outlets(page)
    )


def _outlets(page: Page) -> list[str]:
    """What the page calls its outlet, for comparing."""
    publisher = page.article_ld.get("publisher")
    names = [
        page.meta("og:site_name", "application-name") or "",
        publisher.get("name", "") if isinstance(publisher, dict) else "",
        (urlsplit(page.address or "").hostname or "").removeprefix("www."),
    ]
    return [fold(str(name)) for name in names if name]


def names_own_outlet(name: str, page: Page) -> bool:
    """Whether a name in a byline's place is the site's, in metadata or at the end of the window's title, and no person's."""
    mine = fold(name)
    ends = [window.rpartition(mark)[2] for window in page.windows for mark in _BEFORE_OUTLET if mark in window]
    called = map(fold, (*ends, page.meta("og:site_name") or ""))
    return bool(mine) and mine in called and not is_vietnamese_person(name)


def metadata_dates(page: Page) -> Iterable[DateClue]:
    """Dates of JSON-LD and metas, as they stand there."""
    for key, means in (("datePublished", "published"), ("dateModified", "modified")):
        value = page.article_ld.get(key)
        if isinstance(value, str) and value.strip():
            yield DateClue(squeeze(value), "json-ld", "published" if means == "published" else "modified")
    published = page.meta("article:published_time", "datepublished", "pubdate", "og:published_time", "its_publication")
    if not published and not page.article_ld:  # Drupal 7
        stated = (span for span in page.root.iter("span", "div") if "dc:created" in (span.get("property") or ""))
        published = squeeze(created.get("content")) if (created := next(stated, None)) is not None else None
    if published:
        yield DateClue(published, "meta", "published")
    modified = page.meta("article:modified_time", "datemodified", "og:updated_time", "lastmod")
    if modified:
        yield DateClue(modified, "meta", "modified")


def metadata_authors(page: Page) -> Iterable[BylineClue]:
    """Authors of JSON-LD and metas: often a poster's account or nothing; the pipeline judges. Not the outlet itself."""
    outlets = _outlets(page)
    found = page.article_ld.get("author")
    for author in found[:_MOST_AUTHORS] if isinstance(found, list) else [found]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and squeeze(name) and fold(name) not in outlets:
            yield BylineClue(squeeze(name), "json-ld")
    name = page.meta("article:author", "author", "dable:author")
    if name and fold(name) not in outlets:
        yield BylineClue(name, "meta")


def description(page: Page) -> str:
    """What the page says of itself in one sentence or two: often its lead, whole or cut off."""
    return page.meta("og:description", "description") or squeeze(str(page.article_ld.get("description") or ""))


def breadcrumb_from_metadata(page: Page) -> list[str]:
    """JSON-LD's breadcrumb, else the visible one of usual markup, else `article:section`."""
    names = stated_breadcrumb(page)
    if not all(map(HOME_NAME.fullmatch, names)):
        return names
    if names := list(page.texts(_VISIBLE)):
        return names
    section = page.meta("article:section", "articlesection")
    return [section] if section and section.lower() not in _NO_SECTION else []


def stated_breadcrumb(page: Page) -> list[str]:
    """The names of JSON-LD's breadcrumb, the headline left out."""
    crumbs = page.typed("BreadcrumbList")
    entries = crumbs.get("itemListElement") if crumbs else None
    names = []
    for entry in entries if isinstance(entries, list) else ():
        item = entry.get("item") if isinstance(entry, dict) else None
        name = (item.get("name") if isinstance(item, dict) else None) or (
            entry.get("name") if isinstance(entry, dict) else None
        )
        if isinstance(name, str):
            names.append(squeeze(unescape(name)))
    headline = page.meta("og:title") or ""
    return [name for name in names if name and not headline.startswith(name)]


def language(page: Page) -> str:
    """The page's own language tag when it is one; Vietnamese otherwise."""
    declared = squeeze(page.root.get("lang") or page.article_ld.get("inLanguage") or "")
    found = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z]{2,4})?", declared)
    return found[1].lower() if found else "vi"
