"""Budgets of a run, and that walks which they (or kills, or errors) break off are taken up without a gap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from news_site import NewsSite, NewsSpider, run, stored
from projects import Project
from pydantic import ValidationError

from crawler.spider import ON_ITS_WAY, Parameters
from fixtures.demo_site import DemoSite
from tests.store.store_support import opened


class Budgeted(NewsSpider):
    """As `-a max_pages=12` makes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_pages=12, **kwargs)


class Hurried(NewsSpider):
    """As `-a max_minutes=0.01` makes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_minutes=0.01, **kwargs)


def mark(folder: Path) -> str | None:
    with opened(folder) as store:
        return store.mark("thubao", "walk:tin")


@pytest.mark.parametrize("wrong", [{"max_pages": 0}, {"max_pages": "many"}, {"max_minutes": 0}, {"max_minutes": -1}])
def test_a_budget_is_more_than_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Parameters(**wrong)


def test_a_budget_of_pages_is_kept_and_the_archive_comes_to_its_end(tmp_path: Path) -> None:
    """The section has 20 pages, nearly twice the budget: each run has to go on where the last one ended."""
    site = NewsSite(60)
    for _ in range(30):
        crawled = run(tmp_path, site, Budgeted)
        if crawled.reason == "finished":
            break
        assert crawled.reason == "closespider_pagecount"
        assert len(crawled.asked) <= 13
        if ("/tin/page/20", 200) not in site.answered:
            assert mark(tmp_path) in (None, ON_ITS_WAY)
    assert crawled.reason == "finished"
    assert stored(tmp_path) == set(range(1, 61))
    articles = [path for path, _ in site.asked() if path.startswith("/bai-")]
    assert len(articles) == len(set(articles))
    assert mark(tmp_path) == "whole"


def test_new_articles_meanwhile_are_not_lost(tmp_path: Path) -> None:
    """While the archive is worked off, a new article appears before each run."""
    site = NewsSite(24)
    for _ in range(25):
        crawled = run(tmp_path, site, Budgeted)
        if crawled.reason == "finished":
            break
        site.publish(1)
    assert crawled.reason == "finished"
    assert stored(tmp_path) == set(site.articles)


def test_a_budget_of_time(tmp_path: Path) -> None:
    site = NewsSite(30)
    crawled = run(tmp_path, site, Hurried, SITE_DELAY=0.1)
    assert crawled.reason == "closespider_timeout"
    assert 3 <= len(crawled.asked) <= 9
    assert run(tmp_path, site).reason == "finished"
    assert stored(tmp_path) == set(range(1, 31))


def test_a_walk_that_an_error_broke_off_leaves_no_gap(tmp_path: Path) -> None:
    """Eight new articles, the second page fails; then three more push what the first page named to the second.

    There all articles are known, but those on the third page are not.
    """
    site = NewsSite(20)
    run(tmp_path, site)
    assert mark(tmp_path) == "whole"
    site.publish(8)
    site.failing = {"/tin/page/2"}
    run(tmp_path, site)
    assert stored(tmp_path) >= {26, 27, 28}
    assert 24 not in stored(tmp_path)
    site.failing = set()
    site.publish(3)
    site.asked()
    run(tmp_path, site)
    assert stored(tmp_path) == set(range(1, 32))
    assert len([path for path, _ in site.asked() if path.startswith("/tin/page/")]) <= 4


def test_a_walk_ends_at_known_articles_once_the_section_was_walked(tmp_path: Path) -> None:
    site = NewsSite(30)
    run(tmp_path, site)
    site.publish(1)
    site.asked()
    run(tmp_path, site)
    assert [path for path, _ in site.asked() if path.startswith("/tin")] == ["/tin", "/tin/page/2"]


def test_a_walk_that_was_cut_for_its_length_begins_anew(tmp_path: Path) -> None:
    site = NewsSite(30)
    assert run(tmp_path, site, LISTING_MAX_PAGES=3).stats["walks/max-pages"] == 1
    assert mark(tmp_path) == ""
    assert stored(tmp_path) == set(range(22, 31))
    run(tmp_path, site)
    assert stored(tmp_path) == set(range(1, 31))


@pytest.mark.slow
def test_real_runs_with_a_budget(project: Project) -> None:
    with DemoSite() as site:
        everything = ("-a", "section=tre-em")
        codes, asked = [], 0
        for _ in range(6):
            codes.append(project.run(site.url, *everything, "-a", "max_pages=6").returncode)
            asked, before = len(site.requests()), asked
            assert asked - before <= 7
            if project.report()["stats"]["finish_reason"] == "finished":
                break
        paths = [each.path for each in site.requests() if each.path.endswith(".html")]
    assert set(codes) == {0}
    assert 2 <= len(codes) < 6
    assert len(paths) == len(set(paths)) == len(project.ids()) == len(set(project.ids()))
