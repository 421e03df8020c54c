"""Speed and memory beside the other extractors, in one run: `make bench`.

CPU time of this process, the median of several rounds in each of which every extractor reads all the pages, so that
what else the machine does falls on all of them. Exits with 1 when a bar is missed, with 2 when there is nothing to compare with.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from crawler import extract
from crawler.items import NotAnArticle
from tests.bench.pages import BenchPage, fixture_pages, shared_pages
from tests.bench.peers import installed

OURS, PARSE = "crawler.extract", "lxml parse alone"
MOST_MS = 2.5
"""CPU for one page of 75 KB, from bytes to the finished article."""
TRAFILATURA_AT_LEAST = 6.0
PARSES_AT_MOST = 5.0
EXTRACTIONS = 10_000
FLAT_MB = 4.0
"""What memory may grow by after the first thousand pages: the allocator's own ups and downs."""

Reader = Callable[[BenchPage], object]


@dataclass
class Speed:
    """Milliseconds of CPU a page, of each extractor."""

    pages: int
    mean_size: int
    ms: dict[str, float]

    def times(self, name: str, other: str) -> float:
        """How many times as long the first takes as the second."""
        return self.ms[name] / self.ms[other]


def ours(page: BenchPage) -> object:
    """Our extraction, normalisation included."""
    try:
        return extract(page.html, page.url)
    except NotAnArticle:
        return None


def parse(page: BenchPage) -> object:
    """What every extractor on lxml has to do first."""
    return lxml.html.document_fromstring(page.html, parser=lxml.html.HTMLParser(encoding="utf-8"))


def readers() -> dict[str, Reader]:
    """All that is compared, by name."""
    found: dict[str, Reader] = {OURS: ours, PARSE: parse}
    for peer in installed():
        found[f"{peer.name} {peer.version}"] = lambda page, read=peer.read: _tolerant(read, page)
    return found


def _tolerant(read: Callable[[bytes, str | None], object], page: BenchPage) -> object:
    try:
        return read(page.html, page.url)
    except Exception:
        return None  # its time counts all the same


def measure_speed(pages: list[BenchPage], compared: dict[str, Reader], rounds: int) -> Speed:
    """Each extractor's time for a page: the median of its rounds for each page, and the mean of these."""
    taken: dict[str, list[list[float]]] = {name: [[] for _ in pages] for name in compared}
    for _ in range(rounds):
        for name, read in compared.items():
            gc.collect()  # nobody pays for what another left behind
            read(pages[0])  # loads word lists, compiles selectors
            for page, times in zip(pages, taken[name], strict=True):
                start = time.process_time()
                read(page)
                times.append(time.process_time() - start)
    return Speed(
        len(pages),
        sum(len(page.html) for page in pages) // len(pages),
        {name: 1000 * statistics.mean(map(statistics.median, times)) for name, times in taken.items()},
    )


def measure_memory(pages: list[BenchPage], extractions: int) -> list[tuple[int, float]]:
    """(extractions done, resident MB) before, after a tenth, and on to the end."""
    points = [(0, resident_mb())]
    for done in range(1, extractions + 1):
        ours(pages[done % len(pages)])
        if done % (extractions // 10) == 0:
            gc.collect()
            points.append((done, resident_mb()))
    return points


def resident_mb() -> float:
    """Memory that this process holds now (its peak, where the system has no /proc)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def growth(points: list[tuple[int, float]]) -> float:
    """What memory grew by after the first tenth, MB."""
    return points[-1][1] - points[1][1]


def missed(speed: Speed, points: list[tuple[int, float]]) -> list[str]:
    """The bars that are missed, each as a sentence."""
    out = []
    if speed.ms[OURS] > MOST_MS:
        out.append(f"{speed.ms[OURS]:.2f} ms a page, the bar is {MOST_MS}")
    if (parses := speed.times(OURS, PARSE)) > PARSES_AT_MOST:
        out.append(f"{parses:.1f} times the bare parse, the bar is {PARSES_AT_MOST:.0f}")
    trafilatura = next(name for name in speed.ms if name.startswith("trafilatura"))
    if (faster := speed.times(trafilatura, OURS)) < TRAFILATURA_AT_LEAST:
        out.append(f"{faster:.1f} times faster than {trafilatura}, the bar is {TRAFILATURA_AT_LEAST:.0f}")
    if (grown := growth(points)) > FLAT_MB:
        out.append(f"memory grew by {grown:.1f} MB after the first tenth, the bar is {FLAT_MB:.0f}")
    return out


def show(title: str, speed: Speed) -> None:
    """One table."""
    print(f"\n{title}: {speed.pages} pages of {speed.mean_size / 1000:.0f} KB on average")
    print(f"{'':24}{'CPU ms a page':>16}{'parses':>10}{'ours':>10}")
    for name, ms in speed.ms.items():
        print(f"{name:24}{ms:>16.2f}{speed.times(name, PARSE):>10.1f}{speed.times(name, OURS):>10.1f}")


def main() -> int:
    """Measure, print, and say which bars are missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7, help="runs of each extractor on each page")
    arguments.add_argument("--extractions", type=int, default=EXTRACTIONS, help="pages for the memory")
    options = arguments.parse_args()
    fixtures = fixture_pages()
    points = measure_memory(fixtures, options.extractions)  # first, while nobody else has left memory to be used
    compared = readers()
    speed = measure_speed(fixtures, compared, options.rounds)
    show("fixtures in frames of real size", speed)
    if real := shared_pages():
        show("labelled real pages, as they are", measure_speed(real, compared, options.rounds))
    print("\nmemory: " + ", ".join(f"{mb:.1f} MB after {done}" for done, mb in (points[0], points[1], points[-1])))
    if not any(name.startswith("trafilatura") for name in compared):
        print("\ntrafilatura is not installed here: `make bench` sets it up")
        return 2
    problems = missed(speed, points)
    print("\n" + "\n".join(f"MISSED: {problem}" for problem in problems) if problems else "\nall bars are met")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
