"""Opening a case and coding its facts: sent twice or by two officers, nothing is doubled or lost."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from latido.apps.agencies.choices import Mandate
from latido.apps.cases import queries
from latido.apps.cases.models import Case
from tests import factories
from tests.web.cases.pages import CODED, text_of, url
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.django_db


def test_opening_a_case_twice_is_one_case(officer, desk):
    posted = {"team": str(desk.team.id), "id": str(uuid.uuid4())}
    first, second = (officer.post(url("case-open"), posted) for _time in range(2))
    assert first.url == second.url == url("case", Case.objects.get().id)


@pytest.mark.parametrize("posted", [{}, {"team": "x"}, {"team": str(uuid.uuid4())}])
def test_a_team_that_is_not_there_is_not_found(officer, posted):
    assert officer.post(url("case-open"), posted).status_code == 404


def test_migration_enforcement_opens_no_case():
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    response = sign_in(Client(), border.holder).post(url("case-open"), {"team": str(border.team.id)})
    assert (response.status_code, Case.objects.count()) == (403, 0)


def test_coded_facts_are_saved(officer, case):
    assert officer.post(url("case-coded", case.id), CODED).status_code == 302
    saved = queries.coded(queries.case(case.id))
    assert (saved.gender, saved.exploitation) == ("Feminine", "ForcedLabour")


def test_a_wrong_form_keeps_what_was_chosen(officer, case):
    response = officer.post(
        url("case-coded", case.id), {**CODED, "assistance_status": "PossibleVictimOfTrafficking"}
    )
    page = text_of(response)
    assert response.status_code == 400
    assert '<option value="ForcedLabour" selected>' in page
    assert queries.case(case.id).version == 1


def test_two_officers_saving_the_same_coded_facts_lose_nothing(officer, colleague, case):
    officer.post(url("case-coded", case.id), CODED)
    response = colleague.post(url("case-coded", case.id), {**CODED, "exploitation": "Servitude"})
    page = text_of(response)
    assert response.status_code == 409
    assert 'name="version" value="2"' in page
    assert '<option value="Servitude" selected>' in page
    assert queries.coded(queries.case(case.id)).exploitation == "ForcedLabour"
    again = {**CODED, "version": "2", "exploitation": "Servitude"}
    assert colleague.post(url("case-coded", case.id), again).status_code == 302
    assert queries.coded(queries.case(case.id)).exploitation == "Servitude"
