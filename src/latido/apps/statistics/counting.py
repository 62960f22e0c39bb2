"""From coded facts to a table that may be published: count, suppress, attack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from latido.apps.statistics.choices import NOT_RECORDED, TOTAL
from latido.apps.statistics.rules import StatisticsError
from latido.apps.statistics.tables import Figure, FiguresTable
from latido.apps.taxonomy.queries import codes
from latido.countries import Country
from latido.engines import disclosure

RULE = "latido-figures/1"
"""Names the way of counting below; a publication keeps it, so that a later way changes no former figure."""

STATE, FORM = "state", "exploitation"


class Facts(Protocol):
    """What is read of a case's coded facts: one row is one person's file."""

    state_code: str
    exploitation: str


@dataclass(frozen=True)
class Counted:
    """A table with what a reader needs to judge it."""

    table: FiguresTable
    methods: dict[str, Any]


def codebook(country: Country) -> disclosure.Codebook:
    """States of the country pack by forms of the code list: never the values that happen to occur.

    Which state a file belongs to says little; the form of exploitation of a whole group says much.
    """
    states = (*(state.code for state in country.states), NOT_RECORDED)
    forms = (*(code.code for code in codes("exploitation_type")), NOT_RECORDED)
    return disclosure.Codebook(
        (
            disclosure.Dimension(STATE, states, sensitive=False),
            disclosure.Dimension(FORM, forms, sensitive=True),
        )
    )


def count(facts: Iterable[Facts], *, country: Country, formers: Sequence[FiguresTable] = ()) -> Counted:
    """The table of some facts, safe to publish beside ``formers``: all that was published for the quarter.

    Raises ``StatisticsError`` for a code that the lists do not have, and when the attack gets through.
    """
    records = [
        {STATE: each.state_code or NOT_RECORDED, FORM: each.exploitation or NOT_RECORDED} for each in facts
    ]
    try:
        counted = disclosure.tabulate(records, (STATE, FORM), codebook(country))
        suppressed = disclosure.suppress(counted, withhold=_told_apart(counted, formers))
    except disclosure.DisclosureError as error:
        raise StatisticsError(_("The figures could not be made: %(why)s") % {"why": error}) from error
    _withstand(suppressed)
    table = _as_figures(suppressed)
    return Counted(table, _methods(suppressed, table, formers=len(formers)))


def _told_apart(counted: disclosure.Table, formers: Sequence[FiguresTable]) -> frozenset[disclosure.Key]:
    """Cells that a new publication and a former one of the same quarter would together give away.

    What a former one hid stays hidden, or the two could be laid over each other: the engine's own
    ``differencing`` compares shown cells alone. What changed by fewer people than the threshold is hidden
    too: the difference is a small count itself.
    """
    hidden = set()
    for former in formers:
        for key, number in counted.cells.items():
            was = former.at(*_words(key)).value
            if was is None or 0 < abs(number - was) < disclosure.THRESHOLD:
                hidden.add(key)
    return frozenset(hidden)


def _withstand(suppressed: disclosure.SuppressedTable) -> None:
    """Try what a reader could: bound each hidden cell from all that is published."""
    narrow = [
        key for key, bounds in disclosure.attack(suppressed).items() if bounds.width < suppressed.interval
    ]
    if narrow:
        raise StatisticsError(
            _("A hidden figure could be worked out from the others, so nothing was drafted. Report this.")
        )


def _as_figures(suppressed: disclosure.SuppressedTable) -> FiguresTable:
    states, forms = (dimension.values for dimension in suppressed.dimensions)
    figures = tuple(
        Figure(*_words(cell.key), status=cell.status, value=cell.value) for cell in suppressed.cells
    )
    return FiguresTable(states, forms, figures)


def _words(key: disclosure.Key) -> tuple[str, str]:
    """State and form of a cell, the engine's sign for a total in our words."""
    state, form = (TOTAL if value == disclosure.TOTAL else value for value in key)
    return state, form


def _methods(suppressed: disclosure.SuppressedTable, table: FiguresTable, *, formers: int) -> dict[str, Any]:
    return {
        "rule": RULE,
        "unit": "case file registered in the quarter; one file is one person",
        "rows": "state of the case, codes of the country's statistics office",
        "columns": "main form of exploitation, HTCDS 2.0 codes",
        "threshold": suppressed.threshold,
        "threshold_source": "CTDC codebook v6: k-anonymised with k = 11",
        "interval": suppressed.interval,
        "hidden_cells": len(table.hidden),
        "attack": "each hidden cell bounded by linear programming from all published cells",
        "compared_with_former": formers,
    }
