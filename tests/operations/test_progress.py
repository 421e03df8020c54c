from __future__ import annotations

import sys
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.operations.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def crawler(stats: dict[str, Any], **settings: Any) -> Any:
    collector = SimpleNamespace(get_stats=lambda: stats)
    return SimpleNamespace(stats=collector, settings=Settings(settings), signals=SignalManager())


def test_it_is_off_unless_asked_for() -> None:
    with pytest.raises(NotConfigured):
        Progress.from_crawler(crawler({}))


def test_the_line_says_how_far_it_has_come() -> None:
    stats = {"downloader/response_count": 12, "item_scraped_count": 7, "frontier/articles/new": 6}
    stats |= {"frontier/articles/changed": 1, "pages/rejected": 2, "retry/count": 3}
    line = Progress(crawler(stats)).line("journal")
    assert line == "journal  00:00  12 pages, 7 articles (6 new, 1 changed), 2 rejected, 3 retried"


def test_into_a_file_a_line_is_written_when_something_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", file := StringIO())
    stats = {"downloader/response_count": 1}
    progress = Progress.from_crawler(crawler(stats, PROGRESS=True))
    progress._write(progress.line("journal"))
    progress.started -= 100
    progress._write(progress.line("journal"))
    stats["downloader/response_count"] = 2
    progress._write(progress.line("journal"))
    assert [line.split("  ")[1:] for line in file.getvalue().splitlines()] == [
        ["00:00", "1 pages, 0 articles (0 new, 0 changed)"],
        ["01:40", "2 pages, 0 articles (0 new, 0 changed)"],
    ]


def test_on_a_terminal_the_line_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    progress = Progress.from_crawler(crawler({}, PROGRESS=True))
    progress._write(progress.line("journal"))
    progress._write(progress.line("journal"))
    assert terminal.getvalue().count("\r\x1b[2K") == 2
    assert "\n" not in terminal.getvalue()
    progress.spider_closed(SimpleNamespace(name="journal"))
    assert terminal.getvalue().endswith("\n")
