"""Reads the body of an article: from any markup to blocks, pictures and attachments in reading order.

Newsrooms paste from Word, so a paragraph may be a `p`, a `div`, bare text, text between `br`s, a table cell or a
`center`. The reader therefore walks the tree once and cuts it where a reader sees a new paragraph begin, whatever the
tags are; only then does it ask what each block is: a caption, a related link, a heading or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from itertools import islice
from typing import Literal, NamedTuple, cast
from urllib.parse import urlsplit

from crawler.items import Attachment, Block, Image
from crawler.layouts.captions import STANDARD_CAPTIONS, CaptionRule, Piece, name_captions
from crawler.layouts.frame import told_by
from crawler.layouts.moments import says_only_when
from crawler.layouts.page import Element, Page, element_text, short_text, squeeze
from crawler.layouts.pointers import (
    LEAST_HEADLINE,
    is_row_of_tools,
    is_slug,
    leads_to_channel,
    looks_like_article,
    opens_box,
    titles_box,
    without_pointers,
)

Kind = Literal["p", "h2", "h3", "h4", "li", "blockquote", "pre", "table", "figure"]
Align = Literal["", "left", "right", "center"]
Attributes = Mapping[str, str]
"""What an element's tag states."""

_SKIPPED = frozenset(
    (
        "script style noscript template form input select textarea svg nav ins object map head link meta title "
        "amp-ad amp-embed amp-sidebar amp-social-share amp-analytics amp-pixel"
    ).split()
)
_BLOCKS = frozenset(
    (
        "p div section article center ul ol li dl dt dd blockquote figure figcaption table thead tbody tfoot tr td th "
        "h1 h2 h3 h4 h5 h6 header footer main aside address pre hr details summary fieldset caption"
    ).split()
)
_PICTURES = frozenset({"img", "amp-img", "amp-anim"})
_PLAYED = frozenset("video audio iframe embed amp-video amp-audio amp-iframe".split())
_MAY_CAPTION = frozenset({"figcaption", "caption", "figure"})
_NEVER_A_BOX = frozenset("p td tr tbody span img strong em b i a font button".split())
_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
_HEADINGS: dict[str, Kind] = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify)|(?<![\w-])float\s*:\s*(right)", re.I)
_ALIGN_CLASS = re.compile(r"(?:^|\s)(?:has-text-align-|text-?|align-?|rte)(left|right|center|justify)(?:\s|$)", re.I)
_BOLD_CLASS = re.compile(r"(?:^|\s)(?:(?:text|txt|font|fw|f|font-?weight)-?)?(?:semi)?bold(?:\s|$)", re.I)
_ITALIC_CLASS = re.compile(r"(?:^|\s)(?:(?:text|txt|font|fst|f|font-?style)-?)?italic(?:\s|$)", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_JUNK = re.compile(
    r"(?<![a-z])(?:related?|related-?(?:box|news|posts?|articles?)|tin-?lien-?quan|relationnews|list_news_relation\w*|news_relate\w*|box_relate\w*|link-?content-?footer|"
    r"list-?news-?in-?content|ads?|adv|advert\w*|adsbygoogle|adm-?(?:zone|slot)\w*|banner\w*|quang-?cao|qc|share|sharing|social|fb-like|fb-\w+|zalo-\w+|"
    r"addthis\w*|podcasts?|promo(?:tion)?|survey|quiz|sponsor(?:ed)?|disclaimer|(?:game-?)?predict|box-?app|project-?card|event-?box|(?:audio|tts)-?player|(?:entry|post|liveblog)-meta|products?(?:-(?:inline|box|item|card))?|comments?|binh-?luan|tags?|tag_detail|tagbox|poll|vote|binh-?chon|tham-?do|ratings?|(?:wp_?)?ulike\w*|subscribe|newsletter|breadcrumbs?|"
    r"inner-article|article-relate|bookmark-card|readmore|read-more|xem-?them|view-?more|hotline|lien-?he|print|tool_?bar|pagination|paging|"
    r"sapo_thumb\w*|share_detail|share_list|boxcauhoi)(?![a-z])|(?-i:(?<=[a-z])Related(?:News|Posts?|Articles?)(?![a-z]))",
    re.I,
)
_names_related = told_by(r"(?<![a-z])(?:related?|lien-?quan|xem-?them|read-?more)(?![a-z])", re.I)
"""Whether a class is one of links to other articles."""
_LEAST_BESIDE_LINK = 20
"""Letters besides links that make a paragraph with such a class one of the text."""
_LONGEST_CARD = 500
_for_screen_readers = told_by(
    r"(?:^|\s)(?:sr-only|visually-?hidden(?:-text)?|hide-accessible|off-?screen|screen-?reader(?:-text)?)(?:\s|$)", re.I
)
"""Whether a class is one of what only programs see that read a page aloud: `Image caption` before a caption."""
_names_embedded = told_by(r"twitter-tweet|instagram-media|tiktok-embed|fb-(?:post|video)|threads-post")
"""What somebody else wrote on a network, shown by a script."""
_names_moment = told_by(r"(?<![a-z])(?:time|date)(?:-?stamp)?(?![a-z])", re.I)
"""Whether a class is one of a moment; the entries of a live report have their own."""
_names_footer = told_by(r"(?<![a-z])footer(?![a-z])", re.I)
_IMPRINT = re.compile(r"bản quyền|giấy phép|chịu trách nhiệm|cơ quan chủ quản", re.I)
"""What the footer of a site says; articles have footers, too."""
_introduces_author = told_by(
    r"(?<![a-z])(?:about-?(?:the-?)?author|author-?(?:bio|box|card|description)|box-?(?:author|tac-?gia))(?![a-z])",
    re.I,
)
"""Whether a class or id is one of a box about the author; a byline's may be the same."""
_LEAST_INTRODUCTION = 80
_MOST_QUOTED = 0.8
"""The share of a body that is quoted at most."""
_ENCODED = re.compile(r"[A-Za-z0-9+/=_-]{80}")
_TRACKER = re.compile(
    r"(?:^data:|blank\.(?:gif|png)|spacer|pixel|/1x1|transparent|loading\.(?:gif|svg)|lazy\w*\.(?:gif|png|svg)|"
    r"/emoticons?/|/smil(?:ey|ie)s?/|/icons?[/_-]|icon[_-]|/emoji|/avatar|avatar[_.-]|logo[_./-]|/templates/themes/|user\.png|"
    r"/(?:print(?:er)?|e?mail|dot|bullet|arrow|star|rss|spacer|back|top|save|share)[\d_-]{0,3}\.(?:gif|png|svg|jpe?g)$)"
)
"""In an address in small letters."""
_COVER = re.compile(r"/avatar\d[^/]*$", re.I)
"""VCCorp's name for an article's picture that also stands in lists."""
_DOCUMENTS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".zip": "application/zip",
    ".rar": "application/vnd.rar",
}
_PLAYERS = re.compile(
    r"youtube\.com/embed/|youtube-nocookie\.com/embed/|player\.vimeo\.com|dailymotion\.com/embed|facebook\.com/plugins/video",
    re.I,
)
_STYLED_SIZE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)px", re.I)
names_caption = told_by(
    r"caption|chu[-_]?thich|(?<![a-z])(?:image|img|photo|picture|pic)[-_]?(?:desc?|note|title|text)(?![a-z])|"
    r"(?<![a-z])(?:media|image|img|photo|picture)[-_]{1,2}(?:description|copyright|credit)(?![a-z])|"
    r"(?<![a-z])(?:desc?|note|title|text)[-_]?(?:image|img|photo|picture|pic|anh)(?![a-z])|img-?alt|ck_legend|"
    r"(?:^|[\s_-])(?<!drop[_-])(?<!initial[_-])(?<!first[_-])cap(?=\s|$)",
    re.I,
)
"""Whether a class says that what it marks is a caption."""
_names_quotation = told_by(r"(?<![a-z])(?:block-?|box-?|pull-?)?(?:quotes?|quotation|trich-?dan)(?![a-z])", re.I)
"""Whether a class is one of a quotation set apart from the text."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+(?:;[\w .=+\"-]*)?")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp)(?:[?#]|$)", re.I)
_PICTURE_ATTRIBUTES = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-srcset-original",
    "data-url",
    "src",
)
_MARK_FIRST = re.compile(r"\s*\([^()]{2,30}\)\s*[-–—]*\s*")
"""An agency's mark before a lead, which some set apart from its bold: `(WGPSG) -- <b>Mỗi trưa …</b>`."""
_LINE_END = "\n\x00"
"""Stands for a line break in a block's text until its white space is put in order; no page has a NUL."""
_TITLE_OF_TABLE = re.compile(r"\W*(?:bảng|biểu)\s*(?:số\s*)?\d{1,2}\s*[:：.–-]\s*\S", re.I)
_UNIT_OF_TABLE = re.compile(r"\W*(?:đơn vị(?: tính)?|đvt)\s*[:：]\s*[^.:]{1,40}", re.I)
_SOURCE_OF_TABLE = re.compile(r"\W*nguồn(?: số liệu)?\s*[:：]\s*\S", re.I)
_LONGEST_OF_TABLE = 200
_LONGEST_MOMENT = 40
_ABOVE_TITLE = 6
"""The elements that a box may open with before its title."""
_MOST_BESIDE_OTHER = 150
"""Letters said of another article under its headline."""
_LONGEST_TITLE_OF_CONTENTS = 60
_LONGEST_IN_FIGURE = 400
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$")


