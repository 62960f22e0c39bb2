"""On a hub: what it holds, for the page and the command that say so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from latido.apps.exchange.choices import LinkState
from latido.apps.exchange.models import Candidate, FeedEvent, HubEpoch, HubNode, HubRecord


@dataclass(frozen=True)
class NodeLine:
    """One registered node."""

    node: str
    fingerprint_key: dict[str, Any]
    registered_at: dt.datetime
    seen_at: dt.datetime | None
    is_suspended: bool
    records: int
    unfetched: int


@dataclass(frozen=True)
class HubStatus:
    """Everything a hub has, counted."""

    nodes: tuple[NodeLine, ...]
    epochs: tuple[HubEpoch, ...]
    records: int
    links: dict[str, int]
    letters: int


def hub_status() -> HubStatus:
    """Counts alone; nothing of any record."""
    live = HubRecord.objects.filter(removed_at__isnull=True)
    counts = dict(live.values_list("node_id").annotate(Count("id")))
    states = dict(Candidate.objects.values_list("state").annotate(Count("id")))
    nodes = HubNode.objects.order_by("node")
    return HubStatus(
        nodes=tuple(
            NodeLine(
                node=row.node,
                fingerprint_key=row.public_jwk,
                registered_at=row.registered_at,
                seen_at=row.seen_at,
                is_suspended=row.suspended_at is not None,
                records=counts.get(row.id, 0),
                unfetched=row.sequence - row.acknowledged,
            )
            for row in nodes
        ),
        epochs=tuple(HubEpoch.objects.order_by("-opened_at")),
        records=sum(counts.values()),
        links={state.value: states.get(state.value, 0) for state in LinkState},
        letters=FeedEvent.objects.filter(kind="letter").count(),
    )


def example_record() -> dict[str, Any] | None:
    """One stored record as it stands in the table: what somebody sees who steals the hub's database."""
    row = HubRecord.objects.filter(removed_at__isnull=True).order_by("opaque_id").first()
    return dict(row.encoded) if row is not None and row.encoded else None
