"""What deploy/ holds fits the software: limits, exit codes, paths, users; by the system's own tools where there are any."""

from __future__ import annotations

import argparse
import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from scrapy.utils.project import get_project_settings

from crawler.operations.verdict import ExitCode
from crawler.publications import declarations
from fixtures.demo_site.process import ROOT

DEPLOY = ROOT / "deploy"
HOME = "/srv/crawler"
SETTINGS = get_project_settings()


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text(name))
    return parser


def megabytes(amount: str) -> float:
    number, unit_of_it = re.fullmatch(r"(\d+)([MG])i?", amount).groups()  # type: ignore[union-attr]
    return int(number) * (1024 if unit_of_it == "G" else 1)


def assert_runs(words: list[str]) -> None:
    """What follows `scrapy run` names publications that are declared, and options that it has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("-s", action="append", default=[])
    given = parser.parse_args(words)
    assert given.names
    assert set(given.names) <= set(declarations())
    assert all(each.partition("=")[0] in SETTINGS for each in given.s)


# --- crontab --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cron_line() -> str:
    (line,) = (each for each in text("crontab").splitlines() if each and not re.match(r"#|[A-Z_]+=", each))
    return line


def test_the_crontab_has_one_line_of_five_fields_and_a_command(cron_line: str) -> None:
    minute, *others, command = cron_line.split(maxsplit=5)
    assert (0 <= int(minute) < 60, others) == (True, ["*"] * 4)
    assert "%" not in command, "which cron takes for the end of a line"
    words = shlex.split(command.partition(";")[0])
    assert words[:4] == ["cd", HOME, "&&", ".venv/bin/scrapy"]
    assert words[4] == "run"
    assert_runs(words[5:])


@pytest.mark.parametrize(
    ("ends", "code"), [*((int(each), int(each)) for each in ExitCode if each != ExitCode.LOCKED), (75, 0)]
)
def test_the_crontabs_command_lets_every_exit_code_but_75_through(
    ends: int, code: int, cron_line: str, tmp_path: Path
) -> None:
    scrapy = tmp_path / ".venv/bin/scrapy"
    scrapy.parent.mkdir(parents=True)
    scrapy.write_text(f"#!/bin/sh\nexit {ends}\n")
    scrapy.chmod(0o755)
    command = cron_line.split(maxsplit=5)[5].replace(HOME, str(tmp_path))
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=10)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1", ""])
def test_a_run_needs_nothing_of_the_environment(locale: str, tmp_path: Path) -> None:
    """As cron starts it: no home worth the name, next to no path, another locale; and the umask of somebody careful."""
    command = [sys.executable, "-m", "scrapy", "run", "laodongxahoi", "-a", "mirror=http://127.0.0.1:9"]
    places = ["-s", f"DATA_DIR={tmp_path}/data", "-s", f"FEEDS_DIR={tmp_path}/feeds", "-s", "RETRY_WAIT_STEP=0"]
    environment = {
        "HOME": "/nonexistent",
        "PATH": "/usr/bin:/bin",
        **({"LANG": locale, "LC_ALL": locale} if locale else {}),
    }
    done = subprocess.run(
        [*command, *places, "-s", "RETRY_TIMES=0", "-s", "RETRY_WAIT_FLOOR=0"],
        cwd=ROOT, env=environment, umask=0o077, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == ExitCode.UNREACHABLE
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("scrapy run: laodongxahoi: ")


# --- systemd --------------------------------------------------------------------------------------------------------------


def test_the_service_gives_a_run_the_time_and_the_memory_it_is_promised() -> None:
    service = unit("crawler.service")["Service"]
    assert int(service["TimeoutStopSec"]) > SETTINGS.getint("SHUTDOWN_SECONDS")
    assert megabytes(service["MemoryMax"]) > SETTINGS.getint("MEMUSAGE_LIMIT_MB")
    assert int(service["SuccessExitStatus"]) == ExitCode.LOCKED
    command, *words = shlex.split(service["ExecStart"])
    assert (command, words[0]) == (f"{HOME}/.venv/bin/scrapy", "run")
    assert_runs(words[1:])
    assert service["ReadWritePaths"].split() == [f"{HOME}/{SETTINGS[name]}" for name in ("DATA_DIR", "FEEDS_DIR")]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    scrapy = tmp_path / ".venv/bin/scrapy"
    scrapy.parent.mkdir(parents=True)
    scrapy.write_text("#!/bin/sh\n")
    scrapy.chmod(0o755)
    names = [tmp_path / name for name in ("crawler.service", "crawler.timer")]
    for path in names:
        path.write_text(text(path.name).replace(HOME, str(tmp_path)))
    environment = {**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run(
        ["systemd-analyze", "verify", *names], env=environment, capture_output=True, text=True, check=False, timeout=30
    )
    said = [line for line in done.stderr.splitlines() if "crawler" in line]
    assert (done.returncode, said) == (0, [])


# --- containers -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pod() -> dict[str, Any]:
    return YAML(typ="safe").load(text("cronjob.yaml"))["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def test_the_cronjob_runs_one_at_a_time_and_gives_it_time_and_memory(pod: dict[str, Any]) -> None:
    job = YAML(typ="safe").load(text("cronjob.yaml"))
    assert (job["apiVersion"], job["kind"]) == ("batch/v1", "CronJob")
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    assert (job["spec"]["jobTemplate"]["spec"]["backoffLimit"], pod["restartPolicy"]) == (0, "Never")
    assert pod["terminationGracePeriodSeconds"] > SETTINGS.getint("SHUTDOWN_SECONDS")
    (container,) = pod["containers"]
    assert megabytes(container["resources"]["limits"]["memory"]) > SETTINGS.getint("MEMUSAGE_LIMIT_MB")
    assert_runs(container["args"])


def test_the_container_and_the_cronjob_are_of_one_user_who_can_write_to_two_folders(pod: dict[str, Any]) -> None:
    steps = [line.split(maxsplit=1) for line in text("Containerfile").splitlines() if line and line[0] not in "# "]
    given = {word: rest for word, rest in steps if word != "RUN"}
    user, _, group = given["USER"].partition(":")
    assert (int(user), int(group)) == (pod["securityContext"]["runAsUser"], pod["securityContext"]["fsGroup"])
    assert f"--uid {user}" in text("Containerfile")
    assert given["WORKDIR"] == HOME
    folders = {f"{HOME}/{SETTINGS[name]}" for name in ("DATA_DIR", "FEEDS_DIR")}
    assert set(re.findall(r'"([^"]+)"', given["VOLUME"])) == folders
    (container,) = pod["containers"]
    assert {each["mountPath"] for each in container["volumeMounts"]} == {*folders, "/tmp"}
    assert {each["name"] for each in container["volumeMounts"]} == {each["name"] for each in pod["volumes"]}
    assert container["securityContext"]["readOnlyRootFilesystem"]


def test_everything_that_is_copied_is_there() -> None:
    copied = [line.split()[1:-1] for line in text("Containerfile").splitlines() if line.startswith("COPY")]
    assert all((ROOT / path).exists() for paths in copied for path in paths)
    assert "--require-hashes -r requirements.lock" in text("Containerfile")
