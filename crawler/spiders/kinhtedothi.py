from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class KinhtedothiSpider(PublicationSpider):
    """Kinh tế & Đô thị, Hà Nội's paper of economy and city life; dates as `08-11-2020 15:11`.

    Articles of 2021 to 2024 have no id in their address, newer ones have it behind a dot.
    """

    name = "kinhtedothi"
    publication = Publication("Kinh tế & Đô thị", "kinhtedothi.vn")
    article_url = r"^/(?:[\w-]+/)?[a-z0-9]+(?:-+[a-z0-9]+){3,}?(?:[.-]d?(?P<id>\d{5,9}))?\.html$"
    sections = Sections("/{section}/page/{page}")
    sitemaps = ("/sitemap.xml",)
