from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TcnnSpider(PublicationSpider):
    """Tạp chí Tổ chức nhà nước, the interior ministry's magazine."""

    name = "tcnn"
    publication = Publication("Tổ chức nhà nước và Lao động", "tcnn.vn")
    article_url = r"^/news/detail/(?P<id>\d{3,8})/"
    sections = Sections("/news/category/{section}?page={page}")
