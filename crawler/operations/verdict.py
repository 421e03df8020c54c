"""How a run went, told by its statistics: the exit code and what an operator should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """What `scrapy run` ends with. The order of `worst` is another: an internal error outweighs all."""

    OK = 0
    INTERNAL_ERROR = 1
    WRONG_USAGE = 2
    UNREACHABLE = 3
    MONITOR_FAILED = 4
    LOCKED = 75


_GRAVITY = (
    ExitCode.OK,
    ExitCode.LOCKED,
    ExitCode.MONITOR_FAILED,
    ExitCode.UNREACHABLE,
    ExitCode.INTERNAL_ERROR,
    ExitCode.WRONG_USAGE,
)
_GOOD_ENDINGS = frozenset(
    {
        *("finished", "closespider_itemcount", "closespider_timeout", "closespider_pagecount", "shutdown", "limit"),
        *("outside-crawl-hours", "crawl-hours-over"),
    }
)
_LEFT_ALONE = frozenset({"site-failing", "robots-unavailable"})
"""Endings for which the site is to blame."""
FAILED_SHARE = 0.5
REJECTED_SHARE = 0.5
"""So large a share of rejected pages means that the layout no longer fits."""
UNDATED_SHARE = 0.5
LEAST_PAGES = 5
"""Shares of fewer pages say nothing."""


@dataclass
class Verdict:
    """An exit code and one sentence for each thing that is wrong: what, and what to do next."""

    code: ExitCode = ExitCode.OK
    complaints: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    """What each complaint is about (`rejected`, `fill/summary`): the same as long as the same is wrong, whatever the
    numbers and addresses in its words."""

    def add(self, code: ExitCode, complaint: str, kind: str) -> None:
        """Note something wrong."""
        self.complaints.append(complaint)
        self.kinds.append(kind)
        self.code = worst([self.code, code])


def worst(codes: list[ExitCode]) -> ExitCode:
    """The gravest of some exit codes."""
    return max(codes, key=_GRAVITY.index, default=ExitCode.OK)


def judge(stats: Mapping[str, Any], *, listings: bool = True) -> Verdict:
    """The verdict on a finished crawl by its Scrapy statistics. `listings` is False for a run of single addresses."""
    verdict = Verdict()

    def count(name: str) -> int:
        return int(stats.get(name) or 0)

    reason = stats.get("finish_reason")
    if reason in _LEFT_ALONE:
        why = stats.get("site/left-alone") or "the log says why"
        verdict.add(ExitCode.UNREACHABLE, f"the site was left alone: {why}; the next run tries again", "left-alone")
    elif why := stats.get("run/lock-lost"):
        lost = f"the run lost its lock and ended: {why}; nothing is lost, whoever runs next goes on and publishes"
        verdict.add(ExitCode.INTERNAL_ERROR, lost, "lock-lost")
    elif reason not in _GOOD_ENDINGS or stats.get("store/error"):
        why = f"the crawl ended early: {reason or 'it never began, or was told twice to end'}; the log says why"
        if cause := stats.get("store/error"):
            why = f"the store can't be used: {cause}; {store_remedy(cause)}"
        verdict.add(ExitCode.INTERNAL_ERROR, why, f"ended/{reason}")
    errors = count("spider_exceptions/count")
    if errors:
        verdict.add(
            ExitCode.INTERNAL_ERROR,
            f"{errors} pages raised an exception in the spider; the log has the tracebacks",
            "spider-exceptions",
        )
    if count("pages/errors"):
        verdict.add(
            ExitCode.INTERNAL_ERROR,
            f"{count('pages/errors')} articles raised an exception in a pipeline; the log has the tracebacks",
            "pipeline-exceptions",
        )
    if count("feeds/errors"):
        why = stats.get("feeds/error") or "the log says why"
        complaint = f"feeds not published: {why}; what is due is published by the next run"
        verdict.add(ExitCode.INTERNAL_ERROR, complaint, "feeds")
    if why := stats.get("archive/error"):
        complaint = f"pages not archived: {why}; articles and feeds are not concerned"
        verdict.add(ExitCode.INTERNAL_ERROR, complaint, "archive")

    if reason in _LEFT_ALONE or stats.get("run/lock-lost"):
        return verdict
    failed, rejected, collected = count("pages/failed"), count("pages/rejected"), count("item_scraped_count")
    seen = failed + rejected + collected
    answered = count("pages/articles") + count("pages/answered")
    if listings:
        answered += count("listings/read") + count("listings/answered")
    if not answered and reason in _GOOD_ENDINGS and count("listings/failed") + failed:
        silent = count("listings/failed") + failed - count("listings/failed/Forbidden by robots.txt")
        why = "nothing answered" if silent else "robots.txt forbids all that would be asked for"
        verdict.add(
            ExitCode.UNREACHABLE,
            f"the publication could not be reached: {why}{_first(stats, 'listings', 'pages/failed')}",
            "unreachable",
        )
        return verdict
    unchanged = count("listings/unchanged")
    if listings and not count("listings/read") + unchanged and count("listings/failed"):
        verdict.add(
            ExitCode.MONITOR_FAILED,
            f"no listing could be read{_first(stats, 'listings')}: check sections of the publication",
            "no-listing",
        )
    elif (
        listings
        and reason == "finished"  # one that was broken off may not have come to the listings that do
        and count("listings/read")
        and not count("listings/articles") + unchanged
    ):
        verdict.add(
            ExitCode.MONITOR_FAILED,
            "the listings name no article: check article_url and sections of the publication",
            "no-article-named",
        )
    if failed and (not listings or (seen >= LEAST_PAGES and failed / seen > FAILED_SHARE)):
        verdict.add(
            ExitCode.MONITOR_FAILED,
            f"{failed} of {seen} article pages could not be fetched{_first(stats, 'pages/failed')}; "
            "the next run tries those again that may pass, `-a again=failed` tries all",
            "failed",
        )
    if rejected and (not listings or (seen >= LEAST_PAGES and rejected / seen > REJECTED_SHARE)):
        verdict.add(
            ExitCode.MONITOR_FAILED,
            f"{rejected} of {seen} article pages were rejected{_first(stats, 'pages/rejected')}: "
            "`scrapy extract --explain` on a page of data/rejected shows why",
            "rejected",
        )
    undated = count("articles/warning/no-date")
    if collected >= LEAST_PAGES and undated / collected > UNDATED_SHARE:
        verdict.add(
            ExitCode.MONITOR_FAILED,
            f"{undated} of {collected} articles have no date: has the layout changed?",
            "fill/date_published",
        )
    return verdict


def store_remedy(cause: str) -> str:
    """What comes of it by itself, or what an operator has to do."""
    if any(words in cause for words in ("malformed", "not a database")):
        return "no run can work before its backup is restored (docs/operations.md, Backup and restore)"
    if "docs/operations.md" in cause:
        return "no run can work before that"
    return "what is pending is kept, and the next run goes on"


def _first(stats: Mapping[str, Any], *kinds: str) -> str:
    """The first failures of these kinds, for the end of a complaint."""
    named = [failure for kind in kinds for failure in stats.get(f"first_failures/{kind}") or ()]
    return "; first: " + ", ".join(named[:3]) if named else ""
