"""The classes of one national survey, beside the dimensions and never merged with them."""

from __future__ import annotations

import pytest

from latido.engines.indicators import (
    CAVEAT,
    Answer,
    AnswerSheet,
    answer_sheet,
    moldova_class,
    score,
)
from tests.engines.indicators.builders import ADULT_SET, scored, sheet_of

MOLDOVA = {
    # D4, D1, D2, D5; first the rows of the table, then what it leaves out
    "----": "no_problem_recorded",
    "4---": "exploited",
    "41--": "deceived_and_exploited",
    "41-5": "trafficked_for_forced_labour",
    "4-25": "trafficked_for_forced_labour",
    "4125": "trafficked_for_forced_labour",
    "4--5": "outside_table",
    "4-2-": "outside_table",
    "412-": "outside_table",
    "-1--": "outside_table",
    "--2-": "outside_table",
    "---5": "outside_table",
    "-125": "outside_table",
    "-12-": "outside_table",
    "-1-5": "outside_table",
    "--25": "outside_table",
}


@pytest.mark.parametrize(("positive", "expected"), list(MOLDOVA.items()))
def test_moldova_table(positive: str, expected: str) -> None:
    found = moldova_class(
        exploited="4" in positive, deceived="1" in positive, coerced="2" in positive, held="5" in positive
    )
    assert found == expected
    reading = scored(*(f"D{each}" for each in positive if each != "-")).moldova
    assert reading is not None
    assert (reading.survey_class, reading.caveat) == (expected, CAVEAT)


def test_the_moldova_table_is_complete() -> None:
    assert len(MOLDOVA) == 2**4


def test_the_moldova_class_is_settled_when_no_open_answer_can_change_it() -> None:
    denied = AnswerSheet(ADULT_SET, {row.code: Answer.NO for row in ADULT_SET.indicators})
    readings = [score(each).moldova for each in (denied, sheet_of(), sheet_of("D1", "D2", "D4", "D5"))]
    assert [reading.settled for reading in readings if reading] == [True, False, True]


@pytest.mark.parametrize(
    ("open_dimension", "settled"),
    [("D1", False), ("D2", False), ("D3", True), ("D4", False), ("D5", False), ("D6", True)],
)
def test_only_the_dimensions_of_the_table_unsettle_the_class(open_dimension: str, settled: bool) -> None:
    denied = {row.code: Answer.NO for row in ADULT_SET.indicators if row.dimension != open_dimension}
    reading = score(AnswerSheet(ADULT_SET, denied)).moldova
    assert reading is not None
    assert reading.settled is settled


def test_there_is_no_moldova_class_for_children() -> None:
    assert score(answer_sheet("ilo-child-labour", "2009.1", {"D4-01": "yes"})).moldova is None
