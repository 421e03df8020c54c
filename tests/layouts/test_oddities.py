"""Every hard thing of real pages is on fixtures of two families at least, and every family's fixtures have several."""

from __future__ import annotations

import pytest

from crawler.layouts import LAYOUTS
from tests.layouts.fixture_pages import ARTICLES
from tests.layouts.oddities import ODDITIES, shown


@pytest.mark.parametrize("oddity", ODDITIES)
def test_two_families_show_every_oddity(oddity: str) -> None:
    by_layout = shown()[oddity]
    assert len(by_layout) >= 2
    assert sum(map(len, by_layout.values())) < len(ARTICLES) / 2, "what every second page has is nothing odd"


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_every_family_shows_at_least_four_oddities(layout: str) -> None:
    assert len([name for name, by_layout in shown().items() if layout in by_layout]) >= 4
