"""Where Scrapy's own feed exports (`-o`, `-O`, `FEEDS`) are kept."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import IO, Any, BinaryIO

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

from crawler.feeds.atomic import AtomicFile, exclusive

JSON_LINES = frozenset({"jsonl", "jl", "jsonlines"})
"""Names under which Scrapy knows JSON Lines."""


class AtomicFileFeedStorage(FileFeedStorage):
    """Scrapy's storage for local files (`-o`, `-O`, `FEEDS`), with each file complete or as it was before.

    Stock Scrapy truncates the old feed at the first item and writes in place. Here the new content waits in a
    hidden file; `store` puts it in place, and does so only when every write succeeded.

    `overwrite: False` (`-o` on a file that exists) joins: the old content and the new are written to one new
    file, which replaces the old one by a rename. This costs a copy of the old file at the end of a run, and
    in return a reader never meets half a line, and two runs that append to one file lose nothing of each
    other. JSON Lines are appended after a line end, CSV without a second header, a JSON array becomes one
    longer array. Formats that have no meaningful sum (JSON Feed, XML …) are refused before the crawl begins,
    as are compressed arrays and tables.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        options = feed_options or {}
        self._format: str = options.get("format", "")
        self._compressed = bool(options.get("postprocessing"))
        self._pending: AtomicFile | None = None
        self._joins()

    def _joins(self) -> bool:
        """Whether there is content to keep. Raises FileExistsError when nothing can be joined to it."""
        path = Path(self.path)
        if not (self.write_mode == "ab" and path.is_file() and path.stat().st_size > 0):
            return False
        if self._format in JSON_LINES or (self._format in {"json", "csv"} and not self._compressed):
            return True
        remedy = f"can't append to a {self._format} feed; use -O to replace it, or write .jsonl"
        raise FileExistsError(errno.EEXIST, remedy, self.path)

    def open(self, spider: Spider) -> IO[bytes]:
        """The hidden file for the exporter to fill; a device or pipe itself, since it can't be replaced."""
        path = Path(self.path)
        if path.exists() and not path.is_file():
            return super().open(spider)
        self._pending = AtomicFile(path)
        return self._pending.stream

    def store(self, file: IO[bytes]) -> None:
        """Put the finished file in place. Scrapy logs an OSError and counts `feedexport/failed_count`."""
        if self._pending is None:
            super().store(file)
            return
        try:
            if self._joins():
                self._join(self._pending)
            else:
                self._pending.commit()
        finally:
            self._pending.discard()

    def _join(self, new: AtomicFile) -> None:
        new.flush()
        new.stream.seek(0)
        with exclusive(new.path), new.path.open("rb") as old, AtomicFile(new.path) as both:
            if self._format == "json":
                self._join_arrays(old.read(), new.stream.read(), both)
                return
            shutil.copyfileobj(old, both)
            if not self._compressed and not _ends_line(old):
                both.write(b"\n")
            if self._format == "csv":
                new.stream.readline()  # the header
            shutil.copyfileobj(new.stream, both)

    def _join_arrays(self, old: bytes, new: bytes, both: BinaryIO) -> None:
        old = old.strip()
        if not (old.startswith(b"[") and old.endswith(b"]")):
            raise OSError(errno.EINVAL, "is not a JSON array that could be appended to", self.path)
        articles = [part for part in (old[1:-1].strip(), new.strip()[1:-1].strip()) if part]
        both.write(b"[\n" + b",\n".join(articles) + b"\n]\n")


def _ends_line(file: BinaryIO) -> bool:
    """Whether nothing or a whole line stands at the end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 1))
    return file.read() in (b"", b"\n")
