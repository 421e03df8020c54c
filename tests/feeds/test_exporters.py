from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from typing import Any

import jsonschema
import pytest
from feeds_support import PUBLICATION, make_article
from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.feeds.exporters import (
    ArticleCsvExporter,
    ArticleJsonExporter,
    ArticleJsonLinesExporter,
    JsonFeedExporter,
    json_feed_item,
)
from crawler.items import Article, Attachment


def exported(exporter: type, *items: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    writer = exporter(file, **options)
    writer.start_exporting()
    for item in items:
        writer.export_item(item)
    writer.finish_exporting()
    return file.getvalue()


def feed_of(*items: Any, **options: Any) -> dict[str, Any]:
    return json.loads(exported(JsonFeedExporter, *items, **options))


def rows_of(*items: Any, **options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(ArticleCsvExporter, *items, **options).decode())))


class TestJson:
    def test_lines_round_trip(self, valid_article):
        articles = [make_article(1), make_article(2)]
        lines = exported(ArticleJsonLinesExporter, *articles).decode().split("\n")
        assert lines.pop() == ""
        assert [json.loads(line) for line in lines] == [asdict(a) for a in articles]
        for line in lines:
            valid_article(json.loads(line))

    @pytest.mark.parametrize("number", [0, 1, 3])
    def test_array_is_closed_and_round_trips(self, number):
        articles = [make_article(n) for n in range(number)]
        assert json.loads(exported(ArticleJsonExporter, *articles)) == [asdict(a) for a in articles]

    @pytest.mark.parametrize("exporter", [ArticleJsonLinesExporter, ArticleJsonExporter, JsonFeedExporter])
    def test_articles_and_payloads_give_the_same_bytes(self, exporter):
        one = make_article()
        assert exported(exporter, one) == exported(exporter, asdict(one))

    @pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85", "\r", "\n"])
    def test_a_line_is_a_line_for_every_reader(self, letter):
        one = make_article(title=f"Hai{letter}dòng")
        text = exported(ArticleJsonLinesExporter, one).decode()
        assert len(text.splitlines()) == 1
        assert json.loads(text)["title"] == one.title

    def test_half_a_surrogate_pair_costs_one_letter_not_the_article(self):
        line = exported(ArticleJsonLinesExporter, make_article(title="Chào \ud83d bạn", tags=["\udc00"]))
        assert json.loads(line)["title"] == "Chào \ufffd bạn"

    def test_utf8_whatever_the_setting(self, caplog):
        text = exported(ArticleJsonLinesExporter, make_article(), encoding="latin-1").decode("utf-8")
        assert "Lớp nghề" in text
        assert "latin-1" in caplog.text

    def test_chosen_fields_in_their_order(self):
        line = exported(ArticleJsonLinesExporter, make_article(), fields_to_export=["title", "id"])
        assert list(json.loads(line)) == ["title", "id"]

    def test_indent(self):
        text = exported(ArticleJsonExporter, make_article(), make_article(2), indent=4).decode()
        assert len(json.loads(text)) == 2
        assert '\n  "id"' in text


