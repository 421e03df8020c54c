"""A page for `fixtures/pages`, begun from a real one: its markup, and in place of its words invented ones.

What a fixture is there for is the markup: which element holds the lead, where the byline stands, what lies between the
paragraphs. What it must not hold is a publisher's text. So the part of a page that the layout reads is kept with its
elements, classes and ids, and every sentence, name, address and picture is replaced: the same words everywhere by the
same invented ones, so that what is repeated on the page stays repeated. Dates, marks of agencies, roles (`Ảnh:`,
`Theo`), names of outlets and labels of a word or two stay: they are what the page is read by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.extraction import extract
from crawler.items import Article, NotAnArticle
from crawler.layouts import Layout, Page, choose
from crawler.layouts.base import DECLARED
from crawler.layouts.headlines import headline_element
from crawler.layouts.page import Element, element_text, squeeze
from crawler.urls import bare_host
from crawler.vietnamese.dates import parse_date

SENTENCES = (
    "Mùa này nước về sớm trên đồng làng, mấy chiếc xuồng nhỏ đã nằm chờ sẵn dưới bến từ tuần trước.",
    "Người già bảo năm nào điên điển trổ bông sớm thì năm ấy cá linh cũng về nhiều hơn mọi khi.",
    "Sau buổi chợ sáng, cả xóm ngồi lại vá lưới, vừa làm vừa kể chuyện những mùa nước cũ.",
    "Chiếc cầu gỗ đầu xóm vừa thay ván mới, học trò đi học không còn phải xắn quần lội qua.",
    "Chiều xuống, khói bếp trộn với mùi rơm ướt, bay là là trên mặt nước rồi tan vào rặng tre.",
    "Anh thợ mộc nhận đóng thêm ba chiếc xuồng, hẹn giao trước ngày con nước lớn nhất.",
    "Đám trẻ mang cần câu ra ngồi dọc bờ kênh, mỗi đứa một góc, im lặng như người lớn.",
    "Trạm bơm chạy suốt đêm, tiếng máy đều đều lẫn vào tiếng ếch nhái gọi nhau ngoài ruộng.",
)
PEOPLE = (
    ("Bách", "Khuê", "Nhiên"),
    ("Thu Vân", "Minh Khuê", "Hải Đường"),
    ("Đinh Thu Vân", "Lò Văn Bách", "Hồ Minh Khuê"),
    ("Đinh Thị Thu Vân", "Lò Quang Minh Bách", "Hồ Nguyễn Minh Khuê"),
)
"""Invented names, by their number of words."""
LONGEST = 45
"""Words of one text; longer ones are cut: a fixture is to be read by people."""
_NAMES = 6
"""Words of the names behind a role."""
_HEADLINE = 14
"""Words up to which a text may be the beginning of a sentence."""
_SHORT_VALUE = 25
_FRAME = 40
"""A box of no more elements that stands among the fields is kept: what layouts must not take for a field."""
_LABEL = 3
"""Words of a label: `Chia sẻ`, `Tin liên quan`."""
_MOST = {"p": 8, "li": 4, "a": 8, "figure": 4, "div": 8, "tr": 6}
"""So many siblings of one kind are kept, and as many again at the end as are `_LAST`: there stands the sign-off."""
_LAST = 3
_DROPPED = ("script", "style", "noscript", "svg", "template", "link", "ins", "base", "form")
_KEPT = frozenset(
    "class id align style itemprop itemtype itemscope rel type role datetime width height colspan rowspan lang hidden name "
    "property http-equiv charset".split()
)
"""Attributes that stay as they are."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DATE = re.compile(r"[\W\d]*(?:\d|thứ|chủ nhật|cn|ngày|lúc|cập nhật|đăng|xuất bản|publish|updated)", re.I)
_DATE_WORDS = 4
"""Words beside the numbers of a date: `Thứ Năm, ngày`, `Cập nhật lúc`, `GMT`."""
_METAS = re.compile(
    r"^(?:og:|article:|twitter:(?:title|description|image)$|description$|keywords$|news_keywords$|author$|date|pubdate|"
    r"lastmod|dc\.|dable:|application-name$|robots$|viewport$|copyright$|source$|generator$|cms)",
    re.I,
)
_CREDIT = re.compile(r"((?:Ảnh|Nguồn|Video|Clip|Đồ họa|Theo|Bài|Tổng hợp|Thực hiện)[^:]{0,20}:\s*)", re.I)
_PICTURES = re.compile(r"^(?:src|srcset|data-[\w-]*(?:src|original|img|thumb|image|photo|file|vid)[\w-]*|poster)$")
_FILE = re.compile(r"\.(jpe?g|png|gif|webp|avif|mp4|m3u8|mp3|pdf|docx?|xlsx?)\b", re.I)
_LINKS = re.compile(r"^(?:href|cite|action|data-(?:url|href|link))$")


