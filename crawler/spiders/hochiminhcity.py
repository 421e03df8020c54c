from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class HochiminhcitySpider(PublicationSpider):
    """Portal of Hồ Chí Minh City, on Liferay: an address without an id."""

    name = "hochiminhcity"
    publication = Publication("Thành phố Hồ Chí Minh", "hochiminhcity.gov.vn")
    article_url = r"/w/[^/]+/?$"
    sections = Sections("/{section}?page={page}", "tin-tuc")
