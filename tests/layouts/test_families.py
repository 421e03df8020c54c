"""Families are told apart by their markup: a page of one is claimed by no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.layouts import LAYOUTS, Page

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
CASES = {
    path.relative_to(PAGES).with_suffix("").as_posix(): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(PAGES.rglob("*.json"))
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_of_one_family_is_claimed_by_no_other(case: str) -> None:
    url = CASES[case]["_page"].get("url")
    page = Page.from_html((PAGES / f"{case}.html").read_bytes(), url)
    claims = [layout.name for layout in LAYOUTS[:-1] if layout.matches(page)]
    assert len(claims) <= 1
    if expected := CASES[case].get("layout"):
        assert claims == ([] if expected == LAYOUTS[-1].name else [expected])


def test_names_of_layouts_are_unique() -> None:
    names = [layout.name for layout in LAYOUTS]
    assert len(set(names)) == len(names)
