"""`scrapy rejected` tells which pages were no articles, and how to look into each."""

from __future__ import annotations

import gzip
import json
import shlex
from contextlib import closing
from pathlib import Path

import pytest
from commands_support import invoke

from crawler.commands.extract import Command as Extract
from crawler.commands.rejected import Command as Rejected
from crawler.store.store import Store

PAGE = "<html><body><h1>Đăng nhập</h1><form action='/login'><input type='password'></form></body></html>"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three rejected pages of one publication, of which one is still kept, and one of another, all in one second."""
    monkeypatch.setattr("crawler.store.store.timestamp", lambda: "2026-11-22T05:00:00Z")
    kept = "rejected/yeutretho/giu lai.html.gz"
    (tmp_path / kept).parent.mkdir(parents=True)
    (tmp_path / kept).write_bytes(gzip.compress(PAGE.encode()))
    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as store:
        store.record_rejected("yeutretho", "http://yeutretho.vn/a-d1234.html", "login-page", run=1, page=kept)
        store.record_rejected("yeutretho", "http://yeutretho.vn/b-d1235.html", "no-body", run=1, page="rejected/gone")
        store.record_rejected("yeutretho", "http://yeutretho.vn/c-d1236.html", "no-body", run=1)
        store.record_rejected("kenh14", "http://kenh14.vn/d-20260101000000.chn", "no-title", run=2)
    return tmp_path


def test_each_page_with_its_reason_and_the_command_that_explains_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(Rejected(), ["yeutretho"], DATA_DIR=data) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[1:] for line in lines[::2]] == [
        ["login-page", "http://yeutretho.vn/a-d1234.html"],
        ["no-body", "http://yeutretho.vn/b-d1235.html"],
        ["no-body", "http://yeutretho.vn/c-d1236.html"],
    ]
    assert [line.strip() for line in lines[3::2]] == ["not kept", "not kept"]
    scrapy, extract, *words = shlex.split(lines[1])
    assert (scrapy, extract) == ("scrapy", "extract")
    assert invoke(Extract(), words) == 0
    assert "login-page" in capsys.readouterr().out


def test_as_json_and_no_more_than_asked_for(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Rejected(), ["yeutretho", "--json", "--limit", "2"], DATA_DIR=data) == 0
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(page["reason"], page["page"]) for page in pages] == [
        ("login-page", "rejected/yeutretho/giu lai.html.gz"),
        ("no-body", "rejected/gone"),
    ]


def test_nothing_was_rejected(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Rejected(), ["cafef"], DATA_DIR=data) == 0
    assert capsys.readouterr().out == "cafef: no page was rejected\n"


def test_wrong_usage(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argv, words in {
        (): "name one publication",
        ("cafef", "soha"): "name one publication",
        ("cafev",): "did you mean cafef",
        ("cafef", "--limit", "0"): "greater than 0",
    }.items():
        assert invoke(Rejected(), list(argv), DATA_DIR=data) == 2
        assert words in capsys.readouterr().err


def test_a_store_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 200)
    assert invoke(Rejected(), ["cafef"], DATA_DIR=tmp_path) == 1
    assert "the store could not be read" in capsys.readouterr().err
