"""Outlets and agencies: which words name one, and its canonical name."""

from __future__ import annotations

import re

from crawler.vietnamese.bylines.lexicon import CITIES, OUTLETS, PLACES
from crawler.vietnamese.text import fold, one_line, title_case

DOMAIN = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]{1,40}\.){1,4}(?:vn|com|net|org|info|tv|edu|gov|asia|news|online|uk|us|cn|jp|kr|ru|fr|de|eu|co|io|me))"
    r"(?:/\S*)?",
    re.I,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_]?\.?")
"""`A.P`, `N.T.H.`: somebody's initials; no agency prints dots."""
_EDITION = re.compile(r"\s+(?:online|điện tử)$", re.I)
"""`Tiền Phong Online` is its paper."""
_PAPER = re.compile(r"[Bb]áo |BÁO |[Tt]rang |TRANG ")


def is_domain(text: str) -> bool:
    """Whether a text is a domain or an address on one."""
    return DOMAIN.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Whether a text is the name of a place and nothing else."""
    return fold(text) in PLACES


def are_initials(text: str) -> bool:
    """Whether a text is up to four single letters with dots between them."""
    return _INITIALS.fullmatch(text) is not None


def find_outlet(text: str) -> str | None:
    """The canonical name of a known outlet, or None.

    A domain or one of its subdomains counts, so does the name after `báo` or `trang`, and `Báo` with a province.
    """
    if text[1:2] == "." and are_initials(text):
        return None
    if found := OUTLETS.get(text.casefold() if "+" in text else fold(text)):
        return found
    if "." in text and (domain := DOMAIN.fullmatch(text)):
        return _by_domain(domain[1].casefold())
    if edition := _EDITION.search(text):
        return find_outlet(text[: edition.start()])
    if paper := _PAPER.match(text):
        name = text[paper.end() :]
        name = name.removeprefix("điện tử ")
        return OUTLETS.get(fold(name)) or (f"Báo {_printed_place(name)}" if _is_provincial(text, name) else None)
    return None


def _is_provincial(text: str, name: str) -> bool:
    """`Báo Lâm Đồng`: a paper that is called after its province."""
    return text[:3].lower() == "báo" and (name.istitle() or name.isupper()) and fold(name) in CITIES


def _printed_place(name: str) -> str:
    return title_case(name) if name.isupper() else name


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
