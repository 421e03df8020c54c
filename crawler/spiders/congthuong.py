from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class CongthuongSpider(PublicationSpider):
    """Báo Công Thương, organ of the ministry of industry and trade; the CMS of laodongthudo.vn."""

    name = "congthuong"
    publication = Publication("Báo Công Thương", "congthuong.vn")
    article_url = r"-(?P<id>\d{5,7})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "thuong-mai", "cong-nghiep", "nang-luong", "thi-truong", "kinh-te", "doanh-nghiep",
        "tai-chinh", "xuat-nhap-khau", "bao-ve-nguoi-tieu-dung", "van-hoa", "dia-phuong", "phap-luat",
        "quoc-te",
    )  # fmt: skip
    feeds = ("/rss/thi-truong.rss", "/rss/nang-luong.rss", "/rss/tai-chinh.rss")
