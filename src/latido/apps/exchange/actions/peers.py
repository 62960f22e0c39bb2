"""On a node: pinning the key of another node, after comparing its fingerprint by telephone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from latido.apps.audit.actions import Actor, audited
from latido.apps.exchange.models import Peer
from latido.apps.exchange.protocol import check_node_name


class PinnedAlreadyError(ValueError):
    """Another key is pinned for this node; the message says what to do."""


def add_peer(*, by: Actor, node: str, public_jwk: Mapping[str, Any], replace: bool = False) -> Peer:
    """Pin a node's key. The same key again changes nothing. Raises ``PinnedAlreadyError``, ``ExchangeError``.

    What that node sent before waits and is read by the worker's next round (``feed.apply_held``).
    """
    check_node_name(node)
    with audited(by=by, action="exchange.add_peer", subject=f"node:{node}", replaced=replace):
        peer, made = Peer.objects.select_for_update().get_or_create(
            node=node, defaults={"public_jwk": dict(public_jwk), "added_at": timezone.now()}
        )
        if not made and peer.public_jwk != dict(public_jwk):
            if not replace:
                raise PinnedAlreadyError(f"Another key is pinned for {node}. To replace it, add --replace.")
            peer.public_jwk, peer.added_at = dict(public_jwk), timezone.now()
            peer.save()
    return peer
