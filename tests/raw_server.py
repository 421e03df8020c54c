"""A server of bytes: it answers what no HTTP server would send, and remembers when and over which connection."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Send = Callable[[socket.socket], object]
"""Sends an answer itself, perhaps for ever; the connection is closed when it returns."""

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; `length` is what it claims to be, by default what it is; none if negative."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    if length is None or length >= 0:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@dataclass(frozen=True)
class Asked:
    """One request."""

    moment: float
    connection: int
    target: str
    host: str


@dataclass(frozen=True)
class RawServer:
    """A running server; it keeps connections open, as long as its answers don't close them."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def targets(self) -> list[str]:
        return [each.target for each in self.asked]

    def moments(self) -> list[float]:
        return [each.moment for each in self.asked]


@contextmanager
def raw_server(
    pages: Mapping[str, bytes | Send],
    *,
    missing: bytes | Send = NOT_FOUND,
    wrap: Callable[[socket.socket], socket.socket] = lambda connection: connection,
) -> Iterator[RawServer]:
    """Serve on 127.0.0.1 until the block ends. `wrap` makes of a connection what is spoken over (TLS)."""

    def serve(connection: socket.socket, number: int) -> None:
        with suppress(OSError), wrap(connection) as spoken:
            received = b""
            while True:
                while b"\r\n\r\n" not in received:
                    if not (more := spoken.recv(65536)):
                        return
                    received += more
                head, _, received = received.partition(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                target = lines[0].split(" ")[1]
                host = next((line[5:].strip() for line in lines if line.lower().startswith("host:")), "")
                server.asked.append(Asked(time.monotonic(), number, target, host))
                sent = pages.get(target, missing)
                if not isinstance(sent, bytes):
                    sent(spoken)
                    return
                spoken.sendall(sent)
                if b"Connection: close" in sent.partition(b"\r\n\r\n")[0]:
                    return

    def accept() -> None:
        number = 0
        with suppress(OSError):
            while True:
                number += 1
                threading.Thread(target=serve, args=(listening.accept()[0], number), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = RawServer(listening.getsockname()[1])
        threading.Thread(target=accept, daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
