"""On a hub: letting a request in. It must be signed by a registered node, fresh, and never seen before."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange.actions.refusals import refuse
from latido.apps.exchange.models import HubNode, SeenRequest
from latido.apps.exchange.protocol import IDS_KEPT_FOR, ExchangeError
from latido.apps.exchange.statements import read_request


def admit(*, node: str, token: str, method: str, path: str, body: bytes) -> HubNode:
    """The node that signed this request. What is refused is counted and audited.

    Raises ``ExchangeError``: "unknown_node", "suspended", "wrong_key", "unknown_protocol", "bad_request",
    "clock", "replayed".
    """
    row = HubNode.objects.filter(node=node).first()
    try:
        return _admit(row, node, token=token, method=method, path=path, body=body)
    except ExchangeError as error:
        refuse(by=SYSTEM, node=node, code=error.code, known=row is not None)
        raise


def _admit(row: HubNode | None, node: str, *, token: str, method: str, path: str, body: bytes) -> HubNode:
    now = timezone.now()
    if row is None:
        raise ExchangeError("unknown_node")
    request_id = read_request(token, row.public_jwk, node=node, method=method, path=path, body=body, now=now)
    if row.suspended_at is not None:
        raise ExchangeError("suspended")
    try:
        with transaction.atomic():
            SeenRequest.objects.create(node=row, request_id=request_id, at=now)
            HubNode.objects.filter(pk=row.pk).update(seen_at=now)
    except IntegrityError:
        raise ExchangeError("replayed") from None
    return row


def forget_old_requests(*, now: dt.datetime) -> int:
    """Drop request ids that the time window has closed on; returns how many."""
    return SeenRequest.objects.filter(at__lt=now - IDS_KEPT_FOR).delete()[0]