class TestJsonFeed:
    def test_valid_with_everything(self, valid_json_feed):
        feed = feed_of(make_article(), make_article(2), feed_url="https://example.vn/feed.json")
        valid_json_feed(feed)
        assert feed["title"] == "Lao động và Xã hội"
        assert feed["home_page_url"] == "http://laodongxahoi.net/"
        assert feed["feed_url"] == "https://example.vn/feed.json"
        assert feed["language"] == "vi"
        assert "authors" not in feed

    def test_valid_with_next_to_nothing(self, valid_json_feed):
        bare = Article(
            id="laodongxahoi.net/1",
            url="http://laodongxahoi.net/1.html",
            publication=PUBLICATION,
            title="Tin",
        )
        feed = feed_of(bare)
        valid_json_feed(feed)
        assert feed["items"][0]["content_text"] == ""
        assert "authors" not in feed["items"][0]

    def test_valid_when_empty(self, valid_json_feed):
        feed = feed_of()
        valid_json_feed(feed)
        assert feed["items"] == []

    def test_version_comes_first(self):
        assert next(iter(feed_of(make_article()))) == "version"

    def test_an_item(self):
        item = json_feed_item(asdict(make_article(external_url="https://example.vn/goc.html")))
        assert item["id"] == "laodongxahoi.net/1300001"
        assert item["url"] == "http://laodongxahoi.net/lop-nghe-buoi-toi-1300001.html"
        assert item["external_url"] == "https://example.vn/goc.html"
        assert item["image"] == "http://laodongxahoi.net/anh/1.jpg"
        assert item["date_published"] == "2022-06-12T22:43:00+07:00"
        assert item["authors"] == [{"name": "Tô Lam"}, {"name": "Nhóm PV"}]
        assert item["tags"] == ["dạy nghề", "Phú An"]

    def test_a_day_is_never_given_a_time(self):
        item = json_feed_item(asdict(make_article(date_published="2022-06-12")))
        assert "date_published" not in item
        assert item["_article"]["date_published"] == "2022-06-12"

    def test_attachments_without_media_type_stay_in_the_extension(self):
        item = json_feed_item(asdict(make_article()))
        assert [file["mime_type"] for file in item["attachments"]] == ["application/pdf"]
        assert len(item["_article"]["attachments"]) == 2

    def test_a_title_shared_by_two_attachments_does_not_make_them_one(self):
        files = [Attachment(f"http://laodongxahoi.net/{n}.pdf", "application/pdf", "Tải về") for n in (1, 2)]
        item = json_feed_item(asdict(make_article(attachments=files)))
        assert [set(file) for file in item["attachments"]] == [{"url", "mime_type"}] * 2

    def test_nothing_of_the_article_is_lost(self):
        one = asdict(make_article())
        item = json_feed_item(one)
        for name, value in one.items():
            assert item["_article"].get(name, item.get(name)) == value

    def test_the_spider_names_the_feed(self):
        crawler = get_crawler(Spider)
        crawler.spider = Spider("laodongxahoi")
        crawler.spider.publication = PUBLICATION
        file = io.BytesIO()
        writer = JsonFeedExporter.from_crawler(crawler, file)
        writer.finish_exporting()
        assert json.loads(file.getvalue())["title"] == "Lao động và Xã hội"

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda feed: feed.pop("title"),
            lambda feed: feed["items"][0].pop("id"),
            lambda feed: feed["items"][0].update(date_published="2022-06-12"),
            lambda feed: feed["items"][0]["attachments"][0].pop("mime_type"),
            lambda feed: feed["items"][0].update(section=["Xã hội"]),
            lambda feed: [feed["items"][0].pop(name) for name in ("content_html", "content_text")],
        ],
    )
    def test_the_schema_tells_a_bad_feed(self, valid_json_feed, spoil):
        feed = feed_of(make_article())
        spoil(feed)
        with pytest.raises(jsonschema.ValidationError):
            valid_json_feed(feed)


class TestCsv:
    def test_lists_and_parts_are_flattened(self):
        row = rows_of(make_article())[0]
        assert row["publication_name"] == "Lao động và Xã hội"
        assert row["authors"] == "Tô Lam; Nhóm PV"
        assert row["section"] == "Xã hội; Dạy nghề"
        assert row["images"] == "http://laodongxahoi.net/anh/1.jpg"
        assert row["raw_byline"] == "Bài, ảnh: TÔ LAM"
        assert row["external_url"] == row["raw_date_modified"] == ""
        assert row["content_text"] == make_article().content_text

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
    def test_no_cell_is_a_formula(self, start):
        row = rows_of(make_article(title=f"{start}SUM(A1:A9)", tags=[f"{start}1", "hai"]))[0]
        assert row["title"].startswith(f"'{start}")
        assert row["tags"].startswith(f"'{start}")

    @pytest.mark.parametrize("gap", [";", "; ", "\n", "\r\n", "\t", "\n\n  "])
    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_no_part_of_a_cell_is_a_formula_where_a_semicolon_ends_cells(self, gap, start):
        article = make_article(title=f"Chợ{gap}{start}cmd|'/c calc'!A1", tags=["một", f"{start}HYPERLINK(1)"])
        row = rows_of(article)[0]
        for cell in (row["title"], row["tags"]):
            for part in re.split(r"[;\t\r\n]", cell):
                assert not re.match(r"\s*[=+\-@]", part), cell
        assert row["title"].replace(f"{gap.rstrip(' ')}'", gap.rstrip(" "), 1) == article.title

    def test_harmless_cells_stay_as_they_are(self):
        assert rows_of(make_article(title="Kỳ 1 - Mở lớp = mở lòng"))[0]["title"] == "Kỳ 1 - Mở lớp = mở lòng"

    def test_every_row_has_the_same_columns(self):
        text = exported(ArticleCsvExporter, make_article(), Article(id="x")).decode()
        header, *rows = csv.reader(io.StringIO(text))
        assert len(rows) == 2
        assert {len(row) for row in rows} == {len(header)}

    def test_chosen_columns(self):
        assert list(rows_of(make_article(), fields_to_export=["id", "raw_byline"])[0]) == ["id", "raw_byline"]
