"""Quarters of a year, written as case facts write them ("2026-Q3")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3
WRITTEN = re.compile(r"([0-9]{4})-Q([1-4])")


class NoQuarterError(ValueError):
    """Text that is not a quarter."""


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, ``number`` 1 to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.year < 9999 and 1 <= self.number <= 4):
            raise NoQuarterError(f"There is no quarter {self.number} of the year {self.year}.")

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """From "2026-Q3". Raises ``NoQuarterError``."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise NoQuarterError(f"{text!r} is not a quarter such as 2026-Q3.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def former(self) -> Quarter:
        return Quarter.of(self.first_day - timedelta(days=1))

    def is_closed(self, today: date) -> bool:
        """Whether its last day is over, so that nobody can be registered in it any more."""
        return today > self.last_day


def last_closed(today: date, count: int) -> list[Quarter]:
    """The ``count`` quarters that closed last, the latest first."""
    quarters = [Quarter.of(today).former]
    while len(quarters) < count:
        quarters.append(quarters[-1].former)
    return quarters
