"""What an address tells: which links lead to articles, and by what pattern a site's articles are known.

Pure functions, for the spider of undeclared sites and for the scaffolding of new declarations.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from crawler.layouts.page import Page, element_text, squeeze
from crawler.urls import bare_host, canonical_url

ANY_ARTICLE = r"(?:[^/.-]+-){3,}[a-z]{0,6}(?P<id>\d{5,20})(?:\.[a-z]{2,5})?/?$"
"""What an article's path mostly looks like, for sites of which nothing was learned: a long slug that ends in an id."""
MOST_FEEDS = 12
_LEAST_WORDS = 4
"""A link's slug has at least so many hyphenated words to be taken for a headline."""
_LEAST_SEEN = 3
_MOST_QUERIES = 3
_SHORT_IDS = 0.5
"""Short numbers at one end of the slugs are ids where so many slugs of a form have one of their own."""
_NO_ARTICLES_IN = re.compile(
    r"^/(?:tags?|tu-khoa|keywords?|hashtags?|tac-gia|authors?|chu-de|topics?|tim-kiem|search|users?|profile)(?=/)", re.I
)
"""Folders whose pages are lists, though their addresses may be of the form of an article's."""
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
    short: bool = False
    """Whether the ids may have less than five digits, as those of small sites."""

    @property
    def has_id(self) -> bool:
        """Whether the address carries the publication's own id."""
        return self.kind not in ("dated", "slug", "liferay")


@dataclass(frozen=True)
class Seen:
    """An address and what was recognised in it."""

    form: Form
    digits: int
    """How long the id is; 0 where there is none."""
    words: int
    """Words of the slug."""
    slug: str = ""
    """The slug of an address in which no id was seen."""


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

    if re.fullmatch(r"\d{4}/\d{1,2}(?:/\d{1,2})?", "/".join(parts[:-1])) and not last.isdigit():
        return seen("dated", last)
    if re.search(r"(?:^|/)asset_publisher/[^/]+/content/[^/]+$", "/".join(parts)):
        return seen("liferay", last)
    if (match := re.fullmatch(r"(.+)-([0-9a-f]{7})", last)) and not re.fullmatch(r"[a-f]?\d+|[a-f]+", match[2]):
        return seen("slug-hex", match[1], len(match[2]))
    if match := re.fullmatch(r"(.+?)([.-])([a-z]{0,6})(\d{5,20})", last, re.I):
        return seen("slug-id" if match[2] == "-" else "slug.id", match[1], len(match[4]), match[3])
    if match := re.fullmatch(r"(\d{5,20})-(.+)", last):
        return seen("id-slug", match[2], len(match[1]))
    if (match := re.fullmatch(r"([a-z]?)(\d{5,20})", last)) and before:
        return seen("slug/id" if before.count("-") > 1 else "id", before, len(match[2]), match[1])
    if re.fullmatch(r"\d{5,20}", before):
        return seen("id/slug", last, len(before))
    if re.fullmatch(r"[^-]+(?:-+[^-]+)+", last):
        return replace(seen("slug", last), slug=last)
    return None


def looks_like_article(url: str) -> bool:
    """Whether an address alone lets expect an article: a long slug with an id, or behind a date."""
    seen = recognise(url)
    return seen is not None and seen.words >= _LEAST_WORDS and seen.form.kind != "slug"


