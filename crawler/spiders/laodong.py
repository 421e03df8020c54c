from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class LaodongSpider(PublicationSpider):
    """Lao Động, organ of the Vietnam General Confederation of Labour."""

    name = "laodong"
    publication = Publication("Lao Động", "laodong.vn")
    article_url = r"^/(?!tags/).*-(?P<id>\d{5,8})\.ldo$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "cong-doan", "the-gioi", "xa-hoi", "phap-luat", "kinh-doanh", "bat-dong-san",
        "van-hoa-giai-tri", "the-thao", "suc-khoe", "xe", "tien-te-dau-tu", "giao-duc", "y-te", "ban-doc",
        "cong-nghe", "viec-lam", "gia-dinh-hon-nhan",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/cong-doan.rss")
