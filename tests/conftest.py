from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import Project

from fixtures.demo_site import DemoSite

Places = Callable[[], Project]


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Makes empty projects, for fixtures of any scope."""
    return lambda: Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def demo_site() -> Iterator[DemoSite]:
    """The demo site without faults, shared: look at what was asked only in tests that start their own."""
    with DemoSite() as site:
        yield site
