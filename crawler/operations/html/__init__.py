"""The report as static pages: `index.html`, a page for each publication, one for each run of the last ninety days.

    reports/index.html
    reports/<publication>/index.html
    reports/<publication>/runs/<number of the run>.html

No server, no script, nothing loaded from anywhere. Every page is made from the runs in the store, so all of them can be
made again at any time (`scrapy report`). What `scrapy run` rewrites at its end are the pages of its own publications and
the first page; the others' cards for that lie beside it in `.cards/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import orjson
from scrapy.settings import BaseSettings

from crawler.operations.html.figures import Figures
from crawler.operations.html.pages import card, index, publication, run_page
from crawler.operations.monitors import HISTORY, HISTORY_RUNS
from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from crawler.store.store import Store

__all__ = ["reports_dir", "write_site"]


def reports_dir(settings: BaseSettings) -> Path:
    """Where the pages are: `REPORTS_DIR`, or else `reports` in `DATA_DIR`."""
    return Path(settings.get("REPORTS_DIR") or Path(settings["DATA_DIR"]) / "reports")


def write_site(store: Store, folder: Path, names: Iterable[str], *, again: bool = False) -> Path:
    """Write the pages of these publications, and the first page; returns the first page's path. Raises OSError.

    Pages of runs that have ended don't change and are left as they are, unless `again`.
    """
    now = datetime.now(UTC)
    for name in names:
        _write_publication(store, folder, name, now, again)
    declared = declarations()
    cards: list[tuple[int, str, str]] = []
    for name in declared:
        with suppress(OSError, ValueError, KeyError):  # none yet, or of another version
            kept = orjson.loads((folder / ".cards" / f"{name}.json").read_bytes())
            cards.append((-kept["gravity"], name, kept["card"]))
    shown = {name for _, name, _ in cards}
    never = [each for each in declared.values() if each.name not in shown]
    first = folder / "index.html"
    _write(first, index([html for *_, html in sorted(cards)], never, now))
    return first


def _write_publication(store: Store, folder: Path, name: str, now: datetime, again: bool) -> None:
    declared, place = declarations()[name], folder / name
    runs = store.runs(name, HISTORY_RUNS, since=now - HISTORY)
    kept = folder / ".cards" / f"{name}.json"
    if not runs:
        kept.unlink(missing_ok=True)
        return
    before = Figures()
    for run in reversed(runs):
        path = place / "runs" / f"{run.id}.html"
        if again or run is runs[0] or not path.exists():
            _write(path, run_page(declared, run, before))
        before.add(run)
    numbers = {f"{run.id}.html" for run in runs}
    for path in (place / "runs").glob("*.html"):
        if path.name not in numbers:
            path.unlink()
    _write(place / "index.html", publication(declared, runs, store.count_articles(name), now))
    gravity = 0 if runs[0].exit_code in (None, int(ExitCode.OK)) else 1
    _write(kept, orjson.dumps({"gravity": gravity, "card": card(declared, runs, now)}).decode())


def _write(path: Path, text: str) -> None:
    """Replace a page in one step. Not flushed to disk: after a power cut it is made again, which is cheaper."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")  # other processes write the first page too
    new.write_text(text, encoding="utf-8")
    new.replace(path)
