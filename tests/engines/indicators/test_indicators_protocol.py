"""The UN Protocol lens: which elements count for whom, scored and assessed apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latido.engines.indicators import (
    AgeGroup,
    Circumstances,
    Consent,
    Dimension,
    Element,
    Finding,
    Indication,
    Origin,
    Status,
    Unscored,
    score,
    un_protocol,
    un_protocol_lens,
)
from tests.engines.indicators.builders import (
    ABSENT,
    ADULT,
    CHILD,
    INDICATED,
    INTENDED,
    INTERRUPTED,
    MEANS_DIMENSIONS,
    NOT_YET,
    PRESENT,
    SIGNS,
    held,
    reading_of,
    scored,
)


def read_plainly(*, child: bool, act: object, means: object, purpose: object) -> Indication:
    """The Protocol told plainly: the oracle for a person's complete assessment."""
    if act is not PRESENT or purpose is ABSENT:
        return NOT_YET
    if not child and means is not PRESENT:
        return NOT_YET
    return INTERRUPTED if purpose is INTENDED else INDICATED


@pytest.mark.parametrize("child", [True, False])
@pytest.mark.parametrize(
    ("act", "means", "purpose"),
    list(product([PRESENT, ABSENT], [PRESENT, ABSENT], [PRESENT, ABSENT, INTENDED])),
)
def test_assessed_by_a_person(child: bool, act: Finding, means: Finding, purpose: Finding) -> None:
    result = un_protocol_lens(CHILD if child else ADULT, assessments=held(act, means, purpose))
    reading = reading_of(result.assessed)
    assert reading.indication is read_plainly(child=child, act=act, means=means, purpose=purpose)
    assert (result.scored, result.unscored, result.divergent) == (None, Unscored.NO_ANSWERS, False)
    assert {each.origin for each in reading.elements} == {Origin.ASSESSED}
    assert [each.reason for each in reading.elements] == ["Why act.", "Why means.", "Why purpose."]


@pytest.mark.parametrize("means", MEANS_DIMENSIONS)
def test_scored_adult_needs_act_one_means_and_purpose(means: str) -> None:
    act = held(act=PRESENT)
    complete = un_protocol_lens(ADULT, scored=scored(means, "D4"), assessments=act)
    no_means = un_protocol_lens(ADULT, scored=scored("D4"), assessments=act)
    no_purpose = un_protocol_lens(ADULT, scored=scored(means), assessments=act)
    no_act = un_protocol_lens(ADULT, scored=scored(means, "D4"))
    results = [reading_of(each.scored) for each in (complete, no_means, no_purpose, no_act)]
    assert [each.indication for each in results] == [INDICATED, NOT_YET, NOT_YET, NOT_YET]
    assert [each.missing for each in results] == [(), (Element.MEANS,), (Element.PURPOSE,), (Element.ACT,)]
    assert results[0].elements[1].dimensions == (Dimension(means),)


def test_scored_child_needs_no_means() -> None:
    result = un_protocol_lens(CHILD, scored=scored("D4", child=True), assessments=held(act=PRESENT))
    reading = reading_of(result.scored)
    assert (reading.indication, reading.finding(Element.MEANS)) == (INDICATED, Finding.NOT_NEEDED)
    assert result.consent is Consent.NEVER_COUNTS


def test_means_found_for_a_child_stay_readable() -> None:
    result = un_protocol_lens(CHILD, scored=scored("D1", "D4", child=True), assessments=held(means=PRESENT))
    by_score, by_person = reading_of(result.scored).elements[1], reading_of(result.assessed).elements[1]
    assert (by_score.finding, by_score.items) == (Finding.NOT_NEEDED, ("fraud_or_deception",))
    assert (by_person.finding, by_person.reason) == (Finding.NOT_NEEDED, "Why means.")


def test_the_kinds_of_means_that_dimensions_show() -> None:
    kinds = {each: reading_of(un_protocol_lens(ADULT, scored=scored(each)).scored) for each in SIGNS}
    assert {each: reading.elements[1].items for each, reading in kinds.items()} == {
        "D1": ("fraud_or_deception",),
        "D2": ("threat_or_force", "other_coercion", "abduction"),
        "D3": ("abuse_of_power_or_vulnerability",),
        "D4": (),
        "D5": ("threat_or_force", "other_coercion"),
        "D6": ("abuse_of_power_or_vulnerability",),
    }


def test_before_exploitation_a_person_says_what_was_intended() -> None:
    assessments = held(act=PRESENT, purpose=INTENDED)
    result = un_protocol_lens(ADULT, scored=scored("D1", D4_01="no"), assessments=assessments)
    reading = reading_of(result.scored)
    assert reading.indication is INTERRUPTED
    assert [each.origin for each in reading.elements] == [Origin.ASSESSED, Origin.SCORED, Origin.ASSESSED]
    assert reading.elements[2].reason == "Why purpose."
    without_means = un_protocol_lens(ADULT, scored=scored(), assessments=assessments)
    assert reading_of(without_means.scored).indication is NOT_YET
    child = un_protocol_lens(CHILD, scored=scored(child=True), assessments=assessments)
    assert reading_of(child.scored).indication is INTERRUPTED


