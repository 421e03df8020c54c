"""Which pages of a site are no articles: fronts, sections, tags, topics, search, authors, log-in, error pages."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from crawler.layouts.base import NOT_FOUND
from crawler.layouts.dating import date_near, stamp_near
from crawler.layouts.density import densest, follows_other_headlines, is_short, paragraphs, states_article
from crawler.layouts.frame import mark
from crawler.layouts.headlines import headline_element, is_confirmed
from crawler.layouts.leads import names_lead
from crawler.layouts.page import Element, Page, element_text, short_text
from crawler.layouts.pointers import OTHERS, looks_like_article
from crawler.layouts.teasers import headline_leads_elsewhere, leads_elsewhere
from crawler.vietnamese.bylines import understood
from crawler.vietnamese.text import fold, without_diacritics

_FRONT = re.compile(
    r"/?(?:(?:vi|vn|vi-vn|en)/?)?(?:pages/)?(?:(?:index|home|default|trang-?chu)(?:\.\w{2,5})?/?)?", re.I
)
_ALWAYS_LISTS = re.compile(r"/(?:tags?|tu-khoa|search|tim-kiem|authors?|tac-gia|sitemap)(?:[/.]|$)", re.I)
"""Addresses of lists that hold no articles, whatever metadata say."""
_LISTS = re.compile(
    rf"{_ALWAYS_LISTS.pattern}|/(?:chu-de|topics?)(?:[/.]|$)|"
    r"/(?:page|trang|p)[/-]?\d{1,4}(?:\.\w{2,5})?/?$|[-/](?:trang|page)-?\d{1,4}(?:\.\w{2,5})?/?$",
    re.I,
)
"""Addresses of lists of articles, whatever stands behind the word."""
_SECTIONS = re.compile(
    r"/(?:category|chuyen-muc|chuyen-trang|danh-muc|su-kien|events?)(?:\.\w{2,5}|/[^/]*)?/?$",
    re.I,
)
"""Addresses of sections, unless an article's number stands in them."""
_STATIC = re.compile(
    r"/(?:lien-he|gioi-thieu|contact(?:-us)?|about(?:-us)?|dieu-khoan[\w-]*|chinh-sach-bao-mat|login|dang-nhap|dang-ky|"
    r"register|quang-cao|rss|sitemap)(?:\.\w{2,5})?/?$",
    re.I,
)
"""Addresses of pages that are there once and for all."""
_PATH = re.compile(r"(?:\w+:)?(?://[^/?#]*)?([^?#]*)")
"""Of an address, quicker than taking it apart."""
_DOCUMENTS = re.compile(
    r"/(?:laws?|van-?ban(?:-(?:phap-(?:luat|quy)|chi-dao|dieu-hanh))?|vbpq|thu-tuc(?:-hanh-chinh)?)/", re.I
)
"""Addresses of documents and of what offices do for people, which print a day, too."""
_STATIC_TITLE = re.compile(
    r"(?:\W*+(?:lịch (?:công tác|làm việc)(?: (?:trong |của )?(?:tuần|lãnh đạo)\b.*)?|sitemap\b.*|rss|thăm dò ý kiến|"
    r"(?:thông tin )?liên hệ(?: (?:quảng cáo|t(?:òa|oà) soạn))?|giới thiệu(?: chung)?|quảng cáo|"
    r"(?:xem|tin) theo ngày\b.{0,20}|danh bạ\b[\w, -]{0,60}|\d{1,4}/(?:19|20)\d\d/[A-ZĐ-]{2,15}|"
    r"chức năng\W+(?:và )?nhiệm vụ(?:\W+(?:và )?quyền hạn)?|"
    r"(?:cơ cấu|sơ đồ|bộ máy) tổ chức(?: bộ máy)?|lịch sử(?: (?:hình thành|truyền thống|phát triển))?(?:\W+(?:và )?phát triển)?|"
    r"(?:ban )?lãnh đạo(?: (?:đơn vị|qua các thời kỳ))?|điều kiện tự nhiên|vị trí địa lý|đặt báo|tuyển dụng|"
    r"bảng giá quảng cáo|hợp tác(?: nội dung| quảng cáo)?|thông tin quảng cáo|"
    r"(?:điều khoản|quy định) sử dụng|chính sách (?:bảo mật|riêng tư)|sơ đồ (?:trang|website)|hỏi đáp|"
    r"contact(?: us)?|about(?: us)?)(?: (?:năm )?20\d\d)?(?:\W++(?:và )?|$))+",
    re.I,
)
"""What such pages are called, if it is all of the headline."""
_TABLE_TITLE = re.compile(
    r"(?:dự báo )?thời tiết [\w ]{2,25}|(?:bảng giá|giá|t[ỷỉ] giá) (?:vàng|ngoại tệ|xăng dầu)(?: \w+)?"
    r"(?: (?:trực tuyến|hôm nay))?|(?:xs\w{2,4}\W+)?(?:kết quả )?xổ số\b[\w ]{0,40}|"
    r"lịch (?:phát sóng|thi đấu|chiếu phim)\b[\w /-]{0,40}|bảng xếp hạng\b[\w /-]{0,40}",
    re.I,
)
"""What pages of figures are called that change by the day; an article of the same name says more."""
_LONGEST_STATIC = 80
_ARCHIVES = frozenset({"archive", "search-results", "error404"})
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:(?:q|s|keyword|keywords|tukhoa|query|search)=|(?:page|trang)=\d)", re.I)
_OTHER_TYPES = (
    *("Product", "Quiz", "SportsEvent", "JobPosting", "Legislation"),
    *("Course", "BroadcastEvent", "PublicationIssue"),
)
_LIST_TYPES = ("CollectionPage", "SearchResultsPage", "ProfilePage", "ContactPage", "AboutPage")
_SEVERAL = 3
"""So many articles described on one page are a list."""
_LEAST_DESCRIPTION = 40
_LONGEST_SECTION = 30
_LONGEST_INTRODUCTION = 600
_MENU = re.compile(r"(?<![a-z])(?:menu|nav|navbar|navigation|main-?nav|top-?nav)(?![a-z])", re.I)
_CRUMBS = re.compile(r"bread-?_?crumb", re.I)
_MENU_DEPTH = 4
_ONWARD = re.compile(r"\W*(?:(?:xem|đọc) (?:chi tiết|thêm|tiếp|toàn bộ)|chi tiết|read more|view more|detail)\W*", re.I)
_LONGEST_ONWARD = 20
_LONGEST_LEAD = 1200
_LEAST_UNDATED = 600
"""Letters of a text that nothing dates."""
_LONGEST_SIGNOFF = 80
_LINES_TO_OTHERS = 20
_WORDS = re.compile(r"[a-z0-9]+")
_LONG_HEADLINE = 25
"""Letters."""
_LEAST_IN_HEADLINE = 8
"""Words."""


