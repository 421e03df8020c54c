from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VietnamplusSpider(PublicationSpider):
    """VietnamPlus, the online paper of the Vietnam News Agency (TTXVN)."""

    name = "vietnamplus"
    publication = Publication("VietnamPlus", "vietnamplus.vn")
    host = "www.vietnamplus.vn"
    article_url = r"-post(?P<id>\d{5,8})\.vnp$"
    sections = Sections(
        "/{section}/?page={page}",
        "chinhtri", "kinhte", "xahoi", "thegioi", "doisong", "vanhoa", "thethao", "khoahoc", "congnghe",
        "moitruong", "otoxemay", "dulich",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
    sitemaps = ("/sitemap.xml",)
