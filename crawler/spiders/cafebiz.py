from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class CafebizSpider(PublicationSpider):
    """CafeBiz, VCCorp's business magazine."""

    name = "cafebiz"
    publication = Publication("CafeBiz", "cafebiz.vn")
    article_url = r"-(?P<id>\d{15,20})\.chn$"
    sections = Sections(
        "/{section}/trang-{page}.chn",
        "vi-mo", "cau-chuyen-kinh-doanh", "cong-nghe", "biz-money", "quan-tri", "xa-hoi", "song",
        "thoi-su",
        first="/{section}.chn",
    )  # fmt: skip
    feeds = ("/trang-chu.rss",)
