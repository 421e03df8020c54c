from __future__ import annotations

import gzip
from pathlib import Path

from scrapy.http import Response
from scrapy.settings import Settings

from crawler.operations.rejected import keep_page

URL = "http://journal.example/thong-bao-1.html"


def test_a_page_is_kept_as_it_came(tmp_path: Path) -> None:
    body = b"<p>\xff\x00 B\xc3\xa1o</p>"
    kept = keep_page(Settings({"DATA_DIR": tmp_path}), "journal", Response(URL, body=body))
    assert kept
    assert kept.startswith("rejected/journal/")
    assert gzip.decompress((tmp_path / kept).read_bytes()) == body


def test_a_page_is_kept_once_in_its_latest_state(tmp_path: Path) -> None:
    settings = Settings({"DATA_DIR": tmp_path})
    first = keep_page(settings, "journal", Response(URL, body=b"1"))
    assert keep_page(settings, "journal", Response(URL, body=b"2")) == first
    assert gzip.decompress((tmp_path / str(first)).read_bytes()) == b"2"
    assert keep_page(settings, "journal", Response(f"{URL}?x", body=b"3")) != first
    assert len(list((tmp_path / "rejected/journal").iterdir())) == 2


def test_a_disk_that_refuses_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "rejected").write_text("a file where a folder should be", encoding="utf-8")
    assert keep_page(Settings({"DATA_DIR": tmp_path}), "journal", Response(URL, body=b"1")) is None
