from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class TuoitreSpider(PublicationSpider):
    """Tuổi Trẻ, paper of the Youth Union of Hồ Chí Minh City.

    Until 2017 its articles stood under `/tin/{section}/{yyyymmdd}/{slug}/{id}.html`.
    """

    name = "tuoitre"
    publication = Publication("Tuổi Trẻ", "tuoitre.vn")
    article_url = r"(?:-(?=\d{7})|/\d{8}/[^/]+/)(?P<id>\d{5,20})\.html?$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "the-gioi", "phap-luat", "kinh-doanh", "cong-nghe", "xe", "du-lich", "nhip-song-tre",
        "van-hoa", "giai-tri", "the-thao", "giao-duc", "nha-dat", "suc-khoe", "gia-that", "ban-doc",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/tin-moi-nhat.rss", "/rss/thoi-su.rss")
    sitemaps = ("/sitemaps/index.rss",)
