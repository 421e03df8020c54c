"""Reads dateline, authors and sources, and takes the lines that state them out of the lead and the body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.items import Author, Block, BylineClue, Draft, Source
from crawler.vietnamese.bylines import (
    Byline,
    cut_glued_signoff,
    heads_notes,
    heads_signoff,
    institution_of,
    is_domain,
    is_place,
    is_system_account,
    is_vietnamese_person,
    parse_byline,
    points_elsewhere,
    split_dateline,
    split_signoff,
    understood,
)
from crawler.vietnamese.text import fold, one_line, without_diacritics

T = TypeVar("T", bound=Draft)

_THEO = re.compile(r"^\W*theo\s+", re.I)
_LINK = re.compile(r'<a href="([^"]+)"')
_LINKED = re.compile(r'<a href="([^"]+)"[^>]*>(.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]+>")
_ADDRESS = re.compile(r"https?://\S+")
_SOURCE_LABEL = re.compile(r"\W*(?:theo|nguồn|nguồn tin|link gốc|bài gốc|xem bài gốc|link bài gốc)\s*:\s*", re.I)
_LEAST_IN_HEADLINE = 6
"""Words; outlets' names have fewer."""
_RING_UP = re.compile(r"\b(?:liên hệ|hotline|đường dây nóng|tổng đài)\b.{0,100}\d[\d. ]{6,}", re.I | re.S)
"""An invitation to ring somebody up, under the sign-off."""
_FEW, _LONGEST_AFTER = 3, 250
_NUMBERED = re.compile(r"\W*\d")
_WRITTEN_BY = re.compile(
    r"bài viết (?:này )?(?:được )?(?:viết|thực hiện|biên soạn|biên dịch|dịch) bởi:? ([^.]{3,120}?)(?:\s+[-–]\s.{0,200})?\.?$",
    re.I,
)
"""`Bài viết được viết bởi ThS. Lê An - Khoa Mẫu, Bệnh viện Mẫu.`"""
_STUDY = re.compile(
    r"(?:đề tài|bài (?:báo|viết|nghiên cứu)|nghiên cứu)\b.{0,400}?\bdo (?:nhóm tác giả )?((?-i:[A-ZĐÀ-Ỹ]).{4,250}) thực hiện\W*",
    re.I | re.S,
)
"""`Đề tài … do ThS. Lê An - TS. Trần Bình (Trường Đại học Mẫu) thực hiện.`, how journals introduce a study."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LEAST_INITIALS = 2
_FULL_NAME = 3
_LONGEST_OPENING = 80
_WITH_OUTLET = frozenset({"known-outlet", "outlet-after-slash"})
_LINE = 160
"""Characters of a line at most that is set apart at the end without being understood."""


def read_byline(draft: Draft) -> None:
    """Fill `dateline`, `authors`, `sources`, `external_url`, `raw` and the warnings of a draft.

    The agency mark leaves the lead and the first paragraph, the sign-off leaves the body. Printed bylines count,
    wherever they stand; the names of accounts that a page prints only when there is no other, those of JSON-LD and metas
    only when nothing is printed.
    """
    opening = _take_opening(draft)
    _read_dateline(draft)
    original = _take_original(draft.blocks, draft.publication.domain)
    signed, links = _take_signoff(draft.blocks)
    original = original or _take_original(draft.blocks, draft.publication.domain)  # over the sign-off
    found = _Findings(draft.publication.name, draft.publication.domain)
    has_source_line = any(clue.origin == "source-line" for clue in draft.byline_clues)
    for clue in draft.byline_clues:
        if clue.origin == "printed":
            found.add_printed(clue, has_source_line=has_source_line)
    found.add_signoff(opening)
    found.add_signoff(signed)
    for line, url in links.items():
        found.add_link(line, url)
    for clue in draft.byline_clues:
        if clue.origin == "source-line":
            found.add_source_line(clue)
    if original:
        found.add_original(original)
    if not found.authors and (study := _STUDY.fullmatch(draft.summary or "")):
        found.add_study(_IN_BRACKETS.sub("", study[1]))
    metadata = [clue for clue in draft.byline_clues if clue.origin in ("poster", "json-ld", "meta")]
    if not found.authors and found.lines:  # `Phát: Lê An`: whoever metadata name too is who the line names
        metadata = [c for c in metadata if any(fold(c.text) in fold(line) for line in found.lines)]
    if not found.authors:
        # Beside a credited outlet a name that the page doesn't show is its system's word for whoever entered the text.
        found.add_metadata([c for c in metadata if c.origin == "poster"] if found.source_lines else metadata)
    draft.authors = list(found.authors.values())
    draft.sources = list(found.sources.values())
    draft.external_url = draft.external_url or found.external_url
    draft.raw.byline = "\n".join(found.lines) or None
    draft.raw.sources = "\n".join(found.source_lines) or None
    if not draft.authors:
        draft.warnings.append("no-byline")
    if found.uncertain:
        draft.warnings.append("byline-uncertain")


# --- dateline -------------------------------------------------------------------------------------------------


def _read_dateline(draft: Draft) -> None:
    own = {"publication": draft.publication.name, "domain": draft.publication.domain}
    if draft.summary:
        mark, rest = split_dateline(draft.summary, **own)
        if mark and rest and _agrees(draft, mark):
            draft.summary = rest
    first = next((block for block in draft.blocks if block.kind != "figure"), None)
    if first is not None and first.kind == "p":
        mark, rest = split_dateline(first.text, **own)
        if mark and rest and _agrees(draft, mark):
            first.html = _without_first(first.html, first.text[: len(first.text) - len(rest)])
            first.text = rest


def _agrees(draft: Draft, mark: str) -> bool:
    """Keep the first mark; say whether this one is the same."""
    draft.dateline = draft.dateline or mark
    return fold(draft.dateline) == fold(mark)


# --- the sign-off in the body ---------------------------------------------------------------------------------


@dataclass(eq=False)
class _Line:
    """One line of a text block."""

    block: Block
    number: int
    text: str


def _take_opening(draft: Draft) -> list[str]:
    """Take a byline out that stands before the first paragraph of the body.

    It is right-aligned (`Lê An/Người Việt`), or set apart and says what its author did (`Truyện ngắn của Lê An`), or
    bold with a known outlet or one after a slash (`Lê An - VOV`), or nothing but a full name, bold or in italic capitals,
    that neither headline nor text has: theirs would be somebody written about.
    """
    texts = list(islice(((at, block) for at, block in enumerate(draft.blocks) if block.kind != "figure"), 2))
    if len(texts) < 2 or texts[1][1].align == "right":
        return []
    at, block = texts[0]
    if (written := _WRITTEN_BY.match(block.text)) and understood(name := written[1].strip(" .")).authors:
        del draft.blocks[at]
        return [name]
    if len(block.text) > _LONGEST_OPENING or not (block.emphasis or block.align) or block.kind != "p":
        return []
    byline = understood(block.text)
    if not byline.authors or "unusual-name" in byline.rules:
        return []
    with_outlet = block.emphasis == "bold" and bool(byline.sources) and not _WITH_OUTLET.isdisjoint(byline.rules)
    if (
        block.align != "right"
        and "role-label" not in byline.rules
        and not with_outlet
        and not _is_only_name(block, draft)
    ):
        return []
    del draft.blocks[at]
    return [block.text]


def _is_only_name(block: Block, draft: Draft) -> bool:
    name = fold(block.text)
    return (
        block.kind == "p"
        and (block.emphasis == "bold" or (block.emphasis == "italic" and block.text.isupper()))
        and len(block.text.split()) >= _FULL_NAME
        and is_vietnamese_person(block.text)
        and not any(name in fold(text) for text in (draft.title, *(b.text for b in draft.blocks if b is not block)))
    )


def _take_signoff(blocks: list[Block]) -> tuple[list[str], dict[str, str]]:
    """Take the sign-off out of the body, with the links and invitations after it.

    Returns its lines, in order, and what those that hold a link lead to.
    """
    texts = [block for block in blocks if block.text and block.kind not in ("figure", "table")]
    lines = [_Line(block, i, text) for block in texts for i, text in enumerate(block.text.split("\n"))]
    labels = split_signoff([line.text for line in lines], [_is_set_apart(line) for line in lines])
    signed = [
        line
        for line, label in zip(lines, labels, strict=True)
        if (label == "signoff" and not _is_caption(line, blocks)) or _is_foreign_body(line, lines)
    ] or _set_to_the_right(lines)
    links = {line.text: unescape(link[1]) for line in signed if (link := _LINK.search(line.block.html))}
    after = lines[lines.index(signed[-1]) + 1 :] if signed else []
    _remove([*signed, *_beside_signoff(signed, after)], blocks)
    while blocks and blocks[-1].text and not any(map(str.isalnum, blocks[-1].text)):  # `***` between body and sign-off
        del blocks[-1]
    printed = [line.text for line in signed]
    is_signed = any(understood(text).authors for text in printed)
    last = next((block for block in reversed(blocks) if block.text and block.kind != "table"), None)
    if last is None or last.kind not in ("p", "li", "blockquote"):
        return printed, links
    if is_signed and "(" not in last.text and "[" not in last.text:
        return printed, links
    rest, glued = cut_glued_signoff(last.text)
    is_agency = glued is not None and glued[0] in "([" and not understood(glued).authors  # all that stands over a name
    if glued and (is_agency or not is_signed):
        last.html = _only_first(last.html, rest)
        last.text = rest
        printed.insert(0, glued)
    return printed, links


def _beside_signoff(signed: list[_Line], after: list[_Line]) -> list[_Line]:
    """What stands after the sign-off and is not of the text: links, invitations; under a right-aligned one a few lines at all.

    Numbered notes and references stay.
    """
    few = (
        0 < len(after) <= _FEW
        and signed[-1].block.align == "right"
        and all(len(line.text) <= _LONGEST_AFTER and not _NUMBERED.match(line.text) for line in after)
        and not heads_notes(after[0].text, [line.text for line in after[1:]])
    )
    return [line for line in after if few or points_elsewhere(line.text) or _RING_UP.search(line.text)]


def _take_original(blocks: list[Block], domain: str) -> str | None:
    """Take the last lines out of the body that only lead to the original, and return its address.

    Such a line is a source label with a link to another site's page (`Nguồn: [its headline]`), or a bare address; the
    site's own address credits nobody.
    """
    original = None
    while (last := next((block for block in reversed(blocks) if block.text), None)) and (
        url := _leads_to(last, domain)
    ):
        original = original or (None if _is_own(url, domain) else url)
        blocks[:] = [block for block in blocks if block is not last]
    return original


def _leads_to(block: Block, domain: str) -> str | None:
    if block.kind in ("table", "figure") or "\n" in block.text:
        return None
    if _ADDRESS.fullmatch(block.text):
        return block.text
    if (label := _SOURCE_LABEL.match(block.text)) and (link := _LINKED.search(block.html)):
        url, text = unescape(link[1]), unescape(_TAG.sub("", link[2]))
        is_headline = len(text.split()) >= _LEAST_IN_HEADLINE and "known-outlet" not in understood(text).rules
        if is_headline and fold(text) == fold(block.text[label.end() :]) and not _is_own(url, domain):
            return url
    return None


def _is_own(url: str, domain: str) -> bool:
    """Whether an address is on a domain or a subdomain of it; one that is relative is."""
    host, own = (urlsplit(url).hostname or "").removeprefix("www."), domain.removeprefix("www.")
    return not host or (bool(own) and (host == own or host.endswith("." + own)))


def _is_set_apart(line: _Line) -> bool:
    return line.block.align == "right" or (line.block.emphasis != "" and len(line.text) <= 60)


def _is_caption(line: _Line, blocks: list[Block]) -> bool:
    """A centred line right under a picture."""
    at = next(i for i, block in enumerate(blocks) if block is line.block)
    return line.block.align == "center" and at > 0 and blocks[at - 1].kind == "figure"


def _is_foreign_body(line: _Line, lines: list[_Line]) -> bool:
    """A poster's account, or a short right-aligned line among the last three: no body, even if nobody can read it."""
    if len(line.text) > _LINE:
        return False
    if is_system_account(line.text):
        return True
    return (
        line.block.align == "right"
        and line in lines[-3:]
        and any(other.block.align != "right" for other in lines)
        and not line.text.rstrip().endswith((".", "!", "?", "…"))
    )


