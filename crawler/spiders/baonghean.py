from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaongheanSpider(PublicationSpider):
    """Báo và phát thanh, truyền hình Nghệ An, the province's paper; until 2022 `-post{id}.html`."""

    name = "baonghean"
    publication = Publication("Báo Nghệ An", "baonghean.vn")
    article_url = r"^/(?!(?:en|fr|ru|cn)/).*-(?:post)?(?P<id>\d{5,9})\.html$"
    sections = Sections(
        "/{section}?page={page}",
        "thoi-su", "xa-hoi", "kinh-te", "phap-luat", "quoc-te", "the-thao", "giao-duc", "suc-khoe",
        "giai-tri", "xay-dung-dang", "xa-hoi/quoc-phong",
    )  # fmt: skip
    feeds = ("/rss/thoi-su", "/rss/kinh-te")
