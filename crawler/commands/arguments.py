"""The arguments of `-a`, checked before anything is started, with words that an operator can act on."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from pydantic import ValidationError

from crawler.publications import declarations
from crawler.spider import Parameters, PublicationSpider
from crawler.urls import bare_host


def wrong_usage(command: str, message: str) -> NoReturn:
    """Say in one line what is wrong, and end with exit code 2."""
    print(f"scrapy {command}: error: {message}", file=sys.stderr)  # noqa: T201 - the command's output
    raise SystemExit(2)


def check_publications(command: str, names: list[str], known: list[str]) -> None:
    """End with exit code 2 for a name that is no spider's."""
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=3)
            hint = f"did you mean {' or '.join(close)}?" if close else "`scrapy publications` lists them"
            wrong_usage(command, f"no publication {name!r}; {hint}")


def check_arguments(command: str, names: list[str], arguments: Mapping[str, Any]) -> None:
    """End with exit code 2 for arguments that are unknown, of the wrong form, or not of these publications."""
    try:
        parameters = Parameters(**arguments)
    except ValidationError as error:
        wrong_usage(command, "; ".join(_problem(e) for e in error.errors()))
    for name in names:
        declared = declarations().get(name)
        if declared is None:
            continue
        for url in PublicationSpider.named_urls(parameters):
            if not declared.owns(url) and not (parameters.mirror and url.startswith(f"{parameters.mirror}/")):
                wrong_usage(command, f"url: {url} is no address of {bare_host(declared.host)}")


def _problem(error: Any) -> str:
    name = ".".join(map(str, error["loc"])) or "arguments"
    given = error.get("input")
    match error["type"]:
        case "extra_forbidden":
            close = difflib.get_close_matches(name, Parameters.model_fields, n=1)
            return f"unknown argument {name!r}" + (f" (did you mean {close[0]}?)" if close else "")
        case kind if kind.startswith("date"):
            return f"{name} must be a day as YYYY-MM-DD, not {given!r}"
        case "int_parsing" | "greater_than_equal" | "float_parsing" | "greater_than":
            return f"{name} must be a number greater than 0, not {given!r}"
        case "string_pattern_mismatch":
            return f"{name} must look like http://host:port, not {given!r}"
        case "literal_error":
            return f"{name} must be {error['ctx']['expected']}, not {given!r}"
        case "value_error":
            return str(error["ctx"]["error"])
    return f"{name}: {error['msg']}"
