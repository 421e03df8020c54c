from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ThesaigontimesSpider(PublicationSpider):
    """Kinh tế Sài Gòn, economic magazine of Hồ Chí Minh City, on WordPress: an address without an id."""

    name = "thesaigontimes"
    publication = Publication("Kinh tế Sài Gòn", "thesaigontimes.vn")
    article_url = r"^/[a-z0-9]+(?:-[a-z0-9]+){4,}/?$"
    sections = Sections(
        "/{section}/page/{page}/",
        "thoi-su", "kinh-doanh", "doanh-nghiep", "tai-chinh-ngan-hang/ngan-hang",
        "tai-chinh-ngan-hang/bao-hiem", "dia-oc", "the-gioi", "van-hoa", "y-kien",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/feed/",)
