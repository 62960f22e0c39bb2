"""What a table may be counted by. Values come from the published codebook, never from the records, so that
the list of values itself tells nobody what occurred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from latido.engines.disclosure.errors import DisclosureError

TOTAL: Final = "*"  # stands in a key for "all values of this dimension"
MAX_DIMENSIONS: Final = 3

Key = tuple[str, ...]  # one value or TOTAL for each dimension, in their order


@dataclass(frozen=True)
class Dimension:
    """One way of counting, with all its values in the order of publication.

    `sensitive` says that a reader must not learn the value of a whole group (form of exploitation, means of
    control). Say False for what is known anyway: the state a node belongs to, the quarter of a publication.
    """

    name: str
    values: tuple[str, ...]
    sensitive: bool = True

    def __post_init__(self) -> None:
        if not self.name:
            raise DisclosureError("no_name", "A dimension needs a name.")
        if not self.values:
            raise DisclosureError("no_values", f"{self.name} has no values; take them from the codebook.")
        if len(set(self.values)) != len(self.values) or TOTAL in self.values or "" in self.values:
            raise DisclosureError(
                "bad_values", f"{self.name}: values are unique, not empty and not {TOTAL!r}."
            )


@dataclass(frozen=True)
class Codebook:
    """Every dimension that may be published."""

    dimensions: tuple[Dimension, ...]

    def __post_init__(self) -> None:
        names = [dimension.name for dimension in self.dimensions]
        if len(set(names)) != len(names):
            raise DisclosureError("bad_names", "Each dimension of a codebook has its own name.")

    def dimension(self, name: str) -> Dimension:
        """The dimension with this name; DisclosureError when the codebook has none."""
        for dimension in self.dimensions:
            if dimension.name == name:
                return dimension
        known = ", ".join(dimension.name for dimension in self.dimensions)
        raise DisclosureError("unknown_dimension", f"The codebook has no {name!r}; it has {known}.")
