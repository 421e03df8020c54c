from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class SuckhoedoisongSpider(PublicationSpider):
    """Sức khỏe & Đời sống, organ of the health ministry."""

    name = "suckhoedoisong"
    publication = Publication("Sức khỏe & Đời sống", "suckhoedoisong.vn")
    article_url = r"-(?P<id>\d{8,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su", "y-te", "dinh-duong", "khoe-dep", "y-hoc-co-truyen", "gioi-tinh", "phong-mach-online",
        "van-hoa-giai-tri", "thi-truong", "doi-song", "thoi-su/quoc-te", "ban-doc", "y-hoc-360", "duoc",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