def learn_article_url(listed: Iterable[str], linked: Iterable[str] | Mapping[str, str] = ()) -> str | None:
    """The pattern (`article_url` of a declaration) of a site's articles; None where nothing is to be learned.

    `listed` are addresses that are articles, from feeds; `linked` are links of pages and sitemaps, with their texts where
    those are known, among which the articles are those with a long slug and an id, or, where no id is to be seen, those
    with a long slug. An id without a slug, at the end of the path or in the query, is an article's where the link's text
    reads like a headline.
    """
    listed = list(dict.fromkeys(listed))
    texts = linked if isinstance(linked, Mapping) else dict.fromkeys(linked, "")
    certain = [seen for url in listed if (seen := recognise(url))]
    likely = [seen for url, text in texts.items() if (seen := recognise(url)) and _words(seen, text) >= _LEAST_WORDS]
    for sample in (certain, likely):
        _tell_hexadecimal(sample)
        _tell_short_ids(sample)
    lengths: dict[Form, list[int]] = defaultdict(list)
    for seen in [*certain, *likely]:
        lengths[seen.form].append(seen.digits)
    forms = _forms(certain, least=2 if len(certain) > 10 else 1)
    if any(form.has_id for form in forms) or not forms:
        forms += [f for f in _forms([s for s in likely if s.form.has_id], least=_LEAST_SEEN) if f not in forms]
    if not forms:
        forms = _forms(likely, least=_LEAST_SEEN)[:1]
    patterns = [_pattern(form, lengths[form], named=not i) for i, form in enumerate(forms)]
    by_query = any("?" in url for url in listed) or not (listed and forms)
    if by_query and not any(form.has_id for form in forms):
        # Ids in queries are what some sites have instead of paths of their own.
        headlines = [url for url, text in texts.items() if len(text.split()) >= _LEAST_WORDS]
        patterns = _query_patterns(listed, headlines) or patterns
    return _without_lists("|".join(patterns), texts) or None


def _without_lists(pattern: str, urls: Iterable[str]) -> str:
    """The pattern with those folders excepted that hold lists and whose pages it would match."""
    folders: dict[str, None] = {}
    for url in urls if pattern else ():
        path = urlsplit(url).path
        if (folder := _NO_ARTICLES_IN.search(path)) and re.search(pattern, path):
            folders.setdefault(folder[0][1:])
    if not folders:
        return pattern
    return rf"^(?!/(?:{'|'.join(folders)})/).*(?:{pattern})"


def _words(seen: Seen, text: str) -> int:
    """How much of a headline an address or, where it has no slug but an id, its link's text holds."""
    by_text = seen.form.kind in ("id", "slug/id", "id/slug")
    return max(seen.words, len(text.split())) if by_text else seen.words


def _tell_short_ids(sample: list[Seen]) -> None:
    """Numbers of less than five digits are ids where most slugs of a form end, or begin, with one of their own."""
    for form in {seen.form for seen in sample if seen.slug}:
        slugs = [seen.slug for seen in sample if seen.slug and seen.form == form]
        for kind, pattern in (("slug-id", r"(?<=-)\d{1,4}$"), ("id-slug", r"^\d{1,4}(?=-)")):
            own = {match[0] for slug in slugs if (match := re.search(pattern, slug))}
            if len(own) >= max(_LEAST_SEEN, _SHORT_IDS * len(slugs)):
                for number, seen in enumerate(sample):
                    if seen.form == form and seen.slug and (match := re.search(pattern, seen.slug)):
                        sample[number] = Seen(replace(form, kind=kind, short=True), len(match[0]), seen.words - 1)
                break


def _query_patterns(listed: list[str], headlines: list[str]) -> list[str]:
    """Patterns of articles that only a number in the query tells apart (`/tin.aspx?CateID=3&ItemID=1203`, `/?p=118`).

    Of the parameters of a page that lists articles and shows one by one, the article's is the one with most values.
    """
    values: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    certain = {url for url in listed if urlsplit(url).query}
    for url in dict.fromkeys([*certain, *headlines]):
        parts = urlsplit(canonical_url(url))
        page = parts.path.rpartition("/")[2]
        for name, value in parse_qsl(parts.query):
            # Beside what is certain, links count only when they lead to the same pages.
            if re.fullmatch(r"\d{1,20}", value) and (url in certain or not certain or (page, name) in values):
                values[page, name][parts.path].add(value)
    enough = min(_LEAST_SEEN, len(certain)) or _LEAST_SEEN
    best: dict[str, tuple[int, str, int]] = {}
    for (page, name), by_path in values.items():
        distinct = sum(map(len, by_path.values()))
        if distinct >= enough and distinct > best.get(page, (0,))[0]:
            best[page] = (distinct, name, len(by_path))
    least = _SHARE * sum(distinct for distinct, _, _ in best.values())
    ordered = sorted(((n, page, name, paths) for page, (n, name, paths) in best.items() if n >= least), reverse=True)
    patterns = []
    for number, (_, page, name, paths) in enumerate(ordered[:_MOST_QUERIES]):
        # Sub-sites under several paths count each for itself: one number may then be two articles.
        digits = r"(?P<id>\d{1,20})" if not number and paths == 1 else r"\d{1,20}"
        patterns.append(rf"/{_literal(page)}\?(?:[^&]+&)*{_literal(name)}={digits}(?:&|$)")
    return patterns


