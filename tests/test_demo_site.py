"""The demo site itself: what other tests rely on when they crawl it."""

from __future__ import annotations

import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from fixtures.demo_site import DemoSite, expected_articles, faults
from fixtures.demo_site.content import ORIGIN, SECTIONS, load_articles
from fixtures.demo_site.process import ROOT

ARTICLE = re.compile(r"-(\d{7})\.html/?$")
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


class Answer:
    """A response read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)


def ask(site: DemoSite, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request; `target` may be an address of the publication."""
    parts = urlsplit(target)
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=5)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def article_ids(urls: list[str]) -> set[str]:
    return {match[1] for url in urls if (match := ARTICLE.search(urlsplit(url).path))}


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture(scope="module")
def broken() -> Iterator[DemoSite]:
    with DemoSite(faults=["all"]) as running:
        yield running


# --- content --------------------------------------------------------------------------------------------------


def test_content_is_enough_for_a_crawl_to_page_and_to_stop_by_date() -> None:
    articles = expected_articles()
    assert len(articles) >= 64
    assert len({tuple(article.section) for article in articles}) >= 8
    assert {datetime.fromisoformat(article.date_published or "").year for article in articles} >= {
        2019,
        2020,
        2021,
        2022,
    }
    assert len({article.id for article in articles}) == len({article.title for article in articles}) == len(articles)


def test_ids_rise_with_time_and_no_text_stands_twice() -> None:
    articles = [article for article in load_articles() if not article.fault]
    assert all(newer.id > older.id for newer, older in pairwise(articles))
    texts = [block.text for article in load_articles() for block in article.blocks if len(block.text) > 60]
    assert len(set(texts)) == len(texts)


def test_content_is_nfc_and_has_each_kind_of_article() -> None:
    articles = load_articles()
    expected = expected_articles()
    for file in (ROOT / "fixtures/demo_site/content").glob("*.toml"):
        assert unicodedata.is_normalized("NFC", file.read_text(encoding="utf-8")), file.name
    assert {article.template for article in articles} == {"2017", "2020", "2025"}
    assert sum(not article.images for article in expected) > 5
    assert sum(article.content_text is None for article in expected) == 1
    assert [article.id for article in expected if not article.signoff] == ["laodongxahoi.net/1309580"]
    assert sum(any(block.kind == "question" for block in article.blocks) for article in articles) >= 3
    assert sum(bool(article.sources) for article in expected) >= 4
    assert sum(len(article.also_linked_as) > 1 for article in articles) == 2


def test_expected_facts_of_one_article() -> None:
    article = next(each for each in expected_articles() if each.id.endswith("1309557"))
    assert article.url == ("http://laodongxahoi.net/chuan-dau-ra-khong-phai-la-to-giay-dan-o-cua-xuong-1309557.html")
    assert article.date_published == "2021-11-09T22:10:00+07:00"
    assert article.printed_date == "22:10 PM 09/11/2021"
    assert article.dateline == "LĐXH"
    assert article.authors == [
        {
            "name": "Khúc Đình Nam",
            "roles": ["text"],
            "affiliation": "Trường Cao đẳng Kỹ nghệ Sông Hồng",
            "honorific": "TS",
            "kind": "person",
        }
    ]
    assert article.content_text is not None
    assert article.content_text.count("\n\n") == 8


# --- pages ----------------------------------------------------------------------------------------------------


def test_every_article_is_reached_from_the_section_pages(site: DemoSite) -> None:
    found: dict[str, set[str]] = {}
    for section in SECTIONS:
        target: str | None = f"/{section}"
        pages = 0
        while target:
            answer = ask(site, target)
            assert answer.status == 200
            pages += 1
            column = answer.page.xpath("//div[contains(@class, 'col660')]")[0]
            listed = article_ids(
                column.xpath(".//div[contains(@class, 'info_cate') or starts-with(@class, 'col')]/a/@href")
            )
            assert len(listed) <= 6
            found.setdefault(section, set()).update(listed)
            assert column.xpath(".//div[contains(@class, 'paging')]/a[@class='active']/text()") in ([str(pages)], [])
            following = column.xpath(".//div[contains(@class, 'paging')]/a[@class='next']/@href")
            target = following[0] if following else None
        assert not found[section] or pages >= 2
    assert set().union(*found.values()) == {article.id.partition("/")[2] for article in expected_articles()}
    assert ask(site, "/tre-em/page/99").status == 404


