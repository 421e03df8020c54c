from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ConglySpider(PublicationSpider):
    """Công Lý, organ of the Supreme People's Court."""

    name = "congly"
    publication = Publication("Công Lý", "congly.vn")
    article_url = r"-(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "toa-an/tieu-diem", "toa-an/cai-cach-tu-phap", "toa-an/toa-an-dia-phuong",
        "toa-an/nghiep-vu", "phap-dinh/ky-su-phap-dinh", "phap-dinh/toa-tuyen-an",
        "phap-luat/ho-so-vu-an", "phap-luat/an-ninh-trat-tu", "phap-luat/tu-van-phap-luat",
        "xa-hoi/doi-song", "giao-duc", "phong-su-ghi-chep",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
