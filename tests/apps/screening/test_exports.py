"""What leaves as a file: the caveat first, every counted sign, no formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.utils import translation

from latido.apps.audit import queries as audit
from latido.apps.screening import actions, exports
from latido.apps.screening.described import describe
from latido.apps.screening.outcomes import Outcome
from latido.engines.indicators import answer_sheet, instruments
from tests.apps.screening.written import ADULT, CHILD, assessed, outcome, yes

LABOUR = "mx-10-4"
EXPLOITED = yes("D4-01", "D4-02", "D1-01", "D1-02")


def full() -> Outcome:
    elements = assessed(act=("present", '=HYPERLINK("x")'), purpose=("intended", "Porque sí", [LABOUR]))
    return outcome(EXPLOITED, elements=elements)


@pytest.mark.parametrize("language", ["es", "en"])
def test_both_files_open_with_the_caveat(language):
    with translation.override(language):
        described = describe(full())
        saved = json.loads(exports.as_json(described, screening="abc", state="x"))
        rows = list(csv.reader(io.StringIO(exports.as_csv(described, screening="abc", state="x")[1:])))
    caveat = {
        "es": "Es una guía para ofrecer ayuda, no es una prueba ni una conclusión legal.",
        "en": "A guide for offering help, not evidence and not a legal finding.",
    }[language]
    assert (next(iter(saved.items())), rows[0]) == (("caveat", caveat), [caveat])


def test_files_name_the_signs_that_counted():
    described = describe(full())
    saved = json.loads(exports.as_json(described, screening="abc", state="x"))
    assert [sign["code"] for each in saved["dimensions"] for sign in each["signs"]] == sorted(EXPLOITED)
    text = exports.as_csv(described, screening="abc", state="x")
    assert [code for code in EXPLOITED if code not in text] == []


@pytest.mark.parametrize("start", exports.FORMULA_STARTS)
def test_no_cell_is_a_formula(start):
    elements = assessed(act=("present", f"{start}1+1"))
    text = exports.as_csv(describe(outcome(elements=elements)), screening="abc", state="x")[1:]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.startswith(exports.FORMULA_STARTS)] == []
    assert f"'{start}1+1" in cells


@pytest.mark.django_db
def test_an_export_is_audited(desk, begin):
    screening = begin()
    actions.export_outcome(by=desk.holder, screening=screening, form="csv")
    entry = audit.entries_about(str(screening.subject)).filter(action="screening.export").get()
    assert entry.details == {"form": "csv"}
    with pytest.raises(ValueError, match="json or csv"):
        actions.export_outcome(by=desk.holder, screening=screening, form="exe")


def test_nothing_of_the_prompts_is_ever_scored():
    prompt = "general-01"
    with pytest.raises(ValueError, match="Refused"):
        answer_sheet(ADULT, "2009.1", {prompt: "yes"})
    assert {each.id for each in instruments()} == {ADULT, CHILD}
