from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crawler.items import article_schema


@pytest.fixture(scope="session")
def valid_article() -> Callable[[Any], None]:
    return jsonschema.Draft202012Validator(article_schema()).validate


@pytest.fixture(scope="session")
def valid_json_feed() -> Callable[[Any], None]:
    schema = json.loads((Path(__file__).parent / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate
