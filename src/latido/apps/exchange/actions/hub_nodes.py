"""On a hub: which nodes may speak to it, and in which epoch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from latido.apps.audit.actions import Actor, audited
from latido.apps.exchange.models import HubEpoch, HubNode
from latido.apps.exchange.protocol import ExchangeError, check_node_name
from latido.engines.linkage import EpochKey

EPOCH_LENGTH = dt.timedelta(days=365)
"""Twelve months, unless the nodes agree on another end."""


class KnownAlreadyError(ValueError):
    """The name is registered with another key; the message says what to do."""


def add_node(*, by: Actor, node: str, public_jwk: Mapping[str, Any]) -> HubNode:
    """Register a node; the same key again changes nothing.

    Raises ``KnownAlreadyError``, ``ExchangeError``.
    """
    check_node_name(node)
    with audited(by=by, action="hub.add_node", subject=f"node:{node}"):
        row, made = HubNode.objects.get_or_create(
            node=node, defaults={"public_jwk": dict(public_jwk), "registered_at": timezone.now()}
        )
        if not made and row.public_jwk != dict(public_jwk):
            raise KnownAlreadyError(f"{node} is registered with another key. To replace it, add --replace.")
    return row


def replace_node_key(*, by: Actor, node: str, public_jwk: Mapping[str, Any]) -> HubNode:
    """Give a node another key, after comparing its fingerprint. Raises ``HubNode.DoesNotExist``."""
    with audited(by=by, action="hub.replace_key", subject=f"node:{node}"):
        row = HubNode.objects.select_for_update().get(node=node)
        row.public_jwk = dict(public_jwk)
        row.save(update_fields=["public_jwk"])
    return row


def suspend_node(*, by: Actor, node: str, suspended: bool = True) -> HubNode:
    """Stop listening to a node, or listen again. Raises ``HubNode.DoesNotExist``."""
    with audited(by=by, action="hub.suspend", subject=f"node:{node}", suspended=suspended):
        row = HubNode.objects.select_for_update().get(node=node)
        row.suspended_at = timezone.now() if suspended else None
        row.save(update_fields=["suspended_at"])
    return row


def open_epoch(*, by: Actor, name: str, key_check: str = "", ends_at: dt.datetime | None = None) -> HubEpoch:
    """Begin to take records of an epoch.

    Without ``key_check`` (16 hexadecimal signs) the first record sets it. Opening an epoch again fills in
    what was left open. Raises ``ExchangeError``: "bad_epoch", or "wrong_epoch_key" when another one stands.
    """
    now = timezone.now()
    _check_epoch_name(name)
    with audited(by=by, action="hub.open_epoch", subject=f"epoch:{name}", key_check=key_check):
        epoch, _ = HubEpoch.objects.select_for_update().get_or_create(
            name=name, defaults={"opened_at": now, "ends_at": ends_at or now + EPOCH_LENGTH}
        )
        if key_check and epoch.key_check and epoch.key_check != key_check:
            raise ExchangeError("wrong_epoch_key")
        epoch.key_check = epoch.key_check or key_check
        epoch.ends_at = ends_at or epoch.ends_at
        epoch.save()
    return epoch


def _check_epoch_name(name: str) -> None:
    try:
        EpochKey(bytes(32), name)
    except ValueError as error:
        raise ExchangeError("bad_epoch") from error
