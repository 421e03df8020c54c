"""What a publication declares about itself, and the register of all that are declared in `crawler.spiders`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crawler.items import Publication
from crawler.urls import bare_host, canonical_url


@dataclass(frozen=True)
class Sections:
    """Section pages with paging: an address pattern with `{section}` and `{page}`, and the sections' paths.

    The first page of a section stands at the pattern without its paging part (`/{section}`) unless `first` says
    otherwise. With no sections named, those that the home page links to are used.
    """

    pattern: str
    names: tuple[str, ...] = ()
    first: str = "/{section}"

    def __init__(self, pattern: str, *names: str, first: str = "/{section}") -> None:
        object.__setattr__(self, "pattern", pattern)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "first", first)

    def path(self, section: str, page: int = 1) -> str:
        """The path of a section's page, counted from 1."""
        return (self.first if page == 1 else self.pattern).format(section=section.strip("/"), page=page)


@dataclass(frozen=True)
class Declaration:
    """Everything about a publication that is no code: read from its spider class."""

    name: str
    publication: Publication
    scheme: str
    host: str
    article_url: re.Pattern[str]
    month_first: bool = False

    @property
    def origin(self) -> str:
        """Scheme and host, without a trailing slash."""
        return f"{self.scheme}://{self.host}"

    def owns(self, url: str) -> bool:
        """Whether an address is on this publication's site, by any of its twins (`www.`, `m.`, …)."""
        return bare_host(url) == bare_host(self.host)

    def _match(self, url: str) -> tuple[re.Match[str] | None, bool]:
        """Where an address has the form of an article's, and whether its query is a part of that.

        What follows a path that is an article's carries nothing, so the path alone is looked at first.
        """
        if found := self.article_url.search(urlsplit(canonical_url(url, keep_query=False)).path):
            return found, False
        if r"\?" not in self.article_url.pattern or "?" not in url:
            return None, False
        parts = urlsplit(canonical_url(url))
        return self.article_url.search(f"{parts.path}?{parts.query}"), True

    def article_id(self, url: str) -> str | None:
        """The publication's own id in an article's address; None when the address is no article's or carries none."""
        found, _ = self._match(url)
        return found.groupdict().get("id") if found else None

    def is_article(self, url: str) -> bool:
        """Whether an address has the form of this publication's articles."""
        return self.owns(url) and self._match(url)[0] is not None

    def canonical(self, url: str) -> str:
        """The one address of a page of this publication. What follows an article's own address carries nothing."""
        if not self.owns(url):
            return canonical_url(url)
        found, by_query = self._match(url)
        return canonical_url(url, scheme=self.scheme, host=self.host, keep_query=found is None or by_query)

    def key(self, url: str) -> str:
        """What tells two pages apart: the article's id where its address has one, else the canonical address."""
        if self.owns(url) and (own := self.article_id(url)):
            return f"{self.publication.domain}/{own}"
        return self.canonical(url)

    def identify(self, url: str, stated: str | None) -> tuple[str, str | None]:
        """(canonical URL, own id) of a page fetched at `url` that states the canonical address `stated`.

        The page's own word counts when it names an article of this publication with the same id (or when the address
        asked for is none); a canonical link to the home page or to another article is a template's mistake.
        """
        own = self.article_id(url) if url else None
        if stated and self.is_article(stated) and (not url or own is None or self.article_id(stated) == own):
            return self.canonical(stated), self.article_id(stated)
        return self.canonical(url or stated or ""), own


@cache
def declarations() -> dict[str, Declaration]:
    """Every declared publication by its spider's name."""
    from crawler.spider import PublicationSpider  # noqa: PLC0415 - the register is asked for by plain functions too

    spiders = importlib.import_module("crawler.spiders")
    for module in pkgutil.iter_modules(spiders.__path__, "crawler.spiders."):
        importlib.import_module(module.name)
    found: dict[str, Declaration] = {}
    pending = list(PublicationSpider.__subclasses__())
    while pending:
        spider = pending.pop()
        pending += spider.__subclasses__()
        if spider.__module__.startswith("crawler.spiders.") and getattr(spider, "publication", None):
            found[spider.name] = spider.declaration()
    return dict(sorted(found.items()))


def declaration_for(url: str | None) -> Declaration | None:
    """The publication that an address belongs to, if it is declared."""
    if not url:
        return None
    return _by_host().get(bare_host(url))


@cache
def _by_host() -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    for declaration in declarations().values():
        found.setdefault(bare_host(declaration.host), declaration)
    return found
