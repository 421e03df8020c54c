"""Government portals that are neither NukeViet nor Hà Nội's Liferay."""

from __future__ import annotations

from crawler.layouts.base import Layout


class VnptPortal(Layout):
    """VNPT's portal: districts and departments of Nghệ An, Lào Cai, Hà Giang, Bắc Ninh and others."""

    recognises = "//*[has-class('PostDate')][//*[has-class('ArticleDetailControl') or has-class('ArticleContent')]]"
    title = "//*[has-class('ArticleHeader')]//*[self::h1 or self::h2]", "//*[has-class('ArticleHeader')]"
    summary = "//*[has-class('ArticleSummary')]"
    date_published = "(//*[has-class('PostDate')])[1]"
    body = "(//*[has-class('ArticleContent')])[1]", "(//*[has-class('ArticleDetailControl')])[1]"
    section = "//*[has-class('breadcrumb')]//a"
    drop = "//*[has-class('ArticleDetailControl')]//*[has-class('ArticleHeader') or has-class('tool')]"


class TandanPortal(Layout):
    """SharePoint with Tân Dân's web parts: districts of Thanh Hóa, Bắc Giang and others.

    The headline is a paragraph; the first filled rich-text field after it is the article's, others are the site's.
    """

    recognises = "//*[has-class('tandan-p-article-news-title')][//*[has-class('ms-rtestate-field')]]"
    title = "(//*[has-class('tandan-p-article-news-title')])[1]"
    summary = "(//*[has-class('tandan-p-article-news-summary')])[1]"
    date_published = "(//*[has-class('tandan-span-date-publish')])[1]"
    body = (
        "(//*[has-class('tandan-p-article-news-title')]/following::*[has-class('ms-rtestate-field')]"
        "[normalize-space(translate(., '\u00a0\u200b', ''))])[1]"
    )
    section = "//*[has-class('breadcrumb')]//a"


class DanangPortal(Layout):
    """danang.gov.vn."""

    recognises = "//*[has-class('chi-tiet-main-content')]"
    title = "//*[has-class('chi-tiet-title')]"
    summary = "//*[has-class('chi-tiet-sub-content')]"
    date_published = "//*[has-class('chi-tiet-publish-date')]"
    tags = "//ul[has-class('tags')]//a"
    body = "(//*[has-class('chi-tiet-main-content')])[1]"


class ConstructionPortal(Layout):
    """xaydung.gov.vn, ASP.NET: lead and body are two numbered descriptions."""

    recognises = "//*[@id='divArticleDescription2']"
    title = "//*[has-class('News_Detail_Title')]"
    summary = "//*[@id='divArticleDescription1']"
    date_published = "//*[has-class('News_Time_Post')]"
    body = "//*[@id='divArticleDescription2']"


class DongthapPortal(Layout):
    """dongthap.gov.vn. The date stands in the row of share buttons."""

    recognises = "//*[@id='contentText'][//*[has-class('tomtat')]]"
    summary = "//*[has-class('tomtat')]"
    date_published = "//*[has-class('social-buttons') and has-class('left')]"
    body = "//*[@id='contentText']"
    drop = "//*[@id='contentText']//h2[has-class('title-divvv')]"


class NoidungPortal(Layout):
    """kontum.gov.vn, tcnn.vn: `noidung` for the body, `noidung sapo` for the lead."""

    recognises = "//*[has-class('thongke-ngay')][//*[has-class('noidung')]]"
    summary = "//*[has-class('noidung') and has-class('sapo')]"
    date_published = "//*[has-class('thongke-ngay')]/span", "//*[has-class('thongke-ngay')]"
    body = "(//*[has-class('noidung') and not(has-class('sapo'))])[1]"


class Liferay7Portal(Layout):
    """Liferay 7: hochiminhcity.gov.vn and others. Banner and footer may be `.journal-content-article` as well.

    The lead, where there is one, is a heading of a sentence's length that opens the body.
    """

    recognises = "//*[has-class('asset-publish-date')][//*[has-class('journal-content-article')]]"
    title = "//*[has-class('header-title')]", "//*[has-class('asset-title')]"
    date_published = "(//*[has-class('asset-publish-date')])[1]"
    summary = (
        "(//*[has-class('asset-publish-date')]/following::*[has-class('journal-content-article')])[1]"
        "/*[1][self::h2 or self::h3][string-length(normalize-space()) >= 80]"
    )
    body = (
        "(//*[has-class('asset-publish-date')]/following::*[has-class('journal-content-article')][normalize-space()])[1]",
        "(//*[has-class('journal-content-article')][normalize-space()])[1]",
    )
    section = "//*[has-class('breadcrumb')]//a"
    tags = "//*[has-class('taglib-asset-tags-summary')]//a"
