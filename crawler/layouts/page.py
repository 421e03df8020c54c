"""One page, parsed once: its tree, its metadata and its address."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any, TypeAlias
from urllib.parse import urljoin

import lxml.html
import orjson
from lxml import etree
from w3lib.encoding import html_to_unicode

_INDEXED = frozenset({"id", "data-role", "data-slot", "itemprop"})
_MARKED = etree.XPath("//*[@class or @id or @data-role or @data-slot or @itemprop]", smart_strings=False)

Element: TypeAlias = lxml.html.HtmlElement

_HAS_CLASS = re.compile(r"has-class\(\s*'([^']+)'\s*\)")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARK = r"(?:has-class\('[^']+'\)|@(?:id|data-role|data-slot|itemprop)\s*=\s*'[^']+')"
_BY_MARK = re.compile(
    rf"^//(?P<tag>\*|[a-z][a-z0-9]*)\[\s*(?P<marks>{_MARK}(?:\s+or\s+{_MARK})*)\s*\](?P<rest>.*)$", re.S
)
_MARK_PARTS = re.compile(r"(has-class\(|@[a-z-]+)\s*=?\s*'([^']+)'")
_FIRST = re.compile(r"^\(([^()]*(?:\([^()]*\)[^()]*)*)\)\[1\]$", re.S)
_COMBINING = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


class Query:
    """An XPath with parsel's `has-class('x')`, compiled once for the life of the process.

    Most selectors of layouts begin with a class, an id or a role: these start from the page's index instead of comparing
    every element, which is what makes reading twenty fields as cheap as reading two.
    """

    def __init__(self, xpath: str) -> None:
        self.first_only = False
        if found := _FIRST.match(xpath):
            xpath, self.first_only = found[1], True
        found = _BY_MARK.match(xpath)
        self.tag = found["tag"] if found and found["tag"] != "*" else None
        self.marks = [(k.strip("@("), v) for k, v in _MARK_PARTS.findall(found["marks"])] if found else []
        rest = found["rest"] if found else ""
        self.xpath = None if found and not rest else _compile(f"self::*{rest}" if found else xpath)

    def __call__(self, page: Page, within: Element | None) -> list[Any]:
        """All that it selects, in reading order: elements, or strings for attributes and text."""
        if not self.marks or within is not None:
            found = self._evaluate(page.root if within is None else within) if self.xpath else []
        else:
            found = self._by_mark(page)
        return found[:1] if self.first_only else found

    def _evaluate(self, element: Element) -> list[Any]:
        assert self.xpath is not None
        found = self.xpath(element)
        return found if isinstance(found, list) else [found]

    def _by_mark(self, page: Page) -> list[Any]:
        groups = [page.by_mark[mark] for mark in self.marks if mark in page.by_mark]
        if not groups:
            return []
        # Several groups are brought back into reading order by the number the index gave each element.
        numbered = groups[0] if len(groups) == 1 else sorted(dict(e for group in groups for e in group).items())
        elements = [e for _, e in numbered if self.tag is None or e.tag == self.tag]
        if self.xpath is None:
            return elements
        out: list[Any] = []
        seen: set[Any] = set()
        for element in elements:
            for part in self._evaluate(element):
                if not isinstance(part, lxml.html.HtmlElement) or part not in seen:
                    seen.add(part)
                    out.append(part)
        return out


def _compile(xpath: str) -> etree.XPath:
    return etree.XPath(
        _HAS_CLASS.sub(r"contains(concat(' ', normalize-space(@class), ' '), ' \1 ')", xpath), smart_strings=False
    )


@lru_cache(maxsize=2048)
def compiled(xpath: str) -> Query:
    """The query of an XPath, compiled at its first use."""
    return Query(xpath)


def as_utf8(html: bytes | str, content_type: str | None = None) -> bytes:
    """A page as UTF-8 in NFC, without control characters.

    Bytes that are valid UTF-8 are UTF-8 whatever the label says: no other encoding of Vietnamese produces them by
    chance, and mislabelled UTF-8 (windows-1258, iso-8859-1) is common. Anything else follows the rules of browsers
    (byte order mark, header, `meta`), by w3lib.
    """
    if isinstance(html, str):
        data = html.encode("utf-8", "replace")
    else:
        data = html.removeprefix(codecs.BOM_UTF8)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            data = html_to_unicode(content_type, html, default_encoding="utf-8")[1].encode("utf-8", "replace")
    if _CONTROL.search(data):
        data = _CONTROL.sub(b"", data)
    if _COMBINING.search(data):
        data = unicodedata.normalize("NFC", data.decode("utf-8", "replace")).encode("utf-8")
    return data.strip()


def squeeze(text: str | None) -> str:
    """One space between words, none at the ends, nothing invisible."""
    if not text:
        return ""
    return " ".join((_INVISIBLE.sub("", text) if _INVISIBLE.search(text) else text).split())


def element_text(element: Element) -> str:
    """All the text a reader sees in an element: without scripts, styles, comments; breaks count as spaces."""
    parts: list[str] = []
    _gather(element, parts)
    return squeeze("".join(parts))


def _gather(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in ("script", "style", "noscript", "template"):
            if tag in _BREAKING:
                parts.append(" ")
            _gather(child, parts)
            if tag in _BREAKING:
                parts.append(" ")
        if child.tail:
            parts.append(child.tail)


_BREAKING = frozenset(
    "br p div li td th tr h1 h2 h3 h4 h5 h6 section article figure figcaption ul ol center table".split()
)


class Page:
    """A page as layouts see it.

    `url` is the address it was asked for at, or None for a file; `address` the best known one (canonical, `og:url`).
    """

    def __init__(self, root: Element, url: str | None = None) -> None:
        self.root = root
        self.url = url
        self.memo: dict[str, Any] = {}
        """What a layout found once and needs again."""

    @classmethod
    def from_html(cls, html: bytes | str, url: str | None = None, content_type: str | None = None) -> Page:
        """Parse a page. Never raises on bad markup; an empty page has an empty root."""
        data = as_utf8(html, content_type)
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        try:
            root = lxml.html.document_fromstring(data or b"<html></html>", parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            root = lxml.html.document_fromstring(b"<html></html>", parser=parser)
        return cls(root, url)

    # --- finding things -----------------------------------------------------------------------------------

    def find(self, xpath: str, within: Element | None = None) -> list[Any]:
        """All that an XPath selects: elements, or strings for attributes and text."""
        return compiled(xpath)(self, within)

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
    def by_mark(self) -> dict[tuple[str, str], list[tuple[int, Element]]]:
        """What layouts know elements by (class names, ids, roles) to the elements, numbered in reading order."""
        index: dict[tuple[str, str], list[tuple[int, Element]]] = {}
        for number, element in enumerate(_MARKED(self.root)):
            for attribute, value in element.attrib.items():
                if attribute == "class":
                    for name in dict.fromkeys(value.split()):
                        index.setdefault(("has-class", name), []).append((number, element))
                elif attribute in _INDEXED:
                    index.setdefault((attribute, value.strip()), []).append((number, element))
        return index

    # --- metadata -----------------------------------------------------------------------------------------

    @cached_property
    def metas(self) -> dict[str, str]:
        """`name`/`property`/`itemprop` (lower case) to content; the first non-empty one of each name counts."""
        out: dict[str, str] = {}
        for meta in self.find("//meta[@content]"):
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
        for script in self.find("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
            _flatten(_loads(script.text or ""), out)
        return out

    def typed(self, *types: str) -> dict[str, Any] | None:
        """The first JSON-LD object of one of these schema.org types."""
        for node in self.json_ld:
            kind = node.get("@type")
            if any(k in types for k in (kind if isinstance(kind, list) else [kind])):
                return node
        return None

    @cached_property
    def article_ld(self) -> dict[str, Any]:
        """The JSON-LD object that describes the article, or an empty dict."""
        return self.typed("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle") or {}

    # --- addresses ----------------------------------------------------------------------------------------

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        href = self.first("//base/@href")
        return urljoin(self.address or "", squeeze(href)) if href else (self.address or "")

    @cached_property
    def canonical(self) -> str | None:
        """The page's own word on its address: `link rel=canonical`, else `og:url`; absolute only."""
        for found in (self.first("//link[@rel='canonical']/@href"), self.meta("og:url")):
            if found and (url := urljoin(self.url or "", squeeze(found))).startswith(("http://", "https://")):
                return url
        return None

    @cached_property
    def address(self) -> str | None:
        """Where the page was fetched, else its canonical address."""
        return self.url or self.canonical

    def without(self, elements: list[Element]) -> Page:
        """The same page without some elements: the tree is cut, so the page itself is not to be used any more."""
        for element in elements:
            element.drop_tree()
        return Page(self.root, self.url)

    def absolute(self, url: str) -> str:
        """An address found on the page, made absolute; as it is when it can't be joined."""
        try:
            return urljoin(self.base, squeeze(url))
        except ValueError:
            return squeeze(url)


def _loads(text: str) -> Any:
    text = squeeze(text.replace("<!--", "").replace("-->", "").replace("//<![CDATA[", "").replace("//]]>", ""))
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text), _TRAILING_COMMA.sub(r"\1", text).rstrip(";")):
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
