"""`scrapy genpublication`: a new declaration, proposed from a publication's own pages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.operations.fetching import fetch
from crawler.publications import declarations
from crawler.scaffolding import (
    Given,
    Proposal,
    address_lines,
    declaration_text,
    fixture_html,
    fixture_json,
    propose,
)
from crawler.urls import bare_host

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
            "one or two articles; the more, the better. Propose which layout reads its articles, what their addresses "
            "look like, sections, feeds, sitemaps and the form of its dates; write the declaration, a fixture to be "
            "filled in by hand and the addresses for its test, and say what a person must check."
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
        fetched, sitemaps = self._fetched([s for s in sources if _is_url(s)])
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
        fixture = root / "fixtures" / "pages" / proposal.domain / "example"
        files = {
            target: declaration_text(proposal),
            fixture.with_suffix(".html"): fixture_html(proposal),
            fixture.with_suffix(".json"): fixture_json(proposal),
        }
        for path, text in files.items():
            if opts.dry_run:
                _say(f"--- {path.relative_to(root)}\n{text}")
            elif path.exists() and path != target:
                _say(f"kept      {path.relative_to(root)}")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                _say(f"written   {path.relative_to(root)}")
        lines = address_lines(proposal)
        if opts.dry_run:
            _say(f"--- {ADDRESSES}\n" + "\n".join(lines) + "\n")
        else:
            _add_addresses(root / ADDRESSES, lines)
            _say(f"extended  {ADDRESSES}")
        _tell(proposal)

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

    def _fetched(self, urls: list[str]) -> tuple[list[Given], list[str]]:
        """The pages at addresses, and the sitemaps that their site's robots.txt names."""
        if not urls:
            return [], []
        parts = urlsplit(urls[0])
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        assert self.crawler_process is not None
        answers = fetch(self.crawler_process, [*urls, robots])
        for url, reason in answers.failures.items():
            if url != robots:
                self._complain(url, reason)
        pages, sitemaps = [], []
        for response in answers.pages:
            if response.url == robots:
                named = sitemap_urls_from_robots(response.body, base_url=robots)
                sitemaps = [urlsplit(url).path for url in named if bare_host(url) == bare_host(robots)]
            else:
                content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
                pages.append(Given(response.url, response.body, response.url, content_type))
        return pages, sitemaps

    def _complain(self, source: str, reason: str) -> None:
        self.exitcode = 1
        print(f"{source}: can't be read: {reason}", file=sys.stderr)  # noqa: T201 - the command's output


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


def _tell(proposal: Proposal) -> None:
    """What was seen, and what a person must check."""
    families = ", ".join(f"{family} ({count})" for family, count in proposal.families.most_common()) or "none seen"
    _say(f"layout    {families}")
    _say(f"articles  {proposal.article_url or 'not recognised'}")
    for printed, read in proposal.printed_dates:
        _say(f"date      {printed!r} is read as {read or 'nothing'}")
    _say("\nTo check:")
    steps = [
        *proposal.doubts,
        "whose organ the publication is: the docstring",
        "sections: keep those with news, drop the rest; look at the second page of one",
        "the fixture: markup as on the site, text of your own, every field of example.json filled in by hand",
        f"scrapy crawl {proposal.name} -a limit=5, and scrapy extract --explain on what it finds",
    ]
    for step in steps:
        _say(f"  - {step}")


def _say(text: str) -> None:
    print(text)  # noqa: T201 - the command's output
