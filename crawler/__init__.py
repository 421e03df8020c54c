"""A news crawler for the Vietnamese press.

`crawler.extract(html, url=None, now=None)` reads one page; the rest is a Scrapy project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.extraction import extract as extract

__version__ = "0.1.0"
__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that crawler.vietnamese alone can be imported without lxml and the layouts.
    if name == "extract":
        from crawler.extraction import extract  # noqa: PLC0415

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
