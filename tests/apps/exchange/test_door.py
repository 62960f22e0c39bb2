"""Who gets in at the hub, and what is left of those who do not."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.audit.models import Entry
from latido.apps.exchange import actions, protocol
from latido.apps.exchange.actions import hub_door
from latido.apps.exchange.models import HubRecord, Refusal, SeenRequest
from latido.apps.exchange.protocol import FEED_PATH, ITEMS_PATH, ExchangeError
from latido.apps.exchange.statements import sign_request
from tests.apps.exchange.stations import HERE, PERSON, THERE, OtherNode, encoding

pytestmark = pytest.mark.django_db


def knock(node, *, name=None, path=FEED_PATH, body=b'{"after":0}', **changes):
    """One request as ``node`` signs it, with changes; status and answer of the hub."""
    said = {"node": name or node.name, "method": "POST", "path": path, "body": body}
    said |= {"request_id": uuid.uuid4(), "at": timezone.now()}
    with node.hat():
        token = sign_request(**{**said, **changes})
    return send(token, name=name or node.name, path=path, body=body)


def send(token, *, name, path=FEED_PATH, body=b'{"after":0}'):
    answer = Client().post(
        path,
        data=body,
        content_type="application/json",
        headers={protocol.NODE_HEADER: name, protocol.REQUEST_HEADER: token, "Accept-Language": "en"},
    )
    return answer.status_code, answer.json()


def refused(code):
    """How often this was refused, and whether the audit chain says so."""
    counts = sum(Refusal.objects.filter(code=code).values_list("count", flat=True))
    return counts, Entry.objects.filter(action="exchange.refused", details__code=code).exists()


def test_a_registered_node_gets_in(other):
    assert knock(other) == (200, {"events": [], "cursor": 0, "more": False})


def test_a_node_unknown_to_the_hub_is_refused_in_words_and_audited(other, tmp_path):
    stranger = OtherNode(tmp_path / "nowhere", "mx-oax")
    status, said = knock(stranger)
    assert (status, said["code"]) == (401, "unknown_node")
    assert "does not know this node" in said["words"]
    assert refused("unknown_node") == (1, True)


def test_a_known_name_with_another_key_is_refused_and_audited(other, tmp_path):
    impostor = OtherNode(tmp_path / "impostor", THERE)
    status, said = knock(impostor)
    assert (status, said["code"]) == (401, "wrong_key")
    assert refused("wrong_key") == (1, True)


def test_no_signature_at_all_is_refused(other):
    answer = Client().post(FEED_PATH, data=b"{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_node")
    assert send("", name=THERE)[1]["code"] == "wrong_key"


def test_a_request_has_its_effect_once(other):
    with other.hat():
        token = sign_request(
            node=other.name,
            method="POST",
            path=FEED_PATH,
            body=b'{"after":0}',
            request_id=uuid.uuid4(),
            at=timezone.now(),
        )
    assert send(token, name=other.name)[0] == 200
    status, said = send(token, name=other.name)
    assert (status, said["code"]) == (409, "replayed")
    assert refused("replayed") == (1, True)


@pytest.mark.parametrize(
    ("ago", "status"),
    [
        (dt.timedelta(minutes=4, seconds=30), 200),
        (dt.timedelta(minutes=5, seconds=30), 401),
        (dt.timedelta(minutes=-1, seconds=-30), 200),
        (dt.timedelta(minutes=-2, seconds=-30), 401),
    ],
)
def test_the_clock_has_a_tolerance_and_an_end(other, ago, status):
    answered, said = knock(other, at=timezone.now() - ago)
    assert answered == status
    assert said.get("code") == (None if status == 200 else "clock")


def test_a_clock_refusal_says_by_how_much(other):
    _, said = knock(other, at=timezone.now() - dt.timedelta(hours=1))
    assert said["detail"] == "-60"


@pytest.mark.parametrize(
    "changes",
    [{"path": ITEMS_PATH}, {"method": "GET"}, {"body": b'{"after":1}'}, {"node": HERE}],
    ids=["path", "method", "body", "node"],
)
def test_a_signature_for_something_else_is_refused(other, changes):
    with other.hat():
        token = sign_request(
            **{
                "node": other.name,
                "method": "POST",
                "path": FEED_PATH,
                "body": b'{"after":0}',
                "request_id": uuid.uuid4(),
                "at": timezone.now(),
                **changes,
            }
        )
    assert send(token, name=other.name)[1]["code"] == "bad_request"


def test_another_statement_of_the_same_key_is_no_request(other):
    from latido import signing

    with other.hat():
        token = signing.sign({"statement": "exchange.receipt", "protocol": 1, "node": other.name})
        future = signing.sign({"statement": "exchange.request", "protocol": 2, "node": other.name})
    assert send(token, name=other.name)[1]["code"] == "wrong_key"
    assert send(future, name=other.name)[1]["code"] == "unknown_protocol"


def test_a_suspended_node_is_not_heard_until_it_is_resumed(other):
    actions.suspend_node(by=SYSTEM, node=other.name)
    assert knock(other)[1]["code"] == "suspended"
    actions.suspend_node(by=SYSTEM, node=other.name, suspended=False)
    assert knock(other)[0] == 200


def test_too_large_a_body_is_refused_and_nothing_kept(other):
    body = b'{"items":[' + b" " * protocol.MAX_BODY_BYTES + b"]}"
    assert knock(other, path=ITEMS_PATH, body=body)[1]["code"] == "too_large"


def test_an_unreadable_body_is_refused_without_repeating_it(other):
    body = json.dumps({"items": [{"id": "nonsense", "kind": "Ficticia"}]}).encode()
    status, said = knock(other, path=ITEMS_PATH, body=body)
    assert (status, said["code"]) == (400, "bad_request")
    assert "Ficticia" not in json.dumps(said)


def test_a_thousand_strangers_leave_few_rows_and_the_count(other, tmp_path):
    for number in range(30):
        with pytest.raises(ExchangeError):
            actions.admit(node=f"mx-x{number}", token="", method="POST", path=FEED_PATH, body=b"")
    rows = Refusal.objects.filter(code="unknown_node")
    assert rows.count() == 21
    assert sum(rows.values_list("count", flat=True)) == 30
    assert rows.get(node="others").count == 10


def test_request_ids_are_forgotten_once_the_window_has_closed(other):
    knock(other)
    now = timezone.now()
    assert hub_door.forget_old_requests(now=now) == 0
    assert hub_door.forget_old_requests(now=now + protocol.IDS_KEPT_FOR + dt.timedelta(seconds=1)) == 1
    assert not SeenRequest.objects.exists()


def test_refused_requests_change_nothing(other, tmp_path):
    impostor = OtherNode(tmp_path / "impostor", THERE)
    body = json.dumps({"items": [encoding(PERSON)]}).encode()
    knock(impostor, path=ITEMS_PATH, body=body)
    assert not HubRecord.objects.exists()
    knock(other, path=ITEMS_PATH, body=body)
    assert HubRecord.objects.count() == 1
