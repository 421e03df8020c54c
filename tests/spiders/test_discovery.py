"""Feeds and sitemaps: what is found in them, and what they can't do to a crawl."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from scrapy.http import Response
from sites import Answer, Crawled, JournalSpider, article, crawl, listing

from crawler.discovery import entry_links, parse_xml
from crawler.spider import PublicationSpider

PAGE = "http://laodongxahoi.net/bai-1000001.html"
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class FeedSpider(JournalSpider):
    name = "feeds"
    sections = None
    feeds = ("/rss",)


class MapSpider(JournalSpider):
    name = "maps"
    sections = None
    sitemaps = ("/sitemap.xml",)


def asked(folder: Path, spider: type[PublicationSpider], files: dict[str, Answer], **arguments: str) -> Crawled:
    """Crawl a site of these files, in which every article's page exists."""

    def site(path: str) -> Answer:
        if path.endswith(".html") and "bai-" in path:
            return article(int(path[-12:-5]), date="10:00 AM 15/06/2022")
        return files.get(path, 404)

    return crawl(folder, site, spider, arguments)


def rss(link: str, date: str = "", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Thử</title>'
        f"<link>http://laodongxahoi.net/</link><item><title>Bài</title><link>{link}</link>{date}</item>{more}"
        "</channel></rss>"
    )


def atom(link: str, date: str = "") -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="http://laodongxahoi.net/a-9999999.html"/>'
        f'<entry><link rel="edit" href="/sua-9999998.html"/><link href="{link}"/>{date}</entry></feed>'
    )


def urlset(*entries: str) -> str:
    return f"<urlset {SITEMAP}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>"


def index(*entries: str) -> str:
    return f"<sitemapindex {SITEMAP}>{''.join(f'<sitemap>{entry}</sitemap>' for entry in entries)}</sitemapindex>"


# --- forms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "feed",
    [
        rss(PAGE),
        rss(f"\n   {PAGE}\n"),
        rss(f"<![CDATA[{PAGE}?utm_source=rss&utm_medium=feed]]>"),
        rss("/bai-1000001.html"),
        rss("https://www.laodongxahoi.net/ten-khac-1000001.html#binh-luan"),
        f"\n\n  {rss(PAGE)}",
        "\ufeff" + rss(PAGE),
        atom(PAGE),
        atom("/bai-1000001.html"),
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<item><link>{PAGE}</link></item></rdf:RDF>",
        rss(PAGE).replace("</channel></rss>", ""),
        rss(PAGE).replace("<title>Bài", "<title>Bài & ảnh &nbsp; <b>đậm"),
        rss(PAGE).replace("Bài", "B\x0bài"),
    ],
)
def test_a_feed_in_any_form(tmp_path: Path, feed: str) -> None:
    assert asked(tmp_path, FeedSpider, {"/rss": feed}).articles == ["1000001"]


def test_feeds_that_the_home_page_names(tmp_path: Path) -> None:
    home = '<link rel="alternate" type="application/rss+xml" href="/moi.rss"><link rel="alternate" hreflang="en" href="/en">'
    assert asked(tmp_path, MapSpider, {"/": home, "/moi.rss": rss(PAGE)}).articles == ["1000001"]


