"""Coming back without a browser: one answer for every wrong receipt, and no address kept."""

from __future__ import annotations

import json
import pickle
from html import unescape

import pytest
from django.test import Client

from latido.apps.keyring.reporters import Kind, from_base64url, seal_to_points, to_base64url
from latido.apps.reports import actions
from latido.apps.reports.models import Message
from latido.web.public.receipt.attempts import ALLOWED_AN_HOUR, ATTEMPTS, Attempts
from tests.apps.reports import synthetic

ES = "/es/answer/"
UNKNOWN = "No hay ningún reporte con esta clave."


def text_of(response) -> str:
    return unescape(response.content.decode())


def post_json(client, **data):
    return client.post(ES, json.dumps(data), content_type="application/json")


def lookup(sent: synthetic.Sent) -> str:
    return to_base64url(sent.reporter.lookup_id)


def test_the_page_sets_no_cookie_and_is_not_kept(client, node):
    response = client.get(ES)
    assert (response.status_code, len(response.cookies)) == (200, 0)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda node, sent: None, "Todavía nadie lo ha abierto"),
        (lambda node, sent: actions.open_report(by=node.desk.holder, report_id=sent.id), "Un equipo leyó"),
        (
            lambda node, sent: actions.answer_report(
                by=node.desk.holder, report_id=sent.id, text="Gracias. ¿A qué hora?"
            ),
            "¿A qué hora?",
        ),
        (
            lambda node, sent: actions.close_report(
                by=node.desk.holder, report_id=sent.id, reason="informed"
            ),
            "El equipo terminó",
        ),
    ],
    ids=["received", "read", "answered", "closed"],
)
def test_without_scripts_the_receipt_shows_what_happened(node, do, words):
    sent = synthetic.send()
    do(node, sent)
    typed = sent.reporter.receipt.lower().replace("-", " ")
    response = Client(enforce_csrf_checks=True).post(ES, {"receipt": typed})
    page = text_of(response)
    shown = [line for line in page.splitlines() if words in line]
    assert (response.status_code, len(response.cookies), len(shown)) == (200, 0, 1)
    assert f'data-status="{sent.report.status}">' in page
    assert page.count("hidden>") >= 4


def test_writing_again_without_scripts(client, node):
    sent = synthetic.send()
    response = client.post(ES, {"receipt": sent.reporter.receipt, "text": "Están de noche."})
    assert response.status_code == 200
    assert "Su mensaje llegó." in text_of(response)
    assert "Están de noche." not in text_of(response)
    (message,) = actions.open_report(by=node.desk.holder, report_id=sent.id).thread
    assert message.text == "Están de noche."


@pytest.mark.parametrize(("text", "status"), [("  ", 422), ("x" * 70_000, 413)])
def test_a_message_that_cannot_be_sent_is_not_lost(client, node, text, status):
    sent = synthetic.send()
    response = client.post(ES, {"receipt": sent.reporter.receipt, "text": text})
    assert response.status_code == status
    assert f">{text}</textarea>" in text_of(response)
    assert Message.objects.count() == 0


WRONG = [
    "0000-0000-0000-0000",
    "no es una clave",
    "",
    "0000-0000-0000-000",
    "UUUU-UUUU-UUUU-UUUU",
    "x" * 9000,
]


@pytest.mark.parametrize("typed", WRONG)
def test_every_wrong_receipt_gets_the_same_answer(client, node, typed):
    synthetic.send()
    response = client.post(ES, {"receipt": typed})
    assert response.status_code == 404
    assert UNKNOWN in text_of(response)


def test_wrong_receipts_take_the_same_queries(client, node, django_assert_num_queries):
    for typed in WRONG:
        with django_assert_num_queries(1):
            client.post(ES, {"receipt": typed})


@pytest.mark.parametrize("wrong", ["", "AAAA", to_base64url(bytes(16)), to_base64url(bytes(40))])
def test_every_wrong_lookup_id_gets_the_same_answer(client, node, wrong):
    response = post_json(client, lookup=wrong)
    assert (response.status_code, response.json()["code"]) == (404, "unknown")


