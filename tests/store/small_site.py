"""A small news site with faults, served on 127.0.0.1 by a process of its own: `python small_site.py`.

It prints its port, then a line for each request it answers: the path. Front page, four listing pages of ten articles,
and among the articles: two that answer 500 at first, one that always does, one that is gone, one behind a redirect.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = 4
PER_PAGE = 10
FLAKY = {7, 23}
BROKEN = {31}
GONE = {12}
MOVED = {18}
ARTICLES = set(range(PAGES * PER_PAGE)) - BROKEN - GONE
"""The articles a crawl must bring home."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: Counter[str] = Counter()
    delay = 0.0

    def do_GET(self) -> None:
        path = self.path
        self.asked[path] += 1
        print(path, flush=True)
        time.sleep(self.delay)
        kind, _, number = path.strip("/").partition("/")
        n = int(number or 0)
        if kind == "moved":
            self.answer(f"<h1>Bài số {n}</h1>")
        elif kind == "page" and n <= PAGES:
            links = [f"/bai/{i}" for i in range((n - 1) * PER_PAGE, n * PER_PAGE)]
            links += [f"/page/{n + 1}"] if n < PAGES else []
            self.answer("".join(f'<a href="{link}">x</a>' for link in links))
        elif kind != "bai" or n in GONE:
            self.answer("not here", 404)
        elif n in BROKEN or (n in FLAKY and self.asked[path] < 3):
            self.answer("broken", 500)
        elif n in MOVED:
            self.send_response(301)
            self.send_header("Location", f"/moved/{n}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer(f"<h1>Bài số {n}</h1>")

    def answer(self, text: str, status: int = 200) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{len(body)}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    Handler.delay = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
