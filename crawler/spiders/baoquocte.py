from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaoquocteSpider(PublicationSpider):
    """Thế giới và Việt Nam, organ of the foreign ministry."""

    name = "baoquocte"
    publication = Publication("Thế giới & Việt Nam", "baoquocte.vn")
    article_url = r"-(?P<id>\d{5,7})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "the-gioi", "chinh-tri", "kinh-te", "xa-hoi", "van-hoa", "giao-duc", "suc-khoe",
        "the-thao", "phap-luat", "nguoi-viet", "bien-dao",
    )  # fmt: skip
    feeds = ("/rss_feed/",)
