"""The file formats: articles as JSON Lines, a JSON array, JSON Feed 1.1 or CSV.

Each exporter takes `Article`s, payloads of the store (plain dicts of the same shape) and whatever else
itemadapter reads. JSON is UTF-8 (RFC 8259 allows nothing else between programs), written by orjson.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import IO, Any, Self
from urllib.parse import urlsplit

import orjson
from itemadapter import ItemAdapter, is_item
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter, CsvItemExporter

logger = logging.getLogger(__name__)

JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")

_LINE_ENDS_OUTSIDE_ASCII = {letter.encode(): b"\\u%04x" % ord(letter) for letter in "\u2028\u2029\x85"}
"""What `str.splitlines` and many HTTP clients also take for the end of a line; JSON permits the escape."""


def _plain(value: Any) -> Any:
    """What orjson can't write by itself, in JSON's own types."""
    if is_item(value):
        return ItemAdapter(value).asdict()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _without_surrogates(value: Any) -> Any:
    """`value` with surrogate pairs joined, and a lone half as U+FFFD: UTF-8 has no form for it."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_without_surrogates(key): _without_surrogates(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(part) for part in value]
    return _without_surrogates(ItemAdapter(value).asdict()) if is_item(value) else value


def to_json(value: Any, option: int = 0) -> bytes:
    """`value` as JSON, on one line unless `option` (orjson's) says otherwise.

    Raises TypeError for types that have no JSON form.
    """
    try:
        text = orjson.dumps(value, _plain, option)
    except orjson.JSONEncodeError:
        text = orjson.dumps(_without_surrogates(value), _plain, option)
    for line_end, escape in _LINE_ENDS_OUTSIDE_ASCII.items():
        text = text.replace(line_end, escape)
    return text


class _JsonExporter(BaseItemExporter):
    """What the JSON formats share: Scrapy's options, as far as orjson has them (UTF-8, an indent of two)."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        if self.encoding and self.encoding.lower().replace("-", "") != "utf8":
            logger.warning("JSON feeds are UTF-8; FEED_EXPORT_ENCODING %s is ignored", self.encoding)
        self.file = file
        self._option = orjson.OPT_INDENT_2 if self.indent else 0

    def _encoded(self, item: Any) -> bytes:
        return to_json(dict(self.get_serialized_fields(item)), self._option)


class ArticleJsonLinesExporter(_JsonExporter):
    """One article a line, each line ended by a line feed."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options)
        self._option = orjson.OPT_APPEND_NEWLINE

    def export_item(self, item: Any) -> None:
        """Write the line of `item`."""
        self.file.write(self._encoded(item))


class _Enclosed(_JsonExporter):
    """Articles between a head and a tail, one a line."""

    tail: bytes
    _empty = True

    def head(self, item: Any | None) -> bytes:
        """What stands before the first article; `item` is that article, or None in an empty feed."""
        raise NotImplementedError

    def export_item(self, item: Any) -> None:
        """Write `item`, after the head or a comma."""
        before = self.head(item) + b"\n" if self._empty else b",\n"
        self.file.write(before + self._encoded(item))
        self._empty = False

    def finish_exporting(self) -> None:
        """Close the document."""
        self.file.write((self.head(None) if self._empty else b"") + self.tail)


class ArticleJsonExporter(_Enclosed):
    """One closed JSON array, an article a line."""

    tail = b"\n]\n"

    def head(self, item: Any | None) -> bytes:
        """The bracket that opens the array."""
        return b"["


def _has_time(date: str | None) -> bool:
    return bool(date and _RFC_3339.fullmatch(date))


def _attachments(article: Mapping[str, Any]) -> list[dict[str, str]]:
    """Those with a media type, which JSON Feed requires.

    JSON Feed reads equal titles as one thing in several formats, so a title that several attachments share
    ("Tải về") is left out.
    """
    typed = [attachment for attachment in article["attachments"] if attachment["mime_type"]]
    titles = Counter(attachment["title"] for attachment in typed)
    return [
        {"url": file["url"], "mime_type": file["mime_type"]}
        | ({"title": file["title"]} if file["title"] and titles[file["title"]] == 1 else {})
        for file in typed
    ]


def _home_page(article: Mapping[str, Any] | None) -> str | None:
    if not article or not article["url"]:
        return None
    url = urlsplit(article["url"])
    return f"{url.scheme}://{url.netloc}/"


EXTENSION_FIELDS = (
    "publication",
    "dateline",
    "images",
    "attachments",
    "date_published",
    "date_modified",
    "authors",
    "sources",
    "section",
    "raw",
    "layout",
    "warnings",
    "date_fetched",
    "revision",
    "content_hash",
)
"""The fields of `Article` in `_article`; docs/feeds.md shows the mapping."""


