"""Who a phrase names: a person with titles, a collective, two without a separator, one with an outlet or a place."""

from __future__ import annotations

from crawler.items import Role
from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.gathering import Person
from crawler.vietnamese.bylines.names import is_name, is_vietnamese_person, is_vietnamese_shaped
from crawler.vietnamese.bylines.phrases import (
    affiliation_class,
    continues_desk,
    job_after_name,
    joined_titles,
    opens_with_institution,
    printed_twice,
    style_change,
    title_after_name,
    without_role,
    without_titles,
)
from crawler.vietnamese.bylines.surroundings import Surroundings
from crawler.vietnamese.text import fold, is_syllable, one_line

LONG_PHRASE = 12
"""Words; a longer phrase is no name with an outlet, a place or a collective after it."""


class People(Surroundings):
    """Names the people and collectives of a phrase."""

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
        if after := title_after_name(words):
            self._titles.append(after)
            words = words[:-1]
        phrase = " ".join(words)
        if len(words) > 1 and lex.AFFILIATIONS.get(phrase.lower()) == "job":  # `GIÁM ĐỐC` over the name of one
            self.rules.append("job")
            return True
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
        if 2 < len(words) <= LONG_PHRASE and (
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
        if opens_with_institution(words) or (
            lex.AFFILIATIONS.get(phrase.lower()) == "institution" and not phrase.istitle()
        ):
            return False  # `Đoàn trường`, but `Đoàn Trường`
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
        titles, rest = without_titles(words)
        self._titles += titles
        return rest

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

    # --- collectives ------------------------------------------------------------------------------------------

    def _collective(self, piece: str) -> bool:
        """`PV`, `Nhóm PV kinh tế`, `Ban Thời sự`, `PV TTXVN tại Hà Nội`."""
        if piece.partition(" ")[0].lower().rstrip(".") not in lex.COLLECTIVE_FIRST:
            return False
        found = lex.COLLECTIVE.fullmatch(piece)
        if found is None:
            return False
        form, tail = one_line(found[1]).lower(), found[2] or ""
        is_office = form in ("ban", "phòng", "tổ") and tail[:1].isupper() and tail.lower() in lex.DESKS
        if not is_office and not lex.AFTER_FIRST.isdisjoint(tail.lower().split()):  # `Nhóm PV thực hiện`
            words, roles, others = without_role(piece.split())
            if words and roles and not others:
                return self._role_inside(" ".join(words), roles, "")
        uses = lex.COLLECTIVE_USES[form]
        last = self.people[-1] if self.people else None
        if form in ("tổ", "phòng") and last and last.kind != "collective" and self._separator in ("-", "–"):
            return False  # where somebody works: `Lê An - Phòng Kinh tế`
        if "unit" in uses and self.people:
            return False
        # `Ban Tuyên giáo` is no outlet's
        outlet = self._outlet(tail) if tail and tail.lower() not in lex.DESKS else None
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
            short = len(tail.split()) < 6 and not lex.SENTENCE.search(tail)
            fits = (not uses.isdisjoint(("open", "unit")) and short) or (
                "credited" in uses and (of_agency or fold(tail) in lex.PLACES)
            )
        if not fits:
            return False
        if tail.isupper() and tail.lower() in lex.DESKS:  # `BAN THỜI SỰ`, `NHÓM PV KINH TẾ`
            tail = tail.capitalize() if "of-desk" in uses else tail.lower()
        name = lex.COLLECTIVES[form] if outlet else one_line(f"{lex.COLLECTIVES[form]} {self._line.printed(tail)}")
        self.people.append(Person(name, "collective", list(self._roles)))
        self.rules.append("collective")
        self._label_used = True
        if outlet or agency in lex.AGENCIES:
            self._add_source(tail if outlet else tail.partition(" ")[0], outlet or agency or "", "known-outlet")
            self._agency = bool(outlet)
        return True

    def _second_desk(self, piece: str) -> bool:
        """`Ban Văn hóa - Xã hội`, `Phòng Khoa học và Đối ngoại`: the second half of a desk's name."""
        last = self.people[-1] if self.people else None
        joint = self._separator
        if last is None or last.kind != "collective" or joint not in ("-", "và") or not continues_desk(piece):
            return False
        last.name = f"{last.name} {joint} {piece}"
        return True

    # --- a name with something else, without a separator --------------------------------------------------------

    def _person_and_outlet(self, words: list[str]) -> bool:
        """`Bá Khánh thanhnien.vn`, `RFA Bá Khánh`: a name and a known outlet without a separator."""
        name = " ".join(words[1:])
        before = self._outlet(words[0]) if words[0].isupper() else None
        if before and is_vietnamese_person(name) and fold(name) not in lex.PLACES:
            return self._person(name) and self._add_source(words[0], before, "outlet-before-name")
        for start in range(2, len(words)):
            tail = " ".join(words[start:])
            outlet = self._outlet(tail)
            if outlet and (start < len(words) - 1 or not is_syllable(tail)) and is_name(" ".join(words[:start])):
                return self._person(" ".join(words[:start])) and self._add_source(tail, outlet, "outlet-after-name")
        return False

    def _person_and_collective(self, words: list[str]) -> bool:
        """`Bá Khánh Nhóm PV`: a name and a collective without a separator; `Minh Hải Phòng` has none, though it ends like one."""
        titles, known = self._titles, len(self.rules)
        for start in range(2, len(words)):
            name, group = " ".join(words[:start]), " ".join(words[start:])
            if words[start].lower() in lex.COLLECTIVE_FIRST and is_name(name) and lex.COLLECTIVE.fullmatch(group):
                if self._person(name) and self._collective(group):
                    return True
                self.people.pop()
                self._titles = titles
                del self.rules[known:]
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
        """Names joined by a hyphen without spaces: `BÁ KHÁNH-MỘNG THU`, `B.Khánh-M.Thu`; not `Jean-Paul`.

        Two bare syllables are one name, as papers abroad spell it still: `Đằng-Giao`, `Thu-Hà`.
        """
        names = phrase.split("-")
        if len(names) < 2 or not all(is_vietnamese_shaped(name) or name in lex.NAME_SYLLABLES for name in names):
            return False
        if len(names) == 2 and all(name in lex.NAME_SYLLABLES for name in names):
            self.uncertain = True
            self.rules.append("hyphen-without-spaces")
            return self._person(phrase)
        for name in names:
            self._person(name)
            self.uncertain |= name in lex.NAME_SYLLABLES
        self.rules.append("hyphen-without-spaces")
        return True
