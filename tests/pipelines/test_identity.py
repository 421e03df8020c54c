"""The id that an article keeps for ever."""

from __future__ import annotations

import hashlib

import pytest

from crawler.items import Draft, Publication
from crawler.pipelines.identity import IdentityPipeline, id_in_address, identify, registered_domain


def identified(url: str, domain: str = "", article_id: str | None = None) -> Draft:
    draft = Draft(url=url, publication=Publication("X", domain), article_id=article_id)
    identify(draft)
    return draft


def test_own_id_of_a_declared_publication() -> None:
    draft = identified("http://laodongxahoi.net/a-1324901.html", "laodongxahoi.net", "1324901")
    assert (draft.id, draft.url) == ("laodongxahoi.net/1324901", "http://laodongxahoi.net/a-1324901.html")


def test_number_in_the_address_of_any_publication() -> None:
    draft = identified("https://www.bao.example/a-179220612224312345.htm?utm_source=x")
    assert draft.id == "bao.example/179220612224312345"
    assert draft.url == "https://www.bao.example/a-179220612224312345.htm"


def test_without_a_number_the_canonical_address_counts() -> None:
    url = "https://bao.example/mot-bai-viet"
    expected = f"bao.example/{hashlib.sha256(url.encode()).hexdigest()[:16]}"
    assert identified(url).id == expected
    assert identified(f"{url}?fbclid=1#x").id == expected


def test_without_an_address() -> None:
    draft = identified("")
    assert (draft.id, draft.url, draft.warnings) == ("", "", ["no-address"])


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/a-1324901.html", "1324901"),
        ("/a-d538952.html", "538952"),
        ("/a-post123456.html", "123456"),
        ("/a-20220612224312345.chn", "20220612224312345"),
        ("/123456/a.html", "123456"),
        ("/123456-a.html", "123456"),
        ("/a.123456.htm", "123456"),
        ("/a-123456", "123456"),
        ("/a-123456/", "123456"),
        ("/a-c53571812.epi", "53571812"),
    ],
)
def test_numbers_that_are_ids(path: str, own: str) -> None:
    assert id_in_address(f"https://bao.example{path}") == own


@pytest.mark.parametrize(
    "path",
    ["/", "/mot-bai", "/su-kien-2022.html", "/tin-2022/06/12/mot-bai.html", "/top-10.html", "/mot-bai.html?id=1234567"],
)
def test_numbers_that_are_none(path: str) -> None:
    assert id_in_address(f"https://bao.example{path}") is None


def test_registered_domain() -> None:
    assert registered_domain("https://www.bao.example:8000/x") == "bao.example"
    assert registered_domain(None) == ""


def test_pipeline_passes_other_items() -> None:
    assert IdentityPipeline().process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]
    assert IdentityPipeline().process_item(Draft(url="https://bao.example/a-12345.html")).id == "bao.example/12345"
