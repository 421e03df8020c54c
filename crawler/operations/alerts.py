"""Complaints on their way to people: standard error, webhook, e-mail; the same one not again before a day has passed.

What has been said is kept for each publication in `DATA_DIR/alerts/<publication>.json`, apart from the store, which may
be what is broken. A channel that could not be reached has not been told: the next run tries it again.

Nothing here may show a secret: addresses of webhooks carry tokens, the mail server's carries a password. Errors are told
by the channel's setting and host.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import orjson
from scrapy.settings import BaseSettings

from crawler.feeds.atomic import write_atomically
from crawler.operations.report import RunReport
from crawler.operations.verdict import ExitCode, worst

SECONDS = 15
"""How long a webhook or mail server may take for each step."""
SECONDS_IN_ALL = 60
"""How long it may take with all its steps: a server that answers a byte now and then holds up no run."""
MANY = 5
"""So many publications that are all out of reach are told of in one sentence."""
MEANING = {
    ExitCode.INTERNAL_ERROR: "internal error",
    ExitCode.UNREACHABLE: "could not be reached",
    ExitCode.MONITOR_FAILED: "a monitor failed",
}

Told = dict[str, dict[str, str]]
"""Channel: kind of complaint: when it was last told (ISO 8601)."""


class NotSent(Exception):  # noqa: N818 - told to the operator, who knows the channel by it
    """A channel could not be reached; the message names it without its secrets."""


def alert(settings: BaseSettings, reports: Iterable[RunReport], *, aloud: bool) -> list[str]:
    """Tell each channel what it has not been told within `ALERT_REPEAT_HOURS`; returns which could not be told, and why.

    Standard error is a channel only if `aloud`: somebody who looks on has seen the complaints in the summary. It is
    silenced like the others, as cron mails what stands there.
    """
    wrong = [report for report in reports if report.verdict.complaints]
    if not wrong:
        return []
    now = datetime.now(UTC)
    since = now - timedelta(hours=settings.getfloat("ALERT_REPEAT_HOURS"))
    folder = Path(settings["DATA_DIR"]) / "alerts"
    told = {report.publication: _told(folder, report.publication) for report in wrong}
    problems: list[str] = []
    for channel, send in _channels(settings, aloud).items():
        fresh = [report for report in wrong if _is_news(report, told[report.publication].get(channel, {}), since)]
        if not fresh:
            continue
        try:
            _in_time(channel, send, fresh)
        except NotSent as error:
            problems.append(str(error))
            continue
        for report in fresh:
            memory = told[report.publication].setdefault(channel, {})
            memory.update(dict.fromkeys(report.verdict.kinds, now.isoformat(timespec="seconds")))
    for publication, channels in told.items():
        _remember(folder, publication, channels)
    return problems


def told_lately(settings: BaseSettings, publication: str, kind: str) -> bool:
    """Whether standard error was told this within `ALERT_REPEAT_HOURS`; if not, it counts as told from now on.

    For what is said of a run that did not even begin.
    """
    folder, now = Path(settings["DATA_DIR"]) / "alerts", datetime.now(UTC)
    told = _told(folder, publication)
    memory = told.setdefault("stderr", {})
    since = now - timedelta(hours=settings.getfloat("ALERT_REPEAT_HOURS"))
    if kind in memory and datetime.fromisoformat(memory[kind]) > since:
        return True
    memory[kind] = now.isoformat(timespec="seconds")
    _remember(folder, publication, told)
    return False


def _in_time(channel: str, send: Callable[[list[RunReport]], None], fresh: list[RunReport]) -> None:
    """Tell a channel within `SECONDS_IN_ALL`. Raises NotSent."""
    failed: list[Exception] = []

    def tell() -> None:
        try:
            send(fresh)
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=tell, daemon=True)  # one that hangs ends with the process
    thread.start()
    thread.join(SECONDS_IN_ALL)
    if thread.is_alive():
        raise NotSent(f"no alert sent: the {channel} took longer than {SECONDS_IN_ALL} s; the next run tries again")
    if failed:
        raise failed[0]


def _is_news(report: RunReport, told: Mapping[str, str], since: datetime) -> bool:
    return any(kind not in told or datetime.fromisoformat(told[kind]) <= since for kind in report.verdict.kinds)


def _told(folder: Path, publication: str) -> Told:
    try:
        return dict(orjson.loads((folder / f"{publication}.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _remember(folder: Path, publication: str, told: Told) -> None:
    content = orjson.dumps(told, option=orjson.OPT_INDENT_2)
    with suppress(OSError):  # then it is said again: better twice than never
        write_atomically(folder / f"{publication}.json", lambda file: file.write(content))


def _channels(settings: BaseSettings, aloud: bool) -> dict[str, Callable[[list[RunReport]], None]]:
    channels: dict[str, Callable[[list[RunReport]], None]] = {}
    if aloud:
        channels["stderr"] = _print
    if settings.get("ALERT_WEBHOOK"):
        channels["webhook"] = lambda reports: _post(settings["ALERT_WEBHOOK"], payload(reports))
    if settings.get("ALERT_EMAIL_TO"):
        channels["email"] = lambda reports: _mail(settings, reports)
    return channels


# --- the message ------------------------------------------------------------------------------------------------------------


def all_unreachable(reports: list[RunReport]) -> str | None:
    """One sentence for several publications of which none could be reached; None where that is not the case.

    Sites of different houses are seldom down together, the network of one machine often is.
    """
    if len(reports) < MANY or any(report.verdict.code != ExitCode.UNREACHABLE for report in reports):
        return None
    first = "; ".join(f"{report.publication}: {report.verdict.complaints[0]}" for report in reports[:3])
    return f"none of {len(reports)} publications could be reached: does this machine's network work? First: {first}"


def subject(reports: list[RunReport]) -> str:
    """One line: which publications, and how grave it is."""
    names = [report.publication for report in reports]
    named = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    code = worst([report.verdict.code for report in reports])
    return f"crawler: {named}: {MEANING.get(code, code.name)}"


def message(reports: list[RunReport]) -> str:
    """The whole of it for a person: each publication with its complaints, and where there is more."""
    if together := all_unreachable(reports):
        return f"{together}\n  run of {reports[0].started:%Y-%m-%d %H:%M} UTC\n"
    lines: list[str] = []
    for report in reports:
        code = report.verdict.code
        lines.append(f"{report.publication} ({report.domain}): {MEANING.get(code, code.name)}, exit code {int(code)}")
        lines += [f"- {complaint}" for complaint in report.verdict.complaints]
        lines += [f"  run of {report.started:%Y-%m-%d %H:%M} UTC", ""]
    return "\n".join(lines)


def payload(reports: list[RunReport]) -> dict[str, Any]:
    """For the webhook. `text` alone is what Slack and Mattermost show."""
    return {
        "text": f"{subject(reports)}\n{message(reports)}",
        "host": socket.gethostname(),
        "exit_code": int(worst([report.verdict.code for report in reports])),
        "publications": [
            {
                "publication": report.publication,
                "domain": report.domain,
                "exit_code": int(report.verdict.code),
                "started": report.started,
                "complaints": [
                    {"kind": kind, "text": text}
                    for kind, text in zip(report.verdict.kinds, report.verdict.complaints, strict=True)
                ],
            }
            for report in reports
        ],
    }


# --- the channels -----------------------------------------------------------------------------------------------------------


def _print(reports: list[RunReport]) -> None:
    if together := all_unreachable(reports):
        print(f"scrapy run: {together}", file=sys.stderr)  # noqa: T201 - cron mails it
        return
    for report in reports:
        for complaint in report.verdict.complaints:
            print(f"scrapy run: {report.publication}: {complaint}", file=sys.stderr)  # noqa: T201 - cron mails it


def _post(url: str, content: dict[str, Any]) -> None:
    """POST JSON. Raises NotSent."""
    parts = _address(url, "ALERT_WEBHOOK", ("http", "https"))
    where = f"no alert sent: the webhook at {parts.hostname} (ALERT_WEBHOOK)"
    request = urllib.request.Request(  # noqa: S310 - its scheme was looked at
        url, orjson.dumps(content), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            pass
    except urllib.error.HTTPError as error:
        raise NotSent(f"{where} answered {error.code}; the next run tries again") from None
    except (OSError, ValueError, HTTPException) as error:
        why = getattr(error, "reason", None) or getattr(error, "strerror", None)
        raise NotSent(f"{where} can't be reached ({_in_words(why, error)}); the next run tries again") from None


def _mail(settings: BaseSettings, reports: list[RunReport]) -> None:
    """Send one e-mail to all of ALERT_EMAIL_TO. Raises NotSent."""
    parts = _address(settings.get("ALERT_SMTP_URL") or "smtp://localhost", "ALERT_SMTP_URL", ("smtp", "smtps"))
    mail = EmailMessage()
    mail["Subject"] = subject(reports)
    mail["From"] = settings.get("ALERT_EMAIL_FROM") or f"crawler@{socket.getfqdn()}"
    mail["To"] = ", ".join(settings.getlist("ALERT_EMAIL_TO"))
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=socket.gethostname())
    mail["Auto-Submitted"] = "auto-generated"  # nobody's holiday notice answers it
    mail.set_content(message(reports), cte="quoted-printable")
    where = f"no alert sent: the mail server {parts.hostname} (ALERT_SMTP_URL)"
    try:
        _deliver(mail, parts)
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{where} answered {error.smtp_code}; the next run tries again") from None
    except smtplib.SMTPRecipientsRefused:
        raise NotSent(f"{where} refuses all of ALERT_EMAIL_TO; the next run tries again") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None)
        raise NotSent(f"{where} can't be used ({_in_words(why, error)}); the next run tries again") from None


def _deliver(mail: EmailMessage, parts: SplitResult) -> None:
    context = ssl.create_default_context()
    host = parts.hostname or ""
    client: smtplib.SMTP
    if parts.scheme == "smtps":
        client = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
    else:
        client = smtplib.SMTP(host, parts.port or (587 if parts.username else 25), timeout=SECONDS)
    with client:
        client.ehlo()
        if parts.scheme == "smtp" and client.has_extn("starttls"):
            client.starttls(context=context)
            client.ehlo()
        elif parts.scheme == "smtp" and parts.username:
            raise smtplib.SMTPNotSupportedError("it offers no encryption, and a password is not sent without")
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        client.send_message(mail)


def _address(url: str, setting: str, schemes: tuple[str, ...]) -> SplitResult:
    """A URL of the settings in its parts. Raises NotSent without showing it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise NotSent(f"no alert sent: {setting} is no address of the form {schemes[-1]}://host…")
    return parts


def _in_words(why: object, error: Exception) -> str:
    """Why a connection failed. Only words of the system or of TLS; what a library says may repeat the address."""
    if isinstance(why, OSError):
        why = why.strerror or type(why).__name__
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return str(error)
    return str(why or type(error).__name__)
