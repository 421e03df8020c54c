from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class MohSpider(PublicationSpider):
    """Portal of the health ministry, on Liferay: an address without an id."""

    name = "moh"
    publication = Publication("Bộ Y tế", "moh.gov.vn")
    article_url = r"/-/asset_publisher/\w+/content/[^/]+/?$"
    sections = Sections(
        "/{section}?page={page}",
        "tin-tong-hop", "tin-noi-bat", "thong-tin-chi-dao-dieu-hanh",
    )  # fmt: skip
