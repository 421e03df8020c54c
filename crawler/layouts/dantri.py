"""dantri.com.vn through the years."""

from __future__ import annotations

from crawler.layouts.base import Layout


class Dantri(Layout):
    """Since 2025: `data-slot` marks the fields."""

    recognises = "//*[@data-slot='content']"
    title = "//*[@data-slot='title']"
    summary = "//*[@data-slot='sapo']"
    date_published = "//*[@data-slot='container']//time", "//time[@datetime]"
    author = "//*[@data-slot='container']//a[contains(@href, '/tac-gia/')][normalize-space()]"
    source = "//*[@data-slot='source']"
    body = "(//*[@data-slot='content'])[1]"
    section = "//a[@data-content-name='article-breadcrumb']"
    tags = "//a[starts-with(@data-content-name, 'article-tag')]", "//*[@data-slot='tags']//a"
    drop = "//*[@data-slot='content']//*[has-class('dantri-widget')]"


class Dantri2022(Layout):
    """2021 to 2024: `singular-*` classes."""

    recognises = "//*[has-class('singular-content')]"
    title = "//h1[has-class('title-page')]"
    summary = "//*[has-class('singular-sapo')]"
    date_published = "//time[has-class('author-time')]"
    author = "//*[has-class('author-name')]"
    source = "//*[has-class('singular-source')]"
    body = "(//*[has-class('singular-content')])[1]"
    section = "//ul[has-class('breadcrumbs')]//a"
    tags = "//*[has-class('tags-wrap') or has-class('tags')]//a"


class DantriMagazine(Layout):
    """Photo stories and long reads since 2019: `e-magazine__*` classes."""

    recognises = "//*[has-class('e-magazine__body')]"
    title = "//*[has-class('e-magazine__title')]"
    summary = "//*[has-class('e-magazine__sapo')]"
    date_published = "//*[has-class('e-magazine__meta')]//time", "//time[@datetime]"
    author = "//*[has-class('e-magazine__meta-item') or has-class('e-magazine__author')]"
    body = "(//*[has-class('e-magazine__body')])[1]"
    section = "//*[has-class('e-magazine__maincate')]//a"
    tags = "//*[has-class('tags-wrap') or has-class('e-magazine__tags')]//a"


class Dantri2021(Layout):
    """2019 to 2021: `dt-news__*` classes."""

    recognises = "//*[has-class('dt-news__content')]"
    title = "//*[has-class('dt-news__title')]"
    summary = "//*[has-class('dt-news__sapo')]//h2", "//*[has-class('dt-news__sapo')]"
    date_published = "//*[has-class('dt-news__time')]"
    body = "(//*[has-class('dt-news__content')])[1]"
    section = "//*[has-class('dt-breadcrumb')]//a"
    tags = "//*[has-class('dt-news__tag-list')]//a"


class Dantri2012(Layout):
    """2008 to 2015: an ASP.NET page that names its fields by font size."""

    recognises = "//*[has-class('fon34')]"
    title = "//h1[has-class('fon31')]"
    summary = "//h2[has-class('fon33')]"
    date_published = "//span[has-class('fr') and has-class('fon7')]"
    body = "(//*[has-class('fon34')])[1]"
    section = "//*[has-class('breadcrumb')]//a"
    tags = "//*[has-class('news-tags') or has-class('tag')]//a"
