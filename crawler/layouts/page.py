"""One page, parsed once: its tree, its metadata and its address."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import lxml.html
import orjson
from lxml import etree
from w3lib.encoding import html_to_unicode

from crawler.layouts.query import Element, Index, compiled
from crawler.layouts.scripted import fill_in

__all__ = ["Element", "Page", "element_text", "short_text", "squeeze"]

_CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_COMBINING = {b"\xcc": 0xBF, b"\xcd": 0xAF}
"""The first byte of U+0300 to U+036F, and the greatest that may follow it."""


def _parser(*, without_limits: bool) -> lxml.html.HTMLParser:
    made = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=without_limits, remove_comments=True, remove_pis=True, collect_ids=False
    )
    made.set_element_class_lookup(etree.ElementDefaultClassLookup())
    return made


_PARSER = _parser(without_limits=False)
"""Stops at 256 elements in each other."""
_WITHOUT_LIMITS = _parser(without_limits=True)
_EMPTY = b"<html></html>"
_DEEPEST = 200
"""Elements in each other. Pages have some thirty, those with unclosed tags more; each costs us frames of Python's stack."""
_AT_DEEPEST = etree.XPath("/*" * _DEEPEST)
_MOST_ATTRIBUTES = 2000
"""Of one tag: the parser's time grows with their square, a tag of a megabyte takes it minutes."""
_ATTRIBUTE = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+"""
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+((?:[\s/]++|" + _ATTRIBUTE + rb")*+)")
_END = re.compile(rb"</[hbHB](?:tml|TML|ody|ODY)\b[^>]*>")
_TAIL = 20
"""Bytes that nothing but these tags has room in."""
_SMALL = 200_000
"""Bytes of a page in which a tag has no room for so many attributes that it takes more than two seconds."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ARTICLE_TYPES = frozenset(
    (
        "NewsArticle Article BlogPosting LiveBlogPosting SocialMediaPosting DiscussionForumPosting TechArticle Report "
        "ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle"
    ).split()
)
"""schema.org's types of what one author or newsroom wrote."""
_SEVERAL = 3
"""So many articles described on one page are a list."""
_SEAM = re.compile(r"\}\s*\{")
"""Between two objects that stand in one script without a comma."""
_ABSOLUTE = re.compile(r"https?://[\w.-]+(?::\d+)?/[^\s;?#\"<>`]*(?:\?[^\s?#\"<>`]+)?")
"""An address that joining it to another leaves as it is."""
_ROOTED = re.compile(r"/(?!/)[^\s;?#\"<>`']*(?:\?[^\s?#\"<>`']+)?")
"""An address that begins at the site's root."""
_SITE = re.compile(r"https?://[\w.-]+(?::\d+)?(?=/)")
_TYPED_SCRIPTS = etree.XPath("/descendant::script/@type/..")
_CANONICAL = etree.XPath("/descendant::link[@rel='canonical']/@href", smart_strings=False)
_FIELD_LABELS = etree.XPath("/descendant::div[contains(@style, 'none')][contains(@id, '_label')]")
_ESCAPED = {ord(letter): f"%{ord(letter):02X}" for letter in ' "<>`'}
"""What browsers escape in an address, so that it can't end an attribute that somebody puts it into."""
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def _decoded(html: bytes, content_type: str | None) -> bytes:
    """As UTF-8 what is none yet, by the rules of browsers: byte order mark, header, `meta`."""
    return html_to_unicode(content_type, html, default_encoding="utf-8")[1].encode("utf-8", "replace")


def _repaired(data: bytes) -> bytes:
    """UTF-8 in NFC, without control characters."""
    if any(map(data.__contains__, _CONTROL)):
        data = data.translate(None, _CONTROL)
    data = _composed(data)
    return data.lstrip() if data[:1].isspace() else data  # what most pages don't need would copy them


def _composed(data: bytes) -> bytes:
    """UTF-8 in NFC as far as combining marks go: only they and the letters they stand on are looked at."""
    if b"\xcc" not in data and b"\xcd" not in data:
        return data
    parts: list[bytes] = []
    done = 0
    for start in sorted(_combining_in(data)):
        if start < done:
            continue
        letter, end = start - 1, start + 2
        while letter > done and data[letter] & 0xC0 == 0x80:  # inside a letter of several bytes
            letter -= 1
        while data[end : end + 1] in (b"\xcc", b"\xcd"):
            end += 2
        letter = max(letter, done)
        composed = unicodedata.normalize("NFC", data[letter:end].decode("utf-8", "replace"))
        parts += data[done:letter], composed.encode("utf-8")
        done = end
    return b"".join([*parts, data[done:]])


