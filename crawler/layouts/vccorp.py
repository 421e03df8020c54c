"""The CMS of VCCorp: tuoitre.vn, nld.com.vn, cafef.vn, soha.vn, vtv.vn, baochinhphu.vn and many smaller papers."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Vccorp(Layout):
    """Since about 2020: `data-role` marks the fields, `.afcbc-body` or `#ContentDetail` the body."""

    recognises = (
        "//*[has-class('afcbc-body')]",
        "//*[@data-role='content'][.//p]",
        "//*[has-class('knc-content') or has-class('detail-content')][.//*[has-class('VCSortableInPreviewMode')]]",
    )
    title = (
        "//*[@data-role='title']",
        "//h1[has-class('detail-title') or has-class('kbwc-title') or has-class('news-title') or has-class('title-detail')]",
        "//h1[contains(@class, 'title')]",
    )
    summary = (
        "//*[@data-role='sapo']",
        "//*[has-class('detail-sapo') or has-class('knc-sapo') or has-class('sapo-detail') or has-class('sapo')]",
    )
    date_published = (
        "//*[@data-role='publishdate']",
        "//p[has-class('days')][@datetime]",
        "//time[has-class('kbwcm-time')]",
        "//*[has-class('detail-time') or has-class('date-time') or has-class('pdate')]",
    )
    author = (
        "//*[has-class('author-item')]//a[has-class('name')] | //*[has-class('author-item-name')]",
        "//*[has-class('detail-author-bot')]//a[has-class('name')]",
        "//*[@data-role='author']//*[has-class('author-info')]//a[has-class('name')]",
        "//*[has-class('content_source')]/p[has-class('author')]",
        "//*[@data-role='author']",
        "//*[has-class('kbwcm-author')]",
        "//*[has-class('detail-author') or has-class('author-info-top')]",
        "//*[has-class('line-datetime')]//*[has-class('anots')]",
    )
    source = (
        "//*[has-class('content_source')]/p[has-class('source')]",
        "//*[has-class('detail-source') or has-class('source-detail') or has-class('news-source') or @data-field='source']",
        "//*[has-class('link-source-text-name')]",
    )
    body = (
        "//*[@id='divRollingNews'][normalize-space()] | //*[has-class('afcbc-body')][//*[@id='divRollingNews']]",
        "(//*[has-class('afcbc-body')][normalize-space()])[1]",
        "(//*[has-class('knc-content')])[1]",
        "(//*[@data-role='content'][.//p])[1]",
        "(//*[has-class('detail-content')])[1]",
    )
    section = (
        "//*[has-class('detail-breadcrumb') or has-class('gbrcw-list') or has-class('bread-crumbs')]//a",
        "//*[@data-role='cate-name']",
        "//*[has-class('kbwcm-cate') or has-class('detail-cate') or has-class('category-name_ac')]/descendant-or-self::a",
        "//*[has-class('cate') or has-class('category') or has-class('cat')][not(ancestor::ul)]/descendant-or-self::a",
    )
    tags = (
        "//*[has-class('detail-tag-list') or has-class('detail-tab') or has-class('tagdetail')]//a[not(@class='title')]",
        "//*[has-class('tags-item') or has-class('list-tag') or has-class('detail-tag')]//a[not(@class='title')]",
    )
    drop = (
        "//*[starts-with(@type, 'Related') or @type='link' or @type='vote']",
        "//*[@id='listNewsInContent']",
    )
    keep = "//*[@type='content']"
