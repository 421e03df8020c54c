"""Fixtures begun from real pages: the markup stays and is read as before, the words go."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.extraction import extract
from crawler.layouts import LAYOUTS, NotAnArticle, choose
from crawler.skeleton import lost, skeleton
from tests.layouts.fixture_pages import ARTICLES, EXPECTED, html_of, page

REAL = Path(__file__).parents[2] / "shared" / "pages"
EXAMPLE = "https://bao.example/mua-nay-nuoc-ve-som-tren-1234567.html"


def first_of_each_layout() -> list[str]:
    """A page of every layout."""
    found: dict[str, str] = {}
    for case in ARTICLES:
        found.setdefault(choose(page(case)).name, case)
    return list(found.values())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every so many words in a row."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_every_layout_is_tried() -> None:
    assert len(first_of_each_layout()) == len(LAYOUTS)


@pytest.mark.parametrize("case", first_of_each_layout())
def test_the_layout_finds_the_same_fields_and_none_of_the_words(case: str) -> None:
    html, url = html_of(case), EXPECTED[case]["_page"].get("url")
    made = skeleton(html, url, EXAMPLE.replace("bao.example", case.split("/", maxsplit=1)[0]))
    assert lost(html, url, made) == []
    before, after = extract(html, url), extract(made)
    assert after.title != before.title
    assert [a.roles for a in after.authors] == [a.roles for a in before.authors]
    assert not {a.name for a in before.authors if a.kind == "person"} & {a.name for a in after.authors}
    assert runs(f"{before.title}\n{before.summary or ''}\n{before.content_text}", 5) & runs(made, 5) == set()


def page_of(body: str, head: str = "") -> bytes:
    """A page in VCCorp's markup."""
    paragraphs = "".join(f"<p>Câu thứ {n} của bài này kể chuyện khác hẳn những câu trước đó.</p>" for n in range(30))
    return (
        f'<html><head><title>Chợ nổi họp lại - Báo Sông</title>{head}</head><body><h1 data-role="title">Chợ nổi họp lại</h1>'
        f'<div data-role="publishdate">07/03/2026 08:07</div><h2 data-role="sapo">(BS) - Sau một năm vắng vẻ.</h2>'
        f'<div class="detail-content afcbc-body" data-role="content">{body}{paragraphs}<p style="text-align: right">'
        "<strong>Bài, ảnh: LÊ THỊ MẬN</strong></p></div></body></html>"
    ).encode()


def made_of(body: str, head: str = "") -> str:
    return skeleton(page_of(body, head), "https://baosong.example/cho-noi-hop-lai-1234567.html", EXAMPLE)


def test_what_is_repeated_stays_repeated() -> None:
    made = made_of("<p>Sau một năm vắng vẻ.</p>", '<meta property="og:title" content="Chợ nổi họp lại - Báo Sông">')
    title = extract(made).title
    assert made.count(f">{title}<") == 1
    assert f'<meta property="og:title" content="{title} - Báo Sông">' in made
    assert f"<title>{title} - Báo Sông</title>" in made
    lead = re.search(r"\(BS\) - ([^<]+)</h2>", made)
    assert lead is not None
    assert f"<p>{lead[1]}</p>" in made


def test_roles_marks_and_dates_stay_and_names_go_in_their_own_capitals() -> None:
    made = made_of(
        '<figure><img data-src="/1.jpg"><figcaption>Ghe hàng trên bến. Ảnh: Lê Thị Mận</figcaption></figure>'
    )
    found = extract(made)
    assert "Bài, ảnh: LÒ VĂN BÁCH" in made or re.search(r"Bài, ảnh: [A-ZĐ][^<]+", made)
    assert "MẬN" not in made.upper()
    assert [author.roles for author in found.authors] == [["text", "photo"]]
    assert found.images[0].credit == found.authors[0].name
    assert (found.dateline, found.date_published) == ("BS", "2026-03-07T08:07:00+07:00")


def test_long_bodies_are_cut_in_the_middle() -> None:
    assert 8 <= len(extract(made_of("")).content_text.split("\n\n")) <= 14


def test_scripts_handlers_and_addresses_of_others_go() -> None:
    made = made_of(
        '<script>var mat = "khau";</script><p onclick="a()">Xem <a href="https://khac.example/bi-mat-cua-bao.html">ở đây</a>'
        ' và <a href="/mot-bai-khac-cua-bao-song-7654321.html">bài trước</a>.</p><img src="https://cdn.example/rieng.jpg">'
    )
    assert [word for word in ("khau", "onclick", "bi-mat", "cua-bao-song", "rieng.jpg") if word in made] == []
    assert 'href="https://khac.example/"' in made


def test_structured_data_keep_their_types_and_dates() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Chợ nổi họp lại",
        "datePublished": "2026-03-07T08:07:00+07:00",
        "author": {"@type": "Person", "name": "Lê Thị Mận"},
        "publisher": {"@type": "Organization", "name": "Báo Sông"},
    }
    made = made_of("", f'<script type="application/ld+json">{json.dumps(data)}</script>')
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', made)
    assert found is not None
    (kept,) = json.loads(found[1])
    assert (kept["@type"], kept["datePublished"]) == (data["@type"], data["datePublished"])
    assert kept["publisher"] == data["publisher"]
    assert kept["headline"] == extract(made).title
    assert kept["author"]["name"] == extract(made).authors[0].name


def test_no_article_no_skeleton() -> None:
    with pytest.raises(NotAnArticle):
        skeleton(b"<html><body><h1>Trang ch\xe1\xbb\xa7</h1></body></html>", "https://bao.example/", EXAMPLE)


@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not at hand")
def test_real_pages_are_read_as_before_and_none_of_their_sentences_stay() -> None:
    entries = [json.loads(line) for line in (REAL / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    missing: dict[str, list[str]] = {}
    articles = 0
    for entry in entries:
        html = (REAL / entry["file"]).read_bytes()
        url = entry["url"] if (entry["url"] or "").startswith("http") else EXAMPLE
        try:
            article = extract(html, url)
        except NotAnArticle:
            continue
        articles += 1
        made = skeleton(html, url, EXAMPLE.replace("bao.example", entry["site"]))
        assert runs(article.content_text, 8) & runs(made, 8) == set(), entry["file"]  # names of offices are long
        if fields := lost(html, url, made):
            missing[entry["file"]] = fields
    assert len(missing) <= 0.1 * articles, missing