def skeleton(html: bytes, url: str | None, example_url: str, content_type: str | None = None) -> str:
    """The page as HTML with its markup and none of its words. Raises NotAnArticle for a page that is no article."""
    article = extract(html, url, content_type=content_type)
    page = Page.from_html(html, url, content_type)
    layout = choose(page)
    words = Words(article)
    fields = _fields(page, layout, article)
    head = _head(page, words, example_url)
    _prune(page, fields)
    as_it_is = {*fields["date_published"], *fields["date_modified"], *fields["section"]}
    for element in list(page.root.iter()):
        if isinstance(element.tag, str):
            _reword(element, page, words, as_it_is, example_url)
    body = page.root.find(".//body")
    markup = etree.tostring(body if body is not None else page.root, method="html", encoding="unicode")
    markup = re.sub(r"[ \t]*\n\s*", "\n", markup)
    return f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n{head}\n</head>\n{markup.strip()}\n</html>\n'


def lost(html: bytes, url: str | None, made: str, content_type: str | None = None) -> list[str]:
    """What a layout reads on a page and not on what was made of it: fields by their names."""
    wanted = extract(html, url, content_type=content_type)
    try:
        found = extract(made)
    except NotAnArticle as reason:
        return [f"the article ({reason})"]
    names = ("layout", "date_published")
    differ = [name for name in names if getattr(wanted, name) != getattr(found, name)]
    present = ("summary", "dateline", "authors", "sources", "images", "section", "tags", "attachments")
    return differ + [name for name in present if bool(getattr(wanted, name)) != bool(getattr(found, name))]


