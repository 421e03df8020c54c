"""The mark that opens a lead or a body: the outlet's or agency's name, or the place it was written at."""

from __future__ import annotations

import re

from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.lines import UPPER
from crawler.vietnamese.bylines.outlets import find_outlet, is_domain
from crawler.vietnamese.text import fold, is_syllable, without_diacritics

_DASH = r"(?:\s*[–—|]\s*|\s*-+\s+|\s+-+\s*|-+(?=[\"“‘]))"
_BRACKETED = re.compile(rf"\s*[(\[]\s*([^()\[\]]{{2,40}}?)\s*[)\]]({_DASH}|-|:\s*|\s*)")
_DAY_IN_BRACKETS = re.compile(r"\s*[-–,|]\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$")
"""`(TCKT - 25/10/2023) - …`"""
_PLAIN = re.compile(rf"\s*([^\s(]\S*?(?:\s\S+?){{0,3}}?)(?:{_DASH}|:\s+)")
_PLACE = re.compile(
    rf"\s*(?P<place>{lex.PLACE_PATTERN})(?:(?P<glued>(?=[{UPPER}]))"
    rf"|(?P<by>(?:,\s*\d{{1,2}}[/-]\d{{1,2}})?\s*\((?P<agency>[^()]{{2,20}})\))(?P<dash>{_DASH}|\s+)"
    rf"|(?P<alone>{_DASH})|(?P<bare>\s+(?=[{UPPER}]\w)))"
)
_DATED = re.compile(
    rf"\s*(?P<open>[(\[])?(?P<mark>{lex.PLACE_PATTERN},\s+(?:ngày\s+)?"
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2} tháng \d{1,2}(?:,? năm \d{4}|/\d{4})?))"
    r"(?(open)\s*[)\]])\s*[–—-]\s*"
)
"""A place and a day before a dash, as press offices print them: `Hà Nội, ngày 12/3/2024 – Công ty …`."""
_ABROAD = re.compile(
    rf"\s*(?P<mark>[{UPPER}][\w.’' -]{{1,30}}(?:, [{UPPER}][\w. ]{{1,20}})? \([{UPPER}]{{2,10}}\))\s*[–—-]\s*"
)
"""A place that no list has, with an agency's initials in brackets and a dash: `GARDEN GROVE, California (NV) – …`."""
_PLACE_NAME = re.compile(lex.PLACE_PATTERN)
_SENTENCE_BEGINS = re.compile(rf"[\"“‘'(]?[{UPPER}\d]")
_NO_MARK = re.compile(r"[:;?!,]|\d{2}|^(?:tiếp|xem|ảnh|kỳ|bài|phần|video|clip|tin(?! t[uứ]c$)|theo|nguồn)\b", re.I)
_INITIALS = re.compile(r"(?=.{3})[BCDĐGHKLMNPQRSTVX&]{2,7}\d?(?:O| Online)?")
"""Initials of an outlet's name, perhaps a number, with an `O` for Online.

No vowel, unlike the names of bodies that news are about (WHO, UBND).
"""
_IN_BRACKETS = re.compile(r"[A-ZĐ]{3,8}")
"""Initials in brackets: no sentence begins with any but a mark's."""
_ONLINE_ALONE = re.compile(rf"\s*([{UPPER}]{{1,6}}O)\s+(?=[\"“‘]?[{UPPER}])")
"""Initials that end with the `O` of Online: `SGGPO Ngoài trợ cấp …`. No sentence begins with them, so they need no dash."""
_KEYWORD = re.compile(r"[a-z]{2,}(?: [a-z]{2,}){0,2}")
"""What a lead is filed under, in small letters without diacritics, before a dash: `(giao duc) - …`."""
_DOTTED = re.compile(rf"\s*([^\s(]\S{{2,25}})\.\s+(?=[\"“‘]?[{UPPER}\d])")
"""A mark and a full stop: `Baoquocte.vn. Ngày 4/7 …`, as some papers have it."""
_APPOSITION = re.compile(r"[^.!?]{0,80}\s[-–—]\s")
_OUTLET_BEGINS = re.compile(r"(?:Cổng|Trang|Báo|Đài|Tạp chí|Bản tin)\s")
_KIND_OF_OUTLET = re.compile(r"(?:báo|tạp chí|trang(?: tin)?|bản tin)(?: điện tử)?\s+", re.I)
"""What the mark leaves out of an outlet's name: `Biên phòng - …` in `Báo Biên phòng`."""
_ELECTRONIC = re.compile(rf"([{UPPER}]{{2,5}})(?:ĐT|DT)")
"""Initials of a paper's name with those of `điện tử`."""
_LEAST_OF_DOMAIN = 6
_FAR = 160
"""Characters that are looked at."""


