"""The frontier's table: who may fetch what, and what became of it. No Scrapy in here.

A row is `ready`, then `leased` by a worker, then `done`, `failed`, `rejected` or `skipped`. A worker that
dies leaves its rows leased; the next one to open the frontier on that host sees that the process is gone and
makes them ready again, and rows of a worker on another host become ready when their lease expires.

A row that was leased when its worker died may have killed it. Such suspects come last, and alone: nothing
else is leased meanwhile, so that a page that kills its worker takes no innocent ones along, and everything
else gets done first. One that outlived `max_attempts` workers is failed as poison; later runs give it one
more chance each, as they do with each page that failed transiently, because the killer may have been the
operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, bindparam, case, false, func, literal, select, true, update

from crawler.store.database import insert_new, take_turns, timestamp, without_nul
from crawler.store.schema import requests
from crawler.store.store import Store, chunks
from crawler.store.workers import is_dead, this_worker

EndState = Literal["done", "failed", "rejected", "skipped"]

_ROW = requests.c

# SQLite takes one writer at a time and ignores FOR UPDATE; on PostgreSQL, workers skip rows that another one
# is taking.
_NEXT = (
    select(_ROW.id)
    .where(_ROW.publication == bindparam("of"), _ROW.job == bindparam("for_job"), _ROW.state == "ready")
    .order_by(_ROW.attempts, _ROW.priority.desc(), _ROW.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def _take(candidate: Any) -> Any:
    return (
        update(requests)
        .where(_ROW.id == candidate.scalar_subquery())
        .values(
            state="leased",
            attempts=_ROW.attempts + 1,
            owner=bindparam("by"),
            lease_expires=bindparam("until"),
        )
        .returning(_ROW.id, _ROW.fingerprint, _ROW.url, _ROW.attempts, _ROW.request)
    )


_TAKE_ANY = _take(_NEXT)
_TAKE_UNSUSPECTED = _take(_NEXT.where(_ROW.attempts == 0))
_ANY_READY = (
    select(literal(1))
    .where(_ROW.publication == bindparam("of"), _ROW.job == bindparam("for_job"), _ROW.state == "ready")
    .limit(1)
)
_ACKNOWLEDGE = (
    update(requests)
    .where(_ROW.id == bindparam("row"), _ROW.owner == bindparam("by"), _ROW.state == "leased")
    .values(
        {name: bindparam(name) for name in ("state", "reason", "transient", "run", "changed")}
        | {name: func.coalesce(bindparam(name), _ROW[name]) for name in ("etag", "last_modified")}
        | {"failures": _ROW.failures * bindparam("keep") + bindparam("add")}
        | {"attempts": 0, "owner": None, "lease_expires": None}
    )
)
_REOPEN = (
    update(requests)
    .where(_ROW.id == bindparam("row"), _ROW.state == bindparam("was"))
    .values(
        state="ready",
        reason=None,
        **{name: bindparam(name) for name in ("job", "kind", "priority", "request", "attempts", "changed")},
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A request that somebody asks for."""

    fingerprint: str
    url: str
    kind: str
    """`listing` or `article`."""
    priority: int
    again: bool
    """Ask for it although it was done before (`dont_filter`)."""
    request: str
    """As JSON."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A row that this worker may fetch."""

    id: int
    fingerprint: str
    url: str
    request: str
    suspect: bool
    """It was leased by a worker that died: nothing else may be leased meanwhile."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request."""

    state: EndState
    reason: str | None = None
    transient: bool = False
    """For `failed`: another run may succeed."""
    counts: bool = True
    """For `failed`: whether it counts towards the runs after which it is given up."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What opening the frontier found, in rows."""

    released: int
    """Leased by workers that are gone, ready again."""
    poisoned: int
    """Leased too often by workers that died."""
    reopened: int
    """Failed transiently in an earlier run, ready again."""


