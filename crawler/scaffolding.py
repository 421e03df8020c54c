"""The declaration of a publication, proposed from a few of its pages: home page, sections, feeds, articles.

Plain functions on what was fetched or saved; `scrapy genpublication` is the command around them.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.discovery import (
    entry_links,
    feed_address,
    feeds_named,
    is_sitemap,
    learn_article_url,
    looks_like_article,
    menu_links,
    own_links,
    parse_xml,
    recognise,
    site_name,
    sitemap_entries,
)
from crawler.documentation import expected_layout
from crawler.extraction import extract
from crawler.items import DateClue, Draft, NotAnArticle, Publication
from crawler.layouts import choose
from crawler.layouts.page import Page, element_text, squeeze
from crawler.publications import Declaration, Sections, declarations
from crawler.skeleton import lost, skeleton
from crawler.spider import NO_SECTION, PublicationSpider
from crawler.urls import bare_host, canonical_url
from crawler.vietnamese.dates import parse_date

MOST_SECTIONS = 24
MOST_FEEDS = 3
_WIDTH = 110
_LINKS_OF_A_LIST = 10
NOT_RECOGNISED = "not recognised"
"""Matches no address: the declaration's tests fail until it is written."""
_NAMED = 3
_EXAMPLES = 2
_WORDS_OF_A_SECTION = 6
_LEAST_SECTIONS = 5
"""Where the menus of home and sections name fewer, those of articles are looked at too."""
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
    example: Given | None = None
    """The first article: what the fixture is begun from."""
    example_address: str | None = None
    families: Counter[str] = field(default_factory=Counter)
    """Layouts by the number of articles they read."""
    printed_dates: list[tuple[str, str | None]] = field(default_factory=list)
    """Dates as printed on the articles, and what they are read as."""
    articles: list[str] = field(default_factory=list)
    """Addresses of articles."""
    listings: list[str] = field(default_factory=list)
    """Addresses of pages that are none."""
    doubts: list[str] = field(default_factory=list)
    """What a person must check."""

    @property
    def domain(self) -> str:
        """The domain it is known by."""
        return bare_host(self.origin)

    @property
    def declaration(self) -> Declaration:
        """What the declaration will say."""
        parts = urlsplit(self.origin)
        return Declaration(
            name=self.name,
            publication=Publication(self.title, self.domain),
            scheme=parts.scheme,
            host=parts.netloc,
            article_url=re.compile(self.article_url),
            month_first=self.month_first,
        )


def propose(name: str, pages: list[Given]) -> Proposal:
    """Look at the pages and say what a declaration would be. Raises ValueError when they don't tell whose they are."""
    proposal = Proposal(name)
    listed: list[str] = []
    linked: dict[str, str] = {}
    homes: list[Page] = []
    articles: list[Page] = []
    names: list[str] = []
    suffixes: list[str] = []
    for given in pages:
        tree = parse_xml(given.body)
        if tree is not None:
            _note_feed_or_sitemap(proposal, tree, given.url, listed, linked)
            continue
        page = Page.from_html(given.body, given.url, given.content_type)
        draft = _read(page)
        address = page.canonical if draft and page.canonical else page.address
        proposal.origin = _secure(proposal.origin, page.url or address, page.canonical)
        if draft is not None:
            if proposal.example is None:
                proposal.example, proposal.example_address = given, address
            articles.append(page)
            _note_article(proposal, page, draft, address)
            listed += [address] if address else []
        else:
            homes.append(page)
            proposal.listings += [address] if address else []
        for url, text in own_links(page).items() if page.address else ():
            linked[url] = max(linked.get(url, ""), text, key=len)
        names += filter(None, [site_name(page)])
        suffixes += _suffix(page)
    for url in listed[:1]:
        proposal.origin = proposal.origin or _secure("", url, None)
    if not proposal.origin:
        raise ValueError("none of the pages says at which address it stands; give one by --url")
    proposal.title = next((n for n in names + suffixes if _is_name(n, proposal.domain)), proposal.domain)
    own = [url for url in dict.fromkeys(listed) if bare_host(url) == proposal.domain]
    proposal.article_url = learn_article_url(own, linked) or ""
    if proposal.article_url:
        proposal.articles = [u for u in [*own, *linked] if _matches(proposal, u)] or own
    _note_sections(proposal, homes, articles)
    for home in homes or articles:
        proposal.feeds += [_path(url) for url in feeds_named(home)]
    proposal.feeds = list(dict.fromkeys(proposal.feeds))[:MOST_FEEDS]
    _doubt(proposal, own, linked)
    return proposal


