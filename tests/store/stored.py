"""Settings of a crawl that uses the frontier and the store, and nothing else of the project."""

from __future__ import annotations

from typing import Any

STORED: dict[str, Any] = {
    "SCHEDULER": "crawler.store.frontier.FrontierScheduler",
    "SPIDER_MIDDLEWARES": {"crawler.store.acknowledge.AcknowledgeMiddleware": 10},
    "ITEM_PIPELINES": {
        "crawler.pipelines.revisions.RevisionsPipeline": 700,
        "crawler.pipelines.store.StorePipeline": 800,
    },
    "CONCURRENT_ITEMS": 4,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}
