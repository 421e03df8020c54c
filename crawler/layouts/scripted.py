"""Dates that the server hands to a script, which writes them into an empty element while the page loads."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from crawler.layouts.query import Element

_STRING = r"""(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote))[^\\\r\n]){6,300})(?P=quote)"""
_INTO = re.compile(
    rf"""
    (?:
        getElementById\(\s*(?P<q>['"])(?P<id>[\w:.-]+)(?P=q)\s*\)\s*\.\s*(?:innerHTML|innerText|textContent)\s*=\s*{_STRING}
      | (?:\$|jQuery)\(\s*(?P<jq>['"])\#(?P<jid>[\w:.-]+)(?P=jq)\s*\)\s*\.\s*(?:html|text)\(\s*
        {_STRING.replace("quote", "jquote").replace("text", "jtext")}\s*\)
    )
    \s*(?:;|\}}|$|\n|<)
    """,
    re.X,
)
"""One literal string for one element; what is put together of several, or worked out, is not the server's."""
_HERE = re.compile(rf"\s*document\.write(?:ln)?\(\s*{_STRING}\s*\)\s*;?\s*")
"""A script that only writes one literal string where it stands."""
_MARKS = ("innerHTML", "innerText", "textContent", "html(", "text(")
_DATED = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d(?!\d)|(?i:tháng)\s+\w+[,\s]+(?:năm\s+)?(?:19|20)\d\d(?!\d)"
)
"""Only what looks like a date is filled in: other texts wait for a click."""
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)


def fill_in(root: Element) -> bool:
    """Put dates that inline scripts state as literal strings where the scripts would: into empty elements only.

    Returns whether there were any.
    """
    filled = False
    for script in root.iter("script"):
        code = script.text or ""
        for found in _INTO.finditer(code) if any(mark in code for mark in _MARKS) else ():
            text = _dated(found["text"] or found["jtext"])
            if text and (element := _empty_element(root, found["id"] or found["jid"])) is not None:
                element.text, filled = text, True
        if (written := _HERE.fullmatch(code)) and (text := _dated(written["text"])):
            script.tail, filled = f"{text} {script.tail or ''}", True
    return filled


def _dated(literal: str) -> str:
    """What a string of JavaScript shows, if that looks like a date, else nothing."""
    text = unescape(_TAG.sub(" ", _ESCAPED.sub(_unescaped, literal)))
    return text if _DATED.search(text) else ""


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return {"n": " ", "t": " ", "r": " "}.get(found[3], found[3])


def _empty_element(root: Element, name: str) -> Element | None:
    found: list[Element] = _BY_ID(root, name=name)
    if len(found) != 1 or len(found[0]) or (found[0].text or "").strip():
        return None
    return found[0]


_BY_ID = etree.XPath("//*[@id=$name]")
