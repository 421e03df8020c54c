from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class QuanlynhanuocSpider(PublicationSpider):
    """Tạp chí Quản lý nhà nước, of the Academy of Public Administration, on WordPress.

    An address has no id.
    """

    name = "quanlynhanuoc"
    publication = Publication("Quản lý nhà nước", "quanlynhanuoc.vn")
    host = "www.quanlynhanuoc.vn"
    article_url = r"^/\d{4}/\d{2}/\d{2}/[^/]+/?$"
    sections = Sections(
        "/{section}/page/{page}/",
        "tin-tuc", "nghien-cuu-trao-doi", "thuc-tien-kinh-nghiem",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/feed/",)
