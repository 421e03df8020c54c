"""NukeViet, the open CMS of many party committees, unions and districts; markup as in its default theme."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Nukeviet(Layout):
    """Since 2014 (versions 4 and 5): the body is `#news-bodyhtml`, its picture may stand before it.

    `itemprop=author` and "Đăng bởi" name the poster's account; "Tác giả" and "Nguồn tin" are lines of one form under the
    body.
    """

    recognises = "//*[@id='news-bodyhtml']"
    title = (
        "//h1[@itemprop='headline']",
        "//*[has-class('news_column')]//h1",
        "//h1[has-class('title')]",
        "//h3[has-class('title')]",
    )
    summary = "//*[has-class('hometext')]"
    date_published = (
        "(//*[has-class('news_column')]//span[has-class('h5')])[1]",
        "(//*[has-class('uploadinfo')]/li)[1]",
        "(//span[has-class('h5')])[1]",
        "(//*[has-class('news_column')]//*[has-class('time')])[1]",
    )
    author = "//p[has-class('text-right') or has-class('text-end')][.//strong]"
    body = (
        "//figure[has-class('article') and has-class('center')] | //*[@id='news-bodyhtml']",
        "//*[@id='news-bodyhtml']",
    )
    section = "//*[has-class('breadcrumb') or has-class('breadcrumbs')]//a"
    tags = "//*[has-class('news_column')]//a[contains(@href, '/tag/')]", "//a[@rel='tag']"


class Nukeviet3(Layout):
    """2010 to 2014: everything stands in `#news_detail`, the body in a `.bodytext` or between the other lines."""

    recognises = "//*[@id='news_detail']"
    title = "//*[@id='news_detail']//h1"
    summary = "//*[@id='hometext']", "//*[@id='news_detail']//*[has-class('hometext')]"
    date_published = (
        "(//*[@id='news_detail']//span[has-class('time')])[1]",
        "(//*[@id='news_detail']//*[has-class('action')]//span[has-class('small')])[1]",
    )
    author = "//*[@id='news_detail']/p[contains(@style, 'right') or has-class('right')][.//strong]"
    body = (
        "(//*[@id='news_detail']//*[has-class('bodytext') or @id='bodytext'])[1]",
        "//*[@id='news_detail']",
    )
    section = "//*[has-class('breadcrumbs') or has-class('breadcrumb')]//a"
    tags = "//*[has-class('keywords')]//a"
    drop = (
        "//*[@id='news_detail']//*[has-class('control') or has-class('copyright') or has-class('action')]",
        "//*[@id='imghome']",
    )
