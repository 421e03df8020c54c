"""Outlets and agencies: which words name one, and its canonical name."""

from __future__ import annotations

import re

from crawler.vietnamese.bylines.lexicon import OUTLETS, PLACES
from crawler.vietnamese.text import fold, one_line

DOMAIN = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]{1,40}\.){1,4}(?:vn|com|net|org|info|tv|edu|gov|asia|news|online|uk|us|cn|jp|kr|ru|fr|de|eu|co|io|me))"
    r"(?:/\S*)?",
    re.I,
)
_PAPER = re.compile(r"[Bb]áo |BÁO |[Tt]rang |TRANG |[Tt]ạp chí |TẠP CHÍ ")


def is_domain(text: str) -> bool:
    """Whether a text is a domain or an address on one."""
    return DOMAIN.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Whether a text is the name of a place and nothing else."""
    return fold(text) in PLACES


def find_outlet(text: str) -> str | None:
    """The canonical name of a known outlet, or None.

    A domain or one of its subdomains counts, and so does the name after `báo` or `trang`.
    """
    if found := OUTLETS.get(text.casefold() if "+" in text else fold(text)):
        return found
    if "." in text and (domain := DOMAIN.fullmatch(text)):
        return _by_domain(domain[1].casefold())
    if paper := _PAPER.match(text):
        return OUTLETS.get(fold(text[paper.end() :]))
    return None


def _by_domain(host: str) -> str | None:
    labels = host.removeprefix("www.").split(".")
    return next((OUTLETS[d] for i in range(len(labels) - 1) if (d := ".".join(labels[i:])) in OUTLETS), None)


def canonical_outlet(text: str) -> str:
    """An outlet's name as the feeds carry it; one that is not in the list keeps its printed form, a domain in small letters."""
    text = one_line(text).strip(" .,;:-–")
    if found := find_outlet(text):
        return found
    if domain := DOMAIN.fullmatch(text):
        return domain[1].casefold().removeprefix("www.")
    return text
