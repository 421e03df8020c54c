"""Page archives: what a run writes is what `scrapy extract` reads, whatever ended the run."""

from __future__ import annotations

import gzip
import io
import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from projects import Project, kill
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler
from unruly_site import UnrulySite, unruly
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.operations.archive import PageArchive, archived_pages
from fixtures.demo_site import DemoSite
from fixtures.demo_site.site import Reply

LIMIT = 10 * 2**20
PAGE = "<html><body><h1>Chợ phiên</h1></body></html>".encode()


def archive_in(folder: Path, **settings: Any) -> PageArchive:
    crawler = get_crawler(Spider, {"ARCHIVE_PAGES": True, "ARCHIVE_FILE_MB": 1, "DATA_DIR": str(folder), **settings})
    crawler.spider = Spider("thubao")
    return PageArchive.from_crawler(crawler)


def receive(archive: PageArchive, url: str, *, kind: str = "article", **values: Any) -> None:
    request = Request(
        url, headers={"User-Agent": "thu", "Cookie": "a=b", "Proxy-Authorization": "Basic x"}, meta={"kind": kind}
    )
    values = {"body": PAGE, "headers": {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": ["a", "b"]}, **values}
    archive.response_received(HtmlResponse(url, request=request, **values), request)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "archive" / "thubao").glob("*"), key=lambda path: (len(path.name), path.name))


def pages_in(folder: Path) -> dict[str, bytes]:
    return {page.url: page.body for path in files(folder) for page in archived_pages(path, LIMIT)}


def test_it_is_off_by_default(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured):
        archive_in(tmp_path, ARCHIVE_PAGES=False)


def test_article_pages_come_back_as_they_came(tmp_path: Path) -> None:
    archive = archive_in(tmp_path)
    urls = [f"https://thubao.vn/bai-{number}.html?trang=1&x=%C3%A1" for number in range(3)]
    for url in urls:
        receive(archive, url)
    receive(archive, "https://thubao.vn/tin", kind="listing")
    receive(archive, "https://thubao.vn/mat.html", status=404)
    archive.spider_closed(archive.crawler.spider)
    (path,) = files(tmp_path)
    assert path.name.endswith("Z.warc.gz")
    pages = list(archived_pages(path, LIMIT))
    assert [(page.url, page.body, page.content_type) for page in pages] == [
        (url, PAGE, "text/html; charset=utf-8") for url in urls
    ]
    assert all(page.fetched and abs(page.fetched.timestamp() - time.time()) < 60 for page in pages)
    assert archive.crawler.stats.get_value("archive/pages") == 3


