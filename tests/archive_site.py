"""An old newspaper with as many articles as asked for, as a process: `python -m tests.archive_site NUMBER`.

In the markup of laodongxahoi.net. The newest article is of the hour in which the process starts, the oldest one of ten
years before; home page, one section with paging, a feed of the newest fifty, and an index of sitemaps of a thousand
articles each, with their dates. Everything has an ETag. It prints its address, and counts what it is asked for
under `/_asked`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zoneinfo import ZoneInfo

from fixtures.demo_site.process import ROOT

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_ID = 1_000_000
PER_PAGE = 20
PER_SITEMAP = 1000
SECTION = "/trong-nuoc"
_PARAGRAPHS = (
    "Chợ quê họp từ tờ mờ sáng, người bán kẻ mua quen mặt nhau đã mấy mươi năm, chẳng ai cần hỏi giá đến hai lần.",
    "Hàng rau, hàng cá bày dọc con đường nhỏ ven sông; thuyền ghé vào, thuyền đi ra, nước lớn nước ròng đều có khách.",
    "Theo ban quản lý chợ, năm nay số hộ đăng ký bán hàng tăng so với năm trước, phần lớn là người trẻ mới về làng.",
)


class Archive:
    """The articles, 1 (the oldest) to `number`."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.newest = datetime.now(ZONE).replace(minute=0, second=0, microsecond=0)
        self.step = timedelta(days=3650) / number

    def published(self, article: int) -> datetime:
        return self.newest - (self.number - article) * self.step

    def numbers(self, page: int, size: int) -> range:
        """The articles of a page, newest first; pages count from 1."""
        first = self.number - (page - 1) * size
        return range(first, max(0, first - size), -1)

    def body(self, path: str) -> str | None:
        """What a path answers; None: nothing is there."""
        section, _, page = path.partition("/page/")
        if path == "/":
            return f'<a href="{SECTION}">Trong nước</a><link rel="alternate" type="application/rss+xml" href="/rss">'
        if path == "/robots.txt":
            return "User-agent: *\nDisallow:\nSitemap: http://laodongxahoi.net/sitemap.xml\n"
        if path == "/sitemap.xml":
            return f"<sitemapindex>{''.join(self._sitemaps())}</sitemapindex>"
        if path.startswith("/sitemap-"):
            part = self.numbers(int(path.removeprefix("/sitemap-").removesuffix(".xml")), PER_SITEMAP)
            entries = (
                f"<url><loc>{self.url(n)}</loc><lastmod>{self.published(n):%Y-%m-%d}</lastmod></url>" for n in part
            )
            return f"<urlset>{''.join(entries)}</urlset>"
        if path == "/rss":
            newest = self.numbers(1, 50)
            items = (
                f"<item><link>{self.url(n)}</link><pubDate>{self.published(n).isoformat()}</pubDate></item>"
                for n in newest
            )
            return f"<rss><channel>{''.join(items)}</channel></rss>"
        if section == SECTION:
            return self._listing(int(page or 1))
        if path.endswith(".html"):
            number = int(path[-12:-5]) - FIRST_ID
            return self._article(number) if 0 < number <= self.number else None
        return "<ul></ul>"  # a section in which nothing stands

    @staticmethod
    def url(number: int) -> str:
        return f"http://laodongxahoi.net/phien-cho-que-ben-song-{FIRST_ID + number}.html"

    def _sitemaps(self) -> Iterator[str]:
        for part in range(1, -(-self.number // PER_SITEMAP) + 1):
            newest = self.published(self.numbers(part, PER_SITEMAP)[0])
            yield (
                f"<sitemap><loc>http://laodongxahoi.net/sitemap-{part}.xml</loc>"
                f"<lastmod>{newest:%Y-%m-%d}</lastmod></sitemap>"
            )

    def _listing(self, page: int) -> str | None:
        numbers = self.numbers(page, PER_PAGE)
        links = "".join(f"<li><a href='{self.url(n)}'>Phiên chợ thứ {n}</a></li>" for n in numbers)
        last = -(-self.number // PER_PAGE)
        pager = "".join(f"<a href='{SECTION}/page/{n}'>{n}</a>" for n in range(page, min(last, page + 3) + 1))
        return f"<ul>{links}</ul><div class='paging'>{pager}</div>" if numbers else None

    def _article(self, number: int) -> str:
        body = "".join(f"<p>{_PARAGRAPHS[(number + i) % 3]} Ghi ở phiên {number}, đoạn {i}.</p>" for i in range(12))
        return (
            "<html><head><title>Phiên chợ</title></head><body>"
            f"<div class='title_detail_news'>Phiên chợ quê bên sông lần thứ {number}</div>"
            f"<div class='time_detail_news f11'>{self.published(number):%H:%M %d/%m/%Y}</div>"
            f"<div id='cotent_detail'>{body}</div></body></html>"
        )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    archive: Archive
    asked: Counter[str] = Counter()

    def do_GET(self) -> None:
        if self.path == "/_asked":
            self._send(200, json.dumps(self.asked).encode())
            return
        self.asked[self.path] += 1
        text = self.archive.body(self.path)
        if text is None:
            self._send(404, b"")
            return
        body = text.encode()
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", ETag=etag)
            return
        self._send(200, body, ETag=etag)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        kind = "text/xml" if self.path.startswith(("/sitemap", "/rss")) else "text/html"
        headers |= {"Content-Type": f"{kind}; charset=utf-8"}
        if status != 304:
            headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def archive_site(number: int) -> Iterator[str]:
    """Serve it until the block ends; gives its address."""
    command = [sys.executable, "-m", "tests.archive_site", str(number)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def asked(url: str) -> Counter[str]:
    """How often each path has been asked for so far."""
    with urllib.request.urlopen(f"{url}/_asked", timeout=30) as answer:
        return Counter(json.load(answer))


if __name__ == "__main__":
    Handler.archive = Archive(int(sys.argv[1]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
