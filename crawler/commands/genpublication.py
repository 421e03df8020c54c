"""`scrapy genpublication`: a new declaration, proposed from a publication's own pages."""

from __future__ import annotations

import argparse
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.commands.output import say
from crawler.documentation import DATA, PAGE, with_line
from crawler.operations.fetching import fetch
from crawler.publications import declarations
from crawler.scaffolding import (
    Given,
    Proposal,
    address_lines,
    as_read,
    declaration_text,
    fixture_html,
    fixture_json,
    lost_in_fixture,
    propose,
    worth_a_look,
)
from crawler.urls import bare_host

ROBOTS = "/robots.txt"
ROOT = Path(__file__).parents[2]
_WIDTH = 118
ADDRESSES = Path("tests/spiders/addresses.txt")


class Command(ScrapyCommand):
    """Propose and write the declaration of a publication."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] NAME PATH_OR_URL..."

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Write the declaration of a new publication, from its home page, feeds and articles"

    def long_desc(self) -> str:
        """For `scrapy genpublication --help`."""
        return (
            "Look at a publication's pages, given as files or addresses: the home page, one page of a section, a feed, "
            "one or two articles; the more, the better. Of a site whose home page or feed alone is named, a section, a "
            "feed and two articles are looked at too. Propose which layout reads its articles, what their addresses "
            "look like, sections, feeds, sitemaps and the form of its dates; write the declaration, a fixture with the "
            "first article's markup and invented words, its expected article to be filled in by hand and the addresses "
            "for its tests, and say what a person must check, in order."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--url", help="address of the first file, where the page doesn't say it")
        parser.add_argument("--dry-run", action="store_true", help="print what would be written")
        parser.add_argument("--into", metavar="FOLDER", help="write into this checkout instead of the present one")
        parser.add_argument("--force", action="store_true", help="replace a declaration of this name")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Propose, write and tell."""
        if len(args) < 2:
            raise UsageError("give a name and at least one page: scrapy genpublication baolang https://baolang.vn/")
        name, *sources = args
        root = Path(opts.into) if opts.into else Path(closest_scrapy_cfg()).parent
        target = root / "crawler" / "spiders" / f"{name}.py"
        self._check_name(name, target, force=opts.force or opts.dry_run)
        pages = self._files([s for s in sources if not _is_url(s)], opts.url)
        fetched, sitemaps = self._fetched(name, [s for s in sources if _is_url(s)], pages)
        pages += fetched
        if self.exitcode or not pages:
            return
        try:
            proposal = propose(name, pages)
        except ValueError as error:
            raise UsageError(str(error)) from error
        proposal.sitemaps += sitemaps
        known = next((d.name for d in declarations().values() if bare_host(d.host) == proposal.domain), None)
        if known and known != name:
            if not opts.dry_run:
                raise UsageError(f"{proposal.domain} is declared already: {known}")
            proposal.doubts.insert(0, f"{proposal.domain} is declared already: {known}")
        files = {target: declaration_text(proposal)}
        fixture = root / "fixtures" / "pages" / proposal.domain / "example"
        if html := fixture_html(proposal):
            files |= {fixture.with_suffix(".html"): html, fixture.with_suffix(".json"): fixture_json(proposal)}
        for path, text in files.items():
            if opts.dry_run:
                say(f"--- {path.relative_to(root)}\n{text}")
            elif path.exists() and path != target:
                say(f"kept      {path.relative_to(root)}")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                say(f"written   {path.relative_to(root)}")
        lines = address_lines(proposal)
        if opts.dry_run:
            say(f"--- {ADDRESSES}\n" + "\n".join(lines) + "\n")
        else:
            _add_addresses(root / ADDRESSES, lines)
            say(f"extended  {ADDRESSES}")
            _add_to_table(root, proposal)
        _tell(proposal, html)

    def _check_name(self, name: str, target: Path, *, force: bool) -> None:
        if not (name.isidentifier() and name.islower() and name.isascii()):
            raise UsageError(f"{name!r} is no name for a spider: small letters, digits and _ only")
        if target.exists() and not force:
            raise UsageError(f"{target.name} is there already; --force replaces it")

    def _files(self, paths: list[str], url: str | None) -> list[Given]:
        pages: list[Given] = []
        for path in paths:
            try:
                pages.append(Given(path, Path(path).read_bytes(), url if not pages else None))
            except OSError as error:
                self._complain(path, error.strerror or str(error))
        return pages

    def _fetched(self, name: str, urls: list[str], files: list[Given]) -> tuple[list[Given], list[str]]:
        """The pages at addresses and what is worth a look beside them, and the sitemaps that robots.txt names."""
        if not urls:
            return [], []
        parts = urlsplit(urls[0])
        robots = f"{parts.scheme}://{parts.netloc}{ROBOTS}"
        assert self.crawler_process is not None
        answers = fetch(self.crawler_process, [*urls, robots], partial(self._further, name, files))
        for url, reason in answers.failures.items():
            if url in urls:
                self._complain(url, reason)
        pages = [_given(response) for response in answers.pages if response.url != robots]
        sitemaps = [path for response in answers.pages if response.url == robots for path in _sitemaps(response)]
        return pages, sitemaps

    @staticmethod
    def _further(name: str, files: list[Given], answers: list[Response]) -> list[str]:
        """What else to look at, where no article was named."""
        given = files + [_given(response) for response in answers if urlsplit(response.url).path != ROBOTS]
        try:
            proposal = propose(name, given)
        except ValueError:
            return []
        asked = {bare_host(response.url) for response in answers}
        further = worth_a_look(proposal, [response.url for response in answers])
        further = [url for url in further if bare_host(url) in asked]
        for url in further:
            say(f"looks at  {url}")
        return further

    def _complain(self, source: str, reason: str) -> None:
        self.exitcode = 1
        print(f"{source}: can't be read: {reason}", file=sys.stderr)  # noqa: T201 - the command's output