@pytest.mark.parametrize("pack", [lambda text: text, lambda text: gzip.compress(text.encode(), mtime=0)])
def test_sitemaps_behind_an_index_and_robots_txt(tmp_path: Path, pack: Callable[[str], Answer]) -> None:
    files = {
        "/robots.txt": "User-agent: *\nDisallow:\nSitemap: http://laodongxahoi.net/chi-muc.xml\n",
        "/chi-muc.xml": index("<loc>http://laodongxahoi.net/bai.xml.gz</loc>", "<loc>/tin.xml</loc>"),
        "/bai.xml.gz": pack(urlset(f"<loc>{PAGE}</loc><lastmod>2022-06-15</lastmod>")),
        "/tin.xml": urlset(f"<loc> {PAGE.replace('001', '002')} </loc>"),
    }
    crawled = asked(tmp_path, FeedSpider, files)
    assert sorted(crawled.articles) == ["1000001", "1000002"]


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "fetched"),
    [
        ("<pubDate>Mon, 13 Jun 2022 08:00:00 +0700</pubDate>", False),
        ("<pubDate>Tue, 14 Jun 2022 23:59:00 GMT</pubDate>", True),
        ("<pubDate>Wed, 15 Jun 2022 10:00:00 +0700</pubDate>", True),
        ("<pubDate>Fri, 01 Jul 2022 10:00:00 +0700</pubDate>", False),
        ("<pubDate>15/06/2022 10:00:00</pubDate>", True),
        ("<pubDate>6/15/2022 10:00:00 AM</pubDate>", True),
        ("<pubDate>hôm nọ</pubDate>", True),
        ("<pubDate></pubDate>", True),
        ("", True),
    ],
)
def test_since_and_until_leave_out_what_a_feed_dates_outside(tmp_path: Path, date: str, fetched: bool) -> None:
    crawled = asked(tmp_path, FeedSpider, {"/rss": rss(PAGE, date)}, since="2022-06-15", until="2022-06-15")
    assert crawled.articles == ["1000001"] * fetched


def test_since_leaves_out_old_sitemaps(tmp_path: Path) -> None:
    files = {
        "/sitemap.xml": index(
            "<loc>/2021.xml</loc><lastmod>2021-12-31T10:00:00+07:00</lastmod>",
            "<loc>/2022.xml</loc><lastmod>2022</lastmod>",
        ),
        "/2022.xml": urlset(
            f"<loc>{PAGE}</loc><lastmod>2022-06-20</lastmod>",
            f"<loc>{PAGE.replace('001', '002')}</loc><lastmod>2022-01-02</lastmod>",
            f"<loc>{PAGE.replace('001', '003')}</loc>",
        ),
    }
    crawled = asked(tmp_path, MapSpider, files, since="2022-06-15")
    assert "/2021.xml" not in crawled.asked
    assert sorted(crawled.articles) == ["1000001", "1000003"]


# --- hostile ones -----------------------------------------------------------------------------------------------------

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("feed", "outcome"),
    [
        ("", "unreadable"),
        ("   \n", "unreadable"),
        ("<html><body>Đang bảo trì</body></html>", "unreadable"),
        ('{"items": []}', "unreadable"),
        (b"\x00\xff\xfe\x01", "unreadable"),
        (gzip.compress(rss(PAGE).encode(), mtime=0)[:40], "unreadable"),
        (gzip.compress(b"<rss>" + b" " * 11_000_000, mtime=0), "unreadable"),
        (LAUGHS + "<rss><channel><title>&i;</title></channel></rss>", "mended"),
    ],
)
def test_a_feed_that_is_none_is_counted_and_told(
    tmp_path: Path, feed: str | bytes, outcome: str, caplog: pytest.LogCaptureFixture
) -> None:
    crawled = asked(tmp_path, FeedSpider, {"/rss": feed, "/": listing([1_000_002])})
    assert crawled.articles == ["1000002"]
    assert crawled.stats.get(f"listings/{outcome}") == 1
    assert "spider_exceptions/count" not in crawled.stats
    assert "/rss" in caplog.text


