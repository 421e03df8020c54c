"""What downstream receives: `Article` and its parts, and the drafts that become one.

`Article` is the contract. Its JSON Schema, its documentation (docs/feeds.md) and the feeds are all made from the
annotations below, so a field is described in one place only. A `Draft` is an article on its way: what a layout
found on the page, before the pipelines have read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

Role = Literal["text", "photo", "video", "graphics", "translation", "compilation", "transcription", "editing"]
AuthorKind = Literal["person", "pen_name", "collective", "organisation"]


@dataclass
class Publication:
    """Who published a page."""

    name: Annotated[str, Field(description="The publication's name.", examples=["Lao động và Xã hội"])]
    domain: Annotated[str, Field(description="Its domain, without `www.`.", examples=["laodongxahoi.net"])]


@dataclass
class Author:
    """One person or collective of the byline."""

    name: Annotated[
        str,
        Field(description="Canonical capitalisation, NFC, without honorific.", examples=["Trịnh Thị Phương"]),
    ]
    roles: Annotated[
        list[Role],
        Field(
            description="What the byline says they did; `text` where it says nothing.",
            examples=[["text", "photo"]],
        ),
    ] = field(default_factory=list)
    affiliation: Annotated[
        str | None,
        Field(description="The institution or job beside or under the name.", examples=["Học viện Báo chí"]),
    ] = None
    honorific: Annotated[
        str | None, Field(description="Title, rank or status before the name.", examples=["PGS.TS"])
    ] = None
    kind: Annotated[
        AuthorKind,
        Field(
            description="`pen_name`: initials, handles, single syllables; `collective`: PV, Ban Biên tập.",
            examples=["person"],
        ),
    ] = "person"


@dataclass
class Source:
    """An outlet or agency the page credits for the story."""

    name: Annotated[str, Field(description="Canonical name of the outlet or agency.", examples=["TTXVN"])]
    url: Annotated[
        str | None, Field(description="Where the credit links to.", examples=["http://laodongxahoi.net"])
    ] = None


@dataclass
class Image:
    """A picture of the article, in reading order."""

    url: Annotated[
        str,
        Field(
            description="The real address, also of a lazy-loaded picture.",
            examples=["https://example.vn/1.jpg"],
        ),
    ]
    caption: Annotated[
        str | None,
        Field(description="As printed, credit included.", examples=["Buổi tư vấn việc làm. Ảnh: Minh Hà"]),
    ] = None
    credit: Annotated[str | None, Field(description="The name in the caption's credit.", examples=["Minh Hà"])] = None
    alt: Annotated[str | None, Field(description="The alternative text.", examples=["Buổi tư vấn - Ảnh 1."])] = None


@dataclass
class Attachment:
    """A video, sound or document the article offers."""

    url: Annotated[str, Field(description="Address of the file or player.", examples=["https://example.vn/1.pdf"])]
    mime_type: Annotated[str | None, Field(description="Media type, where known.", examples=["application/pdf"])] = None
    title: Annotated[str | None, Field(description="Its title or link text.", examples=["Toàn văn nghị định"])] = None


@dataclass
class Raw:
    """Each normalised value as the page printed it."""

    date_published: Annotated[
        str | None, Field(description="The printed publication date.", examples=["22:43 - 12/06/2022"])
    ] = None
    date_modified: Annotated[
        str | None,
        Field(description="The printed date of the last change.", examples=["Cập nhật: 08:15 13/06/2022"]),
    ] = None
    byline: Annotated[
        str | None,
        Field(description="The byline's lines, joined by line feeds.", examples=["Trịnh Thị Phương"]),
    ] = None
    sources: Annotated[str | None, Field(description="The source line.", examples=["Nguồn tin laodongxahoi.net"])] = (
        None
    )


WARNINGS: dict[str, str] = {
    "no-date": "No publication date could be read; `date_published` is null.",
    "day-only-date": "The page prints a day without a time of day; `date_published` is the day alone.",
    "year-not-printed": "The page prints day and month only and nothing on it says the year: the latest is taken.",
    "weekday-contradicts-date": "The weekday printed beside the date is another day's; the date stands as printed.",
    "date-in-future": "The publication date is later than the moment the page was fetched.",
    "dates-disagree": "The page gives publication dates that contradict each other; the printed one goes first.",
    "no-byline": "The page names no author; `authors` is empty.",
    "byline-uncertain": "Part of the byline could not be read for certain and is left out; `raw.byline` has all of it.",
    "no-address": "The page names no address of its own and none was given; `id` and `url` are empty.",
    "several-articles": "The page holds several articles; this is the first one.",
}
"""Every code that `Article.warnings` may hold, with what it says about the article."""


@dataclass
class Article:
    """One article of one publication. A field that can't be found is null or empty; it never holds a guess."""

    id: Annotated[
        str,
        Field(
            description="Stable for ever: the domain and the publication's own article id, or, where its URLs carry none, "
            "the first 16 hex digits of the SHA-256 of the canonical URL.",
            examples=["laodongxahoi.net/1308614"],
        ),
    ] = ""
    url: Annotated[
        str,
        Field(
            description="Canonical URL, without tracking parameters or fragment.",
            examples=["http://laodongxahoi.net/ket-noi-viec-lam-1308614.html"],
        ),
    ] = ""
    publication: Annotated[Publication, Field(description="Who published this page.")] = field(
        default_factory=lambda: Publication("", "")
    )
    title: Annotated[
        str, Field(description="The headline as printed.", examples=["Kết nối việc làm cho lao động trẻ"])
    ] = ""
    summary: Annotated[
        str | None,
        Field(
            description='The lead ("sapo"), without the agency mark.',
            examples=["Sáng 8/6, hơn 500 lao động…"],
        ),
    ] = None
    dateline: Annotated[
        str | None,
        Field(
            description="The mark that opens the lead or the body, as printed, without its brackets.",
            examples=["LĐXH"],
        ),
    ] = None
    content_text: Annotated[
        str,
        Field(
            description="Body paragraphs, sub-headings and list items in reading order, separated by one blank line; "
            "without lead, captions, sign-off, related links, hotlines, advertising and share buttons. A text that begins with "
            "the words of the lead, set like the rest of it, is whole.",
            examples=["Đoạn thứ nhất.\n\nĐoạn thứ hai."],
        ),
    ] = ""
    content_html: Annotated[
        str,
        Field(
            description="The same body with its pictures as clean HTML: URLs absolute, no script, style, event handler "
            "or class.",
            examples=["<p>Đoạn thứ nhất.</p>\n<p>Đoạn thứ hai.</p>"],
        ),
    ] = ""
    images: Annotated[list[Image], Field(description="The article's pictures in reading order.")] = field(
        default_factory=list
    )
    attachments: Annotated[
        list[Attachment], Field(description="Videos, audio, PDF and office files the article offers.")
    ] = field(default_factory=list)
    date_published: Annotated[
        str | None,
        Field(
            description="ISO 8601 with the offset when the page gives a time of day; the day alone when it prints only "
            "a day. A time is never invented.",
            examples=["2022-06-12T22:43:00+07:00"],
        ),
    ] = None
    date_modified: Annotated[
        str | None,
        Field(description="The last change, in the same form, when the page says so.", examples=["2022-06-13"]),
    ] = None
    authors: Annotated[
        list[Author],
        Field(description="The byline: one entry a person or collective, in order of first appearance."),
    ] = field(default_factory=list)
    sources: Annotated[
        list[Source],
        Field(description="Outlets and agencies credited for the story; never mixed into `authors`."),
    ] = field(default_factory=list)
    external_url: Annotated[
        str | None,
        Field(
            description="The original's address, when this is a reprint and the page gives it.",
            examples=["http://laodongxahoi.net/ket-noi-viec-lam-1308614.html"],
        ),
    ] = None
    section: Annotated[
        list[str],
        Field(
            description='The breadcrumb, outermost first, without "home".',
            examples=[["Xã hội", "Nghề công tác xã hội"]],
        ),
    ] = field(default_factory=list)
    tags: Annotated[
        list[str],
        Field(description="Keywords the page shows to readers.", examples=[["việc làm", "lao động trẻ"]]),
    ] = field(default_factory=list)
    language: Annotated[str, Field(description="BCP 47.", examples=["vi"])] = "vi"
    raw: Annotated[Raw, Field(description="Each of these as printed on the page.")] = field(default_factory=Raw)
    layout: Annotated[str, Field(description="Which layout read the page.", examples=["cotent-detail"])] = ""
    warnings: Annotated[
        list[str],
        Field(
            description="Codes of what is missing or doubtful; docs/feeds.md explains each.",
            examples=[["no-byline"]],
        ),
    ] = field(default_factory=list)
    date_fetched: Annotated[
        str,
        Field(
            description="When it was fetched: ISO 8601, UTC; empty for a page from a file.",
            examples=["2026-11-22T05:00:00Z"],
        ),
    ] = ""
    revision: Annotated[
        int,
        Field(
            ge=1,
            description="1 for the first version seen, counted up each time the content changes.",
            examples=[1],
        ),
    ] = 1
    content_hash: Annotated[
        str,
        Field(
            description="SHA-256 over the fields a reader sees; equal hashes mean that nothing changed.",
            examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        ),
    ] = ""


