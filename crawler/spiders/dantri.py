from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class DantriSpider(PublicationSpider):
    """Dân trí, paper of the interior ministry (until 2025 of the labour ministry).

    Its id is the time of creation; before 2013 a short number.
    """

    name = "dantri"
    publication = Publication("Dân trí", "dantri.com.vn")
    article_url = r"-(?P<id>\d{6,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "the-gioi", "kinh-doanh", "bat-dong-san", "the-thao", "lao-dong-viec-lam",
        "tam-long-nhan-ai", "suc-khoe", "van-hoa", "giai-tri", "giao-duc", "an-sinh", "phap-luat",
        "du-lich", "xa-hoi", "o-to-xe-may", "khoa-hoc", "cong-nghe",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
    sitemaps = ("/sitemaps/articles.xml",)
