from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class DanvietSpider(PublicationSpider):
    """Dân Việt, electronic paper of the Vietnam Farmers' Union.

    Until 2024 its articles ended in `-{time}.htm`, since then in `-d{id}.html`.
    """

    name = "danviet"
    publication = Publication("Dân Việt", "danviet.vn")
    article_url = r"-d?(?P<id>\d{6,20})\.html?$"
    sections = Sections(
        "/{section}/page{page}/",
        "tin-tuc", "the-gioi", "the-thao", "kinh-te", "nha-nong", "phap-luat", "van-hoa-giai-tri",
        "gia-dinh", "doi-song", "ban-doc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
