"""A server that breaks the rules of HTTP: each answer has its outcome, and the run goes on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hostile_answers import ANSWERS, FAILED, MEGABYTE, REJECTED, WHOLE, Send, answer, path_of
from projects import ORIGIN, Project
from sqlalchemy.engine import RowMapping

pytestmark = pytest.mark.slow

PATHS = {name: path_of(name) for name in ANSWERS}


@contextmanager
def hostile_server() -> Iterator[str]:
    """Serve the answers until the block ends; gives the server's address."""
    pages: dict[str, bytes | Send] = {PATHS[name]: sent for name, sent in ANSWERS.items()}
    pages["/"] = answer("".join(f'<a href="{path}">x</a>' for path in PATHS.values()).encode())
    missing = answer(b"", status="404 Not Found")

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536) or b"\r\n\r\n"
            sent = pages.get(request.split(b" ")[1].decode(), missing)
            if isinstance(sent, bytes):
                connection.sendall(sent)
            else:
                sent(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def project(new_project: Callable[[], Project]) -> Project:
    """A run over all of it."""
    made = new_project()
    quick = {
        "DOWNLOAD_TIMEOUT": 6,  # the time a page takes to be read on a busy machine counts, too
        "RETRY_TIMES": 0,
        "RETRY_WAIT_FLOOR": 0,
        "RETRY_WAIT_STEP": 0,
        "SITE_FAILURES_MAX": 100,
    }
    with hostile_server() as url:
        done = made.run(
            url,
            "-a",
            f"url={','.join(ORIGIN + path for path in PATHS.values())}",
            MEMUSAGE_CHECK_INTERVAL_SECONDS=0.5,
            **quick,
        )
    assert (done.returncode, "Traceback" in done.stderr + made.log()) == (4, False), done.stderr
    return made


def row(project: Project, name: str) -> RowMapping:
    return project.rows()[ORIGIN + PATHS[name]]


@pytest.mark.parametrize("name", WHOLE)
def test_odd_but_whole(project: Project, name: str) -> None:
    assert row(project, name)["state"] == "done"
    (article,) = (article for article in project.articles() if article["url"] == ORIGIN + PATHS[name])
    assert article["title"] == "Chợ phiên cuối năm"
    assert article["content_text"].count("Hàng hóa bày kín hai bên đường.") == 40


@pytest.mark.parametrize("name", FAILED)
def test_what_cannot_be_used_fails_and_is_tried_again_where_that_may_help(project: Project, name: str) -> None:
    outcome = row(project, name)
    assert (outcome["state"], outcome["transient"]) == ("failed", FAILED[name][1]), outcome["reason"]


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_no_article_is_rejected(project: Project, name: str) -> None:
    assert row(project, name)["state"] == "rejected"


def test_a_length_that_is_too_short_gives_no_article(project: Project) -> None:
    assert row(project, "length-too-short")["state"] in ("rejected", "failed")


def test_nothing_else_comes_out_and_memory_stays_bounded(project: Project) -> None:
    assert len(project.ids()) == len(WHOLE)
    assert project.report()["stats"]["memusage/max"] < 300 * MEGABYTE
