"""kill -9 two hundred times at random moments of a crawl of a thousand articles, while a reader polls the feeds.

`KILLS_SEED` and `KILLS` in the environment choose other moments and another number. The same seed gives the same
budgets and the same waits; what the process is doing by then depends on the machine, and is counted.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from signal import SIGKILL
from subprocess import Popen
from typing import Any

import pytest

from tests.archive_site import archive_site, asked
from tests.feed_reader import FeedReader
from tests.projects import NAME, Project

ARTICLES = 1000
KILLS = int(os.environ.get("KILLS", "200"))
SEED = int(os.environ.get("KILLS_SEED", "5"))
PACE = {"DOWNLOAD_DELAY": 0.02, "DOWNLOAD_DELAY_JITTER": 0}
"""So that the crawl outlives the kills: otherwise most of them would hit runs that have nothing to do."""
PHASES = {"starting": "", "crawling": "Spider opened", "publishing": "Closing spider", "reporting": "Spider closed"}
"""What a process is doing, and the line of its log with which that begins."""
AIMED_AT = {"starting": 1, "crawling": 5, "publishing": 2}
"""From where a kill's random moment counts, and how often: publishing is too short to be hit often by chance alone."""


class Attempt:
    """One process: a run with a budget of pages, so that it comes to publishing if it is left alone."""

    def __init__(self, project: Project, url: str, budget: int) -> None:
        self._log = project.data / "logs" / f"{NAME}.log"
        self._before = self._log.stat().st_size if self._log.exists() else 0
        self.began = time.monotonic()
        self.process: Popen[str] = project.start(
            "run", NAME, "-a", f"mirror={url}", "-a", f"max_pages={budget}", **PACE
        )

    def phase(self) -> str:
        """What it is doing, or was when it died."""
        text = ""
        if self._log.exists():
            with self._log.open(encoding="utf-8") as log:
                log.seek(self._before)
                text = log.read()
        return [phase for phase, line in PHASES.items() if line in text][-1]

    def wait(self, seconds: float) -> bool:
        """Whether it still lives after so long."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        return self.process.poll() is None

    def comes_to(self, phase: str) -> bool:
        """Wait until it has come so far; False: it has ended."""
        order = list(PHASES)
        while self.process.poll() is None and order.index(self.phase()) < order.index(phase):
            time.sleep(0.003)
        return self.process.poll() is None


@pytest.mark.faults
def test_two_hundred_kills_at_random_moments(project: Project, record_property: Any) -> None:
    chance = random.Random(SEED)
    killed: Counter[str] = Counter()
    whole = 0
    lasts = {"starting": 1.5, "crawling": 1.5, "publishing": 0.2}
    """Seconds from there on within which the moment lies; adapted to the machine."""
    progress: list[int] = []
    began = time.monotonic()
    with archive_site(ARTICLES) as url, FeedReader(project.folder / "feeds") as reader:
        while killed.total() < KILLS:
            attempt = Attempt(project, url, budget=chance.randint(10, 40))
            (origin,) = chance.choices(list(AIMED_AT), list(AIMED_AT.values()))
            moment = chance.random()
            lives = attempt.comes_to(origin)
            since = time.monotonic()
            if lives and attempt.wait(moment * lasts[origin]):
                attempt.process.kill()
            output = attempt.process.communicate()
            if attempt.process.returncode == -SIGKILL:
                killed[attempt.phase()] += 1
            else:  # it was quicker
                assert (attempt.process.returncode, *output) == (0, "", ""), f"seed {SEED}, {killed.total()} kills"
                whole += 1
                if origin != "starting":
                    lasts[origin] = (lasts[origin] + time.monotonic() - since) / 2
            progress.append(fetched(url))
        at_last = project.start("run", NAME, "-a", f"mirror={url}")
        assert (*at_last.communicate(timeout=300), at_last.returncode) == ("", "", 0)
        times = Counter({path: number for path, number in asked(url).items() if path.endswith(".html")})

    quarters = [progress[len(progress) * part // 4 - 1] for part in range(1, 5)]
    figures = (
        f"seed {SEED}: {killed.total()} kills in {time.monotonic() - began:.0f} s"
        f" ({', '.join(f'{killed[phase]} {phase}' for phase in PHASES)}), {whole} runs came to their end."
        f" Of {ARTICLES} articles {', '.join(map(str, quarters))} had been asked for after each quarter of the runs,"
        f" {times.total() - len(times)} of them once more than needed."
        f" The reader looked {reader.looks} times and read {len(reader.read)} files and versions of files."
    )
    record_property("figures", figures)
    assert reader.faults == [], figures
    assert min(killed[phase] for phase in PHASES) > 0, figures
    assert killed["crawling"] + killed["publishing"] > KILLS / 2, figures
    assert_once(project, figures)


def fetched(url: str) -> int:
    """How many different articles the site has been asked for."""
    return sum(path.endswith(".html") for path in asked(url))


def assert_once(project: Project, figures: str) -> None:
    """Nothing is lost, nothing doubled, nothing left over."""
    once = Counter(f"laodongxahoi.net/{1_000_000 + number}" for number in range(1, ARTICLES + 1))
    assert Counter(project.ids()) == once, figures
    assert {article["revision"] for article in project.published()} == {1}
    assert Counter(article["id"] for article in project.articles()) == once
    assert Counter(item["id"] for item in project.feed()["items"]) == once
    assert {row["state"] for row in project.rows().values() if row["kind"] == "article"} == {"done"}
    assert not [row["url"] for row in project.rows().values() if row["state"] in ("ready", "leased")]
    assert not list((project.folder / "feeds").rglob("*.tmp"))