def test_scored_exploitation_outweighs_an_intention_and_shows_as_divergence() -> None:
    result = un_protocol_lens(ADULT, scored=scored("D1", "D4"), assessments=held(PRESENT, PRESENT, INTENDED))
    assert reading_of(result.scored).indication is INDICATED
    assert reading_of(result.assessed).indication is INTERRUPTED
    assert (result.divergent_elements, result.divergent) == ((Element.PURPOSE,), True)


def test_divergence_needs_two_that_spoke() -> None:
    asked = scored("D4", D1_01="no")
    cases = {
        "differ": (asked, held(PRESENT, PRESENT, PRESENT)),
        "agree": (asked, held(PRESENT, ABSENT, PRESENT)),
        "person silent": (asked, held(act=PRESENT)),
        "indicators silent": (scored("D4"), held(PRESENT, PRESENT, PRESENT)),
        "nobody assessed": (asked, []),
    }
    results = {
        name: un_protocol_lens(ADULT, scored=sheet, assessments=assessments)
        for name, (sheet, assessments) in cases.items()
    }
    assert {name: result.divergent_elements for name, result in results.items()} == {
        "differ": (Element.MEANS,),
        "agree": (),
        "person silent": (),
        "indicators silent": (),
        "nobody assessed": (),
    }
    assert results["nobody assessed"].assessed is None


def test_what_was_not_looked_at_is_not_called_absent() -> None:
    result = un_protocol_lens(
        ADULT, scored=scored(D4_02="do_not_know", D1_01="no"), assessments=held(PRESENT)
    )
    assert [each.finding for each in reading_of(result.scored).elements] == [
        Finding.PRESENT,
        Finding.NOT_ESTABLISHED,
        Finding.NOT_ASSESSED,
    ]
    assert [each.finding for each in reading_of(result.assessed).elements] == [
        Finding.PRESENT,
        Finding.NOT_ASSESSED,
        Finding.NOT_ASSESSED,
    ]


def test_consent_is_void_once_a_means_was_used_in_either_reading() -> None:
    consents = [
        un_protocol_lens(ADULT, scored=scored("D1")).consent,
        un_protocol_lens(ADULT, scored=scored(), assessments=held(means=PRESENT)).consent,
        un_protocol_lens(ADULT, scored=scored("D4"), assessments=held(means=ABSENT)).consent,
        un_protocol_lens(ADULT).consent,
        un_protocol_lens(CHILD).consent,
    ]
    void, open_ = Consent.VOID, Consent.NOT_DECISIVE
    assert consents == [void, void, open_, open_, Consent.NEVER_COUNTS]


def test_a_presumed_child_is_read_as_a_child() -> None:
    presumed = Circumstances(AgeGroup.PRESUMED_CHILD)
    sheet, act = scored("D4", child=True), held(act=PRESENT)
    results = [un_protocol_lens(each, scored=sheet, assessments=act) for each in (presumed, CHILD)]
    assert results[0].scored == results[1].scored
    assert results[0].consent is Consent.NEVER_COUNTS


def test_indicators_of_a_draft_or_of_another_age_are_not_read() -> None:
    sheet_of = scored("D1", "D4")
    instrument = replace(sheet_of.instrument, status=Status.DRAFT)
    draft = score(replace(sheet_of.sheet, instrument=instrument))
    act = held(act=PRESENT)
    results = [
        un_protocol_lens(ADULT, scored=draft, assessments=act),
        un_protocol_lens(CHILD, scored=sheet_of, assessments=act),
        un_protocol_lens(ADULT, scored=scored("D4", child=True), assessments=act),
        un_protocol_lens(ADULT, scored=sheet_of, assessments=act),
    ]
    assert [each.unscored for each in results] == [
        Unscored.DRAFT,
        Unscored.OTHER_AGE,
        Unscored.OTHER_AGE,
        None,
    ]
    assert [each.scored is None for each in results] == [True, True, True, False]
    assert [reading_of(each.assessed).finding(Element.ACT) for each in results] == [PRESENT] * 4


@settings(deadline=None)  # the machine is shared
@given(
    st.sampled_from(list(AgeGroup)),
    st.sets(st.sampled_from(sorted(SIGNS))),
    st.sampled_from([None, PRESENT, ABSENT]),
    st.sampled_from([None, PRESENT, ABSENT]),
    st.sampled_from([None, PRESENT, ABSENT, INTENDED]),
)
def test_the_scored_reading_follows_the_protocol(
    age: AgeGroup, dimensions: set[str], act: Finding | None, means: Finding | None, purpose: Finding | None
) -> None:
    child = age is not AgeGroup.ADULT
    sheet = scored(*sorted(dimensions), child=child)
    found = {str(each) for each in sheet.positive_dimensions}
    result = un_protocol_lens(Circumstances(age), scored=sheet, assessments=held(act, means, purpose))
    aim = PRESENT if "D4" in found else INTENDED if purpose is INTENDED else ABSENT
    used = PRESENT if found & set(MEANS_DIMENSIONS) else ABSENT
    expected = read_plainly(child=child, act=act, means=used, purpose=aim)
    assert reading_of(result.scored).indication is expected


def test_the_protocol_as_data() -> None:
    protocol = un_protocol()
    assert (protocol.code, protocol.version, protocol.mark) == ("un-protocol-3", "2000.1", "V")
    assert [len(each) for each in (protocol.acts, protocol.means, protocol.examples)] == [5, 6, 5]
    assert protocol.label("es") == "Trata de personas según el Protocolo de la ONU"
