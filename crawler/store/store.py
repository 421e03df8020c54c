"""The record: articles, revisions, rejected pages, runs, and what has been published. No Scrapy in here."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Select, bindparam, event, func, select, update
from sqlalchemy.engine import ExceptionContext

from crawler.items import Article, Draft, Removed
from crawler.store.ages import Ages, next_check
from crawler.store.database import durable, insert_new, open_engine, streaming, timestamp, without_nul
from crawler.store.migrate import prepare
from crawler.store.schema import articles, marks, rejected, requests, revisions, run_files, runs

T = TypeVar("T")

Change = Literal["new", "changed", "unchanged"]

_CHUNK = 500  # values in one IN list, well below each dialect's limit
_URL_LENGTH = 2000  # of a rejected page, to which a redirect may have led: PostgreSQL's indexes take 2,700 bytes
_PRESS_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# Built once: SQLAlchemy caches what it compiles by the statement's form, and building the form costs as much
# again.
_LATEST = select(articles.c.revision, articles.c.content_hash, articles.c.first_seen, articles.c.newness).where(
    articles.c.id == bindparam("article_id")
)
_LATEST_LOCKED = _LATEST.with_for_update()  # PostgreSQL; SQLite's transaction holds the only write lock
_THERE = (
    update(articles)
    .where(articles.c.id == bindparam("article_id"))
    .values(status="live", gone_since=None, gone_reason=None)
)
_SEEN = _THERE.values({name: bindparam(name) for name in ("last_seen", "next_check")})
_REVISED = _SEEN.values({name: bindparam(name) for name in ("url", "revision", "content_hash", "newness")})
_LATEST_PAYLOAD = (
    select(revisions.c.payload)
    .join(articles, (articles.c.id == revisions.c.article_id) & (articles.c.revision == revisions.c.revision))
    .where(articles.c.id == bindparam("article_id"))
)
_NEWEST = (
    select(revisions.c.payload)
    .join(articles, (articles.c.id == revisions.c.article_id) & (articles.c.revision == revisions.c.revision))
    .where(articles.c.publication == bindparam("publication"), articles.c.status == "live")
    .order_by(articles.c.newness.desc(), articles.c.id)
    .limit(bindparam("limit"))
)
_REMOVED = (
    select(articles.c.id, articles.c.url, articles.c.gone_since, articles.c.gone_reason, revisions.c.payload)
    .join(revisions, (articles.c.id == revisions.c.article_id) & (articles.c.revision == revisions.c.revision))
    .where(articles.c.publication == bindparam("publication"), articles.c.status == "removed")
    .order_by(articles.c.gone_since.desc(), articles.c.id)
)
_RUN_FILE = (
    select(revisions.c.payload)
    .where(revisions.c.publication == bindparam("publication"), revisions.c.run_file == bindparam("name"))
    .order_by(revisions.c.id)
)
_FRESH = (
    select(revisions.c.payload)
    .join(articles, articles.c.id == revisions.c.article_id)
    .where(
        revisions.c.publication == bindparam("publication"),
        revisions.c.run_file == bindparam("name"),
        revisions.c.revision == 1,
        articles.c.newness >= bindparam("since"),
    )
)


@dataclass(frozen=True)
class Rejection:
    """A page that was taken for an article and is none."""

    seen: str
    reason: str
    url: str
    page: str | None
    """Where it is kept, relative to DATA_DIR; None where the disk refused."""


@dataclass(frozen=True)
class Run:
    """One crawl of one publication. Times are ISO 8601 in UTC."""

    id: int
    publication: str
    started: str
    finished: str | None
    """None while it goes on, and for ever when it was killed."""
    reason: str | None
    """Scrapy's finish reason."""
    exit_code: int | None
    stats: dict[str, Any]


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """`values` in lists that fit into one IN list."""
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _newness(article: Article, first_seen: str) -> str:
    """What the newest articles are sorted by: the printed date, but no later than the article was first seen.

    So a wrong date in the future doesn't keep an article on top. A day counts from its midnight in Vietnam.
    """
    if not article.date_published:
        return first_seen
    published = datetime.fromisoformat(article.date_published)
    if not published.tzinfo:
        published = published.replace(tzinfo=_PRESS_ZONE)
    return min(timestamp(published), first_seen)


