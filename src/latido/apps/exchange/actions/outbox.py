"""On a node: what waits for the hub. Written with its cause in one transaction, sent by the worker."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from latido.apps.audit.actions import Actor, audited
from latido.apps.exchange.actions.contact import contact_row
from latido.apps.exchange.choices import ItemKind, ItemState
from latido.apps.exchange.models import LinkRecord, OutboxItem


def enqueue(
    *, kind: str, payload: dict[str, Any], record: LinkRecord | None = None, item_id: uuid.UUID | None = None
) -> OutboxItem:
    """Put an item at the end of the queue; one with the same id is not put there twice.

    Runs inside the transaction of what caused it.
    """
    item_id = item_id or uuid.uuid4()
    contact = contact_row()
    known = OutboxItem.objects.filter(pk=item_id).first()
    if known is not None:
        return known
    contact.position += 1
    contact.save(update_fields=["position"])
    now = timezone.now()
    return OutboxItem.objects.create(
        id=item_id,
        kind=kind,
        position=contact.position,
        record=record,
        payload=payload,
        next_try_at=now,
        queued_at=now,
    )


def drop_queued_encodings(record: LinkRecord) -> int:
    """Encodings of a record that have not left yet never will; returns how many."""
    waiting = OutboxItem.objects.filter(record=record, kind=ItemKind.ENCODING, state=ItemState.QUEUED)
    return waiting.delete()[0]


def try_now(*, by: Actor) -> None:
    """Let the worker try the hub at its next round, however long it meant to wait."""
    now = timezone.now()
    with audited(by=by, action="exchange.try_now"):
        contact = contact_row()
        contact.next_try_at = None
        contact.save(update_fields=["next_try_at"])
        OutboxItem.objects.filter(state=ItemState.QUEUED, next_try_at__gt=now).update(next_try_at=now)
