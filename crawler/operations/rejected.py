"""Pages that were no articles, kept for inspection."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from scrapy.http import Response
from scrapy.settings import BaseSettings


def keep_page(settings: BaseSettings, publication: str, response: Response) -> str | None:
    """Keep a response's body under `DATA_DIR/rejected/<publication>/`; returns the path relative to DATA_DIR.

    The name is a hash of the address, so a page is kept once, in its latest state. Returns None when the disk refuses:
    the rejection itself is recorded all the same.
    """
    data_dir = Path(settings["DATA_DIR"])
    relative = Path("rejected", publication, hashlib.sha256(response.url.encode()).hexdigest()[:24] + ".html.gz")
    try:
        (data_dir / relative).parent.mkdir(parents=True, exist_ok=True)
        (data_dir / relative).write_bytes(gzip.compress(response.body, compresslevel=6, mtime=0))
    except OSError:
        return None
    return str(relative)
