"""On a node: reading the hub's feed. Each event has its effect once, in one transaction with the cursor."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM, audited
from latido.apps.exchange.actions.contact import contact_row, failed, may_try, reached
from latido.apps.exchange.actions.feed_events import HANDLERS
from latido.apps.exchange.actions.refusals import refuse
from latido.apps.exchange.hub_client import HubClient
from latido.apps.exchange.models import HeldEvent, HubContact, Peer, SeenEvent
from latido.apps.exchange.protocol import FEED_PATH, ExchangeError, check_node_name

PAGES_A_ROUND = 50
IDS_KEPT_FOR = dt.timedelta(days=90)
"""Longer than a hub keeps a fetched event."""


@dataclass(frozen=True)
class Event:
    """One event as the hub told it; ``body`` is not checked yet."""

    id: uuid.UUID
    sequence: int
    kind: str
    body: Mapping[str, Any]

    @property
    def peer(self) -> str:
        return str(self.body.get("node"))


def fetch_feed(*, now: dt.datetime, client: HubClient | None = None) -> int:
    """Apply what the hub has for this node; returns how many events were read.

    The process may end at any point.
    """
    apply_held()
    client = client or HubClient()
    read = 0
    for _ in range(PAGES_A_ROUND):
        if not may_try(now):
            break
        try:
            events, cursor, more = _page(client)
        except ExchangeError as error:
            failed(error, now=now)
            break
        reached()
        for event in events:
            apply_event(event)
        _move_cursor(cursor)
        read += len(events)
        if not more:
            break
    return read


def _page(client: HubClient) -> tuple[list[Event], int, bool]:
    contact = HubContact.objects.filter(line="hub").first()
    answer = client.post(FEED_PATH, {"after": contact.cursor if contact else 0})
    try:
        events = [
            Event(uuid.UUID(str(one["id"])), int(one["sequence"]), str(one["kind"]), dict(one["body"]))
            for one in answer["events"]
        ]
        return events, int(answer["cursor"]), bool(answer["more"])
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError("hub_answer") from error


def _move_cursor(cursor: int) -> None:
    with transaction.atomic():
        contact = contact_row()
        contact.cursor = cursor
        contact.save(update_fields=["cursor"])


def apply_event(event: Event) -> None:
    """Apply one event. What cannot be trusted or understood is refused, counted and audited, and left aside.

    An event about a node whose key is not pinned here is held until it is.
    """
    try:
        _apply(event)
    except ExchangeError as error:
        refuse(by=SYSTEM, node=event.peer, code=error.code, about=f"event:{event.id}")
        _leave_aside(event)


def _apply(event: Event) -> None:
    handler = HANDLERS.get(event.kind)
    if handler is None:
        raise ExchangeError("bad_event", event.kind)
    with audited(by=SYSTEM, action=f"exchange.{event.kind}", subject=f"event:{event.id}", node=event.peer):
        contact = contact_row()
        if SeenEvent.objects.filter(event_id=event.id).exists():
            return
        pinned = Peer.objects.filter(node=event.peer).first()
        if pinned is None:
            _hold(event)
        else:
            handler(pinned, event.body)
            SeenEvent.objects.create(event_id=event.id, at=timezone.now())
        _advance(contact, event)


def _advance(contact: HubContact, event: Event) -> None:
    contact.cursor = event.sequence  # a hub restored from a backup counts from the beginning again
    contact.save(update_fields=["cursor"])


def _leave_aside(event: Event) -> None:
    with transaction.atomic():
        contact = contact_row()
        SeenEvent.objects.get_or_create(event_id=event.id, defaults={"at": timezone.now()})
        HeldEvent.objects.filter(event_id=event.id).delete()
        _advance(contact, event)


def _hold(event: Event) -> None:
    check_node_name(event.peer)
    HeldEvent.objects.get_or_create(
        event_id=event.id,
        defaults={
            "peer": event.peer,
            "sequence": event.sequence,
            "kind": event.kind,
            "body": dict(event.body),
        },
    )


def apply_held() -> int:
    """Apply what waited for keys that have been pinned since; returns how many events."""
    pinned = Peer.objects.values("node")
    ready = list(HeldEvent.objects.filter(peer__in=pinned).order_by("sequence"))
    for row in ready:
        with transaction.atomic():
            cursor = contact_row().cursor
            apply_event(Event(row.event_id, row.sequence, row.kind, row.body))
            row.delete()
            contact = contact_row()
            contact.cursor = cursor  # an old event does not turn the feed back
            contact.save(update_fields=["cursor"])
    return len(ready)


def forget_old_events(*, now: dt.datetime) -> int:
    """Drop event ids that no hub can tell again; returns how many."""
    return SeenEvent.objects.filter(at__lt=now - IDS_KEPT_FOR).delete()[0]
