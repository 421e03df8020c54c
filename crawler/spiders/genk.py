from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class GenkSpider(PublicationSpider):
    """GenK, VCCorp's technology magazine.

    Articles of 2012 stood in section folders under the same form of name.
    """

    name = "genk"
    publication = Publication("GenK", "genk.vn")
    article_url = r"-(?P<id>\d{15,20})\.chn$"
    sections = Sections(
        "/{section}/trang-{page}.chn",
        "mobile", "tin-ict", "internet", "kham-pha", "tra-da-cong-nghe", "ai", "apps-games", "thu-thuat",
        "do-choi-so",
        first="/{section}.chn",
    )  # fmt: skip
    feeds = ("/home.rss",)
