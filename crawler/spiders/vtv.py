from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class VtvSpider(PublicationSpider):
    """VTV Times, Vietnam Television's news. Tag pages end in `.html`, articles in `.htm`."""

    name = "vtv"
    publication = Publication("VTV", "vtv.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "chinh-tri", "xa-hoi", "phap-luat", "the-gioi", "kinh-te", "the-thao", "truyen-hinh",
        "van-hoa-giai-tri", "doi-song", "cong-nghe", "giao-duc", "suc-khoe",
        first="/{section}.htm",
    )  # fmt: skip
    feeds = ("/trong-nuoc.rss", "/kinh-te.rss")
