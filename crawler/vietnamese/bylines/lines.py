"""Makes clean lines of a printed byline, and knows the lines that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.outlets import are_initials
from crawler.vietnamese.text import fold, has_vietnamese_letters, is_syllable, nfc, one_line, strip_decoration

MAX_CHARACTERS = 400
"""A longer text is no byline."""
_MAX_LINES = 16

_EMAIL = re.compile(r"\(?\s?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}\s?\)?")
_URL = re.compile(r"https?://(?:www\.)?([\w.-]{4,80})(?:/\S*)?")
_WEEKDAY = (
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|t[2-7]|cn)[\s|,–-]{1,3}(?=\d|ngày \d)|ngày (?=\d)|lúc (?=\d)"
)
_TIME = r"\d{1,2}[:hg]\d{2}(?::\d{2})?|\(?GMT\s?\+7\)?|(?<![^\W\d_])(?:AM|PM|SA|CH)(?!\w)"
_STAMP = re.compile(
    rf"(?:[\s|,/•·–-]{{0,3}}(?:{_TIME}|{_WEEKDAY}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?"
    r"|\d{1,2} (?:phút|giờ|ngày) trước)){1,6}$",
    re.I,
)
"""Day and time after a byline."""
_STAMP_FIRST = re.compile(
    rf"(?:(?:{_TIME}|{_WEEKDAY})[\s|,•·–-]{{0,3}}){{0,4}}\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
    rf"(?:[\s|,•·–-]{{1,3}}(?:{_TIME}|{_WEEKDAY})){{0,4}}[\s|,•·–-]{{1,3}}(?=[^\W\d_])",
    re.I,
)
"""Day, with its year, and time before it."""
_CONTACT = re.compile(
    r"[\s,(–-]*(?:(?<!\w)(?:e-?mail|đt|sđt|đtdđ|tel|(?:số )?điện thoại)\s?:?|0\d[\d. ]{7,12})\)?$", re.I
)
_NEXT_PART = re.compile(r"[(\[]\s?(?:kỳ|bài|phần|số)\s+(?:sau|tới|tiếp|\d)[^()\[\]]{0,120}[)\]]", re.I)
"""`(Kỳ sau: …)`: what the next part of a series is about."""
_SLASHED = re.compile(r"(?<!\w)(?:t\s?/\s?h|s\s?/\s?t|p/v)(?!\w)", re.I)
_WORDS_OF_SLASHED = {"t": "tổng hợp", "s": "sưu tầm", "p": "PV"}
_ACCOUNT = re.compile(r"(?:user|admin|editor|btv|pv|member|account)[\s_-]?\d+", re.I)
_LONGEST_ACCOUNT = 80
"""Characters of the longest account or supplier of pictures that is known, decoration included."""
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h\d)>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.I)
_SPACED_DOT = re.compile(r"(?<=(?<!\w)[A-ZĐ]) \.(?= ?[A-ZĐÀ-Ỹ])")
"""`C . Tuệ`"""
_MONKS = {
    "HT": "Hòa thượng ",
    "TT": "Thượng tọa ",
    "ĐĐ": "Đại đức ",
    "NT": "Ni trưởng ",
    "NS": "Ni sư ",
    "SC": "Sư cô ",
}
_MONK = re.compile(rf"(?<!\w)({'|'.join(_MONKS)})\.? ?(?=Thích )")
"""Ranks of monks and nuns before their family name; before others these letters stand for something else."""
_END_MARK = re.compile(r"^[(\[]\s?hết\s?[)\]]\s*|\s*[(\[]\s?hết\s?[)\]]$", re.I)
"""`(Hết)` before or after a name: the last part of a series ends."""
_ISSUE = re.compile(r", số (?:tháng )?\d{1,4}(?: ?[/-] ?\d{1,4}){0,2}(?=\W*$)")
"""Of the magazine before it: `Tạp chí Nghề Xưa, số 5/2021`."""
_WORD = re.compile(r"\w+")

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = _LOWER.upper()
"""The capitals of Vietnamese and English, for a character class."""
_GLUE = re.compile(f"[{_LOWER}](?=[{UPPER}])|[{UPPER}](?=[{UPPER}][{_LOWER}])|\\.(?=Theo )")
_REFERENCE = re.compile(
    rf"((?:(?<!\w)[{UPPER}][^\s,;&\d]*\s){{1,6}}[{UPPER}][{_LOWER}]+)"
    r"(?:\d{1,2}(?:, ?\d{1,2})*[*†]?|[*†¹²³⁴⁵⁶⁷⁸⁹⁰]+)(?=\s*(?:[,;&]|và |[-–]|$))"
)
"""`Trần Thị Minh Hà1, Lê An2*`: a raised number after the names of a journal's authors leads to where they work."""
_MAY_REFER = re.compile(rf"[{_LOWER}][\d*†¹²³]")
_WORD_END = re.compile(r"[\s(),;/-]")
_AGAINST_BRACKET = re.compile(r"(?<!\w)[^\W\d_]{2,}(?=\([^\W\d_]{2})")
"""`Bá Khánh(theo TTXVN)`: a name with a bracket against it."""
_JOINED = re.compile(r"(?<!\w)([^\W\d_]{2,})(và|theo)(?=\s)")
"""`MỘNG THUvà BÁ KHÁNH`, `Bá Khánhtheo TTXVN`: a name with the next word against it."""
_HALF_RAISED = re.compile(
    f"(?<!\\w)(?=\\w*[{UPPER}]\\w*[{UPPER}])[{UPPER}]+[{_LOWER[3:]}][{UPPER}{_LOWER[3:]}]*(?!\\w)"
)
"""`NGUYễN`, `THị`: capitals whose marked vowel an old font left small."""


