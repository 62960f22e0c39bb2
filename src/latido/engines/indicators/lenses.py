"""Scored dimensions and a person's assessment, read through a legal definition.

The UN Protocol needs an act, a means and a purpose for adults, an act and a purpose for people under 18
(art. 3). Forms of a country's law come from its country pack. Indicators say nothing about acts and
nothing about intentions: both always come from a person.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from latido.engines.indicators.assessments import (
    AgeGroup,
    Circumstances,
    Element,
    ElementAssessment,
    Finding,
    by_element,
)
from latido.engines.indicators.instruments import Dimension, Status
from latido.engines.indicators.law import LegalForm, LegalItem, Waiver, legal_form
from latido.engines.indicators.readings import (
    Consent,
    ElementReading,
    LensResult,
    NoResult,
    Origin,
    Reading,
    Unscored,
)
from latido.engines.indicators.scoring import ScoredSheet

Assessments = Mapping[Element, ElementAssessment]


@cache
def un_protocol() -> LegalForm:
    """Article 3 of the UN Protocol as data."""
    file = files("latido.engines.indicators") / "data" / "un-protocol" / "2000.1" / "form.toml"
    return legal_form(tomllib.loads(file.read_text("utf-8")))


def un_protocol_lens(
    circumstances: Circumstances,
    *,
    scored: ScoredSheet | None = None,
    assessments: Iterable[ElementAssessment] = (),
) -> LensResult:
    """The UN Protocol lens. AssessmentError when an element is assessed twice."""
    return legal_lens(un_protocol(), circumstances, scored=scored, assessments=assessments)


def legal_lens(
    form: LegalForm,
    circumstances: Circumstances,
    *,
    scored: ScoredSheet | None = None,
    assessments: Iterable[ElementAssessment] = (),
    on: date | None = None,
) -> LensResult:
    """The lens of one form of a law; `on` is the day of the events where a reform added means or examples.

    A form whose article has not been keyed in, or that is not about this person's age, gives `no_result`.
    Indicators of a draft, of another age group or of another form are not read, and `unscored` says so.
    AssessmentError when an element is assessed twice.
    """
    found = by_element(assessments)
    needs_means = _needs_means(form, circumstances)
    silence = _no_result(form, circumstances)
    if silence:
        consent = _consent(form, circumstances, needs_means, [])
        return LensResult(form=form, circumstances=circumstances, consent=consent, no_result=silence)
    unscored = _unscored(form, circumstances, scored)
    by_score = None if scored is None or unscored else _scored_reading(form, needs_means, scored, found, on)
    by_person = _assessed_reading(form, needs_means, found, on) if found else None
    return LensResult(
        form=form,
        circumstances=circumstances,
        consent=_consent(form, circumstances, needs_means, [each for each in (by_score, by_person) if each]),
        scored=by_score,
        assessed=by_person,
        unscored=unscored,
        examples=_examples(form, scored, on) if scored and by_score else (),
    )


def _no_result(form: LegalForm, circumstances: Circumstances) -> NoResult | None:
    if not form.keyed:
        return NoResult.NOT_KEYED
    if form.only_minors and circumstances.age is AgeGroup.ADULT:
        return NoResult.ONLY_MINORS
    return None


def _unscored(form: LegalForm, circumstances: Circumstances, scored: ScoredSheet | None) -> Unscored | None:
    if scored is None:
        return Unscored.NO_ANSWERS
    if scored.instrument.status is not Status.PUBLISHED:
        return Unscored.DRAFT
    if scored.instrument.id not in form.instruments:
        return Unscored.OTHER_FORM
    if scored.instrument.population is not circumstances.age.population:
        return Unscored.OTHER_AGE
    return None


def _needs_means(form: LegalForm, circumstances: Circumstances) -> bool:
    minor = circumstances.age is not AgeGroup.ADULT and Waiver.MINOR in form.means_waived_for
    unable = circumstances.unable_to_understand and Waiver.UNABLE_TO_UNDERSTAND in form.means_waived_for
    return bool(form.means_required) and not minor and not unable


def _consent(
    form: LegalForm, circumstances: Circumstances, needs_means: bool, readings: Iterable[Reading]
) -> Consent:
    waived = form.means_required and not needs_means
    if form.consent_never_counts or waived or circumstances.age is not AgeGroup.ADULT:
        return Consent.NEVER_COUNTS
    used = any(reading.finding(Element.MEANS) is Finding.PRESENT for reading in readings)
    return Consent.VOID if used else Consent.NOT_DECISIVE


def _examples(form: LegalForm, scored: ScoredSheet, on: date | None) -> tuple[LegalItem, ...]:
    seen = {indicator.code for result in scored.dimensions for indicator in result.counted}
    return tuple(each for each in form.examples if each.in_force(on) and seen.intersection(each.indicators))


def _scored_reading(
    form: LegalForm, needs_means: bool, scored: ScoredSheet, found: Assessments, on: date | None
) -> Reading:
    means = _if_needed(_scored_means(form, scored, on), needs_means)
    return Reading((_assessed(Element.ACT, found), means, _scored_purpose(scored, found)))


def _scored_means(form: LegalForm, scored: ScoredSheet, on: date | None) -> ElementReading:
    listed = [each for each in form.means if each.in_force(on)]
    measured = {dimension for each in listed for dimension in each.dimensions}
    positive = tuple(each for each in scored.positive_dimensions if each in measured)
    return ElementReading(
        Element.MEANS,
        _scored_finding(scored, measured, positive),
        Origin.SCORED,
        items=tuple(each.code for each in listed if set(each.dimensions).intersection(positive)),
        dimensions=positive,
    )


def _scored_purpose(scored: ScoredSheet, found: Assessments) -> ElementReading:
    measured = {Dimension.EXPLOITATION}
    positive = tuple(each for each in scored.positive_dimensions if each in measured)
    intended = _assessed(Element.PURPOSE, found)
    if not positive and intended.finding is Finding.INTENDED:
        return intended
    finding = _scored_finding(scored, measured, positive)
    return ElementReading(Element.PURPOSE, finding, Origin.SCORED, dimensions=positive)


def _scored_finding(
    scored: ScoredSheet, measured: set[Dimension], positive: tuple[Dimension, ...]
) -> Finding:
    if positive:
        return Finding.PRESENT
    answered = any(scored.dimension(dimension).answered for dimension in measured)
    return Finding.NOT_ESTABLISHED if answered else Finding.NOT_ASSESSED


def _assessed_reading(form: LegalForm, needs_means: bool, found: Assessments, on: date | None) -> Reading:
    means = _if_needed(_assessed_means(form, found, on), needs_means)
    return Reading((_assessed(Element.ACT, found), means, _assessed(Element.PURPOSE, found)))


def _assessed_means(form: LegalForm, found: Assessments, on: date | None) -> ElementReading:
    means = _assessed(Element.MEANS, found)
    listed = {each.code for each in form.means if each.in_force(on)}
    unlisted = form.means_named and not listed.intersection(means.items)
    return (
        replace(means, finding=Finding.NOT_LISTED) if means.finding is Finding.PRESENT and unlisted else means
    )


def _if_needed(means: ElementReading, needed: bool) -> ElementReading:
    """What was found about means stays readable where it is not needed."""
    return means if needed else replace(means, finding=Finding.NOT_NEEDED)


def _assessed(element: Element, found: Assessments) -> ElementReading:
    if element not in found:
        return ElementReading(element, Finding.NOT_ASSESSED, Origin.ASSESSED)
    assessment = found[element]
    return ElementReading(element, assessment.finding, Origin.ASSESSED, assessment.reason, assessment.items)
