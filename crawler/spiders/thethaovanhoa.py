from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ThethaovanhoaSpider(PublicationSpider):
    """Thể thao và Văn hóa, paper of the Vietnam News Agency (TTXVN)."""

    name = "thethaovanhoa"
    publication = Publication("Thể thao & Văn hóa", "thethaovanhoa.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "tin-tuc", "the-thao", "bong-da-viet-nam", "bong-da-anh", "van-hoa", "giai-tri", "am-nhac",
        "phim", "doi-song", "xa-hoi", "the-gioi",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/trang-chu.rss",)
