from __future__ import annotations

import base64
import email
import email.policy
import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from projects import NAME, Project
from raw_server import raw_server
from scrapy.settings import Settings

from crawler.operations import alerts
from crawler.operations.alerts import alert, message, payload, subject
from crawler.operations.report import RunReport
from crawler.operations.verdict import ExitCode, Verdict

STARTED = datetime(2026, 11, 22, 5, tzinfo=UTC)
SECRET = "mat-khau-rat-bi-mat"


def report(*kinds: str, name: str = "journal", code: ExitCode = ExitCode.MONITOR_FAILED) -> RunReport:
    verdict = Verdict()
    for kind in kinds:
        verdict.add(code, f"{kind}: 2 of the last 36; first: http://journal.example/1. To do: look", kind)
    return RunReport(name, f"{name}.example", STARTED, STARTED, verdict, {}, Path("feeds"))


# --- receivers ----------------------------------------------------------------------------------------------------------------


@dataclass
class Received:
    """What a receiver got."""

    url: str = ""
    status: int = 200
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    logins: list[list[str]] = field(default_factory=list)


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def listening(context: ssl.SSLContext | None = None) -> Iterator[Received]:
    """An HTTP server that keeps what is posted to it."""
    got = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.requests.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(got.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - a client that hangs up, as it should
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    got.url = f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}/services/{SECRET}"
    with running(server):
        yield got


@pytest.fixture
def webhook() -> Iterator[Received]:
    with listening() as got:
        yield got


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it gets. With a TLS context it offers STARTTLS, and asks for a password; or speaks TLS from the start."""

    daemon_threads = True

    def __init__(self, got: Received, context: ssl.SSLContext | None = None, *, at_once: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), MailSession)
        self.got, self.context, self.at_once = got, context, at_once
        got.url = f"smtp{'s' if at_once else ''}://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up, as it should on a certificate of nobody it knows."""


