from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class XaydungchinhsachSpider(PublicationSpider):
    """Xây dựng chính sách, pháp luật: the government portal's pages on new policies and laws."""

    name = "xaydungchinhsach"
    publication = Publication("Xây dựng chính sách, pháp luật", "xaydungchinhsach.chinhphu.vn")
    article_url = r"-(?P<id>\d{15,20})\.htm$"
    sections = Sections(
        "/{section}/trang-{page}.htm",
        "chinh-sach-moi", "chinh-sach-va-cuoc-song", "binh-luan-chinh-sach", "hoi-dap-chinh-sach",
        first="/{section}.htm",
    )  # fmt: skip
