"""What the hub keeps, refuses and forgets; rounds of linking."""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import hub_feed
from latido.apps.exchange.choices import LinkState
from latido.apps.exchange.models import (
    AcceptedItem,
    Candidate,
    FeedEvent,
    HubEpoch,
    HubRecord,
    Refusal,
)
from latido.apps.exchange.protocol import ExchangeError
from latido.engines import vault
from latido.engines.linkage import EpochKey
from tests.apps.exchange.stations import (
    EPOCH,
    HERE,
    KEY,
    PERSON,
    RECRUITER,
    STRANGER,
    VARIANT,
    OtherNode,
    encoding,
    opaque_id_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(other, secrets_folder):
    """This node as another ``OtherNode``: the hub's side alone is under test."""
    node = OtherNode.__new__(OtherNode)
    node.name, node.folder, node.cursor = HERE, secrets_folder, 0
    node.team = vault.new_key_pair()
    return node


def withdrawal(opaque_id):
    return {"id": str(uuid.uuid4()), "kind": "withdrawal", "opaque_id": opaque_id}


@pytest.fixture
def pair(here, other):
    """A candidate between the two nodes: ``(here's event body, there's)``."""
    here.send(encoding(PERSON))
    other.send(encoding(VARIANT))
    assert actions.run_round() == 1
    return here.feed()[0]["body"], other.feed()[0]["body"]


# --- items ---------------------------------------------------------------------------------------
def test_the_same_item_twice_has_one_effect(other):
    item = encoding(PERSON)
    assert other.send(item, item) == [(True, ""), (True, "")]
    assert other.send(item) == [(True, "")]
    assert (HubRecord.objects.count(), AcceptedItem.objects.count()) == (1, 1)


def test_another_item_under_a_known_id_is_refused(other):
    item = encoding(PERSON)
    other.send(item)
    assert other.send({**encoding(STRANGER), "id": item["id"]}) == [(False, "changed")]


def test_a_record_of_the_wrong_epoch_key_is_refused_and_counted(other):
    wrong = EpochKey(bytes(32), EPOCH)
    assert other.send(encoding(PERSON, key=wrong)) == [(False, "wrong_epoch_key")]
    assert Refusal.objects.get(code="wrong_epoch_key").node == other.name
    assert not HubRecord.objects.exists()


def test_a_record_of_an_epoch_that_is_not_open_waits(other):
    early = encoding(PERSON, key=EpochKey(bytes(32), "prueba-2027"))
    assert other.send(early) == [(False, "epoch_not_open")]
    actions.open_epoch(by=SYSTEM, name="prueba-2027")
    assert other.send(early) == [(True, "")]
    assert (
        HubEpoch.objects.get(name="prueba-2027").key_check
        == EpochKey(bytes(32), "prueba-2027").check_value().hex()
    )


def test_an_epoch_takes_one_check_value(other):
    with pytest.raises(ExchangeError):
        actions.open_epoch(by=SYSTEM, name=EPOCH, key_check="00" * 8)


def test_a_newer_revision_replaces_and_an_older_one_is_ignored(other):
    opaque_id = uuid.uuid4()
    other.send(encoding(PERSON, opaque_id=opaque_id, revision=2))
    newest = HubRecord.objects.get().encoded
    assert other.send(encoding(STRANGER, opaque_id=opaque_id, revision=1)) == [(True, "")]
    assert HubRecord.objects.get().encoded == newest
    other.send(encoding(STRANGER, opaque_id=opaque_id, revision=3))
    assert HubRecord.objects.get().encoded != newest


def test_a_node_cannot_touch_another_nodes_record(other, here):
    item = encoding(PERSON)
    other.send(item)
    assert here.send(withdrawal(opaque_id_of(item))) == [(False, "not_your_record")]
    taken = encoding(STRANGER, opaque_id=uuid.UUID(opaque_id_of(item)), revision=9)
    assert here.send(taken) == [(False, "not_your_record")]
    assert HubRecord.objects.get().encoded is not None


def test_a_withdrawn_record_never_comes_back(other):
    item = encoding(PERSON)
    other.send(item, withdrawal(opaque_id_of(item)))
    late = {**item, "id": str(uuid.uuid4()), "revision": 5}
    assert other.send(late) == [(False, "removed")]
    assert HubRecord.objects.get().encoded is None


def test_a_withdrawal_may_come_before_its_record(other):
    item = encoding(PERSON)
    assert other.send(withdrawal(opaque_id_of(item)), item) == [(True, ""), (False, "removed")]


@pytest.mark.parametrize(
    "broken",
    [
        {"record": {}},
        {"record": None},
        {"revision": 0},
        {"revision": 2**40},
        {"record": {"version": 1, "filter": "zzz"}},
    ],
)
def test_a_malformed_record_is_refused_and_its_neighbour_taken(other, broken):
    assert other.send({**encoding(PERSON), **broken}, encoding(STRANGER)) == [
        (False, "bad_request"),
        (True, ""),
    ]


def test_a_removed_record_must_be_empty(other):
    other.send(encoding(PERSON))
    with pytest.raises(IntegrityError), transaction.atomic():
        HubRecord.objects.update(removed_at=timezone.now())


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


# --- the end of an epoch, and what a thief sees -----------------------------------------------------
def test_the_end_of_an_epoch_deletes_its_records_and_open_questions(pair, here, other):
    later = HubEpoch.objects.get().ends_at + dt.timedelta(seconds=1)
    assert actions.end_epochs(now=later) == 2
    assert actions.end_epochs(now=later) == 0
    assert set(HubRecord.objects.values_list("encoded", flat=True)) == {None}
    assert Candidate.objects.get().state == LinkState.WITHDRAWN
    assert [event["body"]["why"] for event in other.feed()] == ["epoch_over"]
    assert other.send(encoding(STRANGER)) == [(False, "epoch_over")]


HUB_MODELS = (
    "HubNode",
    "SeenRequest",
    "AcceptedItem",
    "HubEpoch",
    "HubRecord",
    "Candidate",
    "FeedEvent",
    "Refusal",
)


def spellings(word: str) -> set[bytes]:
    """How a word might stand in a table: plain, folded, UTF-16, hexadecimal, base64 at each offset."""
    found = set()
    for text in {word, word.lower(), word.upper()}:
        for raw in (text.encode(), text.encode("utf-16-le")):
            found |= {raw, raw.hex().encode()}
            for shift in range(3):
                inner = base64.b64encode(b"\0" * shift + raw)
                found.add(inner[(shift * 8 + 5) // 6 : (shift * 8 + len(raw) * 8) // 6])
    return found


def dump() -> bytes:
    """Every value of every table of the hub, and of its audit chain."""
    models = [apps.get_model("exchange", name) for name in HUB_MODELS] + [apps.get_model("audit", "Entry")]
    rows = [row for model in models for row in model.objects.values()]
    return json.dumps(rows, default=str, ensure_ascii=False).encode()


SECRETS = (
    "Estrella",
    "Inventada",
    "Ficticia",
    "Muestra",
    "0001112233",
    "1999-04-13",
    "07089",
    KEY.secret.hex(),
)


def leaked() -> set[str]:
    tables = dump()
    return {word for word in SECRETS if any(form in tables for form in spellings(word))}


def test_the_hub_holds_no_name_and_no_key(pair, here, other):
    mine, theirs = pair
    here.send(here.decision(mine, "confirmed"))
    other.send(other.decision(theirs, "confirmed"))
    other.send(other.letter(theirs, "Estrella Inventada duerme aquí", here.team.public))
    assert FeedEvent.objects.filter(kind="letter").exists()
    assert leaked() == set()


@pytest.mark.parametrize("form", ["{0}", "x{1}", "{2}", "xx{3}"])
def test_the_scan_finds_what_leaks(pair, form):
    word = "Estrella Inventada"
    hidden = form.format(
        word.upper(),
        base64.b64encode(f"a{word}".encode()).decode(),
        word.encode("utf-16-le").hex(),
        base64.b64encode(word.encode()).decode(),
    )
    HubEpoch.objects.update(name=hidden[:32])
    assert "Estrella" in leaked()
