from __future__ import annotations

import re
from typing import Any

import pytest

from crawler.operations.verdict import ExitCode, judge, worst

GOOD = {"finish_reason": "finished", "listings/read": 30, "listings/articles": 120}
"""A run that found nothing new."""


def test_all_well() -> None:
    for more in ({}, {"item_scraped_count": 60}, {"pages/failed": 1, "item_scraped_count": 60}, {"listings/failed": 1}):
        verdict = judge({**GOOD, **more})
        assert (verdict.code, verdict.complaints) == (ExitCode.OK, []), more


@pytest.mark.parametrize("reason", ["closespider_itemcount", "shutdown", "outside-crawl-hours", "crawl-hours-over"])
def test_endings_that_somebody_asked_for(reason: str) -> None:
    assert judge({**GOOD, "finish_reason": reason}).code == ExitCode.OK


@pytest.mark.parametrize("reason", ["shutdown", "closespider_pagecount", "closespider_timeout"])
def test_a_run_that_was_broken_off_may_not_have_come_to_the_listings_that_name_articles(reason: str) -> None:
    assert judge({"finish_reason": reason, "listings/read": 5}).code == ExitCode.OK


@pytest.mark.parametrize(
    ("stats", "code", "words"),
    [
        ({}, ExitCode.INTERNAL_ERROR, "never began"),
        ({"finish_reason": "memusage_exceeded"}, ExitCode.INTERNAL_ERROR, "memusage_exceeded"),
        ({"finish_reason": "store_error"}, ExitCode.INTERNAL_ERROR, "store_error"),
        ({**GOOD, "spider_exceptions/count": 2, "spider_exceptions/ValueError": 2}, ExitCode.INTERNAL_ERROR, "2 pages"),
        ({**GOOD, "spider_exceptions/count": 3}, ExitCode.INTERNAL_ERROR, "3 pages raised"),
        ({**GOOD, "spider_exceptions/count": 1, "spider_exceptions/ValueError": 1}, ExitCode.INTERNAL_ERROR, "1 pages"),
        ({**GOOD, "store/error": "disk I/O error"}, ExitCode.INTERNAL_ERROR, "disk I/O error; what is pending is kept"),
        (
            {"finish_reason": "store_error", "store/error": "file is not a database"},
            ExitCode.INTERNAL_ERROR,
            "no run can work before its backup is restored",
        ),
        (
            {"finish_reason": "finished", "listings/failed": 2, "listings/failed/Forbidden by robots.txt": 2},
            ExitCode.UNREACHABLE,
            "could not be reached: robots.txt forbids",
        ),
        ({**GOOD, "pages/errors": 4}, ExitCode.INTERNAL_ERROR, "4 articles raised"),
        ({**GOOD, "feeds/errors": 1, "feeds/error": "No space left"}, ExitCode.INTERNAL_ERROR, "No space left"),
        ({"finish_reason": "finished", "listings/failed": 30}, ExitCode.UNREACHABLE, "could not be reached"),
        ({"finish_reason": "site-failing", "site/left-alone": "10 failures"}, ExitCode.UNREACHABLE, "10 failures"),
        ({"finish_reason": "robots-unavailable"}, ExitCode.UNREACHABLE, "next run"),
        ({"finish_reason": "finished", "listings/read": 30}, ExitCode.MONITOR_FAILED, "name no article"),
        (
            {"finish_reason": "finished", "listings/failed": 30, "listings/answered": 30},
            ExitCode.MONITOR_FAILED,
            "no listing could be read",
        ),
        ({**GOOD, "pages/rejected": 6, "item_scraped_count": 5}, ExitCode.MONITOR_FAILED, "6 of 11 .* rejected"),
        ({**GOOD, "pages/failed": 6, "item_scraped_count": 5}, ExitCode.MONITOR_FAILED, "6 of 11 .* fetched"),
        (
            {**GOOD, "pages/failed": 9, "first_failures/pages/failed": ["http://x/1 (HTTP 404)"]},
            ExitCode.MONITOR_FAILED,
            r"http://x/1 \(HTTP 404\)",
        ),
        (
            {**GOOD, "articles/warning/no-date": 6, "item_scraped_count": 9},
            ExitCode.MONITOR_FAILED,
            "6 of 9 .* no date",
        ),
    ],
)
def test_what_is_wrong_has_its_code_and_its_words(stats: dict[str, Any], code: ExitCode, words: str) -> None:
    verdict = judge(stats)
    assert verdict.code == code
    assert [complaint for complaint in verdict.complaints if re.search(words, complaint)], verdict.complaints


@pytest.mark.parametrize("what", ["pages/rejected", "pages/failed"])
def test_few_bad_pages_among_few_say_nothing(what: str) -> None:
    assert judge({**GOOD, what: 4}).code == ExitCode.OK
    assert judge({**GOOD, what: 5, "item_scraped_count": 5}).code == ExitCode.OK


@pytest.mark.parametrize(
    ("stats", "code"),
    [
        ({"pages/articles": 1, "item_scraped_count": 1}, ExitCode.OK),
        ({"pages/articles": 1, "pages/rejected": 1}, ExitCode.MONITOR_FAILED),
        ({"pages/articles": 1, "item_scraped_count": 1, "pages/failed": 1}, ExitCode.MONITOR_FAILED),
        ({"pages/failed": 1}, ExitCode.UNREACHABLE),
    ],
)
def test_a_run_of_single_addresses_is_judged_by_each(stats: dict[str, Any], code: ExitCode) -> None:
    assert judge({"finish_reason": "finished", **stats}, listings=False).code == code


def test_an_internal_error_outweighs_a_site_that_is_down_and_that_a_monitor() -> None:
    ok, error, down, monitor, locked = (ExitCode(code) for code in (0, 1, 3, 4, 75))
    assert worst([]) == ok
    assert worst([ok, locked]) == locked
    assert worst([locked, monitor]) == monitor
    assert worst([monitor, down]) == down
    assert worst([down, error, ok]) == error


def test_several_things_may_be_wrong_at_once() -> None:
    verdict = judge({**GOOD, "feeds/errors": 1, "pages/rejected": 9})
    assert (verdict.code, len(verdict.complaints)) == (ExitCode.INTERNAL_ERROR, 2)
