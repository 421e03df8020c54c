from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class LaodongthudoSpider(PublicationSpider):
    """Lao động Thủ đô, organ of the labour federation of Hà Nội."""

    name = "laodongthudo"
    publication = Publication("Lao động Thủ đô", "laodongthudo.vn")
    article_url = r"-(?P<id>\d{5,7})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "cong-doan", "viec-lam", "chinh-sach", "xa-hoi", "do-thi", "phap-luat", "kinh-te",
        "van-hoa", "suc-khoe", "the-thao",
    )  # fmt: skip
    feeds = ("/rss_feed/",)
