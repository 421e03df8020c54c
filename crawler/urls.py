"""Addresses: one form for the many under which a page is linked."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|zarsrc|zanpid|_ga|_gl|mc_[ce]id|igshid|ref|ref_src|"
    r"ref_url|referrer|source|src|from|campaign|cmpid|ocid|share|shared|vgo_ee|gidzl|itm_\w+|at_\w+|amp|outputtype|"
    r"mobile|view|print|fb_\w+|action_object_map|action_type_map|action_ref_map)$",
    re.I,
)
_TWIN = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch)\.", re.I)
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp/?$|\.amp(?=\.|$)|(?<=\.html)/amp$", re.I)


def bare_host(url_or_host: str) -> str:
    """The host without port and without `www.`, `m.`, `amp.` and the like: the same for all twins of a site."""
    host = url_or_host
    if "//" in url_or_host:
        try:
            host = urlsplit(url_or_host).hostname or ""
        except ValueError:
            return ""
    host = host.lower().rstrip(".").partition(":")[0]
    bare = _TWIN.sub("", host)
    return bare if "." in bare else host


def canonical_url(url: str, *, scheme: str | None = None, host: str | None = None, keep_query: bool = True) -> str:
    """The form under which a page is known.

    No fragment, tracking parameters, AMP or mobile twin, default port or doubled slashes; other parameters sorted.
    `scheme` and `host` are the publication's own, where it is known.
    """
    try:
        parts = urlsplit(url.strip())
        port_number = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url.strip()
    name = host or parts.hostname.lower().rstrip(".")
    port = f":{port_number}" if port_number and not host and port_number not in (80, 443) else ""
    path = re.sub(r"/{2,}", "/", _AMP_PATH.sub("", parts.path)) or "/"
    path = quote(unquote(path), safe="/:@!$&'()*+,;=-._~%")
    query = ""
    if keep_query and parts.query:
        query = urlencode(
            sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
        )
    return urlunsplit((scheme or parts.scheme.lower(), name + port, path, query, ""))
