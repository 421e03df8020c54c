"""Articles of our own writing, a store small enough to trust, and ways to die."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

from crawler.items import Article, Attachment, Author, Image, Publication, Raw, Removed, Source

PUBLICATION = Publication("Lao động và Xã hội", "laodongxahoi.net")


def make_article(number: int = 1, **changes: Any) -> Article:
    fields: dict[str, Any] = {
        "id": f"laodongxahoi.net/{1300000 + number}",
        "url": f"http://laodongxahoi.net/lop-nghe-buoi-toi-{1300000 + number}.html",
        "publication": PUBLICATION,
        "title": f"Lớp nghề buổi tối ở xã Phú An, kỳ {number}",
        "summary": "Mỗi tối thứ Ba, nhà văn hóa thôn lại sáng đèn.",
        "dateline": "LĐXH",
        "content_text": "Lớp có mười hai học viên.\n\nAi cũng mang theo thước kẻ.",
        "content_html": "<p>Lớp có mười hai học viên.</p>\n<p>Ai cũng mang theo thước kẻ.</p>",
        "images": [Image("http://laodongxahoi.net/anh/1.jpg", "Giờ thực hành. Ảnh: Tô Lam", "Tô Lam", "Giờ thực hành")],
        "attachments": [
            Attachment("http://laodongxahoi.net/tep/lich-hoc.pdf", "application/pdf", "Lịch học"),
            Attachment("http://laodongxahoi.net/phim/1", None, "Phim ngắn"),
        ],
        "date_published": "2022-06-12T22:43:00+07:00",
        "date_modified": "2022-06-13",
        "authors": [Author("Tô Lam", ["text", "photo"]), Author("Nhóm PV", ["text"], kind="collective")],
        "sources": [Source("TTXVN")],
        "section": ["Xã hội", "Dạy nghề"],
        "tags": ["dạy nghề", "Phú An"],
        "raw": Raw("22:43 - 12/06/2022", None, "Bài, ảnh: TÔ LAM", "Theo TTXVN"),
        "layout": "cotent-detail",
        "warnings": [],
        "date_fetched": "2026-11-22T05:00:00Z",
        "content_hash": f"{number:064x}",
    }
    return Article(**(fields | changes))


class SmallStore:
    """The publishing half of the store, in memory."""

    def __init__(self) -> None:
        self.gone: list[Removed] = []
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute(
            "create table revision"
            " (number integer primary key, id text, payload text, run_file text, confirmed integer default 0)"
        )

    def add(self, *articles: Article) -> None:
        for article in articles:
            self.db.execute(
                "insert into revision (id, payload) values (?, ?)",
                (article.id, json.dumps(asdict(article), ensure_ascii=False)),
            )

    def assign_run_file(self, publication: str, name: str) -> int:
        return self.db.execute("update revision set run_file = ? where run_file is null", (name,)).rowcount

    def pending_run_files(self, publication: str) -> list[str]:
        rows = self.db.execute(
            "select run_file from revision where run_file is not null and not confirmed"
            " group by run_file order by min(number)"
        )
        return [name for (name,) in rows]

    def run_file_items(self, publication: str, name: str) -> Iterator[dict[str, Any]]:
        rows = self.db.execute("select payload from revision where run_file = ? order by number", (name,))
        for (payload,) in rows:
            yield json.loads(payload)

    def confirm_run_file(self, publication: str, name: str) -> None:
        self.db.execute("update revision set confirmed = 1 where run_file = ?", (name,))

    def remove(self, article: Article) -> None:
        """The publication has removed an article."""
        self.gone.insert(0, Removed(article.id, article.url, article.title, "2026-11-22T05:00:00Z", "HTTP 404"))

    def removed(self, publication: str) -> Iterator[Removed]:
        yield from self.gone

    def newest(self, publication: str, limit: int) -> Iterator[dict[str, Any]]:
        gone = {each.id for each in self.gone}
        rows = self.db.execute(
            "select payload from revision group by id having number = max(number) order by number desc limit ?",
            (limit,),
        )
        for (payload,) in rows:
            if (article := json.loads(payload))["id"] not in gone:
                yield article


def in_child(work: Callable[[], object], user: int | None = None) -> int:
    """Run `work` in a process of its own, as `user` if given; returns its exit status (killed: -9)."""
    child = os.fork()
    if not child:
        try:
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def killed_at(moment: int, *calls: tuple[Any, str]) -> Iterator[None]:
    """Kill this process at the `moment`-th point of `calls`: each has one before it and one after."""
    seen = 0

    def mortal(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            result = original(*args, **kwargs)
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    with ExitStack() as patches:
        for owner, name in calls:
            patches.enter_context(patch.object(owner, name, mortal(getattr(owner, name))))
        yield


DISK = ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (os, "open"))
"""The calls by which a file gets to its place."""


@contextmanager
def full_disk(room: int = 1000) -> Iterator[None]:
    """Let no file grow beyond `room` bytes: the kernel cuts a write short and refuses the next one."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
