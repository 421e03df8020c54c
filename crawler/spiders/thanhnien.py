from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class ThanhnienSpider(PublicationSpider):
    """Thanh Niên, forum of the Vietnam Youth Federation.

    Until 2022 its articles ended in `-post{id}.html`.
    """

    name = "thanhnien"
    publication = Publication("Thanh Niên", "thanhnien.vn")
    article_url = r"-(?:post)?(?P<id>\d{6,20})\.html?$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "the-gioi", "kinh-te", "doi-song", "suc-khoe", "gioi-tre", "giao-duc", "du-lich",
        "van-hoa", "giai-tri", "the-thao", "cong-nghe", "xe", "tieu-dung-thong-minh", "ban-doc",
        "chinh-tri",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/thoi-su.rss")
    sitemaps = ("/sitemap.xml",)