def test_each_template_shows_what_the_content_says(site: DemoSite) -> None:
    for article in expected_articles():
        page = ask(site, article.url).page
        main = page.xpath("//div[contains(@class, 'bg_white')]")[0]
        text = " ".join(main.text_content().replace("\xa0", " ").split())
        assert page.xpath("string(//meta[@property='og:title']/@content)") == article.title
        assert article.printed_date in text
        assert (article.summary or "") in text
        assert all(line in text for line in article.signoff)
        assert all(paragraph in text for paragraph in (article.content_text or "").split("\n\n"))
        pictures = [urljoin(ORIGIN, src) for src in main.xpath(".//@data-src | .//*[@id='cotent_detail']//img/@src")]
        assert [src for src in pictures if "/Images/" in src] == [image["url"] for image in article.images]
        assert all((image["caption"] or "") in text for image in article.images)
        assert main.xpath(".//*[contains(@class, 'tag_detail')]/a/text()") == article.tags


def test_markup_of_the_2020_template(site: DemoSite) -> None:
    article = next(each for each in expected_articles() if each.id.endswith("1309744"))
    page = ask(site, article.url).page
    assert page.xpath("string(//div[contains(@class, 'title_detail_news')])") == article.title
    assert page.xpath("string(//div[@class='time_detail_news f11'])") == "13:07 PM 28/06/2022"
    assert page.xpath("string(//div[@class='pkg']/div[@class='sapo_detail fr'])") == f"(LĐXH) - {article.summary}"
    signoff = "//div[@class='col660 fl bg_white']//div[@id='cotent_detail']/*[@style='text-align: right;']"
    assert [line.text_content() for line in page.xpath(signoff)] == article.signoff
    caption = page.xpath("//div[@id='cotent_detail']/div/center[img]/following-sibling::*[1]")[0]
    assert caption.text_content() == article.images[0]["caption"]


@pytest.mark.parametrize(
    ("number", "selector", "printed"),
    [
        ("1304720", "//div[@class='time_detail_news']", "02:20 PM 19/01/2017"),
        ("1309931", "//span[@class='cl999 fontOP']", "22:18 PM 23/09/2025"),
        ("1309905", "//span[@class='cl999 fontOP']", "09:30 2025-03-14"),
    ],
)
def test_dates_of_the_other_templates(site: DemoSite, number: str, selector: str, printed: str) -> None:
    assert ask(site, f"/bat-ky-{number}.html").page.xpath(f"string({selector})") == printed


def test_every_alias_is_linked_and_shows_the_same_article(site: DemoSite) -> None:
    home = ask(site, "/").text
    for article in load_articles():
        for alias in article.also_linked_as:
            assert f'href="{alias}"' in unescape(home)
            assert ask(site, alias).body == ask(site, article.url).body


def test_pictures_and_documents_are_served(site: DemoSite) -> None:
    articles = expected_articles()
    picture = next(article.images[0]["url"] for article in articles if article.images)
    assert ask(site, picture).body.startswith(b"\x89PNG\r\n\x1a\n")
    document = next(article.attachments[0] for article in articles if article.attachments)
    answer = ask(site, document["url"])
    assert answer.headers["Content-Type"] == document["mime_type"]
    assert ask(site, "/Images/2022/01/01/khong-co.png").status == 404


# --- feeds, sitemaps, robots ----------------------------------------------------------------------------------


