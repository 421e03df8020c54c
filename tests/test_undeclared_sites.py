"""What addresses and a home page tell of a site that nobody has declared, and whole crawls of such sites."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from projects import Project
from scrapy import Request

from crawler.discovery import (
    feeds_named,
    learn_article_url,
    looks_like_article,
    menu_links,
    own_links,
    recognise,
    site_name,
)
from crawler.items import Publication
from crawler.layouts.page import Page
from crawler.publications import Declaration
from crawler.spiders.site import SiteSpider
from fixtures.demo_site import DemoSite, expected_articles
from fixtures.demo_site.process import ROOT

WORDS = "mua-nay-nuoc-ve-som-tren-dong-lang-que-toi-nam-ay".split("-")


def addresses(form: str, digits: str = "1234567", count: int = 8) -> list[str]:
    """Addresses of one form: `{slug}` and `{id}` differ, whatever else stays."""
    out = []
    for number in range(count):
        slug = "-".join(WORDS[number % 4 : number % 4 + 6])
        identity = "".join(str((int(d) + number) % 10) if d.isdigit() else d for d in digits)
        out.append("https://bao.example" + form.format(slug=slug, id=identity))
    return out


# --- forms of addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "digits"),
    [
        ("/{slug}-{id}.html", "5047363"),
        ("/thoi-su/{slug}-{id}.html", "3882669"),
        ("/{slug}-{id}.htm", "20221224204141057"),
        ("/{slug}-{id}.chn", "188260307071033787"),
        ("/{slug}-post{id}.html", "976641"),
        ("/{slug}-post{id}.vnp", "1125344"),
        ("/{slug}-d{id}.html", "538952"),
        ("/xa-hoi/{slug}-{id}.ldo", "825152"),
        ("/Phong-su/{slug}-i{id}/", "509576"),
        ("/chinh-tri/tin-tuc/{slug}-{id}", "323302"),
        ("/{slug}.{id}.html", "849123"),
        ("/{slug}/{id}.html", "432562"),
        ("/tin/xa-hoi/20150323/{slug}/{id}.html", "724115"),
        ("/web/guest/kinh-te/-/2018/{id}/{slug}", "826621"),
        ("/vi/tin-tuc/-/view_content/{id}-{slug}.html", "693156"),
        ("/xa-hoi/202504/{slug}-{id}/", "ea65435"),
        ("/news/xa-hoi/{slug}-{id}.html", "118"),
        ("/index.php/xa-hoi/{id}-{slug}", "1234"),
    ],
)
def test_the_pattern_of_a_site_is_learned_from_its_addresses_and_names_the_id(form: str, digits: str) -> None:
    for pattern in (learn_article_url(addresses(form, digits)), learn_article_url([], addresses(form, digits))):
        assert pattern is not None
        found = re.search(pattern, form.format(slug="mot-bai-chua-tung-thay-bao-gio", id=digits))
        assert found is not None
        assert found["id"] == digits


@pytest.mark.parametrize("form", ["/{slug}.html", "/{slug}/", "/2024/08/01/{slug}/", "/2024/08/{slug}.html"])
def test_addresses_without_an_id_are_learned_too(form: str) -> None:
    pattern = learn_article_url(addresses(form))
    assert pattern is not None
    assert "?P<id>" not in pattern
    assert re.search(pattern, form.format(slug="mot-bai-chua-tung-thay-bao-gio", id=""))
    assert not re.search(pattern, "/thoi-su.html")
    assert not re.search(pattern, "/thoi-su/")


HEADLINE = "Mùa này nước về sớm trên đồng"


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("/?p={id}", r"/\?(?:[^&]+&)*p=(?P<id>\d{1,20})(?:&|$)"),
        ("/Pages/tin.aspx?CateID=3&ItemID={id}", r"/tin\.aspx\?(?:[^&]+&)*ItemID=(?P<id>\d{1,20})(?:&|$)"),
        ("/Pages/tin.aspx?ItemID={id}&l=TinTuc", r"/tin\.aspx\?(?:[^&]+&)*ItemID=(?P<id>\d{1,20})(?:&|$)"),
        ("/tin-tuc/{id}", r"/(?P<id>\d{6,8})/?$"),
        ("/-/asset_publisher/Ab12/content/{slug}", r"/asset_publisher/[^/]+/content/[^/]+/?$"),
    ],
)
def test_numbers_without_a_slug_are_articles_where_links_read_like_headlines(form: str, pattern: str) -> None:
    others = {f"https://bao.example/danh-sach.aspx?CateID={n}": "Mục này" for n in range(1, 7)}
    sample = addresses(form)
    assert learn_article_url([], {**dict.fromkeys(sample, HEADLINE), **others}) == pattern
    if "{id}" in form:
        assert learn_article_url([], {**dict.fromkeys(sample, "Xem tiếp"), **others}) is None


def test_one_number_under_several_paths_may_be_several_articles() -> None:
    sample = [*addresses("/so-a/tin.aspx?ItemID={id}"), *addresses("/so-b/tin.aspx?ItemID={id}")]
    pattern = learn_article_url(sample)
    assert pattern is not None
    assert "?P<id>" not in pattern
    assert re.search(pattern, "/so-b/tin.aspx?ItemID=5")


def test_a_query_that_a_feed_adds_to_its_links_is_no_id() -> None:
    pattern = learn_article_url(addresses("/{slug}.html?kenh=1"))
    assert pattern is not None
    assert re.search(pattern, "/mot-bai-chua-tung-thay.html")


def test_an_article_of_a_query_is_known_by_its_number_whatever_else_the_query_holds() -> None:
    declared = Declaration(
        "bao",
        Publication("Báo", "bao.example"),
        "https",
        "bao.example",
        re.compile(r"/tin\.aspx\?(?:.*&)?ID=(?P<id>\d+)"),
    )
    url = "http://www.bao.example/tin.aspx?ID=7&utm_source=x&CateID=3#binh-luan"
    assert declared.article_id(url) == "7"
    assert declared.canonical(url) == "https://bao.example/tin.aspx?CateID=3&ID=7"
    assert declared.key(url) == declared.key("https://bao.example/tin.aspx?ID=7") == "bao.example/7"
    assert not declared.is_article("https://bao.example/tin.aspx")


def test_lists_of_tags_and_authors_whose_addresses_are_an_article_s_are_left_out() -> None:
    lists = [f"https://bao.example/{folder}/ky-niem-ngay-thanh-lap-81236.ldo" for folder in ("tags", "tac-gia")]
    sample = addresses("/xa-hoi/{slug}-{id}.ldo", "825152")
    pattern = learn_article_url(sample, lists)
    assert pattern is not None
    assert [path for path in map(path_of, [*lists, *sample]) if re.search(pattern, path)] == [*map(path_of, sample)]


def path_of(url: str) -> str:
    return url.removeprefix("https://bao.example")


def test_sections_topics_and_authors_among_the_links_do_not_widen_the_pattern() -> None:
    sections = [f"https://bao.example/{s}" for s in ("thoi-su.htm", "the-gioi.htm", "xe-co", "tin-moi-nhat-24h")]
    topics = [f"https://bao.example/chu-de/ky-niem-ngay-thanh-lap-{n}.htm" for n in (268, 271)]
    authors = ["https://bao.example/tac-gia/nguyen-thi-mai-anh-36178.htm"]
    pattern = learn_article_url(
        [], [*sections, *topics, *authors, *addresses("/{slug}-{id}.htm", "20221224204141057", 20)]
    )
    assert pattern is not None
    assert [url for url in [*sections, *topics, *authors] if re.search(pattern, url)] == []


def test_a_feed_counts_more_than_links() -> None:
    feed = addresses("/{slug}.html", count=12)
    links = addresses("/{slug}-{id}.html", "1234567", 2)
    pattern = learn_article_url(feed, links)
    assert pattern is not None
    assert "?P<id>" not in pattern


def test_two_forms_of_one_site_both_count_and_the_more_frequent_names_the_id() -> None:
    new, old = addresses("/{slug}-d{id}.html", "1420317", 12), addresses("/{slug}-{id}.htm", "20200703152924535", 4)
    pattern = learn_article_url([*new, *old])
    assert pattern is not None
    assert all(re.search(pattern, url) for url in [*new, *old])
    found = re.search(pattern, new[0])
    assert found is not None
    assert found["id"] == "1420317"


def test_hexadecimal_ids_that_happen_to_be_digits_are_told_by_their_neighbours() -> None:
    ids = ("ea65435", "8f55c72", "b3b0d2c", "f362256", "1304518", "90ab12f")
    sample = [f"https://bao.example/xa-hoi/202504/mua-nay-nuoc-ve-som-{identity}/" for identity in ids]
    pattern = learn_article_url([], sample)
    assert pattern is not None
    assert [found["id"] for url in sample if (found := re.search(pattern, url))] == list(ids)
    assert learn_article_url(addresses("/{slug}-d{id}.html", "538952")) == r"-d(?P<id>\d{5,7})\.html$"


def test_nothing_is_learned_from_nothing() -> None:
    assert learn_article_url([]) is None
    assert (
        learn_article_url([], ["https://bao.example/", "https://bao.example/thoi-su", "https://bao.example/rss"])
        is None
    )


def test_pictures_and_documents_are_no_pages() -> None:
    assert recognise("https://bao.example/anh-dep-cua-thang-nay-1234567.jpg") is None
    assert recognise("https://bao.example/mot-bao-cao-dai-hon-bon-chu-1234567.pdf") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/mua-nay-nuoc-ve-som-1234567.html", True),
        ("/2024/08/01/mua-nay-nuoc-ve/", True),
        ("/mua-nay-nuoc-ve-som", False),
        ("/thoi-su-1234567.html", False),
        ("/", False),
    ],
)
def test_one_address_alone(path: str, expected: bool) -> None:
    assert looks_like_article(f"https://bao.example{path}") is expected


# --- home pages -------------------------------------------------------------------------------------------------

HOME = """<html><head><title>Báo Làng</title><meta property="og:site_name" content="Báo Làng">
<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml"
href="/comments/feed/"><link rel="alternate" hreflang="en" href="/en/"></head><body>
<header><a href="/"><img src="logo.png"></a></header>
<ul class="main-menu"><li><a href="/thoi-su.htm">Thời sự</a><li><a href="/van-hoa/">Văn hóa</a>
<li><a href="https://facebook.com/baolang">Facebook</a></ul>
<div><a href="/mua-nay-nuoc-ve-som-1234567.htm">Mùa này nước về sớm</a> <a href="http://www.baolang.example/x">X</a>
<a href="/rss/thoi-su.rss">RSS</a></div></body></html>"""


def test_what_a_home_page_says_of_its_site() -> None:
    page = Page.from_html(HOME, "https://baolang.example/")
    assert site_name(page) == "Báo Làng"
    assert feeds_named(page) == ["https://baolang.example/feed/", "https://baolang.example/rss/thoi-su.rss"]
    assert [url for url, text in menu_links(page) if text] == [
        "https://baolang.example/thoi-su.htm",
        "https://baolang.example/van-hoa/",
        "https://facebook.com/baolang",
    ]
    links = own_links(page)
    assert "https://facebook.com/baolang" not in links
    assert "https://baolang.example/mua-nay-nuoc-ve-som-1234567.htm" in links


def test_a_site_is_named_by_its_structured_data_where_it_has_no_og_site_name() -> None:
    page = Page.from_html('<script type="application/ld+json">{"@type":"Organization","name":"Báo Bản"}</script>')
    assert site_name(page) == "Báo Bản"
    assert site_name(Page.from_html("<p>Không tên")) is None


# --- whole crawls -----------------------------------------------------------------------------------------------


FORGETFUL = "import crawler.publications as p; p.declarations = dict; from scrapy.cmdline import execute; execute()"


def crawl(project: Project, url: str, mirror: str, *arguments: str, forgotten: bool = False) -> str:
    """`scrapy crawl site`; returns the log. `forgotten`: as if no publication were declared."""
    command = project.command("crawl", "site", "-a", f"url={url}", "-a", f"mirror={mirror}", *arguments)
    if forgotten:
        command[1:3] = ["-c", FORGETFUL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def published(project: Project, domain: str) -> list[dict[str, Any]]:
    """Everything in the run files of a domain."""
    runs = sorted((project.folder / "feeds" / domain / "runs").glob("*.jsonl"))
    return [json.loads(line) for path in runs for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
def test_the_demo_site_is_crawled_without_its_declaration(project: Project, demo_site: DemoSite) -> None:
    log = crawl(project, "http://laodongxahoi.net/", demo_site.url, forgotten=True)
    assert r"taken to match -(?P<id>\d{6,8})\.html$" in log
    found = Counter(article["id"] for article in published(project, "laodongxahoi.net"))
    assert found == Counter(article.id for article in expected_articles())
    log = crawl(project, "http://laodongxahoi.net/", demo_site.url, forgotten=True)
    assert "nothing new to publish" in log


@pytest.mark.slow
def test_a_declared_site_keeps_its_name_in_the_store(project: Project, demo_site: DemoSite) -> None:
    log = crawl(project, "http://laodongxahoi.net/", demo_site.url, "-a", "limit=3")
    assert "`scrapy crawl laodongxahoi` knows more of it" in log
    assert len(published(project, "laodongxahoi")) == 3


@pytest.mark.slow
def test_since_and_limit_hold_for_an_undeclared_site(project: Project, demo_site: DemoSite) -> None:
    crawl(project, "http://laodongxahoi.net/", demo_site.url, "-a", "since=2022-01-01", "-a", "limit=5", forgotten=True)
    found = published(project, "laodongxahoi.net")
    assert len(found) == 5
    assert all(article["date_published"] >= "2022-01-01" for article in found)


SENTENCE = (
    "Đoạn thứ {n} của bài kể tiếp chuyện làng bên sông, nơi mỗi mùa nước người ta lại dựng thêm một nhịp cầu tre."
)


class Blog:
    """A small site in the manner of WordPress: no ids in its addresses, a feed, two categories with paging."""

    domain = "baolang.example"
    origin = f"https://{domain}"

    def __init__(self) -> None:
        self.slugs = {
            "thoi-su": [
                f"{word}-lang-que-toi-dung-cau-tre" for word in ("mot", "hai", "ba", "bon", "nam", "sau", "bay")
            ],
            "van-hoa": [f"hoi-lang-mo-vao-ngay-{word}" for word in ("rong", "tinh", "soc", "ngo")],
        }

    def answer(self, path: str) -> tuple[str, str] | None:
        """(type, body) of what a path answers."""
        html, xml = "text/html; charset=utf-8", "application/xml"
        everything = [(s, slug) for s, slugs in self.slugs.items() for slug in slugs]
        match path.strip("/").split("/"):
            case [""]:
                return html, self.page("Báo Làng", self.links([slug for _, slug in everything[:2]]))
            case ["robots.txt"]:
                return "text/plain", f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {self.origin}/wp-sitemap.xml\n"
            case ["feed"]:
                newest = self.slugs["thoi-su"][:3]
                items = "".join(f"<item><link>{self.origin}/{slug}/</link></item>" for slug in newest)
                return xml, f'<rss version="2.0"><channel><link>{self.origin}/</link>{items}</channel></rss>'
            case ["wp-sitemap.xml"]:
                return (
                    xml,
                    f"<sitemapindex><sitemap><loc>{self.origin}/wp-sitemap-posts.xml</loc></sitemap></sitemapindex>",
                )
            case ["wp-sitemap-posts.xml"]:
                slugs = [*self.slugs["van-hoa"][-1:], "gioi-thieu-ve-bao-lang-chung-toi"]
                return xml, "<urlset>" + "".join(
                    f"<url><loc>{self.origin}/{s}/</loc></url>" for s in slugs
                ) + "</urlset>"
            case ["category", section, *rest] if section in self.slugs:
                page = int(rest[1]) if rest else 1
                # The last of a category is left to the sitemap.
                listed = self.slugs[section][:-1] if section == "van-hoa" else self.slugs[section]
                shown = listed[(page - 1) * 3 : page * 3]
                if not shown:
                    return None
                more = f'<a class="next page-numbers" href="/category/{section}/page/{page + 1}/">Trang sau</a>'
                return html, self.page("Mục", self.links(shown) + (more if page * 3 < len(listed) else ""))
            case [slug] if slug in [name for _, name in everything]:
                return html, self.article(slug)
            case ["gioi-thieu-ve-bao-lang-chung-toi"]:
                return html, self.page("Giới thiệu", "<h1>Giới thiệu về Báo Làng</h1><p>Viết thư cho tòa soạn.</p>")
        return None

    def links(self, slugs: list[str]) -> str:
        return "".join(f'<h2 class="entry-title"><a href="{self.origin}/{slug}/">{slug}</a></h2>' for slug in slugs)

    def page(self, title: str, main: str, head: str = "") -> str:
        menu = "".join(f'<li><a href="{self.origin}/category/{name}/">{name}</a></li>' for name in self.slugs)
        return (
            f'<html lang="vi"><head><title>{title}</title><meta property="og:site_name" content="Báo Làng">{head}'
            f'<link rel="alternate" type="application/rss+xml" href="{self.origin}/feed/"></head>'
            f'<body><nav><ul class="menu">{menu}<li><a href="/gioi-thieu-ve-bao-lang-chung-toi/">Giới thiệu</a></ul></nav>'
            f"{main}<footer>Báo Làng, giấy phép số 12/GP-BTTTT</footer></body></html>"
        )

    def article(self, slug: str) -> str:
        title = slug.replace("-", " ").capitalize()
        body = "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(1, 5))
        return self.page(
            title,
            f'<article><h1 class="entry-title">{title}</h1><time class="entry-date" datetime="2024-08-01T09:30:00+07:00">'
            f'01/08/2024</time><div class="entry-content">{body}</div></article>',
            '<meta property="article:published_time" content="2024-08-01T09:30:00+07:00">',
        )


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, blog: Blog, asked: list[str], *args: Any) -> None:
        self.blog, self.asked = blog, asked
        super().__init__(*args)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        kind, body = self.blog.answer(self.path) or ("text/plain", "")
        data = body.encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Silent."""


