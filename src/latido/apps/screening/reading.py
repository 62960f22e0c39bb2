"""From an interview to its outcome: scored by the engine, and read through each definition."""

from __future__ import annotations

import datetime as dt

from latido.apps.screening import definitions
from latido.apps.screening.interviews import Interview
from latido.apps.screening.outcomes import (
    DimensionOutcome,
    ElementOutcome,
    LensOutcome,
    Outcome,
    ReadingOutcome,
)
from latido.engines.indicators import (
    DimensionResult,
    Element,
    ElementAssessment,
    Finding,
    Instrument,
    LegalForm,
    LensResult,
    Reading,
    explain,
    instrument,
    legal_lens,
    score,
)


def outcome_of(interview: Interview, instrument_id: str, version: str, *, now: dt.datetime) -> Outcome:
    """Score the answers with the version they were asked with, and read every definition.

    Raises ``UnknownInstrumentError``, ``UnknownIndicatorError``, ``UnknownAnswerError``, ``AssessmentError``.
    """
    used: Instrument = instrument(instrument_id, version)
    scored = score(interview.sheet(used))
    facts = interview.circumstances(used)
    lenses = [
        legal_lens(form, facts, scored=scored, assessments=assessments_for(form, interview))
        for form in definitions.forms()
    ]
    return Outcome(
        instrument=used.id,
        version=used.version,
        age=facts.age,
        unable_to_understand=facts.unable_to_understand,
        dimensions=tuple(_dimension(each) for each in scored.dimensions),
        lenses=tuple(_lens(each) for each in lenses),
        survey_class=scored.moldova.survey_class if scored.moldova else "",
        survey_settled=bool(scored.moldova and scored.moldova.settled),
        at=now.isoformat(timespec="seconds"),
    )


def assessments_for(form: LegalForm, interview: Interview) -> list[ElementAssessment]:
    """What a person assessed, as far as it speaks about one definition.

    Exploitation is of some form: a purpose found present is read under the national forms that the assessor
    named and under the UN Protocol; one not established so far, with no form named, under all.
    """
    found = []
    for element in Element:
        said = interview.elements[element]
        if not said.get("finding"):
            continue
        named = list(said.get("items", ()))
        finding = Finding(said["finding"])
        if element is Element.PURPOSE:
            if not _speaks_about(form, finding, named):
                continue
            items = _purposes_under(form, named)
        else:
            items = _items_under(form, named)
        found.append(ElementAssessment(element, finding, said["reason"], items))
    return found


def _speaks_about(form: LegalForm, finding: Finding, named: list[str]) -> bool:
    if form.code == definitions.forms()[0].code or form.code in named:
        return True
    return finding is Finding.NOT_ESTABLISHED and not named


def _purposes_under(form: LegalForm, named: list[str]) -> tuple[str, ...]:
    if form.code in named:
        return ()
    codes = [definitions.protocol_purpose(each) for each in named]
    return tuple(dict.fromkeys(code for code in codes if code))


def _items_under(form: LegalForm, named: list[str]) -> tuple[str, ...]:
    return tuple(each.partition(":")[2] for each in named if each.partition(":")[0] == form.code)


def _dimension(result: DimensionResult) -> DimensionOutcome:
    everything = (*result.counted, *result.denied, *result.open, *result.withheld)
    return DimensionOutcome(
        code=result.dimension,
        positive=result.positive,
        answered=len(result.counted) + len(result.denied),
        total=len(everything),
        withheld=len(result.withheld),
        counted=tuple(each.code for each in result.counted),
        clauses=tuple(result.clauses),
        sentences=tuple((each.message_id, dict(each.parameters)) for each in explain(result)),
    )


def _lens(result: LensResult) -> LensOutcome:
    return LensOutcome(
        form=result.form.code,
        version=result.form.version,
        consent=result.consent,
        scored=_reading(result.scored),
        assessed=_reading(result.assessed),
        unscored=result.unscored or "",
        no_result=result.no_result or "",
        divergent=tuple(result.divergent_elements),
        examples=tuple(each.code for each in result.examples),
    )


def _reading(reading: Reading | None) -> ReadingOutcome | None:
    if reading is None:
        return None
    elements = tuple(
        ElementOutcome(
            element=each.element,
            finding=each.finding,
            origin=each.origin,
            reason=each.reason,
            items=each.items,
            dimensions=tuple(each.dimensions),
        )
        for each in reading.elements
    )
    return ReadingOutcome(reading.indication, elements)
