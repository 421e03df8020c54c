"""docs/operations.md explains what it promises to: every log line above INFO, every alert setting, exit code and monitor."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import settings
from crawler.operations import monitors
from crawler.operations.verdict import ExitCode
from crawler.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


LOUD = ("warning", "warn", "error", "critical", "fatal", "exception", "log")


def loud_calls(source: str) -> Iterator[ast.Call]:
    """Every call by which a program logs a warning or worse, whatever its logger is called."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in LOUD:
            continue
        if ast.unparse(node.func.value) not in ("parser", "math"):  # argparse's, and a logarithm
            yield node


def told(call: ast.Call) -> str:
    """The message of such a call, as the documentation shows it: with … for each value."""
    message = call.args[1 if isinstance(call.func, ast.Attribute) and call.func.attr == "log" else 0]
    assert isinstance(message, ast.Constant), f"not to be documented: {ast.unparse(call)}"
    return re.sub(r"%(?:\(\w+\))?[.\d]*[dfgrs]", "…", str(message.value))


def log_lines() -> dict[str, ast.Call]:
    """Every such call of the crawler by where it stands."""
    found = {}
    for path in sorted((ROOT / "crawler").rglob("*.py")):
        for call in loud_calls(path.read_text(encoding="utf-8")):
            found[f"{path.relative_to(ROOT)}:{call.lineno}"] = call
    return found


@pytest.mark.parametrize(("where", "call"), log_lines().items())
def test_every_log_line_that_asks_for_something_is_explained(where: str, call: ast.Call) -> None:
    assert f"| {told(call)} |" in WORDS, f"{where}: put a line into the table of docs/operations.md"


def test_a_new_line_would_be_noticed() -> None:
    assert len(log_lines()) > 20
    for source, line in {
        'self.crawler.spider.logger.warning("%(url)s: %d", x)': "…: …",
        'log.error("Gone: %.1f of %s")': "Gone: … of …",
        'logging.getLogger(__name__).critical("Stop")': "Stop",
        'logger.log(logging.ERROR, "By number")': "By number",
        'warnings.warn("Old")': "Old",
    }.items():
        (call,) = loud_calls(source)
        assert told(call) == line
    with pytest.raises(AssertionError, match="not to be documented"):
        told(next(loud_calls('logger.error(f"{x} is gone")')))


def test_every_line_in_the_documentation_is_there() -> None:
    table = PAGE.partition("## Log lines that ask for something")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| [A-Z]+ \| (.+?) \| ", table, re.MULTILINE)
    assert not set(documented) - {told(call) for call in log_lines().values()}


def kinds() -> set[str]:
    """Every kind of complaint, with `<…>` for what varies in it."""
    found = set()
    for path in (ROOT / "crawler").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).endswith("verdict.add"):
                kind = node.args[2]
            elif ast.unparse(node.func) == "Complaint":
                kind = node.args[0]
            else:
                continue
            if isinstance(kind, ast.Constant | ast.JoinedStr):  # others are handed on from where they are made
                parts = kind.values if isinstance(kind, ast.JoinedStr) else [kind]
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "<…>" for part in parts))
    return found


def test_every_kind_of_complaint_is_explained() -> None:
    assert {"layout", "fill/<…>", "ended/<…>", "feeds"} <= kinds()
    documented = set(re.findall(r"^\| `([\w/<>-]+)` \|", PAGE, re.MULTILINE))
    forms = [
        re.compile(re.escape(kind).replace("<…>", "(?:<[a-z]+>)")) for kind in kinds() if kind != "fill/date_published"
    ]
    assert not [form.pattern for form in forms if not any(form.fullmatch(kind) for kind in documented)]


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
