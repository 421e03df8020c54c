from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class AnninhthudoSpider(PublicationSpider):
    """An ninh Thủ đô, organ of Hà Nội's police."""

    name = "anninhthudo"
    publication = Publication("An ninh Thủ đô", "anninhthudo.vn")
    host = "www.anninhthudo.vn"
    article_url = r"-post(?P<id>\d{5,8})\.antd$"
    sections = Sections(
        "/{section}/?page={page}",
        "chinh-tri-xa-hoi", "phap-luat", "an-ninh-doi-song", "the-gioi", "kinh-doanh", "giai-tri",
        "the-thao", "giao-duc", "suc-khoe", "quan-su",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
