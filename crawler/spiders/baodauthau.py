from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodauthauSpider(PublicationSpider):
    """Báo Đấu thầu, paper of the finance ministry on public procurement."""

    name = "baodauthau"
    publication = Publication("Báo Đấu thầu", "baodauthau.vn")
    article_url = r"-post(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "quoc-te", "kinh-doanh", "doanh-nghiep", "tai-chinh", "dau-tu", "bat-dong-san",
        "tai-san-tai-chinh", "nha-dat", "hang-hoa-dich-vu",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/dau-tu.rss")
