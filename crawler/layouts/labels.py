"""What files an article: its section and its tags, on pages of no family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile
from urllib.parse import urlsplit

from crawler.layouts.dating import date_near, section_in_row
from crawler.layouts.frame import HOME_NAME, is_aside, is_aside_mark, is_home, mark, names_tags, told_by
from crawler.layouts.moments import says_only_when
from crawler.layouts.nearby import common_ancestor, has_text, lines_after, rows_around
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import TAG_ADDRESS, TAG_LABEL, is_row_of_tools, looks_like_article
from crawler.urls import bare_host
from crawler.vietnamese.bylines import understood
from crawler.vietnamese.text import fold

_CRUMBS = re.compile(r"bread-?_?cr?um|(?<![a-z])(?:bread|b?crumbs?|navigation-?detail|duong-?dan)(?![a-z])", re.I)
_names_section = told_by(
    r"(?<!s4-)(?<!global)bread-?_?cr?um|(?<![a-z])(?:bread|b?crumbs?|navigation-?detail|duong-?dan|(?:main-?|sub-?|title-?)?cate?(?:-?name|-?links?)?|"
    r"category(?:-?name\w*)?|chuyen-?muc|(?:the-)?article-category|entry-category|detail-cate)(?![a-z])",
    re.I,
)
_lists_crumbs = told_by(r"schema\.org/BreadcrumbList")
_labels_crumbs = told_by(r"^\s*(?:bread-?_?crumb|đường dẫn)", re.I)
_ACTIVE = frozenset({"active", "act", "actived", "current", "selected", "show"})
"""Marks the one of several breadcrumbs in a row that is shown, but for it made like the others."""
_TO_PLACE = re.compile(r"\s*#.|.*/region/")
"""An address of a place on the page itself, such as its comments, or of what is new in a province."""
_BUTTON = re.compile(r"\W*(?:đăng (?:nhập|ký|kí|xuất)|log ?in|sign ?(?:in|up)|register|tìm kiếm|search)\W*", re.I)
_OF_AUTHOR = re.compile(r"/(?:authors?|tac-gia|user|profile)/|author|tac-gia|vcard", re.I)
_LABEL = re.compile(r"^\W*(?:tags?|từ khóa|từ khoá|chủ đề|xem thêm(?: về)?)\s*[:：]?\s*", re.I)
_LABEL_ALONE = re.compile(rf"\W*(?:{TAG_LABEL}|chủ đề(?: liên quan)?)\W*", re.I)
_FOOTER = re.compile(r"footer", re.I)
_SEPARATOR = re.compile(r"\s+[-–—|»]+\s+(?![^\W\d_A-ZĐÀ-Ỹ])")
"""Between the parts of a window's title; not in `Văn hóa - xã hội`, one section's name."""
_OF_SITE = re.compile(r"cloud|trend|relate|lien-?quan|(?<![a-z])hot(?![a-z])|noi-?bat|popular", re.I)
_SIDE = re.compile(
    r"(?<![a-z])(?:side-?bar|(?:col(?:umn)?-?)right|right-?(?:col\w*|side)?|aside|(?<!elementor-)widget)(?![a-z])", re.I
)
_NO_SECTION = re.compile(r"\W*(?:tin )?(?:chi tiết|nội dung|bài viết|xem|đọc|bạn đang)\b|\W*details?\b", re.I)
"""What ends a breadcrumb that says only that this is an article."""
_FEW_BOXES = 4
_NEAR = 3
"""A section's name stands in a box at most so far above the headline."""
_LONGEST_SECTION = 45
_MOST_CRUMBS = 6
_LEVELS_TO_PATH = 6
_NO_PATHS = frozenset({"header", "form", "script", "style"})
_LONGEST_PATH = 160
_MOST_IN_ROW = 3
_LONGEST_ALONE = 30
_ARROW = re.compile(r"[>»›→]")
_points_right = told_by(r"(?:chevron|angle|arrow|caret)[\w-]*right")
"""Whether a class is one of an arrow's picture."""
_SUB_MENU = re.compile(r"sub-?menu|mega-?menu|drop-?down", re.I)
_PATH_IN_ROW = 2
_EXTENSION = re.compile(r"(?:\.\w{2,5})?/*$")
_PARTS_OF_LINK = 3
_LONGEST_TAG = 80
_NONE = frozenset({"n/a", "none", "null", "đang cập nhật"})
"""What a template prints in place of tags that an article has none of."""
_MOST_TAGS = 25


