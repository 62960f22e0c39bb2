"""Asking for consent, one purpose at a time; taking it back; closing access."""

from __future__ import annotations

import pytest

from latido.apps.agencies.choices import Mandate
from latido.apps.audit.models import Entry
from latido.apps.cases import access
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import Purpose
from latido.apps.keyring.models import Consent, Grant
from tests import factories
from tests.apps.cases import case_files
from tests.web.cases.pages import CODED, text_of, url

pytestmark = pytest.mark.django_db


def question(client, case, purpose, **query):
    return client.get(url("case-consent", case.id, purpose), query)


def answer(client, case, purpose, value, **query):
    context = question(client, case, purpose, **query).context
    newest = context["newest"]
    posted = {"shown": context["shown"], "newest": str(newest.id) if newest else "", **query}
    return client.post(url("case-consent", case.id, purpose), {**posted, "answer": value})


def test_nothing_is_preselected_and_no_is_as_large_as_yes(officer, case):
    page = text_of(question(officer, case, "linking"))
    assert "checked" not in page
    assert page.count('class="button second big" name="answer"') == 2


def test_the_limits_of_confidentiality_come_before_the_question(officer, case):
    page = text_of(question(officer, case, "linking"))
    words = question(officer, case, "linking").context["words"]
    assert page.index("fiscalía") < page.index(words.question)


def test_a_child_hears_the_limits_for_children(officer, case):
    officer.post(url("case-coded", case.id), {**CODED, "age_band": "09--17"})
    assert "Tienes menos de 18 años" in text_of(question(officer, case, "linking"))


@pytest.mark.parametrize(("value", "given"), [("yes", True), ("no", False)])
def test_the_answer_is_kept_in_the_words_and_language_it_was_asked_in(officer, case, value, given):
    words = question(officer, case, "research").context["words"]
    assert answer(officer, case, "research", value).status_code == 302
    kept = Consent.objects.get()
    assert (kept.purpose, kept.given, kept.wording, kept.language) == (
        "research",
        given,
        words.as_text,
        "es",
    )


@pytest.mark.parametrize("value", ["", "maybe", "on"])
def test_no_answer_is_no_yes(officer, case, value):
    assert answer(officer, case, "research", value).status_code == 400
    assert Consent.objects.count() == 0


def test_one_answer_speaks_for_one_purpose_alone(officer, case):
    answer(officer, case, "linking", "yes")
    assert [a.purpose for a in access.answers(case) if a.is_live] == ["linking"]


def test_an_old_page_cannot_bring_back_a_yes(officer, desk, case):
    context = question(officer, case, "linking").context
    answer(officer, case, "linking", "no")
    stale = {"shown": context["shown"], "newest": "", "answer": "yes"}
    assert officer.post(url("case-consent", case.id, "linking"), stale).status_code == 409
    assert [consent.given for consent in Consent.objects.all()] == [False]


def test_other_words_than_those_shown_are_not_kept(officer, case):
    posted = {"shown": "other words", "newest": "", "answer": "yes"}
    assert officer.post(url("case-consent", case.id, "linking"), posted).status_code == 409
    assert Consent.objects.count() == 0


def test_help_is_asked_by_the_name_of_the_service(officer, case):
    shelter = factories.desk().team
    assert shelter.name in text_of(question(officer, case, "assistance"))
    asked = question(officer, case, "assistance", recipient=str(shelter.id))
    assert str(shelter) in asked.context["words"].question
    answer(officer, case, "assistance", "yes", recipient=str(shelter.id))
    assert Consent.objects.get().recipient == shelter


def test_migration_enforcement_is_no_service_to_ask_about_and_a_forged_question_is_audited(officer, case):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT).team
    assert border.name not in text_of(question(officer, case, "assistance"))
    forged = officer.post(
        url("case-consent", case.id, "assistance"),
        {"recipient": str(border.id), "answer": "yes", "newest": "", "shown": ""},
    )
    assert forged.status_code == 403
    assert Consent.objects.count() == 0
    assert Entry.objects.get(action="case.refused").details["team"] == str(border.id)


@pytest.mark.parametrize("purpose", ["own_file", "nonsense"])
def test_other_purposes_are_not_asked(officer, case, purpose):
    assert question(officer, case, purpose).status_code == 404


def test_a_yes_is_taken_back_after_saying_what_closes(officer, desk, case):
    shelter = factories.desk().team
    given = case_files.agree_to_help(desk, case, shelter)
    keyring.grant_parts(
        by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter, purpose=Purpose.ASSISTANCE
    )
    where = url("case-take-back", case.id, given.id)
    assert str(shelter) in text_of(officer.get(where))
    assert officer.post(where).status_code == 302
    assert officer.post(where).status_code == 302  # a second click changes nothing more
    assert Grant.objects.get(team=shelter).close_reason == "withdrawn"


def test_access_is_closed_from_the_case(officer, desk, case):
    shelter = factories.desk().team
    case_files.agree_to_help(desk, case, shelter)
    grant = keyring.grant_parts(
        by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter, purpose=Purpose.ASSISTANCE
    )
    where = url("case-close-access", case.id, grant.id)
    assert str(shelter) in text_of(officer.get(where))
    assert officer.post(where).status_code == 302
    assert Grant.objects.get(pk=grant.pk).close_reason == "revoked"
    custody = next(item.grant for item in access.access_to(case) if item.is_custody)
    assert officer.post(url("case-close-access", case.id, custody.id)).status_code == 404
    assert Grant.objects.get(pk=custody.pk).state == "live"
