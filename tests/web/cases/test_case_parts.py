"""Writing sealed parts: nothing typed is lost, of two officers neither loses an edit."""

from __future__ import annotations

import uuid

import pytest
from django.core import signing
from django.urls import reverse

from latido.apps.cases import actions
from latido.apps.keyring.models import Draft
from tests.apps.cases import case_files
from tests.web.cases.pages import text_of, url
from tests.web.signed_in import give_second_factor, sign_in

pytestmark = pytest.mark.django_db


def narrative(desk, case):
    return actions.open_case_parts(by=desk.holder, case=case, kinds=["narrative"])["narrative"]


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