def test_feeds_hold_the_newest_articles(site: DemoSite) -> None:
    newest = [article.id.partition("/")[2] for article in expected_articles()[:20]]
    rss = etree.fromstring(ask(site, "/rss").body)
    assert rss.xpath("//item/guid/text()") == newest
    assert article_ids(rss.xpath("//item/link/text()")) == set(newest)
    assert all(parsedate_to_datetime(date) for date in rss.xpath("//item/pubDate/text()"))
    atom = etree.fromstring(ask(site, "/atom.xml").body)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert article_ids(atom.xpath("//a:entry/a:link/@href", namespaces=names)) == set(newest)
    for section in SECTIONS:
        links = etree.fromstring(ask(site, f"/rss/{section}.rss").body).xpath("//item/link/text()")
        wanted = [each for each in expected_articles() if each.section == SECTIONS[section]]
        assert article_ids(links) == {each.id.partition("/")[2] for each in wanted}


def test_sitemaps_lead_to_every_article(site: DemoSite) -> None:
    robots = ask(site, "/robots.txt").text
    assert "Disallow: /quan-tri/" in robots
    index = re.search(r"^Sitemap: (\S+)$", robots, re.MULTILINE)
    assert index is not None
    children = etree.fromstring(ask(site, index[1]).body).xpath("//s:loc/text()", namespaces=SITEMAP)
    found: set[str] = set()
    for child in children:
        body = ask(site, child).body
        tree = etree.fromstring(gzip.decompress(body) if child.endswith(".gz") else body)
        found |= article_ids(tree.xpath("//s:loc/text()", namespaces=SITEMAP))
    assert any(child.endswith(".gz") for child in children)
    assert found == {article.id.partition("/")[2] for article in expected_articles()}


def test_home_page_names_feeds_and_sitemap(site: DemoSite) -> None:
    links = ask(site, "/").page.xpath("//link[@rel='alternate']/@href")
    assert [urlsplit(link).path for link in links] == ["/rss", "/atom.xml", "/sitemap.xml"]


# --- the server -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["/", "/tre-em", "/rss", "/sitemap.xml", "/sitemap-articles.xml.gz", "/x-1309425.html"]
)
def test_unchanged_pages_answer_304(site: DemoSite, target: str) -> None:
    first = ask(site, target)
    by_tag = ask(site, target, If_None_Match=first.headers["ETag"])
    by_date = ask(site, target, If_Modified_Since=first.headers["Last-Modified"])
    assert [(answer.status, answer.body) for answer in (by_tag, by_date)] == [(304, b"")] * 2
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    assert ask(site, target, If_None_Match='"another"').status == 200


def test_connections_are_kept_and_head_has_no_body(site: DemoSite) -> None:
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=5)
    connection.request("HEAD", "/tre-em")
    head = connection.getresponse()
    assert head.read() == b""
    port = connection.sock.getsockname()[1]
    connection.request("GET", "/tre-em")
    assert len(connection.getresponse().read()) == int(head.headers["Content-Length"])
    assert connection.sock.getsockname()[1] == port
    connection.close()


def test_access_log_counts_requests(site: DemoSite) -> None:
    ask(site, "/tre-em?lan=1", User_Agent="thử nghiệm".encode().decode("latin-1"))
    ask(site, "/tre-em?lan=1", If_None_Match="*")
    logged = [request for request in site.requests() if request.path == "/tre-em?lan=1"]
    assert [(request.method, request.status, request.conditional) for request in logged] == [
        ("GET", 200, False),
        ("GET", 304, True),
    ]


def test_a_corrected_version_differs_in_text_and_validators(site: DemoSite) -> None:
    before = ask(site, "/x-1309425.html")
    with DemoSite(version_of=[1309425]) as corrected:
        after = ask(corrected, "/x-1309425.html", If_None_Match=before.headers["ETag"])
        untouched = ask(corrected, "/x-1309840.html", If_None_Match=ask(site, "/x-1309840.html").headers["ETag"])
    assert after.status == 200
    assert "mười bốn xã" in after.page.text_content()
    assert "mười hai xã" not in after.page.text_content()
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
    assert untouched.status == 304
    facts = {article.id: article for article in expected_articles(version_of=[1309425])}
    assert "mười bốn xã" in (facts["laodongxahoi.net/1309425"].summary or "")


