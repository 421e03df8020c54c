"""The pages of `fixtures/pages` and the article that a person wrote down beside each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from crawler.layouts import Page

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
EXPECTED: dict[str, dict[str, Any]] = {
    path.relative_to(PAGES).with_suffix("").as_posix(): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(PAGES.rglob("*.json"))
}
"""By `<domain>/<name>` of a page."""
ARTICLES = [case for case in EXPECTED if "_error" not in EXPECTED[case]]
REFUSED = [case for case in EXPECTED if "_error" in EXPECTED[case]]


@cache
def html_of(case: str) -> bytes:
    """A page as its server sends it."""
    return (PAGES / f"{case}.html").read_bytes()


def page(case: str) -> Page:
    """A page, parsed anew."""
    return Page.from_html(html_of(case), EXPECTED[case]["_page"].get("url"))
