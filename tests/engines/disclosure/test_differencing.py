"""A new publication next to the former ones."""

from __future__ import annotations

from datetime import date

import pytest

from latido.engines.disclosure import (
    TOTAL,
    Conflict,
    Dimension,
    DisclosureError,
    Period,
    Publication,
    Table,
    differencing,
    suppress,
)

FORM = Dimension("form", ("labour", "begging"), sensitive=False)
STATE = Dimension("state", ("07",), sensitive=False)
QUARTERS = [
    Period(date(2026, 1, 1), date(2026, 3, 31)),
    Period(date(2026, 4, 1), date(2026, 6, 30)),
    Period(date(2026, 7, 1), date(2026, 9, 30)),
    Period(date(2026, 10, 1), date(2026, 12, 31)),
]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def publication(name: str, period: Period, labour: int, begging: int) -> Publication:
    return Publication(name, period, suppress(Table((FORM,), (labour, begging))))


@pytest.mark.parametrize(("grown", "conflicts"), [(0, 0), (1, 1), (10, 1), (11, 0)])
def test_a_longer_period_less_a_shorter_one_is_a_cell_too(grown: int, conflicts: int) -> None:
    former = publication("half", Period(date(2026, 1, 1), date(2026, 6, 30)), 30, 40)
    new = publication("year", YEAR, 30 + grown, 40 + 60)
    assert differencing(new, [former]) == (Conflict(("labour",), ("half",), grown),) * conflicts


def test_a_correction_of_the_same_period_counts_in_both_directions() -> None:
    former = publication("first", YEAR, 30, 40)
    found = differencing(publication("second", YEAR, 28, 60), [former])
    assert {conflict.key for conflict in found} == {("labour",)}
    assert {abs(conflict.difference) for conflict in found} == {2}


def test_a_year_less_its_first_three_quarters_leaves_the_fourth() -> None:
    former = [publication(f"q{n}", QUARTERS[n], 20, 30) for n in range(3)]
    new = publication("year", YEAR, 64, 140)
    assert differencing(new, former) == (Conflict(("labour",), ("q0", "q1", "q2"), 4),)


def test_the_last_quarter_may_not_complete_a_year_either() -> None:
    former = [publication(f"q{n}", QUARTERS[n], 20, 30) for n in range(2)]
    former.append(publication("year", YEAR, 64, 140))
    new = publication("q2", QUARTERS[2], 20, 30)
    assert [conflict.difference for conflict in differencing(new, former)] == [4]


def test_periods_that_only_overlap_are_not_compared() -> None:
    former = publication("spring", Period(date(2026, 2, 1), date(2026, 5, 31)), 30, 40)
    assert differencing(publication("q0", QUARTERS[0], 28, 38), [former]) == ()


def test_a_zero_is_a_figure_and_a_hidden_cell_is_none() -> None:
    former = publication("q0", QUARTERS[0], 0, 40)
    hidden = publication("year", YEAR, 5, 100)
    assert hidden.table.cell("labour").status == "suppressed"
    assert differencing(hidden, [former]) == ()


def test_cells_are_matched_by_what_they_count_not_by_the_shape_of_the_table() -> None:
    two_ways = Publication("two", QUARTERS[0], suppress(Table((STATE, FORM), (30, 40))))
    new = publication("year", YEAR, 35, 100)
    assert differencing(new, [two_ways]) == (Conflict(("labour",), ("two",), 5),)


def test_withholding_the_conflicts_settles_them() -> None:
    former = publication("half", QUARTERS[0], 30, 40)
    table = Table((FORM,), (35, 100))
    new = Publication("year", YEAR, suppress(table))
    conflicts = differencing(new, [former])
    again = Publication("year", YEAR, suppress(table, withhold={each.key for each in conflicts}))
    assert [each.key for each in conflicts] == [("labour",)]
    assert differencing(again, [former]) == ()
    assert again.table.cell(TOTAL).value == 135


def test_names_and_periods_are_checked() -> None:
    one = publication("year", YEAR, 30, 40)
    with pytest.raises(DisclosureError, match="its own name"):
        differencing(one, [one])
    with pytest.raises(DisclosureError, match="ends on 2025-12-31, before 2026-01-01"):
        Period(date(2026, 1, 1), date(2025, 12, 31))
