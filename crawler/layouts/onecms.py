"""OneCMS (pictures at *.1cdn.vn): hanoimoi.vn, baonghean.vn, baodanang.vn, baohaiphong.vn, daidoanket.vn and others."""

from __future__ import annotations

from crawler.items import Draft
from crawler.layouts.base import Layout
from crawler.layouts.leads import take_lead
from crawler.layouts.metadata import description
from crawler.layouts.page import Page
from crawler.vietnamese.text import fold


class OneCms(Layout):
    """Since about 2022: `block-sc-*` classes. The body's box repeats the head of the page, which is left out there."""

    recognises = "//*[has-class('block-sc-title') or has-class('sc-longform-header-title')]"
    title = "//*[has-class('block-sc-title')]", "//*[has-class('sc-longform-header-title')]"
    summary = "//*[has-class('block-sc-sapo')]", "//*[has-class('sc-longform-header-sapo')]"
    date_published = (
        "(//*[has-class('block-sc-publish-time')])[1]",
        "(//*[has-class('sc-longform-header-date')])[1]",
    )
    author = "(//*[has-class('block-sc-author')])[1]", "(//*[has-class('sc-longform-header-author')])[1]"
    source = "(//*[has-class('js-source-copy')])[1]"
    body = (
        "(//*[has-class('b-maincontent')])[1]",
        "(//*[has-class('entry-no-padding')])[1]",
        "(//*[has-class('c-news-detail')]//*[has-class('entry')])[1]",
    )
    section = "//*[has-class('breadcrumb-item')]//a", "//*[has-class('block-sc-cate-name')]"
    tags = "//*[has-class('onecms__tags')]//a"
    drop = (
        "//*[has-class('sc-longform-header') or has-class('sc-longform-header-meta')]",
        "//*[has-class('c-box') or has-class('c-news-related') or has-class('c-tag') or has-class('c-widget-tags')]",
        "//*[has-class('c-share-detail') or has-class('c-sticky-share') or has-class('c-sticky-mobile')]",
    )

    def _take_lead(self, draft: Draft, page: Page) -> None:
        """Articles that were imported from an older CMS have an empty place for the lead, and the lead in the body."""
        take_lead(draft, fold(description(page)))
