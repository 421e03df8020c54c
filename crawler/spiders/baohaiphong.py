from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaohaiphongSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Hải Phòng, the city's paper; Hải Dương's was merged with it in 2025."""

    name = "baohaiphong"
    publication = Publication("Báo Hải Phòng", "baohaiphong.vn")
    article_url = r"-(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "chinh-tri", "kinh-te", "xa-hoi", "phap-luat/tin-tuc", "van-hoa-giai-tri", "khoa-hoc-giao-duc", "xa-hoi/y-te-suc-khoe",
        "the-thao", "quoc-te", "du-lich",
    )  # fmt: skip
    feeds = ("/rss/tin-moi-nhat.rss",)
