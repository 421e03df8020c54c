"""The network below the pages: private addresses, TLS, proxies, answers without an end, hidden retries."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from projects import ORIGIN, Project
from raw_server import answer, raw_server
from scrapy import Request, Spider
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

from crawler.operations.network import (
    BoundedDownloadHandler,
    PrivateAddressError,
    PublicResolver,
)
from fixtures.demo_site.process import ROOT

# --- names ---------------------------------------------------------------------------------------------------------------


class Clock:
    """As much of a reactor as the resolver needs."""

    def __init__(self) -> None:
        self.told = threading.Event()

    def callFromThread(self, function: Callable[..., Any], *args: Any) -> None:  # noqa: N802 - Twisted's name
        function(*args)
        self.told.set()

    def callLater(self, seconds: float, function: Callable[..., Any]) -> Any:  # noqa: N802 - Twisted's name
        self.seconds, self.function = seconds, function
        return self

    def active(self) -> bool:
        return True

    def cancel(self) -> None:
        self.cancelled = True


def resolver_with(clock: Clock) -> PublicResolver:
    return PublicResolver.from_crawler(get_crawler(Spider, {"DNSCACHE_ENABLED": False}), clock)  # type: ignore[arg-type]


def resolve(monkeypatch: pytest.MonkeyPatch, name: str, address: str) -> Any:
    monkeypatch.setattr(socket, "gethostbyname", lambda _: address)
    clock, outcome = Clock(), []
    resolver_with(clock).getHostByName(name).addBoth(outcome.append)
    assert clock.told.wait(5)
    return outcome[0]


@pytest.mark.parametrize("address", ["8.8.8.8", "127.0.0.1", "169.254.169.254", "10.0.0.5", "100.64.0.1"])
@pytest.mark.parametrize("name", ["laodongxahoi.net", "copy.test.vn", "proxy.test.vn"])
def test_a_name_that_leads_to_a_private_address_is_not_resolved(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setattr(PublicResolver, "allowed", {"copy.test.vn"})
    monkeypatch.setattr(PublicResolver, "proxies", {"proxy.test.vn"})
    outcome = resolve(monkeypatch, name, address)
    if name == "laodongxahoi.net" and address != "8.8.8.8":
        assert outcome.check(PrivateAddressError)
        assert "leads to a private address" in outcome.getErrorMessage()
    else:
        assert outcome == address


def test_a_name_without_an_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    still = threading.Event()
    monkeypatch.setattr(socket, "gethostbyname", lambda _: still.wait(10) and "8.8.8.8")
    clock, outcome = Clock(), []
    resolver_with(clock).getHostByName("cham.vn").addBoth(outcome.append)
    assert (clock.seconds, outcome) == (60, [])
    clock.function()
    assert outcome[0].check(DNSLookupError)
    still.set()
    assert clock.told.wait(5), "an answer that comes too late is let go"


# --- proxies --------------------------------------------------------------------------------------------------------------


def ask_by_proxy(monkeypatch: pytest.MonkeyPatch, *answers: Deferred[str]) -> tuple[int, int]:
    """How often names were looked up, and how often the proxy was asked, for two requests."""
    from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

    looked_up, asked = [], []

    class Reactor:
        def resolve(self, name: str) -> Deferred[str]:
            looked_up.append(name)
            return answers[len(looked_up) - 1]

    async def download(self: object, request: Request) -> None:
        asked.append(request)

    monkeypatch.setattr("twisted.internet.reactor", Reactor(), raising=False)
    monkeypatch.setattr(HTTP11DownloadHandler, "download_request", download)
    handler = object.__new__(BoundedDownloadHandler)
    handler._unresolved = set()
    request = Request("https://bao.vn/", meta={"proxy": "http://proxy.test.vn:3128"})

    async def go() -> None:
        await handler.download_request(request)
        await handler.download_request(request)

    try:
        asyncio.run(go())
    except CannotResolveHostError:
        assert not asked
        return len(looked_up), -1
    return len(looked_up), len(asked)


def test_a_proxy_is_not_asked_for_names_that_lead_to_private_addresses_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_by_proxy(monkeypatch, fail(PrivateAddressError("bao.vn"))) == (1, -1)


def test_a_proxy_is_asked_for_public_names_and_for_those_only_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_by_proxy(monkeypatch, succeed("8.8.8.8"), succeed("8.8.8.8")) == (2, 2)
    assert ask_by_proxy(monkeypatch, fail(DNSLookupError("no such name"))) == (1, 2)


# --- real runs -------------------------------------------------------------------------------------------------------------

PAGE = (
    "<html><head><title>Chợ phiên</title></head><body><div class='title_detail_news'>Chợ phiên cuối năm</div>"
    "<div class='time_detail_news f11'>10:00 AM 12/06/2022</div><div id='cotent_detail'>"
    f"<p>Người xuống chợ từ rất sớm.</p>{'<p>Hàng hóa bày kín hai bên đường.</p>' * 40}</div></body></html>"
).encode()
ARTICLE = "/cho-phien-1000001.html"
QUICK = {"RETRY_WAIT_STEP": 0, "PRIVATE_MIRROR_WAITS": 0.2}
"""Rests of 0.4 s."""

run = pytest.mark.slow


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Sets where names lead in the processes that are started; returns the file of those that were asked for."""

    def lead(**places: str) -> Path:
        asked = tmp_path / "names"
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "tests" / "names"), str(ROOT)]))
        pairs = (f"{name.replace('_', '.')}={place}" for name, place in places.items())
        monkeypatch.setenv("FAKE_NAMES", " ".join(pairs))
        monkeypatch.setenv("FAKE_NAMES_ASKED", str(asked))
        return asked

    return lead


