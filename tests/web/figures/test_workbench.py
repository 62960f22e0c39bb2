"""Drafting, comparing and approving figures in the workbench."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from latido.apps.statistics import actions, queries
from latido.apps.statistics.models import Draft, Publication
from tests import factories
from tests.apps.statistics.made_up import LEAKY, register
from tests.web.signed_in import sign_in

LARGE = {
    ("07", "ForcedLabour"): 20,
    ("08", "ForcedBegging"): 30,
    ("07", "ForcedBegging"): 40,
    ("08", "ForcedLabour"): 50,
}


@pytest.fixture
def desks(today, two):
    """The browsers of two statisticians."""
    from tests.web.signed_in import give_second_factor

    for holder in two:
        give_second_factor(holder)
    return tuple(sign_in(Client(), holder) for holder in two)


def address(name: str, *args: object) -> str:
    return reverse(f"workbench:{name}", args=args)


def read(browser, url: str) -> str:
    response = browser.get(url)
    assert response.status_code == 200
    return response.content.decode()


def post(browser, url: str, **fields: str) -> str:
    """The page that follows; every form here answers by a redirect or by itself."""
    response = browser.post(url, fields, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_from_an_empty_list_to_published_figures(desks):
    ana, beto = desks
    register(LARGE)
    html = read(ana, address("statistics"))
    assert html.count("Sin preparar") == 8
    assert "Julio a septiembre de 2026 sigue abierto" in html
    html = post(ana, address("statistics-draft"), quarter="2026-Q2")
    assert "Usted lo preparó" in html
    assert "Aprobar y publicar" not in html
    draft = Draft.objects.get()
    assert "Comparar y decidir" in read(beto, address("statistics"))
    assert "Aprobar y publicar" in read(beto, address("statistics-compare", draft.id))
    html = post(beto, address("statistics-approve", draft.id))
    assert "Las cifras están publicadas." in html
    assert "140 personas" in html
    assert "140" in read(Client(), "/es/figures/?state=total")


def test_who_drafted_cannot_approve_by_a_forged_post(desks, two):
    draft = actions.draft_publication(by=two[0], quarter="2026-Q2")
    html = post(desks[0], address("statistics-approve", draft.id))
    assert "Las cifras necesitan a dos personas" in html
    assert Publication.objects.count() == 0


def test_an_open_quarter_is_refused_with_a_clear_message(desks):
    html = post(desks[0], address("statistics-draft"), quarter="2026-Q3")
    assert "Este trimestre sigue abierto" in html
    assert "1 de octubre de 2026" in html
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("quarter", ["", "2026-Q9", "ayer"])
def test_what_is_no_quarter_is_not_found(desks, quarter):
    assert desks[0].post(address("statistics-draft"), {"quarter": quarter}).status_code == 404


def test_sending_a_draft_twice_keeps_one(desks):
    post(desks[0], address("statistics-draft"), quarter="2026-Q2")
    html = post(desks[1], address("statistics-draft"), quarter="2026-Q2")
    assert "ya tiene un borrador" in html
    assert Draft.objects.count() == 1


def test_a_draft_shows_no_small_count_to_staff(desks, two):
    register({("07", "Servitude"): 7, **LEAKY})
    draft = actions.draft_publication(by=two[0], quarter="2026-Q2")
    html = read(desks[1], address("statistics-compare", draft.id))
    assert "menos de 11 o protegida" in html
    numbers = [figure.value for figure in queries.table_of(draft).figures if figure.value]
    assert min(numbers) >= 11


def test_a_draft_stands_beside_the_quarter_before(desks, two, publish):
    publish(LARGE, "2026-Q1")
    register({**LARGE, ("07", "ForcedLabour"): 33})
    draft = actions.draft_publication(by=two[0], quarter="2026-Q2")
    html = read(desks[1], address("statistics-compare", draft.id))
    assert "aparece la de Enero a marzo de 2026" in html
    assert "33<small>antes: 20" in html.replace("\n", "")


def test_a_correction_needs_a_reason_and_marks_what_differs(desks, publish):
    publish(LARGE)
    url = address("statistics-correct", "2026-Q2")
    register({("07", "ForcedLabour"): 15})
    assert "Escriba una frase" in post(desks[0], url, reason="  ")
    html = post(desks[0], url, reason="Quince expedientes ficticios llegaron tarde.")
    assert "Quince expedientes ficticios llegaron tarde." in html
    assert "4 cifras son distintas de lo publicado" in html
    assert html.count('class="number changed"') == 4
    html = post(desks[1], address("statistics-approve", Draft.objects.get(status="waiting").id))
    assert "Publicado, con corrección" in html


def test_a_reason_that_is_too_long_is_kept_in_the_form(desks, publish):
    publish(LARGE)
    html = post(desks[0], address("statistics-correct", "2026-Q2"), reason="larga " * 80)
    assert "larga larga larga" in html
    assert Draft.objects.filter(status="waiting").count() == 0


def test_a_quarter_that_is_not_published_cannot_be_corrected(desks):
    assert desks[0].get(address("statistics-correct", "2026-Q2")).status_code == 404
    assert desks[0].get(address("statistics-correct", "nunca")).status_code == 404


def test_a_draft_can_be_set_aside_and_stays_to_be_read(desks, two):
    draft = actions.draft_publication(by=two[0], quarter="2026-Q2")
    assert "El borrador se retiró." in post(desks[0], address("statistics-withdraw", draft.id))
    assert "Retirado" in read(desks[1], address("statistics-compare", draft.id))
    html = post(desks[1], address("statistics-approve", draft.id))
    assert "Este borrador ya se aprobó o se retiró" in html


def test_other_members_and_visitors_see_nothing(today, two, db):
    draft = actions.draft_publication(by=two[0], quarter="2026-Q2")
    caseworker = factories.desk().holder
    browser = sign_in(Client(), caseworker)
    for url in (address("statistics"), address("statistics-compare", draft.id)):
        assert browser.get(url).status_code == 403
        assert Client().get(url).status_code == 302
    assert browser.post(address("statistics-approve", draft.id)).status_code == 403


def test_an_unknown_draft_is_not_found(desks):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert desks[0].get(address("statistics-compare", unknown)).status_code == 404
    assert desks[0].post(address("statistics-approve", unknown)).status_code == 404


def test_forms_are_protected_against_forgery(desks, two):
    guarded = sign_in(Client(enforce_csrf_checks=True), two[0])
    assert guarded.post(address("statistics-draft"), {"quarter": "2026-Q2"}).status_code == 403
