from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TapchicongthuongSpider(PublicationSpider):
    """Tạp chí Công Thương, magazine of the ministry of industry and trade.

    Sections end in an id of five digits as its oldest articles do; what is no article is rejected when it
    is read.
    """

    name = "tapchicongthuong"
    publication = Publication("Tạp chí Công Thương", "tapchicongthuong.vn")
    article_url = r"-(?P<id>\d{5,6})\.htm$"
    sections = Sections("/{section}/trang-{page}.htm", first="/{section}.htm")
