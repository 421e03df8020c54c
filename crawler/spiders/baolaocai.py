from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaolaocaiSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Lào Cai, the province's paper; Yên Bái's was merged with it in 2025."""

    name = "baolaocai"
    publication = Publication("Báo Lào Cai", "baolaocai.vn")
    article_url = r"-post(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "van-hoa", "phap-luat", "quoc-phong-an-ninh",
        "giao-duc", "y-te", "du-lich", "the-thao",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
