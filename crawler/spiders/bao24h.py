from crawler.items import Publication
from crawler.spider import PublicationSpider


class Bao24hSpider(PublicationSpider):
    """24h, a news site for the young; ids follow that of the section, `-c48a1512345`."""

    name = "bao24h"
    publication = Publication("24h", "24h.com.vn")
    host = "www.24h.com.vn"
    article_url = r"-c\d{1,4}a(?P<id>\d{5,8})\.html$"
    feeds = ("/upload/rss/tintuctrongngay.rss",)
    sitemaps = ("/sitemap-article-daily.xml",)