def _given(response: Response) -> Given:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Given(response.url, response.body, response.url, content_type)


def _sitemaps(robots: Response) -> list[str]:
    """The paths of the site's own sitemaps that robots.txt names."""
    named = sitemap_urls_from_robots(robots.body, base_url=robots.url)
    return [urlsplit(url).path for url in named if bare_host(url) == bare_host(robots.url)]


def _is_url(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _add_addresses(path: Path, lines: list[str]) -> None:
    """Put lines into the file of addresses, each publication's together and in order."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    comments = [line for line in text.splitlines() if line.startswith("#")]
    name = lines[0].split()[0]
    others = [line for line in text.splitlines() if line and not line.startswith("#") and line.split()[0] != name]
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted([*others, *lines], key=lambda line: line.split()[0])
    path.write_text("\n".join([*comments, *ordered]) + "\n", encoding="utf-8")


def _add_to_table(root: Path, proposal: Proposal) -> None:
    """Put a line into the table of publications, and renew its page where it is this checkout's own."""
    data = root / DATA.relative_to(ROOT)
    if not data.exists():
        return
    layout = proposal.families.most_common(1)[0][0] if proposal.families else "generic"
    data.write_text(with_line(data.read_text(encoding="utf-8"), proposal.name, layout), encoding="utf-8")
    say(f"extended  {data.relative_to(root)}")
    # In a process of its own: this one has imported the declarations before the new one was there.
    done = subprocess.run([sys.executable, "-m", "crawler.documentation"], cwd=root, capture_output=True, check=False)
    page = PAGE.relative_to(ROOT)
    say(f"renewed   {page}" if done.returncode == 0 else f"not renewed: {page}; python -m crawler.documentation")


def _tell(proposal: Proposal, html: str) -> None:
    """What was seen, and what a person must check."""
    families = ", ".join(f"{family} ({count})" for family, count in proposal.families.most_common()) or "none seen"
    say(f"\nlayout    {families}")
    say(f"articles  {proposal.article_url or 'not recognised'}")
    for printed, read in proposal.printed_dates:
        say(f"date      {printed!r} is read as {read or 'nothing'}")
    if values := as_read(proposal):
        say(f"\nread from {proposal.example.source if proposal.example else ''}")
        for name, value in values:
            say(f"  {name:15} {value}")
    doubts = list(proposal.doubts)
    if missing := lost_in_fixture(proposal, html):
        doubts.append(f"the fixture has lost what the article has: {', '.join(missing)}; put its markup back by hand")
    say("\nTo check, in this order:")
    name, domain = proposal.name, proposal.domain
    folder = f"fixtures/pages/{domain}"
    steps = [
        (
            f"crawler/spiders/{name}.py",
            [
                f"the name, {proposal.title!r}; the docstring: whose organ it is",
                *doubts,
                "sections: keep those with news, drop the rest; look at the second page of one",
            ],
        ),
    ]
    if html:
        steps.append(
            (
                "what was read of the article, above, against the page itself",
                ["where a field is wrong, the layout is to be mended first: scrapy extract PAGE --explain shows why"],
            )
        )
        steps.append(
            (
                f"{folder}/example.html and example.json",
                [
                    "the page has the article's markup and invented words: look for names and sentences left over; what was "
                    "broken in the real markup is mended in it",
                    "fill in every field of example.json from what a reader of that page sees, and delete _todo",
                ],
            )
        )
    steps += [
        (f'python -m pytest tests/spiders tests/layouts -k "{name} or {domain} or todo"', []),
        (f"scrapy crawl {name} -a limit=5", ["then scrapy extract --explain on one of what it found"]),
        (
            "crawler/publications.tsv",
            [
                "'real page' instead of 'addresses only' once its articles come out right; python -m crawler.documentation"
            ],
        ),
    ]
    for number, (step, parts) in enumerate(steps, 1):
        say(f"  {number}. {step}")
        for part in parts:
            say(textwrap.fill(part, _WIDTH, initial_indent="     - ", subsequent_indent="       "))
