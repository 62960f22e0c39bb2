"""What an interview comes to: exactly what the engine says, and never changed afterwards."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido import countries
from latido.apps.screening import actions, definitions
from latido.apps.screening.choices import ASSESSMENT
from latido.apps.screening.described import describe
from latido.apps.screening.interviews import interview_from
from latido.apps.screening.outcomes import Outcome
from latido.engines.indicators import (
    AgeGroup,
    Answer,
    Circumstances,
    Element,
    ElementAssessment,
    Finding,
    answer_sheet,
    instrument,
    legal_form,
    legal_lens,
    score,
    un_protocol,
    un_protocol_lens,
)
from tests.apps.screening.written import ADULT, CHILD, assessed, interview, outcome, yes

LABOUR, SEXUAL = "mx-10-4", "mx-10-3"


def lens(found: Outcome, code: str):
    return next(each for each in found.lenses if each.form == code)


def first(dimension, weight, count, used=ADULT):
    """The first ``count`` signs of a weight in a dimension."""
    signs = [each.code for each in instrument(used).indicators if each.dimension == dimension]
    return [code for code in signs if instrument(used).indicator(code).weight == weight][:count]


# strong, medium, weak -> is the rule met (the boundary table of the dimension rule)
BOUNDARY = [
    ((1, 0, 0), False),
    ((1, 0, 1), True),
    ((1, 1, 0), True),
    ((0, 2, 0), False),
    ((0, 2, 1), True),
    ((0, 3, 0), True),
    ((0, 1, 1), False),
    ((0, 0, 1), False),
]


@pytest.mark.parametrize(("counts", "met"), BOUNDARY)
def test_the_boundaries_of_the_dimension_rule(counts, met):
    codes = [code for weight, count in zip("SMW", counts, strict=True) for code in first("D4", weight, count)]
    assert len(codes) == sum(counts)
    found = outcome(yes(*codes)).dimensions[3]
    assert (found.code, found.positive, list(found.counted)) == ("D4", met, sorted(codes))


CODES = {used: [each.code for each in instrument(used).indicators] for used in (ADULT, CHILD)}
SHEETS = st.sampled_from([ADULT, CHILD]).flatmap(
    lambda used: st.tuples(
        st.just(used), st.dictionaries(st.sampled_from(CODES[used]), st.sampled_from([*Answer][:4]))
    )
)


@given(SHEETS, st.sampled_from(["", *AgeGroup]))
def test_results_are_the_engines(sheet, age):
    used, answers = sheet
    answers = {code: str(answer.value) for code, answer in answers.items()}
    found = outcome(answers, used=used, age=str(age))
    scored = score(answer_sheet(used, "2009.1", answers))
    presumed = AgeGroup.ADULT if used == ADULT else AgeGroup.PRESUMED_CHILD
    said = Circumstances(AgeGroup(age) if age else presumed)
    protocol = un_protocol_lens(said, scored=scored)
    assert [(each.code, each.positive, each.counted) for each in found.dimensions] == [
        (each.dimension, each.positive, tuple(sign.code for sign in each.counted))
        for each in scored.dimensions
    ]
    assert found.lenses[0].unscored == (protocol.unscored or "")
    if protocol.scored:
        assert found.lenses[0].scored.indication == protocol.scored.indication
    assert found.survey_class == (scored.moldova.survey_class if scored.moldova else "")


@given(SHEETS)
def test_an_outcome_survives_being_stored(sheet):
    used, answers = sheet
    found = outcome({code: answer.value for code, answer in answers.items()}, used=used)
    assert Outcome.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_an_interview_survives_being_stored():
    kept = replace(interview(yes("D4-01"), age="child"), outcomes=(outcome(yes("D4-01")),))
    assert interview_from(json.loads(json.dumps(kept.as_json())), 7) == replace(kept, version=7)


def test_a_later_format_is_refused():
    with pytest.raises(ValueError, match="newer release"):
        interview_from({"v": 2}, 1)


# --- Definitions ---------------------------------------------------------------------------------

EXPLOITED = yes("D4-01", "D4-02", "D1-01", "D1-02")
ACT = ("present", "La reclutó una agencia", ["un-protocol-3:recruit"])


def test_act_means_and_purpose_make_an_indication():
    found = outcome(EXPLOITED, elements=assessed(act=ACT))
    assert found.lenses[0].scored.indication == "indicated"
    assert outcome(EXPLOITED).lenses[0].scored.indication == "not_indicated_so_far"


def test_a_child_needs_no_means():
    found = outcome(yes("D4-01", "D4-02"), used=CHILD, elements=assessed(act=ACT))
    means = found.lenses[0].scored.elements[1]
    assert (found.lenses[0].scored.indication, means.finding) == ("indicated", "not_needed")
    assert found.age == "presumed_child"


def test_answers_of_the_adults_set_are_not_read_for_a_child():
    found = outcome(EXPLOITED, age="child", elements=assessed(act=ACT))
    assert (found.lenses[0].scored, found.lenses[0].unscored) == (None, "other_age")


def test_somebody_met_before_exploitation_is_at_risk():
    elements = assessed(act=ACT, means=("present", "Engaño"), purpose=("intended", "Oferta falsa", [LABOUR]))
    found = outcome(elements=elements)
    assert found.lenses[0].assessed.indication == "at_risk_interrupted"


def test_a_form_that_is_not_keyed_gives_no_result():
    found = outcome(EXPLOITED, elements=assessed(act=ACT))
    silent = {each.form for each in found.lenses if each.no_result}
    keyed = {form.code for form in countries.load("mx").law.forms if form.keyed}
    assert keyed == {LABOUR, SEXUAL}
    assert silent == {form.code for form in definitions.national_forms()} - keyed
    assert {each.scored for each in found.lenses if each.no_result} == {None}


def test_a_purpose_is_read_under_the_forms_that_were_named():
    elements = assessed(act=ACT, means=("present", "Engaño"), purpose=("present", "Trabajo", [LABOUR]))
    found = outcome(elements=elements)
    assert lens(found, LABOUR).assessed.indication == "indicated"
    assert lens(found, SEXUAL).assessed.elements[2].finding == "not_assessed"
    assert found.lenses[0].assessed.elements[2].items == ("forced_labour",)


def test_a_purpose_of_no_named_form_is_read_under_the_protocol_alone():
    found = outcome(elements=assessed(purpose=("present", "Algo")))
    assert found.lenses[0].assessed.elements[2].finding == "present"
    assert lens(found, LABOUR).assessed is None
    nothing = outcome(elements=assessed(purpose=("not_established", "Aún no")))
    assert lens(nothing, LABOUR).assessed.elements[2].finding == "not_established"


def test_an_article_that_lists_its_means_wants_one_of_them_named():
    purpose = ("present", "Explotación", [SEXUAL])
    unnamed = outcome(elements=assessed(act=ACT, means=("present", "Engaño"), purpose=purpose))
    means = ("present", "Engaño", [f"{SEXUAL}:deceit", "un-protocol-3:fraud_or_deception"])
    named = outcome(elements=assessed(act=ACT, means=means, purpose=purpose))
    assert lens(unnamed, SEXUAL).assessed.elements[1].finding == "not_listed"
    assert lens(named, SEXUAL).assessed.elements[1].items == ("deceit",)
    assert lens(named, SEXUAL).assessed.indication == "indicated"


def test_the_lens_of_a_form_is_the_engines():
    law = countries.load("mx").law
    form = legal_form(law.table(countries.load("mx").legal_form(LABOUR)))
    scored = score(answer_sheet(ADULT, "2009.1", EXPLOITED))
    act = ElementAssessment(Element.ACT, Finding.PRESENT, ACT[1])
    expected = legal_lens(form, Circumstances(AgeGroup.ADULT), scored=scored, assessments=[act])
    found = lens(outcome(EXPLOITED, elements=assessed(act=ACT)), LABOUR)
    assert (found.scored.indication, found.assessed.indication, found.divergent) == (
        expected.scored.indication,
        expected.assessed.indication,
        expected.divergent_elements,
    )
    assert found.examples == tuple(each.code for each in expected.examples) != ()


def test_a_difference_between_person_and_scoring_is_told():
    elements = assessed(act=ACT, purpose=("not_established", "No lo veo"))
    assert outcome(EXPLOITED, elements=elements).lenses[0].divergent == ("purpose",)


def test_what_can_be_ticked_is_in_the_definitions():
    assert next(each.value for each in definitions.acts()) == f"{SEXUAL}:recruit"
    assert [form.code for form, _items in definitions.means()] == [un_protocol().code, SEXUAL]
    assert len(definitions.purposes()) == 11


def test_another_country_is_data(settings):
    settings.LATIDO_COUNTRY = "generic"
    found = outcome(EXPLOITED, elements=assessed(act=ACT))
    assert found.lenses[0].scored.indication == "indicated"
    assert {each.no_result for each in found.lenses[1:]} == {"article_not_keyed_in"}
    assert next(each.value for each in definitions.acts()) == "un-protocol-3:recruit"


# --- What was finished stays ---------------------------------------------------------------------


@pytest.mark.django_db
def test_a_later_country_pack_changes_no_finished_result(desk, begin, write, settings):
    screening = begin()
    write(screening, "D4", {**yes("D4-01", "D4-02")})
    write(screening, ASSESSMENT, content=assessed(act=ACT))
    screening = actions.finish_screening(by=desk.holder, screening=screening)
    kept = actions.open_interview(by=desk.holder, screening=screening)
    before = actions.outcome_so_far(screening, kept)
    settings.LATIDO_COUNTRY = "generic"  # every form of the law is another one now
    assert actions.outcome_so_far(screening, kept) == before
    described = describe(before)
    assert [each.form for each in described.national] == [each.form for each in before.lenses[1:]]
    assert described.national[3].scored.result


@pytest.mark.django_db
def test_finishing_twice_changes_nothing_and_a_second_result_stands_beside_the_first(desk, begin, write):
    screening = begin()
    for _ in range(2):
        screening = actions.finish_screening(by=desk.holder, screening=screening)
    write(screening, "D4", yes("D4-01", "D4-02"), take_up_again=True)
    screening = actions.finish_screening(by=desk.holder, screening=screening)
    kept = actions.open_interview(by=desk.holder, screening=screening)
    assert [each.dimensions[3].positive for each in kept.outcomes] == [False, True]
