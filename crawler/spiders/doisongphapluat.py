from crawler.items import Publication
from crawler.publications import Sections
from crawler.spider import PublicationSpider


class DoisongphapluatSpider(PublicationSpider):
    """Đời sống và Pháp luật, magazine of the Vietnam Lawyers' Association; sections are named with an id.

    Its markup is known from 2021, when it was doisongphapluat.com.
    """

    name = "doisongphapluat"
    publication = Publication("Đời sống & Pháp luật", "doisongphapluat.com.vn")
    article_url = r"-a(?P<id>\d{5,8})\.html$"
    sections = Sections("/{section}/page-{page}.html", "y-te-167", first="/{section}.html")
