"""How faults are brought about: a site that misbehaves, a machine that does, code that fails; and a run in the midst of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fixtures.demo_site.faults import PAGES, FaultySite
from fixtures.demo_site.process import ROOT
from fixtures.demo_site.server import AccessLog, DemoServer
from fixtures.demo_site.site import Reply, login, message
from tests.faults.failing_code import VICTIM
from tests.hostile_answers import ANSWERS
from tests.operations.unruly_site import ROBOTS, UnrulySite, status
from tests.projects import NAME, Project
from tests.servers import serve

Answers = Callable[[str], Reply | None]
"""What a path answers while the fault lasts; None: as always."""

YESTERDAY = "2021-12-31"
"""The day up to which articles have been published before the fault."""
HANGING = Reply(b"<html>", sending="hang")
RESET = Reply(b"", sending="reset")


@dataclass
class Situation:
    """A project that has yesterday's feeds, a site, and how `scrapy run` is called."""

    project: Project
    site: UnrulySite
    options: dict[str, object]
    mirror: str = ""
    before: list[str] = field(default_factory=list)
    """What stands in front of the command."""
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, name: str, *arguments: str) -> list[str]:
        return [*self.before, *self.project.command(name, *arguments, **self.options)]

    def scrapy(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command to its end, as cron starts it. By a shell, as in `Project.scrapy`."""
        return subprocess.run(
            ["sh", "-c", '"$@"; exit $?', "sh", *self.command(*words)],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`scrapy run laodongxahoi`."""
        return self.scrapy("run", NAME, "-a", f"mirror={self.mirror}", *arguments)

    def start(self, name: str = "run") -> subprocess.Popen[str]:
        """The same, without waiting for its end."""
        return subprocess.Popen(
            self.command(name, NAME, "-a", f"mirror={self.mirror}"),
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


On = Callable[[Situation], Generator[None]]
"""A generator that brings the fault about, yields, and takes it away."""
Act = Callable[[Situation], subprocess.CompletedProcess[str]]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.005)


# --- the site -----------------------------------------------------------------------------------------------------------------


def everywhere(reply: Reply) -> Answers:
    """For all but robots.txt, of which there is none."""
    return lambda path: status(404) if path == ROBOTS else reply


def on_articles(reply: Reply) -> Answers:
    return lambda path: reply if path.endswith(".html") else None


def robots(reply: Reply) -> Answers:
    return lambda path: reply if path == ROBOTS else None


def at(paths: dict[str, Reply]) -> Answers:
    return paths.get


def page(reply: Reply) -> Answers:
    """For one article."""
    return at({VICTIM: reply})


def raw(name: str) -> Answers:
    """An answer of `tests/hostile_answers.py` for one article."""
    sent = ANSWERS[name]
    return page(Reply(b"", sending=sent if callable(sent) else lambda connection: connection.sendall(sent)))


def demo_page(name: str) -> Answers:
    """What a page of `fixtures/demo_site/faults.py` answers, in the place of an article."""
    return lambda path: FaultySite({name: 0}).answer(PAGES[name]) if path == VICTIM else None


def sitemap_bomb(path: str) -> Reply | None:
    """130 KB that unpack to 128 MB."""
    if path != "/sitemap.xml":
        return None
    return Reply(FaultySite({"gzip-bomb": 0}).answer(PAGES["gzip-bomb"]).body, "application/gzip")


def after(number: int, then: Reply) -> Answers:
    """All is well for so many requests, and then no more."""
    asked: list[str] = []

    def answer(path: str) -> Reply | None:
        asked.append(path)
        return then if len(asked) > number else None

    return answer


def first(path: str, reply: Reply) -> Answers:
    """One path, once."""
    left = [reply]
    return lambda asked: left.pop() if asked == path and left else None


def text(content: str, kind: str = "text/plain") -> Reply:
    return Reply(content.encode(), kind)


def listing_with(*links: str) -> Answers:
    """A section whose page names these addresses too."""
    entries = "".join(
        f'<li class="pkg"><div class="fl info_cate"><a href="{link}">Tin</a></div></li>' for link in links
    )
    body = f"<html><body><div class='col660 fl'><ul class='list_news_cate pkg'>{entries}</ul></div></body></html>"
    return at({"/du-lich": text(body, "text/html; charset=utf-8")})


LOOP = at(
    {
        VICTIM: status(302, Location="/chuyen-huong-quay-lai-1308998.html"),
        "/chuyen-huong-quay-lai-1308998.html": status(302, Location=VICTIM),
    }
)
ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY file SYSTEM "file:///etc/passwd">
{}]>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://laodongxahoi.net/{}</loc></url>
<url><loc>http://laodongxahoi.net/&file;-1300001.html</loc></url></urlset>""".format(
    "".join(f'<!ENTITY {new} "{f"&{old};" * 20}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)),
    "&i;",
)
"""20 letters that unfold to 20 to the ninth, and a file of the machine."""
ITSELF = "<sitemapindex><sitemap><loc>http://laodongxahoi.net/sitemap.xml</loc></sitemap></sitemapindex>"
ROBOTS_OF_BYTES = Reply(bytes(range(256)) * 40, "text/plain")
LOGIN, MAINTENANCE = login(), message("Bảo trì", "Hệ thống đang được bảo trì.")
SCRIPTED = text(
    "<html><body><div class='title_detail_news'>Chợ &lt;script&gt;alert(1)&lt;/script&gt; phiên</div>"
    "<div class='time_detail_news f11'>10:00 AM 12/06/2022</div><div id='cotent_detail'>"
    "<p onclick='alert(2)'>Người xuống chợ từ rất sớm.<script>alert(3)</script></p>"
    "<p><a href='javascript:alert(4)'>Hàng hóa</a> bày kín hai bên đường, ai cũng vội.</p>"
    f"{'<p>Chợ quê họp từ tờ mờ sáng.</p>' * 20}</div></body></html>",
    "text/html; charset=utf-8",
)