def section_links(headline: Element | None, body: Element, page: Page, *, named_beside: bool = True) -> list[Element]:
    """The links of the breadcrumb over the headline, or of the section named beside it; drop-down menus left out.

    Not `named_beside`: only where few boxes are called by a word for sections; some families call most of them so.
    """
    around = [headline, body] if headline is not None else [body]
    above = islice(headline.iterancestors(), _NEAR) if headline is not None else ()
    near = {box for box in above if box.tag not in ("body", "html")}
    crumbs: list[Element] = []
    hidden: tuple[Element | None, set[str]] = None, set()
    beside: list[list[Element]] = []
    plain: list[Element] = []
    boxes = page.index.called(_names_section)
    listed = page.index.called(_lists_crumbs, by=("itemtype",))
    listed = [*listed, *(nav for nav in page.root.iter("nav") if _labels_crumbs(nav.get("aria-label") or ""))]
    if listed:
        boxes = page.index.in_order([*boxes, *listed])
    named_beside = named_beside or len(boxes) <= _FEW_BOXES
    for box in boxes:
        if page.index.in_order([*around, box])[-1] is box:  # after both
            break
        is_breadcrumb = box in listed or _CRUMBS.search(mark(box)) is not None
        if (not is_breadcrumb and is_aside(_whole_row(box))) or any(e.tag == "ul" for e in box.iterancestors()):
            continue
        if headline is not None and box in headline.iterancestors():  # WordPress classes an article by its category
            continue
        links = _crumbs_in(box, page)
        if all(_leads_home(link, page) for link in links):
            plain = plain or (list(_here(box, links[-1:], headline)) if is_breadcrumb else [])
            continue
        if is_breadcrumb:
            classes = set((box.get("class") or "").split())
            if not crumbs:
                crumbs, hidden = links, (box.getparent(), classes)
            elif not _ACTIVE.isdisjoint(classes) and hidden == (box.getparent(), classes - _ACTIVE):
                return links
        if named_beside and not near.isdisjoint(box.iterancestors()):
            beside.append(links)
    if crumbs or beside:  # of a row of sections the one that the page lies in
        own = _without_neighbours(_without_parts(crumbs or _own_of(beside, page), page))
        boxes = [box for box in islice(own[-1].iterancestors(), _NEAR) if _CRUMBS.search(mark(box))]
        return [*own, *_here(boxes[-1], own[-1:], headline)] if crumbs and own == crumbs and boxes else own
    if plain:
        return plain
    return _path_over(headline, page) if headline is not None else []


def is_section_address(url: str, page: Page) -> bool:
    """Whether a breadcrumb's link leads to a page of the site other than its home page, and not to Google News."""
    return not is_home(url) and _is_of_site(url, page)


def _is_of_site(url: str, page: Page) -> bool:
    own, linked = f".{bare_host(page.address or '')}", f".{bare_host(url)}"
    return own == "." or own.endswith(linked) or linked.endswith(own)


def _crumbs_in(box: Element, page: Page) -> list[Element]:
    """The links of a box that may name sections; none where they are too many for a breadcrumb."""
    links = [
        link
        for link in _plain_links(box, page)
        if 0 < len(text := element_text(link)) <= _LONGEST_SECTION
        and not _BUTTON.fullmatch(text)
        and _is_of_site(page.absolute(squeeze(link.get("href"))), page)
    ]
    return links if len(links) <= _MOST_CRUMBS else []


def _own_of(boxes: list[list[Element]], page: Page) -> list[Element]:
    """The links of the last of several boxes; where it holds one link, it may be one of a row of such boxes.

    Two are a section and the one in it; of more the page lies in the folders of some.
    """
    last = boxes[-1]
    if len(last) > 1:
        return last
    row = [links[0] for links in boxes if len(links) == 1 and links[0].getparent() is last[0].getparent()]
    if len(row) == _PATH_IN_ROW:
        return row
    return [link for links in boxes for link in _folders_of(links, page)] or last


def _without_parts(links: list[Element], page: Page) -> list[Element]:
    """A section without the list of all its own parts that follows it, none of them in another."""
    if len(links) <= _PATH_IN_ROW:
        return links
    first, *parts = (_folder(link, page) for link in links)
    in_list = all(any(box.tag == "li" for box in islice(a.iterancestors(), 2)) for a in links[1:])
    apart = not any(box.tag == "li" for box in islice(links[0].iterancestors(), 2))
    if (
        first
        and in_list
        and apart
        and not any(map(_is_active, links))
        and all(path.startswith(f"{first}/") and path.count("/") == first.count("/") + 1 for path in parts)
    ):
        return links[:1]
    return links


