"""Quarters of a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.apps.statistics.quarters import NoQuarterError, Quarter, last_closed

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_quarter_and_in_no_other(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.next.first_day - timedelta(days=1) == quarter.last_day
    assert quarter.next.former == quarter
    assert Quarter.parse(str(quarter)) == quarter


@given(DAYS)
def test_a_quarter_closes_when_its_last_day_is_over(day):
    quarter = Quarter.of(day)
    assert not quarter.is_closed(day)
    assert not quarter.is_closed(quarter.last_day)
    assert quarter.is_closed(quarter.next.first_day)


def test_the_last_closed_quarters_count_back_over_the_year():
    assert [str(one) for one in last_closed(date(2026, 4, 1), 3)] == ["2026-Q1", "2025-Q4", "2025-Q3"]


@pytest.mark.parametrize(
    "text", ["", "2026-Q0", "2026-Q5", "2026Q1", "26-Q1", "2026-Q1 ", "0000-Q1", "2026-q1"]
)
def test_other_text_is_refused(text):
    with pytest.raises(NoQuarterError):
        Quarter.parse(text)
