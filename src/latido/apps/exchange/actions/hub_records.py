"""On a hub: encoded records come, are replaced, and go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM, audited
from latido.apps.exchange.actions.hub_feed import tell_both
from latido.apps.exchange.actions.hub_nodes import open_epoch
from latido.apps.exchange.choices import LinkState
from latido.apps.exchange.models import Candidate, HubEpoch, HubNode, HubRecord
from latido.apps.exchange.protocol import ExchangeError, LaterError
from latido.engines.linkage import EncodedRecord, LinkageError

OPAQUE_ID = re.compile(r"[0-9a-f]{32}")
MAX_REVISION = 2**31 - 1


def take_encoding(node: HubNode, item: Mapping[str, Any]) -> None:
    """Store an encoded record, or replace an older revision of it.

    Raises ``LaterError`` "epoch_not_open"; ``ExchangeError`` "epoch_over", "wrong_epoch_key", "removed",
    "not_your_record", "bad_request".
    """
    record, revision = _record(item), _revision(item)
    epoch = _epoch(record)
    row = HubRecord.objects.select_for_update().filter(opaque_id=record.opaque_id.hex()).first()
    if row is None:
        row = HubRecord(node=node, epoch=epoch, opaque_id=record.opaque_id.hex())
    elif row.node_id != node.id:
        raise ExchangeError("not_your_record")
    elif row.removed_at is not None:
        raise ExchangeError("removed")
    elif row.revision >= revision:
        return
    row.revision, row.encoded, row.arrived_at = revision, record.to_dict(), timezone.now()
    row.save()


def _record(item: Mapping[str, Any]) -> EncodedRecord:
    try:
        return EncodedRecord.from_dict(item.get("record"))
    except (LinkageError, TypeError) as error:
        raise ExchangeError("bad_request") from error


def _revision(item: Mapping[str, Any]) -> int:
    revision = item.get("revision")
    if type(revision) is not int or not 1 <= revision <= MAX_REVISION:
        raise ExchangeError("bad_request")
    return revision


def _epoch(record: EncodedRecord) -> HubEpoch:
    """The record's epoch, which must be open and of the same key. The hub's own epoch opens by itself."""
    epoch = HubEpoch.objects.select_for_update().filter(name=record.epoch).first()
    if epoch is None and record.epoch == settings.LATIDO_EPOCH:
        epoch = open_epoch(by=SYSTEM, name=record.epoch)
    if epoch is None:
        raise LaterError("epoch_not_open")
    if epoch.ended_at is not None or epoch.ends_at <= timezone.now():
        raise ExchangeError("epoch_over")
    if not epoch.key_check:
        epoch = open_epoch(by=SYSTEM, name=record.epoch, key_check=record.key_check.hex())
    if epoch.key_check != record.key_check.hex():
        raise ExchangeError("wrong_epoch_key")
    return epoch


def take_withdrawal(node: HubNode, item: Mapping[str, Any]) -> None:
    """Empty a record and end every link about it. The number stays as a tombstone until the epoch ends.

    Raises ``ExchangeError`` "not_your_record", "bad_request".
    """
    opaque_id = str(item.get("opaque_id"))
    if not OPAQUE_ID.fullmatch(opaque_id):
        raise ExchangeError("bad_request")
    row = HubRecord.objects.select_for_update().filter(opaque_id=opaque_id).first()
    if row is None:
        row = HubRecord(node=node, opaque_id=opaque_id, arrived_at=timezone.now())
    if row.node_id != node.id:
        raise ExchangeError("not_your_record")
    _empty(row, timezone.now())
    row.save()
    end_links(Q(left=row) | Q(right=row), why="withdrawn")


def _empty(row: HubRecord, now: dt.datetime) -> None:
    row.encoded, row.removed_at = None, row.removed_at or now


def end_links(which: Q, *, why: str) -> int:
    """Withdraw candidates that are not rejected, open channels among them, and tell both sides."""
    ending = Candidate.objects.select_for_update(of=("self",)).filter(
        which, state__in=[LinkState.OPEN, LinkState.TALKING]
    )
    count = 0
    for candidate in ending.select_related("left__node", "right__node").order_by("id"):
        candidate.state = LinkState.WITHDRAWN
        candidate.save(update_fields=["state"])
        tell_both(candidate, "closed", why=why)
        count += 1
    return count


def end_epochs(*, now: dt.datetime) -> int:
    """Delete what an epoch that has ended left behind; returns how many records were emptied.

    Links that nobody confirmed on both sides end with it; channels stay open, for they hold no encoding.
    """
    emptied = 0
    for epoch in HubEpoch.objects.filter(ends_at__lte=now, ended_at__isnull=True):
        with audited(by=SYSTEM, action="hub.end_epoch", subject=f"epoch:{epoch.name}") as note:
            open_ones = Q(left__epoch=epoch, state=LinkState.OPEN)
            note.details["links"] = end_links(open_ones, why="epoch_over")
            rows = HubRecord.objects.filter(epoch=epoch, removed_at__isnull=True)
            note.details["records"] = rows.update(encoded=None, removed_at=now)
            epoch.ended_at = now
            epoch.save(update_fields=["ended_at"])
            emptied += note.details["records"]
    return emptied
