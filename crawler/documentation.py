"""The table of docs/publications.md, made from the declarations and from what crawler/publications.tsv says of each.

`python -m crawler.documentation` renews the page: what stands between `<!-- publications -->` and its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crawler.publications import declarations

DATA = Path(__file__).with_name("publications.tsv")
PAGE = Path(__file__).parents[1] / "docs" / "publications.md"

_START, _END = "<!-- publications -->\n", "<!-- /publications -->"

CHECKED = ("real page", "copy of a page", "page from facts", "addresses only")
"""What an extraction may have been checked against; docs/publications.md explains the words."""


@dataclass(frozen=True)
class Known:
    """What is known of a publication's pages."""

    layout: str
    """The layout that is expected to read them. The page decides in the end."""
    checked: str
    """One of `CHECKED`."""


@cache
def known() -> dict[str, Known]:
    """What crawler/publications.tsv says of each publication."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: Known(layout, checked) for name, layout, checked in rows}


def with_line(text: str, name: str, layout: str, checked: str = CHECKED[-1]) -> str:
    """The text of crawler/publications.tsv with a publication's line added, unless it has one."""
    lines = text.splitlines()
    if any(line.startswith(f"{name}\t") for line in lines):
        return text
    rows = sorted([*(line for line in lines if not line.startswith("#")), f"{name}\t{layout}\t{checked}"])
    return "\n".join([*(line for line in lines if line.startswith("#")), *rows]) + "\n"


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
    return known()[name].layout if name in known() else "generic"


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
    return known()[name].checked if name in known() else CHECKED[-1]


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
