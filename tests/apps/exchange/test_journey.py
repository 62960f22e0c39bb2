"""The whole way: two records, a question, two answers, letters both ways, and the way out."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from latido.apps.agencies.queries import live_key
from latido.apps.exchange import actions
from latido.apps.exchange.choices import Decision, LetterState, LinkKind, LinkState, RecordState
from latido.apps.exchange.models import Candidate, HubRecord, Letter, Link, LinkRecord
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keyring_queries
from latido.apps.keyring.choices import Purpose
from tests.apps.exchange.stations import (
    PERSON,
    RECRUITER,
    STRANGER,
    VARIANT,
    encoding,
    file_about,
    opaque_id_of,
)

pytestmark = pytest.mark.django_db


def exchange(client):
    now = timezone.now()
    actions.send_outbox(now=now, client=client)
    actions.fetch_feed(now=now, client=client)


@pytest.fixture
def linked(other, client, team, desk):
    """Our file and theirs about the same synthetic person, and the question about them at both ends."""
    file_about(PERSON, of=team, linking_to=desk)
    assert actions.encode_waiting(by=team.holder) == 1
    assert other.send(encoding(VARIANT)) == [(True, "")]
    exchange(client)
    assert actions.run_round() == 1
    exchange(client)
    (event,) = other.feed()
    return Link.objects.get(), event["body"]


def test_a_question_reaches_both_sides_with_its_evidence_and_no_name(linked):
    link, theirs = linked
    assert (link.kind, link.state, link.mine, link.theirs) == (
        LinkKind.PERSON,
        LinkState.OPEN,
        Decision.UNDECIDED,
        Decision.UNDECIDED,
    )
    agreed = {one["kind"] for one in link.evidence if one["agreement"] == "agreed"}
    assert agreed == {"name_and_birth", "phone"}
    assert link.probability > 0.99
    assert link.calibration == "prior"
    assert (theirs["link"], theirs["mine"], theirs["theirs"]) == (
        str(link.id),
        link.their_id,
        link.record.opaque_id,
    )


def confirm(link, by):
    link.refresh_from_db()
    return actions.decide(
        by=by, link_id=link.id, decision="confirmed", reason="same_person", version=link.version
    )


@pytest.fixture
def talking(linked, other, client, team):
    link, theirs = linked
    confirm(link, team.holder)
    other.send(other.decision(theirs, "confirmed"))
    exchange(client)
    exchange(client)
    other.feed()
    link.refresh_from_db()
    return link, theirs


def test_only_both_confirmations_open_the_channel(linked, other, client, team):
    link, theirs = linked
    confirm(link, team.holder)
    exchange(client)
    link.refresh_from_db()
    assert (link.state, link.their_team_key) == (LinkState.OPEN, None)
    (answer,) = other.feed()
    assert (answer["kind"], answer["body"]["decision"]) == ("answer", "confirmed")
    other.send(other.decision(theirs, "confirmed"))
    exchange(client)
    link.refresh_from_db()
    assert link.state == LinkState.TALKING
    assert bytes(link.their_team_key) == other.team.public
    (opened,) = other.feed()
    assert opened["kind"] == "opened"
    assert Candidate.objects.get().state == LinkState.TALKING


def test_letters_pass_sealed_both_ways_with_receipts(talking, other, client, team, here_jwk):
    link, theirs = talking
    letter = actions.write_letter(
        by=team.holder, link_id=link.id, letter_id=uuid.uuid4(), text="¿Está a salvo hoy?"
    )
    exchange(client)
    letter.refresh_from_db()
    assert letter.state == LetterState.AT_HUB
    (event,) = other.feed()
    assert other.read(event["body"]["statement"], here_jwk) == "¿Está a salvo hoy?"
    our_key = bytes(live_key(team.team).public)
    other.send(other.receipt(theirs, letter.id), other.letter(theirs, "Sí, duerme en un refugio.", our_key))
    exchange(client)
    letter.refresh_from_db()
    assert letter.state == LetterState.DELIVERED
    opened = actions.open_letters(by=team.holder, link_id=link.id)
    assert [(one.is_ours, one.text) for one in opened] == [
        (True, "¿Está a salvo hoy?"),
        (False, "Sí, duerme en un refugio."),
    ]
    exchange(client)
    (receipt,) = other.feed()
    assert receipt["kind"] == "receipt"


def test_a_letter_sent_twice_is_one_letter(talking, team):
    link, _ = talking
    letter_id = uuid.uuid4()
    for _ in range(2):
        actions.write_letter(by=team.holder, link_id=link.id, letter_id=letter_id, text="Una vez")
    assert Letter.objects.count() == 1


def test_the_desk_decides_but_reads_no_letter(talking, desk):
    link, _ = talking
    with pytest.raises(PermissionError):
        actions.write_letter(by=desk.holder, link_id=link.id, letter_id=uuid.uuid4(), text="Hola")
    with pytest.raises(PermissionError):
        actions.open_letters(by=desk.holder, link_id=link.id)


def test_a_shared_recruiter_is_a_link_of_its_own_kind(other, client, team, desk):
    file_about({**PERSON, "identifiers": [RECRUITER]}, of=team, linking_to=desk)
    actions.encode_waiting(by=desk.holder)
    other.send(encoding({**STRANGER, "identifiers": [RECRUITER]}))
    exchange(client)
    actions.run_round()
    exchange(client)
    link = Link.objects.get()
    assert (link.kind, link.probability) == (LinkKind.SHARED_IDENTIFIER, None)
    assert [(one["kind"], one["agreement"]) for one in link.evidence] == [("phone", "agreed")]


def test_withdrawing_takes_the_record_and_its_links_out_at_once(talking, other, client, team):
    link, theirs = talking
    subject = link.record.subject
    consent = keyring_queries.live_consent(subject, Purpose.LINKING)
    keyring.withdraw_consent(by=team.holder, consent=consent)
    assert actions.handle_closures() == 1
    link.refresh_from_db()
    assert (link.state, link.closed_why) == (LinkState.WITHDRAWN, "withdrawn_here")
    exchange(client)
    record = LinkRecord.objects.get()
    assert (record.state, record.removed_at is not None) == (RecordState.GONE, True)
    row = HubRecord.objects.get(opaque_id=record.opaque_id)
    assert (row.encoded, row.removed_at is not None) == (None, True)
    (closed,) = other.feed()
    assert (closed["kind"], closed["body"]["why"]) == ("closed", "withdrawn")
    our_key = bytes(live_key(team.team).public)
    assert other.send(other.letter(theirs, "¿Sigue ahí?", our_key)) == [(False, "not_open")]
    assert actions.handle_closures() == 0


def test_a_withdrawal_of_the_other_side_ends_the_link_here(other, client, team, desk):
    file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    item = encoding(VARIANT)
    other.send(item)
    exchange(client)
    actions.run_round()
    exchange(client)
    assert Link.objects.get().state == LinkState.OPEN
    withdrawal = {"id": str(uuid.uuid4()), "kind": "withdrawal", "opaque_id": opaque_id_of(item)}
    assert other.send(withdrawal) == [(True, "")]
    exchange(client)
    link = Link.objects.get()
    assert (link.state, link.closed_why) == (LinkState.WITHDRAWN, "withdrawn")


def test_an_answer_to_evidence_that_has_changed_is_asked_again(linked, other, client, team):
    link, theirs = linked
    actions.decide(by=team.holder, link_id=link.id, decision="rejected", reason="innocent", version=1)
    changed = {**VARIANT, "identifiers": []}
    other.send(encoding(changed, opaque_id=uuid.UUID(theirs["mine"]), revision=2))
    assert actions.run_round() == 1
    actions.send_outbox(now=timezone.now(), client=client)
    link.refresh_from_db()
    assert (link.mine, link.state, link.revision) == (Decision.UNDECIDED, LinkState.OPEN, 1)
    exchange(client)
    link.refresh_from_db()
    assert (link.mine, link.state, link.revision) == (Decision.UNDECIDED, LinkState.OPEN, 2)
    assert Candidate.objects.get().state == LinkState.OPEN
