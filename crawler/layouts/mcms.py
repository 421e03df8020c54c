"""ePi's MCMS: nhandan.vn, tienphong.vn, vietnamplus.vn, baogialai.com.vn, baohatinh.vn and many provincial papers."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Mcms(Layout):
    """Since about 2021: `.article__*` and `.cms-*` classes."""

    recognises = "//*[has-class('cms-body') or has-class('zce-content-body')]"
    title = "//*[has-class('cms-title') or has-class('article__title')]"
    summary = "//*[has-class('cms-desc') or has-class('article__sapo')]"
    date_published = "//*[has-class('article__meta')]//time", "//time[has-class('time')]", "//*[has-class('cms-date')]"
    author = (
        "//*[has-class('article__author')]//*[has-class('name')]",
        "//*[has-class('article__meta')]//*[has-class('author')]",
        "//*[has-class('cms-author') or has-class('article__author')]",
    )
    source = (
        "//*[has-class('article__source')]//*[has-class('name')]",
        "//*[has-class('article__source') or has-class('cms-source')]",
    )
    body = (
        "//*[has-class('article__avatar')] | //*[has-class('zce-content-body') or has-class('cms-body')]",
        "(//*[has-class('cms-body')])[1]",
    )
    section = (  # in a list stand the neighbours of the section, unless one is marked
        "//*[has-class('breadcrumb') or has-class('article__breadcrumb')]//a[not(starts-with(@href, 'javascript'))]"
        "[not(ancestor::ul) or has-class('active')]",
        "//*[has-class('breadcrumb') or has-class('article__breadcrumb')]//a[not(starts-with(@href, 'javascript'))]",
    )
    tags = "//*[has-class('article__tag')]//a[not(contains(@href, '/region/'))]"
    drop = (
        "//div[has-class('cms-relate') or has-class('article__story') or has-class('sda_middle') or has-class('rennab')]",
        "//*[has-class('article__author') or has-class('article__source') or has-class('article__tag')]",
    )
