"""A table as it is published: kept as JSON, read cell by cell. It holds no hidden count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from latido.apps.statistics.choices import TOTAL, CellStatus


class BadTableError(ValueError):
    """Kept JSON that is not a table of figures."""


@dataclass(frozen=True)
class Figure:
    """One cell: ``value`` is None where it is suppressed."""

    state: str
    form: str
    status: str
    value: int | None

    def __post_init__(self) -> None:
        fits = {
            CellStatus.PUBLISHED: bool(self.value),
            CellStatus.SUPPRESSED: self.value is None,
            CellStatus.ZERO: self.value == 0,
        }
        if not fits.get(CellStatus(self.status)):
            raise BadTableError(f"A {self.status} figure cannot hold {self.value!r}.")

    @property
    def is_hidden(self) -> bool:
        return self.status == CellStatus.SUPPRESSED


@dataclass(frozen=True)
class FiguresTable:
    """Counts by state (rows of the codebook, then ``TOTAL``) and by form of exploitation (the same)."""

    states: tuple[str, ...]
    forms: tuple[str, ...]
    figures: tuple[Figure, ...]

    def __post_init__(self) -> None:
        wanted = [(state, form) for state in (*self.states, TOTAL) for form in (*self.forms, TOTAL)]
        if [(figure.state, figure.form) for figure in self.figures] != wanted:
            raise BadTableError("A table has each cell and total once, in the order of its codebook.")

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FiguresTable:
        """From what ``to_json`` gave. Raises ``BadTableError``."""
        try:
            figures = tuple(Figure(*row) for row in kept["cells"])
            return cls(tuple(kept["states"]), tuple(kept["forms"]), figures)
        except (KeyError, TypeError, ValueError) as error:
            raise BadTableError(f"This is not a table of figures: {error}") from error

    def to_json(self) -> dict[str, Any]:
        """``states``, ``forms`` and ``cells``: lists of state, form, status and value (null where hidden)."""
        cells = [[one.state, one.form, str(one.status), one.value] for one in self.figures]
        return {"states": list(self.states), "forms": list(self.forms), "cells": cells}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Figure]:
        return {(figure.state, figure.form): figure for figure in self.figures}

    def at(self, state: str, form: str) -> Figure:
        """One cell, ``TOTAL`` standing for all states or forms. KeyError when there is none."""
        return self._by_key[state, form]

    @property
    def hidden(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.is_hidden)

    @cached_property
    def counted_states(self) -> tuple[str, ...]:
        """The states in which anything but zero stands; the others are zero in every form."""
        return tuple(
            state
            for state in self.states
            if any(self.at(state, form).status != CellStatus.ZERO for form in (*self.forms, TOTAL))
        )