class MailSession(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def encrypt(self) -> None:
        assert self.server.context
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

    def handle(self) -> None:
        got, secure = self.server.got, self.server.at_once
        if secure:
            self.encrypt()
        self.say("220 mail.example")
        recipients: list[str] = []
        while line := self.rfile.readline().decode().strip():
            match line.upper().split(":")[0].split(" ")[0]:
                case "EHLO" if self.server.context:
                    self.say("250-mail.example")
                    self.say("250 AUTH PLAIN" if secure else "250 STARTTLS")
                case "STARTTLS":
                    self.say("220 go on")
                    self.encrypt()
                    secure = True
                case "AUTH":
                    got.logins.append(base64.b64decode(line.split()[2]).decode().split("\0")[1:])
                    self.say("235 welcome")
                case "RCPT":
                    recipients.append(line.partition(":")[2].strip("<>"))
                    self.say("250 OK" if got.status == 200 else "550 no such person")
                case "DATA":
                    self.say("354 go on")
                    lines = []
                    while (data := self.rfile.readline()) != b".\r\n":
                        lines.append(data.removeprefix(b"."))
                    mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                    got.mails.append((recipients, mail))
                    self.say("250 OK")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 OK")


@pytest.fixture
def mailbox() -> Iterator[Received]:
    """A mail server without encryption."""
    got = Received()
    with running(MailServer(got)):
        yield got


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file, which whoever trusts it is given too."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + key.private_bytes(*plain))
    return path


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def settings(folder: Path, **values: Any) -> Settings:
    return Settings({"DATA_DIR": folder, "ALERT_REPEAT_HOURS": 24, **values})


def age(folder: Path, hours: float, name: str = "journal") -> None:
    """Let what was told be so many hours old."""
    path = folder / "alerts" / f"{name}.json"
    told = json.loads(path.read_text())
    then = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    path.write_text(json.dumps({channel: dict.fromkeys(kinds, then) for channel, kinds in told.items()}))


# --- the message --------------------------------------------------------------------------------------------------------------


def test_the_message_says_who_what_where_and_what_to_do() -> None:
    reports = [report("fill/summary"), report("unreachable", name="other", code=ExitCode.UNREACHABLE)]
    assert subject(reports) == "crawler: journal, other: could not be reached"
    text = message(reports)
    for part in (
        "journal (journal.example): a monitor failed, exit code 4",
        "- fill/summary: 2 of the last 36; first: http://journal.example/1. To do: look",
        "other (other.example): could not be reached, exit code 3",
        "run of 2026-11-22 05:00 UTC",
    ):
        assert part in text
    assert subject([report("x", name=name) for name in "abcde"]) == "crawler: a, b, c and 2 more: a monitor failed"
    content = payload(reports)
    assert content["exit_code"] == 3
    assert content["text"].startswith(subject(reports))
    assert [each["publication"] for each in content["publications"]] == ["journal", "other"]
    assert content["publications"][0]["complaints"][0]["kind"] == "fill/summary"


# --- once a day -----------------------------------------------------------------------------------------------------------------


def test_a_network_that_is_down_is_one_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    down = [report("unreachable", name=f"paper{n}", code=ExitCode.UNREACHABLE) for n in range(9)]
    alert(settings(tmp_path), down, aloud=True)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("scrapy run: none of 9 publications could be reached: does this machine's network work?")
    assert [f"paper{n}:" in line for n in range(4)] == [True, True, True, False]
    assert line.removeprefix("scrapy run: ") in message(down)
    assert len(payload(down)["publications"]) == 9
    assert "network" not in message(down[:4]), "too few to blame it"
    assert "network" not in message([*down, report("fill/summary")]), "one was reached"


def test_the_same_is_said_once_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*kinds: str) -> int:
        assert alert(settings(tmp_path), [report(*kinds)], aloud=True) == []
        return len(capsys.readouterr().err.splitlines())

    assert said("rejected") == 1
    assert said("rejected") == 0
    assert said("rejected", "silence") == 2, "something else is wrong too: the whole of it"
    assert said("silence") == 0
    age(tmp_path, 23)
    assert said("rejected") == 0
    age(tmp_path, 25)
    assert said("rejected") == 1


