"""Forms of a law as a country pack brings them: read completely or refused with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from latido.engines.indicators import CatalogueError, Dimension, Mark, Waiver, legal_form
from tests.engines.indicators.sample_law import TABLES, form


def changed(code: str, **changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**TABLES[code], **changes}.items() if value is not None}


def test_a_form_is_read_completely() -> None:
    labour, sexual = form("xx-labour"), form("xx-sexual")
    assert (labour.provision, labour.article, labour.keyed, labour.mark) == ("10-IV", "21", True, Mark.READ)
    assert (labour.reforms, labour.means_required, labour.means) == ((date(2024, 6, 7),), False, ())
    assert labour.instruments == ("ilo-adult-labour", "ilo-child-labour")
    assert [each.indicators for each in labour.examples] == [("D4-02",), ("D4-01",)]
    assert labour.examples[1].since == date(2024, 6, 7)
    assert (labour.label("es"), labour.label("en")) == ("Explotación laboral", "Labour exploitation")
    assert sexual.means_waived_for == {Waiver.MINOR, Waiver.UNABLE_TO_UNDERSTAND}
    assert [each.code for each in sexual.means] == ["deceit", "threat_of_report"]
    assert (sexual.means_named, sexual.consent_never_counts, sexual.only_minors) == (True, True, False)


def test_a_form_that_is_not_keyed_only_names_itself() -> None:
    slavery = form("xx-slavery")
    assert (slavery.keyed, slavery.means_required, slavery.examples) == (False, None, ())


def test_means_may_name_the_dimensions_that_show_them() -> None:
    means = [{"code": "deceit", "label": {"en": "deceit"}, "dimensions": ["D1"]}]
    read = legal_form(changed("xx-sexual", means=means))
    assert read.means[0].dimensions == (Dimension.DECEPTIVE_RECRUITMENT,)


@pytest.mark.parametrize(
    ("code", "changes", "complaint"),
    [
        ("xx-labour", {"source": " "}, "names its source"),
        ("xx-labour", {"article": None}, "missing keys. Refused: article"),
        ("xx-labour", {"artcle": "21"}, "unknown or missing keys. Refused: artcle"),
        ("xx-labour", {"mark": "R"}, "after reading it"),
        ("xx-labour", {"mark": "X"}, "'X' is not a valid Mark"),
        ("xx-labour", {"means_required": None}, "whether the article requires means"),
        ("xx-labour", {"means_waived_for": ["minor"]}, "not required"),
        ("xx-labour", {"means_required": True}, "List the means"),
        ("xx-labour", {"examples": [{"label": {"en": "no code"}}]}, "'code'"),
        ("xx-labour", {"title": {"es": "solo español"}}, "needs English"),
        ("xx-labour", {"instruments": 3}, "not iterable"),
        ("xx-sexual", {"means_required": False}, "not required"),
        ("xx-slavery", {"means_required": True}, "has no elements"),
        ("xx-slavery", {"instruments": ["ilo-adult-labour"]}, "has no elements"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused(code: str, changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(CatalogueError) as refusal:
        legal_form(changed(code, **changes))
    assert refusal.value.code == "bad_form"
    assert complaint in str(refusal.value)
