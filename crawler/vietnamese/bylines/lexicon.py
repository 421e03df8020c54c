"""The word lists beside this file, read once; each file's header says what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, NamedTuple, cast

from crawler.items import Role
from crawler.vietnamese.text import fold, nfc


def _rows(name: str, columns: int) -> list[list[str]]:
    text = nfc(files(__package__).joinpath(name).read_text("utf-8"))
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [(line.split("\t") + [""] * columns)[:columns] for line in lines]


def _spelled(phrase: str) -> list[str]:
    """A phrase as a pattern, a letter each, with any white space between its words."""
    words = [list(map(re.escape, word)) for word in phrase.split()]
    return [part for i, word in enumerate(words) for part in ([r"\s+", *word] if i else word)]


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these phrases, the longest first.

    What they begin with alike stands there once: to try some hundred phrases one by one takes five times as long.
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for part in _spelled(phrase):
            node = node.setdefault(part, {})
        node[""] = {}
    return _pattern_of(tree)[0]


def _pattern_of(node: dict[str, Any]) -> tuple[str, int]:
    """What may follow in such a tree as a pattern, and how long the longest of it is."""
    further = sorted(((part, *_pattern_of(rest)) for part, rest in node.items() if part), key=lambda f: -f[2])
    if not further:
        return "", 0
    joined = "|".join(part + rest for part, rest, _ in further)
    if "" in node:
        joined = f"(?:{joined})?"
    elif len(further) > 1:
        joined = f"(?:{joined})"
    return joined, 1 + further[0][2]


class Phrases:
    """Phrases to look for in many lines that mostly hold none of them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in phrases:
            self._by_first.setdefault(re.findall(r"\w+", phrase)[0], []).append(phrase)
        self._first = frozenset(self._by_first)

    def may_be_in(self, line: str, words: frozenset[str]) -> bool:
        """Whether a line, in small letters, with these words, is worth a search by regular expression."""
        return not words.isdisjoint(self._first) and any(
            phrase in line for word in words & self._first for phrase in self._by_first[word]
        )


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


# --- outlets --------------------------------------------------------------------------------------------------

OUTLETS: dict[str, str] = {}
"""Spelling -> canonical name: domains and names with a plus in small letters (`tuoitre.vn`), others folded (`tuổitrẻ`)."""

_OUTLET_ROWS = _rows("outlets.tsv", 4)
_SPELLINGS = [(s, row[0]) for row in _OUTLET_ROWS for s in (row[0], *filter(None, row[2].split("|")))]
for _spelling, _canonical in _SPELLINGS:
    if "+" not in _spelling:  # `Vietnam+` without its plus is the country
        OUTLETS.setdefault(fold(_spelling), _canonical)
        OUTLETS.setdefault(fold(_spelling.replace("&", "và").replace(" - ", " và ")), _canonical)
    if "." in _spelling or "+" in _spelling:
        OUTLETS.setdefault(_spelling.casefold(), _canonical)

EVERYDAY = frozenset(fold(word) for row in _OUTLET_ROWS for word in row[3].split("|") if word)
"""Folded names of outlets that are everyday words as well."""
AGENCIES = frozenset(name for name, kind, _, _ in _OUTLET_ROWS if kind in ("agency", "broadcaster"))
"""Agencies and broadcasters, whose bureaus are places (`VOV-Miền Trung`)."""
BUREAU = re.compile(
    rf"({_any_of(s for s, name in _SPELLINGS if name in AGENCIES and ' ' not in s)})(\s*-\s*|\s+(?:tại|từ)\s+|\s+)(\S.*)",
    re.I,
)
"""An agency, what joins it to its bureau, and the bureau."""

_PLACES = _rows("places.tsv", 3)
_SEPARATED = [spelling for spelling, _ in _SPELLINGS if re.search(r"[&+,/-]|(?<= )và ", spelling)]
_SEPARATED += [f"Báo {place}" for place, kind, _ in _PLACES if kind == "city" and " - " in place]
_JOINT = r"\s*(?:&|–|-|(?<!\w)và(?!\w))\s*"
SEPARATED_OUTLET = re.compile(
    r"(?<!\w)(?:báo\s+)?(?:"
    + "|".join(
        re.sub(r"\\s\+(?:\\&|\\-|và)\\s\+", lambda _: _JOINT, "".join(_spelled(outlet)))
        for outlet in sorted(_SEPARATED, key=len, reverse=True)
    )
    + r")(?![^\W\d_])",
    re.I,
)
"""Outlets with a separator in their own name (`Thể thao & Văn hóa`), which must be seen before a line is cut."""
SEPARATED_PHRASES = Phrases(re.split(r"\s(?:&|-|và)\s", spelling.lower())[0] for spelling in _SEPARATED)

