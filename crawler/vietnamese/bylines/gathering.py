"""Gathers what the pieces of a byline are, and decides at its end what they say together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.items import Author, AuthorKind, Role, Source
from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.byline import Byline
from crawler.vietnamese.bylines.marks import MarkedLine, Reading
from crawler.vietnamese.bylines.names import (
    canonical_name,
    is_usual_name,
    is_vietnamese_person,
    is_vietnamese_shaped,
    is_without_vowels,
    kind_of,
)
from crawler.vietnamese.bylines.outlets import canonical_outlet, find_outlet, is_domain
from crawler.vietnamese.bylines.phrases import (
    affiliation_class,
    continues_desk,
    is_caption_title,
    joined_titles,
    without_titles,
)
from crawler.vietnamese.text import fold, has_vietnamese_letters, is_syllable

ROLE_ORDER: tuple[Role, ...] = (
    "text", "photo", "video", "graphics", "translation", "compilation", "transcription", "editing",
)  # fmt: skip

_BETWEEN_PEOPLE = (",", "-", "–", "và", "&")
_FULL_NAME = 3
NO_NAME = re.compile(r"[?!…\"“”#=<>{}\\^~%*$]|https?:|\d{5}")
"""What stands in no name of a person, an outlet or an institution."""


@dataclass
class Person:
    """Somebody or a group that a byline names."""

    name: str
    kind: AuthorKind
    roles: list[Role]
    honorific: str | None = None
    affiliation: str | None = None
    perhaps_outlet: str | None = None
    """The printed words, where a name after `Theo` or `Nguồn` may as well be an outlet's."""
    likely: bool = False
    """Whether such a name is a person's if nothing else is known."""


_NO_LINE = MarkedLine("", frozenset())

_LONGEST_OUTLET, _LONGEST_BODY = 9, 12
"""Words of an outlet's name, and of that of a body: `Trung tâm Dự báo Khí tượng Thủy văn Quốc gia`."""


