from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.items import Article, Attachment, Author, Draft, Image, Publication, Raw, Source
from crawler.pipelines.revisions import RevisionsPipeline, content_hash
from crawler.pipelines.store import StorePipeline
from crawler.store.frontier import Frontier

ARTICLE = Article(
    id="thubao.vn/1",
    url="https://thubao.vn/hoi-cho-1.html",
    publication=Publication("Thử Báo", "thubao.vn"),
    title="Hội chợ việc làm",
    summary="Sáng nay, hội chợ mở cửa.",
    content_text="Trời nắng.",
    content_html="<p>Trời nắng.</p>",
    images=[Image("https://thubao.vn/1.jpg", caption="Cổng vào")],
    date_published="2026-11-22T08:00:00+07:00",
    authors=[Author("Trần Thị Mẫu", roles=["text"])],
    tags=["việc làm"],
)

SEEN: list[tuple[str, Any]] = [
    ("title", "Hội chợ việc làm lần hai"),
    ("summary", None),
    ("dateline", "TB"),
    ("content_text", "Trời mưa."),
    ("content_html", "<p>Trời <strong>nắng</strong>.</p>"),
    ("images", [Image("https://thubao.vn/1.jpg", caption="Cổng ra")]),
    ("images", []),
    ("attachments", [Attachment("https://thubao.vn/1.pdf")]),
    ("date_published", "2026-11-22"),
    ("authors", [Author("Trần Thị Mẫu", roles=["photo"])]),
    ("sources", [Source("Báo Khác")]),
    ("section", ["Xã hội"]),
    ("tags", ["việc làm", "hội chợ"]),
]

UNSEEN: list[tuple[str, Any]] = [
    ("date_fetched", "2026-11-23T00:00:00Z"),
    ("date_modified", "2026-11-23"),
    ("raw", Raw(byline="Trần Thị Mẫu")),
    ("warnings", ["no-byline"]),
    ("layout", "generic"),
    ("url", "https://thubao.vn/khac-1.html"),
    ("revision", 5),
    ("content_hash", "x"),
]


@pytest.mark.parametrize(("name", "value"), SEEN)
def test_what_a_reader_sees_changes_the_hash(name: str, value: Any):
    assert content_hash(replace(ARTICLE, **{name: value})) != content_hash(ARTICLE)


@pytest.mark.parametrize(("name", "value"), UNSEEN)
def test_what_no_reader_sees_does_not(name: str, value: Any):
    assert content_hash(replace(ARTICLE, **{name: value})) == content_hash(ARTICLE)


def test_the_hash_is_the_same_for_ever():
    """A change here makes every stored article look changed: it needs a reason and a migration."""
    assert content_hash(ARTICLE) == "e341bf1e85a681c49ee2a988470a1c27e8ca3e3ef76cdf262bb0ac66d1c988a1"
    draft = Draft(**vars(ARTICLE), lease=3, article_id="1")
    assert content_hash(draft) == content_hash(ARTICLE)


def test_the_pipeline_sets_the_hash():
    assert RevisionsPipeline().process_item(replace(ARTICLE)).content_hash == content_hash(ARTICLE)
    assert RevisionsPipeline().process_item({"a": 1}) == {"a": 1}


@pytest.fixture
def crawler(tmp_path: Path) -> Iterator[Crawler]:
    made = get_crawler(Spider, {"DATA_DIR": str(tmp_path)})
    made.spider = Spider(name="thubao")
    yield made
    Frontier.of(made).close("finished")


@pytest.fixture
def frontier(crawler: Crawler) -> Frontier:
    return Frontier.of(crawler)


@pytest.fixture
def pipeline(crawler: Crawler) -> StorePipeline:
    return StorePipeline.from_crawler(crawler)


def hashed(**values: Any) -> Draft:
    return RevisionsPipeline().process_item(Draft(**(vars(ARTICLE) | values)))


def test_a_draft_comes_out_as_a_plain_article(pipeline, frontier):
    out = pipeline.process_item(hashed())
    assert type(out) is Article
    assert out.title == ARTICLE.title
    assert frontier.store.latest("thubao.vn/1")["title"] == ARTICLE.title


def test_the_revision_number_is_set_for_exporters(pipeline):
    assert [pipeline.process_item(hashed(title=t)).revision for t in ("A", "A", "B")] == [1, 1, 2]


def test_an_article_of_a_leased_page_waits_for_the_rest_of_the_page(pipeline, frontier):
    from crawler.store.frontier import Unit
    from crawler.store.leases import Leased

    frontier.units[7] = unit = Unit(Leased(7, "x", "https://thubao.vn/x", "{}", suspect=False))
    out = pipeline.process_item(hashed(lease=7))
    assert unit.articles == [out]
    assert frontier.store.latest("thubao.vn/1") is None


def test_other_items_pass(pipeline):
    assert pipeline.process_item({"a": 1}) == {"a": 1}


def test_there_is_one_frontier_for_a_crawl_and_it_goes_with_the_crawl(crawler, frontier):
    assert Frontier.of(crawler) is frontier
    other = get_crawler(Spider)
    assert Frontier.of(other) is not frontier
    gone = weakref.ref(Frontier.of(other))
    del other
    gc.collect()
    assert gone() is None