def _set_to_the_right(lines: list[_Line]) -> list[_Line]:
    """The only right-aligned line, if it names somebody and hardly anything follows: an office's address, a slogan."""
    aligned = [line for line in lines if line.block.align == "right"]
    if len(aligned) != 1 or aligned[0] not in lines[-1 - _FEW :] or len(aligned[0].text) > _LONGEST_OPENING:
        return []
    return aligned if understood(aligned[0].text).authors else []


def _remove(signed: list[_Line], blocks: list[Block]) -> None:
    """Remove lines from their blocks, and blocks that become empty from the body."""
    for block in {id(line.block): line.block for line in signed}.values():
        gone = {line.number for line in signed if line.block is block}
        kept = [text for i, text in enumerate(block.text.split("\n")) if i not in gone]
        if not kept:
            blocks[:] = [other for other in blocks if other is not block]
        elif gone == set(range(len(kept), len(kept) + len(gone))):
            block.text = "\n".join(kept)
            block.html = _only_first(block.html, block.text)
        elif gone == set(range(len(gone))):
            removed = "".join(line.text for line in signed if line.block is block)
            block.text = "\n".join(kept)
            block.html = _without_first(block.html, removed)


# --- what all the lines together say --------------------------------------------------------------------------


class _Findings:
    """Authors and sources of all the lines; a person named twice is one author with the roles of both."""

    def __init__(self, publication: str, domain: str) -> None:
        self.authors: dict[str, Author] = {}
        self.sources: dict[str, Source] = {}
        self.external_url: str | None = None
        self.lines: list[str] = []
        self.source_lines: list[str] = []
        self.uncertain = False
        self._publication = publication
        self._domain = domain.removeprefix("www.")

    def add_printed(self, clue: BylineClue, *, has_source_line: bool) -> None:
        """A byline outside the body. `Theo Mộng Thu` is a person's where the page has a line for sources as well."""
        text = clue.text.strip()
        if not text or is_system_account(text) or text in self.lines:
            return
        byline = parse_byline(text)
        if has_source_line and "name-after-source-word" in byline.rules:
            byline = parse_byline(_THEO.sub("", text))
        if byline.sources and not byline.authors:
            self.add_source_line(clue)
            return
        self._add(byline)
        if not byline and (body := institution_of(text)):
            self._add_institution(body)
        self.lines.append(text)

    def add_signoff(self, lines: list[str]) -> None:
        """The lines of the sign-off: read together, and one by one if they make no sense together."""
        lines = [line for line in lines if not is_system_account(line) and not heads_signoff(line)]
        own = [line for line in lines if self._is_own_name(understood(line))]
        self.lines += [line for line in own if line not in self.lines]
        lines = [line for line in lines if line not in own]
        if not lines:
            return
        whole = parse_byline("\n".join(lines))
        for byline in [whole] if whole else map(parse_byline, lines):
            self._add(byline)
        if not whole and not self.authors and (body := next(filter(None, map(institution_of, lines)), None)):
            self._add_institution(body)
        for line in lines:
            byline = understood(line) if len(lines) > 1 else whole
            credits_only = bool(byline.sources) and not byline.authors
            target = self.source_lines if credits_only else self.lines
            if line not in target:
                target.append(line)

    def _add_institution(self, name: str) -> None:
        self.authors[name.casefold()] = Author(name, kind="organisation")
        self.uncertain = False

    def add_original(self, url: str) -> None:
        """The original's address under the text: that of the one outlet credited, else it credits its site."""
        credited = list(self.sources.values())
        if len(credited) == 1 and credited[0].url is None:
            credited[0].url = url
            self.external_url = self.external_url or url
        elif not credited:
            self.add_source_line(BylineClue(url, "source-line", url))

    def add_link(self, line: str, url: str) -> None:
        """What a line of the sign-off links to, if it credits one outlet."""
        byline = parse_byline(line)
        if len(byline.sources) != 1 or not url.startswith(("http://", "https://")):
            return
        source = self.sources.get(fold(byline.sources[0].name))
        if source:
            source.url = source.url or url
        if self.external_url is None and self._is_article_elsewhere(url):
            self.external_url = url

    def add_source_line(self, clue: BylineClue) -> None:
        """A line that credits an outlet, with the address it links to."""
        text = one_line(clue.text)
        url = clue.url or (text if text.startswith(("http://", "https://")) else None)
        if text == url and _is_own(text, self._domain):
            return
        credit = urlsplit(text).hostname or "" if text == url else text
        byline = parse_byline(credit)
        if not byline.sources and not is_place(credit):
            byline = parse_byline(f"Nguồn: {credit}")
        if not byline.sources or is_system_account(credit):
            return
        named = [fold(source.name) for source in byline.sources]
        byline.uncertain &= bool(byline.authors)  # the place of the line says what it is
        self._add(byline)
        if text != url and text not in self.source_lines:
            self.source_lines.append(text)
        if byline.authors and text not in self.lines:
            self.lines.append(text)
        if url and len(named) == 1:
            source = self.sources[named[0]]
            source.url = source.url or url
        if url and self.external_url is None and self._is_article_elsewhere(url):
            self.external_url = url

    def add_study(self, names: str) -> None:
        """Who wrote a study, by the lead that introduces it."""
        byline = parse_byline(names)
        if byline.authors and not (byline.uncertain or byline.sources):
            self._add(byline)
            self.lines.append(one_line(names))

    def add_metadata(self, clues: Iterable[BylineClue]) -> None:
        """Authors of JSON-LD or metas, where they are people and not the outlet or one of its accounts.

        Templates put the names of sections and campaigns there too, which few begin like a name. Another outlet that is
        shown as the poster is credited.
        """
        for clue in clues:
            byline = parse_byline(clue.text)
            if clue.origin == "poster" and not self.sources and self._is_other_outlet(byline):
                self._add(byline)
                self.source_lines.append(clue.text)
            people = [a for a in byline.authors if a.kind == "person" and not self._is_publication(a.name)]
            sure = not byline.uncertain and "unusual-name" not in byline.rules
            if people and sure and not is_system_account(clue.text):
                self._add(Byline(people))
                self.lines = list(dict.fromkeys([*self.lines, clue.text]))

    def _add(self, byline: Byline) -> None:
        self.uncertain |= byline.uncertain or not byline
        for author in byline.authors:
            if any(_says_less(author.name, name.name) for name in self.authors.values()):
                continue  # `M.H` under an article of Minh Hải
            for key in [key for key, name in self.authors.items() if _is_last_part(name.name, author.name)]:
                del self.authors[key]
            known = self.authors.setdefault(author.name.casefold(), author)
            if known is not author:
                known.roles = [*known.roles, *(role for role in author.roles if role not in known.roles)]
                known.honorific = known.honorific or author.honorific
                known.affiliation = known.affiliation or author.affiliation
        for source, printed in zip(byline.sources, byline.printed_sources, strict=True):
            known_source = self.sources.setdefault(fold(source.name), source)
            if known_source is source:
                source.name = _credited_name(source.name, printed)

    def _is_publication(self, name: str) -> bool:
        key = fold(name)
        names = (fold(self._publication), fold(self._domain), fold(self._domain.partition(".")[0]))
        plain = fold(without_diacritics(name))  # `Nghề Xưa` of baonghexua.vn
        label = self._domain.partition(".")[0].replace("-", "")
        labels = {label, label.removeprefix("bao"), label.removeprefix("tapchi")}
        return plain in labels or any(own and (key in own or own in key) for own in names)

    def _is_own_name(self, byline: Byline) -> bool:
        """Whether a line is the outlet's own name, by which a newsroom signs without crediting anybody."""
        names = [source.name for source in byline.sources]
        credited = "source-word" in byline.rules or bool(byline.authors)
        return bool(names) and not credited and all(map(self._is_publication, names))

    def _is_other_outlet(self, byline: Byline) -> bool:
        """Whether a name is nothing but a known outlet's that is not this one: VOA prints `Reuters` for an author."""
        names = [source.name for source in byline.sources]
        known = "known-outlet" in byline.rules and not byline.authors
        return known and not any(map(self._is_publication, names))

    def _is_article_elsewhere(self, url: str) -> bool:
        """Whether an address is an article's, not a home page, and on another domain than this page's."""
        return not _is_own(url, self._domain) and len(urlsplit(url).path.strip("/")) > 1


