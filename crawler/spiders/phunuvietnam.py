from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class PhunuvietnamSpider(PublicationSpider):
    """Phụ nữ Việt Nam, organ of the Vietnam Women's Union."""

    name = "phunuvietnam"
    publication = Publication("Phụ nữ Việt Nam", "phunuvietnam.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "chinh-tri-xa-hoi", "phap-luat", "kinh-te", "lao-dong-viec-lam", "van-hoa-giai-tri", "gia-dinh",
        "suc-khoe", "tinh-yeu-hon-nhan", "dep", "giao-duc", "quoc-te", "du-lich",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
