"""The CMS of FPT Online: vnexpress.net and its magazines ngoisao.net and ione.vnexpress.net."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Vnexpress(Layout):
    """Since about 2016. The byline is the right-aligned last paragraph of the body."""

    recognises = "//article[has-class('fck_detail')]", "//*[has-class('fck_detail')][.//p[has-class('Normal')]]"
    title = "//h1[has-class('title-detail') or has-class('title_news_detail')]", "//h1[has-class('title_news')]"
    summary = "//p[has-class('description')]", "//h2[has-class('description')]"
    date_published = "//span[has-class('date')]", "//span[has-class('time')]"
    author = "//p[has-class('author_mail')]/strong"
    body = "(//*[has-class('fck_detail')])[1]"
    section = "//ul[has-class('breadcrumb')]//a"
    tags = "//*[has-class('tags') or has-class('block_tag') or has-class('item-tag')]//a"
    drop = "//*[has-class('box_brief_info') or has-class('box_tinlienquanv2') or has-class('box-tinlienquanv2')]"


class Vnexpress2012(Layout):
    """2008 to 2013: `Title`, `Lead` and `Normal` on bare tags; the magazines share them."""

    recognises = "//*[has-class('Title')][self::h1 or self::h3][following::p[has-class('Normal')]]"
    title = "//h1[has-class('Title')]", "//h3[has-class('Title')]"
    summary = "//h2[has-class('Lead')]", "//p[has-class('Lead')]"
    date_published = "//span[has-class('spanTime') or has-class('spanDateTime')]", "//span[has-class('timePost')]"
    body = (
        "//*[has-class('cxtLeft')][.//p[has-class('Normal')]]",
        "//*[has-class('dtContent')]",
        "(//*[has-class('Title')])[1]/..",
    )
    section = (
        "//*[has-class('navigationDetail') or @id='detailTitle']//a",
        "//li[has-class('liCurrent')]//a[has-class('aParent')]",
    )
    tags = "//*[has-class('tag-pos') or has-class('wordTag') or has-class('tagArticle')]//a"
    drop = (
        "//*[has-class('Title')]/preceding-sibling::*",
        "//*[has-class('RelatedLeadSubject') or has-class('RelatedSubject')]",
        "//*[has-class('email-print') or has-class('rightEP')]",
    )
