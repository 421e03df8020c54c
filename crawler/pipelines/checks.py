"""Checks: the last look at a draft before it counts as an article."""

from __future__ import annotations

from typing import TypeVar

from scrapy.exceptions import DropItem

from crawler.items import Draft, NotAnArticle

URL_LENGTH = 2083
"""As Scrapy's URLLENGTH_LIMIT for requests. A page may state any address as its own; indexes of PostgreSQL take 2,700 bytes."""

T = TypeVar("T", bound=Draft)


def check(draft: Draft) -> None:
    """Raise `NotAnArticle` for a draft without headline, body (captions count as one) or usable address.

    Puts the warnings in order.
    """
    if not draft.title:
        raise NotAnArticle("no-title")
    if not draft.content_text and not any(image.caption for image in draft.images):
        raise NotAnArticle("no-body")
    if len(draft.url) > URL_LENGTH:
        raise NotAnArticle("address-too-long")
    draft.warnings = sorted(set(draft.warnings))


class ChecksPipeline:
    """`check` as an item pipeline: what fails is rejected with its reason by the store, never lost in silence."""

    def process_item(self, item: T) -> T:
        """Check a draft; other items pass. Raises DropItem, which the frontier records as a rejected page."""
        if isinstance(item, Draft):
            try:
                check(item)
            except NotAnArticle as reason:
                raise DropItem(str(reason), log_level="DEBUG") from None
        return item