@run
@pytest.mark.parametrize("allowed", [False, True])
def test_nothing_leads_a_run_to_a_private_address(
    project: Project, names: Callable[..., Path], *, allowed: bool
) -> None:
    """Redirects, meta refresh, feeds, sitemaps and robots.txt name hosts of which each is this machine in some way.

    With those hosts allowed by name, what is asked shows that they would have been asked.
    """
    names(rss_laodongxahoi_net="127.0.0.1", bay_vn="127.0.0.1")
    caught = answer(b"<urlset/>", "Connection: close").replace(b"text/html", b"text/xml")
    with raw_server({}, missing=caught) as trap:
        own, other = f"http://rss.laodongxahoi.net:{trap.port}", f"http://bay.vn:{trap.port}"
        hosts = (
            "127.0.0.1 127.1 0x7f.1 2130706433 0177.0.0.1 localhost [::ffff:127.0.0.1] [::1] bao.vn@127.0.0.1".split()
        )
        traps = [other, *(f"http://{host}:{trap.port}" for host in hosts)]
        links = "".join(f"<a href='/cho-{1_000_000 + n}.html'>c</a>" for n in range(2 * len(traps)))
        pages: dict[str, Any] = {
            "/": answer(f"<link rel='alternate' type='application/rss+xml' href='{own}/home.rss'>{links}".encode()),
            "/robots.txt": answer(
                f"Sitemap: {own}/robots.xml\nSitemap: {other}/x.xml\nSitemap: {ORIGIN}/chi-muc.xml\n".encode()
            ),
            "/chi-muc.xml": answer(
                "".join(f"<sitemap><loc>{place}/index.xml</loc></sitemap>" for place in (own, *traps))
                .join(("<sitemapindex>", "</sitemapindex>"))
                .encode()
            ),
        }
        for number, place in enumerate(traps):
            first, second = (f"/cho-{1_000_000 + n}.html" for n in (2 * number, 2 * number + 1))
            pages[first] = answer(b"", f"Location: {place}{ARTICLE}", status="302 Found")
            pages[second] = answer(f"<meta http-equiv='refresh' content='0; url={place}{ARTICLE}'>".encode())
        with raw_server(pages) as site:
            extra = ["rss.laodongxahoi.net", "bay.vn", "127.0.0.1", "localhost"] if allowed else []
            done = project.scrapy(
                "crawl",
                "laodongxahoi",
                "-a",
                f"mirror={site.url}",
                ALLOWED_PRIVATE_HOSTS=",".join(extra),
                **QUICK,
                RETRY_TIMES=0,
            )
            assert done.returncode == 0, done.stderr
            assert {f"/cho-{1_000_000 + n}.html" for n in range(2 * len(traps))} <= set(site.targets())
        if allowed:
            assert {"/home.rss", "/robots.xml"} <= set(trap.targets())
        else:
            assert trap.asked == []


