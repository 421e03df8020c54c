"""News sites and provincial papers on CMSs of their own, known from published selectors."""

from __future__ import annotations

from crawler.layouts.base import Layout


class MainIntro(Layout):
    """nongnghiepmoitruong.vn (nongnghiep.vn until 2025) since 2020."""

    recognises = "//h1[has-class('main-title-super')][//*[has-class('main-intro')]]"
    title = "//h1[has-class('main-title-super')]"
    summary = "(//*[has-class('main-intro')])[1]"
    date_published = "(//*[has-class('time-detail')])[1]"
    author = "//p[has-class('content-author')]"
    body = (
        "(//*[has-class('content')][@itemprop='articleBody'])[1]",
        "(//*[has-class('detail-content')]//*[has-class('content')])[1]",
    )
    drop = "//*[has-class('audio_box') or has-class('box_ads_inserter') or has-class('add_end_detail')]"


class ContentFck(Layout):
    """phunuonline.com.vn, baoangiang.com.vn, baocantho.com.vn: `content-fck`, articles that end in `-a{id}.html`."""

    recognises = "//*[has-class('content-fck-font-size') or has-class('content-fck')]"
    title = "//*[has-class('detail-title')]//h1", "//h1[has-class('fw700')]"
    summary = "//*[has-class('detail-desc')]"
    date_published = "(//*[has-class('pubdate')])[1]"
    author = "//p[has-class('author')]"
    body = (
        "(//*[has-class('content-fck-font-size')][not(ancestor::*[has-class('detail-desc')])])[1]",
        "(//*[has-class('content-fck')][not(ancestor::*[has-class('detail-desc')])])[1]",
    )
    section = "//ul[has-class('breadcrumb')]//a", "//*[has-class('titlecate')]//a"
    drop = (
        "//*[has-class('news-relate') or has-class('box-relate') or has-class('detail-related')]",
        "//*[has-class('sharemxh') or has-class('detail-fb-like-share')]",
    )


class EdittorContent(Layout):
    """vtcnews.vn since about 2020; the class of its body is misspelt, and the headline has a look and no name."""

    recognises = "//*[has-class('edittor-content')]"
    title = "//*[has-class('nd-detail')]//h1", "//header[has-class('mb5')]//h1"
    summary = (
        "//*[has-class('nd-detail')]//h2[not(ancestor::*[has-class('edittor-content')])]",
        "//h2[has-class('inline-nb')]",
    )
    date_published = "(//*[has-class('time-update')])[1]"
    author = "//*[has-class('author-make')]"
    body = "(//*[has-class('edittor-content')])[1]"


class Bao24h(Layout):
    """24h.com.vn since about 2019: long names of classes, short ids."""

    name = "24h"
    recognises = "//*[@id='article_title'][//*[@id='article_body' or has-class('cate-24h-foot-arti-deta-info')]]"
    title = "//*[@id='article_title']"
    summary = "//*[@id='article_sapo']"
    date_published = "(//*[has-class('cate-24h-foot-arti-deta-cre-post')])[1]"
    author = "//*[has-class('nguontin')]"
    body = "(//*[has-class('cate-24h-foot-arti-deta-info')])[1]", "//*[@id='article_body']"
    drop = "//*[has-class('bv-lq') or has-class('img_tin_lien_quan_trong_bai')]"


class ArticleContent(Layout):
    """doisongphapluat.com around 2021. The author stands in bold under the text."""

    recognises = "//section[has-class('article-content')]/article"
    title = "//h1[has-class('title')]"
    summary = "//h2[has-class('sapo')]"
    date_published = "(//*[has-class('datetime')])[1]"
    body = "//section[has-class('article-content')]/article"


class ContentDetail(Layout):
    """Provincial papers whose articles stand at `/{section}/{yyyymm}/{slug}-{id}/`: baodongnai.com.vn, baodaklak.vn.

    The lead is the bold paragraph that opens the body.
    """

    recognises = "//*[has-class('td-post-content')][ancestor-or-self::*[has-class('content-detail')]]"
    recognises_surely = True
    title = "//*[has-class('detail-main-title')]//h1"
    summary = (
        "//*[has-class('td-post-content')]/p[not(preceding-sibling::p)]"
        "[normalize-space()][normalize-space() = normalize-space(.//strong | .//b)]"
    )
    body = "(//*[has-class('td-post-content')])[1]"
    drop = "//*[has-class('td-post-sharing') or has-class('related-post') or has-class('box-tag')]"