def worth_a_look(proposal: Proposal, seen: Iterable[str]) -> list[str]:
    """What a proposal without an article lacks: home page, a feed, a section and two articles, as far as they are known."""
    if proposal.families:
        return []
    sections = proposal.sections
    names = sections.names[:1] if sections else ()
    paths = ["/", *proposal.feeds[:1], *(sections.path(name) for name in names if sections)]
    articles = [url for url in proposal.articles if _matches(proposal, url)]
    return [url for url in [*(proposal.origin + path for path in paths), *articles[:_EXAMPLES]] if url not in seen]


def _note_feed_or_sitemap(
    proposal: Proposal, tree: Any, url: str | None, listed: list[str], linked: dict[str, str]
) -> None:
    """Take from a feed or sitemap what it lists, and where it stands itself."""
    if is_sitemap(tree):
        sitemaps, pages = sitemap_entries(tree)
        linked.update(dict.fromkeys(pages, ""))
        proposal.sitemaps += [_path(url)] if url else [_path(u) for u in sitemaps[:1]]
        known = url or next(iter([*pages, *sitemaps]), None)
    else:
        entries = entry_links(tree)
        listed += entries
        url = url or feed_address(tree)
        proposal.feeds += [_path(url)] if url else []
        known = url or next(iter(entries), None)
    proposal.origin = proposal.origin or _secure("", known, None)


def _secure(origin: str, url: str | None, canonical: str | None) -> str:
    """Scheme and host: the first seen, by https where any page says so of the same host."""
    for address in filter(None, (url, canonical)):
        parts = urlsplit(address)
        if not origin:
            origin = f"{parts.scheme}://{parts.netloc}"
        elif parts.scheme == "https" and origin == f"http://{parts.netloc}":
            origin = f"https://{parts.netloc}"
    return origin


def _is_name(text: str, domain: str) -> bool:
    """Whether a text is a publication's name and not its address."""
    return bool(text) and not re.match(r"https?:|www\.", text) and bare_host(text.lower().replace(" ", "")) != domain


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
        stated = next(
            (d for clue in draft.date_clues if clue.origin in ("json-ld", "meta") and (d := _day(clue.text))), None
        )
        if read and stated and abs((date.fromisoformat(read.value.isoformat()[:10]) - stated).days) > 1:
            proposal.doubts.append(f"{printed.text!r} is printed where the metadata say {stated}: which is right?")
    else:
        proposal.doubts.append(f"no printed date was found on {address or 'an article'}: the metadata's is taken")


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


def _note_sections(proposal: Proposal, homes: list[Page], articles: list[Page]) -> None:
    """Sections of the menus, and how they are paged by a pager seen on one of the pages."""
    paths: dict[str, None] = {}
    for pages in (homes, articles):
        for page in pages if len(paths) < _LEAST_SECTIONS else ():
            for href, text in menu_links(page):
                if text and bare_host(href) == proposal.domain and _may_be_section(proposal, canonical_url(href)):
                    paths.setdefault(urlsplit(canonical_url(href)).path)
    for home in homes if not paths else ():
        for url, text in own_links(home).items():
            if 0 < len(text.split()) <= _WORDS_OF_A_SECTION and _may_be_section(proposal, url):
                paths.setdefault(urlsplit(url).path)
    endings = Counter(_ending(path) for path in paths)
    ending = endings.most_common(1)[0][0] if endings else ""
    names = [p.strip("/").removesuffix(ending.strip("/")) for p in paths if _ending(p) == ending]
    # Those of the second level are a part of those of the first, where these are there.
    first_level = {name for name in names if "/" not in name}
    names = [name for name in names if "/" not in name or name.partition("/")[0] not in first_level]
    names.sort(key=lambda name: name.count("/"))
    pattern = next(filter(None, map(_paging, homes)), "")
    if not pattern:
        pattern = _paging_of_family(proposal, ending)
        proposal.doubts.append(f"no pager was seen; that the second page of a section is {pattern} is a guess")
    first = f"/{{section}}{ending}"
    if names or pattern != "/{section}/page/{page}":
        proposal.sections = Sections(pattern, *names[:MOST_SECTIONS], first=first)