# --- people ---------------------------------------------------------------------------------------------------

_SURNAMES = _rows("surnames.tsv", 2)
SURNAMES = frozenset(surname for surname, _ in _SURNAMES)
COMMON_SURNAMES = frozenset(surname for surname, rank in _SURNAMES if rank == "common")
NAME_SYLLABLES = SURNAMES | {syllable for (syllable,) in _rows("given_names.tsv", 1)}


_EVERYDAY_WORDS = _rows("everyday_words.tsv", 2)
EVERYDAY_WORDS = frozenset(word for word, _ in _EVERYDAY_WORDS)
NEVER_NAMES = frozenset(word for word, name in _EVERYDAY_WORDS if not name)
"""Those of the everyday words that are nobody's name, with capitals either."""


class Honorific(NamedTuple):
    """A title before a name."""

    canonical: str
    kind: str


_HONORIFICS = [(form.lower(), canonical, kind) for form, canonical, kind in _rows("honorifics.tsv", 3)]
HONORIFICS = {form: Honorific(canonical, kind) for form, canonical, kind in _HONORIFICS if kind != "of-full-name"}
"""Form without dots, lower case -> the title."""
BEFORE_FULL_NAMES = frozenset(form for form, _, kind in _HONORIFICS if kind == "of-full-name")
"""Forms of address that given names are as well."""
HONORIFIC_FIRST = _first_words(HONORIFICS)
HONORIFIC_WORDS = max(len(form.split()) for form in HONORIFICS)

# --- collectives ----------------------------------------------------------------------------------------------

_COLLECTIVES = _rows("collectives.tsv", 3)
COLLECTIVES: dict[str, str] = {form: canonical for form, canonical, use in _COLLECTIVES if use != "desk"}
"""Form, lower case -> canonical spelling."""
COLLECTIVE_USES: dict[str, set[str]] = {f: {use for form, _, use in _COLLECTIVES if form == f} for f in COLLECTIVES}
DESKS = frozenset(form for form, _, use in _COLLECTIVES if use == "desk")
COLLECTIVE = re.compile(rf"({_any_of(COLLECTIVES)})\.?(?:\s+(\S.{{0,60}}))?", re.I)
"""The form of a collective and what follows it."""
COLLECTIVE_FIRST = frozenset(word.rstrip(".") for word in _first_words(COLLECTIVES))

# --- affiliations and places ----------------------------------------------------------------------------------

_AFFILIATIONS = _rows("affiliations.tsv", 2)
AFFILIATIONS: dict[str, str] = {opening: kind for opening, kind in _AFFILIATIONS if kind != "label"}
"""Opening words, lower case -> `job`, `institution`, `press`, `small` or `-`; see the file."""
AFFILIATION_FIRST = _first_words(AFFILIATIONS)
AFFILIATION_WORDS = max(len(opening.split()) for opening in AFFILIATIONS)

_STATE_FORMS = ("", "CH ", "CHLB ", "LB ", "CHND ", "CHDCND ", "Cộng hòa ")
PLACES = frozenset(
    fold(form + place) for place, kind, _ in _PLACES for form in (_STATE_FORMS if kind == "country" else [""])
)
CITIES = frozenset(fold(place) for place, kind, _ in _PLACES if kind == "city")
PLAIN_PLACES = frozenset(fold(place) for place, _, name in _PLACES if not name)
"""Places that are nobody's name."""
PLACE_PATTERN = _any_of([place for place, _, _ in _PLACES] + [place.upper() for place, _, _ in _PLACES])

# --- roles ----------------------------------------------------------------------------------------------------

_ROLE_ROWS = _rows("roles.tsv", 3)
ROLES: dict[str, list[Role]] = {label: cast("list[Role]", roles.split()) for label, roles, _ in _ROLE_ROWS}
"""Label, lower case -> what it says somebody did."""
MEDIA_ROLES: frozenset[Role] = frozenset({"photo", "video", "graphics"})
MEDIA_LABELS = tuple(label for label, roles in ROLES.items() if MEDIA_ROLES.issuperset(roles))
"""Without one of these nothing is the credit of a picture or film."""


def _labels(*places: str) -> list[str]:
    return [label for label, _, where in _ROLE_ROWS if set(where.split()) & set(places)]


INSIDE = frozenset(_labels("inside"))
"""Labels that say in brackets what the person before them did."""
AFTER = frozenset(_labels("after"))
"""Labels that do so without brackets."""
AFTER_FIRST = _first_words(AFTER)

