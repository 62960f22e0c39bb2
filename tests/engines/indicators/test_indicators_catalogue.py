"""The data that ships: complete, cited, in both languages, with the totals of the published sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from inspect import signature

import pytest

from latido.engines import indicators
from latido.engines.indicators import (
    CatalogueError,
    Dimension,
    Mark,
    Population,
    Prompt,
    PromptKind,
    Status,
    UnknownIndicatorError,
    UnknownInstrumentError,
    Weight,
    Wording,
    instrument,
    instruments,
    prompt_list,
    prompt_lists,
)
from latido.engines.indicators import catalogue as room

ADULT_TOTALS = {"D1": "1/8/1", "D2": "1/9/0", "D3": "0/14/2", "D4": "1/7/1", "D5": "4/10/1", "D6": "0/5/2"}
CHILD_TOTALS = {"D1": "2/8/0", "D2": "4/6/0", "D3": "0/15/0", "D4": "1/7/0", "D5": "8/7/0", "D6": "0/7/0"}
SITUATIONS = [
    "general",
    "children",
    "domestic_servitude",
    "sexual_exploitation",
    "labour_exploitation",
    "begging_petty_crime",
    "forced_criminality",
]


def _totals(instrument_id: str) -> dict[str, str]:
    counts = Counter((row.dimension, row.weight) for row in instrument(instrument_id, "2009.1").indicators)
    return {each: "/".join(str(counts[each, Weight(weight)]) for weight in "SMW") for each in Dimension}


def test_totals_of_the_adult_labour_set() -> None:
    assert _totals("ilo-adult-labour") == ADULT_TOTALS
    assert len(instrument("ilo-adult-labour").indicators) == 67


def test_totals_of_the_child_labour_set() -> None:
    assert _totals("ilo-child-labour") == CHILD_TOTALS
    assert len(instrument("ilo-child-labour").indicators) == 65


def _codes(instrument_id: str, weight: Weight) -> str:
    return " ".join(row.code for row in instrument(instrument_id).indicators if row.weight is weight)


def test_every_sign_that_is_not_medium() -> None:
    adult, child = "ilo-adult-labour", "ilo-child-labour"
    assert _codes(adult, Weight.STRONG) == "D1-01 D2-01 D4-01 D5-01 D5-02 D5-03 D5-04"
    assert _codes(adult, Weight.WEAK) == "D1-10 D3-15 D3-16 D4-09 D5-15 D6-06 D6-07"
    assert _codes(child, Weight.STRONG) == (
        "D1-01 D1-10 D2-01 D2-02 D2-03 D2-04 D4-01 D5-01 D5-02 D5-03 D5-04 D5-05 D5-06 D5-07 D5-08"
    )
    assert _codes(child, Weight.WEAK) == ""


def test_the_child_set_lacks_two_signs_of_the_adult_set() -> None:
    adult, child = ({row.code for row in each.indicators} for each in instruments())
    assert (adult - child, child - adult) == ({"D3-08", "D4-08"}, set())


def test_heads() -> None:
    heads = [
        (each.id, each.version, each.status, each.population, each.exploitation) for each in instruments()
    ]
    assert heads == [
        ("ilo-adult-labour", "2009.1", Status.PUBLISHED, Population.ADULT, "labour"),
        ("ilo-child-labour", "2009.1", Status.PUBLISHED, Population.CHILD, "labour"),
    ]


def test_every_weight_is_marked_second_hand_and_the_two_doubts_say_so() -> None:
    rows = [row for each in instruments() for row in each.indicators]
    assert {row.mark for row in rows} == {Mark.SECOND_HAND}
    assert not Mark.SECOND_HAND.verified
    noted = {row.code: row.note.in_language("en") for row in rows if row.note}
    assert sorted(noted) == ["D3-13", "D3-14"]
    assert all("Weight in doubt" in note for note in noted.values())


def test_every_row_speaks_both_languages_and_cites_its_source() -> None:
    rows = [row for each in instruments() for row in each.indicators] + list(prompt_list().prompts)
    for row in rows:
        assert row.label("es") != row.label("en"), row.code
        assert row.source
    for each in instruments():
        assert len({row.label("es") for row in each.indicators}) == len(each.indicators)
        assert len({row.label("en") for row in each.indicators}) == len(each.indicators)


def test_a_label_falls_back_to_english() -> None:
    row = instrument("ilo-adult-labour").indicator("D4-02")
    assert [row.label(code) for code in ("es", "es-MX", "es_mx")] == ["El pago es bajo o no hay pago"] * 3
    assert [row.label(code) for code in ("en", "nah", "")] == ["Pay is low or missing"] * 3


def test_dimensions_in_catalogue_order() -> None:
    for each in instruments():
        ordered = [row for dimension in Dimension for row in each.in_dimension(dimension)]
        assert ordered == list(each.indicators)


def test_the_newest_published_version_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    adult = instrument("ilo-adult-labour")
    later = [replace(adult, version="2009.9"), replace(adult, version="2009.10")]
    draft = replace(adult, version="2031.1", status=Status.DRAFT)
    monkeypatch.setattr(room, "instruments", lambda: (adult, *later, draft))
    assert instrument("ilo-adult-labour").version == "2009.10"
    assert instrument("ilo-adult-labour", "2009.1") is adult
    assert instrument("ilo-adult-labour", "2031.1").status is Status.DRAFT


def test_versions_are_ordered_as_numbers() -> None:
    assert sorted(["2009.10", "2009.9", "2010"], key=room._numbers) == ["2009.9", "2009.10", "2010"]


@pytest.mark.parametrize(("wanted", "version"), [("ilo-adult", None), ("ilo-adult-labour", "2009.2")])
def test_an_unknown_instrument_or_version_is_refused(wanted: str, version: str | None) -> None:
    with pytest.raises(UnknownInstrumentError, match=r"ilo-child-labour 2009\.1") as refusal:
        instrument(wanted, version)
    assert (refusal.value.code, refusal.value.refused) == (
        "unknown_instrument",
        (wanted, version or "newest"),
    )


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UnknownIndicatorError) as refusal:
        instrument("ilo-child-labour").indicator("D4-08")
    assert (refusal.value.code, refusal.value.refused) == ("unknown_indicator", ("D4-08",))


def test_values_refuse_to_be_built_wrong() -> None:
    adult = instrument("ilo-adult-labour")
    row = adult.indicator("D1-01")
    wrong: dict[str, Callable[[], object]] = {
        "bad_indicator_code": lambda: replace(row, code="D2-01"),
        "source_missing": lambda: replace(row, source=" "),
        "bad_version": lambda: replace(adult, version="spring"),
        "bad_indicators": lambda: replace(adult, indicators=(row, row)),
        "wording_incomplete": lambda: Wording({"es": "hola"}),
    }
    for code, build in wrong.items():
        with pytest.raises(CatalogueError) as refusal:
            build()
        assert refusal.value.code == code
    with pytest.raises(CatalogueError, match="no empty language"):
        Wording({"en": "yes", "es": " "})
    with pytest.raises(CatalogueError, match="at least one"):
        replace(adult, indicators=())


def test_equal_values_have_equal_hashes() -> None:
    one, other = Wording({"en": "a", "es": "b"}), Wording({"es": "b", "en": "a"})
    assert (one == other, hash(one) == hash(other)) == (True, True)


def test_the_situations_of_the_prompts() -> None:
    signs = prompt_list()
    assert [each.code for each in signs.situations] == SITUATIONS
    sizes = [len(signs.in_situation(each)) for each in SITUATIONS]
    assert sizes == [35, 15, 8, 14, 19, 15, 5]
    assert sum(sizes) == len(signs.prompts)
    assert signs.situations[0].label("es") == "Cualquier persona"
    assert all(each.note.in_language("es") for each in signs.situations)


def test_the_public_selection_is_short_and_observable() -> None:
    signs = prompt_list()
    sizes = [len(signs.in_situation(each, public_only=True)) for each in SITUATIONS]
    assert sizes == [12, 7, 6, 6, 7, 6, 4]
    assert {each.kind for each in signs.prompts if each.public} == {PromptKind.SIGN}


def test_marks_of_the_prompts() -> None:
    marks = {each.situation: set[str]() for each in prompt_list().prompts}
    for each in prompt_list().prompts:
        marks[each.situation].add(each.mark)
    both, recalled, read = {"V", "R"}, {"R"}, {"V"}
    assert [marks[each] for each in SITUATIONS] == [both, read, read, read, recalled, recalled, read]


def test_a_prompt_by_its_code() -> None:
    crossing = prompt_list().prompt("UC-10")
    assert (crossing.situation, crossing.public, crossing.kind) == ("children", True, PromptKind.SIGN)
    assert crossing.note is not None
    assert "market" in crossing.note.in_language("en")


def test_unknown_prompts_lists_and_situations_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError) as no_prompt:
        prompt_list().prompt("UX-01")
    with pytest.raises(UnknownIndicatorError) as no_situation:
        prompt_list().in_situation("weather")
    with pytest.raises(UnknownInstrumentError) as no_list:
        prompt_list("unodc-signs", "0")
    with pytest.raises(UnknownInstrumentError):
        prompt_list("other")
    codes = [each.value.code for each in (no_prompt, no_situation, no_list)]
    assert codes == ["unknown_prompt", "unknown_situation", "unknown_prompt_list"]


def test_lists_of_prompts_refuse_to_be_built_wrong() -> None:
    (signs,) = prompt_lists()
    first = signs.prompts[0]
    for code, prompts in {
        "bad_prompts": (first, first),
        "unknown_situation": (replace(first, situation="weather"),),
    }.items():
        with pytest.raises(CatalogueError) as refusal:
            replace(signs, prompts=prompts)
        assert refusal.value.code == code
    with pytest.raises(CatalogueError, match="source"):
        replace(first, source="")


def test_prompts_carry_nothing_to_add_up() -> None:
    numbers = [name for name, kind in Prompt.__annotations__.items() if kind in {"int", "float", "Weight"}]
    assert numbers == []


def test_no_public_function_takes_prompts() -> None:
    functions = [getattr(indicators, name) for name in indicators.__all__ if name[0].islower()]
    takes = {str(each.annotation) for one in functions for each in signature(one).parameters.values()}
    assert "ScoredSheet | None" in takes
    assert [each for each in takes if "Prompt" in each] == []
