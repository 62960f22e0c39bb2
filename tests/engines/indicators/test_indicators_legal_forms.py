"""The lens of a country's law: each form against its own article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from latido.engines.indicators import (
    CAVEAT,
    AgeGroup,
    Circumstances,
    Consent,
    Element,
    Finding,
    Indication,
    NoResult,
    Unscored,
    Waiver,
    legal_lens,
    un_protocol_lens,
)
from tests.engines.indicators.builders import (
    ADULT,
    CHILD,
    INDICATED,
    NOT_YET,
    PRESENT,
    held,
    reading_of,
    scored,
)
from tests.engines.indicators.sample_law import form


def test_a_form_whose_article_is_not_keyed_in_gives_no_result() -> None:
    result = legal_lens(
        form("xx-slavery"), ADULT, scored=scored("D1", "D4"), assessments=held(PRESENT, PRESENT, PRESENT)
    )
    assert (result.no_result, result.scored, result.assessed) == (NoResult.NOT_KEYED, None, None)
    assert (result.unscored, result.divergent, result.examples) == (None, False, ())
    assert (result.caveat, result.consent) == (CAVEAT, Consent.NEVER_COUNTS)
    assert NoResult.NOT_KEYED.message_id == "no result: article not keyed in"


def test_a_form_about_minors_says_nothing_about_adults() -> None:
    assessments = held(act=PRESENT, purpose=PRESENT)
    adult = legal_lens(form("xx-minors-in-crime"), ADULT, assessments=assessments)
    child = legal_lens(form("xx-minors-in-crime"), CHILD, assessments=assessments)
    assert (adult.no_result, adult.assessed) == (NoResult.ONLY_MINORS, None)
    assert (child.no_result, reading_of(child.assessed).indication) == (None, INDICATED)


def test_a_form_without_means_is_a_lower_bar_than_the_protocol() -> None:
    sheet, act = scored("D4"), held(act=PRESENT)
    law = legal_lens(form("xx-labour"), ADULT, scored=sheet, assessments=act)
    protocol = un_protocol_lens(ADULT, scored=sheet, assessments=act)
    assert [reading_of(each.scored).indication for each in (law, protocol)] == [INDICATED, NOT_YET]
    assert (law.consent, protocol.consent) == (Consent.NEVER_COUNTS, Consent.NOT_DECISIVE)


def test_examples_that_signs_point_to_respect_the_day_of_a_reform() -> None:
    labour, sheet = form("xx-labour"), scored("D4")
    days = [None, date(2024, 6, 6), date(2024, 6, 7)]
    found = [legal_lens(labour, ADULT, scored=sheet, on=day).examples for day in days]
    both = ["pay_below_the_law", "hours_above_the_law"]
    assert [[each.code for each in examples] for examples in found] == [both, both[:1], both]
    assert found[0][1].label("es") == "jornadas mayores a las legales"
    assert legal_lens(labour, ADULT, scored=scored("D1")).examples == ()
    assert legal_lens(labour, CHILD, scored=sheet).examples == ()


def test_a_form_is_scored_only_by_its_own_instruments() -> None:
    result = legal_lens(form("xx-sexual"), ADULT, scored=scored("D1", "D4"), assessments=held(PRESENT))
    assert (result.scored, result.unscored) == (None, Unscored.OTHER_FORM)


@pytest.mark.parametrize(
    ("items", "day", "finding"),
    [
        (("deceit",), None, PRESENT),
        (("deceit", "something_else"), date(2020, 1, 1), PRESENT),
        (("threat_of_report",), None, PRESENT),
        (("threat_of_report",), date(2024, 6, 7), PRESENT),
        (("threat_of_report",), date(2024, 6, 6), Finding.NOT_LISTED),
        (("something_else",), None, Finding.NOT_LISTED),
        ((), None, Finding.NOT_LISTED),
    ],
)
def test_listed_means_must_be_named(items: tuple[str, ...], day: date | None, finding: Finding) -> None:
    result = legal_lens(
        form("xx-sexual"), ADULT, assessments=held(PRESENT, PRESENT, PRESENT, items=items), on=day
    )
    reading = reading_of(result.assessed)
    assert (reading.elements[1].finding, reading.elements[1].items) == (finding, items)
    assert reading.indication is (INDICATED if finding is PRESENT else NOT_YET)


@pytest.mark.parametrize(
    ("who", "indication", "means"),
    [
        (ADULT, NOT_YET, Finding.NOT_ASSESSED),
        (CHILD, INDICATED, Finding.NOT_NEEDED),
        (Circumstances(AgeGroup.ADULT, unable_to_understand=True), INDICATED, Finding.NOT_NEEDED),
    ],
)
def test_means_are_waived_for_minors_and_people_unable_to_understand(
    who: Circumstances, indication: Indication, means: Finding
) -> None:
    result = legal_lens(form("xx-sexual"), who, assessments=held(act=PRESENT, purpose=PRESENT))
    reading = reading_of(result.assessed)
    assert (reading.indication, reading.finding(Element.MEANS)) == (indication, means)
    assert result.consent is Consent.NEVER_COUNTS


def test_a_waiver_makes_consent_void_and_counts_only_where_the_law_has_it() -> None:
    unable = Circumstances(AgeGroup.ADULT, unable_to_understand=True)
    law = replace(form("xx-sexual"), consent_never_counts=False)
    assert [legal_lens(law, each).consent for each in (unable, ADULT)] == [
        Consent.NEVER_COUNTS,
        Consent.NOT_DECISIVE,
    ]
    only_minors = replace(law, means_waived_for=frozenset({Waiver.MINOR}))
    reading = reading_of(legal_lens(only_minors, unable, assessments=held(act=PRESENT)).assessed)
    assert reading.missing == (Element.MEANS, Element.PURPOSE)
    assert un_protocol_lens(unable).consent is Consent.NOT_DECISIVE
