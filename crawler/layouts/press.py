"""Papers with a CMS of their own, and a family of small magazines, known from published selectors."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Laodong(Layout):
    """laodong.vn since about 2018. Pages of films have a lead and no `#gallery-ctt`: they are read as any page."""

    recognises = "//*[@id='gallery-ctt']"
    title = "//h1[has-class('title')]"
    summary = "//*[has-class('chappeau')]"
    date_published = "(//span[has-class('time')])[1]"
    author = "//span[has-class('author') or has-class('authors')]"
    body = "//*[@id='gallery-ctt']"
    section = "//*[has-class('breadcrumb') or has-class('breadcrumbs') or has-class('breadcrums')]//a"
    tags = "//*[has-class('lst-tags')]//a"
    drop = "//*[@id='gallery-ctt']//*[has-class('tin-lien-quan') or has-class('chappeau') or has-class('art-author')]"


class Vneconomy(Layout):
    """vneconomy.vn since 2024; the class of its body is misspelt."""

    recognises = "//*[has-class('ct-edtior-web')]"
    title = "//*[has-class('name-detail')]"
    summary = "//*[has-class('news-sapo')]"
    date_published = "(//h1[has-class('name-detail')]/following::p[has-class('date')])[1]"
    author = "(//h1[has-class('name-detail')]/following::p[has-class('name')])[1]"
    body = "(//*[has-class('ct-edtior-web')]//*[@data-field='body'])[1]", "(//*[has-class('ct-edtior-web')])[1]"


class ArticleToc(Layout):
    """Small magazines on one CMS (saigoneconomy.net, dnvn.com.vn, kenhkinhte.vn, vntre.vn …): `article-content_toc`."""

    recognises = "//*[has-class('article-content_toc')]"
    summary = "//*[has-class('txt-head') and has-class('sapo')]"
    date_published = "(//*[has-class('post-date')])[1]"
    body = "(//*[has-class('article-content_toc')])[1]"
    section = "//*[has-class('breadcrumb')]//a"
    tags = "//*[has-class('tags') or has-class('list-tags')]//a"
    drop = "//*[has-class('articles-suggest-wrapper') or has-class('txt-head')]"
