from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaogialaiSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Gia Lai, the province's paper.

    Bình Định's was merged with it in 2025.
    """

    name = "baogialai"
    publication = Publication("Báo Gia Lai", "baogialai.com.vn")
    article_url = r"-post(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "doi-song", "phap-luat", "van-hoa", "giao-duc",
        "suc-khoe", "the-thao", "du-lich", "the-gioi", "phong-su-ky-su",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
