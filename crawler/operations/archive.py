"""Pages as they came, in WARC files: written by a run (`ARCHIVE_PAGES`), read by `scrapy extract`.

An archive is how a layout is repaired on all pages of a month without asking the site again, and how somebody else can
check what a page said on the day. What is written is what the spider was handed: unpacked, with the publication's own
addresses. Any WARC or WACZ can be read; archives come from anywhere, so nothing in them is believed to be small.
"""

from __future__ import annotations

import gzip
import logging
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlsplit

from scrapy import signals
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import NotConfigured
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

UNREADABLE = (
    *(zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError),
    *(ArchiveLoadFailed, StatusAndHeadersParserException),
    *(NotImplementedError, RuntimeError),  # zipfile's, for what is encrypted or packed in an unknown way
)
"""What reading a broken or hostile archive may raise."""
_MOST_HEAD_BYTES = 1024 * 1024
"""Of one record: its own headers, the page's, and blank lines around them."""
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=-._~"
_VERSION = "1.1"
_SECRETS = frozenset({b"authorization", b"proxy-authorization", b"cookie"})


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Archived:
    """A page in an archive: its body, or why it can't be read."""

    url: str
    body: bytes = b""
    content_type: str = ""
    fetched: datetime | None = None
    error: str | None = None


def archived_pages(path: Path, limit: int) -> Iterator[Archived]:
    """The HTML pages of a WARC, or of the WARCs in a WACZ, none larger than `limit` bytes.

    Raises OSError and `UNREADABLE`, where the rest of the archive can't be read.
    """
    if path.name.lower().endswith(".wacz"):
        with zipfile.ZipFile(path) as wacz:
            for name in wacz.namelist():
                if name.endswith((".warc", ".warc.gz")):
                    with wacz.open(name) as stream:
                        yield from _pages(stream, limit)
        return
    with path.open("rb") as stream:
        yield from _pages(stream, limit)


def _pages(stream: Any, limit: int) -> Iterator[Archived]:
    records = ArchiveIterator(stream)
    heads = _BoundedLines(records.reader)
    for record in records:
        heads.read = 0
        headers = record.http_headers
        if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
            continue
        content_type = headers.get_header("Content-Type") or ""
        if content_type and "html" not in content_type.lower():
            continue
        url = quote(record.rec_headers.get_header("WARC-Target-URI") or "", safe=_IN_ADDRESSES)
        try:
            body = _body(record, limit)
        except (*UNREADABLE, ValueError, OSError) as error:
            yield Archived(url, error=short(error))
        else:
            yield Archived(url, body, content_type, _moment(record.rec_headers.get_header("WARC-Date")))


def short(error: Exception) -> str:
    """What is wrong with an archive; warcio repeats what stands in it."""
    said = str(error) or type(error).__name__
    return said if len(said) <= 200 else f"{said[:199]}…"


class _BoundedLines:
    """Keeps warcio from reading a head without an end; it has no limit of its own."""

    def __init__(self, reader: Any) -> None:
        self.read = 0
        self._readline = reader.readline
        reader.readline = self.readline

    def readline(self, length: int | None = None) -> bytes:
        room = _MOST_HEAD_BYTES - self.read
        line: bytes = self._readline(min(length or room, room) or 1)
        self.read += len(line)
        if self.read >= _MOST_HEAD_BYTES:
            raise ArchiveLoadFailed(f"a record's head has more than {_MOST_HEAD_BYTES} bytes")
        return line