def test_stops_on_sigterm() -> None:
    command = [sys.executable, "-m", "fixtures.demo_site", "--port", "0", "--faults", "private-redirect,hang"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    process.stdout.close()


@pytest.mark.parametrize("options", [["--faults", "khong-co"], ["--version-of", "1309744"], ["--version-of", "1"]])
def test_wrong_options_are_told(options: list[str]) -> None:
    command = [sys.executable, "-m", "fixtures.demo_site", "--port", "0", *options]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)
    assert result.returncode == 2
    assert options[1] in result.stderr


# --- faults ---------------------------------------------------------------------------------------------------


def test_the_table_names_every_fault() -> None:
    assert tuple(re.findall(r"^\| `([a-z0-9-]+)` ", faults.__doc__ or "", re.MULTILINE)) == faults.FAULTS


def test_faults_are_off_by_default(site: DemoSite) -> None:
    assert not article_ids(ask(site, "/trong-nuoc").page.xpath("//a/@href")) & {"1301901", "1301921"}
    assert ask(site, faults.PAGES["login"]).status == 404
    assert ask(site, "/x-1301921.html").status == 404


def test_fault_pages_are_linked_from_a_section(broken: DemoSite) -> None:
    linked: set[str] = set()
    for page in ("", "/page/2", "/page/3"):
        linked |= article_ids(ask(broken, f"/trong-nuoc{page}").page.xpath("//a/@href"))
    assert linked >= article_ids(list(faults.PAGES.values())) | {str(number) for number in faults.ARTICLES.values()}


@pytest.mark.parametrize(
    ("fault", "status", "present"),
    [
        ("empty-page", 200, ""),
        ("login", 200, 'type="password"'),
        ("soft-404", 200, "không tồn tại"),
        ("404", 404, "không tồn tại"),
    ],
)
def test_pages_that_are_no_article(broken: DemoSite, fault: str, status: int, present: str) -> None:
    answer = ask(broken, faults.PAGES[fault])
    assert answer.status == status
    assert present in answer.text
    assert "cotent_detail" not in answer.text
    assert bool(answer.body) == bool(present)


def test_an_article_without_headline(broken: DemoSite) -> None:
    page = ask(broken, faults.PAGES["no-title"]).page
    title = page.xpath("//title | //h1 | //*[contains(@class, 'title_detail_news')]")
    assert not "".join(element.text_content() for element in title)
    assert page.xpath("//meta[@property='og:title']/@content") == [""]
    assert page.get_element_by_id("cotent_detail").text_content().strip()


def test_bodies_that_are_too_large(broken: DemoSite) -> None:
    assert len(ask(broken, faults.PAGES["huge-page"]).body) > 10 * faults.MEGABYTE
    bomb = ask(broken, faults.PAGES["gzip-bomb"])
    assert bomb.headers["Content-Encoding"] == "gzip"
    assert len(bomb.body) < faults.MEGABYTE
    assert len(zlib.decompressobj(31).decompress(bomb.body)) == 128 * faults.MEGABYTE


def test_redirects(broken: DemoSite) -> None:
    hops = [faults.PAGES["redirect-loop"]]
    while len(hops) < 3:
        answer = ask(broken, hops[-1])
        assert answer.status == 302
        hops.append(answer.headers["Location"])
    assert hops[2] == hops[0] != hops[1]
    inside = ask(broken, faults.PAGES["private-redirect"]).headers["Location"]
    assert inside.startswith("http://127.0.0.2:")
    assert inside.endswith("/noi-bo/")


