"""Content: the body's blocks, once lead and sign-off are out of them, as plain text and as clean HTML."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TypeVar

import nh3

from crawler.items import Block, Draft, Image
from crawler.vietnamese.text import equal_folded

T = TypeVar("T", bound=Draft)

_TAGS = frozenset(
    "p h2 h3 h4 ul ol li blockquote pre figure img figcaption table caption thead tbody tr th td a strong em br".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}


def render_content(draft: Draft) -> None:
    """Fill `content_text` and `content_html` from the blocks that are left.

    A first paragraph that repeats the headline, or the lead as leads are set, in bold or as a heading, is left out. One
    that is set like any other is where the text itself begins, whatever the lead took from it.
    """
    blocks = _without_repetition(draft)
    draft.content_text = "\n\n".join(b.text for b in blocks if b.kind not in ("figure", "table") and b.text)
    draft.content_html = "\n".join(_rendered(blocks, draft.images))


def _without_repetition(draft: Draft) -> list[Block]:
    blocks = list(draft.blocks)
    for known in (draft.title, draft.summary or ""):
        texts = [i for i, b in enumerate(blocks) if b.kind != "figure"]
        if not known or len(texts) < 2 or not equal_folded((first := blocks[texts[0]]).text, known):
            continue
        if known == draft.title or first.emphasis == "bold" or first.kind in ("h2", "h3", "h4"):
            del blocks[texts[0]]
    return blocks


def _rendered(blocks: list[Block], images: list[Image]) -> list[str]:
    out: list[str] = []
    list_number = 0
    keyed: list[tuple[tuple[str, int], Block]] = []
    for block in blocks:
        list_number += block.starts_list
        kind = ("ol" if block.ordered else "ul") if block.kind == "li" else ""
        keyed.append(((kind, list_number if kind else 0), block))
    for (list_tag, _), group in groupby(keyed, key=lambda pair: pair[0]):
        parts = [_block_html(block, images) for _, block in group]
        out += [f"<{list_tag}>{''.join(parts)}</{list_tag}>"] if list_tag else parts
    return [part for part in out if part]


def _block_html(block: Block, images: list[Image]) -> str:
    if block.kind == "figure" and block.image is not None:
        image = images[block.image]
        alt = f' alt="{escape(image.alt)}"' if image.alt else ""
        caption = f"<figcaption>{escape(image.caption, quote=False)}</figcaption>" if image.caption else ""
        picture = f'<img src="{escape(image.url)}"{alt}>' if image.url else ""
        return sanitised(f"<figure>{picture}{caption}</figure>")
    html = sanitised(block.html)
    if block.kind == "table":
        return html
    if block.kind == "blockquote":
        return f"<blockquote><p>{html}</p></blockquote>"
    return f"<{block.kind}>{html}</{block.kind}>"


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None, strip_comments=True
)


def sanitised(html: str) -> str:
    """HTML reduced to the tags and attributes that feeds promise; web addresses only."""
    return _CLEANER.clean(html) if "<" in html else html  # most paragraphs are text, escaped when they were read


class ContentPipeline:
    """`render_content` as an item pipeline."""

    def process_item(self, item: T) -> T:
        """Render a draft; other items pass."""
        if isinstance(item, Draft):
            render_content(item)
        return item
