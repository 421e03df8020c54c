from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodautuSpider(PublicationSpider):
    """Báo Đầu tư, the planning ministry's paper; a close sister of laodongxahoi.net's CMS."""

    name = "baodautu"
    publication = Publication("Báo Đầu tư", "baodautu.vn")
    article_url = r"-d(?P<id>\d{4,9})\.html$"
    sections = Sections("/{section}/p{page}")
