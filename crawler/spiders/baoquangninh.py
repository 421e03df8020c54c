from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaoquangninhSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Quảng Ninh, the province's paper."""

    name = "baoquangninh"
    publication = Publication("Báo Quảng Ninh", "baoquangninh.vn")
    article_url = r"-(?P<id>\d{6,8})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "kinh-te", "xa-hoi", "van-hoa", "phap-luat", "du-lich", "the-thao", "giao-duc",
        "y-te", "quoc-te",
    )  # fmt: skip
    feeds = ("/rss/kinh-te.rss",)