class Store:
    """The database of all publications, opened by an SQLAlchemy URL.

    Each method is a transaction of its own unless `transaction` is open around it. Database errors are
    SQLAlchemy's. A new database gets its tables, one of an earlier version of the software is migrated; raises
    `SchemaError` where that can't be done.
    """

    _shared: ClassVar[dict[tuple[int, str], Self]] = {}
    """By thread and URL."""

    def __init__(self, url: str) -> None:
        self._users = 1
        self._listeners: list[Callable[[Exception], None]] = []
        self._engine = open_engine(url)
        event.listen(self._engine, "handle_error", self._failed)
        try:
            prepare(self._engine)
            self.writer = self._engine.connect()
        except BaseException:
            self._engine.dispose()
            raise
        # Reads of their own connection neither wait for writers nor keep a write lock while somebody
        # iterates.
        self.reader = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # RETURNING tells whether it was inserted; the count of rows doesn't with every driver.
        self._insert_article = insert_new(self.writer, articles).returning(articles.c.id)
        self._insert_rejected = insert_new(self.writer, rejected)

    @classmethod
    def shared(cls, url: str) -> Self:
        """The store that all crawls of this thread use, each until it calls `close`.

        Nothing here is left in the middle for others to come in between, and a server has no connections to spare: two for
        each of eighty publications are more than PostgreSQL allows.
        """
        key = threading.get_ident(), url
        if found := cls._shared.get(key):
            found._users += 1
            return found
        made = cls._shared[key] = cls(url)
        return made

    def close(self) -> None:
        """Close the connections; the store can't be used afterwards. One that is shared is closed by the last user."""
        self._users -= 1
        if self._users:
            return
        for key in [key for key, store in self._shared.items() if store is self]:
            del self._shared[key]
        self.reader.close()
        self.writer.close()
        self._engine.dispose()

    def on_disconnect(self, call: Callable[[Exception], None], *, listen: bool = True) -> None:
        """Call this when a connection is lost, whatever became of the error; or, with `listen=False`, no more.

        Much of what a crawl asks is asked on behalf of a page, and its errors are taken for the page's.
        """
        self._listeners = [each for each in self._listeners if each != call] + [call] * listen

    def _failed(self, context: ExceptionContext) -> None:
        if context.is_disconnect:
            for call in self._listeners:
                call(context.sqlalchemy_exception or Exception(str(context.original_exception)))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing for what is done inside; joins the transaction that is open already, if any."""
        if self.writer.in_transaction():
            yield
        else:
            with self.writer.begin():
                yield

    # --- articles -------------------------------------------------------------------------------------------

    def put_article(self, publication: str, article: Article, ages: Ages = ()) -> Change:
        """Store an article: a content hash that is the latest one's only says that it was seen again.

        Otherwise it becomes the next revision, and its payload carries the number decided here, whatever
        `article.revision` says. It is live then, and to be looked at again when it reaches the next of `ages`
        (crawler.store.rechecks). Raises ValueError for an article without id or content hash.
        """
        if not (article.id and article.content_hash):
            raise ValueError(f"an article to store needs an id and a content hash: {article.url}")
        if isinstance(article, Draft):
            article = article.finished()
        seen = article.date_fetched or timestamp()
        with self.transaction():
            known = self.writer.execute(_LATEST_LOCKED, {"article_id": article.id}).first()
            if known is None:
                newness = _newness(article, seen)
                inserted = self.writer.execute(
                    self._insert_article,
                    {
                        "id": article.id,
                        "publication": publication,
                        "url": article.url,
                        "revision": 1,
                        "content_hash": article.content_hash,
                        "newness": newness,
                        "first_seen": seen,
                        "last_seen": seen,
                        "next_check": next_check(newness, seen, ages),
                    },
                )
                if inserted.first():
                    self._put_revision(publication, replace(article, revision=1), seen)
                    return "new"
                # PostgreSQL: another worker was first, between our look and our insert
                known = self.writer.execute(_LATEST_LOCKED, {"article_id": article.id}).one()
            if known.content_hash == article.content_hash:
                again = next_check(known.newness, seen, ages)
                self.writer.execute(_SEEN, {"article_id": article.id, "last_seen": seen, "next_check": again})
                return "unchanged"
            newness = _newness(article, known.first_seen)
            self.writer.execute(
                _REVISED,
                {
                    "article_id": article.id,
                    "url": article.url,
                    "revision": known.revision + 1,
                    "content_hash": article.content_hash,
                    "newness": newness,
                    "last_seen": seen,
                    "next_check": next_check(newness, seen, ages),
                },
            )
            self._put_revision(publication, replace(article, revision=known.revision + 1), seen)
            return "changed"

    def _put_revision(self, publication: str, article: Article, seen: str) -> None:
        self.writer.execute(
            revisions.insert(),
            {
                "article_id": article.id,
                "revision": article.revision,
                "publication": publication,
                "content_hash": article.content_hash,
                "fetched": seen,
                "payload": orjson.dumps(article).decode(),
            },
        )

    def next_revision(self, article: Article) -> int:
        """The revision number that `put_article` would give this article now."""
        known = self.reader.execute(_LATEST, {"article_id": article.id}).first()
        if known is None:
            return 1
        return int(known.revision) + int(known.content_hash != article.content_hash)

    def latest(self, article_id: str) -> dict[str, Any] | None:
        """The latest revision of an article as the dictionary of an `Article`; None when it isn't stored."""
        payload = self.reader.execute(_LATEST_PAYLOAD, {"article_id": article_id}).scalar()
        return None if payload is None else dict(orjson.loads(payload))

    def newest(self, publication: str, limit: int) -> Iterator[dict[str, Any]]:
        """The latest revisions of the newest articles, newest first."""
        yield from self._payloads(_NEWEST, {"publication": publication, "limit": limit})

    def _payloads(self, statement: Select[Any], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        # Closed at once when nobody reads on: an open cursor keeps SQLite's log from being folded into the
        # database.
        with (
            streaming(self._engine, self.reader) as connection,
            closing(connection.execute(statement, values)) as found,
        ):
            for row in found:
                yield orjson.loads(row.payload)

    def count_articles(self, publication: str, *, removed: bool = False) -> int:
        """How many articles of a publication are stored, or how many of them the publication has removed."""
        found = select(func.count()).select_from(articles).where(articles.c.publication == publication)
        if removed:
            found = found.where(articles.c.status == "removed")
        return int(self.reader.execute(found).scalar_one())

    def first_seen(self, since: datetime) -> dict[str, Counter[str]]:
        """How many of the articles seen since a moment each publication had first on each day (UTC, as text)."""
        day = func.substr(articles.c.first_seen, 1, 10).label("day")
        found = (
            select(articles.c.publication, day, func.count())
            .where(articles.c.first_seen >= timestamp(since))
            .group_by(articles.c.publication, day)
        )
        counted: dict[str, Counter[str]] = {}
        for publication, when, number in self.reader.execute(found):
            counted.setdefault(publication, Counter())[when] = number
        return counted

    def removed(self, publication: str) -> Iterator[Removed]:
        """The articles that the publication has removed, the last one first."""
        with closing(self.reader.execute(_REMOVED, {"publication": publication})) as found:
            for row in found:
                title = orjson.loads(row.payload)["title"]
                yield Removed(row.id, row.url, title, row.gone_since, row.gone_reason)

    def article_at(self, publication: str, url: str) -> str | None:
        """The id of the article that is stored under a canonical URL, or None."""
        found = select(articles.c.id).where(articles.c.publication == publication, articles.c.url == url)
        return self.reader.execute(found).scalar()

    def last_done(self, publication: str, fingerprint: str) -> datetime | None:
        """When a request was done (aware); None when it is not."""
        found = select(requests.c.changed).where(
            requests.c.publication == publication,
            requests.c.fingerprint == fingerprint,
            requests.c.state == "done",
        )
        done = self.reader.execute(found).scalar()
        return datetime.fromisoformat(done) if done else None

    def is_listing(self, publication: str, fingerprint: str) -> bool:
        """Whether a request is known as one for a listing."""
        found = select(requests.c.kind).where(
            requests.c.publication == publication, requests.c.fingerprint == fingerprint
        )
        return self.reader.execute(found).scalar() == "listing"

    def known_urls(self, publication: str, urls: Iterable[str], *, before: datetime | None = None) -> set[str]:
        """Those of the canonical `urls` under which an article is stored, first seen before the moment `before`."""
        until = timestamp(before) if before else "9"  # sorts after all times
        known: set[str] = set()
        for chunk in chunks(urls):
            stored = select(articles.c.url).where(
                articles.c.publication == publication, articles.c.url.in_(chunk), articles.c.first_seen < until
            )
            known.update(self.reader.execute(stored).scalars())
        return known

    def record_rejected(
        self, publication: str, url: str, reason: str, *, run: int = 0, page: str | None = None
    ) -> None:
        """Record a page that is no article, once for a URL and run. `page`: where it is kept."""
        with self.transaction():
            self.writer.execute(
                self._insert_rejected,
                {
                    "publication": publication,
                    "url": (without_nul(url) or "")[:_URL_LENGTH],
                    "run": run,
                    "reason": without_nul(reason),
                    "seen": timestamp(),
                    "page": page,
                },
            )

    def rejected_pages(self, publication: str, limit: int) -> list[Rejection]:
        """The pages of a publication that were no articles, those seen last first."""
        found = (
            select(rejected.c.seen, rejected.c.reason, rejected.c.url, rejected.c.page)
            .where(rejected.c.publication == publication)
            .order_by(rejected.c.seen.desc(), rejected.c.url)
            .limit(limit)
        )
        return [Rejection(*row) for row in self.reader.execute(found)]

    def rejections(self, run: int) -> dict[str, int]:
        """How many pages a run rejected, by reason, most frequent first."""
        number = func.count().label("number")
        counted = (
            select(rejected.c.reason, number)
            .where(rejected.c.run == run)
            .group_by(rejected.c.reason)
            .order_by(number.desc(), rejected.c.reason)
        )
        return {row.reason: row.number for row in self.reader.execute(counted)}

    def failures(self, run: int) -> dict[str, int]:
        """How many requests failed in a run, by the kind of reason (`HTTP 404`), most frequent first."""
        reasons = select(requests.c.reason).where(requests.c.run == run, requests.c.state == "failed")
        kinds = Counter(reason.partition(":")[0] for reason in self.reader.execute(reasons).scalars())
        return dict(kinds.most_common())

    def validators(self, publication: str, fingerprint: str) -> tuple[str | None, str | None]:
        """(ETag, Last-Modified) of the last response to a request that was read, as they stood in its headers."""
        found = select(requests.c.etag, requests.c.last_modified).where(
            requests.c.publication == publication, requests.c.fingerprint == fingerprint
        )
        row = self.reader.execute(found).first()
        return (row.etag, row.last_modified) if row else (None, None)

    def settled_urls(self, publication: str, state: Literal["rejected", "failed"]) -> list[str]:
        """The article pages that no run asks for any more because they were rejected, or failed for good."""
        wanted = select(requests.c.url).where(
            requests.c.publication == publication, requests.c.kind == "article", requests.c.state == state
        )
        return list(self.reader.execute(wanted.order_by(requests.c.id)).scalars())

    def unpublished(self, publication: str) -> list[tuple[str, str]]:
        """(id, URL) of the articles with a revision that is in no feed: held back, or not yet written."""
        waiting = select(revisions.c.article_id).where(
            revisions.c.publication == publication, revisions.c.run_file.is_(None)
        )
        wanted = select(articles.c.id, articles.c.url).where(articles.c.id.in_(waiting)).order_by(articles.c.id)
        return [(row.id, row.url) for row in self.reader.execute(wanted)]

    # --- runs -----------------------------------------------------------------------------------------------

    def start_run(self, publication: str) -> int:
        """Record that a crawl begins; returns its number."""
        with self.transaction():
            added = runs.insert().values(publication=publication, started=timestamp()).returning(runs.c.id)
            return int(self.writer.execute(added).scalar_one())

    def finish_run(
        self,
        run: int,
        *,
        reason: str | None = None,
        exit_code: int | None = None,
        stats: Mapping[str, Any] | None = None,
    ) -> None:
        """Record how a crawl ended; may be called again by somebody who knows more, what isn't given stays."""
        values: dict[str, Any] = {"finished": timestamp()}
        if reason is not None:
            values["reason"] = reason
        if exit_code is not None:
            values["exit_code"] = exit_code
        if stats is not None:
            values["stats"] = orjson.dumps(dict(stats), default=str, option=orjson.OPT_NON_STR_KEYS).decode()
        with self.transaction():
            self.writer.execute(update(runs).where(runs.c.id == run).values(values))

    def last_run(self, publication: str) -> Run | None:
        """The run that began last, or None before the first."""
        return next(iter(self.runs(publication, 1)), None)

    def runs(self, publication: str, limit: int, *, since: datetime | None = None) -> list[Run]:
        """The runs that began last, newest first; only those that began at the moment `since` or later."""
        found = select(runs).where(runs.c.publication == publication).order_by(runs.c.id.desc()).limit(limit)
        if since:
            found = found.where(runs.c.started >= timestamp(since))
        rows = self.reader.execute(found).mappings().all()
        return [Run(**{**row, "stats": orjson.loads(row["stats"] or "{}")}) for row in rows]

    def newness(self, publication: str, since: datetime) -> list[datetime]:
        """When the articles published since a moment were published, oldest first (aware; see `_newness`)."""
        found = (
            select(articles.c.newness)
            .where(articles.c.publication == publication, articles.c.newness >= timestamp(since))
            .order_by(articles.c.newness)
        )
        return [datetime.fromisoformat(value) for value in self.reader.execute(found).scalars()]

    def fresh(self, publication: str, run_file: str, since: datetime) -> Iterator[dict[str, Any]]:
        """The new articles (no later revisions) of a run file that were published since a moment."""
        yield from self._payloads(_FRESH, {"publication": publication, "name": run_file, "since": timestamp(since)})

    # --- marks ----------------------------------------------------------------------------------------------

    def mark(self, publication: str, name: str) -> str | None:
        """What `set_mark` noted under a name, or None."""
        noted = select(marks.c.value).where(marks.c.publication == publication, marks.c.name == name)
        return self.reader.execute(noted).scalar()

    def set_mark(self, publication: str, name: str, value: str) -> None:
        """Note something that later runs of a publication should know."""
        with self.transaction():
            noted = marks.c.publication == publication, marks.c.name == name
            # Another process may note it at the same moment: whoever comes last is right, neither fails.
            self.writer.execute(insert_new(self.writer, marks).values(publication=publication, name=name, value=value))
            self.writer.execute(update(marks).where(*noted).values(value=value))

    # --- publishing, exactly once ---------------------------------------------------------------------------

    def assign_run_file(self, publication: str, name: str) -> int:
        """Bind all revisions that no run file holds yet to the file `name`; returns how many.

        To publish: assign, write the file atomically from `run_file_items`, confirm. A publisher that was
        killed in between finds the file in `pending_run_files` and writes the very same content again.
        Durable: not even a power cut undoes an assignment after a file was written by it. Raises ValueError
        when the name is taken.
        """
        with durable(self.writer), self.transaction():
            taken = select(run_files.c.state).where(run_files.c.publication == publication, run_files.c.name == name)
            if self.writer.execute(taken).first():
                raise ValueError(f"run file {name} of {publication} has been assigned already")
            bound = self.writer.execute(
                update(revisions)
                .where(revisions.c.publication == publication, revisions.c.run_file.is_(None))
                .values(run_file=name)
            ).rowcount
            if bound:
                self.writer.execute(
                    run_files.insert().values(publication=publication, name=name, state="assigned", changed=timestamp())
                )
            return int(bound)

    def pending_run_files(self, publication: str) -> list[str]:
        """Names of the files that were assigned but not confirmed, oldest first."""
        pending = (
            select(run_files.c.name)
            .where(run_files.c.publication == publication, run_files.c.state == "assigned")
            .order_by(run_files.c.changed, run_files.c.name)
        )
        return list(self.reader.execute(pending).scalars())

    def run_file_items(self, publication: str, name: str) -> Iterator[dict[str, Any]]:
        """The revisions of a run file as `Article` dictionaries, in the order in which they were stored."""
        yield from self._payloads(_RUN_FILE, {"publication": publication, "name": name})

    def confirm_run_file(self, publication: str, name: str) -> None:
        """Record that a run file stands complete where it belongs."""
        with self.transaction():
            self.writer.execute(
                update(run_files)
                .where(run_files.c.publication == publication, run_files.c.name == name)
                .values(state="confirmed", changed=timestamp())
            )
