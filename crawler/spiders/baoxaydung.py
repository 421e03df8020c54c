from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaoxaydungSpider(PublicationSpider):
    """Báo Xây dựng, organ of the construction ministry, with which Báo Giao thông was merged in 2025."""

    name = "baoxaydung"
    publication = Publication("Báo Xây dựng", "baoxaydung.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "giao-thong", "quan-ly", "xay-dung", "bat-dong-san", "kinh-te", "phap-luat", "xa-hoi",
        "van-hoa-giai-tri", "the-thao", "the-gioi",
        first="/{section}.htm",
    )  # fmt: skip
