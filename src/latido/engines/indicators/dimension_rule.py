"""The ILO dimension rule and what it makes of the answers of one dimension."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from latido.engines.indicators.codes import Code, _
from latido.engines.indicators.errors import CatalogueError
from latido.engines.indicators.instruments import Dimension, Indicator, Weight

# No clause of the dimension rule needs more than three signs, so no shortfall is longer.
LONGEST_CLAUSE = 3


class Clause(Code):
    """The clauses of the dimension rule (ILO and European Commission, 2009). One is enough."""

    TWO_STRONG = "a", _("at least two strong signs")
    STRONG_AND_OTHER = "b", _("one strong sign and at least one medium or weak sign")
    THREE_MEDIUM = "c", _("at least three medium signs")
    TWO_MEDIUM_AND_WEAK = "d", _("two medium signs and at least one weak sign")


def fired_clauses(strong: int, medium: int, weak: int) -> tuple[Clause, ...]:
    """Every clause of the dimension rule that these counts of signs meet; empty when the rule is not met."""
    met = {
        Clause.TWO_STRONG: strong >= 2,
        Clause.STRONG_AND_OTHER: strong >= 1 and medium + weak >= 1,
        Clause.THREE_MEDIUM: medium >= 3,
        Clause.TWO_MEDIUM_AND_WEAK: medium >= 2 and weak >= 1,
    }
    return tuple(clause for clause, holds in met.items() if holds)


@dataclass(frozen=True, order=True)
class Shortfall:
    """A smallest set of further signs, by weight, that would meet the rule."""

    strong: int
    medium: int
    weak: int

    def covers(self, other: Shortfall) -> bool:
        """Whether this asks for at least as many signs of every weight as the other."""
        return self.strong >= other.strong and self.medium >= other.medium and self.weak >= other.weak


@dataclass(frozen=True)
class DimensionResult:
    """How one dimension was answered, and what the rule makes of it.

    `counted` was answered yes, `denied` no, `open` not asked or not known, `withheld` preferred not to say;
    together they are all indicators of the dimension, each in catalogue order.
    """

    dimension: Dimension
    counted: tuple[Indicator, ...] = field(repr=False)
    denied: tuple[Indicator, ...] = field(repr=False)
    open: tuple[Indicator, ...] = field(repr=False)
    withheld: tuple[Indicator, ...] = field(repr=False)

    def __post_init__(self) -> None:
        everything = (*self.counted, *self.denied, *self.open, *self.withheld)
        foreign = [each.code for each in everything if each.dimension is not self.dimension]
        if foreign or len(set(everything)) != len(everything):
            raise CatalogueError(
                "bad_dimension_result", "A result holds each indicator of its dimension once.", foreign
            )

    @property
    def strong(self) -> int:
        """How many strong signs were answered yes."""
        return _count(self.counted, Weight.STRONG)

    @property
    def medium(self) -> int:
        """How many medium signs were answered yes."""
        return _count(self.counted, Weight.MEDIUM)

    @property
    def weak(self) -> int:
        """How many weak signs were answered yes."""
        return _count(self.counted, Weight.WEAK)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the rule that are met, (a) to (d)."""
        return fired_clauses(self.strong, self.medium, self.weak)

    @property
    def positive(self) -> bool:
        """Whether the rule is met. False means not met so far, never that nothing happened."""
        return bool(self.clauses)

    @property
    def answered(self) -> bool:
        """Whether any indicator was answered yes or no, so that the dimension says something at all."""
        return bool(self.counted or self.denied)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The smallest sets of signs, among those not denied, that would meet the rule; empty when met."""
        return () if self.positive else _shortfalls(self)

    @property
    def could_change(self) -> bool:
        """Whether signs that are still open or withheld could meet the rule."""
        return bool(self.shortfalls)


def _shortfalls(result: DimensionResult) -> tuple[Shortfall, ...]:
    left = (*result.open, *result.withheld)
    ranges = [range(min(_count(left, weight), LONGEST_CLAUSE) + 1) for weight in Weight]
    enough = [
        Shortfall(strong, medium, weak)
        for strong, medium, weak in product(*ranges)
        if fired_clauses(result.strong + strong, result.medium + medium, result.weak + weak)
    ]
    smallest = [each for each in enough if not any(each != less and each.covers(less) for less in enough)]
    return tuple(sorted(smallest, reverse=True))


def _count(indicators: Iterable[Indicator], weight: Weight) -> int:
    return sum(1 for indicator in indicators if indicator.weight is weight)
