"""What an address tells: which links lead to articles, and by what pattern a site's articles are known.

Pure functions, for the spider of undeclared sites and for the scaffolding of new declarations.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from crawler.layouts.page import Page, element_text, squeeze
from crawler.urls import bare_host, canonical_url

ANY_ARTICLE = r"(?:[^/.-]+-){3,}[a-z]{0,6}(?P<id>\d{5,20})(?:\.[a-z]{2,5})?/?$"
"""What an article's path mostly looks like, for sites of which nothing was learned: a long slug that ends in an id."""
MOST_FEEDS = 12
_LEAST_WORDS = 4
"""A link's slug has at least so many hyphenated words to be taken for a headline."""
_LEAST_SEEN = 3
_SHARE = 0.1
"""Forms, and lengths of ids, that fewer of the addresses have are a site's odd pages: topics, authors."""
_EXTENSION = re.compile(r"\.(?!\d)[a-z]\w{1,5}$", re.I)
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml|rss|apk|exe|json)$", re.I
)
_FEED_ROOTS = frozenset({"rss", "feed", "RDF", "urlset", "sitemapindex"})
_FEED = re.compile(r"(?:\.rss|/feed/?|/rss(?:\.xml|\.aspx)?|/atom(?:\.xml)?|/feed\.xml)$", re.I)


@dataclass(frozen=True)
class Form:
    """The form of an article's path, without its digits: what two articles of one site have in common."""

    kind: str
    marker: str = ""
    """Letters before the id: `post`, `d`, `i`."""
    extension: str = ""

    @property
    def has_id(self) -> bool:
        """Whether the address carries the publication's own id."""
        return self.kind not in ("dated", "slug")


@dataclass(frozen=True)
class Seen:
    """An address and what was recognised in it."""

    form: Form
    digits: int
    """How long the id is; 0 where there is none."""
    words: int
    """Words of the slug."""


def recognise(url: str) -> Seen | None:
    """The form of an article's address, or None for one that has none of them."""
    path = urlsplit(canonical_url(url, keep_query=False)).path
    if _NO_PAGE.search(path):
        return None
    bare = path.rstrip("/")
    found = _EXTENSION.search(bare)
    extension = found[0] if found else "/" if path.endswith("/") else ""
    parts = (bare[: found.start()] if found else bare).strip("/").split("/")
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""

    def seen(kind: str, slug: str, digits: int = 0, marker: str = "") -> Seen:
        return Seen(Form(kind, marker, extension), digits, len([w for w in slug.split("-") if w]))

    if re.fullmatch(r"\d{4}/\d{1,2}(?:/\d{1,2})?", "/".join(parts[:-1])):
        return seen("dated", last)
    if (match := re.fullmatch(r"(.+)-([0-9a-f]{7})", last)) and not re.fullmatch(r"[a-f]?\d+|[a-f]+", match[2]):
        return seen("slug-hex", match[1], len(match[2]))
    if match := re.fullmatch(r"(.+?)([.-])([a-z]{0,6})(\d{5,20})", last, re.I):
        return seen("slug-id" if match[2] == "-" else "slug.id", match[1], len(match[4]), match[3])
    if match := re.fullmatch(r"(\d{5,20})-(.+)", last):
        return seen("id-slug", match[2], len(match[1]))
    if re.fullmatch(r"\d{5,20}", last) and before:
        return seen("slug/id", before, len(last))
    if re.fullmatch(r"\d{5,20}", before):
        return seen("id/slug", last, len(before))
    if re.fullmatch(r"[^-]+(?:-+[^-]+)+", last):
        return seen("slug", last)
    return None


def looks_like_article(url: str) -> bool:
    """Whether an address alone lets expect an article: a long slug with an id, or behind a date."""
    seen = recognise(url)
    return seen is not None and seen.words >= _LEAST_WORDS and seen.form.kind != "slug"


def learn_article_url(listed: Iterable[str], linked: Iterable[str] = ()) -> str | None:
    """The pattern (`article_url` of a declaration) of a site's articles; None where nothing is to be learned.

    `listed` are addresses that are articles, from feeds; `linked` are links of pages and sitemaps, among which the
    articles are those with a long slug and an id, or, where no id is to be seen, those with a long slug.
    """
    certain = [seen for url in dict.fromkeys(listed) if (seen := recognise(url))]
    likely = [seen for url in dict.fromkeys(linked) if (seen := recognise(url)) and seen.words >= _LEAST_WORDS]
    _tell_hexadecimal(certain)
    _tell_hexadecimal(likely)
    lengths: dict[Form, list[int]] = defaultdict(list)
    for seen in [*certain, *likely]:
        lengths[seen.form].append(seen.digits)
    forms = _forms(certain, least=2 if len(certain) > 10 else 1)
    if any(form.has_id for form in forms) or not forms:
        forms += [f for f in _forms([s for s in likely if s.form.has_id], least=_LEAST_SEEN) if f not in forms]
    if not forms:
        forms = _forms(likely, least=_LEAST_SEEN)[:1]
    return "|".join(_pattern(form, lengths[form], named=not i) for i, form in enumerate(forms)) or None


