"""`scrapy publications` lists what is supported, all of it or what is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands_support import invoke

from crawler.commands.publications import Command as Publications
from crawler.publications import declarations


def test_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["--json"], DATA_DIR=tmp_path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["name"] for row in rows] == list(declarations())
    assert {row["checked_against"] for row in rows} == {"real page", "page from facts", "addresses only"}
    assert not (tmp_path / "store.sqlite").exists()


def test_those_that_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["vtv", "laodongxahoi"], DATA_DIR=tmp_path) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert "checked against" in heading
    assert [line.split()[:2] for line in lines] == [["vtv", "vtv.vn"], ["laodongxahoi", "laodongxahoi.net"]]
    assert "real page" in lines[0]
    assert "page from facts" in lines[1]


def test_a_name_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Publications(), ["laodongxahoj"], DATA_DIR=tmp_path) == 2
    assert "did you mean laodongxahoi" in capsys.readouterr().err