def split_dateline(text: str, *, publication: str | None = None, domain: str | None = None) -> tuple[str | None, str]:
    """Split the mark off the beginning of a lead or first paragraph.

    Returns the mark as printed, without its brackets and dash, and the rest; or None and the text unchanged. Marks are
    a short name in brackets before a dash (`(LĐXH) - Sáng …`), a known outlet's in brackets or before a dash
    (`TTXVN - …`), the page's own outlet's (`publication`, `domain`), a place with an agency (`Hà Nội (TTXVN) - …`), a
    place before a dash and a news sentence, or in capitals before a dash or a sentence, a place and a day before a dash
    (`Hà Nội, ngày 12/3/2024 – …`), a place whose dash was lost (`TP HCMSáng …`), and initials of an outlet
    that nobody knows (`TCDN - Sáng …`, `(QNĐT) Sáng …`). An ordinary opening word is never taken for one.
    """
    head = text[:_FAR]
    for found, mark in (
        _bracketed(head, publication, domain),
        _placed(head),
        _dated(head),
        _plain(head, publication, domain),
        _abroad(head),
    ):
        if found and mark and _SENTENCE_BEGINS.match(text, found.end()):
            return mark, text[found.end() :]
    return None, text


def is_place_in_capitals(text: str) -> bool:
    """Whether a text is a place set in capitals and nothing else: `HÀ TĨNH`."""
    return _is_set_in_capitals(text) and _PLACE_NAME.fullmatch(text) is not None


def _opens_domain(mark: str, domain: str | None) -> bool:
    """Whether a domain begins with all the words of a mark: `(Tài chính)` on taichinhdoanhnghiep.net.vn."""
    key = fold(without_diacritics(mark))
    return len(key) >= _LEAST_OF_DOMAIN and _label(domain).startswith(key)


_Found = tuple[re.Match[str] | None, str | None]


def _bracketed(text: str, publication: str | None, domain: str | None) -> _Found:
    found = _BRACKETED.match(text)
    if found is None:
        return None, None
    mark, dash = _DAY_IN_BRACKETS.sub("", found[1]), found[2].strip(" :")
    known = find_outlet(mark) or is_domain(mark) or _is_own(mark, publication, domain) or _opens_domain(mark, domain)
    known = known or (dash != "" and _KEYWORD.fullmatch(mark) is not None)
    short = len(mark.split()) < 4 or _OUTLET_BEGINS.match(mark) is not None
    looks_like_a_mark = mark[0].isupper() and short and not _NO_MARK.search(mark)
    return (
        (found, found[1])
        if known or ((dash or _INITIALS.fullmatch(mark) or _IN_BRACKETS.fullmatch(mark)) and looks_like_a_mark)
        else (None, None)
    )


