"""The declaration of a publication, proposed from a few of its pages: home page, sections, feeds, articles.

Plain functions on what was fetched or saved; `scrapy genpublication` is the command around them.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from crawler.discovery import (
    entry_links,
    feeds_named,
    learn_article_url,
    looks_like_article,
    menu_links,
    own_links,
    parse_xml,
    recognise,
    site_name,
)
from crawler.items import DateClue, Draft, NotAnArticle
from crawler.layouts import choose
from crawler.layouts.page import Page, element_text, squeeze
from crawler.publications import Sections
from crawler.spider import NO_SECTION, PublicationSpider
from crawler.urls import bare_host, canonical_url
from crawler.vietnamese.dates import parse_date

MOST_SECTIONS = 24
MOST_FEEDS = 3
_WIDTH = 110
_LINKS_OF_A_LIST = 10
_WORDS_OF_A_SECTION = 6
_PAGING = {
    "vnexpress": "/{section}-p{page}",
    "cotent-detail": "/{section}/page/{page}",
    "wordpress": "/{section}/page/{page}/",
}
"""How the sections of a family are mostly paged, where no pager was seen."""
_INVENTED = "mua-nay-nuoc-ve-som-tren-dong-lang".split("-")


@dataclass(frozen=True)
class Given:
    """A page to learn from."""

    source: str
    """The file or address it came from."""
    body: bytes
    url: str | None = None
    content_type: str | None = None


@dataclass
class Proposal:
    """What a publication's pages tell of it."""

    name: str
    title: str = ""
    origin: str = ""
    article_url: str = ""
    sections: Sections | None = None
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    month_first: bool = False
    families: Counter[str] = field(default_factory=Counter)
    """Layouts by the number of articles they read."""
    printed_dates: list[tuple[str, str | None]] = field(default_factory=list)
    """Dates as printed on the articles, and what they are read as."""
    articles: list[str] = field(default_factory=list)
    """Addresses of articles."""
    listings: list[str] = field(default_factory=list)
    """Addresses of pages that are none."""
    fields: dict[str, str] = field(default_factory=dict)
    """Selectors by which the first article was read."""
    doubts: list[str] = field(default_factory=list)
    """What a person must check."""

    @property
    def domain(self) -> str:
        """The domain it is known by."""
        return bare_host(self.origin)


def propose(name: str, pages: list[Given]) -> Proposal:
    """Look at the pages and say what a declaration would be. Raises ValueError when they don't tell whose they are."""
    proposal = Proposal(name)
    listed: list[str] = []
    linked: list[str] = []
    homes: list[Page] = []
    for given in pages:
        tree = parse_xml(given.body)
        if tree is not None:
            listed += entry_links(tree)
            if given.url:
                proposal.feeds.append(_path(given.url))
            continue
        page = Page.from_html(given.body, given.url, given.content_type)
        draft = _read(page)
        address = page.canonical if draft and page.canonical else page.address
        if address and not proposal.origin:
            parts = urlsplit(page.url or address)
            proposal.origin = f"{parts.scheme}://{parts.netloc}"
        if draft is not None:
            _note_article(proposal, page, draft, address)
            listed += [address] if address else []
        else:
            homes.append(page)
            proposal.listings += [address] if address else []
        linked += own_links(page) if page.address else []
        proposal.title = proposal.title or site_name(page) or ""
    if not proposal.origin and listed:
        parts = urlsplit(listed[0])
        proposal.origin = f"{parts.scheme}://{parts.netloc}"
    if not proposal.origin:
        raise ValueError("none of the pages says at which address it stands; give one by --url")
    proposal.title = proposal.title or proposal.domain
    own = [url for url in dict.fromkeys(listed) if bare_host(url) == proposal.domain]
    proposal.article_url = learn_article_url(own, linked) or ""
    if proposal.article_url:
        proposal.articles = [u for u in [*own, *linked] if _matches(proposal, u)] or own
    _note_sections(proposal, homes)
    for home in homes:
        proposal.feeds += [_path(url) for url in feeds_named(home)]
    proposal.feeds = list(dict.fromkeys(proposal.feeds))[:MOST_FEEDS]
    _doubt(proposal, own, linked)
    return proposal


def _read(page: Page) -> Draft | None:
    """The article on a page, or None for one that is none.

    A home page is none, and neither is, whatever its metadata say, a page that no family claims and that links to many
    articles while its own address is not of their kind.
    """
    if page.address and urlsplit(page.address).path in ("", "/"):
        return None
    try:
        draft = choose(page).read(page)
    except NotAnArticle:
        return None
    if draft.layout == "generic" and page.address and not looks_like_article(page.address):
        articles = [url for url in own_links(page) if looks_like_article(url)]
        return None if len(articles) >= _LINKS_OF_A_LIST else draft
    return draft