OTHER_NAME = x509.DNSName("other.example")
OWN_ADDRESS = x509.IPAddress(ip_address("127.0.0.1"))

# --- the network --------------------------------------------------------------------------------------------------------------


def nobody_listens(situation: Situation) -> Generator[None]:
    with socket.socket() as kept:  # bound, so that no one else gets the port, and not listening
        kept.bind(("127.0.0.1", 0))
        situation.mirror = f"http://127.0.0.1:{kept.getsockname()[1]}"
        yield


def no_such_name(situation: Situation) -> Generator[None]:
    situation.mirror = "http://no-such-host.invalid"
    situation.environment["RES_OPTIONS"] = "timeout:1 attempts:1"
    yield


def certified(*names: x509.GeneralName) -> On:
    """The site, behind a certificate that nobody vouches for."""

    def on(situation: Situation) -> Generator[None]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now, day = datetime.now(UTC), timedelta(days=1)
        builder = x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now - day, now + day
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        pem = situation.project.folder / "certificate.pem"
        pem.write_bytes(
            builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        with served_with(pem, situation.site) as situation.mirror:
            yield

    return on


@contextmanager
def served_with(pem: Path, site: UnrulySite) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = DemoServer(("127.0.0.1", 0), site, AccessLog(None))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.url.replace("http:", "https:")
    server.shutdown()
    server.server_close()


# --- the machine --------------------------------------------------------------------------------------------------------------


def file_for_feeds(situation: Situation) -> Generator[None]:
    feeds = situation.project.folder / "feeds"
    feeds.rename(feeds.with_name("aside"))
    feeds.write_text("a file where a folder has to be")
    yield
    feeds.unlink()
    feeds.with_name("aside").rename(feeds)


def file_for_data(situation: Situation) -> Generator[None]:
    data = situation.project.data
    data.rename(data.with_name("aside"))
    data.write_text("a file where a folder has to be")
    yield
    data.unlink()
    data.with_name("aside").rename(data)


def without_rights(folder: Callable[[Project], Path]) -> On:
    """A folder that the user may read and not write. root may do anything, unless that right is taken from it."""

    def on(situation: Situation) -> Generator[None]:
        if os.geteuid() == 0:
            if not shutil.which("setpriv"):
                pytest.skip("root may write everywhere, and there is no setpriv to forbid it: run the tests as a user")
            situation.before = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
        modes = {
            path: path.stat().st_mode for path in (folder(situation.project), *folder(situation.project).rglob("*"))
        }
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        yield
        for path, mode in modes.items():
            path.chmod(mode)

    return on


def limited(limit: str) -> On:
    """Under a `ulimit` of bash."""

    def on(situation: Situation) -> Generator[None]:
        situation.before = ["bash", "-c", f'ulimit {limit} && exec "$@"', "bash"]
        yield

    return on


def mounting(script: str) -> On:
    """In a file system of its own, where `script` (`$data`, `$feeds`, `$project`) may mount what it likes; then "$@" runs.

    root needs a mount namespace for that, a user has one of their own where the system allows it. In a container that
    allows neither the test is skipped: what a program does with a failed write is then shown by `ulimit -f` alone.
    """

    def on(situation: Situation) -> Generator[None]:
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
        mount = "mount -t tmpfs -o size=4k tmpfs /mnt"
        if subprocess.run([*unshare, "sh", "-c", mount], capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount anything: a full disk can't be made here")
        situation.before = [*unshare, "sh", "-euc", script, "sh"]
        situation.environment |= {
            "project": str(situation.project.folder),
            "data": str(situation.project.data),
            "feeds": str(situation.project.folder / "feeds"),
        }
        yield

    return on


def full_disk(folder: str, room: int = 0) -> str:
    """`folder` on a disk with so many KB left; what stands there at the end is carried out again."""
    return f"""
mount --bind "{folder}" /mnt
mount -t tmpfs -o size=4m tmpfs "{folder}"
cp -a /mnt/. "{folder}"
dd if=/dev/zero of="{folder}/filler" bs=4k 2>/dev/null || true
truncate -s -{room}K "{folder}/filler"
code=0; "$@" || code=$?
rm "{folder}/filler"; cp -a "{folder}/." /mnt; exit $code
"""


READ_ONLY_MOUNT = 'mount --bind "$feeds" "$feeds" && mount -o remount,bind,ro "$feeds" && exec "$@"'
FULL_TMP = """
mkdir -p "$project/tmp" && mount -t tmpfs -o size=16k tmpfs "$project/tmp"
dd if=/dev/zero of="$project/tmp/filler" bs=4k 2>/dev/null || true
mount --bind "$project/tmp" /var/tmp
export TMPDIR="$project/tmp" SQLITE_TMPDIR="$project/tmp"
exec "$@"
"""


def store_of(situation: Situation) -> Path:
    return situation.project.data / "store.sqlite"


def damaged(damage: Callable[[Path], object]) -> On:
    """A store that was damaged, and restored from its backup afterwards, as docs/operations.md says."""

    def on(situation: Situation) -> Generator[None]:
        store = store_of(situation)
        backup = store.with_name("backup.sqlite")
        shutil.copy(store, backup)
        damage(store)
        yield
        for path in store.parent.glob("store.sqlite*"):
            path.unlink()
        backup.rename(store)

    return on


def garbled(store: Path) -> None:
    store.write_bytes(b"no database at all, but long enough to be looked at. " * 4000)


def torn(store: Path) -> None:
    """Pages in its midst are overwritten."""
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (store.stat().st_size - 2 * 4096))


def truncated(store: Path) -> None:
    os.truncate(store, store.stat().st_size // 2 // 4096 * 4096)


def later_schema(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def locked_store(situation: Situation) -> Generator[None]:
    """Another program has begun to write and does not end."""
    connection = sqlite3.connect(store_of(situation), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


def failing(addon: str) -> On:
    """With code that fails, see `failing_code.py`."""

    def on(situation: Situation) -> Generator[None]:
        situation.options["ADDONS"] = json.dumps({f"tests.faults.failing_code.{addon}": 1})
        yield

    return on


# --- processes ----------------------------------------------------------------------------------------------------------------


def another_run(situation: Situation) -> Generator[None]:
    """Another run is at it, and hangs."""
    situation.site.always = page(HANGING)
    other = situation.start()
    wait_for(lambda: VICTIM in situation.site.paths())
    yield
    other.kill()
    other.communicate()


def signalled(number: signal.Signals) -> Act:
    """The process gets a signal while one request hangs and others have been answered."""

    def act(situation: Situation) -> subprocess.CompletedProcess[str]:
        process = situation.start()
        wait_for(lambda: VICTIM in situation.site.paths())
        wait_for(lambda: len([path for path in situation.site.paths() if path.endswith(".html")]) > 3)
        process.send_signal(number)
        output = process.communicate(timeout=20)  # SHUTDOWN_SECONDS
        return subprocess.CompletedProcess(process.args, process.returncode, *output)

    return act


def killed_while_publishing(situation: Situation) -> subprocess.CompletedProcess[str]:
    """As soon as the second run file, or its beginning, is there."""
    runs = situation.project.feeds / "runs"
    process = situation.start()
    wait_for(lambda: len(list(runs.iterdir())) > 1)
    process.kill()
    output = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, *output)


def two_commands(situation: Situation) -> subprocess.CompletedProcess[str]:
    """`scrapy crawl` by hand while cron's run is at it."""
    processes = [situation.start("run"), situation.start("crawl")]
    (out, errors), (_, log) = [process.communicate(timeout=120) for process in processes]
    assert (processes[1].returncode, "ERROR" in log) == (0, False), log
    return subprocess.CompletedProcess("run", processes[0].returncode, out, errors)


def spelled(*words: str) -> Act:
    """A command line of other words."""
    return lambda situation: situation.scrapy(*words)


def a_reader_that_leaves(situation: Situation) -> subprocess.CompletedProcess[str]:
    """`scrapy run --summary | head -1`: the pipe is gone when the summary is written."""
    command = situation.command("run", NAME, "-a", f"mirror={situation.mirror}", "--summary")
    reading, writing = os.pipe()
    process = subprocess.Popen(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    os.close(reading)
    _, errors = process.communicate(timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, "", errors)


# --- who is to be told -------------------------------------------------------------------------------------------------------


def webhook_fails(situation: Situation) -> Generator[None]:
    with refusing() as url:
        situation.options["ALERT_WEBHOOK"] = f"{url}/services/rat-bi-mat"
        yield


@contextmanager
def refusing() -> Iterator[str]:
    """A webhook that answers 500. `serve` knows GET alone, to everything else it answers 501."""
    with serve(lambda path: 500) as server:
        yield server.url


def mail_server_is_down(situation: Situation) -> Generator[None]:
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        situation.options |= {
            "ALERT_EMAIL_TO": "truc@example.org",
            "ALERT_SMTP_URL": f"smtp://127.0.0.1:{kept.getsockname()[1]}",
        }
        yield
