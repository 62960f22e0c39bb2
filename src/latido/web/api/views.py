"""The hub's one page: what it holds, and what a thief of its database would see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from latido.apps.exchange import queries
from latido.apps.exchange.fingerprints import fingerprint

SHOWN_SIGNS = 96


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """In the demo with a stored record as it is; elsewhere without: anybody can open this page."""
    status = queries.hub_status()
    nodes = [(node, fingerprint(node.fingerprint_key)) for node in status.nodes]
    stored = queries.example_record() if settings.LATIDO_DEMO else None
    context = {"status": status, "nodes": nodes, "stored": _shortened(stored) if stored else None}
    return render(request, "hub/hub.html", context)


def _shortened(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Field and value; a filter of 256 bytes says no more in full."""
    shown = {**record, "filter": record["filter"][:SHOWN_SIGNS] + "…"}
    shown["tokens"] = " ".join(record["tokens"][:4]) + (" …" if len(record["tokens"]) > 4 else "")
    shown["identifiers"] = "; ".join(
        f"{one['kind']} ({one['role']}): {one['hmac']}" for one in record["identifiers"][:4]
    )
    return [(name, str(value)) for name, value in shown.items() if value != ""]
