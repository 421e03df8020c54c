from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from crawler.operations.report import RunReport, show_article
from crawler.operations.verdict import ExitCode, Verdict

STATS = {
    "downloader/response_count": 101,
    "listings/read": 30,
    "pages/articles": 70,
    "frontier/articles/new": 60,
    "frontier/articles/changed": 2,
    "pages/rejected/no-body": 3,
    "pages/rejected/login-page": 5,
    "pages/failed/HTTP 404": 2,
    "listings/failed/HTTP 500": 1,
    "articles/skipped/before since": 7,
    "articles/warning/no-byline": 4,
    "feeds/run_file": Path("feeds/journal/runs/20261122T050000Z.jsonl"),
    "start_time": datetime(2026, 11, 22, 5, tzinfo=UTC),
    "finish_reason": "finished",
}


def report(verdict: Verdict | None = None, **stats: Any) -> RunReport:
    return RunReport(
        "journal",
        "journal.example",
        datetime(2026, 11, 22, 5, 0, 0, 250_000, tzinfo=UTC),
        datetime(2026, 11, 22, 5, 0, 31, 250_000, tzinfo=UTC),
        verdict or Verdict(),
        stats or STATS,
        Path("feeds"),
    )


def shown(of: RunReport, width: int = 140) -> str:
    out = StringIO()
    of.show(Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_it_is_kept_as_json_under_the_moment_the_run_began(tmp_path: Path) -> None:
    verdict = Verdict(ExitCode.MONITOR_FAILED, ["8 of 10 article pages were rejected"])
    path = report(verdict).write(tmp_path)
    assert path == tmp_path / "reports/journal/20261122T050000250000Z.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert (kept["publication"], kept["exit_code"], kept["complaints"]) == ("journal", 4, verdict.complaints)
    assert kept["started"] == "2026-11-22T05:00:00.250000+00:00"
    assert kept["stats"]["pages/rejected/login-page"] == 5
    assert "start_time" not in kept["stats"]


def test_a_person_sees_pages_articles_reasons_and_where_the_feeds_are() -> None:
    lines = {line.split("  ")[1]: line for line in shown(report()).splitlines()[1:] if "  " in line}
    assert "101 in 31.0 s: 30 listings" in lines["pages"]
    assert "70 article pages" in lines["pages"]
    assert "60 new, 2 changed" in lines["articles"]
    assert "5 login-page, 3 no-body" in lines["rejected"], "the most frequent first"
    assert "2 HTTP 404" in lines["failed"]
    assert "1 HTTP 500" in lines["listings failed"]
    assert "7 before since" in lines["left out"]
    assert "4 no-byline" in lines["warnings"]
    assert "runs/20261122T050000Z.jsonl" in lines["this run"]
    assert "feeds/journal/articles.json" in lines["feeds"]


def test_a_run_without_news_says_so_and_no_more() -> None:
    text = shown(report(**{"downloader/response_count": 33, "listings/read": 31}))
    assert "nothing new" in text
    assert not [word for word in ("rejected", "failed", "warnings", "left out", "this run") if word in text]


def test_complaints_stand_below_in_full() -> None:
    text = shown(report(Verdict(ExitCode.UNREACHABLE, ["nothing answered: http://x/[bold]1 [/]"])))
    assert "! nothing answered: http://x/[bold]1 [/]" in text, "what a site wrote is no markup"


URL = "http://journal.example/" + "mot-dia-chi-rat-dai-" * 12 + "1309840.html"


def article(**fields: Any) -> dict[str, Any]:
    empty = {"section": [], "authors": [], "sources": [], "date_published": None, "summary": None, "dateline": None}
    return {**empty, "title": "Chợ phiên", "content_text": "Sáng sớm.", "images": [], "url": URL, **fields}


@pytest.mark.parametrize("width", [60, 100, 200])
def test_an_article_as_a_reader_sees_it(width: int) -> None:
    out = StringIO()
    author = {"name": "Vàng Thị Mỷ", "roles": ["text"], "honorific": None, "affiliation": "Đài huyện Đồng Văn"}
    image = {"url": "http://x/1.jpg", "caption": None, "alt": "Cổng chợ [1]"}
    full = article(
        section=["Văn hóa", "Vùng cao"],
        authors=[author],
        sources=[{"name": "TTXVN", "url": None}],
        date_published="2022-06-12",
        summary="Cả xã xuống chợ.",
        dateline="LĐXH",
        content_text="Sương [dày].\n\n" + "Người xuống chợ từ bốn giờ sáng. " * 10,
        images=[image],
    )
    show_article(full, Console(file=out, width=width, highlight=False))
    text = out.getvalue()
    for part in ("Văn hóa > Vùng cao", "2022-06-12 · Vàng Thị Mỷ", "source: TTXVN", "(LĐXH) Cả xã", "Sương [dày]"):
        assert part in " ".join(text.split())
    assert "[picture] Cổng chợ [1]" in text
    assert "Vàng Thị Mỷ (Đài huyện Đồng Văn; text)" in " ".join(text.split())
    *lines, address = text.splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert address.strip() == URL, "unbroken, to be copied"


def test_an_article_with_next_to_nothing_can_be_shown() -> None:
    out = StringIO()
    show_article(article(content_text=""), Console(file=out, width=80))
    assert "Chợ phiên" in out.getvalue()
