from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class CandSpider(PublicationSpider):
    """Công an nhân dân, organ of the ministry of public security."""

    name = "cand"
    publication = Publication("Công an nhân dân", "cand.com.vn")
    article_url = r"-i(?P<id>\d{5,8})/?$"
    sections = Sections(
        "/{section}/page-{page}/",
        "thoi-su", "the-gioi", "phap-luat", "kinh-te", "giao-thong", "van-hoa", "the-thao",
        "chong-dien-bien-hoa-binh", "su-kien-binh-luan-thoi-su", "hoat-dong-ll-cand", "ban-tin-113",
        "giao-duc", "y-te",
        first="/{section}/",
    )  # fmt: skip
