"""The table of faults: what goes wrong, what the operator sees, the exit code, and what is in the feeds.

`test_table.py` brings each of them about and holds the run to what stands here; docs/faults.md shows it.
`python -m tests.faults.table` renews that page: what stands between `<!-- faults -->` and its end.
"""

from __future__ import annotations

import signal
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from fixtures.demo_site.process import ROOT
from tests.faults.situations import (
    ENTITIES,
    FULL_TMP,
    HANGING,
    ITSELF,
    LOGIN,
    LOOP,
    MAINTENANCE,
    OTHER_NAME,
    OWN_ADDRESS,
    READ_ONLY_MOUNT,
    RESET,
    ROBOTS_OF_BYTES,
    SCRIPTED,
    Act,
    Answers,
    On,
    Situation,
    a_reader_that_leaves,
    after,
    another_run,
    at,
    certified,
    damaged,
    demo_page,
    everywhere,
    failing,
    file_for_data,
    file_for_feeds,
    first,
    full_disk,
    garbled,
    killed_while_publishing,
    later_schema,
    limited,
    listing_with,
    locked_store,
    mail_server_is_down,
    mounting,
    no_such_name,
    nobody_listens,
    on_articles,
    page,
    raw,
    robots,
    signalled,
    sitemap_bomb,
    spelled,
    text,
    torn,
    truncated,
    two_commands,
    webhook_fails,
    without_rights,
)
from tests.operations.unruly_site import status

PAGE = ROOT / "docs" / "faults.md"
_START, _END = "<!-- faults -->\n", "<!-- /faults -->"


class Feed(Enum):
    """What is in the feeds after the run, and what the next one brings when all is well again."""

    AS_BEFORE = "as before", "byte by byte; the next run brings what is due"
    EVERYTHING = "everything", "all that is due; the next run brings nothing more"
    ALL_BUT_IT = "all but it", "everything but that article; the next run brings it"
    WITHOUT_IT = "without it", "everything but that article, which `-a again=…` alone brings: as a rule, none is there"
    SOME = "what had come", "all that had come by then; the next run brings the rest"
    WHOLE = "whole files", "each file as before or complete; the next run brings the rest"


class Where(Enum):
    """Where the words stand."""

    STDERR = "standard error"
    LOG = "log"


def _nothing(_: Situation) -> Generator[None]:
    yield


@dataclass(frozen=True)
class Fault:
    """A line of the table, and how to bring it about."""

    name: str
    what: str
    says: str
    """A part of what stands on standard error, `…` for what differs; empty: nothing at all."""
    code: int
    feed: Feed
    where: Where = Where.STDERR
    site: Answers = lambda path: None
    on: On = _nothing
    act: Act | None = None
    """Instead of one `scrapy run`."""
    demo: str = ""
    """A fault of the demo site that lies in an article, and stays there."""
    again: str = ""
    """The argument by which an operator asks again for what later runs would leave alone."""
    settings: Mapping[str, object] = field(default_factory=dict)
    traceback: bool = False
    """The log shows one: the mistake is in code."""


SHORT = {"DOWNLOAD_TIMEOUT": 2}
LOG = Where.LOG

