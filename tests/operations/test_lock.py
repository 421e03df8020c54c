from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.operations.lock import Locked, RunLock
from fixtures.demo_site.process import ROOT

HOLDER = """
    import sys, time
    from pathlib import Path
    from crawler.operations.lock import RunLock
    RunLock(Path(sys.argv[1]), "journal").acquire()
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def another_process(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until it is killed."""
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with another_process(tmp_path) as holder, pytest.raises(Locked, match=f"process {holder.pid} is running it"):
        RunLock(tmp_path, "journal").acquire()


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    with another_process(tmp_path):
        pass
    RunLock(tmp_path, "journal").acquire().release()


def test_two_publications_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with another_process(tmp_path):
        RunLock(tmp_path, "another").acquire().release()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    lock = RunLock(tmp_path, "journal").acquire()
    with pytest.raises(Locked):
        RunLock(tmp_path, "journal").acquire()
    lock.release()
    lock.release()
    RunLock(tmp_path, "journal").acquire().release()


def test_children_of_the_holder_do_not_keep_it(tmp_path: Path) -> None:
    lock = RunLock(tmp_path, "journal").acquire()
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
    try:
        lock.release()
        RunLock(tmp_path, "journal").acquire().release()
    finally:
        child.kill()
        child.wait()


def test_a_place_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(OSError, match="locks"):
        RunLock(tmp_path, "journal").acquire()
