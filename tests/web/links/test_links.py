"""The room of links: who sees what, answering, writing, and how the page says where things stand."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone, translation

from latido.apps.agencies.choices import Role
from latido.apps.agencies.queries import live_key
from latido.apps.audit.models import Entry
from latido.apps.exchange import actions
from latido.apps.exchange.models import HubContact, Letter, Link, OutboxItem
from tests import factories
from tests.apps.exchange.stations import PERSON, RECRUITER, STRANGER, VARIANT, encoding, file_about
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def exchange(client):
    now = timezone.now()
    actions.send_outbox(now=now, client=client)
    actions.fetch_feed(now=now, client=client)


@pytest.fixture
def person_link(other, client, team, desk, at_node):
    file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    other.send(encoding(VARIANT))
    exchange(client)
    actions.run_round()
    exchange(client)
    other.theirs = other.feed()[0]["body"]
    at_node()
    return Link.objects.get()


@pytest.fixture
def talking(person_link, other, client, team, at_hub):
    with at_hub():
        actions.decide(
            by=team.holder, link_id=person_link.id, decision="confirmed", reason="same_person", version=1
        )
        other.send(other.decision(other.theirs, "confirmed"))
        exchange(client)
    person_link.refresh_from_db()
    return person_link


@pytest.fixture
def other_writes(other, client, team, at_hub):
    """The other team writes to ours, and the letter arrives."""

    def write(text):
        with at_hub():
            other.send(other.letter(other.theirs, text, bytes(live_key(team.team).public)))
            exchange(client)

    return write


def page(link=None):
    return f"/en/work/links/{link.id}/" if link else "/en/work/links/"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_members_without_the_permission_are_kept_out(person_link):
    shelter = factories.desk(role=Role.SHELTER_WORKER)
    browser = sign_in(Client(), shelter.holder)
    assert browser.get(page()).status_code == 403
    assert browser.get(page(person_link)).status_code == 403


def test_another_team_sees_neither_the_line_nor_the_link(person_link):
    browser = sign_in(Client(), factories.desk().holder)
    response = browser.get(page())
    assert (response.status_code, str(person_link.id) in response.content.decode()) == (200, False)
    assert browser.get(page(person_link)).status_code == 403


def test_an_unknown_link_is_not_found(team, db):
    assert sign_in(Client(), team.holder).get(f"/en/work/links/{uuid.uuid4()}/").status_code == 404


def test_the_inbox_says_who_waits_for_whom(person_link, team):
    browser = sign_in(Client(), team.holder)
    shown = text_of(browser.get(page()))
    assert "Waiting for you" in shown
    assert "Chihuahua" in shown
    assert "Name, date and place of birth are alike" in shown


def test_the_page_shows_evidence_and_our_side_alone(person_link, team):
    browser = sign_in(Client(), team.holder)
    shown = text_of(browser.get(page(person_link)))
    assert "Could this be the same person?" in shown
    assert "The same telephone of the person" in shown
    assert "Of 100 pairs with evidence like this, about 99 would be the same person." in shown
    assert "Estrella Inventada" in shown
    assert "Estreya" not in shown
    assert "The other officer has not answered yet." in shown
    assert Entry.objects.filter(action="part.open", actor=team.holder.audit_name).exists()


def test_the_linking_desk_sees_every_link(person_link, desk):
    browser = sign_in(Client(), desk.holder)
    assert "Estrella Inventada" in text_of(browser.get(page(person_link)))


def answer(browser, link, value, version=1):
    return browser.post(page(link), {"act": "decide", "answer": value, "version": version})


def test_an_answer_is_kept_and_queued(person_link, team):
    browser = sign_in(Client(), team.holder)
    assert answer(browser, person_link, "confirmed:same_person").status_code == 302
    person_link.refresh_from_db()
    assert (person_link.mine, person_link.my_reason) == ("confirmed", "same_person")
    assert OutboxItem.objects.filter(kind="decision", state="queued").count() == 1
    assert "Waiting for the other officer" in text_of(browser.get(page()))


def test_the_same_answer_twice_counts_once(person_link, team):
    browser = sign_in(Client(), team.holder)
    for _ in range(2):
        assert answer(browser, person_link, "need_more:ask_person").status_code == 302
    assert OutboxItem.objects.filter(kind="decision").count() == 1


@pytest.mark.parametrize("value", ["", "confirmed:innocent", "rejected:same_person", "nonsense"])
def test_an_answer_that_does_not_fit_changes_nothing(person_link, team, value):
    browser = sign_in(Client(), team.holder)
    response = answer(browser, person_link, value)
    person_link.refresh_from_db()
    assert (response.status_code, person_link.mine) == (400, "undecided")
    assert "Something still needs your attention" in text_of(response)


def test_a_colleague_who_was_faster_is_shown(person_link, team):
    browser = sign_in(Client(), team.holder)
    answer(browser, person_link, "need_more:ask_person")
    response = answer(browser, person_link, "rejected:different_person", version=1)
    person_link.refresh_from_db()
    assert (response.status_code, person_link.mine) == (409, "need_more")
    assert "This link changed while you were looking at it" in text_of(response)


def test_writing_needs_both_sides(person_link, team):
    browser = sign_in(Client(), team.holder)
    response = browser.post(page(person_link), {"act": "write", "text": "¿Hola?", "letter": uuid.uuid4()})
    assert (response.status_code, Letter.objects.count()) == (409, 0)


def test_a_letter_is_written_shown_and_sent_once(talking, team):
    browser = sign_in(Client(), team.holder)
    said = {"act": "write", "text": "Aquí el equipo de Chiapas.", "letter": uuid.uuid4()}
    for _ in range(2):
        assert browser.post(page(talking), said).status_code == 302
    shown = text_of(browser.get(page(talking)))
    assert shown.count("Aquí el equipo de Chiapas.") == 1
    assert "Waiting to be sent" in shown
    assert b"Chiapas" not in bytes(Letter.objects.get().envelope)


def test_an_empty_letter_is_refused_in_words(talking, team):
    browser = sign_in(Client(), team.holder)
    response = browser.post(page(talking), {"act": "write", "text": "  ", "letter": uuid.uuid4()})
    assert response.status_code == 400
    assert "Write something first." in text_of(response)


def test_too_long_a_letter_keeps_what_was_typed(talking, team):
    browser = sign_in(Client(), team.holder)
    said = {"act": "write", "text": "ñ" * 10_001, "letter": uuid.uuid4()}
    response = browser.post(page(talking), said)
    assert response.status_code == 400
    assert "ñ" * 10_001 in response.content.decode()


def test_a_letter_of_the_other_team_is_read_by_ours_alone(talking, team, desk, other_writes):
    other_writes("Duerme en un refugio.")
    ours = sign_in(Client(), team.holder)
    assert "Duerme en un refugio." in text_of(ours.get(page(talking)))
    theirs = sign_in(Client(), desk.holder)
    shown = text_of(theirs.get(page(talking)))
    assert "Duerme" not in shown
    assert "Messages are sealed to the team that keeps the file" in shown


def test_the_exchange_can_be_ended_after_all(talking, team):
    browser = sign_in(Client(), team.holder)
    assert answer(browser, talking, "rejected:different_person", talking.version).status_code == 302
    talking.refresh_from_db()
    assert (talking.state, talking.closed_why) == ("rejected", "ours")
    shown = text_of(browser.get(page(talking)))
    assert "The exchange has ended; no new message can be sent." in shown


def test_a_shared_recruiter_stands_apart_and_names_our_own_number(other, client, team, desk, at_node):
    file_about({**PERSON, "identifiers": [RECRUITER]}, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    other.send(encoding({**STRANGER, "identifiers": [RECRUITER]}))
    exchange(client)
    actions.run_round()
    exchange(client)
    at_node()
    browser = sign_in(Client(), team.holder)
    assert "The same contact of a suspect" in text_of(browser.get(page()))
    shown = text_of(browser.get(page(Link.objects.get())))
    assert "Could the two files have to do with the same suspect?" in shown
    assert "Both files name the same telephone of a suspect" in shown
    assert "+52 000 999 8877" in shown
    assert "Estrella" not in shown
    assert "taxi rank" in shown


def test_a_hub_that_is_down_is_said_in_words_and_can_be_tried_again(person_link, team):
    HubContact.objects.update(trouble="hub_down", next_try_at=timezone.now() + dt.timedelta(minutes=4))
    browser = sign_in(Client(), team.holder)
    shown = text_of(browser.get(page()))
    assert "The hub does not answer." in shown
    assert "Nothing is lost" in shown
    assert browser.post("/en/work/links/try-now/").status_code == 302
    assert HubContact.objects.get().next_try_at is None


def test_a_node_unknown_to_the_hub_says_what_to_do(strangers, client, team, at_node):
    actions.fetch_feed(now=timezone.now(), client=client)
    at_node()
    browser = sign_in(Client(), team.holder)
    shown = text_of(browser.get(page()))
    assert "The hub does not know this node" in shown
    assert "latido node key" in shown
