"""`scrapy genpublication`: from saved pages and from addresses to a declaration that works."""

from __future__ import annotations

import importlib.util
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from projects import Project

import crawler
from crawler.scaffolding import (
    Given,
    address_lines,
    class_name,
    example_path,
    fixture_html,
    fixture_json,
    propose,
)

ORIGIN = "https://www.baobanlang.example"
SLUGS = ("cau-tre-moi-bac-qua-suoi", "mua-rom-ve-tren-ban", "lop-hoc-dem-cua-co-giao-ban", "cho-phien-hop-som-mai")
MENU = "".join(
    f'<li><a href="/{path}.htm">{text}</a></li>'
    for path, text in (
        ("thoi-su", "Thời sự"),
        ("van-hoa", "Văn hóa"),
        ("trang-chu", "Trang chủ"),
        ("tac-gia/bay", "Tác giả"),
        ("chu-de/ky-niem-nam-muoi-nam-ngay-lap-ban-125", "Chủ đề"),
    )
)
HEAD = (
    f'<meta property="og:site_name" content="Báo Bản Làng"><link rel="canonical" href="{ORIGIN}%s">'
    '<link rel="alternate" type="application/rss+xml" href="/home.rss">'
)
LINKS = "".join(f'<h3><a href="/{slug}-2026030708005434{n}.htm">Bài {n}</a></h3>' for n, slug in enumerate(SLUGS))
HOME = f"<html><head>{HEAD % '/'}</head><body><nav><ul>{MENU}</ul></nav>{LINKS}</body></html>"
SECTION = (
    f"<html><head>{HEAD % '/thoi-su.htm'}</head><body><nav><ul>{MENU}</ul></nav>{LINKS}"
    '<div class="pagination"><a href="/thoi-su.htm">1</a><a href="/thoi-su/p2.htm">2</a></div></body></html>'
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title>'
    + "".join(f"<item><link>{ORIGIN}/{slug}-2026030708005434{n}.htm</link></item>" for n, slug in enumerate(SLUGS))
    + "</channel></rss>"
)


def article(printed: str = "07/03/2026 08:07", machine: str = "2026-03-07T08:07:00+07:00") -> str:
    """An article in VCCorp's markup."""
    paragraphs = "".join(
        f"<p>Đoạn {n}: người trong bản kể chuyện chiếc cầu tre vừa bắc xong qua suối.</p>" for n in range(5)
    )
    return (
        f"<html><head>{HEAD % '/cau-tre-moi-bac-qua-suoi-20260307080054340.htm'}"
        f'<meta property="article:published_time" content="{machine}"></head><body>'
        '<h1 data-role="title">Cầu tre mới bắc qua suối</h1>'
        f'<div data-role="publishdate">{printed}</div><h2 data-role="sapo">Chiếc cầu dài hai mươi mét.</h2>'
        f'<div data-role="content" class="detail-content afcbc-body">{paragraphs}</div></body></html>'
    )


PAGES = {"home.html": HOME, "thoi-su.html": SECTION, "home.rss": FEED, "bai.html": article()}


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    """The pages as files."""
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in PAGES]


def loaded(path: Path) -> Any:
    """The spider class of a written declaration."""
    spec = importlib.util.spec_from_file_location(f"written_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return next(
        value for name, value in vars(module).items() if name.endswith("Spider") and name != "PublicationSpider"
    )


# --- what is proposed -------------------------------------------------------------------------------------------


def given(*names: str) -> list[Given]:
    return [Given(name, PAGES[name].encode()) for name in names]


def test_home_section_feed_and_article_make_a_whole_proposal() -> None:
    proposal = propose("banlang", given(*PAGES))
    assert (proposal.title, proposal.domain, proposal.origin) == ("Báo Bản Làng", "baobanlang.example", ORIGIN)
    assert proposal.article_url == r"-(?P<id>\d{16,18})\.htm$"
    assert proposal.sections is not None
    assert proposal.sections.names == ("thoi-su", "van-hoa")
    assert (proposal.sections.first, proposal.sections.pattern) == ("/{section}.htm", "/{section}/p{page}.htm")
    assert proposal.feeds == ["/home.rss"]
    assert dict(proposal.families) == {"vccorp": 1}
    assert proposal.printed_dates == [("07/03/2026 08:07", "2026-03-07T08:07:00+07:00")]
    assert proposal.example is not None
    assert proposal.example.source == "bai.html"
    assert proposal.month_first is False


