"""Papers and magazines of ministries and national bodies on CMSs of their own, known from published selectors."""

from __future__ import annotations

import re

from crawler.layouts.base import Layout
from crawler.layouts.page import Page


class _MarkWithoutDash(Layout):
    """A CMS that sets the outlet's mark before the lead in an element of its own, with nothing but a space behind it."""

    mark = ""

    def lead(self, page: Page) -> str | None:
        """The lead, with the mark in brackets, as it is told from a word of the sentence."""
        lead = super().lead(page)
        return re.sub(rf"^{re.escape(self.mark)}\s+(?=\w)", f"({self.mark}) ", lead) if lead else lead


class BoxDetail(Layout):
    """cand.com.vn since 2021, and nhandan.vn in that year: `box-*-detail`. The main picture stands before the body."""

    recognises = "//*[has-class('box-title-detail')][//*[has-class('detail-content-body')]]"
    title = "//*[has-class('box-title-detail')]"
    summary = "//*[has-class('box-des-detail')]"
    date_published = "(//*[has-class('box-date')])[1]"
    author = "(//*[has-class('box-author')]//strong)[1]", "(//*[has-class('box-author')])[1]"
    body = "//*[has-class('box-detail-thumb')] | (//*[has-class('detail-content-body')])[1]"
    section = "//*[has-class('uk-breadcrumb')]//a"


class PostSummary(Layout):
    """qdnd.vn, baovephapluat.vn, dangcongsan.vn: `post-summary` above `post-content`, sections paged by `/p/2`.

    khuyennongvn.gov.vn writes `postsummary`.
    """

    recognises = (
        "//*[has-class('post-content')]//*[@itemprop='articleBody' or has-class('noidung')]"
        "[//*[has-class('post-summary')]]",
        "//*[has-class('noidung')][//*[has-class('postsummary')]]",
    )
    title = "//h1[has-class('post-title')]", "(//*[has-class('post-summary')]/preceding::h1)[last()]"
    summary = "(//*[has-class('post-summary') or has-class('postsummary')])[1]"
    date_published = "(//*[has-class('post-subinfo')]/span)[1]", "(//*[has-class('lbPublishedDate')])[1]"
    author = "//*[has-class('tacgia')]"
    body = (
        "(//*[has-class('post-content')]//*[@itemprop='articleBody' or has-class('noidung')])[1]",
        "(//*[has-class('noidung')])[1]",
    )


class DetailSummary(Layout):
    """baovanhoa.vn, doanhnhan.baophapluat.vn: `detail__title`, `detail__summary`, `detail__content`."""

    recognises = "//*[has-class('detail__content')][//*[has-class('detail__title') or has-class('detail__summary')]]"
    title = "//*[has-class('detail__title')]"
    summary = "//*[has-class('detail__summary')]"
    date_published = "(//*[has-class('detail__title')]/following::time)[1]", "(//time)[1]"
    author = "//*[has-class('detail__author')]"
    body = "(//*[has-class('detail__content')])[1]"


class PostEntry(_MarkWithoutDash):
    """bnews.vn, TTXVN's economic news: the lead stands inside the body's box."""

    mark = "BNEWS"

    recognises = "//*[has-class('post-ct-entry')]"
    title = "//*[has-class('post-top-entry')]//h1"
    summary = "(//*[has-class('post-summary')])[1]"
    date_published = "//*[has-class('post-top-entry')]//*[has-class('post-time')]", "(//*[has-class('post-time')])[1]"
    body = "(//*[has-class('post-ct-entry')])[1]"
    section = "//*[has-class('uk-breadcrumb')]//a"
    tags = "//*[has-class('post-tags')]//a"


class NewsBodyContent(Layout):
    """baodantoc.vn. The date is relative on the first day."""

    recognises = "//*[has-class('news-body-content')]"
    title = "//h1[has-class('news-title')]"
    summary = "//*[has-class('news-sapo')]"
    date_published = "(//*[has-class('distribution-date')])[1]"
    author = "(//*[has-class('author-name')])[1]"
    body = "(//*[has-class('news-body-content')])[1]"


class PostContentTcct(_MarkWithoutDash):
    """tapchicongthuong.vn since 2023. What is classed as its source holds the author."""

    mark = "TCCT"

    recognises = "//*[@id='post_content'][//h1[has-class('post-title')]]"
    title = "//h1[has-class('post-title')]"
    summary = "(//*[has-class('sapo')])[1]"
    date_published = "(//*[has-class('post-meta')]//span)[1]"
    author = "//*[has-class('meta-info')]//*[has-class('source')]//strong"
    body = "//*[@id='post_content']"