def _paging_of_family(proposal: Proposal, ending: str) -> str:
    """How most declared publications of the family page their sections, with the ending of this one's."""
    family = proposal.families.most_common(1)[0][0] if proposal.families else ""
    spiders = {spider.name: spider for spider in PublicationSpider.__subclasses__()}
    members = [s for name in declarations() if expected_layout(name) == family and (s := spiders.get(name))]
    counts = Counter(s.sections.pattern for s in members if s.sections)
    if not counts:
        return f"/{{section}}/trang-{{page}}{ending}" if "." in ending else "/{section}/page/{page}"
    pattern = counts.most_common(1)[0][0]
    return re.sub(r"\.\w{2,5}$", ending, pattern) if "." in ending else pattern


def _may_be_section(proposal: Proposal, url: str) -> bool:
    """Whether a menu's link is of the kind of a section: short, without a query, no article, topic or front page."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    seen = recognise(url)
    return (
        re.search(r"[a-z]", path, re.I) is not None
        and not parts.query
        and path.count("/") <= 1
        and not re.match(r"(?:trang-chu|home|index)\b", path)
        and not NO_SECTION.search(parts.path)
        and not (seen and seen.words > _WORDS_OF_A_SECTION)
        and not _matches(proposal, url)
    )


def _suffix(page: Page) -> list[str]:
    """What stands behind the headline in a page's title: mostly the publication's name."""
    title = page.first("//head/title")
    found = re.search(r"\s[-|–]\s+([^-|–]{3,40})$", element_text(title)) if title is not None else None
    return [squeeze(found[1])] if found else []


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


def _doubt(proposal: Proposal, listed: list[str], linked: dict[str, str]) -> None:
    """What of the proposal a person must look at."""
    doubts = proposal.doubts
    if not proposal.article_url:
        doubts.append("no form of an article's address was recognised: write article_url yourself")
    else:
        if missed := [url for url in listed if not _matches(proposal, url)]:
            doubts.append(
                f"article_url does not match {len(missed)} of {len(listed)} articles and entries, {_few(missed)}"
            )
        if linked:
            others = [url for url in linked if not _matches(proposal, url)]
            of = f"article_url matches {len(linked) - len(others)} of {len(linked)} links"
            others = sorted((u for u in others if _path(u) != "/"), key=lambda u: len(linked[u]), reverse=True)
            doubts.append(f"{of}; of the others {_few(others)} have the longest texts: are they no articles?")
        if "(?P<id>" not in proposal.article_url:
            doubts.append("addresses carry no id: an article that is renamed will count as a new one")
    if not proposal.families:
        doubts.append(
            "no article was given: which layout reads them is unknown, and there is no fixture; give one or two"
        )
    elif "generic" in proposal.families:
        doubts.append("no family claims some of the articles, the generic layout reads them: compare every field")
    doubts += [
        f"the printed date {printed!r} can't be read" for printed, read in proposal.printed_dates if read is None
    ]
    if proposal.month_first:
        doubts.append("dates seem to print the month first: compare several")
    if not proposal.sections or not proposal.sections.names:
        doubts.append("no menu was seen: name the sections, or leave them to the links of the home page")
    if proposal.title == proposal.domain:
        doubts.append("no page says what the publication is called: write its name")
    if any(value and len(value) == len("2026-01-01") for _, value in proposal.printed_dates):
        doubts.append("a date is printed without a time of day: is the time nowhere on the page?")


def _few(urls: list[str]) -> str:
    """The paths of the first few addresses."""
    return ", ".join(map(_path, urls[:_NAMED]))


def _matches(proposal: Proposal, url: str) -> bool:
    return bool(proposal.article_url) and proposal.declaration.is_article(url)


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
        f"class {class_name(proposal.name)}(PublicationSpider):",
        f'    """{_quoted(proposal.title)}: say here whose organ it is and what is odd about its pages."""',
        "",
        f'    name = "{proposal.name}"',
        f'    publication = Publication("{_quoted(proposal.title)}", "{proposal.domain}")',
    ]
    if parts.scheme != "https":
        lines.append(f'    scheme = "{parts.scheme}"')
    if parts.netloc != proposal.domain:
        lines.append(f'    host = "{parts.netloc}"')
    lines.append(f'    article_url = r"{proposal.article_url or NOT_RECOGNISED}"')
    if proposal.sections:
        lines += _sections_text(proposal.sections)
    if proposal.month_first:
        lines.append("    month_first = True")
    for name, paths in (("feeds", proposal.feeds), ("sitemaps", proposal.sitemaps)):
        if paths:
            words = [f'"{path}"' for path in paths]
            lines.append(f"    {name} = ({', '.join(words)}{',' if len(words) == 1 else ''})")
    return "\n".join(lines) + "\n"


def class_name(name: str) -> str:
    """What the spider of this name is called: `bao_ban_lang` is `BaoBanLangSpider`."""
    return "".join(part.capitalize() for part in name.split("_")) + "Spider"


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

    path = urlsplit(url).path
    slug = max(re.findall(r"[^/.]+", path), key=lambda part: part.count("-"), default="")
    return re.sub(r"(?<=/)(?:[a-z0-9]+-){3,}[a-z0-9]+", lambda m: invented(m) if m[0] == slug else m[0], path)


def example_url(proposal: Proposal, url: str) -> str:
    """An article's address with an invented headline, and the query only where that is a part of it."""
    own = proposal.declaration.canonical(url) if proposal.article_url else canonical_url(url, keep_query=False)
    query = urlsplit(own).query
    return proposal.origin + example_path(own) + (f"?{query}" if query else "")