@pytest.mark.parametrize(
    ("printed", "machine", "expected"),
    [
        ("8/23/2022 10:51:00 AM", "2022-08-23T10:51:00+07:00", True),
        ("3/7/2026 10:51:00 AM", "2026-03-07T10:51:00+07:00", True),
        ("7/3/2026 10:51", "2026-03-07T10:51:00+07:00", False),
        ("23/8/2022 10:51", "2022-08-23T10:51:00+07:00", False),
    ],
)
def test_a_date_that_makes_sense_only_with_the_month_first_says_so(printed: str, machine: str, expected: bool) -> None:
    proposal = propose("banlang", [Given("a", article(printed, machine).encode())])
    assert proposal.month_first is expected
    assert proposal.printed_dates[0][1] is not None
    assert proposal.printed_dates[0][1].startswith(machine[:10])


def test_what_could_not_be_seen_is_named() -> None:
    proposal = propose("banlang", given("home.html"))
    doubts = " / ".join(proposal.doubts)
    assert "no article was given" in doubts
    assert "no pager was seen" in doubts
    assert proposal.article_url


def test_a_page_without_an_address_can_not_be_placed() -> None:
    with pytest.raises(ValueError, match="--url"):
        propose("banlang", [Given("a", b"<p>Kh\xc3\xb4ng</p>")])
    assert propose("banlang", [Given("a", b"<p>Kh\xc3\xb4ng</p>", "https://bao.example/x")]).domain == "bao.example"


def test_a_sitemap_and_a_feed_as_files_say_where_they_stand() -> None:
    urls = "".join(f"<url><loc>{ORIGIN}/{slug}-2026030708005434{n}.htm</loc></url>" for n, slug in enumerate(SLUGS))
    sitemap = Given("bai.xml", f"<urlset>{urls}</urlset>".encode(), f"{ORIGIN}/bai.xml")
    feed = FEED.replace("<title>Báo</title>", f'<a:link xmlns:a="a" rel="self" href="{ORIGIN}/moi.rss"/>')
    proposal = propose("banlang", [sitemap, Given("moi.rss", feed.encode())])
    assert (proposal.sitemaps, proposal.feeds) == (["/bai.xml"], ["/moi.rss"])
    assert proposal.origin == ORIGIN
    assert proposal.article_url == r"-(?P<id>\d{16,18})\.htm$"
    assert fixture_html(proposal) == ""


def test_an_article_s_own_menu_names_the_sections_where_no_other_page_is_given() -> None:
    page = article().replace("<body>", f"<body><nav><ul>{MENU}</ul></nav>")
    proposal = propose("banlang", [Given("bai.html", page.encode())])
    assert proposal.sections is not None
    assert proposal.sections.names == ("thoi-su", "van-hoa")
    # The way of most of VCCorp's papers.
    assert proposal.sections.pattern == "/{section}/trang-{page}.htm"
    assert (
        "no pager was seen; that the second page of a section is /{section}/trang-{page}.htm is a guess"
        in proposal.doubts
    )


def test_without_a_menu_the_short_links_of_the_home_page_name_the_sections() -> None:
    links = [
        ("thoi-su", "Thời sự"),
        ("thoi-su/the-gioi", "Thế giới"),
        ("xa-hoi/doi-song", "Đời sống"),
        ("lien-he", "Liên hệ"),
    ]
    block = "".join(f'<p><a href="/{path}.htm">{text}</a></p>' for path, text in links)
    proposal = propose(
        "banlang", [Given("home", f"<html><head>{HEAD % '/'}</head><body>{block}{LINKS}</body></html>".encode())]
    )
    assert proposal.sections is not None
    assert proposal.sections.names == ("thoi-su", "xa-hoi/doi-song")


@pytest.mark.parametrize(
    ("stated", "title", "expected"),
    [
        ("Báo Bản Làng", "Cầu tre - Tin tức", "Báo Bản Làng"),
        (f"{ORIGIN}", "Cầu tre - Bản Làng Online", "Bản Làng Online"),
        ("baobanlang.example", "Cầu tre", "baobanlang.example"),
    ],
)
def test_a_publication_is_called_what_its_pages_call_it_unless_that_is_an_address(
    stated: str, title: str, expected: str
) -> None:
    page = (
        article()
        .replace('content="Báo Bản Làng"', f'content="{stated}"')
        .replace("<head>", f"<head><title>{title}</title>")
    )
    proposal = propose("banlang", [Given("bai.html", page.encode())])
    assert proposal.title == expected
    assert ("no page says what the publication is called: write its name" in proposal.doubts) is (
        expected == proposal.domain
    )


