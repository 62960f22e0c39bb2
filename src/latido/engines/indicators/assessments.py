"""What a person assessed directly: act, means and purpose, each with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from latido.engines.indicators.codes import Code, _
from latido.engines.indicators.errors import AssessmentError
from latido.engines.indicators.instruments import Population


class Element(Code):
    """The three elements of trafficking in persons (UN Protocol, art. 3)."""

    ACT = "act", _("Act: what was done")
    MEANS = "means", _("Means: how it was done")
    PURPOSE = "purpose", _("Purpose: exploitation")


class Finding(Code):
    """What is held about an element. People choose among the first three, `intended` for a purpose only."""

    PRESENT = "present", _("present")
    NOT_ESTABLISHED = "not_established", _("not established so far")
    INTENDED = "intended", _("intended, exploitation had not begun")
    NOT_ASSESSED = "not_assessed", _("not assessed so far")
    NOT_LISTED = "not_listed", _("found, but none that this article lists was named")
    NOT_NEEDED = "not_needed", _("not needed")


class AgeGroup(Code):
    """Age at the time of the events. Where age is in doubt, a possible child is presumed to be one."""

    ADULT = "adult", _("adult")
    CHILD = "child", _("under 18")
    PRESUMED_CHILD = "presumed_child", _("age in doubt, presumed under 18")

    @property
    def population(self) -> Population:
        """Which sets of indicators are about this person."""
        return Population.ADULT if self is AgeGroup.ADULT else Population.CHILD


@dataclass(frozen=True)
class Circumstances:
    """Facts about the person that decide which elements are needed.

    `unable_to_understand` is the wording of some laws for people who could not understand what was done to
    them. A person assesses it; a disability alone is never a reason to say so.
    """

    age: AgeGroup
    unable_to_understand: bool = False


@dataclass(frozen=True)
class ElementAssessment:
    """One element as a person assessed it.

    `reason` says why, in the assessor's words (personal: sealed by whoever stores it). `items` names which
    acts, means or examples of the lens were found, by their codes; a law that lists its means asks for them.
    """

    element: Element
    finding: Finding
    reason: str = field(repr=False)
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise AssessmentError("reason_missing", "Say why this element was assessed so.", [self.element])
        if self.finding not in {Finding.PRESENT, Finding.NOT_ESTABLISHED, Finding.INTENDED}:
            raise AssessmentError(
                "finding_not_for_people", "Choose present, not established or intended.", [self.finding]
            )
        if self.finding is Finding.INTENDED and self.element is not Element.PURPOSE:
            raise AssessmentError(
                "only_purpose_is_intended", "Only a purpose can be intended.", [self.element]
            )


def by_element(assessments: Iterable[ElementAssessment]) -> dict[Element, ElementAssessment]:
    """The assessments by element; AssessmentError when one element comes twice."""
    found: dict[Element, ElementAssessment] = {}
    for assessment in assessments:
        if assessment.element in found:
            message = "Each element is assessed once; two assessors make two results."
            raise AssessmentError("element_twice", message, [assessment.element])
        found[assessment.element] = assessment
    return found
