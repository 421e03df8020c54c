"""Sites of the kinds that the Vietnamese press and administration run, for crawls that know nothing of them.

Each has two sections of twelve articles, five on a page, the newest on the home page too, and what leads crawlers astray:
topics, authors, tags, an archive of days without end, lists in every order, links that only a script can follow.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

DOMAIN = "baolangque.example"
ORIGIN = f"https://{DOMAIN}"
SECTIONS = {"thoi-su": "Thời sự", "van-hoa": "Văn hóa"}
SHELL = "<html><body><div id=app></div><script src=/app.js></script></body></html>"
A_SECTION = 12
A_PAGE = 5
_WORDS = (
    "cầu tre mới bắc qua suối, lớp học đêm bên sông, mùa rơm về trên bản, chợ phiên họp sớm mai, đò ngang thôi chở khách, "
    "giếng làng được khơi lại, thợ gốm nhóm lò đầu năm, ruộng muối chờ nắng lên, trạm y tế có bác sĩ trẻ, "
    "con đường bê tông qua đồi, nghề đan lưới còn người giữ, vườn bưởi trổ bông trái mùa"
).split(", ")


def slug(title: str) -> str:
    """A title as addresses write it."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return "-".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@dataclass(frozen=True)
class Story:
    """An article of a site."""

    section: str
    number: int
    """Within the site, the newest highest."""

    @property
    def title(self) -> str:
        words = _WORDS[self.number % len(_WORDS)]
        return f"{words[0].upper()}{words[1:]} {'làng trên' if self.section == 'thoi-su' else 'làng dưới'}"

    @property
    def slug(self) -> str:
        return slug(self.title)


STORIES = tuple(
    Story(section, A_SECTION * n + i) for n, section in enumerate(SECTIONS) for i in reversed(range(A_SECTION))
)


