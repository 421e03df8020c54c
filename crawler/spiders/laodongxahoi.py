from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class LaodongxahoiSpider(PublicationSpider):
    """Tạp chí Lao động và Xã hội, the labour ministry's magazine, until it moved to tapchilaodongxahoi.vn."""

    name = "laodongxahoi"
    publication = Publication("Lao động và Xã hội", "laodongxahoi.net")
    scheme = "http"
    article_url = r"-(?P<id>\d{7})\.html$"
    listing = ("//div[contains(@class, 'col660')]",)
    sections = Sections(
        "/{section}/page/{page}",
        "thoi-su/xay-dung-dang", "trong-nuoc", "quoc-te", "xa-hoi/guong-sang-tham-lang-vi-cong-dong",
        "xa-hoi/nghe-ctxh", "nguoi-co-cong", "an-sinh-xa-hoi", "tre-em", "phong-chong-tnxh", "binh-dang-gioi",
        "nghien-cuu-trao-doi", "giao-duc-nghe-nghiep", "viec-lam", "doanh-nghiep", "thi-truong-tieu-dung",
        "tai-chinh-bat-dong-san", "van-ban-phap-luat", "phap-luat/giai-dap-phap-luat", "van-hoa", "giai-tri",
        "the-thao", "du-lich", "suc-khoe-doi-song", "english-review",
    )  # fmt: skip
