"""Accuracy on labelled real pages and strings, where they are at hand: `make accuracy`.

They are the publishers' and stay outside the repository, in `../shared` with their scorers; elsewhere this says so and
scores nothing. `--raise-floors` writes what has become better into tests/accuracy_floors.json, under which the tests
let nothing fall.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson

from crawler.commands.extract import Given, line_for
from crawler.layouts import LAYOUTS
from tests.bench.peers import Peer, installed
from tests.disguise import disguised

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGES = SHARED / "pages"
FLOORS = ROOT / "tests" / "accuracy_floors.json"
LABELS = ("pages/gold.jsonl", "pages/index.jsonl", "gold/dates.jsonl", "gold/bylines.jsonl", "gold/endings.jsonl")
COLUMNS = {
    "pages": "pages",
    "whole record": "whole_record",
    "title": "title",
    "lead": "summary",
    "minute": "date_minute",
    "authors": "authors",
    "sources": "sources",
    "body F1": "body_f1",
    "captions": "captions",
    "tags": "tags",
    "section": "section",
}
KEPT = {
    "pages": [*list(COLUMNS.values())[1:], "listings_rejected"],
    "generic": list(COLUMNS.values())[1:9],
    "nameless": list(COLUMNS.values())[1:9],
    "bare": list(COLUMNS.values())[1:9],
    "dates": ["exact"],
    "bylines": ["authors", "sources", "location", "honorific", "affiliation", "roles", "kind"],
    "endings": ["whole", "precision", "recall"],
}
"""The figures of each scorer that may only rise."""
NEVER = {"dates": ["wrong"]}
"""Those that must stay 0."""

Line = dict[str, Any]
Scores = dict[str, Line]


def available() -> bool:
    """Whether the labelled data is here."""
    return all((SHARED / name).is_file() for name in (*LABELS, "tools/score_pages.py"))


def digests() -> dict[str, str]:
    """SHA-256 of each file of labels, which says what floors hold for."""
    return {name: hashlib.sha256((SHARED / name).read_bytes()).hexdigest() for name in LABELS}


# --- scoring --------------------------------------------------------------------------------------------------


def labelled_pages() -> list[Line]:
    """The labels of the pages."""
    return [json.loads(line) for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def ours(labels: Iterable[Line], changed: Callable[[bytes], bytes] = bytes) -> list[Line]:
    """One line for each page, `changed` before, as `scrapy extract` would write it."""
    return [line_for(Given(of["file"], changed((PAGES / of["file"]).read_bytes()), of.get("url"))) for of in labels]


def generic_alone(labels: Iterable[Line], changed: Callable[[bytes], bytes] = bytes) -> list[Line]:
    """The same with the families switched off."""
    with patch("crawler.extraction.choose", lambda page: LAYOUTS[-1]):
        return ours(labels, changed)


def theirs(peer: Peer, labels: Iterable[Line]) -> list[Line]:
    """The same by another extractor; a page that it can't read counts as nothing found."""
    lines = []
    for of in labels:
        try:
            fields = peer.read((PAGES / of["file"]).read_bytes(), of.get("url"))
        except Exception as error:
            fields = {"error": repr(error)}
        lines.append({"file": of["file"], **fields})
    return lines


