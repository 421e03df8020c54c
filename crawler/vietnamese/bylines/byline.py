"""What a byline says."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.items import Author, Source


@dataclass
class Byline:
    """What a byline says; empty (and false) when the text is none."""

    authors: list[Author] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    location: str | None = None
    uncertain: bool = False
    """Whether something was decided that the text leaves open."""
    rules: list[str] = field(default_factory=list)
    """The rules that fired, in order, once each; docs/vietnamese.md explains them."""
    printed_sources: list[str] = field(default_factory=list)
    """For each of `sources` the words that credit it."""

    def __bool__(self) -> bool:
        return bool(self.authors or self.sources)
