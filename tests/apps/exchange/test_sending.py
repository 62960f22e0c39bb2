"""The outbox: a hub that is down, a process that dies, items that are refused; and a model of it all."""

from __future__ import annotations

import datetime as dt
import uuid

import httpx
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, queries
from latido.apps.exchange.actions import contact, sending
from latido.apps.exchange.actions.outbox import enqueue
from latido.apps.exchange.choices import ItemKind, ItemState
from latido.apps.exchange.hub_client import HubClient
from latido.apps.exchange.models import AcceptedItem, HubContact, HubRecord, OutboxItem
from tests.apps.exchange.stations import PERSON, encoding, file_about

pytestmark = pytest.mark.django_db


def answering(handle):
    return HubClient(transport=httpx.MockTransport(handle))


def down(request):
    raise httpx.ConnectError("refused")


def queue(number=1):
    for _ in range(number):
        item = encoding(PERSON)
        enqueue(kind=ItemKind.ENCODING, payload={"record": item["record"], "revision": 1})


def send(client, now=None):
    return actions.send_outbox(now=now or timezone.now(), client=client)


def states():
    return sorted(OutboxItem.objects.values_list("state", flat=True))


def test_what_was_accepted_is_emptied(other, client):
    queue(2)
    assert send(client) == 2
    assert states() == ["sent", "sent"]
    assert [item.payload for item in OutboxItem.objects.all()] == [{}, {}]
    assert HubRecord.objects.count() == 2


def test_a_hub_that_is_down_leaves_everything_queued_for_later(other, client):
    queue()
    now = timezone.now()
    assert send(answering(down), now) == 0
    row = HubContact.objects.get()
    assert (states(), row.trouble, row.failures) == (["queued"], "hub_down", 1)
    assert row.next_try_at == now + dt.timedelta(seconds=30)
    assert send(client, now + dt.timedelta(seconds=29)) == 0
    assert send(client, now + dt.timedelta(seconds=30)) == 1
    assert (HubContact.objects.get().trouble, HubContact.objects.get().failures) == ("", 0)


def test_the_pauses_grow_to_five_minutes_and_no_further(other):
    assert [contact.pause(n).total_seconds() for n in (1, 2, 3, 4, 5, 50)] == [30, 60, 120, 240, 300, 300]


def test_trying_now_ends_the_pause(other, client):
    queue()
    send(answering(down))
    actions.try_now(by=SYSTEM)
    assert send(client) == 1


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (500, b"oops", "hub_error"),
        (503, b"", "hub_error"),
        (200, b"<html>", "hub_answer"),
        (200, b"[]", "hub_answer"),
        (200, b'{"outcomes":[]}', "hub_answer"),
        (302, b"", "hub_answer"),
        (404, b'{"detail":"Not Found"}', "hub_answer"),
        (401, b'{"code":"unknown_node"}', "unknown_node"),
        (403, b'{"code":"suspended"}', "suspended"),
    ],
)
def test_an_answer_that_is_none_is_said_and_nothing_lost(other, status, body, code):
    queue()
    send(answering(lambda request: httpx.Response(status, content=body, headers={"Location": "http://x/"})))
    assert (HubContact.objects.get().trouble, states()) == (code, ["queued"])
    assert queries.line_status().trouble.happened


def test_redirects_are_not_followed(other):
    queue()
    asked = []

    def redirect(request):
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "http://elsewhere.example/api/v1/items"})

    send(answering(redirect))
    assert asked == ["http://localhost/api/v1/items"]


def test_without_a_hub_nothing_is_tried_and_the_page_says_so(other, settings):
    settings.LATIDO_HUB_URL = ""
    queue()
    assert send(answering(down)) == 0
    assert HubContact.objects.get().tried_at is None
    assert "LATIDO_HUB_URL" in str(queries.line_status().trouble.do)


