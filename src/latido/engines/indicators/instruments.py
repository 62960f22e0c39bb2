"""Published sets of weighted indicators as frozen values.

Structure: ILO and European Commission, operational indicators of trafficking in human beings (2009,
revised September 2009): four sets, six dimensions, three weights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from latido.engines.indicators.codes import Code, Mark, Wording, _
from latido.engines.indicators.errors import CatalogueError, UnknownIndicatorError

VERSION_SHAPE = re.compile(r"\d+(\.\d+)*")


class Dimension(Code):
    """The six dimensions of the ILO sets, in order."""

    DECEPTIVE_RECRUITMENT = "D1", _("Deceptive recruitment")
    COERCIVE_RECRUITMENT = "D2", _("Coercive recruitment")
    VULNERABILITY_AT_RECRUITMENT = "D3", _("Recruitment by abuse of vulnerability")
    EXPLOITATION = "D4", _("Exploitative conditions of work")
    COERCION_AT_DESTINATION = "D5", _("Coercion at destination")
    VULNERABILITY_AT_DESTINATION = "D6", _("Abuse of vulnerability at destination")


class Weight(Code):
    """How much an indicator says inside one dimension of one set."""

    STRONG = "S", _("strong")
    MEDIUM = "M", _("medium")
    WEAK = "W", _("weak")


class Status(Code):
    """A draft may show its dimensions with the word "draft" and never feeds a lens."""

    PUBLISHED = "published", _("published")
    DRAFT = "draft", _("draft")


class Population(Code):
    """Whom a set is about: by age at the time of the events."""

    ADULT = "adult", _("adults")
    CHILD = "child", _("children under 18")


@dataclass(frozen=True)
class Indicator:
    """One sign of one set. The weight belongs to (set, dimension, sign), never to a sign alone.

    `code` is dimension and number (`D1-01`), stable across versions; `note` is a doubt or hint for staff.
    """

    code: str
    dimension: Dimension
    weight: Weight
    wording: Wording
    mark: Mark
    source: str
    note: Wording | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(rf"{self.dimension}-\d\d", self.code):
            raise CatalogueError(
                "bad_indicator_code",
                f"An indicator of {self.dimension} is coded {self.dimension}-01 to 99.",
                [self.code],
            )
        if not self.source.strip():
            raise CatalogueError("source_missing", "Every indicator names its source.", [self.code])

    def label(self, language: str) -> str:
        """What an interviewer establishes, in plain words, in `language` or else in English."""
        return self.wording.in_language(language)


@dataclass(frozen=True)
class Instrument:
    """One version of one set of weighted indicators, in catalogue order.

    `exploitation` is the form the set is about (`labour`, `sexual`). A correction of the data is a new
    version beside the old one, so that an old result can always be computed again.
    """

    id: str
    version: str
    status: Status
    population: Population
    exploitation: str
    title: Wording
    indicators: tuple[Indicator, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not VERSION_SHAPE.fullmatch(self.version):
            raise CatalogueError(
                "bad_version", "A version is numbers and dots, such as 2009.1.", [self.version]
            )
        codes = [indicator.code for indicator in self.indicators]
        if not codes or len(set(codes)) != len(codes):
            raise CatalogueError(
                "bad_indicators", "An instrument has at least one indicator and no code twice."
            )

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; UnknownIndicatorError when the set has none."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise UnknownIndicatorError(
            "unknown_indicator", f"{self.id} {self.version} has no such indicator.", [code]
        )

    def in_dimension(self, dimension: Dimension) -> tuple[Indicator, ...]:
        """The indicators of one dimension, in catalogue order."""
        return tuple(indicator for indicator in self.indicators if indicator.dimension is dimension)