@dataclass
class Removed:
    """An article that its publication has removed: an entry of removed.json."""

    id: Annotated[str, Field(description="As in the article.", examples=["laodongxahoi.net/1308614"])]
    url: Annotated[
        str, Field(description="Where it stood.", examples=["http://laodongxahoi.net/ket-noi-viec-lam-1308614.html"])
    ]
    title: Annotated[str, Field(description="Its last headline.", examples=["Kết nối việc làm cho lao động trẻ"])]
    date_removed: Annotated[
        str, Field(description="When it was first found gone: ISO 8601, UTC.", examples=["2026-11-22T05:00:00Z"])
    ]
    reason: Annotated[
        str,
        Field(description="What was in its place: `HTTP 404`, `HTTP 410`, `redirects to /`.", examples=["HTTP 404"]),
    ]


class NotAnArticle(Exception):  # noqa: N818 - an outcome, not an error
    """The page is no article; the message is a short reason (`no-body`, `login-page`, …) for counts and logs."""


# --- on the way to an article ---------------------------------------------------------------------------------


@dataclass
class Block:
    """One piece of a body, in reading order."""

    kind: Literal["p", "h2", "h3", "h4", "li", "blockquote", "pre", "table", "figure"]
    text: str
    """Plain text, one space between words; empty for a figure."""
    html: str = ""
    """Inner HTML of the clean kind (`a strong em br`), or the whole element for a table or figure."""
    align: Literal["", "left", "right", "center"] = ""
    emphasis: Literal["", "bold", "italic"] = ""
    """Set when the whole block is bold or italic."""
    ordered: bool = False
    """For `li`: whether its list is numbered."""
    starts_list: bool = False
    """For `li`: whether it is the first of its list."""
    image: int | None = None
    """For `figure`: the index of its picture in `Article.images`."""