def refusal(page: Page) -> str | None:
    """Why a page that no family claims can't be an article, or None.

    Metadata that date an article are believed. Others (`og:type` alone is on many sections, too) only where the text
    that was found is no teaser of another article, follows its headline, and something else speaks for an article.
    """
    shown = " ".join([*page.windows, *page.texts("//h1"), *page.texts("//h2[1]")])
    if NOT_FOUND.search(shown):
        return "soft-404"
    if page.address and is_front(page.address):
        return "front-page"  # many state og:type article on it
    body = densest(page)
    if body is None and not element_text(page.root):
        return "empty-page"
    if body is None:
        if page.first("//input[@type='password']") is not None:
            return "login-page"
        return "listing" if sum(p.teaser is not None for p in paragraphs(page)) >= _SEVERAL else "no-body"
    if is_short(page, body) and names_lead(mark(body)) and next(page.root.iter("video", "iframe"), None) is not None:
        return "no-body"  # what stands over a film
    if _is_archive(page):
        return "listing"
    if _is_menu_entry(page):
        return "listing"  # some sites date their sections
    title = headline_element(page)
    name = short_text(title, _LONGEST_STATIC) if title is not None else ""
    if named := named_otherwise(page.address or "", name):
        return named
    if _TABLE_TITLE.fullmatch(name) and not _is_long(page, body):
        return "no-sign-of-an-article"
    if _describes_otherwise(page):
        return "no-sign-of-an-article"
    if headline_leads_elsewhere(page) or (page.typed("ItemList") and not page.article_ld and _announces(page, body)):
        return "listing"
    if states_article(page):
        return None
    if page.canonical and is_front(page.canonical) and not (_is_typed_article(page) or _names_itself(page)):
        return "front-page"  # what is shown in place of an article that is gone
    if page.address and is_listing(page.address):
        return "listing"
    if _DOCUMENTS.search(_path(page.address or "")) and not page.article_ld:
        return "no-sign-of-an-article"
    if title is None:
        return None if page.article_ld or _is_typed_article(page) else "no-title"
    dated = _is_dated(page, title, body) or (page.dates_filled_in and _is_dated(page, title, body))
    if page.typed(*_LIST_TYPES) is not None or follows_other_headlines(page, title, body):
        return "listing"
    if _leads_on(page, body) or (not dated and (page.typed("ItemList") is not None or _announces(page, body))):
        return "listing"
    if is_short(page, body):
        return None if dated else "no-body"
    if dated or page.article_ld or _is_typed_article(page) or _prints_description(page, title, body):
        return None
    if is_confirmed(page) and page.address and looks_like_article(page.address, None):
        return None
    if _is_long(page, body) and (_is_signed(body) or _precedes_others(body) or _spells(page.address or "", title)):
        return None
    return "no-sign-of-an-article"


