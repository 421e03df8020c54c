"""Requests as JSON that an operator can read in the database.

Callbacks and errbacks are stored by the names of the spider's methods. Fields that have their usual value are
left out. Nothing is converted in silence: what JSON can't hold (a lambda, a date or an object in `meta` or
`cb_kwargs`) raises Unstorable when the request is stored, not when it is taken up again. Tuples alone come
back as lists.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import orjson
from scrapy import Request, Spider
from scrapy.utils.misc import load_object
from scrapy.utils.python import global_object_name

LEASE = "frontier_lease"
"""The key in `Request.meta` that ties a request, and what a middleware makes of it, to its row."""

_USUAL = Request("data:,")
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS
_SPECIAL = {"url", "callback", "errback", "headers", "body", "meta"}


class Unstorable(ValueError):  # noqa: N818 - says what the request is
    """A request that can't be written down."""


def _method_name(spider: Spider, method: Callable[..., Any] | None) -> str | None:
    if method is None:
        return None
    name = getattr(method, "__name__", "")
    own = getattr(spider, name, None)
    if own is None or getattr(own, "__func__", own) is not getattr(method, "__func__", method):
        raise Unstorable(f"{method!r} is not a method of the spider")
    return name


def dump_request(request: Request, spider: Spider, *, errback: Callable[..., Any] | None = None) -> str:
    """The request as JSON, with `errback` in the place of its own. Raises Unstorable."""
    data: dict[str, Any] = {"url": request.url}
    if type(request) is not Request:
        data["class"] = global_object_name(type(request))
    for role, method in (("callback", request.callback), ("errback", errback)):
        if name := _method_name(spider, method):
            data[role] = name
    if request.headers:
        data["headers"] = {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in request.headers.items()
        }
    if request.body:
        try:
            data["body"] = request.body.decode()
        except UnicodeDecodeError:
            data["body_base64"] = b64encode(request.body).decode()
    if meta := {key: value for key, value in request.meta.items() if key != LEASE}:
        data["meta"] = meta
    for name in request.attributes:
        if name not in _SPECIAL and (value := getattr(request, name)) != getattr(_USUAL, name, None):
            data[name] = value
    try:
        return orjson.dumps(data, option=_STRICT).decode()
    except TypeError as error:
        raise Unstorable(f"{request}: {error}") from error


def load_request(text: str, spider: Spider) -> Request:
    """The request that `dump_request` wrote. Raises Unstorable for callbacks and classes that exist no more."""
    try:
        data: dict[str, Any] = orjson.loads(text)
        kind: type[Request] = load_object(data.pop("class")) if "class" in data else Request
        if not (isinstance(kind, type) and issubclass(kind, Request)):  # the database is not to choose what is called
            raise TypeError(f"{kind} is no request")
        for role in ("callback", "errback"):
            if role in data:
                data[role] = getattr(spider, data[role])
        if "body_base64" in data:
            data["body"] = b64decode(data.pop("body_base64"))
        return kind(**data)
    except (AttributeError, ImportError, NameError, TypeError, ValueError) as error:
        raise Unstorable(f"stored by another version of the spider: {error}") from error
