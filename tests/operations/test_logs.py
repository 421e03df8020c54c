"""The log as text and as JSON: one event a line whatever is in it, and no secrets in either."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from projects import NAME, Project
from scrapy import Request, Spider
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.operations.logs import formatter
from crawler.operations.secrets import Secrets
from fixtures.demo_site import DemoSite

SECRET = "mat-khau-rat-bi-mat"
URL = "http://laodongxahoi.net/bai-1309720.html"
CLOSED = "127.0.0.1:9"
"""Where nobody listens."""


def record(
    message: Any, *args: Any, name: str = "crawler.test", error: bool = False, **extra: Any
) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "", 0, message, args, sys.exc_info() if error else None)
    made.__dict__.update(extra)
    return made


def line(*args: Any, whose: str = "", **more: Any) -> dict[str, Any]:
    """A record as JSON, after a look at whether it is one line by anybody's counting."""
    settings = get_project_settings()
    settings.set("LOG_JSON", True)
    text = formatter(settings, whose).format(record(*args, **more))
    assert len(text.splitlines()) == 1
    text.encode("utf-8")
    return json.loads(text)


# --- one line -------------------------------------------------------------------------------------------------------------


def test_what_a_line_holds() -> None:
    told = {"publication": NAME, "url": URL, "reason": "HTTP 404"}
    got = line("%(publication)s: %(url)s could not be fetched: %(reason)s", told)
    assert datetime.fromisoformat(got.pop("time")).utcoffset() is not None
    assert got == {
        "level": "WARNING",
        "logger": "crawler.test",
        "publication": NAME,
        "event": "%(publication)s: %(url)s could not be fetched: %(reason)s",
        "message": f"{NAME}: {URL} could not be fetched: HTTP 404",
        "url": URL,
        "reason": "HTTP 404",
    }


def test_numbers_stay_numbers_also_zero() -> None:
    assert line("%(publication)s: ended with %(exit_code)d", {"publication": "x", "exit_code": 0})["exit_code"] == 0


def test_an_exception_is_a_field() -> None:
    try:
        raise ValueError("Không đọc được\n dòng thứ hai \udc80")
    except ValueError:
        got = line("It failed", error=True)
    assert got["message"] == "It failed"
    assert got["exception"].startswith("Traceback (most recent call last):\n")
    assert got["exception"].endswith("ValueError: Không đọc được\n dòng thứ hai \\udc80")


@pytest.mark.parametrize(
    "text",
    [
        "hai\ndòng",
        "\r\n",
        "\x00\x1b[31m",
        "\udcff lẻ loi \ud800",
        "\u2028\u2029\x85",
        '"quotes" \\ and {braces}',
        "%s %d 100%",
    ],
)
def test_whatever_is_in_it_is_one_line_of_valid_json(text: str) -> None:
    for got in (line(text), line("%s", text), line("%(reason)s", {"reason": text})):
        assert got["message"] == text.encode("utf-8", "backslashreplace").decode()


def test_values_that_do_not_fit_are_no_reason_to_lose_a_line() -> None:
    assert "'three'" in line("%s and %d", "three")["message"]
    assert "KeyError" in line("%(missing)s", {"there": 1})["message"]
    assert line(ValueError("no text"))["message"] == "no text"


def test_whose_line_it_is_and_of_which_address() -> None:
    assert line("Crawled %(request)s", {"request": Request(URL)})["url"] == URL
    assert line("Can't take up %s: %s", URL, "broken")["url"] == URL
    assert line("Can't take up %s: %s", URL, "broken")["publication"] == NAME, "told by its address"
    assert line("Spider opened", spider=Spider("tuoitre"))["publication"] == "tuoitre"
    assert line("Something", name="nhandan")["publication"] == "nhandan", "the spider's own logger"
    assert line("Something", whose="znews")["publication"] == "znews", "all lines of the process are"
    assert "publication" not in line("Something")


def test_text_is_as_scrapy_writes_it() -> None:
    text = formatter(get_project_settings()).format(record("%s: hỏng", "x"))
    assert text.endswith(" [crawler.test] WARNING: x: hỏng")
    datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - as Scrapy has it, the machine's time


# --- secrets --------------------------------------------------------------------------------------------------------------

SETTINGS = {
    "ALERT_WEBHOOK": f"https://hooks.example/services/T024BE7LD/{SECRET}",
    "ALERT_SMTP_URL": "smtps://truc:p%40ss%2Fword%3A1@mail.example:465",
    "STORE_URL": "postgresql://crawler:tin-tuc-9@db.example/news",
    "FTP_PASSWORD": "gui-len-may-chu",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI",
    "FEEDS": {"ftp://toa-soan:ke-chuyen@ftp.example/a.json": {"format": "json"}},
}
ENVIRONMENT = {
    "https_proxy": "http://ngoai:ra-ngoai@proxy.example:3128",
    "PGPASSWORD": "cua-kho",
    "HOME": "/home/toa-soan",
}


@pytest.mark.parametrize(
    "text",
    [
        *(str(value) for value in SETTINGS.values()),
        "p@ss/word:1 p%40ss%2Fword%3A1",
        f"POST /services/T024BE7LD/{SECRET} HTTP/1.1",
        f"the token {SECRET} is no more",
        "tin-tuc-9, ra-ngoai and cua-kho",
        "Proxy-Authorization: Basic bmdvYWk6cmEtbmdvYWk=",
        "sftp://somebody:unknown@host.example/feeds",
    ],
)
def test_what_is_secret_is_hidden(text: str) -> None:
    hidden = Secrets(SETTINGS, ENVIRONMENT).hide(text)
    words = (
        SECRET,
        "p@ss",
        "p%40ss",
        "tin-tuc-9",
        "gui-len",
        "wJalr",
        "ke-chuyen",
        "ra-ngoai",
        "cua-kho",
        "bmdv",
        "unknown",
    )
    assert not [word for word in words if word in hidden]
    assert "…" in hidden