def _is_last_part(short: str, name: str) -> bool:
    """Whether a name of two words or more is what a longer one ends with: `Minh Hải` of `Phan Minh Hải`."""
    return " " in short and name.casefold().endswith(f" {short.casefold()}")


def _says_less(short: str, name: str) -> bool:
    """Whether a name says less than another that is known.

    It is nothing but the initials of the other's words, of all or of the last ones, or what the other ends with, or it
    lacks the other's diacritics.
    """
    if _is_last_part(short, name) or (
        short.isascii() and short.casefold() == without_diacritics(name).casefold() != name.casefold()
    ):
        return True
    letters = short.replace(".", "").replace(" ", "")
    initials = "".join(word[0] for word in name.split()).upper()
    if len(letters) < _LEAST_INITIALS or not letters.isupper():
        return False
    return initials.endswith(letters) if "." in short else len(letters) >= _FULL_NAME and initials == letters


def _credited_name(canonical: str, printed: str) -> str:
    """An outlet credited by a web address keeps the address, which says more than its name: which site of a house.

    So does `Vietnam+`, whose plus is its name. Any other spelling becomes the canonical one.
    """
    if is_domain(printed):
        return printed.casefold().removeprefix("www.")
    return printed if printed.endswith("+") else canonical


# --- editing inline HTML --------------------------------------------------------------------------------------

