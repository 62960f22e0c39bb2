"""On a hub: taking what nodes send. Every item has its effect once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from latido.apps.audit.actions import audited
from latido.apps.exchange.actions import hub_links, hub_records
from latido.apps.exchange.actions.refusals import refuse
from latido.apps.exchange.choices import ItemKind
from latido.apps.exchange.models import AcceptedItem, HubNode
from latido.apps.exchange.protocol import ExchangeError, LaterError

Handler = Callable[[HubNode, Mapping[str, Any]], None]

HANDLERS: dict[str, Handler] = {
    ItemKind.ENCODING: hub_records.take_encoding,
    ItemKind.WITHDRAWAL: hub_records.take_withdrawal,
    ItemKind.DECISION: hub_links.take_decision,
    ItemKind.LETTER: hub_links.take_letter,
    ItemKind.RECEIPT: hub_links.take_receipt,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one item. ``code`` is empty when accepted; ``later`` asks to send it again."""

    id: str
    accepted: bool
    code: str = ""
    later: bool = False


def accept_items(*, by: HubNode, items: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """One outcome an item, in order; each item is a transaction of its own."""
    return [_accept(by, item) for item in items]


def _accept(node: HubNode, item: Mapping[str, Any]) -> Outcome:
    item_id = str(item.get("id"))[:40]
    try:
        _take(node, item)
    except IntegrityError:  # the same item in two requests at once: the other one has it
        return Outcome(item_id, accepted=False, code="busy", later=True)
    except LaterError as error:
        return Outcome(item_id, accepted=False, code=error.code, later=True)
    except ExchangeError as error:
        refuse(by=node, node=node.node, code=error.code, about=f"item:{item_id}")
        return Outcome(item_id, accepted=False, code=error.code)
    return Outcome(item_id, accepted=True)


def _take(node: HubNode, item: Mapping[str, Any]) -> None:
    handler = HANDLERS.get(str(item.get("kind")))
    item_id = read_uuid(item, "id")
    if handler is None:
        raise ExchangeError("bad_request")
    digest = hashlib.sha256(json.dumps(dict(item), sort_keys=True).encode()).hexdigest()
    with audited(by=node, action=f"hub.{item['kind']}", subject=f"item:{item_id}"):
        known = AcceptedItem.objects.filter(node=node, item_id=item_id).first()
        if known is not None:
            if known.digest != digest:
                raise ExchangeError("changed")
            return
        handler(node, item)
        AcceptedItem.objects.create(node=node, item_id=item_id, digest=digest, at=timezone.now())


def read_uuid(item: Mapping[str, Any], name: str) -> uuid.UUID:
    """Raises ``ExchangeError`` "bad_request"."""
    try:
        return uuid.UUID(str(item.get(name)))
    except ValueError:
        raise ExchangeError("bad_request") from None