@run
def test_robots_txt_leads_nowhere_private(project: Project, names: Callable[..., Path]) -> None:
    """RFC 9309 has its redirects followed to other hosts."""
    names(bay_vn="127.0.0.1")
    with raw_server({}, missing=answer(b"", "Connection: close")) as trap:
        elsewhere = answer(b"", f"Location: http://bay.vn:{trap.port}/robots.txt", status="301 Moved")
        with raw_server({"/robots.txt": elsewhere}) as site:
            done = project.run(site.url, **QUICK, RETRY_TIMES=0)
            assert (done.returncode, trap.asked) == (3, [])
            assert "Refused bay.vn, which leads to 127.0.0.1: a private address" in project.log()
            assert project.run(site.url, **QUICK, RETRY_TIMES=0, ALLOWED_PRIVATE_HOSTS="bay.vn").returncode != 3
            assert trap.targets() == ["/robots.txt"]


@run
def test_a_publication_whose_name_leads_to_this_machine_is_not_asked(
    project: Project, names: Callable[..., Path]
) -> None:
    asked = names(laodongxahoi_net="127.0.0.1")
    done = project.scrapy("run", "laodongxahoi", RETRY_TIMES=0)
    assert done.returncode == 3
    assert "Refused laodongxahoi.net, which leads to 127.0.0.1: a private address" in project.log()
    assert asked.read_text() == "laodongxahoi.net\n"


