from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class KinhtedothiSpider(PublicationSpider):
    """Kinh tế & Đô thị, Hanoi's paper of economy and city life; dates as `08-11-2020 15:11`."""

    name = "kinhtedothi"
    publication = Publication("Kinh tế & Đô thị", "kinhtedothi.vn")
    article_url = r"-d?(?P<id>\d{4,9})\.html$"
    sections = Sections("/{section}/page/{page}")
