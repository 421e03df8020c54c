from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodantocSpider(PublicationSpider):
    """Dân tộc và Phát triển, organ of the ministry for ethnic minorities and religion.

    The id is the time of creation in milliseconds.
    """

    name = "baodantoc"
    publication = Publication("Dân tộc và Phát triển", "baodantoc.vn")
    article_url = r"-(?P<id>1\d{12})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "dan-toc-ton-giao", "cong-tac-dan-toc", "kinh-te", "xa-hoi", "phap-luat", "sac-mau-54",
        "giao-duc", "suc-khoe", "du-lich",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
