from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from projects import Project

from fixtures.demo_site import DemoSite
from tests import postgresql as server

# The same examples each time: a run that fails says something of the change. New ones: HYPOTHESIS_PROFILE=default.
settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

Places = Callable[[], Project]


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Makes empty projects, for fixtures of any scope."""
    return lambda: Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.faults)])
def project_on_either(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """An empty project, whose store is on one database or the other."""
    if request.param == "sqlite":
        return Project(tmp_path)
    postgresql: server.Server = request.getfixturevalue("postgresql")
    return Project(tmp_path, postgresql.schema(f"p{uuid4().hex}"))


@pytest.fixture
def own_site() -> Iterator[DemoSite]:
    """The demo site without faults, for this test alone."""
    with DemoSite() as site:
        yield site


@pytest.fixture(scope="session")
def demo_site() -> Iterator[DemoSite]:
    """The demo site without faults, shared: look at what was asked only in tests that start their own."""
    with DemoSite() as site:
        yield site


@pytest.fixture(scope="session")
def postgresql() -> Iterator[server.Server]:
    """A PostgreSQL server; skips where the machine has none."""
    with server.serve() as started:
        yield started
