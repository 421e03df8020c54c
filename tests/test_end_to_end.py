"""The whole way over the demo site, as cron and as a person take it: listings, pages, store, feeds, exit code."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from projects import NAME, ORIGIN, Project, differences

from fixtures.demo_site import DemoSite, ExpectedArticle, Request, expected_articles

pytestmark = pytest.mark.slow

FIELDS = (
    *("id", "url", "title", "summary", "dateline", "images", "attachments", "date_published", "authors"),
    *("sources", "external_url", "section", "tags"),
)
CORRECTED = 1309425
LISTINGS_AT_MOST = 40
"""A run without news asks for the first page of each section, the home page, feeds, sitemaps and robots.txt."""


@dataclass(frozen=True)
class Run:
    """One run of the command, what it asked the site and the feeds as it left them."""

    project: Project
    done: subprocess.CompletedProcess[str]
    asked: list[Request]
    feeds: dict[str, bytes]

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.asked]


def run(project: Project, site: DemoSite, *arguments: str) -> Run:
    before = len(site.requests())
    done = project.run(site.url, *arguments)
    return Run(project, done, site.requests()[before:], project.feed_bytes())


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture(scope="module")
def first(site: DemoSite, new_project: Callable[[], Project]) -> Run:
    return run(new_project(), site)


@pytest.fixture(scope="module")
def second(first: Run, site: DemoSite) -> Run:
    return run(first.project, site, "--summary")


@pytest.fixture(scope="module")
def expected() -> dict[str, ExpectedArticle]:
    return {article.id: article for article in expected_articles()}


# --- the first run ----------------------------------------------------------------------------------------------


def test_cron_hears_nothing_when_all_is_well(first: Run) -> None:
    assert (first.done.returncode, first.done.stdout, first.done.stderr) == (0, "", "")


def test_every_article_comes_out_exactly_once(first: Run, expected: dict[str, ExpectedArticle]) -> None:
    once = Counter(expected.keys())
    lines = [json.loads(line) for name, body in first.feeds.items() if "/runs/" in name for line in body.splitlines()]
    assert Counter(article["id"] for article in lines) == once
    assert Counter(article["id"] for article in views(first)[0]) == once
    assert Counter(item["id"] for item in views(first)[1]["items"]) == once


def views(done: Run) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """articles.json and feed.json as the run left them."""
    return json.loads(done.feeds[f"{NAME}/articles.json"]), json.loads(done.feeds[f"{NAME}/feed.json"])


def test_every_field_is_as_a_careful_reader_would_fill_it_in(first: Run, expected: dict[str, ExpectedArticle]) -> None:
    articles = {article["id"]: article for article in views(first)[0]}
    wrong = [line for number, wanted in expected.items() for line in differences(wanted, articles[number], FIELDS)]
    wrong += [
        f"{number} content_text:\n  expected {wanted.content_text!r}\n  got      {articles[number]['content_text']!r}"
        for number, wanted in expected.items()
        if (wanted.content_text or "") != articles[number]["content_text"]
    ]
    wrong += [
        f"{number} raw.date_published: {articles[number]['raw']['date_published']!r}, printed {wanted.printed_date!r}"
        for number, wanted in expected.items()
        if wanted.printed_date != articles[number]["raw"]["date_published"]
    ]
    assert not wrong, f"{len(wrong)} fields differ\n" + "\n".join(wrong)


def test_articles_say_what_is_the_same_for_all(first: Run) -> None:
    for article in views(first)[0]:
        assert article["publication"] == {"name": "Lao động và Xã hội", "domain": "laodongxahoi.net"}
        assert (article["revision"], article["language"], article["layout"]) == (1, "vi", "cotent-detail")
        assert article["date_fetched"].endswith("Z")
        assert ("no-byline" in article["warnings"]) == (not article["authors"])


def test_the_newest_stand_first(first: Run) -> None:
    dates = [article["date_published"] for article in views(first)[0]]
    assert dates == sorted(dates, reverse=True)
    assert [item["date_published"] for item in views(first)[1]["items"]] == dates


def test_feeds_are_valid(first: Run) -> None:
    schema = json.loads(first.feeds["article.schema.json"])
    validate = jsonschema.Draft202012Validator(schema).validate
    articles, feed = views(first)
    for article in [*articles, *first.project.published()]:
        validate(article)
    path = Path(__file__).parent / "feeds/jsonfeed-1.1.schema.json"
    jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(feed)


def test_nothing_of_the_mirror_is_published(first: Run, site: DemoSite) -> None:
    address = urlsplit(site.url).netloc.encode()
    assert [name for name, body in first.feeds.items() if b"127.0.0.1" in body or address in body] == []
    assert all(article["url"].startswith(f"{ORIGIN}/") for article in views(first)[0])


def test_no_page_is_asked_for_twice_and_none_that_robots_txt_forbids(first: Run) -> None:
    assert not [path for path in first.paths if path.startswith("/quan-tri")]
    assert {path: times for path, times in Counter(first.paths).items() if times > 1 and path != "/robots.txt"} == {}
    articles = Counter(path.rpartition("-")[2] for path in first.paths if path.endswith(".html"))
    assert max(articles.values()) == 1, "an article under several addresses is one article"
    assert len({request.user_agent for request in first.asked}) == 1


def test_the_run_is_on_record(first: Run, expected: dict[str, ExpectedArticle]) -> None:
    report = first.project.report()
    assert (report["publication"], report["exit_code"], report["complaints"]) == (NAME, 0, [])
    assert report["stats"]["frontier/articles/new"] == len(expected)
    rows = first.project.rows()
    assert {row["state"] for row in rows.values() if row["kind"] == "article"} == {"done"}


# --- the second run and later ones --------------------------------------------------------------------------------


def test_a_second_run_finds_nothing_new_for_little_more_than_the_listings(second: Run) -> None:
    assert second.done.returncode == 0
    assert "nothing new" in second.done.stdout
    assert len(second.asked) <= LISTINGS_AT_MOST
    assert not [path for path in second.paths if path.endswith(".html")]


def test_a_run_without_news_leaves_the_feeds_alone(first: Run, second: Run) -> None:
    assert second.feeds == first.feeds != {}


@pytest.fixture(scope="module")
def corrected(second: Run) -> Run:
    address = next(article.url for article in expected_articles() if article.id.endswith(str(CORRECTED)))
    with DemoSite(version_of=[CORRECTED]) as site:
        return run(second.project, site, "-a", f"url={address}")


def test_a_corrected_article_becomes_its_second_revision(corrected: Run, first: Run) -> None:
    assert (corrected.done.returncode, corrected.done.stderr) == (0, "")
    wanted = next(a for a in expected_articles(version_of=[CORRECTED]) if a.id.endswith(str(CORRECTED)))
    (run_file,) = corrected.feeds.keys() - first.feeds.keys()
    (article,) = map(json.loads, corrected.feeds[run_file].splitlines())
    assert article["revision"] == 2
    assert differences(wanted, article, (*FIELDS, "content_text")) == []
    before = {each["id"]: each for each in views(first)[0]}
    after = {each["id"]: each for each in views(corrected)[0]}
    assert after.pop(wanted.id) == article
    assert before.pop(wanted.id)["content_hash"] != article["content_hash"]
    assert after == before


def test_the_first_runs_file_never_changes(corrected: Run, first: Run) -> None:
    (run_file,) = (name for name in first.feeds if "/runs/" in name)
    assert corrected.feeds[run_file] == first.feeds[run_file]


def test_only_the_page_asked_for_is_fetched(corrected: Run) -> None:
    assert len([path for path in corrected.paths if path != "/robots.txt"]) == 1


# --- parts of a publication ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One restricted run of a chain, and the articles it added to the feeds."""

    done: subprocess.CompletedProcess[str]
    asked: list[Request]
    new: list[dict[str, Any]]


PARTS = {
    "url": ["-a", f"url={ORIGIN}/x-1309840.html,https://www.laodongxahoi.net/y-1309425.html?utm_source=thu&fbclid=1"],
    "limit": ["-a", "limit=5"],
    "section": ["-a", "section=tre-em, van-hoa"],
    "period": ["-a", "since=2021-01-01", "-a", "until=2021-12-31"],
    "all": [],
}


@pytest.fixture(scope="module")
def parts(demo_site: DemoSite, new_project: Callable[[], Project]) -> dict[str, Part]:
    """One restricted run after the other over the same store, and a plain one at the end."""
    project, found, seen = new_project(), {}, set()
    for name, arguments in PARTS.items():
        done = run(project, demo_site, *arguments)
        files = [path for path in project.run_files() if path not in seen]
        seen.update(files)
        lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
        found[name] = Part(done.done, done.asked, lines)
    return found


def test_restricted_runs_are_silent_too(parts: dict[str, Part]) -> None:
    assert {name: (part.done.returncode, part.done.stderr) for name, part in parts.items()} == dict.fromkeys(
        PARTS, (0, "")
    )


def test_url_takes_several_addresses_in_any_form(parts: dict[str, Part]) -> None:
    assert sorted(article["id"] for article in parts["url"].new) == [
        "laodongxahoi.net/1309425",
        "laodongxahoi.net/1309840",
    ]
    known = {article.id: article.url for article in expected_articles()}
    assert all(article["url"] == known[article["id"]] for article in parts["url"].new)


