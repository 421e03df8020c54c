from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaovanhoaSpider(PublicationSpider):
    """Báo Văn hóa, organ of the ministry of culture, sports and tourism."""

    name = "baovanhoa"
    publication = Publication("Báo Văn hóa", "baovanhoa.vn")
    article_url = r"^/[\w-]+/[\w-]+-(?P<id>\d{4,8})\.html$"
    sections = Sections(
        "/{section}/page{page}",
        "thoi-su", "chinh-tri", "van-hoa", "doi-song-van-hoa", "doi-song", "gia-dinh", "du-lich",
        "the-thao", "giai-tri", "nghe-thuat", "kinh-te", "the-gioi",
    )  # fmt: skip
    feeds = ("/rss/home.rss",)
