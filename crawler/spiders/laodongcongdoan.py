from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class LaodongcongdoanSpider(PublicationSpider):
    """Tạp chí Lao động và Công đoàn, the trade unions' magazine."""

    name = "laodongcongdoan"
    publication = Publication("Lao động và Công đoàn", "laodongcongdoan.vn")
    article_url = r"-(?P<id>\d{5,7})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "cong-doan", "nguoi-lao-dong", "phap-luat", "nghien-cuu", "doi-song",
    )  # fmt: skip
    feeds = ("/rss_feed/",)