def _without_neighbours(links: list[Element]) -> list[Element]:
    """The section that is marked as the page's own and the one it belongs to, where others follow in the same row."""
    own = [at for at, link in enumerate(links) if _is_active(link)]
    if len(own) != 1 or own[0] == len(links) - 1 or len(links) == _PATH_IN_ROW:
        return links
    return [links[0], links[own[0]]] if own[0] else links[:1]


def _whole_row(crumbs: Element) -> Element:
    """The `nav` that holds nothing but a breadcrumb, as Bootstrap has them; else the box itself."""
    row = next(crumbs.iterancestors("nav"), None) if _CRUMBS.search(mark(crumbs)) else None
    return row if row is not None and short_text(row, _LONGEST_PATH) == short_text(crumbs, _LONGEST_PATH) else crumbs


def _here(box: Element, last: list[Element], headline: Element | None) -> Iterator[Element]:
    """What ends a breadcrumb, after its last link, and is none, since it names the section that the page lies in."""
    title = fold(element_text(headline)) if headline is not None else ""
    after = list(takewhile(lambda e: e not in last and e is not box, reversed(list(box.iter()))))
    for element in () if any(e.tag == "a" for e in after) else after:
        if len(element) == 0 and (name := element_text(element)) and any(map(str.isalpha, name)):
            said = fold(name.rstrip(" .…"))
            names_none = _NO_SECTION.match(name) or is_row_of_tools(name) or any(map(str.isdigit, name))
            if len(name) <= _LONGEST_SECTION and not (said in title or title in said or names_none):
                yield element
            return


def _is_active(link: Element) -> bool:
    """Whether a link, or the item that holds nothing else, is marked as the page's own."""
    item = link.getparent()
    boxes = [link] if item is None or len(item) > 1 else [link, item]
    return any(not _ACTIVE.isdisjoint((box.get("class") or "").split()) for box in boxes)


def _path_over(headline: Element, page: Page) -> list[Element]:
    """The links of the nearest row over the headline that reads as the way to the page, whatever it is called.

    They stand between arrows, `Xã hội > Nhân vật`, or the last of them leads to a folder that the page lies in, or a
    single one says what the site's menu says too.
    """
    for box in islice((headline, *headline.iterancestors()), _LEVELS_TO_PATH):
        if box.tag in ("body", "html"):
            break
        for row in box.itersiblings(preceding=True):
            if row.tag in _NO_PATHS or next(row.iter("a"), None) is None or not short_text(row, _LONGEST_PATH):
                continue
            if (links := _crumbs_in(row, page)) and not is_aside(row) and (way := _way(links, row, page)):
                return way
    return []


def _way(links: list[Element], row: Element, page: Page) -> list[Element]:
    """Those of a row's links that lead to the page."""
    whole = bare = short_text(row, _LONGEST_PATH)
    for link in links:
        bare = bare.replace(element_text(link), " ", 1)
    in_arrows = _ARROW.search(bare) and not _ARROW.match(whole)  # before each link they mark a list
    if len(links) > 1 and not in_arrows:
        in_arrows = any(_points_right(icon.get("class") or "") for icon in row.iter("i", "span", "svg"))
    if in_arrows or _CRUMBS.search(mark(row)):
        return links
    from_home = len(links) > 1 and _leads_home(links[0], page) and not any(map(str.isalnum, bare))
    if from_home and (len(links) == _PATH_IN_ROW or bare.count("/") == len(links) - 1):
        return links
    if len(links) == 1 and says_only_when(bare):  # beside the date
        return links
    if len(links) > _MOST_IN_ROW and next(row.iter("ul"), None) is not None:
        return []  # a menu
    own = links[1:] if _leads_home(links[0], page) else links
    if len(own) > 1 and _lie_in_each_other(own, page):
        return links
    if around := _folders_of(links, page):
        return around
    alone = len(links) == 1 and max(len(bare.strip()), len(whole) - len(bare)) <= _LONGEST_ALONE
    if not alone or _leads_home(links[0], page):
        return []
    return links if _is_linked(element_text(links[0]), page, besides=links[0]) else []


def _lie_in_each_other(links: list[Element], page: Page) -> bool:
    """Whether each of a few links leads to a folder in that of the one before: `/doi-song`, `/doi-song/loi-song`."""
    folders = [_folder(link, page) for link in links]
    return all(one and other.startswith(f"{one}/") for one, other in pairwise(folders))


def _folder(link: Element, page: Page) -> str:
    """The path that a section's link leads to, without what its address ends in."""
    return _EXTENSION.sub("", urlsplit(page.absolute(squeeze(link.get("href")))).path)


