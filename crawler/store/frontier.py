"""The frontier in Scrapy's terms: a scheduler on the database, and what spiders and pipelines say to it.

A leased request and all that comes of it form a unit: the requests that its callback yields, its articles as
the pipelines leave them, its outcome. A unit is committed in one transaction when the callback is exhausted
and every item has left the pipelines. Until then nothing of it is in the database, and a kill sends the row
back to the start.

What a downloader middleware makes of a leased request (a retry, a redirect) carries the lease on in its
`meta`, stays in memory and is served first.

Requests whose callbacks are not the spider's own methods (`scrapy fetch`, `scrapy shell`, `scrapy parse`)
pass through memory without a lease. The database is opened by the first request that can be stored, so these
commands neither touch it nor start on what a crawl left over.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any, Self, cast

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.asyncgen import as_async_generator
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import ensure_awaitable
from scrapy.utils.misc import load_object
from scrapy.utils.spider import iterate_spider_output
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from twisted.python.failure import Failure

from crawler.items import Article, Draft, NotAnArticle
from crawler.percrawl import OnePerCrawl
from crawler.store.ages import Ages, parse_ages
from crawler.store.database import in_a_line, shown, store_url
from crawler.store.leases import Found, Leased, Leases, Outcome
from crawler.store.rechecks import Due, Look, Rechecks
from crawler.store.schema import SchemaError
from crawler.store.store import Change, Store
from crawler.store.wire import LEASE, Unstorable, dump_request, load_request

logger = logging.getLogger(__name__)

PASSING_STATUS = frozenset({403, 408, 425, 429})
"""HTTP errors that may pass, beside those of 500 and more: blocked or hurried off for a while."""

RECHECK = "recheck"
"""The key in `Request.meta` with the id of the stored article that the request looks at again."""

_NOT_MODIFIED = Outcome("done", "not modified")
_REMEMBERED = 20_000  # fingerprints of 150 bytes each
_RENEWALS = 5  # within the time that a lease lasts


@dataclass
class Unit:
    """A leased request and what has come of it so far."""

    row: Leased
    errback: Any = None
    """The errback that the spider gave the request."""
    retries: int = 0
    """How often the request had been retried when it was stored."""
    responded: bool = False
    """Its response has reached the spider middlewares, through which then all its output comes."""
    children: dict[str, Found] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    rejection: tuple[str, str, str | None] | None = None
    """URL, reason and path of a rejected page."""
    outcome: Outcome | None = None
    """None: done."""
    again: bool = False
    """The callback asked for a retry of its own request."""
    put_back: bool = False
    recheck: str | None = None
    """The stored article that this is another look at."""
    gone: str | None = None
    """Why that article is not at its address any more."""
    items: int = 0
    """Items in the pipelines."""
    yielded: bool = False
    """Whether there was an item."""
    exhausted: bool = False
    etag: str | None = None
    last_modified: str | None = None


class Errback:
    """The errback of a leased request: notes the failure, then does what the request's own errback does."""

    def __init__(self, frontier: Frontier, unit: Unit) -> None:
        self.frontier = frontier
        self.unit = unit

    def __call__(self, failure: Failure) -> Any:
        """Called by Scrapy with what went wrong."""
        return self.frontier.failed(self.unit, failure)