def _path(address: str) -> str:
    found = _PATH.match(address)
    return found[1] if found else ""


def named_otherwise(address: str, title: str) -> str | None:
    """Why a page is no article by its address or its headline alone, whatever its markup and metadata say."""
    path = _path(address)
    if _ALWAYS_LISTS.search(path) and not looks_like_article(address, None):
        return "listing"
    named = len(title) <= _LONGEST_STATIC and _STATIC_TITLE.fullmatch(title)
    return "no-sign-of-an-article" if named or _STATIC.search(path) else None


def _describes_otherwise(page: Page) -> bool:
    """Whether a page says that it describes something else, and no article: a product, a quiz, a match, a vacancy, a law.

    A list of things counts where nothing says that the page is an article.
    """
    if page.article_ld:
        return False
    kind = (page.meta("og:type") or "").lower()
    types = (*_OTHER_TYPES, "ItemList") if kind == "website" else _OTHER_TYPES
    return kind.startswith("product") or page.typed(*types) is not None


def _is_long(page: Page, body: Element) -> bool:
    return _own_letters(page, body) >= _LEAST_UNDATED


def _own_letters(page: Page, body: Element) -> float:
    """How much text of its own a body holds, besides what announces other articles."""
    return sum(
        p.letters for p in paragraphs(page) if p.teaser is None and body in (p.element, *p.element.iterancestors())
    )


def _is_signed(body: Element) -> bool:
    """Whether a text ends with a byline, as pages that are there once and for all don't."""
    lines = [text for box in body.iter("p", "div") if len(box) <= 1 and (text := short_text(box, _LONGEST_SIGNOFF))]
    if not lines:
        return False
    byline = understood(lines[-1])
    return bool(byline.authors) and not byline.uncertain


def _spells(address: str, headline: Element) -> bool:
    """Whether an address ends in the words of a headline that is as long as no static page's: `/thanh-lap-lien-hiep-…`."""
    words = _WORDS.findall(without_diacritics(element_text(headline)).lower())
    slug = urlsplit(address).path.strip("/").rpartition("/")[2].partition(".")[0].lower().split("-")
    return len(words) >= _LEAST_IN_HEADLINE and slug[: len(words)] == words


def _precedes_others(body: Element) -> bool:
    """Whether one of the first lines after a text is set over the other articles of a section: `Tin đã đưa`, `Các tin khác`."""
    if any(OTHERS.fullmatch(short_text(line, _LONGEST_SECTION)) for line in body.iter("p", "h2", "h3", "h4", "td")):
        return True  # a box that was not closed
    step: Element | None = body
    seen = 0
    while step is not None and step.tag != "body":
        for element in (element for box in step.itersiblings() for element in box.iter()):
            if isinstance(element.tag, str) and (text := short_text(element, _LONGEST_SECTION)):
                if OTHERS.fullmatch(text):
                    return True
                seen += 1
                if seen > _LINES_TO_OTHERS:
                    return False
        step = step.getparent()
    return False


