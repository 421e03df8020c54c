"""What a phrase without separators is, or holds beside a name: a job, a role, a rank, a second name."""

from __future__ import annotations

import re

from crawler.items import Role
from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.names import is_name, is_usual_name, is_vietnamese_person, is_without_vowels
from crawler.vietnamese.bylines.outlets import find_outlet
from crawler.vietnamese.text import fold, is_syllable, one_line, strip_decoration, title_case

_CENTRE = re.compile(r"TT[BCDĐGHKLMNPQRSTV]{2,6}(?:-[A-ZĐ]{2,6})?(?!\w)")
"""Initials of a centre (`trung tâm`): TTDVVL finds people work, TTKN teaches farmers."""
_OFFICE = re.compile(r"P\. ?[A-ZĐ]{2,8}(?:-[A-ZĐ]{2,6})?(?!\w)")
"""Initials of an office (`phòng`): `P.TCCB-LĐ`."""
_PARTS = re.compile(r"[ -]")
_JOINED_TITLE = re.compile(r"([^\W\d_]+)[.-](.+)")
_LONGEST_INSTITUTION = 12
"""Words."""


def is_likely_person(phrase: str) -> bool:
    """Whether a phrase that may as well be an outlet's name is rather a person's: a common surname or three syllables."""
    words = phrase.split()
    known = len(words) > 2 or words[0].capitalize() in lex.COMMON_SURNAMES or "." in phrase
    return known and is_vietnamese_person(phrase)


def is_plain_name(piece: str) -> bool:
    """Two or three syllables of Vietnamese names that nothing else begins with or is called."""
    words = piece.split()
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() and word.capitalize() in lex.NAME_SYLLABLES for word in words)
        and words[0].lower() not in lex.HONORIFIC_FIRST
        and fold(piece) not in lex.PLAIN_PLACES
        and (words[0].capitalize() in lex.SURNAMES if len(words) > 2 else piece.lower() not in lex.NEVER_NAMES)
    )


def is_caption_title(honorific: str | None) -> bool:
    """Whether a title is given to those a newsroom speaks of (`Ông`, `Ca sĩ`), seldom to those who write."""
    form = (honorific or "").lower()
    title = lex.HONORIFICS.get(form)
    return form in lex.BEFORE_FULL_NAMES or (title is not None and title.kind in ("address", "performer"))


def joined_titles(titles: list[str]) -> str | None:
    """Honorifics as one: abbreviations by dots (`PGS.TS`), words by spaces (`Đại tá ThS`)."""
    words = any(" " in title for title in titles)
    return (" " if words else ".").join(titles) or None


def without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """The honorifics that stand before a name, and the words after them."""
    if is_addressed(words):
        return [words[0].capitalize()], words[1:]
    titles: list[str] = []
    while words:
        first = words[0].lower().rstrip(".,:")
        if ("." in first or "-" in first) and (joined := _JOINED_TITLE.fullmatch(words[0])):
            if first.replace(".", "") in lex.HONORIFICS:
                first = first.replace(".", "")
            elif joined[1].lower() in lex.HONORIFIC_FIRST:
                words = [joined[1], joined[2], *words[1:]]
                first = joined[1].lower()
        if first not in lex.HONORIFIC_FIRST:
            break
        for length in range(min(lex.HONORIFIC_WORDS, len(words)), 0, -1):
            title = lex.HONORIFICS.get(" ".join([first, *(w.lower().rstrip(".,:") for w in words[1:length])]))
            if title and title.kind == "address" and (words[0][0].islower() or is_named_like_address(words)):
                return titles, words
            if title:
                titles.append(title.canonical)
                words = words[length:]
                break
        else:
            break
    return titles, words


def affiliation_class(text: str, *, among_names: bool = True) -> str | None:
    """The class of the job or institution that a text opens with.

    `among_names`: a person's name may stand in its place, also one that begins with the same word (`Khoa Nguyên`).
    """
    words = text.lower().split()
    if not words:
        return None
    if (centre := _CENTRE.match(text)) and find_outlet(centre[0]) is None:
        return "institution"
    if _OFFICE.match(text):
        return "institution"
    parts = _PARTS.split(text)
    if len(parts) > 1 and all(map(is_without_vowels, parts)):  # `CC VHXH`, `CC VH-XH`, a commune's clerk
        return "job"
    if words[0].rstrip(".,") not in lex.AFFILIATION_FIRST:
        return None
    if among_names and len(words) < 4 and is_vietnamese_person(text):
        return None
    titles, name = without_titles(text.split())
    if titles and is_vietnamese_person(" ".join(name)):  # `Luật sư Lê Minh Hà`
        return None
    for length in range(min(lex.AFFILIATION_WORDS, len(words)), 0, -1):
        if found := lex.AFFILIATIONS.get(" ".join(words[:length]).rstrip(".,")):
            if found == "small":
                return "job" if text[0].islower() else None
            return None if found == "-" else found
    return None


def opens_with_institution(words: list[str]) -> bool:
    """Whether a phrase opens with two words or more that a body is called by, and goes on: `VĂN PHÒNG UBND HUYỆN`."""
    openings = (" ".join(words[:length]).lower() for length in range(2, min(lex.AFFILIATION_WORDS, len(words) - 1) + 1))
    return any(lex.AFFILIATIONS.get(opening) == "institution" for opening in openings)


def is_branch(text: str) -> bool:
    """Whether a text is a firm's name that no Vietnamese word is, and a place: `Agribank Quảng Ngãi`."""
    firm, _, place = text.partition(" ")
    return (
        len(firm) > 2
        and firm.isascii()
        and firm.isalpha()
        and not is_syllable(firm)
        and firm.lower() not in lex.COLLECTIVE_FIRST | lex.HONORIFIC_FIRST
        and fold(place) in lex.PLACES
        and lex.BUREAU.fullmatch(text) is None
    )


