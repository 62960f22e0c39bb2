"""Whether a new publication, taken from or added to former ones, gives a small count away.

Compared are cells that count the same things over periods that lie inside one another: a year less its first
three quarters leaves the fourth. Small and simple: it looks at single differences and at a period less
all the shorter ones inside it, not at every combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from latido.engines.disclosure.codebook import TOTAL, Key
from latido.engines.disclosure.errors import DisclosureError
from latido.engines.disclosure.suppression import Cell, SuppressedTable

Content = frozenset[tuple[str, str]]  # dimension and value of a cell, totals left out


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise DisclosureError("bad_period", f"The period ends on {self.last}, before {self.first}.")

    def holds(self, other: Period) -> bool:
        """Whether the other period lies inside this one; a period lies inside itself."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Publication:
    """A table as published, kept unchanged. `name` is its identifier; all count the same population."""

    name: str
    period: Period
    table: SuppressedTable

    def by_content(self) -> dict[Content, Cell]:
        """Its cells by what they count, whatever the dimensions of the table."""
        names = [dimension.name for dimension in self.table.dimensions]
        return {_content(names, cell.key): cell for cell in self.table.cells}


@dataclass(frozen=True)
class Conflict:
    """A cell of the new publication that gives `difference` people away together with former ones."""

    key: Key
    former: tuple[str, ...]
    difference: int


def differencing(new: Publication, former: Iterable[Publication]) -> tuple[Conflict, ...]:
    """What must not be published; empty when the new publication may go out.

    A difference from 1 to the new table's threshold - 1 is a conflict, in either direction. Answer it by
    `suppress(table, withhold={conflict.key for conflict in conflicts})` and ask again.
    """
    everything = [new, *former]
    names = [publication.name for publication in everything]
    if len(set(names)) != len(names):
        raise DisclosureError("same_name", "Each publication has its own name; a correction is a new one.")
    cells = {publication.name: publication.by_content() for publication in everything}
    found: dict[tuple[Key, tuple[str, ...]], Conflict] = {}
    for outer in everything:
        for inner in _inside(outer, everything):
            if new not in (outer, *inner):
                continue
            for conflict in _conflicts(new, outer, inner, cells):
                found.setdefault((conflict.key, conflict.former), conflict)
    return tuple(found.values())


def _content(names: Sequence[str], key: Key) -> Content:
    return frozenset((name, value) for name, value in zip(names, key, strict=True) if value != TOTAL)


def _inside(outer: Publication, everything: Sequence[Publication]) -> Iterator[tuple[Publication, ...]]:
    """Each publication inside the outer one's period, and as many together as do not overlap."""
    inner = [each for each in everything if each is not outer and outer.period.holds(each.period)]
    yield from ((each,) for each in inner)
    together: list[Publication] = []
    for each in sorted(inner, key=lambda each: (each.period.last, each.period.first)):
        if each.period != outer.period and not any(each.period.meets(other.period) for other in together):
            together.append(each)
    if len(together) > 1:
        yield tuple(together)


def _conflicts(
    new: Publication,
    outer: Publication,
    inner: tuple[Publication, ...],
    cells: dict[str, dict[Content, Cell]],
) -> Iterator[Conflict]:
    names = tuple(each.name for each in (outer, *inner) if each is not new)
    for content, own in cells[new.name].items():
        values = [cells[each.name].get(content) for each in (outer, *inner)]
        shown = [cell.value for cell in values if cell is not None and cell.value is not None]
        if len(shown) == len(values):
            difference = shown[0] - sum(shown[1:])
            if 0 < abs(difference) < new.table.threshold:
                yield Conflict(own.key, names, difference)
