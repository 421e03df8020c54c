from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class Kenh14Spider(PublicationSpider):
    """Kenh14, VCCorp's magazine for the young."""

    name = "kenh14"
    publication = Publication("Kenh14", "kenh14.vn")
    article_url = r"-(?P<id>\d{15,20})\.chn$"
    sections = Sections(
        "/{section}/trang-{page}.chn",
        "star", "cine", "musik", "beauty-fashion", "doi-song", "xa-hoi", "the-gioi-do-day", "sport",
        "hoc-duong", "tv-show", "tek-life", "suc-khoe", "money-z",
        first="/{section}.chn",
    )  # fmt: skip
    feeds = ("/home.rss", "/xa-hoi.rss")
