from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ThoibaotaichinhvietnamSpider(PublicationSpider):
    """Thời báo Tài chính Việt Nam, organ of the finance ministry."""

    name = "thoibaotaichinhvietnam"
    publication = Publication("Thời báo Tài chính Việt Nam", "thoibaotaichinhvietnam.vn")
    article_url = r"-(?P<id>\d{5,7})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "tai-chinh", "thue-hai-quan", "chung-khoan", "ngan-hang", "bao-hiem", "kinh-doanh",
        "doanh-nghiep", "thi-truong", "bat-dong-san", "xa-hoi", "phap-luat", "tai-chinh-quoc-te",
    )  # fmt: skip
    feeds = ("/rss_feed/",)
    sitemaps = ("/sitemaparticles-site-1.xml",)
