"""Revisions: telling whether an article has changed."""

from __future__ import annotations

import hashlib
from dataclasses import is_dataclass
from typing import TypeVar

import orjson

from crawler.items import Article

T = TypeVar("T", bound=Article)

_READ = (
    "title",
    "summary",
    "dateline",
    "content_text",
    "content_html",
    "images",
    "attachments",
    "date_published",
    "authors",
    "sources",
    "section",
    "tags",
)


def content_hash(article: Article) -> str:
    """SHA-256, in hex, over what a reader of the page sees: equal hashes mean that nothing changed.

    In it: the headline, lead, dateline, body (as text and as HTML: a changed link or emphasis is a change),
    pictures and attachments with their captions and addresses, the printed date, the byline and sources as
    the normaliser reads them, breadcrumb and tags.

    Not in it: what we say rather than the page (`date_fetched`, `revision`, `layout`, `warnings`, `raw`,
    whose readings are in it); `date_modified`, because many sites stamp it anew without touching a word, and
    a real change shows elsewhere; `id`, `url` and `publication`, because the same article under another
    address is no new version of it; `external_url`, which repeats the source's link; `language`, which is the
    same for all.

    Empty fields are left out, so that a field which `Article` gets one day doesn't make every stored article
    look changed.
    """
    seen = {name: _without_empty(value) for name in _READ if (value := getattr(article, name))}
    return hashlib.sha256(orjson.dumps(seen, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _without_empty(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    if is_dataclass(value):
        fields = ((name, getattr(value, name)) for name in value.__dataclass_fields__)
        return {name: _without_empty(each) for name, each in fields if each not in (None, "", [], {})}
    return value


class RevisionsPipeline:
    """Sets `content_hash`; the store counts the revisions by it."""

    def process_item(self, item: T) -> T:
        """Hash an article; other items pass."""
        if isinstance(item, Article):
            item.content_hash = content_hash(item)
        return item
