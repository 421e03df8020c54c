"""A forked process must be as one started anew, else the tests of whole runs show something else than what users get."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from fixtures.demo_site.process import ROOT
from tests.forked import Forked, starts_alike

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


@pytest.mark.parametrize(
    "arguments",
    [["normalize", "17/3/2024"], ["run", "no-such-publication"], ["normalize", "--no-such-option"], ["list"]],
    ids=["well", "wrong-usage", "wrong-option", "another-environment"],
)
def test_it_prints_and_ends_as_a_process_started_anew(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if arguments == ["list"]:
        monkeypatch.setenv("SCRAPY_PROJECT", "no-such-project")
    forked = Forked(arguments)
    output = forked.communicate(timeout=20)
    command = [sys.executable, "-m", "scrapy", *arguments]
    anew = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (*output, forked.returncode) == (anew.stdout, anew.stderr, anew.returncode)


def test_what_the_interpreter_reads_makes_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starts_alike()
    monkeypatch.setenv("LC_ALL", "vi_VN.ISO-8859-1")
    assert not starts_alike()


def test_it_reads_what_it_is_given_and_ends_by_a_signal() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as given, closing(os.fdopen(writing, "wb")) as giving:
        process = Forked(["normalize", "--date"], stdin=given)
        giving.write(b"17/3/2024\n")
        giving.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        assert process.poll() is None
        process.kill()
        assert process.wait(10) == -signal.SIGKILL
