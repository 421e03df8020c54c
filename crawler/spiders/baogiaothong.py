from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaogiaothongSpider(PublicationSpider):
    """Báo Giao thông, organ of the transport ministry until it was merged with Báo Xây dựng in 2025.

    On VCCorp's CMS since about 2023, as the other paper; before, its articles ended in `-d{id}.html`.
    """

    name = "baogiaothong"
    publication = Publication("Báo Giao thông", "baogiaothong.vn")
    host = "www.baogiaothong.vn"
    article_url = r"-d?(?P<id>\d{6,20})\.html?$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "chinh-tri", "xa-hoi", "giao-thong", "kinh-te", "phap-luat", "the-gioi", "van-hoa",
        "the-thao", "du-lich",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss", "/rss/thoi-su.rss", "/rss/kinh-te.rss")
