"""docs/publications.md is made from the declarations, and what it claims of them holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.documentation import FROM_FACTS, LAYOUTS_EXPECTED, PAGE, REAL_PAGES, publications_table, renewed
from crawler.layouts import LAYOUTS, Page
from crawler.publications import declaration_for, declarations

REAL = Path(__file__).parents[2] / "shared" / "pages"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m crawler.documentation"


def test_every_publication_has_one_line() -> None:
    names = [line.split("|")[1].strip() for line in publications_table().splitlines()[2:]]
    assert names == list(declarations())


def test_layouts_and_names_exist_and_nothing_is_said_twice() -> None:
    assert set(LAYOUTS_EXPECTED) <= {layout.name for layout in LAYOUTS}
    expected = [name for names in LAYOUTS_EXPECTED.values() for name in names.split()]
    assert len(set(expected)) == len(expected)
    assert {*expected, *REAL_PAGES, *FROM_FACTS} <= set(declarations())
    assert not REAL_PAGES & FROM_FACTS


@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not at hand")
def test_addresses_of_real_pages_are_known_for_articles_and_read_by_a_layout_of_their_own() -> None:
    entries = [json.loads(line) for line in (REAL / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    checked = set()
    for entry in entries:
        declared = declaration_for(entry["url"]) if (entry["url"] or "").startswith("http") else None
        if declared is None or entry["kind"] != "article":
            continue
        assert declared.is_article(entry["url"]), entry["url"]
        page = Page.from_html((REAL / entry["file"]).read_bytes(), entry["url"])
        assert any(layout.matches(page) for layout in LAYOUTS[:-1]), entry["file"]
        checked.add(declared.name)
    assert REAL_PAGES - checked <= {"znews"}