class Gathering:
    """What the lines of a byline have said so far, and the line under way.

    Each method that takes a piece says whether it could name it.
    """

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.sources: dict[str, str] = {}  # canonical name -> printed words
        self.location: str | None = None
        self.rules: list[str] = []
        self.uncertain = False
        self._roles: list[Role] = []  # of the label under way
        self._label_used = True  # whether the label under way has its name
        self._titles: list[str] = []  # honorifics whose name is still to come
        self._group = 0  # where the people begin whom a role said after them is about
        self._group_before = 0
        self._new_line(_NO_LINE)

    def _new_line(self, line: MarkedLine) -> None:
        self._line = line
        self._next = 0  # of its parts
        self._reading: Reading = "names"
        self._in_brackets = False
        self._outside: list[Role] = []  # the label under way outside the brackets
        self._separator = ""  # before the piece at hand
        self._agency = False  # whether the piece before was an agency, whose bureau may follow
        self._after_source = False
        self._people_above = len(self.people)

    def _rest(self, text: str, *, up_to_people: bool = False) -> str:
        """A piece with all that follows it up to the end of the line, the bracket or the next introducing word.

        `up_to_people`: or to the next person with a title or an institution.
        """
        while self._next < len(self._line.parts):
            part = self._line.parts[self._next]
            mark = part.strip()
            if self._next % 2 and (
                mark in ("(", ")", "[", "]", ";")
                or self._line.mark(mark)
                or (up_to_people and mark in _BETWEEN_PEOPLE and self._names_somebody_at(self._next + 1))
            ):
                break
            text += part
            self._next += 1
        return self._line.printed(text).strip(" ,;-–")

    def _names_somebody_at(self, at: int) -> bool:
        """Whether a piece is a person with a title, or a full name with a job or an institution after it."""
        titles, name = without_titles(self._line.parts[at].split())
        if len(name) < 2 or not is_vietnamese_person(" ".join(name)):
            return False
        after = self._line.parts[at + 1 : at + 3]
        is_placed = len(after) == 2 and after[0].strip() in ("-", "–") and affiliation_class(after[1]) is not None
        return bool(titles) or (len(name) >= _FULL_NAME and is_placed)

    # --- people and their roles -----------------------------------------------------------------------------

    def _person(self, phrase: str) -> bool:
        name = canonical_name(phrase)
        person = Person(name, kind_of(name), list(self._roles), joined_titles(self._titles))
        self.people.append(person)
        if self._titles:
            self.rules.append("honorific")
            self._titles = []
        if name != phrase:
            self.rules.append("canonical-name")
        if not is_usual_name(name):
            self.rules.append("unusual-name")
        if fold(name) in lex.PLACES:
            self.uncertain = True
        if not phrase.istitle() and any(word.islower() for word in phrase.split()):
            self.uncertain = True
        self._label_used = True
        return True

    def _organisation(self, name: str) -> bool:
        """`Bài và ảnh: Đoàn trường THPT Bãi Ngang`: a body that a label says has written."""
        self.people.append(Person(name, "organisation", list(self._roles)))
        self.rules.append("organisation")
        self._label_used = True
        return True

    def _assign(self, roles: list[Role]) -> None:
        """Roles said after people are about all of them since the last role or label."""
        for person in self.people[self._group :] if roles else ():
            person.roles = [*person.roles, *roles]
            self.rules.append("role-after-name")
        if roles:
            self._group_before, self._group = self._group, len(self.people)

    # --- outlets and places -----------------------------------------------------------------------------------

    def _outlet(self, piece: str) -> str | None:
        """The canonical name if the piece is an outlet beyond doubt: a listed one, or a domain."""
        if outlet := self._line.outlet(piece) or find_outlet(piece):
            return outlet
        return canonical_outlet(piece) if "." in piece and is_domain(piece) else None

    def _add_source(self, printed: str, name: str, rule: str) -> bool:
        self._agency = name in lex.AGENCIES
        if self._crediting_media():
            self._label_used = True
            rule = "picture-supplier"
        else:
            self.sources.setdefault(name, self._line.printed(printed))
            self._after_source = True
            if self._in_brackets or self._separator in ("", "/", "(", "-", "–", "—", "|") or self._reading == "theo":
                for person in self.people:  # `Theo Lê An - Vũ Hà/VnExpress`
                    person.perhaps_outlet = None
        self.rules.append(rule)
        return True

    def _unknown_outlet(self, piece: str, rule: str) -> bool:
        """An outlet that is known by its place in the line only."""
        printed = self._line.printed(piece)
        if affiliation_class(printed) != "press" and has_vietnamese_letters(printed):
            printed = self._with_second_half(printed)
        words = printed.split()
        longest = _LONGEST_BODY if affiliation_class(printed) == "institution" else _LONGEST_OUTLET
        if len(printed) > 70 or len(words) > longest or NO_NAME.search(printed) or lex.SENTENCE.search(printed):
            return False
        is_latin_word = (
            len(words) == 1 and printed.isascii() and printed.replace("-", "").isalnum() and len(printed) > 3
        )
        if printed[:1].islower() and not is_latin_word and affiliation_class(printed) != "press":
            return False
        self.uncertain = True
        return self._add_source(printed, canonical_outlet(printed), rule)

    def _with_second_half(self, name: str) -> str:
        """A Vietnamese outlet's name with what follows a mark in it: `Khoa học & Phát triển`, `Tạp chí Than - Khoáng sản`."""
        while self._next + 1 < len(self._line.parts) and (joint := self._line.parts[self._next].strip()):
            second = self._line.parts[self._next + 1].strip(" .")
            if not second or not self._goes_on(name, joint, second):
                break
            self._next += 2
            name = f"{name}{'' if joint == ',' else ' '}{joint} {second}"
        return name

    def _goes_on(self, name: str, joint: str, second: str) -> bool:
        """Whether a name goes on after a mark: with words that name nobody and nothing on their own."""
        if self._outlet(second) or is_vietnamese_person(second) or affiliation_class(second) == "press":
            return False
        kind = affiliation_class(name)
        if joint in (",", "&") and kind == "institution" and is_without_vowels(second.partition(" ")[0]):
            return True  # `Trung tâm VH, TT & TT huyện`
        if joint == "," and kind == "institution" and (second[0].islower() or self._lists_fields()):
            return True  # `Phòng Phổ biến, giáo dục pháp luật`
        if joint in ("-", "–") and kind in ("institution", "press"):
            is_half = affiliation_class(second) is None or continues_desk(second)
            return fold(second) not in lex.PLACES and second[0].isupper() and is_half
        return joint in ("&", "và") and (has_vietnamese_letters(second) or all(map(is_syllable, second.split())))

    def _lists_fields(self) -> bool:
        """Whether the fields of an office follow, which a conjunction ends: `Sở Văn hóa` `, Thể thao và Du lịch`."""
        ahead = [part.strip(" .") for part in self._line.parts[self._next : self._next + 4]]
        if len(ahead) < 4 or ahead[0] != "," or ahead[2] not in ("và", "&") or not all(ahead):
            return False
        fields = ahead[1], ahead[3]
        return all(map(is_syllable, fields[0].split())) and not any(
            field[0].islower()
            or self._outlet(field)
            or is_vietnamese_person(field)
            or affiliation_class(field) in ("institution", "press")
            for field in fields
        )

    def _crediting_media(self) -> bool:
        """Whether the label under way credits pictures or films only, whose outlets are no sources of the story."""
        return bool(self._roles) and lex.MEDIA_ROLES.issuperset(self._roles)

    def _place(self, piece: str, rule: str) -> bool:
        if fold(piece) not in lex.PLACES:
            return False
        self.location = self.location or self._line.printed(piece)
        self.rules.append(rule)
        return True

    # --- the end --------------------------------------------------------------------------------------------

    def byline(self) -> Byline:
        """All that was read, as a byline."""
        people = self._decided()
        pictured = any(p.roles and lex.MEDIA_ROLES.issuperset(p.roles) for p in people)
        written = any("text" in p.roles for p in people)  # `Bài viết: Cô Lê An. Ảnh: Thầy Minh Hà`
        if pictured and not written and any(is_caption_title(p.honorific) for p in people):  # `Bà Lê An. Ảnh: Minh Hà`
            return Byline(rules=[*dict.fromkeys(self.rules), "caption"])
        if all(p.roles and lex.MEDIA_ROLES.issuperset(p.roles) for p in people):  # a lone credit may be an agency's
            people = [p for p in people if is_vietnamese_shaped(p.name) or not lex.SURNAMES.isdisjoint(p.name.split())]
        merged: dict[str, Person] = {}
        for person in people:
            person.roles = person.roles or ["text"]
            known = merged.setdefault(person.name.casefold(), person)
            if known is not person:
                known.roles = [*known.roles, *person.roles]
                known.honorific = known.honorific or person.honorific
                known.affiliation = known.affiliation or person.affiliation
        authors = [
            Author(p.name, [role for role in ROLE_ORDER if role in p.roles], p.affiliation, p.honorific, p.kind)
            for p in merged.values()
        ]
        everyday = all(fold(printed) in lex.EVERYDAY for printed in self.sources.values())
        if everyday and self.sources and not authors and "source-word" not in self.rules:
            self.uncertain = True  # `Khám phá` alone is as often the name of a section
        if not authors and not self.sources:
            return Byline(rules=list(dict.fromkeys(self.rules)))
        return Byline(
            authors,
            [Source(name) for name in self.sources],
            self.location,
            self.uncertain,
            list(dict.fromkeys(self.rules)),
            list(self.sources.values()),
        )

    def _decided(self) -> list[Person]:
        """The people, once it is decided who of those after `Theo` and `Nguồn` is one.

        A name that an outlet follows is a person's. Otherwise it takes a common surname, or three syllables of names.
        """
        people = []
        for person in self.people:
            if person.perhaps_outlet is not None:
                self.uncertain = True
                self.rules.append("name-after-source-word")
                if not person.likely:
                    self.sources[canonical_outlet(person.perhaps_outlet)] = person.perhaps_outlet
                    continue
            people.append(person)
        return people
