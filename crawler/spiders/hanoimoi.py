from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class HanoimoiSpider(PublicationSpider):
    """Hà Nội Mới, organ of the party committee of Hà Nội."""

    name = "hanoimoi"
    publication = Publication("Hà Nội Mới", "hanoimoi.vn")
    article_url = r"-(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "xa-hoi", "kinh-te", "the-gioi", "van-hoa", "phap-luat", "giao-duc", "y-te",
        "the-thao", "du-lich", "do-thi", "quy-hoach-xay-dung", "khoa-hoc-cong-nghe", "ban-doc",
    )  # fmt: skip
    feeds = ("/rss/trang-chu", "/rss/xa-hoi", "/rss/kinh-te")
