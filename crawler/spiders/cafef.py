from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class CafefSpider(PublicationSpider):
    """CafeF, VCCorp's financial news."""

    name = "cafef"
    publication = Publication("CafeF", "cafef.vn")
    article_url = r"-(?P<id>\d{15,20})\.chn$"
    sections = Sections(
        "/{section}/trang-{page}.chn",
        "xa-hoi", "thi-truong-chung-khoan", "bat-dong-san", "doanh-nghiep", "tai-chinh-ngan-hang",
        "smart-money", "tai-chinh-quoc-te", "vi-mo-dau-tu", "kinh-te-so", "thi-truong", "song",
        "lifestyle",
        first="/{section}.chn",
    )  # fmt: skip
    feeds = ("/trang-chu.rss", "/thi-truong-chung-khoan.rss")
