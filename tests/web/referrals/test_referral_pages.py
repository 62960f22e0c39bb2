"""The pages of a referral: the offering team's, the shelter's, and what neither can do."""

from __future__ import annotations

import uuid

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from latido.apps.agencies.choices import Mandate, Role, TeamFunction
from latido.apps.audit.models import Entry
from latido.apps.cases import actions as cases
from latido.apps.keyring.models import Grant, GrantedKey, Part
from latido.apps.referrals import actions, queries, tasks
from latido.apps.referrals.models import Referral
from tests import factories
from tests.apps.cases import case_files
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return factories.desk()


@pytest.fixture
def shelter():
    return factories.desk(function=TeamFunction.SHELTER, role=Role.SHELTER_WORKER)


@pytest.fixture
def case(desk):
    return case_files.full_case(desk)


@pytest.fixture
def officer(desk):
    return sign_in(Client(), desk.holder)


@pytest.fixture
def worker(shelter):
    return sign_in(Client(), shelter.holder)


@pytest.fixture
def consent(desk, case, shelter):
    return case_files.agree_to_help(desk, case, shelter.team)


@pytest.fixture
def offered(desk, case, shelter, consent):
    return actions.offer_referral(
        by=desk.holder,
        case=case,
        team=shelter.team,
        kinds=["contact", "needs"],
        note="Una persona y una niña.",
    )


def url(name, *args, language="es"):
    with translation.override(language):
        return reverse(f"workbench:{name}", args=args)


def text_of(response):
    return response.content.decode()


def posted(team, **more):
    return {
        "id": str(uuid.uuid4()),
        "team": str(team.id),
        "kinds": ["contact", "needs"],
        "access_days": "30",
        "note": "Una persona y una niña.",
        **more,
    }


def test_before_a_yes_there_is_nobody_to_offer_to(officer, case, shelter):
    page = text_of(officer.get(url("referral-offer", case.id)))
    assert shelter.team.name not in page
    assert url("case-consent", case.id, "assistance") in page


def test_the_form_offers_agreed_services_and_chooses_nothing(officer, case, shelter, consent):
    page = text_of(officer.get(url("referral-offer", case.id)))
    assert shelter.team.name in page
    assert "checked" not in page


def test_an_offer_grants_the_named_parts(officer, case, shelter, consent):
    sent = posted(shelter.team)
    response = officer.post(url("referral-offer", case.id), sent)
    referral = Referral.objects.get()
    assert response.url == url("referral", referral.id)
    assert (str(referral.id), referral.kinds, referral.team) == (
        sent["id"],
        ["contact", "needs"],
        shelter.team,
    )
    assert officer.post(url("referral-offer", case.id), sent).url == response.url
    assert officer.post(url("referral-offer", case.id), posted(shelter.team)).url == response.url
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("missing", ["team", "kinds", "note", "access_days"])
def test_an_incomplete_offer_comes_back_with_what_was_typed(officer, case, shelter, consent, missing):
    sent = posted(shelter.team)
    del sent[missing]
    response = officer.post(url("referral-offer", case.id), sent)
    assert response.status_code == 400
    assert missing == "note" or "Una persona y una niña." in text_of(response)
    assert Referral.objects.count() == 0


def test_a_forged_offer_to_migration_enforcement_is_refused_and_audited(officer, case, desk):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    assert border.team.name not in text_of(officer.get(url("referral-offer", case.id)))
    response = officer.post(url("referral-offer", case.id), posted(border.team))
    assert response.status_code == 403
    assert Referral.objects.count() == Grant.objects.filter(team=border.team).count() == 0
    refused = Entry.objects.get(action="case.refused")
    assert (refused.actor, refused.details["team"]) == (desk.holder.audit_name, str(border.team.id))


def test_health_cannot_be_offered_to_prosecution(officer, desk, case):
    office = factories.desk(mandate=Mandate.PROSECUTION)
    case_files.agree_to_help(desk, case, office.team)
    response = officer.post(url("referral-offer", case.id), posted(office.team, kinds=["health"]))
    assert response.status_code == 403
    assert Grant.objects.filter(team=office.team).count() == 0


