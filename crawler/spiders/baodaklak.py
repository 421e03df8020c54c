from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodaklakSpider(PublicationSpider):
    """Báo Đắk Lắk, the province's paper, on the CMS of Báo Đồng Nai."""

    name = "baodaklak"
    publication = Publication("Báo Đắk Lắk", "baodaklak.vn")
    article_url = r"/\d{6}/[^/]+-(?P<id>[0-9a-f]{7})/?$"
    sections = Sections(
        "/{section}/?paged={page}",
        "thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "giao-duc", "y-te-suc-khoe", "phap-luat",
        "an-ninh-quoc-phong", "quoc-te", "the-thao", "du-lich", "khoa-hoc-cong-nghe", "moi-truong",
        first="/{section}/",
    )  # fmt: skip
