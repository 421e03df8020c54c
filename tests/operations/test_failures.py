from __future__ import annotations

import pytest
from OpenSSL import SSL
from scrapy.exceptions import DownloadFailedError
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.operations.failures import in_words


def failed_by(cause: Exception) -> DownloadFailedError:
    """What Scrapy makes of it."""
    error = DownloadFailedError("…")
    error.__cause__ = ResponseNeverReceived([Failure(cause)])
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("no such thing"), "ValueError: no such thing"),
        (ValueError(), "ValueError"),
        (
            failed_by(ConnectionLost()),
            "DownloadFailedError: Connection to the other side was lost in a non-clean fashion.",
        ),
        (
            failed_by(SSL.Error([("SSL routines", "", "certificate verify failed")])),
            "DownloadFailedError: TLS: certificate verify failed",
        ),
        (DownloadFailedError("plain [text] of it"), "DownloadFailedError: plain [text] of it"),
    ],
)
def test_what_twisted_and_openssl_say_comes_out_as_text(error: Exception, words: str) -> None:
    assert in_words(error) == words
