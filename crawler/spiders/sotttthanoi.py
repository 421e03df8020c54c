from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class SotttthanoiSpider(PublicationSpider):
    """Portal of Hà Nội's department of information until its end in 2025, on Liferay."""

    name = "sotttthanoi"
    publication = Publication("Sở Thông tin và Truyền thông Hà Nội", "sotttt.hanoi.gov.vn")
    article_url = r"/-/view_content/(?P<id>\d{5,8})-"
    sections = Sections(
        "/{section}?page={page}",
        "vi/tin-tuc-su-kien", "vi/bao-chi-xuat-ban", "vi/cong-nghe-thong-tin", "vi/buu-chinh-vien-thong",
        "vi/thanh-tra", "vi/ke-hoach-tai-chinh", "vi/thong-tin-dt", "hoat-ong-ang-oan-the", "ttcqdt",
    )  # fmt: skip
