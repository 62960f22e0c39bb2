"""The page of a case, its list, print, export and history: what they show and to whom."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from latido.apps.agencies.choices import Role
from latido.apps.audit.models import Entry
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import Purpose
from tests import factories
from tests.apps.cases import case_files
from tests.web.cases.pages import text_of, url
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def test_the_page_opens_the_everyday_parts_and_no_others(officer, case):
    page = text_of(officer.get(url("case", case.id)))
    assert "Ficticia Inventada" in page
    assert "Llamo de la biblioteca inventada." in page
    assert "Primera nota inventada." in page
    assert "Le prometieron otro trabajo" not in page
    assert Entry.objects.filter(action="part.open").latest("sequence").details == {
        "kinds": ["contact", "identities", "needs", "notes"]
    }


def test_a_part_opens_when_asked_for_and_the_audit_names_it(officer, case):
    page = text_of(officer.get(url("case", case.id), {"open": "narrative"}))
    assert "Le prometieron otro trabajo" in page
    assert "Pide consulta inventada." not in page
    assert "narrative" in Entry.objects.filter(action="part.open").latest("sequence").details["kinds"]


def test_every_open_part_says_why(officer, case):
    page = text_of(officer.get(url("case", case.id, language="en"), {"open": "all"}))
    assert page.count("Why can I see this?") == len(CASE_PARTS)


def test_opening_a_case_takes_few_queries_whatever_its_size(officer, desk, case):
    for number in range(30):
        keyring.add_entry(
            by=desk.holder, subject=case.subject, kind="notes", content={"text": f"Nota inventada {number}."}
        )
        shelter = factories.desk()
        case_files.agree_to_help(desk, case, shelter.team)
        keyring.grant_parts(
            by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter.team, purpose="assistance"
        )
    officer.get(url("case", case.id))  # the session's minute is renewed
    with (
        CaptureQueriesContext(connections["default"]) as most,
        CaptureQueriesContext(connections["shred"]) as shred,
    ):
        assert officer.get(url("case", case.id), {"open": "all"}).status_code == 200
    assert len(most) + len(shred) < MOST_QUERIES, "\n".join(q["sql"][:150] for q in most.captured_queries)


def test_the_list_takes_few_queries_whatever_its_length(officer, desk):
    for _number in range(30):
        case_files.open_case(desk)
    officer.get(url("cases"))
    with CaptureQueriesContext(connections["default"]) as queries_made:
        page = text_of(officer.get(url("cases")))
    assert len(queries_made) <= 12
    assert page.count('<th scope="row">') == 25


def test_the_list_names_nobody(officer, case):
    page = text_of(officer.get(url("cases")))
    assert case.number in page
    assert "Ficticia Inventada" not in page


def test_the_list_is_filtered(officer, desk, case):
    other = case_files.open_case(desk)
    page = text_of(officer.get(url("cases"), {"number": other.number[-4:]}))
    assert (other.number in page, case.number in page) == (True, False)
    assert case.number not in text_of(officer.get(url("cases"), {"status": "Closed"}))


@pytest.mark.parametrize("name", ["case", "case-print", "case-history", "case-htcds", "case-coded"])
def test_another_team_is_refused_with_words_and_unknown_is_not_found(case, name):
    stranger = sign_in(Client(), factories.desk().holder)
    refused = stranger.get(url(name, case.id))
    assert refused.status_code == 403
    assert "Ficticia" not in text_of(refused)
    assert stranger.get(url(name, uuid.uuid4())).status_code == 404


def test_without_signing_in_nothing_is_shown(case):
    response = Client().get(url("case", case.id))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_another_role_does_not_reach_cases():
    shelter = sign_in(Client(), factories.desk(role=Role.SHELTER_WORKER).holder)
    assert shelter.get(url("cases")).status_code == 403


def test_print_carries_reader_and_caveat_and_only_open_parts(officer, desk, case):
    page = text_of(officer.get(url("case-print", case.id, language="en")))
    assert f"Read by {desk.holder.member.display_name}" in page
    assert "not evidence and not a legal finding" in page
    assert "Le prometieron" not in page


def test_the_export_is_a_file_with_the_caveat(officer, case):
    response = officer.get(url("case-htcds", case.id))
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["caveat"].startswith("A guide for offering help")


def test_history_says_what_was_asked_and_to_whom_access_was_given(officer, desk, case):
    shelter = factories.desk().team
    case_files.agree_to_help(desk, case, shelter)
    keyring.grant_parts(
        by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter, purpose=Purpose.ASSISTANCE
    )
    case_files.answer(desk, case, Purpose.RESEARCH, given=False)
    page = text_of(officer.get(url("case-history", case.id, language="en")))
    assert f"Gave access to: Needs, {shelter}" in page
    assert "Recorded an answer of the person: Research without identities, No" in page


def test_history_says_who_opened_what(officer, desk, case):
    officer.get(url("case", case.id), {"open": "health"})
    page = text_of(officer.get(url("case-history", case.id, language="en")))
    assert desk.holder.member.display_name in page
    assert "Health and counselling" in page
