"""kill -9 at any moment, then the same command again: nothing lost, nothing doubled, no feed ever half-written."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from feed_reader import FeedReader
from projects import NAME, Project, kill

from fixtures.demo_site import DemoSite, expected_articles

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class AfterRequests:
    """Killed when the site has answered so many requests of this process; 0: while it starts."""

    number: int


@dataclass(frozen=True)
class WhilePublishing:
    """Killed so many seconds after the process first touched the feeds, having collected a few articles."""

    seconds: float


MOMENTS = {
    "run": [
        *map(AfterRequests, (1, 2, 5, 13)),
        WhilePublishing(0),
        *map(AfterRequests, (8, 3, 21)),
        WhilePublishing(0.003),
        *map(AfterRequests, (4, 11, 0)),
    ],
    "crawl": [
        *map(AfterRequests, (3, 17, 6, 1)),
        WhilePublishing(0.001),
        *map(AfterRequests, (9, 2, 14)),
        WhilePublishing(0.006),
        *map(AfterRequests, (7, 5, 12)),
    ],
}
"""24 moments in all, each of a run that takes up what the killed one before it left."""


@dataclass(frozen=True)
class Killed:
    """A chain of killed processes and the one that was let go on to its end."""

    project: Project
    deaths: list[int]
    last: subprocess.CompletedProcess[str]
    reader: FeedReader
    asked: Counter[str]


def chain(command: str, project: Project) -> Killed:
    with DemoSite() as site, FeedReader(project.folder / "feeds") as reader:
        deaths = [killed_at(moment, command, project, site) for moment in MOMENTS[command]]
        last = project.scrapy(command, NAME, "-a", f"mirror={site.url}")
        return Killed(project, deaths, last, reader, Counter(request.path for request in site.requests()))


def killed_at(moment: AfterRequests | WhilePublishing, command: str, project: Project, site: DemoSite) -> int:
    before, feeds = len(site.requests()), entries(project.folder / "feeds")
    limit = ["-a", "limit=4"] if isinstance(moment, WhilePublishing) else []
    process = project.start(command, NAME, "-a", f"mirror={site.url}", *limit)
    match moment:
        case AfterRequests(number):
            until(lambda: len(site.requests()) - before >= number, process)
        case WhilePublishing(seconds):
            until(lambda: entries(project.folder / "feeds") != feeds, process)
            time.sleep(seconds)
    return kill(process)


def entries(folder: Path) -> dict[str, float]:
    """Everything in the feeds folder, hidden files too, with its time."""
    found = {}
    for path in folder.rglob("*"):
        try:
            found[str(path)] = path.stat().st_mtime
        except FileNotFoundError:  # a temporary one
            continue
    return found


def until(condition: Callable[[], bool], process: subprocess.Popen[str], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"ended before its moment: {process.communicate()}"
        assert time.monotonic() < end, "its moment never came"
        time.sleep(0.001)


@pytest.fixture(scope="module")
def chains(new_project: Callable[[], Project]) -> dict[str, Killed]:
    """Both commands at once, each in its own project."""
    with ThreadPoolExecutor() as pool:
        started = {command: pool.submit(chain, command, new_project()) for command in MOMENTS}
        return {command: each.result() for command, each in started.items()}


@pytest.fixture(params=list(MOMENTS))
def killed(request: pytest.FixtureRequest, chains: dict[str, Killed]) -> Killed:
    return chains[request.param]


def test_every_process_was_killed_and_the_last_one_ended_well(killed: Killed) -> None:
    assert killed.deaths == [-9] * 12
    assert killed.last.returncode == 0, killed.last.stderr


def test_nothing_is_lost_and_nothing_doubled(killed: Killed) -> None:
    once = Counter(article.id for article in expected_articles())
    assert Counter(killed.project.ids()) == once
    assert Counter(article["id"] for article in killed.project.articles()) == once
    assert Counter(item["id"] for item in killed.project.feed()["items"]) == once
    assert {article["revision"] for article in killed.project.published()} == {1}


def test_what_came_out_is_what_an_undisturbed_run_brings(chains: dict[str, Killed]) -> None:
    run, crawl = (
        {article["id"]: {**article, "date_fetched": ""} for article in each.project.articles()}
        for each in chains.values()
    )
    assert run == crawl


def test_every_feed_file_that_was_ever_visible_is_whole(killed: Killed) -> None:
    assert killed.reader.faults == []
    names = {name for name, _, _ in killed.reader.read}
    assert names >= {"articles.json", "feed.json", "article.schema.json", *(p.name for p in killed.project.run_files())}


def test_no_run_leaves_anything_behind(killed: Killed) -> None:
    rows = killed.project.rows().values()
    assert {row["state"] for row in rows if row["kind"] == "article"} == {"done"}
    assert not [row["url"] for row in rows if row["state"] in ("ready", "leased")]
    assert not list((killed.project.folder / "feeds").rglob("*.tmp"))


def test_few_articles_are_fetched_twice(killed: Killed) -> None:
    """Only what was on its way at a kill is fetched again, at most as many as CONCURRENT_REQUESTS."""
    again = sum(times - 1 for path, times in killed.asked.items() if path.endswith(".html"))
    assert again <= 8 * len(killed.deaths)
