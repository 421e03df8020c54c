"""A backfill over ten thousand articles: memory stays as it is. `make test-faults`; the rest of it is in `make test`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.archive_site import archive_site, asked
from tests.projects import NAME, Project

ARTICLES = 10_000


def resident(pid: int) -> float:
    """The memory of a process, in megabytes."""
    fields = Path(f"/proc/{pid}/status").read_text().split()
    return int(fields[fields.index("VmRSS:") + 1]) / 1024


@pytest.mark.faults
def test_memory_does_not_grow_with_the_archive(project: Project) -> None:
    with archive_site(ARTICLES) as url:
        process = project.start("run", NAME, "-a", f"mirror={url}", "-a", "since=2015-01-01")
        weighed: dict[int, float] = {}
        while process.poll() is None:
            time.sleep(0.5)
            pages = sum(asked(url).values())
            if process.poll() is None and pages < ARTICLES:  # then it publishes
                weighed[pages] = resident(process.pid)
        assert process.returncode == 0, process.communicate()
        assert process.communicate() == ("", "")
        articles = {path: n for path, n in asked(url).items() if path.endswith(".html")}
    assert len(articles) == sum(articles.values()) == len(set(project.ids())) == ARTICLES
    early = [megabytes for pages, megabytes in weighed.items() if 1500 < pages < 3000]
    late = [megabytes for pages, megabytes in weighed.items() if pages > 9000]
    assert max(late) - max(early) < 10, weighed