@dataclass
class Kind:
    """A site whose addresses are of one kind."""

    article: Callable[[Story], str]
    section: Callable[[str, int], str]
    """The path of a section's page; with the page number."""
    paged: bool = True
    feed: str = ""
    sitemap: str = ""
    shell: bool = False
    """Whether the home page is drawn by a script."""
    link_origin: str = ORIGIN
    """How the site writes its own address into links."""
    traps: tuple[str, ...] = ()
    """Addresses of pages that are no articles, linked from everywhere; none is needed."""
    endless: str = ""
    """A path that ends in a number, in the menu, whose page names the next number as its next page, and so on."""

    def __call__(self, url: str) -> str | bytes | int:
        """What an address answers."""
        parts = urlsplit(url)
        path = in_order(parts.path + (f"?{parts.query}" if parts.query else ""))
        stories = {in_order(self.article(story)): story for story in STORIES}
        if story := stories.get(path):
            return self.page(story.title, self.story(story))
        for name in SECTIONS:
            for number in range(1, 5):
                if path == in_order(self.section(name, number)):
                    return self.listing(name, number)
        if path == "/":
            newest = [story for story in STORIES if story.number % A_SECTION >= A_SECTION - 4]
            return SHELL if self.shell else self.page("Báo Làng Quê", self.links(newest))
        if path == "/robots.txt":
            return "User-agent: *\n" + (f"Sitemap: {ORIGIN}{self.sitemap}\n" if self.sitemap else "")
        if self.feed and path == in_order(self.feed):
            items = "".join(
                f"<item><title>{s.title}</title><link>{ORIGIN}{self.article(s).replace('&', '&amp;')}</link></item>"
                for s in STORIES[:8]
            )
            return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>'
        if path == self.sitemap and self.sitemap:
            return f"<sitemapindex><sitemap><loc>{ORIGIN}/bai-viet.xml.gz</loc></sitemap></sitemapindex>"
        if path == "/bai-viet.xml.gz" and self.sitemap:
            urls = "".join(f"<url><loc>{ORIGIN}{self.article(s)}</loc></url>" for s in STORIES)
            return gzip.compress(f"<urlset>{urls}<url><loc>{ORIGIN}/lien-he</loc></url></urlset>".encode())
        if path in self.traps:
            return self.page("Không phải bài", self.links(STORIES[:5]))
        if self.endless and path.startswith(self.endless):
            number = int(path.removeprefix(self.endless))
            more = f'<a class="next" rel="next" href="{self.endless}{number + 1}">Sau</a>'
            return self.page("Lịch", self.links(STORIES[number % 3 :][:3]) + more)
        return 404

    def listing(self, section: str, number: int) -> str | int:
        """A page of a section."""
        stories = [s for s in STORIES if s.section == section]
        shown = stories[(number - 1) * A_PAGE : number * A_PAGE] if self.paged else stories[:A_PAGE]
        if not shown:
            return 404
        last = -(-len(stories) // A_PAGE)
        pager = "".join(f'<a href="{self.href(self.section(section, n))}">{n}</a>' for n in range(1, last + 1))
        return self.page(
            SECTIONS[section], self.links(shown) + (f'<div class="pagination">{pager}</div>' if self.paged else "")
        )

    def href(self, path: str) -> str:
        """A path as the site links to it."""
        return (self.link_origin + path).replace("&", "&amp;")

    def links(self, stories: list[Story] | tuple[Story, ...]) -> str:
        """A list of articles."""
        return "".join(
            f'<div class="item"><a href="{self.href(self.article(s))}"><img src="/anh/{s.number}.jpg"></a>'
            f'<h3><a href="{self.href(self.article(s))}">{s.title}</a></h3></div>'
            for s in stories
        )

    def page(self, title: str, main: str) -> str:
        """A page with the site's menu and what leads astray."""
        feed = f'<link rel="alternate" type="application/rss+xml" href="{self.feed}">' if self.feed else ""
        menu = "".join(
            f'<li><a href="{self.href(self.section(name, 1))}">{text}</a></li>' for name, text in SECTIONS.items()
        )
        if self.endless:
            menu += f'<li><a href="{self.href(self.endless)}1">Lịch</a></li>'
        menu += f'<li><a href="{self.href("/lien-he")}">Liên hệ</a></li>'
        traps = "".join(f'<a href="{self.href(path)}">Xem thêm</a>' for path in self.traps)
        return (
            f'<html lang="vi"><head><title>{title}</title>{feed}</head><body><div class="main-menu"><ul>'
            f'<li><a href="{self.href("/")}">Trang chủ</a></li>{menu}</ul></div>'
            f"{main}<div class='aside'>{traps}<a href='javascript:void(0)'>Thêm</a></div>"
            "<footer>Giấy phép số 12/GP-BTTTT</footer></body></html>"
        )

    def story(self, story: Story) -> str:
        """An article's own part of its page."""
        body = "".join(
            f"<p>Đoạn thứ {n} kể chuyện {story.title.lower()}, nơi mỗi mùa nước người ta lại dựng thêm một nhịp cầu, và "
            "đám trẻ con đi học không còn phải chờ đò như những năm trước.</p>"
            for n in range(1, 5)
        )
        return (
            f'<div class="chi-tiet"><h1>{story.title}</h1><div class="ngay">01/08/2024 09:{10 + story.number}</div>'
            f'<div class="noi-dung">{body}</div></div>' + self.links(STORIES[:3])
        )


def _section_query(section: str) -> int:
    return 3 + list(SECTIONS).index(section)


KINDS: dict[str, Kind] = {
    "vccorp": Kind(
        lambda s: f"/{s.slug}-20210707123456{s.number:03}.chn",
        lambda name, page: f"/{name}.chn" if page == 1 else f"/{name}/trang-{page}.chn",
        feed="/home.rss",
        sitemap="/sitemap.xml",
        traps=(
            "/su-kien/ky-niem-ngay-lap-lang-thu-muoi-268.chn",
            "/tac-gia/nguyen-thi-mai-anh-36178.chn",
            "/tag/cau-tre-moi-bac.chn",
        ),
    ),
    "nukeviet": Kind(
        lambda s: f"/news/{s.section}/{s.slug}-{118 + s.number}.html",
        lambda name, page: f"/news/{name}/" if page == 1 else f"/news/{name}/page-{page}/",
        feed="/news/rss/",
        sitemap="/sitemap.xml",
        traps=("/about/gioi-thieu-chung-ve-lang-que.html", "/news/tag/cau-tre-moi-bac/"),
    ),
    "nukeviet without feed": Kind(
        lambda s: f"/news/{s.section}/{s.slug}-{118 + s.number}.html",
        lambda name, page: f"/news/{name}/" if page == 1 else f"/news/{name}/page-{page}/",
        traps=("/about/gioi-thieu-chung-ve-lang-que.html", "/news/tag/cau-tre-moi-bac/"),
    ),
    "wordpress dated": Kind(
        lambda s: f"/2024/08/{1 + s.number:02}/{s.slug}/",
        lambda name, page: f"/category/{name}/" if page == 1 else f"/category/{name}/page/{page}/",
        feed="/feed/",
        sitemap="/wp-sitemap.xml",
        traps=("/2024/08/", "/2024/08/01/", "/2024/", "/tag/cau-tre-moi-bac-qua/", "/author/mai-anh/"),
        endless="/2024/09/",
    ),
    "wordpress plain": Kind(
        lambda s: f"/?p={100 + s.number}",
        lambda name, page: f"/?cat={_section_query(name)}" + (f"&paged={page}" if page > 1 else ""),
        feed="/?feed=rss2",
        traps=("/?page_id=2", "/?m=202408", "/?author=1", "/?tag=cau-tre"),
    ),
    "aspx id": Kind(
        lambda s: f"/tin-tuc/chi-tiet.aspx?id={1200 + s.number}",
        lambda name, page: (
            f"/tin-tuc/danh-sach.aspx?cat={_section_query(name)}" + (f"&page={page}" if page > 1 else "")
        ),
        traps=("/tin-tuc/danh-sach.aspx?cat=3&sort=new", "/login.aspx?returnurl=%2F"),
    ),
    "sharepoint": Kind(
        lambda s: f"/Pages/tin-chi-tiet.aspx?CateID={_section_query(s.section)}&ItemID={1200 + s.number}",
        lambda name, page: f"/Pages/{name}.aspx",
        paged=False,
        traps=("/_layouts/15/Authenticate.aspx?Source=%2F", "/Pages/van-ban.aspx?ItemID=5"),
    ),
    "liferay": Kind(
        lambda s: f"/web/guest/{s.section}/-/asset_publisher/AbCdEf012345/content/{s.slug}",
        lambda name, page: f"/web/guest/{name}" + (f"?p_p_id=101_INSTANCE_AbCdEf012345&cur={page}" if page > 1 else ""),
        traps=("/web/guest/gioi-thieu-chung-ve-lang-que", "/c/portal/login?p_l_id=10"),
    ),
    "no feed, letter before id": Kind(
        lambda s: f"/{s.section}/{s.slug}-a{54321 + s.number}.html",
        lambda name, page: f"/{name}.html" if page == 1 else f"/{name}/p{page}.html",
        traps=("/tac-gia/nguyen-thi-mai-anh-t36178.html",),
    ),
    "shell": Kind(
        lambda s: f"/2024/08/{s.slug}",
        lambda name, page: f"/{name}",
        paged=False,
        sitemap="/sitemap.xml",
        shell=True,
    ),
    "mobile links": Kind(
        lambda s: f"/{s.slug}-d{54321 + s.number}.html",
        lambda name, page: f"/{name}" if page == 1 else f"/{name}/page/{page}",
        link_origin=f"http://m.{DOMAIN}",
    ),
    "www links": Kind(
        lambda s: f"/{s.slug}.{154321 + s.number}.html",
        lambda name, page: f"/{name}" if page == 1 else f"/{name}?page={page}",
        link_origin=f"//www.{DOMAIN}",
        endless="/lich?ngay=",
        traps=("/thoi-su?sort=cu", "/thoi-su?sort=moi&page=1", "/thoi-su?page=1&loc=a"),
    ),
    "slugs alone": Kind(
        lambda s: f"/{s.slug}.html",
        lambda name, page: f"/{name}" if page == 1 else f"/{name}?page={page}",
        traps=("/gioi-thieu.html", "/chinh-sach-bao-mat-thong-tin-ca-nhan.html"),
    ),
    "id alone": Kind(
        lambda s: f"/tin-tuc/{s.section}/{154321 + s.number}",
        lambda name, page: f"/tin-tuc/{name}" if page == 1 else f"/tin-tuc/{name}?page={page}",
    ),
    "joomla": Kind(
        lambda s: f"/index.php/{s.section}/{150 + s.number}-{s.slug}",
        lambda name, page: f"/index.php/{name}" if page == 1 else f"/index.php/{name}?start={(page - 1) * 5}",
        feed="/index.php?format=feed&type=rss",
    ),
}


def in_order(path: str) -> str:
    """A path with its query's parameters in order: servers don't mind."""
    page, _, query = path.partition("?")
    return page + (f"?{'&'.join(sorted(query.split('&')))}" if query else "")
