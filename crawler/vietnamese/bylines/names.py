"""Names of people: what looks like one, and its canonical form."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from crawler.items import AuthorKind
from crawler.vietnamese.bylines.lexicon import (
    COMMON_SURNAMES,
    DESKS,
    EVERYDAY_WORDS,
    NAME_SYLLABLES,
    NEVER_NAMES,
    NO_FIRST_NAME,
    NO_NAME_WORDS,
    PLAIN_PLACES,
    SURNAMES,
)
from crawler.vietnamese.text import fold, is_syllable, without_diacritics

_SPACE_AFTER_DOT = re.compile(r"\.\s+(?=\w)")
_PARTICLES = frozenset("de da di del la le van von der den bin al el dos du".split())
"""Small words inside foreign names."""
_MAX_WORDS = 6
_CONSONANTS = frozenset("BCDĐGHKLMNPQRSTVX")
_BARE_SYLLABLES = frozenset(map(without_diacritics, NAME_SYLLABLES))
_NO_NAMES = EVERYDAY_WORDS | NEVER_NAMES
_SAINTS = frozenset(
    (
        "Anna Anrê Antôn Augustinô Batôlômêô Bênađô Bênêđictô Cêcilia Clara Đaminh Emmanuel Giacôbê Gioakim Gioan Giuse "
        "Grêgôriô Inhaxiô Lôrensô Luca Lucia Luxia Mađalêna Maria Martinô Matthêu Máccô Micae Monica Phanxicô Phaolô Phêrô "
        "Philípphê Piô Rôsa Simon Stêphanô Têrêsa Tôma Vinhsơn Xaviê"
    ).split()
)
"""Names of saints that Catholics bear before their own, and that are no Vietnamese syllables in a name's place."""
_NO_MARKS = str.maketrans("", "", ".-'’")


@lru_cache(maxsize=4096)
def _word_shape(word: str) -> str:
    """What a word may be in a name; an empty string for a word that no name has.

    `syllable` (of Vietnamese), `small` (one in small letters), `initials`, `foreign`, `particle` (of foreign names).
    """
    if not word.isalpha() and not _inner_marks(word):
        return ""
    if word.capitalize() in NO_NAME_WORDS:
        return ""
    if word[0].islower():
        return "particle" if word in _PARTICLES else "small" if word.capitalize() in NAME_SYLLABLES else ""
    if "." in word:
        whole = NO_NAME_WORDS.isdisjoint(part.capitalize() for part in word.split("."))  # "TM.UBND"
        return "initials" if whole and _are_initials(word) else ""
    if is_syllable(word):
        return "syllable"
    return "" if _holds_two(word) else "foreign"


def _holds_two(word: str) -> bool:
    """`HẰNGQUỐC`: two syllables of names that lost the line break between them."""
    cuts = range(2, len(word) - 1) if len(word) > 4 and word.isalpha() and not word.isascii() else ()
    return any(word[:cut].capitalize() in NAME_SYLLABLES and word[cut:].capitalize() in NAME_SYLLABLES for cut in cuts)


def _inner_marks(word: str) -> bool:
    """Whether dots, hyphens and apostrophes are the only marks in a word and stand between letters, but for a last dot."""
    return ".." not in word and (word[0] + word[1:].rstrip(".")[-1:]).isalpha() and word.translate(_NO_MARKS).isalpha()


def _are_initials(word: str) -> bool:
    """`N.Khánh`, `K.Q.V`, `Tr.Khôi`, `Khánh.N`: dots between letters, one part short, none longer than a syllable."""
    parts = word.rstrip(".").split(".")
    if len(parts[0]) > 3 and (len(parts[-1]) > 1 or not is_syllable(parts[0])):
        return False
    return len(parts) <= 6 and all(part.isalpha() and len(part) <= 7 for part in parts)