def test_an_offer_without_consent_says_to_ask_first(officer, case, shelter):
    response = officer.post(url("referral-offer", case.id), posted(shelter.team))
    assert response.status_code == 409
    assert "Una persona y una niña." in text_of(response)
    assert Grant.objects.filter(team=shelter.team).count() == 0


def test_the_shelter_sees_the_note_before_and_exactly_the_granted_parts_after(worker, offered):
    before = text_of(worker.get(url("referral", offered.id)))
    assert "Una persona y una niña." in before
    assert "+52 000 000 0002" not in before
    assert worker.post(url("referral-accept", offered.id)).status_code == 302
    after = text_of(worker.get(url("referral", offered.id, language="en"), {"open": "all"}))
    assert "+52 000 000 0002" in after
    assert "Viaja con una niña." in after
    assert "Why can I see this?" in after
    for hidden in ("Ejemplina", "Le prometieron", "Conversación inventada", "Pide consulta", "Primera nota"):
        assert hidden not in after
    opened = Entry.objects.filter(action="part.open").latest("sequence")
    assert opened.details == {"kinds": ["contact", "needs"]}


def test_the_shelter_reaches_no_page_of_the_case(worker, case, offered):
    worker.post(url("referral-accept", offered.id))
    for name in ("case", "case-print", "case-htcds", "case-history"):
        assert worker.get(url(name, case.id)).status_code == 403
    assert worker.post(url("case-part", case.id, "needs"), {"version": "1"}).status_code == 403


def test_declining_needs_a_reason_and_closes_the_grant(worker, case, offered):
    assert worker.post(url("referral-decline", offered.id)).status_code == 400
    assert GrantedKey.objects.filter(grant=offered.grant).count() == 2
    assert worker.post(url("referral-decline", offered.id), {"reason": "no_room"}).status_code == 302
    assert GrantedKey.objects.filter(grant=offered.grant).count() == 0
    assert set(Part.objects.filter(rotate=True).values_list("kind", flat=True)) == {"contact", "needs"}
    page = text_of(worker.get(url("referral", offered.id)))
    assert "+52 000 000 0002" not in page


def test_withdrawn_consent_ends_what_the_shelter_sees(worker, desk, case, consent, offered):
    worker.post(url("referral-accept", offered.id))
    cases.withdraw_consent(by=desk.holder, case=case, consent=consent)
    assert "+52 000 000 0002" not in text_of(worker.get(url("referral", offered.id)))
    tasks.handle_closures(now=timezone.now())
    assert Referral.objects.get().end_reason == "consent"
    late = worker.post(url("referral-accept", offered.id), follow=True)
    assert late.status_code == 200
    assert Referral.objects.get().status == "withdrawn"


def test_the_offering_team_takes_back_and_either_completes(officer, worker, offered):
    assert worker.post(url("referral-withdraw", offered.id)).status_code == 403
    worker.post(url("referral-accept", offered.id))
    assert officer.post(url("referral-complete", offered.id)).status_code == 302
    assert Referral.objects.get().status == "completed"


def test_strangers_are_refused_and_unknown_is_not_found(offered):
    stranger = sign_in(Client(), factories.desk(role=Role.SHELTER_WORKER).holder)
    assert stranger.get(url("referral", offered.id)).status_code == 403
    assert stranger.post(url("referral-accept", offered.id)).status_code == 403
    assert stranger.get(url("referral", uuid.uuid4())).status_code == 404


def test_each_side_has_its_list(officer, worker, offered, case):
    assert case.number in text_of(worker.get(url("referrals")))
    assert case.number in text_of(officer.get(url("referrals")))


def test_a_role_without_referrals_is_refused():
    nobody = factories.desk(role=Role.STATISTICIAN)
    assert sign_in(Client(), nobody.holder).get(url("referrals")).status_code == 403


def test_the_referral_page_takes_few_queries(worker, shelter, offered):
    actions.accept_referral(by=shelter.holder, referral=offered)
    worker.get(url("referral", offered.id))
    with CaptureQueriesContext(connections["default"]) as made:
        assert worker.get(url("referral", offered.id)).status_code == 200
    assert len(made) < 35
    assert queries.may_open_parts(queries.referral_for(shelter.holder.member, offered.id))
