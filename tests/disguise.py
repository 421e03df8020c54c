"""Pages as of sites nobody has seen: what a page calls its parts is hidden, so that only their place and words tell."""

from __future__ import annotations

import hashlib

import lxml.html
from lxml import etree

_CALLED = ("item", "data-role", "data-slot", "data-field")
"""How further attributes begin by which sites call the parts of an article something."""


def disguised(html: bytes, *, metadata: bool) -> bytes:
    """A page whose classes and ids say nothing any more, the same for the same; without `metadata` it has none either.

    Styles, tags and texts stay.
    """
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in list(root.iter(etree.Element)):
        for name in ("class", "id"):
            if words := (element.get(name) or "").split():
                element.set(name, " ".join(map(_nothing, words)))
        for name in list(element.attrib):
            if name.startswith(_CALLED):
                del element.attrib[name]
        if not metadata and _states(element):
            element.drop_tree()
    done: bytes = lxml.html.tostring(root, encoding="utf-8")
    return done


def _nothing(word: str) -> str:
    return f"x{int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])}"  # no letters: they may make a word again


def _states(element: lxml.html.HtmlElement) -> bool:
    """Whether an element is metadata: a `meta` other than that of the encoding, or JSON-LD."""
    if element.tag == "script":
        return "json" in (element.get("type") or "")
    return element.tag == "meta" and element.get("charset") is None and element.get("http-equiv") is None
