from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class DaidoanketSpider(PublicationSpider):
    """Đại Đoàn Kết, organ of the Vietnam Fatherland Front. Some articles of 2024 and 2025 have no id."""

    name = "daidoanket"
    publication = Publication("Đại Đoàn Kết", "daidoanket.vn")
    article_url = r"^/[a-z0-9]+(?:-+[a-z0-9]+){3,}?(?:-(?P<id>\d{7,9}))?\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "mat-tran", "xa-hoi", "phap-luat", "kinh-te", "quoc-te", "van-hoa", "giao-duc",
        "suc-khoe", "the-thao", "ton-giao", "dan-toc",
    )  # fmt: skip
    feeds = ("/rss/phap-luat.rss",)
    sitemaps = ("/sitemap.xml", "/sitemap-article-daily.xml")
