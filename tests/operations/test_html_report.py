from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest
from histories import read
from projects import NAME, Project
from scrapy.settings import Settings

from crawler.operations.html import reports_dir, write_site
from crawler.operations.html.charts import HEIGHT, bars, lines, ranking, sparkline
from crawler.operations.html.figures import DAYS, by_day, local, total
from crawler.store.database import timestamp
from crawler.store.schema import runs
from crawler.store.store import Run, Store
from fixtures.demo_site import DemoSite
from fixtures.demo_site.process import ROOT

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
LONG = "http://laodongxahoi.net/" + "mot-duong-dan-khong-co-khoang-trang-" * 6 + "1300001.html"
VOID = {"meta", "img", "br"}


class Outline(HTMLParser):
    """The elements of a page, and whether each that was opened is closed again."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.elements if "href" in attrs]


def put(store: Store, hours_ago: float, stats: dict[str, Any], *, name: str = NAME, exit_code: int | None = 0) -> None:
    began = datetime.now(UTC) - timedelta(hours=hours_ago)
    row = {
        **{"publication": name, "started": timestamp(began), "finished": timestamp(began + timedelta(seconds=50))},
        **{"reason": "finished", "exit_code": exit_code, "stats": orjson.dumps(stats).decode()},
    }
    with store.transaction():
        store.writer.execute(runs.insert(), row)


FULL = {
    **read(10, summary=5, authors=10),
    "frontier/articles/changed": 2,
    "downloader/response_count": 60,
    "downloader/response_status_count/200": 58,
    "downloader/response_status_count/503": 2,
    "elapsed_time_seconds": 90.0,
    "pages/rejected": 3,
    f"pages/rejected/{HOSTILE}": 3,
    "first_failures/pages/rejected": [f"{LONG} ({HOSTILE})"],
    "pages/failed/HTTP 404": 1,
    "latency/median_minutes": 12.5,
    "latency/p90_minutes": 200.0,
    "run/arguments": HOSTILE,
    "run/complaints": [f"articles with summary: 5 of the last 10; first: {LONG} {HOSTILE}"],
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as opened:
        yield opened


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Path:
    """Pages of two publications, of which one has just failed."""
    for days in range(40, 0, -1):
        put(store, 24 * days, {**read(days % 7 + 1), "downloader/response_count": 40, "elapsed_time_seconds": 60.0})
    put(store, 24 * 95, read(5000))
    put(store, 1, FULL, exit_code=4)
    put(store, 2, read(3), name="yeutretho")
    write_site(store, tmp_path / "site", [NAME, "yeutretho"])
    return tmp_path / "site"


def pages(site: Path) -> dict[str, str]:
    return {str(path.relative_to(site)): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


# --- all pages --------------------------------------------------------------------------------------------------------------


def test_every_page_is_whole_stands_alone_and_its_links_lead_somewhere(site: Path) -> None:
    found = pages(site)
    assert len(found) == 1 + 2 + 41 + 1
    for name, page in found.items():
        outline = Outline(page)
        assert outline.open == [], name
        tags = {tag for tag, _ in outline.elements}
        assert not tags & {"script", "img", "link", "iframe", "object", "form", "base"}, name
        assert not [attrs for _, attrs in outline.elements for key in attrs if key == "src" or key.startswith("on")]
        assert "@import" not in page
        assert "url(" not in page
        assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
            a for _, a in outline.elements
        ]
        assert "prefers-color-scheme: dark" in page
        for link in outline.links():
            assert ((site / name).parent / link).is_file(), (name, link)


def test_what_comes_from_outside_is_text(site: Path) -> None:
    last = max((site / NAME / "runs").glob("*.html"), key=lambda path: int(path.stem))
    for path in (site / "index.html", site / NAME / "index.html", last):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "<img" not in page
    assert Outline(last.read_text(encoding="utf-8")).text.count(HOSTILE) == 4, "reason, page, complaint, arguments"


# --- the first page ---------------------------------------------------------------------------------------------------------


def test_the_first_page_begins_with_what_is_wrong(site: Path) -> None:
    text = Outline((site / "index.html").read_text(encoding="utf-8")).text
    assert text.index("Lao động và Xã hội") < text.index("a monitor failed") < text.index("Yêu Trẻ Thơ")
    assert "all well" in text
    assert "articles with summary: 5 of the last 10" in text
    assert "Not run in the last ninety days: anninhthudo" in text


def test_a_run_of_one_publication_leaves_the_others_on_the_first_page(site: Path, store: Store) -> None:
    before = (site / "yeutretho/index.html").stat().st_mtime_ns
    put(store, 0, read(0))
    write_site(store, site, [NAME])
    text = Outline((site / "index.html").read_text(encoding="utf-8")).text
    assert "Yêu Trẻ Thơ" in text
    assert "a monitor failed" not in text, "the last run was well"
    assert (site / "yeutretho/index.html").stat().st_mtime_ns == before


def test_before_anything_has_run(store: Store, tmp_path: Path) -> None:
    first = write_site(store, tmp_path / "site", [NAME])
    assert "No publication has run yet" in first.read_text(encoding="utf-8")
    assert list(pages(tmp_path / "site")) == ["index.html"]


def test_a_broken_card_is_left_out(site: Path, store: Store) -> None:
    (site / ".cards/yeutretho.json").write_text("{}")
    write_site(store, site, [NAME])
    assert "Yêu Trẻ Thơ" not in (site / "index.html").read_text(encoding="utf-8")


# --- a publication, a run ---------------------------------------------------------------------------------------------------


def test_a_publication_shows_all_that_is_asked_for(site: Path) -> None:
    page = (site / NAME / "index.html").read_text(encoding="utf-8")
    text = Outline(page).text
    for part in ("What is wrong", "Articles a day", "Share of articles with each field", "From publication to feed", "Speed",
                 "Pages that were no article", "Pages that could not be fetched", "Answers by status", "HTTP 404", "503",
                 "Read by layout", "cotent-detail", "Runs", "date_published"):  # fmt: skip
        assert part in text
    assert "5000" not in text, "older than ninety days"
    assert re.search(r"summary8\d%9\d%", text), "of the last seven days, and of ninety"
    assert page.count('<svg class="plot"') == 5
    assert page.count('<svg class="spark"') == 8


def test_a_run_has_the_same_for_itself(site: Path) -> None:
    last = max((site / NAME / "runs").glob("*.html"), key=lambda path: int(path.stem))
    text = Outline(last.read_text(encoding="utf-8")).text
    for part in (
        "summary5 of 10100%",
        "authors0 of 10100%",
        "12 min",
        "3.3 h",
        "90 s",
        "pages a minute",
        LONG,
        "a monitor failed",
    ):
        assert part in text
    first = min((site / NAME / "runs").glob("*.html"), key=lambda path: int(path.stem))
    assert "summary" in Outline(first.read_text(encoding="utf-8")).text


def test_pages_of_old_runs_go_and_those_of_others_are_not_written_again(site: Path, store: Store) -> None:
    folder = site / NAME / "runs"
    (folder / "999999.html").write_text("of a run that is gone")
    oldest = min(folder.glob("*.html"), key=lambda path: int(path.stem))
    oldest.write_text("as it was")
    write_site(store, site, [NAME])
    assert not (folder / "999999.html").exists()
    assert oldest.read_text() == "as it was"
    write_site(store, site, [NAME], again=True)
    assert oldest.read_text() != "as it was"


def test_a_run_that_was_killed(store: Store, tmp_path: Path) -> None:
    store.start_run(NAME)
    write_site(store, tmp_path / "site", [NAME])
    for page in pages(tmp_path / "site").values():
        assert "unfinished" in page


def test_where_the_pages_are() -> None:
    assert reports_dir(Settings({"DATA_DIR": Path("data"), "REPORTS_DIR": ""})) == Path("data/reports")
    assert reports_dir(Settings({"DATA_DIR": "data", "REPORTS_DIR": "/srv/www"})) == Path("/srv/www")


# --- figures ----------------------------------------------------------------------------------------------------------------


def test_days_are_vietnams() -> None:
    def at(moment: str) -> Run:
        return Run(1, NAME, moment, moment, "finished", 0, {"frontier/articles/new": 1})

    today = local("2026-11-22T05:00:00Z").date()
    days = by_day([at("2026-11-21T16:59:59Z"), at("2026-11-21T17:00:00Z"), at("2026-08-01T00:00:00Z")], today)
    assert len(days) == DAYS
    assert [figures.new for figures in days.values()][-2:] == [1, 1]
    assert sum(figures.new for figures in days.values()) == 2


def test_runs_are_added_up() -> None:
    run = Run(1, NAME, "2026-11-22T05:00:00Z", "2026-11-22T05:01:00Z", "finished", 4, FULL)
    figures = total([run, run])
    assert (figures.new, figures.changed, figures.pages, figures.pace) == (20, 4, 120, 40)
    assert (figures.fill("summary"), figures.fill("authors"), figures.latency) == (0.5, 0, 12.5)
    assert figures.codes == {"200": 116, "503": 4}
    assert total([]).fill("title") is total([]).latency is total([]).pace is None


# --- plots ------------------------------------------------------------------------------------------------------------------


def test_bars_stand_on_the_bottom_and_on_each_other() -> None:
    plot = bars([(8, 2), (0, 0), (5, 0)], ["a", "b", "<c>"], "per day")
    found = re.findall(r'class="s(\d)" x="(\d+)" y="([\d.]+)" width="8" height="([\d.]+)"', plot)
    assert found == [("0", "1", "20.0", "80.0"), ("1", "1", "0.0", "20.0"), ("0", "21", "50.0", "50.0")]
    assert "&lt;c&gt;" in plot
    assert 'viewBox="0 0 30 100"' in plot


def test_a_line_is_broken_where_nothing_is_known() -> None:
    plot = lines([[1, 2, None, 4, None]], ["", "", "", "", ""], "x")
    path, dot = re.findall(r' d="([^"]+)"', plot)
    assert re.fullmatch(r"M5 [\d.]+L15 [\d.]+", path), "two joined"
    assert dot == "M35 3.0h0", "one alone"
    assert " d=" not in sparkline([None, None], "x")
    assert f"{HEIGHT - 3:.1f}" in sparkline([0.0, 0.0], "x", top=1)


def test_a_ranking_puts_the_most_frequent_first_and_ends_somewhere() -> None:
    text = Outline(ranking({f"reason {number}": number for number in range(1, 21)})).text
    assert text.startswith("reason 2020reason 19")
    assert text.endswith("and 8 more")


# --- the commands, a browser --------------------------------------------------------------------------------------------------


def test_a_complaint_keeps_its_lines_and_a_card_shows_the_first(tmp_path: Path) -> None:
    told = (
        "articles with summary: 0 of 9\n  x looks at //*[has-class('sapo')]\n  first: http://x/1\n         http://x/2"
    )
    with closing(Store(f"sqlite:///{tmp_path}/store.sqlite")) as store:
        put(store, 1, {**FULL, "run/complaints": [told]}, exit_code=4)
        write_site(store, tmp_path, [NAME])
    card = Outline((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "0 of 9" in card
    assert "looks at" not in card
    page = (tmp_path / NAME / "runs/1.html").read_text(encoding="utf-8")
    assert "<pre>x looks at //*[has-class(&#x27;sapo&#x27;)]\nfirst: http://x/1\n       http://x/2</pre>" in page


def colours(css: str) -> dict[str, tuple[int, ...]]:
    found = re.findall(r"--([a-z]+): #([0-9a-f]{6});", css)
    return {name: tuple(int(value[place : place + 2], 16) for place in (0, 2, 4)) for name, value in found}


def brightness(colour: tuple[int, ...]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_colours_can_be_told_apart(dark: bool) -> None:
    """WCAG AA: text 4.5 to 1 against what it stands on, plots 3 to 1."""
    light_css, dark_css = (ROOT / "crawler/operations/html/style.css").read_text().split("prefers-color-scheme: dark")
    shown = colours(dark_css if dark else light_css)
    for ground in ("paper", "card"):
        for name, least in {
            **dict.fromkeys(("ink", "muted", "main", "good", "bad", "warn"), 4.5),
            "second": 3,
        }.items():
            light, low = sorted((brightness(shown[name]), brightness(shown[ground])), reverse=True)
            assert (light + 0.05) / (low + 0.05) >= least, f"{name} on {ground}"


@pytest.mark.slow
def test_run_writes_the_pages_and_report_writes_them_again(demo_site: DemoSite, project: Project) -> None:
    assert project.run(demo_site.url, "-a", "limit=2", "-a", "section=tre-em").returncode == 0
    first = project.data / "reports/index.html"
    assert "Lao động và Xã hội" in first.read_text(encoding="utf-8")
    assert (project.data / "reports" / NAME / "runs/1.html").is_file()
    elsewhere = project.folder / "www"
    done = project.scrapy("report", REPORTS_DIR=elsewhere)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{elsewhere}/index.html\n", "")
    text = Outline((elsewhere / NAME / "runs/1.html").read_text(encoding="utf-8")).text
    assert "limit=2" in text
    assert "title2 of 2" in text
    elsewhere.joinpath("index.html").unlink()
    elsewhere.joinpath("index.html").mkdir()
    failed = project.scrapy("report", REPORTS_DIR=elsewhere)
    assert failed.returncode == 1
    assert failed.stderr.startswith("scrapy report: the pages could not be written")


@pytest.mark.slow
@pytest.mark.skipif(not (CHROMIUM := shutil.which("chromium")), reason="Chromium is not installed")
def test_a_telephone_shows_the_pages_without_scrolling_sideways(site: Path, tmp_path: Path) -> None:
    last = max((site / NAME / "runs").glob("*.html"), key=lambda path: int(path.stem))
    names = ["index.html", f"{NAME}/index.html", str(last.relative_to(site))]
    frames = "".join(f'<iframe src="site/{name}" width="360" height="800" style="border:0"></iframe>' for name in names)
    measure = "[...document.querySelectorAll('iframe')].map(f => f.contentDocument.documentElement.scrollWidth)"
    telephone = tmp_path / "telephone.html"
    telephone.write_text(f"{frames}<p id=p></p><script>onload = () => p.textContent = 'widths ' + {measure}</script>")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--virtual-time-budget=2000",
    ]
    done = subprocess.run(
        [str(CHROMIUM), *options, f"--user-data-dir={tmp_path}/chromium", "--dump-dom", telephone.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    widths = re.search(r"widths ([\d,]+)", done.stdout)
    assert widths, done.stderr[-500:]
    assert all(int(width) <= 360 for width in widths[1].split(",")), widths[1]
    assert len(widths[1].split(",")) == 3
