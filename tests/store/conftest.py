from __future__ import annotations

import pytest
import store_support

from tests.postgresql import Server

BOTH, ONE = "both_databases", "sqlite_only"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that are marked so run on SQLite and on PostgreSQL."""
    marked = metafunc.definition.get_closest_marker
    if marked(BOTH) and not marked(ONE):
        metafunc.parametrize(
            "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.faults)], indirect=True
        )


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `store_support.url_of` leads to."""
    name = getattr(request, "param", "sqlite")
    if name == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        monkeypatch.setattr(store_support, "server", server)
    return name