def continues_desk(text: str) -> bool:
    """Whether a text is a desk's field and perhaps whose desk it is: `Xã hội` and `Xã hội Hội Nông dân tỉnh`."""
    words = text.split()
    lengths = range(len(words), 0, -1)
    desk = next((length for length in lengths if " ".join(words[:length]).lower() in lex.DESKS), 0)
    return desk > 0 and (desk == len(words) or affiliation_class(" ".join(words[desk:])) == "institution")


def institution_of(text: str) -> str | None:
    """The body that signs what it publishes, if a line is the name of one: `Văn phòng UBND tỉnh`, `BAN TỔ CHỨC`.

    One in capitals comes out as a name of several words is written, abbreviations left as they are.
    """
    name = one_line(strip_decoration(text))
    words = name.split()
    if (
        not 1 < len(words) <= _LONGEST_INSTITUTION
        or not (name[:1].isupper() and name[-1:].isalnum())
        or any(map(str.isdigit, name))
        or affiliation_class(name) != "institution"
    ):
        return None
    if not name.isupper():
        return name
    return " ".join(title_case(word) if is_syllable(word.strip("-,")) else word for word in words)


def is_press(text: str) -> bool:
    """Whether a text opens with two words or more that only an outlet is called by: `Tạp chí Nghề Xưa`, `Đài PT-TH …`."""
    words = text.split()
    openings = (" ".join(words[:length]).lower() for length in range(2, min(lex.AFFILIATION_WORDS, len(words) - 1) + 1))
    return text[0].isupper() and any(lex.AFFILIATIONS.get(opening) == "press" for opening in openings)


def without_role(words: list[str]) -> tuple[list[str], list[Role], list[str]]:
    """The words before a role (`Minh Hà tổng hợp`), the role, and the words after it.

    A role of one word counts in small letters and after a whole name only: `Đại dịch` is no translation.
    """
    for at in range(1, len(words)):
        if words[at].lower() not in lex.AFTER_FIRST:
            continue
        for length in range(min(4, len(words) - at), 0, -1):  # the longest label has four words
            tail = words[at : at + length]
            if " ".join(tail).lower() not in lex.AFTER or not all(word.islower() for word in tail[1:]):
                continue
            if at == 1 and not is_usual_name(words[0]):  # "Cách thực hiện"
                continue
            if length > 1 or (tail[0].islower() and (at > 1 or "." in words[0] or words[0].isupper())):
                return words[:at], lex.ROLES[" ".join(tail).lower()], words[at + length :]
    return words, [], []


def printed_twice(words: list[str]) -> tuple[str, str]:
    """A name printed twice in a row, once as the photographer's and once as the author's."""
    first, second = " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])
    return (first, second) if first.casefold() == second.casefold() and is_name(first) else ("", "")


def style_change(words: list[str]) -> tuple[str, str]:
    """Two names, one of them in capitals: `Lê An MINH HÀ`; between them a line break was lost."""
    upper = [len(word) > 1 and word.isupper() for word in words]
    cut = upper.index(not upper[0]) if (not upper[0]) in upper else 0
    first, second = " ".join(words[:cut]), " ".join(words[cut:])
    if cut < 2 or len(words) - cut < 2 or len(set(upper[cut:])) > 1 or not (is_name(first) and is_name(second)):
        return "", ""
    return first, second


def is_named_like_address(words: list[str]) -> bool:
    """`Ông Thế Quân`: a surname that is a form of address as well, and no other surname after it.

    Nobody addresses himself in a sign-off; `Ông Nguyễn Thế Quân` is somebody the newsroom speaks of.
    """
    return (
        len(words) in (3, 4)
        and words[0].capitalize() in lex.SURNAMES
        and words[1].capitalize() not in lex.SURNAMES
        and is_vietnamese_person(" ".join(words))
    )


def is_addressed(words: list[str]) -> bool:
    """`Anh Nguyễn Văn Khoa`: a form of address before a full name, which no name is as long as."""
    return (
        len(words) > 3
        and words[0].lower() in lex.BEFORE_FULL_NAMES
        and words[1].capitalize() in lex.COMMON_SURNAMES
        and is_name(" ".join(words[1:]))
    )


def military_rank(words: list[str]) -> lex.Honorific | None:
    """The rank that a text opens with."""
    rank = lex.HONORIFICS.get(" ".join(words[:2]).lower())
    return rank if rank and rank.kind == "military" else None


def title_after_name(words: list[str]) -> str | None:
    """The academic title of a person under whose name it is printed: `LÊ THỊ MAI TS`, where a line break was lost."""
    title = lex.HONORIFICS.get(words[-1].lower().rstrip(".")) if len(words) > 2 else None
    if title is None or title.kind != "academic" or not is_without_vowels(words[-1].upper().rstrip(".")):
        return None
    return title.canonical if is_vietnamese_person(" ".join(words[:-1])) else None


def job_after_name(words: list[str]) -> int:
    """Where a job or rank begins after a name without a separator: `Lê Văn An Chủ tịch Hội …`; 0 if nowhere."""
    for at in range(2, min(6, len(words) - 1)):
        if words[at][0].isupper() and (military_rank(words[at:]) or affiliation_class(" ".join(words[at:]))):
            is_person = words[0].capitalize() in lex.SURNAMES and is_vietnamese_person(" ".join(words[:at]))
            return at if is_person and not opens_with_institution(words) else 0
    return 0
