from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TienphongSpider(PublicationSpider):
    """Tiền Phong, organ of the Hồ Chí Minh Communist Youth Union."""

    name = "tienphong"
    publication = Publication("Tiền Phong", "tienphong.vn")
    article_url = r"-post(?P<id>\d{5,8})\.tpo$"
    sections = Sections(
        "/{section}/?page={page}",
        "xa-hoi", "kinh-te", "the-gioi", "gioi-tre", "phap-luat", "the-thao", "nguoi-linh", "van-hoa",
        "giai-tri", "giao-duc", "suc-khoe", "dia-oc", "xe", "hoa-hau", "ban-doc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
    sitemaps = ("/sitemap.xml",)
