"""Small counts cannot be worked out again, by linear programming or by trying every table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latido.engines.disclosure import (
    TOTAL,
    Cell,
    Dimension,
    DisclosureError,
    SuppressedTable,
    Table,
    attack,
    suppress,
)
from latido.engines.disclosure.complements import another_table, differing
from tests.engines.disclosure import reading


def dimensions(shape: tuple[int, ...], sensitive: tuple[bool, ...] = ()) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(f"d{axis}", tuple(f"{axis}{value}" for value in range(size)), secret)
        for axis, (size, secret) in enumerate(
            zip(shape, sensitive or (False,) * (len(shape) - 1) + (True,), strict=True)
        )
    )


def row(*counts: int, sensitive: bool = True) -> Table:
    return Table(dimensions((len(counts),), (sensitive,)), counts)


def statuses(table: SuppressedTable) -> list[str]:
    return [cell.status for cell in table.cells]


@st.composite
def tables(draw: st.DrawFn, *, sizes: tuple[int, ...] = (1, 2, 3, 4), largest: int = 40) -> Table:
    shape = tuple(draw(st.lists(st.sampled_from(sizes), min_size=1, max_size=3)))
    secret = tuple(draw(st.booleans()) for _ in shape)
    count = st.one_of(st.just(0), st.integers(1, 12), st.integers(0, largest))
    size = int(np.prod(shape))
    counts = draw(st.lists(count, min_size=size, max_size=size))
    return Table(dimensions(shape, secret), tuple(counts))


@given(tables(sizes=(1, 2, 3)))
@settings(max_examples=60, deadline=None)
def test_an_lp_attack_bounds_no_hidden_cell(table: Table) -> None:
    published = suppress(table)
    for least, greatest in reading.bounds_by_linear_programming(published).values():
        assert greatest - least >= 11 - 1e-6


@given(tables(sizes=(1, 2, 3)))
@settings(max_examples=25, deadline=None)
def test_our_own_attack_is_as_strong_as_the_obvious_one(table: Table) -> None:
    published = suppress(table)
    obvious = reading.bounds_by_linear_programming(published)
    ours = attack(published)
    assert ours.keys() == obvious.keys()
    for key, (least, greatest) in obvious.items():
        assert ours[key].least >= least - 1e-6  # whole numbers bound at least as tightly as fractions
        assert ours[key].greatest <= greatest + 1e-6
        assert ours[key].width >= 11


@given(tables())
@settings(max_examples=80, deadline=None)
def test_what_is_shown_is_true_and_large_enough(table: Table) -> None:
    published = suppress(table)
    for cell in published.cells:
        count = table.cells[cell.key]
        assert cell.value in (None, count)
        if 0 < count < 11:
            assert cell.status == "suppressed"
        assert (cell.status == "zero") == (cell.value == 0)
    assert suppress(table) == published


TINY = 3  # threshold and interval of the tables small enough to try every one


@given(
    st.sampled_from([(2,), (3,), (2, 2), (1, 3), (2, 1, 2), (1, 2, 2)]),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_trying_every_table_settles_no_hidden_cell_and_no_group(
    shape: tuple[int, ...], data: st.DataObject
) -> None:
    size = int(np.prod(shape))
    secret = tuple(data.draw(st.booleans()) for _ in shape)
    counts = data.draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    table = Table(dimensions(shape, secret), tuple(counts))
    published = suppress(table, TINY)
    possible = reading.every_table(published, up_to=max(counts) + 2 * TINY)
    assert len(possible[published.cells[0].key])
    for cell in published.cells:
        if cell.status == "suppressed":
            assert possible[cell.key].max() - possible[cell.key].min() >= TINY
    for total, values in reading.rows(published):
        holders = [key for key in values if table.cells[key]]
        if len(holders) == 1:
            assert np.any(possible[total] != possible[holders[0]])


def test_the_oracle_would_catch_a_cell_that_only_its_total_gives_away() -> None:
    naive = SuppressedTable(
        dimensions((3,), (False,)),
        (
            Cell(("00",), "suppressed", None),
            Cell(("01",), "published", 20),
            Cell(("02",), "published", 30),
            Cell((TOTAL,), "published", 55),
        ),
        threshold=11,
        interval=11,
    )
    assert reading.bounds_by_linear_programming(naive) == {("00",): (5, 5)}
    assert (attack(naive)["00",].least, attack(naive)["00",].greatest) == (5, 5)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((11, 11), ["published", "published", "published"]),
        ((10, 40, 50), ["suppressed", "suppressed", "published", "published"]),
        ((5, 5, 100), ["suppressed", "suppressed", "suppressed", "published"]),
        ((5, 6, 100), ["suppressed", "suppressed", "published", "published"]),
    ],
)
def test_threshold_and_interval_at_their_edges(counts: tuple[int, ...], expected: list[str]) -> None:
    assert statuses(suppress(row(*counts))) == expected


def test_too_few_in_all_hides_everything_but_the_zeros_that_tell_nothing() -> None:
    assert statuses(suppress(row(4, 3, 0))) == ["suppressed", "suppressed", "zero", "suppressed"]


def test_nobody_at_all_is_published_as_zero() -> None:
    published = suppress(Table(dimensions((3, 2)), (0,) * 6))
    assert set(statuses(published)) == {"zero"}
    assert published.cell(TOTAL, TOTAL).value == 0


@pytest.mark.parametrize(
    ("count", "status"), [(0, "zero"), (1, "suppressed"), (10, "suppressed"), (11, "published")]
)
def test_a_single_cell(count: int, status: str) -> None:
    assert statuses(suppress(row(count))) == [status, status]


def test_a_value_that_holds_everybody_of_a_row_is_not_told() -> None:
    published = suppress(row(20, 0, 0))
    assert published.cell("00").status == "suppressed"
    assert statuses(published).count("suppressed") == 2
    assert published.cell(TOTAL).value == 20


def test_a_few_who_are_all_alike_are_not_told_either() -> None:
    published = suppress(row(5, 0, 0))
    assert statuses(published).count("zero") == 1


def test_what_is_known_anyway_may_hold_everybody() -> None:
    assert statuses(suppress(row(20, 0, 0, sensitive=False))) == ["published", "zero", "zero", "published"]


def test_withheld_cells_are_protected_like_small_ones() -> None:
    published = suppress(row(20, 30, 40), withhold=[("00",)])
    assert statuses(published).count("suppressed") == 2
    assert attack(published)["00",].width >= 11


def test_a_wider_interval_hides_more() -> None:
    assert statuses(suppress(row(5, 6, 100), interval=12)).count("suppressed") == 3


def test_a_national_table_of_a_year_by_state_and_form() -> None:
    draw = np.random.default_rng(7)
    weights = np.outer(draw.dirichlet(np.ones(32)), draw.dirichlet(np.ones(11)))
    counts = tuple(int(count) for count in draw.poisson(weights.ravel() * 2000))
    table = Table(dimensions((32, 11), (False, True)), counts)
    published = suppress(table)
    assert min(bound.width for bound in attack(published).values()) >= 11
    needed = sum(0 < count < 11 for count in table.cells.values())
    assert statuses(published).count("suppressed") <= 1.1 * needed


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: suppress(row(1, 2), 1), "threshold"),
        (lambda: suppress(row(1, 2), interval=0), "interval"),
        (lambda: suppress(row(1, 2), withhold=[("nowhere",)]), "unknown_key"),
        (lambda: Cell(("a",), "suppressed", 4), "bad_cell"),
        (lambda: Cell(("a",), "published", None), "bad_cell"),
        (lambda: Cell(("a",), "zero", 3), "bad_cell"),
        (lambda: SuppressedTable(dimensions((1,)), (), 11, 11), "bad_cells"),
        (
            lambda: SuppressedTable(
                dimensions((1,)), (Cell(("00",), "published", 4), Cell((TOTAL,), "published", 4)), 11, 11
            ),
            "small_count",
        ),
    ],
)
def test_what_cannot_be_is_refused(call, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DisclosureError) as caught:
        call()
    assert caught.value.code == code


def test_the_search_for_whole_numbers_keeps_its_promise_too() -> None:
    table = Table(dimensions((2, 2, 2)), (1, 30, 12, 14, 15, 16, 17, 18))
    counts = table.layout.counts(table.inner)
    other = another_table(table.layout, counts, counts < 0, np.eye(8)[0], 10, whole=True)
    assert other[0] == 11
    assert np.array_equal(other, np.rint(other))
    assert differing(table.layout, counts, other)[0]


def test_figures_that_fit_no_table_are_refused() -> None:
    impossible = SuppressedTable(
        dimensions((2,), (False,)),
        (
            Cell(("00",), "suppressed", None),
            Cell(("01",), "published", 30),
            Cell((TOTAL,), "published", 20),
        ),
        threshold=11,
        interval=11,
    )
    with pytest.raises(DisclosureError) as caught:
        attack(impossible)
    assert caught.value.code == "no_solution"
