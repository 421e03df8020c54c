"""What the date functions return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["second", "minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a text says about a moment, and how exactly."""

    value: datetime | date
    """Aware, in Asia/Ho_Chi_Minh or with the offset that the text states; where the text names only a day, month or
    year, the plain date of its first day."""
    precision: Precision
    rule: str
    """Which rule read it; docs/vietnamese.md describes each."""
    flags: tuple[str, ...] = ()
    """What a reader of the value should know; docs/vietnamese.md describes each."""
    end: datetime | date | None = None
    """Where a range ends."""

    def flagged(self, *flags: str) -> ParsedDate:
        """The same with more flags."""
        return ParsedDate(self.value, self.precision, self.rule, (*self.flags, *flags), self.end)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece of the text that looks like a date and gives none."""

    text: str
    """The piece, in small letters."""
    reason: str
    alternative: date | None = None
    """For `us_order_only`: the day if the month stood first."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What one line says about publication and update."""

    published: ParsedDate | None = None
    modified: ParsedDate | None = None
    refused: tuple[Refusal, ...] = ()