@dataclass
class Body:
    """What the reader made of a body."""

    blocks: list[Block]
    images: list[Image]
    attachments: list[Attachment]


def _has_fields(box: Element) -> bool:
    """Whether a box has buttons or fields that a reader sees."""
    return any(field.get("type") != "hidden" for field in box.iter("button", "input", "select", "textarea"))


class Reader:
    """Walks the body's elements and gathers pieces; `read` then sorts them into an article's body."""

    def __init__(
        self,
        page: Page,
        *,
        captions: tuple[CaptionRule, ...] = STANDARD_CAPTIONS,
        keep: Iterable[Element] = (),
        drop: Iterable[Element] = (),
    ) -> None:
        self.page = page
        self.captions = captions
        self.keep = frozenset(keep)
        self.drop = frozenset(drop)
        self.pieces: list[Piece] = []
        self.images: list[Image] = []
        self.attachments: list[Attachment] = []
        self._pictured: set[str] = set()
        self._attached: set[str] = set()
        self._tags: list[str] = []
        self._text: list[str] = []
        self._html: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._around = ""
        """The address of the link that what is read stands in: some go around whole paragraphs."""
        self._filled = False
        self._bold = self._italic = True  # so far
        self._kind: Kind = "p"
        self._first_item = self._ordered = False
        self._breaks = 0
        self._after_break = self._quoted = False
        self._table: Element | None = None
        self._host = page.host
        self._announced: set[str] = set()
        self._containers: list[Element] = []

    def read(self, containers: Iterable[Element]) -> Body:
        """The body in these elements. Their own class and alignment say nothing; what stands in them does."""
        self._containers = list(containers)
        for container in self._containers:
            self._walk_inside(container, align="", caption=False, container=container)
            self._flush("", caption=False, container=container)
        for piece in self.pieces:
            piece.announced = any(url in self._announced for url, _ in piece.links)
        self.pieces = name_captions(_without_sources_of_tables(self.pieces), self.images, self.captions)
        self._leave_out_unknown_pictures()
        return Body([p.block for p in without_pointers(self.pieces, self._host)], self.images, self.attachments)

    def _leave_out_unknown_pictures(self) -> None:
        """A placeholder of a lazy loader without address is a picture only if it has a caption."""
        known = [i for i, image in enumerate(self.images) if image.url or image.caption]
        if len(known) == len(self.images):
            return
        number = {old: new for new, old in enumerate(known)}
        self.pieces = [p for p in self.pieces if p.block.kind != "figure" or p.block.image in number]
        for piece in self.pieces:
            if piece.block.image is not None:
                piece.block.image = number[piece.block.image]
        self.images = [self.images[i] for i in known]

    # --- walking ------------------------------------------------------------------------------------------

    def _skipped(self, element: Element, stated: Attributes) -> bool:
        if element in self.keep:
            return False
        if element in self.drop or element.tag in _SKIPPED:
            return True
        if not stated:
            return False
        if _hides(stated):
            return True
        if element.tag in _NEVER_A_BOX:
            classes = stated.get("class") if element.tag == "p" else None
            return bool(classes) and _names_related(classes or "") and _running_text(element) < _LEAST_BESIDE_LINK
        if stated.get("role") == "region" and _may_be_skipped(element):
            return True
        if element.tag in ("article", "table") and self._is_card(element):
            return True
        if self._asks(element) or self._lists_others(element):
            return True
        mark = f"{stated.get('class') or ''} {stated.get('id') or ''}"
        if mark == " ":
            return False
        if _names_embedded(mark) or (_names_footer(mark) and _IMPRINT.search(element_text(element))):
            return True
        if _names_moment(mark) and says_only_when(short_text(element, _LONGEST_MOMENT)):
            return True
        if element.tag == "blockquote" and next(element.iter("a"), None) is None:
            return False  # what readers wrote, quoted
        if not (sounds_like := _junk(mark)):
            return _introduces_author(mark) and len(element_text(element)) >= _LEAST_INTRODUCTION
        # A class that merely sounds like a box of links may hold running text; comments hold text of their own.
        # One that only speaks of advertising (`block_ads_connect`) may be on a gallery whose captions have links.
        return (
            sounds_like.startswith(("comment", "binh"))
            or _running_text(element) < 200
            or (
                not sounds_like.startswith("ad")
                and any(map(self._names_other, element.iter("a")))
                and not self._holds_body(element)
            )
        )

    def _asks(self, box: Element) -> bool:
        """Whether a small box without pictures has buttons or fields: a poll, a quiz, a form, a voice's controls."""
        return (
            box.tag in ("div", "section")
            and _has_fields(box)
            and next(box.iter("img", "table"), None) is None
            and len(short_text(box, _LONGEST_CARD)) > 0
            and not self._holds_body(box)
        )

    def _walk_inside(self, element: Element, *, align: str, caption: bool, container: Element) -> None:
        if element.text:
            self._add_text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child, align=align, caption=caption, container=container)
            if child.tail:
                self._add_text(child.tail)

    def _walk(self, element: Element, *, align: str, caption: bool, container: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break(align, caption=caption, container=container)
            return
        stated = dict(element.items())  # each question to the element takes as long as all of them
        if tag == "p" and "data-vid" not in stated:  # most of what a body holds
            if not self._skipped(element, stated):
                self._flush(align, caption=caption, container=container)
                self._block(element, stated, align, caption=caption)
        elif tag in _PICTURES:
            if not self._skipped(element, stated):
                self._picture(element, align, container, caption=caption)
        elif tag in _PLAYED:
            self._player(element)
            if tag == "embed":  # empty in HTML, but the parser takes what follows it for its content
                self._walk_inside(element, align=align, caption=caption, container=container)
        elif self._skipped(element, stated):
            if tag == "nav" and _is_table_of_contents(element):
                self._flush(align, caption=caption, container=container)
                self._leave_out_title_of(element)
        elif stated.get("data-vid"):
            self._flush(align, caption=caption, container=container)
            self._video_by_id(element)
            self._walk_inside(element, align=align, caption=True, container=element)
            self._flush(align, caption=True, container=element)
        elif tag == "button":
            # A button says nothing, but some viewers wrap each picture in one.
            for picture in element.iter("img"):
                self._picture(picture, align, container, caption=caption)
        elif tag == "table" and self._lists_files(element):
            self._flush(align, caption=caption, container=container)
        elif tag == "table" and is_data_table(element):
            self._flush(align, caption=caption, container=container)
            self._data_table(element)
        elif tag in _BLOCKS:
            self._flush(align, caption=caption, container=container)
            if tag not in ("ul", "ol") or not _is_table_of_contents(element):
                self._block(element, stated, align, caption=caption)
            else:
                self._leave_out_title_of(element)
        elif tag in _INLINE or tag in ("span", "font", "u"):
            self._inline(element, stated, align, caption=caption, container=container)
        else:
            self._walk_inside(element, align=align, caption=caption, container=container)

    def _leave_out_title_of(self, contents: Element) -> None:
        """A table of contents goes with the line that names it, if one stands right over it in its box."""
        title = self.pieces[-1] if self.pieces else None
        if title is None or title.container is None or len(title.block.text) > _LONGEST_TITLE_OF_CONTENTS:
            return
        boxes = {contents, *islice(contents.iterancestors(), 2)}
        if title.block.text[-1:] not in ".!?…" and any(
            box.getprevious() in (title.container, title.container.getparent()) for box in boxes
        ):
            self.pieces.pop()

    def _block(self, element: Element, stated: Attributes, align: str, *, caption: bool) -> None:
        tag = element.tag
        outer = self._kind, self._first_item, self._ordered, self._table, self._quoted
        if tag == "p":
            pass
        elif tag in _HEADINGS:
            self._kind = _HEADINGS[tag]
        elif tag == "li":
            parent = element.getparent()
            self._kind = "li"
            self._ordered = parent is not None and parent.tag == "ol"
            self._first_item = element.getprevious() is None
        elif tag in ("blockquote", "pre") and not self._holds_body(element):
            self._kind = cast(Kind, tag)
            self._quoted = self._quoted or tag == "blockquote"
        elif tag == "table":
            self._table = element
        elif tag == "figure":
            self._pictures_without_script(element, align)
        is_caption = caption or (tag in _MAY_CAPTION and (tag != "figure" or _only_frames_picture(element)))
        own = "center" if tag == "center" else align
        tags: tuple[str, ...] = ()
        if stated:
            classes = stated.get("class") or ""
            self._quoted = self._quoted or _names_quotation(classes)
            is_caption = (
                is_caption
                or names_caption(classes)
                or (tag in ("p", "td") and "Image" in classes and "Image" in classes.split())
            )
            style = _style(stated.get("style") or "")
            own = _alignment(str(tag), style, stated) or align
            tags = style.tags or (_tags_of_class(classes) if classes else ())
        if not tags and not self._tags and not len(element):  # nothing but text: most paragraphs
            if text := squeeze(element.text):
                self._add_block(text, escape(text, quote=False), own, caption=is_caption, container=element)
        else:
            self._open(tags)
            self._walk_inside(element, align=own, caption=is_caption, container=element)
            self._flush(own, caption=is_caption, container=element)
            self._close(tags)
        self._kind, self._first_item, self._ordered, self._table, self._quoted = outer

    @cached_property
    def _letters(self) -> int:
        """The length of all the text in the containers."""
        return sum(len(element_text(container)) for container in self._containers)

    def _holds_body(self, element: Element) -> bool:
        """Whether a quotation's element is only a box around the body, as forums have it."""
        return len(element_text(element)) > _MOST_QUOTED * self._letters

    def _pictures_without_script(self, figure: Element, align: str) -> None:
        """The pictures that a figure shows readers without scripts, where it has no others for a loader to fill in."""
        hidden = [picture for box in figure.iter("noscript") for picture in box.iter("img")]
        if hidden and len(hidden) == sum(1 for _ in figure.iter("img")):
            for picture in hidden:
                self._picture(picture, align, figure, caption=False)

    def _inline(self, element: Element, stated: Attributes, align: str, *, caption: bool, container: Element) -> None:
        tags = []
        if (name := _INLINE.get(str(element.tag))) and name != "a":
            tags.append(name)
        style = _style(stated.get("style") or "")
        classes = stated.get("class") or ""
        tags += style.tags or (_tags_of_class(classes) if classes else ())
        is_caption = caption or names_caption(classes)
        href = squeeze(stated.get("href")) if element.tag == "a" else ""
        around = self._around
        if href and not href.lower().startswith(("javascript:", "#", "mailto:", "tel:", "data:", "vbscript:")):
            address = self.page.absolute(href)
            if not self.page.base:
                self._links.append((address, element_text(element)))
            elif address.startswith(("http://", "https://")):
                tags.append(f'a href="{escape(address)}"')
                text = element_text(element)
                self._links.append((address, text))
                self._document(address, text)
            self._around = address
        own = _alignment(str(element.tag), style, stated) or align
        if is_caption and not caption:  # a block in all but its tag
            self._flush(align, caption=False, container=container)
        self._open(tags)
        self._walk_inside(element, align=own, caption=is_caption, container=container)
        if is_caption and not caption:
            self._flush(own, caption=True, container=container)
        self._around = around
        self._close(tags)

    # --- text ---------------------------------------------------------------------------------------------

    def _open(self, tags: Iterable[str]) -> None:
        for tag in tags:
            self._tags.append(tag)
            self._html.append(f"<{tag}>")

    def _close(self, tags: Iterable[str]) -> None:
        for _ in tags:
            self._html.append(f"</{self._tags.pop().split(' ', 1)[0]}>")

    def _add_text(self, text: str) -> None:
        if text.isspace():
            if self._html:  # else it only stands between blocks
                self._text.append(text)
                self._html.append(text)
            return
        self._text.append(text)
        self._html.append(escape(text, quote=False))
        self._breaks = 0
        self._filled = True
        self._bold = self._bold and (
            "strong" in self._tags or (len(self._text) == 1 and bool(_MARK_FIRST.fullmatch(text)))
        )
        self._italic = self._italic and "em" in self._tags

    def _break(self, align: str, *, caption: bool, container: Element) -> None:
        self._breaks += 1
        line = squeeze("".join(self._text).rpartition(_LINE_END)[2])
        loose = container.tag not in ("p", "li", "blockquote", "td", "figcaption", *_HEADINGS)
        if self._breaks >= 2 or loose or (len(line) >= 60 and _SENTENCE_END.search(line)) or align == "right":
            self._flush(align, caption=caption, container=container)
        elif line:
            self._text.append(_LINE_END)
            self._html.append("<br>")
        self._after_break = self._after_break or not line

    def _flush(self, align: str, *, caption: bool, container: Element) -> None:
        """End the block under way, if it holds anything."""
        if not self._html:  # neither text nor tags since the last one
            self._breaks, self._after_break = 0, False
            return
        text = ""
        if self._filled:
            text = "".join(self._text)
            text = "\n".join(filter(None, map(squeeze, text.split(_LINE_END)))) if _LINE_END in text else squeeze(text)
        if text:
            html = "".join(self._html)
            if "<" in html:
                html = tidy_inline(html + "".join(f"</{t.split(' ', 1)[0]}>" for t in reversed(self._tags)))
            else:
                html = escape(text, quote=False)
            emphasis: Literal["", "bold", "italic"] = ""
            if self._bold:
                emphasis = "bold"
            elif self._italic:
                emphasis = "italic"
            self._add_block(text, html, align, emphasis, caption=caption, container=container)
        self._text, self._links = [], []
        self._html = [f"<{t}>" for t in self._tags]
        self._filled, self._bold, self._italic = False, True, True
        self._breaks, self._after_break = 0, False

    def _add_block(
        self,
        text: str,
        html: str,
        align: str,
        emphasis: Literal["", "bold", "italic"] = "",
        *,
        caption: bool,
        container: Element,
    ) -> None:
        if is_encoded(text):
            return
        block = Block(
            self._kind,
            text,
            html,
            align=cast(Align, align if align in ("left", "right", "center") else ""),
            emphasis=emphasis,
            ordered=self._ordered,
            starts_list=self._first_item and self._kind == "li",
        )
        self._first_item = False
        links = self._links or ([(self._around, text)] if self._around else [])
        piece = Piece(block, links, caption, container, self._table, after_break=self._after_break)
        piece.quoted = self._quoted
        self.pieces.append(piece)
        self._links = []

    # --- pictures and players -------------------------------------------------------------------------------

    def _picture(self, element: Element, align: str, container: Element, *, caption: bool) -> None:
        url = picture_address(element, self.page)
        if url is None or _too_small(element) or self._is_teaser(element):
            return
        self._flush(align, caption=caption, container=container)
        runs_on = (
            bool(self.pieces) and self.pieces[-1].container is container and self.pieces[-1].block.kind != "figure"
        )
        alt = squeeze(element.get("alt")) or None
        if url and url in self._pictured:
            return
        self._pictured.add(url)
        self.images.append(Image(url, alt=alt))
        piece = Piece(Block("figure", "", image=len(self.images) - 1), container=container, table=self._table)
        piece.centred_picture, piece.alt = align == "center", alt or ""
        piece.runs_on = runs_on
        self.pieces.append(piece)

    def _is_teaser(self, element: Element) -> bool:
        """A picture that links to another article of the site, is a bullet before such a link, or a button's."""
        if self._is_bullet(element):
            return True
        for link in element.iterancestors("a"):
            if leads_to_channel(self.page.absolute(squeeze(link.get("href")))) or is_row_of_tools(element_text(link)):
                return True
            if self._names_article(link):
                self._announced.add(self.page.absolute(squeeze(link.get("href"))))
                return True
            if not _PICTURE_FILE.search(link.get("href") or "") and opens_box(self.pieces):
                return True
        return False

    def _is_bullet(self, picture: Element) -> bool:
        """Whether the headline of another article follows a picture in its line."""
        after = picture.getnext()
        return (
            after is not None
            and after.tag == "a"
            and not squeeze(picture.tail)
            and len(element_text(after)) >= LEAST_HEADLINE
            and self._names_article(after)
        )

    def _is_card(self, box: Element) -> bool:
        """Whether an article or table in the body is another one's headline, linked, with a few words.

        A table leads where its picture leads by a second link; one with links alone may be the article's own.
        """
        text = short_text(box, _LONGEST_CARD)
        linked = [a for a in box.iter("a") if self._names_article(a)] if text else []
        if box.tag == "table":
            pictured = {a.get("href") for a in linked if next(a.iter("img"), None) is not None and not element_text(a)}
            linked = [a for a in linked if a.get("href") in pictured and element_text(a)]
        return bool(linked) and len(text) - sum(len(element_text(a)) for a in linked) < 200

    def _names_article(self, link: Element) -> bool:
        href = squeeze(link.get("href"))
        # A link to the page itself opens the picture over it.
        return bool(href) and looks_like_article(self.page.absolute(href), self._host) and not self.page.is_own(href)

    def _lists_others(self, box: Element) -> bool:
        """Whether a box opens with what is set over other articles (`Cùng chuyên mục`), and says but a few words of each."""
        if box.tag not in ("div", "section"):
            return False
        title = next((text for e in islice(box.iter("*"), _ABOVE_TITLE) if (text := squeeze(e.text))), "")
        if not title or not titles_box(title):
            return False
        others = sum(map(self._names_other, box.iter("a")))
        return others > 1 and _running_text(box) < _MOST_BESIDE_OTHER * others and not self._holds_body(box)

    def _names_other(self, link: Element) -> bool:
        """Whether a link in what is called a box of others leads to one of them: by a number or by its headline's words."""
        return self._names_article(link) or is_slug(self.page.absolute(squeeze(link.get("href"))), self._host)

    def _player(self, element: Element) -> None:
        """A player's file: what a browser plays of itself, else the address that a script is given.

        A script's `data-src` such as `2022/a.mp4` is a key that only the script can make an address of.
        """
        for name in ("src", "data-src"):
            known = len(self.attachments)
            for part in (element, *element.iter("source")):
                source = squeeze(part.get(name))
                if not source or (name == "data-src" and not source.startswith(("/", "http"))):
                    continue
                url = self.page.absolute(source)
                if not url.startswith(("http://", "https://")) or (
                    element.tag in ("iframe", "amp-iframe") and not _PLAYERS.search(url)
                ):
                    continue
                kind = (
                    "text/html"
                    if element.tag in ("iframe", "amp-iframe")
                    else part.get("type") or _DOCUMENTS.get(_extension(url))
                )
                self._attach(url, kind, squeeze(element.get("title")) or None)
            if len(self.attachments) > known:
                return

    def _video_by_id(self, element: Element) -> None:
        """A player that a script puts in place: `data-vid` is the file's address without its scheme."""
        url = squeeze(element.get("data-vid"))
        url = url if "//" in url else f"https://{url}"
        if "." in urlsplit(url).netloc:
            self._attach(self.page.absolute(url), _DOCUMENTS.get(_extension(url)), None)

    def _document(self, url: str, title: str) -> None:
        if mime := _DOCUMENTS.get(_extension(url)):
            self._attach(url, mime, title or None)

    def _attach(self, url: str, mime_type: str | None, title: str | None) -> None:
        if url not in self._attached:
            self._attached.add(url)
            self.attachments.append(Attachment(url, mime_type if _MIME.fullmatch(mime_type or "") else None, title))

    # --- tables ---------------------------------------------------------------------------------------------

    def _lists_files(self, table: Element) -> bool:
        """Whether each row of a table offers a file, with its size perhaps; they are attached then."""
        rows = [row for row in table.iter("tr") if row.find("td") is not None]
        files = [[a for a in row.iter("a") if _extension(a.get("href") or "") in _DOCUMENTS] for row in rows]
        if not rows or not all(files) or not all(short_text(row, _LONGEST_OF_TABLE) for row in rows):
            return False
        for link in (link for offered in files for link in offered):
            self._document(self.page.absolute(squeeze(link.get("href"))), element_text(link))
        return True

    def _data_table(self, table: Element) -> None:
        rows = []
        lines = []
        for row in table.iter("tr"):
            cells = [(c.tag, element_text(c)) for c in row if c.tag in ("td", "th")]
            if any(text for _, text in cells):
                rows.append("<tr>" + "".join(f"<{t}>{escape(x, quote=False)}</{t}>" for t, x in cells) + "</tr>")
                lines.append(" | ".join(text for _, text in cells))
        above = [piece.block for piece in self.pieces[-2:]]
        unit = above.pop().text if above and _UNIT_OF_TABLE.fullmatch(above[-1].text) else ""
        title = above[-1].text if above and _is_title_of_table(above[-1]) else ""
        if said := " ".join(filter(None, (title, unit))):
            del self.pieces[len(self.pieces) - bool(title) - bool(unit) :]
        html = f"<table>{_table_caption(said)}" + "".join(rows) + "</table>"
        self.pieces.append(Piece(Block("table", "\n".join(lines), html), container=table))


def _is_title_of_table(block: Block) -> bool:
    """Whether a line over a table is its title: it says so, or is set bold in the middle, as no sub-heading is."""
    if block.kind == "figure" or len(block.text) > _LONGEST_OF_TABLE:
        return False
    set_as_title = block.kind == "p" and (block.emphasis, block.align) == ("bold", "center")
    return _TITLE_OF_TABLE.match(block.text) is not None or (set_as_title and block.text[-1:] not in ".!?…:")


def _table_caption(text: str) -> str:
    return f"<caption>{escape(text, quote=False)}</caption>" if text else ""


def _without_sources_of_tables(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the lines that say where the figures of the table over them are from, which go into it."""
    kept: list[Piece] = []
    last = pieces[-1] if pieces else None
    for piece in pieces:
        table = kept[-1].block if kept and kept[-1].block.kind == "table" else None
        text = piece.block.text
        if table is None or piece is last or len(text) > _LONGEST_OF_TABLE or not _SOURCE_OF_TABLE.match(text):
            kept.append(piece)
        elif "</caption>" in table.html:
            table.html = table.html.replace("</caption>", f" {escape(text, quote=False)}</caption>", 1)
        else:
            table.html = table.html.replace("<table>", f"<table>{_table_caption(text)}", 1)
    return kept


# --- what classes and styles say; pages repeat few of them many times -------------------------------------------


def is_data_table(table: Element) -> bool:
    """A grid of figures, not a box around a picture or a paragraph: two rows or more with two filled cells each."""
    if table.find(".//img") is not None or table.find(".//table") is not None:
        return False
    filled = 0
    for row in table.iter("tr"):
        cells = [c for c in row if c.tag in ("td", "th") and element_text(c)]
        filled += len(cells) >= 2
    return filled >= 2


class _Style(NamedTuple):
    hidden: bool
    align: str
    tags: tuple[str, ...]


def is_hidden(element: Element) -> bool:
    """Whether an element's own markup hides it."""
    style = element.get("style")
    hidden = element.get("hidden") is not None or bool(style and _style(style).hidden)
    return hidden or _for_screen_readers(element.get("class") or "")


def _may_be_skipped(region: Element) -> bool:
    """Whether a region of a page begins with a link to its end, as BBC's boxes among the text do."""
    link = region.find(".//a[@href]")
    return link is not None and link.get("href", "").startswith("#end-of")


def _hides(stated: Attributes) -> bool:
    style, classes = stated.get("style"), stated.get("class")
    return "hidden" in stated or bool(style and _style(style).hidden) or bool(classes and _for_screen_readers(classes))


@lru_cache(maxsize=4096)
def _style(style: str) -> _Style:
    aligned = _ALIGN.search(style)
    return _Style(
        _HIDDEN.search(style) is not None,
        (aligned[1] or aligned[2]).lower() if aligned else "",
        tuple(tag for tag, rule in (("strong", _BOLD), ("em", _ITALIC)) if rule.search(style)),
    )


@lru_cache(maxsize=4096)
def _tags_of_class(classes: str) -> tuple[str, ...]:
    """The emphasis that a class is called by: `bold`, `font-weight-bold`, `fst-italic`."""
    return tuple(tag for tag, rule in (("strong", _BOLD_CLASS), ("em", _ITALIC_CLASS)) if rule.search(classes))


@lru_cache(maxsize=4096)
def _junk(mark: str) -> str:
    """The word for a box of links or advertising that a class or id holds, in small letters; empty if none."""
    found = _JUNK.search(mark)
    return found[0].lower() if found else ""


def is_encoded(text: str) -> bool:
    """Whether a text is one for scripts only: a long string without a space, as articles are that a script decrypts."""
    return _ENCODED.match(text) is not None


@lru_cache(maxsize=4096)
def _aligned_by(classes: str) -> str:
    found = _ALIGN_CLASS.search(classes)
    return found[1].lower() if found else ""


def _alignment(tag: str, style: _Style, stated: Attributes) -> str:
    if tag == "center":
        return "center"
    if style.align:
        return style.align
    if (align := _aligned_by(stated.get("class") or "")) and tag != "figure":
        return align
    return (stated.get("align") or "").lower() if tag not in ("img", "table") else ""


# --- inline HTML, pictures, addresses ----------------------------------------------------------------------------

_EMPTY_TAG = re.compile(r"<(strong|em|a)(?: [^>]*)?>(\s*)</\1>")
_SEAM = re.compile(r"</(strong|em)>(\s*)<\1>")


def tidy_inline(html: str) -> str:
    """Inline HTML without empty tags, seams between equal tags and stray spaces or breaks at the edges."""
    html = squeeze(html)
    if "><" in html or "> <" in html:
        for _ in range(3):
            tidied = _SEAM.sub(r"\2", _EMPTY_TAG.sub(r"\2", html))
            if tidied == html:
                break
            html = tidied
    while (shorter := html.strip().removeprefix("<br>").removesuffix("<br>")) != html:
        html = shorter
    return squeeze(html)


def picture_address(element: Element, page: Page) -> str | None:
    """The real address of a picture: that of a lazy loader before the placeholder in `src`.

    None for an icon; empty for a placeholder whose picture the page gives no address of, as for one that was left on the
    editor's own machine.
    """
    names: tuple[str, ...] = _PICTURE_ATTRIBUTES
    if (element.get("src") or "").lower().endswith(".gif"):  # perhaps a placeholder
        names = (*(n for n, v in element.items() if n.startswith("data-") and _PICTURE_FILE.search(v)), *names)
    for name in names:
        if not (value := element.get(name)) or not (found := squeeze(value)) or _TRACKER.search(found.lower()):
            continue
        url = page.absolute(found)
        if _leads_to_file(url, page):
            return url
    parent = element.getparent()
    candidates = parent.iter("source") if parent is not None and parent.tag == "picture" else ()
    for candidate in (element, *candidates):
        if (widest := _widest_of(candidate, page)) is not None:
            return widest
    source = squeeze(element.get("src"))
    if _COVER.search(source) and _has_caption(element) and _leads_to_file(url := page.absolute(source), page):
        return url
    return "" if not source or source.startswith(("data:", "file:")) else None


def is_ornament(picture: Element) -> bool:
    """Whether a picture is a bullet, a button or a logo: none of the addresses it states is another's."""
    stated = filter(None, map(picture.get, _PICTURE_ATTRIBUTES))
    return all(_TRACKER.search(address.lower()) for address in stated)


def _widest_of(element: Element, page: Page) -> str | None:
    """The address of the widest picture that an element offers, a lazy loader's first."""
    for offered in (element.get("data-srcset"), element.get("srcset")):
        widest = (offered or "").split(", ")[-1].split()
        if widest and not _TRACKER.search(widest[0].lower()) and _leads_to_file(url := page.absolute(widest[0]), page):
            return url
    return None


def _has_caption(picture: Element) -> bool:
    """Whether a picture stands in a figure with a caption, as icons and portraits don't."""
    figure = next(picture.iterancestors("figure"), None)
    return figure is not None and any(element_text(caption) for caption in figure.iter("figcaption"))


def _only_frames_picture(figure: Element) -> bool:
    """Whether a figure holds a picture and besides no more than what is said of it, whatever that is marked by."""
    return next(figure.iter("img"), None) is not None and bool(short_text(figure, _LONGEST_IN_FIGURE))


def _leads_to_file(url: str, page: Page) -> bool:
    """Whether an address is a web address, or part of one where the page's own is unknown; no script and no data."""
    return url.startswith(("http://", "https://")) or (not page.base and not _SCHEME.match(url))


def _running_text(element: Element) -> int:
    """How many letters of an element are not in links."""
    return len(element_text(element)) - sum(len(element_text(a)) for a in element.iter("a"))


def _is_table_of_contents(element: Element) -> bool:
    """Whether a list or a `nav` is nothing but links to places on the page itself, and perhaps their numbers."""
    links = [squeeze(a.get("href")) for a in element.iter("a")]
    return (
        bool(links)
        and all(href.startswith("#") and len(href) > 1 for href in links)
        and _running_text(element) <= 5 * len(links)
    )


def _too_small(element: Element) -> bool:
    if (style := element.get("style")) and (found := _STYLED_SIZE.search(style)):
        return int(found[1]) <= 40
    for name in ("width", "height"):
        value = (element.get(name) or "").strip().removesuffix("px")
        if value.isdigit() and int(value) <= 40:
            return True
    return False


def _extension(url: str) -> str:
    path = urlsplit(url).path.lower()
    return path[path.rfind(".") :] if "." in path else ""
