"""Which of the texts after a picture is its caption."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice, pairwise

from crawler.items import Block, Image
from crawler.layouts.frame import told_by
from crawler.layouts.page import Element, element_text, short_text, squeeze
from crawler.vietnamese.text import equal_folded, fold

_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$")
_CREDIT = re.compile(r"(?:^|[\s(.–-])(?:ảnh|nguồn|photo)\s*(?:minh h[oọ]ạ?a?)?\s*[:：]", re.I)
_ONLY_CREDIT = re.compile(r"^\W*(?:nguồn\s+)?(?:ảnh|photo)(?:\s+minh h[oọ]ạ?a?)?\s*[:：][^.!?]{1,80}[.)\s]*$", re.I)
_CREDIT_AT_END = re.compile(
    r"(?<=[\s(.–-])(?:ảnh|photo)(?: minh h[oọ]ạ?a?| tư liệu)?\s*[:：][^.:!?\n]{1,60}[.)\s]*$", re.I
)
_OF_BYLINE = re.compile(r"(?:[,&/+]|(?<!\w)(?:và|bài|tin|clip|video))$", re.I)
"""What stands before `ảnh:` in a byline: `Bài, ảnh: …`."""
_LEAST_BEFORE_CREDIT, _LONGEST_CREDIT = 20, 90
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
"""The site's own address in a caption's place says nothing of the picture."""
_names_picture = told_by(r"(?<![a-z])(?:pic(?:ture)?|photo|image|img|anh|hinh(?:-?anh)?)(?![a-z])", re.I)
"""Whether a class is one of a picture's box."""
_PRINT_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px)")
_POINTS_OF_PIXEL = 0.75
_NEAR = 2
"""Paragraphs on either side whose print is looked at."""
_LONGEST_BESIDE = 200
_MOST_BESIDE = 8
"""Elements in the box of one picture and its caption; the box of a whole text takes its time to look through."""
_LEAST_IN_HEADING = 40
_SEVERAL = 2
_NEXT_SENTENCE = re.compile(r"[.!?…]\s+\S")


@dataclass
class Piece:
    """A block of the body with what only its reading needs to know about it."""

    block: Block
    links: list[tuple[str, str]] = field(default_factory=list)
    """(address, text) of each link in it."""
    caption_class: bool = False
    """Whether its markup says that it is a caption."""
    container: Element | None = None
    """The nearest block element around it."""
    table: Element | None = None
    """The nearest table of the body around it; a table around the whole body is none."""
    centred_picture: bool = False
    """For a picture: whether it stands in a `center` or centred element."""
    alt: str = ""
    """For a picture: what it says in its place."""
    runs_on: bool = False
    """For a picture: whether text stands before it in its own paragraph."""
    after_break: bool = False
    """For a text: whether a line break comes before it in its own paragraph."""
    quoted: bool = False
    """For a text: whether it stands in a quotation set apart from the text."""
    announced: bool = False
    """For a text: whether it leads to where a picture of the body leads, as a box that announces another article does."""


CaptionRule = Callable[[Piece, Piece], bool]
"""Says whether the second piece, a text right after the first, a picture, is that picture's caption."""


def centred_or_italic_line(picture: Piece, line: Piece) -> bool:
    """The centred or wholly italic line right under a picture is its caption. Right-aligned lines are sign-offs."""
    block = line.block
    if block.kind != "p" or block.align == "right" or len(block.text) > 400:
        return False
    if block.emphasis == "bold" and block.text.isupper() and not _CREDIT.search(block.text):
        return False  # a centred sub-heading
    return _ONLY_CREDIT.match(block.text) is not None or block.align == "center" or block.emphasis == "italic"


def small_line(picture: Piece, line: Piece) -> bool:
    """A line in small print, or in a heading of the lowest kinds, right under a picture is its caption.

    Of print that is only smaller than the paragraphs' beside it a line that ends like no sentence.
    """
    box = line.container
    if box is None or len(line.block.text) > 400 or _same_box(picture, line):
        return False
    if box.tag in ("h5", "h6") or any(element_text(e) == element_text(box) for e in box.iter("small")):
        return True
    if _SENTENCE_END.search(line.block.text) or (size := _print_size(box)) is None:
        return False
    tag = str(box.tag)
    beside = [*islice(box.itersiblings(tag), _NEAR), *islice(box.itersiblings(tag, preceding=True), _NEAR)]
    others = [other for e in beside if element_text(e) and (other := _print_size(e)) is not None]
    return bool(others) and size < min(others)


def credited_line(picture: Piece, line: Piece) -> bool:
    """A line right under a picture that ends with the picture's credit is its caption: `… phát biểu. Ảnh: Lê An`."""
    text = line.block.text
    if line.block.kind != "p" or len(text) > 400 or not (credit := _CREDIT_AT_END.search(text)):
        return False
    said = text[: credit.start()].rstrip(" (.–-")
    return len(said) >= _LEAST_BEFORE_CREDIT and _OF_BYLINE.search(said) is None