@pytest.mark.parametrize(
    "text",
    [
        "https://hooks.example answered 500; smtps, mail.example, db.example, /home/toa-soan, services",
        f"{URL}?a=b:c@d and http://[::1]:8080/@x:y",
        "truc@example.com: sent",
    ],
)
def test_what_is_not_secret_stays(text: str) -> None:
    assert Secrets(SETTINGS, ENVIRONMENT).hide(text) == text


@pytest.mark.parametrize("as_json", [False, True])
def test_a_traceback_shows_no_secret(as_json: bool) -> None:
    shown = formatter(Settings({**get_project_settings(), **SETTINGS, "LOG_JSON": as_json}))
    try:
        raise OSError(f"can't open {SETTINGS['STORE_URL']}")
    except OSError:
        text = shown.format(record("Lost %s", SETTINGS["ALERT_SMTP_URL"], error=True))
    assert "tin-tuc-9" not in text
    assert "p%40ss" not in text
    assert "postgresql://crawler:…@db.example/news" in text


# --- whole runs -----------------------------------------------------------------------------------------------------------


def lines_of(text: str) -> list[dict[str, Any]]:
    lines = [json.loads(each) for each in text.splitlines()]
    assert all(each.keys() >= {"time", "level", "logger", "message"} for each in lines)
    return lines


@pytest.mark.slow
def test_run_and_crawl_write_json(project: Project) -> None:
    with DemoSite(["404", "empty-page"]) as site:
        assert project.run(site.url, "-a", "section=trong-nuoc", LOG_JSON=1).returncode == 0
        crawled = project.scrapy(
            "crawl", NAME, "-a", f"mirror={site.url}", "-a", "limit=3", LOG_JSON=1, LOG_LEVEL="DEBUG"
        )
    log = lines_of(project.log())
    assert {each["publication"] for each in log} == {NAME}
    (failed,) = (each for each in log if "could not be fetched" in each["message"])
    assert (failed["level"], failed["reason"], failed["url"][-13:]) == ("WARNING", "HTTP 404", "-1301911.html")
    (rejected,) = (each for each in log if "no article" in each["message"])
    assert (rejected["reason"], rejected["url"][-13:]) == ("empty-page", "-1301901.html")
    assert log[-1]["exit_code"] == 0
    assert [each for each in lines_of(crawled.stderr) if each["message"].startswith("Scraped from")], (
        "items are many lines"
    )


@pytest.mark.slow
def test_a_complaint_is_a_line_of_the_log_too(project: Project) -> None:
    done = project.run(f"http://{CLOSED}", LOG_JSON=1, RETRY_TIMES=0, RETRY_WAIT_FLOOR=0, RETRY_WAIT_STEP=0)
    *_, told, ended = lines_of(project.log())
    assert (told["level"], told["kind"], ended["exit_code"]) == ("ERROR", "left-alone", done.returncode)


@pytest.mark.slow
def test_a_log_that_cannot_be_written_is_no_reason_not_to_run(project: Project) -> None:
    (project.data / "logs" / f"{NAME}.log").mkdir(parents=True)
    with DemoSite() as site:
        done = project.run(site.url, "-a", "limit=1")
    first, *log = done.stderr.splitlines()
    assert (done.returncode, first) == (
        0,
        f"scrapy run: {project.data}/logs/{NAME}.log can't be written (Is a directory); logging here",
    )
    assert "the run ended with exit code 0" in log[-1]


@pytest.mark.faults
def test_no_run_shows_a_secret(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxy, store, webhook and mail server each fail, with all that is logged at all."""
    secrets = [f"{SECRET}-{number}" for number in range(5)]
    monkeypatch.setenv("ALERT_WEBHOOK", f"http://{CLOSED}/services/{secrets[0]}")
    monkeypatch.setenv("ALERT_SMTP_URL", f"smtp://truc:{secrets[1]}@{CLOSED}")
    monkeypatch.setenv("ALERT_EMAIL_TO", "truc@example.com")
    monkeypatch.setenv("http_proxy", f"http://truc:{secrets[2]}@{CLOSED}")
    hurry = {"RETRY_TIMES": 0, "RETRY_WAIT_FLOOR": 0, "RETRY_WAIT_STEP": 0, "LOG_LEVEL": "DEBUG"}
    runs = [
        project.run(f"http://{CLOSED}", **hurry),
        project.run(f"http://{CLOSED}", **hurry, STORE_URL=f"postgresql+psycopg://crawler:{secrets[3]}@{CLOSED}/news"),
        project.run(f"http://{CLOSED}", **hurry, STORE_URL=f"mongodb://crawler:{secrets[3]}@{CLOSED}/news"),
        project.scrapy("crawl", NAME, "-o", f"ftp://toa-soan:{secrets[4]}@{CLOSED}/a.json", **hurry),
        project.scrapy("publications", NAME, STORE_URL=f"postgresql+psycopg://crawler:{secrets[3]}@{CLOSED}/news"),
        project.scrapy("report", STORE_URL=f"postgresql+psycopg://crawler:{secrets[3]}@{CLOSED}/news"),
    ]
    assert [done.returncode for done in runs[:3]] == [3, 1, 1]
    shown = [done.stdout + done.stderr for done in runs]
    shown += [path.read_text("utf-8", "replace") for path in project.folder.rglob("*") if path.is_file()]
    assert not [text[:2000] for text in shown if SECRET in text]
    assert "ALERT_SMTP_URL" in runs[0].stderr
    assert Path(project.data / "logs").exists()
