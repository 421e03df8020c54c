from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class PhunuonlineSpider(PublicationSpider):
    """Phụ nữ Thành phố Hồ Chí Minh, organ of the city's women's union.

    Since 2026 its articles stand at tuoitre.vn/phunuonline as well; its own markup is known from 2021.
    """

    name = "phunuonline"
    publication = Publication("Phụ nữ TP.HCM", "phunuonline.com.vn")
    host = "www.phunuonline.com.vn"
    article_url = r"-a(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/?paged={page}",
        "thoi-su", "xa-hoi", "the-gioi", "kinh-te", "gia-dinh", "hon-nhan-gia-dinh", "van-hoa-giai-tri",
        "suc-khoe", "giao-duc", "lam-dep", "am-thuc", "du-lich",
        first="/{section}/",
    )  # fmt: skip
