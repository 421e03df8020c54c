from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class CongluanSpider(PublicationSpider):
    """Nhà báo và Công luận, organ of the Vietnam Journalists' Association."""

    name = "congluan"
    publication = Publication("Nhà báo & Công luận", "congluan.vn")
    article_url = r"-(?:post)?(?P<id>\d{5,9})\.html$"
    sections = Sections(
        "/{section}.html?page={page}",
        "thoi-su", "truyen-thong-the-gioi", "tu-lieu", "kinh-te", "van-hoa", "phap-luat", "giao-duc",
        "the-gioi",
        first="/{section}.html",
    )  # fmt: skip
    feeds = ("/rss/kinh-te.rss",)
