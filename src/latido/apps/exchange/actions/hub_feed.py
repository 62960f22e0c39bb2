"""On a hub: each node's feed, in order. What is written there reaches that node once it asks."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from latido.apps.exchange.models import Candidate, FeedEvent, HubNode
from latido.apps.exchange.protocol import FEED_EVENTS

KEPT_AFTER_FETCH = dt.timedelta(days=30)
"""So long a fetched event stays, for a node that is restored from a backup."""


@dataclass(frozen=True)
class Page:
    """Events after the asked position; ``cursor`` is what to ask with next."""

    events: tuple[FeedEvent, ...]
    cursor: int
    more: bool


def tell(*, node_id: uuid.UUID, kind: str, body: dict[str, Any]) -> FeedEvent:
    """Add an event to a node's feed. Runs inside the transaction of the change it tells of."""
    node = HubNode.objects.select_for_update().get(pk=node_id)
    node.sequence += 1
    node.save(update_fields=["sequence"])
    return FeedEvent.objects.create(
        node=node, sequence=node.sequence, kind=kind, body=body, at=timezone.now()
    )


def tell_both(candidate: Candidate, event: str, **more: Any) -> None:
    """Tell both sides of a candidate about it, each with its own record as ``mine``."""
    sides = ((candidate.left, candidate.right), (candidate.right, candidate.left))
    for own, other in sorted(sides, key=lambda pair: str(pair[0].node_id)):
        body = {"link": str(candidate.id), "mine": own.opaque_id, "theirs": other.opaque_id}
        tell(node_id=own.node_id, kind=event, body={**body, "node": other.node.node, **more})


def page(*, node: HubNode, after: int, limit: int = FEED_EVENTS) -> Page:
    """The next events of a node; asking after a position says that everything up to it is safe there.

    A position that this hub never gave (it was restored from a backup) starts from the beginning: nodes know
    events by what they say and apply none twice.
    """
    after = after if 0 <= after <= node.sequence else 0
    HubNode.objects.filter(pk=node.pk, acknowledged__lt=after).update(acknowledged=after)
    limit = max(1, min(limit, FEED_EVENTS))
    found = list(FeedEvent.objects.filter(node=node, sequence__gt=after).order_by("sequence")[: limit + 1])
    events = tuple(found[:limit])
    return Page(events, events[-1].sequence if events else after, len(found) > limit)


def forget_old_events(*, now: dt.datetime) -> int:
    """Drop events that were fetched long ago; returns how many."""
    gone = 0
    for node in HubNode.objects.all():
        old = FeedEvent.objects.filter(
            node=node, sequence__lte=node.acknowledged, at__lt=now - KEPT_AFTER_FETCH
        )
        gone += old.delete()[0]
    return gone
