"""The CMS of laodongxahoi.net and its sisters (MASTERCMS), known by its misspelt `#cotent_detail`."""

from __future__ import annotations

from crawler.items import Draft
from crawler.layouts.base import Layout
from crawler.layouts.body import CENTRED_CAPTIONS
from crawler.layouts.page import Page


class CotentDetail(Layout):
    """laodongxahoi.net, tapchilaodongxahoi.vn, kinhtedothi.vn, thuonghieuvaphapluat.vn, yeutretho.vn, 2017 to 2025.

    2017 prints the headline in an `h1` or only in the metadata; 2020 to 2022 in `.title_detail_news`; the second
    template of 2025 prints the date in `span.cl999.fontOP`.
    """

    recognises = "//*[@id='cotent_detail']"
    title = "//*[has-class('title_detail_news')]"
    summary = "//*[has-class('sapo_detail')]"
    date_published = (
        "//*[has-class('time_detail_news')]",
        "//span[has-class('cl999') and has-class('fontOP')]",
    )
    author = (
        "//*[has-class('author_undefined')]",
        "//*[has-class('author_detail') or has-class('author_detail_news')]",
    )
    source = "//*[has-class('source_detail') or has-class('source_detail_news') or has-class('source_news')]"
    body = "(//*[@id='cotent_detail'])[1]"
    section = (
        "(//*[contains(@class, 'bread') and not(has-class('bread_right'))][.//a])[1]//a[not(ancestor::*[has-class('bread_right')])]",
    )
    tags = "(//*[has-class('tag_detail')])[1]//a"
    captions = CENTRED_CAPTIONS

    def read(self, page: Page) -> Draft:
        draft = super().read(page)
        if len(page.find("//*[@id='cotent_detail']")) > 1:
            draft.warnings.append("several-articles")
        return draft


class MasterCms(Layout):
    """baodautu.vn, 2026: the same CMS after its redesign."""

    recognises = "//*[@id='content_detail_news']"
    title = "//*[has-class('title-detail')]"
    summary = "//*[has-class('sapo_detail')]"
    date_published = "//*[has-class('post-time')]"
    author = "//*[has-class('author-share-top')]//a[has-class('author')]"
    body = "(//*[@id='content_detail_news'])[1]"
    tags = "(//*[has-class('tag_detail')])[1]//a"
    captions = CENTRED_CAPTIONS
    section = "//*[has-class('title-detail')]/preceding-sibling::div[has-class('text-uppercase')][1]//a"
