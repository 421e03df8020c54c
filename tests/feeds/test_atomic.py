from __future__ import annotations

import errno
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from feeds_support import DISK, full_disk, in_child, killed_at

from crawler.feeds.atomic import AtomicFile, exclusive, make_folder, write_atomically

CONTENT = {kind: kind * 300_000 for kind in (b"old", b"new")}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_and_makes_folders(tmp_path):
    write_atomically(tmp_path / "a" / "b" / "feed.json", lambda file: file.write(b"[]"))
    assert (tmp_path / "a" / "b" / "feed.json").read_bytes() == b"[]"
    assert names(tmp_path / "a" / "b") == ["feed.json"]


def test_nothing_is_seen_before_the_end(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_bytes(b"old")
    with AtomicFile(feed) as file:
        file.write(CONTENT[b"new"])
        file.flush()
        assert feed.read_bytes() == b"old"
        assert [name for name in names(tmp_path) if not name.startswith(".")] == ["feed.json"]
    assert feed.read_bytes() == CONTENT[b"new"]


def test_an_error_keeps_the_old_file_and_leaves_nothing_behind(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), AtomicFile(feed) as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert feed.read_bytes() == b"old"
    assert names(tmp_path) == ["feed.json"]


@pytest.mark.parametrize("moment", range(1, 10))
def test_killed_at_any_moment_a_reader_finds_the_old_or_the_new(tmp_path, moment):
    feed = tmp_path / "feed.json"
    feed.write_bytes(CONTENT[b"old"])

    def writer():
        with killed_at(moment, *DISK):
            write_atomically(feed, lambda file: file.write(CONTENT[b"new"]))

    assert in_child(writer) == -signal.SIGKILL
    assert feed.read_bytes() in CONTENT.values()
    write_atomically(feed, lambda file: file.write(CONTENT[b"new"]))
    assert feed.read_bytes() == CONTENT[b"new"]
    assert names(tmp_path) == ["feed.json"]  # what the dead left is gone


def test_a_reader_polling_while_writers_are_killed_never_sees_a_part(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_bytes(CONTENT[b"old"])

    def writer():
        while True:
            for content in CONTENT.values():
                write_atomically(feed, lambda file, content=content: file.write(content))

    for kill_after in (0.02, 0.05, 0.08, 0.11):
        child = os.fork()
        if not child:
            writer()
        end = time.monotonic() + kill_after
        while time.monotonic() < end:
            assert feed.read_bytes() in CONTENT.values()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert feed.read_bytes() in CONTENT.values()


def test_a_living_writers_file_is_not_taken_for_stale(tmp_path):
    first = AtomicFile(tmp_path / "feed.json")
    write_atomically(tmp_path / "feed.json", lambda file: file.write(b"second"))
    first.stream.write(b"first")
    first.commit()
    assert (tmp_path / "feed.json").read_bytes() == b"first"


def test_a_full_disk_is_reported_with_the_path_and_cannot_be_overlooked(tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_bytes(b"old")
    file = AtomicFile(feed)
    with full_disk(), pytest.raises(OSError) as raised:
        file.stream.write(CONTENT[b"new"])
    assert raised.value.errno == errno.EFBIG
    assert raised.value.filename == str(feed)
    file.stream.write(b"more")  # there is room again, but the file has a hole
    with pytest.raises(OSError, match="File too large"):
        file.commit()
    assert feed.read_bytes() == b"old"
    assert names(tmp_path) == ["feed.json"]


@pytest.mark.parametrize("call", [(os, "fsync"), (Path, "replace")])
def test_a_failing_disk_is_reported_with_the_path(tmp_path, monkeypatch, call):
    feed = tmp_path / "feed.json"

    def fail(*args: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(*call, fail)
    with pytest.raises(OSError, match="Input/output error") as raised:
        write_atomically(feed, lambda file: file.write(b"new"))
    assert raised.value.filename == str(feed)
    assert names(tmp_path) == []


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)

    def writer():
        with pytest.raises(PermissionError) as raised:
            write_atomically(tmp_path / "feed.json", lambda file: file.write(b"new"))
        assert raised.value.filename == str(tmp_path / "feed.json")

    if os.getuid():
        tmp_path.chmod(0o555)
    assert in_child(writer, user=None if os.getuid() else 65534) == 0


def test_downstream_may_read_and_permissions_are_kept(tmp_path):
    feed = tmp_path / "feed.json"
    write_atomically(feed, lambda file: file.write(b"1"))
    assert feed.stat().st_mode & 0o044 == 0o044 & ~current_umask()
    feed.chmod(0o640)
    write_atomically(feed, lambda file: file.write(b"2"))
    assert feed.stat().st_mode & 0o777 == 0o640


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_link_goes_on_pointing_at_the_feed(tmp_path):
    make_folder(tmp_path / "disk")
    (tmp_path / "feed.json").symlink_to(tmp_path / "disk" / "feed.json")
    write_atomically(tmp_path / "feed.json", lambda file: file.write(b"new"))
    assert (tmp_path / "feed.json").is_symlink()
    assert (tmp_path / "disk" / "feed.json").read_bytes() == b"new"


def test_exclusive_waits_and_gives_up(tmp_path):
    lock = tmp_path / ".lock"
    inside = threading.Event()
    leave = threading.Event()

    def holder():
        with exclusive(lock):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=holder)
    thread.start()
    inside.wait(5)
    with pytest.raises(BlockingIOError) as raised, exclusive(lock, patience=0.1):
        pass
    assert raised.value.filename == str(lock)
    leave.set()
    with exclusive(lock, patience=5):
        thread.join()


def test_exclusive_passes_errors_on(tmp_path):
    with pytest.raises(BlockingIOError, match="inside"), exclusive(tmp_path / ".lock"):
        raise BlockingIOError("inside")
