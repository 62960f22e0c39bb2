"""The feed at a node: every event once, nothing believed that is not signed by the pinned key."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import feed_events, fetching
from latido.apps.exchange.choices import LetterState, LinkState
from latido.apps.exchange.models import (
    HubContact,
    Letter,
    Link,
    OutboxItem,
    SeenEvent,
)
from latido.engines import vault
from tests.apps.exchange.feeds import candidate, letter_body, refused, tell, theirs_of
from tests.apps.exchange.stations import OtherNode

pytestmark = pytest.mark.django_db


@pytest.fixture
def talking(asked, other, team):
    link, body = asked
    actions.decide(by=team.holder, link_id=link.id, decision="confirmed", reason="same_person", version=1)
    tell("opened", {**body, "proof": other.confirmation(theirs_of(body))})
    link.refresh_from_db()
    assert link.state == LinkState.TALKING
    return link, body


# --- once ------------------------------------------------------------------------------------------
def test_the_same_event_twice_has_one_effect(record, other):
    body, event_id = candidate(record, other), uuid.uuid4()
    for _ in range(2):
        tell("candidate", body, event_id=event_id)
    assert (Link.objects.count(), SeenEvent.objects.count()) == (1, 1)


def test_the_same_letter_under_two_events_is_one_letter_with_one_receipt(talking, other, team):
    _, body = talking
    arriving = letter_body(other, body, team)
    for _ in range(2):
        tell("letter", arriving)
    assert Letter.objects.count() == 1
    assert OutboxItem.objects.filter(kind="receipt").count() == 1


@pytest.mark.parametrize("where", ["handler", "after the handler", "cursor"])
def test_a_death_anywhere_leaves_all_or_nothing(talking, other, team, monkeypatch, where):
    _, body = talking
    arriving, event_id = letter_body(other, body, team), uuid.uuid4()
    cursor = HubContact.objects.get().cursor

    def die(*_said, **_more):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        if where == "handler":
            patch.setitem(feed_events.HANDLERS, "letter", die)
        elif where == "after the handler":
            patch.setattr(SeenEvent.objects, "create", die)
        else:
            patch.setattr(fetching, "_advance", die)
        with pytest.raises(RuntimeError):
            tell("letter", arriving, sequence=cursor + 1, event_id=event_id)
    assert (Letter.objects.count(), OutboxItem.objects.filter(kind="receipt").count()) == (0, 0)
    assert HubContact.objects.get().cursor == cursor
    tell("letter", arriving, sequence=cursor + 1, event_id=event_id)
    assert (Letter.objects.count(), OutboxItem.objects.filter(kind="receipt").count()) == (1, 1)
    assert HubContact.objects.get().cursor == cursor + 1


# --- signed by whom ---------------------------------------------------------------------------------
def test_a_letter_signed_by_the_wrong_key_is_refused_and_audited(talking, team, tmp_path, other):
    _, body = talking
    impostor = OtherNode(tmp_path / "impostor")
    tell("letter", letter_body(impostor, body, team), sequence=7)
    assert refused("wrong_peer_key")
    assert not Letter.objects.exists()
    assert not OutboxItem.objects.filter(kind="receipt").exists()
    assert HubContact.objects.get().cursor == 7
    (problem,) = [one for one in queries.line_status().problems if one.about == other.name]
    assert str(problem.trouble.do)


def test_a_confirmation_of_the_hubs_own_making_opens_nothing(asked, team, tmp_path):
    link, body = asked
    actions.decide(by=team.holder, link_id=link.id, decision="confirmed", reason="same_person", version=1)
    hub = OtherNode(tmp_path / "hostile-hub")
    tell("opened", {**body, "proof": hub.confirmation(theirs_of(body))})
    link.refresh_from_db()
    assert (link.state, link.their_team_key) == (LinkState.OPEN, None)
    assert refused("wrong_peer_key")


def test_a_confirmation_of_another_link_opens_nothing(asked, other, team):
    link, body = asked
    actions.decide(by=team.holder, link_id=link.id, decision="confirmed", reason="same_person", version=1)
    for changes in ({"link": uuid.uuid4()}, {"own_record": "00" * 16}, {"peer": "mx-oax"}):
        tell("opened", {**body, "proof": other.confirmation(theirs_of(body), **changes)})
    link.refresh_from_db()
    assert link.state == LinkState.OPEN
    assert refused("not_for_us")


def test_nothing_opens_before_our_own_officer_confirmed(asked, other):
    link, body = asked
    tell("opened", {**body, "proof": other.confirmation(theirs_of(body))})
    link.refresh_from_db()
    assert (link.state, refused("not_for_us")) == (LinkState.OPEN, True)


def test_the_database_too_wants_both_before_a_channel(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.update(state=LinkState.TALKING)


def test_a_letter_sealed_to_somebody_else_is_refused(talking, other):
    _, body = talking
    stranger = vault.new_key_pair()
    item = other.letter(theirs_of(body), "Hola", stranger.public)
    tell("letter", {**body, "statement": item["statement"]})
    assert (Letter.objects.count(), refused("not_for_us")) == (0, True)


def test_a_letter_before_the_channel_is_refused(asked, other, team):
    _, body = asked
    tell("letter", letter_body(other, body, team))
    assert (Letter.objects.count(), refused("not_for_us")) == (0, True)


def test_bytes_that_are_no_envelope_are_refused(talking, other):
    _, body = talking
    item = other.signed_letter(theirs_of(body), uuid.uuid4(), b"not an envelope")
    tell("letter", {**body, "statement": item["statement"]})
    assert (Letter.objects.count(), refused("bad_event")) == (0, True)


def test_a_receipt_counts_only_from_the_peer(talking, other, team, tmp_path):
    link, body = talking
    letter = actions.write_letter(by=team.holder, link_id=link.id, letter_id=uuid.uuid4(), text="Hola")
    impostor = OtherNode(tmp_path / "impostor")
    tell("receipt", {**body, "statement": impostor.receipt(theirs_of(body), letter.id)["statement"]})
    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED
    tell("receipt", {**body, "statement": other.receipt(theirs_of(body), letter.id)["statement"]})
    letter.refresh_from_db()
    assert letter.state == LetterState.DELIVERED
