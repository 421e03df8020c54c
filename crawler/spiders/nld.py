from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class NldSpider(PublicationSpider):
    """Người Lao Động, organ of the party committee of Hồ Chí Minh City.

    Since 2026 its pages are said to be redirected to `tuoitre.vn/nld/`; what leads there is refused.
    """

    name = "nld"
    publication = Publication("Người Lao Động", "nld.com.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "quoc-te", "lao-dong", "ban-doc", "kinh-te", "suc-khoe", "giao-duc-khoa-hoc",
        "phap-luat", "van-hoa-van-nghe", "giai-tri", "the-thao", "ai-365", "du-lich-xanh", "gia-dinh",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/kinh-te.rss")
