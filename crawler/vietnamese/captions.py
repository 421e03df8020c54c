"""The credit in a picture's caption."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"(?:^|(?<!hình)(?<!bức)(?<!tấm)[\s(\[.,;–—-])(?:nguồn\s+)?(?:ảnh|photo|đồ h[oọ]ạ?a?|infographic)"
    r"(?:\s+(?:minh h[oọ]ạ?a?|tư liệu|chụp màn hình))?"
    r"\s*[:：]\s*(?P<name>[^:：]{1,80}?)[\s).\]]*$|"
    r"[(\[]\s*nguồn\s*[:：]\s*(?P<source>[^:：()\[\]]{1,80}?)[\s).\]]*$",
    re.I,
)


def caption_credit(caption: str | None) -> str | None:
    """The name after `Ảnh:` (or `Nguồn ảnh:`, `Ảnh minh họa:`, `(Nguồn: …)`) at the end of a caption, as printed.

    `Ảnh minh họa` without a name credits nobody.
    """
    if not caption:
        return None
    found = _CREDIT.search(caption)
    if not found:
        return None
    return (found["name"] or found["source"] or "").strip(" .,;") or None
