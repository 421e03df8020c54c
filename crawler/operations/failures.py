"""Why a request failed, in words for the log, the report and the exit code's complaint."""

from __future__ import annotations

from typing import Any

from OpenSSL import SSL
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from service_identity.exceptions import VerificationError


def reason_of(failure: Any) -> str:
    """The reason of a failed request: `HTTP 404`, or the exception's name and what it says."""
    status = getattr(getattr(failure.value, "response", None), "status", None)
    if status:
        return f"HTTP {status}"
    said = _said(failure.value)
    if isinstance(failure.value, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in said or "max size" in said.lower():
        return "too large"
    if failure.request.meta.get("redirect_urls"):
        return f"redirected: to {failure.request.url}, {said or type(failure.value).__name__}"
    if isinstance(failure.value, IgnoreRequest) and said:
        return said
    return in_words(failure.value)


def in_words(error: BaseException) -> str:
    """An exception's name and what it says."""
    said = _said(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _said(error: BaseException) -> str:
    """What an exception says; of a broken connection what broke it, in words rather than in Twisted's objects."""
    reasons = getattr(error, "reasons", None) or getattr(error.__cause__, "reasons", None)
    if not reasons:
        return str(error)
    cause = reasons[0].value
    if isinstance(cause, VerificationError):
        return "TLS: the certificate is another host's"
    if isinstance(cause, SSL.Error):
        why = [str(part[-1]) for part in cause.args[0]] if cause.args and isinstance(cause.args[0], list) else []
        return f"TLS: {'; '.join(filter(None, why)) or 'the connection failed'}"
    return str(cause) or type(cause).__name__


def visible(text: str) -> str:
    """A text from outside as a terminal may show it: what is no printable character, line ends aside, is spelt out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def listed_address(request: Request) -> str:
    """The address that a listing named, before any redirect."""
    redirected: list[str] = request.meta.get("redirect_urls") or []
    return redirected[0] if redirected else request.url
