from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class BaodautuSpider(PublicationSpider):
    """Báo Đầu tư, the planning ministry's paper, the finance ministry's since 2025.

    Its CMS is a close sister of laodongxahoi.net's; sections carry ids as articles do, but are folders.
    """

    name = "baodautu"
    publication = Publication("Báo Đầu tư", "baodautu.vn")
    article_url = r"-d(?P<id>\d{4,9})\.html$"
    sections = Sections(
        "/{section}/p{page}",
        "thoi-su-dau-tu-d1", "toan-canh-dau-tu-d2", "kinh-doanh-d3", "dau-tu-tai-chinh-d6", "thi-truong-dia-oc-d7",
        "tieu-dung-d8", "khoa-hoc-va-cong-nghe-d10", "doi-song-d27", "thong-tin-doanh-nghiep-d36",
        "phat-trien-ben-vung-d52", "du-lich-d55", "kinh-te-so-d77", "y-te---suc-khoe-d78",
        first="/{section}/",
    )  # fmt: skip
    sitemaps = ("/sitemap.xml",)
