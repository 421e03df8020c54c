"""Vietnamese text: the form every text of an article is brought to, and what names and lines are compared by.

Newsrooms' own choices (placement of tone marks, punctuation, old and new spelling) are left alone.
"""

from __future__ import annotations

import re
import unicodedata

from ftfy import TextFixerConfig, fix_and_explain

_UNSEEN_CHARACTERS = (
    "\u00ad\u034f\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\ufe00-\ufe0f"
    "\x00-\x08\x0e-\x1f\x7f\ud800-\udfff"
)
"""Zero-width characters, soft hyphens, direction and byte order marks, variation selectors; controls, surrogates."""
_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")
_C1 = "\x80-\x84\x86-\x9f"
"""Further controls, which steer terminals; part of letters that were decoded wrongly until these are repaired."""
_NO_TEXT = re.compile(f"[{_UNSEEN_CHARACTERS}{_C1}]")

_MOJIBAKE = re.compile(
    "[áâÂÃÄÅÆĂÌï](?:"
    "(?<=á)[º»][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # ẠạẢ…ỹ: three bytes, E1 BA/BB xx
    "|(?<=â)€|(?<=ï)»¿"  # “ ” ‘ ’ – … and the byte order mark
    "|(?<=[ÂÃĂÄÅÆÌ])[\u0080-\u00aa\u00ac-\u00ba\u00bc-\u00bf€ƒ„†‡ˆ‰Š‹ŒŽ•˜™šœžŸ]"  # two bytes: à, đ, ơ, no-break space
    "|(?<=[ÄÅ])[‘’“”‚…–—›])"
)
"""UTF-8 letters read as windows-1252, windows-1258 or ISO 8859-1: pairs that no spelling has, quotation marks after
a capital (“XÔ) left out."""
_SUSPECT = re.compile(f"[{_UNSEEN_CHARACTERS}{_C1}ÂÃÄÅÆĂÌº»€]")
"""A text without these has nothing of the two above: each pair holds one of them, and they are rare in good texts."""

_REPAIR = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
"""Of all that ftfy can do only the repair of encodings: the rest would change what the newsroom wrote."""


def nfc(text: str) -> str:
    """Unicode NFC without invisible and control characters; `Ð` (U+00D0, Icelandic eth) becomes the `Đ` it stands for."""
    return _composed(_NO_TEXT.sub("", text) if _NO_TEXT.search(text) else text)


def _composed(text: str) -> str:
    if "\u00d0" in text:
        text = text.replace("\u00d0", "Đ")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """One space between words, none at the ends; no-break spaces and line feeds are spaces."""
    if text.isprintable() and "  " not in text:  # no whitespace but single spaces: most texts
        return text.strip()
    return " ".join(text.split())


_MOST_REPAIRS = 8
"""Rounds: a text may have been decoded wrongly twice, and an unseen character may stand inside a pair."""


def clean_text(text: str) -> str:
    """A text in the form the feeds promise: mojibake repaired, NFC, one space between words, nothing invisible.

    Text whose characters are valid as they stand is never re-decoded: only the pairs of `_MOJIBAKE` lead to a repair.
    """
    if not _SUSPECT.search(text) and one_line(_composed(text)) == text:  # most texts
        return text
    if _UNSEEN.search(text):  # before the repair: a control character may hide what is to be repaired
        text = _UNSEEN.sub("", text)
    for _ in range(_MOST_REPAIRS):
        better = repair_encoding(text) if _MOJIBAKE.search(text) else text
        if better == text:
            better = one_line(nfc(text))
            if better == text:
                break
        text = better
    return text


def repair_encoding(text: str) -> str:
    """Undo a wrong decoding: UTF-8 read as windows-1252, ISO 8859-1 (by ftfy) or windows-1258.

    Returns the text unchanged when it isn't UTF-8 in disguise.
    """
    try:  # ftfy does not know windows-1258; that the bytes are valid UTF-8 is proof enough
        return b"".join(map(_byte_of_1258, text)).decode("utf-8")
    except UnicodeError:
        return fix_and_explain(text, _REPAIR).text


def _byte_of_1258(char: str) -> bytes:
    """One character's byte in windows-1258 as browsers read it: bytes without a letter are C1 controls."""
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else "windows-1258")


# --- letters and syllables ------------------------------------------------------------------------------------

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(
    f"(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?[{_VOWELS}]{{1,3}}(?:ch|c|m|ng|nh|n|p|t)?"
)


def is_syllable(word: str) -> bool:
    """Whether a word is built like one Vietnamese syllable: `Thuỳ`, `AN`, `gi`; not `Mark`, `VnExpress`, `TTXVN`."""
    return _SYLLABLE.fullmatch(word.lower()) is not None


def has_vietnamese_letters(text: str) -> bool:
    """Whether a text holds a letter that Vietnamese has and English does not."""
    return not text.isascii() and any(c in _MARKED for c in text.lower())


_MARKED = frozenset(_VOWELS + "đ") - frozenset("aeiouy")


def title_case(text: str) -> str:
    """Each word with a capital first letter and small ones after it: `NGUYỄN THỊ LÝ` -> `Nguyễn Thị Lý`."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split())


_NO_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """A text to compare by: letters and digits only, no case; tone marks and diacritics count."""
    key = text.casefold().replace(" ", "")
    return key if key.isalnum() else _NO_LETTERS.sub("", key)


def equal_folded(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits, as `fold` sees them; most differ in the first."""
    return _first_letter(one) == _first_letter(other) and fold(one) == fold(other)


def _first_letter(text: str) -> str:
    return next(filter(str.isalnum, text), "").casefold()[:1]


def without_diacritics(text: str) -> str:
    """The letters without tone marks and diacritics: `Đường dây` -> `Duong day`."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in plain if not unicodedata.combining(c))


# --- decoration -----------------------------------------------------------------------------------------------

_OPENS = frozenset("([#\"'“‘")
_CLOSES = frozenset(")]?!%+\"'”’")


def strip_decoration(text: str) -> str:
    """A short line without the bullets, arrows, dashes, emblems and end marks (`./.`) that newsrooms set around a name."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in _OPENS):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSES):
        end -= 1
    return text[start:end]
