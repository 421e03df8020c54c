"""Finds the sign-off at the end of an article: who wrote it, for whom, from which source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.byline import Byline
from crawler.vietnamese.bylines.lines import UPPER, is_no_byline, without_furniture, words_of
from crawler.vietnamese.bylines.names import is_usual_name, is_vietnamese_person
from crawler.vietnamese.bylines.parser import understood
from crawler.vietnamese.bylines.phrases import is_caption_title
from crawler.vietnamese.text import fold, nfc, one_line, strip_decoration

Label = Literal["body", "signoff"]

_LONGEST = 160
"""Characters; a longer paragraph is no sign-off, and no affiliation either."""
_FAR = 12
"""How many of the last paragraphs are looked at."""
_MOST_NAMES = 4
"""More lines of bare names in a row are a list of people, not a sign-off."""

_LINK = re.compile(r"\s*(?:>{1,3}|»|→|☛|#\w|https?://|www\.)")
_PART = re.compile(r"[(*\s]*(?:bài|kỳ|phần) (?:cuối|sau|tới|tiếp|tiếp theo|\d{1,2})\s?[:.–-] ?\S", re.I)
"""`Bài cuối: …`: another part of the series."""
_FILM = re.compile(r"\W*(?:video|clip|podcast|infographic)(?:\s*:\s*|\]\s*)\S", re.I)
"""`Video: …`, `[Clip] …` before what a film shows, if it names nobody."""
_WRITTEN_AT = re.compile(
    rf"(?:{lex.PLACE_PATTERN}),?\s+(?:ngày|tháng|mùa|xuân|hè|thu|đông|\d)[^.]{{0,30}}\d{{4}}\.?$|"
    rf"[{UPPER}][\w.’']*(?: [{UPPER}][\w.’']*){{0,3}},\s+(?:tháng|mùa|xuân|hè|thu|đông)\s[^.]{{0,30}}\d{{4}}\.?$"
)
"""`Hà Nội, tháng 6/2022` under or above a name."""
_PHOTO_STORY = re.compile(r"\W*(?:chùm ảnh|phóng sự ảnh)\s*[:：]", re.I)
"""Who made an article that is pictures."""
_OF_READER = re.compile(r"\((?:thôn|bản|ấp|xóm|xã|phường|tổ dân phố|khu phố|quận|huyện|thị xã)\s[^.!?:]{2,80}\)", re.I)
"""Where somebody lives who wrote to the newsroom, in brackets under the name: `(xã Cư Huê, huyện Ea Kar)`."""
_DASH = re.compile(r"\s*[-–]\s*")
_BULLET = re.compile(r"\s*([-+•*–—]|\d{1,2}[.)])\s*(?=[^\W\d_])")
_DATED_LINK = re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{4})?\)$")
_REFERENCES = re.compile(r"\W*(?:tài liệu tham khảo|danh mục tài liệu tham khảo|references|chú thích|ghi chú)\W*", re.I)
_HEADS_SIGNOFF = re.compile(r"\W*(?:nhóm|ê-?kíp) thực hiện\W*", re.I)
_RULE = re.compile(r"\W*[_—–-]{4,}\W*")
_NOTE = re.compile(r"\W*\d{1,2}\W")
_PRINTED_NOTE = re.compile(r"\W*\d{1,2}\W.*(?:\bNxb\b|\bNXB\b|\btr\.? ?\d|\bSđd\b)")
"""A numbered note that names a book and its page: `1. Văn kiện …, Nxb. …, tr.187.`"""
_FOOTNOTE = re.compile(r"\s*\[\d{1,2}\]\W")
_MOST_NOTES = 60
_EXPLICIT = frozenset(
    {"source-word", "role-label", "role-after-name", "outlet-after-slash", "outlet-in-brackets", "press-after-name",
     "affiliation", "honorific", "collective", "outlet-after-name", "known-outlet", "name-after-source-word"}
)  # fmt: skip
"""Rules that say themselves that a line is a byline, even where something in it is uncertain."""
_BARE = frozenset({"canonical-name", "unusual-name", "decoration"})
"""Rules that say nothing but names."""
_NOTHING = Byline()


def split_signoff(paragraphs: Sequence[str], set_apart: Sequence[bool] | None = None) -> list[Label]:
    """Tell which of an article's paragraphs are its sign-off.

    Each paragraph is `signoff` (names, collectives, affiliations and source lines that belong to the sign-off) or
    `body`. Links, invitations and notes among and after the sign-off are `body`, and so is a list of references.
    `set_apart` says which paragraphs the page sets apart from the text (right-aligned); such a line is believed more
    readily.
    """
    labels: list[Label] = ["body"] * len(paragraphs)
    apart = set_apart or [False] * len(paragraphs)
    end = next((i for i, text in enumerate(paragraphs) if heads_notes(text, paragraphs[i + 1 :])), len(paragraphs))
    first = max(0, end - _FAR)
    links_from = next((i for i in range(first, end) if _heads_links(paragraphs[i])), end)
    media: list[int] = []  # credits of pictures and films that name a person
    lower: list[int] = []  # lines that may say more about a name above them
    for i in range(end - 1, first - 1, -1):
        text = paragraphs[i]
        if _says_compiled(text):
            labels[i] = "signoff"
            continue
        if not text.strip() or _is_beside_the_text(text):
            continue
        byline = _NOTHING if len(text) > _LONGEST and not _may_credit_media(text) else understood(text)
        if not byline and ("picture-supplier" in byline.rules or _FILM.match(text)):  # `Ảnh: NVCC`, `Video: Lũ về`
            continue
        if byline and _says_who_said_it(byline, text, paragraphs[i - 1] if i else ""):
            break
        if byline and _signs(byline, text, set_apart=apart[i]):
            if lower and not _belong_to(text, [paragraphs[j] for j in reversed(lower)], byline):
                break
            labels[i] = "signoff"
            for j in lower:
                labels[j] = "signoff"
            lower = []
        elif byline and _is_media_credit(byline) and not _PHOTO_STORY.match(text):
            media.append(i)
        elif (
            i > links_from
            or _FOOTNOTE.match(text)
            or _PRINTED_NOTE.match(text)
            or _repeats(text, paragraphs[i - 1] if i else "")
        ):
            continue
        elif len(text) <= _LONGEST and len(lower) < 2 and not text.rstrip().endswith((".", "!", "?", ":", "…")):
            lower.append(i)
        else:
            break
    for i in range(first, end - 1):
        if labels[i] == "body" and labels[i + 1] == "signoff" and heads_signoff(paragraphs[i]):
            labels[i] = "signoff"
    _drop_lists_of_people(paragraphs, labels)
    for i in (*reversed(media), *media):  # `Ảnh: Minh Hà` above or under the author's line, or another such
        if apart[i] or any(0 <= j < len(labels) and labels[j] == "signoff" for j in (i - 1, i + 1)):
            labels[i] = "signoff"
    return labels


def heads_signoff(text: str) -> bool:
    """Whether a line only stands over the names of several people: `Nhóm thực hiện`."""
    return _HEADS_SIGNOFF.fullmatch(text) is not None


def heads_notes(text: str, after: Sequence[str]) -> bool:
    """Whether a line opens a list of references, or parts numbered notes from the text over it."""
    if _REFERENCES.fullmatch(text):
        return True
    return _RULE.fullmatch(text) is not None and 0 < len(after) <= _MOST_NOTES and all(map(_NOTE.match, after))


def _may_credit_media(text: str) -> bool:
    """Whether a paragraph that is too long for a sign-off holds a word that the credit of a picture or film has."""
    lowered = text.lower()
    return any(label in lowered for label in lex.MEDIA_LABELS)


def _repeats(text: str, signoff: str) -> bool:
    """Whether a paragraph ends with the sign-off that stands before it: a page that prints its end twice."""
    return 3 < len(signoff) < _LONGEST < len(text) and fold(text[-_LONGEST:]).endswith(fold(signoff))


def _heads_links(text: str) -> bool:
    """`Xem thêm:`: what follows are titles of other articles."""
    text = text.strip()
    is_short = len(text) < 16 or (len(text) < 40 and text.endswith(":"))
    return is_short and lex.NOT_START.match(text.lower()) is not None


def _says_compiled(text: str) -> bool:
    """`(Tổng hợp)` on a line of its own."""
    return len(text) < 30 and one_line(strip_decoration(text)).strip("()").lower() in lex.AFTER


def points_elsewhere(text: str) -> bool:
    """Whether a paragraph at the end of an article is a link to another, an invitation or the newsroom's address."""
    if _LINK.match(text):
        return not understood(text)
    return (len(text) <= _LONGEST and _DATED_LINK.search(text) is not None) or lex.POINTER.match(
        text.lower()
    ) is not None


