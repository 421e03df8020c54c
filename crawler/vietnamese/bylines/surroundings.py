"""What stands beside a name: a job or institution, an agency's bureau, a place."""

from __future__ import annotations

import re

from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.gathering import NO_NAME, Gathering
from crawler.vietnamese.bylines.names import is_vietnamese_person
from crawler.vietnamese.bylines.outlets import canonical_outlet, is_place
from crawler.vietnamese.bylines.phrases import affiliation_class, joined_titles, military_rank, without_titles
from crawler.vietnamese.text import fold

_DISTRICT = re.compile(
    r"(?:quận|huyện|thị xã|xã|phường|tỉnh|thành phố|tp|tx)[. ]\s?[\dA-ZĐ]|[qp](?:\.?\s?\d|[. ]\s?\w{2,7} \w)", re.I
)
_LABEL = re.compile(r":\s")
_FULL_STOP = re.compile(r"\w[^\W\d_A-Z]{2}\.\s")


class Surroundings(Gathering):
    """Names what stands beside a person."""

    # --- jobs and institutions ---------------------------------------------------------------------------------

    def _affiliation(self, kind: str, piece: str) -> bool:
        """The job or institution of the last person. An outlet in its place is a source."""
        if kind == "press":
            return self._unknown_outlet(piece, "press-after-name")
        if kind == "address":
            return self._address(piece)
        text = self._rest(piece, up_to_people=True)
        if not self._in_brackets:
            text += self._part_in_brackets()
        words = text.split()
        if len(words) > 30 or any(rule.search(text) for rule in (lex.SENTENCE, NO_NAME, _FULL_STOP, _LABEL)):
            return False
        person = self.people[-1]
        titles, after = without_titles(words)
        if titles and (military_rank(words) or affiliation_class(" ".join(after), among_names=False) == "institution"):
            person.honorific, words = person.honorific or joined_titles(titles), after
        if words and person.affiliation is None:
            person.affiliation = " ".join(words)
        elif words and self._people_above == len(self.people):  # a second line of it
            person.affiliation = f"{person.affiliation}, {' '.join(words)}"
        self.rules.append("affiliation")
        return True

    def _is_institution(self, piece: str) -> bool:
        """`Khoa Luật - Đại học Vinh`, `Phòng Văn hóa và Thông tin huyện`: a name's or a desk's shape, but only the beginning."""
        ahead = self._line.parts[self._next : self._next + 2]
        _, after_titles = without_titles(piece.split())  # `TS. Khoa Luật, Trường Đại học Vinh`
        if len(ahead) < 2 or affiliation_class(" ".join(after_titles), among_names=False) != "institution":
            return False
        joint = ahead[0].strip()
        if joint in ("-", "–", ","):
            return affiliation_class(ahead[1]) == "institution" or self._lists_fields()
        return joint in ("và", "&") and not is_vietnamese_person(ahead[1].strip()) and not is_vietnamese_person(piece)

    def _is_faculty(self, piece: str) -> bool:
        """`TS. Khoa Luật, Trường Đại học Vinh` on a line of its own, whose name stands on another one."""
        _, words = without_titles(piece.split())
        return bool(words) and words[0].lower() == "khoa" and self._is_institution(piece)

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

    # --- bureaus and addresses --------------------------------------------------------------------------------

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

    def _address(self, piece: str) -> bool:
        """`(từ Lyon, Pháp)`, `(quận 1, TP.HCM)`."""
        place = self._rest(piece)
        if len(place) <= 60:
            self.location = self.location or place
            self.rules.append("place-in-brackets")
        return True

    def _is_address(self, piece: str) -> bool:
        """`Hà Nội`, `quận 3`, `P.4`."""
        return fold(piece) in lex.PLACES or _DISTRICT.match(piece) is not None

    def _ends_with_place(self) -> bool:
        """Whether the bracket goes on after a comma and ends with a place."""
        end = self._next
        while end + 1 < len(self._line.parts) and self._line.parts[end].strip() == ",":
            end += 2
        return end > self._next and fold(self._line.parts[end - 1]) in lex.PLACES
