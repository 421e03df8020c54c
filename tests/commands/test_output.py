"""What becomes of a command whose reader leaves (`scrapy extract pages | head -1`). Real processes."""

from __future__ import annotations

import subprocess

import pytest
from projects import Project

from fixtures.demo_site import DemoSite
from fixtures.demo_site.process import ROOT

pytestmark = pytest.mark.slow

PAGES = f"{ROOT}/fixtures/pages"


def left_after_a_line(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Read one line of what a command prints and leave; its exit code, that line and its complaints."""
    assert process.stdout is not None
    line = process.stdout.readline()
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    return process.returncode, line, said


@pytest.mark.parametrize(
    "words",
    [
        ("extract", PAGES),
        ("extract", "--explain", PAGES),
        ("publications", "--json"),
        ("normalize", *["17/3/2024"] * 900),
    ],
    ids=lambda words: " ".join(words[:2]).removesuffix(PAGES),
)
def test_a_command_ends_with_its_reader_and_says_nothing_of_it(project: Project, words: tuple[str, ...]) -> None:
    code, line, said = left_after_a_line(project.start(*words))
    assert (code, said) == (141, ""), "as for any program that writes to nobody"
    assert line


def test_pages_are_fetched_no_more_when_nobody_reads_them(own_site: DemoSite, project: Project) -> None:
    addresses = [f"{own_site.url}/x-1309840.html?{number}" for number in range(60)]
    code, line, said = left_after_a_line(project.start("extract", *addresses, DOWNLOAD_DELAY=0.02))
    assert (code, said) == (141, "")
    assert own_site.url in line
    assert len(own_site.requests()) < 60


def test_what_a_command_does_goes_on_when_its_reader_leaves(project: Project) -> None:
    process = project.start("report")
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    assert (project.data / "reports/index.html").exists()
