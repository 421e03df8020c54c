"""Reads a byline: who wrote, photographed, translated …, for which outlet, from where.

A line is read in two passes. First (marks.py) outlets with a separator in their own name and the words that introduce
something (`Bài, ảnh:`, `Theo`, `Nguồn:`) are marked, and it is cut at separators and brackets. Then each piece is named
by what it is: a person with titles, a collective, an outlet, an affiliation, a place. A piece that is none of
these makes the whole text no byline: half a byline is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.items import Author, AuthorKind, Role, Source
from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.lines import is_no_byline, lines_of, without_furniture, words_of
from crawler.vietnamese.bylines.marks import MarkedLine, Reading
from crawler.vietnamese.bylines.names import (
    canonical_name,
    is_name,
    is_vietnamese_person,
    is_vietnamese_shaped,
    kind_of,
)
from crawler.vietnamese.bylines.outlets import canonical_outlet, find_outlet, is_domain, is_place
from crawler.vietnamese.bylines.phrases import (
    affiliation_class,
    is_likely_person,
    is_named_like_address,
    is_plain_name,
    is_press,
    job_after_name,
    joined_titles,
    military_rank,
    printed_twice,
    style_change,
    without_role,
)
from crawler.vietnamese.text import fold, has_vietnamese_letters, is_syllable, one_line

ROLE_ORDER: tuple[Role, ...] = (
    "text", "photo", "video", "graphics", "translation", "compilation", "transcription", "editing",
)  # fmt: skip

_LONG_PHRASE = 12
"""Words; a longer phrase is no name with an outlet, a place or a collective after it."""
_NO_NAME = re.compile(r"[?!…\"“”#=<>{}\\^~%*$]|https?:|\d{5}")
_DISTRICT = re.compile(
    r"(?:quận|huyện|thị xã|xã|phường|tỉnh|thành phố|tp|tx)[. ]\s?[\dA-ZĐ]|[qp](?:\.?\s?\d|[. ]\s?\w{2,7} \w)", re.I
)
_CORRESPONDENT = re.compile(r"(?:p\.?v\.?|phóng viên)\s+(?=\S+\s+tại\s)", re.I)
_JOINED_TITLE = re.compile(r"([^\W\d_]+)[.-](.+)")
_LABEL = re.compile(r":\s")
_FULL_STOP = re.compile(r"\w[^\W\d_A-Z]{2}\.\s")
_KIND_OF_OUTLET = re.compile(
    r"(?:tờ|trang|báo|kênh|hãng|hãng tin|tạp chí|trang tin|nhật báo|website)\s+"
    r"(?:(?:Anh|Mỹ|Pháp|Đức|Nga|Nhật|Hàn|Ý)\s+)?(?=[A-Z][\x20-\x7e]*$)"
)
"""What a foreign outlet is, before its name: `theo tờ The Sun`, `theo báo Anh Mirror`."""
_VAGUE_SOURCE = re.compile(
    r"(?:báo|tạp chí|trang|hãng|truyền thông|các|một|nguồn)(?: [^\W\dA-Z_]+){0,4}|lời kể(?: .+)?"
    r"|(?:báo chí|truyền thông)(?: [^\W\d_]+){0,3}"
)


@dataclass
class Byline:
    """What a byline says; empty (and false) when the text is none."""

    authors: list[Author] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    location: str | None = None
    uncertain: bool = False
    """Whether something was decided that the text leaves open."""
    rules: list[str] = field(default_factory=list)
    """The rules that fired, in order, once each; docs/vietnamese.md explains them."""
    printed_sources: list[str] = field(default_factory=list)
    """For each of `sources` the words that credit it."""

    def __bool__(self) -> bool:
        return bool(self.authors or self.sources)


def parse_byline(text: str) -> Byline:
    """Read a byline, of one line or several.

    Never raises. A text that is no byline, or longer than any byline is, gives an empty one.
    """
    lines = lines_of(text)
    if lines is None:
        return Byline(rules=["too-long"])
    reader = _Reader()
    for line in lines:
        if not reader.read(line):
            return Byline(rules=[*dict.fromkeys(reader.rules), "no-byline"])
    return reader.byline()


@dataclass
class _Person:
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


class _Reader:
    """Gathers what the pieces of the lines are. Each method that takes a piece says whether it could name it."""

    def __init__(self) -> None:
        self.people: list[_Person] = []
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

    # --- lines ----------------------------------------------------------------------------------------------

    def read(self, line: str) -> bool:
        """Read one line; False when it shows that the text is no byline."""
        words = words_of(line)
        clean = without_furniture(line, words)
        if clean != line:
            self.rules.append("decoration")
        if not clean:
            return True
        if is_no_byline(clean):
            self.rules.append("known-furniture")
            return True
        if self._label_used:
            self._roles = []
            self._group = len(self.people)
        self._new_line(MarkedLine(clean, words))
        while self._next < len(self._line.parts):
            part = self._line.parts[self._next]
            self._next += 1
            if self._next % 2 == 0:
                self._cut(part)
            elif piece := part.strip(" .:'’"):
                if not self._piece(piece):
                    return False
                self._separator = ""
        return True

    def _cut(self, separator: str) -> None:
        """What a separator, a bracket or an introducing word changes."""
        mark = separator.strip()
        self._separator = mark
        if mark in ("(", "[") and not self._in_brackets:
            self._outside = self._roles
            self._in_brackets, self._reading, self._roles = True, "names", []
        elif mark in (")", "]") and self._in_brackets:
            self._in_brackets, self._reading, self._roles = False, "names", self._outside
        elif introduced := self._line.mark(mark):
            self._reading = introduced.introduces
            if self._reading in ("theo", "nguồn"):
                self._assign(introduced.roles)
                self._roles = []
            elif self._reading == "names":
                self._roles, self._label_used = introduced.roles, False
                self._group = len(self.people)
                self.rules.append("role-label")

    def _rest(self, text: str) -> str:
        """A piece with all that follows it up to the end of the line, the bracket or the next introducing word."""
        while self._next < len(self._line.parts):
            part = self._line.parts[self._next]
            mark = part.strip()
            if self._next % 2 and (mark in ("(", ")", "[", "]", ";") or self._line.mark(mark)):
                break
            text += part
            self._next += 1
        return self._line.printed(text).strip(" ,;-–")

    # --- pieces ---------------------------------------------------------------------------------------------

    def _piece(self, piece: str) -> bool:
        after_source, self._after_source = self._after_source, False
        if self._reading == "affiliation":
            return bool(self.people) and self._affiliation("job", piece)
        if self._reading != "names":
            return self._credited(piece)
        if (outlet := self._outlet(piece)) is not None:
            return self._add_source(piece, outlet, "known-outlet")
        if self._agency:
            self._agency = False
            if self._place(piece, "bureau") or affiliation_class(piece):
                return True
        if self._in_brackets:
            return self._bracketed(piece)
        if fold(piece) in lex.SUPPLIERS and self._crediting_media():
            self._label_used = True
            self.rules.append("picture-supplier")
            return True
        if after_source and self._separator == "&":
            return self._unknown_outlet(piece, "second-source")
        on_own_line = self._next == 1
        more_of_it = on_own_line and self.people and self.people[-1].affiliation
        if more_of_it and (kind := affiliation_class(piece, among_names=False)):
            return self._affiliation(kind, piece)
        if on_own_line and self._people_above and self._begins_with_faculty(piece):
            return self._affiliation("institution", piece)
        if is_plain_name(piece):  # nine of ten pieces; the questions below are for the others
            return self._person(piece)
        if self._separator == "/" and self.people and not is_vietnamese_person(piece):
            return self._after_slash(piece)
        if on_own_line and self._people_above and self.sources and self._is_foreign_word(piece):
            return self._unknown_outlet(piece, "second-source")
        if self._role_alone(piece) or self._bureau(piece) or self._second_desk(piece) or self._collective(piece):
            return True
        if self.people and not self._titles and (kind := affiliation_class(piece)):
            return self._affiliation(kind, piece)
        if self._people(piece):
            return True
        if on_own_line and is_press(piece):
            return self._unknown_outlet(piece, "press-alone")
        if on_own_line and self._people_above and len(piece.split()) > 2 and piece[0].isupper():
            return self._affiliation("institution", piece)
        return False

    def _is_foreign_word(self, piece: str) -> bool:
        """`Wired` on a line of its own under a person and a source."""
        return (
            len(self._line.parts) == 1
            and piece.isascii()
            and piece.isalpha()
            and len(piece) > 3
            and not is_syllable(piece)
        )

    def _role_alone(self, piece: str) -> bool:
        """A role after its people or, in brackets, before them: `Minh Hà - tổng hợp`, `Minh Hà (ghi)`, `(Ghi) Minh Hà`."""
        label = piece.lower()
        if label not in lex.INSIDE or ("." in label and len(self._line.parts) == 1):  # `T.H` alone is somebody
            return False
        if self._group < len(self.people):
            self._assign(lex.ROLES[label])
        elif self.people and self._separator in ("&", ",", "/", "và"):  # `(tổng hợp & dịch)`, `- bài và ảnh`
            for person in self.people[self._group_before :]:
                person.roles = [*person.roles, *lex.ROLES[label]]
        elif self._in_brackets:
            self._outside = lex.ROLES[label]
            self._label_used = False
        return True

    def _assign(self, roles: list[Role]) -> None:
        """Roles said after people are about all of them since the last role or label."""
        for person in self.people[self._group :] if roles else ():
            person.roles = [*person.roles, *roles]
            self.rules.append("role-after-name")
        if roles:
            self._group_before, self._group = self._group, len(self.people)

    # --- people ---------------------------------------------------------------------------------------------

    def _people(self, piece: str) -> bool:
        """One person or collective, or two without a separator between them."""
        if self._collective(piece):
            return True
        words, roles, others = without_role(piece.split())
        if roles:
            return self._role_inside(" ".join(words), roles, " ".join(others))
        words = self._without_titles(words)
        if not words:
            return self._titles_alone()
        phrase = " ".join(words)
        if len(words) > 3:
            for first, second in (printed_twice(words), style_change(words)):
                if first:
                    self._person(first)
                    self._roles, self._group = [], len(self.people)
                    self.rules.append("lost-line-break")
                    self.uncertain |= first.casefold() != second.casefold()
                    return self._person(second)
            if job := job_after_name(words):
                self._person(" ".join(words[:job]))
                tail = " ".join(words[job:])
                return self._affiliation(affiliation_class(tail) or "job", tail)
        if 2 < len(words) <= _LONG_PHRASE and (
            self._person_and_outlet(words) or self._person_and_collective(words) or self._person_and_place(words)
        ):
            return True
        key = fold(phrase)
        if len(key) > 3 and (key in lex.SUPPLIERS or key in lex.ACCOUNTS):
            self.rules.append("supplier-or-account")
            return True
        if key in lex.PLAIN_PLACES:
            return bool(self.people) and self._place(phrase, "place-after-name")
        name, hyphen, tail = phrase.rpartition("-")
        if hyphen and is_name(name) and (outlet := self._outlet(tail)):  # `Minh Hà-VOV`
            return self._person(name) and self._add_source(tail, outlet, "outlet-after-name")
        return self._hyphenated(phrase) or (is_name(phrase) and self._person(phrase))

    def _role_inside(self, piece: str, roles: list[Role], others: str) -> bool:
        """`Minh Hà tổng hợp`, `Minh Hà ghi Thu An - Lê Vũ ghi`: a role after people, others after it."""
        if (label := piece.lower()) in lex.INSIDE:  # `Minh Hà - t.h, dịch` without its comma
            roles = [*lex.ROLES[label], *roles]
        else:
            outlet = self._outlet(piece)
            if not (self._add_source(piece, outlet, "known-outlet") if outlet else self._people(piece)):
                return False
        self._assign(roles)
        return not others or self._people(others)

    def _without_titles(self, words: list[str]) -> list[str]:
        """The words without the honorifics before the name, which are kept for the person."""
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
                    return words
                if title:
                    self._titles.append(title.canonical)
                    words = words[length:]
                    break
            else:
                break
        return words

    def _titles_alone(self) -> bool:
        """Titles without a name: the last person's, or of the name to come (`Đại tá, TS Lê An`)."""
        more_follows = self._next < len(self._line.parts) and self._line.parts[self._next].strip() in (",", "-")
        if self._next == 1 and more_follows:
            return True
        last = self.people[-1] if self.people else None
        if last and last.kind != "collective" and self._separator not in (";", "/"):
            last.honorific = last.honorific or joined_titles(self._titles)
            self._titles = []
            self.rules.append("honorific")
            return True
        return more_follows

    def _person(self, phrase: str) -> bool:
        name = canonical_name(phrase)
        person = _Person(name, kind_of(name), list(self._roles), joined_titles(self._titles))
        self.people.append(person)
        if self._titles:
            self.rules.append("honorific")
            self._titles = []
        if name != phrase:
            self.rules.append("canonical-name")
        if fold(name) in lex.PLACES:
            self.uncertain = True
        if not phrase.istitle() and any(word.islower() for word in phrase.split()):
            self.uncertain = True
        self._label_used = True
        return True

    def _collective(self, piece: str) -> bool:
        """`PV`, `Nhóm PV kinh tế`, `Ban Thời sự`, `PV TTXVN tại Hà Nội`."""
        if piece.partition(" ")[0].lower().rstrip(".") not in lex.COLLECTIVE_FIRST:
            return False
        found = lex.COLLECTIVE.fullmatch(piece)
        if found is None:
            return False
        form, tail = one_line(found[1]).lower(), found[2] or ""
        if tail and not lex.AFTER_FIRST.isdisjoint(tail.lower().split()):  # `Nhóm PV thực hiện`
            words, roles, others = without_role(piece.split())
            if words and roles and not others:
                return self._role_inside(" ".join(words), roles, "")
        uses = lex.COLLECTIVE_USES[form]
        outlet = self._outlet(tail) if tail else None
        agency = self._outlet(tail.partition(" ")[0]) if tail else None
        desk, _, owner = tail.rpartition(" ")
        if desk.lower() in lex.DESKS and (owned := self._outlet(owner)):  # `Ban Thời sự VTV`
            self._add_source(owner, owned, "known-outlet")
            tail = desk
        if not tail:
            fits = uses != {"of-desk"}
        elif tail.lower() in lex.DESKS:
            fits = not uses.isdisjoint(("open", "of-desk"))
        elif outlet:
            fits = not uses.isdisjoint(("open", "credited"))
        else:
            of_agency = agency in lex.AGENCIES and " tại " in tail
            fits = "open" in uses or ("credited" in uses and (of_agency or fold(tail) in lex.PLACES))
        if not fits:
            return False
        if tail.isupper() and tail.lower() in lex.DESKS:  # `BAN THỜI SỰ`, `NHÓM PV KINH TẾ`
            tail = tail.capitalize() if "of-desk" in uses else tail.lower()
        name = lex.COLLECTIVES[form] if outlet else one_line(f"{lex.COLLECTIVES[form]} {self._line.printed(tail)}")
        self.people.append(_Person(name, "collective", list(self._roles)))
        self.rules.append("collective")
        self._label_used = True
        if outlet or agency in lex.AGENCIES:
            self._add_source(tail if outlet else tail.partition(" ")[0], outlet or agency or "", "known-outlet")
            self._agency = bool(outlet)
        return True

    def _second_desk(self, piece: str) -> bool:
        """`Ban Văn hóa - Xã hội`: the second half of a desk's name."""
        last = self.people[-1] if self.people else None
        if last is None or last.kind != "collective" or self._separator != "-" or piece.lower() not in lex.DESKS:
            return False
        last.name = f"{last.name} - {piece}"
        return True

    def _person_and_outlet(self, words: list[str]) -> bool:
        """`Bá Khánh thanhnien.vn`: a name and a known outlet without a separator."""
        for start in range(2, len(words)):
            tail = " ".join(words[start:])
            outlet = self._outlet(tail)
            if outlet and (start < len(words) - 1 or not is_syllable(tail)) and is_name(" ".join(words[:start])):
                return self._person(" ".join(words[:start])) and self._add_source(tail, outlet, "outlet-after-name")
        return False

    def _person_and_collective(self, words: list[str]) -> bool:
        """`Bá Khánh Nhóm PV`: a name and a collective without a separator."""
        for start in range(2, len(words)):
            name, group = " ".join(words[:start]), " ".join(words[start:])
            if words[start].lower() in lex.COLLECTIVE_FIRST and is_name(name) and lex.COLLECTIVE.fullmatch(group):
                return self._person(name) and self._collective(group)
        return False

    def _person_and_place(self, words: list[str]) -> bool:
        """`Minh Hà từ Berlin`, `Lê Minh Hà Hà Nội`."""
        for start in range(2, len(words)):
            name, place = " ".join(words[:start]), " ".join(words[start:])
            if place.startswith("từ ") and fold(place[3:]) in lex.PLACES and is_name(name):
                return self._person(name) and self._place(place[3:], "place-after-name")
            if start < len(words) - 1 and fold(place) in lex.PLAIN_PLACES and is_vietnamese_person(name):
                return self._person(name) and self._place(place, "place-after-name")
        return False

    def _hyphenated(self, phrase: str) -> bool:
        """Names joined by a hyphen without spaces: `BÁ KHÁNH-MỘNG THU`, `B.Khánh-M.Thu`; not `Jean-Paul`."""
        names = phrase.split("-")
        if len(names) < 2 or not all(is_vietnamese_shaped(name) or name in lex.NAME_SYLLABLES for name in names):
            return False
        for name in names:
            self._person(name)
            self.uncertain |= name in lex.NAME_SYLLABLES
        self.rules.append("hyphen-without-spaces")
        return True

    def _affiliation(self, kind: str, piece: str) -> bool:
        """The job or institution of the last person. An outlet in its place is a source."""
        if kind == "press":
            return self._unknown_outlet(piece, "press-after-name")
        if kind == "address":
            return self._address(piece)
        text = self._rest(piece)
        if not self._in_brackets:
            text += self._part_in_brackets()
        words = text.split()
        if len(words) > 30 or any(rule.search(text) for rule in (lex.SENTENCE, _NO_NAME, _FULL_STOP, _LABEL)):
            return False
        person = self.people[-1]
        if rank := military_rank(words):
            person.honorific = person.honorific or rank.canonical
            words = words[2:]
        if words and person.affiliation is None:
            person.affiliation = " ".join(words)
        elif words and self._people_above == len(self.people):  # a second line of it
            person.affiliation = f"{person.affiliation}, {' '.join(words)}"
        self.rules.append("affiliation")
        return True

    def _begins_with_faculty(self, piece: str) -> bool:
        """`Khoa Luật - Đại học Vinh`: a name's shape, but a part of the institution that follows."""
        ahead = self._line.parts[self._next : self._next + 2]
        return (
            affiliation_class(piece, among_names=False) == "institution"
            and len(ahead) == 2
            and ahead[0].strip() in ("-", "–", ",")
            and affiliation_class(ahead[1]) == "institution"
        )

    def _part_in_brackets(self) -> str:
        """Brackets that end an institution's name: `Trường Đại học Lao động - Xã hội (cơ sở II)`."""
        ahead = self._line.parts[self._next : self._next + 3]
        if len(ahead) < 3 or ahead[0].strip() != "(" or ahead[2].strip() != ")":
            return ""
        inside = ahead[1].strip()
        if not inside or inside.lower() in lex.INSIDE or inside.startswith(("từ ", "tại ")) or is_place(inside):
            return ""
        if self._outlet(inside) or affiliation_class(inside) == "press" or is_vietnamese_person(inside):
            return ""
        self._next += 3
        return f" ({self._line.printed(inside)})"

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
            if self._separator in ("", "/", "(", "-", "–", "—", "|") or self._reading == "theo":
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
        if len(printed) > 70 or len(words) > 9 or _NO_NAME.search(printed) or lex.SENTENCE.search(printed):
            return False
        is_latin_word = len(words) == 1 and printed.isascii() and printed.isalnum() and len(printed) > 3
        if printed[:1].islower() and not is_latin_word and affiliation_class(printed) != "press":
            return False
        self.uncertain = True
        return self._add_source(printed, canonical_outlet(printed), rule)

    def _with_second_half(self, name: str) -> str:
        """A Vietnamese outlet's name with what follows an `&` or `và` in it: `Khoa học & Phát triển`."""
        if self._next + 1 < len(self._line.parts) and (joint := self._line.parts[self._next].strip()) in ("&", "và"):
            second = self._line.parts[self._next + 1].strip(" .")
            own_name = self._outlet(second) or affiliation_class(second) == "press" or is_vietnamese_person(second)
            if has_vietnamese_letters(second) and not own_name:
                self._next += 2
                return f"{name} {joint} {second}"
        return name

    def _crediting_media(self) -> bool:
        """Whether the label under way credits pictures or films only, whose outlets are no sources of the story."""
        return bool(self._roles) and lex.MEDIA_ROLES.issuperset(self._roles)

    def _credited(self, piece: str) -> bool:
        """A piece after `Theo` or `Nguồn`: an outlet, or a person of one (`Theo Lê An/VnExpress`)."""
        if self._in_brackets and self._separator in (",", "&", "/") and self._role_alone(piece):
            return True  # `(theo Kyodo, dịch)`
        piece = _KIND_OF_OUTLET.sub("", piece) if piece[0].islower() else piece
        if (outlet := self._outlet(piece)) is not None:
            return self._add_source(piece, outlet, "source-word")
        if self._agency and self._place(piece, "bureau"):
            return True
        self._agency = False
        if fold(piece) in lex.SUPPLIERS or _VAGUE_SOURCE.fullmatch(piece):
            self.rules.append("vague-source")
            return True
        if self._bureau(piece) or self._collective(piece):
            return True
        if has_vietnamese_letters(piece) and not is_vietnamese_person(piece):
            piece = self._with_second_half(piece)
        words = self._without_titles(piece.split())
        if not words:
            return False
        if 2 < len(words) <= _LONG_PHRASE and self._person_and_outlet(words):
            return True
        phrase = " ".join(words)
        if self._titles and is_name(phrase):
            return self._person(phrase)
        has_author = any(person.perhaps_outlet is None for person in self.people)
        if is_vietnamese_shaped(phrase) and not has_author and is_name(phrase):
            self._person(phrase)
            self.people[-1].perhaps_outlet = phrase
            self.people[-1].likely = self._reading == "theo" and is_likely_person(phrase)
            return True
        if is_vietnamese_person(phrase) and has_author and self._reading == "theo":
            self.uncertain = True  # perhaps the original's author, after the author of this text
            return True
        self._titles = []
        return self._unknown_outlet(piece, "source-word")

    def _after_slash(self, piece: str) -> bool:
        """`Name/Outlet`: what stands after the slash is an outlet unless it is clearly something else."""
        words, roles, others = without_role(piece.split())
        name = " ".join(words)
        if roles and not others and (self._outlet(name) or is_name(name)):
            return self._role_inside(name, roles, "")
        if self._collective(piece) or self._role_alone(piece) or self._bureau(piece):
            return True
        if self._place(piece, "place-after-name"):
            return True
        surnames = " " in piece and not lex.SURNAMES.isdisjoint(map(str.capitalize, piece.split()))
        if ("." in piece or surnames) and is_name(piece):  # `K.Lan`, `Anna Võ`
            return self._person(piece)
        return self._unknown_outlet(piece, "outlet-after-slash")

    def _bureau(self, piece: str) -> bool:
        """`VOV-Miền Trung`, `TTXVN tại Hà Nội`: an agency with its bureau; a department of it is left out."""
        found = lex.BUREAU.fullmatch(piece)
        if found is None:
            return False
        agency, joint, place = found[1], found[2].strip(), found[3]
        known = fold(place) in lex.PLACES
        if not known and not joint:
            return False
        self._add_source(agency, canonical_outlet(agency), "known-outlet")
        if known or joint != "-":
            self.location = self.location or self._line.printed(place)
            self.rules.append("bureau")
            return True
        return affiliation_class(place) is not None

    def _place(self, piece: str, rule: str) -> bool:
        if fold(piece) not in lex.PLACES:
            return False
        self.location = self.location or self._line.printed(piece)
        self.rules.append(rule)
        return True

    # --- brackets ---------------------------------------------------------------------------------------------

    def _bracketed(self, piece: str) -> bool:
        """A piece in brackets."""
        if self._role_alone(piece) or piece[0].isdigit():  # `(34 tuổi, Hà Nội)`
            return True
        if self._crediting_media():  # `(ảnh: X)` after a name: X took the pictures. Alone it is a caption's credit
            if self.people and fold(piece) not in lex.SUPPLIERS and is_name(piece):
                self._person(piece)
            return True
        preposition, _, place = piece.partition(" ")
        if preposition.lower() in ("từ", "tại"):
            return self._address(place)
        opening = affiliation_class(piece) if self.people else None
        if fold(piece) in lex.PLACES or _DISTRICT.match(piece) or (opening is None and self._ends_with_place()):
            return self._address(piece)
        if self._bureau(_CORRESPONDENT.sub("", piece) if self.people else piece):  # `Minh Hà (PV TTXVN tại Lào)`
            return True
        if not self.people:
            return self._people(piece)
        if title := lex.HONORIFICS.get(piece.lower().replace(".", "")):
            self.people[-1].honorific = self.people[-1].honorific or title.canonical
            return True
        if opening:
            return self._affiliation(opening, piece)
        if piece[0].isupper() and not is_vietnamese_person(piece) and self._unknown_outlet(piece, "outlet-in-brackets"):
            return True
        self.uncertain = True
        self.rules.append("bracket-ignored")
        return True

    def _ends_with_place(self) -> bool:
        """Whether the bracket goes on after a comma and ends with a place."""
        end = self._next
        while end + 1 < len(self._line.parts) and self._line.parts[end].strip() == ",":
            end += 2
        return end > self._next and fold(self._line.parts[end - 1]) in lex.PLACES

    def _address(self, piece: str) -> bool:
        """`(từ Lyon, Pháp)`, `(quận 1, TP.HCM)`."""
        place = self._rest(piece)
        if len(place) <= 60:
            self.location = self.location or place
            self.rules.append("place-in-brackets")
        return True

    # --- the end --------------------------------------------------------------------------------------------

    def byline(self) -> Byline:
        """All that was read, as a byline."""
        people = self._decided()
        if all(p.roles and lex.MEDIA_ROLES.issuperset(p.roles) for p in people):  # a lone credit may be an agency's
            people = [p for p in people if is_vietnamese_shaped(p.name) or not lex.SURNAMES.isdisjoint(p.name.split())]
        merged: dict[str, _Person] = {}
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

    def _decided(self) -> list[_Person]:
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
