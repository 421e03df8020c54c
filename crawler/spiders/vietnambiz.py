from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VietnambizSpider(PublicationSpider):
    """VietnamBiz, a site of business news."""

    name = "vietnambiz"
    publication = Publication("VietnamBiz", "vietnambiz.vn")
    article_url = r"-(?P<id>\d{12,18})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "du-bao", "hang-hoa", "quoc-te", "tai-chinh", "nha-dat", "chung-khoan",
        "doanh-nghiep", "kinh-doanh",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/tin-moi-nhat.rss",)
