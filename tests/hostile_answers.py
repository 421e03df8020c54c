"""Answers that break the rules of HTTP, byte by byte."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable

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


def deflate_bomb(connection: socket.socket) -> None:
    """100 KB that unpack to 100 MB, packed only when they are asked for."""
    connection.sendall(answer(zlib.compress(b"<p>" + b" " * 100 * MEGABYTE, 9), "Content-Encoding: deflate"))


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
    "deflate-bomb": (deflate_bomb, False),
    "broken-brotli": (answer(b"garbage" * 10, "Content-Encoding: br"), False),
    "cookie-of-60-kb": (answer(PAGE, f"Set-Cookie: a={'x' * 60_000}"), True),
    "no-such-status": (answer(PAGE, status="999 What"), True),
    "broken-location": (answer(b"", "Location: http://[", status="302 Found"), False),
    "location-to-itself": (answer(b"", f"Location: {path_of('location-to-itself')}", status="301 Moved"), False),
}
"""What can't be used, and whether a later run tries again."""

REJECTED: dict[str, bytes] = {
    "no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "zeros": answer(bytes(1000)),
    "json": answer(b'{"a": 1}').replace(b"text/html; charset=utf-8", b"application/json"),
}
"""Answers that are no article."""

TOO_SHORT = answer(PAGE, length=30)
"""What is left over comes after the answer or, now and then, into it: a page of thirty bytes, or a broken connection."""

ANSWERS: dict[str, bytes | Send] = {
    **WHOLE,
    **{name: sent for name, (sent, _) in FAILED.items()},
    **REJECTED,
    "length-too-short": TOO_SHORT,
}
