from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ThuonghieuvaphapluatSpider(PublicationSpider):
    """Thương hiệu và Pháp luật; sections are paged as `/{section}/p{n}`."""

    name = "thuonghieuvaphapluat"
    publication = Publication("Thương hiệu và Pháp luật", "thuonghieuvaphapluat.vn")
    article_url = r"-d?(?P<id>\d{3,9})\.html$"
    sections = Sections("/{section}/p{page}")
