"""Identity: the canonical URL and the id that an article keeps for ever."""

from __future__ import annotations

import hashlib
import re
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.items import Draft
from crawler.urls import bare_host, canonical_url

T = TypeVar("T", bound=Draft)

_ID_IN_PATH = re.compile(
    r"(?:^|[-_./])(?:[a-z]{1,4}|post|art|news|tin)?(\d{5,20})(?:\.[a-z]{2,5})?/?$|/(\d{5,20})-[^/]*$|/(\d{5,20})/[^/]*\.\w{2,5}$",
    re.I,
)


def identify(draft: Draft) -> None:
    """Fill `url` and `id`. A page without any address gets neither and the warning `no-address`."""
    if not draft.url:
        draft.warnings.append("no-address")
        return
    if draft.article_id is None:
        draft.url = canonical_url(draft.url)
        draft.article_id = id_in_address(draft.url)
    domain = draft.publication.domain or registered_domain(draft.url)
    own = draft.article_id or hashlib.sha256(draft.url.encode()).hexdigest()[:16]
    draft.id = f"{domain}/{own}"


def id_in_address(url: str) -> str | None:
    """The article number that most Vietnamese CMS put into the last part of an address; None where there is none.

    At least five digits: fewer are years, pages or parts of a headline.
    """
    found = _ID_IN_PATH.search(urlsplit(url).path)
    return next((g for g in found.groups() if g), None) if found else None


def registered_domain(url: str | None) -> str:
    """The domain a publication is known by when nobody declared it: the host without `www.`, `m.` and the like."""
    return bare_host(url) if url else ""


class IdentityPipeline:
    """`identify` as an item pipeline."""

    def process_item(self, item: T) -> T:
        """Identify a draft; other items pass."""
        if isinstance(item, Draft):
            identify(item)
        return item