def _is_beside_the_text(text: str) -> bool:
    """Whether a paragraph is no body and no sign-off: a pointer, a note, the credit of a picture without a name."""
    if points_elsewhere(text):
        return True
    text = one_line(nfc(text[:600]))
    if len(text) > _LONGEST:
        return is_no_byline(text)
    bare = without_furniture(text, words_of(text))  # `(Còn nữa)` and an e-mail address leave nothing
    return not bare or is_no_byline(bare) or any(line.match(text) for line in (_PART, _WRITTEN_AT))


def _signs(byline: Byline, text: str, *, set_apart: bool) -> bool:
    """Whether a byline that stands in the body is a sign-off, and no caption, heading or list entry."""
    if len(text) > _LONGEST or text.rstrip().endswith(":"):
        return False
    if _PHOTO_STORY.match(text):
        return True
    if _is_media_credit(byline):
        return False
    if set_apart:
        return True
    if _EXPLICIT.isdisjoint(byline.rules) and (
        byline.uncertain or not any(is_usual_name(a.name) for a in byline.authors)
    ):
        return False
    if not byline.authors:
        return not byline.uncertain or not {"source-word", "name-after-source-word"}.isdisjoint(byline.rules)
    is_written = "role-label" in byline.rules and any("text" in a.roles for a in byline.authors)  # `Người viết: Cô …`
    return is_written or not is_caption_title(byline.authors[0].honorific)


