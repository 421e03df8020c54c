"""Files that appear complete or not at all.

Whoever opens a feed by its name sees the last complete version, never one that is being written: content goes
to a hidden file beside it (`.feed.json.1f0c3a.tmp`), is flushed to disk and renamed. A writer that is killed
leaves its hidden file behind; the next writer of the same feed removes it. All errors name the feed's own
path.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Raise the operating system's errors with the path of the feed instead of none or a temporary one."""
    try:
        yield
    except OSError as error:
        if error.filename == str(path):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network shares can't
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create `folder` and its parents, each on disk when this returns. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether `path` still names the open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


@contextmanager
def exclusive(path: Path, patience: float = 60) -> Iterator[None]:
    """Keep other processes that ask for the same `path` out meanwhile (flock; freed when a process dies).

    The file is created when it is missing. Raises BlockingIOError when the lock isn't free within `patience`
    seconds.
    """
    descriptor = _lock(path, time.monotonic() + patience)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(path: Path, deadline: float) -> int:
    """The descriptor of `path`, locked by us."""
    while True:
        with _naming(path):
            descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
            # It may have been replaced while we waited: then its successor has to be locked.
            if _locked(descriptor) and _is_at(path, descriptor):
                return descriptor
            os.close(descriptor)
            if time.monotonic() > deadline:
                raise BlockingIOError(errno.EAGAIN, "another process holds the lock")
        time.sleep(0.05)


def _locked(descriptor: int) -> bool:
    """Lock the open file unless somebody else has."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _TemporaryFile(io.FileIO):
    """The hidden file. A failed write removes it and is remembered.

    Scrapy logs an error in an exporter and goes on with the next item, so the error has to be raised again by
    whoever wants to publish the file.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        self.failed: OSError | None = None
        super().__init__(self.path, "x+")
        with suppress(OSError):  # without locks nobody can tell it is ours, and nobody removes it
            fcntl.flock(self.fileno(), fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            os.fchmod(self.fileno(), target.stat().st_mode & 0o7777)

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.failed = OSError(error.errno, error.strerror or str(error), str(self.target))
            with suppress(OSError):
                self.path.unlink()
            raise self.failed from error


class AtomicFile:
    """A file being written that appears at `path` by `commit` only.

    As a context manager it commits unless an error is raised. `stream` can be written, read and sought. The
    permissions of a file that is replaced are kept.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).resolve()  # a link goes on pointing at the feed
        with _naming(self.path):
            make_folder(self.path.parent)
            _remove_stale(self.path)
            self._raw = _TemporaryFile(self.path)
            while not _is_at(self._raw.path, self._raw.fileno()):  # taken for stale before it was locked
                self._raw.close()
                self._raw = _TemporaryFile(self.path)
        self.stream: BinaryIO = io.BufferedRandom(self._raw)

    def flush(self) -> None:
        """Hand everything to the operating system. Raises OSError, also for any write that failed before."""
        if self._raw.failed:
            raise self._raw.failed
        self.stream.flush()

    def commit(self) -> None:
        """Flush to disk and rename. Raises OSError, also for an earlier write; `path` is then as it was."""
        try:
            self.flush()
            with _naming(self.path):
                os.fsync(self._raw.fileno())
                self._raw.path.replace(self.path)
                sync_folder(self.path.parent)
        finally:
            self.discard()

    def discard(self) -> None:
        """Close and forget; does nothing to a committed file."""
        with suppress(OSError):
            self._raw.path.unlink()
        with suppress(OSError):  # flushing what is left fails again on a full disk
            self.stream.close()

    def __enter__(self) -> BinaryIO:
        return self.stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.commit()
        else:
            self.discard()


def _remove_stale(path: Path) -> None:
    """Remove what killed writers of `path` left: hidden files that no living process holds locked."""
    for candidate in path.parent.iterdir():
        if not (candidate.name.startswith(f".{path.name}.") and candidate.name.endswith(".tmp")):
            continue
        with suppress(OSError), candidate.open("rb") as file:
            if _locked(file.fileno()):
                candidate.unlink()


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file that appears at `path` complete or not at all. Raises OSError naming `path`."""
    with AtomicFile(path) as stream:
        write(stream)
