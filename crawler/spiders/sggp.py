from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class SggpSpider(PublicationSpider):
    """Sài Gòn Giải Phóng, organ of the party committee of Hồ Chí Minh City."""

    name = "sggp"
    publication = Publication("Sài Gòn Giải Phóng", "sggp.org.vn")
    host = "www.sggp.org.vn"
    article_url = r"-post(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "chinhtri", "xahoi", "phapluat", "kinhte", "thegioi", "giaoduc", "vanhoagiaitri", "ytesuckhoe",
        "khoahoc_congnghe", "thethao", "dulich", "bandoc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
