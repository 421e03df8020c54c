from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaobackanSpider(PublicationSpider):
    """Báo Bắc Kạn, paper of a province that became part of Thái Nguyên in 2025."""

    name = "baobackan"
    publication = Publication("Báo Bắc Kạn", "baobackan.vn")
    article_url = r"-post(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "van-hoa", "phap-luat", "quoc-phong-an-ninh",
        first="/{section}/",
    )  # fmt: skip
