"""The dimension rule against its published table, its properties, and a slow obvious telling of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latido.engines.indicators import (
    CAVEAT,
    Answer,
    AnswerSheet,
    CatalogueError,
    Clause,
    Dimension,
    Status,
    fired_clauses,
    score,
)
from tests.engines.indicators.builders import ADULT_SET, CHILD_SET, scored, sheets
from tests.engines.indicators.plain_rule import plainly_positive, plainly_scored

COUNTS = st.tuples(*[st.integers(0, 5)] * 3)


@pytest.mark.parametrize(
    ("counts", "clauses"),
    [
        ((1, 0, 0), ""),
        ((0, 2, 0), ""),
        ((0, 1, 9), ""),
        ((0, 0, 9), ""),
        ((1, 0, 1), "b"),
        ((1, 1, 0), "b"),
        ((0, 2, 1), "d"),
        ((0, 3, 0), "c"),
        ((2, 0, 0), "a"),
        ((2, 3, 1), "abcd"),
        ((0, 0, 0), ""),
    ],
)
def test_boundary_table(counts: tuple[int, int, int], clauses: str) -> None:
    assert "".join(fired_clauses(*counts)) == clauses


@pytest.mark.parametrize("counts", list(product(range(5), repeat=3)))
def test_the_rule_equals_its_closed_form_and_the_plain_telling(counts: tuple[int, int, int]) -> None:
    s, m, w = counts
    closed = s >= 2 or (s == 1 and m + w >= 1) or (s == 0 and m >= 3) or (s == 0 and m == 2 and w >= 1)
    assert bool(fired_clauses(s, m, w)) is closed is plainly_positive("S" * s + "M" * m + "W" * w)


@settings(deadline=None)  # the machine is shared
@given(COUNTS, COUNTS)
def test_a_further_sign_never_undoes_a_clause(counts: tuple[int, ...], further: tuple[int, ...]) -> None:
    more = [one + other for one, other in zip(counts, further, strict=True)]
    assert set(fired_clauses(*counts)) <= set(fired_clauses(*more))


@settings(deadline=None)  # the machine is shared
@given(sheets(), st.data())
def test_a_further_yes_never_undoes_a_dimension(sheet: AnswerSheet, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(sheet.instrument.indicators))
    more = replace(sheet, answers={**sheet.answers, row.code: Answer.YES})
    assert set(score(sheet).positive_dimensions) <= set(score(more).positive_dimensions)


@settings(deadline=None)  # the machine is shared
@given(sheets())
def test_scoring_equals_the_plain_telling(sheet: AnswerSheet) -> None:
    positive = {result.dimension.value: result.positive for result in score(sheet).dimensions}
    assert positive == plainly_scored(sheet.instrument, sheet.answers)


@settings(deadline=None)  # the machine is shared
@given(sheets())
def test_every_indicator_stands_in_exactly_one_place(sheet: AnswerSheet) -> None:
    places = {
        "counted": {"yes"},
        "denied": {"no"},
        "open": {"not_asked", "do_not_know"},
        "withheld": {"prefer_not_to_say"},
    }
    for result in score(sheet).dimensions:
        rows = sheet.instrument.in_dimension(result.dimension)
        for place, answers in places.items():
            expected = tuple(row for row in rows if sheet.answer(row.code) in answers)
            assert getattr(result, place) == expected


@settings(deadline=None)  # the machine is shared
@given(sheets())
def test_a_shortfall_is_enough_smallest_and_possible(sheet: AnswerSheet) -> None:
    for result in score(sheet).dimensions:
        so_far = "".join(row.weight for row in result.counted)
        left = "".join(row.weight for row in result.open + result.withheld)
        everything = plainly_positive(so_far + left)
        assert result.could_change is (everything and not result.positive)
        for each in result.shortfalls:
            needed = "S" * each.strong + "M" * each.medium + "W" * each.weak
            assert plainly_positive(so_far + needed)
            assert all(needed.count(weight) <= left.count(weight) for weight in "SMW")
            shorter = [needed[:i] + needed[i + 1 :] for i in range(len(needed))]
            assert not any(plainly_positive(so_far + some) for some in shorter)


def test_corollaries_of_the_published_weights() -> None:
    adult_places = {Dimension.VULNERABILITY_AT_RECRUITMENT, Dimension.VULNERABILITY_AT_DESTINATION}
    everything = score(AnswerSheet(ADULT_SET, {row.code: Answer.YES for row in ADULT_SET.indicators}))
    for result in everything.dimensions:
        only_c_d = {*result.clauses} <= {Clause.THREE_MEDIUM, Clause.TWO_MEDIUM_AND_WEAK}
        assert only_c_d is (result.dimension in adult_places)
    everything = score(AnswerSheet(CHILD_SET, {row.code: Answer.YES for row in CHILD_SET.indicators}))
    assert all(Clause.TWO_MEDIUM_AND_WEAK not in result.clauses for result in everything.dimensions)


def test_only_yes_counts() -> None:
    others = [answer for answer in Answer if answer is not Answer.YES]
    for answer in others:
        sheet = AnswerSheet(ADULT_SET, {row.code: answer for row in ADULT_SET.indicators})
        assert score(sheet).positive_dimensions == ()


def test_there_is_no_total() -> None:
    result = scored("D1", "D4")
    numbers = [name for name in dir(result) if isinstance(getattr(result, name), (int, float))]
    assert numbers == []
    assert result.positive_dimensions == (Dimension.DECEPTIVE_RECRUITMENT, Dimension.EXPLOITATION)
    assert (result.caveat, result.instrument) == (CAVEAT, ADULT_SET)


def test_a_draft_may_be_scored() -> None:
    draft = replace(ADULT_SET, id="some-draft", status=Status.DRAFT)
    scored = score(AnswerSheet(draft, {"D4-01": Answer.YES, "D4-02": Answer.YES}))
    assert scored.positive_dimensions == (Dimension.EXPLOITATION,)
    assert (scored.instrument.status, scored.moldova) == (Status.DRAFT, None)


def test_results_refuse_to_be_built_wrong() -> None:
    result = scored("D4")
    first, fourth = result.dimensions[0], result.dimensions[3]
    for build in (
        lambda: replace(fourth, dimension=Dimension.DECEPTIVE_RECRUITMENT),
        lambda: replace(fourth, denied=fourth.counted),
        lambda: replace(result, dimensions=(first,)),
    ):
        with pytest.raises(CatalogueError):
            build()