def test_all_well_says_nothing(tmp_path: Path, webhook: Received, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert(settings(tmp_path, ALERT_WEBHOOK=webhook.url), [report()], aloud=True) == []
    assert (webhook.requests, capsys.readouterr().err, list(tmp_path.iterdir())) == ([], "", [])


def test_somebody_who_looks_on_is_not_told_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alert(settings(tmp_path), [report("rejected")], aloud=False)
    assert capsys.readouterr().err == ""


def test_zero_hours_repeat_always(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        alert(settings(tmp_path, ALERT_REPEAT_HOURS=0), [report("rejected")], aloud=True)
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("content", ["", "[]", "[1]", "no JSON", '{"stderr": {}}'])
def test_without_a_memory_it_is_said_again(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "alerts").mkdir()
    (tmp_path / "alerts/journal.json").write_text(content)
    assert alert(settings(tmp_path), [report("rejected")], aloud=True) == []
    assert "rejected" in capsys.readouterr().err


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "alerts").write_text("a file where a folder should be")
    assert alert(settings(tmp_path), [report("rejected")], aloud=True) == []
    assert "rejected" in capsys.readouterr().err


# --- webhook --------------------------------------------------------------------------------------------------------------------


def test_a_webhook_gets_one_post_for_all_publications(tmp_path: Path, webhook: Received) -> None:
    wrong = [report("rejected"), report("silence", name="other"), report(name="well")]
    for _ in range(2):
        assert alert(settings(tmp_path, ALERT_WEBHOOK=webhook.url), wrong, aloud=False) == []
    ((path, headers, content),) = webhook.requests
    assert path == f"/services/{SECRET}"
    assert headers["Content-Type"] == "application/json"
    assert [each["publication"] for each in content["publications"]] == ["journal", "other"]
    assert "http://journal.example/1" in content["text"]


def test_a_webhook_that_fails_is_tried_again_and_its_secret_is_not_shown(tmp_path: Path, webhook: Received) -> None:
    webhook.status = 500
    given = settings(tmp_path, ALERT_WEBHOOK=webhook.url)
    (problem,) = alert(given, [report("rejected")], aloud=False)
    assert problem == ("no alert sent: the webhook at 127.0.0.1 (ALERT_WEBHOOK) answered 500; the next run tries again")
    webhook.status = 200
    assert alert(given, [report("rejected")], aloud=False) == []
    assert alert(given, [report("rejected")], aloud=False) == []
    assert len(webhook.requests) == 2


@pytest.mark.parametrize(
    "url",
    [
        f"http://127.0.0.1:9/{SECRET}",
        f"ftp://127.0.0.1/{SECRET}",
        f"/{SECRET}",
        f"http://[{SECRET}",
        f"http://127.0.0.1:port/{SECRET}",
        f"http://127.0.0.1:9/{SECRET} with spaces",
    ],
)
def test_no_address_shows_its_secret(url: str, tmp_path: Path) -> None:
    (problem,) = alert(settings(tmp_path, ALERT_WEBHOOK=url), [report("rejected")], aloud=False)
    assert "ALERT_WEBHOOK" in problem
    assert SECRET not in problem


# --- e-mail ---------------------------------------------------------------------------------------------------------------------


def test_an_email(tmp_path: Path, mailbox: Received) -> None:
    given = settings(
        tmp_path,
        ALERT_SMTP_URL=mailbox.url,
        ALERT_EMAIL_TO="toa-soan@example.com, truc@example.com",
        ALERT_EMAIL_FROM="crawler@example.com",
    )
    wrong = report("rejected")
    wrong.verdict.add(ExitCode.MONITOR_FAILED, "Không có bài mới", "silence")
    for _ in range(2):
        assert alert(given, [wrong], aloud=False) == []
    ((recipients, mail),) = mailbox.mails
    assert recipients == ["toa-soan@example.com", "truc@example.com"]
    assert (mail["From"], mail["Subject"]) == ("crawler@example.com", "crawler: journal: a monitor failed")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "- Không có bài mới" in mail.get_content()


def test_a_password_is_never_sent_in_the_clear(tmp_path: Path, mailbox: Received) -> None:
    url = mailbox.url.replace("//", f"//crawler:{SECRET}@")
    given = settings(tmp_path, ALERT_SMTP_URL=url, ALERT_EMAIL_TO="truc@example.com")
    (problem,) = alert(given, [report("rejected")], aloud=False)
    assert "a password is not sent without" in problem
    assert SECRET not in problem
    assert mailbox.mails == []


@pytest.mark.parametrize("at_once", [False, True])
def test_a_mail_server_with_encryption(
    at_once: bool, tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By STARTTLS and by smtps; its certificate is verified before the password is said."""
    got = Received()
    with running(MailServer(got, tls(certificate), at_once=at_once)):
        url = got.url.replace("//", f"//truc:{SECRET}%40@")
        given = settings(tmp_path, ALERT_SMTP_URL=url, ALERT_EMAIL_TO="truc@example.com")
        (problem,) = alert(given, [report("rejected")], aloud=False)
        assert "CERTIFICATE_VERIFY_FAILED" in problem or "certificate verify failed" in problem
        assert (got.logins, got.mails, SECRET in problem) == ([], [], False)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert alert(given, [report("rejected")], aloud=False) == []
        assert got.logins == [["truc", f"{SECRET}@"]]
        assert [recipients for recipients, _ in got.mails] == [["truc@example.com"]]
        wrong_name = settings(
            tmp_path, ALERT_SMTP_URL=url.replace("127.0.0.1", "localhost"), ALERT_EMAIL_TO="truc@example.com"
        )
        assert "can't be used" in alert(wrong_name, [report("silence")], aloud=False)[0], "another host's certificate"
        assert len(got.logins) == 1


def test_a_webhook_with_encryption(tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(tls(certificate)) as got:
        given = settings(tmp_path, ALERT_WEBHOOK=got.url)
        (problem,) = alert(given, [report("rejected")], aloud=False)
        assert "can't be reached" in problem
        assert SECRET not in problem
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert alert(given, [report("rejected")], aloud=False) == []
        assert len(got.requests) == 1


def test_a_mail_server_that_refuses_or_is_down(tmp_path: Path, mailbox: Received) -> None:
    given = settings(tmp_path, ALERT_SMTP_URL=mailbox.url, ALERT_EMAIL_TO="truc@example.com")
    mailbox.status = 550
    assert "refuses all of ALERT_EMAIL_TO" in alert(given, [report("rejected")], aloud=False)[0]
    down = settings(tmp_path, ALERT_SMTP_URL="smtp://127.0.0.1:9", ALERT_EMAIL_TO="truc@example.com")
    assert "can't be used (Connection refused)" in alert(down, [report("rejected")], aloud=False)[0]
    mailbox.status = 200
    assert alert(given, [report("rejected")], aloud=False) == []
    assert len(mailbox.mails) == 1


# --- a whole run ----------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_run_that_fails_tells_everybody_once(project: Project, webhook: Received, mailbox: Received) -> None:
    given = {
        **{"RETRY_TIMES": 0, "RETRY_WAIT_FLOOR": 0, "RETRY_WAIT_STEP": 0, "LOG_LEVEL": "DEBUG"},
        **{"ALERT_WEBHOOK": webhook.url, "ALERT_SMTP_URL": mailbox.url, "ALERT_EMAIL_TO": "truc@example.com"},
    }
    codes = []
    lines = []
    for _ in range(2):
        done = project.run("http://127.0.0.1:9", **given)
        codes.append(done.returncode)
        lines += done.stderr.splitlines()
    assert codes == [3, 3], "the exit code tells each time"
    assert len(lines) == len(webhook.requests) == len(mailbox.mails) == 1
    assert lines[0].startswith(f"scrapy run: {NAME}: ")
    content = webhook.requests[0][2]
    assert (content["exit_code"], content["publications"][0]["publication"]) == (3, NAME)
    assert "Connection refused" in mailbox.mails[0][1].get_content().replace("\n", " ") or "refused" in lines[0]
    shown = [path for path in project.data.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert shown == [], "no log, report or memory holds the webhook's secret"


def test_a_channel_that_answers_a_byte_now_and_then_holds_up_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, webhook: Received
) -> None:
    """Each step of it is in time, and there is no end of them."""
    monkeypatch.setattr(alerts, "SECONDS_IN_ALL", 0.5)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X: y\r\n")
            time.sleep(0.05)

    def greet(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"220-mail\r\n")
            time.sleep(0.05)

    def mail_server() -> Iterator[str]:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            threading.Thread(target=lambda: greet(listening.accept()[0]), daemon=True).start()
            yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"

    mail = mail_server()
    with raw_server({}, missing=drip) as dripping:
        began = time.monotonic()
        told = settings(
            tmp_path, ALERT_WEBHOOK=f"{dripping.url}/{SECRET}", ALERT_EMAIL_TO="a@b.vn", ALERT_SMTP_URL=next(mail)
        )
        problems = alert(told, [report("silence")], aloud=False)
        assert time.monotonic() - began < 3
    assert [problem.partition(" took")[0] for problem in problems] == [
        "no alert sent: the webhook",
        "no alert sent: the email",
    ]
    assert SECRET not in str(problems)
    assert alert(settings(tmp_path, ALERT_WEBHOOK=webhook.url), [report("silence")], aloud=False) == []
    assert len(webhook.requests) == 1, "who was not told is told by the next run"