@dataclass
class DateClue:
    """A date the page offers, as it stands there."""

    text: str
    origin: Literal["printed", "time", "json-ld", "meta", "url"]
    means: Literal["published", "modified", "either"] = "published"


@dataclass
class BylineClue:
    """A byline or source line that stands outside the body."""

    text: str
    origin: Literal["printed", "source-line", "poster", "json-ld", "meta"]
    """`poster`: printed where a system prints whose account entered the article."""
    url: str | None = None
    """Where the line links to."""


@dataclass
class Draft(Article):
    """An article on its way through the steps: with everything the page offered for the fields still to be read.

    The last step turns it into a plain `Article` by `finished`.
    """

    blocks: list[Block] = field(default_factory=list)
    date_clues: list[DateClue] = field(default_factory=list)
    byline_clues: list[BylineClue] = field(default_factory=list)
    fetched: datetime | None = None
    """When the page was fetched (aware); relative dates count from it. None for a page from a file."""
    article_id: str | None = None
    """The publication's own id, taken from the URL by the publication's declaration."""
    lease: int | None = None
    """The frontier's key of the request that brought the page; what it yields is committed together."""
    month_first: bool = False
    """Whether this publication prints 8/23/2022 for 23 August (declared, never guessed)."""
    places: dict[str, bool] = field(default_factory=dict)
    """The fields whose place the layout declares by selectors, and whether something stood there: a field may be read
    elsewhere all the same, and a place that is empty from some day on tells of a redesign."""

    def finished(self) -> Article:
        """The article alone, without what it was read from."""
        return Article(**{f.name: getattr(self, f.name) for f in fields(Article)})


def article_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `Article`, closed: a field it does not name is an error."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - schema generation is rare; crawls need not pay for it

    schema = TypeAdapter(Article).json_schema()
    for part in [schema, *schema.get("$defs", {}).values()]:
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
            for prop in part["properties"].values():
                prop.pop("default", None)
                prop.pop("title", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://laodongxahoi.net/schema/article-1.0.json",
        "version": "1.0",
        **schema,
    }
