from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VietnamnetSpider(PublicationSpider):
    """VietNamNet, paper of the ministry for ethnic minorities and religion.

    Until 2025 it was the information ministry's. The second page of a section is `-page1`: its pager is
    followed.
    """

    name = "vietnamnet"
    publication = Publication("VietNamNet", "vietnamnet.vn")
    article_url = r"^/(?!tac-gia/).*-(?P<id>\d{6,7})\.html$"
    sections = Sections(
        "/{section}-page{page}",
        "chinh-tri", "thoi-su", "kinh-doanh", "the-thao", "the-gioi", "giao-duc", "van-hoa-giai-tri",
        "doi-song", "suc-khoe", "cong-nghe", "phap-luat", "oto-xe-may", "bat-dong-san", "du-lich",
        "ban-doc", "dan-toc-ton-giao",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/thoi-su.rss")
    sitemaps = ("/sitemap.xml",)
