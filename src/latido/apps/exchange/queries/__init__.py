"""Reads of the exchange: ``links`` and ``lines`` on a node, ``hub`` on a hub. Nothing here opens anything."""

from latido.apps.exchange.queries.hub import HubStatus, example_record, hub_status
from latido.apps.exchange.queries.lines import LineStatus, line_status, peers
from latido.apps.exchange.queries.links import LinkView, link_for, links_for, waiting_count

__all__ = [
    "HubStatus",
    "LineStatus",
    "LinkView",
    "example_record",
    "hub_status",
    "line_status",
    "link_for",
    "links_for",
    "peers",
    "waiting_count",
]