class Words:
    """Invented words for real ones, the same for the same."""

    def __init__(self, article: Article) -> None:
        self._made: dict[str, str] = {}
        self._next = 0
        self._people = self._invented_people(article)
        self._outlets = [source.name for source in article.sources]
        self._outlets += [author.affiliation for author in article.authors if author.affiliation]
        self._kept = [article.dateline] if article.dateline else []

    @staticmethod
    def _invented_people(article: Article) -> dict[str, str]:
        people: dict[str, str] = {}
        for author in article.authors:
            if author.kind in ("person", "pen_name"):
                pool = PEOPLE[min(len(author.name.split()), len(PEOPLE)) - 1]
                people.setdefault(author.name, pool[len(people) % len(pool)])
        for image in article.images:
            if image.credit and image.credit not in people and 1 < len(image.credit.split()) <= 4:
                pool = PEOPLE[len(image.credit.split()) - 1]
                people[image.credit] = pool[len(people) % len(pool)]
        return people

    def instead_of(self, text: str) -> str:
        """An invented text of the length and form of this one, with the blanks around it."""
        bare = squeeze(text)
        if not any(letter.isalpha() for letter in bare):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before[:1]}{self._reworded(bare)}{after[:1]}"

    def _reworded(self, text: str) -> str:
        for mark in self._kept:
            if found := re.match(rf"\W*{re.escape(mark)}\W*\s*", text):
                rest = text[found.end() :]
                return found[0] + (self._reworded(rest) if rest else "")
        said, label, name = (*_CREDIT.split(text, maxsplit=1), "", "")[:3]
        if label and len(said.split()) > _LABEL and len(name.split()) <= _NAMES:
            return self._filled(said.rstrip()) + said[len(said.rstrip()) :] + label + self._credited(name)
        if (named := self._with_other_names(text)) is not None:
            return named
        if label and len(name.split()) <= _NAMES:
            return said + label + self._credited(name)
        return self._filled(text)

    def _credited(self, name: str) -> str:
        """A name behind a role with what follows it: known ones as everywhere, others by the first invented one."""
        if not any(letter.isalpha() for letter in name) or any(o.casefold() in name.casefold() for o in self._outlets):
            return name
        end = re.search(r"\W*$", name)
        return self._with_other_names(name) or PEOPLE[1][0] + (end[0] if end else "")

    def _with_other_names(self, text: str) -> str | None:
        """A line of names and roles with the names exchanged; None for a text that is no such line."""
        found = [name for name in [*self._people, *self._outlets] if name.casefold() in text.casefold()]
        named = sum(len(name.split()) for name in found)
        if not found or len(text.split()) > named + 8 or re.search(r"[.!?]\s+\w+\s+\w+\s+\w+\s+\w+", text):
            return None
        for name, other in self._people.items():
            text = re.sub(re.escape(name), partial(_as_capital_as, other), text, flags=re.I)
        return text

    def _filled(self, text: str) -> str:
        """As many invented words, with the capitals and the end of the real ones."""
        key = text.casefold()
        if key not in self._made:
            self._made[key] = self._invent(min(len(text.split()), LONGEST))
        made = self._made[key]
        if text.isupper():
            return made.upper()
        if text[:1].islower():
            made = made[:1].lower() + made[1:]
        last = re.search(r"[.!?:…;,\"”)]+$", text.strip())
        return made.rstrip(".,") + (last[0] if last else "")

    def _invent(self, count: int) -> str:
        """Whole sentences of so many words or a few less; the beginning of one where it is to be short."""
        words: list[str] = []
        while len(words) < max(1, 0.7 * count):
            words += SENTENCES[self._next % len(SENTENCES)].split()
            self._next += 1
        return " ".join(words[:count] if count <= _HEADLINE else words)


def _as_capital_as(name: str, found: re.Match[str]) -> str:
    return name.upper() if found[0].isupper() else name


def _fields(page: Page, layout: Layout, article: Article) -> dict[str, list[Element]]:
    """The elements of every field: where the layout says, else those that hold what was read."""
    fields = {name: layout.elements_of(name, page) for name in DECLARED}
    headline = headline_element(page)
    if not fields["title"] and headline is not None:
        fields["title"] = [headline]
    read = {
        "title": article.title,
        "summary": article.summary,
        "date_published": article.raw.date_published,
        "author": article.raw.byline,
        "source": article.raw.sources,
    }
    for name, text in read.items():
        if text and not fields[name]:
            fields[name] = _holders(page, text)[:1]
    for name, texts in (("section", article.section), ("tags", article.tags)):
        if not fields[name]:
            fields[name] = [e for text in texts for e in _holders(page, text) if e.tag == "a"][:8]
    return fields


def _holders(page: Page, text: str) -> list[Element]:
    """The smallest elements of the body that hold a text and little else."""
    found: list[Element] = []
    for element in page.find("//body//*[not(self::script or self::style)]"):
        said = element_text(element)
        if text in said and len(said) <= len(text) + 40:
            found = [e for e in found if e not in set(element.iterancestors())] + [element]
    return found


