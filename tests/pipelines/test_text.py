"""Every field in one form of text."""

from __future__ import annotations

import unicodedata

import pytest

from crawler.items import Attachment, Block, BylineClue, DateClue, Draft, Image, Publication
from crawler.pipelines.text import TextPipeline, clean_texts, language_of

CLEAN = "Lao động và Xã hội"
DIRTY = unicodedata.normalize("NFD", "\u200b Lao\u00a0động  và\tXã hội \ufeff")


def test_every_printed_field_is_cleaned() -> None:
    draft = Draft(
        title=DIRTY,
        summary=DIRTY,
        section=[DIRTY],
        tags=[DIRTY],
        publication=Publication(DIRTY, "bao.example"),
        blocks=[Block("p", f"{DIRTY}\n{DIRTY}", f"<strong>{DIRTY}</strong>")],
        images=[Image("http://bao.example/a.jpg", caption=f"Buổi\u00a0lễ. Ảnh: {DIRTY}", alt=DIRTY)],
        attachments=[Attachment("http://bao.example/a.pdf", title=DIRTY)],
        date_clues=[DateClue(DIRTY, "printed")],
        byline_clues=[BylineClue(DIRTY, "printed")],
    )
    clean_texts(draft)
    assert (draft.title, draft.summary, draft.section, draft.tags, draft.publication.name) == (
        CLEAN,
        CLEAN,
        [CLEAN],
        [CLEAN],
        CLEAN,
    )
    assert draft.blocks[0].text == f"{CLEAN}\n{CLEAN}"
    assert (
        draft.blocks[0].html.replace(" </strong>", "</strong>").replace("<strong> ", "<strong>")
        == f"<strong>{CLEAN}</strong>"
    )
    assert draft.images[0].caption == f"Buổi lễ. Ảnh: {CLEAN}"
    assert (draft.images[0].alt, draft.images[0].credit) == (CLEAN, CLEAN)
    assert draft.attachments[0].title == CLEAN
    assert draft.date_clues[0].text == CLEAN
    assert draft.byline_clues[0].text == CLEAN


def test_fields_that_hold_nothing_are_null() -> None:
    draft = Draft(title="Tít", summary=" \u00a0", images=[Image("http://bao.example/a.jpg", caption="\u200b", alt=" ")])
    clean_texts(draft)
    assert draft.summary is None
    assert (draft.images[0].caption, draft.images[0].alt) == (None, None)


def test_words_of_the_newsroom_stay() -> None:
    draft = Draft(title="Hoà giải, hòa thuận - “thuỷ chung”… 100m² ½ ﬁ /.")
    clean_texts(draft)
    assert draft.title == "Hoà giải, hòa thuận - “thuỷ chung”… 100m² ½ ﬁ /."


def test_mojibake_is_repaired() -> None:
    draft = Draft(title="Công tác xã hội với trẻ em".encode().decode("latin-1"))
    clean_texts(draft)
    assert draft.title == "Công tác xã hội với trẻ em"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Hôm nay trời đẹp, bà con ra đồng từ sớm", "en", "vi"),
        (
            "The scheme has taken in students from the hills and most of them want to learn a trade in the town "
            "for free",
            "vi",
            "en",
        ),
        ("Short text", "vi", "vi"),
        ("", "vi", "vi"),
        ("新聞記事" * 10, "zh", "zh"),
    ],
)
def test_language_is_that_of_the_text(text: str, declared: str, language: str) -> None:
    assert language_of(text, declared) == language


def test_pipeline_passes_other_items() -> None:
    assert TextPipeline().process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]
    assert TextPipeline().process_item(Draft(title=DIRTY)).title == CLEAN
