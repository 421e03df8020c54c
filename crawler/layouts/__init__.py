"""Where the fields stand on a page: one file per CMS family, `generic` for pages of none of them."""

from __future__ import annotations

from crawler.items import NotAnArticle
from crawler.layouts.base import Layout
from crawler.layouts.cotent_detail import ContentDetailNews, CotentDetail
from crawler.layouts.dantri import Dantri, Dantri2012, Dantri2021, Dantri2022, DantriMagazine
from crawler.layouts.generic import Generic
from crawler.layouts.mastercms import MasterCmsContent
from crawler.layouts.mcms import Mcms
from crawler.layouts.nukeviet import Nukeviet, Nukeviet3
from crawler.layouts.onecms import OneCms
from crawler.layouts.organs import (
    BoxDetail,
    DetailSummary,
    NewsBodyContent,
    PostContentTcct,
    PostEntry,
    PostSummary,
)
from crawler.layouts.others import (
    Baomoi,
    Baotintuc,
    Genk2012,
    LiferayPortal,
    Tuoitre2015,
    Vietnamnet,
    Vov,
    Znews,
    Znews2012,
)
from crawler.layouts.page import Page
from crawler.layouts.papers import ArticleContent, Bao24h, ContentDetail, ContentFck, EdittorContent, MainIntro
from crawler.layouts.portals import (
    ConstructionPortal,
    DanangPortal,
    DongthapPortal,
    Liferay7Portal,
    NoidungPortal,
    TandanPortal,
    VnptPortal,
)
from crawler.layouts.press import ArticleToc, Laodong, Vneconomy
from crawler.layouts.vccorp import Vccorp
from crawler.layouts.vnexpress import Vnexpress, Vnexpress2012
from crawler.layouts.wordpress import Wordpress

LAYOUTS: tuple[Layout, ...] = (
    CotentDetail(),
    ContentDetailNews(),
    Mcms(),
    Vnexpress(),
    Vnexpress2012(),
    Dantri2022(),
    DantriMagazine(),
    Dantri2021(),
    Dantri2012(),
    Vietnamnet(),
    Vov(),
    Baotintuc(),
    Baomoi(),
    Znews(),
    Znews2012(),
    Tuoitre2015(),
    Genk2012(),
    LiferayPortal(),
    OneCms(),
    MasterCmsContent(),
    Nukeviet(),
    Nukeviet3(),
    Laodong(),
    Vneconomy(),
    ArticleToc(),
    BoxDetail(),
    PostSummary(),
    DetailSummary(),
    PostEntry(),
    NewsBodyContent(),
    PostContentTcct(),
    MainIntro(),
    ContentFck(),
    EdittorContent(),
    Bao24h(),
    ArticleContent(),
    ContentDetail(),
    VnptPortal(),
    TandanPortal(),
    DanangPortal(),
    ConstructionPortal(),
    DongthapPortal(),
    NoidungPortal(),
    Liferay7Portal(),
    Wordpress(),
    Vccorp(),
    Dantri(),
    Generic(),
)
"""In the order in which they are asked; the last takes what no family claims.

Those known by attributes other than `class` and `id` come late: a page's attributes are looked through one by one.
"""


def choose(page: Page) -> Layout:
    """The layout that recognises the page. The page decides, not its address."""
    return next(layout for layout in LAYOUTS if layout.matches(page))


__all__ = ["LAYOUTS", "Layout", "NotAnArticle", "Page", "choose"]
