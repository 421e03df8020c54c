"""Reads a byline: who wrote, photographed, translated …, for which outlet, from where.

A line is read in two passes. First (marks.py) outlets with a separator in their own name and the words that introduce
something (`Bài, ảnh:`, `Theo`, `Nguồn:`) are marked, and it is cut at separators and brackets. Then each piece is named
by what it is: a person with titles, a collective, an outlet, an affiliation, a place. A piece that is none of
these makes the whole text no byline: half a byline is worse than none.

The reader is built up in layers: gathering.py keeps what was said and decides at the end, surroundings.py names what stands
beside a person, people.py who a phrase names, and this file goes over lines and pieces.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.vietnamese.bylines import lexicon as lex
from crawler.vietnamese.bylines.byline import Byline
from crawler.vietnamese.bylines.lines import is_no_byline, lines_of, without_furniture, words_of
from crawler.vietnamese.bylines.marks import MarkedLine
from crawler.vietnamese.bylines.names import is_name, is_vietnamese_person, is_vietnamese_shaped
from crawler.vietnamese.bylines.outlets import is_domain
from crawler.vietnamese.bylines.people import LONG_PHRASE, People
from crawler.vietnamese.bylines.phrases import (
    affiliation_class,
    institution_of,
    is_branch,
    is_likely_person,
    is_plain_name,
    is_press,
    without_role,
)
from crawler.vietnamese.text import fold, has_vietnamese_letters, is_syllable

_REPORTER = re.compile(r"(?:phóng viên|thông tín viên)(?:\s+|$)", re.I)
_CORRESPONDENT = re.compile(r"(?:p\.?v\.?|phóng viên)\s+(?=\S+\s+tại\s)", re.I)
_KIND_OF_OUTLET = re.compile(
    r"(?:tờ|trang|báo|kênh|hãng|hãng tin|tạp chí|trang tin|nhật báo|website)\s+"
    r"(?:(?:Anh|Mỹ|Pháp|Đức|Nga|Nhật|Hàn|Ý)\s+)?(?=[A-Z][\x20-\x7e]*$)"
)
"""What a foreign outlet is, before its name: `theo tờ The Sun`, `theo báo Anh Mirror`."""
_PUBLISHED_IN = re.compile(r"(?:bài )?(?:đăng|in) (?:trên|tại) (?=\S)", re.I)
_SENT = re.compile(r"(?:viết|gửi|gửi về|thực hiện|phỏng vấn)\s+(?=(?:từ|tại)\s)", re.I)
"""`(viết từ Sydney)`."""
_ISSUE = re.compile(r"[A-ZĐ]{1,8} ?\d{1,4}")
"""A magazine's initials and the number of an issue: `(SH345/11-2017)`."""
_AGE = re.compile(
    r"\d{1,3}\s*tuổi|(?:sn|sinh)\s+(?:năm\s+)?\d{4}|\d{1,2}$|\d{1,2}[/.:-]|\d{4}|(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)$",
    re.I,
)
"""`(34 tuổi, Hà Nội)`, `(SN 1990)`; `(1)` and `(Thứ Hai, 12/8)` say nothing."""
_COMPILED = re.compile(r"(?<=\S) (?:tổng hợp|biên tập|biên dịch|lược dịch|sưu tầm)$")
"""What somebody did with what the source says: `Nguồn: Tổng cục Hải quan, Vinacas tổng hợp`."""
_VAGUE_SOURCE = re.compile(
    r"(?:báo|tạp chí|trang|hãng|truyền thông|các|một|nguồn)(?: [^\W\dA-Z_]+){0,4}|lời kể(?: .+)?"
    r"|(?:báo chí|truyền thông)(?: [^\W\d_]+){0,3}"
)
_ENDS_SENTENCE = (".", "!", "?", "…", ".”", '."', "!”", '!"', "?”", '?"')
_MOST_SMALL = 9
"""So many words in small letters, and the end of a sentence: no byline has both, and most texts that are asked about do."""


