"""Which cells of a table may be published.

1. A count from 1 to `threshold` - 1 is hidden. Threshold 11: CTDC publishes no query under 10 and k = 11.
2. A zero is published as zero, since nobody is in it, except where it would betray a group: when one value of
   a `sensitive` dimension holds everybody of a row, its zero neighbours say so about each person known to be
   in that row. Then the value and a neighbour are hidden, however large the value is.
3. Further cells, totals too, are hidden until no hidden cell can be bounded: given all that is published and
   that counts are whole and not negative, each hidden cell and each group sum can still take two values that
   lie at least `interval` apart (by default the threshold). So no sum of hidden cells that adds up to fewer
   than `interval` people can be worked out either.

What a hidden cell is hidden for is not told. Not covered: a reader who knows some of the counted people, and
one who runs this very algorithm backwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np

from latido.engines.disclosure.codebook import Dimension, Key
from latido.engines.disclosure.complements import another_table, differing
from latido.engines.disclosure.equations import Equations
from latido.engines.disclosure.errors import DisclosureError
from latido.engines.disclosure.layout import Layout, Mask
from latido.engines.disclosure.programme import TOLERANCE, Vector, is_whole
from latido.engines.disclosure.tabulation import Table

THRESHOLD: Final = 11  # CTDC codebook v6: k-anonymised with k = 11

Status = Literal["published", "suppressed", "zero"]


@dataclass(frozen=True)
class Cell:
    """One cell as the public sees it: `value` is None where it is suppressed."""

    key: Key
    status: Status
    value: int | None

    def __post_init__(self) -> None:
        right = {"suppressed": self.value is None, "zero": self.value == 0, "published": bool(self.value)}
        if not right.get(self.status, False):
            raise DisclosureError("bad_cell", f"A {self.status} cell cannot hold {self.value!r}.")


@dataclass(frozen=True)
class SuppressedTable:
    """A table that may be published. It holds no hidden count and not why a cell is hidden."""

    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    threshold: int
    interval: int

    def __post_init__(self) -> None:
        if tuple(cell.key for cell in self.cells) != Layout(self.dimensions).keys:
            raise DisclosureError(
                "bad_cells", "A table has each cell and total once, in the order of its layout."
            )
        if any(cell.status == "published" and (cell.value or 0) < self.threshold for cell in self.cells):
            raise DisclosureError("small_count", f"A published count is at least {self.threshold}.")

    @cached_property
    def by_key(self) -> dict[Key, Cell]:
        """Every cell by its key."""
        return {cell.key: cell for cell in self.cells}

    def cell(self, *key: str) -> Cell:
        """The cell of a key, `TOTAL` standing for a total. KeyError when there is none."""
        return self.by_key[key]


def suppress(
    table: Table,
    threshold: int = THRESHOLD,
    *,
    interval: int | None = None,
    withhold: Collection[Key] = (),
) -> SuppressedTable:
    """The table with everything hidden that must be; the same table always gives the same answer.

    `withhold` names cells to hide besides, such as the conflicts of `differencing`; unknown keys are refused.
    """
    if threshold < 2:
        raise DisclosureError("threshold", "A threshold under 2 protects nobody.")
    interval = threshold if interval is None else interval
    if interval < 1:
        raise DisclosureError("interval", "The protection interval is at least 1.")
    unknown = sorted(set(withhold) - set(table.layout.keys))
    if unknown:
        raise DisclosureError("unknown_key", f"The table has no cell {unknown[0]}.")
    hidden = _Suppression(table, threshold, interval, frozenset(withhold)).run()
    cells = tuple(
        _cell(key, count, bool(gone)) for (key, count), gone in zip(table.cells.items(), hidden, strict=True)
    )
    return SuppressedTable(table.dimensions, cells, threshold, interval)


def _cell(key: Key, count: int, hidden: bool) -> Cell:
    if hidden:
        return Cell(key, "suppressed", None)
    return Cell(key, "published" if count else "zero", count)


class _Suppression:
    """Hides cells until every hidden cell and every group sum is uncertain enough.

    Hiding more only widens what a reader must allow for, so each is looked at once. `witnesses` are tables
    found on the way that agree with all that is published: two that differ enough in a sum protect it.
    """

    def __init__(self, table: Table, threshold: int, interval: int, withhold: frozenset[Key]) -> None:
        self.layout = table.layout
        self.interval = interval
        self.counts = self.layout.counts(table.inner)
        withheld = np.array([key in withhold for key in self.layout.keys])
        self.hidden: Mask = ((self.counts > 0) & (self.counts < threshold)) | withheld
        self.witnesses: list[Vector] = [np.asarray(table.inner, dtype=float)]
        self.equations = Equations(self.layout, self.counts, self.hidden)

    def run(self) -> Mask:
        waiting = [*group_sums(self.layout, self.counts), *self._cells(self.hidden)]
        while waiting:
            before = self.hidden
            self._make_uncertain(waiting.pop(0))
            waiting.extend(self._cells(self.hidden & ~before))
        return self.hidden

    def _cells(self, mask: Mask) -> Iterator[Vector]:
        order = sorted(np.flatnonzero(mask), key=lambda cell: (-self.counts[cell], cell))
        return (self._support(int(cell)) for cell in order)

    def _support(self, cell: int) -> Vector:
        return np.asarray(self.layout.supports[cell].toarray().ravel(), dtype=float)

    def _uncertain(self, support: Vector) -> bool:
        if self.equations.open_upwards(support) or self._witnessed(support):
            return True
        for greatest in (True, False):
            self.witnesses.append(self._consistent(self.equations.extreme(support, greatest=greatest)[1]))
            if self._witnessed(support):
                return True
        return False

    def _consistent(self, values: Vector) -> Vector:
        """The values with the truth in those hidden cells that no published total counts."""
        free = self.equations.gaps[~self.equations.bound]
        values[free] = self.witnesses[0][free]
        return values

    def _witnessed(self, support: Vector) -> bool:
        sums = np.array([support @ witness for witness in self.witnesses])
        return bool(sums.max() - sums.min() >= self.interval - TOLERANCE)

    def _make_uncertain(self, support: Vector) -> None:
        """Hide more until the sum is uncertain: after a table of whole numbers, at the latest, it is."""
        whole = False  # a table of fractions is found much faster and nearly always leads to whole ones
        while not self._uncertain(support):
            self._agree_with_others(support, whole=whole)
            whole = True

    def _agree_with_others(self, support: Vector, *, whole: bool) -> None:
        """Hide where two tables differ, one below and one above the truth, `interval` apart in the sum."""
        down = min(round(float(support @ self.witnesses[0])), self.interval)
        for shift in (-down, self.interval - down):
            if shift:
                other = another_table(self.layout, self.counts, self.hidden, support, shift, whole=whole)
                self.hidden = self.hidden | differing(self.layout, self.counts, other)
                if is_whole(other):
                    self.witnesses.append(np.rint(other))
        self.equations = Equations(self.layout, self.counts, self.hidden)


def group_sums(layout: Layout, counts: np.ndarray) -> list[Vector]:
    """Sums that are zero and must not look it: the neighbours of the one value that holds a whole row.

    Each is given as 1.0 for each inner cell that it counts. Rows run along sensitive dimensions.
    """
    positions = np.arange(len(counts)).reshape(layout.extended_shape)
    sums = []
    for axis, dimension in enumerate(layout.dimensions):
        if not dimension.sensitive or len(dimension.values) < 2:
            continue
        for row in np.moveaxis(positions, axis, -1).reshape(-1, len(dimension.values) + 1):
            *values, total = row
            filled = [cell for cell in values if counts[cell]]
            if len(filled) == 1:
                difference = layout.supports[total] - layout.supports[filled[0]]
                sums.append(np.asarray(difference.toarray().ravel(), dtype=float))
    return sums
