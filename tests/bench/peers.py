"""The extractors that people use today, each behind one function, where they are installed (requirements-bench.lock)."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Fields = dict[str, Any]
"""What an extractor found, under the item's names; a moment as ISO 8601."""


@dataclass(frozen=True)
class Peer:
    """One extractor."""

    name: str
    version: str
    read: Callable[[bytes, str | None], Fields]


def installed() -> list[Peer]:
    """The peers that are installed here, with their caches and lists loaded."""
    found = []
    for name, load in (("trafilatura", _trafilatura), ("newspaper4k", _newspaper), ("goose3", _goose)):
        try:
            here = version(name)
        except PackageNotFoundError:
            continue
        logging.getLogger(name.removesuffix("4k")).setLevel(logging.CRITICAL)  # they log each field they can't read
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of optional parts that are not installed
            found.append(Peer(name, here, load()))
    return found


def _trafilatura() -> Callable[[bytes, str | None], Fields]:
    import trafilatura

    def read(html: bytes, url: str | None) -> Fields:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        return {
            "title": found.title,
            "summary": found.description,
            "date_published": found.date,
            "authors": (found.author or "").split("; "),
            "sources": [],
            "content_text": found.text,
        }

    return read


def _newspaper() -> Callable[[bytes, str | None], Fields]:
    import newspaper

    def read(html: bytes, url: str | None) -> Fields:
        article = newspaper.Article(url or "https://trang.example/", language="vi", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return {
            "title": article.title,
            "summary": article.meta_description,
            "date_published": article.publish_date.isoformat() if article.publish_date else None,
            "authors": article.authors,
            "sources": [],
            "content_text": article.text,
        }

    return read


def _goose() -> Callable[[bytes, str | None], Fields]:
    from goose3 import Goose

    goose = Goose({
        "enable_image_fetching": False, "strict": False, "target_language": "vi", "use_meta_language": False
    })  # fmt: skip

    def read(html: bytes, url: str | None) -> Fields:
        article = goose.extract(raw_html=html.decode("utf-8", "replace"))
        return {
            "title": article.title,
            "summary": article.meta_description,
            "date_published": article.publish_date,
            "authors": article.authors,
            "sources": [],
            "content_text": article.cleaned_text,
        }

    return read
