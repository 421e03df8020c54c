"""WordPress with the themes that Vietnamese papers and magazines use: Newspaper (tagDiv), JNews, Flatsome and plain ones."""

from __future__ import annotations

import re

from crawler.items import Draft
from crawler.layouts.base import Layout
from crawler.layouts.page import Page
from crawler.vietnamese.text import fold

_SINGLE = re.compile(r"(?!.*\bsingle-product\b).*(?:^|\s)(?:postid-\d+|single-post)(?:\s|$)", re.S)
"""The class of a page of one post; WooCommerce's products are posts, too."""
_BODIES = ("td-post-content", "content-inner", "elementor-widget-theme-post-content", "entry-content", "post-content")


class Wordpress(Layout):
    """Known by the `body` class of a single post, which lists and static pages don't have.

    The account that posted an article is no byline: where the theme prints one, it is left to the metadata. The lead is
    a subtitle, or the bold first paragraph that the page's description repeats.
    """

    recognises = tuple(f"//*[has-class('{name}')]" for name in _BODIES)
    title = (
        "//h1[has-class('entry-title') or has-class('tdb-title-text') or has-class('jeg_post_title')]",
        "//h1[has-class('post-title') or has-class('title')]",
        "//header[has-class('entry-header')]//h1",
        "//h2[has-class('entry-title') and not(.//a)]",
        "//*[has-class('elementor-widget-theme-post-title')]//*[has-class('elementor-heading-title')]",
        "//header//h1[not(has-class('site-title'))]",
    )
    summary = (
        "//*[has-class('td-post-sub-title') or has-class('tdb_single_subtitle') or has-class('jeg_post_subtitle')]",
        "//*[has-class('entry-subtitle') or has-class('entry-sub-title') or has-class('post-sapo')]",
    )
    date_published = (
        "(//*[has-class('td-post-title') or has-class('tdb_single_date')]//time[has-class('entry-date')])[1]",
        "(//*[has-class('jeg_meta_date')])[1]",
        "(//time[has-class('entry-date') and not(ancestor::aside)])[1]",
        "(//*[has-class('posted-on')]//*[has-class('published')])[1]",
        "(//*[has-class('posted-on') or has-class('post-date') or has-class('date_post_core')])[1]",
    )
    author = "//*[has-class('content-tacgia')]"
    source = "//*[has-class('td-post-source-via')]//a"
    body = tuple(f"(//*[has-class('{name}')])[1]" for name in _BODIES)
    section = (
        "//*[has-class('entry-crumbs') or has-class('tdb-breadcrumbs') or has-class('jeg_breadcrumbs')]//a",
        "//*[has-class('rank-math-breadcrumb') or has-class('breadcrumbs') or has-class('breadcrumb')]//a",
        "//*[has-class('td-category') or has-class('cat-links') or has-class('entry-category')]//a",
        "(//a[contains(@rel, 'category')])[1]",
    )
    tags = (
        "//*[has-class('td-tags') or has-class('tdb-tags') or has-class('jeg_post_tags')]//a",
        "//*[has-class('tags-links') or has-class('entry-tags')]//a",
        "//a[@rel='tag']",
    )
    drop = (
        "//*[@id='toc_container' or @id='ez-toc-container' or has-class('ez-toc-container') or has-class('lwptoc')]",
        "//*[has-class('kk-star-ratings') or has-class('yarpp') or has-class('jp-relatedposts') or has-class('td-g-rec')]",
        "//*[has-class('td-post-source-tags') or has-class('jeg_post_tags') or has-class('entry-meta')]",
        "//*[has-class('sharedaddy') or has-class('blog-share') or has-class('post-views') or has-class('td-post-views')]",
        "//*[has-class('td_block_related_posts') or has-class('jnews_inline_related_post') or has-class('related-posts')]",
    )

    def matches(self, page: Page) -> bool:
        """Whether it is the page of one post."""
        body = page.root.find("body")
        return body is not None and bool(_SINGLE.match(body.get("class") or "")) and super().matches(page)

    def read(self, page: Page) -> Draft:
        draft = super().read(page)
        if draft.summary or len(draft.blocks) < 2:
            return draft
        first, description = draft.blocks[0], fold(page.meta("og:description", "description") or "")
        repeated = len(first.text) >= 80 and fold(first.text)[:60] in description
        if repeated and first.kind == "p" and first.emphasis == "bold":
            draft.summary = first.text
            del draft.blocks[0]
        return draft