def lines_of(text: str) -> list[str] | None:
    """The lines of a text, clean, with lost line breaks restored and without repetition; None when it is too long."""
    if len(text) > 5 * MAX_CHARACTERS:
        return None
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    if " ." in text:
        text = _SPACED_DOT.sub(".", text)
    if "Thích " in text:
        text = _MONK.sub(lambda found: _MONKS[found[1]], text)
    if "_" in text and "@" not in text and "/" not in text:
        text = text.replace("_", " ")  # `Theo_Tuổi_Trẻ`
    lines = [line for raw in nfc(text).splitlines() if (line := one_line(raw))]
    if len(lines) > _MAX_LINES or sum(map(len, lines)) > MAX_CHARACTERS:
        return None
    if _MAY_REFER.search(text):
        lines = [_REFERENCE.sub(r"\1", line) for line in lines]
    if "(" in text:
        lines = [_AGAINST_BRACKET.sub(r"\g<0> ", line) for line in lines]
    if any(map(_HALF_RAISED.search, lines)):
        lines = [_HALF_RAISED.sub(_raised, line) for line in lines]
    if "và " in text or "theo " in text:
        lines = [_JOINED.sub(_parted, line) for line in lines]
    return [piece for line in lines for piece in _unglued(_once(line))]


def _raised(found: re.Match[str]) -> str:
    return found[0].upper() if is_syllable(found[0]) else found[0]


def _parted(found: re.Match[str]) -> str:
    is_word = is_syllable(found[0]) or not (is_syllable(found[1]) or found[1].isupper())
    return found[0] if is_word else f"{found[1]} {found[2]}"


def _once(line: str) -> str:
    """A line that is printed twice in a row, once: `A B A B`, `A BA B`."""
    half = len(line) // 2
    if line[:half] == line[half:] and " " in line[:half]:
        return line[:half]
    if line[half : half + 1] == " " and line[:half] == line[half + 1 :] and " " in line[:half]:
        return line[:half]
    return line


