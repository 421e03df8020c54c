"""Field by field: which layout read it, by which selector, the raw text, and what the normaliser made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.extraction import read_page
from crawler.items import Article, Draft, NotAnArticle
from crawler.layouts import LAYOUTS, Layout, Page, choose
from crawler.layouts.base import DECLARED
from crawler.pipelines import STEPS
from crawler.publications import declaration_for

_WIDTH = 160


def explain(html: bytes | str, url: str | None, now: datetime | None, *, name: str) -> str:
    """A page of text about one page, for an operator who asks why a field is what it is."""
    page = Page.from_html(html, url)
    layout = choose(page)
    lines = [
        f"== {name}",
        f"address    {page.address or 'none: give --url'}",
        f"layout     {layout.name}: {_why(layout, page)}",
        "",
    ]
    lines.append("where the layout found it (selector, raw text)")
    for field in DECLARED:
        selector, texts = layout.where(field, page)
        lines.append(f"  {field:15} {selector or 'found nowhere'}")
        lines += [f"  {'':15}   {_short(text)!r}" for text in texts[:3]]
    try:
        draft = read_page(page, declaration_for(page.address), fetched=now)
        lines += _clues(draft)
        for step in STEPS:
            step(draft)
    except NotAnArticle as reason:
        return "\n".join([*lines, "", f"no article: {reason}"])
    return "\n".join([*lines, "", *_values(draft.finished())])


def _why(layout: Layout, page: Page) -> str:
    if mark := layout.marked_by(page):
        return f"the page has {mark}"
    alike = [family.name for family in LAYOUTS if family.marked_by(page)]
    if alike:
        return f"the page has a mark of {', '.join(alike)}, but nothing else stands where it has it"
    asked = ", ".join(other.name for other in LAYOUTS[:-1])
    return f"no family claims the page (asked: {asked})"


def _clues(draft: Draft) -> list[str]:
    lines = ["", "dates and bylines the page offers"]
    lines += [f"  {c.means:15} {c.origin:12} {_short(c.text)!r}" for c in draft.date_clues]
    lines += [
        f"  {'byline':15} {c.origin:12} {_short(c.text)!r}{f' -> {c.url}' if c.url else ''}" for c in draft.byline_clues
    ]
    return lines


def _values(article: Article) -> list[str]:
    def show(value: Any) -> str:
        return "null" if value is None else _short(str(value))

    lines = ["the article (normalised value, raw text behind it where it was normalised)"]
    for field in ("id", "url", "title", "summary", "dateline", "date_published", "date_modified"):
        raw = getattr(article.raw, field, None)
        lines.append(f"  {field:15} {show(getattr(article, field))}{f'   <- {_short(raw)!r}' if raw else ''}")
    for author in article.authors:
        rest = "; ".join(filter(None, (", ".join(author.roles), author.honorific, author.affiliation, author.kind)))
        lines.append(f"  {'author':15} {author.name} ({rest})")
    lines.append(f"  {'byline':15} <- {_short(article.raw.byline or 'nothing printed')!r}")
    lines += [f"  {'source':15} {s.name} {s.url or ''}" for s in article.sources]
    if article.raw.sources:
        lines.append(f"  {'source line':15} <- {_short(article.raw.sources)!r}")
    lines.append(f"  {'section':15} {' > '.join(article.section) or 'null'}")
    lines.append(f"  {'tags':15} {', '.join(article.tags) or 'none'}")
    lines += [
        f"  {'image':15} {i.url}  {_short(i.caption or 'no caption')}{f'  [{i.credit}]' if i.credit else ''}"
        for i in article.images
    ]
    lines += [f"  {'attachment':15} {a.url} {a.mime_type or ''}" for a in article.attachments]
    paragraphs = article.content_text.split("\n\n")
    lines.append(f"  {'content':15} {len(paragraphs)} paragraphs, {len(article.content_text.split())} words")
    lines += [f"  {'':15}   {_short(p)}" for p in paragraphs]
    lines.append(f"  {'warnings':15} {', '.join(article.warnings) or 'none'}")
    return lines


def _short(text: str) -> str:
    text = " / ".join(text.splitlines())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
