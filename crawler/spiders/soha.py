from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class SohaSpider(PublicationSpider):
    """Soha, VCCorp's general news."""

    name = "soha"
    publication = Publication("Soha", "soha.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "thoi-su-xa-hoi", "quoc-te", "quan-su", "kinh-doanh", "the-thao", "giai-tri", "song-khoe",
        "cong-nghe", "kham-pha", "phap-luat", "doi-song",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/thoi-su.rss",)