def test_a_printed_date_that_contradicts_the_metadata_is_a_doubt() -> None:
    proposal = propose("banlang", [Given("a", article("07/03/2026 08:07", "2025-11-02T08:07:00+07:00").encode())])
    assert "'07/03/2026 08:07' is printed where the metadata say 2025-11-02: which is right?" in proposal.doubts


def test_a_number_in_the_query_stays_in_the_examples() -> None:
    address = "https://bao.example/tin.aspx?CateID=3&ItemID=118"
    page = article().replace(
        f'<link rel="canonical" href="{ORIGIN}/cau-tre-moi-bac-qua-suoi-20260307080054340.htm">', ""
    )
    links = "".join(f'<a href="/tin.aspx?CateID=3&ItemID={n}">Mùa rơm lại về trên bản</a>' for n in range(9))
    home = Given("home", f"<nav><a href='/tin.html'>Tin</a></nav>{links}".encode(), "https://bao.example/")
    proposal = propose("bao", [home, Given("a", page.encode(), address)])
    assert proposal.article_url == r"/tin\.aspx\?(?:[^&]+&)*ItemID=(?P<id>\d{1,20})(?:&|$)"
    assert address_lines(proposal)[0] == "bao  /tin.aspx?CateID=3&ItemID=118  118"
    assert json.loads(fixture_json(proposal))["_page"]["url"] == address


def test_names_of_several_words_give_names_of_classes() -> None:
    assert class_name("bao_ban_lang") == "BaoBanLangSpider"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"{ORIGIN}/mot-dau-de-that-cua-bao-post596298.html", "/mua-nay-nuoc-ve-som-tren-post596298.html"),
        (f"{ORIGIN}/tin/-/view_content/693156-mot-dau-de-that.html", "/tin/-/view_content/693156-mua-nay-nuoc-ve.html"),
        (f"{ORIGIN}/2024/08/01/mot-dau-de-that-cua-bao/", "/2024/08/01/mua-nay-nuoc-ve-som-tren/"),
    ],
)
def test_examples_keep_the_form_of_an_address_and_none_of_its_headline(url: str, path: str) -> None:
    assert example_path(url) == path


# --- the command ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_writes_a_declaration_that_loads_a_fixture_and_addresses(
    project: Project, saved: list[str], tmp_path: Path
) -> None:
    root = tmp_path / "checkout"
    (root / "tests" / "spiders").mkdir(parents=True)
    (root / "tests/spiders/addresses.txt").write_text("# note\naaa  /x  no\nzzz  /y  no\n", encoding="utf-8")
    (root / "crawler").mkdir()
    (root / "crawler/publications.tsv").write_text("# note\naaa\tgeneric\taddresses only\n", encoding="utf-8")
    done = project.scrapy("genpublication", "--into", str(root), "banlang", *saved)
    assert done.returncode == 0, done.stderr
    path = root / "crawler" / "spiders" / "banlang.py"
    spider = loaded(path)
    assert spider.name == "banlang"
    assert (spider.publication.name, spider.publication.domain) == ("Báo Bản Làng", "baobanlang.example")
    assert spider.host == "www.baobanlang.example"
    declared = spider.declaration()
    assert declared.article_id(f"{ORIGIN}/mot-bai-khac-hom-sau-20260308080054340.htm") == "20260308080054340"
    assert spider.sections.path("thoi-su", 2) == "/thoi-su/p2.htm"
    assert 10 <= len(path.read_text(encoding="utf-8").splitlines()) <= 30

    fixture = root / "fixtures" / "pages" / "baobanlang.example"
    expected = json.loads((fixture / "example.json").read_text(encoding="utf-8"))
    assert expected["title"] == ""
    assert "_todo" in expected
    assert expected["layout"] == "vccorp"
    assert declared.is_article(expected["_page"]["url"])
    page = (fixture / "example.html").read_text(encoding="utf-8")
    found = crawler.extract(page, expected["_page"]["url"])
    assert (found.layout, found.date_published) == ("vccorp", "2026-03-07T08:07:00+07:00")
    assert found.title != expected["title"]
    assert 'data-role="sapo"' in page
    assert "Cầu tre" not in page

    addresses = (root / "tests/spiders/addresses.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in addresses] == ["#", "aaa", "banlang", "banlang", "zzz"]
    data = (root / "crawler/publications.tsv").read_text(encoding="utf-8")
    assert data == "# note\naaa\tgeneric\taddresses only\nbanlang\tvccorp\taddresses only\n"
    assert "vccorp (1)" in done.stdout
    assert re.search(r"title +Cầu tre mới bắc qua suối", done.stdout)
    assert "'07/03/2026 08:07' is read as 2026-03-07T08:07:00+07:00" in done.stdout
    assert "To check, in this order:" in done.stdout


@pytest.mark.slow
def test_a_dry_run_writes_nothing(project: Project, saved: list[str], tmp_path: Path) -> None:
    done = project.scrapy("genpublication", "--into", str(tmp_path / "checkout"), "--dry-run", "banlang", *saved)
    assert done.returncode == 0, done.stderr
    assert 'publication = Publication("Báo Bản Làng", "baobanlang.example")' in done.stdout
    assert not (tmp_path / "checkout").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["banlang"], "give a name and at least one page"),
        (["Bản làng", "home.html"], "is no name for a spider"),
        (["vnexpress", "home.html"], "--force"),
    ],
)
def test_wrong_usage(project: Project, arguments: list[str], said: str) -> None:
    done = project.scrapy("genpublication", *arguments)
    assert done.returncode == 2
    assert said in done.stderr + done.stdout


