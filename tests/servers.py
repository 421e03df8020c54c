"""A small web server in a thread, for the few answers that the demo site has not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """What a path answers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Site = Callable[[str], Answer | str | int]
"""The answer to a path: a whole one, or its body or status alone."""


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def serve(site: Site) -> Iterator[Served]:
    """Serve on 127.0.0.1 until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append(self.path)
            answer = site(self.path)
            if isinstance(answer, str):
                answer = Answer(answer.encode())
            if isinstance(answer, int):
                answer = Answer(status=answer)
            self.send_response(answer.status)
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Length": f"{len(answer.body)}",
                **answer.headers,
            }
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