@pytest.fixture
def blog() -> Iterator[tuple[str, list[str]]]:
    """Where the blog listens, and the paths it was asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, Blog(), asked))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_a_site_without_ids_is_crawled_whole(project: Project, blog: tuple[str, list[str]]) -> None:
    url, asked = blog
    crawl(project, f"{Blog.origin}/", url)
    articles = published(project, Blog.domain)
    slugs = {slug for group in Blog().slugs.values() for slug in group}
    assert Counter(a["url"] for a in articles) == Counter(f"{Blog.origin}/{slug}/" for slug in slugs)
    assert {a["publication"]["name"] for a in articles} == {"Báo Làng"}
    assert {a["date_published"] for a in articles} == {"2024-08-01T09:30:00+07:00"}
    assert all(re.fullmatch(rf"{Blog.domain}/[0-9a-f]{{16}}", a["id"]) for a in articles)
    # The page about the paper looks like an article from outside; no layout takes it for one.
    assert "/gioi-thieu-ve-bao-lang-chung-toi/" in asked
    assert not [path for path in asked if path.startswith("/wp-admin")]
    assert [path for path in asked if "/page/" in path and path.startswith("/category/van-hoa")] == []
    before = len(asked)
    crawl(project, f"{Blog.origin}/", url)
    assert not {path.strip("/") for path in asked[before:]} & slugs


@pytest.mark.slow
def test_an_article_may_be_given_instead_of_the_home_page(project: Project, demo_site: DemoSite) -> None:
    article = expected_articles()[0]
    crawl(project, article.url, demo_site.url, "-a", "limit=1", forgotten=True)
    assert [found["id"] for found in published(project, "laodongxahoi.net")] == [article.id]


@pytest.mark.slow
def test_only_the_sections_named(project: Project, blog: tuple[str, list[str]]) -> None:
    url, asked = blog
    crawl(project, f"{Blog.origin}/", url, "-a", "section=category/van-hoa")
    assert {a["url"].rpartition("hoi-lang")[1] for a in published(project, Blog.domain)} == {"hoi-lang"}
    assert not [path for path in asked if "thoi-su" in path]


def test_without_an_address_it_says_what_to_do(project: Project) -> None:
    done = project.scrapy("crawl", "site")
    assert done.returncode != 0
    assert "scrapy crawl site -a url=https://anything.vn/" in done.stderr


def test_a_site_may_have_a_port() -> None:
    spider = SiteSpider(url="http://user@127.0.0.1:8000/thoi-su")
    assert spider.declared.origin == "http://127.0.0.1:8000"
    assert spider.declared.owns("http://127.0.0.1:8000/x")
    assert spider.name == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        *r"http://../ http://./ http://.../x http://../../etc/ http://..\..\x/ http://%2e%2e%2fetc/".split(),
        *"http://.an.vn/ http://-rf.vn/ http://*.vn/ http://a;b.vn/ http://$(x).vn/ http://a..vn/ http:///".split(),
        *("ftp://bao.vn/", "http://a\0b.vn/", "http://a b/", f"http://{'a' * 64}.vn/", f"http://{'a.' * 120}vn/"),
    ],
)
def test_no_folder_is_called_after_what_is_no_host(address: str) -> None:
    with pytest.raises(ValueError, match="name the site"):
        SiteSpider(url=address)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://báo.vn/", "xn--bo-mia.vn"),
        ("https://user:word@www.Bao.VN.:8080/x?y#z", "bao.vn"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://intranet/", "intranet"),
    ],
)
def test_a_site_goes_by_its_host(address: str, name: str) -> None:
    spider = SiteSpider(url=address)
    assert spider.name == name
    assert spider.declared.owns(Request(address).url)