class Leases:
    """The rows of one publication and one job, as one worker sees them.

    `run` is the number of the run that acknowledgements are recorded under. `max_attempts`: see the module;
    `max_runs`: in how many runs in a row a row may fail transiently; `seconds`: how long a lease lasts unless
    renewed.
    """

    def __init__(
        self,
        store: Store,
        publication: str,
        job: str = "",
        *,
        run: int = 0,
        owner: str | None = None,
        max_attempts: int = 3,
        max_runs: int = 5,
        seconds: float = 600,
    ) -> None:
        self.store = store
        self.publication = publication
        self.job = job
        self.run = run
        self.owner = owner or this_worker()
        self._max_attempts = max_attempts
        self._max_runs = max_runs
        self._lease = timedelta(seconds=seconds)
        self._asked: set[str] = set()  # fingerprints that were asked for again in this run
        self._scope = {"of": publication, "for_job": job}
        self._insert = insert_new(store.writer, requests)

    # --- opening and closing --------------------------------------------------------------------------------

    def open(self) -> Recovered:
        """Take up what earlier runs left: see the module's description."""
        with self.store.transaction():
            reopened = self._reopen_failed()
            released, poisoned = self.recover()
        return Recovered(released, poisoned, reopened)

    def _reopen_failed(self) -> int:
        suspects_stay_so = case((_ROW.attempts < self._max_attempts, _ROW.attempts), else_=self._max_attempts - 1)
        return self.store.writer.execute(
            update(requests)
            .where(
                _ROW.publication == self.publication,
                _ROW.job == self.job,
                _ROW.state == "failed",
                _ROW.transient == true(),
                _ROW.failures < self._max_runs,
            )
            .values(state="ready", attempts=suspects_stay_so, changed=timestamp())
        ).rowcount

    def recover(self) -> tuple[int, int]:
        """Take back what dead workers hold, of any job: (rows made ready, rows failed as poison)."""
        others = (_ROW.publication == self.publication) & (_ROW.state == "leased") & (_ROW.owner != self.owner)
        with self.store.transaction():
            owners = self.store.writer.execute(select(_ROW.owner).where(others).distinct()).scalars()
            dead = [owner for owner in owners if owner and is_dead(owner)]
            gone = others & (_ROW.owner.in_(dead) | (_ROW.lease_expires < timestamp()))
            nobody = {"owner": None, "lease_expires": None, "changed": timestamp()}
            poisoned = self.store.writer.execute(
                update(requests)
                .where(gone, _ROW.attempts >= self._max_attempts)
                .values(
                    state="failed",
                    reason=f"poison: {self._max_attempts} workers died while they had it",
                    transient=true(),
                    failures=_ROW.failures + 1,
                    run=self.run,
                    **nobody,
                )
            ).rowcount
            released = self.store.writer.execute(update(requests).where(gone).values(state="ready", **nobody)).rowcount
        return released, poisoned

    def renew(self) -> None:
        """Extend this worker's leases, to be called well before they expire."""
        self._change_own(lease_expires=self._expiry())

    def release(self, *, forgive: bool = True) -> int:
        """Give back what was not acknowledged; returns how many rows.

        As if it had never been leased, unless one of them may be what ended the run (`forgive=False`): then the attempt
        counts, as after a kill.
        """
        return self._change_own(
            state="ready",
            attempts=_ROW.attempts - int(forgive),
            owner=None,
            lease_expires=None,
            changed=timestamp(),
        )

    def _change_own(self, **values: Any) -> int:
        with self.store.transaction():
            return self.store.writer.execute(
                update(requests)
                .where(
                    _ROW.publication == self.publication,
                    _ROW.state == "leased",
                    _ROW.owner == self.owner,
                    _ROW.job == self.job,
                )
                .values(**values)
            ).rowcount

    def _expiry(self) -> str:
        return timestamp(datetime.now(UTC) + self._lease)

    # --- the way of a row -----------------------------------------------------------------------------------

    def add(self, found: Sequence[Found]) -> int:
        """Ask for requests; returns how many were new, or are ready again. The rest is known and stays as it is."""
        unique = {each.fingerprint: each for each in found}
        with self.store.transaction():
            known = self._rows(unique)
            new = [each for each in unique.values() if each.fingerprint not in known]
            if new:
                take_turns(self.store.writer, self.publication)
                self.store.writer.execute(self._insert, [self._new_row(each) for each in new])
            reopened = [each for each in unique.values() if self._reopens(known.get(each.fingerprint), each)]
            for each in reopened:
                self._reopen(known[each.fingerprint], each)
        self._asked.update(each.fingerprint for each in unique.values() if each.again)
        return len(new) + len(reopened)

    def _rows(self, fingerprints: Iterable[str]) -> Mapping[str, Row[Any]]:
        rows: dict[str, Any] = {}
        for chunk in chunks(fingerprints):
            wanted = select(
                _ROW.id, _ROW.fingerprint, _ROW.job, _ROW.state, _ROW.transient, _ROW.failures, _ROW.run, _ROW.attempts
            ).where(_ROW.publication == self.publication, _ROW.fingerprint.in_(chunk))
            rows.update((row.fingerprint, row) for row in self.store.writer.execute(wanted))
        return rows

    def _new_row(self, found: Found) -> dict[str, Any]:
        return {
            "publication": self.publication,
            "fingerprint": found.fingerprint,
            "url": found.url,
            "kind": found.kind,
            "job": self.job,
            "state": "ready",
            "priority": found.priority,
            "attempts": 0,
            "failures": 0,
            "transient": False,
            "request": found.request,
            "changed": timestamp(),
        }

    def _reopens(self, row: Row[Any] | None, found: Found) -> bool:
        """Whether asking for a known row makes it ready, for this job."""
        if row is None or row.state == "leased":
            return False
        if row.state == "ready":
            return bool(row.job != self.job)
        if found.again and found.fingerprint not in self._asked:
            return True
        if row.run == self.run:
            return False  # this run has had its answer
        return bool(
            row.state == "skipped" or (row.state == "failed" and row.transient and row.failures < self._max_runs)
        )

    def _reopen(self, row: Row[Any], found: Found) -> None:
        self.store.writer.execute(
            _REOPEN,
            {
                "row": row.id,
                "was": row.state,
                "job": self.job,
                "kind": found.kind,
                "priority": found.priority,
                "request": found.request,
                "attempts": min(row.attempts, self._max_attempts - 1),
                "changed": timestamp(),
            },
        )

    def take(self, *, suspects: bool = True) -> Leased | None:
        """Lease the next row, by priority, then in the order of finding; None when none is ready.

        `suspects`: whether rows that a dead worker held may be taken, which come last.
        """
        with self.store.transaction():
            row = self.store.writer.execute(
                _TAKE_ANY if suspects else _TAKE_UNSUSPECTED,
                {**self._scope, "by": self.owner, "until": self._expiry()},
            ).first()
        if row is None:
            return None
        return Leased(row.id, row.fingerprint, row.url, row.request, suspect=row.attempts > 1)

    def asked(self, fingerprint: str, *, forget: bool = False) -> None:
        """Remember that a request is being fetched in this run: `Found.again` won't open it once more."""
        if forget:
            self._asked.discard(fingerprint)
        else:
            self._asked.add(fingerprint)

    def acknowledge(
        self, row: int, outcome: Outcome, *, etag: str | None = None, last_modified: str | None = None
    ) -> bool:
        """Record what became of a leased row. False: the lease is no longer ours, and nothing was changed."""
        failed = outcome.state == "failed"
        with self.store.transaction():
            changed = self.store.writer.execute(
                _ACKNOWLEDGE,
                {
                    "row": row,
                    "by": self.owner,
                    "state": outcome.state,
                    "reason": without_nul(outcome.reason),
                    "transient": outcome.transient,
                    "run": self.run,
                    "etag": without_nul(etag),
                    "last_modified": without_nul(last_modified),
                    "changed": timestamp(),
                    "keep": int(failed),
                    "add": int(failed and outcome.counts),
                },
            ).rowcount
        return bool(changed)

    # --- questions ------------------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether there is something to lease."""
        return self.store.reader.execute(_ANY_READY, self._scope).first() is not None

    def known(self, fingerprints: Iterable[str], *, before: datetime | None = None) -> set[str]:
        """Those of the requests that need not be asked for: done, rejected or failed for good.

        `before` (aware) leaves out what became so since.
        """
        until = timestamp(before) if before else "9"  # sorts after all times
        known: set[str] = set()
        for chunk in chunks(fingerprints):
            over = select(_ROW.fingerprint).where(
                _ROW.publication == self.publication,
                _ROW.fingerprint.in_(chunk),
                _ROW.changed < until,
                _ROW.state.in_(("done", "rejected")) | ((_ROW.state == "failed") & (_ROW.transient == false())),
            )
            known.update(self.store.reader.execute(over).scalars())
        return known
