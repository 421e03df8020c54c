"""From a date line to its tokens: clock times, groups of numbers, the words that the grammar knows.

One regular expression a vocabulary. No repetition in it can match the same text in two ways, so the time is linear in
the length of the text. What it does not know stays in the gap before the next token.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Final, Literal

from crawler.vietnamese.text import nfc, without_diacritics

# --- the text -------------------------------------------------------------------------------------------------

_TWINS: Final = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("⁄∕／", "/"),
        **dict.fromkeys("：∶﹕", ":"),
        **dict.fromkeys("’‘′´`ʼ", "'"),
        **dict.fromkeys("．。", "."),
        "，": ",",
        "（": "(",
        "）": ")",
        "｜": "|",
        "＋": "+",
        "ð": "đ",
        "_": " ",
    }
)
"""Full-width and typographic twins of digits and separators; `_`, which word segmenters print for a space."""


_LOST_SPACE: Final = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}([/.-])[0-9]{1,2}\1[12][0-9]{3}(?=[0-9]{1,2}[:hg][0-9]{2}(?![0-9]))"
    r"|[0-9]{1,2}:[0-9]{2}(?=[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}(?![0-9]))"
    r"|(?<=[^\W\d_] |[0-9,] )(?:19|20)[0-9]{2}(?=[0-9]{1,2}:[0-9]{2}(?![0-9])))"
)
"""A day and a time of day that stand against each other: `12/06/202222:43`, `22:4312/06/2022`, `21 tháng ba 20254:08`."""
_LONG: Final = re.compile(r"[0-9:][0-9]{3}[0-9/]")
"""What every such text holds and few others do."""
_TWIN: Final = re.compile(f"[{re.escape(''.join(map(chr, _TWINS)))}]")


_GLUED: Final = re.compile(r"(?<=gày)(?=(?:Thứ|Chủ) )")
"""`ngàyThứ Năm`: a label with the weekday against it."""
_SPACED: Final = re.compile(
    r"(\W*(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\W+)?)"
    r"(0[1-9]|[12][0-9]|3[01]) (0[1-9]|1[0-2]) ((?:19|20)[0-9]{2})(?=\W*$|\W+[0-9]{1,2}:[0-9]{2})"
)
"""A day whose separators got lost, alone or before a time of day: `22 07 2017`, `thứ ba, 16 07 2019 14:30`."""


def prepared(text: str) -> str:
    """The text as the grammar reads it: small letters, NFC, one space between words, plain digits and separators."""
    if "&" in text:
        text = html.unescape(text)
    text = _GLUED.sub(" ", nfc(text)).lower()
    if _TWIN.search(text):
        text = text.translate(_TWINS)
    if _LONG.search(text):
        text = _LOST_SPACE.sub(r"\g<0> ", text)
    text = " ".join(text.split())
    return _SPACED.sub(r"\1\2/\3/\4", text, count=1) if _SPACED.match(text) else text


# --- tokens ---------------------------------------------------------------------------------------------------

_PUNCTUATION: Final = " ,|·•.;:()[]{}-~/'\"*+<>=!?→»«›‹#@&…"


@dataclass(slots=True)
class Token:
    """A piece of the text: where it begins and ends, and what stands between the token before and this one."""

    start: int
    end: int
    gap: str
    joined: bool
    """Nothing but punctuation in the gap. The first token is joined when no word stands before it."""


@dataclass(slots=True)
class Word(Token):
    """A phrase of words.tsv, or one of three other kinds.

    Those are `year` (`năm 2022`), `th` (`Th6`, a month or a weekday) and `lunar-year` (`năm Nhâm Dần`).
    """

    kind: str
    value: str
    number: int


@dataclass(slots=True)
class Clock(Token):
    """A time of day as printed, possible or not."""

    hour: int
    minute: int
    second: int | None
    half: str
    """`am`, `pm` or empty: the half of the day that stands beside it."""


@dataclass(slots=True)
class Zone(Token):
    """A stated zone; the offset is None when there is no such zone."""

    offset: timezone | None


Glue = Literal["", "word", "mark"]


@dataclass(slots=True)
class Numbers(Token):
    """Numbers joined by slashes, dots or dashes: `12/06/2022`, `9-13/6/2013`, `0912.34.56.78`; or one number."""

    parts: list[str]
    separators: str
    glued: Glue
    """`word` when a word stands against it, as where white space was lost; `mark` when it is part of something longer,
    such as `12/2022/NĐ-CP`, or a lone letter stands before it, which may be a misread digit (`l2/06/2022`)."""


@dataclass(slots=True)
class Instant(Token):
    """ISO 8601 with a time of day."""

    parts: list[str]
    """Year, month and day."""
    clock: Clock
    zone: Zone | None


Place = tuple[int, int, str, bool]
"""The first four fields of a token."""

# --- the vocabulary -------------------------------------------------------------------------------------------


def _read_words() -> dict[str, list[tuple[str, str]]]:
    """words.tsv: by kind the phrases with their value."""
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for line in resources.files(__package__).joinpath("words.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, value, phrases = line.split("\t")
            by_kind.setdefault(kind, []).extend((phrase, value) for phrase in phrases.split("|"))
    return by_kind


WORDS: Final = _read_words()


def _meaning(kind: str, value: str, phrase: str) -> tuple[str, str, int]:
    """Kind, value and number of a phrase; a phrase without a value of its own is its value."""
    number, _, part = value.partition(" ")
    if number.lstrip("-").isdigit():
        return kind, part or phrase, int(number)
    return kind, value or phrase, 0


_PHRASES: Final = {
    phrase: _meaning(kind, value, phrase)
    for kind, phrases in WORDS.items()
    if kind not in ("unit", "number")
    for phrase, value in phrases
}
_BARE_PHRASES: Final = {without_diacritics(phrase): meaning for phrase, meaning in reversed(_PHRASES.items())}
"""The same without diacritics; of two that fall together the one that stands first in words.tsv counts."""


def one_of(phrases: Iterable[str]) -> str:
    """A regular expression for one of the phrases, the longest that fits; its first letter is looked at first."""
    longest_first = sorted(phrases, key=lambda phrase: (phrase[0], -len(phrase)))
    groups = groupby(longest_first, key=lambda phrase: phrase[0])
    return "|".join(f"{re.escape(c)}(?:{'|'.join(re.escape(p[1:]) for p in group)})" for c, group in groups)


def with_bare(kind: str) -> dict[str, str]:
    """The phrases of a kind and what they mean, with and without diacritics."""
    return {without_diacritics(phrase): value for phrase, value in WORDS[kind]} | dict(WORDS[kind])


_DIGITS: Final = {phrase: int(number) for phrase, number in with_bare("number").items()}
COUNT: Final = f"(?:{one_of(_DIGITS)})(?: (?:mươi|muoi))?(?: (?:{one_of(_DIGITS)}))?(?!\\w)"
"""A number in words, as a regular expression: `hai`, `mười hai`, `hai mươi`, `hai mươi lăm`."""


def count_of(words: str) -> int | None:
    """What `mười lăm` or `hai mươi` counts; None for `hai ba` (two or three)."""
    first, *others = words.split()
    value = _DIGITS[first]
    if others and others[0] in ("mươi", "muoi"):
        value, others = value * 10, others[1:]
    elif others and value != 10:
        return None
    return value + (_DIGITS[others[0]] if others else 0)


# --- the forms ------------------------------------------------------------------------------------------------

_NO_LETTER = r"(?![^\W\d_])"
_HOUR_UNIT = rf"(?:h|g|giờ|gio){_NO_LETTER}"
_ENGLISH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
"""Before which `Thu 3` is Thursday and the third."""
_HALF = rf"(?:[ ]?(am|pm|a\.m\.?|p\.m\.?|sa|ch){_NO_LETTER})?"

_SPACED_INSTANT = r"""
    [ ](?= [0-9]{1,2}:[0-9]{2}:[0-9]{2}[0-9.,]*+[ ]?(?:z|[+-][0-9]|0?7:00) | [0-9]{1,2}:[0-9]{2}[ ]?(?:z|\+[0-9]) )"""
_INSTANT = rf"""
    (?P<instant> ([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}) (?:[ ]?t[ ]?|{_SPACED_INSTANT})
        ([0-9]{{1,2}}):([0-9]{{2}}) (?: :([0-9]{{2}}) (?:[.,][0-9]{{1,9}})? )?
        (?: [ ]?(z)(?![a-z]) | [ ]?([+-])([0-9]{{1,2}}):?([0-9]{{2}})? | (?<=:[0-9]{{2}})[ ](0?7:00) )?
        (?![0-9:]) )"""
"""`2022-06-12T22:43:10.123+07:00`, with a space instead of the T when a zone follows; ` 07:00` is an offset that lost its
sign in a URL."""

_CLOCK = rf"""
    (?P<clock> ([0-9]{{1,2}})
        (?: :([0-9]{{1,2}})(?![0-9/]) | (?:[ ]:[ ]?|(?<=[0-9]{{4}}[ ][0-9]{{2}}):[ ])([0-9]{{2}})(?![0-9/.-]) )
        (?: [ ]?:[ ]?([0-9]{{1,2}})(?![0-9]) (?:[.,][0-9]{{3,9}})? )? (?!:)
        (?: ' | h(?!\w) | [ ]giờ(?!\w) )? {_HALF} )"""
"""`22:43`, `22:43:10`, `22:43'`, `22:43 PM`; spaces beside the colon only when nothing like a date follows,
and one behind it only after a year (`12/06/2022 09: 15`)."""

_HOUR = rf"""
    (?P<hour> (?> ([0-2]?[0-9])[ ]?{_HOUR_UNIT}
        (?: (?: (?<=[hg])([0-9]{{1,2}})(?: :([0-9]{{2}})(?![0-9:/]|\.[0-9]) )?
              | [ ]?:?[ ]?([0-9]{{1,2}})(?!-[0-9]|[ ]?/|[ ]?{_HOUR_UNIT}|[hg][0-9])
                    (?![ ]?(?:(?:tháng|thang|thg|th){_NO_LETTER}|{_ENGLISH})) )
            (?![0-9:/]|\.[0-9])
            (?: [ ]?(?:phút|phut|ph|p|'){_NO_LETTER} )?
            (?: [ ]([0-9]{{1,2}})[ ](?:giây|giay){_NO_LETTER} )?
          | [ ](rưỡi|ruoi)
          | [ ](?:kém|kem)[ ]([0-9]{{1,2}})(?![0-9:/.-])(?:[ ](?:phút|phut))? )? )
        {_HALF} (?![ ](?:trước|truoc|nữa|nua){_NO_LETTER}) )"""
"""`10h30`, `10h30:05`, `17g`, `10 giờ 30 phút`, `8 giờ rưỡi`, `9 giờ kém 15`; the day or hour that follows (`24h 22/6`,
`24h 16h42`) is no minute, and `2 giờ trước` no time of day."""

_NUMBERS = rf"""
    (?P<spaced> [0-9]{{1,2}} (?: [ ]?\.[ ][0-9]{{1,2}}[ ]?\.[ ] | [ ]-[ ][0-9]{{1,2}}[ ]-[ ] ) [0-9]{{4}}(?![0-9:]) )
  | (?P<numbers> [0-9]++ (?:
        (?:[ ]?/[ ]?|\.)(?![0-9]{{1,2}}[:hg][0-9]|(?<=[ ])[0-9]{{1,2}}[ ]{_HOUR_UNIT})[0-9]++
        | -[0-9]++(?![ ]?:[0-9]|[ ]?{_HOUR_UNIT}) )*+ )
    (?: (?:st|nd|rd|th)(?!\w) )?"""
"""`12. 06. 2022`, `12 - 06 - 2022`; then any tight group, which a separator before a time of day ends."""

_OFFSET = r"(?P<offset> (?:(?<![0-9])|(?<=-[0-9]{2}))\+([0-9]{1,2}):?([0-9]{2})(?![0-9]) )"

_STEMS = "giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý|quí"
_BRANCHES = "tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi"


def _lexer(phrases: Iterable[str], *, month: str, weekday: str, year: str) -> re.Pattern[str]:
    """The expression for one vocabulary; `month`, `weekday` and `year` are the words before a number."""
    numbers = rf"(?=[0-9]{{4}}-){_INSTANT} | (?=[0-9]{{1,2}}[ :hg])(?:{_CLOCK} | {_HOUR}) | {_NUMBERS}"
    words = rf"""
        (?P<utc> (?:gmt|utc){_NO_LETTER}
            (?: [ ]?([+-])[ ]?([0-9]{{1,2}}):?([0-9]{{2}})?(?![0-9]) | [ ]?(0?7)(?::?00)?(?![0-9/.:-]) )? )
      | (?P<month> (?:(?:{month}|thg\.?)[ ]?|t(?=[0-9]{{1,2}}(?:/|,?[ ])[12][0-9]{{3}}(?![0-9]|[/-][0-9])))
            ([0-9]{{1,2}})(?![0-9]|[hg][0-9]|[/.-][0-9]{{1,2}}(?![0-9]|/[12][0-9]{{3}})) )
      | (?P<th> th\.?[ ]?([0-9]{{1,2}})(?![0-9]|[/.][0-9]) )
      | (?P<weekday> (?:{weekday}[ ]?|t\.?)([2-7])(?!\w|[/.][0-9]|[ -]{_ENGLISH}) )
      | (?P<year> {year}(?:[ ]|(?=[0-9]{{4}}))([0-9]{{4}}|[0-9]{{2}}(?=$|[ ]?[,.;|)-]))(?![0-9])
            (?![ ]?[/-][ ]?[12][0-9]{{3}}(?![0-9])|[/-][0-9]{{1,2}}[/-][0-9]) )
      | (?P<stem> (?:{year}[ ])?(?:{_STEMS})[ ](?:{_BRANCHES})(?!\w) )
      | (?P<count> (?:(?<=ngày[ ])|(?<=mùng[ ])|(?<=mồng[ ])){COUNT.replace(" ", "[ ]")}(?=[ ]tháng[ ]) )
      | (?P<moon> âm(?=$|[ ]?[),.;|(]) )
      | (?P<word> (?:{one_of(phrases)}){_NO_LETTER} )"""
    return re.compile(rf"(?=[0-9])(?:{numbers}) | (?=[^\W\d_])(?<![^\W\d_])(?:{words}) | {_OFFSET}", re.VERBOSE)


_LEXER = _lexer(_PHRASES, month="tháng", weekday="thứ", year="năm")
_BARE_LEXER = _lexer(_BARE_PHRASES, month="thang", weekday="thu", year="nam")


_LETTER: Final = re.compile("[à-ỹ]")
"""A letter beyond ASCII, all of which lie in this range; bullets and arrows do not."""


def tokens_of(text: str) -> list[Token]:
    """The tokens of a prepared text, in order."""
    bare = text.isascii() or _LETTER.search(text) is None  # "Thu hai, 12/06/2022 • 22:43"
    phrases = _BARE_PHRASES if bare else _PHRASES
    tokens: list[Token] = []
    end = 0
    for found in (_BARE_LEXER if bare else _LEXER).finditer(text):
        start, stop = found.span()
        gap = text[end:start]
        end = stop
        place = (start, end, gap, gap == "t" or not gap.strip(_PUNCTUATION))  # "12/06/2022T22:43"
        kind = found.lastgroup
        if kind == "word":
            name, value, number = phrases[found[0]]
            if name == "zone":
                hours, minutes = value[1:].split(":")
                tokens.append(Zone(*place, _offset(value[0], hours, minutes)))
            else:
                tokens.append(Word(*place, name, value, number))
        else:
            tokens.append(_MAKERS[kind](found, place))
    return tokens


# --- one maker a form: its parts are the groups after its own -------------------------------------------------


def _parts_of(form: str, count: int) -> tuple[int, ...]:
    """The groups of a form's parts; both lexers number them alike."""
    own = _LEXER.groupindex[form]
    return tuple(range(own + 1, own + 1 + count))


_INSTANT_PARTS: Final = _parts_of("instant", 11)
_CLOCK_PARTS: Final = _parts_of("clock", 5)
_HOUR_PARTS: Final = _parts_of("hour", 8)
_UTC_PARTS: Final = _parts_of("utc", 4)
_OFFSET_PARTS: Final = _parts_of("offset", 2)


def _half(marker: str | None) -> str:
    if not marker:
        return ""
    return "am" if marker[0] in "as" else "pm"


@lru_cache(maxsize=64)
def _offset(sign: str, hours: str, minutes: str | None) -> timezone | None:
    """An offset from UTC; None beyond fourteen hours, the farthest zone there is."""
    delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if delta > timedelta(hours=14) or int(minutes or 0) > 59:
        return None
    return timezone(-delta if sign == "-" else delta)


def _instant(found: re.Match[str], place: Place) -> Token:
    year, month, day, hour, minute, second, utc, sign, hours, minutes, unsigned = found.group(*_INSTANT_PARTS)
    zone: Zone | None = None
    if utc:
        zone = Zone(*place, UTC)
    elif unsigned:
        zone = Zone(*place, _offset("+", "7", None))
    elif sign:
        zone = Zone(*place, _offset(sign, hours, minutes))
    clock = Clock(*place, int(hour), int(minute), int(second) if second else None, "")
    return Instant(*place, [year, month, day], clock, zone)


def _clock(found: re.Match[str], place: Place) -> Token:
    hour, minute, spaced, second, marker = found.group(*_CLOCK_PARTS)
    return Clock(*place, int(hour), int(minute or spaced), int(second) if second else None, _half(marker))


def _hour(found: re.Match[str], place: Place) -> Token:
    hour, tight, tight_second, loose, loose_second, half_past, to, marker = found.group(*_HOUR_PARTS)
    second = tight_second or loose_second
    if to:
        return Clock(*place, (int(hour) - 1) % 24, 60 - int(to), None, _half(marker))
    minute = 30 if half_past else int(tight or loose or 0)
    return Clock(*place, int(hour), minute, int(second) if second else None, _half(marker))


def _numbers(found: re.Match[str], place: Place) -> Token:
    text = found["numbers"]
    if text.isdigit():
        parts, separators = [text], ""
    elif text.count("/") == 2 and "." not in text and "-" not in text:
        parts, separators = text.replace(" ", "").split("/"), "//"
    else:
        parts = re.split(" ?/ ?|[.-]", text)
        separators = "".join(c for c in text if c in "/.-")
    return Numbers(*place, parts, separators, _glue(found, place[2], len(parts)))


def _glue(found: re.Match[str], gap: str, parts: int) -> Glue:
    text, start, end = found.string, found.start(), found.end()
    if gap[-1:].isalnum():
        return "word" if gap[-2:-1].isalpha() else "mark"
    if parts == 2 and (
        (gap == "," and text[start - 2].isdigit()) or (text[end : end + 1] == "," and text[end + 1 : end + 2].isdigit())
    ):
        return "mark"  # "0,5-1,2"
    if (
        gap[-1:] == "-"
        and gap[0].isalpha()
        and " " not in gap
        and text[start - len(gap) - 1 : start - len(gap)].isdigit()
    ):
        return "mark"  # the plate 29C-123.45
    if end == len(text) or text[end] == " ":
        return ""
    after, next_but_one = text[end], text[end + 1 : end + 2]
    if after.isalpha():
        return "" if after == "t" and next_but_one.isdigit() and parts == 3 else "word"
    if next_but_one.isalpha():
        return "mark" if (after == "/" and parts > 1) or (after == "-" and parts == 2) else ""
    return "mark" if after in "/." and next_but_one.isdigit() else ""


def _count(found: re.Match[str], place: Place) -> Token:
    count = count_of(found[0])
    return Numbers(*place, [str(count or 0)], "", "")


def _spaced(found: re.Match[str], place: Place) -> Token:
    text = found["spaced"]
    return Numbers(
        *place, re.split(r" ?\. | - ", text), "--" if "-" in text else "..", "mark" if place[2][-1:].isalnum() else ""
    )


def _numbered(kind: str, less: int = 0) -> Callable[[re.Match[str], Place], Token]:
    (number,) = _parts_of(kind, 1)

    def make(found: re.Match[str], place: Place) -> Token:
        return Word(*place, kind, found[0], int(found[number]) - less)

    return make


def _utc(found: re.Match[str], place: Place) -> Token:
    sign, hours, minutes, unsigned = found.group(*_UTC_PARTS)
    if unsigned:
        sign, hours = "+", unsigned
    return Zone(*place, _offset(sign, hours, minutes) if sign else UTC)


def _plus(found: re.Match[str], place: Place) -> Token:
    hours, minutes = found.group(*_OFFSET_PARTS)
    return Zone(*place, _offset("+", hours, minutes))


_MAKERS: Final[dict[str | None, Callable[[re.Match[str], Place], Token]]] = {
    "instant": _instant,
    "clock": _clock,
    "hour": _hour,
    "numbers": _numbers,
    "spaced": _spaced,
    "count": _count,
    "utc": _utc,
    "offset": _plus,
    "month": _numbered("month"),
    "th": _numbered("th"),
    "weekday": _numbered("weekday", less=2),
    "year": _numbered("year"),
    "moon": lambda found, place: Word(*place, "lunar-after", found[0], 0),
    "stem": lambda found, place: Word(*place, "lunar-year", found[0], 0),
}
