from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from crawler.store import workers
from crawler.store.workers import in_words, is_dead, this_worker

CODE = "from crawler.store.workers import this_worker; print(this_worker(), flush=True); input()"


@pytest.fixture
def another() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", CODE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def test_a_killed_process_is_dead_and_a_living_one_is_not(another: subprocess.Popen[str]) -> None:
    owner = another.stdout.readline().strip()
    assert not is_dead(owner)
    another.kill()
    until = time.monotonic() + 5
    while not is_dead(owner):
        assert time.monotonic() < until, "also while nobody has waited for it"
    another.wait()
    assert is_dead(owner)
    assert not is_dead(this_worker())


def test_the_number_of_a_process_may_belong_to_a_later_one(another: subprocess.Popen[str]) -> None:
    host, pid, mark = another.stdout.readline().strip().split("/")
    assert is_dead(f"{host}/{pid}/{mark.rpartition('.')[0]}.12345")


@pytest.mark.parametrize(
    ("change", "dead"),
    [
        ({}, True),
        ({"host": "another"}, False),
        ({"machine": "00000000"}, False),  # of the same name
        ({"boot": "00000000"}, True),  # it was started again since
        ({"numbering": "0"}, False),  # in a container that has the host's name
        ({"machine": "00000000", "boot": "00000000"}, False),
    ],
)
def test_only_of_processes_of_this_machine_can_be_said_that_they_are_gone(change: dict[str, str], dead: bool) -> None:
    machine, boot, numbering = workers._here()
    parts = {"host": socket.gethostname(), "machine": machine, "boot": boot, "numbering": numbering, **change}
    owner = "{host}/1/{machine}.{boot}.{numbering}.earlier".format(**parts)
    assert is_dead(owner) == dead


@pytest.mark.parametrize("owner", ["", "host", f"{socket.gethostname()}/x/y", f"{socket.gethostname()}/1/unknown"])
def test_what_cannot_be_read_is_taken_for_alive(owner: str) -> None:
    assert not is_dead(owner)


def test_in_words() -> None:
    assert in_words("crawler-1/4711/a.b.c.1") == "process 4711 on crawler-1"