def _prune(page: Page, fields: dict[str, list[Element]]) -> None:
    """Leave the fields, what they stand in, and small boxes among them."""
    own = {element for elements in fields.values() for element in elements}
    around = {parent for element in own for parent in element.iterancestors()}
    inside = {child for element in own for child in element.iter()}
    main = [*fields["title"][:1], *fields["body"][:1]]
    middle = _common(main) if main else None
    for element in list(page.root.iter()):
        if element is page.root or not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        if parent is None:
            continue
        kept = element in around or element in inside
        if not kept and middle is not None and middle in set(element.iterancestors()):
            kept = sum(1 for _ in element.iter()) <= _FRAME
        if element.tag in _DROPPED and element not in around:
            kept = False
        if not kept or (element not in around and element not in own and _too_many(element)):
            _remove(element)


def _common(elements: list[Element]) -> Element | None:
    """The innermost element around all of these."""
    first, *others = ([e, *e.iterancestors()] for e in elements)
    return next((e for e in first[1:] if all(e in other for other in others)), None)


def _too_many(element: Element) -> bool:
    """Whether an element is one of many of its kind, neither of the first nor of the last."""
    tag = str(element.tag)
    if tag not in _MOST:
        return False
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    after = sum(1 for _ in element.itersiblings(tag))
    return before >= _MOST[tag] and after >= _LAST