def listings_rejected() -> float:
    """The share of section and front pages that are told to be no articles."""
    pages = [json.loads(line) for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    listings = [page for page in pages if page["kind"] == "listing" and page["file"].endswith(".html")]
    return sum("error" in line for line in ours(listings)) / max(1, len(listings))


def score_pages(labels: list[Line], got: list[Line]) -> Line:
    """What the pages' scorer says."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, lines in (("gold", labels), ("got", got)):
            files.append(Path(folder, f"{name}.jsonl"))
            files[-1].write_bytes(b"".join(orjson.dumps(line, default=str) + b"\n" for line in lines))
        return score("score_pages.py", *map(str, files))


def score(script: str, *arguments: str) -> Line:
    """The last line that a scorer prints, which is its result."""
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / script), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    result: Line = json.loads(done.stdout.splitlines()[-1])
    return result


def measure() -> tuple[Scores, Scores]:
    """The scores of all that has a floor, and those of the pages by the layout that read them."""
    labels = labelled_pages()
    got = ours(labels)
    by_layout: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(got):
        by_layout[line.get("layout", "(rejected)")].append(number)
    families = {
        layout: score_pages([labels[i] for i in numbers], [got[i] for i in numbers])
        for layout, numbers in sorted(by_layout.items())
    }
    scores = {
        "pages": score_pages(labels, got) | {"listings_rejected": round(listings_rejected(), 4)},
        "generic": score_pages(labels, generic_alone(labels)),
        "nameless": score_pages(labels, generic_alone(labels, partial(disguised, metadata=True))),
        "bare": score_pages(labels, generic_alone(labels, partial(disguised, metadata=False))),
    }
    for kind in ("dates", "bylines", "endings"):
        scores[kind] = score(f"score_{kind}.py", str(SHARED / "gold" / f"{kind}.jsonl"))
    return scores, families


# --- floors ---------------------------------------------------------------------------------------------------


def read_floors() -> Line:
    """What nothing may fall under, and for which labels."""
    floors: Line = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def fallen(scores: Scores, floors: Scores) -> list[str]:
    """The figures under their floor, and those that must be 0 and are not, each as a sentence."""
    out = [
        f"{kind}: {name} is {scores[kind][name]}, its floor {floor}"
        for kind, kept in floors.items()
        for name, floor in kept.items()
        if scores[kind][name] < floor
    ]
    out += [
        f"{kind}: {name} is {scores[kind][name]}, it must be 0"
        for kind, names in NEVER.items()
        for name in names
        if scores[kind][name]
    ]
    return out


def raised(scores: Scores, floors: Scores) -> Scores:
    """The floors with all that has become better; none is lowered."""
    return {
        kind: {name: max(scores[kind][name], floors.get(kind, {}).get(name, 0)) for name in names}
        for kind, names in KEPT.items()
    }


def raise_floors(scores: Scores) -> str:
    """Write the floors; says what was done. Those for other labels are left alone."""
    known = read_floors() if FLOORS.is_file() else {"labels": digests(), "floors": {}}
    if known["labels"] != digests():
        return "the floors are for other labels: nothing was raised (remove the file to begin anew)"
    higher = raised(scores, known["floors"])
    FLOORS.write_text(json.dumps({"labels": known["labels"], "floors": higher}, indent=2) + "\n", encoding="utf-8")
    count = sum(higher[k][n] > known["floors"].get(k, {}).get(n, -1) for k in higher for n in higher[k])
    return f"{count} floors raised"


# --- the table ------------------------------------------------------------------------------------------------


def row(name: str, line: Line) -> str:
    """One line of the table."""
    cells = [f"{line[key]:>12}" if key == "pages" else _share(line.get(key)) for key in COLUMNS.values()]
    return f"{name:24}" + "".join(cells)


def _share(value: float | None) -> str:
    return f"{value:>12.3f}" if value is not None else f"{'-':>12}"


def show(scores: Scores, families: Scores, say: Callable[[str], None]) -> None:
    """The table, family by family, with generic's line and the scorers' lines for strings."""
    say(f"{'':24}" + "".join(f"{title:>12}" for title in COLUMNS))
    for layout, line in families.items():
        say(row(layout, line))
    say(row("all pages", scores["pages"]))
    say(row("generic alone", scores["generic"]))
    say(row("- names hidden", scores["nameless"]))
    say(row("- metadata too", scores["bare"]))
    say(f"\nlistings rejected: {scores['pages']['listings_rejected']:.3f}")
    for kind in ("dates", "bylines", "endings"):
        say(f"{kind:8} {json.dumps(scores[kind])}")


def main() -> int:
    """Print the table and, where they are installed, the other extractors' lines; 1 when something has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise-floors", action="store_true", help="write what has become better into the floors")
    options = parser.parse_args()
    if not available():
        print("accuracy: no ../shared with labelled pages here; nothing was scored")
        return 0
    scores, families = measure()
    show(scores, families, print)
    labels = labelled_pages()
    print("\nother extractors on the same pages")
    peers = installed()
    for peer in peers:
        print(row(f"{peer.name} {peer.version}", score_pages(labels, theirs(peer, labels))))
    if not peers:
        print("none installed (`make bench` installs them)")
    if options.raise_floors:
        print(f"\n{raise_floors(scores)}")
    floors = read_floors()
    if floors["labels"] != digests():
        print("\nthe floors are for other labels and were not compared")
        return 0
    problems = fallen(scores, floors["floors"])
    print("\n" + "\n".join(problems or ["nothing is under its floor"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
