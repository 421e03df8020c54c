from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class NguoiduatinSpider(PublicationSpider):
    """Người Đưa Tin, magazine of the Vietnam Lawyers' Association.

    Until 2024 its articles ended in `-a{id}.html`.
    """

    name = "nguoiduatin"
    publication = Publication("Người Đưa Tin", "nguoiduatin.vn")
    host = "www.nguoiduatin.vn"
    article_url = r"-a?(?P<id>\d{5,20})\.html?$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "chinh-tri-xa-hoi", "phap-luat", "the-gioi", "kinh-te", "tai-chinh-ngan-hang", "bat-dong-san",
        "doi-song", "van-hoa", "giai-tri", "the-thao", "giao-duc", "suc-khoe", "cong-nghe",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/trang-chu.rss",)
