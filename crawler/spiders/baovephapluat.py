from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaovephapluatSpider(PublicationSpider):
    """Bảo vệ pháp luật, organ of the Supreme People's Procuracy."""

    name = "baovephapluat"
    publication = Publication("Bảo vệ pháp luật", "baovephapluat.vn")
    article_url = r"^/(?:[\w-]+/){2,}[\w-]+-(?P<id>\d{4,7})\.html$"
    sections = Sections(
        "/{section}/trang-{page}",
        "thoi-su", "kiem-sat-24h", "cong-to-kiem-sat-tu-phap", "phap-luat", "kinh-te", "van-hoa-xa-hoi",
        "quoc-te",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
