from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VtcnewsSpider(PublicationSpider):
    """VTC News, the online paper that belongs to VOV; sections are named with an id."""

    name = "vtcnews"
    publication = Publication("VTC News", "vtcnews.vn")
    article_url = r"-ar(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/trang-{page}.html",
        "thoi-su-28", "kinh-te-29", "the-gioi-30", "giao-duc-31", "giai-tri-33", "the-thao-34",
        "suc-khoe-35", "oto-xe-may-37", "khoa-hoc-cong-nghe-82",
        first="/{section}.html",
    )  # fmt: skip
    feeds = ("/rss/thoi-su.rss",)
