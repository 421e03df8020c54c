"""The tables of docs/feeds.md, made from the annotations of `crawler.items`.

`python -m crawler.feeds.documentation` renews the page: what stands between `<!-- NAME -->` and `<!-- /NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crawler.feeds.exporters import to_json
from crawler.items import WARNINGS, Removed, article_schema

PAGE = Path(__file__).parents[2] / "docs" / "feeds.md"

Schema = Mapping[str, Any]


def fields_table() -> str:
    """A table for `Article` and one for each of its parts: field, type, meaning, example."""
    schema = article_schema()
    parts = schema["$defs"]
    used = {"Article": schema} | {name: parts[name] for name in _parts_used(schema)}
    return "\n\n".join(
        f"### {name}\n\n{part['description']}\n\n{_properties_table(part, parts)}" for name, part in used.items()
    )


def removed_table() -> str:
    """A table of the fields of `Removed`."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - as in crawler.items

    return _properties_table(TypeAdapter(Removed).json_schema(), {})


def warnings_table() -> str:
    """Every warning code with its meaning."""
    return _table(("code", "meaning"), ((f"`{code}`", meaning) for code, meaning in WARNINGS.items()))


def example(schema: Schema, parts: Mapping[str, Schema]) -> Any:
    """An example of a property: its own, or one made from those of its parts."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example(_part(schema, parts), parts)
    if schema.get("type") == "array":
        return [example(schema["items"], parts)]
    return {name: example(inner, parts) for name, inner in schema["properties"].items()}


def renewed(page: str) -> str:
    """The text of docs/feeds.md with its tables made anew."""
    tables = {"fields": fields_table(), "warnings": warnings_table(), "removed": removed_table()}
    for name, table in tables.items():
        page = _filled(page, name, table)
    return page


def _filled(page: str, name: str, table: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = page.split(start, 1)
    return f"{before}{start}\n{table}\n\n{end}{rest.split(end, 1)[1]}"


def _part(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    return parts[schema["$ref"].rsplit("/", 1)[1]]


def _parts_used(schema: Schema) -> Iterable[str]:
    """Names of parts in the order in which the article's fields use them."""
    return dict.fromkeys(re.findall(r"#/\$defs/(\w+)", to_json(schema["properties"]).decode()))


def _properties_table(schema: Schema, parts: Mapping[str, Schema]) -> str:
    rows = (
        (f"`{name}`", _type(inner), inner["description"], f"`{to_json(example(inner, parts)).decode()}`")
        for name, inner in schema["properties"].items()
    )
    return _table(("field", "type", "meaning", "example"), rows)


def _type(schema: Schema) -> str:
    """A type in words, a part as a link to its table."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(choice) for choice in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema["type"])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
