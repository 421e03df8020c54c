from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class YeutrethoSpider(PublicationSpider):
    """Yêu Trẻ Thơ, a parents' magazine."""

    name = "yeutretho"
    publication = Publication("Yêu Trẻ Thơ", "yeutretho.vn")
    article_url = r"-d?(?P<id>\d{3,9})\.html$"
    sections = Sections("/{section}/page/{page}")
