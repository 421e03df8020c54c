"""docs/publications.md is made from the declarations, and what it claims of them holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.documentation import CHECKED, PAGE, known, publications_table, renewed
from crawler.layouts import LAYOUTS, Page
from crawler.publications import declaration_for, declarations

REAL = Path(__file__).parents[2] / "shared" / "pages"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m crawler.documentation"


def test_every_publication_has_one_line() -> None:
    names = [line.split("|")[1].strip() for line in publications_table().splitlines()[2:]]
    assert names == list(declarations())


def test_layouts_exist_and_every_publication_is_said_to_be_checked_against_something() -> None:
    assert list(known()) == list(declarations())
    assert {entry.layout for entry in known().values()} <= {layout.name for layout in LAYOUTS}
    assert {entry.checked for entry in known().values()} == set(CHECKED)


def test_what_is_known_only_by_its_addresses_is_no_family_s_proof() -> None:
    """A family's markup is known from somewhere: of one of its publications at least, a page or facts."""
    checked = {entry.layout for entry in known().values() if entry.checked != "addresses only"}
    assert {entry.layout for entry in known().values()} - checked <= {"generic"}


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
    assert {name for name, entry in known().items() if entry.checked == "real page"} - checked <= {"znews"}
