"""The pages that the benchmark reads: the fixtures', grown to the size of pages in the wild, and `../shared`'s."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "pages"
SHARED = ROOT.parent / "shared" / "pages"
SIZE = 75_000
"""Bytes of a page: the size that the bars are stated for."""

_SECTIONS = "Thời sự|Kinh tế|Đời sống|Văn hóa|Giáo dục|Sức khỏe|Thể thao|Pháp luật|Khoa học|Du lịch|Nhà đất|Việc làm|Bạn đọc|Ảnh"
_TEASERS = (
    "Chợ phiên vùng cao họp lại sau ba tháng sửa đường",
    "Lớp học bơi miễn phí ở bến sông của thầy giáo làng",
    "Giá rau tăng nhẹ sau đợt mưa kéo dài",
    "Đội bóng chuyền huyện đảo vào chung kết lần đầu tiên",
    "Xưởng đóng thuyền cuối cùng của làng chài giữ nghề bằng đơn hàng nhỏ",
    "Thư viện xã mở cửa đến mười giờ tối trong mùa thi",
)


@dataclass(frozen=True)
class BenchPage:
    """One article page."""

    name: str
    html: bytes
    url: str | None


def fixture_pages(most: int = 60) -> list[BenchPage]:
    """The article pages of `fixtures/pages`, each with a frame around the article that makes it `SIZE` bytes long.

    Where there are many more than `most`, every second, third … of them, so that every family stays in.
    """
    pages = []
    for path in sorted(FIXTURES.rglob("*.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        html = path.with_suffix(".html").read_bytes()
        if "_error" not in about and _is_utf8(html) and b"</body>" in html and b"</head>" in html:
            pages.append(BenchPage(str(path.relative_to(FIXTURES)), framed(html), about["_page"].get("url")))
    return pages[:: max(1, len(pages) // most)]


def shared_pages() -> list[BenchPage]:
    """The labelled real pages as they are; none where `../shared` is absent."""
    gold = SHARED / "gold.jsonl"
    if not gold.is_file():
        return []
    labels = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    return [BenchPage(of["file"], (SHARED / of["file"]).read_bytes(), of.get("url")) for of in labels if "title" in of]


def framed(html: bytes, size: int = SIZE) -> bytes:
    """A page with what sites put around an article: scripts and styles, menus, boxes of other articles, a footer.

    As dense as the labelled pages of 40 to 125 KB, which have, in the median, 8 elements, 2.2 classes and 1.3 links in
    a thousand bytes and a third of their bytes in scripts and styles. Comes to within a box of `size`.
    """
    missing = max(0, size - len(html))
    head, body = _scripts(missing * 2 // 5), _menu()
    html = html.replace(b"</head>", head + b"</head>", 1)
    start = html.index(b">", html.index(b"<body")) + 1
    html = html[:start] + body + html[start:]
    end = html.rindex(b"</body>")
    return html[:end] + _boxes(size - len(html)) + html[end:]


def _scripts(size: int) -> bytes:
    out, used = [], 0
    for number in count():
        part = (
            f"<style>.box-{number} .item:hover>a{{color:#b00;margin:0 {number}px 4px;background:url(/i/{number}.png)}}</style>\n"
            f'<script>window.zones=window.zones||[];zones.push({{"id":{number},"slot":"zone-{number}","sizes":[[300,250],'
            f'[300,600]],"lazy":true,"key":"{number * 7919:x}"}});function load{number}(e){{return e&&e.id==={number}?'
            f"document.getElementById('zone-{number}'):null}}</script>\n"
        ).encode()
        if used + len(part) > size:
            return b"".join(out)
        out.append(part)
        used += len(part)
    raise AssertionError


def _menu() -> bytes:
    items = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/muc-{i}/" title="{name}">{name}</a></li>'
        for i, name in enumerate(_SECTIONS.split("|"))
    )
    return f'<header class="site-top"><nav class="main-nav"><ul class="nav-list">{items}</ul></nav></header>'.encode()


def _boxes(size: int) -> bytes:
    """Lists of other articles and a footer."""
    footer = (
        '<footer class="site-foot"><div class="foot-in"><p class="foot-line">Giấy phép xuất bản số 00. '
        '<a href="/lien-he/">Liên hệ</a> <a href="/toa-soan/">Tòa soạn</a></p></div></footer>'
    ).encode()
    out, used = [], len(footer)
    for number in count():
        teaser = _TEASERS[number % len(_TEASERS)]
        address = f"/tin-khac/bai-{number}-{9_000_000 + number}.html"
        part = (
            f'<aside class="side-box box-{number}"><div data-zone="muc-doi-song" data-position="{number}">'
            f'<a href="{address}?ref=box-{number}" title="{teaser}" data-track="side|{number}|thumb">'
            f'<img class="lazy" src="/i/blank.gif" data-src="https://anh.example/thumb/240x160/{number}.jpg" '
            f'data-srcset="https://anh.example/thumb/480x320/{number}.jpg 2x" width="120" height="80" alt="{teaser}"></a>'
            f'<h4><a class="item-title" href="{address}" title="{teaser}">{teaser}</a></h4>'
            f"<p>Bạn đọc kể lại một ngày ở quê</p><span>Đời sống</span></div></aside>\n"
        ).encode()
        if used + len(part) > size:
            return b"".join([*out, footer])
        out.append(part)
        used += len(part)
    raise AssertionError


def _is_utf8(html: bytes) -> bool:
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
