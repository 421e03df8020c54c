from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaotintucSpider(PublicationSpider):
    """Báo Tin tức và Dân tộc, paper of the Vietnam News Agency (TTXVN)."""

    name = "baotintuc"
    publication = Publication("Báo Tin tức", "baotintuc.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su-472ct0", "the-gioi-130ct0", "kinh-te-128ct0", "xa-hoi-129ct0", "phap-luat-475ct0",
        "van-hoa-158ct0", "the-thao-273ct0", "giao-duc-135ct0",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/tin-moi-nhat.rss", "/thoi-su.rss", "/phap-luat.rss")