def is_name(phrase: str) -> bool:
    """Whether a phrase is shaped like one person's name: capitals, initials, a pen name.

    Small letters count only where all the words are syllables of Vietnamese names (`đặng tuyết`, `Đặng tuyết`; not
    `đặng Tuyết`) and no two of them an everyday word (`học tập`).
    """
    words = phrase.split()
    if not words or len(words) > _MAX_WORDS:
        return False
    if (own := _without_saint(phrase)) != phrase:
        return is_name(own)
    shapes = [_word_shape(word) for word in words]
    if "" in shapes or shapes[-1] == "particle":
        return False
    if (len(words) > 1 or not words[0].isupper()) and words[0].rstrip(".").capitalize() in NO_FIRST_NAME:
        return False
    if len(words) == 1:
        return _is_single_name(words[0], shapes[0])
    lowered = phrase.lower()
    if lowered in DESKS or lowered in NEVER_NAMES or fold(phrase) in PLAIN_PLACES:
        return False
    if "small" in shapes:
        if len(words) > 4 or (words[0][0].islower() and not phrase.islower()):
            return False
        return all(word.capitalize() in NAME_SYLLABLES for word in words) and not _has_pair(lowered, EVERYDAY_WORDS)
    if len(words) > 2 and words[0].capitalize() not in SURNAMES and _has_pair(lowered, NEVER_NAMES):
        return False
    if len(words) > 3 and len(set(lowered.split())) < len(words):  # `CHUNG SỨC CHUNG LÒNG`
        return False
    if "particle" in shapes:
        return "foreign" in shapes and shapes[0] != "particle"
    if "foreign" in shapes:
        return not all(map(is_without_vowels, words)) if phrase.isupper() else not any(map(_is_acronym, words))
    if len(words) > 3:
        surnames = SURNAMES if len(words) == 4 else COMMON_SURNAMES  # "Hoa Vàng Trên Cỏ Xanh"
        known = words[0].capitalize() in surnames or all(word.capitalize() in NAME_SYLLABLES for word in words)
        return known or "initials" in shapes
    return True


def _has_pair(phrase: str, pairs: frozenset[str]) -> bool:
    """Whether two words in a row are one of these; behind a surname they prove nothing (`Nguyễn Văn Hóa`)."""
    return any(f"{first} {second}" in pairs for first, second in pairwise(phrase.split()))


def _is_acronym(word: str) -> bool:
    """`HIMARS`, `HLV`: capitals that are no syllable."""
    return len(word) > 1 and word.isupper() and word.replace("-", "").isalpha() and not is_syllable(word)


def is_without_vowels(word: str) -> bool:
    """`VHXH`, `CC`: capitals that nobody can read out, initials of some body or job."""
    return len(word) > 1 and _CONSONANTS.issuperset(word)


def _is_single_name(word: str, shape: str) -> bool:
    """One word: a syllable, a foreign name of four letters or more, initials, or two or three capitals."""
    if shape == "initials":
        return True
    if shape in ("small", "particle") or len(word) < 2 or "-" in word:
        return False
    if "'" in word or "’" in word:
        return word[1] in "'’"  # `K'Brểu`, of the highlands
    if word.isupper():
        return len(word) <= 3 or shape == "syllable"
    return shape == "syllable" or (len(word) >= 4 and word[1:].islower())


def is_vietnamese_shaped(phrase: str) -> bool:
    """Whether a phrase is built like a Vietnamese name: two to five capitalised syllables, or initials."""
    words = phrase.split()
    shapes = {_word_shape(word) for word in words}
    if len(words) == 1:
        return shapes == {"initials"} and is_name(phrase)
    return 2 <= len(words) <= 5 and shapes <= {"syllable", "initials"}


def _without_saint(phrase: str) -> str:
    """A Catholic's own name, of two words at least: `Lê An` of `Giuse Lê An`."""
    saint, _, own = phrase.partition(" ")
    return own if " " in own and saint.capitalize() in _SAINTS else phrase


