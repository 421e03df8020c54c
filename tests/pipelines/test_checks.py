"""The last look at a draft."""

from __future__ import annotations

import pytest
from scrapy.exceptions import DropItem

from crawler.items import Draft, Image, NotAnArticle
from crawler.pipelines.checks import ChecksPipeline, check


def test_warnings_are_in_order_and_once() -> None:
    draft = Draft(title="Tít", content_text="Thân bài.", warnings=["no-date", "no-byline", "no-date"])
    check(draft)
    assert draft.warnings == ["no-byline", "no-date"]


def test_captions_make_a_body() -> None:
    check(Draft(title="Tít", images=[Image("http://bao.example/a.jpg", caption="Chú thích")]))


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(content_text="Thân bài."), "no-title"),
        (Draft(title="Tít"), "no-body"),
        (Draft(title="Tít", images=[Image("http://bao.example/a.jpg")]), "no-body"),
        (Draft(title="Tít", content_text="Thân bài.", url=f"http://bao.example/{'a' * 2100}"), "address-too-long"),
    ],
)
def test_no_article(draft: Draft, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        check(draft)
    with pytest.raises(DropItem, match=reason):
        ChecksPipeline().process_item(draft)


def test_pipeline_passes_other_items() -> None:
    assert ChecksPipeline().process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]
