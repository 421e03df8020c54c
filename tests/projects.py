"""What tests of whole runs share: `scrapy` as a process of its own, with folders of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from crawler.store.schema import rejected, requests
from crawler.store.store import Store
from fixtures.demo_site.process import ROOT
from tests.forked import Forked, starts_alike

NAME = "laodongxahoi"
DOMAIN = "laodongxahoi.net"
ORIGIN = f"http://{DOMAIN}"


@dataclass(frozen=True)
class Project:
    """A place for data and feeds, and the commands that fill it."""

    folder: Path
    store_url: str = ""
    """Where the store is, unless in the folder."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def feeds(self) -> Path:
        return self.folder / "feeds" / NAME

    def command(self, name: str, *arguments: str, **settings: object) -> list[str]:
        """The words of a `scrapy` command line with this project's folders."""
        places = {"DATA_DIR": self.data, "FEEDS_DIR": self.folder / "feeds", "STORE_URL": self.store_url, **settings}
        options = [word for key, value in places.items() for word in ("-s", f"{key}={value}")]
        return [sys.executable, "-m", "scrapy", name, *options, *arguments]

    def start(self, name: str, *arguments: str, host: str | None = None, **settings: object) -> subprocess.Popen[str]:
        """Start a command and return at once; in a session of its own, without a terminal.

        `host`: what the process takes for the name of its machine.
        """
        command = self.command(name, *arguments, **settings)
        if host:
            program = f"import socket, sys; socket.gethostname = lambda: {host!r}; from scrapy import cmdline"
            command = [sys.executable, "-c", f"{program}; cmdline.execute(['scrapy', *sys.argv[1:]])", *command[3:]]
        elif starts_alike():
            return Forked(command[3:])
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def scrapy(
        self, name: str, *arguments: str, stdin: str | bytes | None = None, **settings: object
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; TimeoutExpired after two minutes."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        command = self.command(name, *arguments, **settings)
        if starts_alike():
            with TemporaryFile() as file:
                file.write(given or b"")
                file.seek(0)
                process = Forked(command[3:], stdin=file)
            output = process.communicate(timeout=120)
            return subprocess.CompletedProcess(command, process.returncode, *output)
        # By a shell that forks: a process counts what its parent weighed as its own peak of memory, and we are heavy.
        done = subprocess.run(
            ["sh", "-c", '"$@"; exit $?', "sh", *command],
            cwd=ROOT,
            capture_output=True,
            input=given,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def run(self, mirror: str, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
        """`scrapy run laodongxahoi` over a copy of the site."""
        return self.scrapy("run", NAME, "-a", f"mirror={mirror}", *arguments, **settings)

    # --- what came of it ----------------------------------------------------------------------------------------

    def run_files(self) -> list[Path]:
        return sorted((self.feeds / "runs").glob("*.jsonl"))

    def published(self) -> list[dict[str, Any]]:
        """Everything in the run files, in order: each revision of each article."""
        return [json.loads(line) for path in self.run_files() for line in path.read_text(encoding="utf-8").splitlines()]

    def ids(self) -> list[str]:
        return [article["id"] for article in self.published()]

    def articles(self) -> list[dict[str, Any]]:
        """articles.json"""
        return json.loads((self.feeds / "articles.json").read_text(encoding="utf-8"))

    def feed(self) -> dict[str, Any]:
        """feed.json"""
        return json.loads((self.feeds / "feed.json").read_text(encoding="utf-8"))

    def feed_bytes(self) -> dict[str, bytes]:
        """Every published file by its path."""
        folder = self.folder / "feeds"
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }

    def report(self) -> dict[str, Any]:
        """The report of the last run."""
        return json.loads(max((self.data / "reports" / NAME).glob("*.json")).read_text(encoding="utf-8"))

    def log(self) -> str:
        return (self.data / "logs" / f"{NAME}.log").read_text(encoding="utf-8")

    def rows(self) -> dict[str, RowMapping]:
        """The frontier's rows by URL."""
        with closing(self.store()) as store:
            return {row["url"]: row for row in store.reader.execute(select(requests)).mappings()}

    def rejected(self) -> dict[str, RowMapping]:
        """The rejected pages by URL."""
        with closing(self.store()) as store:
            return {row["url"]: row for row in store.reader.execute(select(rejected)).mappings()}

    def store(self) -> Store:
        """The store, to be closed."""
        return Store(self.store_url or f"sqlite:///{self.data}/store.sqlite")


def kill(process: subprocess.Popen[str]) -> int:
    """kill -9; returns the exit status once it is dead."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode


def differences(wanted: Any, got: dict[str, Any], fields: tuple[str, ...]) -> list[str]:
    """One line for each field in which an article is not what it should be."""
    return [
        f"{got['id']} {field}:\n  expected {getattr(wanted, field)!r}\n  got      {got[field]!r}"
        for field in fields
        if getattr(wanted, field) != got[field]
    ]
