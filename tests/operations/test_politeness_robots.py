"""robots.txt by RFC 9309: what each of its answers means for a crawl, and what a run says of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from projects import Project
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import TextResponse
from unruly_site import ROBOTS, UnrulySite, status, unruly

from crawler.operations import robots
from crawler.operations.politeness import Pace
from crawler.operations.robots import MOST_BYTES
from fixtures.demo_site.site import Reply
from tests.store.store_support import SETTINGS, Crawled, SiteSpider, crawl, links, opened, row

HOME = {"/": links("/a", "/b"), "/a": "a", "/b": "b"}
OBEYED = {
    **SETTINGS,
    "ROBOTSTXT_OBEY": True,
    "USER_AGENT": "thu-bao/0.1",
    "RETRY_ENABLED": False,
    "CRAWL_DELAY_MAX": 60,
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawler.operations.robots.RobotsMiddleware": 100,
    },
}


def crawl_with(folder: Path, robots: Any, **more: Any) -> Crawled:
    return crawl(folder, {**HOME, ROBOTS: robots, **more}, **OBEYED)


def redirect(to: str) -> TextResponse:
    return TextResponse("http://site/", status=301, headers={"Location": to})


RULES = "User-agent: *\nDisallow: /b\n"


def test_rules_are_kept_and_asked_for_once(tmp_path: Path) -> None:
    crawled = crawl_with(tmp_path, RULES)
    assert crawled.asked == [ROBOTS, "/", "/a"]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 429, 451])
def test_4xx_allows_everything(tmp_path: Path, code: int) -> None:
    assert crawl_with(tmp_path, code).asked == [ROBOTS, "/", "/a", "/b"]


@pytest.mark.parametrize("answer", [500, 502, 503, 599, DownloadTimeoutError("30 s"), OSError("connection refused")])
def test_5xx_and_silence_stop_everything(tmp_path: Path, answer: Any) -> None:
    crawled = crawl_with(tmp_path, answer)
    assert crawled.asked == [ROBOTS]
    assert crawled.reason == "robots-unavailable"
    assert crawled.stats["robots/unavailable"] == 1
    with opened(tmp_path) as store:
        home = row(store, "")
        assert (home["state"], home["transient"], home["failures"]) == ("failed", True, 0)
        assert "robots.txt unavailable" in home["reason"]
    assert crawl_with(tmp_path, RULES).asked == [ROBOTS, "/", "/a"]


def test_what_was_pending_stays_pending(tmp_path: Path) -> None:
    crawl(tmp_path, {**HOME, ROBOTS: RULES}, **OBEYED, CLOSESPIDER_PAGECOUNT=2)
    assert crawl_with(tmp_path, 503).asked == [ROBOTS]
    assert "/a" in crawl_with(tmp_path, RULES).asked


@pytest.mark.parametrize("redirects", [1, 5])
def test_redirects_are_followed(tmp_path: Path, redirects: int) -> None:
    hops = {f"/robots-{n}.txt": redirect(f"/robots-{n + 1}.txt") for n in range(1, redirects)}
    crawled = crawl_with(tmp_path, redirect("/robots-1.txt"), **hops, **{f"/robots-{redirects}.txt": RULES})
    assert crawled.asked[-2:] == ["/", "/a"]


def test_after_five_redirects_there_is_no_robots_txt(tmp_path: Path) -> None:
    crawled = crawl_with(tmp_path, redirect(ROBOTS))
    assert crawled.asked == [ROBOTS] * 6 + ["/", "/a", "/b"]


def test_rules_of_another_host_count(tmp_path: Path) -> None:
    crawled = crawl_with(tmp_path, redirect("http://www.site/rules.txt"), **{"/rules.txt": RULES})
    assert crawled.asked == [ROBOTS, "/rules.txt", "/", "/a"]


def test_only_the_first_500_kib_are_read(tmp_path: Path) -> None:
    padding = "# " + "x" * (MOST_BYTES - len(RULES) - 3) + "\n"
    assert crawl_with(tmp_path / "in", padding + RULES).asked == [ROBOTS, "/", "/a"]
    assert crawl_with(tmp_path / "out", padding + "#" * len(RULES) + "\n" + RULES).asked == [ROBOTS, "/", "/a", "/b"]


def test_half_a_rule_at_the_limit_is_no_rule(tmp_path: Path) -> None:
    """`Disallow: /` may be the half of a narrower rule, and would close the whole site."""
    beginning = "User-agent: *\nDisallow: /"
    robots = "# " + "x" * (MOST_BYTES - len(beginning) - 3) + "\n" + beginning + "b\n"
    assert crawl_with(tmp_path, robots).asked == [ROBOTS, "/", "/a", "/b"]


@pytest.mark.parametrize(
    ("rules", "open_to_us"),
    [
        ("\ufeffUser-agent: *\nDisallow: /b\n", False),
        ("User-agent: *\r\nDisallow: /b\r\n", False),
        ("user-AGENT:*\ndisallow:/b # vì sao không\n", False),
        ("User-agent: *\nDisallow: /b\nAllow: /b\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /b\nAllow: /$\n", True),
        ("User-agent: *\nAllow: /\nDisallow: /*b$\n", False),
        ("User-agent: *\nDisallow: /b$x\nDisallow: /b/\nDisallow: /B\n", True),
        ("User-agent: *\nDisallow: /%62\n", False),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: khac\nDisallow: /b\n", True),
        ("User-agent: khac\nUser-agent: thu-bao\nDisallow: /b\n", False),
        ("User-agent: Thu-Bao\nAllow: /\n\nUser-agent: *\nDisallow: /b\n", True),
        ("User-agent: thu-bao\nDisallow: /x\n\nUser-agent: thu-bao\nDisallow: /b\n", False),
        ("Disallow: /b\n", True),
        ("Sitemap: http://site/s.xml\nUser-agent: *\nNonsense: /b\nDisallow: /b\n", False),
    ],
)
def test_rules_are_read_as_rfc_9309_has_it(tmp_path: Path, rules: str, *, open_to_us: bool) -> None:
    assert ("/b" in crawl_with(tmp_path, rules).asked) == open_to_us


def test_each_host_and_scheme_has_its_own_rules(tmp_path: Path) -> None:
    """A page that leads elsewhere is asked by that host's rules; `https` is another place than `http`."""
    leading = '<a href="http://site/b"></a><a href="http://con.site/b"></a><a href="http://site:81/b"></a>'
    crawled = crawl_with(tmp_path, [RULES, "", RULES], **{"/": leading})
    assert sorted(crawled.asked) == ["/", "/b", ROBOTS, ROBOTS, ROBOTS]


