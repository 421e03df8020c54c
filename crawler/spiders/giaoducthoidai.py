from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class GiaoducthoidaiSpider(PublicationSpider):
    """Giáo dục và Thời đại, organ of the ministry of education."""

    name = "giaoducthoidai"
    publication = Publication("Giáo dục & Thời đại", "giaoducthoidai.vn")
    article_url = r"-(?:post)?(?P<id>\d{5,8})(?:-v)?\.html$"
    sections = Sections(
        "/{section}/?page={page}",
        "thoi-su", "giao-duc", "ket-noi", "phap-luat", "the-gioi", "van-hoa", "the-thao", "hoc-duong",
        "chuyen-dong", "phuong-phap", "nhan-vien", "suc-khoe",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/giao-duc.rss")
