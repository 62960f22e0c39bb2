"""Signing in: password, then code; the key becomes usable after both and never without the cookie."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from latido.apps.keyring import actions as keyring
from latido.apps.keyring.models import Draft
from latido.web.workbench.sign_in import session_keys
from tests import factories
from tests.web.signed_in import give_second_factor, sign_in

pytestmark = pytest.mark.django_db
KEPT = "/es/work/kept/"
SOMEWHERE = "/es/work/screenings/start/"


MOMENT = 58_000_000


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """The half minute of a code does not end between two lines of a test."""
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([MOMENT]))


def code_of(secret):
    return auth.format_hotp_value(auth.hotp_value(secret, MOMENT))


@pytest.fixture
def holder():
    return factories.desk().holder


@pytest.fixture
def secret(holder):
    return give_second_factor(holder)


def give_password(client, holder, password=factories.PASSWORD):
    return client.post("/es/work/sign-in/", {"login": holder.member.username, "password": password})


def test_both_steps_open_the_workbench(client, holder, secret):
    assert give_password(client, holder).url == "/es/work/sign-in/code/"
    assert client.get(KEPT).status_code == 302
    response = client.post("/es/work/sign-in/code/", {"code": code_of(secret)})
    assert response.status_code == 302
    assert client.get(KEPT).status_code == 200


def test_the_password_alone_leaves_the_key_shut(client, holder, secret):
    give_password(client, holder)
    assert session_keys.LIVE not in client.session
    assert session_keys.PENDING in client.session


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, holder, secret, language):
    answers = []
    for name in (holder.member.username, "nadie"):
        form = {"login": name, "password": "no-es-esta-frase"}
        response = client.post(f"/{language}/work/sign-in/", form)
        answers.append([*response.context["form"].errors.values()])
    assert answers[0] == answers[1] != []


def test_a_wrong_code_does_not_open(client, holder, secret):
    give_password(client, holder)
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    assert client.post("/es/work/sign-in/code/", {"code": wrong}).status_code == 200
    assert client.get(KEPT).status_code == 302


def test_a_code_works_once(client, holder, secret):
    code = code_of(secret)
    give_password(client, holder)
    client.post("/es/work/sign-in/code/", {"code": code})
    other = Client()
    give_password(other, holder)
    assert other.post("/es/work/sign-in/code/", {"code": code}).status_code == 200
    assert other.get(KEPT).status_code == 302


def test_without_its_cookie_half_a_session_ends(client, holder):
    sign_in(client, holder)
    assert client.get(KEPT).status_code == 200
    del client.cookies[settings.LATIDO_HALF_COOKIE]
    assert client.get(KEPT).status_code == 302
    assert not Session.objects.filter(pk=client.session.session_key or "").exists()


def test_the_session_row_holds_no_key_in_clear(client, holder):
    sign_in(client, holder)
    stored = str(dict(client.session)) + Session.objects.get().session_data
    for spelling in (holder.private_key.hex(), str(holder.private_key)):
        assert spelling not in stored


def test_cookies_are_strict_and_named_after_the_node(client, holder, secret):
    response = give_password(client, holder)
    for name in (settings.SESSION_COOKIE_NAME, settings.LATIDO_HALF_COOKIE):
        cookie = response.cookies[name]
        assert (bool(cookie["httponly"]), cookie["samesite"], settings.LATIDO_NODE in name) == (
            True,
            "Strict",
            True,
        )


def test_a_member_without_second_factor_sets_it_up_first(client, holder):
    give_password(client, holder)
    assert client.get(KEPT).url == "/es/work/second-step/"
    page = client.get("/es/work/second-step/")
    assert page.status_code == 200, page.headers
    form = {"code": code_of(page.context["form"].secret)}
    assert client.post("/es/work/second-step/", form).url == "/es/work/second-step/done/"
    assert client.get("/es/work/second-step/done/").url == "/es/work/sign-in/"
    assert Authenticator.objects.filter(user=holder.member).exists()
    assert client.get(KEPT).status_code == 302


def test_the_second_factors_secret_is_not_stored_in_clear(holder, secret):
    assert secret not in str(Authenticator.objects.get().data)


def test_nobody_signs_up_alone(client):
    assert client.get("/es/work/signup/").status_code == 404


def test_text_posted_after_the_end_of_a_session_is_kept_for_its_author(client, holder, secret):
    give_password(client, holder)
    client.post("/es/work/sign-in/code/", {"code": code_of(secret)})
    Session.objects.all().delete()
    client.post(SOMEWHERE, {"narrative": "Texto ficticio", "password": "no"})
    draft = Draft.objects.get()
    assert b"Texto ficticio" not in bytes(draft.envelope)
    sign_in(client, holder)
    page = client.get(f"{KEPT}{draft.id}/")
    assert page.context["fields"] == [("narrative", "Texto ficticio")]
    assert client.post(f"{KEPT}{draft.id}/discard/").status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(client, holder):
    draft = keyring.keep_draft(by=holder.member, path="/es/", content={"fields": {"a": ["b"]}})
    sign_in(client, factories.desk().holder)
    assert client.get(f"{KEPT}{draft.id}/").status_code == 404


def test_without_a_known_member_nothing_is_kept(client):
    client.post(SOMEWHERE, {"narrative": "Texto ficticio"})
    assert not Draft.objects.exists()


def test_public_pages_set_no_cookie(client):
    response = client.get("/health/live")
    assert response.cookies == {}
