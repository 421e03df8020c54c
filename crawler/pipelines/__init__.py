"""From a draft to an article: one step a file, plain functions with a thin item pipeline around each.

`STEPS` are the functions in the order in which settings.py runs their pipelines; `crawler.extract` runs the same.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler.items import Draft
from crawler.pipelines.bylines import read_byline
from crawler.pipelines.checks import check
from crawler.pipelines.content import render_content
from crawler.pipelines.dates import read_dates
from crawler.pipelines.identity import identify
from crawler.pipelines.text import clean_texts

STEPS: tuple[Callable[[Draft], None], ...] = (
    clean_texts,
    read_dates,
    read_byline,
    render_content,
    identify,
    check,
)
