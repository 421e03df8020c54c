from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from feeds_support import PUBLICATION, SmallStore, make_article

import crawler
from crawler.feeds.documentation import PAGE, example, renewed
from crawler.feeds.exporters import EXTENSION_FIELDS, json_feed_item
from crawler.feeds.publish import publish
from crawler.items import WARNINGS, article_schema

PACKAGE = Path(crawler.__file__).parent


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example_article() -> dict:
    schema = article_schema()
    return {name: example(field, schema["$defs"]) for name, field in schema["properties"].items()}


def test_the_page_is_up_to_date(page):
    assert renewed(page) == page, "run: python -m crawler.feeds.documentation"


def test_every_field_has_a_meaning_and_a_valid_example(example_article, valid_article):
    schema = article_schema()
    for part in [schema, *schema["$defs"].values()]:
        for field in part["properties"].values():
            assert field["description"]
    valid_article(example_article)


def test_the_mapping_names_every_member(page, example_article):
    mapping = page[page.index("## JSON Feed") :]
    item = json_feed_item(example_article)
    for member in [*item, *item["_article"]]:
        assert f"`{member}`" in mapping
    assert set(item["_article"]) == set(EXTENSION_FIELDS)


def test_every_warning_in_the_code_is_documented():
    """By the forms in which steps and layouts add one: `warnings.append("code")` and the like."""
    used = {
        code
        for path in PACKAGE.rglob("*.py")
        for call in re.findall(r"warnings(?:\.append\(| ?\+= ?\[)([^)\]]*)", path.read_text(encoding="utf-8"))
        for code in re.findall(r"[\"']([a-z-]+)[\"']", call)
    }
    assert used
    assert used <= set(WARNINGS)


def test_the_example_reads_each_run_file_once(page, tmp_path, monkeypatch, capsys):
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    store = SmallStore()
    printed = []
    for number in (1, 2):
        store.add(make_article(number))
        publish(store, PUBLICATION, "laodongxahoi", Path("feeds"), datetime(2026, 11, 22, tzinfo=UTC))
        exec(program, {})
        printed.append(capsys.readouterr().out.split()[0])
    exec(program, {})
    assert printed == ["laodongxahoi.net/1300001", "laodongxahoi.net/1300002"]
    assert capsys.readouterr().out == ""


def test_the_page_names_the_files_that_are_written(page, tmp_path):
    store = SmallStore()
    store.add(make_article(1), make_article(2))
    store.remove(make_article(2))
    publish(store, PUBLICATION, "laodongxahoi", tmp_path, datetime(2026, 11, 22, 5, tzinfo=UTC))
    assert (tmp_path / "laodongxahoi" / "removed.json").is_file()
    for path in tmp_path.rglob("*.json*"):
        assert path.name in page
    assert json.loads((tmp_path / "article.schema.json").read_bytes()) == article_schema()
