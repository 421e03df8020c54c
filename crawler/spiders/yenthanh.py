from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class YenthanhSpider(PublicationSpider):
    """Portal of Yên Thành district in Nghệ An, on VNPT's portal; merged into its communes in 2025."""

    name = "yenthanh"
    publication = Publication("Yên Thành", "yenthanh.nghean.gov.vn")
    article_url = r"^/[\w-]+/[\w-]+-(?P<id>\d{5,8})/?$"
    sections = Sections("/{section}?page={page}", "tin-tuc-su-kien")
