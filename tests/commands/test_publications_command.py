"""`scrapy publications` lists what is supported, all of it or what is named."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from commands_support import invoke

from crawler.commands.publications import Command as Publications
from crawler.operations.overview import bars, weekly
from crawler.publications import declarations
from crawler.store.database import timestamp
from crawler.store.schema import runs
from crawler.store.store import Store
from tests.operations.histories import read
from tests.store.store_support import article


def test_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["--json"], DATA_DIR=tmp_path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["name"] for row in rows] == list(declarations())
    assert {row["checked_against"] for row in rows} == {
        "real page",
        "copy of a page",
        "page from facts",
        "addresses only",
    }
    assert not (tmp_path / "store.sqlite").exists()


def test_those_that_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["vtv", "laodongxahoi"], DATA_DIR=tmp_path) == 0
    first, second = capsys.readouterr().out.strip().split("\n\n")
    assert first.splitlines()[0].split() == ["vtv", "VTV"]
    assert "vccorp, checked against: real page" in first
    assert "cotent-detail, checked against: page from facts" in second
    assert [line.split()[-1] for line in second.splitlines() if line.startswith("last run")] == ["never"]


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, object]:
    """Two months of runs, the last of which a monitor complained of."""
    told = "articles with summary: 0 of 9\n  x looks at //*[@class='sapo']\n  to do: look"
    begin = datetime.now(UTC) - timedelta(days=60, hours=-1)
    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as store, store.transaction():
        for day in range(60):
            last = day == 59
            stats = {
                **read(10, authors=day % 3),
                **{
                    "downloader/response_count": 60,
                    "downloader/response_status_count/200": 60,
                    "elapsed_time_seconds": 60.0,
                },
                **({"run/complaints": [told], "pages/rejected": 3, "pages/rejected/no-body": 3} if last else {}),
            }
            began = begin + timedelta(days=day)
            row = {"publication": "vtv", "started": timestamp(began), "finished": timestamp(began), "reason": "finished",
                   "exit_code": 4 if last else 0, "stats": json.dumps(stats)}  # fmt: skip
            store.writer.execute(runs.insert(), row)
        for number in range(5):
            store.put_article("vtv", article(number, date_fetched=timestamp()))
    return {"DATA_DIR": tmp_path}


def test_all_there_is_to_say_of_one(watched: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["vtv"], **watched) == 0
    text = capsys.readouterr().out
    rows = {line[:19].strip(): line[19:].split() for line in text.splitlines()}
    assert (rows["new articles"][:2], rows["runs"][:2]) == (["70", "600"], ["7", "60"])
    assert rows["with summary"][:2] == ["100%", "100%"]
    assert rows["with authors"][1] == "90%"
    assert len(rows["runs"][2]) == 30
    assert rows["pages a minute"][:2] == ["60", "60"]
    assert "exit code 4: a monitor failed" in text
    assert "  ! articles with summary: 0 of 9\n    x looks at //*[@class='sapo']\n    to do: look\n" in text
    assert "no-body: 3" in text
    assert "200: 3,600" in text


def test_the_list_and_the_lines_for_programs(watched: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), [], **watched) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("vtv "))
    assert "▁▁▁▁▁▁▁▁▁▁▁▁█" in line
    assert "  5  " in line
    assert line.rstrip().endswith("exit code 4: a monitor failed")
    assert invoke(Publications(), ["--json", "vtv"], **watched) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["exit_code"], row["last_90_days"]["new"], row["last_7_days"]["rejected"]) == (4, 600, {"no-body": 3})
    assert row["last_90_days"]["fill"]["authors"] == 0.9


def test_plots_of_one_line() -> None:
    assert bars([0, 0.01, None, 5, 10]) == "▁▂ ▅█"
    assert bars([0.5, 1], top=1) == "▅█"
    assert bars([]) == ""
    today = date(2026, 11, 22)
    assert weekly({"2026-11-22": 1, "2026-11-16": 2, "2026-11-15": 4, "2026-01-01": 9}, today) == [*([0] * 11), 4, 3]


def test_a_name_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["laodongxahoj"], DATA_DIR=tmp_path) == 2
    assert "did you mean laodongxahoi" in capsys.readouterr().err
