from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaohatinhSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Hà Tĩnh, the province's paper."""

    name = "baohatinh"
    publication = Publication("Báo Hà Tĩnh", "baohatinh.vn")
    article_url = r"-post(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "nong-thon-moi", "phap-luat", "quoc-phong-an-ninh",
        "van-hoa-giai-tri", "giao-duc", "y-te", "the-thao", "the-gioi",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
