"""Papers with a CMS of their own."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Vov(Layout):
    """vov.vn since 2020 (Drupal)."""

    recognises = "//*[has-class('article-content')]//*[has-class('text-long')]"
    title = "//h1[has-class('article-title')]"
    summary = "//*[has-class('article-summary')]//h2", "//*[has-class('article-summary')]"
    date_published = "//*[has-class('article-date')]/*[1]"
    author = "//*[has-class('article-author')]//a", "//*[has-class('article-author')]"
    body = "//*[has-class('article-content')]//*[has-class('text-long')]"
    section = "//*[has-class('article-breadcrumb')]//a"
    tags = "//*[has-class('article-tags')]//a"
    drop = "//*[has-class('article-related') or has-class('related-inline') or has-class('inner-article')]"


class Baotintuc(Layout):
    """baotintuc.vn, the daily of TTXVN."""

    recognises = "//*[@id='divfirst']"
    title = "//h1[has-class('detail-title')]"
    summary = "//h2[has-class('sapo')]"
    date_published = "//*[has-class('date')]//*[has-class('txt')]"
    author = "//div[has-class('author')]"
    body = "//*[@id='divfirst'] | //*[@id='divend']"
    section = "//h4[has-class('cate')]//a"
    tags = "//*[has-class('keysword') or has-class('keyword') or has-class('tags')]//a"


class Vietnamnet(Layout):
    """vietnamnet.vn since 2022."""

    recognises = "//*[has-class('maincontent') and has-class('main-content')]"
    title = "//h1[has-class('content-detail-title')]"
    summary = "//h2[has-class('content-detail-sapo')]", "//*[has-class('content-detail-sapo')]"
    date_published = "//*[has-class('bread-crumb-detail__time')]"
    author = "//*[has-class('article-detail-author__info')]//*[has-class('name')]"
    body = "//*[has-class('maincontent') and has-class('main-content')]"
    section = "//*[has-class('bread-crumb-detail')]/ul/li/a"
    tags = "//*[has-class('tag-cotnent')]//a"


class Baomoi(Layout):
    """baomoi.com, which shows other papers' articles in a form of its own."""

    recognises = "//*[has-class('content-main')]//*[has-class('content-body')]"
    title = "//*[has-class('content-main')]//h1"
    summary = "//h3[has-class('sapo')]"
    date_published = "//*[has-class('content-meta')]//time", "//time[@datetime]"
    body = "//*[has-class('content-main')]//*[has-class('content-body')]"
    drop = "//*[has-class('related')]"


class Znews2012(Layout):
    """news.zing.vn around 2012."""

    recognises = "//*[has-class('pBody')]"
    title = "//h1[has-class('pTitle')]"
    summary = "//*[has-class('pHead')]"
    date_published = "//span[has-class('timestamp')]"
    author = "//p[has-class('pAuthor')]"
    source = "//p[has-class('pSource')]"
    body = "(//*[has-class('pBody')])[1]/.."
    section = "//*[has-class('subheader')]/a"
    drop = "//*[has-class('pAuthor')]/following-sibling::*", "//*[has-class('pTitle') or has-class('pHead')]"
    tags = "//*[has-class('tags')]//a"


class Znews(Layout):
    """znews.vn since 2016."""

    recognises = "//*[has-class('the-article-body')]"
    title = "//*[has-class('the-article-title')]"
    summary = "//*[has-class('the-article-summary')]"
    date_published = "//*[has-class('the-article-publish')]"
    author = "//*[has-class('the-article-author')]"
    source = "//*[has-class('the-article-credit')]//*[has-class('source')]"
    body = "//*[has-class('the-article-body')]"
    section = "//*[has-class('the-article-category')]//a"
    tags = "//*[has-class('the-article-tags')]//a"


class Tuoitre2015(Layout):
    """tuoitre.vn from 2013 to 2017."""

    recognises = "//div[has-class('fck')][normalize-space()]"
    title = "//h1[has-class('title-2')]"
    summary = "//p[has-class('txt-head')]"
    date_published = "//*[has-class('tool-bar')]//*[has-class('date')]", "//span[has-class('date')]"
    author = "//*[has-class('hlight')]//*[has-class('author')]", "//div[has-class('fck')]/following-sibling::strong[1]"
    body = "(//div[has-class('fck')])[1]"
    section = "//ul[has-class('breadcrumb')]//a"
    tags = "//*[has-class('block-key') or has-class('tags-item') or has-class('tag')]//a"


class Genk2012(Layout):
    """genk.vn around 2012, an older CMS of VCCorp."""

    recognises = "//*[has-class('assessment-main1')]"
    title = "//*[has-class('news-showtitle')]//h1"
    summary = "//*[has-class('init_content')]"
    date_published = "//span[contains(@id, 'lblDattime')]"
    body = "//*[has-class('assessment-main1')]"
    section = "//*[@id='title']//a"
    tags = "//*[has-class('tag') or has-class('tags')]//a"


class LiferayPortal(Layout):
    """Government portals on Liferay 6 (hanoi.gov.vn and its departments). `.view-content-author` is the poster's account.

    Liferay 7 frames its articles by `.asset-full-content` too; headline and date have other names there.
    """

    recognises = (
        "//*[has-class('asset-full-content-title') or has-class('assetPublishDate')]"
        "[//*[has-class('asset-full-content')]//*[has-class('journal-content-article')]]"
    )
    title = "//*[has-class('asset-full-content-title')]"
    summary = "//*[has-class('sapo-wrapper')]//*[has-class('sapo')]"
    date_published = "//*[has-class('assetPublishDate')]"
    body = "//*[has-class('journal-content-article')][ancestor::*[has-class('asset-full-content')]]"
    section = "//*[has-class('dd_chuyenmuc')]//*[has-class('tintuc')]"
    drop = "//*[has-class('view-content-author')]"
