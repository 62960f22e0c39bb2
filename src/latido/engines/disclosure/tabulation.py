"""Counting coded records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from latido.engines.disclosure.codebook import MAX_DIMENSIONS, Codebook, Dimension, Key
from latido.engines.disclosure.errors import DisclosureError
from latido.engines.disclosure.layout import Layout


@dataclass(frozen=True)
class Table:
    """Counts over one to three dimensions with every total. For use inside; `suppress` it before publishing.

    `inner` holds the counts of the inner cells in C order, the last dimension running fastest.
    """

    dimensions: tuple[Dimension, ...]
    inner: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.dimensions) <= MAX_DIMENSIONS:
            raise DisclosureError("dimensions", f"A table has one to {MAX_DIMENSIONS} dimensions.")
        Codebook(self.dimensions)
        if len(self.inner) != self.layout.inner_size:
            raise DisclosureError("cells", f"The table needs {self.layout.inner_size} counts.")
        if any(count < 0 for count in self.inner):
            raise DisclosureError("negative", "A count is zero or more.")

    @cached_property
    def layout(self) -> Layout:
        """Where the cells stand."""
        return Layout(self.dimensions)

    @cached_property
    def cells(self) -> Mapping[Key, int]:
        """Every cell by its key, totals included (`TOTAL` in the place of a value)."""
        counts = self.layout.counts(self.inner).tolist()
        return dict(zip(self.layout.keys, counts, strict=True))

    @property
    def total(self) -> int:
        """How many records were counted."""
        return sum(self.inner)


def tabulate(records: Iterable[Mapping[str, str]], dimensions: Sequence[str], codebook: Codebook) -> Table:
    """Count records by the named dimensions of the codebook.

    A record is one person with all their cases: who calls sees to that. Each record has a value of the
    codebook for each dimension; DisclosureError names the first that has not.
    """
    chosen = tuple(codebook.dimension(name) for name in dimensions)
    places = [{value: place for place, value in enumerate(dimension.values)} for dimension in chosen]
    counts = [0] * Layout(chosen).inner_size
    for number, record in enumerate(records, start=1):
        position = 0
        for dimension, place in zip(chosen, places, strict=True):
            value = record.get(dimension.name)
            if value not in place:
                raise DisclosureError(
                    "unknown_value",
                    f"Record {number} has {dimension.name} {value!r}, which is not in the codebook. "
                    "Correct the record or extend the codebook.",
                )
            position = position * len(place) + place[value]
        counts[position] += 1
    return Table(chosen, tuple(counts))
