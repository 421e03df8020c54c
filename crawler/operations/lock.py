"""One run of a publication at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Self


class Locked(Exception):  # noqa: N818 - an outcome, not an error
    """Another run holds the lock; the message says which process."""


class RunLock:
    """A lock on a file that the system releases when its process ends, however it ends.

    The file stays; it holds the number of the process that locked it last.
    """

    def __init__(self, data_dir: Path, publication: str) -> None:
        self.path = data_dir / "locks" / f"{publication}.lock"
        self._descriptor: int | None = None

    def acquire(self) -> Self:
        """Take the lock. Raises `Locked` at once when another process holds it, OSError when the folder can't be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise Locked(f"process {holder or 'unknown'} is running it") from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return self

    def release(self) -> None:
        """Give the lock back; does nothing when it isn't held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