@run
def test_a_mirror_on_this_machine_is_asked_past_the_proxy_of_the_environment(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw_server({}) as proxy, raw_server({ARTICLE: answer(PAGE)}) as site:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert project.run(site.url, "-a", f"url={ORIGIN}{ARTICLE}").returncode == 0
        assert (proxy.asked, site.targets()) == ([], ["/robots.txt", ARTICLE])


@run
def test_a_proxy_by_a_local_name_is_used_and_told_no_private_address(
    project: Project, names: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(proxy_bao_vn="127.0.0.1")
    moved = answer(b"", "Location: http://127.1/x", status="302 Found")
    pages = {f"{ORIGIN}/robots.txt": answer(b""), f"{ORIGIN}{ARTICLE}": moved}
    with raw_server(pages) as proxy:
        monkeypatch.setenv("http_proxy", f"http://proxy.bao.vn:{proxy.port}")
        project.scrapy("run", "laodongxahoi", "-a", f"url={ORIGIN}{ARTICLE}", DOWNLOAD_DELAY=0)
        assert proxy.targets() == list(pages)
    assert project.report()["stats"]["requests/private-address"] == 1


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Dau: " + b"a" * 8000 + b"\r\n")


def endless_promises(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 102 Processing\r\n\r\n" * 500)


def much_of_a_head(connection: socket.socket) -> None:
    headers = [f"X-{n}: {'a' * 1000}" for n in range(100)]
    connection.sendall(answer(PAGE, "Connection: close", *headers))


@run
def test_a_head_without_an_end_is_hung_up_on(project: Project) -> None:
    pages = {
        "/a-1000001.html": endless_headers,
        "/a-1000002.html": endless_promises,
        "/a-1000003.html": much_of_a_head,
    }
    with raw_server(pages) as site:
        urls = ",".join(ORIGIN + path for path in pages)
        project.run(site.url, "-a", f"url={urls}", **QUICK, RETRY_TIMES=0, MEMUSAGE_CHECK_INTERVAL_SECONDS=0.5)
    rows = project.rows()
    assert [rows[ORIGIN + path]["state"] for path in pages] == ["failed", "failed", "done"]
    stats = project.report()["stats"]
    assert stats["memusage/max"] < 250 * 2**20
    assert stats["elapsed_time_seconds"] < 10, "not only the timeout ended them"


def hang_up(connection: socket.socket) -> None:
    """The connection breaks off instead of an answer."""


@run
def test_a_connection_that_breaks_off_is_not_asked_again_at_once(project: Project) -> None:
    """The one that was kept open breaks: Twisted would ask again within a millisecond."""
    with raw_server({"/a-1000001.html": answer(PAGE), "/a-1000002.html": hang_up}) as site:
        urls = ",".join(f"{ORIGIN}/a-100000{n}.html" for n in (1, 2))
        project.run(site.url, "-a", f"url={urls}", **QUICK)
        broken = [each for each in site.asked if each.target == "/a-1000002.html"]
        assert broken[0].connection == site.asked[0].connection, "it was kept open"
        assert len(broken) == 3
        assert all(later.moment - earlier.moment >= 0.4 for earlier, later in pairwise(broken))


@run
def test_a_second_between_requests_holds_for_all_hosts_of_a_site(project: Project) -> None:
    """Scrapy keeps the delay for each host name: back and forth between `www.` and none there would be no delay."""
    hosts = ("http://www.laodongxahoi.net", "https://laodongxahoi.net", "http://m.laodongxahoi.net")
    pages: dict[str, Any] = {"/robots.txt": answer(b""), "/a-1000009.html": answer(PAGE)}
    for number in range(1, 5):
        to = f"{hosts[number % 3]}/a-100000{number + 1 if number < 4 else 9}.html"
        pages[f"/a-100000{number}.html"] = answer(b"", f"Location: {to}", status="302 Found")
    with raw_server(pages) as site:
        project.run(site.url, "-a", f"url={ORIGIN}/a-1000001.html", DOWNLOAD_DELAY=0.5)
        assert site.targets()[-1] == "/a-1000009.html"
        assert len(site.asked) >= 6
        assert all(later - earlier >= 0.4 for earlier, later in pairwise(site.moments()))


# --- TLS --------------------------------------------------------------------------------------------------------------------


class Certificates:
    """A certificate authority of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.authority = self._issue("Thử CA", self.key, None)
        self.trusted = folder / "ca.pem"
        self.trusted.write_bytes(self.authority.public_bytes(serialization.Encoding.PEM))

    def _issue(self, name: str, key: Any, host: str | None, days: int = 30) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = self.authority.subject if host else subject
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=60))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host:
            place: Any = x509.DNSName(host)
            if host[0].isdigit():
                place = x509.IPAddress(ipaddress.ip_address(host))
            builder = builder.add_extension(x509.SubjectAlternativeName([place]), critical=False)
        return builder.sign(self.key if host else key, hashes.SHA256())

    def context(self, host: str, *, self_signed: bool = False, days: int = 30) -> ssl.SSLContext:
        """What a server for this host speaks TLS with."""
        key = ec.generate_private_key(ec.SECP256R1())
        if self_signed:
            other = object.__new__(Certificates)
            other.key, other.authority = key, self.authority
            certificate = other._issue(host, key, host, days)
        else:
            certificate = self._issue(host, key, host, days)
        path = self.folder / "server.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


@run
@pytest.mark.parametrize(
    ("made_for", "kind", "code"),
    [
        ("127.0.0.1", {}, 0),
        ("127.0.0.1", {"self_signed": True}, 3),
        ("127.0.0.2", {}, 3),
        ("bao.vn", {}, 3),
        ("127.0.0.1", {"days": -1}, 3),
    ],
    ids=["trusted", "self-signed", "other-address", "other-name", "expired"],
)
def test_certificates_are_verified(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, made_for: str, kind: dict[str, Any], code: int
) -> None:
    certificates = Certificates(tmp_path)
    context = certificates.context(made_for, **kind)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted))
    pages = {ARTICLE: answer(PAGE)}
    with raw_server(pages, wrap=lambda plain: context.wrap_socket(plain, server_side=True)) as site:
        mirror = site.url.replace("http:", "https:")
        done = project.run(mirror, "-a", f"url={ORIGIN}{ARTICLE}", **QUICK, RETRY_TIMES=0)
    assert done.returncode == code, done.stderr
    assert (ARTICLE in site.targets()) == (code == 0)
    if code:
        assert "certificate" in done.stderr.lower(), done.stderr
