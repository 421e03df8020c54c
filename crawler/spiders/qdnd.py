from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class QdndSpider(PublicationSpider):
    """Quân đội nhân dân, organ of the Central Military Commission and the defence ministry."""

    name = "qdnd"
    publication = Publication("Quân đội nhân dân", "qdnd.vn")
    host = "www.qdnd.vn"
    article_url = r"-(?P<id>\d{5,7})$"
    sections = Sections(
        "/{section}?trang={page}",
        "chinh-tri/tin-tuc", "quoc-phong-an-ninh", "phong-chong-dien-bien-hoa-binh", "kinh-te/tin-tuc",
        "xa-hoi/tin-tuc", "van-hoa", "phap-luat/tin-tuc", "quoc-te", "the-thao", "giao-duc-khoa-hoc",
        "y-te", "du-lich", "ban-doc",
    )  # fmt: skip
    feeds = ("/rss/tin-moi-nhat.rss",)
