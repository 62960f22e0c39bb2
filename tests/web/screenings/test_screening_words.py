"""Files, words that are never said, and what a page costs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.utils import translation

import latido
from latido.apps.screening import actions
from latido.engines.indicators import instrument
from tests.apps.screening.written import assessed
from tests.web.screenings.addresses import CAVEAT, EXPLOITED, ROOT, dimension, save, text_of


@pytest.fixture
def finished(desk, begin):
    screening = begin()
    save(desk, screening, "D4", {"answers": EXPLOITED, "note": "Nota que no sale"})
    save(desk, screening, "assessment", assessed(act=("present", "La llevaron")))
    return actions.finish_screening(by=desk.holder, screening=screening)


def test_the_files_carry_the_caveat_and_no_note(signed, finished):
    as_json = signed.get(f"{ROOT}{finished.id}/result.json")
    as_csv = signed.get(f"{ROOT}{finished.id}/result.csv")
    assert as_json["Content-Disposition"] == f'attachment; filename="latido-{finished.short_code}.json"'
    assert json.loads(as_json.content)["caveat"] == CAVEAT
    assert next(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig")))) == [CAVEAT]
    for answer in (as_json, as_csv):
        assert "Nota que no sale" not in answer.content.decode()
        assert "La llevaron" in answer.content.decode()


FORBIDDEN = re.compile(
    r"not a victim|no es v[ií]ctima|no v[ií]ctima|v[ií]ctima confirmada|confirmed victim", re.I
)


def test_the_pattern_finds_what_it_forbids():
    for words in ("Not a victim", "no es víctima", "Víctima confirmada"):
        assert FORBIDDEN.search(words)


@pytest.mark.parametrize("language", ["es", "en"])
def test_nobody_is_called_no_victim_on_any_page_or_file(signed, desk, everywhere, finished, language):
    paths = [ROOT, *everywhere, *[path.replace(path.split("/")[4], str(finished.id)) for path in everywhere]]
    for path in paths:
        answer = signed.get(path.replace("/es/", f"/{language}/"), follow=True)
        assert answer.status_code == 200
        assert FORBIDDEN.findall(answer.content.decode()) == []


def test_nobody_is_called_no_victim_in_any_catalogue():
    package = Path(latido.__file__).parent
    rooms = ("engines/indicators", "apps/screening", "web/workbench/screenings")
    files = [path for room in rooms for path in (package / room).rglob("*") if path.is_file()]
    texts = [path for path in files if path.suffix in {".po", ".csv", ".toml", ".html"}]
    assert len(texts) > 15
    assert [path.name for path in texts if FORBIDDEN.search(path.read_text("utf-8"))] == []


def test_every_label_is_translated(signed, begin):
    with translation.override("es"):
        page = text_of(signed.get(dimension(begin(), "D4")))
    for each in instrument("ilo-adult-labour").in_dimension("D4"):
        assert each.label("es") in page
        assert each.label("en") not in page


@pytest.mark.parametrize("path", ["", "dimension/D5/", "assessment/", "result/"])
def test_a_page_costs_the_same_whatever_it_holds(signed, desk, begin, path, django_assert_max_num_queries):
    screening = begin()
    save(desk, screening, "preparation", {"age": "adult", "checks": ["private"]})
    for code in ("D1", "D4", "D5"):
        answers = {each.code: "yes" for each in instrument("ilo-adult-labour").in_dimension(code)}
        save(desk, screening, code, {"answers": answers, "note": "Nota"})
    signed.get(ROOT)
    with django_assert_max_num_queries(28):
        assert signed.get(f"{ROOT}{screening.id}/{path}").status_code == 200


def test_the_list_costs_the_same_for_many(signed, begin, django_assert_max_num_queries):
    for _ in range(12):
        begin()
    with django_assert_max_num_queries(16):
        assert len(signed.get(ROOT).context["rows"]) == 12


def test_saving_costs_a_bounded_number_of_queries(signed, begin, django_assert_max_num_queries):
    screening = begin()
    signed.post(dimension(screening, "D1"), {"version": 0, "D1-01": "yes"})
    with django_assert_max_num_queries(42):
        signed.post(dimension(screening, "D1"), {"version": 1, "D1-01": "no"})