def test_one_bad_item_does_not_stop_the_others(other, client):
    queue(2)
    enqueue(kind=ItemKind.DECISION, payload={"link": "nonsense", "decision": "confirmed", "revision": 1})
    queue(2)
    assert send(client) == 4
    assert states() == ["refused", "sent", "sent", "sent", "sent"]
    assert OutboxItem.objects.get(state="refused").trouble == "bad_request"


def test_a_death_after_the_hub_has_taken_it_sends_it_again_without_a_second_effect(
    other, client, monkeypatch
):
    queue(3)

    def die(*_said):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_store", die)
        with pytest.raises(RuntimeError):
            send(client)
    assert (states(), HubRecord.objects.count()) == (["queued"] * 3, 3)
    assert send(client) == 3
    assert (HubRecord.objects.count(), AcceptedItem.objects.count()) == (3, 3)


def test_a_death_while_storing_the_answers_keeps_all_or_none(other, client, monkeypatch):
    queue(3)
    store, calls = sending._store_one, []

    def die_at_the_second(*said):
        calls.append(said)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return store(*said)

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_store_one", die_at_the_second)
        with pytest.raises(RuntimeError):
            send(client)
    assert states() == ["queued"] * 3
    assert send(client) == 3


def test_batches_are_small_enough(other, client, monkeypatch):
    monkeypatch.setattr(sending, "BATCH_BYTES", 2000)
    queue(4)
    assert len(sending.next_batch(timezone.now())) < 4
    assert send(client) == 4


def test_a_withdrawal_is_confirmed_only_by_the_hub(other, client, team, desk):
    subject = file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    send(client)
    actions.withdraw(by=SYSTEM, subject=subject)
    send(answering(down))
    assert queries.line_status().leaving == 1
    send(client, timezone.now() + dt.timedelta(minutes=10))
    assert queries.line_status().leaving == 0
    assert HubRecord.objects.get().encoded is None


STEPS = st.lists(
    st.sampled_from(["queue", "send", "lose request", "lose answer", "die before storing", "try now"]),
    max_size=14,
)


class Lost(httpx.BaseTransport):
    """Passes a request to the hub, or not, and loses the answer, or not."""

    def __init__(self, through, *, request=False, answer=False):
        self.through, self.request, self.answer = through, request, answer

    def handle_request(self, request):
        if self.request:
            raise httpx.ConnectTimeout("lost")
        response = self.through.handle_request(request)
        if self.answer:
            raise httpx.ReadTimeout("lost")
        return response


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_happens_each_item_arrives_once_and_in_order(other, client, steps):
    """The model: a list of what was queued. The hub must end with exactly that list, in that order."""
    from django.db import transaction

    with transaction.atomic():
        model: list[uuid.UUID] = []
        now = timezone.now()
        for step in [*steps, "send"]:
            now += dt.timedelta(minutes=6)
            _do(step, model, client, now)
        arrived = AcceptedItem.objects.order_by("at", "item_id").values_list("item_id", flat=True)
        assert sorted(arrived) == sorted(model)
        assert HubRecord.objects.count() == len(model)
        assert set(OutboxItem.objects.values_list("state", flat=True)) <= {ItemState.SENT}
        in_order = OutboxItem.objects.order_by("position").values_list("id", flat=True)
        assert list(in_order) == model
        transaction.set_rollback(True)


def _do(step, model, client, now):
    through = client._transport
    if step == "queue":
        item = encoding(PERSON)
        payload = {"record": item["record"], "revision": 1}
        model.append(enqueue(kind=ItemKind.ENCODING, payload=payload).id)
        OutboxItem.objects.update(next_try_at=timezone.now())
    elif step == "send":
        send(client, now)
    elif step == "lose request":
        send(HubClient(transport=Lost(through, request=True)), now)
    elif step == "lose answer":
        send(HubClient(transport=Lost(through, answer=True)), now)
    elif step == "try now":
        actions.try_now(by=SYSTEM)
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sending, "_store", lambda *_said: (_ for _ in ()).throw(RuntimeError("killed")))
            if sending.next_batch(now) and contact.may_try(now):
                with pytest.raises(RuntimeError):
                    send(client, now)
