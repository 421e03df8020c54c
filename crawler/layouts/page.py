"""One page, parsed once: its tree, its metadata and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any, TypeAlias
from urllib.parse import urljoin

import lxml.html
import orjson
from lxml import etree
from w3lib.encoding import html_to_unicode
from w3lib.html import strip_html5_whitespace

Element: TypeAlias = lxml.html.HtmlElement

_HAS_CLASS = re.compile(r"has-class\(\s*'([^']+)'\s*\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile(r"\s+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@lru_cache(maxsize=1024)
def compiled(xpath: str) -> etree.XPath:
    """An XPath with parsel's `has-class('x')`, compiled once for the life of the process."""
    return etree.XPath(
        _HAS_CLASS.sub(r"contains(concat(' ', normalize-space(@class), ' '), ' \1 ')", xpath),
        smart_strings=False,
    )


def decode(body: bytes, content_type: str | None = None) -> str:
    """Bytes of a page as text.

    Bytes that are valid UTF-8 and not plain ASCII are UTF-8 whatever the label says: no other encoding of Vietnamese
    produces them by chance, and mislabelled UTF-8 (windows-1258, iso-8859-1) is common. Anything else follows the
    rules of browsers (byte order mark, header, `meta`), by w3lib.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return html_to_unicode(content_type, body, default_encoding="utf-8")[1]


def squeeze(text: str | None) -> str:
    """One space between words, none at the ends."""
    return _SPACES.sub(" ", text or "").strip()


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
    [
        "br",
        "p",
        "div",
        "li",
        "td",
        "th",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "center",
        "table",
    ]
)


class Page:
    """A page as layouts see it.

    `url` is the address it was asked for at, or None for a file; `address` the best known one (canonical, `og:url`).
    """

    def __init__(self, root: Element, url: str | None = None) -> None:
        self.root = root
        self.url = url

    @classmethod
    def from_html(cls, html: bytes | str, url: str | None = None, content_type: str | None = None) -> Page:
        """Parse a page. Never raises on bad markup; an empty page has an empty root."""
        text = decode(html, content_type) if isinstance(html, bytes) else html
        text = _CONTROL.sub("", strip_html5_whitespace(text))
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        data = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode() if text else b""
        try:
            root = lxml.html.document_fromstring(data or b"<html></html>", parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            root = lxml.html.document_fromstring(b"<html></html>", parser=parser)
        return cls(root, url)

    # --- finding things -----------------------------------------------------------------------------------

    def find(self, xpath: str, within: Element | None = None) -> list[Any]:
        """All that an XPath selects: elements, or strings for attributes and text."""
        found = compiled(xpath)(self.root if within is None else within)
        return found if isinstance(found, list) else [found]

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