@pytest.mark.slow
def test_a_file_that_can_not_be_read_is_an_error(project: Project, tmp_path: Path) -> None:
    done = project.scrapy("genpublication", "--into", str(tmp_path), "banlang", str(tmp_path / "fehlt.html"))
    assert done.returncode == 1
    assert "fehlt.html: can't be read" in done.stderr
    assert list(tmp_path.iterdir()) == []


class Handler(BaseHTTPRequestHandler):
    """The pages with their addresses left to the server."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        named = {"/": "home.html", "/home.rss": "home.rss", "/thoi-su.htm": "thoi-su.html", "/robots.txt": "robots.txt"}
        name = named.get(self.path, "bai.html")
        text = "User-agent: *\nDisallow: /kin/\nSitemap: /sitemap.xml\n" if name == "robots.txt" else PAGES[name]
        data = re.sub(r'<link rel="canonical"[^>]*>', "", text).replace(ORIGIN, "").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if name == "robots.txt" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Silent."""


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.slow
def test_addresses_are_fetched_once_and_as_robots_txt_allows(project: Project, server: str) -> None:
    pages = [f"{server}/", f"{server}/cau-tre-moi-bac-qua-suoi-20260307080054340.htm"]
    done = project.scrapy("genpublication", "--dry-run", "banlang", *pages, DOWNLOAD_DELAY=0)
    assert done.returncode == 0, done.stderr
    assert 'sitemaps = ("/sitemap.xml",)' in done.stdout
    assert r'article_url = r"-(?P<id>\d{16,18})\.htm$"' in done.stdout
    assert sorted(p for p in Handler.asked if p != "/robots.txt") == sorted(p.removeprefix(server) for p in pages)
    refused = project.scrapy("genpublication", "--dry-run", "banlang", f"{server}/kin/x", DOWNLOAD_DELAY=0)
    assert refused.returncode == 1
    assert "robots.txt" in refused.stderr


@pytest.mark.slow
def test_a_home_page_alone_leads_to_a_section_a_feed_and_articles(project: Project, server: str) -> None:
    done = project.scrapy("genpublication", "--dry-run", "banlang", f"{server}/", DOWNLOAD_DELAY=0)
    assert done.returncode == 0, done.stderr
    articles = [f"/{slug}-2026030708005434{n}.htm" for n, slug in enumerate(SLUGS)]
    assert sorted(p for p in Handler.asked if p != "/robots.txt") == sorted(
        ["/", "/home.rss", "/thoi-su.htm", *articles[:2]]
    )
    assert [line for line in done.stdout.splitlines() if line.startswith("looks at")] != []
    assert "vccorp (2)" in done.stdout
    assert '"/{section}/p{page}.htm"' in done.stdout
    assert "_todo" in done.stdout


@pytest.mark.slow
def test_a_feed_alone_leads_to_the_home_page_and_articles(project: Project, server: str) -> None:
    done = project.scrapy("genpublication", "--dry-run", "banlang", f"{server}/home.rss", DOWNLOAD_DELAY=0)
    assert done.returncode == 0, done.stderr
    assert {"/", "/home.rss"} < set(Handler.asked)
    assert len(Handler.asked) <= 7
    assert "vccorp (2)" in done.stdout