def _combining_in(data: bytes) -> Iterator[int]:
    """Where combining marks stand."""
    for first, last in _COMBINING.items():
        at = data.find(first)
        while at >= 0:
            if data[at + 1 : at + 2] and data[at + 1] <= last:
                yield at
            at = data.find(first, at + 2)


def _to_the_end(data: bytes) -> bytes:
    """A page without `</body>` and `</html>` before its end: browsers read on after them, the parser does not.

    Templates and texts pasted into an article bring such tags along; one right at the start would leave nothing.
    """
    first = _END.search(data)
    return _END.sub(b"", data) if first and first.start() < len(data) - _TAIL else data


def _with_few_attributes(data: bytes) -> bytes:
    """A page whose tags have no more attributes than anybody writes; tags with more lose all of them."""
    if len(data) < _SMALL:
        return data
    kept: list[bytes] = []
    done = 0
    for tag in _TAG.finditer(data):
        start, end = tag.span(1)
        if end - start >= 2 * _MOST_ATTRIBUTES and len(_ONE_ATTRIBUTE.findall(tag[1])) > _MOST_ATTRIBUTES:
            kept.append(data[done:start])
            done = end
    return b"".join([*kept, data[done:]])


def _tree(data: bytes) -> tuple[Element, bool]:
    """A page's tree, and whether its bytes were UTF-8."""
    data = _with_few_attributes(_to_the_end(_repaired(data)))
    parser = _PARSER
    root = _parsed(data, parser)
    if (error := parser.error_log.last_error) is not None and error.level == etree.ErrorLevels.FATAL:
        parser = _WITHOUT_LIMITS
        root = _parsed(data, parser)
        for element in _AT_DEEPEST(root.getroottree()):
            _only_text(element)
    return root, all(error.type != etree.ErrorTypes.ERR_INVALID_ENCODING for error in parser.error_log)


