"""The demo site in this process, told answer by answer how to misbehave, with the moments at which it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fixtures.demo_site.server import AccessLog, DemoServer
from fixtures.demo_site.site import Reply, Site

ROBOTS = "/robots.txt"


def status(code: int, **headers: str) -> Reply:
    return Reply(b"", status=code, headers={name.replace("_", "-"): value for name, value in headers.items()})


class UnrulySite:
    """Answers as the demo site does, but for what it is told."""

    def __init__(self) -> None:
        self.site = Site()
        self.first: dict[str, list[Reply]] = {}
        """By path: what is answered to the first requests, one after the other."""
        self.always: Callable[[str], Reply | None] = lambda path: None
        self.asked: list[tuple[float, str]] = []
        """Monotonic moment and path of each request."""
        self.url = ""

    def answer(self, target: str) -> Reply:
        self.asked.append((time.monotonic(), target))
        if self.first.get(target):
            return self.first[target].pop(0)
        return self.always(target) or self.site.answer(target)

    def paths(self) -> list[str]:
        return [path for _, path in self.asked]

    def moments(self, path: str) -> list[float]:
        return [moment for moment, asked in self.asked if asked == path]

    def between(self, start: float, end: float) -> list[str]:
        """What was asked after one moment and before another."""
        return [path for moment, path in self.asked if start < moment < end]


@contextmanager
def unruly() -> Iterator[UnrulySite]:
    site = UnrulySite()
    server = DemoServer(("127.0.0.1", 0), site, AccessLog(None))
    site.url = server.url
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
