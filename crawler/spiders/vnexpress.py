from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VnexpressSpider(PublicationSpider):
    """VnExpress, the science ministry's paper, run by FPT Online; magazines on subdomains are not walked."""

    name = "vnexpress"
    publication = Publication("VnExpress", "vnexpress.net")
    article_url = r"-(?P<id>\d{7})\.html$"
    sections = Sections(
        "/{section}-p{page}",
        "thoi-su", "the-gioi", "kinh-doanh", "khoa-hoc-cong-nghe", "goc-nhin", "bat-dong-san", "suc-khoe",
        "the-thao", "giai-tri", "phap-luat", "giao-duc", "doi-song", "oto-xe-may", "du-lich", "y-kien",
        "tam-su",
    )  # fmt: skip
    feeds = ("/rss/tin-moi-nhat.rss", "/rss/thoi-su.rss")