def _tell_hexadecimal(sample: list[Seen]) -> None:
    """Where most ids are hexadecimal, those that happen to be digits behind at most one letter are too."""
    hexadecimal = Counter(seen.form for seen in sample if seen.form.kind == "slug-hex")
    for number, seen in enumerate(sample):
        twin = replace(seen.form, kind="slug-hex", marker="")
        if seen.form.kind == "slug-id" and len(seen.form.marker) + seen.digits == 7 and hexadecimal[twin] > 1:
            sample[number] = replace(seen, form=twin, digits=7)


def _forms(sample: list[Seen], least: int) -> list[Form]:
    """The forms that occur often enough, those with an id first, then the most frequent."""
    counts = Counter(seen.form for seen in sample)
    enough = max(least, _SHARE * len(sample))
    return sorted((f for f, n in counts.items() if n >= enough), key=lambda f: (not f.has_id, -counts[f], str(f)))


def _pattern(form: Form, lengths: list[int], *, named: bool) -> str:
    end = "/?$" if form.extension in ("", "/") else re.escape(form.extension) + "$"
    usual = [n for n, seen in Counter(lengths).items() if seen >= _SHARE * len(lengths)]
    shortest, longest = min(usual), max(usual)
    digits = "[0-9a-f]{7}" if form.kind == "slug-hex" else rf"\d{{{max(4, shortest - 1)},{longest + 1}}}"
    own = f"(?P<id>{digits})" if named else digits
    return {
        "slug-id": f"-{form.marker}{own}{end}",
        "slug-hex": f"-{own}{end}",
        "slug.id": rf"\.{form.marker}{own}{end}",
        "id-slug": f"/{own}-[^/]+{end}",
        "slug/id": f"/[^/]+-[^/]+/{own}{end}",
        "id/slug": f"/{own}/[^/]+{end}",
        "dated": rf"^/\d{{4}}/\d{{1,2}}/(?:\d{{1,2}}/)?[^/]+{end}",
        "slug": rf"/[^/.-]+(?:-+[^/.-]+){{{_LEAST_WORDS - 1},}}{end}",
    }[form.kind]


# --- what a home page says of its site --------------------------------------------------------------------------


def own_links(page: Page, own: Callable[[str], str] = canonical_url) -> list[str]:
    """The page's links to its own site, each once, in reading order; `own` gives an address its one form."""
    site = bare_host(own(page.base))
    urls = (own(page.absolute(href)) for href in page.find("//a/@href"))
    return [url for url in dict.fromkeys(urls) if url.startswith("http") and bare_host(url) == site]


def feeds_named(page: Page) -> list[str]:
    """The feeds that a page names in its head or links to, those of comments left out."""
    named = page.find("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    linked = [href for href in page.find("//a/@href") if _FEED.search(urlsplit(squeeze(href)).path)]
    site = bare_host(page.base)
    urls = dict.fromkeys(page.absolute(href) for href in [*named, *linked])
    return [u for u in urls if bare_host(u) == site and "comment" not in u][:MOST_FEEDS]


def menu_links(page: Page) -> Iterator[tuple[str, str]]:
    """(address, text) of the links in the page's menus: `nav`, `header`, or what is classed as a menu."""
    menus = page.find(
        "//nav | //header | //*[contains(@class, 'menu') or contains(@id, 'menu') or contains(@class, 'nav')"
        " or contains(@id, 'nav')][self::div or self::ul or self::section or self::table]"
    )
    seen: set[Any] = set()
    for menu in menus:
        for link in menu.iter("a"):
            if link not in seen and (href := squeeze(link.get("href"))):
                seen.add(link)
                yield page.absolute(href), element_text(link)


def site_name(page: Page) -> str | None:
    """What a site calls itself: `og:site_name`, JSON-LD's publisher, `application-name`."""
    if name := page.meta("og:site_name"):
        return name
    owner = page.article_ld.get("publisher") or page.typed("NewsMediaOrganization", "Organization", "WebSite")
    if isinstance(owner, dict) and squeeze(str(owner.get("name") or "")):
        return squeeze(str(owner["name"]))
    return page.meta("application-name")


# --- feeds ------------------------------------------------------------------------------------------------------


def parse_xml(body: bytes) -> Any | None:
    """The tree of a feed or sitemap; None for anything else. Broken XML is read as far as it goes."""
    if not re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf:|urlset|sitemapindex)", body[:200], re.I):
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(body.strip(), parser)
    except etree.XMLSyntaxError:
        return None
    return tree if tree is not None and etree.QName(tree).localname in _FEED_ROOTS else None


def entry_links(tree: Any) -> list[str]:
    """The addresses that the entries of a feed link to."""
    return [
        url
        for entry in tree.iter("{*}item", "{*}entry")
        for link in entry.iter("{*}link")
        if link.get("rel", "alternate") == "alternate" and (url := squeeze(link.get("href") or link.text))
    ]
