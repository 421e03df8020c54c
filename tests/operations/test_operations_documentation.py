"""docs/operations.md explains what it promises to: every log line above INFO, every alert setting, exit code and monitor."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler import settings
from crawler.operations import monitors
from crawler.operations.verdict import ExitCode
from crawler.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def log_lines() -> dict[str, str]:
    """Every message logged as a warning or worse, by where it stands."""
    found = {}
    for path in (ROOT / "crawler").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("warning", "error", "critical", "exception")
                and ast.unparse(node.func.value).endswith("logger")
                and isinstance(node.args[0], ast.Constant)
            ):
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = str(node.args[0].value)
    return found


@pytest.mark.parametrize(("where", "line"), log_lines().items())
def test_every_log_line_that_asks_for_something_is_explained(where: str, line: str) -> None:
    shown = re.sub(r"%[dgs]", "…", line)
    assert f"| {shown} |" in WORDS, f"{where}: put a line into the table of docs/operations.md"


def test_there_are_such_lines() -> None:
    assert len(log_lines()) > 10


def test_settings_exit_codes_and_monitors_are_explained() -> None:
    for name in vars(settings):
        if name.startswith("ALERT_") or name in ("HOLD_FEEDS", "REPORTS_DIR", "RECHECK_AGES", "RECHECK_MAX"):
            assert f"{name}" in PAGE, name
    for code in ExitCode:
        assert f"| {int(code)} |" in PAGE, code
    for check in ("layout", "rejected", "gone", "silence", "fewer", "newest", "duplicates", "time"):
        assert hasattr(monitors, check) or hasattr(monitors, f"{check}s")
        assert f"| `{check}` |" in PAGE
    for name in monitors.Expectations.__dataclass_fields__:
        assert f" {name}=" in PAGE, name


def test_the_backup_works_while_a_run_writes(tmp_path: Path) -> None:
    (command,) = re.findall(r"^\.venv/bin/python -c \"(import sqlite3; sqlite3\.connect.*)\"$", PAGE, re.MULTILINE)
    (tmp_path / "data").mkdir()
    store = Store(f"sqlite:///{tmp_path}/data/store.sqlite")
    run = store.start_run("journal")
    with store.transaction():
        store.set_mark("journal", "x", "not committed")
        subprocess.run([sys.executable, "-c", command], cwd=tmp_path, check=True, timeout=20)
    store.close()
    backup = Store(f"sqlite:///{tmp_path}/backup.sqlite")
    assert (backup.last_run("journal") or pytest.fail("no run")).id == run
    assert backup.mark("journal", "x") is None
    backup.close()
