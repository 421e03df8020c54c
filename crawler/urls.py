"""Addresses: one form for the many under which a page is linked."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|zarsrc|zanpid|_ga|_gl|mc_[ce]id|igshid|ref|ref_src|"
    r"ref_url|referrer|source|src|from|campaign|cmpid|ocid|share|shared|vgo_ee|gidzl|itm_\w+|at_\w+|amp|outputtype|"
    r"mobile|view|print|fb_\w+|action_object_map|action_type_map|action_ref_map)$",
    re.I,
)
_TWIN = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch)\.", re.I)
_AMP_PATH = re.compile(r"^(?:/amp)+(?=/)|(?:/amp)+/?$|\.amp(?=\.|$)", re.I)


_AFTER_PAGE = re.compile(r"(\.(?:html?|aspx|chn|epi|tpo|vnp|vov|ldo))(?:/+|;[^/]*|&[^/]*)$", re.I)


@lru_cache(maxsize=4096)
def bare_host(url_or_host: str) -> str:
    """The host without port and without `www.`, `m.`, `amp.` and the like: the same for all twins of a site.

    Empty for what is no address.
    """
    host = url_or_host
    if "//" in url_or_host:
        try:
            host = urlsplit(url_or_host).hostname or ""
        except ValueError:
            return ""
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    host = host.lower().strip("[]").rstrip(".")
    bare = _TWIN.sub("", host)
    return bare if "." in bare else host


@lru_cache(maxsize=1024)  # one page's address is asked for several times in a row
def canonical_url(url: str, *, scheme: str | None = None, host: str | None = None, keep_query: bool = True) -> str:
    """The form under which a page is known; what is no web address comes back as it is.

    No fragment, tracking parameters, AMP or mobile twin, default port, doubled slashes or what servers let stand after
    a page's name; other parameters sorted. `scheme` and `host` are the publication's own, where it is known.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        own = urlsplit(f"//{host}") if host else parts
        name, port = (own.hostname or "").rstrip("."), own.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not name:
        return url
    netloc = f"[{name}]" if ":" in name else name
    if port and port not in (80, 443):
        netloc += f":{port}"
    path = _AFTER_PAGE.sub(r"\1", re.sub(r"/{2,}", "/", _AMP_PATH.sub("", parts.path.replace("\\", "/"))) or "/")
    query = ""
    if keep_query and parts.query:
        kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
        query = urlencode(kept)
    # The web's own rules for escapes and the order of parameters.
    return canonicalize_url(urlunsplit((scheme or parts.scheme.lower(), netloc, path, query, "")))
