from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ZnewsSpider(PublicationSpider):
    """Tạp chí điện tử Tri thức, magazine of the Vietnam Publishing Association.

    It was Zing News at zingnews.vn until 2023.
    """

    name = "znews"
    publication = Publication("Znews", "znews.vn")
    article_url = r"-post(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/trang{page}.html",
        "xuat-ban", "kinh-doanh-tai-chinh", "suc-khoe", "the-thao", "doi-song", "cong-nghe", "giai-tri",
        "thoi-su", "phap-luat", "the-gioi", "giao-duc", "du-lich", "oto-xe-may",
        first="/{section}.html",
    )  # fmt: skip
    sitemaps = ("/sitemap/sitemap.xml",)