def _unglued(line: str) -> Iterator[str]:
    """The lines of a line whose break was lost: `Mộng ThuBáo Phú Yên`.

    Such a place is a small letter before a capital, or the end of a name in capitals before a word in small letters,
    where both sides are words on their own and one is Vietnamese; `VnExpress`, `McKenna` and `NGUYễN` are none.
    """
    start = 0
    for glue in _GLUE.finditer(line):
        left = _WORD_END.split(line[: glue.end()])[-1]
        right = _WORD_END.split(line[glue.end() :], maxsplit=1)[0]
        if not glue[0].islower() and not _ends_capitals(line[start : glue.end()], right):
            continue
        if has_vietnamese_letters(right) and right.isalpha() and not is_syllable(right):
            continue  # the capital before it belongs to it: `HÀ KHÁN|Hvà`
        if (
            (is_syllable(left) or right == "Theo")
            and (has_vietnamese_letters(left + right) or right.lower() in lex.MARKER_WORDS)
            and fold(left + right) not in lex.OUTLETS
        ):
            yield line[start : glue.end()]
            start = glue.end()
    yield line[start:]


def _ends_capitals(before: str, word: str) -> bool:
    """Whether two words in capitals, or initials, end before a word in small letters: `MỘNG THUTiền Phong`, `PVTheo`."""
    return word == "Theo" or (before.isupper() and word.istitle() and " " in before.strip())


def words_of(line: str) -> frozenset[str]:
    """The words of a line, lower case, to see quickly which patterns are worth a search."""
    return frozenset(_WORD.findall(line.lower()))


def without_furniture(line: str, words: frozenset[str]) -> str:
    """A line without e-mail addresses, paths of addresses, time stamps, series markers, buttons and decoration."""
    if "@" in line:
        line = _CONTACT.sub("", _EMAIL.sub(" ", line).rstrip())
    if "://" in line and not line.startswith("http"):
        line = _URL.sub(r"\1", line)
    if line[:1] in "([":
        line = _NEXT_PART.sub(" ", line)
    if "ết)" in line or "ẾT)" in line or "ết]" in line:
        line = _END_MARK.sub("", line)
    if lex.TAKEN_OFF_PHRASES.may_be_in(line.lower(), words):
        line = lex.TAKEN_OFF.sub(" ", line).rstrip()
    if (line[:1].isdigit() or line[:3].lower() in ("thứ", "chủ")) and (stamp := _STAMP_FIRST.match(line)):
        line = line[stamp.end() :]
    if line[-1:].isdigit() or line.endswith(("M", ")", "trước")):
        line = _CONTACT.sub("", _CONTACT.sub("", _STAMP.sub("", line)))
    if ", số " in line:
        line = _ISSUE.sub("", line)
    if "/" in line:
        line = _SLASHED.sub(lambda found: _WORDS_OF_SLASHED[found[0][0].lower()], line)
    line = strip_decoration(line)
    return one_line(line) if "  " in line else line


def is_system_account(text: str) -> bool:
    """Whether a line is an account of the content system (`admin`, `Quản trị`, `user1`), not an author."""
    return len(text) <= _LONGEST_ACCOUNT and (fold(text) in lex.ACCOUNTS or _ACCOUNT.fullmatch(text) is not None)


def is_no_byline(line: str) -> bool:
    """Whether a line is one of the known kinds that look like a byline and are none: accounts, links, captions, notes."""
    if line[1:2] == "." and are_initials(line):  # `N.A` is somebody, `n/a` nobody
        return line.lower().rstrip(".") in lex.NOT_WHOLE
    if is_system_account(line) or not any(map(str.isalnum, line)):
        return True
    if len(line) <= _LONGEST_ACCOUNT and (key := fold(line)) in lex.SUPPLIERS and key != "ctv":
        return True
    probe = (line.lower() if line.isupper() else line).strip("(). ")
    probe = probe[:1].lower() + probe[1:]
    return probe in lex.NOT_WHOLE or lex.NOT_START.match(probe) is not None or lex.NOT_INSIDE.search(probe) is not None
