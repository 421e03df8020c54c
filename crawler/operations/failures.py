"""Why a request failed, in words for the log, the report and the exit code's complaint."""

from __future__ import annotations

import re
from typing import Any

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

_FAILURE = re.compile(r"\[?<twisted\.python\.failure\.Failure [\w.]+(?:: (?P<said>.*?))?>\]?", re.S)
_TLS = re.compile(r"\[\('SSL routines', '[^']*', '(?P<said>[^']*)'\)[^]]*\]")


def in_words(error: BaseException) -> str:
    """An exception's name and what it says; where it says what Twisted and OpenSSL print of another one, in plain text."""
    said = _TLS.sub(r"\g<said>", _FAILURE.sub(lambda found: found["said"] or "", str(error)))
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def reason_of(failure: Any) -> str:
    """The reason of a failed request: `HTTP 404`, or the exception's name and what it says."""
    status = getattr(getattr(failure.value, "response", None), "status", None)
    if status:
        return f"HTTP {status}"
    said = str(failure.value)
    if isinstance(failure.value, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in said or "max size" in said.lower():
        return "too large"
    if failure.request.meta.get("redirect_urls"):
        return f"redirected: to {failure.request.url}, {said or type(failure.value).__name__}"
    if isinstance(failure.value, IgnoreRequest) and said:
        return said
    return in_words(failure.value)


def listed_address(request: Request) -> str:
    """The address that a listing named, before any redirect."""
    redirected: list[str] = request.meta.get("redirect_urls") or []
    return redirected[0] if redirected else request.url