_AND = r"\s*(?:[,&/+;–-]|(?<!\w)và(?!\w))\s*"
_COLON = _any_of(_labels("colon"))
BETWEEN_LABELS = re.compile(_AND)
_EMPLOYERS = [opening for opening, kind in _AFFILIATIONS if kind == "label"]
_SOURCE_WORDS = ["theo", "nguồn", "nguồn tin", "dẫn theo", "trích từ", "từ", "bài gốc", "tham khảo"]
MARKER_WORDS = frozenset(re.findall(r"\w+", phrase)[0] for phrase in [*ROLES, *_SOURCE_WORDS, *_EMPLOYERS])
MARKER = re.compile(
    rf"(?<![\w.])(?=(?:{_any_of(MARKER_WORDS)})(?!\w))(?:"
    rf"(?:(?P<made>{_any_of(_labels('inside', 'after'))})\s*[,:-]?\s+)?"
    r"(?P<source>(?:theo|nguồn\s+(?:tin|bài|tham\s+khảo)(?:\s+viết)?|nguồn|bài\s+gốc(?=\s*:)|dẫn\s+theo|trích\s+từ|"
    r"(?<!\w )tham\s+khảo(?:\s+từ)?)(?!\w)\s*:?|(?<=\s)(?-i:từ)(?=\s))\s*"
    rf"|(?P<employer>{_any_of(_EMPLOYERS)})\s*[:：]\s*"
    rf"|(?P<label>(?:{_COLON})(?:{_AND}(?:{_COLON}))*)\s*[:：]\s*|(?P<dashed>(?:{_COLON})(?:{_AND}(?:{_COLON}))+)\s+[-–]\s+"
    rf"|(?P<bare>(?:{_any_of(_labels('bare'))})(?!\w)|(?:{_COLON})(?:{_AND}(?:{_COLON}))+(?:\s+của)?)\s+(?=[^\W\d_])"
    r")",
    re.I,
)
"""What stands before names or outlets and says what they are. A `bare` label counts only before a capital."""
MARKER_PHRASES = Phrases([*ROLES, *_SOURCE_WORDS, *_EMPLOYERS])

# --- datelines ------------------------------------------------------------------------------------------------

_DATELINES = _rows("datelines.tsv", 2)
DATELINE_MARKS = frozenset(form for form, kind in _DATELINES if kind == "mark")
OPENER = re.compile(rf"(?:{_any_of(form for form, kind in _DATELINES if kind == 'opener')})(?!\w)|\d")

# --- what is no byline ----------------------------------------------------------------------------------------

_NOT = _rows("not_byline.tsv", 3)


def _not(where: str, *kinds: str) -> list[str]:
    return [phrase for phrase, place, kind in _NOT if place == where and kind in kinds]


ACCOUNTS = frozenset(fold(phrase) for phrase in _not("whole", "account"))
SUPPLIERS = frozenset(fold(phrase) for phrase in _not("whole", "supplier"))
NOT_WHOLE = frozenset(_not("whole", "contact", "link", "note", "series", "section"))
NOT_START = re.compile(
    rf"(?:{_any_of(_not('start', 'account', 'link', 'invitation', 'caption', 'note', 'contact', 'series'))})(?!\w)"
)
POINTER = re.compile(rf"(?:{_any_of(_not('start', 'link', 'invitation', 'contact'))})(?!\w)")
"""Links, invitations and the newsroom's addresses, by how they begin."""
NO_SOURCE = re.compile(rf"(?:{_any_of(_not('source', 'law'))})(?!\w)")
"""What is followed in law, and credited by no newsroom."""
NOT_INSIDE = re.compile(rf"(?<!\w)(?:{_any_of(_not('inside', 'note', 'invitation'))})(?!\w)")
SENTENCE = re.compile(rf"(?<!\w)(?:{_any_of(_not('inside', 'sentence'))})(?!\w)")
_TAKEN_OFF = _not("inside", "series", "furniture")
TAKEN_OFF = re.compile(rf"[(*]?[*)]{{0,2}}\s?(?<!\w)(?:{_any_of(_TAKEN_OFF)})(?!\w)[).>\s]{{0,9}}", re.I)
"""Series markers and buttons beside a byline, with their brackets."""
TAKEN_OFF_PHRASES = Phrases(_TAKEN_OFF)
NO_NAME_WORDS = frozenset(word.capitalize() for word in _not("word", "word"))
NO_FIRST_NAME = frozenset(word.capitalize() for word in _not("first", "word"))