def _print_size(box: Element) -> float | None:
    """The size of print, in points, that the markup of a paragraph's first words states."""
    stated = None
    element: Element | None = box
    while element is not None and isinstance(element.tag, str):
        if found := _PRINT_SIZE.search(element.get("style") or ""):
            stated = float(found[1]) * (_POINTS_OF_PIXEL if found[2] == "px" else 1)
        if squeeze(element.text):
            break
        element = next(iter(element), None)
    return stated


def _same_box(picture: Piece, line: Piece) -> bool:
    return picture.container is line.container


def line_beside_picture(picture: Piece, line: Piece) -> bool:
    """The line under a picture in its own paragraph, or alone with it in one box or table cell, is its caption."""
    own, block = picture.container, line.block
    if own is None or line.container is None or block.kind not in ("p", "li") or len(block.text) > 300:
        return False
    if block.emphasis == "bold":
        return False
    if own is line.container and _is_beside_alone(own, block.text):
        return True
    if own is line.container:
        if own.tag == "td" and line.table is not None:
            return True
        return own.tag in ("center", "figure") or (
            own.tag in ("p", "div", "td") and line.after_break and not picture.runs_on
        )
    box = line.container.getparent()
    return (
        box is not None
        and box in (own, own.getparent())
        and box.tag == ("li" if block.kind == "li" else "div")
        and next(islice(box, _MOST_BESIDE, None), None) is None
        and bool(short_text(box, len(block.text) + 10))
    )


def _is_beside_alone(box: Element, text: str) -> bool:
    """Whether a text is all of a picture's box: one that is called so, or has it in an element with a class of its own."""
    if box.tag != "div" or len(text) > _LONGEST_BESIDE or short_text(box, len(text)) != text:
        return False
    if sum(1 for _ in box.iter("img")) != 1:
        return False
    return _names_picture(box.get("class") or "") or any(
        e.get("class") and element_text(e) == text for e in box.iter("span", "em", "i", "small", "label")
    )


def cell_under_picture(picture: Piece, line: Piece) -> bool:
    """In a table that only frames pictures, a short text after a picture is its caption."""
    table, box = picture.table, line.container
    if table is None or table is not line.table or len(line.block.text) > 400 or box is None:
        return False
    cell = next((e for e in (box, *box.iterancestors()) if e.tag == "td" or e is table), table)
    if cell is not table and not short_text(cell, 400):
        return False  # a cell with running text
    pictures = sum(1 for _ in table.iter("img"))
    return len(element_text(table)) <= 400 * max(1, pictures)


def plain_line_after_centre(picture: Piece, line: Piece) -> bool:
    """A short line right after a picture in a `center`, unless it reads like a paragraph.

    Such a caption has no bold, and a credit in it, or no full stop at its end, or it is one short sentence.
    """
    block = line.block
    if not picture.centred_picture or block.kind != "p" or block.emphasis == "bold" or block.align == "right":
        return False
    text = block.text
    if len(text) <= 300 and _CREDIT.search(text):
        return True
    if text.startswith(("“", '"', "-", "–", "‘")):
        return False  # somebody speaks
    return (len(text) <= 220 and not _SENTENCE_END.search(text)) or (
        len(text) <= 100 and not _NEXT_SENTENCE.search(text)
    )


def unfinished_line(picture: Piece, line: Piece) -> bool:
    """A plain line under a picture that ends like no sentence; where all pictures have one, they are captions."""
    block = line.block
    return (
        block.kind == "p"
        and not block.emphasis
        and block.align != "right"
        and len(block.text) <= _LONGEST_BESIDE
        and not _SENTENCE_END.search(block.text)
        and not block.text.startswith(("“", '"', "-", "–", "‘"))
    )


def _few_are_credited(pieces: list[Piece]) -> bool:
    """Whether the lines that end with a picture's credit leave most of the text; else they are the text of a photo story."""
    if not any(one.block.kind == "figure" and _is_credited(other) for one, other in pairwise(pieces)):
        return False
    texts = [piece for piece in pieces if piece.block.kind != "figure"]
    return 2 * sum(map(_is_credited, texts)) < len(texts)


def _is_credited(line: Piece) -> bool:
    end = line.block.text[-_LONGEST_CREDIT:]
    return ":" in end and _CREDIT_AT_END.search(end) is not None


def _under_every_picture(pieces: list[Piece]) -> bool:
    """Whether such a line follows each of several pictures."""
    after = [
        (one, other) for one, other in pairwise(pieces) if one.block.kind == "figure" and other.block.kind != "figure"
    ]
    return len(after) >= _SEVERAL and all(
        unfinished_line(picture, line) and not line.block.text.endswith(":") for picture, line in after
    )


