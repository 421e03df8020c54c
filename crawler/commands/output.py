"""What commands print, and a reader who leaves before the end (`scrapy extract pages | head`)."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from scrapy.commands import ScrapyCommand

LEFT = 128 + signal.SIGPIPE
"""The exit code of what the reader's leaving has ended, as shells give it for any program."""


@contextmanager
def for_a_reader(command: ScrapyCommand) -> Iterator[None]:
    """Around what a command prints: when the reader leaves, the command ends there, and says nothing of it."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        print_nowhere()
        command.exitcode = LEFT


def say(text: str) -> None:
    """Print a line of what a command does, which it goes on to do when the reader leaves."""
    try:
        print(text, flush=True)  # noqa: T201 - the command's output
    except BrokenPipeError:
        print_nowhere()


def print_nowhere() -> None:
    """From here on print nothing, not even what Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Terminal(Console):
    """One that leaves it to `for_a_reader` to end the command."""

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the error."""
        raise  # noqa: PLE0704 - the one being handled
