from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from scrapy import Request

from crawler.operations.addresses import is_private, to_publication


@pytest.mark.parametrize(
    "host",
    """localhost LOCALHOST. a.localhost printer.local db.internal nas.lan router.home.arpa intranet 127.0.0.1 127.8.9.1
    0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 [::1] ::1 :: fe80::1 fc00::1
    [fd12:3456::1] ::ffff:127.0.0.1 [::ffff:10.0.0.1] 2130706433 0x7f000001 255.255.255.255 240.0.0.1 224.0.0.251
    localhost.localdomain 127.1 0177.0.0.1 0x7f.1 0x7f.0.0.0x1 127.0.1 012.0.0.1 64:ff9b::7f00:1 [64:ff9b::a00:1]
    64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: ::127.0.0.1 ::ffff:0:127.0.0.1 ff02::1 fec0::1
    fe80::1%eth0 2001:db8::1 %31%32%37.0.0.1 127.0.0.1%00.bao.vn localhost%2e""".split(),
)
def test_private_hosts(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host",
    """laodongxahoi.net 8.8.8.8 [2606:4700::1111] 172.32.0.1 local.vn a.localhost.vn 1.1.1.1 xn--bo-mia.vn báo.vn
    a_b.bao.vn 10.vn 8.8.2056 2002:808:808::1 24h.com.vn 127.0.0.1.bao.vn""".split(),
)
def test_public_hosts(host: str) -> None:
    assert not is_private(host)


@pytest.mark.parametrize(
    "url",
    [
        "http://bao.vn@127.0.0.1/",
        "http://bao.vn:80@127.0.0.1:6379/",
        "http://127.0.0.1\\@bao.vn/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://bao.vn\t@127.0.0.1/",
        "http:///127.0.0.1/",
        "http://0/",
    ],
)
def test_what_hides_a_private_host_in_an_address(url: str) -> None:
    assert is_private(urlsplit(Request(url).url).hostname or "")


def test_a_mirrors_address_gives_way_to_the_publications() -> None:
    page = b'<a href="http://127.0.0.1:8090/a.html">http://127.0.0.1:80901/b</a>'
    assert to_publication(page, "http://127.0.0.1:8090", "https://bao.vn") == (
        b'<a href="https://bao.vn/a.html">http://127.0.0.1:80901/b</a>'
    )
