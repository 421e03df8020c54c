"""`scrapy crawl site` on kinds of sites that nobody has declared: what is found, and what it costs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from kinds import KINDS, ORIGIN, STORIES, Kind, in_order
from sites import Crawled, crawl

from crawler.spiders.site import SiteSpider

UNPAGED = 10
"""What the home page and the first pages of two sections name, where a section has no second page."""


def explored(folder: Path, kind: Kind) -> tuple[Crawled, Counter[str], set[str]]:
    """(the crawl, what was asked for by its path, the articles among that)."""
    crawled = crawl(folder, kind, SiteSpider, {"url": f"{ORIGIN}/"})
    addresses = map(urlsplit, crawled.asked)
    asked = Counter(in_order(parts.path + (f"?{parts.query}" if parts.query else "")) for parts in addresses)
    return crawled, asked, {in_order(kind.article(story)) for story in STORIES} & asked.keys()


@pytest.mark.parametrize("name", KINDS)
def test_articles_are_found_once_and_little_else_is_asked_for(tmp_path: Path, name: str) -> None:
    kind = KINDS[name]
    crawled, asked, found = explored(tmp_path, kind)
    everything = len(STORIES) if kind.paged or kind.sitemap else UNPAGED
    assert len(found) == everything
    assert crawled.stats["item_scraped_count"] == everything
    assert {path: asked[path] for path in found if asked[path] > 1} == {}
    # Home, robots.txt twice, two sections of three pages, feed and sitemaps; a calendar gives up where it repeats itself.
    assert sum(asked.values()) - everything <= 18
    # What is asked for as an article and is none.
    assert crawled.stats.get("pages/rejected", 0) <= 2
    assert crawled.stats.get("pages/failed", 0) == 0


@pytest.mark.parametrize("name", ["wordpress plain", "nukeviet without feed", "shell"])
def test_a_second_run_goes_by_what_the_first_has_learned(tmp_path: Path, name: str) -> None:
    explored(tmp_path, KINDS[name])
    crawled, asked, found = explored(tmp_path, KINDS[name])
    assert found == set()
    assert crawled.stats.get("item_scraped_count", 0) == 0
    assert sum(asked.values()) <= 12


def test_a_page_that_only_a_script_can_draw_is_complained_of_where_nothing_else_helps(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shell = Kind(lambda story: f"/{story.slug}", lambda name, page: f"/{name}/{page}", shell=True)
    _, asked, found = explored(tmp_path, shell)
    assert found == set()
    assert "neither the home page nor a feed or sitemap tells" in caplog.text
    assert sum(asked.values()) <= 8