def json_feed_item(article: Mapping[str, Any]) -> dict[str, Any]:
    """`article` (a plain dict of `Article`'s shape) as an item of JSON Feed 1.1.

    JSON Feed wants RFC 3339 dates, which always carry a time of day. Many pages print only a day. To write
    `2022-06-12T00:00:00+07:00` for it would invent a time that readers then show and sort by, and nobody
    could tell it from an article that did appear at midnight; so such an item has no `date_published` (the
    standard makes it optional) and the day stands, as in all our feeds, in `_article.date_published`.

    `_article` holds what the standard has no field for, and each field of which it can take only a part,
    whole. Members without a value are left out of the standard part and kept, as null, in `_article`.
    """
    item: dict[str, Any] = {
        "id": article["id"],
        "url": article["url"],
        "external_url": article["external_url"],
        "title": article["title"],
        "content_html": article["content_html"],
        "content_text": article["content_text"],
        "summary": article["summary"],
        "image": article["images"][0]["url"] if article["images"] else None,
        "date_published": article["date_published"] if _has_time(article["date_published"]) else None,
        "date_modified": article["date_modified"] if _has_time(article["date_modified"]) else None,
        "authors": [{"name": author["name"]} for author in article["authors"]],
        "tags": article["tags"],
        "language": article["language"],
        "attachments": _attachments(article),
    }
    item = {name: value for name, value in item.items() if value}
    if "content_html" not in item:
        item.setdefault("content_text", "")  # the standard requires one of the two
    item["_article"] = {name: article[name] for name in EXTENSION_FIELDS}
    return item


class JsonFeedExporter(_Enclosed):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

    Title and home page are the spider's publication's, or else the first article's. There are no feed-wide
    `authors`: the standard would make them the authors of every article that prints no byline.
    """

    tail = b"\n]}\n"

    def __init__(
        self, file: IO[bytes], *, title: str | None = None, feed_url: str | None = None, **options: Any
    ) -> None:
        super().__init__(file, **options)
        self.title = title
        self.feed_url = feed_url

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **options: Any) -> Self:
        """Called by Scrapy's feed exports; `item_export_kwargs` of FEEDS may set `title` and `feed_url`."""
        publication = getattr(crawler.spider, "publication", None)
        return cls(file, **{"title": getattr(publication, "name", None), **options})

    def head(self, item: Any | None) -> bytes:
        """The members of the feed itself, the version first, as the standard advises."""
        article = ItemAdapter(item).asdict() if item is not None else None
        feed = {
            "version": JSON_FEED_VERSION,
            "title": self.title or (article["publication"]["name"] if article else "") or "Articles",
            "home_page_url": _home_page(article),
            "feed_url": self.feed_url,
            "language": article["language"] if article else None,
            "_article": {"about": "What JSON Feed has no name for: see docs/feeds.md of the crawler."},
        }
        present = {name: value for name, value in feed.items() if value}
        return to_json(present)[:-1] + b',"items":['

    def _encoded(self, item: Any) -> bytes:
        return to_json(json_feed_item(ItemAdapter(item).asdict()), self._option)


class ArticleCsvExporter(CsvItemExporter):
    """CSV for spreadsheets: one article a row, flattened, and safe to open.

    A part such as `publication` becomes columns (`publication_name`), a list one cell joined by `; `, of its
    entries' names or addresses. What that leaves out (roles, captions) is in the JSON formats. What a spreadsheet
    would run as a formula gets an apostrophe in front (OWASP, CSV Injection), a dash that opens a headline included:
    at the beginning of a cell, and behind what a spreadsheet of another country takes for the end of one (`;`, tab,
    line end).
    """

    def __init__(self, file: BytesIO, **options: Any) -> None:
        super().__init__(file, **{"join_multivalued": "; ", "errors": "replace", **options})

    def export_item(self, item: Any) -> None:
        """Write the row of `item`."""
        super().export_item(dict(_columns(ItemAdapter(item).asdict())))

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """The cell, joined and harmless."""
        return _harmless(super().serialize_field(field, name, value))


_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[ \xa0]*[=+\-@＝＋－＠])")
_BEGINS_BADLY = re.compile(r"[\t\r\n]")


def _harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return "'" * bool(_BEGINS_BADLY.match(cell)) + _FORMULA.sub(r"\1'", cell)


def _columns(article: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in article.items():
        if isinstance(value, Mapping):
            for part, inner in value.items():
                yield f"{name}_{part}", inner
        elif isinstance(value, list | tuple):
            yield name, [_cell(entry) for entry in value]
        else:
            yield name, value


def _cell(entry: Any) -> str:
    """An entry of a list: an author or source by name, a picture or file by address."""
    if isinstance(entry, Mapping):
        return str(entry.get("name") or entry.get("url") or "")
    return str(entry)
