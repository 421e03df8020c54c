"""Addresses that are nobody's site, and those of a mirror, told without the network: every command imports this."""

from __future__ import annotations

import ipaddress
import re
import socket

_PRIVATE_NAMES = (".localhost", ".localdomain", ".local", ".internal", ".lan", ".home.arpa")
_HOST = re.compile(r"[\w.:-]+")
_UNICAST = ipaddress.ip_network("2000::/3")
"""All that is handed out of IPv6; the rest is private, or an IPv4 address in disguise (NAT64, mapped, compatible)."""


def is_private(host: str) -> bool:
    """Whether a host name or literal address is this machine's, the local network's or otherwise no public site's.

    Literal addresses are read as the system and proxies read them: `127.1`, `0x7f.1`, `2130706433` and `0177.0.0.1` are
    all this machine. What is no name at all (`%31%32%37.0.0.1`) is nobody's site either.
    """
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(_PRIVATE_NAMES):
        return True
    try:
        address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(name)
    except ValueError:
        if "." not in name or not _HOST.fullmatch(name):
            return True
        try:
            address = ipaddress.IPv4Address(socket.inet_aton(name))
        except (OSError, UnicodeError):
            return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.sixtofour
        return address not in _UNICAST or not address.is_global or (inner is not None and is_private(str(inner)))
    return not address.is_global or address.is_multicast


def to_publication(data: bytes, mirror: str, origin: str) -> bytes:
    """Bytes with the mirror's address replaced by the publication's; a longer port is another address."""
    return re.sub(re.escape(mirror.encode()) + rb"(?![0-9])", origin.encode(), data)
