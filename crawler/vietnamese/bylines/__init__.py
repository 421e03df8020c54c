"""Bylines and sign-offs of the Vietnamese press: pure functions on strings. docs/vietnamese.md explains the rules."""

from crawler.vietnamese.bylines.byline import Byline
from crawler.vietnamese.bylines.dateline import split_dateline
from crawler.vietnamese.bylines.lines import is_system_account
from crawler.vietnamese.bylines.names import is_vietnamese_person
from crawler.vietnamese.bylines.outlets import canonical_outlet, is_domain, is_place
from crawler.vietnamese.bylines.parser import parse_byline, understood
from crawler.vietnamese.bylines.phrases import institution_of
from crawler.vietnamese.bylines.render import render_byline
from crawler.vietnamese.bylines.signoff import (
    cut_glued_signoff,
    heads_notes,
    heads_signoff,
    points_elsewhere,
    split_signoff,
)

__all__ = [
    "Byline",
    "canonical_outlet",
    "cut_glued_signoff",
    "heads_notes",
    "heads_signoff",
    "institution_of",
    "is_domain",
    "is_place",
    "is_system_account",
    "is_vietnamese_person",
    "parse_byline",
    "points_elsewhere",
    "render_byline",
    "split_dateline",
    "split_signoff",
    "understood",
]
