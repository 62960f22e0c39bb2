"""Results and assessments as values: what they refuse and what they always carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from latido.engines.indicators import (
    CAVEAT,
    AssessmentError,
    CatalogueError,
    Element,
    ElementAssessment,
    Finding,
    Indication,
    LensResult,
    NoResult,
    Reading,
    Unscored,
    legal_lens,
    un_protocol_lens,
)
from tests.engines.indicators.builders import ADULT, INTENDED, PRESENT, held, reading_of, scored
from tests.engines.indicators.sample_law import form


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: ElementAssessment(Element.ACT, PRESENT, "  "), "reason_missing"),
        (lambda: ElementAssessment(Element.ACT, INTENDED, "why"), "only_purpose_is_intended"),
        (lambda: ElementAssessment(Element.MEANS, Finding.NOT_NEEDED, "why"), "finding_not_for_people"),
        (lambda: un_protocol_lens(ADULT, assessments=held(PRESENT) * 2), "element_twice"),
        (lambda: legal_lens(form("xx-slavery"), ADULT, assessments=held(PRESENT) * 2), "element_twice"),
    ],
)
def test_assessments_that_cannot_be_read_are_refused(build: object, code: str) -> None:
    assert callable(build)
    with pytest.raises(AssessmentError) as refusal:
        build()
    assert refusal.value.code == code


def _wrong_results() -> Iterable[tuple[str, LensResult | Reading, dict[str, object]]]:
    result = un_protocol_lens(ADULT, scored=scored("D4"))
    reading = reading_of(result.scored)
    yield "two reasons", result, {"unscored": Unscored.DRAFT}
    yield "no reason", result, {"scored": None}
    yield "result without result", result, {"no_result": NoResult.NOT_KEYED}
    yield "elements out of order", reading, {"elements": reading.elements[::-1]}


@pytest.mark.parametrize(
    "name", ["two reasons", "no reason", "result without result", "elements out of order"]
)
def test_results_refuse_to_be_built_wrong(name: str) -> None:
    value, change = next((value, change) for each, value, change in _wrong_results() if each == name)
    with pytest.raises(CatalogueError):
        replace(value, **change)  # type: ignore[arg-type]


def test_answers_and_reasons_stay_out_of_logs() -> None:
    sheet = scored("D4", D1_01="prefer_not_to_say")
    result = un_protocol_lens(ADULT, scored=sheet, assessments=held(PRESENT))
    assert reading_of(result.assessed).elements[0].reason == "Why act."
    shown = repr([sheet, result, held(PRESENT)])
    assert "ilo-adult-labour" in shown
    assert [text for text in ("D4-01", "prefer_not_to_say", "Why act") if text in shown] == []


def test_every_result_carries_the_caveat() -> None:
    result = un_protocol_lens(ADULT, scored=scored("D4"), assessments=held(PRESENT))
    assert [each.caveat for each in (result, result.scored, result.assessed) if each] == [CAVEAT] * 3
    assert set(Indication) == {"indicated", "not_indicated_so_far", "at_risk_interrupted"}
