"""Accuracy on labelled real pages and strings, where they are at hand: `make accuracy`.

They are the publishers' and stay outside the repository, in `../shared`; elsewhere this says so and scores nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson

from crawler.commands.extract import Given, line_for

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def available() -> bool:
    """Whether the labelled data is here."""
    return (SHARED / "pages" / "gold.jsonl").is_file() and (SHARED / "tools" / "score_pages.py").is_file()


def extract_pages(gold: Path, out: Path) -> None:
    """One line for each labelled page, as `scrapy extract` would write it."""
    with out.open("wb") as lines:
        for text in gold.read_text(encoding="utf-8").splitlines():
            label = json.loads(text)
            html = (gold.parent / label["file"]).read_bytes()
            lines.write(orjson.dumps(line_for(Given(label["file"], html, label.get("url")))) + b"\n")


def score(script: str, *arguments: str) -> dict[str, Any]:
    """The last line that a scorer prints, which is its result."""
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / script), *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def score_pages() -> dict[str, Any]:
    """Whole records and fields on the labelled pages."""
    gold = SHARED / "pages" / "gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        got = Path(folder, "got.jsonl")
        extract_pages(gold, got)
        return score("score_pages.py", str(gold), str(got))


def main() -> int:
    """Print each scorer's line."""
    if not available():
        print("accuracy: no ../shared with labelled pages here; nothing was scored")
        return 0
    print("pages   ", json.dumps(score_pages()))
    for kind in ("dates", "bylines", "endings"):
        print(f"{kind:8}", json.dumps(score(f"score_{kind}.py", str(SHARED / "gold" / f"{kind}.jsonl"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
