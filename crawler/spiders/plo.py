from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class PloSpider(PublicationSpider):
    """Pháp luật Thành phố Hồ Chí Minh, organ of the city's people's committee."""

    name = "plo"
    publication = Publication("Pháp luật TP.HCM", "plo.vn")
    article_url = r"-post(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "phap-luat", "do-thi", "kinh-te", "xa-hoi", "an-ninh-trat-tu", "quoc-te",
        "bat-dong-san", "van-hoa", "giao-duc", "the-thao", "suc-khoe", "ban-doc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/phap-luat.rss")