def _parsed(data: bytes, parser: lxml.html.HTMLParser) -> Element:
    try:
        return lxml.html.document_fromstring(data or _EMPTY, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return lxml.html.document_fromstring(_EMPTY, parser=parser)


def _only_text(element: Element) -> None:
    """Leave of what is in an element only its text."""
    if len(element):
        text = " ".join(element.itertext())
        del element[:]
        element.text = text


def squeeze(text: str | None) -> str:
    """One space between words, none at the ends, nothing invisible."""
    if not text:
        return ""
    if text.isprintable() and "  " not in text:  # single spaces and nothing invisible: most texts
        return text.strip()
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


def element_text(element: Element) -> str:
    """All the text a reader sees in an element: without scripts, styles, comments; breaks count as spaces."""
    if not len(element):
        return squeeze(element.text)
    parts: list[str] = []
    _gather(element, parts)
    return squeeze("".join(parts))


def short_text(element: Element, longest: int) -> str:
    """The text of an element, or none if it is longer: a box around running text is not read to its end."""
    if not len(element):
        text = squeeze(element.text)
    else:
        parts: list[str] = []
        text = squeeze("".join(parts)) if _gather_short(element, parts, longest, 4 * longest) >= 0 else ""
    return text if len(text) <= longest else ""


def _gather(element: Element, parts: list[str]) -> None:
    """Add an element's texts."""
    if text := element.text:
        parts.append(text)
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind is None:
            if len(child):
                _gather(child, parts)
            elif text := child.text:
                parts.append(text)
        elif kind != _UNREAD:
            parts.append(" ")
            _gather(child, parts)
            if kind == _BREAKING or not child.tail:
                parts.append(" ")
        if text := child.tail:
            parts.append(text)


def _gather_short(element: Element, parts: list[str], longest: int, room: int) -> int:
    """Add an element's texts; the letters there is room for after it, less than 0 as soon as one text or all are too long.

    White space within texts counts, therefore there is more room than letters wanted.
    """
    if text := element.text:
        if len(text) > longest and len(squeeze(text)) > longest:
            return -1
        parts.append(text)
        room -= len(text.strip())
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind is None:
            if len(child) or child.text:
                room = _gather_short(child, parts, longest, room)
                if room < 0:
                    return -1
        elif kind != _UNREAD:
            parts.append(" ")
            room = _gather_short(child, parts, longest, room)
            if room < 0:
                return -1
            if kind == _BREAKING or not child.tail:
                parts.append(" ")
        if text := child.tail:
            if len(text) > longest and len(squeeze(text)) > longest:
                return -1
            parts.append(text)
            room -= len(text.strip())
    return room


_BREAKING, _UNREAD, _MOMENT = 1, 2, 3
_KINDS: dict[Any, int] = {
    **dict.fromkeys(
        "br p div li td th tr h1 h2 h3 h4 h5 h6 section article figure figcaption ul ol center table".split(), _BREAKING
    ),
    **dict.fromkeys(("script", "style", "noscript", "template", etree.Comment, etree.PI, etree.Entity), _UNREAD),
    "time": _MOMENT,
}
"""What is more than text in a line: it begins and ends one, or nobody reads it.

Of two moments one after the other one is often hidden by the style sheet, so that nothing parts them.
"""


class Page:
    """A page as layouts see it.

    `url` is the address it was asked for at, or None for a file; `address` the best known one (canonical, `og:url`).
    """

    def __init__(self, root: Element, url: str | None = None) -> None:
        self.root = root
        self.url = url
        self.memo: dict[str, Any] = {}
        """What a layout found once and needs again."""
        self._found: dict[str, list[Any]] = {}

    @classmethod
    def from_html(cls, html: bytes | str, url: str | None = None, content_type: str | None = None) -> Page:
        """Parse a page. Never raises on bad markup; an empty page has an empty root.

        Bytes that are valid UTF-8 are UTF-8 whatever the label says: no other encoding of Vietnamese produces them by
        chance, and mislabelled UTF-8 (windows-1258, iso-8859-1) is common. The parser tells, quicker than decoding them.
        """
        data = html.encode("utf-8", "replace") if isinstance(html, str) else html.removeprefix(codecs.BOM_UTF8)
        root, is_utf8 = _tree(data)
        if not is_utf8 and isinstance(html, bytes):
            root, _ = _tree(_decoded(html, content_type))
        return cls(root, url)

    # --- finding things -----------------------------------------------------------------------------------

    def find(self, xpath: str, within: Element | None = None) -> list[Any]:
        """All that an XPath selects: elements, or strings for attributes and text. The list is not to be changed."""
        if within is not None:
            return compiled(xpath)(within, self.index)
        if xpath not in self._found:  # a field's place is asked for when it is read and when the body leaves it out
            self._found[xpath] = compiled(xpath)(self.root, self.index)
        return self._found[xpath]

    def first(self, xpath: str, within: Element | None = None) -> Any | None:
        """The first thing an XPath selects, or None."""
        found = self.find(xpath, within)
        return found[0] if found else None

    def texts(self, xpath: str) -> Iterator[str]:
        """The non-empty texts of what an XPath selects."""
        for found in self.find(xpath):
            text = squeeze(found) if isinstance(found, str) else element_text(found)
            if text:
                yield text

    @cached_property
    def index(self) -> Index:
        """The page's elements by class, id and role."""
        return Index(self.root)

    # --- metadata -----------------------------------------------------------------------------------------

    @cached_property
    def windows(self) -> list[str]:
        """What the window's title says; pictures in SVG have titles too."""
        return [text for text in map(element_text, self.find("//title[not(ancestor::svg)]")) if text]

    @cached_property
    def metas(self) -> dict[str, str]:
        """`name`/`property`/`itemprop` (lower case) to content; the first non-empty one of each name counts."""
        out: dict[str, str] = {}
        for meta in self.root.iter("meta"):
            name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
            content = squeeze(meta.get("content"))
            if name and content:
                out.setdefault(name, content)
        return out

    def meta(self, *names: str) -> str | None:
        """The content of the first of these metas that is there."""
        return next((self.metas[n] for n in names if n in self.metas), None)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every object of the page's JSON-LD, `@graph`s and lists opened; damaged JSON is repaired or left out."""
        out: list[dict[str, Any]] = []
        for script in _TYPED_SCRIPTS(self.root):
            if "ld+json" in script.get("type").lower():
                _flatten(_loads(script.text or ""), out)
        return out

    def typed(self, *types: str) -> dict[str, Any] | None:
        """The first JSON-LD object of one of these schema.org types."""
        return next((node for node in self.json_ld if not _types(node).isdisjoint(types)), None)

    @cached_property
    def article_ld(self) -> dict[str, Any]:
        """The JSON-LD object that describes the article, or an empty dict.

        Of several the one with the page's address counts, else the first; but a list of articles describes none.
        """
        described = [node for node in self.json_ld if not _ARTICLE_TYPES.isdisjoint(_types(node))]
        if len(described) > 1:
            for node in described:
                main = node.get("mainEntityOfPage")
                stated = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
                if any(isinstance(url, str) and self.is_own(url) for url in stated):
                    return node
            if len({str(node.get("headline")) for node in described}) >= _SEVERAL:
                return {}
        return described[0] if described else {}

    # --- addresses ----------------------------------------------------------------------------------------

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        href = next((base.get("href") for base in self.root.iter("base") if base.get("href") is not None), None)
        return urljoin(self.address or "", squeeze(href)) if href else (self.address or "")

    @cached_property
    def canonical(self) -> str | None:
        """The page's own word on its address: `link rel=canonical`, else `og:url`; absolute only."""
        for found in (next(filter(None, _CANONICAL(self.root)), None), self.meta("og:url")):
            if found and (url := urljoin(self.url or "", squeeze(found))).startswith(("http://", "https://")):
                return url
        return None

    @cached_property
    def address(self) -> str | None:
        """Where the page was fetched, else its canonical address."""
        return self.url or self.canonical

    @cached_property
    def host(self) -> str | None:
        """The host of that address."""
        return urlsplit(self.address or "").hostname

    def is_own(self, url: str) -> bool:
        """Whether an address is known to be this page's, by its path and, where both have one, its query."""
        url = self.absolute(url)
        own = self._own_queries.get(_path(url))
        if own is None or "?" not in url or "" in own:
            return own is not None
        mine = dict(parse_qsl(_query(url)))
        return any(
            all(mine[name] == value for name, value in shared)
            for query in own
            if (shared := [(name, value) for name, value in parse_qsl(query) if name in mine])
        )

    @cached_property
    def _own_queries(self) -> dict[str, set[str]]:
        """The page's own paths with the queries they come with."""
        found: dict[str, set[str]] = {}
        for url in (self.url, self.canonical, self.meta("og:url")):
            if url:
                found.setdefault(_path(url), set()).add(_query(url))
        return found

    @cached_property
    def dates_filled_in(self) -> bool:
        """Whether an inline script states a date; asking puts it where the script would.

        Few pages have one, and scripts are long, so this is asked where no other date was found.
        """
        filled = fill_in(self.root)
        if filled:
            for found in ("dates near", "lines near", "lines after"):
                self.memo.pop(found, None)
        return filled

    def drop_labels(self) -> None:
        """Take out what SharePoint prints before each field of an article, hidden: `Title`, `Page Content`."""
        if "SharePoint" in self.metas.get("generator", ""):
            for label in _FIELD_LABELS(self.root):
                _drop(label)

    def without(self, elements: list[Element]) -> Page:
        """The same page without some elements: the tree is cut, so the page itself is not to be used any more."""
        for element in elements:
            _drop(element)
        return Page(self.root, self.url)

    def absolute(self, url: str) -> str:
        """An address found on the page, made absolute; as it is when it can't be joined."""
        url = squeeze(url)
        if _ABSOLUTE.fullmatch(url):
            return url
        try:
            return _joined(self.base, url).translate(_ESCAPED)
        except ValueError:
            return url


def _joined(base: str, url: str) -> str:
    """An address found on a page with that base, as `urljoin` gives it.

    Most that are not absolute begin at the site's root, and to take one apart and put it together takes ten times as long.
    """
    if _ROOTED.fullmatch(url) and "/." not in url and (site := _SITE.match(base)):
        return site[0] + url
    return urljoin(base, url)


def _drop(element: Element) -> None:
    """Take an element out of its tree, and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _types(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    return {str(k) for k in kind} if isinstance(kind, list) else {str(kind)}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _query(url: str) -> str:
    try:
        return urlsplit(url).query
    except ValueError:
        return ""


def _loads(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    text = squeeze(text.replace("<!--", "").replace("-->", "").replace("//<![CDATA[", "").replace("//]]>", ""))
    bare = _TRAILING_COMMA.sub(r"\1", text).rstrip(";")
    for candidate in (text, bare, f"[{_SEAM.sub('},{', bare)}]"):
        try:
            return orjson.loads(candidate)
        except orjson.JSONDecodeError:
            continue
    return None


def _flatten(value: Any, out: list[dict[str, Any]], depth: int = 0) -> None:
    if depth > 6:
        return
    if isinstance(value, list):
        for part in value:
            _flatten(part, out, depth + 1)
    elif isinstance(value, dict):
        out.append(value)
        for key in ("@graph", "mainEntity"):
            if isinstance(value.get(key), (list, dict)):
                _flatten(value[key], out, depth + 1)
