"""The table of docs/publications.md, made from the declarations and from what is written down here of each.

`python -m crawler.documentation` renews the page: what stands between `<!-- publications -->` and its end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.publications import declarations

PAGE = Path(__file__).parents[1] / "docs" / "publications.md"

_START, _END = "<!-- publications -->\n", "<!-- /publications -->"

LAYOUTS_EXPECTED: dict[str, str] = {
    "cotent-detail": "kinhtedothi laodongxahoi tapchilaodongxahoi thuonghieuvaphapluat yeutretho",
    "content-detail-news": "baodautu",
    "mastercms": "baoquocte congthuong laodongcongdoan laodongthudo thoibaotaichinhvietnam",
    "vccorp": (
        "baochinhphu baoxaydung cafebiz cafef genk kenh14 nguoiduatin nld phunuvietnam soha suckhoedoisong thanhnien "
        "thethaovanhoa tuoitre vtv xaydungchinhsach"
    ),
    "mcms": (
        "anninhthudo baobackan baogialai baohatinh baolaocai baophapluat giaoducthoidai nhandan plo sggp tienphong "
        "vietnamplus"
    ),
    "one-cms": "baodanang baohaiphong baonghean daidoanket hanoimoi",
    "dantri": "dantri",
    "vnexpress": "vnexpress",
    "vietnamnet": "vietnamnet",
    "vov": "vov",
    "baotintuc": "baotintuc",
    "znews": "znews",
    "laodong": "laodong",
    "vneconomy": "vneconomy",
    "wordpress": "quanlynhanuoc thesaigontimes",
    "nukeviet": "tuyengiaophuyen",
    "liferay-portal": "sotttthanoi",
    "liferay7-portal": "hochiminhcity",
    "vnpt-portal": "yenthanh",
    "noidung-portal": "tcnn",
}
"""Layout to the publications it is expected to read; the generic layout reads the others. The page decides in the end."""
REAL_PAGES = frozenset(
    "baochinhphu baodautu baotintuc cafef dantri genk nhandan sotttthanoi soha tienphong tuoitre vietnamplus vnexpress "
    "vov vtv znews".split()
)
"""Publications of which real articles were read by hand and come out right in `make accuracy`."""
FROM_FACTS = frozenset(
    "baobackan baodanang baogialai baohaiphong baohatinh baonghean cafebiz congthuong daidoanket hanoimoi hochiminhcity "
    "kenh14 kinhtedothi laodong laodongthudo laodongxahoi nld plo quanlynhanuoc suckhoedoisong tapchilaodongxahoi tcnn "
    "thanhnien thesaigontimes thoibaotaichinhvietnam thuonghieuvaphapluat tuyengiaophuyen vietnamnet vneconomy "
    "xaydungchinhsach yenthanh yeutretho".split()
)
"""Publications whose markup is known from published selectors, and from our own fixtures in that markup."""


def publications_table() -> str:
    """One line a publication."""
    lines = [
        "| name | publication | domain | layout expected | discovery | checked against |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    spiders = _spiders()
    for name, declared in declarations().items():
        publication = declared.publication
        cells = (
            name,
            publication.name,
            publication.domain,
            expected_layout(name),
            discovery(spiders[name]),
            checked_against(name),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def renewed(page: str) -> str:
    """The text of docs/publications.md with its table made anew."""
    before, rest = page.split(_START, 1)
    return f"{before}{_START}\n{publications_table()}\n\n{_END}{rest.split(_END, 1)[1]}"


def _spiders() -> dict[str, Any]:
    from crawler.spider import PublicationSpider  # noqa: PLC0415 - only the table needs the classes

    declarations()  # imports them
    return {spider.name: spider for spider in PublicationSpider.__subclasses__()}


def expected_layout(name: str) -> str:
    """The layout that a publication's pages are expected to be read by."""
    return next((layout for layout, names in LAYOUTS_EXPECTED.items() if name in names.split()), "generic")


def discovery(spider: Any) -> str:
    """What is declared beside what every crawl looks for: the home page's sections and feeds, robots.txt's sitemaps."""
    declared = (
        (len(spider.sections.names) if spider.sections else 0, "section"),
        (len(spider.feeds), "feed"),
        (len(spider.sitemaps), "sitemap"),
    )
    return ", ".join(f"{n} {what}{'s' if n > 1 else ''}" for n, what in declared if n) or "what the home page names"


def checked_against(name: str) -> str:
    """What a publication's extraction was tried on; docs/publications.md explains the three words."""
    if name in REAL_PAGES:
        return "real page"
    return "page from facts" if name in FROM_FACTS else "addresses only"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
