"""A hub that lies or errs, a node whose key is not pinned, and answers that do not count."""

from __future__ import annotations

import pytest
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import fetching
from latido.apps.exchange.choices import Decision, LinkState
from latido.apps.exchange.models import (
    HeldEvent,
    HubContact,
    Link,
    OutboxItem,
    Peer,
    Refusal,
)
from tests.apps.exchange.feeds import candidate, refused, tell
from tests.apps.exchange.stations import OtherNode

pytestmark = pytest.mark.django_db


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
