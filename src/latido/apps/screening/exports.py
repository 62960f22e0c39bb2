"""An outcome as JSON and as CSV. Both open with the caveat and hold no answer that is not a counted sign."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _

from latido.apps.screening.described import Described, LensWords, ReadingWords

FORMAT = "latido-screening-outcome"
FORMAT_VERSION = 1

# A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read the accents wrongly


def as_json(described: Described, *, screening: str, state: str) -> str:
    """Everything that the result page says, with codes and words side by side."""
    content = {
        "caveat": described.caveat,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "screening": screening,
        "state": state,
        **{name: value for name, value in asdict(described).items() if name != "caveat"},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_csv(described: Described, *, screening: str, state: str) -> str:
    """One line per statement: what it is about, its code, its words, what was found, why."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _rows(described, screening, state):
        writer.writerow([_harmless(cell) for cell in row])
    return BYTE_ORDER_MARK + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _rows(described: Described, screening: str, state: str) -> Iterator[tuple[str, ...]]:
    yield (described.caveat,)
    yield (_("Screening"), screening, state, described.at)
    yield (_("Set of indicators"), described.instrument_id, described.instrument, described.version)
    yield (_("Age"), "", described.age)
    yield (_("About"), _("Code"), _("In words"), _("Result"), _("Why"))
    yield from _dimension_rows(described)
    for lens in (described.protocol, *described.national):
        yield from _lens_rows(lens)


def _dimension_rows(described: Described) -> Iterator[tuple[str, ...]]:
    for each in described.dimensions:
        yield (_("Dimension"), each.code, each.title, each.result, " ".join(each.explanation))
        for sign in each.signs:
            yield (_("Sign counted"), sign.code, sign.label, sign.weight, sign.note)


def _lens_rows(lens: LensWords) -> Iterator[tuple[str, ...]]:
    if lens.no_result:
        yield (lens.title, lens.form, lens.provision, lens.no_result, "")
        return
    if lens.scored is None:
        yield (lens.title, lens.form, _("Scored from the answers"), lens.unscored, "")
    for reading, said in (
        (lens.scored, _("Scored from the answers")),
        (lens.assessed, _("Assessed by a person")),
    ):
        if reading is not None:
            yield from _reading_rows(lens, reading, said)


def _reading_rows(lens: LensWords, reading: ReadingWords, said: str) -> Iterator[tuple[str, ...]]:
    yield (lens.title, lens.form, said, reading.result, "")
    for each in reading.elements:
        why = "; ".join(filter(None, (each.reason, *each.items, *each.dimensions)))
        yield (lens.title, each.element, f"{each.title} ({each.said_by})", each.result, why)