def test_connections_that_break(broken: DemoSite) -> None:
    with pytest.raises(ConnectionResetError):
        ask(broken, faults.PAGES["reset"])
    with pytest.raises(http.client.IncompleteRead) as half:
        ask(broken, faults.PAGES["truncated"])
    assert half.value.partial
    with socket.create_connection((urlsplit(broken.url).hostname, urlsplit(broken.url).port), timeout=0.3) as raw:
        raw.sendall(f"GET {faults.PAGES['hang']} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        received = raw.recv(4096)
        assert received.startswith(b"HTTP/1.1 200")
        with pytest.raises(TimeoutError):
            raw.recv(4096)


@pytest.mark.parametrize(
    ("fault", "label"), [("charset-windows-1258", "windows-1258"), ("charset-latin-1", "iso-8859-1")]
)
def test_wrong_charset_labels(broken: DemoSite, fault: str, label: str) -> None:
    answer = ask(broken, f"/x-{faults.ARTICLES[fault]}.html")
    assert answer.headers["Content-Type"] == f"text/html; charset={label}"
    assert f'charset="{label}"' in answer.text
    assert fact(fault).title in answer.text


def fact(fault: str):
    number = str(faults.ARTICLES[fault])
    return next(each for each in expected_articles([fault]) if each.id.endswith(number))


def test_articles_with_odd_text(broken: DemoSite) -> None:
    decomposed = ask(broken, f"/x-{faults.ARTICLES['nfd']}.html").text
    assert fact("nfd").title not in decomposed
    assert fact("nfd").title in unicodedata.normalize("NFC", decomposed)
    undated = ask(broken, f"/x-{faults.ARTICLES['no-date']}.html").page
    assert not undated.xpath("string(//div[@class='time_detail_news f11'])").strip()
    assert fact("no-date").date_published is None
    body = ask(broken, f"/x-{faults.ARTICLES['br-body']}.html").page.get_element_by_id("cotent_detail")
    assert not body.xpath(".//p[not(@style='text-align: right;')]")
    assert len(body.xpath(".//br")) >= 4
    assert all(part in body.text_content() for part in (fact("br-body").content_text or "").split("\n\n"))
    double = ask(broken, f"/x-{faults.ARTICLES['two-articles']}.html").page
    titles = [element.text for element in double.xpath("//div[contains(@class, 'title_detail_news')]")]
    assert len(titles) == 2
    assert titles[0] == fact("two-articles").title != titles[1]


def test_slow_and_failing_answers(broken: DemoSite) -> None:
    began = time.monotonic()
    assert ask(broken, f"/x-{faults.ARTICLES['slow']}.html").status == 200
    assert time.monotonic() - began >= 1.4
    failing = f"/x-{faults.ARTICLES['500-twice']}.html"
    assert [ask(broken, failing).status for _ in range(4)] == [500, 500, 200, 200]


def test_lists_without_end(broken: DemoSite) -> None:
    entries = [
        article_ids(ask(broken, f"/giai-tri/page/{page}").page.xpath("//*[contains(@class, 'info_cate')]/a/@href"))
        for page in (2, 40)
    ]
    assert entries[0] == entries[1] != set()
    assert ask(broken, "/giai-tri/page/40").page.xpath("//a[@class='next']/@href") == ["/giai-tri/page/41"]
    links = article_ids(ask(broken, "/du-lich").page.xpath("//*[contains(@class, 'info_cate')]/a/@href"))
    assert len(links) == 5000
    assert ask(broken, "/diem-den-7-1200007.html").status == 404


@pytest.mark.parametrize("target", ["/rss", "/rss/tre-em.rss", "/sitemap.xml"])
def test_malformed_xml(broken: DemoSite, target: str) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(ask(broken, target).body)


def test_each_nth_request_fails_but_never_robots() -> None:
    with DemoSite(faults=["every-nth=3"]) as flaky:
        statuses = [ask(flaky, "/tre-em").status for _ in range(7)]
        assert statuses == [200, 200, 503, 200, 200, 503, 200]
        assert {ask(flaky, "/robots.txt").status for _ in range(4)} == {200}
