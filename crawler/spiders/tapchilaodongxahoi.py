from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TapchilaodongxahoiSpider(PublicationSpider):
    """Tạp chí Lao động và Xã hội at its later domain."""

    name = "tapchilaodongxahoi"
    publication = Publication("Tạp chí Lao động và Xã hội", "tapchilaodongxahoi.vn")
    article_url = r"-d?(?P<id>\d{4,9})\.html$"
    sections = Sections("/{section}/page/{page}")
