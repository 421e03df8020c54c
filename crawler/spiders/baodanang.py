from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodanangSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Đà Nẵng, the city's paper; Quảng Nam's was merged with it in 2025.

    Until then its articles stood under `/{section}/{yyyymm}/{slug}-{id}/`.
    """

    name = "baodanang"
    publication = Publication("Báo Đà Nẵng", "baodanang.vn")
    article_url = r"-(?P<id>\d{6,8})(?:\.html|/)$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "kinh-te", "xa-hoi", "van-hoa-van-nghe", "quoc-phong-an-ninh", "xa-hoi/giao-duc-viec-lam",
        "xa-hoi/y-te", "the-thao", "the-gioi", "du-lich",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
