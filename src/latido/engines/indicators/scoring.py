"""Answers in, six separate dimension results out.

Nothing adds dimensions up: there is no total, no percentage and no person-level score.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from latido.engines.indicators.answers import Answer, AnswerSheet
from latido.engines.indicators.codes import CAVEAT
from latido.engines.indicators.dimension_rule import DimensionResult
from latido.engines.indicators.errors import CatalogueError
from latido.engines.indicators.instruments import Dimension, Indicator, Instrument
from latido.engines.indicators.moldova import MoldovaReading, moldova_class

ADULT_LABOUR = "ilo-adult-labour"


@dataclass(frozen=True)
class ScoredSheet:
    """Six dimension results in order, and for the adult-labour set the Moldova class beside them."""

    sheet: AnswerSheet
    dimensions: tuple[DimensionResult, ...]
    moldova: MoldovaReading | None
    caveat: str = field(default=CAVEAT, init=False)

    def __post_init__(self) -> None:
        if [result.dimension for result in self.dimensions] != list(Dimension):
            raise CatalogueError("bad_scored_sheet", "A scored sheet holds the six dimensions in order.")

    @property
    def instrument(self) -> Instrument:
        """The instrument and version that was scored."""
        return self.sheet.instrument

    @property
    def positive_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions whose rule is met, in order."""
        return tuple(result.dimension for result in self.dimensions if result.positive)

    def dimension(self, dimension: Dimension) -> DimensionResult:
        """The result of one dimension."""
        return self.dimensions[list(Dimension).index(dimension)]


def score(sheet: AnswerSheet) -> ScoredSheet:
    """Apply the dimension rule to every dimension of an answer sheet. Drafts are scored, and stay drafts."""
    results = tuple(_dimension_result(sheet, dimension) for dimension in Dimension)
    return ScoredSheet(sheet, results, _moldova(sheet.instrument, results))


def _dimension_result(sheet: AnswerSheet, dimension: Dimension) -> DimensionResult:
    by_answer: dict[Answer, list[Indicator]] = defaultdict(list)
    for indicator in sheet.instrument.in_dimension(dimension):
        by_answer[sheet.answers.get(indicator.code, Answer.NOT_ASKED)].append(indicator)
    unknown = {*by_answer[Answer.NOT_ASKED], *by_answer[Answer.DO_NOT_KNOW]}
    return DimensionResult(
        dimension,
        counted=tuple(by_answer[Answer.YES]),
        denied=tuple(by_answer[Answer.NO]),
        open=tuple(each for each in sheet.instrument.in_dimension(dimension) if each in unknown),
        withheld=tuple(by_answer[Answer.PREFER_NOT_TO_SAY]),
    )


def _moldova(instrument: Instrument, results: tuple[DimensionResult, ...]) -> MoldovaReading | None:
    if instrument.id != ADULT_LABOUR:
        return None
    deceived, coerced, _vulnerable, exploited, held, _dependent = results
    found = moldova_class(
        deceived=deceived.positive, coerced=coerced.positive, exploited=exploited.positive, held=held.positive
    )
    settled = not any(result.could_change for result in (deceived, coerced, exploited, held))
    return MoldovaReading(found, settled)
