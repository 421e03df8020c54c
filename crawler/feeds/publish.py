"""What downstream teams pick up: the feed files of one publication, written from the store.

    <feeds_dir>/article.schema.json            JSON Schema of the item
    <feeds_dir>/<name>/runs/<UTC time>.jsonl   the articles and revisions of one run, never changed afterwards
    <feeds_dir>/<name>/articles.json           the newest articles, one closed JSON array
    <feeds_dir>/<name>/feed.json               the same as JSON Feed 1.1
    <feeds_dir>/<name>/removed.json            the articles that the publication has removed, once there are any

Each revision of an article stands in exactly one run file. The store first binds the unpublished revisions to
the file's name, then all files are written, and only when they are on disk the name is confirmed. Killed in
between, or out of disk, the name stays pending: the next run writes the very same file again, and then its
own.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol

import orjson

from crawler.feeds.atomic import AtomicFile, exclusive, make_folder, write_atomically
from crawler.feeds.exporters import ArticleJsonExporter, ArticleJsonLinesExporter, JsonFeedExporter, to_json
from crawler.items import Article, Publication, Removed, article_schema

Payload = Mapping[str, Any]
"""A plain dict of the shape of `Article`."""

_BLANK = asdict(Article())


class PublishingStore(Protocol):
    """What publishing needs of `crawler.store.store.Store`; `publication` is the spider's name."""

    def assign_run_file(self, publication: str, name: str) -> int:
        """Bind every revision not yet bound to `name`, durably; returns how many."""

    def pending_run_files(self, publication: str) -> list[str]:
        """Names that were assigned and not confirmed, oldest first."""

    def run_file_items(self, publication: str, name: str) -> Iterator[Payload]:
        """The revisions bound to `name`, always in the same order."""

    def confirm_run_file(self, publication: str, name: str) -> None:
        """Note that `name` is on disk."""

    def newest(self, publication: str, limit: int) -> Iterator[Payload]:
        """The last revision of each of the newest articles that are live, newest first."""

    def removed(self, publication: str) -> Iterator[Removed]:
        """The articles that are live no more, the last one first."""


@dataclass
class Published:
    """What one call of `publish` wrote."""

    run_files: list[Path] = field(default_factory=list)
    """The run files, those that an earlier run had left unfinished first."""
    revisions: int = 0
    """How many articles and revisions stand in them."""
    articles: int | None = None
    """How many articles articles.json and feed.json hold now; None when they were current and left alone."""
    removed: int | None = None
    """How many articles removed.json holds now; None when it was current and left alone."""


def publish(
    store: PublishingStore,
    publication: Publication,
    name: str,
    feeds_dir: Path,
    started: datetime,
    *,
    newest: int = 1000,
    feeds_url: str | None = None,
    check: Callable[[], None] = lambda: None,
) -> Published:
    """Write what is new of `publication` to `<feeds_dir>/<name>`.

    `started` (aware) names the run file; `newest` limits articles.json and feed.json; `feeds_url` is where
    `feeds_dir` is served, for the feed's own address. Processes that publish to one folder take turns. `check`
    raises when somebody else has the right to publish; it is called before anything is assigned or replaced.

    Raises OSError naming the file that could not be written (BlockingIOError: another process kept the folder
    locked for a minute). Every feed file is then as it was before or complete, and the next call makes up for
    the rest.
    """
    folder = feeds_dir / name
    runs = folder / "runs"
    published = Published()
    make_folder(runs)
    with exclusive(folder / ".lock"):
        _write_schema(feeds_dir / "article.schema.json")
        pending = store.pending_run_files(name)
        new = _free_name(store, name, runs, started)
        check()  # after the wait for the folder
        if store.assign_run_file(name, new):
            pending.append(new)
        for run_file in pending:
            with _closed(store.run_file_items(name, run_file)) as revisions:
                published.revisions += _write_run_file(runs / run_file, revisions)
            published.run_files.append(runs / run_file)
        views = folder / "articles.json", folder / "feed.json"
        gone = list(store.removed(name))
        listed, left = folder / "removed.json", _array(gone)
        changed = left != (listed.read_bytes() if listed.is_file() else _array([]))
        if pending or changed or not all(view.is_file() for view in views):
            feed_url = f"{feeds_url.rstrip('/')}/{name}/feed.json" if feeds_url else None
            with _closed(store.newest(name, newest)) as articles:
                published.articles = _write_views(*views, articles, publication, feed_url, check, even_none=bool(gone))
        if changed:  # after the views: killed in between, it is still to be done, and they with it
            write_atomically(listed, lambda file: file.write(left))
            published.removed = len(gone)
        for run_file in pending:  # last: until here a kill or a full disk leaves them to be written again
            store.confirm_run_file(name, run_file)
    return published


@contextmanager
def _closed(payloads: Iterator[Payload]) -> Iterator[Iterator[Payload]]:
    """End the reading with the block, also when writing fails: the store can't be closed in the midst of it."""
    try:
        yield payloads
    finally:
        if isinstance(payloads, Generator):
            payloads.close()


def _whole(payload: Payload) -> dict[str, Any]:
    """Exactly the fields of today's `Article`, also for one that an older version of the software stored."""
    return {name: payload.get(name, default) for name, default in _BLANK.items()}


def _free_name(store: PublishingStore, publication: str, runs: Path, started: datetime) -> str:
    """The run file's name. One is taken as long as there is its file, or an entry for it in the store."""
    stem = f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name, number = f"{stem}.jsonl", 1
    while (runs / name).exists() or any(True for _ in store.run_file_items(publication, name)):
        number += 1
        name = f"{stem}-{number}.jsonl"
    return name


def _write_schema(path: Path) -> None:
    schema = to_json(article_schema(), orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if not path.is_file() or path.read_bytes() != schema:
        write_atomically(path, lambda file: file.write(schema))


def _write_run_file(path: Path, revisions: Iterable[Payload]) -> int:
    """Write the revisions, one a line, unless the file is there, and so complete; returns how many."""
    if path.exists():
        return sum(1 for _ in revisions)
    number = 0
    with AtomicFile(path) as file:
        exporter = ArticleJsonLinesExporter(file)
        for revision in revisions:
            exporter.export_item(_whole(revision))
            number += 1
    return number


def _array(entries: Iterable[Any]) -> bytes:
    file = BytesIO()
    exporter = ArticleJsonExporter(file)
    for entry in entries:
        exporter.export_item(entry)
    exporter.finish_exporting()
    return file.getvalue()


def _write_views(
    articles: Path,
    feed: Path,
    newest: Iterable[Payload],
    publication: Publication,
    feed_url: str | None,
    check: Callable[[], None],
    *,
    even_none: bool,
) -> int:
    """Write both views of the newest articles in one pass; returns how many.

    Without an article there are no files yet, unless `even_none`: there were some, and all have been removed.
    """
    payloads = iter(newest)
    first = list(islice(payloads, 1))
    if not first and not even_none:
        return 0
    number = 0
    with AtomicFile(articles) as array, AtomicFile(feed) as json_feed:
        exporters = (
            ArticleJsonExporter(array),
            JsonFeedExporter(json_feed, title=publication.name, feed_url=feed_url),
        )
        for payload in chain(first, payloads):
            number += 1
            article = _whole(payload)
            for exporter in exporters:
                exporter.export_item(article)
        for exporter in exporters:
            exporter.finish_exporting()
        check()  # what we have read may be older than what somebody else has written meanwhile
    return number