def _note_article(proposal: Proposal, page: Page, draft: Draft, address: str | None) -> None:
    proposal.families[draft.layout] += 1
    printed = next((clue for clue in draft.date_clues if clue.origin == "printed"), None)
    if printed:
        month_first = _month_first(printed.text, draft.date_clues)
        proposal.month_first = proposal.month_first or month_first
        read = parse_date(printed.text, month_first=month_first)
        proposal.printed_dates.append((printed.text, read.value.isoformat() if read else None))
    else:
        proposal.doubts.append(f"no printed date was found on {address or 'an article'}: the metadata's is taken")
    if not proposal.fields:
        layout = choose(page)
        names = ("title", "summary", "date_published", "author", "source", "body", "section", "tags")
        proposal.fields = {name: layout.where(name, page)[0] or "found nowhere" for name in names}


def _month_first(printed: str, clues: list[DateClue]) -> bool:
    """Whether a printed date makes sense, or agrees with the metadata, only when its month comes first."""
    found = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{2}){1,2}\b", printed)
    if not found:
        return False
    first, second = int(found[1]), int(found[2])
    if first <= 12 < second:
        return True
    if first > 12 or first == second:
        return False
    days = [d for clue in clues if clue.origin != "printed" and (d := _day(clue.text))]
    return bool(days) and all((d.month, d.day) == (first, second) for d in days)


def _day(machine_date: str) -> date | None:
    try:
        return date.fromisoformat(machine_date[:10])
    except ValueError:
        return None


def _note_sections(proposal: Proposal, homes: list[Page]) -> None:
    """Sections of the menus, and how they are paged by a pager seen on one of the pages."""
    paths: dict[str, None] = {}
    for home in homes:
        for href, text in menu_links(home):
            if text and bare_host(href) == proposal.domain and _may_be_section(proposal, canonical_url(href)):
                paths.setdefault(urlsplit(canonical_url(href)).path)
    endings = Counter(_ending(path) for path in paths)
    ending = endings.most_common(1)[0][0] if endings else ""
    names = [p.strip("/").removesuffix(ending.strip("/")) for p in paths if _ending(p) == ending]
    names.sort(key=lambda section: section.count("/"))
    pattern = next(filter(None, map(_paging, homes)), "")
    if not pattern:
        family = proposal.families.most_common(1)[0][0] if proposal.families else ""
        pattern = _PAGING.get(
            family, f"/{{section}}/trang-{{page}}{ending}" if "." in ending else "/{section}?page={page}"
        )
        proposal.doubts.append(f"no pager was seen; that the second page of a section is {pattern} is a guess")
    first = f"/{{section}}{ending}"
    if names or pattern != "/{section}/page/{page}":
        proposal.sections = Sections(pattern, *names[:MOST_SECTIONS], first=first)


def _may_be_section(proposal: Proposal, url: str) -> bool:
    """Whether a menu's link is of the kind of a section: short, without a query, no article, topic or front page."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    seen = recognise(url)
    return (
        bool(path)
        and not parts.query
        and path.count("/") <= 1
        and not re.match(r"(?:trang-chu|home|index)\b", path)
        and not NO_SECTION.search(parts.path)
        and not (seen and seen.words > _WORDS_OF_A_SECTION)
        and not _matches(proposal, url)
    )


def _ending(path: str) -> str:
    found = re.search(r"\.\w{2,5}$", path)
    return found[0] if found else "/" if path.endswith("/") else ""


def _paging(page: Page) -> str | None:
    """The pattern of a section's pages, by the link to the second one in its pager."""
    if not page.address:
        return None
    section = urlsplit(page.address).path.strip("/")
    section = section.removesuffix(_ending(section))
    for link in page.find(f"({PublicationSpider.pager})//a[@href]"):
        target = urlsplit(page.absolute(link.get("href")))
        path = target.path + (f"?{target.query}" if target.query else "")
        if section and element_text(link) == "2" and path.startswith(f"/{section}"):
            rest, found = re.subn(r"(?<!\d)2(?!\d)", "{page}", path.removeprefix(f"/{section}"), count=1)
            if found:
                return "/{section}" + rest
    return None


def _doubt(proposal: Proposal, listed: list[str], linked: list[str]) -> None:
    """What of the proposal a person must look at."""
    doubts = proposal.doubts
    if not proposal.article_url:
        doubts.append("no form of an article's address was recognised: write article_url yourself")
    else:
        for what, urls in (("articles and feed entries", listed), ("links", linked)):
            if urls:
                hits = sum(_matches(proposal, url) for url in dict.fromkeys(urls))
                doubts.append(f"article_url matches {hits} of {len(set(urls))} {what}: are the others no articles?")
        if "(?P<id>" not in proposal.article_url:
            doubts.append("addresses carry no id: an article that is renamed will count as a new one")
    if not proposal.families:
        doubts.append("no article was given: which layout reads them is unknown; give one or two")
    elif "generic" in proposal.families:
        doubts.append("no family claims some of the articles, the generic layout reads them: compare every field")
    doubts += [
        f"the printed date {printed!r} can't be read" for printed, read in proposal.printed_dates if read is None
    ]
    if proposal.month_first:
        doubts.append("dates seem to print the month first: compare several")
    if not proposal.sections or not proposal.sections.names:
        doubts.append("no menu was seen: name the sections, or leave them to the links of the home page")


