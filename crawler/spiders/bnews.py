from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BnewsSpider(PublicationSpider):
    """Bnews, economic news of the Vietnam News Agency (TTXVN). The id is the last part of the path."""

    name = "bnews"
    publication = Publication("Bnews", "bnews.vn")
    article_url = r"^/[^/]+/(?P<id>\d{4,7})\.html$"
    sections = Sections("/{section}/trang-{page}.html", first="/{section}.html")
    feeds = ("/RssFeed.aspx?cid=4",)
