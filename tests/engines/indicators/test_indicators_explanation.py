"""What counted and why, told without pressure."""

from __future__ import annotations

from hypothesis import given, settings

from latido.engines.indicators import (
    AnswerSheet,
    Clause,
    Dimension,
    Shortfall,
    answer_sheet,
    explain,
    score,
)
from tests.engines.indicators.builders import ADULT_SET, scored, sheet_of, sheets

NO_WAY_LEFT = (
    "The answers leave no way to meet the rule here. Other dimensions and a person's assessment still count."
)


@settings(deadline=None)  # the machine is shared
@given(sheets())
def test_every_result_can_be_explained(sheet: AnswerSheet) -> None:
    for result in score(sheet).dimensions:
        sentences = [str(each) for each in explain(result)]
        assert len(set(sentences)) == len(sentences)
        assert [f"Rule ({clause})" in " ".join(sentences) for clause in Clause] == [
            clause in result.clauses for clause in Clause
        ]


def test_counts_and_reasons_of_a_dimension() -> None:
    sheet = sheet_of("D4", D4_03="no", D4_04="prefer_not_to_say", D4_05="do_not_know", D4_06="not_asked")
    result = score(sheet).dimension(Dimension.EXPLOITATION)
    assert (result.strong, result.medium, result.weak) == (1, 1, 0)
    assert [row.code for row in result.counted] == ["D4-01", "D4-02"]
    assert [row.code for row in result.denied] == ["D4-03"]
    assert [row.code for row in result.open] == ["D4-05", "D4-06", "D4-07", "D4-08", "D4-09"]
    assert [row.code for row in result.withheld] == ["D4-04"]
    assert result.clauses == (Clause.STRONG_AND_OTHER,)
    assert (result.shortfalls, result.could_change) == ((), False)
    assert [str(each) for each in explain(result)] == [
        "Signs counted: 1 strong, 1 medium, 0 weak.",
        "Rule (b) is met: one strong sign and at least one medium or weak sign.",
        "Some questions were left unanswered by choice. That is respected and says nothing either way.",
    ]


def test_what_is_missing_is_told_without_pressure() -> None:
    result = scored(D3_01="yes", D3_02="yes").dimension(Dimension.VULNERABILITY_AT_RECRUITMENT)
    assert result.shortfalls == (Shortfall(0, 1, 0), Shortfall(0, 0, 1))
    assert [str(each) for each in explain(result)] == [
        "Signs counted: 0 strong, 2 medium, 0 weak.",
        "The recorded signs do not meet the rule so far.",
        "One more medium sign would meet the rule.",
        "One more weak sign would meet the rule.",
        "This only says how far the answers go. It is no reason to ask again or to press anybody.",
    ]


def test_a_dimension_that_can_no_longer_be_met_says_so() -> None:
    denied = {row.code: "no" for row in ADULT_SET.in_dimension(Dimension.VULNERABILITY_AT_DESTINATION)}
    sheet = answer_sheet("ilo-adult-labour", "2009.1", denied | {"D6-01": "yes"})
    result = score(sheet).dimension(Dimension.VULNERABILITY_AT_DESTINATION)
    assert [str(each) for each in explain(result)] == [
        "Signs counted: 0 strong, 1 medium, 0 weak.",
        "The recorded signs do not meet the rule so far.",
        NO_WAY_LEFT,
    ]


def test_an_unanswered_dimension_is_not_called_negative() -> None:
    result = scored().dimension(Dimension.DECEPTIVE_RECRUITMENT)
    assert (result.positive, result.answered, result.could_change) == (False, False, True)
    assert [str(each) for each in explain(result)] == [
        "Nothing in this dimension has been answered yes or no so far."
    ]


def test_what_was_withheld_could_still_change_a_dimension() -> None:
    answers = {row.code: "no" for row in ADULT_SET.in_dimension(Dimension.EXPLOITATION)}
    answers |= {"D4-02": "yes", "D4-01": "prefer_not_to_say"}
    result = score(answer_sheet("ilo-adult-labour", "2009.1", answers)).dimension(Dimension.EXPLOITATION)
    assert (result.could_change, result.shortfalls) == (True, (Shortfall(1, 0, 0),))