def parse_byline(text: str) -> Byline:
    """Read a byline, of one line or several.

    Never raises. A text that is no byline, or longer than any byline is, gives an empty one.
    """
    if text.endswith(_ENDS_SENTENCE) and sum(map(str.islower, text.split())) >= _MOST_SMALL and "\n" not in text:
        return Byline(rules=["no-byline"])
    lines = lines_of(text)
    if lines is None:
        return Byline(rules=["too-long"])
    reader = _Reader()
    for line in lines:
        if not reader.read(line):
            return Byline(rules=[*dict.fromkeys(reader.rules), "no-byline"])
    return reader.byline()


@lru_cache(maxsize=16)
def understood(text: str) -> Byline:
    """`parse_byline` for those who only look at what it gives: an article's last lines are asked about again and again."""
    return parse_byline(text)


class _Reader(People):
    """Goes over the lines, piece by piece."""

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
        beside_name = on_own_line and self._people_above
        after_dash = bool(self.people) and self._separator in ("-", "–", "—")
        faculty = bool(self.people) and self._separator == "," and piece.lower().startswith("khoa ")
        if ((beside_name or after_dash or faculty) and self._is_institution(piece)) or (
            after_dash and is_branch(piece)
        ):
            return self._affiliation("institution", piece)
        if not self.people and on_own_line and self._is_faculty(piece):
            self._rest(piece)
            self.rules.append("institution-alone")
            return True
        if is_plain_name(piece):  # nine of ten pieces; the questions below are for the others
            return self._person(piece)
        if self._separator == "/" and self.people and not is_vietnamese_person(piece):
            return self._after_slash(piece)
        if on_own_line and self._people_above and self.sources and self._is_foreign_word(piece):
            return self._unknown_outlet(piece, "second-source")
        if self.people and self._separator in (",", "-", "–") and (reporter := _REPORTER.match(piece)):
            whose = piece[reporter.end() :]  # `Lê An, phóng viên RFA`
            of_somebody = piece[0].islower() and (self._separator == "," or not whose)
            if self._outlet(whose) or (of_somebody and not is_vietnamese_person(whose)):
                return self._affiliation("job", piece)
        if self._role_alone(piece) or self._bureau(piece) or self._second_desk(piece) or self._collective(piece):
            return True
        if self.people and not self._titles and (kind := affiliation_class(piece)):
            return self._affiliation(kind, piece)
        if self.people and piece.startswith(("từ ", "tại ")) and fold(piece.partition(" ")[2]) in lex.PLACES:
            return self._address(piece.partition(" ")[2])  # `Lê An, từ Seoul, Hàn Quốc`
        if self._people(piece):
            return True
        if on_own_line and is_press(piece):
            return self._unknown_outlet(piece, "press-alone")
        if (
            on_own_line and self._people_above and self.people[-1].perhaps_outlet is not None
        ):  # `Theo Lê An`, `Nghề Xưa`
            return self._unknown_outlet(piece, "outlet-under-name")
        if on_own_line and self._people_above and len(piece.split()) > 2 and piece[0].isupper():
            return self._affiliation("institution", piece)
        if self._roles and not self._crediting_media() and institution_of(self._line.printed(piece)):
            return self._organisation(self._with_second_half(self._line.printed(piece)))
        return on_own_line and self._signs_before_source(piece) and self._person(piece)

    def _signs_before_source(self, piece: str) -> bool:
        """Whether a word that may be anything names somebody because a source follows: `MIDORI, THEO TUỔI TRẺ`."""
        separators = self._line.parts[self._next : self._next + 3 : 2]
        introduced = next((mark for part in separators if (mark := self._line.mark(part.strip()))), None)
        is_word = piece.isalpha() and piece[0].isupper() and len(piece) > 2
        return is_word and introduced is not None and introduced.introduces == "theo"

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
        if label not in lex.INSIDE:
            return False
        if "." in label and (len(self._line.parts) == 1 or not (self.people or self.sources or self._in_brackets)):
            return False  # `T.H` alone or after `Ảnh:` is somebody
        if self._group < len(self.people):
            self._assign(lex.ROLES[label])
        elif self.people and self._separator in ("&", ",", "/", "và"):  # `(tổng hợp & dịch)`, `- bài và ảnh`
            for person in self.people[self._group_before :]:
                person.roles = [*person.roles, *lex.ROLES[label]]
        elif self._in_brackets:
            self._outside = lex.ROLES[label]
            self._label_used = False
        return True

    # --- after `Theo`, after a slash, in brackets --------------------------------------------------------------

    def _credited(self, piece: str) -> bool:
        """A piece after `Theo` or `Nguồn`: an outlet, or a person of one (`Theo Lê An/VnExpress`)."""
        if self._in_brackets and self._separator in (",", "&", "/") and self._role_alone(piece):
            return True  # `(theo Kyodo, dịch)`
        piece = _PUBLISHED_IN.sub("", _KIND_OF_OUTLET.sub("", piece) if piece[0].islower() else piece, count=1)
        name, colon, address = piece.partition(":")
        if colon and is_domain(address.strip()):  # `Nguồn SGGP: http://sggp.org.vn/…`
            outlet = self._outlet(name)
            return (
                self._add_source(name, outlet, "source-word") if outlet else self._unknown_outlet(name, "source-word")
            )
        if (outlet := self._outlet(piece)) is not None:
            return self._add_source(piece, outlet, "source-word")
        if self._agency and self._place(piece, "bureau"):
            return True
        self._agency = False
        if fold(piece) in lex.SUPPLIERS or _VAGUE_SOURCE.fullmatch(piece):
            self.rules.append("vague-source")
            return True
        piece = _COMPILED.sub("", piece)
        whole = piece
        if has_vietnamese_letters(piece) and not is_vietnamese_person(piece):
            whole = self._with_second_half(piece)
        if whole != piece and affiliation_class(piece) == "institution":  # `Ban Tuyên giáo - Nữ công`
            return self._unknown_outlet(whole, "source-word")
        if self._bureau(whole) or self._collective(whole):
            return True
        piece = whole
        words = self._without_titles(piece.split())
        if not words:
            return False
        if 2 < len(words) <= LONG_PHRASE and self._person_and_outlet(words):
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
        if lex.NO_SOURCE.match(piece.lower()) or affiliation_class(piece) == "job":  # `Theo Luật Đất đai`
            return False
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

    def _bracketed(self, piece: str) -> bool:
        """A piece in brackets."""
        if self._role_alone(piece):
            return True
        if _AGE.match(piece):  # a reader's, but `N.V.A (34 tuổi)` is somebody written about
            self.uncertain |= bool(self.people) and self.people[-1].kind == "pen_name"
            return True
        if _ISSUE.fullmatch(piece):
            self.rules.append("issue")
            self._rest("")
            return True
        if not any(map(str.isalnum, piece)):  # `(*)`, the mark of a footnote
            self.rules.append("decoration")
            return True
        if piece[0].isdigit():  # `(12 bàn)`: somebody who scored
            self.uncertain = True
            return True
        if self._crediting_media():  # `(ảnh: X)` after a name: X took the pictures. Alone it is a caption's credit
            if self.people and fold(piece) not in lex.SUPPLIERS and is_name(piece):
                self._person(piece)
            else:
                self.rules.append("picture-supplier")
            return True
        preposition, _, place = _SENT.sub("", piece).partition(" ")
        if preposition.lower() in ("từ", "tại"):
            return self._address(place)
        opening = affiliation_class(piece) if self.people else None
        if self._is_address(piece) or (opening is None and self._ends_with_place()):
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
        words, roles, others = without_role(piece.split())
        if roles and not others and is_name(" ".join(words)):  # `Lê An (Minh Hà ghi)`
            return self._role_inside(" ".join(words), roles, "")
        if piece[0].isupper() and not is_vietnamese_person(piece) and self._unknown_outlet(piece, "outlet-in-brackets"):
            return True
        self.uncertain = True
        self.rules.append("bracket-ignored")
        return True
