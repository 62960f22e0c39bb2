"""A publication as a page shows it: what is chosen, bars, a table, quarters beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from latido.apps.statistics import queries, statements
from latido.apps.statistics.choices import TOTAL, CellStatus
from latido.apps.statistics.tables import Figure, FiguresTable
from latido.apps.statistics.words import form_name, quarter_name, state_name

if TYPE_CHECKING:
    from latido.apps.statistics.queries import Publication

FULL_BAR = 100.0
SHORTEST_BAR = 0.8  # so that a small published count is not drawn as nothing


QUARTERS_COMPARED = 8  # two years side by side


class NothingThereError(LookupError):
    """The page asked for a quarter or a state that is not published."""


@dataclass(frozen=True)
class Bar:
    """One form of exploitation. ``length`` is a percentage of the longest published bar."""

    name: str
    figure: Figure
    length: float


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    name: str
    figures: tuple[Figure, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Matrix:
    """Forms of exploitation down, something else across."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Choice:
    """One option of the page, and whether it is the one that is shown."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Page:
    """Everything that the page of one quarter and one state shows."""

    publications: tuple[Publication, ...]
    publication: Publication
    state: str
    language: str

    @cached_property
    def table(self) -> FiguresTable:
        return queries.table_of(self.publication)

    @property
    def quarter(self) -> str:
        return quarter_name(self.publication.quarter, self.language)

    @property
    def state_name(self) -> str:
        return state_name(self.state, self.language)

    @property
    def methods(self) -> dict[str, Any]:
        return dict(self.publication.methods)

    @property
    def is_verified(self) -> bool:
        """Whether the signature still fits what is shown."""
        return statements.verify(self.publication)

    @property
    def total(self) -> Figure:
        return self.table.at(self.state, TOTAL)

    @property
    def quarters(self) -> list[Choice]:
        return [
            Choice(
                one.quarter, quarter_name(one.quarter, self.language), one.quarter == self.publication.quarter
            )
            for one in self.publications
        ]

    @property
    def states(self) -> list[Choice]:
        shown = dict.fromkeys((TOTAL, *self.table.counted_states, self.state))
        return [Choice(value, state_name(value, self.language), value == self.state) for value in shown]

    @cached_property
    def bars(self) -> list[Bar]:
        """The forms that are not zero, in the order of the code list: an order by size tells too much."""
        figures = [self.table.at(self.state, form) for form in self.table.forms]
        longest = max((one.value or 0 for one in figures), default=0)
        return [
            Bar(form_name(one.form, self.language), one, _length(one.value, longest))
            for one in figures
            if one.status != CellStatus.ZERO
        ]

    @property
    def nobody(self) -> list[str]:
        """The forms under which nobody was counted."""
        zero = (
            form for form in self.table.forms if self.table.at(self.state, form).status == CellStatus.ZERO
        )
        return [form_name(form, self.language) for form in zero]

    @property
    def by_state(self) -> Matrix:
        return by_state(self.table, self.table.counted_states, self.language)

    @property
    def zero_states(self) -> list[str]:
        """The states that are zero in every form, left out of the table for room."""
        gone = (state for state in self.table.states if state not in self.table.counted_states)
        return [state_name(state, self.language) for state in gone]

    @property
    def by_quarter(self) -> Matrix:
        """The chosen state in the latest published quarters, the earliest of them first."""
        earliest_first = self.publications[:QUARTERS_COMPARED][::-1]
        tables = [queries.table_of(one) for one in earliest_first]
        names = tuple(quarter_name(one.quarter, self.language) for one in earliest_first)
        return Matrix(
            names, _rows(self.table, lambda form: [t.at(self.state, form) for t in tables], self.language)
        )


def page(
    publications: Sequence[Publication], *, quarter: str, state: str, own_state: str, language: str
) -> Page:
    """The page of a quarter (the latest when none is named) and a state. Raises ``NothingThereError``."""
    found = next((one for one in publications if quarter in ("", one.quarter)), None)
    if found is None:
        raise NothingThereError(quarter)
    table = queries.table_of(found)
    state = state or (own_state if own_state in table.counted_states else TOTAL)
    if state not in (*table.states, TOTAL):
        raise NothingThereError(state)
    return Page(tuple(publications), found, state, language)


def by_state(table: FiguresTable, states: Sequence[str], language: str) -> Matrix:
    """Some states side by side, and all of them together last."""
    shown = (*states, TOTAL)
    names = tuple(state_name(state, language) for state in shown)
    return Matrix(names, _rows(table, lambda form: [table.at(state, form) for state in shown], language))


def _rows(table: FiguresTable, across: Any, language: str) -> tuple[Row, ...]:
    return tuple(
        Row(form_name(form, language), tuple(across(form)), form == TOTAL) for form in (*table.forms, TOTAL)
    )


def _length(value: int | None, longest: int) -> float:
    return max(SHORTEST_BAR, round(FULL_BAR * value / longest, 1)) if value and longest else 0.0
