from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TapchicongsanSpider(PublicationSpider):
    """Tạp chí Cộng sản, the party's theoretical journal, on Liferay."""

    name = "tapchicongsan"
    publication = Publication("Tạp chí Cộng sản", "tapchicongsan.org.vn")
    host = "www.tapchicongsan.org.vn"
    article_url = r"/-/2018/(?P<id>\d{3,9})/"
    sections = Sections(
        "/web/guest/{section}?page={page}",
        "tin-tieu-diem", "chinh-tri-xay-dung-dang", "kinh-te", "van_hoa_xa_hoi",
        "quoc-phong-an-ninh-oi-ngoai1", "nghien-cu", "thuc-tien-kinh-nghiem1",
        first="/web/guest/{section}",
    )  # fmt: skip
