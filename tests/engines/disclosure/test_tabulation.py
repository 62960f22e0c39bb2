"""Counting records by a codebook."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines.disclosure import TOTAL, Codebook, Dimension, DisclosureError, Table, tabulate

STATE = Dimension("state", ("07", "08"), sensitive=False)
FORM = Dimension("form", ("labour", "begging", "marriage"))
CODEBOOK = Codebook((STATE, FORM))


@given(st.lists(st.tuples(st.sampled_from(STATE.values), st.sampled_from(FORM.values))))
def test_every_cell_and_total_counts_what_it_says(pairs: list[tuple[str, str]]) -> None:
    records = [{"state": state, "form": form, "other": "ignored"} for state, form in pairs]
    table = tabulate(records, ["state", "form"], CODEBOOK)
    expected: Counter[tuple[str, str]] = Counter()
    for state, form in pairs:
        expected.update([(state, form), (state, TOTAL), (TOTAL, form), (TOTAL, TOTAL)])
    assert table.cells == {key: expected[key] for key in table.cells}
    assert len(table.cells) == 3 * 4
    assert table.total == len(pairs)


def test_values_come_from_the_codebook_and_in_its_order() -> None:
    table = tabulate([], ["form"], CODEBOOK)
    assert list(table.cells) == [("labour",), ("begging",), ("marriage",), (TOTAL,)]


@pytest.mark.parametrize("record", [{"state": "07"}, {"state": "07", "form": "fishing"}])
def test_a_value_outside_the_codebook_is_named(record: dict[str, str]) -> None:
    good = {"state": "07", "form": "labour"}
    with pytest.raises(DisclosureError, match=r"Record 2 has form .* not in the codebook") as caught:
        tabulate([good, record], ["state", "form"], CODEBOOK)
    assert caught.value.code == "unknown_value"


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: tabulate([], ["month"], CODEBOOK), "unknown_dimension"),
        (lambda: tabulate([], [], CODEBOOK), "dimensions"),
        (lambda: tabulate([], ["form", "form"], CODEBOOK), "bad_names"),
        (lambda: Codebook((STATE, STATE)), "bad_names"),
        (lambda: Dimension("", ("a",)), "no_name"),
        (lambda: Dimension("form", ()), "no_values"),
        (lambda: Dimension("form", ("a", "a")), "bad_values"),
        (lambda: Dimension("form", ("a", TOTAL)), "bad_values"),
        (lambda: Table((FORM,), (1, 2)), "cells"),
        (lambda: Table((FORM,), (1, 2, -1)), "negative"),
        (lambda: Table(tuple(Dimension(n, ("x",)) for n in "abcd"), (1,)), "dimensions"),
    ],
)
def test_what_cannot_be_is_refused(build, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DisclosureError) as caught:
        build()
    assert caught.value.code == code
