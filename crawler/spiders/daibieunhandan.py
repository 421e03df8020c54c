from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class DaibieunhandanSpider(PublicationSpider):
    """Đại biểu Nhân dân, organ of the National Assembly; until 2025 its ids followed `-post`."""

    name = "daibieunhandan"
    publication = Publication("Đại biểu Nhân dân", "daibieunhandan.vn")
    article_url = r"-(?:post)?(?P<id>\d{5,9})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "kinh-te", "phap-luat", "van-hoa", "quoc-te", "giao-duc",
    )  # fmt: skip
    feeds = ("/rss/phap-luat-kinh-te.rss",)
