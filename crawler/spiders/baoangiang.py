from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaoangiangSpider(PublicationSpider):
    """Báo An Giang, the province's paper."""

    name = "baoangiang"
    publication = Publication("Báo An Giang", "baoangiang.com.vn")
    article_url = r"-a(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?p={page}",
        "an-giang-24-gio", "kinh-te", "chinh-tri-xa-hoi", "phap-luat", "van-hoa", "the-thao", "quoc-te", "giao-duc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
