"""The feed at a node: every event once, nothing believed that is not signed by the pinned key."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.agencies.queries import live_key
from latido.apps.audit.actions import SYSTEM
from latido.apps.audit.models import Entry
from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import feed_events, fetching
from latido.apps.exchange.actions.fetching import Event, apply_event
from latido.apps.exchange.choices import Decision, LetterState, LinkState
from latido.apps.exchange.models import (
    HeldEvent,
    HubContact,
    Letter,
    Link,
    LinkRecord,
    OutboxItem,
    Peer,
    Refusal,
    SeenEvent,
)
from latido.engines import vault
from tests.apps.exchange.stations import HERE, PERSON, OtherNode, file_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(other, team, desk):
    file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    return LinkRecord.objects.get()


def candidate(record, other, **changes):
    body = {
        "link": str(uuid.uuid4()),
        "mine": record.opaque_id,
        "theirs": uuid.uuid4().hex,
        "node": other.name,
        "kind": "person",
        "weight": 20.0,
        "probability": 0.97,
        "calibration": "prior",
        "evidence": [{"kind": "name_and_birth", "agreement": "agreed", "weight": 20.0}],
        "revision": 1,
    }
    return body | changes


def tell(kind, body, sequence=1, event_id=None):
    apply_event(Event(event_id or uuid.uuid4(), sequence, kind, body))


@pytest.fixture
def asked(record, other):
    body = candidate(record, other)
    tell("candidate", body)
    return Link.objects.get(), body


def theirs_of(body):
    """The same link as the other node was told of it."""
    return {**body, "mine": body["theirs"], "theirs": body["mine"], "node": HERE}


@pytest.fixture
def talking(asked, other, team):
    link, body = asked
    actions.decide(by=team.holder, link_id=link.id, decision="confirmed", reason="same_person", version=1)
    tell("opened", {**body, "proof": other.confirmation(theirs_of(body))})
    link.refresh_from_db()
    assert link.state == LinkState.TALKING
    return link, body


def refused(code):
    audited = Entry.objects.filter(action="exchange.refused", details__code=code).exists()
    return Refusal.objects.filter(code=code).exists() and audited


def letter_body(other, body, team, text="Hola", **changes):
    item = other.letter({**theirs_of(body), **changes}, text, bytes(live_key(team.team).public))
    return {**body, "statement": item["statement"]}


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


# --- a hub that lies or errs -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"mine": "00" * 16},
        {"kind": "verdict"},
        {"evidence": [{"kind": "phone"}]},
        {"evidence": [{"kind": "phone", "agreement": "certainly", "weight": 1}]},
        {"weight": "heavy"},
        {"theirs": "short"},
        {"link": "nonsense"},
    ],
)
def test_a_malformed_question_is_left_aside_and_the_feed_goes_on(record, other, changes):
    tell("candidate", candidate(record, other, **changes), sequence=3)
    assert (Link.objects.count(), HubContact.objects.get().cursor) == (0, 3)
    assert Refusal.objects.count() == 1


def test_an_unknown_kind_of_event_is_left_aside(other):
    tell("verdict", {"node": other.name}, sequence=4)
    assert (refused("bad_event"), HubContact.objects.get().cursor) == (True, 4)


def test_another_peer_cannot_speak_about_our_link(asked, tmp_path):
    link, body = asked
    third = OtherNode(tmp_path / "third", "mx-oax")
    actions.add_peer(by=SYSTEM, node=third.name, public_jwk=third.public_jwk)
    tell("answer", {**body, "node": third.name, "decision": "rejected"})
    tell("closed", {**body, "node": third.name, "why": "withdrawn"})
    link.refresh_from_db()
    assert link.state == LinkState.OPEN


def test_the_same_evidence_told_again_does_not_reopen_a_rejected_link(asked, team):
    link, body = asked
    actions.decide(by=team.holder, link_id=link.id, decision="rejected", reason="innocent", version=1)
    tell("candidate", body)
    link.refresh_from_db()
    assert (link.state, link.mine) == (LinkState.REJECTED, Decision.REJECTED)
    tell("candidate", {**body, "revision": 2})
    link.refresh_from_db()
    assert (link.state, link.mine, link.revision) == (LinkState.OPEN, Decision.UNDECIDED, 2)


def test_the_other_sides_no_ends_the_question(asked):
    link, body = asked
    tell("answer", {**body, "decision": "rejected"})
    link.refresh_from_db()
    assert (link.state, link.closed_why) == (LinkState.REJECTED, "theirs")


# --- a node whose key is not pinned --------------------------------------------------------------------
def test_what_an_unpinned_node_sent_waits_until_its_key_is_pinned(record, other):
    Peer.objects.all().delete()
    body = candidate(record, other)
    tell("candidate", body, sequence=5)
    tell("answer", {**body, "decision": "confirmed"}, sequence=6)
    assert (Link.objects.count(), HeldEvent.objects.count()) == (0, 2)
    (problem,) = [one for one in queries.line_status().problems if one.about == other.name]
    assert (problem.count, "add-peer" in str(problem.trouble.do)) == (2, True)
    actions.add_peer(by=SYSTEM, node=other.name, public_jwk=other.public_jwk)
    assert fetching.apply_held() == 2
    assert (Link.objects.get().theirs, HeldEvent.objects.count()) == (Decision.CONFIRMED, 0)
    assert HubContact.objects.get().cursor == 6


# --- deciding ------------------------------------------------------------------------------------------
def test_a_decision_on_a_link_the_hub_does_not_know_stays_as_it_was(asked, team, client):
    link, _ = asked
    actions.decide(by=team.holder, link_id=link.id, decision="rejected", reason="innocent", version=1)
    actions.send_outbox(now=timezone.now(), client=client)
    link.refresh_from_db()
    assert (link.mine, link.state) == (Decision.REJECTED, LinkState.REJECTED)
    assert OutboxItem.objects.get(kind="decision").trouble == "unknown_link"


def test_a_stranger_cannot_decide(asked, db):
    from tests import factories

    link, _ = asked
    with pytest.raises(PermissionError):
        actions.decide(
            by=factories.desk().holder,
            link_id=link.id,
            decision="rejected",
            reason="innocent",
            version=1,
        )


def test_a_closed_link_takes_no_answer(asked, team):
    link, body = asked
    tell("closed", {**body, "why": "withdrawn"})
    with pytest.raises(actions.ClosedLinkError):
        actions.decide(by=team.holder, link_id=link.id, decision="confirmed", reason="same_person", version=1)
