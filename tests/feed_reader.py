"""A downstream team that opens every feed file again and again, and holds each to what docs/feeds.md promises."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from crawler.items import Article

_ARTICLE = TypeAdapter(Article)
_ARTICLES = TypeAdapter(list[Article])
_MEMBERS = frozenset({"id", "url", "title"})


class FeedReader:
    """Reads the feeds below `folder` all the while, in a thread; `faults` says what was ever wrong with one.

    Each file has to be whole and of its format, whenever it is seen. A run file never changes, no view names an article
    twice, and (as long as nothing is removed) an article that was in a view stays there.
    """

    def __init__(self, folder: Path, pause: float = 0.002) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.read: set[tuple[str, int, int]] = set()
        """Name, length and hash of each version of each file."""
        self.looks = 0
        self._pause = pause
        self._runs: dict[Path, int] = {}
        self._views: dict[Path, set[str]] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def _go_on(self) -> None:
        try:
            while not self._stop.wait(self._pause):
                self.look()
        except Exception as error:  # nobody would hear of it in this thread
            self.faults.append(f"the reader failed: {error!r}")
            raise

    def look(self) -> None:
        """Read what has changed since the last look."""
        self.looks += 1
        for path in self.folder.rglob("[!.]*.json*"):
            with path.open("rb") as file:  # feeds are replaced, never removed: this can't fail
                status = os.fstat(file.fileno())
                stamp = status.st_ino, status.st_mtime_ns
                if self._stamps.get(path) == stamp:
                    continue
                content = file.read()
            self._stamps[path] = stamp
            self.read.add((path.name, len(content), hash(content)))
            try:
                self._check(path, content)
            except (ValueError, KeyError, AssertionError) as error:
                self.faults.append(f"{path}: {error!r:.500}: {content[:200]!r} … {content[-200:]!r}")

    def _check(self, path: Path, content: bytes) -> None:
        match path.name:
            case "articles.json":
                self._check_view(path, [article.id for article in _ARTICLES.validate_json(content)])
            case "feed.json":
                feed = orjson.loads(content)
                assert feed["version"] == "https://jsonfeed.org/version/1.1"
                assert all(item.keys() >= _MEMBERS for item in feed["items"])
                self._check_view(path, [item["id"] for item in feed["items"]])
            case "article.schema.json":
                assert "properties" in orjson.loads(content)
            case "removed.json":
                assert isinstance(orjson.loads(content), list)
            case _:
                assert path.suffix == ".jsonl", "a file that nobody announced"
                lines = content.split(b"\n")
                assert lines.pop() == b"", "the last line is not closed"
                assert [_ARTICLE.validate_json(line) for line in lines], "an empty run file"
                assert self._runs.setdefault(path, hash(content)) == hash(content), "a run file that changed"

    def _check_view(self, path: Path, ids: list[str]) -> None:
        assert len(set(ids)) == len(ids), "an article twice"
        assert not (lost := self._views.get(path, set()).difference(ids)), f"articles that vanished: {lost}"
        self._views[path] = set(ids)

    def __enter__(self) -> FeedReader:
        self.look()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.look()