class Frontier(OnePerCrawl):
    """One crawl's frontier, for spiders, pipelines and extensions: `Frontier.of(crawler)`. Made, it has opened nothing yet.

    A callback or errback may settle what becomes of its request, given the response or the request: `reject`,
    `skip`, `accept`, `put_back`, `read_in_full`, `gone`. It may ask what is `known`, and which articles are due to be
    looked at again. `store` is the open database,
    `run` the number of this run in it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._store: Store | None = None
        self.leases: Leases | None = None
        """None as long as no request was stored."""
        self.units: dict[int, Unit] = {}
        """What is on its way, by row."""
        self.run = 0
        """The number of this run in the store; 0 as long as no request was stored."""
        self._answered = False
        self._stored: dict[str, None] = {}
        """Fingerprints that this run has found last: most links of most pages."""
        self._heartbeat: Any = None
        self._closing: asyncio.Future[None] | None = None

    @property
    def _spider(self) -> Spider:
        return cast("Spider", self._crawler.spider)  # the engine starts with one

    @property
    def store(self) -> Store:
        """The database, opened when first asked for and let go of with the spider."""
        if self._store is None:
            self._store = Store.shared(store_url(self._crawler.settings))
            self._store.on_disconnect(self._give_up)
        return self._store

    # --- what spiders may say and ask -----------------------------------------------------------------------

    def reject(self, of: Response | Request, reason: str, page: str | None = None) -> None:
        """The page is no article; `page` is where it is kept. It is recorded and not asked for again."""
        if unit := self.unit_of(of):
            unit.rejection = (of.url, reason, page)
            unit.outcome = Outcome("rejected", reason)

    def skip(self, of: Response | Request, reason: str) -> None:
        """The page is not wanted by this run; a later one that finds it again will fetch it."""
        if unit := self.unit_of(of):
            unit.outcome = Outcome("skipped", reason)

    def accept(self, of: Response | Request) -> None:
        """All is well, also after an error: the request is done."""
        if unit := self.unit_of(of):
            unit.outcome = Outcome("done")

    def gone(self, of: Response | Request, reason: str) -> None:
        """The stored article that the request looks at again is not at its address any more."""
        if unit := self.unit_of(of):
            unit.gone = reason
            unit.outcome = unit.outcome or Outcome("failed", reason)

    def read_in_full(self, of: Response | Request) -> None:
        """Don't keep the response's validators: the page leads on to others, and is to be read even if unchanged."""
        if unit := self.unit_of(of):
            unit.etag = unit.last_modified = None

    def put_back(self, of: Response | Request) -> None:
        """Leave the request, and whatever came of it, to the next run."""
        if unit := self.unit_of(of):
            unit.put_back = True

    def known(self, urls: Iterable[str], *, before: datetime | None = None) -> set[str]:
        """Those of the URLs that need no fetching: articles stored, requests done, rejected or failed for good.

        `before` (aware) leaves out what became known since, for instance in this run.
        """
        urls = list(urls)
        known = self.store.known_urls(self._spider.name, urls, before=before)
        if self.leases:
            prints = {url: self._fingerprint(Request(url)) for url in urls if url not in known}
            over = self.leases.known(prints.values(), before=before)
            known.update(url for url, fingerprint in prints.items() if fingerprint in over)
        return known

    @cached_property
    def ages(self) -> Ages:
        """At what ages articles are looked at again: the spider's `recheck_ages`, or else `RECHECK_AGES`.

        Raises ValueError for what can't be read as ages.
        """
        declared = getattr(self._spider, "recheck_ages", None)
        return parse_ages(self._crawler.settings.get("RECHECK_AGES", "") if declared is None else declared)

    def due(self) -> list[Due]:
        """The articles to look at again now, at most `RECHECK_MAX`."""
        return self._rechecks.due(self._crawler.settings.getint("RECHECK_MAX"))

    def article_at(self, url: str) -> str | None:
        """The id of the article that is stored under a canonical URL, or None."""
        return self.store.article_at(self._spider.name, url)

    def is_listing(self, url: str) -> bool:
        """Whether the page was ever asked for as a listing."""
        return self.store.is_listing(self._spider.name, self._fingerprint(Request(url)))

    def last_read(self, url: str) -> datetime | None:
        """When the page was last read, or found unchanged; None when the last attempt failed, or there was none."""
        return self.store.last_done(self._spider.name, self._fingerprint(Request(url)))

    @cached_property
    def _rechecks(self) -> Rechecks:
        return Rechecks(self.store, self._spider.name, self.ages)

    def mark(self, name: str) -> str | None:
        """What an earlier run of this publication, or this one, noted under `name`."""
        return self.store.mark(self._spider.name, name)

    def set_mark(self, name: str, value: str) -> None:
        """Note something for later runs of this publication."""
        self.store.set_mark(self._spider.name, name, value)

    # --- opening and closing --------------------------------------------------------------------------------

    def open(self) -> Leases:
        """Open the database and take up what earlier runs left; does nothing the second time."""
        if self.leases:
            return self.leases
        settings = self._crawler.settings
        seconds = settings.getfloat("FRONTIER_LEASE_SECONDS", 600)
        self.run = self.store.start_run(self._spider.name)
        self.leases = Leases(
            self.store,
            self._spider.name,
            getattr(self._spider, "frontier_job", ""),
            run=self.run,
            max_attempts=settings.getint("FRONTIER_MAX_ATTEMPTS", 3),
            max_runs=settings.getint("FRONTIER_MAX_RUNS", 5),
            seconds=seconds,
        )
        recovered = self.leases.open()
        for what in ("released", "poisoned", "reopened"):
            self._count(what, getattr(recovered, what))
        if recovered.released or recovered.reopened:
            logger.info(
                "Taking up %d requests that an earlier run had begun, %d that had failed",
                recovered.released,
                recovered.reopened,
            )
        self._heartbeat = create_looping_call(self._beat)
        self._heartbeat.start(seconds / _RENEWALS, now=False)
        return self.leases

    def _beat(self) -> None:
        if self.leases:
            try:
                self.leases.renew()
                self.leases.recover()
            except SQLAlchemyError as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Close the spider: nothing can be saved (disk full, database gone), so that fetching is no use."""
        if self._closing:
            return
        self._note_error(error)
        closing = self._crawler.engine.close_spider_async(reason="store_error")
        self._closing = asyncio.ensure_future(closing)

    def _note_error(self, error: Exception) -> None:
        logger.critical("The store fails, closing the spider: %s", error)
        self._count("store_errors", 1)
        if self._crawler.stats:
            where = shown(store_url(self._crawler.settings))
            self._crawler.stats.set_value("store/error", f"{in_a_line(error)} ({where})")

    def close(self, reason: str) -> None:
        """Give back what was not finished and close the database.

        Where it can't be written, the next run gives back what this one held, as after a kill.
        """
        if self._heartbeat and self._heartbeat.running:
            self._heartbeat.stop()
        self.units.clear()
        leases, self.leases = self.leases, None
        try:
            if leases:
                concluded = self._rechecks.conclude()
                self._count("removed", concluded.removed, "rechecks")
                self._count("held", concluded.held, "rechecks")
                self._count("put_back", leases.release(forgive=reason != "memusage_exceeded"))
                stats = self._crawler.stats.get_stats() if self._crawler.stats else {}
                self.store.finish_run(self.run, reason=reason, stats=stats)
        except SQLAlchemyError as error:
            if not self._closing:  # otherwise it has been said
                self._note_error(error)
        finally:
            if self._store:
                self._store.on_disconnect(self._give_up, listen=False)
                self._store.close()
                self._store = None

    # --- the way of a request -------------------------------------------------------------------------------

    def found(self, request: Request, fingerprint: str | None = None) -> Found:
        """A request as it is stored. Raises Unstorable."""
        errback = request.errback
        if isinstance(errback, Errback):  # copied from a leased request
            errback = errback.unit.errback
        return Found(
            fingerprint=fingerprint or self._fingerprint(request),
            url=request.url,
            kind=request.meta.get("kind", "article"),
            priority=request.priority,
            again=request.dont_filter,
            request=dump_request(request, self._spider, errback=errback),
        )

    def _fingerprint(self, request: Request) -> str:
        return self._crawler.request_fingerprinter.fingerprint(request).hex()

    def add(self, request: Request) -> bool:
        """Store a request that came from no other one (`start`, an extension); False when it is known."""
        found = self.found(request)  # before anything is opened for a request that can't be stored
        try:
            added = self.open().add([found])
        except (SQLAlchemyError, SchemaError) as error:
            self._give_up(error)
            return False
        self._count_found(added, 1)
        return bool(added)

    def _count_found(self, added: int, found: int) -> None:
        self._count("enqueued", added)
        self._count("known", found - added)

    def ready(self) -> bool:
        """Whether there is something to lease; False too when the store can't say, which ends the crawl."""
        try:
            return self.leases is not None and self.leases.ready()
        except SQLAlchemyError as error:
            self._give_up(error)
            return False

    def lease(self) -> Request | None:
        """The next request to fetch, or None when there is none for now."""
        try:
            return self._lease()
        except SQLAlchemyError as error:
            self._give_up(error)
            return None

    def _lease(self) -> Request | None:
        if self.leases is None or any(unit.row.suspect for unit in self.units.values()):
            return None
        while row := self.leases.take(suspects=not self.units):
            try:
                request = load_request(row.request, self._spider)
            except Unstorable as error:
                self.leases.acknowledge(row.id, Outcome("failed", str(error)))
                logger.error("Can't take up %s: %s", row.url, error)
                continue
            if request.dont_filter:
                self.leases.asked(row.fingerprint)
            unit = Unit(
                row,
                errback=request.errback,
                retries=request.meta.get("retry_times", 0),
                recheck=request.meta.get(RECHECK),
            )
            self.units[row.id] = unit
            request.meta[LEASE] = row.id
            request.errback = Errback(self, unit)
            self._count("leased", 1)
            return request
        return None

    def unit_of(self, of: Response | Request | Failure | None) -> Unit | None:
        """The unit that a request, its response or its failure belongs to; None outside the frontier."""
        request = of if isinstance(of, Request) else getattr(of, "request", None)
        return self.units.get(request.meta.get(LEASE, 0)) if request is not None else None

    def responded(self, unit: Unit, response: Response) -> None:
        """Note that a response has come, whatever it says."""
        unit.responded = True
        self._answered = self._answered or response.status < 500
        unit.etag, unit.last_modified = (
            value.decode("latin-1") if (value := response.headers.get(name)) else None
            for name in ("ETag", "Last-Modified")
        )

    def failed(self, unit: Unit, failure: Failure) -> Any:
        """Note a failure of the request and hand it to its own errback, if any; raises it otherwise."""
        unit.outcome = self._outcome(cast("Exception", failure.value))
        if unit.responded:
            # The exception, or what the errback gives, goes on through the spider middlewares, which settle
            # the unit.
            if unit.errback is None:
                failure.raiseException()
            return unit.errback(failure)
        try:
            if unit.errback is None:
                failure.raiseException()
            output = unit.errback(failure)
            if isinstance(output, Failure):
                output.raiseException()
        except Exception as error:
            self.raised(unit, error)
            raise
        return self.gather(unit, self._iterate(output))

    async def _iterate(self, output: Any) -> AsyncIterator[Any]:
        async for each in as_async_generator(await ensure_awaitable(iterate_spider_output(output))):
            yield each

    async def gather(self, unit: Unit, output: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Withhold the requests that a callback yields, let its items pass, and note when there are no more."""
        try:
            async for each in output:
                if isinstance(each, Request):
                    self._withhold(unit, each)
                elif each is not None:
                    if isinstance(each, Draft):
                        each.lease = unit.row.id
                    unit.items += 1
                    unit.yielded = True
                    yield each
        except Exception as error:
            self.raised(unit, error)
            raise
        self._exhausted(unit)

    def _withhold(self, unit: Unit, request: Request) -> None:
        fingerprint = self._fingerprint(request)
        if fingerprint in unit.children or (fingerprint in self._stored and not request.dont_filter):
            self._count("known", 1)
            return
        found = self.found(request, fingerprint)
        # The engine would send this signal; extensions and the offsite filter count on it.
        for _, answer in self._crawler.signals.send_catch_log(
            signals.request_scheduled, request=request, spider=self._spider, dont_log=IgnoreRequest
        ):
            if isinstance(answer, Failure) and isinstance(answer.value, IgnoreRequest):
                return
        unit.children[fingerprint] = found
        if fingerprint == unit.row.fingerprint:
            # by get_retry_request; not a page that names itself as the next one
            unit.again = request.meta.get("retry_times", 0) > unit.retries

    def raised(self, unit: Unit, error: Exception) -> None:
        """Note that a callback or errback ended by an exception."""
        if isinstance(error, CloseSpider):
            # On purpose. Without an item the callback may not have been through: the next run calls it again.
            unit.put_back = unit.put_back or not unit.yielded
        elif not isinstance(error, HttpError):  # noted by `failed`
            unit.outcome = self._outcome(error, ours=True)
            if isinstance(error, NotAnArticle):
                unit.rejection = (unit.row.url, str(error), None)
        self._exhausted(unit)

    def _outcome(self, error: BaseException, *, ours: bool = False) -> Outcome:
        """What an exception means for the request. One may say by itself that it is `transient`.

        `ours`: it comes from a callback or a pipeline. A fault of our own code says nothing about the page: a later run,
        perhaps with the fault mended, tries again.
        """
        if isinstance(error, NotAnArticle):
            return Outcome("rejected", str(error))
        if isinstance(error, HttpError):
            status = error.response.status
            if status == 304:
                return _NOT_MODIFIED
            transient = status >= 500 or status in PASSING_STATUS
            return Outcome("failed", f"HTTP {status}", transient, counts=self._answered)
        retried = tuple(load_object(name) for name in self._crawler.settings.getlist("RETRY_EXCEPTIONS"))
        transient = bool(
            getattr(error, "transient", isinstance(error, retried) or (ours and not isinstance(error, IgnoreRequest)))
        )
        # When the site answers nothing at all, that says nothing about this page.
        return Outcome("failed", f"{type(error).__name__}: {error}", transient, counts=self._answered or not transient)

    def add_article(self, lease: int | None, article: Article) -> None:
        """Commit an article with the rest of its unit, or by itself when it belongs to none."""
        if lease is not None and (unit := self.units.get(lease)):
            unit.articles.append(article)
        else:
            self.store.put_article(self._spider.name, article, self.ages)

    def item_left(self, unit: Unit, error: BaseException | None = None) -> None:
        """Note that an item has left the pipelines, or was dropped or broken there."""
        skipped = getattr(error, "skipped", False)
        if isinstance(error, DropItem | NotAnArticle) and not skipped:
            unit.rejection = unit.rejection or (unit.row.url, str(error), None)
            unit.outcome = unit.outcome or Outcome("rejected", str(error))
        elif error is not None:
            unit.outcome = unit.outcome or (
                Outcome("skipped", str(error)) if skipped else self._outcome(error, ours=True)
            )
        unit.items -= 1
        self._settle(unit)

    def _exhausted(self, unit: Unit) -> None:
        unit.exhausted = True
        self._settle(unit)

    def _settle(self, unit: Unit) -> None:
        """Commit the unit once all of it is there."""
        if not unit.exhausted or unit.items or self.units.get(unit.row.id) is not unit:
            return
        del self.units[unit.row.id]
        if unit.put_back:
            return  # the row stays leased, so that this run doesn't take it again, and is released when it closes
        try:
            try:
                self._commit(unit)
            except OperationalError:
                self._commit(unit)  # PostgreSQL ends one of two transactions that wait for each other
        except SQLAlchemyError as error:
            self._give_up(error)

    def _commit(self, unit: Unit) -> None:
        leases = cast("Leases", self.leases)  # which leased it
        outcome = unit.outcome or Outcome("done")
        if outcome.state in ("rejected", "skipped") and unit.articles:
            outcome = Outcome("done")  # one of several items
        name = self._spider.name
        added = 0
        changes: list[Change] = []
        look: Look | None = None
        with self.store.transaction():
            # Validators are those of the last page that was read: an error page, or one that the callback choked on,
            # must not pass for read when it is unchanged.
            etag, modified = (unit.etag, unit.last_modified) if outcome.state == "done" else (None, None)
            if not leases.acknowledge(unit.row.id, outcome, etag=etag, last_modified=modified):
                logger.warning("Lost the lease of %s: whoever has it now will do it again", unit.row.url)
                self._count("lost", 1)
                return
            if unit.again:
                leases.asked(unit.row.fingerprint, forget=True)
            if unit.children:
                added = leases.add(list(unit.children.values()))
            look = self._look(unit, outcome)
            changes.extend(self.store.put_article(name, article, self.ages) for article in unit.articles)
            if unit.rejection:
                url, reason, page = unit.rejection
                self.store.record_rejected(name, url, reason, run=self.run, page=page)
        self._stored |= dict.fromkeys(unit.children)
        for fingerprint in list(islice(self._stored, max(0, len(self._stored) - _REMEMBERED))):
            del self._stored[fingerprint]
        self._count_found(added, len(unit.children))
        for change in changes:
            self._count(f"articles/{change}", 1)
        self._count(outcome.state, 1)
        if look:
            self._rechecks.count(look)
            self._count(look.finding, 1, "rechecks")
            self._count("returned", int(look.was_removed and look.finding == "there"), "rechecks")

    def _look(self, unit: Unit, outcome: Outcome) -> Look | None:
        """Record what another look at a stored article has said."""
        if unit.recheck is None:
            return None
        if unit.gone:
            return self._rechecks.note(unit.recheck, "gone", unit.gone)
        there = outcome == _NOT_MODIFIED or any(article.id == unit.recheck for article in unit.articles)
        return self._rechecks.note(unit.recheck, "there" if there else "unclear")

    def give_up_lost(self) -> None:
        """Fail what Scrapy let go of without a word, as it does when `request_scheduled` refuses a redirect.

        To be called when nothing is being downloaded or processed.
        """
        for unit in list(self.units.values()):
            unit.outcome = Outcome("failed", "lost: refused on its way back to the scheduler", transient=True)
            unit.items = 0
            self._exhausted(unit)

    def _count(self, what: str, number: int, under: str = "frontier") -> None:
        if number and self._crawler.stats:
            self._crawler.stats.inc_value(f"{under}/{what}", number)


class FrontierScheduler(BaseScheduler):
    """Scrapy's SCHEDULER: requests in the database, leased one at a time.

    Settings: `STORE_URL`, `DATA_DIR`; `FRONTIER_MAX_ATTEMPTS` (3), `FRONTIER_MAX_RUNS` (5),
    `FRONTIER_LEASE_SECONDS` (600): see `Leases`. A spider's `frontier_job` keeps crawls of other extent
    apart; rows of another job are left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._frontier = Frontier.of(crawler)
        self._memory: deque[Request] = deque()
        """Retries and redirects of leased requests, and requests that can't be stored."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by the engine."""
        return cls(crawler)

    def close(self, reason: str) -> None:
        """Give back what was leased and not acknowledged."""
        self._frontier.close(reason)

    def has_pending_requests(self) -> bool:
        """Whether this worker can go on now. What other workers have leased is theirs to finish."""
        if self._memory:
            return True
        if self._frontier.leases is None:
            return False
        engine = self._crawler.engine
        if engine and not engine.downloader.active and engine.scraper.slot and engine.scraper.slot.is_idle():
            self._frontier.give_up_lost()
        return self._frontier.ready()

    def enqueue_request(self, request: Request) -> bool:
        """Keep a request. False: it is known and need not be fetched."""
        if self._frontier.unit_of(request) or self._crawler.settings.getbool("KEEP_ALIVE"):  # set by `scrapy shell`
            self._memory.append(request)
            return True
        try:
            return self._frontier.add(request)
        except Unstorable as reason:
            logger.debug("Kept in memory only: %s", reason)
            self._memory.append(request)
            return True

    def next_request(self) -> Request | None:
        """The next request: what is in memory first."""
        return self._memory.popleft() if self._memory else self._frontier.lease()
