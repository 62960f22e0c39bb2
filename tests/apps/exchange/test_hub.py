"""What the hub keeps, refuses and forgets; rounds of linking."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions
from latido.apps.exchange.choices import LinkState
from latido.apps.exchange.models import (
    AcceptedItem,
    Candidate,
    HubEpoch,
    HubRecord,
    Refusal,
)
from latido.apps.exchange.protocol import ExchangeError
from latido.engines.linkage import EpochKey
from tests.apps.exchange.stations import (
    EPOCH,
    PERSON,
    STRANGER,
    encoding,
    opaque_id_of,
)

pytestmark = pytest.mark.django_db


def withdrawal(opaque_id):
    return {"id": str(uuid.uuid4()), "kind": "withdrawal", "opaque_id": opaque_id}


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


# --- the end of an epoch, and what a thief sees -----------------------------------------------------
def test_the_end_of_an_epoch_deletes_its_records_and_open_questions(pair, here, other):
    later = HubEpoch.objects.get().ends_at + dt.timedelta(seconds=1)
    assert actions.end_epochs(now=later) == 2
    assert actions.end_epochs(now=later) == 0
    assert set(HubRecord.objects.values_list("encoded", flat=True)) == {None}
    assert Candidate.objects.get().state == LinkState.WITHDRAWN
    assert [event["body"]["why"] for event in other.feed()] == ["epoch_over"]
    assert other.send(encoding(STRANGER)) == [(False, "epoch_over")]
