"""A PostgreSQL server for the tests: a cluster of their own, from the binaries that the machine has."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

USER = "crawler"


@dataclass
class Server:
    """A running server; each name gets a schema of its own, as empty as a database."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def execute(self, statement: str) -> list[Any]:
        """Run a statement and return its rows."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def schema(self, name: str) -> str:
        """The URL of a schema, which is made where it isn't there."""
        self.execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
        return f"{self.url}?options=-csearch_path%3D{name}"


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process of the server, unless it has ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def binaries() -> Path | None:
    """The folder of initdb and postgres, of the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parents[1].name), default=None)
    return newest.parent if newest else None


def why_not() -> str:
    """Why there can be no server here; empty when there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "PostgreSQL is not tried: psycopg is not installed"
    if not binaries():
        return "PostgreSQL is not tried: there is no initdb on this machine"
    if os.geteuid() == 0 and not _somebody():
        return "PostgreSQL is not tried: root can't run it, and there is no user postgres or nobody"
    return ""


def _somebody() -> str | None:
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in users), None)


@contextmanager
def serve() -> Iterator[Server]:
    """A server on 127.0.0.1 until the end; skips the test where there can be none."""
    if reason := why_not():
        pytest.skip(reason)
    programs = binaries()
    assert programs
    # Not below pytest's folder, into which nobody else may look.
    folder = Path(tempfile.mkdtemp(prefix="crawler-postgresql-"))
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = _somebody()
        who = {"user": user, "group": pwd.getpwnam(str(user)).pw_gid, "extra_groups": []}
        shutil.chown(folder, user)
    cluster = folder / "cluster"
    try:
        subprocess.run(
            [programs / "initdb", "-D", cluster, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
            **who,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=16MB"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", cluster, "-p", str(port), "-k", folder, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                **who,
            )
        server = Server(port, process)
        try:
            _wait(server, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, log: Path) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            server.execute("SELECT 1")
            return
        except Exception:
            assert server.process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
