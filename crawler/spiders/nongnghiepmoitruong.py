from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class NongnghiepmoitruongSpider(PublicationSpider):
    """Nông nghiệp và Môi trường, organ of the ministry of that name; nongnghiep.vn until 2025."""

    name = "nongnghiepmoitruong"
    publication = Publication("Nông nghiệp và Môi trường", "nongnghiepmoitruong.vn")
    article_url = r"-d(?P<id>\d{5,8})\.html$"
    sections = Sections(
        "/{section}/page{page}/",
        "thoi-su", "nong-nghiep", "moi-truong", "chan-nuoi", "trong-trot", "thuy-san", "lam-nghiep",
        "tai-nguyen", "thi-truong", "phap-luat", "khoa-hoc-cong-nghe", "van-hoa", "kinh-te", "ban-doc",
        first="/{section}/",
    )  # fmt: skip
    feeds = ("/nong-nghiep.rss", "/moi-truong.rss", "/phap-luat.rss", "/chan-nuoi.rss")
