"""Reads of the exchange: ``links`` and ``lines`` on a node, ``hub`` on a hub. Nothing here opens anything."""

from latido.apps.exchange.queries.hub import HubStatus, example_record, hub_status
from latido.apps.exchange.queries.lines import LineStatus, line_status, peers
from latido.apps.exchange.queries.links import (
    LinkView,
    NoSuchLinkError,
    case_numbers,
    link_for,
    links_for,
    reaches_case,
    waiting_count,
)

__all__ = [
    "HubStatus",
    "LineStatus",
    "LinkView",
    "NoSuchLinkError",
    "case_numbers",
    "example_record",
    "hub_status",
    "line_status",
    "link_for",
    "links_for",
    "peers",
    "reaches_case",
    "waiting_count",
]
