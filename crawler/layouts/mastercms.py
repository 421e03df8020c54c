"""MASTERCMS: congthuong.vn, baoquocte.vn, laodongthudo.vn, thoibaotaichinhvietnam.vn, thoibaonganhang.vn and others."""

from __future__ import annotations

from crawler.layouts.base import Layout
from crawler.layouts.captions import CENTRED_CAPTIONS


class MasterCmsContent(Layout):
    """Known by `.__MASTERCMS_CONTENT` around the body; the themes around it differ, so each field has several names.

    Day and hour are two elements in one line (`09:00 | 10/03/2021`). Pictures stand in tables, captions in the row below.
    """

    name = "mastercms"
    recognises = (
        "//*[has-class('__MASTERCMS_CONTENT_BODY')]",
        "//*[has-class('__MASTERCMS_CONTENT')][not(ancestor::table)]",  # boxes of related articles have it, too
    )
    title = (
        "//h1[has-class('article-detail-title')]",
        "//h1[has-class('detail-title') or has-class('post-title')]",
        "//article[has-class('article')]//h1",
    )
    summary = (
        "//*[has-class('article-detail-desc')]",
        "//*[has-class('article-desc') or has-class('post-desc')]",
        "//*[has-class('detail-sapo')]",
    )
    date_published = (
        "(//*[has-class('article-detail-publish')])[1]",
        "(//*[has-class('article-date')])[1]",
        "(//h1/following::*[has-class('format_date')])[1]/..",
        "(//*[has-class('bx-time')])[1]",
        "(//*[has-class('format_time')])[1]",
    )
    author = (
        "//*[has-class('article-detail-author') or has-class('article-author')]"
        "/descendant-or-self::*[has-class('name') or self::a]",
        "//p[has-class('author')]",
        "//*[has-class('article-member')]",
    )
    source = "//*[has-class('article-detail-source')]"
    body = (
        "(//*[has-class('__MASTERCMS_CONTENT_BODY')])[1]",
        "(//*[has-class('__MASTERCMS_CONTENT')][not(.//h1)][not(ancestor::table)])[1]",
    )
    section = "//*[has-class('article-catname')]", "//*[has-class('breadcrumb')]//a"
    tags = (
        "//*[has-class('article-detail-tags')]//a",
        "//*[has-class('__MASTERCMS_CONTENT')]/following-sibling::*[has-class('tags')][1]//a",
    )
    drop = (
        "//*[has-class('__MB_ARTICLE_A') or has-class('article-detail-similar') or has-class('article-detail-other')]",
        "//*[has-class('article-detail-tags') or has-class('__mb_article_in_image')]",
    )
    captions = CENTRED_CAPTIONS