def _leads_home(link: Element, page: Page) -> bool:
    """Whether a link leads to the site's front page."""
    return is_home(page.absolute(squeeze(link.get("href")))) or HOME_NAME.fullmatch(element_text(link)) is not None


def _folders_of(links: list[Element], page: Page) -> list[Element]:
    """Those of several links that lead to a folder which the page lies in."""
    own = urlsplit(page.address or "").path
    folders = [urlsplit(page.absolute(squeeze(a.get("href")))).path.strip("/").partition(".")[0] for a in links]
    return [
        a
        for a, folder in zip(links, folders, strict=True)
        if folder and folder != own.strip("/") and own.startswith(f"/{folder}/")
    ]


def _is_linked_elsewhere(link: Element, page: Page) -> bool:
    """Whether another link of the page says the same and leads to the same place."""
    text, href = element_text(link), link.get("href")
    return any(
        other is not link and other.get("href") == href and short_text(other, _LONGEST_SECTION) == text
        for other in page.root.iter("a")
    )


def section_beside_date(headline: Element | None, body: Element, page: Page) -> list[Element] | str | None:
    """The section in the row of the date: a link that the site's menu has too, or a name; else what WordPress files it in."""
    date = date_near(headline, [body], page)
    for row in rows_around(date, _LONGEST_PATH) if date is not None else ():
        links = [link for link in _crumbs_in(row, page) if not _OF_AUTHOR.search(f"{link.get('href')} {mark(link)}")]
        if named := [link for link in links if _is_category(link) or _is_linked_elsewhere(link, page)]:
            return [link for link in named if _is_category(link) or not _names_people(element_text(link))][:1]
        if len(links) == 1 and _is_only_link_beside_date(links[0], row):
            return links
        if (name := section_in_row(row)) and not _names_people(name):
            return name
    column = common_ancestor(headline, body) if headline is not None else None
    links = list(column.iter("a")) if column is not None else []
    return [link for link in links if _is_category(link) and not is_aside(link)][:1]


def _is_only_link_beside_date(link: Element, row: Element) -> bool:
    """Whether a row says when, and besides links one thing that is nobody's name: `17:26 - 18/01/2016 | Giáo dục`."""
    name = element_text(link)
    rest = short_text(row, _LONGEST_PATH).replace(name, " ", 1)
    if is_row_of_tools(name) or any(map(str.isdigit, name)):
        return False
    return says_only_when(rest) and not _names_people(name)


def _names_people(name: str) -> bool:
    byline = understood(name)
    return bool(byline.authors) and not byline.uncertain  # what is a place's name, too, is


def _is_category(link: Element) -> bool:
    return "category" in (link.get("rel") or "").split()


def is_better_stated(printed: list[str], stated: list[str]) -> bool:
    """Whether JSON-LD gives the same breadcrumb as the page prints, but whole, or without the menu of its neighbours.

    One name more in print is a level that JSON-LD leaves out.
    """
    seen = {fold(name) for name in printed}
    known = {key for name in stated if (key := fold(name)) in seen or name is not stated[0]}  # the first leads home
    return bool(known) and (seen < known or (known < seen and len(seen) > len(known) + 1))


def section_in_window(headline: Element | None, page: Page) -> str | None:
    """What the window's title says between headline and outlet; of several parts the one that the page links, as menus do."""
    if headline is None:
        return None
    mine = element_text(headline)
    for window in page.windows:
        parts = _SEPARATOR.split(window[len(mine) :]) if window.startswith(mine) else []
        between: list[str] = list(filter(None, parts[1:-1]))
        for name in between:
            if len(name) <= _LONGEST_SECTION and (len(between) == 1 or _is_linked(name, page)):
                return name
    return None


def section_over(headline: Element | None, page: Page) -> str | None:
    """What stands right over the headline, where another link, such as one of the site's menu, says the same."""
    for box in islice((headline, *headline.iterancestors()), _NEAR) if headline is not None else ():
        if (over := next(filter(has_text, box.itersiblings(preceding=True)), None)) is not None:
            name = short_text(over, _LONGEST_ALONE)
            return name if name and _is_linked(name, page, besides=next(over.iter("a"), None)) else None
    return None


def _is_linked(name: str, page: Page, besides: Element | None = None) -> bool:
    """Whether a text is what a link to another page than the home page says, besides a link that says it itself."""
    if "links by name" not in page.memo:  # a row may ask for each of its links
        named: dict[str, list[Element]] = {}
        for link in page.root.iter("a"):
            if len(link) <= _PARTS_OF_LINK and (said := short_text(link, _LONGEST_SECTION)):
                named.setdefault(fold(said), []).append(link)
        page.memo["links by name"] = named
    return any(
        link is not besides and urlsplit(page.absolute(squeeze(link.get("href")))).path.strip("/")
        for link in page.memo["links by name"].get(fold(name), ())
    )


