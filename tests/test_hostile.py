"""A server that breaks the rules of HTTP: each answer has its outcome, and the run goes on."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from projects import ORIGIN, Project
from sqlalchemy.engine import RowMapping

pytestmark = pytest.mark.slow

Send = Callable[[socket.socket], object]

PAGE = (
    "<html><head><title>Chợ phiên</title></head><body><div class='title_detail_news'>Chợ phiên cuối năm</div>"
    "<div class='time_detail_news f11'>10:00 AM 12/06/2022</div><div id='cotent_detail'>"
    f"<p>Người xuống chợ từ rất sớm.</p>{'<p>Hàng hóa bày kín hai bên đường.</p>' * 40}</div></body></html>"
).encode()
HALF = PAGE[: len(PAGE) // 2]
MEGABYTE = 2**20


def path_of(name: str) -> str:
    return f"/{name}-{1_000_000 + zlib.crc32(name.encode()) % 1_000_000}.html"


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; `length` is what it claims to be, by default what it is."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", "Connection: close", *headers]
    if length is None or length >= 0:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def without_length(body: bytes, *headers: str) -> bytes:
    """An answer that ends where the connection does."""
    return answer(body, *headers, length=-1)


def endless(connection: socket.socket) -> None:
    connection.sendall(without_length(b"", "Transfer-Encoding: chunked"))
    while True:
        connection.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")


def dripping(connection: socket.socket) -> None:
    connection.sendall(answer(b"", length=100_000))
    while True:
        connection.sendall(b"a")
        time.sleep(0.2)


WHOLE: dict[str, bytes] = {
    "no-length": without_length(PAGE),
    "unknown-charset": answer(PAGE).replace(b"utf-8", b"klingon"),
    "unknown-encoding": answer(PAGE, "Content-Encoding: nonsense"),
    "bytes-in-header": answer(PAGE, "X-Ten: \xff\xfe"),
    "nul-in-text": answer(PAGE.replace(b"r", b"r\0", 3)),
    "processing-first": b"HTTP/1.1 102 Processing\r\n\r\n" + answer(PAGE),
    "gzip": answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
}
"""Odd, but the article is all there."""

FAILED: dict[str, tuple[bytes | Send, bool]] = {
    "endless": (endless, False),
    "dripping": (dripping, True),
    "garbage": (bytes(range(256)) * 20, True),
    "no-http": (PAGE, True),
    "length-too-long": (answer(PAGE, length=len(PAGE) + 1000), True),
    "half-without-length": (without_length(HALF), True),
    "half-of-gzip": (answer(gzip.compress(PAGE)[:-40], "Content-Encoding: gzip"), True),
    "part-nobody-asked-for": (
        answer(PAGE, f"Content-Range: bytes 0-{len(PAGE) - 1}/99999", status="206 Partial Content"),
        True,
    ),
    "deflate-bomb": (answer(zlib.compress(b"<p>" + b" " * 100 * MEGABYTE, 9), "Content-Encoding: deflate"), False),
    "broken-brotli": (answer(b"garbage" * 10, "Content-Encoding: br"), False),
    "cookie-of-60-kb": (answer(PAGE, f"Set-Cookie: a={'x' * 60_000}"), True),
    "no-such-status": (answer(PAGE, status="999 What"), True),
    "broken-location": (answer(b"", "Location: http://[", status="302 Found"), False),
    "location-to-itself": (answer(b"", f"Location: {path_of('location-to-itself')}", status="301 Moved"), False),
}
"""What can't be used, and whether a later run tries again."""

REJECTED: dict[str, bytes] = {
    "no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "length-too-short": answer(PAGE, length=30),
    "zeros": answer(bytes(1000)),
    "json": answer(b'{"a": 1}').replace(b"text/html; charset=utf-8", b"application/json"),
}
"""Answers that are no article."""

PATHS = {name: path_of(name) for name in (*WHOLE, *FAILED, *REJECTED)}
ANSWERS: dict[str, bytes | Send] = {**WHOLE, **{name: sent for name, (sent, _) in FAILED.items()}, **REJECTED}


@contextmanager
def hostile_server() -> Iterator[str]:
    """Serve the answers until the block ends; gives the server's address."""
    pages: dict[str, bytes | Send] = {PATHS[name]: sent for name, sent in ANSWERS.items()}
    pages["/"] = answer("".join(f'<a href="{path}">x</a>' for path in PATHS.values()).encode())
    missing = answer(b"", status="404 Not Found")

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536) or b"\r\n\r\n"
            sent = pages.get(request.split(b" ")[1].decode(), missing)
            if isinstance(sent, bytes):
                connection.sendall(sent)
            else:
                sent(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def project(new_project: Callable[[], Project]) -> Project:
    """A run over all of it."""
    made = new_project()
    quick = {
        "DOWNLOAD_TIMEOUT": 3,
        "RETRY_TIMES": 0,
        "RETRY_WAIT_FLOOR": 0,
        "RETRY_WAIT_STEP": 0,
        "SITE_FAILURES_MAX": 100,
    }
    with hostile_server() as url:
        done = made.run(
            url,
            "-a",
            f"url={','.join(ORIGIN + path for path in PATHS.values())}",
            MEMUSAGE_CHECK_INTERVAL_SECONDS=0.5,
            **quick,
        )
    assert (done.returncode, "Traceback" in done.stderr + made.log()) == (4, False), done.stderr
    return made


def row(project: Project, name: str) -> RowMapping:
    return project.rows()[ORIGIN + PATHS[name]]


@pytest.mark.parametrize("name", WHOLE)
def test_odd_but_whole(project: Project, name: str) -> None:
    assert row(project, name)["state"] == "done"
    (article,) = (article for article in project.articles() if article["url"] == ORIGIN + PATHS[name])
    assert article["title"] == "Chợ phiên cuối năm"
    assert article["content_text"].count("Hàng hóa bày kín hai bên đường.") == 40


@pytest.mark.parametrize("name", FAILED)
def test_what_cannot_be_used_fails_and_is_tried_again_where_that_may_help(project: Project, name: str) -> None:
    outcome = row(project, name)
    assert (outcome["state"], outcome["transient"]) == ("failed", FAILED[name][1]), outcome["reason"]


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_no_article_is_rejected(project: Project, name: str) -> None:
    assert row(project, name)["state"] == "rejected"


def test_nothing_else_comes_out_and_memory_stays_bounded(project: Project) -> None:
    assert len(project.ids()) == len(WHOLE)
    assert project.report()["stats"]["memusage/max"] < 300 * MEGABYTE
