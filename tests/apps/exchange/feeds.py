"""Events of a feed as a hub tells them, made by hand."""

from __future__ import annotations

import uuid

from latido.apps.agencies.queries import live_key
from latido.apps.audit.models import Entry
from latido.apps.exchange.actions.fetching import Event, apply_event
from latido.apps.exchange.models import Refusal
from tests.apps.exchange.stations import HERE


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


def theirs_of(body):
    """The same link as the other node was told of it."""
    return {**body, "mine": body["theirs"], "theirs": body["mine"], "node": HERE}


def refused(code):
    audited = Entry.objects.filter(action="exchange.refused", details__code=code).exists()
    return Refusal.objects.filter(code=code).exists() and audited


def letter_body(other, body, team, text="Hola", **changes):
    item = other.letter({**theirs_of(body), **changes}, text, bytes(live_key(team.team).public))
    return {**body, "statement": item["statement"]}
