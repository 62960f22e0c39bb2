"""Coded lists of the field's standards."""

from __future__ import annotations

import pytest

from latido.apps.taxonomy.codes import Code, UnknownCodeError, lists
from latido.apps.taxonomy.queries import age_band, choices, code, codes
from latido.countries import load

SIZES = {
    "age_band": 10,
    "assistance_status": 3,
    "case_status": 4,
    "challenge": 6,
    "closure_reason": 9,
    "control_method": 18,
    "decided_by": 5,
    "exploitation_type": 12,
    "gender": 6,
    "industry": 21,
    "recruitment_method": 10,
    "special_risk_group": 7,
    "trafficker_relation": 3,
}


def test_has_every_list_in_full() -> None:
    assert {name: len(rows) for name, rows in lists().items()} == SIZES


def test_offers_pairs_in_the_language_asked_for() -> None:
    assert choices("case_status", "es-mx") == [
        ("Active", "Activo"),
        ("FollowUp", "Seguimiento"),
        ("Closed", "Cerrado"),
        ("ClosedReferred", "Cerrado y canalizado"),
    ]
    assert choices("case_status", "en")[1] == ("FollowUp", "Follow-up")


def test_control_methods_are_the_union_of_both_htcds_files() -> None:
    from_definitions = {each.code for each in codes("control_method") if "definitions" in each.source}
    assert from_definitions == {"RestrictsMovement", "UsesChildren"}


def test_industries_are_the_sections_of_isic_in_order() -> None:
    assert "".join(each.code[0] for each in codes("industry")) == "ABCDEFGHIJKLMNOPQRSTU"


def test_forced_criminality_says_that_the_standard_lacks_it() -> None:
    assert code("exploitation_type", "ForcedCriminality").source.endswith("exported as Other")


def test_no_words_pass_a_verdict() -> None:
    words = " ".join(each.label_en + each.label_es for rows in lists().values() for each in rows).lower()
    assert "not a victim" not in words
    assert "no es víctima" not in words
    assert "confirm" not in words


@pytest.mark.parametrize("country", ["mx", "generic"])
def test_legal_forms_of_a_country_map_to_exploitation_types(country: str) -> None:
    known = {each.code for each in codes("exploitation_type")}
    assert {form.htcds for form in load(country).law.forms} <= known


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0--08"), (8, "0--08"), (9, "09--17"), (17, "09--17"), (18, "18--20"), (21, "21--23"),
        (26, "24--26"), (29, "27--29"), (30, "30--38"), (47, "39--47"), (48, "48+"), (101, "48+"),
        (None, "Unknown"),
    ],
)  # fmt: skip
def test_an_age_falls_into_one_band(age: int | None, band: str) -> None:
    assert age_band(age).code == band


def test_what_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeError, match="no list 'colour'; there are age_band, "):
        codes("colour")
    with pytest.raises(UnknownCodeError, match="'Blue' is not in the list gender"):
        code("gender", "Blue")
    with pytest.raises(UnknownCodeError, match="-1 is not an age"):
        age_band(-1)


def test_a_code_refuses_to_be_built_wrong() -> None:
    assert Code("A", "Word", "Palabra", "somewhere", "R").unverified
    with pytest.raises(ValueError, match="needs code, both labels"):
        Code("A", "Word", "", "somewhere", "V")
    with pytest.raises(ValueError, match="a mark out of"):
        Code("A", "Word", "Palabra", "somewhere", "?")