def _literal(text: str) -> str:
    """A text as a pattern; a hyphen needs no escape outside brackets."""
    return re.escape(text).replace(r"\-", "-")


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
    if form.short:
        digits = r"\d{1,6}"
        own = f"(?P<id>{digits})" if named else digits
        return f"/(?:[^/.-]+-){{3,}}{own}{end}" if form.kind == "slug-id" else f"/{own}(?:-[^/.-]+){{3,}}{end}"
    own = f"(?P<id>{digits})" if named else digits
    return {
        "slug-id": f"-{form.marker}{own}{end}",
        "slug-hex": f"-{own}{end}",
        "slug.id": rf"\.{form.marker}{own}{end}",
        "id-slug": f"/{own}-[^/]+{end}",
        "slug/id": f"/[^/]+-[^/]+/{own}{end}",
        "id": f"/{form.marker}{own}{end}",
        "liferay": f"/asset_publisher/[^/]+/content/[^/]+{end}",
        "id/slug": f"/{own}/[^/]+{end}",
        "dated": rf"^/\d{{4}}/\d{{1,2}}/(?:\d{{1,2}}/)?[^/]+{end}",
        "slug": rf"/[^/.-]+(?:-+[^/.-]+){{{_LEAST_WORDS - 1},}}{end}",
    }[form.kind]


# --- what a home page says of its site --------------------------------------------------------------------------


def own_links(page: Page, own: Callable[[str], str] = canonical_url) -> dict[str, str]:
    """The page's links to its own site, in reading order, with the longest of their texts.

    `own` gives an address its one form.
    """
    site = bare_host(own(page.base))
    links: dict[str, str] = {}
    for link in page.find("//a[@href]"):
        url = own(page.absolute(link.get("href")))
        if url.startswith("http") and bare_host(url) == site:
            links[url] = max(links.get(url, ""), element_text(link), squeeze(link.get("title")), key=len)
    return links


def feeds_named(page: Page) -> list[str]:
    """The feeds that a page names in its head or links to, those of comments left out."""
    named = page.find("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    linked = [href for href in page.find("//a/@href") if _FEED.search(urlsplit(squeeze(href)).path)]
    site = bare_host(page.base)
    urls = dict.fromkeys(page.absolute(href) for href in [*named, *linked])
    return [u for u in urls if bare_host(u) == site and "comment" not in u][:MOST_FEEDS]


def is_sitemap(tree: Any) -> bool:
    """Whether the tree of `parse_xml` is a sitemap or an index of them."""
    return etree.QName(tree).localname in ("urlset", "sitemapindex")


def feed_address(tree: Any) -> str | None:
    """Where a feed says that it stands."""
    for link in tree.iter("{*}link"):
        if link.get("rel") == "self" and (url := squeeze(link.get("href"))):
            return url
    return None


def sitemap_entries(tree: Any) -> tuple[list[str], list[str]]:
    """(further sitemaps, pages) that a sitemap names."""
    found = ([squeeze(e.findtext("{*}loc")) for e in tree.iter(name)] for name in ("{*}sitemap", "{*}url"))
    sitemaps, pages = ([url for url in urls if url] for urls in found)
    return sitemaps, pages


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
    """The tree of a feed or sitemap; None for anything else. Broken XML is read as far as it goes.

    UTF-8 that declares another encoding (`utf-16`, by some servers) is read as UTF-8.
    """
    if not re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf:|urlset|sitemapindex)", body[:200], re.I):
        return None
    for encoding in (None, "utf-8"):
        parser = etree.XMLParser(
            encoding=encoding, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            tree = etree.fromstring(body.strip(), parser)
        except etree.XMLSyntaxError:
            continue
        if tree is not None:
            return tree if etree.QName(tree).localname in _FEED_ROOTS else None
    return None


def entry_links(tree: Any) -> list[str]:
    """The addresses that the entries of a feed link to."""
    return [
        url
        for entry in tree.iter("{*}item", "{*}entry")
        for link in entry.iter("{*}link")
        if link.get("rel", "alternate") == "alternate" and (url := squeeze(link.get("href") or link.text))
    ]
