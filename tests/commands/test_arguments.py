from __future__ import annotations

import pytest

from crawler.commands.arguments import check_arguments, check_publications

NAMES = ["laodongxahoi"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"since": "yesterday"}, "since must be a day as YYYY-MM-DD, not 'yesterday'"),
        ({"since": "12/06/2022"}, "since must be a day"),
        ({"since": "2022-02-30"}, "since must be a day"),
        ({"until": ""}, "until must be a day"),
        (
            {"since": "2022-01-02", "until": "2022-01-01"},
            "since (2022-01-02) must not be later than until (2022-01-01)",
        ),
        ({"limit": "0"}, "limit must be a number greater than 0, not '0'"),
        ({"limit": "-3"}, "limit must be a number greater than 0"),
        ({"limit": "ba"}, "limit must be a number greater than 0, not 'ba'"),
        ({"sinc": "2022-01-01"}, "unknown argument 'sinc' (did you mean since?)"),
        ({"xyz": "1"}, "unknown argument 'xyz'"),
        ({"mirror": "127.0.0.1:8090"}, "mirror must look like http://host:port, not '127.0.0.1:8090'"),
        ({"mirror": "http://127.0.0.1:8090/copy"}, "mirror must look like http://host:port"),
        (
            {"url": "http://khac.example/a-1.html"},
            "url: http://khac.example/a-1.html is no address of laodongxahoi.net",
        ),
        ({"url": "http://laodongxahoi.net/a-1.html,/b-1.html"}, "url: /b-1.html is no address of laodongxahoi.net"),
        ({"url": "http://["}, "url: http://[ is no address of laodongxahoi.net"),
    ],
)
def test_a_wrong_argument_ends_with_2_and_one_line(
    given: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        check_arguments("run", NAMES, given)
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"scrapy run: error: {said}")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"since": "2022-06-01", "until": "2022-06-01", "section": "tre-em", "limit": "1"},
        {"mirror": "http://127.0.0.1:8090/"},
        {"mirror": "https://copy.example"},
        {"url": "http://laodongxahoi.net/a-1.html, https://www.laodongxahoi.net/b-1.html?utm_source=x"},
    ],
)
def test_right_arguments_pass(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    check_arguments("run", NAMES, given)
    assert capsys.readouterr().err == ""


def test_an_address_of_the_mirror_is_the_publications(capsys: pytest.CaptureFixture[str]) -> None:
    check_arguments("run", NAMES, {"mirror": "http://127.0.0.1:8090", "url": "http://127.0.0.1:8090/a-1309840.html"})
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "hint"), [("laodongxahoj", "did you mean laodongxahoi"), ("zzz", "`scrapy publications` lists them")]
)
def test_an_unknown_publication(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        check_publications("crawl", ["yeutretho", name], ["laodongxahoi", "yeutretho"])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith(f"scrapy crawl: error: no publication '{name}'; ")
    assert hint in error
