"""The network below the pages: what a hostile server, a hanging name server and a proxy may and may not do.

Scrapy's own handler and resolver with what they lack when nobody watches: no request is repeated behind the back of
the site's pace, the head of an answer is bounded as its body is, a name is never led to a private address, and a name
server that doesn't answer can't keep the process from ending.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver, dnscache
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError
from twisted.web._newclient import BODY, DONE

from crawler.operations.addresses import is_private

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

MOST_HEAD_BYTES = 256 * 1024
"""Status line and headers of one answer, interim answers (1xx) included; browsers take about as much."""


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's HTTP client, which hangs up on answers whose head has no end."""

    _head = 0

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._parser is not None and self._parser.state not in (BODY, DONE):
            self._head += len(data)
            if self._head > MOST_HEAD_BYTES:
                assert self.transport is not None
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler with bounds.

    Twisted asks once more, within a millisecond, when a connection that was kept open breaks off; that is left to
    Scrapy's retries, which wait. Through a proxy (`http_proxy`, `https_proxy`) the proxy resolves names: here they are
    looked up as well, and refused where they lead to a private address; where they can't be looked up the proxy alone
    decides.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
        self._pool._factory = _BoundedFactory
        PublicResolver.proxies.update(filter(None, (urlsplit(url).hostname for url in getproxies().values())))
        self._unresolved: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        if request.meta.get("proxy"):
            await self._look_up(urlsplit(request.url).hostname or "")
        return await super().download_request(request)

    async def _look_up(self, host: str) -> None:
        """Raise CannotResolveHostError for a name that leads to a private address."""
        from twisted.internet import reactor as installed  # noqa: PLC0415 - installs one when imported

        reactor: Any = installed
        if host in self._unresolved:
            return
        try:
            await maybe_deferred_to_future(reactor.resolve(host))
        except PrivateAddressError as error:
            raise CannotResolveHostError(str(error)) from None
        except Exception:
            self._unresolved.add(host)  # asked once: a network that leaves names to its proxy may take long to say so


class PrivateAddressError(DNSLookupError):
    """A name that leads to a private address."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses answers that point to private addresses (DNS rebinding).

    A connection goes to the very address that was looked at. Each lookup has a thread of its own that ends with the
    process: those of Twisted's pool are waited for, and a name server that doesn't answer would hold up the run's end.
    """

    allowed: ClassVar[set[str]] = set()
    """Shared by the process, as the resolver is: Scrapy makes it before any spider has named its mirror."""
    proxies: ClassVar[set[str]] = set()
    """The proxies that the environment names; they mostly stand on the local network."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Resolve a name; fails with DNSLookupError when the answer is private and the name not allowed."""

        def keep(address: str) -> str:
            if dnscache.limit:
                dnscache[name] = address
            return address

        def check(address: str) -> str:
            if name not in self.allowed and name not in self.proxies and is_private(address):
                logger.warning(  # Twisted says no more than that there is no address
                    "Refused %s, which leads to %s: a private address. Name the host in ALLOWED_PRIVATE_HOSTS if it is meant.",
                    name,
                    address,
                )
                raise PrivateAddressError(f"{name} leads to a private address")
            return address

        known = dnscache.get(name)
        answer = succeed(known) if known else self._asked(name).addCallback(keep)
        return answer.addCallback(check)

    def _asked(self, name: str) -> Deferred[str]:
        answer: Deferred[str] = Deferred()

        def told(result: str | Exception) -> None:
            if answer.called:
                return
            if isinstance(result, str):
                answer.callback(result)
            else:
                answer.errback(DNSLookupError(f"{name}: {result}"))

        def ask() -> None:
            try:
                result: str | Exception = socket.gethostbyname(name)
            except (OSError, UnicodeError) as error:
                result = error
            with suppress(RuntimeError):  # the loop has ended meanwhile
                self.reactor.callFromThread(told, result)

        threading.Thread(target=ask, name=f"lookup of {name}", daemon=True).start()
        clock: Any = self.reactor
        return answer.addTimeout(
            self.timeout, clock, lambda *_: _fail(DNSLookupError(f"{name}: no answer in {self.timeout:g} s"))
        )


def _fail(error: Exception) -> Any:
    raise error
