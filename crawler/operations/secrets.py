"""What must not be seen in logs and messages: passwords in addresses, tokens, and the addresses of webhooks.

They are known by the settings and by the environment, and replaced wherever their text turns up: in a message, in a
traceback, in what another library says. A password in an address (`scheme://user:password@host`) is hidden whether it is
known or not.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

HIDDEN = "…"
_NAMED = re.compile(r"(?:PASS|PASSWORD|SECRET|TOKEN|_KEY|KEY_ID)$", re.I)
"""Settings and variables that hold a secret: `AWS_SECRET_ACCESS_KEY`, `FTP_PASSWORD`, `PGPASSWORD`."""
_OURS = re.compile(r"^(?:ALERT_|STORE_URL$|FEEDS?$|FEED_)|_proxy$|^(?:AWS|FTP|GCS|MAIL|HTTPPROXY|PG|S3)", re.I)
"""What is looked at in the environment, where much else lives."""
_IN_ADDRESS = re.compile(r"(?<=://)([^\s/:@'\"]*):[^\s/'\"]+@")
_TOKEN = 16
"""A part of an address that is so long is a token rather than a word."""
_LEAST = 4
"""Hiding each `abc` would make a log unreadable, and a password so short protects nothing."""


class Secrets:
    """Hides what a project's settings and its environment say is secret."""

    def __init__(
        self, settings: BaseSettings | Mapping[str, Any], environment: Mapping[str, str] | None = None
    ) -> None:
        known = {name: value for name, value in dict(settings).items() if isinstance(name, str)}
        around = {n: v for n, v in (os.environ if environment is None else environment).items() if _OURS.search(n)}
        found = {text for name, value in [*known.items(), *around.items()] for text in _secrets(name, value)}
        # The longest first: a password may stand in another secret.
        self._texts = sorted((text for text in found if len(text) >= _LEAST), key=len, reverse=True)

    def hide(self, text: str) -> str:
        """A text without secrets."""
        for secret in self._texts:
            if secret in text:
                text = text.replace(secret, HIDDEN)
        return _IN_ADDRESS.sub(rf"\1:{HIDDEN}@", text) if "://" in text else text


def _secrets(name: str, value: Any) -> Iterator[str]:
    """What is secret in the value of a setting or variable."""
    if isinstance(value, Mapping):  # FEEDS
        for each in (*value.keys(), *value.values()):
            yield from _secrets(name, each)
        return
    text = str(value) if isinstance(value, str) or hasattr(value, "__fspath__") else ""
    if not text:
        return
    if _NAMED.search(name):
        yield text
    if "://" not in text:
        return
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if name == "ALERT_WEBHOOK":  # what follows the host is what lets anybody post there
        path = text.partition("://")[2].partition("/")[2]
        yield from (f"/{path}", f"/{unquote(path)}")
        yield from (part for part in re.split(r"[/?&=#]", path) if len(part) >= _TOKEN)
    if parts is not None and parts.password:
        user, password = unquote(parts.username or ""), unquote(parts.password)
        yield from (parts.password, password, b64encode(f"{user}:{password}".encode()).decode())
