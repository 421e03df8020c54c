"""The log: readable text, or with `LOG_JSON` one JSON object a line for programs; without secrets in either.

Scrapy's own handler is left out (`LOG_INSTALL_ROOT_HANDLER`), as Scrapy puts it up anew for each crawler and offers no place
for another formatter; this one goes by the same settings (`LOG_FILE`, where `-` is standard error, `LOG_LEVEL`, `LOG_FORMAT`, …).

A JSON line holds `time` (UTC), `level`, `logger` and `message`; `event`, the message before its values are filled in,
by which lines of one kind are found; and where there are any `publication`, `url`, `reason`, `kind` (of a complaint),
`exit_code` and `exception`. They come from named values, as Scrapy's own lines have them too:

    logger.warning("%(publication)s: %(url)s could not be fetched: %(reason)s", {"publication": …, "url": …, "reason": …})
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.operations.secrets import Secrets
from crawler.publications import declaration_for, declarations

_NAMED = ("url", "reason", "kind", "exit_code")
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""JSON allows them in a string, but to many readers of lines they end one."""

_installed: logging.Handler | None = None


def log_to_handler(settings: BaseSettings, publication: str = "") -> None:
    """Let everything that is logged from now on go where the settings say; to be called before a crawler is made.

    `publication` is whose all lines are, if it is a single one. Raises OSError where the log can't be written.
    """
    global _installed  # noqa: PLW0603 - as the root logger is one
    handler = _handler(settings)
    handler.setLevel(settings.get("LOG_LEVEL"))
    handler.setFormatter(formatter(settings, publication))
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    if _installed:
        logging.root.removeHandler(_installed)
        _installed.close()
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)
    _installed = handler


def formatter(settings: BaseSettings, publication: str = "") -> logging.Formatter:
    """The formatter that the settings ask for."""
    secrets = Secrets(settings)
    if settings.getbool("LOG_JSON"):
        return JsonLines(secrets, publication)
    return Readable(secrets, settings.get("LOG_FORMAT"), settings.get("LOG_DATEFORMAT"))


def _handler(settings: BaseSettings) -> logging.Handler:
    if (file := settings.get("LOG_FILE")) and file != "-":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
        # Half a character, as a broken page may have it, is no reason to lose the line.
        return logging.FileHandler(Path(file), mode, settings.get("LOG_ENCODING"), errors="backslashreplace")
    return logging.StreamHandler() if settings.getbool("LOG_ENABLED") else logging.NullHandler()


class Readable(logging.Formatter):
    """Text as Scrapy writes it."""

    def __init__(self, secrets: Secrets, fmt: str, datefmt: str) -> None:
        super().__init__(fmt, datefmt)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return self._secrets.hide(super().format(record))


class JsonLines(logging.Formatter):
    """One object of JSON for each record, on a line of its own whatever is in it."""

    def __init__(self, secrets: Secrets, publication: str = "") -> None:
        super().__init__()
        self._secrets = secrets
        self._publication = publication

    def format(self, record: logging.LogRecord) -> str:
        given = record.args if isinstance(record.args, Mapping) else {}
        event = str(record.msg)
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError) as error:  # its values don't fit: that too is worth a line
            message = f"{event} {record.args!r} ({type(error).__name__}: {error})"
        named = {name: given[name] for name in _NAMED if name in given}
        url = str(named.pop("url", "")) or _address(given, record.args)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "publication": self._whose(record, given, url),
            "event": event if event != message else None,
            "message": message,
            "url": url,
            **named,
            "exception": self._exception(record),
        }
        shown = {name: self._clean(value) for name, value in line.items() if value not in (None, "")}
        return json.dumps(shown, ensure_ascii=False).translate(_LINE_ENDS)

    def _whose(self, record: logging.LogRecord, given: Mapping[str, Any], url: str) -> str:
        """The publication that a line is about."""
        spider = getattr(record, "spider", None)
        if named := given.get("publication") or getattr(spider, "name", None) or self._publication:
            return str(named)
        if record.name in declarations():
            return record.name
        declared = declaration_for(url) if url else None
        return declared.name if declared else ""

    def _exception(self, record: logging.LogRecord) -> str:
        """The traceback, if there is one."""
        parts = [self.formatException(record.exc_info)] if record.exc_info and record.exc_info[0] else []
        parts += [record.exc_text] if record.exc_text and not parts else []
        parts += [self.formatStack(record.stack_info)] if record.stack_info else []
        return "\n".join(parts)

    def _clean(self, value: Any) -> int | str:
        """A number, or a value as text that is valid Unicode and shows no secret."""
        return (
            value
            if isinstance(value, int)
            else self._secrets.hide(str(value)).encode("utf-8", "backslashreplace").decode()
        )


def _address(given: Mapping[str, Any], args: Any) -> str:
    """The address that a line is about: of the request or response in its values, or the first one among them."""
    values = given.values() if given else args if isinstance(args, tuple) else ()
    for value in values:
        if isinstance(value, Request | Response):
            return value.url
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return ""
