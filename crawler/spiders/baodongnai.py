from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodongnaiSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Đồng Nai, the province's paper; ids are seven hexadecimal digits."""

    name = "baodongnai"
    publication = Publication("Báo Đồng Nai", "baodongnai.com.vn")
    article_url = r"/\d{6}/[^/]+-(?P<id>[0-9a-f]{7})/?$"
    sections = Sections(
        "/{section}/?page={page}",
        "chinh-tri", "kinh-te", "xa-hoi", "phap-luat", "van-hoa", "the-thao", "quoc-te", "giao-duc",
        "trang-dia-phuong",
        first="/{section}/",
    )  # fmt: skip