def test_others_can_read_it_and_find_no_secrets_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = archive_in(tmp_path)
    receive(archive, "https://thubao.vn/bai-1.html")
    archive.spider_closed(archive.crawler.spider)
    (path,) = files(tmp_path)
    with path.open("rb") as stream:
        records = [(record.rec_type, record.http_headers) for record in ArchiveIterator(stream)]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request"]
    assert [value for name, value in records[1][1].headers if name == "Set-Cookie"] == ["a", "b"]
    sent = dict(records[2][1].headers)
    assert (sent["Host"], sent["User-Agent"]) == ("thubao.vn", "thu")
    assert not {"Cookie", "Proxy-Authorization"} & sent.keys()
    checker = Checker(type("Command", (), {"inputs": [str(path)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    import random

    archive = archive_in(tmp_path, ARCHIVE_FILE_MB=0.05)
    noise = random.Random(1)
    for number in range(6):
        receive(archive, f"https://thubao.vn/bai-{number}.html", body=b"<p>" + noise.randbytes(20_000))
    archive.spider_closed(archive.crawler.spider)
    sizes = [path.stat().st_size for path in files(tmp_path)]
    assert len(sizes) == 3
    assert max(sizes) <= 0.05 * 2**20
    assert len(pages_in(tmp_path)) == 6


def test_a_full_disk_costs_the_archive_and_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = archive_in(tmp_path)
    receive(archive, "https://thubao.vn/bai-1.html")
    whole = archive._file

    class Full(io.RawIOBase):
        def write(self, data: Any) -> int:
            whole.write(bytes(data[:100]))
            raise OSError(28, "No space left on device")

        def truncate(self, size: int | None = None) -> int:
            return whole.truncate(size)

        def fileno(self) -> int:
            return whole.fileno()

    archive._file = Full()
    receive(archive, "https://thubao.vn/bai-2.html")
    receive(archive, "https://thubao.vn/bai-3.html")
    assert list(pages_in(tmp_path)) == ["https://thubao.vn/bai-1.html"]
    assert "pages not archived: No space left on device" in caplog.text
    assert archive.crawler.stats.get_value("archive/error") == "No space left on device"


# --- whole runs ---------------------------------------------------------------------------------------------------------

slow = pytest.mark.slow


def extracted(project: Project, *paths: Path) -> dict[str, dict[str, Any]]:
    done = project.scrapy("extract", *map(str, paths))
    assert (done.returncode, done.stderr) == (0, "")
    return {article["id"]: article for article in map(json.loads, done.stdout.splitlines())}


@slow
def test_a_months_pages_are_read_again_without_the_site(project: Project) -> None:
    with DemoSite() as site:
        assert project.run(site.url, ARCHIVE_PAGES=1).returncode == 0
        assert project.run(site.url, ARCHIVE_PAGES=1).returncode == 0, "nothing new: no second file"
    (path,) = (project.data / "archive").rglob("*.warc.gz")
    assert path.parent.name == "laodongxahoi"
    again = extracted(project, path)
    articles = {article["id"]: article for article in project.articles()}
    assert again.keys() == articles.keys()
    assert [key for key in articles if again[key]["content_hash"] != articles[key]["content_hash"]] == []
    assert all(again[key]["url"] == articles[key]["url"] for key in articles)


@pytest.fixture
def site() -> Iterator[UnrulySite]:
    with unruly() as started:
        yield started


@pytest.mark.faults
def test_a_killed_run_leaves_whole_pages(project: Project, site: UnrulySite) -> None:
    site.always = lambda path: Reply(b"<html>", sending="hang") if len(site.asked) > 12 else None
    process = project.start("run", "laodongxahoi", "-a", f"mirror={site.url}", "-a", "section=tre-em", ARCHIVE_PAGES=1)
    until = time.monotonic() + 20
    while len(site.asked) <= 12 and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.5)
    kill(process)
    (path,) = (project.data / "archive").rglob("*.warc.gz")
    kept = {page.url for page in archived_pages(path, LIMIT)}
    assert kept
    assert kept == {url for url, row in project.rows().items() if row["state"] == "done" and row["kind"] == "article"}
    assert {article["url"] for article in extracted(project, path).values()} == kept


@slow
def test_a_folder_that_cannot_be_written_ends_with_1_and_the_articles_are_there(project: Project) -> None:
    project.data.mkdir(parents=True)
    (project.data / "archive").write_text("in the way")
    with DemoSite() as site:
        done = project.run(site.url, "-a", "section=tre-em", ARCHIVE_PAGES=1)
    assert done.returncode == 1
    assert "pages not archived: " in done.stderr
    assert project.articles()


# --- hostile archives ---------------------------------------------------------------------------------------------------


def warc(*parts: bytes, url: str = "http://thubao.vn/bai-1.html", date: str = "2026-11-22T05:00:00Z") -> bytes:
    """A record of a response, its HTTP part being `parts`."""
    body = b"".join(parts)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""]).encode() + body


ZEROS = b"\0" * (64 * 2**20)


def brotli_bomb() -> bytes:
    import brotli

    return brotli.compress(ZEROS, quality=1)


HOSTILE = {
    "gzip": gzip.compress(warc(http(gzip.compress(ZEROS, 1), "Content-Encoding: gzip"))),
    "brotli": warc(http(brotli_bomb(), "Content-Encoding: br")),
    "twice": warc(http(gzip.compress(gzip.compress(ZEROS, 1)), "Content-Encoding: gzip, gzip")),
    "large": gzip.compress(warc(http(ZEROS)), 1),
    "chunked": gzip.compress(warc(http(b"4000000\r\n" + ZEROS + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked")), 1),
    "head": gzip.compress(warc(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000_000), 1),
    "line": gzip.compress(b"WARC/1.1\r\nWARC-Type: " + ZEROS, 1),
    "blank": gzip.compress(b"\r\n" * 2**25, 1),
    "nonsense": b"\x1f\x8b\x08\x00" + b"\xff" * 1000,
    "cut": warc(http(PAGE * 100))[:-2000],
    "length": warc(http(PAGE)).replace(b"Content-Length: ", b"Content-Length: 9"),
    "negative": warc(http(PAGE)).replace(b"Content-Length: ", b"Content-Length: -"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_an_error_and_no_bomb(name: str, tmp_path: Path) -> None:
    from crawler.commands.extract import pages_at

    path = tmp_path / "a.warc.gz"
    path.write_bytes(HOSTILE[name])
    # Not the peak of the process: that counts whatever the tests before this one left to be collected.
    tracemalloc.start()
    try:
        began = time.process_time()
        found = list(pages_at(path, 2**20))
        taken = time.process_time() - began
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < 5
    assert peak < 16 * 2**20, f"{peak} bytes for a page of at most one mebibyte"
    assert all(given.error and len(given.error) < 500 for given in found if name != "blank"), found
    assert found or name == "blank"


def test_one_bad_page_does_not_hide_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    bad = warc(http(gzip.compress(ZEROS, 1), "Content-Encoding: gzip"), url="http://thubao.vn/bom.html")
    path.write_bytes(warc(http(PAGE)) + bad + warc(http(PAGE), url="http://thubao.vn/bai-2.html", date="hôm qua"))
    first, second, third = archived_pages(path, LIMIT)
    assert (first.body, second.body, third.body) == (PAGE, b"", PAGE)
    assert second.error
    assert third.fetched is None


def test_what_an_archive_says_does_not_steer_the_terminal(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(http(PAGE), url="http://thubao.vn/\x1b[2J.html")
        + warc(http(b"x", "Content-Encoding: gzip"), url="http://\x9b/")
        + b"\x1b]0;x\x07 no archive\r\n\r\n"
    )
    for options in ((), ("--explain",)):
        done = project.scrapy("extract", str(path), *options)
        assert done.returncode == 1
        assert not {c for c in done.stdout + done.stderr if ord(c) < 32 or 127 <= ord(c) < 160} - {"\n"}


@pytest.mark.parametrize("name", ["a.html.gz", "a.html"])
def test_files_are_bounded_too(name: str, tmp_path: Path) -> None:
    from crawler.commands.extract import pages_at

    path = tmp_path / name
    path.write_bytes(gzip.compress(ZEROS, 1) if name.endswith("gz") else ZEROS[: 2**21])
    (given,) = pages_at(path, 2**20)
    assert given.error == "can't be read: larger than 1048576 bytes (DOWNLOAD_MAXSIZE)"