def is_vietnamese_person(phrase: str) -> bool:
    """Whether a phrase is more likely a Vietnamese person than an outlet: each syllable is one of people's names.

    After a common surname and a middle name the last one may be any: `Nguyễn Quang Tộ`.
    """
    phrase = _without_saint(phrase)
    if not is_vietnamese_shaped(phrase):
        return False
    words = phrase.split()
    known = ["." in word or word.capitalize() in NAME_SYLLABLES for word in words]
    if len(words) > 2 and words[0].capitalize() in COMMON_SURNAMES and not known[-1]:
        return all(known[:-1]) and not _has_pair(phrase.lower(), _NO_NAMES)
    return all(known)


def is_usual_name(phrase: str) -> bool:
    """Whether a phrase that is shaped like a name begins like one: with a surname, a syllable of names, a foreign word.

    Three words without a surname have to be syllables of names throughout and hold no everyday word. Headings in capitals
    (`HƯỚNG ĐI MỚI`) mostly fail, and so does one pen name in thirty (`Sông Lam`). Letters without diacritics stand for
    any (`Tung`).
    """
    words = [word.capitalize() for word in phrase.split()]
    if phrase.isascii() and words[0] in _BARE_SYLLABLES:
        return True
    if any(_word_shape(word) != "syllable" for word in words) or (len(words) > 1 and any(len(w) == 1 for w in words)):
        return True  # `H'Linh Niê`, `K.Lan`, `Peter Brook`, `A Lộc`, `Sình A Páo`
    if len(words) < 3:
        return words[0] in NAME_SYLLABLES
    if words[0] in SURNAMES:
        return True
    return all(word in NAME_SYLLABLES for word in words) and not _has_pair(phrase.lower(), EVERYDAY_WORDS)


def canonical_name(phrase: str) -> str:
    """The name as the feeds carry it.

    Dots of initials without spaces and without the last (`N. Khánh` -> `N.Khánh`, `K.Q.` -> `K.Q`); capitals or small
    letters throughout become title case, and so does a half-lowered name (`Đặng tuyết`); two or three capitals that
    stand alone are initials and stay.
    """
    if "." in phrase:
        if _word_shape(phrase.split(maxsplit=1)[0]) != "foreign":  # `Michael J. Fox` is no abbreviation
            phrase = _SPACE_AFTER_DOT.sub(".", phrase)
        phrase = phrase.rstrip(". ")
    words = phrase.split()
    if len(words) == 1 and _are_capitals(words[0]):
        return phrase
    if phrase.istitle() and "." not in phrase:
        return phrase
    shouted = phrase.isupper()
    return " ".join(_canonical_word(word, shouted=shouted) for word in words)


def _are_capitals(word: str) -> bool:
    return word.isupper() and len(word) <= 3 and word.replace("Đ", "D").isascii() and word.isalpha()


def _canonical_word(word: str, *, shouted: bool) -> str:
    if "." in word:
        return ".".join(_cased(part) if part.isupper() or part.islower() else part for part in word.split("."))
    if (shouted and len(word) > 1) or (word.islower() and word not in _PARTICLES):
        return _cased(word)
    if word.isupper() and len(word) > 1 and is_syllable(word) and not _are_capitals(word):
        return _cased(word)
    return word


def _cased(word: str) -> str:
    """Title case that minds hyphens and an apostrophe after one letter: `H'VEN` -> `H'Ven`, `JEAN-PAUL` -> `Jean-Paul`."""
    if "-" in word:
        return "-".join(map(_cased, word.split("-")))
    if word[1:2] in ("'", "’"):
        return word[:2].upper() + word[2:3].upper() + word[3:].lower()
    return word[:1].upper() + word[1:].lower()


def kind_of(name: str) -> AuthorKind:
    """`pen_name` for initials and single words, else `person`."""
    return "pen_name" if "." in name.replace(". ", " ") or " " not in name else "person"