def test_only_sealed_answers_go_to_a_page_with_scripts(client, node):
    sent = synthetic.send()
    actions.answer_report(by=node.desk.holder, report_id=sent.id, text="Gracias, ficticia.")
    response = post_json(client, lookup=lookup(sent))
    found = response.json()
    assert (found["status"], found["id"], len(found["letters"])) == ("answered", sent.id.hex, 1)
    assert "ficticia" not in response.content.decode()
    assert from_base64url(found["point"]) == sent.reporter.public
    assert "no-store" in response["Cache-Control"]


def test_a_sealed_message_arrives_once(client, node):
    sent = synthetic.send()
    points = [from_base64url(each) for each in post_json(client, lookup=lookup(sent)).json()["points"]]
    envelope = seal_to_points(
        {"v": 1, "text": "Otra vez."}, kind=Kind.MESSAGE, record_id=sent.id, points=points
    )
    for _ in range(2):
        found = post_json(client, lookup=lookup(sent), envelope=to_base64url(envelope)).json()
        assert [each["envelope"] for each in found["letters"]] == [""]
    (message,) = actions.open_report(by=node.desk.holder, report_id=sent.id).thread
    assert message.text == "Otra vez."


@pytest.mark.parametrize("envelope", ["AAAA", "!", 5, None])
def test_malformed_messages_are_refused_clearly(client, node, envelope):
    response = post_json(client, lookup=lookup(synthetic.send()), envelope=envelope)
    assert (response.status_code, response.json()["code"]) in {(400, "envelope"), (400, "format")}


@pytest.mark.parametrize("body", [" ", "[]", "null", '{"lookup": 1}'])
def test_what_is_no_request_is_refused_clearly(client, node, body):
    response = client.post(ES, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "format")


def test_many_wrong_receipts_are_slowed_down(client, node):
    sent = synthetic.send()
    for _ in range(ALLOWED_AN_HOUR):
        assert post_json(client, lookup="AAAA").status_code == 404
    assert post_json(client, lookup=lookup(sent)).status_code == 429
    assert "Espere una hora" in text_of(client.post(ES, {"receipt": sent.reporter.receipt}))
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    assert client.post(ES, {"receipt": sent.reporter.receipt}, **elsewhere).status_code == 200


def test_right_receipts_are_never_counted(client, node):
    sent = synthetic.send()
    answers = {post_json(client, lookup=lookup(sent)).status_code for _ in range(ALLOWED_AN_HOUR + 5)}
    assert answers == {200}


def test_no_address_is_kept_even_in_memory(client, node):
    client.post(ES, {"receipt": "x"}, REMOTE_ADDR="198.51.100.77")
    client.post(ES, {"receipt": "x"}, REMOTE_ADDR="2001:db8::77")
    kept = pickle.dumps(dict(ATTEMPTS._failed))
    assert len(ATTEMPTS._failed) == 2
    for trace in (b"198.51.100", b"2001:db8", bytes([198, 51, 100, 77])):
        assert trace not in kept


def test_the_count_and_its_salt_are_gone_after_an_hour():
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    for _ in range(ALLOWED_AN_HOUR):
        attempts.note_failure("198.51.100.1")
    salt = attempts._salt
    assert attempts.too_many("198.51.100.1")
    now[0] = 3600.0
    assert not attempts.too_many("198.51.100.1")
    assert attempts._salt != salt


def test_one_subscriber_of_ipv6_is_one_network():
    attempts = Attempts()
    for number in range(ALLOWED_AN_HOUR):
        attempts.note_failure(f"2001:db8:0:1::{number:x}")
    assert attempts.too_many("2001:db8:0:1:ffff::1")
    assert not attempts.too_many("2001:db8:0:2::1")
    assert not attempts.too_many("not an address")


def test_behind_our_proxy_the_last_hop_counts(client, node, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for _ in range(ALLOWED_AN_HOUR):
        post = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.1"}
        client.post(ES, {"receipt": "x"}, **post)
    assert ATTEMPTS.too_many("198.51.100.1")
    assert not ATTEMPTS.too_many("203.0.113.9")
