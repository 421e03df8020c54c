"""From a page to an article, without a crawl: a layout, then the very steps that the item pipelines run."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.items import Article, Draft, NotAnArticle, Publication
from crawler.layouts import Page, choose
from crawler.layouts.listings import is_front, named_otherwise
from crawler.pipelines import STEPS
from crawler.pipelines.identity import registered_domain
from crawler.pipelines.revisions import content_hash
from crawler.publications import Declaration, declaration_for

__all__ = ["NotAnArticle", "extract", "read_page"]


def extract(
    html: bytes | str, url: str | None = None, now: datetime | None = None, *, content_type: str | None = None
) -> Article:
    """The article on a page.

    `url` is where the page was fetched; without it the page's canonical address or `og:url` counts. `now` is the moment
    of fetching (aware): relative dates count from it, and without it they give nothing. Raises `NotAnArticle` with a
    short reason.
    """
    page = Page.from_html(html, url, content_type)
    declaration = declaration_for(page.address) or declaration_for(page.canonical)
    draft = read_page(page, declaration, fetched=now)
    for step in STEPS:
        step(draft)
    draft.content_hash = content_hash(draft)
    return draft.finished()


def read_page(page: Page, declaration: Declaration | None, *, fetched: datetime | None) -> Draft:
    """The draft that the steps start from: what the layout found, and whose page it is.

    Raises `NotAnArticle` when the page is none.
    """
    draft = choose(page).read(page)
    if reason := named_otherwise(page.address or "", draft.title):
        raise NotAnArticle(reason)
    if fetched:
        draft.fetched = fetched if fetched.tzinfo else fetched.replace(tzinfo=UTC)
        draft.date_fetched = draft.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    draft.url = page.address or ""
    if declaration:
        draft.publication = Publication(declaration.publication.name, declaration.publication.domain)
        draft.month_first = draft.month_first or declaration.month_first
        draft.url, draft.article_id = declaration.identify(page.url or "", page.canonical)
    else:
        stated = page.canonical
        # Some templates state the front page's address on every page.
        draft.url = stated if stated and not (page.url and is_front(stated)) else page.url or ""
        domain = registered_domain(draft.url)
        draft.publication = Publication(page.meta("og:site_name", "application-name") or domain, domain)
    return draft