def test_rules_are_asked_for_anew_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 9309, 2.4; a backfill runs for days."""
    monkeypatch.setattr(robots, "LONGEST", 0)
    crawled = crawl_with(tmp_path / "day", ["", RULES])
    assert crawled.asked.count(ROBOTS) == 3
    assert "/b" not in crawled.asked
    monkeypatch.undo()
    assert robots.LONGEST == 86400
    assert crawl_with(tmp_path / "hour", ["", RULES]).asked == [ROBOTS, "/", "/a", "/b"]


def test_rubbish_allows_everything(tmp_path: Path) -> None:
    assert crawl_with(tmp_path, "<html>\x00\ufffd: ; Disallow /b").asked == [ROBOTS, "/", "/a", "/b"]


def test_what_is_forbidden_is_tried_again_by_later_runs(tmp_path: Path) -> None:
    crawl_with(tmp_path, RULES)
    with opened(tmp_path) as store:
        assert (row(store, "b")["state"], row(store, "b")["transient"]) == ("failed", True)
    assert "/b" in crawl_with(tmp_path, 404).asked


@pytest.mark.parametrize(
    ("robots", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7\n", 7),
        ("User-agent: *\nCrawl-delay: 86400\n", 60),
        ("User-agent: thu-bao\nCrawl-delay: 2.5\n\nUser-agent: *\nCrawl-delay: 9\n", 2.5),
        ("User-agent: *\nCrawl-delay: soon\n", 0),
        ("User-agent: *\nCrawl-delay: nan\n", 0),
        ("User-agent: *\nCrawl-delay: -5\n", 0),
        ("User-agent: *\nAllow: /\n", 0),
    ],
)
def test_crawl_delay_is_handed_to_the_pace(tmp_path: Path, robots: str, seconds: float) -> None:
    found: list[float] = []

    class Looking(SiteSpider):
        def parse(self, response: TextResponse, **_: Any) -> Iterator[Any]:
            found.append(Pace.of(self.crawler).site(response.url).crawl_delay)
            return iter(())

    crawl(tmp_path, {**HOME, ROBOTS: robots}, Looking, **OBEYED)
    assert found == [seconds]


# --- real runs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def site() -> Iterator[UnrulySite]:
    with unruly() as started:
        yield started


@pytest.mark.slow
def test_a_run_without_robots_txt_ends_with_3_and_asks_nothing_else(project: Project, site: UnrulySite) -> None:
    site.always = lambda path: status(503) if path == ROBOTS else None
    done = project.run(site.url, PRIVATE_MIRROR_WAITS=0.1)
    assert done.returncode == 3
    assert "robots.txt can't be read (HTTP 503)" in done.stderr
    assert project.report()["stats"]["finish_reason"] == "robots-unavailable"
    assert site.paths() == [ROBOTS] * 3
    first, second, third = site.moments(ROBOTS)
    assert second - first >= 0.2
    assert third - second >= 0.2


@pytest.mark.slow
def test_a_run_keeps_the_crawl_delay(project: Project, site: UnrulySite) -> None:
    robots = b"User-agent: *\nCrawl-delay: 0.4\n"
    site.always = lambda path: Reply(robots, "text/plain") if path == ROBOTS else None
    assert project.run(site.url, "-a", "section=tre-em", "-a", "max_pages=6").returncode == 0
    moments = [moment for moment, _ in site.asked]
    assert 6 <= len(moments) <= 7
    assert all(later - earlier >= 0.4 for earlier, later in pairwise(moments))


def test_the_middleware_is_off_without_robotstxt_obey(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, {**HOME, ROBOTS: 500}, **{**OBEYED, "ROBOTSTXT_OBEY": False})
    assert crawled.asked == ["/", "/a", "/b"]