def _is_archive(page: Page) -> bool:
    """Whether the class of `body` is that of WordPress's lists: of a category, a tag, an author, a search."""
    body = page.root.find("body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    return not _ARCHIVES.isdisjoint(classes) and "single" not in classes


def _is_dated(page: Page, title: Element, body: Element) -> bool:
    """Whether a date stands beside headline and text, and in no box that announces another article."""
    announcing = {p.teaser for p in paragraphs(page) if p.teaser is not None}
    found = (date_near(title, [body], page), stamp_near(title, [body], page))
    return any(date is not None and announcing.isdisjoint((date, *date.iterancestors())) for date in found)


def is_front(address: str) -> bool:
    """Whether an address is a site's front page."""
    parts = urlsplit(address)
    own = parts.path.strip("/") == "" or bool(_FRONT.fullmatch(parts.path))
    return bool(parts.netloc) and own and not parts.query and not parts.fragment.startswith("!")


def is_listing(address: str) -> bool:
    """Whether an address alone tells that it is a list of articles: a topic's, an author's, a search, a further page."""
    parts = urlsplit(address)
    if _LISTS.search(parts.path):
        return True
    if looks_like_article(address, None):
        return False
    return bool(_SECTIONS.search(parts.path) or _SEARCH_QUERY.search(parts.query))


def _is_typed_article(page: Page) -> bool:
    return (page.meta("og:type") or "").lower() in ("article", "news")


# --- the text and its headline ------------------------------------------------------------------------------------


def _names_itself(page: Page) -> bool:
    """Whether the window's title has a headline of the page's own, so that only a template states the front page's address.

    Such templates do so in `og:url`; a canonical link is meant, unless `og:url` states another address.
    """
    title = headline_element(page)
    linked = any(link.get("rel") == "canonical" for link in page.root.iter("link"))
    other = page.meta("og:url")
    meant = linked and (other is None or is_front(other))
    return not meant and title is not None and is_confirmed(page) and len(element_text(title)) >= _LONG_HEADLINE


def _is_menu_entry(page: Page) -> bool:
    """Whether the headline is what the site's menu calls this page."""
    title = headline_element(page)
    text = element_text(title) if title is not None else ""
    if title is None or not text or len(text) > _LONGEST_SECTION:
        return False
    mine = fold(text)
    for link in page.root.iter("a"):
        if (
            fold(short_text(link, _LONGEST_SECTION)) == mine
            and link not in title.iter()
            and link not in title.iterancestors()
        ):
            boxes = list(islice(link.iterancestors(), _MENU_DEPTH))
            if any(_MENU.search(mark(box)) or box.tag == "nav" for box in boxes) and not any(
                _CRUMBS.search(mark(box)) for box in boxes
            ):
                return True
    return False


def _leads_on(page: Page, body: Element) -> bool:
    """Whether a text is made of beginnings, each with a link to the rest."""
    onward = (a for a in body.iter("a") if _ONWARD.fullmatch(short_text(a, _LONGEST_ONWARD)))
    return sum(leads_elsewhere(a.get("href") or "", page) for a in onward) >= _SEVERAL


def _announces(page: Page, body: Element) -> bool:
    """Whether a page without an article's address says more of other articles than it says itself."""
    if page.address and looks_like_article(page.address, None):
        return False
    others = [p.letters for p in paragraphs(page) if p.teaser is not None]
    return len(others) >= _SEVERAL and _own_letters(page, body) < min(sum(others), _LONGEST_INTRODUCTION)


def _prints_description(page: Page, title: Element, body: Element) -> bool:
    """Whether the page prints its own description right under its headline, as articles print their lead."""
    description = fold(page.meta("description", "og:description") or "")
    if len(description) < _LEAST_DESCRIPTION or description == fold(element_text(title)):
        return False
    column = next((above for above in title.iterancestors() if body is above or body in set(above.iter())), None)
    if column is None:
        return False
    wanted = description[:_LEAST_DESCRIPTION]
    after = False
    for element in column.iter():
        if element is title:
            after = True
        elif after and isinstance(element.tag, str) and fold(short_text(element, _LONGEST_LEAD)).startswith(wanted):
            return True
    return False
