"""Tables of a node and tables of a hub; an installation fills those of its role."""

from latido.apps.exchange.models.hub import (
    AcceptedItem,
    Candidate,
    FeedEvent,
    HubEpoch,
    HubNode,
    HubRecord,
    SeenRequest,
)
from latido.apps.exchange.models.lines import HeldEvent, HubContact, OutboxItem, Peer, Refusal, SeenEvent
from latido.apps.exchange.models.links import Letter, Link, LinkRecord

__all__ = [
    "AcceptedItem",
    "Candidate",
    "FeedEvent",
    "HeldEvent",
    "HubContact",
    "HubEpoch",
    "HubNode",
    "HubRecord",
    "Letter",
    "Link",
    "LinkRecord",
    "OutboxItem",
    "Peer",
    "Refusal",
    "SeenEvent",
    "SeenRequest",
]
