from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaochinhphuSpider(PublicationSpider):
    """Báo Điện tử Chính phủ, the government's own news (VGP)."""

    name = "baochinhphu"
    publication = Publication("Báo Điện tử Chính phủ", "baochinhphu.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "chinh-tri", "kinh-te", "van-hoa", "xa-hoi", "khoa-giao", "quoc-te",
        "chi-dao-quyet-dinh-cua-chinh-phu-thu-tuong-chinh-phu",
        first="/{section}.htm",
    )  # fmt: skip
