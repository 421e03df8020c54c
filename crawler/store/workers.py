"""Who a process is, so that others can tell whether it still lives. No Scrapy in here.

A worker is `host/pid/mark`. The number of a process comes back, and so do names of hosts (containers that share the
host's network, machines made from one image): the mark says which machine, which start of it, which numbering of
processes (each container has its own) and which start of the process is meant. Whatever can't be told from here is taken
for alive, and waited for until its lease ends.
"""

from __future__ import annotations

import hashlib
import os
import socket
from functools import lru_cache
from pathlib import Path

_MACHINE_IDS = Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")


@lru_cache(maxsize=1)
def _here() -> tuple[str, str, str]:
    """Which machine this is, its start and its numbering of processes; each empty where that can't be told."""
    machine = next((text for path in _MACHINE_IDS if (text := _read(path).strip())), "")
    try:
        numbering = os.stat("/proc/self/ns/pid").st_ino  # noqa: PTH116 - not a file
    except OSError:
        numbering = 0
    return (
        hashlib.sha256(machine.encode()).hexdigest()[:8] if machine else "",  # not to be shown as it is, it asks
        _read(Path("/proc/sys/kernel/random/boot_id"))[:8],
        f"{numbering:x}" if numbering else "",
    )


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did; `gone` for one that has ended; empty: can't be told."""
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()  # the name before may hold spaces
    if not fields:
        return ""
    return "gone" if fields[0] in "ZX" else fields[19]  # a zombie is only waiting for its parent


def this_worker() -> str:
    """`host/pid/mark` of this process."""
    return f"{socket.gethostname()}/{os.getpid()}/{'.'.join((*_here(), _started(os.getpid())))}"


def in_words(worker: str) -> str:
    """A worker as people call it."""
    host, _, rest = worker.partition("/")
    return f"process {rest.partition('/')[0] or 'unknown'} on {host}"


def is_dead(worker: str) -> bool:
    """Whether a worker was a process of this host and is gone. False also for what can't be told from here."""
    host, _, rest = worker.partition("/")
    pid, _, mark = rest.partition("/")
    where, _, started = mark.rpartition(".")
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    machine, boot, numbering = (where.split(".") + 3 * [""])[:3]
    our_machine, our_boot, our_numbering = _here()
    if machine != our_machine:
        return False  # another one with our name
    if boot != our_boot:
        return True  # from before the machine was started again
    if numbering != our_numbering:
        return False  # in another container
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        pass  # somebody else's process
    now = _started(int(pid))
    return bool(started and now) and started != now
