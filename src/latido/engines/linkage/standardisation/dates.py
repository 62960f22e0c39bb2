"""Dates of which a part may be unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from latido.engines.linkage.errors import LinkageError

FIRST_YEAR, LAST_YEAR = 1850, 2150
_LEAP_YEAR = 2000  # an unknown year may have been a leap year
_UNKNOWN_PART = re.compile(r"[?xX]+|0+")
_ISO = re.compile(r"(\d{4}|[?xX]{4})(?:-([\d?xX]{1,2}))?(?:-([\d?xX]{1,2}))?")
_DAY_FIRST = re.compile(r"([\d?xX]{1,2})[/.-]([\d?xX]{1,2})[/.-](\d{4}|[?xX]{4})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with unknown parts as None. An impossible date raises LinkageError (`bad_date`)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise _bad_date()
        if self.month is not None and not 1 <= self.month <= 12:
            raise _bad_date()
        if self.day is not None and not 1 <= self.day <= self._days():
            raise _bad_date()

    def _days(self) -> int:
        if self.month is None:
            return 31
        return calendar.monthrange(_LEAP_YEAR if self.year is None else self.year, self.month)[1]

    @property
    def is_placeholder_day(self) -> bool:
        """1 January: what offices write when only the year is known."""
        return self.month == 1 and self.day == 1


UNKNOWN_DATE = PartialDate()


def parse_date(text: str) -> PartialDate:
    """Read `1999-04-13`, `1999-04`, `1999`, `1999-??-??`, `13/04/1999`; unknown parts as ?, x or 0.

    Day first when written with slashes or dots; a date that is only possible month first is read so.
    Empty text is an unknown date. Anything else raises LinkageError (`bad_date`).
    """
    written = text.strip()
    if not written:
        return UNKNOWN_DATE
    if iso := _ISO.fullmatch(written):
        year, month, day = iso.groups()
    elif local := _DAY_FIRST.fullmatch(written):
        day, month, year = local.groups()
        if month.isdigit() and int(month) > 12:
            day, month = month, day
    else:
        raise _bad_date()
    return PartialDate(_part(year), _part(month), _part(day))


def _part(text: str | None) -> int | None:
    if text is None or _UNKNOWN_PART.fullmatch(text):
        return None
    if not text.isdigit():
        raise _bad_date()
    return int(text)


def _bad_date() -> LinkageError:
    return LinkageError(
        "bad_date", f"Write a possible date from {FIRST_YEAR} to {LAST_YEAR}, as 1999-04-13, 1999-04 or 1999."
    )