def address_lines(proposal: Proposal) -> list[str]:
    """Lines for tests/spiders/addresses.txt: an article and another page."""
    lines = []
    if proposal.articles and proposal.article_url:
        url = example_url(proposal, proposal.articles[0])
        own = proposal.declaration.article_id(url)
        lines.append(f"{proposal.name}  {_path(url)}  {own or '-'}")
    names = proposal.sections.names if proposal.sections else ()
    other = proposal.sections.path(names[0]) if proposal.sections and names else "/lien-he"
    return [*lines, f"{proposal.name}  {other}  no"]


def fixture_html(proposal: Proposal) -> str:
    """The first article's markup with invented words; empty where no article was given."""
    given = proposal.example
    return skeleton(given.body, given.url, _example(proposal), given.content_type) if given else ""


def lost_in_fixture(proposal: Proposal, html: str) -> list[str]:
    """What is read on the first article and not on the page that was made of it."""
    given = proposal.example
    return lost(given.body, given.url, html, given.content_type) if given else []


def fixture_json(proposal: Proposal) -> str:
    """The expected article, to be filled in by hand: until `_todo` is deleted the tests fail."""
    expected: dict[str, Any] = {
        "_todo": "Fill in what a reader of the page sees, not what the crawler says; then delete this line.",
        "_page": {"url": _example(proposal), "about": "what is odd about this page"},
        "layout": next(iter(proposal.families), ""),
        "title": "",
        "summary": None,
        "content_text": [],
        "date_published": None,
        "authors": [],
        "sources": [],
        "images": [],
        "section": [],
        "tags": [],
    }
    return json.dumps(expected, ensure_ascii=False, indent=2) + "\n"


def _example(proposal: Proposal) -> str:
    """The address of the page in the fixture."""
    return example_url(proposal, proposal.example_address or f"{proposal.origin}/")


def as_read(proposal: Proposal) -> list[tuple[str, str]]:
    """(field, value) of the first article as it would be published, shortened: to be held against the page."""
    given = proposal.example
    if given is None:
        return []
    article = extract(given.body, given.url, datetime.now(UTC), content_type=given.content_type)
    paragraphs = article.content_text.split("\n\n")
    values = {
        "title": article.title,
        "summary": article.summary,
        "date_published": article.date_published,
        "authors": ", ".join(f"{a.name} ({' '.join(a.roles)})" if a.roles else a.name for a in article.authors),
        "sources": ", ".join(source.name for source in article.sources),
        "section": " > ".join(article.section),
        "tags": ", ".join(article.tags),
        "content_text": f"{len(paragraphs)} paragraphs: {_short(paragraphs[0])} … {_short(paragraphs[-1])}",
        "images": f"{len(article.images)}, {sum(1 for i in article.images if i.caption)} with a caption",
        "warnings": " ".join(article.warnings),
    }
    return [(name, _short(value, 100) if value else "none") for name, value in values.items()]


def _short(text: str, longest: int = 34) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
