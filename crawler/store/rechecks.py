"""Articles that are looked at again, and which of them are gone. No Scrapy in here.

An article is due when it reaches the next of the ages, counted from its publication (`articles.newness`): what a
backfill brings home is older than the last age and never due. Whoever stores an article or looks at it sets the next
time in the same transaction, so that a kill costs no look and doubles none.

An article that isn't at its address any more (404, 410, a redirect to the home page or a listing) may only seem so:
the site has a bad hour, or was rebuilt with other addresses. Therefore

- it stays as it is at first; the ages count anew from that moment, and only when a later run finds it gone too it is
  marked as removed. A 410 says by itself that it is meant, and needs no second look.
- a run that may mark something also looks at articles that should be there: as many as are in doubt, at least
  `CONTROLS`, the newest that are no newer than those. As long as more of what a run has looked at is gone than is
  there, it marks none.

What is removed keeps its revisions, is looked at a few more times, and is live again as soon as it is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from crawler.store.ages import Ages, next_check
from crawler.store.database import timestamp
from crawler.store.schema import articles
from crawler.store.store import Store, chunks

CONTROLS = 4

Finding = Literal["there", "gone", "unclear"]

_ROW = articles.c


@dataclass(frozen=True, slots=True)
class Due:
    """An article to look at."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at an article has said."""

    article_id: str
    finding: Finding
    was_removed: bool
    """It had been marked as removed."""
    certain: bool
    """It is gone, and not for the first time."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the looks of a run amount to, in articles."""

    removed: int = 0
    """Marked as removed."""
    held: int = 0
    """Not marked, because too much was gone."""


class Rechecks:
    """The looks of one run at one publication's articles."""

    def __init__(self, store: Store, publication: str, ages: Ages) -> None:
        self._store = store
        self._publication = publication
        self._ages = ages
        self._there = 0
        self._gone = 0
        self._certain: set[str] = set()

    def due(self, limit: int) -> list[Due]:
        """The articles to look at now, at most `limit`: those that should be there first, then who waits longest."""
        if not self._ages:
            return []
        now = timestamp()
        waiting = self._store.reader.execute(
            select(_ROW.id, _ROW.url, _ROW.newness, _ROW.gone_since, _ROW.status)
            .where(_ROW.publication == self._publication, _ROW.next_check <= now)
            .order_by(_ROW.next_check, _ROW.id)
            .limit(limit)
        ).all()
        doubtful = [row.newness for row in waiting if row.gone_since and row.status == "live"]
        controls = self._controls(max(doubtful), now, min(max(CONTROLS, len(doubtful)), limit // 2)) if doubtful else []
        # A run may be cut: then it has seen what speaks for the site being well before what speaks for removing.
        rest = sorted(waiting[: limit - len(controls)], key=lambda row: row.gone_since is not None)
        return [*controls, *(Due(row.id, row.url) for row in rest)]

    def _controls(self, newness: str, now: str, number: int) -> list[Due]:
        """Articles that are not due, and no newer than those in doubt: after a rebuilding, only what is new is well."""
        found = (
            select(_ROW.id, _ROW.url)
            .where(
                _ROW.publication == self._publication,
                _ROW.newness <= newness,
                _ROW.status == "live",
                _ROW.gone_since.is_(None),
                _ROW.next_check.is_(None) | (_ROW.next_check > now),
            )
            .order_by(_ROW.newness.desc(), _ROW.id)
            .limit(number)
        )
        return [Due(row.id, row.url) for row in self._store.reader.execute(found)]

    def note(self, article_id: str, finding: Finding, reason: str | None = None) -> Look | None:
        """Record a look; `reason` says why it is gone. None: no such article.

        Call `count` with what this returns once the transaction around it is committed.
        """
        now = timestamp()
        with self._store.transaction():
            known = self._store.writer.execute(
                select(_ROW.newness, _ROW.gone_since, _ROW.status).where(
                    _ROW.id == article_id, _ROW.publication == self._publication
                )
            ).first()
            if known is None:
                return None
            if finding == "there":
                values = {
                    "last_seen": now,
                    "status": "live",
                    "gone_since": None,
                    "gone_reason": None,
                    "next_check": next_check(known.newness, now, self._ages),
                }
            elif finding == "gone":
                since = known.gone_since or now
                values = {
                    "gone_since": since,
                    "gone_reason": reason,
                    "next_check": next_check(since, now, self._ages),
                }
            else:
                values = {"next_check": next_check(known.gone_since or known.newness, now, self._ages)}
            self._store.writer.execute(update(articles).where(_ROW.id == article_id).values(values))
        return Look(
            article_id,
            finding,
            was_removed=known.status == "removed",
            certain=finding == "gone" and (known.gone_since is not None or reason == "HTTP 410"),
        )

    def count(self, look: Look) -> None:
        """Take a look into account for `conclude`. What had been removed before says nothing about today's site."""
        if look.was_removed:
            return
        self._there += look.finding == "there"
        self._gone += look.finding == "gone"
        if look.certain:
            self._certain.add(look.article_id)

    def conclude(self) -> Conclusion:
        """Mark as removed what is certainly gone, unless more is gone than is there. To be called when the run ends."""
        if not self._certain:
            return Conclusion()
        if self._gone > self._there:
            return Conclusion(held=len(self._certain))
        with self._store.transaction():
            for chunk in chunks(sorted(self._certain)):
                self._store.writer.execute(
                    update(articles)
                    .where(_ROW.id.in_(chunk), _ROW.gone_since.is_not(None))  # nobody has seen it since
                    .values(status="removed")
                )
        return Conclusion(removed=len(self._certain))
