"""The pages of a case: what they show, who reaches them, what an edit can never lose."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core import signing
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from latido.apps.agencies import actions as agencies
from latido.apps.agencies.choices import Mandate, Role
from latido.apps.audit.models import Entry
from latido.apps.cases import access, actions, queries
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.cases.models import Case
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import Purpose
from latido.apps.keyring.models import Consent, Draft, Grant
from tests import factories
from tests.apps.cases import case_files
from tests.web.signed_in import give_second_factor, sign_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
CODED = {"version": "1", "status": "Active", "gender": "Feminine", "exploitation": "ForcedLabour"}


@pytest.fixture
def desk():
    return factories.desk()


@pytest.fixture
def case(desk):
    return case_files.full_case(desk)


@pytest.fixture
def officer(desk):
    return sign_in(Client(), desk.holder)


@pytest.fixture
def colleague(desk):
    """A second officer of the same team."""
    holder = factories.member(of=desk.agency)
    agencies.confirm_member(by=desk.holder, team=desk.team, member=holder.member, role=Role.CASE_WORKER)
    return sign_in(Client(), holder)


def url(name, *args, language="es"):
    with translation.override(language):
        return reverse(f"workbench:{name}", args=args)


def text_of(response):
    return response.content.decode()


def narrative(desk, case):
    return actions.open_case_parts(by=desk.holder, case=case, kinds=["narrative"])["narrative"]


# --- reaching and reading -------------------------------------------------------------------------


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


# --- opening and coding ---------------------------------------------------------------------------


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


# --- sealed parts ---------------------------------------------------------------------------------


def identities_posted(version, **changed):
    return {
        "version": str(version),
        "given_names": "Ejemplina",
        "surnames": "Ficticia Inventada",
        "birth_date": "1999-03",
        "citizenship": "MX",
        "identifiers-TOTAL_FORMS": "2",
        "identifiers-INITIAL_FORMS": "0",
        "identifiers-0-kind": "phone",
        "identifiers-0-value": "+52 000 000 0009",
        "identifiers-0-role": "suspect",
        "identifiers-1-kind": "",
        "identifiers-1-value": "",
        "identifiers-1-role": "unknown",
        **changed,
    }


def test_identities_are_sealed_with_their_identifiers(officer, desk):
    case = case_files.open_case(desk)
    assert officer.post(url("case-part", case.id, "identities"), identities_posted(0)).status_code == 302
    saved = actions.open_case_parts(by=desk.holder, case=case)["identities"].content
    assert (saved["surnames"], saved["birth_date"]) == ("Ficticia Inventada", "1999-03")
    assert saved["identifiers"] == [{"kind": "phone", "value": "+52 000 000 0009", "role": "suspect"}]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "21/03/1999"),
        ("birth_date", "1999-02-30"),
        ("citizenship", "ZZ"),
        ("identifiers-0-kind", ""),
        ("identifiers-TOTAL_FORMS", "x"),
    ],
)
def test_bad_identities_come_back_with_everything_typed(officer, desk, field, value):
    case = case_files.open_case(desk)
    posted = identities_posted(0, **{field: value})
    response = officer.post(url("case-part", case.id, "identities"), posted)
    assert response.status_code == 400
    assert "Ficticia Inventada" in text_of(response)
    assert actions.open_case_parts(by=desk.holder, case=case) == {}


def test_contact_keeps_a_no_apart_from_not_asked(officer, desk):
    case = case_files.open_case(desk)
    posted = {"version": "0", "channel": "phone", "value": "+52 000 000 0003"}
    officer.post(url("case-part", case.id, "contact"), posted)
    opened = actions.open_case_parts(by=desk.holder, case=case)["contact"]
    assert opened.content["may_leave_message"] is None
    officer.post(url("case-part", case.id, "contact"), {**posted, "version": "1", "may_leave_message": "no"})
    assert actions.open_case_parts(by=desk.holder, case=case)["contact"].content["may_leave_message"] is False


@pytest.mark.parametrize("kind", ["identities", "contact", "needs", "narrative", "interview", "health"])
def test_every_form_shows_what_was_saved_and_saving_it_again_changes_nothing(officer, desk, case, kind):
    page = officer.get(url("case-part", case.id, kind))
    assert page.status_code == 200
    form = page.context["form"]
    posted = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    if kind == "identities":
        for bound in (form.identifiers.management_form, *form.identifiers):
            posted |= {bound[name].html_name: bound[name].value() or "" for name in bound.fields}
    assert officer.post(url("case-part", case.id, kind), posted).status_code == 302
    opened = actions.open_case_parts(by=desk.holder, case=case, kinds=[kind])[kind]
    assert opened.content == case_files.CONTENTS[kind]


def test_two_officers_saving_the_same_part_see_both_and_lose_neither(officer, colleague, desk, case):
    where = url("case-part", case.id, "narrative")
    assert officer.post(where, {"version": "1", "text": "De la primera."}).status_code == 302
    response = colleague.post(where, {"version": "1", "text": "De la segunda."})
    page = text_of(response)
    assert response.status_code == 409
    assert "De la primera." in page
    assert page.count("De la segunda.") == 2  # beside theirs, and in the form
    assert 'name="version" value="2"' in page
    assert narrative(desk, case).content == {"text": "De la primera."}
    joined = {"version": "2", "text": "De la primera. De la segunda."}
    assert colleague.post(where, joined).status_code == 302
    assert narrative(desk, case).content == {"text": "De la primera. De la segunda."}


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(officer, desk, case):
    long = "palabra " * 140_000
    response = officer.post(url("case-part", case.id, "narrative"), {"version": "1", "text": long})
    assert response.status_code == 413
    assert long in text_of(response)
    assert narrative(desk, case).version == 1


def test_hostile_text_is_shown_as_text(officer, case):
    hostile = "<script>alert(1)</script>"
    officer.post(url("case-note", case.id), {"text": hostile})
    page = text_of(officer.get(url("case", case.id)))
    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_kind_without_a_form_is_not_found(officer, case):
    assert officer.get(url("case-part", case.id, "notes")).status_code == 404
    assert officer.get(url("case-part", case.id, "nonsense")).status_code == 404


def test_notes_are_added_and_an_empty_one_is_refused(officer, desk, case):
    assert officer.post(url("case-note", case.id), {"text": "Nueva nota."}).status_code == 302
    assert officer.post(url("case-note", case.id), {"text": "  "}).status_code == 400
    notes = actions.open_case_parts(by=desk.holder, case=case, kinds=["notes"])["notes"]
    assert [n.content["text"] for n in notes.entries] == ["Primera nota inventada.", "Nueva nota."]


def remember(client, holder):
    """The cookie that says who signed in last on this browser, as a sign-in leaves it."""
    from django.conf import settings

    name = settings.LATIDO_LAST_MEMBER_COOKIE
    client.cookies[name] = signing.dumps(str(holder.id), salt=name)


def test_what_was_typed_when_the_session_ended_is_kept_and_sent_after_all(officer, desk, case):
    give_second_factor(desk.holder)
    remember(officer, desk.holder)
    officer.session.flush()
    where = url("case-part", case.id, "narrative")
    lost = officer.post(where, {"version": "1", "text": "Escrito antes de que terminara."})
    assert (lost.status_code, reverse("account_login") in lost.url) == (302, True)
    assert narrative(desk, case).version == 1
    kept = Draft.objects.get()
    assert b"Escrito" not in bytes(kept.envelope)
    sign_in(officer, desk.holder)
    page = officer.get(url("draft", kept.id))
    posted = dict(page.context["fields"])
    assert posted == {"version": "1", "text": "Escrito antes de que terminara."}
    assert officer.post(kept.path, posted | {"kept_draft": str(kept.id)}).status_code == 302
    assert narrative(desk, case).content == {"text": "Escrito antes de que terminara."}


def test_a_kept_text_that_was_overtaken_shows_both(officer, desk, case):
    actions.save_part(
        by=desk.holder, case=case, kind="narrative", content={"text": "De otra persona."}, version=1
    )
    where = url("case-part", case.id, "narrative")
    response = officer.post(where, {"version": "1", "text": "Guardado.", "kept_draft": str(uuid.uuid4())})
    assert response.status_code == 409
    assert "De otra persona." in text_of(response)


# --- consent and access ---------------------------------------------------------------------------


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
