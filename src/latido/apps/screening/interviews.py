"""The content of a sealed interview as a frozen value: sections, each with its own version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from latido.apps.screening.choices import ASSESSMENT, DIMENSIONS, PLAN, PREPARATION, SECTIONS
from latido.apps.screening.outcomes import Outcome
from latido.engines.indicators import (
    AgeGroup,
    AnswerSheet,
    Circumstances,
    Element,
    Instrument,
    Population,
    answer_sheet,
)

FORMAT = 1


@dataclass(frozen=True)
class Section:
    """One section as it was saved. ``version`` is 0, and the content empty, when nothing was saved yet."""

    code: str
    version: int = 0
    content: Mapping[str, Any] = field(default_factory=dict, repr=False)
    saved_at: str = ""
    saved_by: str = ""

    def __post_init__(self) -> None:
        if self.code not in SECTIONS:
            raise ValueError(f"An interview has no section {self.code}.")

    @property
    def answers(self) -> dict[str, str]:
        """Indicator code -> answer; empty for a section that is no dimension."""
        return dict(self.content.get("answers", {}))

    @property
    def note(self) -> str:
        return str(self.content.get("note", ""))

    @property
    def at(self) -> dt.datetime | None:
        """When it was saved."""
        return dt.datetime.fromisoformat(self.saved_at) if self.saved_at else None


@dataclass(frozen=True)
class Interview:
    """A whole interview in clear, for the length of a request; ``version`` is the sealed entry's.

    ``outcomes`` holds what each finish came to; the last one stands, and no later catalogue changes it.
    """

    sections: Mapping[str, Section] = field(default_factory=dict, repr=False)
    outcomes: tuple[Outcome, ...] = field(default=(), repr=False)
    version: int = 0

    def section(self, code: str) -> Section:
        """A section, empty when it was never saved. Raises ``ValueError`` for an unknown code."""
        return self.sections.get(code) or Section(code)

    def with_section(self, section: Section) -> Interview:
        return replace(self, sections={**self.sections, section.code: section})

    def without(self, *codes: str) -> Interview:
        kept = {code: section for code, section in self.sections.items() if code not in codes}
        return replace(self, sections=kept)

    @property
    def answers(self) -> dict[str, str]:
        """Every answer of every dimension."""
        return {code: value for each in DIMENSIONS for code, value in self.section(each).answers.items()}

    @property
    def is_prepared(self) -> bool:
        return PREPARATION in self.sections

    @property
    def plan(self) -> str:
        return str(self.section(PLAN).content.get("text", ""))

    @property
    def checks(self) -> tuple[str, ...]:
        """The codes of what was made safe before the first question."""
        return tuple(self.section(PREPARATION).content.get("checks", ()))

    @property
    def elements(self) -> dict[str, dict[str, Any]]:
        """Element -> finding, reason and items as a person wrote them; an unfinished one has no finding."""
        found = self.section(ASSESSMENT).content.get("elements", {})
        return {element.value: dict(found.get(element.value, {})) for element in Element}

    def sheet(self, instrument: Instrument) -> AnswerSheet:
        """The answers as the engine reads them. Raises ``UnknownIndicatorError``, ``UnknownAnswerError``."""
        return answer_sheet(instrument.id, instrument.version, self.answers)

    def circumstances(self, instrument: Instrument) -> Circumstances:
        """Age as it was said, else as the set presumes; and whether the person could not understand."""
        presumed = AgeGroup.ADULT if instrument.population is Population.ADULT else AgeGroup.PRESUMED_CHILD
        said = self.section(PREPARATION).content.get("age", "")
        unable = bool(self.section(ASSESSMENT).content.get("unable_to_understand", False))
        return Circumstances(AgeGroup(said) if said else presumed, unable_to_understand=unable)

    def as_json(self) -> dict[str, Any]:
        """What is sealed."""
        sections = {
            code: {
                "version": each.version,
                "content": dict(each.content),
                "saved_at": each.saved_at,
                "saved_by": each.saved_by,
            }
            for code, each in self.sections.items()
        }
        return {"v": FORMAT, "sections": sections, "outcomes": [each.as_json() for each in self.outcomes]}


def interview_from(content: Mapping[str, Any], version: int) -> Interview:
    """The value of what was sealed. Raises ``ValueError`` for a format of a later release."""
    if content.get("v", FORMAT) != FORMAT:
        raise ValueError("This interview was saved by a newer release.")
    sections = {code: Section(code, **saved) for code, saved in content.get("sections", {}).items()}
    outcomes = tuple(Outcome.from_json(each) for each in content.get("outcomes", ()))
    return Interview(sections, outcomes, version)