def test_a_feed_reads_no_files_of_ours(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("/bai-1000001.html", encoding="utf-8")
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>' + rss("&x;")
    assert asked(tmp_path, FeedSpider, {"/rss": feed}).articles == []


@pytest.mark.parametrize(
    "link", ["http://[", "http://khac.example:port/bai-1000003.html", "\x00", "http://" + "a" * 3000]
)
def test_a_broken_link_costs_no_other(tmp_path: Path, link: str) -> None:
    feed = rss(link.replace("\x00", "&#0;"), more=f"<item><link>{PAGE}</link></item>")
    assert asked(tmp_path, FeedSpider, {"/rss": feed}).articles == ["1000001"]


def test_sitemaps_that_name_each_other_end(tmp_path: Path) -> None:
    files = {
        "/sitemap.xml": index("<loc>/sitemap.xml</loc>", "<loc>/b.xml</loc>"),
        "/b.xml": index("<loc>/sitemap.xml</loc>", "<loc>/b.xml</loc>", f"<loc>{'/c.xml'}</loc>"),
        "/c.xml": urlset(f"<loc>{PAGE}</loc>"),
    }
    crawled = asked(tmp_path, MapSpider, files)
    assert crawled.articles == ["1000001"]
    assert crawled.asked.count("/sitemap.xml") == crawled.asked.count("/b.xml") == 1


def test_a_sitemap_elsewhere_is_not_read(tmp_path: Path) -> None:
    files: dict[str, Answer] = {
        "/sitemap.xml": index("<loc>http://127.0.0.1/x.xml</loc>", "<loc>http://khac.example/y.xml</loc>"),
        "http://khac.example/y.xml": urlset(f"<loc>{PAGE}</loc>"),
    }
    crawled = asked(tmp_path, MapSpider, files)
    assert not [path for path in crawled.asked if "127.0.0.1" in path]


@pytest.mark.parametrize("elsewhere", [404, 503, OSError("no such host")])
def test_listings_elsewhere_that_fail_cost_no_others(tmp_path: Path, elsewhere: Answer) -> None:
    """A feed at a service, a sitemap at another host: the publication's own pages are crawled all the same."""
    files: dict[str, Answer] = {
        "/robots.txt": "User-agent: *\nDisallow:\nSitemap: http://khac.example/sitemap.xml\n",
        "/": '<link rel="alternate" type="application/rss+xml" href="http://khac.example/rss">' + listing([1_000_001]),
        **{f"http://khac.example/{name}": elsewhere for name in ("robots.txt", "sitemap.xml", "rss")},
        "/tre-em": listing([1_000_002]),
    }
    crawled = asked(tmp_path, JournalSpider, files)
    assert sorted(crawled.articles) == ["1000001", "1000002"]
    assert crawled.stats["finish_reason"] == "finished"


# --- sections -----------------------------------------------------------------------------------------------------------


def test_sections_that_the_home_page_links_to_are_walked(tmp_path: Path) -> None:
    class Curious(JournalSpider):
        name = "curious"
        discover_sections = True

    links = "/xa-hoi /tre-em /xa-hoi/viec-lam /tim-kiem /rss /lien-he /a/b/c /tep.pdf /x?trang=2 http://khac.example/y"
    home = "".join(f'<a href="{href}">x</a>' for href in links.split())
    files: dict[str, Answer] = {"/": home, "/xa-hoi/viec-lam": listing([1_000_001])}
    crawled = asked(tmp_path, Curious, files)
    listings = {path for path in crawled.asked if not path.endswith(".html") and "/page/" not in path}
    assert listings == {"/", "/robots.txt", "/tre-em", "/van-hoa", "/xa-hoi", "/xa-hoi/viec-lam"}
    assert crawled.articles == ["1000001"]


def test_a_listing_that_is_no_page_does_no_harm(tmp_path: Path) -> None:
    picture = Response(
        "http://x/", body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)), headers={"Content-Type": "image/png"}
    )
    crawled = asked(tmp_path, JournalSpider, {"/": picture, "/tre-em": picture, "/van-hoa": listing([1_000_001])})
    assert crawled.articles == ["1000001"]
    assert "spider_exceptions/count" not in crawled.stats


def test_a_feed_that_declares_an_encoding_that_it_has_not() -> None:
    item = "<item><link>https://bao.example/cầu-tre-1.html</link></item>"
    feed = f'<?xml version="1.0" encoding="utf-16"?><rss><channel>{item}</channel></rss>'
    tree = parse_xml(feed.encode())
    assert entry_links(tree) == ["https://bao.example/cầu-tre-1.html"]