def _placed(text: str) -> _Found:
    found = _PLACE.match(text)
    if found is None:
        return None, None
    if found["glued"] is not None:
        return found, found["place"]
    if found["bare"] is not None:  # `QUẢNG TRỊ Giống lúa mới …`
        follows = text[found.end() + 1 : found.end() + 2].islower()
        return (found, found["place"]) if follows and _is_set_in_capitals(found["place"]) else (None, None)
    if found["by"]:
        known = find_outlet(found["agency"].split()[0]) is not None
        return (found, found["place"] + found["by"]) if known else (None, None)
    place, rest = found["place"], text[found.end() :]
    apposition = re.search(r"\s[-–—]\s", rest) is not None
    begins = lex.OPENER.match(rest) or (
        _is_set_in_capitals(place) and not rest.isupper() and not _PLACE_NAME.match(rest)  # `HÀ NỘI - Hải Phòng`
    )
    return (found, place) if begins and not apposition else (None, None)


def _dated(text: str) -> _Found:
    found = _DATED.match(text)
    return (found, found["mark"]) if found else (None, None)


def _abroad(text: str) -> _Found:
    found = _ABROAD.match(text)
    return (found, found["mark"]) if found else (None, None)


def _is_set_in_capitals(place: str) -> bool:
    """`BẠC LIÊU`, which says that it is a mark; `TP.HCM` is always printed like that."""
    return place.isupper() and all(len(word) > 1 and is_syllable(word) for word in place.split())


def _plain(text: str, publication: str | None, domain: str | None) -> _Found:
    if (online := _ONLINE_ALONE.match(text)) and online[1] in lex.DATELINE_MARKS and not text.isupper():
        return online, online[1]
    if (dotted := _DOTTED.match(text)) and (_is_own(dotted[1], publication, domain) or dotted[1] in lex.DATELINE_MARKS):
        return dotted, dotted[1]
    found = _PLAIN.match(text)
    if found is None:
        return None, None
    mark = found[1]
    known = mark in lex.DATELINE_MARKS or is_domain(mark) or _is_own(mark, publication, domain)
    parted = text[found.end(1)] in " –—" or _ELECTRONIC.fullmatch(mark) is not None  # `PTĐT- Sáng …`
    initials = _INITIALS.fullmatch(mark) and parted and not _APPOSITION.match(text, found.end())
    return (found, mark) if known or initials else (None, None)


def _label(domain: str | None) -> str:
    """A domain's first label without the kind of outlet: `yenbai` of baoyenbai.com.vn."""
    return (domain or "").partition(".")[0].removeprefix("bao").removeprefix("tapchi")


def _is_own(mark: str, publication: str | None, domain: str | None) -> bool:
    """Whether a mark is the page's own outlet: its name, its domain, or its initials with or without `O`, `Online`."""
    key = fold(mark)
    names = {fold(publication or ""), fold(domain or ""), fold((domain or "").partition(".")[0])}
    names.add(fold(_KIND_OF_OUTLET.sub("", publication or "", count=1)))
    label, stem = (domain or "").partition(".")[0], _label(domain)
    if key and fold(without_diacritics(mark)) in (label, stem):
        return True  # `Biên phòng` of bienphong.com.vn
    if len(key) > len(label) > 3 and fold(domain or "").startswith(key):
        return True  # `GiadinhNet` of giadinh.net.vn
    if stem and (own := _ELECTRONIC.fullmatch(mark)) and _spells(without_diacritics(own[1]).lower(), stem):
        return True  # `YBĐT` of baoyenbai.com.vn
    if stem and mark.isupper() and len(mark) > 3 and stem.endswith(mark[-2:].lower()) and _spells(mark.lower(), stem):
        return True  # `PGHUE` of phatgiaohue.vn
    known = {publication, find_outlet(domain or ""), find_outlet(f"{label}.vn")}
    spelt = [outlet.split() for outlet in known if outlet]
    for words in (*spelt, *([word for word in words if word not in ("và", "&", "-")] for words in spelt)):
        initials = fold("".join(word[0] for word in words))
        if len(initials) > 1 and mark[:2].isupper():
            names |= {initials, initials + "o", initials + "online", initials + "đt"}
    return bool(key) and key in names


def _spells(initials: str, label: str) -> bool:
    """Whether the letters stand in a domain's label in their order, the first at its beginning."""
    letters = iter(label)
    return label.startswith(initials[:1]) and all(letter in letters for letter in initials)
