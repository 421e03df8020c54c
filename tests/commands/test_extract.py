"""`scrapy extract` and `scrapy normalize` as processes."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from commands_support import invoke
from projects import DOMAIN, ORIGIN, Project
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.commands.extract import Command as Extract
from crawler.commands.extract import line_for, pages_at
from crawler.commands.normalize import Command as Normalize
from fixtures.demo_site import DemoSite, expected_articles
from fixtures.demo_site.process import ROOT

PAGES = ROOT / "fixtures/pages/laodongxahoi.net"
PAGE = PAGES / "2022-tap-huan.html"
EXPECTED = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
SHORT = "<html><head><title>x</title></head><body><p>Xin chào</p></body></html>"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def archive(*records: tuple[str, str, bytes], status: str = "200 OK", date: str = "2022-06-13T01:02:03Z") -> bytes:
    """A WARC of responses: address, content type, body."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for url, content_type, body in records:
        head = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        headers = {"WARC-Date": date}
        writer.write_record(
            writer.create_warc_record(url, "response", BytesIO(body), http_headers=head, warc_headers_dict=headers)
        )
    return out.getvalue()


@pytest.mark.slow
def test_everything_at_once(project: Project) -> None:
    """Files, folders and archives, good and bad: each has its line, in the order given."""
    folder = project.folder / "pages"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022/a.html").write_bytes(PAGE.read_bytes())
    (folder / "b.HTM").write_text(SHORT, encoding="utf-8")
    (folder / "broken.warc.gz").write_bytes(b"\x1f\x8b no archive")
    (folder / "c.html").write_bytes(b"")
    (folder / "d.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    (folder / "e.html.gz").write_bytes(gzip.compress(PAGE.read_bytes())[:-9])
    (folder / "notes.txt").write_text("no page", encoding="utf-8")
    bad = project.folder / "bad.warc"
    bad.write_bytes(bytes(range(256)) * 3)
    good = project.folder / "good.warc.gz"
    good.write_bytes(archive((f"{ORIGIN}/x-1324901.html", "text/html; charset=utf-8", PAGE.read_bytes())))
    missing = project.folder / "missing.html"
    empty = project.folder / "empty"
    empty.mkdir()
    done = project.scrapy("extract", f"{folder}", f"{bad}", f"{missing}", f"{empty}", f"{good}", f"{PAGE}")
    found = lines(done.stdout)
    assert [(line["file"], "error" in line) for line in found] == [
        ("2022/a.html", False),
        ("b.HTM", True),
        ("broken.warc.gz", True),
        ("c.html", True),
        ("d.html.gz", False),
        ("e.html.gz", True),
        (f"{bad}", True),
        (f"{missing}", True),
        (f"{empty}", True),
        (f"{good}#{ORIGIN}/x-1324901.html", False),
        (f"{PAGE}", False),
    ]
    assert [line["error"].partition(":")[0] for line in found if "error" in line] == [
        *("no article", "can't be read", "no article", "can't be read"),
        *("can't be read", "can't be read", "can't be read"),
    ]
    articles = [
        {k: v for k, v in line.items() if k not in ("file", "date_fetched")} for line in found if "error" not in line
    ]
    assert articles == [articles[0]] * 4
    assert articles[0]["title"] == EXPECTED["title"]
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 5, "one for each that can't be read"
    assert "Traceback" not in done.stderr


def test_pages_that_are_no_articles_are_no_error(tmp_path: Path, capfdbinary: Any) -> None:
    page = tmp_path / "a.html"
    page.write_text(SHORT, encoding="utf-8")
    assert invoke(Extract(), [f"{page}"]) == 0
    out, errors = capfdbinary.readouterr()
    assert (lines(out.decode()), errors) == ([{"file": f"{page}", "error": "no article: no-body"}], b"")


@pytest.mark.slow
def test_addresses(demo_site: DemoSite, project: Project) -> None:
    paths = ["/x-1309840.html", "/tre-em", "/x-1309425.html", "/khong-co"]
    done = project.scrapy("extract", *(f"{demo_site.url}{path}" for path in paths), f"{PAGE}", RETRY_TIMES=0)
    found = {line["file"].removeprefix(demo_site.url): line for line in lines(done.stdout)}
    assert {file: line.get("title") for file, line in found.items()} == {
        "/x-1309840.html": title(1309840),
        "/tre-em": None,
        "/x-1309425.html": title(1309425),
        "/khong-co": None,
        f"{PAGE}": EXPECTED["title"],
    }
    assert found["/tre-em"]["error"].startswith("no article")
    assert "404" in found["/khong-co"]["error"]
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def title(number: int) -> str:
    return next(article.title for article in expected_articles() if article.id == f"{DOMAIN}/{number}")


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Extract(), ["--explain", f"{PAGE}"]) == 0
    text = capsys.readouterr().out
    assert "layout     cotent-detail: the page has //*[@id='cotent_detail']" in text
    for part in ("has-class('title_detail_news')", "22:43 PM 12/06/2022", "2022-06-12T22:43:00+07:00"):
        assert part in text
    assert all(EXPECTED[field] in text for field in ("id", "url", "title"))
    assert all(author["name"] in text for author in EXPECTED["authors"])


def test_explain_says_why_a_page_is_no_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.html"
    page.write_text(SHORT, encoding="utf-8")
    assert invoke(Extract(), ["--explain", f"{page}"]) == 0
    text = capsys.readouterr().out
    assert "no article: no-body" in text
    assert "address    none: give --url" in text