def _plain_links(box: Element, page: Page) -> Iterator[Element]:
    """The links of a breadcrumb that lead somewhere, without those of menus that drop down from it."""
    for link in [box] if box.tag == "a" else box.iter("a"):
        items = 0
        for above in link.iterancestors():
            if above is box:
                break
            items += 2 if _SUB_MENU.search(above.get("class") or "") else above.tag == "li"
        href = squeeze(link.get("href"))
        if (
            items <= 1
            and not href.lower().startswith(("javascript:", "#"))
            and not looks_like_article(page.absolute(href), None)
        ):
            yield link


def tag_names(headline: Element | None, body: Element, page: Page) -> list[str]:
    """The keywords of the first box of tags after the body has begun, links or words after a label."""
    rows: set[Element | None] = set()
    for box in page.index.called(names_tags):
        if page.index.in_order([body, box])[0] is box or _OF_SITE.search(mark(box)) or _is_beside(box, body):
            continue
        row = box.getparent() if box.tag in ("a", "li") else None  # each tag is called one
        if row is not None and row in rows:
            continue
        rows.add(row)
        alike = (box,) if row is None else row.iterchildren(str(box.tag))
        names = [
            _LABEL.sub("", element_text(link))
            for one in alike
            if names_tags(mark(one))
            for link in one.iter("a")
            if not _TO_PLACE.match(link.get("href") or "")
        ]
        if not names and (text := short_text(box, _LONGEST_TAG * _MOST_TAGS)) and _LABEL.match(text):
            names = _LABEL.sub("", text).split(",")
        if not names and fold("".join(items := _items_of(box))) == fold(element_text(box)):
            names = items
        if names := as_tags(names):
            return names
    marked = [a for a in page.index.called(_is_tag, by=("rel",)) if a.tag == "a"]
    addressed = (
        a
        for a in page.root.iter("a")
        if ("tag" in (href := a.get("href") or "") or "tu-khoa" in href)
        and TAG_ADDRESS.search(href)
        and a not in marked
    )
    for links in (marked, addressed):
        after = [a for a in links if page.index.in_order([body, a])[0] is body and not _is_beside(a, body)]
        if names := list(filter(None, map(element_text, after))):
            return as_tags(names)
    return _labelled(headline, body, page)


def _items_of(box: Element) -> list[str]:
    """The texts of the parts of a box that hold nothing but text."""
    return [text for e in box.iter("span", "li", "strong") if not len(e) and (text := short_text(e, _LONGEST_TAG))]


def _is_tag(rel: str) -> bool:
    return "tag" in rel.split() and "category" not in rel


def _labelled(headline: Element | None, body: Element, page: Page) -> list[str]:
    """The links under the body after `Tags:`, `Từ khóa` or `Chủ đề` and nothing else."""
    for element, text in lines_after(headline, [body], page):
        above = element.getparent()
        before = (above.text if above is not None else None) or ""
        if not _LABEL_ALONE.fullmatch(before if element.tag == "a" else text) or _is_beside(element, body):
            continue
        for box in islice(element.iterancestors(), 2):
            if body in box.iter():
                break
            links = list(box.iter("a"))
            if "hủ đề" in text and any(looks_like_article(link.get("href") or "", None) for link in links):
                break  # articles on one topic
            if names := as_tags(map(element_text, links)):
                return names
    return []


def as_tags(names: Iterable[str]) -> list[str]:
    """Names as tags, without marks and placeholders; none where they are too many for tags."""
    tags = [
        n
        for name in names
        if 0 < len(n := name.strip(" #,;")) <= _LONGEST_TAG
        and not _LABEL_ALONE.fullmatch(n)
        and n.casefold() not in _NONE
        and not says_only_when(n)
        and ("#" in name or not is_row_of_tools(n))
    ]
    return tags if len(tags) <= _MOST_TAGS else []


def _is_beside(box: Element, body: Element) -> bool:
    """Whether an element stands in a column beside that of the body, or in the site's frame; articles have footers too."""
    around = set(body.iterancestors())
    common = next((above for above in box.iterancestors() if above in around), None)
    own = common is not None and common.tag not in ("body", "html")
    for above in takewhile(lambda e: e not in around, box.iterancestors()):
        if above.tag in ("nav", "aside") or (above.tag == "footer" and not own):
            return True
        called = mark(above)
        if _SIDE.search(called) or is_aside_mark(_FOOTER.sub("", called) if own else called):
            return True
    return False
