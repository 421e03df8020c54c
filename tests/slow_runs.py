"""What tests of runs beside each other share: runs that take a while."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from contextlib import closing

from projects import NAME, Project

from crawler.store.locks import Holder, Locks
from fixtures.demo_site import DemoSite, expected_articles

SLOWLY = {"DOWNLOAD_DELAY": 0.15}
ALL = Counter(article.id for article in expected_articles())


def holder(project: Project) -> Holder | None:
    with closing(project.store()):  # makes the tables
        return Locks(project.store_url or f"sqlite:///{project.data}/store.sqlite").holder(NAME)


def begin(project: Project, site: DemoSite, pages: int = 8, **options: object) -> subprocess.Popen[str]:
    """A run that has fetched a few pages and has many before it."""
    process = project.start("run", NAME, "-a", f"mirror={site.url}", **{**SLOWLY, **options})
    until = time.monotonic() + 60
    while len(site.requests()) < pages:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    return process


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    (line,) = done.stderr.splitlines()
    return line
