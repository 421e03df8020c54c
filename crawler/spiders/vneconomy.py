from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VneconomySpider(PublicationSpider):
    """Tạp chí Kinh tế Việt Nam, magazine of the Vietnam Economic Association: no id in an address."""

    name = "vneconomy"
    publication = Publication("VnEconomy", "vneconomy.vn")
    article_url = r"^/[a-z0-9]+(?:-+[a-z0-9]+){4,}\.htm$"
    sections = Sections(
        "/{section}.htm?page={page}",
        "tieu-diem", "tai-chinh", "chung-khoan", "dau-tu", "kinh-te-so", "kinh-te-xanh", "thi-truong",
        "nhip-cau-doanh-nghiep", "dia-oc", "the-gioi", "dan-sinh",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/tin-moi.rss",)
    sitemaps = ("/sitemap.xml",)
