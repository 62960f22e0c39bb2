"""Who reaches a screening, and who never does."""

from __future__ import annotations

import pytest
from django.test import Client

from latido.apps.agencies import actions as agencies
from latido.apps.agencies.choices import Mandate, Role
from latido.apps.audit import queries as audit
from latido.apps.screening import actions, queries
from latido.apps.screening.models import Screening
from tests import factories
from tests.web.screenings.addresses import ROOT, at, dimension, save, text_of
from tests.web.signed_in import sign_in


def test_another_team_reaches_no_page(everywhere):
    stranger = sign_in(Client(), factories.desk().holder)
    assert {stranger.get(path).status_code for path in everywhere} == {403}
    posts = [path for path in everywhere if "result" not in path]
    assert {stranger.post(path, {"version": 0}).status_code for path in posts} == {403}


def test_a_role_without_screening_reaches_no_page(everywhere):
    shelter = sign_in(Client(), factories.desk(role=Role.SHELTER_WORKER).holder)
    assert {shelter.get(path).status_code for path in [ROOT, *everywhere]} == {403}


def test_nobody_reaches_a_page_without_signing_in(everywhere):
    answers = [Client().get(path) for path in [ROOT, *everywhere]]
    assert {(answer.status_code, "sign-in" in answer.url) for answer in answers} == {(302, True)}


def test_the_list_holds_the_own_teams_screenings(signed, begin):
    mine = begin()
    other = factories.desk()
    actions.start_screening(by=other.holder, team=other.team, instrument=queries.instrument_named("adult"))
    assert [screening for screening, _, _ in signed.get(ROOT).context["rows"]] == [mine]
    assert signed.get(f"{ROOT}?status=finished").context["rows"] == []


@pytest.mark.django_db
def test_a_migration_enforcement_team_is_shown_the_way_and_refused():
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    client = sign_in(Client(), border.holder)
    page = client.get(ROOT)
    assert "Su equipo canaliza" in text_of(page)
    assert b'name="instrument"' not in page.content
    forged = client.post(f"{ROOT}start/", {"instrument": "adult", "team": str(border.team.id)})
    assert (forged.status_code, Screening.objects.count()) == (403, 0)
    assert audit.entries_about(f"team:{border.team.id}").filter(action="screening.refused").count() == 1


def test_a_team_of_somebody_else_cannot_be_named(signed):
    other = factories.desk()
    page = signed.post(f"{ROOT}start/", {"instrument": "adult", "team": str(other.team.id)})
    assert list(page.context["form"].errors) == ["team"]
    assert Screening.objects.count() == 0


def test_whoever_is_in_several_teams_is_asked_which_one_keeps_the_interview(signed, desk):
    second = factories.desk(holder=desk.holder)
    begin = {"instrument": "ilo-adult-labour"}
    page = signed.post(f"{ROOT}start/", begin)
    assert page.status_code == 200
    assert page.context["form"].errors == {"team": ["Elija el equipo que guarda la entrevista."]}
    assert page.context["form"]["instrument"].value() == "ilo-adult-labour"  # nothing chosen is lost
    assert Screening.objects.count() == 0
    signed.post(f"{ROOT}start/", {**begin, "team": str(second.team.id)})
    assert Screening.objects.get().team == second.team


def test_a_colleague_goes_on_where_one_stopped(signed, desk, begin):
    screening = begin()
    colleague = factories.member(of=desk.agency)
    agencies.confirm_member(by=desk.holder, team=desk.team, member=colleague.member, role=Role.INTERVIEWER)
    save(desk, screening, "D1", {"answers": {"D1-01": "yes"}, "note": "De la primera"})
    client = sign_in(Client(), colleague)
    assert "De la primera" in client.get(dimension(screening, "D1")).content.decode()
    words = client.get(at(screening, "result")).content.decode()
    assert "cases/open" not in words  # an interviewer opens no case
