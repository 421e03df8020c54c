"""The credit in a picture's caption."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"(?:^|(?<!hình)(?<!bức)(?<!tấm)(?<!trong)[\s(\[.,;–—-])(?:nguồn\s+)?(?:ảnh|photo|đồ h[oọ]ạ?a?|infographic)"
    r"(?:\s+(?:minh h[oọ]ạ?a?|tư liệu|chụp màn hình))?"
    r"\s*[:：]\s*(?P<name>[^:：]{1,80}?)[\s).\]]*$|"
    r"[(\[]\s*nguồn\s*[:：]\s*(?P<source>[^:：()\[\]]{1,80}?)[\s).\]]*$",
    re.I,
)


_LONGEST_LABEL = 60
"""Letters before the last colon, which the name follows."""


def caption_credit(caption: str | None) -> str | None:
    """The name after `Ảnh:` (or `Nguồn ảnh:`, `Ảnh minh họa:`, `(Nguồn: …)`) at the end of a caption, as printed.

    `Ảnh minh họa` without a name credits nobody, and neither does a sentence (`Ảnh: Một chuyến phà chở học sinh qua sông`).
    """
    if not caption:
        return None
    colon = max(caption.rfind(":"), caption.rfind("："))
    found = _CREDIT.search(caption, max(0, colon - _LONGEST_LABEL)) if colon >= 0 else None
    if not found:
        return None
    name = (found["name"] or found["source"] or "").strip(" .,;")
    return name if name and not _is_sentence(name) else None


def _is_sentence(text: str) -> bool:
    """Whether more than two in three of seven words or more begin with a small letter, as hardly any name's do."""
    words = text.split()
    return len(words) > 6 and 3 * sum(word[0].islower() for word in words) > 2 * len(words)