STANDARD_CAPTIONS: tuple[CaptionRule, ...] = (
    line_beside_picture,
    cell_under_picture,
    centred_or_italic_line,
    small_line,
)
CENTRED_CAPTIONS: tuple[CaptionRule, ...] = (*STANDARD_CAPTIONS, plain_line_after_centre)


def name_captions(pieces: list[Piece], images: list[Image], rules: tuple[CaptionRule, ...]) -> list[Piece]:
    """Give each picture its caption; returns the pieces without the captions.

    A text that its markup calls a caption and that no picture is left for (a second copy, a player's) is no body text.
    """
    pieces = _under_pictures(pieces)
    if _under_every_picture(pieces):
        rules = (*rules, unfinished_line)
    if _few_are_credited(pieces):
        rules = (*rules, credited_line)
    kept: list[Piece] = []
    row: list[Piece] = []
    captions: list[Piece] = []
    last = pieces[-1] if pieces else None
    for piece in [*pieces, None]:
        if piece is not None and row and not captions and piece.block.kind == "figure":
            row.append(piece)
        elif piece is not None and row and _belongs(row, piece, captions, rules, at_end=piece is last):
            captions.append(piece)
        else:
            _pair(row, captions, images)
            kept += row
            row, captions = [], []
            if piece is None:
                break
            if piece.block.kind == "figure":
                row = [piece]
            elif not piece.caption_class:
                kept.append(piece)
    named = {fold(image.caption) for image in images if image.caption}
    return [piece for piece in kept if not (_looks_like_caption(piece) and fold(piece.block.text) in named)]


def _under_pictures(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with what stands over a picture in a table that holds nothing else behind the picture: its caption."""
    over = [
        at
        for at, (line, picture) in enumerate(pairwise(pieces))
        if picture.table is not None
        and line.table is picture.table
        and picture.block.kind == "figure" != line.block.kind
        and short_text(picture.table, _LONGEST_BESIDE) == line.block.text
        and sum(1 for _ in picture.table.iter("img")) == 1
    ]
    for at in over:
        pieces[at : at + 2] = pieces[at + 1], pieces[at]
    return pieces


def _looks_like_caption(piece: Piece) -> bool:
    """Whether a text is set as captions are; under a picture that is shown once more it repeats one."""
    return piece.block.kind == "p" and (piece.block.emphasis == "italic" or piece.block.align == "center")


def _belongs(
    row: list[Piece], line: Piece, before: list[Piece], rules: tuple[CaptionRule, ...], *, at_end: bool
) -> bool:
    """Whether a text after a row of pictures (and after `before`, captions found so far) is a caption too."""
    if line.block.kind == "figure":
        return False
    if line.caption_class:
        return all(piece.caption_class for piece in before)
    if line.block.text.endswith(":"):  # of a recipe beside its pictures: `Bước 1:`
        return False
    if not before and _repeats_alt(row[-1], line):
        return True
    if before and equal_folded(line.block.text, before[-1].block.text):
        return True  # the same caption once more
    if before and _ONLY_CREDIT.match(line.block.text):
        return not (at_end and line.block.align == "right")  # there it is the byline's
    if len(before) == 1 and _goes_on(before[0].block, line.block):
        return True
    if before and not (len(before) < len(row) and cell_under_picture(row[-1], line)):
        return False
    return any(rule(row[-1], line) for rule in rules)


def _goes_on(caption: Block, line: Block) -> bool:
    """Whether a line set like a caption before it goes on with its sentence: one caption in two paragraphs."""
    alike = line.kind == "p" and (line.emphasis, line.align) == (caption.emphasis, caption.align)
    centred, italic = caption.align == "center", caption.emphasis == "italic"
    goes_on = (centred and italic) or (line.text[:1].islower() and (centred or italic))
    return alike and goes_on and not _SENTENCE_END.search(caption.text) and len(line.text) <= _LONGEST_BESIDE


def _repeats_alt(picture: Piece, line: Piece) -> bool:
    """Whether a text says what would stand in the picture's place; a short heading may be what the picture is under."""
    least = 1 if line.block.kind in ("p", "li") else _LEAST_IN_HEADING
    return len(picture.alt) >= least and equal_folded(picture.alt, line.block.text)


def _pair(row: list[Piece], captions: list[Piece], images: list[Image]) -> None:
    """As many captions as pictures: one each. Otherwise all of them stand under the last picture of the row."""
    if not captions:
        return
    if len(captions) == len(row):
        pairs = [(picture, [caption]) for picture, caption in zip(row, captions, strict=True)]
    else:
        pairs = [(row[-1], captions)]
    for picture, lines in pairs:
        if (index := picture.block.image) is not None:
            texts = dict.fromkeys(squeeze(line.block.text) for line in lines)
            images[index].caption = " ".join(text for text in texts if not _ADDRESS.fullmatch(text)) or None
