"""`scrapy` as a process of its own, forked from one that has imported everything: most of a start's time is imports.

What it does and prints, how it takes signals and how it ends is as after `python -m scrapy`.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import IO, Any

from scrapy.utils.misc import walk_modules_iter

from fixtures.demo_site.process import ROOT

_READ_AT_START = ("PYTHON", "LANG", "LC_", "LD_")
"""How the names of the variables begin that the interpreter reads."""
_IMPORTED = (
    *("crawler.commands", "crawler.feeds", "crawler.operations", "crawler.pipelines", "crawler.spiders"),
    *("scrapy.cmdline", "scrapy.commands", "scrapy.crawler", "scrapy.downloadermiddlewares"),
    *("scrapy.extensions.remote_control", "scrapy.extensions.telnet", "scrapy.spidermiddlewares", "tldextract"),
)
"""Packages that a run imports sooner or later."""
_LONGEST = 200_000
"""Bytes of a command with its environment."""


def starts_alike() -> bool:
    """Whether a forked process is as one started now: on Linux, where nothing the interpreter reads at its start has changed."""
    return sys.platform == "linux" and _of_interpreter() == _AT_START


def _of_interpreter() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_READ_AT_START)}


_AT_START = _of_interpreter()


class Forked(subprocess.Popen[str]):
    """A process that another one forked, as if this one had started it."""

    def __init__(self, arguments: Sequence[str], *, stdin: IO[bytes] | None = None) -> None:
        """Start `scrapy` with these arguments in the project's folder, in a session of its own."""
        self.args, self.returncode, self.stdin = ["scrapy", *arguments], None, None
        self._news, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pipes = [os.pipe(), os.pipe()]
        self.stdout, self.stderr = (os.fdopen(reading, encoding="utf-8", newline="") for reading, _ in pipes)
        handed = [theirs.fileno(), *(writing for _, writing in pipes), *([stdin.fileno()] if stdin else [])]
        message = json.dumps({"arguments": list(arguments), "environment": dict(os.environ)})
        socket.send_fds(_nursery(), [message.encode()], handed)
        theirs.close()
        for _, writing in pipes:
            os.close(writing)
        self.pid = int(self._news.recv(64))
        self._printed: list[list[str]] = []
        self._readers: list[threading.Thread] = []

    def poll(self) -> int | None:
        """The exit code, or None while it runs; less than 0 after a signal."""
        if self.returncode is None and select.select([self._news], [], [], 0)[0]:
            self.returncode = os.waitstatus_to_exitcode(int(self._news.recv(64)))
            self._news.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it has ended. Raises TimeoutExpired."""
        if self.returncode is None:
            select.select([self._news], [], [], timeout)
        if (code := self.poll()) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[str, str]:  # noqa: A002 - Popen's word
        """What it prints from now on to its end. Raises TimeoutExpired; what was printed by then is in the next answer."""
        until = time.monotonic() + (threading.TIMEOUT_MAX if timeout is None else timeout)
        if not self._readers:
            for stream in (self.stdout, self.stderr):
                self._printed.append([])
                self._readers.append(threading.Thread(target=_read, args=(stream, self._printed[-1]), daemon=True))
                self._readers[-1].start()
        for reader in self._readers:
            reader.join(max(0, until - time.monotonic()))
            if reader.is_alive():
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
        self.wait(max(0, until - time.monotonic()))
        out, errors = map("".join, self._printed)
        return out, errors


def _read(stream: IO[str] | None, into: list[str]) -> None:
    if stream is not None and not stream.closed:
        with stream:
            into.append(stream.read())


@lru_cache(maxsize=1)
def _nursery() -> socket.socket:
    """The way to the process that the others are forked from; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.forked", str(theirs.fileno())]
    reading, writing = os.pipe()  # as those that the forked ones print into
    subprocess.Popen(
        command, cwd=ROOT, stdin=reading, stdout=writing, pass_fds=[theirs.fileno()], start_new_session=True
    )
    for number in (reading, writing):
        os.close(number)
    theirs.close()
    return ours


# --- in the process that is forked ------------------------------------------------------------------------------


def _next_command(channel: socket.socket) -> dict[str, Any]:
    """Wait for commands and fork a process for each, in which alone this returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, handed, _, _ = socket.recv_fds(channel, _LONGEST, 4)
        if not message:
            os._exit(0)
        if os.fork() == 0:
            break
        for number in handed:
            os.close(number)
    channel.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    news, out, errors, *stdin = handed
    if process := os.fork():
        for number in (out, errors, *stdin):
            os.close(number)
        os.write(news, str(os.waitpid(process, 0)[1]).encode())
        os._exit(0)
    os.setsid()
    os.write(news, str(os.getpid()).encode())  # not before: a signal to its group would reach nobody
    os.close(news)
    for number, standard in zip((out, errors, *(stdin or [os.open(os.devnull, os.O_RDONLY)])), (1, 2, 0), strict=True):
        os.dup2(number, standard)
        os.close(number)
    return json.loads(message)


def main() -> None:
    """Import what a run imports, fork, and be `python -m scrapy` in each process that is forked."""
    for package in _IMPORTED:
        deque(walk_modules_iter(package), maxlen=0)
    assert "twisted.internet.reactor" not in sys.modules, "each run installs its own"
    gc.freeze()  # else each process visits, and so copies, what they share
    command = _next_command(socket.socket(fileno=int(sys.argv[1])))
    os.environ.clear()
    os.environ.update(command["environment"])
    time.tzset()
    sys.argv = ["scrapy", *command["arguments"]]
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
