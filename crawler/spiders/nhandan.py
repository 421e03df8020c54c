from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class NhandanSpider(PublicationSpider):
    """Nhân Dân, the central organ of the Communist Party of Vietnam."""

    name = "nhandan"
    publication = Publication("Nhân Dân", "nhandan.vn")
    article_url = r"-post(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "chinhtri", "xa-hoi", "kinhte", "vanhoa", "giaoduc", "thethao", "phapluat", "dulich", "thegioi",
        "y-te", "moi-truong", "khoahoc-congnghe", "bandoc",
        first="/{section}/",
    )  # fmt: skip
    sitemaps = ("/sitemap.xml",)
