"""On a node: sending the outbox to the hub, in order, each item until the hub has said yes or no."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from latido.apps.audit.actions import SYSTEM, audited
from latido.apps.exchange.actions.contact import failed, may_try, pause, reached
from latido.apps.exchange.actions.settling import settle_accepted, settle_refused
from latido.apps.exchange.choices import ItemState
from latido.apps.exchange.hub_client import HubClient
from latido.apps.exchange.models import OutboxItem
from latido.apps.exchange.protocol import BATCH_BYTES, BATCH_ITEMS, ITEMS_PATH, ExchangeError

BATCHES_A_ROUND = 50
"""So that one long queue does not keep the worker from its other steps."""
PERHAPS_ONE_ITEM = frozenset({"bad_request", "too_large"})
"""Refusals of a whole request that may be the fault of a single item in it."""


def send_outbox(*, now: dt.datetime, client: HubClient | None = None) -> int:
    """Send what is due, batch by batch; returns how many items the hub accepted.

    The process may end at any point: an item stays queued until the hub's answer is stored, and the hub knows
    it by its id. Without a hub, or while it is down, everything waits.
    """
    client = client or HubClient()
    accepted, size = 0, BATCH_ITEMS
    for _ in range(BATCHES_A_ROUND):
        batch = next_batch(now, size) if may_try(now) else []
        if not batch:
            break
        try:
            outcomes = _outcomes(client.post(ITEMS_PATH, {"items": [wire(item) for item in batch]}), batch)
        except ExchangeError as error:
            if error.code not in PERHAPS_ONE_ITEM:
                failed(error, now=now)
                break
            if len(batch) > 1:
                size = len(batch) // 2
                continue
            outcomes = {str(batch[0].id): {"accepted": False, "code": error.code}}
        reached()
        accepted += _store(batch, outcomes, now)
        size = BATCH_ITEMS
    return accepted


def next_batch(now: dt.datetime, size: int = BATCH_ITEMS) -> list[OutboxItem]:
    """The first items that are due, as many as fit into one request."""
    due = OutboxItem.objects.filter(state=ItemState.QUEUED, next_try_at__lte=now).order_by("position")
    batch: list[OutboxItem] = []
    room = BATCH_BYTES
    for item in due[:size]:
        room -= len(json.dumps(item.payload))
        if batch and room < 0:
            break
        batch.append(item)
    return batch


def wire(item: OutboxItem) -> dict[str, Any]:
    """An item as it travels."""
    return {"id": str(item.id), "kind": item.kind, **item.payload}


def _outcomes(answer: Mapping[str, Any], batch: Sequence[OutboxItem]) -> dict[str, Mapping[str, Any]]:
    """Item id -> what became of it. Raises ``ExchangeError`` "hub_answer" when the hub left one out."""
    said = answer.get("outcomes")
    found: dict[str, Mapping[str, Any]] = (
        {str(one.get("id")): one for one in said if isinstance(one, dict)} if isinstance(said, list) else {}
    )
    if not {str(item.id) for item in batch} <= set(found):
        raise ExchangeError("hub_answer")
    return found


def _store(batch: Sequence[OutboxItem], outcomes: Mapping[str, Mapping[str, Any]], now: dt.datetime) -> int:
    accepted = 0
    with audited(by=SYSTEM, action="exchange.send") as note:
        for item in batch:
            accepted += _store_one(item, outcomes[str(item.id)], now)
        note.details |= {"items": len(batch), "accepted": accepted}
    return accepted


def _store_one(item: OutboxItem, outcome: Mapping[str, Any], now: dt.datetime) -> bool:
    locked = OutboxItem.objects.select_for_update().filter(pk=item.pk, state=ItemState.QUEUED).first()
    if locked is None:  # dropped or settled while it was under way
        return False
    locked.attempts += 1
    locked.trouble = str(outcome.get("code", ""))[:40]
    if outcome.get("accepted"):
        settle_accepted(locked)
        return True
    if outcome.get("later"):
        locked.next_try_at = now + pause(locked.attempts)
        locked.save()
    else:
        settle_refused(locked)
    return False
