"""What the frontier costs. Run with -s to see the rates."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Response
from store_support import SETTINGS, SiteSpider, crawl, links

PAGES = 600
BODY = "Một đoạn văn của một bài báo dài. " * 250  # 10 KB in UTF-8


class Spider(SiteSpider):
    def draft(self, response: Response, title: str) -> Any:
        draft = super().draft(response, title)
        draft.content_text = BODY
        draft.content_html = f"<p>{BODY}</p>"
        return draft


@pytest.mark.slow
def test_the_frontier_costs_less_than_three_milliseconds_a_page(tmp_path: Path):
    site: Any = {f"/{n}": f"<h1>Bài {n}</h1>{links(f'/{n + 1}')}<p>{BODY}</p>" for n in range(PAGES)}
    site["/"] = links(*(f"/{n}" for n in range(PAGES)))
    stock = {
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "SPIDER_MIDDLEWARES": {},
        "ITEM_PIPELINES": dict(list(SETTINGS["ITEM_PIPELINES"].items())[:1]),
    }
    costs: dict[str, float] = {}
    for name, settings in (("warm-up", stock), ("stock scheduler, nothing kept", stock), ("frontier and store", {})):
        before, cpu = time.perf_counter(), time.process_time()
        crawl(tmp_path / name, site, Spider, **settings)
        costs[name] = (time.process_time() - cpu) / PAGES * 1000
        print(
            f"\n{name}: {PAGES / (time.perf_counter() - before):.0f} pages/s, {costs[name]:.2f} ms CPU a page", end=""
        )
    assert costs["frontier and store"] - costs["stock scheduler, nothing kept"] < 3
