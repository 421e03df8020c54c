"""Where the fields stand on a page: one file per CMS family, `generic` for pages of none of them."""

from __future__ import annotations

from crawler.items import NotAnArticle
from crawler.layouts.base import Layout
from crawler.layouts.cotent_detail import CotentDetail, MasterCms
from crawler.layouts.generic import Generic
from crawler.layouts.page import Page
from crawler.layouts.vccorp import Vccorp

LAYOUTS: tuple[Layout, ...] = (CotentDetail(), MasterCms(), Vccorp(), Generic())
"""In the order in which they are asked; the last takes what no family claims."""


def choose(page: Page) -> Layout:
    """The layout that recognises the page. The page decides, not its address."""
    return next(layout for layout in LAYOUTS if layout.matches(page))


__all__ = ["LAYOUTS", "Layout", "NotAnArticle", "Page", "choose"]
