"""The hub's API. Nodes call it, it never calls anybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import ValidationError

from latido.apps.exchange.actions import accept_items
from latido.apps.exchange.actions.hub_feed import page
from latido.apps.exchange.protocol import CAPABILITIES, PROTOCOL, ExchangeError
from latido.apps.exchange.troubles import trouble
from latido.web.api.node_signature import NodeSignature
from latido.web.api.schemas import About, After, Feed, Items, Outcomes, Refused

DESCRIPTION = """\
Nodes send encoded records, decisions and sealed letters, and fetch candidates, answers and letters.

Every POST names the node in `Latido-Node` and carries in `Latido-Request` a compact JWS (Ed25519) over
`{"statement": "exchange.request", "protocol": 1, "node", "method", "path", "id", "at", "body_sha256"}`.
A request older than five minutes, more than two ahead, or seen before is refused.
"""
STATUS = {
    "unknown_node": 401,
    "wrong_key": 401,
    "clock": 401,
    "suspended": 403,
    "replayed": 409,
    "too_large": 413,
}

api = NinjaAPI(
    title="Latido hub",
    version="1",
    description=DESCRIPTION,
    docs_url=None,  # the viewer would come from another host
    urls_namespace="hub-api",
)
SIGNED = NodeSignature()
REFUSALS = dict.fromkeys((400, 401, 403, 409, 413), Refused)


@api.get("/about", response=About, tags=["hub"], summary="Version, capabilities, time")
def about(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    return {"protocol": PROTOCOL, "capabilities": list(CAPABILITIES), "time": timezone.now().isoformat()}


@api.post("/items", auth=SIGNED, response={200: Outcomes, **REFUSALS}, tags=["node"], summary="Send items")
def items(request: HttpRequest, data: Items) -> dict[str, Any]:
    sent = [item.model_dump(mode="json", exclude_unset=True) for item in data.items]
    outcomes = accept_items(by=request.auth, items=sent)  # type: ignore[attr-defined]  # set by NodeSignature
    return {"outcomes": [vars(outcome) for outcome in outcomes]}


@api.post("/feed", auth=SIGNED, response={200: Feed, **REFUSALS}, tags=["node"], summary="Fetch events")
def feed(request: HttpRequest, data: After) -> dict[str, Any]:
    found = page(node=request.auth, after=data.after, limit=data.limit)  # type: ignore[attr-defined]
    events = [
        {"id": one.id, "sequence": one.sequence, "kind": one.kind, "body": one.body} for one in found.events
    ]
    return {"events": events, "cursor": found.cursor, "more": found.more}


@api.exception_handler(ExchangeError)
def refused(request: HttpRequest, error: ExchangeError) -> HttpResponse:
    """A refusal in words; the code is for machines."""
    words = trouble(error.code)
    said = {
        "code": error.code,
        "detail": error.detail,
        "words": f"{words.happened} {words.do}" if words else "",
    }
    return api.create_response(request, said, status=STATUS.get(error.code, 400))


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, _error: ValidationError) -> HttpResponse:
    """Never repeats what was sent."""
    return refused(request, ExchangeError("bad_request"))