_TOKEN = re.compile(r"<[^>]*>|&[#\w]{1,32};|.", re.S)
_EMPTY = re.compile(r"<(a|strong|em|b|i|u|span)(?:\s[^>]*)?>\s*</\1>")
_BREAK = r"(?:\s|<br\s*/?>)*"
_EDGES = re.compile(rf"^{_BREAK}((?:<(?:a|strong|em|b|i|u|span)(?:\s[^>]*)?>)*){_BREAK}|{_BREAK}((?:</\w+>)*){_BREAK}$")


def _solid(text: str) -> int:
    """How many letters and marks a text has; spaces, combining and invisible characters aside."""
    return sum(not (c.isspace() or unicodedata.combining(c) or unicodedata.category(c) == "Cf") for c in text)


def _without_first(html: str, text: str) -> str:
    """Inline HTML without the text it begins with."""
    return _tidy("".join(token for token, position in _placed(html) if position is None or position > _solid(text)))


def _only_first(html: str, text: str) -> str:
    """Inline HTML up to the end of the text it begins with."""
    return _tidy("".join(token for token, position in _placed(html) if position is None or position <= _solid(text)))


def _placed(html: str) -> Iterator[tuple[str, int | None]]:
    """Each tag with None, each character with the number of solid characters up to it."""
    count = 0
    for token in _TOKEN.findall(html):
        if token.startswith("<") and len(token) > 1:
            yield token, None
            continue
        count += _solid(unescape(token))
        yield token, count


def _tidy(html: str) -> str:
    """Inline HTML without empty elements, and without spaces and breaks at its ends."""
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return _EDGES.sub(lambda found: found[1] or found[2] or "", html)


# --- the pipeline ---------------------------------------------------------------------------------------------


class BylinesPipeline:
    """`read_byline` as an item pipeline."""

    def process_item(self, item: T) -> T:
        """Read the byline of a draft; other items pass."""
        if isinstance(item, Draft):
            read_byline(item)
        return item