def _body(record: Any, limit: int) -> bytes:
    """The page in a record, unpacked. Raises ValueError for more than `limit` bytes and for less than it says."""
    raw = record.raw_stream
    chunked = (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    # warcio holds a chunk whole, however large it says it is. What chunks add by their own lines is less than the page.
    bounded = LimitReader(raw, 2 * limit)
    body: bytes = (ChunkedDataReader(bounded) if chunked else bounded).read(limit + 1)
    if len(body) > limit or not bounded.limit:
        raise ValueError(f"larger than {limit} bytes (DOWNLOAD_MAXSIZE)")
    if getattr(raw, "limit", 0) > 0 and not chunked:
        raise ValueError("only part of the page is there")
    encodings = [(record.http_headers.get_header("Content-Encoding") or "").encode("latin-1", "replace")]
    for encoding in HttpCompressionMiddleware._split_encodings(encodings)[0]:
        try:
            body = HttpCompressionMiddleware._decode(body, encoding, limit)
        except Exception as error:  # each packer's own, and Scrapy's for what is larger
            raise ValueError(f"can't be unpacked within {limit} bytes (DOWNLOAD_MAXSIZE): {error!r}") from None
    return body


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- writing --------------------------------------------------------------------------------------------------------


class PageArchive:
    """Writes each article page of a run to `DATA_DIR/archive/<publication>/<UTC time>.warc.gz`, with its request.

    On with `ARCHIVE_PAGES`. A page goes to the file in one piece, so that a run that is killed leaves an archive of whole
    pages. A file that has reached `ARCHIVE_FILE_MB` is followed by another. When the disk refuses, the file is cut to its
    last whole page, the run goes on without an archive and says so at its end (exit code 1).
    """

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self.crawler = crawler
        self.folder = folder
        self.most = crawler.settings.getfloat("ARCHIVE_FILE_MB") * 1024 * 1024
        self._file: Any = None
        self._size = 0
        self._off = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        if not crawler.settings.getbool("ARCHIVE_PAGES"):
            raise NotConfigured
        assert crawler.spider is not None
        extension = cls(crawler, Path(crawler.settings["DATA_DIR"]) / "archive" / crawler.spider.name)
        crawler.signals.connect(extension.response_received, signals.response_received)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def response_received(self, response: Response, request: Request) -> None:
        """Keep an article's page."""
        if self._off or response.status != HTTPStatus.OK or request.meta.get("kind") != "article":
            return
        try:
            self._write(_records(response, request))
        except OSError as error:
            self._off = True
            with suppress(OSError):
                self._close(cut=True)
            assert self.crawler.stats is not None
            self.crawler.stats.set_value("archive/error", error.strerror or str(error))
            logger.error(
                "%s: pages not archived: %s. The run goes on without an archive.", self.folder, error.strerror or error
            )

    def spider_closed(self, spider: Spider) -> None:
        """The run ends."""
        self._close()

    def _write(self, data: bytes) -> None:
        if self._file is None or self._size + len(data) > self.most:
            self._close()
            self._open()
        done = 0
        while done < len(data):
            done += self._file.write(data[done:])
        self._size += len(data)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("archive/pages")

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        for number in range(1, 10_000):
            path = self.folder / f"{name}{f'-{number}' if number > 1 else ''}.warc.gz"
            with suppress(FileExistsError):
                self._file = path.open("xb", buffering=0)
                break
        else:
            raise FileExistsError(f"{name}.warc.gz and 10,000 more")
        self._size = 0
        out = BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
        about = {"software": self.crawler.settings["USER_AGENT"], "format": f"WARC File Format {_VERSION}"}
        writer.write_record(writer.create_warcinfo_record(path.name, about))
        self._size = self._file.write(out.getvalue())

    def _close(self, *, cut: bool = False) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with file:
                if cut:
                    file.truncate(self._size)
                os.fsync(file.fileno())


def _records(response: Response, request: Request) -> bytes:
    """The records of one page, its response before its request, each packed by itself as WARC readers expect it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    kept = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        if name.lower() not in (b"content-length", b"content-encoding", b"transfer-encoding")
        for value in values
    ]
    reason = HTTPStatus(response.status).phrase
    head = StatusAndHeaders(
        f"{response.status} {reason}", [*kept, ("Content-Length", str(len(response.body)))], protocol="HTTP/1.1"
    )
    page = writer.create_warc_record(response.url, "response", BytesIO(response.body), http_headers=head)
    parts = urlsplit(request.url)
    sent = [("Host", parts.netloc.rpartition("@")[2])] + [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in request.headers.items()
        if name.lower() not in _SECRETS
        for value in values
    ]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = writer.create_warc_record(
        response.url,
        "request",
        BytesIO(),
        http_headers=StatusAndHeaders(f"{request.method} {target} HTTP/1.1", sent, is_http_request=True),
    )
    writer.write_request_response_pair(asked, page)
    return out.getvalue()
