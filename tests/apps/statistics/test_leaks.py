"""What a reader can work out: everything from a careless table, nothing from a published one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latido import countries
from latido.apps.statistics.choices import CellStatus
from latido.apps.statistics.counting import count
from tests.apps.statistics.made_up import LEAKY, naive, worked_out

MEXICO = countries.load("mx")
STATES = ["07", "08", "20"]
FORMS = ["ForcedLabour", "SexualExploitation", "ForcedBegging", "Servitude"]


def people(counts):
    return [
        SimpleNamespace(state_code=state, exploitation=form)
        for (state, form), number in counts.items()
        for _ in range(number)
    ]


def readable(table):
    return {(figure.state, figure.form): figure.value for figure in table.figures}


def test_a_careless_table_gives_the_small_count_away():
    assert worked_out(naive(LEAKY)) == {("07", "ForcedLabour"): (3, 3)}


def test_the_published_table_does_not():
    table = count(people(LEAKY), country=MEXICO).table
    hidden = worked_out(readable(table))
    assert hidden.keys() == {(one.state, one.form) for one in table.hidden}
    assert ("07", "ForcedLabour") in hidden
    assert len(hidden) >= 4
    assert {key: ends for key, ends in hidden.items() if ends[1] - ends[0] < 11} == {}


def test_counts_of_eleven_and_more_are_told_as_they_are():
    table = count(people({("07", "ForcedLabour"): 11, ("07", "ForcedBegging"): 30}), country=MEXICO).table
    assert [table.at("07", form).value for form in ("ForcedLabour", "ForcedBegging", "total")] == [11, 30, 41]
    assert table.hidden == ()


def test_what_was_not_recorded_is_counted_apart():
    counts = {("", "ForcedLabour"): 12, ("", "ForcedBegging"): 13, ("07", ""): 15, ("07", "ForcedLabour"): 20}
    table = count(people(counts), country=MEXICO).table
    assert [table.at("unknown", form).value for form in ("ForcedLabour", "ForcedBegging", "total")] == [
        12,
        13,
        25,
    ]
    assert table.at("07", "unknown").value == 15
    assert table.at("total", "total").value == 60


def test_a_state_where_all_share_one_form_does_not_say_so():
    table = count(people({**LEAKY, ("20", "ForcedLabour"): 30}), country=MEXICO).table
    assert table.at("20", "ForcedLabour").status == CellStatus.SUPPRESSED


def test_an_empty_quarter_is_zero_everywhere():
    table = count([], country=MEXICO).table
    assert {figure.status for figure in table.figures} == {CellStatus.ZERO}
    assert len(table.figures) == (32 + 2) * (12 + 2)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(STATES), st.sampled_from(FORMS)), st.integers(1, 40)))
def test_no_table_gives_a_hidden_figure_away(counts):
    table = count(people(counts), country=MEXICO).table
    assert not [figure for figure in table.figures if figure.value and figure.value < 11]
    seen = {key: value for key, value in readable(table).items() if relevant(*key)}
    assert {key: ends for key, ends in worked_out(seen).items() if ends[1] - ends[0] < 11} == {}


def relevant(state, form):
    """The rows and columns that may hold somebody: the others are zero, which the attack need not solve."""
    return state in (*STATES, "total") and form in (*FORMS, "total")


def test_a_correction_beside_its_former_gives_no_change_of_a_few_people_away():
    former = count(people(LEAKY), country=MEXICO).table
    changed = {**LEAKY, ("08", "SexualExploitation"): 42}
    careless = count(people(changed), country=MEXICO).table
    assert 2 in told_changes(former, careless)
    corrected = count(people(changed), country=MEXICO, formers=[former]).table
    assert told_changes(former, corrected) == {0}
    assert not {(one.state, one.form) for one in former.hidden} - {
        (one.state, one.form) for one in corrected.hidden
    }


def test_a_correction_of_many_people_tells_them():
    former = count(people({("07", "ForcedLabour"): 40, ("07", "ForcedBegging"): 60}), country=MEXICO).table
    more = {("07", "ForcedLabour"): 55, ("07", "ForcedBegging"): 60}
    corrected = count(people(more), country=MEXICO, formers=[former]).table
    assert told_changes(former, corrected) == {0, 15}


def test_a_second_correction_is_held_against_the_first_publication_too():
    tables = []
    for number in (40, 60, 45):
        counts = {("07", "ForcedLabour"): number, ("07", "ForcedBegging"): 60}
        tables.append(count(people(counts), country=MEXICO, formers=tables[:]).table)
    assert told_changes(tables[0], tables[1]) == {0, 20}
    assert told_changes(tables[1], tables[2]) <= {0}
    assert told_changes(tables[0], tables[2]) <= {0}


def told_changes(former, new):
    """The differences that a reader of both sees."""
    pairs = zip(former.figures, new.figures, strict=True)
    return {two.value - one.value for one, two in pairs if one.value is not None and two.value is not None}


def test_a_correction_that_changes_nothing_reads_like_its_former():
    former = count(people(LEAKY), country=MEXICO).table
    assert count(people(LEAKY), country=MEXICO, formers=[former]).table == former


def test_a_code_that_no_list_has_is_refused_by_name():
    from latido.apps.statistics.rules import StatisticsError

    with pytest.raises(StatisticsError, match="Zombie"):
        count(people({("07", "Zombie"): 12}), country=MEXICO)