def test_limit_stops_after_so_many_articles(parts: dict[str, Part]) -> None:
    assert len(parts["limit"].new) == 5


def test_section_takes_these_sections_alone(parts: dict[str, Part]) -> None:
    sections = {tuple(article["section"]) for article in parts["section"].new}
    assert sections == {("Trẻ em",), ("Văn hóa",)}
    asked = {request.path for request in parts["section"].asked if not request.path.endswith(".html")}
    assert all(path.startswith(("/tre-em", "/van-hoa", "/robots.txt")) for path in asked)


def test_since_and_until_take_the_days_between(parts: dict[str, Part], expected: dict[str, ExpectedArticle]) -> None:
    assert {article["date_published"][:4] for article in parts["period"].new} == {"2021"}
    so_far = {a["id"] for name in ("url", "limit", "section", "period") for a in parts[name].new}
    wanted = {number for number, article in expected.items() if (article.date_published or "").startswith("2021")}
    assert so_far >= wanted


def test_a_later_plain_run_collects_what_the_restricted_ones_left_out(
    parts: dict[str, Part], expected: dict[str, ExpectedArticle]
) -> None:
    assert Counter(article["id"] for part in parts.values() for article in part.new) == Counter(expected.keys())
    assert {article["revision"] for part in parts.values() for article in part.new} == {1}


# --- Scrapy's own way ---------------------------------------------------------------------------------------------


def test_crawl_writes_the_files_a_person_asks_for(
    demo_site: DemoSite, project: Project, expected: dict[str, ExpectedArticle]
) -> None:
    folder = project.folder
    (folder / "out.json").write_text("[]", encoding="utf-8")
    outputs = ["-O", f"{folder}/out.json", "-O", f"{folder}/feed.jsonfeed:jsonfeed"]
    done = project.scrapy("crawl", NAME, "-a", f"mirror={demo_site.url}", *outputs)
    assert done.returncode == 0
    once = Counter(expected.keys())
    array = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert Counter(article["id"] for article in array) == once
    feed = json.loads((folder / "feed.jsonfeed").read_text(encoding="utf-8"))
    assert Counter(item["id"] for item in feed["items"]) == once
    assert set(project.ids()) == expected.keys(), "the feeds are published as well"
    assert sorted(array, key=by_id) == sorted(project.articles(), key=by_id)


def by_id(article: dict[str, Any]) -> str:
    return article["id"]


def test_crawl_appends_to_json_lines(demo_site: DemoSite, project: Project) -> None:
    lines = project.folder / "out.jsonl"
    lines.write_text('{"id": "kept"}\n', encoding="utf-8")
    options = ["-a", f"mirror={demo_site.url}", "-a", "section=tre-em", "-o", f"{lines}"]
    assert project.scrapy("crawl", NAME, *options).returncode == 0
    kept, *new = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    assert kept == {"id": "kept"}
    assert sorted(new, key=by_id) == sorted(project.published(), key=by_id) != []
