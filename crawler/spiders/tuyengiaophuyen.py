from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TuyengiaophuyenSpider(PublicationSpider):
    """Portal of Phú Yên's party committee for propaganda and education, on NukeViet."""

    name = "tuyengiaophuyen"
    publication = Publication("Tuyên giáo Phú Yên", "tuyengiao.phuyen.gov.vn")
    article_url = r"^/(?:[\w-]+/){1,3}[\w-]+-(?P<id>\d{1,7})\.html$"
    sections = Sections("/{section}/page-{page}/", first="/{section}/")