def test_explain_says_what_a_page_shares_with_a_family_that_does_not_claim_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<h1>Tít</h1><div id=cotent_detail><p>Một đoạn.</p></div>", encoding="utf-8")
    assert invoke(Extract(), ["--explain", f"{page}"]) == 0
    assert "layout     generic: the page has a mark of cotent-detail, but nothing else" in capsys.readouterr().out


def test_the_address_of_a_file(tmp_path: Path, capfdbinary: Any) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(PAGE.read_bytes().replace(b"canonical", b"other").replace(b"og:url", b"og:other"))
    url = f"{ORIGIN}/mot-ten-khac-1324901.html?utm_source=zalo"
    assert invoke(Extract(), ["--url", url, "--now", "2022-06-13T08:00:00+07:00", f"{page}"]) == 0
    (line,) = lines(capfdbinary.readouterr().out.decode())
    assert (line["id"], line["url"]) == ("laodongxahoi.net/1324901", f"{ORIGIN}/mot-ten-khac-1324901.html")
    assert line["date_fetched"] == "2022-06-13T01:00:00Z"


@pytest.mark.parametrize("options", [[], ["--now", "gestern", f"{PAGE}"], ["--url", "ftp:x", f"{PAGE}"]])
def test_wrong_usage(options: list[str], capfdbinary: Any) -> None:
    assert invoke(Extract(), options) == 2
    assert capfdbinary.readouterr().out == b""


def test_archives_say_where_and_when_a_page_was_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    page = b"<html><body><p>x</p></body></html>"
    path.write_bytes(
        archive(
            ("http://x.vn/1", "text/html", page),
            ("http://x.vn/2.png", "image/png", b"\x89PNG"),
            ("http://x.vn/3", "application/xhtml+xml; charset=utf-8", page),
        )
        + archive(("http://x.vn/4", "text/html", page), status="404 Not Found")
    )
    found = list(pages_at(path))
    assert [(each.file, each.url) for each in found] == [
        (f"{path}#http://x.vn/{n}", f"http://x.vn/{n}") for n in (1, 3)
    ]
    assert {each.html for each in found} == {page}
    assert f"{found[0].now}" == "2022-06-13 01:02:03+00:00"
    assert found[1].content_type == "application/xhtml+xml; charset=utf-8"


def test_a_wacz_holds_warcs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as wacz:
        wacz.writestr("archive/data.warc.gz", archive(("http://x.vn/1", "text/html", b"<p>x</p>")))
        wacz.writestr("pages/pages.jsonl", "{}")
    assert [each.url for each in pages_at(tmp_path / "a.wacz")] == ["http://x.vn/1"]


def test_a_page_of_an_archive_is_read_by_its_label(tmp_path: Path) -> None:
    text = "<html><body><div class='title_detail_news'>Chợ phiên</div><div id='cotent_detail'><p>Người xuống chợ.</p></div>"
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive((f"{ORIGIN}/x-1324901.html", "text/html; charset=utf-16", text.encode("utf-16"))))
    (given,) = pages_at(path)
    assert line_for(given)["title"] == "Chợ phiên"


def test_when_a_file_was_fetched_is_unknown_unless_somebody_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.read_bytes())
    (given,) = pages_at(path)
    assert line_for(given)["date_fetched"] == ""
    given.now = datetime(2022, 6, 13, 2, tzinfo=UTC)
    assert line_for(given)["date_fetched"] == "2022-06-13T02:00:00Z"


# --- normalize ----------------------------------------------------------------------------------------------------------


def test_normalize_says_what_it_makes_of_texts_and_by_which_rule(capfdbinary: Any) -> None:
    texts = ["Thứ Hai, 13/06/2022 10:43 PM", "Bài, ảnh: VÀNG THỊ MỶ", "Theo TTXVN", "12/2022/NĐ-CP"]
    assert invoke(Normalize(), texts) == 0
    date, byline, source, law = found = lines(capfdbinary.readouterr().out.decode())
    assert [line["text"] for line in found] == texts
    assert (date["date"]["value"], date["date"]["precision"]) == ("2022-06-13T22:43:00+07:00", "minute")
    assert date["date"]["rule"]
    assert date["byline"] is None
    (author,) = byline["byline"]["authors"]
    assert (author["name"], author["roles"]) == ("Vàng Thị Mỷ", ["text", "photo"])
    assert byline["byline"]["rules"]
    assert source["byline"]["sources"] == [{"name": "TTXVN", "url": None}]
    assert (law["date"], law["byline"]) == (None, None)


@pytest.mark.slow
def test_normalize_reads_lines_and_survives_any_bytes(project: Project) -> None:
    given = "3 giờ trước\n\n".encode() + b"\xff\xfe\x00 12/06/2022\r\n" + "cuối cùng".encode()
    done = project.scrapy("normalize", "--date", "--now", "2022-06-12T10:00:00+07:00", stdin=given)
    assert (done.returncode, done.stderr) == (0, "")
    found = lines(done.stdout)
    assert [line["date"]["value"] if line["date"] else None for line in found] == [
        *("2022-06-12T07:00:00+07:00", None, "2022-06-12", None),
    ]
    assert all("byline" not in line for line in found)


def test_normalize_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Normalize(), ["--now", "gestern", "x"]) == 2
