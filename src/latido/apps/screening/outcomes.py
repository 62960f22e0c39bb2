"""What a screening came to, in codes: small enough to be sealed beside the answers and read years later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class DimensionOutcome:
    """One dimension. ``counted``: indicators answered yes. ``sentences``: message ids with their numbers."""

    code: str
    positive: bool
    answered: int
    total: int
    withheld: int
    counted: tuple[str, ...]
    clauses: tuple[str, ...]
    sentences: tuple[tuple[str, dict[str, int]], ...]

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> DimensionOutcome:
        sentences = tuple((message, dict(numbers)) for message, numbers in saved["sentences"])
        lists = {name: tuple(saved[name]) for name in ("counted", "clauses")}
        return cls(**{**saved, **lists, "sentences": sentences})


@dataclass(frozen=True)
class ElementOutcome:
    """Act, means or purpose in one reading; ``reason`` is the assessor's."""

    element: str
    finding: str
    origin: str
    reason: str = field(default="", repr=False)
    items: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> ElementOutcome:
        lists = {name: tuple(saved[name]) for name in ("items", "dimensions")}
        return cls(**{**saved, **lists})


@dataclass(frozen=True)
class ReadingOutcome:
    """One reading of one definition, scored or assessed, with its three elements."""

    indication: str
    elements: tuple[ElementOutcome, ...]

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> ReadingOutcome:
        return cls(saved["indication"], tuple(ElementOutcome.from_json(each) for each in saved["elements"]))


@dataclass(frozen=True)
class LensOutcome:
    """One definition seen twice; see ``latido.engines.indicators.LensResult``."""

    form: str
    version: str
    consent: str
    scored: ReadingOutcome | None = None
    assessed: ReadingOutcome | None = None
    unscored: str = ""
    no_result: str = ""
    divergent: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> LensOutcome:
        readings = {
            name: ReadingOutcome.from_json(saved[name]) if saved[name] else None
            for name in ("scored", "assessed")
        }
        lists = {name: tuple(saved[name]) for name in ("divergent", "examples")}
        return cls(**{**saved, **readings, **lists})


@dataclass(frozen=True)
class Outcome:
    """Everything a result page, print or export says. The first lens is the UN Protocol's.

    ``survey_class`` is the class of one national survey, for adult labour only, else empty.
    """

    instrument: str
    version: str
    age: str
    unable_to_understand: bool
    dimensions: tuple[DimensionOutcome, ...]
    lenses: tuple[LensOutcome, ...]
    survey_class: str = ""
    survey_settled: bool = False
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> Outcome:
        dimensions = tuple(DimensionOutcome.from_json(each) for each in saved["dimensions"])
        lenses = tuple(LensOutcome.from_json(each) for each in saved["lenses"])
        return cls(**{**saved, "dimensions": dimensions, "lenses": lenses})
