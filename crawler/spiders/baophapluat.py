from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaophapluatSpider(PublicationSpider):
    """Pháp luật Việt Nam, organ of the justice ministry.

    Until 2025 its articles ended in `-post{id}.html`; newer ones have no id.
    """

    name = "baophapluat"
    publication = Publication("Pháp luật Việt Nam", "baophapluat.vn")
    article_url = r"^/[a-z0-9]+(?:-+[a-z0-9]+){4,}?(?:-post(?P<id>\d{5,8}))?\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "tu-phap", "phap-luat", "ban-doc", "kinh-te", "xa-hoi", "bat-dong-san", "van-hoa",
        "quoc-te",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