def _remove(element: Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _reword(element: Element, page: Page, words: Words, as_it_is: set[Element], example_url: str) -> None:
    kept = element in as_it_is or any(parent in as_it_is for parent in element.iterancestors())
    for text, put in _texts(element):
        if not (kept or _is_label(text) or _is_date(text)):
            put(words.instead_of(text))
    for name, value in list(element.attrib.items()):
        if name in ("alt", "title", "placeholder", "content", "aria-label"):
            if not _is_date(value) and not (name == "title" and _is_label(value)):
                element.set(name, words.instead_of(value))
        elif _PICTURES.match(name):
            element.set(name, _file(value.split()[0] if value.strip() else "", example_url))
        elif _LINKS.match(name):
            element.set(name, _link(value, page, example_url))
        elif not (name in _KEPT or (name.startswith("data-") and re.fullmatch(r"[\w.-]{1,24}", value))):
            del element.attrib[name]
    if "style" in element.attrib and "url(" in element.get("style", ""):
        del element.attrib["style"]


def _texts(element: Element) -> Iterable[tuple[str, Callable[[str], None]]]:
    """An element's own texts, each with the way to replace it."""
    if element.text and element.text.strip():
        yield element.text, partial(setattr, element, "text")
    for child in element:
        if child.tail and child.tail.strip():
            yield child.tail, partial(setattr, child, "tail")


def _is_label(text: str) -> bool:
    """Whether a text is one of a word or two, no name among them: `Chia sẻ`, `Trang chủ`."""
    words = squeeze(text).split()
    return len(words) <= _LABEL and not any(word[:1].isupper() for word in words[1:]) and not squeeze(text).isupper()


def _is_date(text: str) -> bool:
    bare = squeeze(text)
    return _DATE.match(bare) is not None and len(_LETTERS.findall(bare)) <= _DATE_WORDS and parse_date(bare) is not None


def _file(value: str, example_url: str) -> str:
    """The address of an invented picture or video, one for each real one; no address stays what it is."""
    found = _FILE.search(value)
    if value.startswith("data:") or not (found or "/" in value):
        return value if len(value) < _SHORT_VALUE or value.startswith("data:") else ""
    number = sum(value.encode()) % 1000
    return urljoin(example_url, f"/anh/{number}.{found[1].lower() if found else 'jpg'}")


def _link(value: str, page: Page, example_url: str) -> str:
    """An invented address of the depth and ending of a real one; outlets elsewhere by their home page."""
    parts = urlsplit(page.absolute(value))
    if parts.scheme not in ("http", "https"):
        return "#"
    if bare_host(parts.geturl()) != bare_host(page.base):
        return f"{parts.scheme}://{parts.netloc}/"
    if page.address and parts.path == urlsplit(page.address).path:
        return urlsplit(example_url).path
    if found := _FILE.search(parts.path):
        return f"/tep/mua-nay-nuoc-ve-som.{found[1].lower()}"
    folders = [p for p in parts.path.split("/")[:-1] if len(p) <= 24 and p.count("-") <= 3]
    last = parts.path.rpartition("/")[2]
    short = (
        last if len(last) <= 24 and last.count("-") <= 3 else re.sub(r"^.*?(?=\.\w+$|$)", "mua-nay-nuoc-ve-som", last)
    )
    return "/".join([*folders, short]) or "/"


# --- the head ---------------------------------------------------------------------------------------------------


def _head(page: Page, words: Words, example_url: str) -> str:
    """The head's lines: what metadata the page has, with invented words."""
    lines = ['<meta charset="utf-8">']
    titles = map(element_text, page.find("//head/title"))
    lines += [f"<title>{_escaped(_stated(title, words))}</title>" for title in titles]
    for meta in page.find("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = squeeze(meta.get("content"))
        if value and _METAS.match(name):
            attribute = next(a for a in ("property", "name", "itemprop") if meta.get(a))
            made = _meta(name, value, page, words, example_url)
            lines.append(f'<meta {attribute}="{name}" content="{_escaped(made)}">')
    lines.append(f'<link rel="canonical" href="{_escaped(example_url)}">')
    # As it was read: what was damaged in it is mended.
    if page.json_ld:
        made = json.dumps(_ld(page.json_ld, "", page, words, example_url), ensure_ascii=False).replace("</", "<\\/")
        lines.append(f'<script type="application/ld+json">{made}</script>')
    return "\n".join(lines)


def _stated(text: str, words: Words) -> str:
    """A headline with the outlet's name behind it, which stays."""
    said, bar, outlet = (part if part else "" for part in _split_outlet(text))
    return words.instead_of(said) + bar + outlet


def _split_outlet(text: str) -> tuple[str, str, str]:
    found = re.search(r"\s+[-|–]\s+(?=[^-|–]{2,30}$)", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _meta(name: str, value: str, page: Page, words: Words, example_url: str) -> str:
    key = name.lower()
    if key in (
        "og:type",
        "og:locale",
        "og:site_name",
        "application-name",
        "robots",
        "viewport",
        "generator",
        "copyright",
    ):
        return value
    if "image" in key and "/" in value:
        return _file(value, example_url)
    if re.match(r"https?://", value):
        return example_url if key == "og:url" else _link(value, page, example_url)
    if _is_date(value) or re.fullmatch(r"[\dTZ:.+ -]*", value):
        return value
    if "title" in key:
        return _stated(value, words)
    if "keyword" in key or "tag" in key:
        return ", ".join(words.instead_of(part.strip()) for part in value.split(",") if part.strip())
    return value if _is_label(value) else words.instead_of(value)


def _ld(data: Any, key: str, page: Page, words: Words, example_url: str) -> Any:
    """JSON-LD with invented words; types, dates and the publisher's own name stay."""
    if isinstance(data, dict):
        kept = data.get("@type") in ("Organization", "NewsMediaOrganization", "WebSite")
        return {
            name: value
            if name.startswith("@") and name != "@id" and not isinstance(value, list | dict)
            else squeeze(value)
            if kept and name == "name" and isinstance(value, str)
            else _ld(value, name, page, words, example_url)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [_ld(value, key, page, words, example_url) for value in data[:8]]
    if not isinstance(data, str):
        return data
    if re.match(r"https?://|/", data):
        if "image" in key.lower() or re.search(r"\.(?:jpe?g|png|webp|gif)", data, re.I):
            return _file(data, example_url)
        if "schema.org" in data:
            return data
        return (
            example_url
            if bare_host(data) == bare_host(page.base) and len(urlsplit(data).path) > 25
            else _link(data, page, example_url)
        )
    return data if not data or _is_date(data) or _is_label(data) else words.instead_of(data)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
