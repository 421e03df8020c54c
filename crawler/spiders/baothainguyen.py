from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaothainguyenSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Thái Nguyên, the province's paper; ids are seven hexadecimal digits."""

    name = "baothainguyen"
    publication = Publication("Báo Thái Nguyên", "baothainguyen.vn")
    article_url = r"/\d{6}/[^/]+-(?P<id>[0-9a-f]{7})/?$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su-thai-nguyen", "chinh-tri", "kinh-te", "xa-hoi", "phap-luat", "van-hoa", "the-thao",
        "giao-duc", "y-te", "quoc-te",
        first="/{section}/",
    )  # fmt: skip
