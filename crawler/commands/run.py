"""`scrapy run`: what cron calls. Lock, crawl, publish, report, and an exit code that tells the truth."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError
from twisted.logger import globalLogBeginner

from crawler.commands.arguments import check_arguments, check_publications
from crawler.commands.output import print_nowhere
from crawler.operations.alerts import alert, told_lately
from crawler.operations.html import reports_dir, write_site
from crawler.operations.lock import Holding, RunLock, RunLocks
from crawler.operations.logs import log_to_handler
from crawler.operations.monitors import HISTORY, Expectations, Situation, latency, monitor, past_runs
from crawler.operations.report import RunReport, show_article
from crawler.operations.secrets import Secrets
from crawler.operations.verdict import ExitCode, Verdict, judge, store_remedy, worst
from crawler.publications import declarations
from crawler.store.database import has_no_room, in_a_line, shown, store_url
from crawler.store.frontier import Frontier
from crawler.store.locks import Held
from crawler.store.schema import SchemaError
from crawler.store.store import Store

logger = logging.getLogger(__name__)


@dataclass
class _Running:
    """One publication of this run."""

    name: str
    lock: RunLock
    crawler: Crawler
    started: datetime


class _Console(Console):
    """One whose reader may leave (`--summary | head`): that ends the summary, not the run."""

    def on_broken_pipe(self) -> None:
        """Called by rich, which would end the process."""
        self.quiet = True
        print_nowhere()


class _Raised(logging.Handler):
    """Counts the exceptions of extensions, which Scrapy logs and forgets: also those of our own monitors and feeds."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.number = 0
        logging.getLogger("scrapy.utils.signal").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Called by logging."""
        self.number += 1


class Command(BaseRunSpiderCommand):
    """Crawl publications unattended."""

    requires_project = True

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [PUBLICATION...]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Crawl publications as cron does: one run at a time, a report, a truthful exit code"

    def long_desc(self) -> str:
        """For `scrapy run --help`."""
        return (
            "Crawl the named publications, or all that are declared. Silent when all is well, unless on a terminal or "
            "with --summary. Exit codes: 0 all well; 1 internal error; 2 wrong usage; 3 a publication could not be "
            "reached; 4 a monitor failed; 75 another run holds the lock."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument(
            "--summary", action="store_true", help="show progress and a summary, also without a terminal"
        )
        parser.add_argument("--show-article", action="store_true", help="show one of the articles as a reader sees it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Log to DATA_DIR/logs, so that the terminal and cron's mail stay for what matters; check the arguments."""
        super().process_options(args, opts)
        assert self.settings is not None
        check_publications("run", args, list(declarations()))
        self.seen = opts.summary or sys.stderr.isatty()
        whose = args[0] if len(args) == 1 else ""
        if not self.settings.get("LOG_FILE") and not opts.nolog:
            log = Path(self.settings["DATA_DIR"]) / "logs" / f"{whose or 'run'}.log"
            self.settings.set("LOG_FILE", str(log), priority="cmdline")
        self.settings.set("PROGRESS", self.seen, priority="cmdline")
        self.secrets = Secrets(self.settings)
        try:
            log_to_handler(self.settings, whose)
        except OSError as error:
            said = f"{self.settings['LOG_FILE']} can't be written ({error.strerror}); logging here"
            print(f"scrapy run: {said}", file=sys.stderr)  # noqa: T201
            self.settings.set("LOG_FILE", None, priority="cmdline")
            log_to_handler(self.settings, whose)
        # A disk that is full is told of once, not with a traceback for each line of the log.
        logging.raiseExceptions = False
        # Until somebody begins it, Twisted's own logging prints its tracebacks on standard error, beside our log.
        globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run what is named, then say how it went."""
        names = self._checked(args, opts)
        assert self.settings is not None
        assert self.crawler_process is not None
        data_dir = Path(self.settings["DATA_DIR"])
        running: list[_Running] = []
        ended: list[RunReport] = []
        codes: list[ExitCode] = []
        broken: Exception | None = None
        with self._locks() as locks:
            for name in names:
                try:
                    if broken:
                        raise broken  # the others' patience was enough
                    lock = locks.acquire(name)
                except Held as error:
                    self._complain(name, f"another run holds the lock: {error}")
                    codes.append(ExitCode.LOCKED)
                    continue
                except (OSError, SQLAlchemyError, SchemaError) as error:
                    broken = error
                    ended.append(self._without_store(name, error))
                    continue
                crawler = self._create_crawler(name)
                Holding.of(crawler).lock = lock
                running.append(_Running(name, lock, crawler, datetime.now(UTC)))
                self.crawler_process.crawl(crawler, **opts.spargs)
            raised = _Raised()
            if running:
                gc.freeze()  # what start-up made stays to the end: the collector of cycles need not look through it again
                self.crawler_process.start()
            for one in running:
                ended.append(self._conclude(one, data_dir, opts, raised.number))
                one.lock.release()
        self._alert(ended)
        self.exitcode = int(worst([*codes, *(report.verdict.code for report in ended)]))

    def _checked(self, args: list[str], opts: argparse.Namespace) -> list[str]:
        """The publications to run. Ends with exit code 2 for unknown names and wrong arguments."""
        known = list(declarations())
        check_publications("run", args, known)
        names = list(dict.fromkeys(args)) or known
        check_arguments("run", names, opts.spargs)
        return names

    @contextmanager
    def _locks(self) -> Iterator[RunLocks]:
        assert self.settings is not None
        locks = RunLocks(store_url(self.settings), seconds=self.settings.getfloat("RUN_LOCK_SECONDS"))
        try:
            yield locks
        finally:
            locks.close()

    def _without_store(self, name: str, error: Exception) -> RunReport:
        """The report of a run that did not begin, because its lock could be neither taken nor seen."""
        assert self.settings is not None
        cause = in_a_line(error)
        if has_no_room(store_url(self.settings)):  # of which SQLite says `disk I/O error`
            cause = f"{cause}, no space is left"
        why = self.secrets.hide(f"{cause} ({shown(store_url(self.settings))})")
        told = {"publication": name, "reason": why}
        logger.critical("%(publication)s: the store can't be used, nothing was crawled: %(reason)s", told)
        verdict = Verdict()
        verdict.add(
            ExitCode.INTERNAL_ERROR,
            f"the store can't be used: {why}; nothing was crawled; {store_remedy(cause)}",
            "store",
        )
        now = datetime.now(UTC)
        domain = declarations()[name].publication.domain
        report = RunReport(name, domain, now, now, verdict, {}, Path(self.settings["FEEDS_DIR"]))
        with suppress(OSError):  # it is told on the other channels
            report.write(Path(self.settings["DATA_DIR"]))
        if self.seen:
            report.show(_Console(highlight=False))
        return report

    def _conclude(self, one: _Running, data_dir: Path, opts: argparse.Namespace, raised: int) -> RunReport:
        """Judge, report and keep how a publication's run went.

        `raised`: how many extensions raised, in whichever of the runs of this process.
        """
        assert self.settings is not None
        stats = one.crawler.stats.get_stats() if one.crawler.stats else {}
        stats = {name: self.secrets.hide(value) if isinstance(value, str) else value for name, value in stats.items()}
        report = RunReport(
            one.name,
            declarations()[one.name].publication.domain,
            one.started,
            datetime.now(UTC),
            judge(stats, listings=not (opts.spargs.get("url") or opts.spargs.get("again"))),
            stats,
            Path(self.settings["FEEDS_DIR"]),
        )
        if raised:
            complaint = f"{raised} exceptions in extensions; the log has the tracebacks"
            report.verdict.add(ExitCode.INTERNAL_ERROR, complaint, "extension-exceptions")
        self._keep(one, report, data_dir, alone=bool(opts.spargs.get("url")))
        self._log(report)
        if self.seen:
            console = _Console(highlight=False)
            report.show(console)
            if opts.show_article:
                self._show_article(one, console)
        return report

    def _keep(self, one: _Running, report: RunReport, data_dir: Path, *, alone: bool) -> None:
        """Compare the run with those before it, then keep what there is to say: in the store, as JSON and as pages.

        `alone`: it was for single addresses, which say nothing of the publication.
        """
        assert self.settings is not None
        verdict = report.verdict
        try:
            if run := Frontier.of(one.crawler).run:
                with closing(Store(store_url(self.settings))) as store:
                    if run_file := report.stats.get("feeds/run_file"):
                        took = latency(store, one.name, Path(run_file).name, report.finished)
                        report.stats = {**report.stats, **took}
                    if not alone and verdict.code in (ExitCode.OK, ExitCode.MONITOR_FAILED):
                        self._compare(one, report, store, run)
                    self._hide_secrets(verdict)
                    stats = {**report.stats, "run/complaints": verdict.complaints}
                    store.finish_run(run, exit_code=int(verdict.code), stats=stats)
                    write_site(store, reports_dir(self.settings), [one.name])
        except (OSError, SQLAlchemyError, SchemaError) as error:
            verdict.add(ExitCode.INTERNAL_ERROR, f"the report could not be kept: {in_a_line(error)}", "report")
        self._hide_secrets(verdict)
        try:
            report.write(data_dir)
        except OSError as error:
            if "report" not in verdict.kinds:
                verdict.add(ExitCode.INTERNAL_ERROR, f"the report could not be kept: {in_a_line(error)}", "report")

    def _hide_secrets(self, verdict: Verdict) -> None:
        """What other libraries say of a failure may repeat an address with its password."""
        verdict.complaints[:] = map(self.secrets.hide, verdict.complaints)

    @staticmethod
    def _log(report: RunReport) -> None:
        """The verdict for those who read the log and nothing else."""
        verdict = report.verdict
        for kind, complaint in zip(verdict.kinds, verdict.complaints, strict=True):
            told = {"publication": report.publication, "kind": kind, "complaint": complaint}
            logger.error("%(publication)s: %(complaint)s (%(kind)s)", told)
        ended = {"publication": report.publication, "exit_code": int(verdict.code)}
        logger.info("%(publication)s: the run ended with exit code %(exit_code)d", ended)

    @staticmethod
    def _compare(one: _Running, report: RunReport, store: Store, run: int) -> None:
        """Let the monitors look at the run."""
        situation = Situation(
            one.name,
            report.stats,
            past_runs(store, one.name, run),
            report.started,
            getattr(one.crawler.spidercls, "expectations", Expectations()),
            store.newness(one.name, report.started - HISTORY),
        )
        for complaint in monitor(situation, report.verdict.kinds):
            report.verdict.add(ExitCode.MONITOR_FAILED, complaint.text, complaint.kind)

    def _alert(self, ended: list[RunReport]) -> None:
        """Complain of what is wrong and has not been complained of for a while, on all channels."""
        assert self.settings is not None
        for problem in alert(self.settings, ended, aloud=not self.seen):
            print(f"scrapy run: {problem}", file=sys.stderr)  # noqa: T201 - cron mails what stands here

    def _show_article(self, one: _Running, console: Console) -> None:
        assert self.settings is not None
        store = Store(store_url(self.settings))
        try:
            articles = list(store.newest(one.name, 20))
        finally:
            store.close()
        if articles:
            console.print()
            # The one that shows most: pictures, a byline, a lead.
            show_article(
                max(
                    articles,
                    key=lambda a: (
                        bool(a["authors"]) + bool(a["images"]) + bool(a["summary"]),
                        len(a["content_text"]),
                    ),
                ),
                console,
            )

    def _complain(self, name: str, complaint: str) -> None:
        """Say why a publication's run did not begin: once a day, as a backfill of days keeps all of cron's runs away."""
        assert self.settings is not None
        if not self.seen and told_lately(self.settings, name, complaint.partition(":")[0]):
            return
        print(f"scrapy run: {name}: {self.secrets.hide(complaint)}", file=sys.stderr)  # noqa: T201 - cron mails what stands here