def _says_who_said_it(byline: Byline, text: str, above: str) -> bool:
    """Whether a name in brackets stands under a quotation: `(Albert Einstein)`."""
    return text.startswith("(") and _BARE.issuperset(byline.rules) and above.rstrip(" .").endswith(("”", '"', "»"))


def _is_media_credit(byline: Byline) -> bool:
    return (
        bool(byline.authors) and not byline.sources and all(lex.MEDIA_ROLES.issuperset(a.roles) for a in byline.authors)
    )


def _belong_to(name: str, lines: list[str], byline: Byline) -> bool:
    """Whether the lines under a name, none of them a byline alone, say more about it: an affiliation, a photographer.

    After `Theo Minh Hà` that is the outlet, though alone (`Khám phá`) it might be a section.
    """
    if len(lines) == 1 and _OF_READER.fullmatch(lines[0]):
        return True
    if len(lines) == 1 and _names_outlet(lines[0], alone="name-after-source-word" in byline.rules):
        return True
    together = understood("\n".join([name, *lines]))
    known = [author.name for author in byline.authors]
    gained = {"affiliation", "role-label", "honorific"} & set(together.rules)
    outlet = "press-after-name" in together.rules and len(together.sources) > len(byline.sources)
    return (outlet or (bool(gained) and together.authors != byline.authors)) and known == [
        a.name for a in together.authors
    ][: len(known)]


def _names_outlet(line: str, *, alone: bool) -> bool:
    """Whether a line is an outlet's name; one of a single word, which may be a section's (`Khám phá`), only `alone`."""
    byline = understood(line)
    return bool(byline.sources) and not byline.authors and (alone or ("known-outlet" in byline.rules and " " in line))


def _drop_lists_of_people(paragraphs: Sequence[str], labels: list[Label]) -> None:
    """Winners, victims, players: more bare names in a row than anybody signs with, or lines that a bullet begins alike."""
    bullets = [found[1] if (found := _BULLET.match(text)) else "" for text in paragraphs]
    for i, bullet in enumerate(bullets):
        if (
            bullet
            and labels[i] == "signoff"
            and any(0 <= j < len(labels) and bullets[j][-1:] == bullet[-1:] for j in (i - 1, i + 1))
        ):
            labels[i] = "body"
    if labels.count("signoff") <= _MOST_NAMES:
        return
    bare = [
        i for i, label in enumerate(labels) if label == "signoff" and _BARE.issuperset(understood(paragraphs[i]).rules)
    ]
    if len(bare) > _MOST_NAMES:
        for i in bare:
            labels[i] = "body"


# --- a sign-off glued to the last sentence --------------------------------------------------------------------

_OF_PICTURE = re.compile(r"[(\[]\s*nguồn\s*:", re.I)
"""`(Nguồn: AFP)`, which ends captions; sign-offs in brackets have `Theo` or the agency alone."""
_SENTENCE_END = re.compile(r"(?:/\.|[.!?…][\"”’)]?|[\"”]\.?)(\s?)(?=[^\W\d_a-z]|\()")


def cut_glued_signoff(text: str) -> tuple[str, str | None]:
    """Cut a sign-off off the end of a paragraph it is glued to, if that is certain.

    Returns the paragraph and the sign-off or None. Certain are a source line or a marked byline after a full stop
    (`… kết thúc. Theo Tuổi Trẻ`, `… kết thúc. (TTXVN)`), and names alone after one (`… kết thúc.Lê Minh Hà`).
    """
    for end in _SENTENCE_END.finditer(text, max(0, len(text) - _LONGEST)):
        tail = text[end.end() :].strip()
        if len(tail) > 80 or _is_abbreviation(text[: end.start()].rpartition(" ")[2]):
            continue
        byline = understood(tail)
        if end.end() <= _LONGEST and _OF_PICTURE.match(tail):  # under a picture, whose source it is
            continue
        if byline and _is_certain(byline, tail):
            return text[: end.end()].rstrip(), tail
    return text, None


def _is_abbreviation(word: str) -> bool:
    """`TP` of `TP. Hồ Chí Minh`, `GS` of `GS. Lê Minh Hà`; nothing before a full stop is no sentence either."""
    return not word or (word[0].isupper() and word.isalpha() and len(word) <= 3) or word.lower() in lex.HONORIFICS


def _is_certain(byline: Byline, tail: str) -> bool:
    if byline.uncertain or tail.endswith((".", "!", "?")) or _is_media_credit(byline):
        return False
    if not _EXPLICIT.isdisjoint(byline.rules):
        return not all(is_caption_title(a.honorific) for a in byline.authors) or not byline.authors
    names = _DASH.split(tail)
    people = len(names) == len(byline.authors) and all(map(is_vietnamese_person, names))
    return people and fold(tail) not in lex.PLACES
