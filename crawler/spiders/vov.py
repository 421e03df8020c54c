from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VovSpider(PublicationSpider):
    """Báo điện tử VOV, the Voice of Vietnam."""

    name = "vov"
    publication = Publication("VOV", "vov.vn")
    article_url = r"-post(?P<id>\d{5,8})\.vov$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "xa-hoi", "the-gioi", "kinh-te", "thi-truong", "the-thao", "phap-luat", "van-hoa",
        "giai-tri", "quan-su-quoc-phong", "cong-nghe", "suc-khoe", "du-lich", "o-to-xe-may", "doi-song",
    )  # fmt: skip