FAULTS: dict[str, tuple[Fault, ...]] = {
    "The site and the network": (
        Fault("down", "Nothing listens at the site's address", "robots.txt can't be read (DownloadConnectionRefusedError: …Connection refused.)", 3, Feed.AS_BEFORE, on=nobody_listens),
        Fault("no-name", "The site's name does not resolve", "robots.txt can't be read (CannotResolveHostError: DNS lookup failed…)", 3, Feed.AS_BEFORE, on=no_such_name),
        Fault("self-signed", "A certificate that nobody vouches for", "robots.txt can't be read (…certificate verify failed)", 3, Feed.AS_BEFORE, on=certified(OWN_ADDRESS)),
        Fault("other-certificate", "A certificate of another site", "robots.txt can't be read (…the certificate is another host's)", 3, Feed.AS_BEFORE, on=certified(OTHER_NAME)),
        Fault("nameless-certificate", "A certificate without names", "robots.txt can't be read (…certificate verify failed)", 3, Feed.AS_BEFORE, on=certified(), traceback=True),
        Fault("reset", "Every connection is reset", "robots.txt can't be read (DownloadFailedError: Connection to the other side was lost…)", 3, Feed.AS_BEFORE, site=lambda path: RESET),
        Fault("hangs", "Every answer hangs after its headers", "left alone: 10 failures in a row, the last one DownloadTimeoutError", 3, Feed.AS_BEFORE, site=everywhere(HANGING), settings=SHORT),
        Fault("all-500", "Every page answers 500", "left alone: 10 failures in a row, the last one HTTP 500", 3, Feed.AS_BEFORE, site=everywhere(status(500))),
        Fault("all-403", "Every page answers 403: this machine is blocked", "no listing could be read; first: … (HTTP 403)", 4, Feed.AS_BEFORE, site=everywhere(status(403))),
        Fault("all-404", "Every page answers 404", "no listing could be read; first: … (HTTP 404)", 4, Feed.AS_BEFORE, site=everywhere(status(404))),
        Fault("all-429", "Every page answers 429 and asks for an hour's rest", "left alone: it asks to be left alone for 3600 s", 3, Feed.AS_BEFORE, site=everywhere(status(429, Retry_After="3600"))),
        Fault("maintenance", "Every page is a notice of maintenance, with 200", "the listings name no article", 4, Feed.AS_BEFORE, site=everywhere(MAINTENANCE)),
        Fault("login-wall", "Every page is a login form, with 200", "the listings name no article", 4, Feed.AS_BEFORE, site=everywhere(LOGIN)),
        Fault("parked", "Every page leads to another site", "no listing could be read; first: … (redirected: to http://parked.example/…)", 4, Feed.AS_BEFORE, site=everywhere(status(302, Location="http://parked.example/"))),
        Fault("breaks-down", "All is well for 25 requests, then everything answers 503", "left alone: 10 failures in a row, the last one HTTP 503", 3, Feed.SOME, site=after(25, status(503))),
        Fault("articles-500", "Listings are well, every article answers 500", "left alone: 10 failures in a row, the last one HTTP 500", 3, Feed.AS_BEFORE, site=on_articles(status(500))),
        Fault("articles-403", "Listings are well, every article answers 403", "19 of 19 article pages could not be fetched; first: … (HTTP 403)", 4, Feed.AS_BEFORE, site=on_articles(status(403))),
        Fault("articles-404", "Listings are well, every article answers 404", "19 of 19 article pages could not be fetched; first: … (HTTP 404)", 4, Feed.AS_BEFORE, site=on_articles(status(404)), again="again=failed"),
        Fault("articles-login", "Listings are well, every article is a login form", "19 of 19 article pages were rejected; first: … (login-page)", 4, Feed.AS_BEFORE, site=on_articles(LOGIN), again="again=rejected"),
        Fault("every-7th-503", "Every seventh answer is 503", "", 0, Feed.EVERYTHING, demo="every-nth"),
        Fault("retry-after", "A listing answers 503 once and asks for a second's rest", "", 0, Feed.EVERYTHING, site=first("/tre-em", status(503, Retry_After="1"))),
    ),
    "robots.txt": (
        Fault("robots-500", "robots.txt answers 500", "robots.txt can't be read (HTTP 500)", 3, Feed.AS_BEFORE, site=robots(status(500))),
        Fault("robots-hangs", "robots.txt hangs", "robots.txt can't be read (DownloadTimeoutError…)", 3, Feed.AS_BEFORE, site=robots(HANGING), settings=SHORT),
        Fault("robots-404", "There is no robots.txt", "", 0, Feed.EVERYTHING, site=robots(status(404))),
        Fault("robots-forbids", "robots.txt forbids everything", "robots.txt forbids all that would be asked for", 3, Feed.AS_BEFORE, site=robots(text("User-agent: *\nDisallow: /\n"))),
        Fault("robots-garbage", "robots.txt is bytes of no meaning", "", 0, Feed.EVERYTHING, site=robots(ROBOTS_OF_BYTES)),
        Fault("robots-login", "robots.txt is a login form, with 200", "", 0, Feed.EVERYTHING, site=robots(LOGIN)),
        Fault("robots-delay", "robots.txt asks for a day between two requests", "robots.txt asks for 86400 s between requests; CRAWL_DELAY_MAX allows … s", 0, Feed.EVERYTHING, LOG, site=robots(text("User-agent: *\nCrawl-delay: 86400\n")), settings={"CRAWL_DELAY_MAX": 0.02}),
    ),
    "Listings, feeds and sitemaps": (
        Fault("section-gone", "A section answers 404", "listing … could not be read: HTTP 404", 0, Feed.EVERYTHING, LOG, site=at({"/tre-em": status(404)})),
        Fault("feed-500", "The feed answers 500", "listing … could not be read: HTTP 500", 0, Feed.EVERYTHING, LOG, site=at({"/rss": status(500)})),
        Fault("bad-rss", "The feed breaks off, with bare ampersands", "/rss is broken XML; what could be read of it is used", 0, Feed.EVERYTHING, LOG, demo="bad-rss"),
        Fault("bad-sitemap", "The sitemap breaks off", "/sitemap.xml is broken XML; what could be read of it is used", 0, Feed.EVERYTHING, LOG, demo="bad-sitemap"),
        Fault("feed-is-html", "The feed is a login form", "/rss can't be read as a feed or sitemap (no feed and no sitemap in it); it is left out of this run", 0, Feed.EVERYTHING, LOG, site=at({"/rss": LOGIN})),
        Fault("entities", "A sitemap whose entities unfold without bound, or name a file of this machine", "/sitemap.xml is broken XML; what could be read of it is used", 0, Feed.EVERYTHING, LOG, site=at({"/sitemap.xml": text(ENTITIES, "application/xml")})),
        Fault("sitemap-bomb", "A gzipped sitemap that unfolds to 128 MB", "can't be read as a feed or sitemap", 0, Feed.EVERYTHING, LOG, site=sitemap_bomb),
        Fault("sitemap-of-itself", "An index of sitemaps that names itself", "", 0, Feed.EVERYTHING, site=at({"/sitemap.xml": text(ITSELF, "application/xml")})),
        Fault("endless-paging", "A section whose pager never ends", "", 0, Feed.EVERYTHING, demo="endless-paging"),
        Fault("dead-links", "A section with 5,000 links to nothing", "5000 of … article pages could not be fetched; first: … (HTTP 404)", 4, Feed.EVERYTHING, demo="link-list"),
        Fault("private-links", "A section links to this machine and to hosts of the network", "", 0, Feed.EVERYTHING, site=listing_with("http://127.0.0.1:9/a-1300001.html", "http://169.254.169.254/b-1300002.html", "file:///etc/passwd-1300003.html", "http://localhost/c-1300004.html")),
    ),
    "Pages": (
        Fault("page-404", "404", "could not be fetched: HTTP 404", 0, Feed.WITHOUT_IT, LOG, site=page(status(404)), again="again=failed"),
        Fault("page-403", "403", "could not be fetched: HTTP 403", 0, Feed.ALL_BUT_IT, LOG, site=page(status(403))),
        Fault("page-500", "500, each time it is asked for", "could not be fetched: HTTP 500", 0, Feed.ALL_BUT_IT, LOG, site=page(status(500))),
        Fault("page-500-twice", "500 twice, then the page", "", 0, Feed.EVERYTHING, demo="500-twice"),
        Fault("page-resets", "The connection is reset", "could not be fetched: DownloadFailedError", 0, Feed.ALL_BUT_IT, LOG, site=page(RESET)),
        Fault("page-hangs", "Headers, and then nothing", "could not be fetched: DownloadTimeoutError", 0, Feed.ALL_BUT_IT, LOG, site=page(HANGING), settings=SHORT),
        Fault("page-drips", "A byte now and then", "could not be fetched", 0, Feed.ALL_BUT_IT, LOG, site=raw("dripping"), settings={"DOWNLOAD_TIMEOUT": 2}),
        Fault("page-slow", "The first byte after a second and a half", "", 0, Feed.EVERYTHING, demo="slow"),
        Fault("page-cut", "Half of the announced bytes", "could not be fetched: ResponseDataLossError", 0, Feed.ALL_BUT_IT, LOG, site=demo_page("truncated")),
        Fault("page-half", "Half of it, without an announced length", "could not be fetched: broken off", 0, Feed.ALL_BUT_IT, LOG, site=raw("half-without-length")),
        Fault("page-half-gzip", "A gzip stream that ends early", "could not be fetched", 0, Feed.ALL_BUT_IT, LOG, site=raw("half-of-gzip")),
        Fault("page-garbage", "No HTTP at all", "could not be fetched", 0, Feed.ALL_BUT_IT, LOG, site=raw("garbage")),
        Fault("page-huge", "11 MB of HTML", "could not be fetched: too large", 0, Feed.WITHOUT_IT, LOG, site=demo_page("huge-page"), again="again=failed"),
        Fault("page-endless", "A body without end", "could not be fetched: too large", 0, Feed.WITHOUT_IT, LOG, site=raw("endless"), again="again=failed"),
        Fault("page-gzip-bomb", "130 KB that unpack to 128 MB", "could not be fetched: too large", 0, Feed.WITHOUT_IT, LOG, site=demo_page("gzip-bomb"), again="again=failed"),
        Fault("page-deflate-bomb", "The same with deflate", "could not be fetched: too large", 0, Feed.WITHOUT_IT, LOG, site=raw("deflate-bomb"), again="again=failed"),
        Fault("page-loops", "A redirect to a page that redirects back", "max redirections reached", 0, Feed.WITHOUT_IT, LOG, site=LOOP, again="again=failed"),
        Fault("page-to-private", "A redirect to a private address", "Refused …: a private address", 0, Feed.WITHOUT_IT, LOG, site=demo_page("private-redirect"), again="again=failed"),
        Fault("page-to-elsewhere", "A redirect to another site", "redirected to another site", 0, Feed.WITHOUT_IT, LOG, site=page(status(302, Location="http://other.example/tin-1300001.html")), again="again=failed"),
        Fault("page-empty", "200 with no body", "no article: … (empty-page); kept as", 0, Feed.WITHOUT_IT, LOG, site=demo_page("empty-page"), again="again=rejected"),
        Fault("page-untitled", "No headline", "no article: … (no-title); kept as", 0, Feed.WITHOUT_IT, LOG, site=demo_page("no-title"), again="again=rejected"),
        Fault("page-login", "A login form, with 200", "no article: … (login-page); kept as", 0, Feed.WITHOUT_IT, LOG, site=demo_page("login"), again="again=rejected"),
        Fault("page-soft-404", "“Does not exist”, with 200", "no article: … (no-body); kept as", 0, Feed.WITHOUT_IT, LOG, site=demo_page("soft-404"), again="again=rejected"),
        Fault("page-json", "JSON instead of a page", "no article: … (…); kept as", 0, Feed.WITHOUT_IT, LOG, site=raw("json"), again="again=rejected"),
        Fault("page-1258", "UTF-8 labelled as windows-1258", "", 0, Feed.EVERYTHING, demo="charset-windows-1258"),
        Fault("page-latin-1", "UTF-8 labelled as latin-1", "", 0, Feed.EVERYTHING, demo="charset-latin-1"),
        Fault("page-nfd", "Decomposed letters", "", 0, Feed.EVERYTHING, demo="nfd"),
        Fault("page-undated", "No date anywhere", "", 0, Feed.EVERYTHING, demo="no-date"),
        Fault("page-two", "Another whole article follows it", "", 0, Feed.EVERYTHING, demo="two-articles"),
        Fault("page-scripted", "Scripts, event handlers and `javascript:` links", "", 0, Feed.EVERYTHING, site=page(SCRIPTED)),
        Fault("redesign", "The site was redesigned: no layout knows its pages", "the pages have changed: articles that a layout of a CMS family recognised: 0 of the last 19, 100% of 47 before", 4, Feed.AS_BEFORE, demo="redesign", again="again=held"),
    ),
    "This machine": (
        Fault("feeds-a-file", "A file stands where the feeds' folder has to be", "feeds not published: File exists: …", 1, Feed.AS_BEFORE, on=file_for_feeds),
        Fault("feeds-read-only", "The user may not write into the feeds' folder", "feeds not published: Permission denied: …", 1, Feed.AS_BEFORE, on=without_rights(lambda project: project.folder / "feeds")),
        Fault("feeds-mounted-read-only", "The feeds' file system is mounted read-only", "feeds not published: Read-only file system: …", 1, Feed.AS_BEFORE, on=mounting(READ_ONLY_MOUNT)),
        Fault("feeds-disk-full", "The feeds' disk is full", "feeds not published: No space left on device: …", 1, Feed.AS_BEFORE, on=mounting(full_disk("$feeds"))),
        Fault("data-disk-full", "The store's disk is full", "no space is left", 1, Feed.AS_BEFORE, on=mounting(full_disk("$data"))),
        Fault("data-disk-fills", "The store's disk fills up during the run", "the store can't be used: …the next run goes on", 1, Feed.WHOLE, on=mounting(full_disk("$data", room=200))),
        Fault("files-limited", "No file may grow beyond 300 KB (`ulimit -f`, a quota)", "the store can't be used: disk I/O error", 1, Feed.AS_BEFORE, on=limited("-f 300")),
        Fault("tmp-full", "The folder for temporary files is full (`TMPDIR`)", "", 0, Feed.EVERYTHING, on=mounting(FULL_TMP)),
        Fault("data-a-file", "A file stands where the data folder has to be", "can't be written", 1, Feed.AS_BEFORE, on=file_for_data),
        Fault("data-read-only", "The user may not write into the data folder", "can't be written", 1, Feed.AS_BEFORE, on=without_rights(lambda project: project.data)),
        Fault("store-locked", "Another program keeps the store locked", "the store can't be used: database is locked …the next run goes on", 1, Feed.AS_BEFORE, on=locked_store, settings={"ADDONS": '{"tests.faults.failing_code.Impatient": 1}'}),
        Fault("store-no-database", "The store is no database", "file is not a database …; no run can work before its backup is restored", 1, Feed.AS_BEFORE, on=damaged(garbled)),
        Fault("store-torn", "Pages of the store were overwritten", "database disk image is malformed …; no run can work before its backup is restored", 1, Feed.AS_BEFORE, on=damaged(torn)),
        Fault("store-truncated", "Half of the store is missing", "database disk image is malformed …; no run can work before its backup is restored", 1, Feed.AS_BEFORE, on=damaged(truncated)),
        Fault("store-later", "The store was migrated by later software", "has tables of revision 9999, this software knows up to …: update the software, or restore the backup", 1, Feed.AS_BEFORE, on=damaged(later_schema)),
        Fault("memory", "The run needs more memory than MEMUSAGE_LIMIT_MB", "the crawl ended early: memusage_exceeded", 1, Feed.AS_BEFORE, settings={"MEMUSAGE_LIMIT_MB": 60, "MEMUSAGE_CHECK_INTERVAL_SECONDS": 0.3, "DOWNLOAD_DELAY": 0.02}),
    ),
    "Processes": (
        Fault("two-runs", "Another run of the publication is at it", "another run holds the lock", 75, Feed.AS_BEFORE, on=another_run),
        Fault("crawl-beside-run", "`scrapy crawl` by hand beside cron's run", "", 0, Feed.EVERYTHING, act=two_commands),
        Fault("sigterm", "SIGTERM while a request hangs", "", 0, Feed.SOME, site=page(HANGING), act=signalled(signal.SIGTERM)),
        Fault("sigint", "SIGINT while a request hangs", "", 0, Feed.SOME, site=page(HANGING), act=signalled(signal.SIGINT)),
        Fault("sigkill", "SIGKILL, as of the system when memory is short, while it crawls", "", -9, Feed.AS_BEFORE, site=page(HANGING), act=signalled(signal.SIGKILL)),
        Fault("sigkill-publishing", "The same while it publishes", "", -9, Feed.WHOLE, act=killed_while_publishing),
        Fault("pipe-closed", "Who reads the summary has gone (`--summary | head -1`)", "60 pages, 19 articles (19 new, 0 changed)", 0, Feed.EVERYTHING, act=a_reader_that_leaves),
    ),
    "Wrong usage": (
        Fault("no-publication", "A publication that is not declared", "no publication 'laodongxahoj'; did you mean laodongxahoi", 2, Feed.AS_BEFORE, act=spelled("run", "laodongxahoj")),
        Fault("no-argument", "An argument that there is not", "unknown argument 'secton' (did you mean section?)", 2, Feed.AS_BEFORE, act=spelled("run", "laodongxahoi", "-a", "secton=tre-em")),
        Fault("wrong-value", "A value that can't be", "since must be a day as YYYY-MM-DD, not '2022-13-40'", 2, Feed.AS_BEFORE, act=spelled("run", "laodongxahoi", "-a", "since=2022-13-40")),
    ),
    "Telling somebody": (
        Fault("webhook", "The webhook answers with an error when the site is down", "no alert sent: the webhook at 127.0.0.1 (ALERT_WEBHOOK) answered 501; the next run tries again", 3, Feed.AS_BEFORE, site=lambda path: RESET, on=webhook_fails),
        Fault("mail", "The mail server is down when the site is", "no alert sent: the mail server 127.0.0.1 (ALERT_SMTP_URL) can't be used (Connection refused); the next run tries again", 3, Feed.AS_BEFORE, site=lambda path: RESET, on=mail_server_is_down),
    ),
    "Our own mistakes": (
        Fault("callback-raises", "A callback raises for one article", "1 pages raised an exception in the spider; the log has the tracebacks", 1, Feed.ALL_BUT_IT, on=failing("CallbackRaises"), traceback=True),
        Fault("start-raises", "`start()` raises", "the crawl ended early: start_error; the log says why", 1, Feed.AS_BEFORE, on=failing("StartRaises"), traceback=True),
        Fault("pipeline-raises", "A pipeline raises for one article", "1 articles raised an exception in a pipeline; the log has the tracebacks", 1, Feed.ALL_BUT_IT, on=failing("PipelineRaises"), traceback=True),
        Fault("extension-raises", "An extension raises at the end", "1 exceptions in extensions; the log has the tracebacks", 1, Feed.EVERYTHING, on=failing("ExtensionRaises"), traceback=True),
        Fault("publishing-raises", "Publishing raises", "feeds not published: ValueError: a mistake while publishing", 1, Feed.AS_BEFORE, on=failing("PublishingRaises"), traceback=True),
    ),
}  # fmt: skip
ALL = [fault for group in FAULTS.values() for fault in group]


def faults_table() -> str:
    """A table for each group, one line a fault."""
    return "\n\n".join(f"## {group}\n\n{_rows(faults)}" for group, faults in FAULTS.items())


def _rows(faults: tuple[Fault, ...]) -> str:
    lines = [("fault", "what goes wrong", "what the user sees", "exit code", "in the feeds"), ("---",) * 5]
    for fault in faults:
        words = f"`{fault.says}`{' (log)' if fault.where == Where.LOG else ''}" if fault.says else "nothing"
        code = str(fault.code) if fault.code >= 0 else f"{128 - fault.code} (killed)"
        lines.append((f"`{fault.name}`", fault.what, words, code, fault.feed.value[0]))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def feeds_legend() -> str:
    """What the last column means."""
    return "\n".join(f"- **{short}**: {meaning}" for short, meaning in (feed.value for feed in Feed))


def renewed(page: str) -> str:
    """The text of docs/faults.md with its tables made anew."""
    before, rest = page.split(_START, 1)
    return f"{before}{_START}\n{feeds_legend()}\n\n{faults_table()}\n\n{_END}{rest.split(_END, 1)[1]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
