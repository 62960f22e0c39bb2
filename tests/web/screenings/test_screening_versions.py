"""Two people at one interview, and a session that ends: nothing is lost."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse

from latido.apps.keyring.models import Draft
from latido.apps.screening import actions
from tests.web.screenings.addresses import at, dimension, opened, save
from tests.web.signed_in import sign_in


def test_two_versions_are_shown_and_neither_is_lost(signed, desk, begin):
    screening = begin()
    save(desk, screening, "D1", {"answers": {"D1-01": "no", "D1-02": "yes"}, "note": "La de ella"})
    mine = {"version": 0, "D1-01": "yes", "D1-02": "yes", "note": "La mía", "go": "next"}
    page = signed.post(dimension(screening, "D1"), mine)
    assert page.status_code == 409
    assert [(each.theirs, each.yours) for each in page.context["differences"]] == [
        ("No", "Sí"),
        ("La de ella", "La mía"),
    ]
    assert opened(desk, screening).section("D1").note == "La de ella"
    form = page.context["form"]
    again = {**mine, "version": form["version"].value()}
    assert signed.post(dimension(screening, "D1"), again).status_code == 302
    assert opened(desk, screening).section("D1").note == "La mía"


def test_two_plans_are_shown_and_neither_is_lost(signed, desk, begin):
    screening = begin()
    actions.stop_screening(by=desk.holder, screening=screening, plan="El plan de ella", version=0)
    page = signed.post(at(screening, "stop"), {"version": 0, "plan": "Mi plan"})
    assert (page.status_code, page.context["theirs"]) == (409, "El plan de ella")
    assert page.context["form"]["plan"].value() == "Mi plan"
    signed.post(
        at(screening, "stop"), {"version": page.context["form"]["version"].value(), "plan": "Mi plan"}
    )
    assert opened(desk, screening).plan == "Mi plan"


def test_what_was_written_while_somebody_finished_is_kept(signed, desk, begin):
    screening = begin()
    actions.finish_screening(by=desk.holder, screening=screening)
    page = signed.post(dimension(screening, "D1"), {"version": 0, "D1-01": "yes", "note": "Tarde"})
    assert page.status_code == 409
    assert 'name="take_up"' in page.content.decode()
    late = {"version": 0, "D1-01": "yes", "note": "Tarde", "take_up": "yes"}
    assert signed.post(dimension(screening, "D1"), late).status_code == 302
    assert opened(desk, screening).section("D1").note == "Tarde"


def test_an_answer_posted_after_the_sessions_end_is_kept_and_sent_again(signed, desk, begin):
    screening = begin()
    member = desk.holder.member
    signed.cookies[settings.LATIDO_LAST_MEMBER_COOKIE] = signing.dumps(
        str(member.id), salt=settings.LATIDO_LAST_MEMBER_COOKIE
    )
    Session.objects.all().delete()
    late = {"version": "0", "D1-01": "yes", "note": "Escrito tarde", "go": "next"}
    assert "sign-in" in signed.post(dimension(screening, "D1"), late).url
    draft = Draft.objects.get()
    assert b"Escrito tarde" not in bytes(draft.envelope)
    sign_in(signed, desk.holder)
    page = signed.get(reverse("workbench:draft", args=[draft.id]))
    resent = dict(page.context["fields"]) | {"kept_draft": str(draft.id)}
    assert signed.post(draft.path, resent).url == dimension(screening, "D2")
    assert opened(desk, screening).section("D1").note == "Escrito tarde"
    assert not Draft.objects.exists()


def test_a_kept_answer_that_meets_a_newer_one_stays_until_it_is_saved(signed, desk, begin):
    screening = begin()
    save(desk, screening, "D1", {"answers": {"D1-01": "no"}, "note": ""})
    kept = {"version": "0", "D1-01": "yes", "kept_draft": str(uuid.uuid4())}
    page = signed.post(dimension(screening, "D1"), kept)
    assert page.status_code == 409
    assert kept["kept_draft"] in page.content.decode()
