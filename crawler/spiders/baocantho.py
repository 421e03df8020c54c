from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaocanthoSpider(PublicationSpider):
    """Báo Cần Thơ, the city's paper."""

    name = "baocantho"
    publication = Publication("Báo Cần Thơ", "baocantho.com.vn")
    article_url = r"-a(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?p={page}",
        "chinh-tri", "kinh-te", "xa-hoi-phap-luat", "y-te", "van-hoa-giai-tri", "the-thao", "the-gioi", "giao-duc",
        first="/{section}/",
    )  # fmt: skip
