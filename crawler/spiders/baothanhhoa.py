from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaothanhhoaSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Thanh Hóa, the province's paper; until 2022 `/{slug}/{id}.htm`."""

    name = "baothanhhoa"
    publication = Publication("Báo Thanh Hóa", "baothanhhoa.vn")
    article_url = r"[-/](?P<id>\d{5,7})\.htm$"
    sections = Sections(
        "/{section}/p{page}",
        "thoi-su", "kinh-te", "van-hoa-xa-hoi", "phap-luat", "the-thao", "quoc-te", "giao-duc",
        "suc-khoe",
    )  # fmt: skip
    feeds = ("/rss/thoi-su.xml", "/rss/phap-luat.xml")
