"""Every declaration: its form, and that its pattern tells articles from other pages of its site."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

import crawler.spiders
from crawler.publications import Declaration, Sections, declarations
from crawler.urls import bare_host

FILES = sorted(p for p in Path(crawler.spiders.__path__[0]).glob("*.py") if p.stem not in ("__init__", "site"))

ADDRESSES = Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8").splitlines()


class Address(NamedTuple):
    name: str
    path: str
    expected: str


CASES = [Address(*line.split()) for line in ADDRESSES if not line.startswith("#")]


def url_of(declared: Declaration, path: str) -> str:
    return declared.origin + path


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}{case.path}"[:60])
def test_article_url_tells_articles_from_other_pages(case: Address) -> None:
    declared = declarations()[case.name]
    url = url_of(declared, case.path)
    assert declared.is_article(url) is (case.expected != "no")
    assert declared.article_id(url) == (None if case.expected in ("no", "-") else case.expected)


def test_every_publication_has_an_article_and_another_page_among_the_addresses() -> None:
    known: dict[str, set[bool]] = defaultdict(set)
    for case in CASES:
        known[case.name].add(case.expected == "no")
    assert known == {name: {True, False} for name in declarations()}


@pytest.mark.parametrize("name", list(declarations()))
def test_home_and_declared_sections_are_no_articles(name: str) -> None:
    declared = declarations()[name]
    spider = next(s for s in spider_classes() if s.name == name)
    sections = spider.sections or Sections("/{section}/page/{page}")
    listings = [sections.path(s, page) for s in sections.names for page in (1, 2)]
    others = [
        *listings,
        *spider.feeds,
        *spider.sitemaps,
        "/",
        "/robots.txt",
        "/lien-he",
        "/tim-kiem?q=a",
        "/tag/viec-lam/",
    ]
    assert [path for path in others if declared.is_article(url_of(declared, path))] == []


def test_at_least_forty_publications() -> None:
    assert len(declarations()) >= 50


def test_names_are_file_names_and_domains_unique() -> None:
    assert sorted(declarations()) == [path.stem for path in FILES]
    domains = [bare_host(d.publication.domain) for d in declarations().values()]
    assert len(set(domains)) == len(domains)
    for declared in declarations().values():
        assert declared.publication.domain == declared.publication.domain.removeprefix("www.").lower()
        assert bare_host(declared.host) == bare_host(declared.publication.domain)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_declaration_is_short_and_declares_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 10 <= len(text.splitlines()) <= 30
    (spider,) = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    docstring = ast.get_docstring(spider) or ""
    assert len(docstring) > 20
    assert "say here" not in docstring  # what `scrapy genpublication` asks a person to write
    assert all(isinstance(node, ast.Assign | ast.Expr) for node in spider.body)
    names = [n for node in spider.body if isinstance(node, ast.Assign) for n in _sections_in(node)]
    assert len(set(names)) == len(names)


def _sections_in(node: ast.Assign) -> list[str]:
    call = node.value
    if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "Sections":
        return []
    return [arg.value for arg in call.args[1:] if isinstance(arg, ast.Constant)]


@pytest.mark.parametrize("name", list(declarations()))
def test_patterns_name_the_id_and_are_fast(name: str) -> None:
    pattern = declarations()[name].article_url
    assert set(pattern.groupindex) <= {"id"}
    hostile = "/" + "a-1" * 400 + "!"
    assert pattern.search(hostile) is None
    spider = next(s for s in spider_classes() if s.name == name)
    assert all(path.startswith("/") and not re.search(r"\s", path) for path in (*spider.feeds, *spider.sitemaps))


def spider_classes() -> list[type]:
    from crawler.spider import PublicationSpider

    declarations()
    return [s for s in PublicationSpider.__subclasses__() if s.__module__.startswith("crawler.spiders.")]


def test_no_two_publications_share_a_site() -> None:
    """Each is asked one thing at a time by its own run; two of one site would be two."""
    sites = Counter(bare_host(declared.host) for declared in declarations().values())
    assert {site: number for site, number in sites.items() if number > 1} == {}
