from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class KhuyennongvnSpider(PublicationSpider):
    """Portal of the National Agricultural Extension Center; its metadata have the month before the day."""

    name = "khuyennongvn"
    publication = Publication("Khuyến nông Việt Nam", "khuyennongvn.gov.vn")
    article_url = r"-(?P<id>\d{3,7})\.html$"
    sections = Sections("/{section}/trang-{page}", "khoa-hoc-cong-nghe/khcn-trong-nuoc")
    month_first = True
    sitemaps = ("/sitemap.xml",)
