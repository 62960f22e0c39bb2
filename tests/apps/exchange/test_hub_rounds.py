"""Rounds of linking at the hub, what both sides answer, and the feed that tells them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import hub_feed
from latido.apps.exchange.choices import LinkState
from latido.apps.exchange.models import (
    Candidate,
    FeedEvent,
)
from latido.engines import vault
from tests.apps.exchange.stations import (
    PERSON,
    RECRUITER,
    STRANGER,
    VARIANT,
    OtherNode,
    encoding,
)

pytestmark = pytest.mark.django_db


# --- rounds --------------------------------------------------------------------------------------
def test_a_round_twice_asks_once(pair, here, other):
    assert actions.run_round() == 0
    assert Candidate.objects.count() == 1
    assert (here.feed(), other.feed()) == ([], [])


def test_a_round_that_died_before_its_end_is_done_again_without_doubles(here, other, monkeypatch):
    here.send(encoding(PERSON))
    other.send(encoding(VARIANT))
    from latido.apps.exchange.actions import hub_rounds

    def die(rows):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(hub_rounds, "_mark_linked", die)
        with pytest.raises(RuntimeError):
            actions.run_round()
    assert actions.run_round() == 0
    assert (Candidate.objects.count(), len(here.feed()), len(other.feed())) == (1, 1, 1)


def test_records_of_one_node_are_never_linked_with_each_other(other):
    other.send(encoding(PERSON), encoding(VARIANT))
    assert actions.run_round() == 0
    assert not Candidate.objects.exists()


def test_a_rejected_pair_comes_back_only_with_new_evidence(pair, here, other):
    mine, theirs = pair
    other.send(other.decision(theirs, "rejected"))
    assert [one["kind"] for one in here.feed()] == ["answer"]
    same = encoding(PERSON, opaque_id=uuid.UUID(mine["mine"]), revision=2)
    here.send(same)
    assert actions.run_round() == 0
    assert Candidate.objects.get().state == LinkState.REJECTED
    less = {**PERSON, "identifiers": []}
    here.send(encoding(less, opaque_id=uuid.UUID(mine["mine"]), revision=3))
    assert actions.run_round() == 1
    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.revision) == (LinkState.OPEN, 2)
    assert (candidate.left_decision, candidate.right_decision) == ("undecided", "undecided")


def test_an_answer_to_old_evidence_is_not_counted(pair, here, other):
    mine, theirs = pair
    stale = other.decision(theirs, "rejected")
    here.send(encoding({**PERSON, "identifiers": []}, opaque_id=uuid.UUID(mine["mine"]), revision=2))
    actions.run_round()
    assert other.send(stale) == [(False, "new_evidence")]


def test_a_corrected_record_ends_an_untouched_question(pair, here, other):
    mine, _ = pair
    here.send(encoding(STRANGER, opaque_id=uuid.UUID(mine["mine"]), revision=2))
    actions.run_round()
    assert Candidate.objects.get().state == LinkState.WITHDRAWN
    for node in (here, other):
        (event,) = node.feed()
        assert (event["kind"], event["body"]["why"]) == ("closed", "not_supported")


def test_a_victims_own_phone_never_forms_a_suspect_network(here, other):
    phone = RECRUITER["value"]
    named = [{"kind": "phone", "value": phone, "role": "suspect"}]
    here.send(
        encoding({**PERSON, "identifiers": named}),
        encoding({**VARIANT, "identifiers": [{"kind": "phone", "value": phone, "role": "person"}]}),
    )
    actions.run_round()
    other.send(encoding({**STRANGER, "identifiers": named}))
    actions.run_round()
    assert not Candidate.objects.filter(kind="shared_identifier").exists()


def test_a_suspended_nodes_records_stay_out(here, other):
    here.send(encoding(PERSON))
    other.send(encoding(VARIANT))
    actions.suspend_node(by=SYSTEM, node=other.name)
    assert actions.run_round() == 0
    actions.suspend_node(by=SYSTEM, node=other.name, suspended=False)
    assert actions.run_round() == 1


# --- decisions and letters -----------------------------------------------------------------------
def test_a_confirmation_must_be_signed_by_the_side_that_confirms(pair, here, other):
    _, theirs = pair
    borrowed = {**other.decision(theirs, "confirmed"), "proof": here.confirmation(theirs)}
    assert other.send(borrowed) == [(False, "wrong_key")]
    for changes in ({"link": uuid.uuid4()}, {"own_record": "00" * 16}, {"peer": "mx-oax"}):
        item = {**other.decision(theirs, "confirmed"), "proof": other.confirmation(theirs, **changes)}
        assert other.send(item) == [(False, "bad_request")]
    assert Candidate.objects.get().state == LinkState.OPEN


def test_a_third_node_learns_nothing_about_a_link(pair, other, tmp_path):
    _, theirs = pair
    third = OtherNode(tmp_path / "third", "mx-oax")
    actions.add_node(by=SYSTEM, node=third.name, public_jwk=third.public_jwk)
    unknown = {**theirs, "link": str(uuid.uuid4())}
    assert third.send(third.decision(theirs, "rejected")) == third.send(third.decision(unknown, "rejected"))
    assert third.feed() == []


def test_no_letter_passes_before_both_confirmed(pair, other):
    _, theirs = pair
    assert other.send(other.letter(theirs, "¿Hola?", vault.new_key_pair().public)) == [(False, "not_open")]


def test_a_channel_needs_both_decisions_in_the_database_too(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.update(state=LinkState.TALKING)


# --- the feed ------------------------------------------------------------------------------------
def test_the_feed_pages_in_order_and_forgets_what_was_fetched_long_ago(here, other):
    here.send(*[encoding({**PERSON, "given_names": f"Estrella {n}"}) for n in "ABC"])
    other.send(encoding(VARIANT))
    actions.run_round()
    node = queries.hub_status().nodes[0]
    assert node.node == other.name
    total = FeedEvent.objects.filter(node__node=other.name).count()
    row = FeedEvent.objects.filter(node__node=other.name).first().node
    first = hub_feed.page(node=row, after=0, limit=1)
    assert [event.sequence for event in first.events] == [1]
    assert first.more == (total > 1)
    hub_feed.page(node=row, after=row.sequence)
    later = timezone.now() + hub_feed.KEPT_AFTER_FETCH + dt.timedelta(minutes=1)
    assert hub_feed.forget_old_events(now=later) == total


def test_a_position_the_hub_never_gave_starts_from_the_beginning(pair, other):
    other.cursor = 999
    assert [event["sequence"] for event in other.feed()] == [1]
