"""What publications declare, and whose page an address is."""

from __future__ import annotations

import re

import pytest

from crawler.items import Publication
from crawler.publications import Declaration, Sections, declaration_for, declarations

PAGE = "http://laodongxahoi.net/a-1324901.html"
FAMILY = {
    "laodongxahoi": ("laodongxahoi.net", PAGE, "1324901"),
    "tapchilaodongxahoi": ("tapchilaodongxahoi.vn", "https://tapchilaodongxahoi.vn/a-1352114.html", "1352114"),
    "kinhtedothi": ("kinhtedothi.vn", "https://kinhtedothi.vn/phat-trien-nha-o-cong-nhan-400981.html", "400981"),
    "thuonghieuvaphapluat": ("thuonghieuvaphapluat.vn", "https://thuonghieuvaphapluat.vn/a-41207.html", "41207"),
    "yeutretho": ("yeutretho.vn", "https://yeutretho.vn/a-23418.html", "23418"),
}


@pytest.fixture
def journal() -> Declaration:
    return declarations()["laodongxahoi"]


@pytest.mark.parametrize("name", FAMILY)
def test_the_family(name: str) -> None:
    domain, url, own = FAMILY[name]
    declared = declarations()[name]
    assert declared.publication.domain == domain
    assert declared.canonical(url) == url
    assert declared.is_article(url)
    assert declared.article_id(url) == own
    assert declared.key(url) == f"{domain}/{own}"


def test_declarations_are_sound() -> None:
    found = declarations()
    assert list(found) == sorted(found)
    assert len({d.publication.domain for d in found.values()}) == len(found)
    for name, declared in found.items():
        assert declared.name == name
        assert declared.publication.name
        assert not declared.publication.domain.startswith("www.")
        assert declared.article_url.groupindex.keys() <= {"id"}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (PAGE, "laodongxahoi"),
        ("https://www.laodongxahoi.net/", "laodongxahoi"),
        ("https://m.kinhtedothi.vn/x", "kinhtedothi"),
        ("http://laodongxahoi.net.example/a-1324901.html", None),
        ("http://khac.example/", None),
        ("", None),
        (None, None),
    ],
)
def test_whose_page_an_address_is(url: str | None, name: str | None) -> None:
    found = declaration_for(url)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://www.laodongxahoi.net/a-1324901.html",
        "http://m.laodongxahoi.net/a-1324901.html?utm_source=zalo#x",
        f"{PAGE}/amp",
        f"{PAGE}/",
        f"{PAGE}?page=2",
    ],
)
def test_an_article_has_one_address(journal: Declaration, url: str) -> None:
    assert journal.canonical(url) == PAGE
    assert journal.key(url) == "laodongxahoi.net/1324901"


@pytest.mark.parametrize(
    "path", ["/", "/an-sinh-xa-hoi", "/an-sinh-xa-hoi/page/2", "/a-12.html", "/tag/viec-lam", "/a-1324901.jpg"]
)
def test_what_is_no_article(journal: Declaration, path: str) -> None:
    assert not journal.is_article(f"http://laodongxahoi.net{path}")
    assert journal.article_id(f"http://laodongxahoi.net{path}") is None


def test_pages_that_are_no_articles_keep_their_query(journal: Declaration) -> None:
    assert (
        journal.canonical("https://www.laodongxahoi.net/tim-kiem?q=x&utm_source=y")
        == "http://laodongxahoi.net/tim-kiem?q=x"
    )
    assert journal.canonical("http://khac.example/a?b=1") == "http://khac.example/a?b=1"


@pytest.mark.parametrize(
    ("url", "stated", "canonical", "own"),
    [
        (PAGE, None, PAGE, "1324901"),
        (PAGE, "http://laodongxahoi.net/", PAGE, "1324901"),
        (PAGE, "http://laodongxahoi.net/b-1324902.html", PAGE, "1324901"),
        (
            PAGE,
            "http://laodongxahoi.net/ten-moi-1324901.html",
            "http://laodongxahoi.net/ten-moi-1324901.html",
            "1324901",
        ),
        ("", PAGE, PAGE, "1324901"),
        ("http://127.0.0.1:8000/a-1324901.html", PAGE, PAGE, "1324901"),
        ("http://laodongxahoi.net/go?id=1", PAGE, PAGE, "1324901"),
        (
            "http://laodongxahoi.net/go?id=1",
            "http://khac.example/b-1324902.html",
            "http://laodongxahoi.net/go?id=1",
            None,
        ),
    ],
)
def test_the_pages_own_word_on_its_address(
    journal: Declaration, url: str, stated: str | None, canonical: str, own: str | None
) -> None:
    assert journal.identify(url, stated) == (canonical, own)


def test_sections_and_their_pages() -> None:
    sections = Sections("/{section}/page/{page}", "tre-em", "xa-hoi/nghe-ctxh")
    assert sections.names == ("tre-em", "xa-hoi/nghe-ctxh")
    assert sections.path("/xa-hoi/nghe-ctxh/") == "/xa-hoi/nghe-ctxh"
    assert sections.path("tre-em", 3) == "/tre-em/page/3"
    assert Sections("/{section}/p{page}.html", first="/{section}.html").path("tre-em") == "/tre-em.html"


def test_a_publication_without_ids_in_its_addresses() -> None:
    declared = Declaration("x", Publication("X", "x.example"), "https", "www.x.example", re.compile(r"/bai/[^/]+$"))
    assert declared.origin == "https://www.x.example"
    assert declared.is_article("http://x.example/bai/mot-bai")
    assert declared.article_id("http://x.example/bai/mot-bai") is None
    assert declared.key("http://m.x.example/bai/mot-bai?utm_source=y") == "https://www.x.example/bai/mot-bai"
