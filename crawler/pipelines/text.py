"""Text: every field in NFC with single spaces, mojibake repaired, captions' credits named, the language told."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TypeVar

from crawler.items import Draft
from crawler.vietnamese.captions import caption_credit
from crawler.vietnamese.text import clean_text

T = TypeVar("T", bound=Draft)

_LETTERS = "ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự"
_VIETNAMESE = re.compile(f"[{_LETTERS}{_LETTERS.upper()}]")
_USUAL = "àáưạđôế"
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|with|that)\b", re.I)


def clean_texts(draft: Draft) -> None:
    """Bring every printed text of a draft into the one form that feeds use."""
    draft.title = clean_text(draft.title)
    draft.summary = clean_text(draft.summary or "") or None
    draft.section = [clean_text(name) for name in draft.section]
    draft.tags = [clean_text(tag) for tag in draft.tags]
    for block in draft.blocks:
        plain = block.html == block.text
        text = block.text
        block.text = "\n".join(map(clean_text, text.split("\n"))) if "\n" in text else clean_text(text)
        block.html = block.text if plain else clean_text(block.html)
    for image in draft.images:
        image.caption = clean_text(image.caption or "") or None
        image.alt = clean_text(image.alt or "") or None
        image.credit = caption_credit(image.caption)
    for attachment in draft.attachments:
        attachment.title = clean_text(attachment.title or "") or None
    for date_clue in draft.date_clues:
        date_clue.text = clean_text(date_clue.text)
    for byline_clue in draft.byline_clues:
        byline_clue.text = clean_text(byline_clue.text)
    draft.publication.name = clean_text(draft.publication.name)
    draft.language = language_of("\n".join(b.text for b in draft.blocks if b.text) or draft.title, draft.language)


def language_of(text: str, declared: str) -> str:
    """The language of a clean text: what it is written in counts, since templates declare `en` or `vi` for all they hold.

    Vietnamese has a letter of its own in nearly every second word; English, which these sites also publish, has none
    of them and many of its own short words. Anything else is what the page declares.
    """
    words = text.count(" ") + text.count("\n") + 1  # a list of them takes longer than all the rest
    needed = math.ceil(words * 0.2)  # more of them say nothing more
    # The usual ones are enough nearly always, and quickly counted.
    usual = sum(map(text.count, _USUAL)) if not text.isascii() else 0
    if usual >= needed or sum(1 for _ in islice(_VIETNAMESE.finditer(text), needed)) == needed:
        return "vi"
    if words >= 20 and len(_ENGLISH.findall(text)) >= words * 0.08:
        return "en"
    return declared


class TextPipeline:
    """`clean_texts` as an item pipeline."""

    def process_item(self, item: T) -> T:
        """Clean a draft; other items pass."""
        if isinstance(item, Draft):
            clean_texts(item)
        return item