def _matches(proposal: Proposal, url: str) -> bool:
    if not proposal.article_url or bare_host(url) != proposal.domain:
        return False
    return re.search(proposal.article_url, urlsplit(canonical_url(url, keep_query=False)).path) is not None


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


# --- what is written --------------------------------------------------------------------------------------------


def declaration_text(proposal: Proposal) -> str:
    """The file of `crawler/spiders/`."""
    parts = urlsplit(proposal.origin)
    lines = [
        "from crawler.items import Publication",
        *(["from crawler.publications import Sections"] if proposal.sections else []),
        "from crawler.spider import PublicationSpider",
        "",
        "",
        f"class {proposal.name.capitalize()}Spider(PublicationSpider):",
        f'    """{_quoted(proposal.title)}: say here whose organ it is and what is odd about its pages."""',
        "",
        f'    name = "{proposal.name}"',
        f'    publication = Publication("{_quoted(proposal.title)}", "{proposal.domain}")',
    ]
    if parts.scheme != "https":
        lines.append(f'    scheme = "{parts.scheme}"')
    if parts.netloc != proposal.domain:
        lines.append(f'    host = "{parts.netloc}"')
    lines.append(f'    article_url = r"{proposal.article_url}"')
    if proposal.sections:
        lines += _sections_text(proposal.sections)
    if proposal.month_first:
        lines.append("    month_first = True")
    for name, paths in (("feeds", proposal.feeds), ("sitemaps", proposal.sitemaps)):
        if paths:
            words = [f'"{path}"' for path in paths]
            lines.append(f"    {name} = ({', '.join(words)}{',' if len(words) == 1 else ''})")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return squeeze(text).replace("\\", "").replace('"', "'")


def _sections_text(sections: Sections) -> list[str]:
    first = [] if sections.first == "/{section}" else [f'first="{sections.first}"']
    words = [f'"{word}"' for word in (sections.pattern, *sections.names)] + first
    line = f"    sections = Sections({', '.join(words)})"
    if len(line) <= _WIDTH:
        return [line]
    names = ", ".join(f'"{name}"' for name in sections.names) + ","
    indent = " " * 8
    wrapped = textwrap.wrap(
        names, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    last = [f"{indent}{first[0]},"] if first else []
    return ["    sections = Sections(", f'{indent}"{sections.pattern}",', *wrapped, *last, "    )  # fmt: skip"]


def example_path(url: str) -> str:
    """The path of an article with an invented headline: the form of an address without anybody's words."""

    def invented(slug: re.Match[str]) -> str:
        words = slug[0].split("-")
        first = words[:1] if words[0].isdigit() else []
        last = words[-1:] if re.search(r"\d", words[-1]) and not first else []
        return "-".join([*first, *_INVENTED[: max(4, len(words) - len(first) - len(last))], *last])

    path = urlsplit(canonical_url(url, keep_query=False)).path
    slug = max(re.findall(r"[^/.]+", path), key=lambda part: part.count("-"), default="")
    return re.sub(r"(?<=/)(?:[a-z0-9]+-){3,}[a-z0-9]+", lambda m: invented(m) if m[0] == slug else m[0], path)


def address_lines(proposal: Proposal) -> list[str]:
    """Lines for tests/spiders/addresses.txt: an article and another page."""
    lines = []
    if proposal.articles and proposal.article_url:
        path = example_path(proposal.articles[0])
        found = re.search(proposal.article_url, path)
        own = found.groupdict().get("id") if found else None
        lines.append(f"{proposal.name}  {path}  {own or '-'}")
    names = proposal.sections.names if proposal.sections else ()
    other = proposal.sections.path(names[0]) if proposal.sections and names else "/lien-he"
    return [*lines, f"{proposal.name}  {other}  no"]


def fixture_html(proposal: Proposal) -> str:
    """The note in place of a page: what to write there, and where the layout looks for each field."""
    family = proposal.families.most_common(1)[0][0] if proposal.families else "unknown"
    places = "\n".join(f"  {name:15} {selector}" for name, selector in proposal.fields.items())
    return (
        f"<!-- An article of {proposal.domain} belongs here: its markup, with a text of your own and none of theirs.\n"
        f"  layout          {family}\n{places}\n"
        "  Then fill in example.json by hand, from what a reader sees. -->\n"
    )


def fixture_json(proposal: Proposal) -> str:
    """The expected article, to be filled in by hand."""
    url = proposal.origin + example_path(proposal.articles[0]) if proposal.articles else f"{proposal.origin}/"
    skeleton = {
        "_page": {"url": url, "about": ""},
        "title": "",
        "summary": "",
        "content_text": [],
        "date_published": "",
        "authors": [],
        "sources": [],
        "images": [],
        "section": [],
        "tags": [],
    }
    return json.dumps(skeleton, ensure_ascii=False, indent=2) + "\n"
